#include <algorithm>

#include "actions/parts.hpp"
#include "formats/json.hpp"
#include "formats/text_json.hpp"
#include "kernel/page.hpp"
#include "kernel/words.hpp"

namespace goud::actions {
namespace {

using formats::Json;
using formats::JsonWriter;
using http::Access;
using http::Method;
using http::Request;
using http::Response;
using http::Role;

bool looks_after(const http::Caller& caller) {
  return caller.key_id.empty() &&
         (caller.role == Role::owner || caller.role == Role::cx_manager || caller.role == Role::unit_manager);
}

// What the caller sees of: everything, the branch asked for, or a unit manager's own.
struct Sight {
  std::shared_ptr<const feedback::Intake> known;
  Day today;
  std::optional<std::vector<UnitId>> units;
  [[nodiscard]] bool holds(const UnitId& unit) const {
    return !units || std::find(units->begin(), units->end(), unit) != units->end();
  }
};

// `asked`: the unit that was asked for, of a list; one by its id is narrowed by who asks alone.
Result<Sight> sight(Services& services, const Request& request, std::optional<std::string_view> asked = {}) {
  auto known = feedback::intake(services.feedback, request.caller->tenant);
  if (!known) return refuse(known.error());
  Sight seen{*known, day_in(services.clock.now(), (*known)->zone).value_or(Day{}), {}};
  std::optional<UnitId> unit;
  if (asked && !asked->empty()) unit = UnitId{std::string(*asked)};
  if (unit || request.caller->role == Role::unit_manager) {
    auto visible = people::visible_units(*request.caller, seen.known->tree, unit, seen.today);
    if (!visible) return refuse(visible.error());
    seen.units = *std::move(visible);
  }
  return seen;
}

void write_unit(JsonWriter& json, const Sight& seen, const UnitId& id) {
  const auto* unit = seen.known->tree.find(id);
  json.begin_object().field("id", id.text).field("name", unit != nullptr ? unit->name : "").end_object();
}

void write_at(JsonWriter& json, std::string_view key, const std::optional<Instant>& at) {
  json.field(key, at ? std::optional(to_rfc3339(*at)) : std::nullopt);
}

// Everything that a follow-up is shown with.
struct Shown {
  FollowUp one;
  std::optional<feedback::Told> told;
  std::optional<mail::Kept> letter;
};

struct Names {
  std::vector<people::Account> accounts;
  std::vector<Cause> causes;
  Names() = default;
  explicit Names(store::Reader& reader) : accounts(people::accounts(reader)), causes(actions::causes(reader)) {}
  void write_account(JsonWriter& json, const std::string& id) const {
    const auto found =
        std::find_if(accounts.begin(), accounts.end(), [&](const auto& one) { return one.id.text == id; });
    if (found == accounts.end())
      json.null();
    else
      json.begin_object().field("id", id).field("name", found->name).end_object();
  }
};

Shown shown(store::Reader& reader, FollowUp one) {
  auto told = feedback::told(reader, AnswerId{one.id});
  auto letters = mail::letters_about(reader, "follow_up:" + one.id);
  return {std::move(one), std::move(told), letters.empty() ? std::nullopt : std::optional(std::move(letters.back()))};
}

void write_fields(JsonWriter& json, const Sight& seen, const Names& names, const Shown& shown, Instant now) {
  const auto& one = shown.one;
  json.field("id", one.id);
  write_unit(json.key("unit"), seen, one.unit);
  json.key("moment");
  if (const auto moment = seen.known->moments.find(one.moment.text); moment != seen.known->moments.end()) {
    json.begin_object().field("id", one.moment.text);
    formats::write_text(json.key("name"), moment->second.name);
    json.end_object();
  } else {
    json.null();
  }
  json.field("day", to_text(one.day)).field("language", one.language).field("story", one.story);
  json.field("text", shown.told ? shown.told->words : "");
  const auto expectation = shown.told ? shown.told->expectation : std::nullopt;
  json.field("expectation", expectation ? std::optional(feedback::name_of(*expectation)) : std::nullopt);
  json.field("recommend", shown.told ? shown.told->recommend : std::nullopt);
  json.field("reach", name_of(one.reach));
  if (shown.told && !shown.told->telephone.empty()) json.field("telephone", shown.told->telephone);
  if (shown.told && !shown.told->email.empty()) json.field("email", shown.told->email);
  names.write_account(json.key("owner"), one.owner);
  json.field("heard", to_rfc3339(one.heard)).field("due", to_rfc3339(one.due)).field("late", late(one, now));
  write_at(json, "called", one.called);
  write_at(json, "solved", one.solved);
  write_at(json, "confirmed", one.confirmed);
  json.field("confirmed_by", name_of(one.confirmed_by));
  write_at(json, "not_yet", one.not_yet);
  json.field("step", name_of(one.step)).key("cause");
  const auto cause =
      std::find_if(names.causes.begin(), names.causes.end(), [&](const Cause& other) { return other.id == one.cause; });
  if (cause == names.causes.end())
    json.null();
  else
    json.begin_object().field("id", cause->id).field("name", cause->name).end_object();
  json.field("told_back", one.told_back.empty() ? std::nullopt : std::optional(one.told_back));
  json.field("because", one.because.empty() ? std::nullopt : std::optional(one.because)).key("letter");
  if (shown.letter)
    json.value(mail::name_of(shown.letter->state));
  else
    json.null();
  json.field("revision", one.revision);
}

void write_summary(JsonWriter& json, const FollowUpCounts& counts) {
  const auto said = shares(counts);
  json.begin_object().field("heard", counts.heard).field("reachable", counts.reachable);
  figures::to_json(json.key("called"), said.called);
  figures::to_json(json.key("called_in_time"), said.called_in_time);
  figures::to_json(json.key("solved"), said.solved);
  figures::to_json(json.key("confirmed"), said.confirmed);
  json.field("noted", counts.noted).field("not_confirmed", counts.not_confirmed).field("dropped", counts.dropped);
  json.field("overdue", counts.overdue).end_object();
}

Result<std::optional<Day>> day_parameter(const Request& request, std::string_view name) {
  const auto text = request.parameter(name);
  if (!text || text->empty()) return std::optional<Day>();
  auto day = day_from(*text);
  if (!day) return refuse_field(std::string(name), day.error().key, day.error().args);
  return std::optional(*day);
}

Result<bool> said_true(std::string_view name, std::optional<std::string_view> text) {
  if (!text || text->empty() || *text == "false") return false;
  if (*text != "true") return refuse_field(std::string(name), "actions.true_or_false");
  return true;
}

Result<FollowUpFilter> filter_of(const Request& request, const Sight& seen) {
  FollowUpFilter filter;
  filter.units = seen.units;
  filter.moment = MomentId{std::string(request.parameter("moment").value_or(""))};
  if (!filter.moment.empty() && !seen.known->moments.contains(filter.moment.text))
    return refuse(FaultKind::not_found, "moments.unknown");
  if (const auto step = request.parameter("step"); step && !step->empty()) {
    for (const auto one : {Step::heard, Step::called, Step::solved, Step::confirmed, Step::dropped})
      if (name_of(one) == *step) filter.step = one;
    if (!filter.step) return refuse_field("step", "actions.step.unknown");
  }
  const auto overdue = said_true("overdue", request.parameter("overdue"));
  if (!overdue) return refuse(overdue.error());
  filter.overdue = *overdue;
  const auto mine = said_true("mine", request.parameter("mine"));
  if (!mine) return refuse(mine.error());
  if (*mine) filter.owner = request.caller->account.text;
  const auto from = day_parameter(request, "from"), to = day_parameter(request, "to");
  if (!from) return refuse(from.error());
  if (!to) return refuse(to.error());
  filter.from = *from;
  filter.to = *to;
  return filter;
}

Response follow_up_list(Services& services, const Request& request) {
  const auto seen = sight(services, request, request.parameter("unit"));
  if (!seen) return http::fault(seen.error(), request.language);
  auto filter = filter_of(request, *seen);
  if (!filter) return http::fault(filter.error(), request.language);
  const Seal seal = [&](std::string_view place) {
    return services.secrets.hmac("cursor:" + std::to_string(request.caller->tenant.org) + ":follow_ups", place);
  };
  const auto limit = page_limit(request.parameter("limit"), 50);
  if (!limit) return http::fault(limit.error(), request.language);
  if (const auto cursor = request.parameter("cursor"); cursor && !cursor->empty()) {
    const auto place = place_from(*cursor, seal);
    if (!place) return http::fault(place.error(), request.language);
    filter->before = *place;
  }
  filter->most = *limit + 1;
  filter->now = services.clock.now();
  const bool sees = looks_after(*request.caller);
  JsonWriter json;
  auto read = services.store.read(store::Scope(request.caller->tenant), [&](store::Reader& reader) {
    json.begin_object().key("items").begin_array();
    std::optional<std::int64_t> next;
    if (sees) {
      auto found = follow_ups(reader, *filter);
      if (found.size() > *limit) {
        found.pop_back();
        next = found.back().seq;
      }
      const Names names(reader);
      for (auto& one : found) {
        json.begin_object();
        write_fields(json, *seen, names, shown(reader, std::move(one)), filter->now);
        json.end_object();
      }
    }
    json.end_array().field("next", next ? std::optional(place_text(*next, seal)) : std::nullopt);
    write_summary(json.key("summary"), count(reader, *filter));
    json.key("pauses").begin_array();
    for (const auto& pause : feedback::pauses(reader)) {
      if (!sees || !seen->holds(pause.unit)) continue;
      json.begin_object();
      write_unit(json.key("unit"), *seen, pause.unit);
      json.field("since", to_text(pause.since)).field("unanswered", pause.unanswered).end_object();
    }
    json.end_array().end_object();
  });
  if (!read) return http::fault(read.error(), request.language);
  return http::json(json.take());
}

Fault unknown() { return {FaultKind::not_found, "actions.follow_up.unknown", {}, {}}; }

WordArguments names_for(const Sight& seen, const FollowUp& one) {
  const auto* unit = seen.known->tree.find(one.unit);
  return {{"unit", unit != nullptr ? unit->name : seen.known->organisation},
          {"organisation", seen.known->organisation}};
}

Response one_of(Services& services, const Request& request) {
  const auto seen = sight(services, request);
  if (!seen) return http::fault(seen.error(), request.language);
  const auto now = services.clock.now();
  JsonWriter json;
  bool found = false;
  auto read = services.store.read(store::Scope(request.caller->tenant), [&](store::Reader& reader) {
    auto one = follow_up(reader, request.in_path.at("id"));
    if (!one || !seen->holds(one->unit)) return;
    found = true;
    const Names names(reader);
    auto args = names_for(*seen, *one);
    const auto me = std::find_if(names.accounts.begin(), names.accounts.end(),
                                 [&](const auto& other) { return other.id == request.caller->account; });
    args.emplace("name", me != names.accounts.end() ? me->name : "");
    const auto language = one->language;
    json.begin_object();
    write_fields(json, *seen, names, shown(reader, *std::move(one)), now);
    json.key("draft").begin_object().field("subject", say(language, "actions.letter.answer.subject", args));
    json.field("text", say(language, "actions.letter.answer.draft", args)).end_object().end_object();
  });
  if (!read) return http::fault(read.error(), request.language);
  return found ? http::json(json.take()) : http::fault(unknown(), request.language);
}

using Decide = std::function<Result<FollowUp>(store::Writer&, const Acting&, const Sight&, FollowUp)>;

Response change(Services& services, const Request& request, std::string_view verb, const Decide& decide) {
  const auto seen = sight(services, request);
  if (!seen) return http::fault(seen.error(), request.language);
  const auto now = services.clock.now();
  auto done = services.store.write(store::Scope(request.caller->tenant), [&](store::Writer& writer) -> Done {
    auto one = follow_up(writer, request.in_path.at("id"));
    if (!one || !seen->holds(one->unit)) return refuse(unknown());
    const auto acting = promises::acting(writer, *request.caller, now);
    auto becomes = decide(writer, acting, *seen, *std::move(one));
    if (!becomes) return refuse(becomes.error());
    return keep(writer, acting, *becomes, verb);
  });
  if (!done) return http::fault(done.error(), request.language);
  return one_of(services, request);
}

// The body, read by `fill`, before anything is asked of the store.
template <class Fill>
Done read_body(const Request& request, Fill fill) {
  auto document = Json::parse(request.body);
  if (!document) return refuse(document.error());
  fill(document->object());
  return document->finish();
}

Response take(Services& services, const Request& request) {
  std::string owner;
  if (auto read = read_body(request, [&](const formats::JsonObject& in) { owner = in.required_string("owner", 40); });
      !read)
    return http::fault(read.error(), request.language);
  return change(services, request, "taken",
                [&](store::Writer& writer, const Acting& acting, const Sight& seen, FollowUp one) -> Result<FollowUp> {
                  if (auto may = may_own(people::accounts(writer), seen.known->tree, one, owner, acting.today); !may)
                    return refuse(may.error());
                  one.owner = owner;
                  return one;
                });
}

Result<FollowUp> with_cause(store::Reader& reader, FollowUp one, const std::optional<std::string>& named) {
  if (!named) return one;
  if (!named->empty() && !cause(reader, *named)) return refuse_field("cause", "actions.cause.unknown");
  one.cause = *named;
  return one;
}

Response call(Services& services, const Request& request) {
  bool reached = false;
  std::optional<std::string> cause;
  auto read = read_body(request, [&](const formats::JsonObject& in) {
    reached = in.required_bool("reached");
    cause = in.optional_string("cause", 40);
  });
  if (!read) return http::fault(read.error(), request.language);
  return change(services, request, reached ? "called" : "not_reached",
                [&](store::Writer& writer, const Acting& acting, const Sight&, FollowUp one) -> Result<FollowUp> {
                  auto becomes = called(std::move(one), reached, acting.now);
                  if (!becomes) return becomes;
                  return with_cause(writer, *std::move(becomes), cause);
                });
}

Response say_cause(Services& services, const Request& request) {
  std::optional<std::string> cause;
  auto read =
      read_body(request, [&](const formats::JsonObject& in) { cause = in.optional_string("cause", 40).value_or(""); });
  if (!read) return http::fault(read.error(), request.language);
  return change(services, request, "explained", [&](store::Writer& writer, const Acting&, const Sight&, FollowUp one) {
    return with_cause(writer, std::move(one), cause);
  });
}

// What was written goes out by mail where there is an address, with the way back to the customer's own page.
Done write_to(Services& services, const Request& request, store::Writer& writer, const Acting& acting,
              const Sight& seen, const FollowUp& one, const feedback::Told& told, const std::string& text) {
  auto args = names_for(seen, one);
  args.emplace("link",
               request.home() + "/v/" + feedback::teller_code(services.secrets, request.caller->tenant, told.answer));
  const auto letter =
      letter_to(told, say(one.language, "actions.letter.answer.subject", args),
                text + "\n\n" + say(one.language, "actions.letter.answer.foot", args), "follow_up:" + one.id);
  return mail::post(writer, uuid_of("actions.answer", one.id + "\n" + text), letter, acting.now);
}

Response answer(Services& services, const Request& request) {
  std::string text;
  if (auto read = read_body(request, [&](const formats::JsonObject& in) { text = in.required_string("text", 2000); });
      !read)
    return http::fault(read.error(), request.language);
  return change(services, request, "answered",
                [&](store::Writer& writer, const Acting& acting, const Sight& seen, FollowUp one) -> Result<FollowUp> {
                  const auto told = feedback::told(writer, AnswerId{one.id});
                  if (!told || told->email.empty()) return refuse(FaultKind::conflict, "actions.follow_up.no_mail");
                  auto becomes = called(std::move(one), true, acting.now);
                  if (!becomes) return becomes;
                  becomes->told_back = text;
                  if (auto posted = write_to(services, request, writer, acting, seen, *becomes, *told, text); !posted)
                    return refuse(posted.error());
                  return becomes;
                });
}

Response solve(Services& services, const Request& request) {
  std::string text;
  if (auto read =
          read_body(request, [&](const formats::JsonObject& in) { text = in.required_string("told_back", 2000); });
      !read)
    return http::fault(read.error(), request.language);
  return change(services, request, "solved",
                [&](store::Writer& writer, const Acting& acting, const Sight& seen, FollowUp one) -> Result<FollowUp> {
                  auto becomes = solved(std::move(one), text, acting.now);
                  if (!becomes) return becomes;
                  const auto told = feedback::told(writer, AnswerId{becomes->id});
                  if (told && !told->email.empty())
                    if (auto posted = write_to(services, request, writer, acting, seen, *becomes, *told, text); !posted)
                      return refuse(posted.error());
                  return becomes;
                });
}

Response note(Services& services, const Request& request) {
  bool yes = false;
  if (auto read = read_body(request, [&](const formats::JsonObject& in) { yes = in.required_bool("yes"); }); !read)
    return http::fault(read.error(), request.language);
  return change(services, request, yes ? "noted_solved" : "noted_not_solved",
                [&](store::Writer&, const Acting& acting, const Sight&, FollowUp one) {
                  return confirmed(std::move(one), ConfirmedBy::noted, yes, acting.now);
                });
}

Response dropped(Services& services, const Request& request) {
  std::string because;
  if (auto read =
          read_body(request, [&](const formats::JsonObject& in) { because = in.required_string("because", 2000); });
      !read)
    return http::fault(read.error(), request.language);
  return change(services, request, "dropped", [&](store::Writer&, const Acting& acting, const Sight&, FollowUp one) {
    return drop(std::move(one), because, acting.now);
  });
}

}  // namespace

void follow_up_routes(http::Router& router, Services& services) {
  const auto keepers = Access::of({Role::owner, Role::cx_manager, Role::unit_manager});
  const auto readers = Access::of({Role::owner, Role::cx_manager, Role::unit_manager, Role::analyst}, "figures:read");
  const auto on = [&](Method method, std::string path, const Access& access,
                      Response (*route)(Services&, const Request&)) {
    router.on(method, "/api/v1/follow-ups" + path, access,
              [&services, route](const Request& request) { return route(services, request); });
  };
  on(Method::get, "", readers, follow_up_list);
  on(Method::get, "/{id}", keepers, one_of);
  on(Method::post, "/{id}/take", keepers, take);
  on(Method::post, "/{id}/called", keepers, call);
  on(Method::post, "/{id}/cause", keepers, say_cause);
  on(Method::post, "/{id}/answer", keepers, answer);
  on(Method::post, "/{id}/solved", keepers, solve);
  on(Method::post, "/{id}/noted", keepers, note);
  on(Method::post, "/{id}/drop", keepers, dropped);
}

}  // namespace goud::actions
