#include "cli/demo/telling.hpp"

#include <algorithm>
#include <cstdio>
#include <string>

#include "cli/demo/team.hpp"
#include "cli/demo/told.hpp"

namespace goud::cli::demo {
namespace {

bool fits(const Theme& theme, const Visit& visit, bool english) {
  if (!visit.words.empty() || visit.english != english || visit.felt != theme.felt) return false;
  if (moment_of(visit.touch).key != theme.moment) return false;
  if (!theme.hotel.empty() && hotels()[visit.hotel].code != theme.hotel) return false;
  for (std::size_t i = 0; i < theme.answers.size(); ++i)
    if (theme.answers[i] != '?' && theme.answers[i] != letter(visit.promises[i])) return false;
  return true;
}

// Where no one of the wanted weeks is left, another.
Visit* take(std::vector<Visit*>& wanted, std::vector<Visit*>& other, Randomness& random) {
  auto& from = wanted.empty() ? other : wanted;
  if (from.empty()) return nullptr;
  const auto at = random.below(from.size());
  auto* visit = from[at];
  from[at] = from.back();
  from.pop_back();
  return visit;
}

void tell(std::vector<Visit>& all, bool english, int many, Day recent, Randomness& random) {
  auto teller = guests(english);
  const auto shares = teller.shares(many);
  int owed = 0;  // by themes for which too few guests gave the answers: the first ones tell theirs as well
  for (std::size_t at = 0; at < 2 * shares.size() && (at < shares.size() || owed > 0); ++at) {
    const auto i = at % shares.size();
    int left = at < shares.size() ? shares[i] : owed;
    if (at >= shares.size()) owed = 0;
    std::vector<Visit*> late, early;
    for (auto& visit : all)
      if (fits(teller.themes()[i], visit, english)) (visit.day >= recent ? late : early).push_back(&visit);
    for (; left > 0; --left) {
      const bool is_late = random.unit() < recent_share[static_cast<int>(teller.themes()[i].felt)];
      auto* visit = is_late ? take(late, early, random) : take(early, late, random);
      if (visit == nullptr) break;
      visit->words = teller.tell(i, random);
      if (random.unit() < points_at_someone)
        visit->words += " " + pointing_at(someone_of(visit->hotel, random), english, random);
      visit->may_share = random.unit() < 0.7;
    }
    owed += left;
  }
}

void ask_for_an_answer(Visit& visit, Randomness& random) {
  char reach[40];
  const auto digits = random.below(10'000'000);
  if (random.unit() < 2.0 / 3) {
    std::snprintf(reach, sizeof reach, "06 0%07d", static_cast<int>(digits));
    visit.telephone = reach;
  } else {
    std::snprintf(reach, sizeof reach, "gast-%07d@post.example", static_cast<int>(digits));
    visit.email = reach;
  }
}

// Visits by moment and expectation, in order of day.
class Returning {
 public:
  explicit Returning(std::vector<Visit>& all) {
    for (auto& visit : all)
      if (visit.felt) of(visit.touch, *visit.felt).push_back(&visit);
  }
  // A later visit, of somebody nobody knew, that told nothing.
  Visit* after(const Visit& first, Touch touch, Felt felt, Randomness& random) {
    auto& these = of(touch, felt);
    const auto from = std::ranges::lower_bound(these, Day{first.day.number + 21}, {}, &Visit::day);
    const auto to = std::ranges::upper_bound(these, Day{first.day.number + 365}, {}, &Visit::day);
    if (from == to) return nullptr;
    for (int tries = 0; tries < 60; ++tries) {
      auto* visit = from[static_cast<std::ptrdiff_t>(random.below(static_cast<std::uint64_t>(to - from)))];
      if (visit->guest == 0 && visit->words.empty() && visit->english == first.english) return visit;
    }
    return nullptr;
  }

