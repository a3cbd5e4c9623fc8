// Released sums -> what is said of them. Nothing here reaches beyond the groups that were released: an interval is made of
// numbers anyone could take out of them.
#include <algorithm>
#include <map>
#include <stdexcept>

#include "figures/press.hpp"
#include "figures/released.hpp"
#include "stats/clustered.hpp"
#include "stats/difference.hpp"
#include "stats/nps.hpp"
#include "stats/share.hpp"

namespace goud::figures {
namespace {

using How = Told::How;
using Sums = std::vector<std::int64_t>;  // by class

bool under(int node, int top, const std::vector<int>& parents) {
  while (node > top) node = parents.at(static_cast<std::size_t>(node));  // parents stand before their children
  return node == top;
}

bool inside(const ReleasePiece& piece, const ReleasePiece& of, const std::vector<int>& parents) {
  return of.own ? piece == of : under(piece.node, of.node, parents);
}

// Of other people only: the same pieces are no part of themselves, and classes of a facet part units, not the reverse.
bool inside(const ReleasedGroup& group, const ReleasedGroup& of, const std::vector<int>& parents) {
  if (group.facet != of.facet || group.first < of.first || group.last > of.last || group.pieces == of.pieces)
    return false;
  return std::all_of(group.pieces.begin(), group.pieces.end(), [&](const ReleasePiece& piece) {
    return std::any_of(of.pieces.begin(), of.pieces.end(),
                       [&](const ReleasePiece& other) { return inside(piece, other, parents); });
  });
}

// Who was taken already, by place in the tree.
class Taken {
 public:
  explicit Taken(const std::vector<int>& parents) : parents_(parents), whole_(parents.size()), under_(parents.size()) {}
  [[nodiscard]] bool meets(const ReleasePiece& piece) const {
    const auto at = static_cast<std::size_t>(piece.node);
    if (piece.own ? own_.contains(piece.node) : under_.at(at) > 0) return true;
    for (int node = piece.node; node >= 0; node = parents_.at(static_cast<std::size_t>(node)))
      if (whole_.at(static_cast<std::size_t>(node)) != 0) return true;
    return false;
  }
  void take(const ReleasePiece& piece) {
    if (piece.own)
      own_.emplace(piece.node, true);
    else
      whole_.at(static_cast<std::size_t>(piece.node)) = 1;
    for (int node = piece.node; node >= 0; node = parents_.at(static_cast<std::size_t>(node)))
      ++under_.at(static_cast<std::size_t>(node));
  }

