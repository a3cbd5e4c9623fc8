// Facets, each on its own and never crossed, as far as no group under the floor can be worked out with them.
#include <algorithm>
#include <map>
#include <set>

#include "figures/release_parts.hpp"
#include "stats/disclosure.hpp"

namespace goud::figures::parts {
namespace {

std::size_t at(int place) { return static_cast<std::size_t>(place); }

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
  [[nodiscard]] std::array<int, facets_most> parts(int profile) const {
    return {profile % region_.sizes[0], profile / region_.sizes[0] % region_.sizes[1],
            profile / region_.sizes[0] / region_.sizes[1]};
  }
  [[nodiscard]] int profile(const std::array<int, facets_most>& parts) const {
    return parts[0] + region_.sizes[0] * (parts[1] + region_.sizes[1] * parts[2]);
  }

  bool safe(std::size_t a, int u, std::int64_t& tried) {
    const auto needed = floor_ - told_[at(u)].in_time;
    const auto of_u = parts(told_[at(u)].profile);
    std::set<int> used;
    Wide found = 0;
    constexpr std::size_t atoms_looked_at = 300;
    const auto usable = [&](int other) {
      return other >= 0 && told_[at(other)].in_time > 0 &&
             (used.count(other) == 0 || told_[at(other)].in_time >= needed);
    };
    for (std::size_t step = 0; step < std::min(atoms_.size(), atoms_looked_at); ++step) {
      const auto b = (a + step) % atoms_.size();
      for (const int v : atoms_[b].cells) {
        if (v == u) continue;
        const auto of_v = parts(told_[at(v)].profile);
        for (unsigned swap = 1; swap < (1U << facets_most); ++swap) {
          auto to_u = of_u, to_v = of_v;
          for (unsigned facet = 0; facet < facets_most; ++facet)
            if ((swap & (1U << facet)) != 0) std::swap(to_u[facet], to_v[facet]);
          ++tried;
          if (to_u == of_u) continue;
          const int other = cell(a, profile(to_u)), fourth = cell(b, profile(to_v));
          if (!usable(other) || !usable(fourth) || other == fourth || other == v || fourth == u || fourth == v)
            continue;
          used.insert(other), used.insert(fourth);
          if (++found >= needed) return true;
          break;
        }
      }
    }
    return false;
  }

  const std::vector<Told>& told_;
  const Regions::Region& region_;
  Wide floor_;
  std::vector<Atom> atoms_;
  std::vector<int> there_;
};

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
  const auto z = stats::null_vector(rows.count, rows_of_cell, seed);
  const auto gives_way = [&](int cell) {
    if (const int region = told[at(cell)].region; region >= 0)
      made.offending.push_back(regions.regions[at(region)].group);
  };
  std::vector<int> unsafe;
  for (std::size_t first = 0; first < told.size();) {
    auto last = first;
    while (last < told.size() && told[last].region == told[first].region) ++last;
    if (told[first].region >= 0)
      Exchanges(told, first, last, regions.regions[at(told[first].region)], floor).light_cells_into(unsafe, made.tried);
    first = last;
  }
  std::vector<int> countable;
  for (const int cell : unsafe) {
    // Only late ballots, and nothing that shields them: no set can be weighed.
    if (weights[at(cell)] == 0)
      gives_way(cell);
    else
      countable.push_back(cell);
  }
  auto light = weights;
  std::sort(countable.begin(), countable.end(), [&](int a, int b) { return weights[at(a)] < weights[at(b)]; });
  // Sets of five and more cells under the floor are not looked at by pairs.
  Wide five = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(5, countable.size()); ++i) five += weights[at(countable[i])];
  if (countable.size() >= 5 && five < floor) {
    for (const int cell : countable) gives_way(cell);
  } else {
    const auto sums = stats::small_sums(z, light, countable, floor);
    made.tried += sums.tried;
    for (const auto& set : sums.determined)
      for (const int cell : set) gives_way(cell);
    if (!sums.complete)
      for (const int cell : countable) gives_way(cell);
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
  for (std::uint64_t round = 1;; ++round) {
    agreed.cells = agreed.tried = 0;
    std::set<int> offending;
    const std::vector<Cell>* before = nullptr;
    for (const auto& question : questions) {
      const auto same = [&] {
        return before != nullptr && before->size() == question.cells.size() &&
               std::equal(before->begin(), before->end(), question.cells.begin(), [](const Cell& a, const Cell& b) {
                 return a.node == b.node && a.facets == b.facets && a.in_time == b.in_time && a.late == b.late;
               });
      };
      if (same()) continue;  // the same people answered both
      before = &question.cells;
      auto looked = audit(layout, agreed.facets, question.cells, floor, seed + round);
      agreed.cells += looked.cells, agreed.tried += looked.tried;
      offending.insert(looked.offending.begin(), looked.offending.end());
    }
    if (offending.empty()) return agreed;
    for (const int group : offending)
      for (auto facet = agreed.facets.rbegin(); facet != agreed.facets.rend(); ++facet)
        if (facet->group == group) {
          agreed.facets.erase(std::next(facet).base());
          ++agreed.withheld;
          break;
        }
  }
}

}  // namespace goud::figures::parts
