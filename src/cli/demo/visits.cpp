#include "cli/demo/visits.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "cli/demo/telling.hpp"
#include "kernel/random.hpp"

namespace goud::cli::demo {
namespace {

constexpr std::int64_t day_micros = 86'400'000'000;
constexpr std::int64_t minute_micros = 60'000'000;

// January to December; hotels are full in summer, and around the autumn holiday.
constexpr std::array month_factor{0.70, 0.76, 0.86, 1.00, 1.14, 1.10, 1.20, 1.26, 1.05, 1.04, 0.82, 0.92};
// Monday to Sunday: guests leave most on Sundays.
constexpr std::array weekday_factor{0.95, 0.80, 0.85, 0.90, 0.95, 1.15, 1.50};

int month_of(Day day) { return std::stoi(to_text(day).substr(5, 2)); }
int weekday_of(Day day) { return ((day.number + 3) % 7 + 7) % 7; }  // 1970-01-01 was a Thursday

Season season_of(Day day) {
  switch (month_of(day)) {
    case 12: case 1: case 2: return Season::winter;
    case 3: case 4: case 5: return Season::spring;
    case 6: case 7: case 8: return Season::summer;
    default: return Season::autumn;
  }
}

// Draws an index by weights that need not sum to one.
class Urn {
 public:
  void add(double weight) { sums_.push_back((sums_.empty() ? 0.0 : sums_.back()) + weight); }
  [[nodiscard]] int draw(Randomness& random) const {
    const auto at = std::upper_bound(sums_.begin(), sums_.end(), random.unit() * sums_.back());
    return static_cast<int>(std::min<std::ptrdiff_t>(at - sums_.begin(), std::ssize(sums_) - 1));
  }

