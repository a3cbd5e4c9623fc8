// The board of a team: first what its manager owes it, then what it gives the customer. It may hang on a wall, so nothing
// on it is of one colleague: no contract, pay, talk or score; of personal matters only how many there are, for the manager
// alone and not on a screen that everyone passes.
#include <algorithm>

#include "actions/kit_whole.hpp"
#include "formats/text_json.hpp"

namespace goud::actions {
namespace {

using formats::JsonWriter;
using http::Request;
using http::Response;
using http::Role;

constexpr int board_days = kit_weeks * 7;
constexpr std::size_t barriers_shown = 5, stories_shown = 2, kudos_shown = 2;

struct Board {
  UnitId unit;
  people::UnitTree tree;
  Day today;
  Instant now;
  std::vector<barriers::Barrier> barriers;
  barriers::Summary summary;
  FollowUpCounts follow_ups;
  std::vector<stories::Story> stories;
  std::vector<stories::Kudos> kudos;
  std::map<std::string, std::string> names;
  std::map<std::string, Text> moments;
  std::optional<people::Account> leader;
  std::optional<KitLine> kit;
  struct Private {
    std::int64_t stories_to_check = 0, reports_by_name = 0;
  };
  std::optional<Private> own;
};

// Who leads the team: of the nearest unit upwards that has a manager.
std::optional<people::Account> leader_of(const std::vector<people::Account>& accounts, const people::UnitTree& tree,
                                         const UnitId& unit, Day today) {
  for (std::optional<UnitId> at = unit; at; at = tree.parent(*at, today))
    for (const auto& one : accounts)
      if (one.active && one.role == Role::unit_manager && one.unit == *at) return one;
  return std::nullopt;
}

std::optional<Board> read_board(store::Reader& reader, const http::Caller& caller, const std::string& named,
                                bool on_a_wall, Instant now) {
  Board board;
  board.now = now;
  board.today = people::day_of(people::organisation(reader), now);
  board.tree = people::unit_tree(reader);
  const auto* by_code = board.tree.by_code(named);
  board.unit = by_code != nullptr && board.tree.find(UnitId{named}) == nullptr ? by_code->id : UnitId{named};
  if (!sees_team(caller, board.tree, board.unit, board.today)) return std::nullopt;
  const auto units = board.tree.branch(board.unit, board.today);
  // The whole organisation is no filter: then nothing is looked up unit by unit.
  const auto* unit = board.tree.find(board.unit);
  const bool whole = unit != nullptr && unit->level == 0;
  const auto branch = whole ? std::nullopt : std::optional(units);

  barriers::BoardFilter open;
  open.units = branch;
  open.open = true;
  open.most = barriers_shown;
  open.now = now;
  board.barriers = barriers::board(reader, open);
  board.summary = barriers::summary(reader, open);

  FollowUpFilter told;
  told.units = branch;
  told.from = Day{board.today.number - board_days + 1};
  told.to = board.today;
  told.now = now;
  board.follow_ups = count(reader, told);

  stories::Filter better;
  better.units = feedback::days_under(board.tree, board.unit);
  better.only_shared = true;
  better.expectation = feedback::Expectation::better;
  better.most = stories_shown;
  board.stories = stories::stories(reader, better);
  board.kudos = stories::kudos(reader, whole ? std::vector<UnitId>{} : units, 0, kudos_shown);
  board.kit = kit_up_to(reader, board.unit, monday_of(board.today));

  const auto accounts = people::accounts(reader);
  board.leader = leader_of(accounts, board.tree, board.unit, board.today);
  std::vector<std::string> people;
  if (caller.role != Role::analyst)
    for (const auto& one : board.barriers) people.push_back(one.owner);
  for (const auto& one : board.stories)
    if (one.name_too) people.push_back(one.by);
  for (const auto& one : board.kudos) {
    people.push_back(one.from);
    if (one.named) people.push_back(one.to);
  }
  board.names = people::names_of(reader, people);
  for (const auto& journey : moments::journeys(reader))
    for (const auto& moment : journey.moments) board.moments.emplace(moment.id.text, moment.name);
  if (caller.role == Role::unit_manager && !on_a_wall) {
    stories::Filter waiting;
    waiting.units = better.units;
    board.own = Board::Private{stories::counts(reader, waiting).to_check, barriers::named_waiting(reader, units)};
  }
  return board;
}

void named(JsonWriter& json, std::string_view key, const std::map<std::string, std::string>& names,
           const std::string& id) {
  json.key(key);
  const auto found = names.find(id);
  if (found == names.end())
    json.null();
  else
    json.begin_object().field("id", id).field("name", found->second).end_object();
}
void name_only(JsonWriter& json, std::string_view key, const std::map<std::string, std::string>& names,
               const std::string& id) {
  const auto found = names.find(id);
  json.field(key, found == names.end() ? std::nullopt : std::optional(found->second));
}
void unit_at(JsonWriter& json, const Board& board, const UnitId& id) {
  const auto* unit = board.tree.find(id);
  json.key("unit").begin_object().field("id", id.text).field("name", unit == nullptr ? "" : unit->name).end_object();
}
void moment_at(JsonWriter& json, const Board& board, const MomentId& id) {
  json.key("moment");
  const auto found = board.moments.find(id.text);
  if (found == board.moments.end()) {
    json.null();
    return;
  }
  json.begin_object().field("id", id.text);
  formats::write_text(json.key("name"), found->second);
  json.end_object();
}

void write_barrier(JsonWriter& json, const Board& board, const barriers::Barrier& one) {
  const auto instant = [](const std::optional<Instant>& at) {
    return at ? std::optional(to_rfc3339(*at)) : std::nullopt;
  };
  json.begin_object().field("id", one.id).field("title", one.title).field("kind", barriers::name_of(one.kind));
  json.field("language", one.language).field("state", barriers::name_of(one.state));
  unit_at(json, board, one.unit);
  moment_at(json, board, one.moment);
  json.field("reports", one.reports).field("minutes_at_least", one.minutes);
  json.field("age_days", std::max(0, board.today.number - one.since.number));
  named(json, "owner", board.names, one.owner);
  json.field("acknowledged", instant(one.acknowledged)).field("due", instant(one.due));
  json.field("overdue", barriers::overdue(one, board.now)).end_object();
}

void write_owes(JsonWriter& json, const Board& board, bool names) {
  const auto& summary = board.summary;
  json.key("owes").begin_object();
  json.field("leader", board.leader && names ? std::optional(board.leader->name) : std::nullopt);
  json.field("answer_days", barriers::answer_days);
  json.key("acknowledged_in_time")
      .begin_object()
      .field("k", summary.acknowledged_in_time)
      .field("n", summary.acknowledged);
  json.key("figure");
  figures::to_json(json, figures::counted(summary.acknowledged_in_time, summary.acknowledged));
  json.end_object();
  json.field("barriers_open", summary.open)
      .field("barriers_overdue", summary.overdue)
      .field("median_age_days", summary.median_age_days);
  json.key("barriers").begin_array();
  for (const auto& one : board.barriers) write_barrier(json, board, one);
  json.end_array();
  json.field("answers_owed", board.follow_ups.reachable - board.follow_ups.called).end_object();
}

void write_follow_ups(JsonWriter& json, const FollowUpCounts& counts) {
  const auto said = shares(counts);
  json.key("follow_ups").begin_object().field("heard", counts.heard).field("reachable", counts.reachable);
  const auto figure = [&](std::string_view key, const figures::Published<figures::Estimate>& one) {
    json.key(key);
    figures::to_json(json, one);
  };
  figure("called", said.called);
  figure("called_in_time", said.called_in_time);
  figure("solved", said.solved);
  figure("confirmed", said.confirmed);
  json.field("noted", counts.noted).field("overdue", counts.overdue).end_object();
}

void write_gives(JsonWriter& json, const Board& board, const std::vector<feedback::PromiseKept>& promises) {
  json.key("gives").begin_object().key("promises").begin_array();
  for (const auto& one : promises) {
    json.begin_object().field("id", one.promise.text);
    formats::write_text(json.key("text"), one.text);
    moment_at(json, board, one.moment);
    json.field("norm", one.norm.norm).field("red_line", one.norm.red_line).key("kept");
    figures::to_json(json, one.kept);
    json.end_object();
  }
  json.end_array();
  write_follow_ups(json, board.follow_ups);
  json.key("stories").begin_array();
  for (const auto& one : board.stories) {
    json.begin_object().field("id", one.id).field("text", one.shared_text).field("language", one.language);
    json.field("teller", stories::name_of(one.teller));
    name_only(json, "by", board.names, one.name_too ? one.by : "");
    unit_at(json, board, one.unit);
    json.field("day", one.day ? std::optional(to_text(*one.day)) : std::nullopt)
        .field("week", week_text(one.week))
        .end_object();
  }
  json.end_array().key("kudos").begin_array();
  for (const auto& one : board.kudos) {
    json.begin_object().field("id", one.id);
    name_only(json, "from", board.names, one.from);
    name_only(json, "to", board.names, one.named ? one.to : "");
    json.field("value", one.value)
        .field("behaviour", one.behaviour)
        .field("text", one.text)
        .field("day", to_text(one.day))
        .end_object();
  }
  json.end_array().end_object();
}

Response team_board(Services& services, const Request& request) {
  const auto& caller = *request.caller;
  const auto wall = request.parameter("wall").value_or("");
  if (!wall.empty() && wall != "1")
    return http::fault(Fault{FaultKind::invalid, "fault.fields", {{"wall", "actions.one_or_none", {}}}, {}}, request.language);
  const bool on_a_wall = wall == "1";
  const auto now = services.clock.now();
  const auto board = services.store.ask(store::Scope(caller.tenant), [&](store::Reader& reader) {
    return read_board(reader, caller, request.in_path.at("unit"), on_a_wall, now);
  });
  if (!board) return http::fault(board.error(), request.language);
  if (!*board) return http::fault(Fault{FaultKind::not_found, "http.not_found", {}, {}}, request.language);
  const auto& found = **board;
  const figures::Window period{Day{found.today.number - board_days + 1}, found.today};
  const auto promises =
      feedback::promises_kept(services.store, services.columns, caller.tenant, found.unit, period, found.today);
  if (!promises) return http::fault(promises.error(), request.language);
  JsonWriter json;
  json.begin_object();
  unit_at(json, found, found.unit);
  json.field("week", week_text(monday_of(found.today)));
  json.key("period").begin_object().field("from", to_text(*period.from)).field("to", to_text(*period.to)).end_object();
  json.field("as_of", to_rfc3339(now));
  write_owes(json, found, caller.role != Role::analyst);
  write_gives(json, found, *promises);
  json.key("private");
  if (found.own)
    json.begin_object()
        .field("reports_by_name", found.own->reports_by_name)
        .field("stories_to_check", found.own->stories_to_check)
        .end_object();
  else
    json.null();
  json.key("kit");
  if (found.kit)
    json.begin_object()
        .field("id", found.kit->id)
        .field("week", week_text(found.kit->week))
        .field("held", found.kit->held ? std::optional(to_text(*found.kit->held)) : std::nullopt)
        .end_object();
  else
    json.null();
  json.end_object();
  return http::json(json.take());
}

}  // namespace

void board_routes(http::Router& router, Services& services) {
  router.on(http::Method::get, "/api/v1/team/{unit}/board", http::Access::signed_in(),
            [&services](const Request& request) { return team_board(services, request); });
}

}  // namespace goud::actions
