// The sentences of a sheet, in one language, made of the same values as its figures.
#include <algorithm>
#include <cmath>

#include "actions/kit_whole.hpp"
#include "kernel/words.hpp"

namespace goud::actions {
namespace {

constexpr std::int64_t day_micros = 86'400'000'000;

std::string day_text(std::string_view language, Day day) {  // "maandag 23 november"
  const auto text = to_text(day);
  const auto month = say(language, "rounds.month." + std::to_string(std::stoi(text.substr(5, 2))));
  const auto weekday = say(language, "rounds.weekday." + std::to_string(day.number - monday_of(day).number + 1));
  return weekday + " " + std::to_string(std::stoi(text.substr(8, 2))) + " " + month;
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}
// A sentence, whatever its writer ended it with.
std::string sentence(std::string text) {
  text = capital(std::move(text));
  if (!text.empty() && std::string_view(".?!:").find(text.back()) == std::string_view::npos) text += ".";
  return text;
}

// As the screens say it: never 0 or 100 where it is not.
std::string hundredths(double share) {
  const auto rounded = std::lround(share * 100);
  if (rounded == 0 && share > 0) return "<1";
  if (rounded == 100 && share < 1) return ">99";
  return std::to_string(rounded);
}
struct Limits {
  std::string low, high;
};
Limits limits(const stats::Interval& interval) {
  const auto low = std::lround(interval.low * 100), high = std::lround(interval.high * 100);
  return {std::to_string(interval.low < 1 ? std::min(low, 99L) : low),
          std::to_string(interval.high > 0 ? std::max(high, 1L) : high)};
}

struct Said {
  std::string value, low, high, n;
};
Said said_of(const figures::Kept& kept, std::string_view language) {
  const auto& estimate = *kept.estimate.outcome;
  const auto range = limits(*estimate.interval);
  return {hundredths(estimate.value) + "%", range.low, range.high, number_text(language, estimate.n)};
}
bool sayable(const std::optional<feedback::PromiseKept>& one) {
  return one && one->kept->estimate.outcome && one->kept->estimate.outcome->interval;
}

std::string lost(std::string_view language, std::int64_t minutes) {
  const bool hours = minutes >= 60;
  const auto count = hours ? minutes / 60 : minutes;
  return say(language, hours ? "actions.kit.hours" : "actions.kit.minutes", {{"count", std::to_string(count)}});
}

// As the catalogues name it.
std::string_view told_on(stories::Retold retold) {
  switch (retold) {
    case stories::Retold::no:
      return "no";
    case stories::Retold::one_or_two:
      return "few";
    case stories::Retold::three_to_five:
      return "some";
    case stories::Retold::more:
      return "more";
  }
  return "no";
}

std::string agreement_text(std::string_view language, const Agreement& one) {
  const auto what = one.who.empty() ? one.what : one.who + ": " + one.what;
  return one.due ? what + ", " + day_text(language, *one.due) : what;
}

}  // namespace

Text title_of(const KitWhole& whole) {
  if (whole.card && !whole.card->says.effects.empty()) {
    const auto& effect = whole.card->says.effects.front();
    return {capital(effect.nl), capital(effect.en)};
  }
  if (whole.here) return whole.here->text;
  if (!whole.kit.question.empty()) return whole.kit.question;
  return {say("nl", "actions.kit.title"), say("en", "actions.kit.title")};
}

formats::KitSheet sheet_of(const KitWhole& whole, std::string_view language) {
  const auto word = [&](std::string_view key, const WordArguments& args = {}) {
    return say(language, "actions.kit." + std::string(key), args);
  };
  const auto& kit = whole.kit;
  formats::KitSheet sheet;
  sheet.language = std::string(language);
  sheet.kicker = word("title");
  const auto week = std::to_string(iso_week(kit.week).week);
  sheet.place = word("place", {{"unit", whole.unit_name}, {"week", week}, {"day", day_text(language, kit.week)}});
  const auto title = title_of(whole);
  sheet.title = title.in(language);
  sheet.title_language = std::string(title.language_of(language));
  sheet.standing = word("standing");
  const auto block = [&](std::string_view key, std::string missing = {}) {
    const std::string name(key);
    return formats::KitBlock{word("block." + name), word("block." + name + ".how"), std::move(missing)};
  };

  sheet.story = block(
      "story",
      whole.story ? "" : word(whole.story_missing == Missing::withdrawn ? "missing.story_withdrawn" : "missing.story"));
  if (whole.story) {
    const auto& story = *whole.story;
    sheet.story_text = story.shared_text;
    sheet.story_language = story.language;
    const auto when = story.day ? day_text(language, *story.day)
                                : word("week", {{"week", std::to_string(iso_week(story.week).week)}});
    const auto teller =
        whole.story_by.empty() ? word("teller." + std::string(stories::name_of(story.teller))) : whole.story_by;
    sheet.story_source = word("story_source", {{"teller", teller}, {"unit", whole.story_unit}, {"when", when}});
    if (story.retold) sheet.story_source += " " + word("retold." + std::string(told_on(*story.retold)));
  }

  sheet.figure = block("figure", whole.here ? ""
                                 : whole.figure_missing == Missing::withdrawn
                                     ? word("missing.figure_withdrawn")
                                     : word("missing.figure",
                                            {{"least", std::to_string(kit_answers_least)}, {"unit", whole.unit_name}}));
  if (whole.here) {
    sheet.figure_promise = whole.here->text.in(language);
    if (sayable(whole.here)) {
      const auto here = said_of(whole.here->kept.said(), language);
      sheet.figure_value = here.value;
      sheet.figure_says = word("figure_says", {{"low", here.low}, {"high", here.high}, {"n", here.n}});
    } else {
      sheet.figure_value = "–";
      sheet.figure_says = word("figure_unsaid");
    }
    const auto norm = hundredths(whole.here->kept->norm.norm);
    if (sayable(whole.all)) {
      const auto all = said_of(whole.all->kept.said(), language);
      sheet.figure_beside = word("figure_beside", {{"organisation", whole.organisation},
                                                   {"value", all.value},
                                                   {"low", all.low},
                                                   {"high", all.high},
                                                   {"n", all.n},
                                                   {"norm", norm}});
    } else {
      sheet.figure_beside = word("figure_norm", {{"norm", norm}});
    }
  }

  sheet.behaviour = block("behaviour", whole.card ? ""
                                       : whole.behaviour_missing == Missing::card
                                           ? word("missing.card", {{"moment", whole.moment_name.in(language)}})
                                           : word("missing.behaviour"));
  sheet.may_head = word("may");
  sheet.must_head = word("must");
  if (whole.card) {
    for (const auto& may : whole.card->says.may) {
      const auto limit = may.limit.in(language);
      sheet.may.push_back(sentence(limit.empty() ? may.text.in(language) : may.text.in(language) + ", " + limit));
    }
    sheet.may.push_back(word("own_words"));
    for (const auto& must : whole.card->says.must) sheet.must.push_back(sentence(must.in(language)));
  }

  sheet.barrier = block("barrier", whole.barrier ? "" : word("missing.barrier"));
  sheet.barrier_yes = word("barrier_yes");
  sheet.barrier_no = word("barrier_no");
  if (whole.barrier) {
    const auto& barrier = *whole.barrier;
    sheet.barrier_title = sentence(
        barrier.title.empty() ? say(language, "web.barriers.kind." + std::string(barriers::name_of(barrier.kind)))
                              : barrier.title);
    sheet.barrier_says =
        word("reported", {{"count", std::to_string(barrier.reports)}, {"lost", lost(language, barrier.minutes)}});
    if (barrier.due && *barrier.due < whole.now)
      if (const auto over = (whole.now.micros - barrier.due->micros) / day_micros; over > 0)
        sheet.barrier_says += " " + word("over_time", {{"count", std::to_string(over)}});
    const auto owner = whole.barrier_owner.empty() ? word("somebody") : whole.barrier_owner;
    if (barrier.state == barriers::State::solved)
      sheet.barrier_asks = word("solved", {{"owner", owner}, {"done", sentence(barrier.done)}});
    else if (barrier.owner.empty())
      sheet.barrier_asks = word("nobody_has_it");
    else
      sheet.barrier_asks = word("owner_has_it", {{"owner", owner}});
  }

  sheet.question = block("question", kit.question.empty() ? word("missing.question") : "");
  sheet.question_text = kit.question.in(language);

  sheet.agreement = block("agreement");
  sheet.last_head = word("last");
  for (const auto& one : kit.last) sheet.last.push_back({one.done.has_value(), agreement_text(language, one)});
  for (const auto& one : kit.agreed) sheet.agreed.push_back({one.done.has_value(), agreement_text(language, one)});
  if (!whole.thanks_to.empty()) sheet.thanks = word("thanks", {{"name", whole.thanks_to}, {"for", whole.thanks_for}});
  sheet.foot = word("foot", {{"week", week}});
  return sheet;
}

}  // namespace goud::actions