 private:
  std::vector<double> sums_;
};

template <std::size_t N>
int draw_of(const std::array<double, N>& shares, Randomness& random) {
  auto left = random.unit();
  for (std::size_t i = 0; i + 1 < N; ++i) {
    if (left < shares[i]) return static_cast<int>(i);
    left -= shares[i];
  }
  return N - 1;
}

Said say(const PromisePlan& promise, const Planted& planted, Randomness& random) {
  if (!planted.asked) return Said::not_shown;
  if (random.unit() < skipped) return Said::skipped;
  if (random.unit() < planted.not_applicable) return Said::not_applicable;
  const auto told = promise.told_counts ? planted.told : 0;
  const auto drawn = random.unit();
  if (drawn < planted.kept - told) return Said::yes;
  if (drawn < planted.kept) return Said::no_told;
  return Said::no;
}

// Satisfied with the moment, 1..5, by expectation.
constexpr std::array<std::array<double, 5>, 3> satisfied_by{{
    {0.14, 0.34, 0.34, 0.15, 0.03}, {0.01, 0.03, 0.20, 0.54, 0.22}, {0.00, 0.01, 0.04, 0.30, 0.65}}};
// Would recommend, by expectation: 0-6, 7-8, 9-10.
constexpr std::array<std::array<double, 3>, 3> recommend_by{{{0.48, 0.38, 0.14}, {0.13, 0.45, 0.42}, {0.03, 0.19, 0.78}}};
constexpr std::array<double, 7> detractor{0.03, 0.02, 0.04, 0.09, 0.13, 0.27, 0.42};

int recommend(Felt felt, Randomness& random) {
  switch (draw_of(recommend_by[static_cast<int>(felt)], random)) {
    case 0: return draw_of(detractor, random);
    case 1: return random.unit() < 0.38 ? 7 : 8;
    default: return random.unit() < 0.56 ? 9 : 10;
  }
}

// Amsterdam is an hour or two ahead of UTC; between 8 and 21 UTC a moment falls on the same day in both.
std::int64_t minute_of(Touch touch, Randomness& random) {
  const auto within = [&](int from, int to) { return from * 60 + static_cast<int>(random.below((to - from) * 60)); };
  switch (touch) {
    case Touch::checkin: return within(13, 19);
    case Touch::room: return within(8, 10);
    case Touch::breakfast: return within(8, 10);
    case Touch::checkout: return within(8, 11);
    default: return within(9, 21);
  }
}

struct Drawn {
  Touch touch;
  int applicable;
};
Drawn draw_touch(Randomness& random) {
  std::array<Touch, touches> met{};
  int count = 0;
  for (int i = 0; i < touches; ++i)
    if (random.unit() < moments()[i].applies) met[count++] = static_cast<Touch>(i);
  return {met[random.below(count)], count};  // checking in and the room always apply
}

void answer(Visit& visit, const Calendar& days, Randomness& random) {
  const auto plans = promises_of(visit.touch);
  bool all_kept = true;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const auto planted = truth_of(plans[i], days, visit.day, hotels()[visit.hotel]);
    visit.promises[i] = say(plans[i], planted, random);
    if (counts(visit.promises[i]) && !kept(visit.promises[i], plans[i])) all_kept = false;
  }
  const auto felt = static_cast<Felt>(draw_of(expectation_truth(all_kept), random));
  visit.unexpected = random.unit() < (felt == Felt::better ? 0.55 : felt == Felt::less ? 0.12 : 0.02);
  if (random.unit() < 0.96) visit.felt = felt;
  else visit.unexpected = false;
  if (random.unit() < 0.97) visit.satisfied = 1 + draw_of(satisfied_by[static_cast<int>(felt)], random);
  if (random.unit() < 0.84) visit.recommend = recommend(felt, random);
  // Nobody sends an empty form.
  const bool promised = std::ranges::any_of(visit.promises, [](Said said) { return counts(said) || said == Said::not_applicable; });
  if (!promised && !visit.felt && !visit.satisfied && !visit.recommend) visit.felt = felt;
  if (visit.felt == Felt::less && random.unit() < 0.05) {
    // 06-0 is not given out to anyone.
    char number[16];
    std::snprintf(number, sizeof number, "06 0%07d", static_cast<int>(random.below(10'000'000)));
    visit.telephone = number;
  }
}

bool fits(const StoryText& story, const Visit& visit, bool english) {
  if (visit.story || visit.touch != story.touch || visit.english != english || visit.felt != story.felt) return false;
  if (visit.unexpected != story.unexpected) return false;
  if (!story.hotel.empty() && hotels()[visit.hotel].code != story.hotel) return false;
  if (story.season != Season::any && season_of(visit.day) != story.season) return false;
  for (std::size_t i = 0; i < story.answers.size(); ++i)
    if (story.answers[i] != '?' && story.answers[i] != letter(visit.promises[i])) return false;
  return true;
}

// Half of the stories are recent, as people read the newest first; the late rooms belong to the weeks of the late rooms.
void lay(std::span<const StoryText> stories, bool english, std::vector<Visit>& all, const Calendar& days, Randomness& random) {
  std::vector<Visit*> recent, older;
  for (const auto& story : stories) {
    recent.clear();
    older.clear();
    const bool late_room = story.touch == Touch::checkin && story.felt == Felt::less && story.answers.front() == 'n';
    for (auto& visit : all) {
      if (!fits(story, visit, english)) continue;
      if (visit.day >= days.check_in_break) recent.push_back(&visit);
      else if (!late_room) older.push_back(&visit);
    }
    if (recent.empty() && older.empty()) continue;  // too few answers were asked for
    const bool take_recent = older.empty() || (!recent.empty() && random.unit() < 0.5);
    auto& from = take_recent ? recent : older;
    auto& visit = *from[random.below(from.size())];
    visit.story = &story;
    visit.words = story.text;
    visit.may_share = random.unit() < 0.7;
  }
}

}  // namespace

bool kept(Said said, const PromisePlan& promise) {
  return said == Said::yes || (said == Said::no_told && promise.told_counts);
}
bool counts(Said said) { return said == Said::yes || said == Said::no_told || said == Said::no; }

char letter(Said said) {
  switch (said) {
    case Said::yes:
      return 'y';
    case Said::no_told:
      return 't';
    case Said::no:
      return 'n';
    case Said::not_applicable:
      return 'a';
    default:
      return '-';
  }
}

