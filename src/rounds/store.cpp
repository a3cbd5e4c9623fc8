#include <algorithm>

#include "formats/json.hpp"
#include "rounds/kept.hpp"
#include "rounds/statements.hpp"

namespace goud::rounds {
namespace {

constexpr std::array states{State::planned,  State::open,      State::closing,
                            State::released, State::withdrawn, State::lost};

State state_from(std::string_view text) {
  for (const auto state : states)
    if (name_of(state) == text) return state;
  throw std::logic_error("a round is in no state");
}

std::optional<Day> day_at(const store::Row& row, int column) {
  if (row.null(column)) return std::nullopt;
  return Day{static_cast<std::int32_t>(row.integer(column))};
}

Kept read(const store::Row& row) {
  Kept found;
  auto& round = found.round;
  round.id = row.string(0);
  round.number = static_cast<int>(row.maybe_integer(1).value_or(0));
  round.state = state_from(row.text(2));
  auto plan = plan_from(row.text(3));
  if (!plan) throw std::logic_error("the plan of a round that is kept cannot be read");
  round.plan = *std::move(plan);
  if (!row.null(4)) round.frozen = frozen_from(row.text(4));
  round.opened = day_at(row, 5);
  round.closed = day_at(row, 6);
  round.ballots = row.maybe_integer(7);
  round.revision = static_cast<int>(row.integer(8));
  if (!row.null(9)) {
    const auto key = row.bytes(9);
    found.public_key.assign(reinterpret_cast<const char*>(key.data()), key.size());
  }
  round.because = row.maybe_string(10).value_or("");
  return found;
}

// Who waits is numbered in the order of opening, behind all that were opened.
int number_of_planned(store::Reader& reader, std::string_view id) {
  int opened = 0, waiting = 0, mine = 0;
  reader.each(sql::states, {}, [&](const store::Row& row) {
    if (!row.null(1)) {
      opened = std::max(opened, static_cast<int>(row.integer(1)));
    } else {
      ++waiting;
      if (row.text(0) == id) mine = waiting;
    }
  });
  return opened + mine;
}

// Read back it is the same, or it is no plan.
Result<std::string> checked(const Plan& plan) {
  auto text = to_json(plan);
  auto again = plan_from(text);
  if (!again) return refuse(again.error());
  return text;
}

}  // namespace

std::string_view name_of(State state) {
  switch (state) {
    case State::planned:
      return "planned";
    case State::open:
      return "open";
    case State::closing:
      return "closing";
    case State::released:
      return "released";
    case State::withdrawn:
      return "withdrawn";
    case State::lost:
      return "lost";
  }
  return "";
}

std::optional<Consent> consent(store::Reader& reader) {
  return reader.first(sql::consent, {}, [](const store::Row& row) {
    return Consent{Day{static_cast<std::int32_t>(row.integer(0))}, row.string(1)};
  });
}

Day today_in(const Frozen& frozen, store::Reader& reader, Instant now) {
  if (!frozen.time_zone.empty())
    if (const auto day = day_in(now, frozen.time_zone)) return *day;
  return people::day_of(people::organisation(reader), now);
}

Done consented(store::Reader& reader, Day today) {
  const auto given = consent(reader);
  if (!given) return refuse(FaultKind::conflict, "rounds.consent.none");
  if (today < given->given)
    return refuse(FaultKind::conflict, "rounds.consent.not_yet", {{"day", to_text(given->given)}});
  return {};
}

Done enter_consent(store::Writer& writer, const Acting& acting, const std::optional<Consent>& asked) {
  if (!asked) {
    if (under_way(writer)) return refuse(FaultKind::conflict, "rounds.consent.round_open");
    if (writer.run(sql::delete_consent, {}) > 0) writer.audit(acting.actor, "withdrew", "consent", "consent", "{}");
    return {};
  }
  if (asked->by_whom.find_first_not_of(" \t\r\n") == std::string::npos) return refuse_field("by_whom", "json.empty");
  if (formats::characters(asked->by_whom) > 200) return refuse_field("by_whom", "json.too_long", {{"max", "200"}});
  writer.run(sql::upsert_consent, {{":given", asked->given.number}, {":by_whom", asked->by_whom}});
  writer.audit(acting.actor, "entered", "consent", "consent", "{\"given\":\"" + to_text(asked->given) + "\"}");
  return {};
}

std::optional<Kept> kept(store::Reader& reader, std::string_view id) {
  auto found = reader.first(sql::one, {{":id", id}}, read);
  if (found && found->round.number == 0) found->round.number = number_of_planned(reader, id);
  return found;
}

std::optional<Kept> under_way(store::Reader& reader) {
  std::string id;
  reader.each(sql::states, {}, [&](const store::Row& row) {
    if (row.text(2) == "open" || row.text(2) == "closing") id = row.string(0);
  });
  if (id.empty()) return std::nullopt;
  return kept(reader, id);
}

std::vector<Round> rounds(store::Reader& reader) {
  std::vector<Round> found;
  reader.each(sql::all, {}, [&](const store::Row& row) { found.push_back(read(row).round); });
  int last = 0;
  for (const auto& one : found) last = std::max(last, one.number);
  for (auto& one : found)  // in order of opening
    if (one.number == 0) one.number = ++last;
  std::sort(found.begin(), found.end(), [](const Round& a, const Round& b) { return a.number > b.number; });
  return found;
}

std::optional<Round> round(store::Reader& reader, std::string_view id) {
  auto found = kept(reader, id);
  if (!found) return std::nullopt;
  return std::move(found->round);
}

Result<Round> plan_round(store::Writer& writer, const Acting& acting, Randomness& randomness, const Plan& plan) {
  if (auto may = consented(writer, acting.today); !may) return refuse(may.error());
  auto text = checked(plan);
  if (!text) return refuse(text.error());
  const auto id = uuid_v4(randomness);
  writer.run(sql::insert, {{":id", id}, {":plan", *text}, {":opens", plan.opens.number}});
  writer.audit(acting.actor, "planned", "round", id, "{}");
  return *round(writer, id);
}

Result<Round> change_plan(store::Writer& writer, const Acting& acting, std::string_view id, const Plan& plan,
                          int revision) {
  const auto found = round(writer, id);
  if (!found) return refuse(FaultKind::not_found, "rounds.unknown");
  if (found->state != State::planned) return refuse(FaultKind::conflict, "rounds.not_planned");
  if (found->revision != revision) return refuse(FaultKind::conflict, "fault.changed_meanwhile");
  auto text = checked(plan);
  if (!text) return refuse(text.error());
  writer.run(sql::update_plan,
             {{":plan", *text}, {":opens", plan.opens.number}, {":revision", revision + 1}, {":id", id}});
  writer.audit(acting.actor, "changed", "round", id, "{\"revision\":" + std::to_string(revision + 1) + "}");
  return *round(writer, id);
}

Done drop_plan(store::Writer& writer, const Acting& acting, std::string_view id) {
  const auto found = round(writer, id);
  if (!found) return refuse(FaultKind::not_found, "rounds.unknown");
  if (found->state != State::planned) return refuse(FaultKind::conflict, "rounds.not_planned");
  writer.run(sql::empty_codes, {{":round", id}});  // of an opening that was cut off
  writer.run(sql::empty_eligibility, {{":round", id}});
  writer.run(sql::remove, {{":id", id}});
  writer.audit(acting.actor, "dropped", "round", id, "{}");
  return {};
}

}  // namespace goud::rounds
