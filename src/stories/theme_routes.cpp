// Themes: the rules, how many stories fit each, and which words tell less from better.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "formats/text_json.hpp"
#include "stats/log_odds.hpp"
#include "stories/row.hpp"
#include "stories/statements.hpp"
#include "stories/view.hpp"
#include "text/language.hpp"
#include "text/stems.hpp"

namespace goud::stories {
namespace {

using formats::Json;
using formats::JsonWriter;
using http::Access;
using http::Method;
using http::Request;
using http::Response;
using http::Role;

constexpr std::size_t heard_most = 4000, words_each = 10, shortest_stem = 3;
constexpr std::int64_t least_stories = 3;
constexpr double least_z = 1.5;

http::Response refused(const Fault& fault, const Request& request) { return http::fault(fault, request.language); }

void write(JsonWriter& out, const Theme& theme) {
  formats::write_text(out.begin_object().field("id", theme.id).key("name"), theme.name);
  out.key("all_of").begin_array();
  for (const auto& group : theme.all_of) {
    out.begin_array();
    for (const auto& stem : group) out.value(stem);
    out.end_array();
  }
  out.end_array().key("none_of").begin_array();
  for (const auto& stem : theme.none_of) out.value(stem);
  out.end_array().field("expectation",
                        theme.expectation ? std::optional(feedback::name_of(*theme.expectation)) : std::nullopt);
  out.field("revision", theme.revision).end_object();
}

Response list(Services& services, const Request& request) {
  auto known =
      services.store.ask(store::Scope(request.caller->tenant), [](store::Reader& reader) { return themes(reader); });
  if (!known) return refused(known.error(), request);
  JsonWriter out;
  out.begin_object().key("items").begin_array();
  for (const auto& theme : *known) write(out, theme);
  return http::json(out.end_array().end_object().take());
}

// The words of a rule, as they were typed.
void read_rule(const formats::JsonObject& in, Theme& theme) {
  for (auto group : in.required("all_of").array(20)) {
    theme.all_of.emplace_back();
    for (auto word : group.array(40)) theme.all_of.back().emplace_back(word.as_string(60).value_or(""));
  }
  for (auto word : in.array("none_of", 40)) theme.none_of.emplace_back(word.as_string(60).value_or(""));
  theme.expectation = in.optional_enum<Expectation>(
      "expectation", {{"less", Expectation::less}, {"as", Expectation::as}, {"better", Expectation::better}});
}

Response keep(Services& services, const Request& request) {
  const auto document = Json::parse(request.body);
  if (!document) return refused(document.error(), request);
  const auto in = document->object();
  const auto id = request.in_path.find("id");
  Theme theme;
  theme.name = formats::read_text(in.required("name"), 60);
  read_rule(in, theme);
  theme.revision = 0;
  if (id != request.in_path.end()) {
    theme.id = id->second;
    theme.revision = static_cast<int>(in.required_int("revision", 1, 1'000'000'000));
  }
  if (auto done = document->finish(); !done) return refused(done.error(), request);
  auto made = services.store.change(store::Scope(request.caller->tenant), [&](store::Writer& writer) {
    return keep_theme(writer, promises::acting(writer, *request.caller, services.clock.now()), theme);
  });
  if (!made) return refused(made.error(), request);
  JsonWriter out;
  write(out, *made);
  return http::json(out.take(), id == request.in_path.end() ? 201 : 200);
}

Response drop(Services& services, const Request& request) {
  auto done = services.store.write(store::Scope(request.caller->tenant), [&](store::Writer& writer) {
    return drop_theme(writer, promises::acting(writer, *request.caller, services.clock.now()),
                      request.in_path.at("id"));
  });
  return done ? http::no_content() : refused(done.error(), request);
}

struct Asked {
  View view;
  Filter filter;
};
Result<Asked> asked_of(Services& services, const Request& request) {
  auto view = view_of(services, request);
  if (!view) return refuse(view.error());
  auto filter = filter_of(*view, request);
  if (!filter) return refuse(filter.error());
  filter->only_shared = false;
  if (auto done = keep_up(services, view->caller.tenant, 4); !done) return refuse(done.error());
  return Asked{std::move(*view), std::move(*filter)};
}

// A theme of one expectation counts among stories of that expectation.
std::int64_t of_expectation(const Counts& all, const std::optional<Expectation>& only) {
  if (!only) return all.all;
  return *only == Expectation::less ? all.less : *only == Expectation::as ? all.as : all.better;
}

Response figure_list(Services& services, const Request& request) {
  const auto asked = asked_of(services, request);
  if (!asked) return refused(asked.error(), request);
  JsonWriter out;
  bool moment_known = true;
  auto done = services.store.read(store::Scope(asked->view.caller.tenant), [&](store::Reader& reader) {
    moment_known = asked->filter.moment.empty() || moments::moment(reader, asked->filter.moment).has_value();
    if (!moment_known) return;
    const auto all = counts(reader, asked->filter);
    out.begin_object().field("of", all.all).key("themes").begin_array();
    for (const auto& theme : themes(reader)) {
      const auto of = of_expectation(all, theme.expectation);
      const auto fitting = count_fitting(reader, asked->filter, theme);
      formats::write_text(out.begin_object().field("id", theme.id).key("name"), theme.name);
      out.field("stories", fitting).field("of", of).key("figure");
      figures::to_json(out, figures::counted(fitting, of));
      out.end_object();
    }
    out.end_array().end_object();
  });
  if (!done) return refused(done.error(), request);
  if (!moment_known) return refused({FaultKind::not_found, "moments.unknown", {}, {}}, request);
  return http::json(out.take());
}

// Whole words of a text by their stem: what people read where a theme is suggested.
struct Heard {
  std::map<std::string, std::string, std::less<>> as_written;  // the shortest
  stats::WordCounts counts;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>, std::less<>>
      in;  // stories that hold it, less and better
};

void hear(Heard& heard, const Story& story, bool less) {
  const auto spoken = text::language_of(story.text).value_or(story.language);
  std::set<std::string> seen;
  for (const auto& token : text::tokens(story.text)) {
    auto stem = text::stem(token.folded, spoken);
    if (stem.size() < shortest_stem || text::everyday_stem(stem, spoken) || !seen.insert(stem).second) continue;
    auto& written = heard.as_written[stem];
    if (written.empty() || token.folded.size() < written.size()) written = token.folded;
    auto& in = heard.in[stem];
    ++(less ? in.first : in.second);
    (void)heard.counts.add(stem, less ? 1 : 0, less ? 0 : 1);
  }
}

// Words of which stories below and above expectation hold more: what a theme could be made of. What a theme holds already,
// and what may point at a person, is no suggestion.
Response suggest(Services& services, const Request& request) {
  const auto asked = asked_of(services, request);
  if (!asked) return refused(asked.error(), request);
  JsonWriter out;
  bool moment_known = true;
  auto done = services.store.read(store::Scope(asked->view.caller.tenant), [&](store::Reader& reader) {
    moment_known = asked->filter.moment.empty() || moments::moment(reader, asked->filter.moment).has_value();
    if (!moment_known) return;
    Heard heard;
    std::int64_t of[2] = {};
    auto filter = asked->filter;
    filter.most = heard_most;
    for (const bool less : {true, false}) {
      filter.expectation = less ? Expectation::less : Expectation::better;
      for (const auto& one : stories(reader, filter)) {
        hear(heard, one, less);
        ++of[less ? 0 : 1];
      }
    }
    std::set<std::string, std::less<>> known;
    for (const auto& theme : themes(reader)) {
      for (const auto& group : theme.all_of) known.insert(group.begin(), group.end());
    }
    const auto names = names_ready(services, asked->view.caller.tenant, reader);
    out.begin_object().field("less", of[0]).field("better", of[1]).key("words").begin_array();
    const auto write = [&](const stats::LogOdds& word) {
      const auto& in = heard.in[word.word];
      out.begin_object()
          .field("stem", word.word)
          .field("word", heard.as_written[word.word])
          .field("less", in.first)
          .field("better", in.second);
      out.field("z", word.z).field("of", word.z > 0 ? "less" : "better").end_object();
    };
    const auto worth = [&](const stats::LogOdds& word) {
      const auto& in = heard.in[word.word];
      return in.first + in.second >= least_stories && std::abs(word.z) >= least_z && !known.contains(word.word) &&
             text::find_private(heard.as_written[word.word], names).empty();
    };
    // A tenth of what was heard, at most the usual five hundred words: of few stories the prior would say it all.
    const auto prior = std::clamp(0.1 * static_cast<double>(heard.counts.first + heard.counts.second), 1.0, 500.0);
    if (const auto odds = stats::log_odds(heard.counts, prior)) {
      std::size_t most = words_each;
      for (auto word = odds->begin(); word != odds->end() && word->z > 0 && most > 0; ++word) {
        if (worth(*word)) --most, write(*word);
      }
      most = words_each;
      for (auto word = odds->rbegin(); word != odds->rend() && word->z < 0 && most > 0; ++word) {
        if (worth(*word)) --most, write(*word);
      }
    }
    out.end_array().end_object();
  });
  if (!done) return refused(done.error(), request);
  if (!moment_known) return refused({FaultKind::not_found, "moments.unknown", {}, {}}, request);
  return http::json(out.take());
}

// What a rule would gather, before anybody keeps it: how many, and a few of the newest.
Response preview(Services& services, const Request& request) {
  constexpr std::size_t newest = 300, shown = 3;
  const auto asked = asked_of(services, request);
  if (!asked) return refused(asked.error(), request);
  const auto document = Json::parse(request.body);
  if (!document) return refused(document.error(), request);
  Theme theme;
  read_rule(document->object(), theme);
  if (auto done = document->finish(); !done) return refused(done.error(), request);
  if (auto wrong = to_stems(theme); !wrong.empty())
    return refused({FaultKind::invalid, "fault.fields", std::move(wrong), {}}, request);
  JsonWriter out;
  bool moment_known = true;
  auto done = services.store.read(store::Scope(asked->view.caller.tenant), [&](store::Reader& reader) {
    moment_known = asked->filter.moment.empty() || moments::moment(reader, asked->filter.moment).has_value();
    if (!moment_known) return;
    const auto of = of_expectation(counts(reader, asked->filter), theme.expectation);
    const auto fitting = count_fitting(reader, asked->filter, theme);
    out.begin_object().field("of", of).field("stories", fitting);
    figures::to_json(out.key("figure"), figures::counted(fitting, of));
    out.key("examples").begin_array();
    auto filter = asked->filter;
    filter.most = newest;
    std::size_t told = 0;
    const Told with{asked->view, themes(reader), names_ready(services, asked->view.caller.tenant, reader)};
    for (const auto& one : stories(reader, filter)) {
      if (told < shown && fits(theme, one)) write(out, reader, with, one), ++told;
    }
    out.end_array().end_object();
  });
  if (!done) return refused(done.error(), request);
  if (!moment_known) return refused({FaultKind::not_found, "moments.unknown", {}, {}}, request);
  return http::json(out.take());
}

}  // namespace

void theme_routes(http::Router& router, Services& services) {
  using Route = Response (*)(Services&, const Request&);
  const auto on = [&](Method method, std::string pattern, const Access& access, Route route) {
    router.on(method, std::move(pattern), access,
              [&services, route](const Request& request) { return route(services, request); });
  };
  const auto keepers = Access::of({Role::owner, Role::cx_manager});
  on(Method::get, "/api/v1/themes", Access::signed_in("figures:read"), list);
  on(Method::post, "/api/v1/themes", keepers, keep);
  on(Method::post, "/api/v1/themes/preview", keepers, preview);
  on(Method::put, "/api/v1/themes/{id}", keepers, keep);
  on(Method::del, "/api/v1/themes/{id}", keepers, drop);
  on(Method::get, "/api/v1/themes/figures", Access::signed_in("figures:read"), figure_list);
  on(Method::get, "/api/v1/themes/suggestions", checkers(), suggest);
}

}  // namespace goud::stories
