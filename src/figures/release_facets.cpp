// Facets, each on its own and never crossed, as far as no group under the floor can be worked out with them.
#include <algorithm>
#include <map>
#include <set>

#include "figures/release_parts.hpp"
#include "stats/disclosure.hpp"

namespace goud::figures::parts {
namespace {

// Groups first, atoms' rows before all; then the facets of lower nodes before those of higher ones.
struct Rows {
  std::vector<int> of_facet;
  int count = 0;
};
Rows rows_of(const Layout& layout, const std::vector<FacetAt>& facets) {
  std::vector<int> order(facets.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
  // A group stands before those inside it: the later ones are the deeper ones.
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return facets[at(a)].group > facets[at(b)].group; });
  Rows rows{std::vector<int>(facets.size()), static_cast<int>(layout.atoms.size())};
  for (const int facet : order) {
    rows.of_facet[at(facet)] = rows.count;
    rows.count += facets[at(facet)].classes;
  }
  return rows;
}

// Cells that are told apart by what is shown, put together where they are not.
struct Told {
  int atom, region, profile;
  Wide in_time, late;
  std::array<std::int8_t, facets_most> facets;
};

std::vector<Told> told_apart(const std::vector<Cell>& cells, const Regions& regions) {
  std::vector<Told> told;
  for (const auto& cell : cells) {
    const int region = regions.of_atom[at(cell.atom)];
    const int profile = region < 0 ? 0 : regions.regions[at(region)].profile(cell.facets);
    told.push_back({cell.atom, region, profile, cell.in_time, cell.late, cell.facets});
  }
  std::sort(told.begin(), told.end(), [](const Told& a, const Told& b) {
    return std::tie(a.region, a.atom, a.profile) < std::tie(b.region, b.atom, b.profile);
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < told.size(); ++i) {
    if (kept > 0 && told[kept - 1].atom == told[i].atom && told[kept - 1].profile == told[i].profile) {
      told[kept - 1].in_time += told[i].in_time;
      told[kept - 1].late += told[i].late;
    } else {
      told[kept++] = told[i];
    }
  }
  told.resize(kept);
  return told;
}

// Which cells cannot be in a set under the floor that is determined. An exchange takes one person out of two cells and puts
// them into two others, and all sums stay: a determined set that holds one of the first two holds one of the others. So a
// cell with enough exchanges whose other cells are not the same ones is in no set under the floor.
class Exchanges {
 public:
  Exchanges(const std::vector<Told>& told, std::size_t first, std::size_t last, const Regions::Region& region,
            Wide floor)
      : told_(told), region_(region), floor_(floor) {
    for (std::size_t i = first; i < last; ++i) {
      if (atoms_.empty() || atoms_.back().atom != told[i].atom) atoms_.push_back({told[i].atom, {}});
      atoms_.back().cells.push_back(static_cast<int>(i));
    }
    there_.assign(atoms_.size() * at(region.profiles()), -1);
    for (int profile = 0; profile < region.profiles(); ++profile)
      parts_.push_back({profile % region.sizes[0], profile / region.sizes[0] % region.sizes[1],
                        profile / region.sizes[0] / region.sizes[1]});
    for (std::size_t a = 0; a < atoms_.size(); ++a)
      for (const int cell : atoms_[a].cells) there_[a * at(region.profiles()) + at(told[at(cell)].profile)] = cell;
  }

  void light_cells_into(std::vector<int>& unsafe, std::int64_t& tried) {
    for (std::size_t a = 0; a < atoms_.size(); ++a)
      for (const int cell : atoms_[a].cells)
        if (told_[at(cell)].in_time < floor_ && !safe(a, cell, tried)) unsafe.push_back(cell);
  }

 private:
  struct Atom {
    int atom;
    std::vector<int> cells;
  };
  [[nodiscard]] int cell(std::size_t atom, int profile) const {
    return there_[atom * at(region_.profiles()) + at(profile)];
  }
  bool safe(std::size_t a, int u, std::int64_t& tried) {
    const auto needed = floor_ - told_[at(u)].in_time;
    const int of_u = told_[at(u)].profile;
    used_.clear();
    Wide found = 0;
    constexpr std::size_t atoms_looked_at = 300;
    const auto usable = [&](int other) {
      return other >= 0 && told_[at(other)].in_time > 0 &&
             (told_[at(other)].in_time >= needed || std::find(used_.begin(), used_.end(), other) == used_.end());
    };
    const int steps[facets_most] = {1, region_.sizes[0], region_.sizes[0] * region_.sizes[1]};
    for (std::size_t ahead = 0; ahead < std::min(atoms_.size(), atoms_looked_at); ++ahead) {
      const auto b = a + ahead < atoms_.size() ? a + ahead : a + ahead - atoms_.size();
      for (const int v : atoms_[b].cells) {
        const int of_v = told_[at(v)].profile;
        if (of_v == of_u) continue;
        int moves[facets_most];
        for (std::size_t facet = 0; facet < facets_most; ++facet)
          moves[facet] = (parts_[at(of_v)][facet] - parts_[at(of_u)][facet]) * steps[facet];
        for (unsigned swap = 1; swap < (1U << facets_most); ++swap) {
          const int move =
              ((swap & 1U) != 0 ? moves[0] : 0) + ((swap & 2U) != 0 ? moves[1] : 0) + ((swap & 4U) != 0 ? moves[2] : 0);
          if (move == 0) continue;
          ++tried;
          const int other = cell(a, of_u + move);
          if (!usable(other) || other == v) continue;
          const int fourth = cell(b, of_v - move);
          if (!usable(fourth) || other == fourth || fourth == u) continue;
          used_.push_back(other), used_.push_back(fourth);
          if (++found >= needed) return true;
          break;
        }
      }
    }
    return forced(a, u, tried) >= floor_;
  }

  // What a set under the floor that holds this cell must hold of the same atom: of each exchange with it either that other
  // cell or a fourth one, and all those fourth ones together are too heavy.
  Wide forced(std::size_t a, int u, std::int64_t& tried) {
    Wide weight = told_[at(u)].in_time;
    const auto needed = floor_ - weight;
    const auto& of_u = parts_[at(told_[at(u)].profile)];
    for (const int o : atoms_[a].cells) {
      if (o == u || told_[at(o)].in_time == 0) continue;
      const auto& of_o = parts_[at(told_[at(o)].profile)];
      const int move = told_[at(o)].profile - told_[at(u)].profile;
      Wide fourths = 0;
      for (std::size_t ahead = 1; ahead < std::min<std::size_t>(atoms_.size(), 300) && fourths < needed; ++ahead) {
        const auto b = a + ahead < atoms_.size() ? a + ahead : a + ahead - atoms_.size();
        for (const int v : atoms_[b].cells) {
          ++tried;
          const auto& of_v = parts_[at(told_[at(v)].profile)];
          bool fits = true;
          for (std::size_t facet = 0; facet < facets_most; ++facet)
            fits = fits && (of_u[facet] == of_o[facet] || of_v[facet] == of_o[facet]);
          if (!fits) continue;
          if (const int fourth = cell(b, told_[at(v)].profile - move); fourth >= 0)
            fourths += told_[at(fourth)].in_time;
        }
      }
      if (fourths >= needed) weight += told_[at(o)].in_time;
      if (weight >= floor_) break;
    }
    return weight;
  }

  const std::vector<Told>& told_;
  const Regions::Region& region_;
  Wide floor_;
  std::vector<Atom> atoms_;
  std::vector<int> there_, used_;
  std::vector<std::array<int, facets_most>> parts_;  // of each profile
};

// Sets under the floor that are determined inside one region, were every class that is told apart there shown of it.
stats::SmallSums of_region(const std::vector<Told>& told, std::size_t first, std::size_t last,
                           const Regions::Region& region, Wide floor, std::uint64_t seed) {
  stats::SmallSums made;
  std::vector<int> unsafe;
  Exchanges(told, first, last, region, floor).light_cells_into(unsafe, made.tried);
  if (unsafe.empty()) return made;
  std::vector<std::vector<int>> rows_of;
  std::vector<std::int64_t> weights;
  int atoms = 0;
  for (std::size_t i = first; i < last; ++i) atoms += i == first || told[i].atom != told[i - 1].atom;
  int atom = -1;
  for (std::size_t i = first; i < last; ++i) {
    atom += i == first || told[i].atom != told[i - 1].atom;
    std::vector<int> rows{atom};
    int row = atoms, profile = told[i].profile;
    for (const int size : region.sizes) {
      if (size > 1) rows.push_back(row + profile % size);
      row += size, profile /= size;
    }
    rows_of.push_back(std::move(rows));
    weights.push_back(told[i].in_time);
  }
  const auto z = stats::null_vector(atoms + region.sizes[0] + region.sizes[1] + region.sizes[2], rows_of, seed);
  for (auto& cell : unsafe) cell -= static_cast<int>(first);
  const auto tried = made.tried;
  made = stats::small_sums(z, weights, unsafe, floor);
  made.tried += tried;
  for (auto& set : made.determined)
    for (auto& cell : set) cell += static_cast<int>(first);
  return made;
}

}  // namespace

std::vector<Cell> cells_of(const ReleaseAsked& asked, int question, const Layout& layout) {
  std::map<std::pair<int, std::array<std::int8_t, facets_most>>, Cell> cells;
  const auto classes = at(asked.questions[at(question)].classes);
  for (const auto& ballot : asked.ballots) {
    const int said = ballot.said[at(question)];
    if (said < 0) continue;
    std::array<std::int8_t, facets_most> facets{};
    for (std::size_t f = 0; f < asked.facets.size(); ++f)
      facets[f] = static_cast<std::int8_t>(ballot.facets[f] < 0 ? asked.facets[f] : ballot.facets[f]);
    auto& cell = cells[{ballot.node, facets}];
    if (cell.said.empty()) {
      cell.atom = layout.atom_of_node[at(ballot.node)], cell.node = ballot.node, cell.facets = facets;
      cell.said.assign(classes, 0);
    }
    ++(ballot.late ? cell.late : cell.in_time);
    ++cell.said[at(said)];
  }
  std::vector<Cell> list;
  list.reserve(cells.size());
  for (auto& [key, cell] : cells) list.push_back(std::move(cell));
  return list;
}

int Regions::Region::profile(const std::array<std::int8_t, facets_most>& raw) const {
  int made = 0;
  for (int facet = facets_most - 1; facet >= 0; --facet) {
    const auto& of = coordinate[at(facet)];
    made = made * sizes[at(facet)] + (of.empty() ? 0 : of[at(raw[at(facet)])]);
  }
  return made;
}

Regions regions_of(const Layout& layout, const std::vector<FacetAt>& facets, const std::vector<int>& facet_classes) {
  std::vector<std::vector<int>> shown_at(layout.groups.size());
  for (std::size_t i = 0; i < facets.size(); ++i) shown_at[at(facets[i].group)].push_back(static_cast<int>(i));
  Regions made;
  std::map<int, int> known;  // lowest group -> region
  for (std::size_t atom = 0; atom < layout.atoms.size(); ++atom) {
    Regions::Region region;
    for (int group = layout.atoms[atom]; group >= 0; group = layout.groups[at(group)].up) {
      if (shown_at[at(group)].empty()) continue;
      if (region.group < 0) region.group = group;
      region.shown.insert(region.shown.end(), shown_at[at(group)].begin(), shown_at[at(group)].end());
    }
    if (region.group < 0) {
      made.of_atom.push_back(-1);
      continue;
    }
    if (const auto found = known.find(region.group); found != known.end()) {
      made.of_atom.push_back(found->second);
      continue;
    }
    region.coordinate.resize(facets_most);
    for (std::size_t facet = 0; facet < facet_classes.size(); ++facet) {
      std::map<std::vector<int>, int> apart;
      std::vector<int> coordinate;
      for (int raw = 0; raw <= facet_classes[facet]; ++raw) {
        std::vector<int> seen;
        for (const int one : region.shown)
          if (facets[at(one)].facet == static_cast<int>(facet)) seen.push_back(facets[at(one)].merged[at(raw)]);
        coordinate.push_back(apart.emplace(seen, static_cast<int>(apart.size())).first->second);
      }
      region.sizes[facet] = static_cast<int>(apart.size());
      // A facet that tells nobody apart here may not be known at all: then its classes are not either.
      if (apart.size() > 1) region.coordinate[facet] = std::move(coordinate);
    }
    known[region.group] = static_cast<int>(made.regions.size());
    made.of_atom.push_back(static_cast<int>(made.regions.size()));
    made.regions.push_back(std::move(region));
  }
  return made;
}

Audit audit(const Layout& layout, const std::vector<FacetAt>& facets, const std::vector<Cell>& cells, Wide floor,
            std::uint64_t seed) {
  std::vector<int> facet_classes(facets_most, 0);
  for (const auto& facet : facets) facet_classes[at(facet.facet)] = static_cast<int>(facet.merged.size()) - 1;
  const auto regions = regions_of(layout, facets, facet_classes);
  const auto told = told_apart(cells, regions);
  const auto rows = rows_of(layout, facets);
  Audit made;
  made.cells = static_cast<std::int64_t>(told.size());
  std::vector<std::vector<int>> rows_of_cell;
  std::vector<std::int64_t> weights;
  for (const auto& cell : told) {
    std::vector<int> counted{cell.atom};
    if (cell.region >= 0)
      for (const int one : regions.regions[at(cell.region)].shown) {
        const auto& facet = facets[at(one)];
        counted.push_back(rows.of_facet[at(one)] + facet.merged[at(cell.facets[at(facet.facet)])]);
      }
    std::sort(counted.begin(), counted.end());
    rows_of_cell.push_back(std::move(counted));
    weights.push_back(cell.in_time);
  }
  const auto gives_way = [&](const std::vector<int>& set) {
    for (const int cell : set) made.offending.push_back(regions.regions[at(told[at(cell)].region)].group);
  };
  // A set that is determined is so in each region by itself, were all that is told apart there a sum of its own. So first
  // such sets of one region, then which of them, alone or together, are determined by what is shown.
  std::vector<std::vector<int>> sets;
  for (std::size_t first = 0; first < told.size();) {
    auto last = first;
    while (last < told.size() && told[last].region == told[first].region) ++last;
    if (told[first].region >= 0) {
      auto found = of_region(told, first, last, regions.regions[at(told[first].region)], floor, seed);
      made.tried += found.tried;
      if (!found.complete)
        made.offending.push_back(regions.regions[at(told[first].region)].group);
      else
        sets.insert(sets.end(), found.determined.begin(), found.determined.end());
    }
    first = last;
  }
  if (!sets.empty()) {
    const auto z = stats::null_vector(rows.count, rows_of_cell, seed);
    std::vector<std::uint64_t> sums;
    std::vector<std::int64_t> heavy;
    std::vector<int> all;
    for (const auto& set : sets) {
      std::uint64_t sum = 0;
      std::int64_t weight = 0;
      for (const int cell : set) sum = (sum + z[at(cell)]) % stats::disclosure_prime, weight += weights[at(cell)];
      all.push_back(static_cast<int>(all.size()));
      sums.push_back(sum), heavy.push_back(weight);
    }
    const auto found = stats::small_sums(sums, heavy, all, floor);
    made.tried += found.tried;
    for (const auto& together : found.determined)
      for (const int set : together) gives_way(sets[at(set)]);
    if (!found.complete)
      for (const auto& set : sets) gives_way(set);
  }
  std::sort(made.offending.begin(), made.offending.end());
  made.offending.erase(std::unique(made.offending.begin(), made.offending.end()), made.offending.end());
  return made;
}

Agreed agree_on_facets(const Layout& layout, const std::vector<int>& facet_classes,
                       const std::vector<Question>& questions, Wide floor, std::uint64_t seed, bool audited) {
  Agreed agreed;
  // In time and by raw class, the least over the questions of each node's own people.
  std::vector<std::vector<std::vector<Wide>>> least(layout.groups.size());
  std::map<std::pair<int, int>, std::vector<std::vector<Wide>>> own;  // (node, facet) -> by question, by class
  for (std::size_t q = 0; q < questions.size(); ++q)
    for (const auto& cell : questions[q].cells)
      for (std::size_t facet = 0; facet < facet_classes.size(); ++facet) {
        auto& of = own[{cell.node, static_cast<int>(facet)}];
        if (of.empty()) of.assign(questions.size(), std::vector<Wide>(at(facet_classes[facet]) + 1, 0));
        of[q][at(cell.facets[facet])] += cell.in_time;
      }
  for (auto& group : least) {
    group.resize(facet_classes.size());
    for (std::size_t facet = 0; facet < facet_classes.size(); ++facet)
      group[facet].assign(at(facet_classes[facet]) + 1, 0);
  }
  for (const auto& [key, by_question] : own) {
    const auto& [node, facet] = key;
    const int atom = layout.atom_of_node[at(node)];
    for (int group = layout.atoms[at(atom)]; group >= 0; group = layout.groups[at(group)].up)
      for (std::size_t c = 0; c < by_question.front().size(); ++c) {
        Wide fewest = by_question.front()[c];
        for (const auto& one : by_question) fewest = std::min(fewest, one[c]);
        least[at(group)][at(facet)][c] += fewest;
      }
  }
  std::vector<bool> exactly(layout.groups.size(), false);
  for (const int group : layout.group_of_node)
    if (group >= 0) exactly[at(group)] = true;
  for (int group = 0; group < static_cast<int>(layout.groups.size()); ++group) {
    // Below the whole, only what holds several groups is parted: inside one, the parts would be too small to hide in.
    if (!exactly[at(group)] || (group > 0 && layout.within[at(group)] < 2)) continue;
    for (int facet = 0; facet < static_cast<int>(facet_classes.size()); ++facet) {
      auto merged = merge_classes(least[at(group)][at(facet)], floor);
      if (merged.empty()) continue;
      const int classes = merged.back() + 1;
      agreed.facets.push_back({group, facet, std::move(merged), classes});
    }
  }
  if (!audited) return agreed;
  // What the first question cannot bear the others will hardly bear; each is looked at by itself afterwards.
  for (;;) {
    const auto looked = audit(layout, agreed.facets, questions.front().cells, floor, seed++);
    agreed.tried += looked.tried;
    if (looked.offending.empty()) return agreed;
    for (const int group : looked.offending)
      for (auto facet = agreed.facets.rbegin(); facet != agreed.facets.rend(); ++facet)
        if (facet->group == group) {
          agreed.facets.erase(std::next(facet).base());
          ++agreed.withheld;
          break;
        }
  }
}

Proven prove(const Layout& layout, const std::vector<FacetAt>& facets, const Question& question, Wide floor,
             std::uint64_t seed, Veiled& veiled) {
  Proven proven;
  for (;;) {
    std::vector<FacetAt> kept;
    for (std::size_t i = 0; i < facets.size(); ++i)
      if (veiled.facet_kept[i]) kept.push_back(facets[i]);
    const auto looked = audit(layout, kept, question.cells, floor, seed++);
    proven.cells = looked.cells, proven.tried += looked.tried;
    if (looked.offending.empty()) return proven;
    for (const int group : looked.offending)
      for (std::size_t i = facets.size(); i-- > 0;)
        if (veiled.facet_kept[i] && facets[i].group == group) {
          veiled.facet_kept[i] = false;
          break;
        }
  }
}

}  // namespace goud::figures::parts
