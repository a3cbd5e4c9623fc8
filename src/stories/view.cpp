#include "stories/view.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "formats/text_json.hpp"
#include "stories/row.hpp"
#include "stories/statements.hpp"

namespace goud::stories {
namespace {

using formats::JsonWriter;
using http::Request;
using http::Role;

bool in(const std::vector<people::UnitTree::Stay>& stays, const UnitId& unit, Day day) {
  return std::any_of(stays.begin(), stays.end(), [&](const auto& stay) {
    return stay.unit == unit && day >= stay.from && (!stay.until || day < *stay.until);
  });
}

Result<std::optional<Day>> day_parameter(const Request& request, std::string_view name) {
  const auto text = request.parameter(name);
  if (!text || text->empty()) return std::optional<Day>();
  auto day = day_from(*text);
  if (!day) return refuse_field(std::string(name), day.error().key, day.error().args);
  return std::optional(*day);
}

// Characters before a byte: what a page counts in.
std::size_t characters_to(std::string_view text, std::size_t byte) { return formats::characters(text.substr(0, byte)); }

void write_private(JsonWriter& out, const Told& told, const Story& story) {
  out.key("private").begin_array();
  for (const auto& part : text::find_private(story.text, told.names)) {
    out.begin_object().field("from", static_cast<std::int64_t>(characters_to(story.text, part.from)));
    out.field("to", static_cast<std::int64_t>(characters_to(story.text, part.to)))
        .field("kind", text::name_of(part.kind))
        .end_object();
  }
  out.end_array();
}

void write_reach(JsonWriter& out, store::Reader& reader, const Story& story) {
  if (!story.call_wanted) return;
  const auto told = feedback::told(reader, AnswerId{story.id});
  if (!told) return;
  if (!told->telephone.empty()) out.field("telephone", told->telephone);
  if (!told->email.empty()) out.field("email", told->email);
}

}  // namespace

text::NameList names_ready(Services& services, Tenant tenant, store::Reader& reader) {
  std::vector<std::string> of_house;
  for (auto& account : people::accounts(reader)) of_house.push_back(std::move(account.name));
  for (auto& pass : people::passes(reader)) of_house.push_back(std::move(pass.name));
  const auto pasted = reader.first(sql::mark, {}, [](const store::Row& row) { return row.integer(3); }).value_or(0);
  const std::scoped_lock lock(services.names->guard);
  auto& ready = services.names->by_org[tenant.org];
  if (ready.pasted != pasted || ready.of_house != of_house) {
    ready.list = text::NameList(stories::names(reader));
    ready.pasted = pasted;
    ready.of_house = std::move(of_house);
  }
  return ready.list;
}

Result<View> view_of(Services& services, const Request& request, Narrowed narrowed) {
  View view;
  view.caller = *request.caller;
  auto known = feedback::intake(services.feedback, view.caller.tenant);
  if (!known) return refuse(known.error());
  view.known = std::move(*known);
  view.today = day_in(services.clock.now(), view.known->zone).value_or(Day{});
  const auto role = view.caller.role;
  const bool account = view.caller.pass == http::Pass::none && view.caller.key_id.empty();
  view.checks = account && (role == Role::owner || role == Role::cx_manager || role == Role::unit_manager);
  std::optional<UnitId> unit;
  if (narrowed == Narrowed::by_unit) {
    if (const auto asked = request.parameter("unit"); asked && !asked->empty()) unit = UnitId{std::string(*asked)};
  }
  const bool own_only = (account && role == Role::unit_manager) || view.caller.pass == http::Pass::unit;
  if (!unit && !own_only) return view;
  auto visible = people::visible_units(view.caller, view.known->tree, unit, view.today);
  if (!visible) return refuse(visible.error());
  if (view.caller.pass == http::Pass::none) {
    view.units = feedback::days_under(view.known->tree, unit ? unit : view.caller.unit);
    return view;
  }
  view.units.emplace();
  for (const auto& one : *visible) view.units->push_back({one, Day{INT32_MIN}, std::nullopt});
  return view;
}

bool sees_as_told(const View& view, const Story& story) {
  if (!view.caller.account.empty() && story.by == view.caller.account.text) return true;
  if (!view.checks) return false;
  if (view.caller.role != Role::unit_manager) return true;
  const auto own = feedback::days_under(view.known->tree, view.caller.unit);
  return !own || in(*own, story.unit, story.day.value_or(story.week));
}

bool sees(const View& view, const Story& story) {
  if (sees_as_told(view, story)) return true;
  if (story.standing != Standing::shared) return false;
  return !view.units || in(*view.units, story.unit, story.day.value_or(story.week));
}

Result<Filter> filter_of(const View& view, const Request& request) {
  Filter filter;
  filter.units = view.units;
  filter.only_shared = !view.checks;
  const auto from = day_parameter(request, "from"), to = day_parameter(request, "to");
  if (!from) return refuse(from.error());
  if (!to) return refuse(to.error());
  if (*from && *to && **to < **from) return refuse_field("to", "feedback.period.backwards");
  filter.from = *from;
  filter.to = *to;
  filter.moment = MomentId{std::string(request.parameter("moment").value_or(""))};
  return filter;
}

Seal seal_of(const Services& services, const Request& request, std::string_view list) {
  return [&secrets = services.secrets, purpose = "cursor:" + std::to_string(request.caller->tenant.org) + ":" +
                                                 std::string(list)](std::string_view place) {
    return secrets.hmac(purpose, place);
  };
}

Result<Page> page_of(const Request& request, const Seal& seal) {
  Page page;
  if (const auto text = request.parameter("cursor"); text && !text->empty()) {
    const auto place = place_from(*text, seal);
    if (!place) return refuse(place.error());
    page.before = *place;
  }
  const auto limit = page_limit(request.parameter("limit"), page.limit);
  if (!limit) return refuse(limit.error());
  page.limit = *limit;
  return page;
}

Result<Day> week_from(std::string_view text, std::string_view field) {
  const auto wrong = [&] { return refuse_field(std::string(field), "stories.week"); };
  int year = 0, week = 0;
  if (text.size() != 8 || text.substr(4, 2) != "-W") return wrong();
  const auto number = [](std::string_view digits, int& into) {
    return std::from_chars(digits.data(), digits.data() + digits.size(), into).ptr == digits.data() + digits.size();
  };
  if (!number(text.substr(0, 4), year) || !number(text.substr(6), week) || year < 1970 || week < 1) return wrong();
  const auto fourth = day_from(std::string(text.substr(0, 4)) + "-01-04");  // always in week 1
  if (!fourth) return wrong();
  const Day monday{monday_of(*fourth).number + 7 * (week - 1)};
  if (iso_week(monday) != IsoWeek{year, week}) return wrong();
  return monday;
}

std::string week_text(Day day) {
  const auto week = iso_week(day);
  char text[16];
  std::snprintf(text, sizeof text, "%04d-W%02d", week.year, week.week);
  return text;
}

void write_unit(JsonWriter& out, const View& view, const UnitId& id) {
  const auto* unit = view.known->tree.find(id);
  out.begin_object().field("id", id.text).field("name", unit != nullptr ? unit->name : "").end_object();
}

void write(JsonWriter& out, store::Reader& reader, const Told& told, const Story& story) {
  const auto& view = told.view;
  const bool as_told = sees_as_told(view, story);
  out.begin_object().field("id", story.id).field("day", story.day ? std::optional(to_text(*story.day)) : std::nullopt);
  out.field("week", week_text(story.week));
  write_unit(out.key("unit"), view, story.unit);
  out.key("moment");
  if (const auto moment = view.known->moments.find(story.moment.text); moment != view.known->moments.end()) {
    formats::write_text(out.begin_object().field("id", story.moment.text).key("name"), moment->second.name);
    out.end_object();
  } else if (const auto other = story.moment.empty() ? std::nullopt : moments::moment(reader, story.moment)) {
    formats::write_text(out.begin_object().field("id", story.moment.text).key("name"), other->name);
    out.end_object();
  } else {
    out.null();
  }
  out.field("teller", name_of(story.teller));
  const auto named = story.by.empty() || !(story.name_too || as_told) ? std::map<std::string, std::string>()
                                                                      : people::names_of(reader, {story.by});
  out.field("by", named.empty() ? std::optional<std::string>() : std::optional(named.begin()->second));
  out.field("mine", !story.by.empty() && story.by == view.caller.account.text);
  out.field("expectation", story.expectation ? std::optional(feedback::name_of(*story.expectation)) : std::nullopt);
  out.field("unexpected", story.unexpected).field("intention", story.intention);
  out.field("retold", story.retold ? std::optional(name_of(*story.retold)) : std::nullopt);
  const auto next = confirmed(reader, story);
  out.field("confirmed", next ? std::optional(name_of(*next)) : std::nullopt);
  const bool shared = story.standing == Standing::shared;
  out.field("text", as_told ? story.text : story.shared_text);
  out.field("shared_text", shared ? std::optional(story.shared_text) : std::nullopt);
  out.field("language", story.language).field("may_share", story.may_share).field("standing", name_of(story.standing));
  out.field("because", as_told && story.standing == Standing::kept_back ? std::optional(story.because) : std::nullopt);
  if (as_told && view.checks) {
    write_private(out, told, story);
  } else {
    out.key("private").begin_array().end_array();
  }
  out.key("themes").begin_array();
  for (const auto& theme : told.themes) {
    if (fits(theme, story)) out.value(theme.id);
  }
  out.end_array().key("chosen").begin_array();
  for (const auto week :
       reader.all(sql::weeks_of, {{":seq", story.seq}}, [](const store::Row& row) { return row.integer(0); })) {
    out.value(week_text(Day{static_cast<std::int32_t>(week)}));
  }
  out.end_array();
  out.field(
      "kudos",
      reader.first(sql::kudos_of_story, {{":story", story.id}}, [](const store::Row& row) { return row.integer(0); })
          .value_or(0));
  out.field("call_wanted", as_told && story.call_wanted);
  if (as_told && view.checks) write_reach(out, reader, story);
  out.end_object();
}

http::Access checkers() { return http::Access::of({Role::owner, Role::cx_manager, Role::unit_manager}); }

}  // namespace goud::stories