 private:
  std::vector<Visit*>& of(Touch touch, Felt felt) { return lists_[static_cast<int>(touch)][static_cast<int>(felt)]; }
  std::vector<Visit*> lists_[touches][3];
};

void come_back(Returning& returning, Visit& first, int guest, Touch touch, Randomness& random) {
  const bool good = random.unit() < good_again[static_cast<int>(*first.felt)];
  const auto felt = !good ? Felt::less : random.unit() < 0.72 ? Felt::as_expected : Felt::better;
  auto* again = returning.after(first, touch, felt, random);
  if (again == nullptr) return;  // too few answers were asked for, or too late to be back
  first.guest = again->guest = guest;
}

void know_guests(std::vector<Visit>& all, Randomness& random) {
  Returning returning(all);
  int guest = 0;
  for (auto& visit : all) {
    if (visit.words.empty() || visit.felt != Felt::better || random.unit() >= known_share) continue;
    visit.guest = ++guest;
    const auto drawn = random.unit();
    if (drawn < back_share)
      come_back(returning, visit, guest, visit.touch, random);
    else if (drawn < back_share + back_elsewhere_share)
      come_back(returning, visit, guest, visit.touch == Touch::room ? Touch::breakfast : Touch::room, random);
  }
  const auto others = static_cast<int>(std::int64_t{known_without_words} * std::ssize(all) / 60'000);
  for (int i = 0; i < others; ++i) {
    auto& visit = all[random.below(all.size())];
    if (visit.guest == 0 && visit.words.empty() && visit.felt)
      come_back(returning, visit, ++guest, visit.touch, random);
  }
}

// Who meets the moment: front desk, housekeeping or restaurant; a moment of one's own is anybody's.
int department_of(std::string_view moment, Randomness& random) {
  if (moment == "checkin" || moment == "after") return 0;
  if (moment == "room") return 1;
  if (moment == "breakfast") return 2;
  return static_cast<int>(random.below(3));
}

}  // namespace

void tell_further(std::vector<Visit>& all, const Calendar& days, std::uint64_t seed) {
  SeededRandomness random(seed ^ 0x7e11ab1e5709135ULL);
  const Day recent{days.last.number - 7 * recent_weeks + 1};
  const auto many = static_cast<int>(std::int64_t{stories_told} * std::ssize(all) / 60'000);
  const int in_english = many * 28 / 100;
  tell(all, false, many - in_english, recent, random);
  tell(all, true, in_english, recent, random);
  for (auto& visit : all) {
    if (visit.words.empty()) continue;
    if (random.unit() >= 0.15) visit.intention = random.unit() < intends[static_cast<int>(*visit.felt)];
    const bool let_down = visit.felt == Felt::less && visit.day >= recent && visit.telephone.empty();
    if (let_down && random.unit() < wants_answer) ask_for_an_answer(visit, random);
  }
  know_guests(all, random);
}

std::vector<FloorTold> floor_stories(Day until, std::uint64_t seed) {
  SeededRandomness random(seed ^ 0xf1004ULL);
  std::vector<FloorTold> all;
  int stays = 0;
  for (const auto& hotel : hotels()) stays += hotel.stays_a_year;
  for (const bool english : {false, true}) {
    auto teller = floor_tellers(english);
    const auto shares = teller.shares(english ? 70 : stories_of_floor - 70);
    for (std::size_t i = 0; i < shares.size(); ++i)
      for (int told = 0; told < shares[i]; ++told) {
        const auto& theme = teller.themes()[i];
        FloorTold story{.text = teller.tell(i, random), .english = english, .moment = theme.moment, .felt = theme.felt};
        auto at = static_cast<int>(random.below(static_cast<std::uint64_t>(stays)));
        while (at >= hotels()[story.hotel].stays_a_year) at -= hotels()[story.hotel++].stays_a_year;
        story.department = department_of(theme.moment, random);
        // Most of a year long, more of it lately.
        const double ago = random.unit();
        story.day = Day{until.number - 1 - static_cast<int>(ago * ago * 360)};
        story.named = random.unit() < 0.6;
        story.may_share = random.unit() < 0.75;
        story.name_too = story.named && story.may_share && random.unit() < 0.4;
        all.push_back(std::move(story));
      }
  }
  std::ranges::stable_sort(all, {}, &FloorTold::day);
  return all;
}

}  // namespace goud::cli::demo
