// The steps of a release, each on its own: groups of the tree, facets with their audit, what must be veiled. Of figures/
// itself; release.cpp puts them together.
#pragma once

#include <cstdint>
#include <vector>

#include "figures/release.hpp"

namespace goud::figures::parts {

using Wide = std::int64_t;
[[nodiscard]] inline std::size_t at(int place) { return static_cast<std::size_t>(place); }

// Groups of one battery, laid over the tree. Atoms are disjoint and hold everyone who answered; each group is a union of
// atoms; the groups are a tree, the whole organisation first.
struct Group {
  std::vector<ReleasePiece> pieces;
  int up = -1;
  std::vector<int> inner;  // groups right inside; none: an atom
};
struct Layout {
  std::vector<Group> groups;       // a group before those inside it
  std::vector<int> atoms;          // group of each atom
  std::vector<int> atom_of_node;   // of who belongs to the node itself; -1: nobody answered
  std::vector<int> group_of_node;  // that is exactly the node with all under it; -1: it is shown with others, or not
  std::vector<int> within;         // atoms in each group, by number
};
// `weight`: in time, who belong to the node itself; `present`: whether anyone of them answered anything, late or in time.
[[nodiscard]] Layout lay_out(const std::vector<int>& parents, const std::vector<Wide>& weight,
                             const std::vector<bool>& present, Wide floor);

// A layout of larger groups, each a union of groups of another: those that have the floor, small ones with their neighbours.
struct Coarser {
  Layout layout;
  std::vector<std::vector<int>> of;  // by group: of which groups of the other it is made, disjoint
};
[[nodiscard]] Coarser coarsened(const Layout&, const std::vector<Wide>& weight, Wide floor);

// A facet that is shown at a node: raw class -> merged class.
struct FacetAt {
  int group = 0, facet = 0;
  std::vector<int> merged;
  int classes = 0;  // merged ones
};
// Neighbours together until each has `floor`; empty where that leaves fewer than two.
[[nodiscard]] std::vector<int> merge_classes(const std::vector<Wide>& weights, Wide floor);

// One question of a battery: who answered it, where, with what facets, and what they said.
struct Cell {
  int atom = 0, node = 0;
  std::array<std::int8_t, facets_most> facets{};  // raw classes, "not said" as the class behind the last
  Wide in_time = 0, late = 0;
  std::vector<Wide> said;  // by class, late ones too
};
struct Question {
  int classes = 2;
  std::vector<Cell> cells;
  bool composite = false;
};
[[nodiscard]] std::vector<Cell> cells_of(const ReleaseAsked&, int question, const Layout&);

struct Audit {
  std::int64_t cells = 0, tried = 0;
  std::vector<int> offending;  // groups whose facets must give way
};
// Every set of cells under the floor, against all groups and facets that are shown.
[[nodiscard]] Audit audit(const Layout&, const std::vector<FacetAt>&, const std::vector<Cell>&, Wide floor,
                          std::uint64_t seed);
// Which facets a battery may be parted by: the last ones of the lowest nodes give way until the audit of its first question
// is clean. Fewer facets never make a clean audit unclean.
struct Agreed {
  std::vector<FacetAt> facets;
  std::int64_t withheld = 0, tried = 0;
};
[[nodiscard]] Agreed agree_on_facets(const Layout&, const std::vector<int>& facet_classes, const std::vector<Question>&,
                                     Wide floor, std::uint64_t seed, bool audited);

// Where a facet is shown of an atom: the lowest such group, what is shown there and above, and for each facet which raw
// classes are told apart by all of it together.
struct Regions {
  struct Region {
    std::vector<int> shown;  // places in the list of facets
    int group = -1;
    std::vector<std::vector<int>> coordinate;  // [facet][raw class]
    std::array<int, facets_most> sizes{1, 1, 1};
    [[nodiscard]] int profile(const std::array<std::int8_t, facets_most>&) const;
    [[nodiscard]] int profiles() const { return sizes[0] * sizes[1] * sizes[2]; }
  };
  std::vector<Region> regions;
  std::vector<int> of_atom;
};
[[nodiscard]] Regions regions_of(const Layout&, const std::vector<FacetAt>&, const std::vector<int>& facet_classes);

// What is shown of each group to one question, and which facets may be: no one's answer may follow.
struct Veiled {
  std::vector<Wide> n;                    // by group
  std::vector<std::vector<Wide>> counts;  // by group and class
  std::vector<Shown> shown;
  std::vector<int> nearly;
  std::vector<bool> facet_kept;                          // by place in the list of facets
  std::vector<std::vector<std::vector<Wide>>> of_facet;  // what its merged classes said
};
[[nodiscard]] Veiled veil(const Layout&, const std::vector<FacetAt>&, const std::vector<int>& facet_classes,
                          const Question&, bool veiled);

// The class that all but at most one said, or -1; nobody at all is nothing that was said.
[[nodiscard]] int nearly_all(const std::vector<Wide>& counts);

// Takes facets away from one question until its own audit is clean.
struct Proven {
  std::int64_t cells = 0, tried = 0;
};
[[nodiscard]] Proven prove(const Layout&, const std::vector<FacetAt>&, const Question&, Wide floor, std::uint64_t seed,
                           Veiled&);

}  // namespace goud::figures::parts
