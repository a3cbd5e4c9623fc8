#include "cli/demo/answered_back.hpp"

#include <array>

#include "cli/demo/telling.hpp"
#include "moments/moments.hpp"

namespace goud::cli::demo {
namespace {

constexpr std::int64_t hour_micros = 3'600'000'000;

using Change = actions::Cause::Change;
struct CausePlan {
  std::string_view moment, name, text;
  Change change;
  int due_in, done_ago;  // days from the last; done 0: not yet
};
constexpr CausePlan cause_plans[] = {
    {"checkin", "Receptie weet niet welke kamer klaar is", "Tablet met de kamers van nu; proef in Deventer",
     Change::barrier, 21, 0},
    {"room", "Geluid van buiten, zonder waarschuwing", "Op de kaart: vooraf mailen, en een kamer achter", Change::card,
     0, 20},
    {"booking", "Kosten die pas op de rekening staan", "De belofte geldt nu ook voor toeslagen", Change::promise, 0,
     35},
    {"breakfast", "Op voor het eind", "Bakker levert ook om half negen", Change::other, 0, 12},
    {"after", "Mail blijft liggen in het weekend", "", Change::none, 0, 0},
};

struct Sorry {
  std::string_view moment;
  Wording told_back;
};
constexpr Sorry told_back[] = {
    {"website",
     {"Het hele bedrag staat nu bovenaan, met alles erbij.",
      "The whole price is at the top now, everything included."}},
    {"choosing",
     {"De foto is vervangen door een foto van de kamer zelf.",
      "The picture has been replaced by one of the room itself."}},
    {"booking",
     {"Het verschil is teruggestort, en de toeslag staat nu bij de prijs.",
      "We paid the difference back, and the charge now stands with the price."}},
    {"checkin",
     {"Wij hebben u gebeld en het uitgelegd; uw volgende aankomst staat genoteerd.",
      "We rang you and explained; your next arrival is noted."}},
    {"room",
     {"De kamer is nagelopen, en de volgende keer krijgt u er een achter.",
      "The room has been gone over, and next time you get one at the back."}},
    {"breakfast",
     {"Er wordt nu tot het eind bijgevuld; op zondag staat er iemand extra.",
      "It is topped up to the end now; on Sundays there is one more of us."}},
    {"checkout", {"De rekening is hersteld en opnieuw gestuurd.", "The bill has been put right and sent again."}},
    {"after",
     {"Uw vraag is alsnog beantwoord, door iemand met een naam.",
      "Your question has been answered after all, by somebody with a name."}},
};

std::string told_back_of(const Visit& visit) {
  for (const auto& one : told_back)
    if (one.moment == moment_of(visit.touch).key)
      return std::string(visit.english ? one.told_back.en : one.told_back.nl);
  return {};
}

Instant end_of(const Calendar& days) { return {days.last.number * std::int64_t{86'400'000'000} + 20 * hour_micros}; }

Result<std::vector<std::string>> lay_causes(store::Writer& writer, const Founding& founding, const Places& places,
                                            const Floor& floor, const std::string& barrier) {
  SeededRandomness own(0xca05e5ULL);
  std::vector<std::string> ids;
  for (const auto& plan : cause_plans) {
    actions::Cause cause{.name = std::string(plan.name),
                         .language = "nl",
                         .moment = places.moments.at(plan.moment),
                         .change = plan.change};
    cause.id = uuid_v4(own);
    cause.revision = 0;
    cause.text = plan.text;
    cause.owner = floor.leads[ids.size()];
    if (plan.change == Change::barrier) cause.changed = barrier;
    if (plan.change == Change::promise) cause.changed = places.promises.at("booking_price").text;
    if (plan.change == Change::card)
      for (const auto& card : moments::cards_of(writer, cause.moment)) cause.changed = card.id;
    if (plan.change != Change::none) cause.due = Day{founding.days.last.number + plan.due_in - plan.done_ago};
    if (plan.done_ago > 0) cause.done = Day{founding.days.last.number - plan.done_ago};
    if (cause.change == Change::barrier && barrier.empty()) cause.change = Change::none, cause.text.clear();
    auto kept = actions::keep_cause(writer, founding.on(Day{founding.days.last.number - 40}), cause);
    if (!kept) return refuse(kept.error());
    ids.push_back(kept->id);
  }
  return ids;
}

std::string cause_of(const Visit& visit, const std::vector<std::string>& causes) {
  for (std::size_t i = 0; i < causes.size(); ++i)
    if (cause_plans[i].moment == moment_of(visit.touch).key) return causes[i];
  return {};
}

}  // namespace

std::vector<Answered> answered_back(const std::vector<Visit>& stays, const Calendar& days, std::uint64_t seed) {
  SeededRandomness random(seed ^ 0xa45bacULL);
  const auto end = end_of(days);
  const auto later = [&](Instant from, double least, double most) {
    const auto hours = least + random.unit() * (most - least);
    const Instant at{from.micros + static_cast<std::int64_t>(hours * static_cast<double>(hour_micros))};
    return at < end ? std::optional(at) : std::nullopt;
  };
  std::vector<Answered> all;
  for (const auto& stay : stays) {
    if (stay.words.empty() || stay.felt != Felt::less || stay.day.number <= days.last.number - 7 * recent_weeks)
      continue;
    const auto& plan = hotels()[stay.hotel].code == late_hotel ? late_answering : usual_answering;
    Answered one{.visit = &stay, .cause_said = random.unit() < 0.7};
    const bool reachable = !stay.telephone.empty() || !stay.email.empty();
    if (reachable && random.unit() < plan.called_in_time)
      one.called = later(stay.received, 2, 44);
    else if (reachable && random.unit() < plan.called_later)
      one.called = later(stay.received, 60, 14 * 24);
    const bool solves = random.unit() < (reachable ? plan.solved : solved_unreached);
    if (solves && (one.called || !reachable)) one.solved = later(one.called.value_or(stay.received), 3, 5 * 24);
    const bool confirms = random.unit() < plan.confirmed, notes = random.unit() < noted_share;
    if (one.solved && (confirms || notes)) one.confirmed = later(*one.solved, 4, 4 * 24);
    if (one.confirmed) one.by = confirms ? actions::ConfirmedBy::customer : actions::ConfirmedBy::noted;
    if (!reachable && !one.solved && random.unit() < 0.9) one.dropped = later(stay.received, 8, 36);
    all.push_back(std::move(one));
  }
  return all;
}

Done lay_answers_back(store::RecordStore& store, Tenant tenant, const Founding& founding, const Places& places,
                      const Floor& floor, const std::vector<Answered>& all, const std::vector<AnswerId>& answers,
                      const std::string& barrier) {
  return store.write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
    const auto causes = lay_causes(writer, founding, places, floor, barrier);
    if (!causes) return refuse(causes.error());
    for (const auto& [visit, called, solved, confirmed, by, dropped, cause_said] : all) {
      const auto& answer = answers[static_cast<std::size_t>(visit->number)];
      const auto told = feedback::told(writer, answer);
      if (!told) continue;
      actions::FollowUp one;
      one.id = answer.text;
      one.seq = told->seq;
      one.unit = told->unit;
      one.moment = told->moment;
      one.day = told->day;
      one.language = told->language;
      one.story = true;
      one.reach = !told->telephone.empty() ? actions::Reach::telephone
                  : !told->email.empty()   ? actions::Reach::mail
                                           : actions::Reach::none;
      one.owner = floor.leads[static_cast<std::size_t>(visit->hotel)];
      one.heard = told->received_at;
      one.due = Instant{told->received_at.micros + actions::follow_up_days * 24 * hour_micros};
      if (auto begun = actions::begin(writer, one); !begun) return begun;
      const auto keep = [&](Result<actions::FollowUp> becomes, Instant at, std::string_view verb) -> Done {
        if (!becomes) return refuse(becomes.error());
        one = *std::move(becomes);
        return actions::keep(writer, {one.owner, at, *day_in(at, "Europe/Amsterdam")}, one, verb);
      };
      if (called) {
        auto becomes = actions::called(one, true, *called);
        if (becomes && cause_said) becomes->cause = cause_of(*visit, *causes);
        if (auto done = keep(std::move(becomes), *called, "called"); !done) return done;
      }
      if (solved)
        if (auto done = keep(actions::solved(one, told_back_of(*visit), *solved), *solved, "solved"); !done)
          return done;
      if (dropped)
        if (auto done =
                keep(actions::drop(one, "Geen nummer of adres; besproken in het team.", *dropped), *dropped, "dropped");
            !done)
          return done;
      if (confirmed)
        if (auto done = keep(actions::confirmed(one, by, true, *confirmed), *confirmed, "confirmed"); !done)
          return done;
    }
    return {};
  });
}

}  // namespace goud::cli::demo
