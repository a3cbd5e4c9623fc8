// Lists, one story, what is chosen, and the figures.
#include <algorithm>

#include "stories/confirmed.hpp"
#include "stories/statements.hpp"
#include "stories/view.hpp"

namespace goud::stories {
namespace {

using formats::JsonWriter;
using http::Access;
using http::Method;
using http::Request;
using http::Response;

constexpr int batches_before_a_list = 4;

http::Response refused(const Fault& fault, const Request& request) { return http::fault(fault, request.language); }
Fault unknown() { return {FaultKind::not_found, "stories.unknown", {}, {}}; }

Told told_for(Services& services, store::Reader& reader, const View& view) {
  return {view, themes(reader), view.checks ? names_ready(services, view.caller.tenant, reader) : text::NameList()};
}

// The rest of what a list may be asked for.
Done narrow(Filter& filter, const View& view, const Request& request) {
  if (const auto asked = request.parameter("expectation"); asked && !asked->empty()) {
    filter.expectation = feedback::expectation_from(*asked);
    if (!filter.expectation) return refuse_field("expectation", "feedback.expectation_unknown");
  }
  if (const auto asked = request.parameter("teller"); asked && !asked->empty()) {
    if (*asked != "customer" && *asked != "floor") return refuse_field("teller", "stories.teller_unknown");
    filter.from_floor = *asked == "floor";
  }
  if (const auto asked = request.parameter("standing"); asked && !asked->empty()) {
    if (*asked != "to_check" && *asked != "shared" && *asked != "mine")
      return refuse_field("standing", "stories.standing_unknown");
    if (*asked == "shared") filter.only_shared = true;
    if (*asked == "to_check") filter.to_check = true;
    if (*asked == "mine") {
      if (view.caller.account.empty()) return refuse_field("standing", "stories.standing_unknown");
      filter.by = view.caller.account.text;
      filter.only_shared = false;
      filter.units.reset();
    }
  }
  if (const auto asked = request.parameter("language"); asked && !asked->empty()) {
    if (*asked != "nl" && *asked != "en") return refuse_field("language", "stories.language_unknown");
    filter.language = std::string(*asked);
  }
  filter.words = std::string(request.parameter("q").value_or(""));
  if (filter.words.size() > 200) return refuse_field("q", "stories.too_long", {{"max", "200"}});
  filter.theme = std::string(request.parameter("theme").value_or(""));
  return {};
}

Response list(Services& services, const Request& request) {
  auto view = view_of(services, request);
  if (!view) return refused(view.error(), request);
  const auto seal = seal_of(services, request, "stories");
  const auto page = page_of(request, seal);
  if (!page) return refused(page.error(), request);
  auto filter = filter_of(*view, request);
  if (!filter) return refused(filter.error(), request);
  const auto wide = *filter;
  if (auto done = narrow(*filter, *view, request); !done) return refused(done.error(), request);
  if (auto done = keep_up(services, view->caller.tenant, batches_before_a_list); !done)
    return refused(done.error(), request);
  filter->before = page->before;
  filter->most = page->limit + 1;
  JsonWriter out;
  std::optional<Fault> fault;
  auto done = services.store.read(store::Scope(view->caller.tenant), [&](store::Reader& reader) {
    if (!filter->moment.empty() && !moments::moment(reader, filter->moment)) {
      fault = Fault{FaultKind::not_found, "moments.unknown", {}, {}};
      return;
    }
    const auto told = told_for(services, reader, *view);
    const bool theme_known =
        filter->theme.empty() ||
        std::any_of(told.themes.begin(), told.themes.end(), [&](const Theme& one) { return one.id == filter->theme; });
    if (!theme_known) {
      fault = Fault{FaultKind::not_found, "stories.theme_unknown", {}, {}};
      return;
    }
    auto found = stories(reader, *filter);
    const bool more = found.size() > page->limit;
    if (more) found.pop_back();
    out.begin_object().key("items").begin_array();
    for (const auto& one : found) write(out, reader, told, one);
    out.end_array().key("next");
    if (more) {
      out.value(place_text(found.back().seq, seal));
    } else {
      out.null();
    }
    out.key("counts");
    if (page->before == 0) {
      const auto sums = counts(reader, wide);
      out.begin_object()
          .field("all", sums.all)
          .field("better", sums.better)
          .field("as", sums.as)
          .field("less", sums.less);
      out.field("floor", sums.floor).field("to_check", sums.to_check).end_object();
    } else {
      out.null();
    }
    out.end_object();
  });
  if (!done) return refused(done.error(), request);
  if (fault) return refused(*fault, request);
  return http::json(out.take());
}

Response one(Services& services, const Request& request) {
  const auto view = view_of(services, request, Narrowed::no);
  if (!view) return refused(view.error(), request);
  if (auto done = keep_up(services, view->caller.tenant, batches_before_a_list); !done)
    return refused(done.error(), request);
  JsonWriter out;
  bool there = false;
  auto done = services.store.read(store::Scope(view->caller.tenant), [&](store::Reader& reader) {
    const auto found = story(reader, request.in_path.at("id"));
    there = found && sees(*view, *found);
    if (there) write(out, reader, told_for(services, reader, *view), *found);
  });
  if (!done) return refused(done.error(), request);
  return there ? http::json(out.take()) : refused(unknown(), request);
}

Response some(Services& services, const Request& request,
              const std::function<std::vector<Story>(store::Reader&, const View&)>& which) {
  const auto view = view_of(services, request);
  if (!view) return refused(view.error(), request);
  JsonWriter out;
  auto done = services.store.read(store::Scope(view->caller.tenant), [&](store::Reader& reader) {
    const auto told = told_for(services, reader, *view);
    out.begin_object().key("items").begin_array();
    for (const auto& one : which(reader, *view)) {
      if (sees(*view, one)) write(out, reader, told, one);
    }
    out.end_array().end_object();
  });
  return done ? http::json(out.take()) : refused(done.error(), request);
}

Response chosen_ones(Services& services, const Request& request) {
  const auto asked = request.parameter("week");
  Result<Day> week = Day{};
  if (asked && !asked->empty()) {
    week = week_from(*asked, "week");
    if (!week) return refused(week.error(), request);
  }
  return some(services, request, [&](store::Reader& reader, const View& view) {
    return chosen(reader, asked && !asked->empty() ? *week : monday_of(view.today));
  });
}

Response welcome_ones(Services& services, const Request& request) {
  return some(services, request, [&](store::Reader& reader, const View& view) {
    const auto asked = request.parameter("unit");
    auto unit = asked && !asked->empty() ? UnitId{std::string(*asked)} : view.caller.unit.value_or(UnitId{});
    if (unit.empty() && !view.known->tree.units().empty()) unit = view.known->tree.units().front().id;
    return welcome(reader, view.known->tree, unit, view.today);
  });
}

Response figure_page(Services& services, const Request& request) {
  const auto view = view_of(services, request);
  if (!view) return refused(view.error(), request);
  const auto filter = filter_of(*view, request);
  if (!filter) return refused(filter.error(), request);
  if (auto done = keep_up(services, view->caller.tenant, batches_before_a_list); !done)
    return refused(done.error(), request);
  std::int64_t by[4] = {}, intends = 0, said = 0;
  ConfirmedCounts next;
  bool moment_known = true;
  auto done = services.store.read(store::Scope(view->caller.tenant), [&](store::Reader& reader) {
    moment_known = filter->moment.empty() || moments::moment(reader, filter->moment).has_value();
    if (!moment_known) return;
    std::map<std::string, std::vector<people::UnitTree::Stay>, std::less<>> stays;
    if (filter->units) {
      for (const auto& stay : *filter->units) stays[stay.unit.text].push_back(stay);
    }
    const auto from = filter->from.value_or(Day{INT32_MIN}), to = filter->to.value_or(Day{INT32_MAX});
    reader.each(sql::retold_counts, {{":from", from.number}, {":to", to.number}, {":moment", filter->moment.text}},
                [&](const store::Row& row) {
                  if (row.null(2) && row.null(3)) return;
                  if (filter->units) {
                    const auto here = stays.find(row.text(0));
                    const Day day{static_cast<std::int32_t>(row.integer(1))};
                    const auto holds = [&](const auto& stay) {
                      return day >= stay.from && (!stay.until || day < *stay.until);
                    };
                    if (here == stays.end() || std::none_of(here->second.begin(), here->second.end(), holds)) return;
                  }
                  if (!row.null(2)) ++by[row.integer(2)];
                  if (!row.null(3)) {
                    ++said;
                    intends += row.integer(3);
                  }
                });
    next = confirmed_counts(reader, *filter);
  });
  if (!done) return refused(done.error(), request);
  if (!moment_known) return refused({FaultKind::not_found, "moments.unknown", {}, {}}, request);
  const auto asked = by[0] + by[1] + by[2] + by[3];
  JsonWriter out;
  out.begin_object().key("retold").begin_object().field("asked", asked).key("figure");
  figures::to_json(out, figures::counted(asked - by[0], asked));
  out.key("by").begin_object();
  for (auto retold : {Retold::no, Retold::one_or_two, Retold::three_to_five, Retold::more})
    out.field(name_of(retold), by[static_cast<int>(retold)]);
  out.end_object().end_object().key("intention");
  figures::to_json(out, figures::counted(intends, said));
  out.key("confirmed").begin_object().key("figure");
  figures::to_json(out, figures::counted(next.confirmed, next.confirmed + next.not_confirmed));
  figures::to_json(out.key("beside"), figures::counted(next.all_good, next.all_back));
  out.field("not_back", next.not_back).field("not_answered", next.not_answered).field("known", next.known).end_object();
  return http::json(out.end_object().take());
}

}  // namespace

void list_routes(http::Router& router, Services& services) {
  using Route = Response (*)(Services&, const Request&);
  const auto on = [&](std::string pattern, const Access& access, Route route) {
    router.on(Method::get, std::move(pattern), access,
              [&services, route](const Request& request) { return route(services, request); });
  };
  on("/api/v1/stories", Access::floor(), list);
  on("/api/v1/stories/chosen", Access::floor(), chosen_ones);
  on("/api/v1/stories/welcome", Access::floor(), welcome_ones);
  on("/api/v1/stories/figures", Access::signed_in("figures:read"), figure_page);
  on("/api/v1/stories/{id}", Access::floor(), one);
}

void routes(http::Router& router, Services& services) {
  if (!services.names) services.names = std::make_shared<NameShelf>();
  list_routes(router, services);
  check_routes(router, services);
  floor_routes(router, services);
  theme_routes(router, services);
  kudos_routes(router, services);
}

}  // namespace goud::stories
