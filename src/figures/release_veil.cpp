// What must not be said exactly, so that no one's answer follows: a class that (nearly) everyone chose, neighbours with which
// it could be worked out, facets that leave someone no other answer.
#include <algorithm>
#include <map>
#include <set>

#include "figures/release_parts.hpp"

namespace goud::figures::parts {
namespace {

using Counts = std::vector<Wide>;

Wide sum(const Counts& counts) {
  Wide total = 0;
  for (const auto count : counts) total += count;
  return total;
}

// Of a composite: a class, or a run of them from the first, that holds nearly all or nearly none.
bool one_sided(const Counts& counts) {
  const auto total = sum(counts);
  Wide run = 0;
  for (std::size_t c = 0; c < counts.size(); ++c) {
    run += counts[c];
    const auto edge = [&](Wide count) { return count <= 1 || count >= total - 1; };
    if (edge(counts[c]) || (c + 1 < counts.size() && edge(run))) return true;
  }
  return false;
}

// Sums that can be worked out are those of exact groups, and what is left of one when the exact groups inside are taken off:
// its residue. Of each residue someone must be able to have said something else.
class Veiling {
 public:
  Veiling(const Layout& layout, Veiled& made, bool composite) : layout_(layout), made_(made), composite_(composite) {}

  void all() {
    for (int group = static_cast<int>(layout_.groups.size()) - 1; group >= 0; --group) {
      if (made_.shown[at(group)] != Shown::exact) continue;
      const auto& inner = layout_.groups[at(group)].inner;
      if (inner.empty()) continue;
      while (bad(residue_inside(group))) {
        const int child = smallest_exact(inner);
        if (child < 0) {
          made_.shown[at(group)] = Shown::hidden;
          break;
        }
        hide(child);
      }
    }
    if (made_.shown[0] == Shown::nearly) return;  // and so is all that is in it
    for (int group = 0; group < static_cast<int>(layout_.groups.size()); ++group)
      if (group == 0 || made_.shown[at(group)] == Shown::exact) keep_still(group);
  }

 private:
  // "Nearly all" of some parts of a residue and silence of the others tells that the others are not: at least two differ in
  // each. Where the number who differ, which can be worked out, leaves no one for the former, all of them are silent.
  void keep_still(int group) {
    std::vector<int> parts;
    parts_left(group, parts);
    int all = -1;
    Wide silent = 0, differ = 0;
    bool alike = made_.shown[at(group)] == Shown::exact;
    for (const int part : parts) {
      if (made_.shown[at(part)] != Shown::nearly)
        ++silent;
      else if (all >= 0 && made_.nearly[at(part)] != all)
        alike = false;
      else
        all = made_.nearly[at(part)];
    }
    if (all < 0) return;
    for (const int part : parts) differ += made_.n[at(part)] - made_.counts[at(part)][at(all)];
    if (alike && (silent == 0 || differ > 2 * silent)) return;
    for (const int part : parts) silence(part);
  }
  void parts_left(int group, std::vector<int>& parts) const {
    for (const int inner : layout_.groups[at(group)].inner) {
      if (made_.shown[at(inner)] == Shown::exact) continue;
      if (made_.shown[at(inner)] == Shown::nearly || layout_.groups[at(inner)].inner.empty())
        parts.push_back(inner);
      else
        parts_left(inner, parts);
    }
  }
  void silence(int group) {
    if (made_.shown[at(group)] == Shown::nearly) made_.shown[at(group)] = Shown::hidden;
    for (const int inner : layout_.groups[at(group)].inner) silence(inner);
  }

  struct Residue {
    Counts counts;
    std::vector<int> veiled;  // the largest groups inside that say "nearly all"
    bool open = false;        // holds an atom of which nothing is said
  };

