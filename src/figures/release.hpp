// Employees' opened ballots -> what may be said of them, once a round and never changed (docs/decisions/release.md).
// Always true, per question: every group that is published holds at least `floor` ballots that came in time, and no group
// of fewer can be worked out from all that is published together; no one's answer follows from it either. The ballots
// themselves are not kept. Who decides: atoms (the tree), facets (each on its own), the audit in stats/disclosure.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "figures/published.hpp"
#include "figures/released.hpp"
#include "kernel/fault.hpp"
#include "kernel/random.hpp"

namespace goud::figures {

constexpr int facets_most = 3;
constexpr int release_floor_least = 5, release_text_floor_least = 10, release_composite_floor = 30;

struct ReleaseQuestion {
  int classes = 2;  // what an answer is counted as: 0 .. classes-1
  int battery = 0;  // questions of one battery are shown of the same groups
  // Made of several answers of one person, classes in order: shown of larger groups, without facets, and only where no class
  // and no run of classes from the first holds nearly everyone or nearly no one, for that would tell of the answers it is made of.
  bool composite = false;
  // Of a composite: the question of its battery whose first class is this one's last, answered by the same people. It is
  // shown of unions of that one's exact groups alone, so that together they tell nothing that the one did not.
  int made_of = -1;
};
struct ReleaseBallot {
  int node = 0;                                             // where the person belongs; any node of the tree
  std::array<std::int8_t, facets_most> facets{-1, -1, -1};  // class, -1: not said
  std::vector<std::int8_t> said;                            // class by question; -1: not answered, or does not apply
  bool late = false;  // from the round before: counts in sums, never towards the floor
};
struct ReleaseText {
  int node = 0;
  int question = 0;  // of the open questions
  std::string words;
  bool late = false;
};
struct ReleaseAsked {
  std::vector<int> parents;  // of each node, parents before children; node 0 (-1) is the whole organisation
  std::vector<int> facets;   // classes of each facet, neighbours in order
  std::vector<ReleaseQuestion> questions;
  std::vector<ReleaseBallot> ballots;
  std::vector<ReleaseText> texts;
  int floor = release_floor_least, text_floor = release_text_floor_least;
};
struct Proved {  // what the audit looked at and found
  std::int64_t questions = 0, groups = 0, cells = 0, tried = 0;
  std::int64_t facets_shown = 0, facets_withheld = 0, hidden = 0;
  std::int64_t determined = 0;  // groups under the floor that can be worked out: 0, or there is no release
  std::int64_t smallest = 0;    // ballots in the smallest group that is published
  bool operator==(const Proved&) const = default;
};
struct Release {
  std::vector<Released> questions;
  std::vector<ReleasedTexts> texts;  // by open question and group, shuffled
  Proved proved;
};
using Progress = std::function<void(double)>;  // 0..1, from any thread
// too_few (invalid, "figures.release.too_few") where the whole organisation stays under the floor: then nothing is opened.
[[nodiscard]] Result<Release> release(const ReleaseAsked&, Randomness&, int threads = 2, const Progress& = {});
// What was stored, gone through again: the sums fit each other, every group is large enough, nothing that is left when sums
// are taken off each other is smaller or of one mind. The audit of cells is of the close alone: cells are not kept.
[[nodiscard]] Result<Proved> verify(const std::vector<int>& parents, const std::vector<int>& facets, int floor,
                                    const std::vector<Released>&);

// For the tests that must catch a broken release; nothing else may name it.
struct BrokenRelease {
  bool no_merging = false, no_audit = false, no_veil = false;
};
[[nodiscard]] Result<Release> release_broken(const ReleaseAsked&, Randomness&, const BrokenRelease&);

}  // namespace goud::figures
