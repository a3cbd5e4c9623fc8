#include "cli/demo/settling.hpp"

#include <algorithm>

namespace goud::cli::demo {
namespace {

Text text_of(const Wording& wording) { return {std::string(wording.nl), std::string(wording.en)}; }

std::optional<std::string> role_of(std::string_view role) {
  return role.empty() ? std::nullopt : std::optional(std::string(role));
}

promises::Audience audience_of(Listener listener) {
  return listener == Listener::guest ? promises::Audience::customer : promises::Audience::employee;
}

const MomentPlan& moment_named(std::string_view key) {
  return *std::ranges::find(moments(), key, &MomentPlan::key);
}

// In its first year breakfast had a gentler norm.
constexpr double breakfast_first_norm = 0.80;

Done own_stages(store::Writer& writer, const promises::Acting& acting, const moments::Journey& journey,
                std::span<const StagePlan> stages) {
  int revision = journey.revision;
  for (const auto& plan : stages) {
    if (plan.owner.empty()) continue;
    auto owned = moments::change_stage(writer, acting, journey.id, *moments::stage_from(plan.stage),
                                       {.owner_role = std::string(plan.owner)}, revision);
    if (!owned) return refuse(owned.error());
    revision = owned->revision;
  }
  return {};
}

Done lay_moment(store::Writer& writer, const Founding& founding, const promises::Acting& acting, const JourneyId& journey,
                const MomentPlan& plan, Places& places) {
  auto made = moments::add(writer, acting, journey, MomentId{uuid_v7(founding.clock, founding.randomness)},
                           {.stage = *moments::stage_from(plan.stage),
                            .name = text_of(plan.name),
                            .channel = std::string(plan.channel),
                            .owner_role = role_of(plan.owner),
                            .key = plan.is_key,
                            .position = std::nullopt});
  if (!made) return refuse(made.error());
  std::vector<PromiseId> standing;
  for (const auto& promise : promises())
    if (promise.moment == plan.key) standing.push_back(places.promises.at(promise.key));
  auto placed = moments::place(writer, acting, made->id, standing, std::nullopt);
  if (!placed) return refuse(placed.error());
  places.moments[plan.key] = made->id;
  return {};
}

}  // namespace

Done lay_promises(store::Writer& writer, const Founding& founding, Places& places) {
  for (const auto& plan : promises()) {
    const auto from = plan.recent ? founding.days.recent : founding.days.first;
    auto made = promises::add(writer, founding.on(from), PromiseId{uuid_v7(founding.clock, founding.randomness)},
                              {.audience = audience_of(moment_named(plan.moment).listener),
                               .text = text_of(plan.text),
                               .norm = plan.key == "breakfast_fresh" ? breakfast_first_norm : plan.norm,
                               .red_line = plan.red_line,
                               .from = from});
    if (!made) return refuse(made.error());
    places.promises[plan.key] = made->id;
  }
  return {};
}

Done lay_journeys(store::Writer& writer, const Founding& founding, Places& places) {
  const auto acting = founding.on(founding.days.first);
  if (auto begun = moments::begin(writer, acting, founding.clock, founding.randomness); !begun) return begun;
  for (const auto& journey : moments::journeys(writer)) {
    const bool of_guests = journey.audience == promises::Audience::customer;
    auto owned = own_stages(writer, acting, journey, of_guests ? guest_stages() : colleague_stages());
    if (!owned) return owned;
    for (const auto& plan : moments()) {
      if (audience_of(plan.listener) != journey.audience) continue;
      if (auto laid = lay_moment(writer, founding, acting, journey.id, plan, places); !laid) return laid;
    }
  }
  return {};
}

Done lay_history(store::Writer& writer, const Founding& founding, const Places& places) {
  const Day raised{founding.days.last.number - 365};
  auto breakfast = promises::reword(writer, founding.on(raised), places.promises.at("breakfast_fresh"),
                                    {.text = std::nullopt,
                                     .norm = std::ranges::find(promises(), "breakfast_fresh", &PromisePlan::key)->norm,
                                     .red_line = std::nullopt,
                                     .from = raised});
  if (!breakfast) return refuse(breakfast.error());
  auto mended = promises::mend(writer, founding.on(founding.days.last), places.promises.at("checkin_ready"),
                               {.text = "Kamerstatus live bij de receptie",
                                .owner = "Hoofd housekeeping, proef in Deventer",
                                .due = Day{founding.days.last.number + 21}});
  if (!mended) return refuse(mended.error());
  const auto note = [&](std::string_view moment, Day day, std::string text) -> Done {
    auto kept = moments::annotate(writer, founding.on(day), places.moments.at(moment),
                                  {uuid_v7(founding.clock, founding.randomness), day, std::move(text)});
    if (!kept) return refuse(kept.error());
    return {};
  };
  if (auto done = note("checkin", founding.days.check_in_break, "Planning schoonmaak gewijzigd"); !done) return done;
  return note("breakfast", raised, "Norm van 80 naar 85%");
}

feedback::Definition guest_stay(const Places& places) {
  using feedback::Question;
  using feedback::QuestionKind;
  feedback::Definition stay;
  stay.key = "guest_stay";
  stay.title = {"Uw verblijf", "Your stay"};
  stay.languages = {"nl", "en"};
  stay.thanks = {
      "Wie dit hotel leidt, leest elk verhaal; vroeg u om een telefoontje, dan belt diegene binnen twee werkdagen.",
      "Whoever leads this hotel reads every story; if you asked for a call, they will ring you within two working "
      "days."};
  for (const auto& plan : promises()) {
    if (plan.question.nl.empty()) continue;
    Question question;
    question.key = plan.key;
    question.kind = QuestionKind::promise;
    question.text = text_of(plan.question);
    question.moment = places.moments.at(plan.moment);
    question.promise = places.promises.at(plan.key);
    question.options = {{"yes", {"Ja", "Yes"}}};
    if (plan.told_counts) question.options.push_back({"no_told", {"Nee, maar ik wist waarom", "No, but I knew why"}});
    question.options.push_back({"no", {"Nee", "No"}});
    question.options.push_back({"na", {"Niet van toepassing", "Does not apply"}});
    question.kept = {"yes"};
    if (plan.told_counts) question.kept.emplace_back("no_told");
    question.not_kept = {"no"};
    question.not_applicable = {"na"};
    stay.questions.push_back(std::move(question));
  }
  Question story;
  story.key = "story";
  story.kind = QuestionKind::story;
  story.text = {"Was het zoals u had verwacht?", "Was it as you had expected?"};
  story.drawn = true;
  stay.questions.push_back(std::move(story));
  Question satisfied;
  satisfied.key = "satisfied";
  satisfied.kind = QuestionKind::scale;
  satisfied.text = {"Bent u hier tevreden over?", "Are you satisfied with this?"};
  satisfied.drawn = true;
  satisfied.points = {{"Helemaal niet", "Not at all"}, {"Niet", "Not"}, {"Een beetje", "Somewhat"}, {"Wel", "Yes"}, {"Helemaal", "Completely"}};
  stay.questions.push_back(std::move(satisfied));
  Question recommend;
  recommend.key = "recommend";
  recommend.kind = QuestionKind::score;
  recommend.text = {"Zou u ons aanraden?", "Would you recommend us?"};
  recommend.low = {"Zeker niet", "Certainly not"};
  recommend.high = {"Zeker wel", "Certainly"};
  stay.questions.push_back(std::move(recommend));
  return stay;
}

feedback::AnswerDraft draft_of(const Visit& visit, const feedback::Instrument& instrument, const Places& places, std::uint64_t seed) {
  using feedback::Given;
  feedback::AnswerDraft draft;
  draft.submission = "demo-" + std::to_string(seed) + "-" + std::to_string(visit.number);
  draft.unit = places.hotels.at(hotels()[visit.hotel].code);
  draft.moment = places.moments.at(moment_of(visit.touch).key);
  draft.probability = 1.0 / visit.applicable;
  draft.experienced_at = visit.experienced;
  draft.language = visit.english ? "en" : "nl";
  if (visit.guest > 0) draft.person_key = "gast-" + std::to_string(visit.guest);
  draft.answers.resize(instrument.definition.questions.size());
  const auto place = [&](std::string_view key) -> Given& {
    return draft.answers[static_cast<std::size_t>(instrument.index.at(std::string(key)))];
  };
  const auto plans = promises_of(visit.touch);
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const auto& question = *instrument.question(plans[i].key);
    auto& given = place(plans[i].key);
    switch (visit.promises[i]) {
      case Said::not_shown: break;
      case Said::skipped: given = Given::skipped(); break;
      case Said::not_applicable: given = {.state = Given::State::not_applicable, .number = *question.option_index("na")}; break;
      case Said::yes: given = Given::value(*question.option_index("yes")); break;
      case Said::no_told: given = Given::value(*question.option_index("no_told")); break;
      case Said::no: given = Given::value(*question.option_index("no")); break;
    }
  }
  auto& story = place("story");
  if (visit.felt) {
    story = {.state = Given::State::answered};
    story.story = std::make_shared<feedback::StoryGiven>();
    story.story->expectation = static_cast<feedback::Expectation>(*visit.felt);
    if (visit.unexpected) story.story->unexpected = true;
    story.story->text = visit.words;
    story.story->intention = visit.intention;
    story.story->may_share = visit.may_share;
    story.story->telephone = visit.telephone;
    story.story->email = visit.email;
  } else {
    story = Given::skipped();
  }
  place("satisfied") = visit.satisfied ? Given::value(*visit.satisfied) : Given::skipped();
  place("recommend") = visit.recommend ? Given::value(*visit.recommend) : Given::skipped();
  return draft;
}

}  // namespace goud::cli::demo