  // What is left of a group that is not exact itself.
  void add_residue(int group, Residue& residue) const {
    if (made_.shown[at(group)] == Shown::exact) return;
    const auto& of = layout_.groups[at(group)];
    if (made_.shown[at(group)] == Shown::nearly || of.inner.empty()) {
      for (std::size_t c = 0; c < residue.counts.size(); ++c) residue.counts[c] += made_.counts[at(group)][c];
      if (made_.shown[at(group)] == Shown::nearly)
        residue.veiled.push_back(group);
      else
        residue.open = true;
      return;
    }
    for (const int inner : of.inner) add_residue(inner, residue);
  }
  Residue residue_inside(int group) const {
    Residue residue{Counts(made_.counts.front().size(), 0), {}, false};
    for (const int inner : layout_.groups[at(group)].inner) add_residue(inner, residue);
    return residue;
  }
  bool bad(const Residue& residue) const {
    const auto total = sum(residue.counts);
    if (total == 0) return false;
    if (composite_ ? one_sided(residue.counts) : nearly_all(residue.counts) >= 0) return true;
    if (residue.open) return false;
    // Each of the veiled has none or one who differs; where their number is the least or the most there can be, it is known
    // of some that nobody does.
    for (int c = 0; c < static_cast<int>(residue.counts.size()); ++c) {
      Wide of_c = 0, others = 0, differ = residue.counts[at(c)];
      for (const int group : residue.veiled) {
        if (made_.nearly[at(group)] == c)
          ++of_c, differ -= made_.n[at(group)];
        else
          ++others;
      }
      if ((differ == others && of_c > 0) || (differ == -of_c && others > 0)) return true;
    }
    return false;
  }
  int smallest_exact(const std::vector<int>& groups) const {
    int found = -1;
    for (const int group : groups)
      if (made_.shown[at(group)] == Shown::exact && (found < 0 || made_.n[at(group)] < made_.n[at(found)]))
        found = group;
    return found;
  }
  // Not exact, and not to be worked out from what is inside it either.
  void hide(int group) {
    made_.shown[at(group)] = Shown::hidden;
    const auto& inner = layout_.groups[at(group)].inner;
    if (inner.empty()) return;
    for (;;) {
      const auto residue = residue_inside(group);
      if (sum(residue.counts) > 0 && !bad(residue)) return;
      const int child = smallest_exact(inner);
      if (child < 0) return;
      hide(child);
    }
  }

  const Layout& layout_;
  Veiled& made_;
  bool composite_;
};

// That a facet is shown tells something too, for what it would have told otherwise. So a small group of which a part is veiled
// has none; and "nearly all" of a part and a facet of the same sum are not said together: below the whole the facet gives
// way, of the whole the words do.
void part_ways(const Layout& layout, const std::vector<FacetAt>& facets, Veiled& made) {
  if (made.shown[0] == Shown::nearly) return;
  const auto parted = [&](int group) {
    for (std::size_t i = 0; i < facets.size(); ++i)
      if (made.facet_kept[i] && facets[i].group == group) return true;
    return false;
  };
  const auto whole_again = [&](int group) {
    for (std::size_t i = 0; i < facets.size(); ++i)
      if (facets[i].group == group) made.facet_kept[i] = false;
  };
  std::vector<std::pair<std::size_t, int>> veiled;  // with the exact group around it
  for (std::size_t group = 1; group < layout.groups.size(); ++group) {
    if (made.shown[group] == Shown::exact) continue;
    int up = layout.groups[group].up;
    while (up > 0 && made.shown[at(up)] != Shown::exact) up = layout.groups[at(up)].up;
    veiled.emplace_back(group, up);
  }
  // Groups around it of the same people are the same sum.
  const auto same_as = [&](int around, int up) { return made.n[at(around)] == made.n[at(up)]; };
  for (const auto& [group, up] : veiled)
    for (int around = up; around >= 0; around = layout.groups[at(around)].up)
      if (made.n[at(around)] < release_composite_floor ||
          (around > 0 && made.shown[group] == Shown::nearly && same_as(around, up)))
        whole_again(around);
  if (!parted(0)) return;
  for (const auto& [group, up] : veiled)
    if (same_as(0, up) && made.shown[group] == Shown::nearly)
      made.shown[group] = Shown::hidden, made.nearly[group] = -1;
}

// People of one kind: of one residue, told apart alike, who said the same.
struct Kind {
  int profile, said, veil;  // veil: the largest group around them that says "nearly all"; -1: none
  bool operator<(const Kind& b) const { return std::tie(profile, said, veil) < std::tie(b.profile, b.said, b.veil); }
};

// Facets leave someone no other answer unless an exchange shows one: two people of one residue trade answers, and for every
// facet by which they differ two others trade back. Found for everyone, or the facet gives way.
class Trading {
 public:
  Trading(const Layout& layout, const Regions& regions, const Question& question, const Veiled& made)
      : layout_(layout), regions_(regions), made_(made), classes_(question.classes) {
    for (const auto& cell : question.cells) {
      const int region = regions.of_atom[at(cell.atom)];
      if (region < 0) continue;
      auto& people = kinds_[{region, residue_of(cell.atom)}];
      for (int said = 0; said < classes_; ++said)
        if (cell.said[at(said)] > 0)
          people[{regions.regions[at(region)].profile(cell.facets), said, veil_of(cell.atom)}] += cell.said[at(said)];
    }
    for (const auto& [where, people] : kinds_) witness(where.first, where.second, people);
  }

