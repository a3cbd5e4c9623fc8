// Which stories go round: chosen for a week by people, for a team's meeting, for a new colleague.
#include <algorithm>
#include <map>
#include <set>

#include "stories/row.hpp"
#include "stories/statements.hpp"

namespace goud::stories {
namespace {

constexpr std::size_t looked_at = 400, chosen_most = 12, welcome_stories = 10;

// 0 the unit itself, 1 under it, 2 above it (what its house or region tells), 3 elsewhere.
class Near {
 public:
  Near(const people::UnitTree& tree, const UnitId& unit, Day on) : own_(unit) {
    for (const auto& one : tree.branch(unit, on)) under_.insert(one.text);
    for (auto at = tree.parent(unit, on); at; at = tree.parent(*at, on)) above_.insert(at->text);
  }
  [[nodiscard]] int of(const UnitId& unit) const {
    return unit == own_ ? 0 : under_.contains(unit.text) ? 1 : above_.contains(unit.text) ? 2 : 3;
  }

 private:
  UnitId own_;
  std::set<std::string> under_, above_;
};

std::vector<Story> latest_shared(store::Reader& reader, const std::vector<UnitId>& units) {
  Filter shared;
  shared.only_shared = true;
  shared.most = looked_at;
  auto found = stories(reader, shared);
  if (units.empty()) return found;
  // Its own ones, however long ago.
  shared.units.emplace();
  for (const auto& unit : units) shared.units->push_back({unit, Day{INT32_MIN}, std::nullopt});
  std::set<std::string> there;
  for (const auto& one : found) there.insert(one.id);
  for (auto& one : stories(reader, shared)) {
    if (!there.contains(one.id)) found.push_back(std::move(one));
  }
  return found;
}

}  // namespace

Done choose(store::Writer& writer, const Acting& acting, std::string_view id, Day week) {
  const auto found = story(writer, id);
  if (!found) return refuse(FaultKind::not_found, "stories.unknown");
  if (found->standing != Standing::shared) return refuse(FaultKind::conflict, "stories.not_shared");
  if (monday_of(week) != week) return refuse_field("week", "stories.week");
  const auto there =
      writer.all(sql::chosen, {{":week", week.number}}, [](const store::Row& row) { return row.integer(0); });
  const bool again = std::find(there.begin(), there.end(), found->seq) != there.end();
  if (!again && there.size() >= chosen_most)
    return refuse(FaultKind::conflict, "stories.week_full", {{"max", std::to_string(chosen_most)}});
  if (again) return {};
  writer.run(sql::choose, {{":week", week.number}, {":seq", found->seq}});
  writer.audit(acting.actor, "chose", "story", id, "{\"week\":\"" + to_text(week) + "\"}");
  return {};
}

Done unchoose(store::Writer& writer, const Acting& acting, std::string_view id, Day week) {
  const auto found = story(writer, id);
  if (!found) return refuse(FaultKind::not_found, "stories.unknown");
  if (writer.run(sql::unchoose, {{":week", week.number}, {":seq", found->seq}}) > 0)
    writer.audit(acting.actor, "unchose", "story", id, "{\"week\":\"" + to_text(week) + "\"}");
  return {};
}

std::vector<Story> chosen(store::Reader& reader, Day week) {
  std::vector<Story> found;
  for (const auto seq :
       reader.all(sql::chosen, {{":week", week.number}}, [](const store::Row& row) { return row.integer(0); })) {
    if (auto one = story_at(reader, seq); one && one->standing == Standing::shared) found.push_back(std::move(*one));
  }
  return found;
}

std::optional<Story> story_for(store::Reader& reader, const people::UnitTree& tree, const UnitId& unit, Day week,
                               const std::vector<std::string>& heard) {
  const Near near(tree, unit, week);
  const std::set<std::string, std::less<>> known(heard.begin(), heard.end());
  std::optional<Story> best;
  std::pair<int, std::int64_t> best_rank;
  const auto offer = [&](std::vector<Story> all, bool picked) {
    for (auto& one : all) {
      if (known.contains(one.id)) continue;
      const std::pair rank(near.of(one.unit) + (picked ? 0 : 4), -one.seq);
      if (best && best_rank <= rank) continue;
      best_rank = rank;
      best = std::move(one);
    }
  };
  offer(chosen(reader, week), true);
  if (!best) offer(latest_shared(reader, tree.branch(unit, week)), false);
  return best;
}

std::vector<Story> welcome(store::Reader& reader, const people::UnitTree& tree, const UnitId& unit, Day today) {
  const Near near(tree, unit, today);
  auto all = latest_shared(reader, tree.branch(unit, today));
  std::vector<Story> picked;
  // What was picked less often goes first: of a moment, an expectation, a teller; then near before far, new before old.
  std::map<std::string, int> moments, expectations, tellers;
  const auto expectation = [](const Story& one) {
    return one.expectation ? std::string(feedback::name_of(*one.expectation)) : std::string();
  };
  while (picked.size() < welcome_stories && !all.empty()) {
    const auto rank = [&](const Story& one) {
      return std::tuple(moments[one.moment.text] + expectations[expectation(one)],
                        tellers[std::string(name_of(one.teller))], near.of(one.unit), -one.seq);
    };
    const auto next =
        std::min_element(all.begin(), all.end(), [&](const Story& a, const Story& b) { return rank(a) < rank(b); });
    ++moments[next->moment.text];
    ++expectations[expectation(*next)];
    ++tellers[std::string(name_of(next->teller))];
    picked.push_back(std::move(*next));
    all.erase(next);
  }
  return picked;
}

}  // namespace goud::stories
