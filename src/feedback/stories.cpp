// What guests told, newest first. Words are for those who look after the unit; others see what may be shared.
#include <algorithm>
#include <limits>

#include "feedback/answer_json.hpp"
#include "feedback/requests.hpp"
#include "feedback/statements.hpp"

namespace goud::feedback {
namespace {

using formats::JsonWriter;
using http::Request;
using http::Response;
using http::Role;

bool fits(const StoryNow& story, const StoryFilter& filter) {
  if (!filter.moment.empty() && story.moment != filter.moment) return false;
  if (filter.expectation && story.expectation != filter.expectation) return false;
  const auto holds = [&](const people::UnitTree::Stay& stay) {
    return stay.unit == story.unit && story.day >= stay.from && (!stay.until || story.day < *stay.until);
  };
  if (filter.units && std::none_of(filter.units->begin(), filter.units->end(), holds)) return false;
  if (filter.from && story.day < *filter.from) return false;
  if (filter.to && story.day > *filter.to) return false;
  return !filter.only_shared || story.may_share;
}

Response story_list(Services& services, const Request& request) {
  const auto& caller = *request.caller;
  auto known = intake(services, caller.tenant);
  if (!known) return http::fault(known.error(), request.language);
  auto period = read_period(request);
  if (!period) return http::fault(period.error(), request.language);
  const auto seal = seal_of(services.secrets, request, "stories");
  auto page = read_page(request, seal);
  if (!page) return http::fault(page.error(), request.language);
  StoryFilter filter;
  filter.from = period->from;
  filter.to = period->to;
  filter.before = page->cursor;
  filter.most = page->limit + 1;
  filter.moment = MomentId{std::string(request.parameter("moment").value_or(""))};
  if (!filter.moment.empty() && (*known)->moments.find(filter.moment.text) == (*known)->moments.end()) {
    return http::fault(Fault{FaultKind::not_found, "moments.unknown", {}, {}}, request.language);
  }
  if (auto asked = request.parameter("expectation"); asked && !asked->empty()) {
    filter.expectation = expectation_from(*asked);
    if (!filter.expectation) {
      return http::fault(Fault{FaultKind::invalid, "fault.fields", {{"expectation", "feedback.expectation_unknown"}}, {}}, request.language);
    }
  }
  std::optional<UnitId> unit;
  if (auto asked = request.parameter("unit"); asked && !asked->empty()) unit = UnitId{std::string(*asked)};
  const auto today = day_in(services.clock.now(), (*known)->zone).value_or(Day{});
  if (unit || caller.role == Role::unit_manager) {
    auto visible = people::visible_units(caller, (*known)->tree, unit, filter.to.value_or(today));
    if (!visible) return http::fault(visible.error(), request.language);
    filter.units = days_under((*known)->tree, unit ? unit : caller.unit);
  }
  const bool looks_after = caller.role == Role::owner || caller.role == Role::cx_manager || caller.role == Role::unit_manager;
  filter.only_shared = !looks_after;
  auto found = services.store.ask(store::Scope(caller.tenant), [&](store::Reader& reader) { return stories(reader, filter); });
  if (!found) return http::fault(found.error(), request.language);
  const bool more = found->size() > page->limit;
  if (more) found->pop_back();
  JsonWriter out;
  out.begin_object().key("items").begin_array();
  for (const auto& story : *found) write_story(out, **known, story, looks_after);
  out.end_array().key("next");
  if (more) {
    out.value(place_text(found->back().seq, seal));
  } else {
    out.null();
  }
  return http::json(out.end_object().take());
}

}  // namespace

std::optional<std::vector<people::UnitTree::Stay>> days_under(const people::UnitTree& tree, const std::optional<UnitId>& top) {
  const auto* unit = top ? tree.find(*top) : nullptr;
  // The whole organisation is no filter: answers of units that are no longer known count there too.
  if (unit == nullptr || unit->level == 0) return std::nullopt;
  auto stays = tree.stays_under(*top);
  for (auto& stay : stays) {
    const auto* known = tree.find(stay.unit);
    const bool first = known != nullptr && stay.from <= known->from;
    const bool last = known != nullptr && stay.until == known->until;
    if (first) stay.from = Day{std::numeric_limits<std::int32_t>::min()};
    if (last) stay.until.reset();
  }
  return stays;
}

void write_story(JsonWriter& out, const Intake& known, const StoryNow& story, bool with_telephone) {
  out.begin_object().field("id", story.id.text).field("day", to_text(story.day));
  const auto* unit = known.tree.find(story.unit);
  out.key("unit").begin_object().field("id", story.unit.text).field("name", unit != nullptr ? unit->name : "").end_object();
  out.key("moment");
  if (auto moment = known.moments.find(story.moment.text); moment != known.moments.end()) {
    out.begin_object().field("id", story.moment.text);
    formats::write_text(out.key("name"), moment->second.name);
    out.end_object();
  } else {
    out.null();
  }
  out.field("expectation", story.expectation ? std::optional(name_of(*story.expectation)) : std::nullopt);
  out.field("unexpected", story.unexpected).field("text", story.text).field("language", story.language);
  out.field("may_share", story.may_share).field("call_wanted", !story.telephone.empty());
  if (with_telephone && !story.telephone.empty()) out.field("telephone", story.telephone);
  out.end_object();
}

std::vector<StoryNow> stories(store::Reader& reader, const StoryFilter& filter) {
  Intake known;
  known.all = instruments(reader);
  std::vector<StoryNow> found;
  const auto before = filter.before > 0 ? filter.before : INT64_MAX;
  reader.each_until(sql::told_before, {{":before", before}}, [&](const store::Row& row) {
    auto instrument = known.instrument(row.text(2), static_cast<int>(row.integer(3)));
    if (!instrument) return true;
    auto kept = read_body(*instrument, row.null(8) ? row.text(7) : row.text(8));
    if (!kept) return true;
    for (std::size_t i = 0; i < kept->answers.size(); ++i) {
      const auto& given = kept->answers[i];
      if (given.state != Given::State::answered || !given.story || given.story->text.empty()) continue;
      const auto& question = instrument->definition.questions[i];
      StoryNow story;
      story.seq = row.integer(0);
      story.id = AnswerId{row.string(1)};
      story.unit = UnitId{row.string(4)};
      story.moment = question.moment.empty() ? MomentId{row.maybe_string(5).value_or("")} : question.moment;
      story.day = Day{static_cast<std::int32_t>(row.integer(6))};
      story.expectation = given.story->expectation;
      story.unexpected = given.story->unexpected;
      story.text = given.story->text;
      story.language = kept->language;
      story.may_share = given.story->may_share;
      story.telephone = given.story->telephone;
      if (fits(story, filter)) found.push_back(std::move(story));
    }
    return found.size() < filter.most;
  });
  return found;
}

void story_routes(http::Router& router, Services& services) {
  router.on(http::Method::get, "/api/v1/stories", http::Access::signed_in(),
            [&services](const Request& request) { return story_list(services, request); });
}

}  // namespace goud::feedback