  std::vector<int> stuck() const {  // regions
    std::set<int> found;
    for (const auto& [where, people] : kinds_) {
      if (found.count(where.first) > 0) continue;
      for (const auto& [kind, count] : people)
        if (!free(where.first, people, kind)) {
          found.insert(where.first);
          break;
        }
    }
    return {found.begin(), found.end()};
  }

 private:
  using People = std::map<Kind, Wide>;
  struct Where {
    int first, second;
    bool operator<(const Where& b) const { return std::tie(first, second) < std::tie(b.first, b.second); }
  };

  int residue_of(int atom) const {
    for (int group = layout_.atoms[at(atom)]; group >= 0; group = layout_.groups[at(group)].up)
      if (made_.shown[at(group)] == Shown::exact) return group;
    return -1;
  }
  int veil_of(int atom) const {
    int found = -1;
    for (int group = layout_.atoms[at(atom)]; group >= 0; group = layout_.groups[at(group)].up)
      if (made_.shown[at(group)] == Shown::nearly) found = group;
    return found;
  }
  std::array<int, facets_most> parts(int region, int profile) const {
    const auto& sizes = regions_.regions[at(region)].sizes;
    return {profile % sizes[0], profile / sizes[0] % sizes[1], profile / sizes[0] / sizes[1]};
  }

  // One who said l at x and one who said j at y, alike in the other facets, of one residue and under no veil.
  using Step = std::array<int, 6>;  // region, facet, x, y, l, j
  void witness(int region, int residue, const People& people) {
    std::map<std::array<int, 3>, std::vector<std::pair<int, int>>>
        rows;  // facet and the other two -> (coordinate, said)
    for (const auto& [kind, count] : people) {
      if (kind.veil >= 0) continue;
      const auto of = parts(region, kind.profile);
      for (int facet = 0; facet < facets_most; ++facet) {
        auto others = std::array<int, 3>{facet, of[at((facet + 1) % 3)], of[at((facet + 2) % 3)]};
        rows[others].emplace_back(of[at(facet)], kind.said);
      }
    }
    for (const auto& [row, there] : rows)
      for (const auto& [x, l] : there)
        for (const auto& [y, j] : there)
          if (x != y && l != j) {
            auto& seen = witnesses_[{region, row[0], x, y, l, j}];
            if (seen.size() < 4 && std::find(seen.begin(), seen.end(), residue) == seen.end()) seen.push_back(residue);
          }
  }

  // May the two trade answers without a veil telling? One who differs under a veil is the only one there.
  bool may_trade(const Kind& a, const Kind& b) const {
    if (a.veil == b.veil) return true;
    const auto may = [&](const Kind& one) {
      if (one.veil < 0) return true;
      const int all = made_.nearly[at(one.veil)];
      return one.said != all || made_.counts[at(one.veil)][at(all)] == made_.n[at(one.veil)];
    };
    return may(a) && may(b);
  }

  bool traded_back(int region, const std::array<int, facets_most>& u, const std::array<int, facets_most>& v, int j,
                   int l) const {
    std::vector<const std::vector<int>*> sets;
    for (int facet = 0; facet < facets_most; ++facet) {
      if (u[at(facet)] == v[at(facet)]) continue;
      const auto found = witnesses_.find({region, facet, u[at(facet)], v[at(facet)], l, j});
      if (found == witnesses_.end()) return false;
      sets.push_back(&found->second);
    }
    // Each in a residue of its own, so that nobody trades twice.
    std::sort(sets.begin(), sets.end(), [](const auto* a, const auto* b) { return a->size() < b->size(); });
    std::vector<int> taken;
    for (const auto* set : sets) {
      const auto one = std::find_if(set->begin(), set->end(),
                                    [&](int r) { return std::find(taken.begin(), taken.end(), r) == taken.end(); });
      if (one == set->end()) return false;
      taken.push_back(*one);
    }
    return true;
  }

