// What was released of employees' answers to one question of one round: sums of groups that cannot be taken apart. The only
// thing a figure of employees is made of; made by release() and read back from what it stored, nowhere else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "figures/published.hpp"
#include "formats/json.hpp"
#include "kernel/fault.hpp"
#include "stats/against_norm.hpp"
#include "stats/estimate.hpp"

namespace goud::figures {

struct Estimate;
struct Kept;

// A node of the frozen tree with all under it; own: only who belongs to the node itself.
struct ReleasePiece {
  int node = 0;
  bool own = false;
  bool operator==(const ReleasePiece&) const = default;
};
enum class Shown {
  exact,
  nearly,  // all but at most one said the same
  hidden,  // withheld, because another group could be worked out with it
};
struct ReleasedGroup {
  std::vector<ReleasePiece> pieces;  // several: units that are only shown together
  int facet = -1;                    // which facet parts the group, -1: none
  int first = 0, last = 0;           // its classes first..last; the class behind the last of the facet is "not said"
  std::int64_t n = 0;                // ballots that answered
  Shown shown = Shown::hidden;
  int nearly = -1;                   // the class that nearly all said
  std::vector<std::int64_t> counts;  // by class; empty unless exact
  bool operator==(const ReleasedGroup&) const = default;
};
class Released {
 public:
  class Key {
    friend class ReleasePress;
    Key() = default;
  };
  Released(int classes, std::vector<ReleasedGroup> groups, const Key&);
  [[nodiscard]] int classes() const { return classes_; }
  [[nodiscard]] const std::vector<ReleasedGroup>& groups() const {
    return groups_;
  }  // facetless first, the whole first of all
  [[nodiscard]] const ReleasedGroup& whole() const { return groups_.front(); }
  // The group that is this node with all under it; nothing where it is only shown together with others or not at all.
  [[nodiscard]] const ReleasedGroup* of(int node) const;
  // The smallest facetless group that holds all of the node: itself, "together with", or a parent.
  [[nodiscard]] const ReleasedGroup& with(int node, const std::vector<int>& parents) const;
  [[nodiscard]] std::vector<const ReleasedGroup*> by_facet(int node, int facet) const;  // in order of class

 private:
  int classes_;
  std::vector<ReleasedGroup> groups_;
};
// For the table `released` alone.
[[nodiscard]] std::string stored(const Released&);
[[nodiscard]] Result<Released> released_from(std::string_view stored);

struct ReleasedTexts {
  int question = 0;
  std::vector<ReleasePiece> pieces;
  std::vector<std::string> words;  // at least text_floor of them, shuffled; each text stands in one group
};

// What may be said of a group: the share that said one of these classes.
// formula: p = k / n, Wilson; a group of which ten or more exact groups that share nobody, the smallest there are, hold four fifths:
//   these and the rest as one more are clusters (stats/share.hpp, ClusteredShare); every number it takes is one that was released
// unit: share 0..1; a score -1..1, shown as points -100..100
// needs: an exact group, and two answers on either side: all but at most one is "nearly all", at most one "nearly none", without a number
// source: wilson1927, kish1965, korn1998, measures
// checked: told_test.cpp: Wilson's limits written out; clusters against stats/; every count up to 40; veiled groups give n away alone
// not for: telling whether those who did not answer would have said the same
struct Told {
  enum class How { exact, nearly_all, nearly_none, hidden };
  How how = How::hidden;
  std::int64_t n = 0;                                                 // hidden: 0, and shown as nothing
  stats::Outcome outcome = stats::unsaid(stats::Reason::too_few, 0);  // exact only
  bool points = false;                                                // a score
};
[[nodiscard]] std::string_view name_of(Told::How);  // "exact", "nearly_all", "nearly_none", "hidden"
// `parents`: of the frozen tree, by which it is known which groups lie inside it.
[[nodiscard]] Published<Told> told(const Released&, const ReleasedGroup&, const std::vector<int>& classes,
                                   const std::vector<int>& parents);
// {"shown":"exact","n":62,"unit":"share","value":0.47,"interval":[0.35,0.59]}; nearly_all, nearly_none: value and interval
// null; hidden: n too
void to_json(formats::JsonWriter&, const Published<Told>&);

// A promise's share kept: class 0 is kept, class 1 is not kept.
// formula: against_norm on told's interval; nearly all, nearly none: on Wilson's interval of n-1 of n, of 1 of n
// unit: state
// needs: 30 answers, as every promise; hidden: cannot be said yet
// source: measures
// checked: told_test.cpp: a veiled group's state is the same whatever it hides
// not for: a state of several promises together
struct ToldKept {
  Told told;
  stats::Norm norm;
  stats::NormState state = stats::NormState::not_asked;
  stats::ShownAs shown_as = stats::ShownAs::count;
  std::optional<std::int64_t> kept;  // exact only: "5 of 9"
};
[[nodiscard]] Published<ToldKept> told_kept(const Released&, const ReleasedGroup&, const stats::Norm&,
                                            const std::vector<int>& parents);
[[nodiscard]] Published<ToldKept> told_not_asked(const stats::Norm&);  // the round did not ask it
void to_json(formats::JsonWriter&, const Published<ToldKept>&);
// Net promoter score of a question of three classes (detractors, passives, promoters); exact groups only.
[[nodiscard]] Published<Told> told_score(const Released&, const ReleasedGroup&, const std::vector<int>& parents);
// a minus b: two rounds, or two groups that share nobody. Nothing is said unless both are exact. Between two rounds many
// are the same people, whom nobody follows: the interval is that of strangers, and so rather too wide than too narrow.
[[nodiscard]] Published<Told> told_difference(const Published<Told>& a, const Published<Told>& b);

}  // namespace goud::figures