std::vector<Visit> visits(const Ask& ask) {
  SeededRandomness random(ask.seed);
  const auto days = calendar(ask.until);
  Urn by_day, by_hotel;
  for (int day = days.first.number; day <= days.last.number; ++day) {
    const double growth = 1.0 + 0.15 * (day - days.first.number) / days_of_history;
    by_day.add(growth * month_factor[month_of(Day{day}) - 1] * weekday_factor[weekday_of(Day{day})]);
  }
  for (const auto& hotel : hotels()) by_hotel.add(hotel.stays_a_year);

  std::vector<int> a_day(days_of_history, 0);
  for (int i = 0; i < ask.answers; ++i) ++a_day[by_day.draw(random)];

  std::vector<Visit> all;
  all.reserve(ask.answers);
  const auto end = (std::int64_t{days.last.number} + 1) * day_micros - 3 * 60 * minute_micros;  // 21:00 UTC
  for (int day = 0; day < days_of_history; ++day) {
    for (int i = 0; i < a_day[day]; ++i) {
      Visit visit;
      visit.number = static_cast<int>(all.size());
      visit.day = Day{days.first.number + day};
      visit.hotel = by_hotel.draw(random);
      const auto drawn = draw_touch(random);
      visit.touch = drawn.touch;
      visit.applicable = drawn.applicable;
      visit.english = random.unit() < 0.28;
      visit.experienced = {visit.day.number * day_micros + minute_of(visit.touch, random) * minute_micros};
      // Most answer within a day, some within four.
      const auto wait = random.unit() < 0.7 ? 20 + random.below(20 * 60) : 20 * 60 + random.below(76 * 60);
      visit.received = {std::min(visit.experienced.micros + static_cast<std::int64_t>(wait) * minute_micros +
                                     static_cast<std::int64_t>(random.below(60'000'000)),
                                 std::max(end, visit.experienced.micros))};
      answer(visit, days, random);
      all.push_back(std::move(visit));
    }
  }
  lay(dutch_stories(), false, all, days, random);
  lay(english_stories(), true, all, days, random);
  tell_further(all, days, ask.seed);
  return all;
}

std::string survey_csv(std::uint64_t seed, Day until, int rows) {
  SeededRandomness random(seed ^ 0x5eed);
  Urn by_hotel;
  for (const auto& hotel : hotels()) by_hotel.add(hotel.stays_a_year);
  std::vector<const StoryText*> told;
  for (const auto& story : dutch_stories()) told.push_back(&story);
  std::string csv =
      "Respondentnummer;Datum;Hotel;Reden van verblijf;Website;Kamer kiezen;Boeken;Inchecken;Kamer en rust;Ontbijt;"
      "Uitchecken;Na vertrek;Aanbevelen (0-10);Wat wilt u ons vertellen?\n";
  for (int row = 0; row < rows; ++row) {
    const Day day{until.number - 89 + static_cast<int>(random.below(90))};
    const auto& hotel = hotels()[by_hotel.draw(random)];
    std::array<int, 3> seen{};
    std::string ratings;
    for (int i = 0; i < touches; ++i) {
      int rating = 0;
      if (random.unit() < moments()[i].applies) {
        const auto& promise = promises_of(static_cast<Touch>(i)).front();
        const auto planted = truth_of(promise, calendar(until), day, hotel);
        const auto felt = draw_of(expectation_truth(random.unit() < planted.kept), random);
        ++seen[felt];
        rating = 1 + draw_of(satisfied_by[felt], random);
      }
      ratings += ';' + (random.unit() < 0.03 ? std::string{} : std::to_string(rating));
    }
    const auto felt = seen[0] >= 2 ? Felt::less : seen[2] >= 3 ? Felt::better : Felt::as_expected;
    std::string text;
    if (random.unit() < 0.22) {
      const auto drawn = std::find_if(told.begin() + static_cast<std::ptrdiff_t>(random.below(told.size())), told.end(),
                                      [&](const StoryText* story) {
                                        return story->felt == felt && (story->hotel.empty() || story->hotel == hotel.code);
                                      });
      if (drawn != told.end()) {
        text = "\"" + std::string((*drawn)->text) + "\"";
        told.erase(drawn);
      }
    }
    constexpr std::array reasons{"Weekendje weg", "Werk", "Familie", "Evenement"};
    csv += std::to_string(4001 + row) + ';' + to_text(day) + ";Merelhof " + std::string(hotel.town) + ';' +
           reasons[draw_of(std::array{0.46, 0.29, 0.15, 0.10}, random)] + ratings + ';' +
           (random.unit() < 0.05 ? std::string{} : std::to_string(recommend(felt, random))) + ';' + text + '\n';
  }
  return csv;
}

}  // namespace goud::cli::demo