  bool free(int region, const People& people, const Kind& kind) const {
    const auto u = parts(region, kind.profile);
    for (const auto& [other, count] : people) {
      if (other.said == kind.said || !may_trade(kind, other)) continue;
      if (other.profile == kind.profile) return true;
      if (traded_back(region, u, parts(region, other.profile), kind.said, other.said)) return true;
    }
    return false;
  }

  const Layout& layout_;
  const Regions& regions_;
  const Veiled& made_;
  int classes_;
  std::map<Where, People> kinds_;
  std::map<Step, std::vector<int>> witnesses_;
};

}  // namespace

int nearly_all(const Counts& counts) {
  const auto total = sum(counts);
  const auto most = std::max_element(counts.begin(), counts.end());
  return total > 0 && total - *most <= 1 ? static_cast<int>(most - counts.begin()) : -1;
}

Veiled veil(const Layout& layout, const std::vector<FacetAt>& facets, const std::vector<int>& facet_classes,
            const Question& question, bool veiled) {
  const auto groups = layout.groups.size();
  Veiled made;
  made.n.assign(groups, 0);
  made.counts.assign(groups, Counts(at(question.classes), 0));
  made.shown.assign(groups, Shown::exact);
  made.nearly.assign(groups, -1);
  made.facet_kept.assign(facets.size(), true);
  for (const auto& cell : question.cells)
    for (int group = layout.atoms[at(cell.atom)]; group >= 0; group = layout.groups[at(group)].up)
      for (std::size_t c = 0; c < cell.said.size(); ++c)
        made.counts[at(group)][c] += cell.said[c], made.n[at(group)] += cell.said[c];
  for (std::size_t group = 0; veiled && group < groups; ++group) {
    if (question.composite) {
      if (one_sided(made.counts[group])) made.shown[group] = Shown::hidden;
      continue;
    }
    made.nearly[group] = nearly_all(made.counts[group]);
    if (made.nearly[group] >= 0) made.shown[group] = Shown::nearly;
  }
  if (veiled) Veiling(layout, made, question.composite).all();
  for (std::size_t group = 0; group < groups; ++group)
    if (made.shown[group] != Shown::nearly) made.nearly[group] = -1;

  // A facet is shown of an exact group alone, and only where each of its classes may be said exactly.
  auto& of_class = made.of_facet;
  of_class.resize(facets.size());
  for (std::size_t i = 0; i < facets.size(); ++i)
    of_class[i].assign(at(facets[i].classes), Counts(at(question.classes), 0));
  const auto all = regions_of(layout, facets, facet_classes);
  for (const auto& cell : question.cells) {
    const int region = all.of_atom[at(cell.atom)];
    if (region < 0) continue;
    for (const int one : all.regions[at(region)].shown) {
      const auto& facet = facets[at(one)];
      auto& counts = of_class[at(one)][at(facet.merged[at(cell.facets[at(facet.facet)])])];
      for (std::size_t c = 0; c < cell.said.size(); ++c) counts[c] += cell.said[c];
    }
  }
  if (!veiled) return made;
  for (std::size_t i = 0; i < facets.size(); ++i) {
    made.facet_kept[i] = made.shown[at(facets[i].group)] == Shown::exact &&
                         std::none_of(of_class[i].begin(), of_class[i].end(),
                                      [](const Counts& counts) { return nearly_all(counts) >= 0; });
  }
  for (;;) {
    std::vector<FacetAt> kept;
    std::vector<int> places;
    for (std::size_t i = 0; i < facets.size(); ++i)
      if (made.facet_kept[i]) kept.push_back(facets[i]), places.push_back(static_cast<int>(i));
    if (kept.empty()) return made;
    const auto regions = regions_of(layout, kept, facet_classes);
    const auto stuck = Trading(layout, regions, question, made).stuck();
    if (stuck.empty()) {
      part_ways(layout, facets, made);
      return made;
    }
    for (const int region : stuck)
      for (auto place = places.rbegin(); place != places.rend(); ++place)
        if (facets[at(*place)].group == regions.regions[at(region)].group && made.facet_kept[at(*place)]) {
          made.facet_kept[at(*place)] = false;
          break;
        }
  }
}

}  // namespace goud::figures::parts
