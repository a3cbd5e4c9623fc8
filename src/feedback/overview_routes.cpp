#include <algorithm>

#include "feedback/moment_drivers.hpp"
#include "feedback/overview.hpp"

namespace goud::feedback {

namespace {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

struct Asked {
  std::unique_ptr<const Picture> picture;
  PageQuestion question;
};

Result<Asked> asked(OverviewServices& services, const Request& request) {
  auto known = services.store.ask(store::Scope(request.caller->tenant), [](store::Reader& reader) { return picture(reader); });
  if (!known) return tl::unexpected(known.error());
  auto question = page_question(request, **known, services.clock.now());
  if (!question) return tl::unexpected(question.error());
  return Asked{std::move(*known), std::move(*question)};
}

Response answer(const Result<std::string>& body, const Request& request) {
  return body ? http::json(*body) : http::fault(body.error(), request.language);
}

const moments::Moment* moment_of(const Picture& picture, std::string_view id) {
  for (const auto& journey : picture.journeys)
    for (const auto& moment : journey.moments)
      if (moment.id.text == id) return &moment;
  return nullptr;
}

MomentTexts texts_of(store::Reader& reader, const people::UnitTree& known, const PageQuestion& question, const moments::Moment& moment) {
  MomentTexts texts;
  texts.annotations = moments::annotations(reader, moment.id);
  const auto& period = question.filter.period;
  std::erase_if(texts.annotations, [&](const moments::Annotation& note) {
    return (period.from && note.day < *period.from) || (period.to && note.day > *period.to);
  });
  constexpr std::size_t shown_each = 2;
  // Words that nobody checked are for those who look after them; what was shared, stories/ tells.
  if (!question.all_stories) return texts;
  for (const auto expectation : {Expectation::less, Expectation::as, Expectation::better}) {
    StoryFilter filter;
    filter.moment = moment.id;
    filter.expectation = expectation;
    filter.units = days_under(known, question.unit);
    filter.from = period.from;
    filter.to = period.to;
    filter.most = shown_each;
    for (auto& story : stories(reader, filter)) texts.stories.push_back(std::move(story));
  }
  return texts;
}

}  // namespace

void overview_routes(http::Router& router, OverviewServices& services) {
  router.on(Method::get, "/api/v1/overview", Access::signed_in("figures:read"), [&services](const Request& request) {
    const auto question = asked(services, request);
    if (!question) return http::fault(question.error(), request.language);
    return answer(overview_json(services.columns, *question->picture, question->question, services.clock.now()), request);
  });
  router.on(Method::get, "/api/v1/moments/{id}/figures", Access::signed_in("figures:read"),
            [&services](const Request& request) {
              auto question = asked(services, request);
              if (!question) return http::fault(question.error(), request.language);
              const auto step = course_step(request, question->question);
              if (!step) return http::fault(step.error(), request.language);
              question->question.step = *step;
              const auto* moment = moment_of(*question->picture, request.in_path.at("id"));
              if (moment == nullptr)
                return http::fault(Fault{FaultKind::not_found, "moments.unknown"}, request.language);
              const auto compared = compared_with(request, *question->picture, question->question);
              if (!compared) return http::fault(compared.error(), request.language);
              const auto texts = services.store.ask(store::Scope(request.caller->tenant), [&](store::Reader& reader) {
                return texts_of(reader, question->picture->tree, question->question, *moment);
              });
              if (!texts) return http::fault(texts.error(), request.language);
              return answer(
                  moment_json(services.columns, *question->picture, question->question, *moment, *texts, *compared),
                  request);
            });
  router.on(Method::get, "/api/v1/moments/{id}/drivers", Access::signed_in("figures:read"),
            [&services](const Request& request) {
              const auto question = asked(services, request);
              if (!question) return http::fault(question.error(), request.language);
              const auto* moment = moment_of(*question->picture, request.in_path.at("id"));
              if (moment == nullptr)
                return http::fault(Fault{FaultKind::not_found, "moments.unknown"}, request.language);
              const auto known = services.store.ask(store::Scope(request.caller->tenant),
                                                    [](store::Reader& reader) { return instruments(reader); });
              if (!known) return http::fault(known.error(), request.language);
              std::optional<std::string> outcome;
              if (const auto named = request.parameter("outcome")) outcome = std::string(*named);
              return answer(drivers_json(services.columns, *question->picture, question->question,
                                         beside(*known, moment->id), outcome),
                            request);
            });
  router.on(Method::get, "/api/v1/response", Access::signed_in("figures:read"), [&services](const Request& request) {
    const auto question = asked(services, request);
    if (!question) return http::fault(question.error(), request.language);
    const store::Scope scope(request.caller->tenant);
    if (services.turnouts != nullptr) {
      if (auto done = services.turnouts->write(request.caller->tenant); !done) return http::fault(done.error(), request.language);
    }
    const auto& period = question->question.filter.period;
    const auto pages = services.store.ask(scope, [&](store::Reader& reader) { return turnouts(reader, period.from, period.to); });
    if (!pages) return http::fault(pages.error(), request.language);
    return answer(response_json(services.columns, *question->picture, question->question, *pages), request);
  });
}

}  // namespace goud::feedback