 private:
  const std::vector<int>& parents_;
  std::vector<char> whole_;
  std::vector<int> under_;
  std::map<int, bool> own_;
};

// Under ten units that differ the clustered interval does not hold what it says (stats/share.hpp); and what is veiled is
// veiled for being of one mind, so a rest that is large makes units look more different than they are.
constexpr std::size_t clusters_least = 10;
constexpr std::int64_t rest_most = 5;  // a fifth

// The sums of the smallest exact groups inside this one that share nobody, and of the rest of it; else one cluster.
std::vector<Sums> clusters(const Released& released, const ReleasedGroup& group, const std::vector<int>& parents) {
  std::vector<const ReleasedGroup*> candidates;
  for (const auto& other : released.groups())
    if (other.shown == Shown::exact && inside(other, group, parents)) candidates.push_back(&other);
  std::stable_sort(candidates.begin(), candidates.end(), [](auto* a, auto* b) { return a->n < b->n; });
  std::vector<Sums> found;
  std::map<std::vector<std::pair<int, bool>>, std::size_t> by_unit;  // classes of a facet alone
  Taken taken(parents);
  for (const auto* other : candidates) {
    // Neighbouring classes of one unit are one cluster: units are what answers resemble each other by.
    std::vector<std::pair<int, bool>> unit;
    if (group.facet >= 0) {
      for (const auto& piece : other->pieces) unit.emplace_back(piece.node, piece.own);
      if (const auto same = by_unit.find(unit); same != by_unit.end()) {
        auto& sums = found[same->second];
        for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += other->counts.at(i);
        continue;
      }
    }
    if (std::any_of(other->pieces.begin(), other->pieces.end(),
                    [&](const ReleasePiece& piece) { return taken.meets(piece); }))
      continue;
    for (const auto& piece : other->pieces) taken.take(piece);
    if (group.facet >= 0) by_unit.emplace(std::move(unit), found.size());
    found.push_back(other->counts);
  }
  if (found.size() < clusters_least) return {group.counts};
  Sums rest = group.counts;
  for (const auto& one : found)
    for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= one.at(i);
  if (std::any_of(rest.begin(), rest.end(), [](std::int64_t n) { return n < 0; }))
    throw std::logic_error("a released group is smaller than the groups inside it");
  std::int64_t left = 0;
  for (const auto n : rest) left += n;
  if (left * rest_most > group.n) return {group.counts};
  if (left > 0) found.push_back(std::move(rest));
  return found;
}

std::int64_t sum_of(const Sums& sums, const std::vector<int>& classes) {
  std::int64_t sum = 0;
  for (const int one : classes) sum += sums.at(static_cast<std::size_t>(one));
  return sum;
}

std::int64_t total(const Sums& sums) {
  std::int64_t sum = 0;
  for (const auto n : sums) sum += n;
  return sum;
}

[[noreturn]] void overflow() { throw std::overflow_error("answers are more than can be summed"); }

Told veiled(How how, std::int64_t n) { return {how, n, stats::unsaid(stats::Reason::no_spread, n)}; }

Told say(const Released& released, const ReleasedGroup& group, std::vector<int> classes,
         const std::vector<int>& parents) {
  std::sort(classes.begin(), classes.end());
  classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
  if (group.shown == Shown::hidden) return {};
  if (group.shown == Shown::nearly) {
    const bool all = std::find(classes.begin(), classes.end(), group.nearly) != classes.end();
    return veiled(all ? How::nearly_all : How::nearly_none, group.n);
  }
  const auto hits = sum_of(group.counts, classes);
  if (group.n - hits <= 1) return veiled(How::nearly_all, group.n);
  if (hits <= 1) return veiled(How::nearly_none, group.n);
  stats::ClusteredShare shares;
  std::int64_t place = 0;
  for (const auto& sums : clusters(released, group, parents)) {
    const auto yes = sum_of(sums, classes);
    // Each unit once: a total of all of them at every step would be dear where there are thousands.
    auto& counts = shares.units[place];
    if (!counts.add(true, stats::weight_one, yes) || !counts.add(false, stats::weight_one, total(sums) - yes))
      overflow();
    ++place;
  }
  return {How::exact, group.n, stats::share(shares)};
}

// The interval a veiled group is judged by: of the count that is nearest to what it would be without a veil and does not
// tell whether it was one or none.
stats::Outcome as_if(How how, std::int64_t n) {
  if (how == How::hidden || n == 0) return stats::unsaid(stats::Reason::too_few, n);
  stats::ShareCounts counts;
  const auto yes = how == How::nearly_all ? n - 1 : 1;
  if (!counts.add(true, stats::weight_one, yes) || !counts.add(false, stats::weight_one, n - yes)) overflow();
  return stats::share(counts);
}

void fields(formats::JsonWriter& json, const Told& said) {
  json.field("shown", name_of(said.how));
  json.field("n", said.how == How::hidden ? std::nullopt : std::optional(said.n));
  const double scale = said.points ? 100 : 1;
  json.field("unit", said.points ? "points" : "share");
  if (said.how != How::exact || !said.outcome) {
    json.null_field("value").null_field("interval");
    return;
  }
  json.field("value", said.outcome->value * scale);
  json.key("interval");
  if (said.outcome->interval) {
    json.begin_array();
    json.value(said.outcome->interval->low * scale).value(said.outcome->interval->high * scale);
    json.end_array();
  } else {
    json.null();
  }
}

}  // namespace

std::string_view name_of(Told::How how) {
  switch (how) {
    case How::exact:
      return "exact";
    case How::nearly_all:
      return "nearly_all";
    case How::nearly_none:
      return "nearly_none";
    case How::hidden:
      return "hidden";
  }
  return "hidden";
}

Published<Told> told(const Released& released, const ReleasedGroup& group, const std::vector<int>& classes,
                     const std::vector<int>& parents) {
  return Press::publish(say(released, group, classes, parents));
}

Published<ToldKept> told_kept(const Released& released, const ReleasedGroup& group, const stats::Norm& norm,
                              const std::vector<int>& parents) {
  ToldKept said;
  said.told = say(released, group, {0}, parents);
  said.norm = norm;
  const bool exact = said.told.how == How::exact;
  said.state = said.told.how == How::hidden
                   ? stats::NormState::not_yet
                   : stats::against(exact ? said.told.outcome : as_if(said.told.how, said.told.n), norm);
  said.shown_as = stats::shown_as(said.told.n);
  if (exact) said.kept = group.counts.at(0);
  return Press::publish(std::move(said));
}

Published<ToldKept> told_not_asked(const stats::Norm& norm) {
  ToldKept said;
  said.norm = norm;
  return Press::publish(std::move(said));
}

Published<Told> told_score(const Released& released, const ReleasedGroup& group, const std::vector<int>& parents) {
  Told said;
  said.points = true;
  if (group.shown == Shown::hidden) return Press::publish(std::move(said));
  if (released.classes() != 3) throw std::logic_error("a score is of detractors, passives and promoters");
  if (group.shown == Shown::nearly) {
    // Nearly all of them promoters, or nearly none; what passives would score says nothing without a number.
    said = veiled(group.nearly == 2 ? How::nearly_all : How::nearly_none, group.n);
    said.points = true;
    return Press::publish(std::move(said));
  }
  // From a score and its interval the three counts follow, so it keeps the veil of each of its two ends.
  for (const int end : {2, 0}) {
    auto one = say(released, group, {end}, parents);
    if (one.how == How::exact) continue;
    if (end == 0) one.how = How::hidden, one.n = 0;
    one.points = true;
    return Press::publish(std::move(one));
  }
  said.how = How::exact;
  said.n = group.n;
  stats::ClusteredNps clustered;
  std::int64_t place = 0;
  for (const auto& sums : clusters(released, group, parents)) {
    auto& counts = clustered.units[place];
    for (const auto& [kind, score] : {std::pair(0, 0), std::pair(1, 7), std::pair(2, 10)})
      if (!counts.add(score, stats::weight_one, sums.at(static_cast<std::size_t>(kind)))) overflow();
    ++place;
  }
  said.outcome = stats::nps(clustered);
  return Press::publish(std::move(said));
}

Published<Told> told_difference(const Published<Told>& a, const Published<Told>& b) {
  if (a->points != b->points) throw std::logic_error("a difference is of two figures of one unit");
  Told said;
  said.points = a->points;
  if (a->how != How::exact || b->how != How::exact) return Press::publish(std::move(said));
  said.how = How::exact;
  said.outcome = stats::difference(a->outcome, b->outcome);
  // Over two rounds the people may be the same: n is the larger round's.
  said.n = std::max(a->n, b->n);
  if (said.outcome) said.outcome->n = said.n;
  return Press::publish(std::move(said));
}

void to_json(formats::JsonWriter& json, const Published<Told>& published) {
  json.begin_object();
  fields(json, published.said());
  json.end_object();
}

void to_json(formats::JsonWriter& json, const Published<ToldKept>& published) {
  const auto& said = published.said();
  json.begin_object();
  fields(json, said.told);
  json.field("kept", said.kept).field("state", stats::to_text(said.state));
  json.field("norm", said.norm.norm).field("red_line", said.norm.red_line);
  json.field("shown_as", said.shown_as == stats::ShownAs::count ? "count" : "percent");
  json.end_object();
}

}  // namespace goud::figures
