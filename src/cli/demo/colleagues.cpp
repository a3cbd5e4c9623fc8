#include "cli/demo/colleagues.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "cli/demo/chain.hpp"
#include "kernel/random.hpp"

namespace goud::cli::demo {
namespace {

using rounds::About;
using rounds::ItemKind;

constexpr int days_between = 91, days_open = 14;
constexpr int asks_words_since = 5;  // the round from which the open question is asked
constexpr double answers_first = 0.68, answers_second_too = 0.92, answers_second_only = 0.04;
constexpr double skips = 0.04, facet_unsaid = 0.06, speaks_english = 0.10;
constexpr double writes_in_zwolle = 0.30, writes_elsewhere = 0.09;

Text text_of(const Wording& wording) { return {std::string(wording.nl), std::string(wording.en)}; }

constexpr Wording months[] = {{"januari", "January"}, {"februari", "February"}, {"maart", "March"},
                              {"april", "April"},     {"mei", "May"},           {"juni", "June"},
                              {"juli", "July"},       {"augustus", "August"},   {"september", "September"},
                              {"oktober", "October"}, {"november", "November"}, {"december", "December"}};

struct Class {
  std::string_view value;
  Wording label;
  double of_staff;
};
constexpr Class years[] = {{"under_1", {"Korter dan een jaar", "Under a year"}, .18},
                           {"1_3", {"1 tot 3 jaar", "1 to 3 years"}, .30},
                           {"4_10", {"4 tot 10 jaar", "4 to 10 years"}, .32},
                           {"over_10", {"Langer dan 10 jaar", "Over 10 years"}, .20}};
constexpr Class contracts[] = {{"permanent", {"Vast", "Permanent"}, .58},
                               {"fixed", {"Tijdelijk", "Fixed term"}, .27},
                               {"on_call", {"Oproep", "On call"}, .15}};
constexpr int on_call = 2;

// Clarity and engagement: the share of the top two, elsewhere and in housekeeping.
struct ItemTruth {
  std::string_view key;
  double elsewhere, housekeeping;
};
constexpr ItemTruth item_truths[] = {
    {"what", .82, .82},   {"why", .72, .54},       {"how", .74, .74},      {"must", .90, .90},
    {"can", .72, .52},    {"situation", .64, .52}, {"involved", .72, .72}, {"taken_seriously", .58, .58},
    {"valued", .61, .61}, {"trust", .49, .49},     {"pleasure", .74, .74},
};
// "What may I decide": the hotel's own mean (that of the measures by quarter), and this beside it by department.
constexpr double may_of_department[] = {0, -.10, .10, .05, .05};
constexpr double may_rises = .02;

// Promises to colleagues, as questions; kept of those who say yes or no, and who it does not apply to.
struct PromiseTruth {
  std::string_view promise;
  Wording question;
  double kept, not_applicable;
};
constexpr PromiseTruth promise_truths[] = {
    {"vacancy_honest",
     {"Stond in de vacature wat je verdient en wanneer je werkt?",
      "Did the vacancy say what you earn and when you work?"},
     .91,
     .45},
    {"shadowing_day",
     {"Kon je een betaalde dag meelopen voordat je koos?", "Could you join us for a paid day before you chose?"},
     .60,
     .985},
    {"applying_answer",
     {"Wist je binnen vijf werkdagen of je door was, en waarom?",
      "Did you know within five working days whether you were through, and why?"},
     .94,
     .50},
    {"applying_team",
     {"Sprak je bij je sollicitatie iemand uit het team?", "Did you talk to someone of the team when you applied?"},
     .93,
     .50},
    {"contract_said",
     {"Staat in je contract wat er aan tafel is gezegd?", "Is what was said at the table in your contract?"},
     .76,
     .35},
    {"contract_pay",
     {"Staat je loonstap met een datum op papier?", "Is your pay step on paper, with its date?"},
     .88,
     .35},
    {"first_week_buddy",
     {"Had je in je eerste week altijd iemand naast je?", "Was there always someone beside you in your first week?"},
     .95,
     .50},
    {"first_week_kit",
     {"Lagen uniform, sleutel en rooster klaar op je eerste dag?",
      "Were uniform, key and roster ready on your first day?"},
     .91,
     .50},
    {"roster_time",
     {"Was je laatste rooster drie weken vooruit bekend?", "Was your last roster known three weeks ahead?"},
     .58,
     .03},
    {"deciding_fifty",
     {"Loste je zelf iets op voor een gast toen het nodig was, zonder te vragen?",
      "Did you mend something for a guest when it was needed, without asking?"},
     .68,
     .10},
    {"course_planned",
     {"Stond de opleiding die je beloofd was binnen drie maanden in je rooster?",
      "Was the course you were promised in your roster within three months?"},
     .72,
     .55},
    {"course_talk",
     {"Had je het afgelopen jaar een gesprek van een uur over jou, met de deur dicht?",
      "Did you have a talk of an hour about you last year, with the door closed?"},
     .70,
     .97},
};
constexpr double roster_on_call = .46, roster_others = .601, fifty_in_zwolle = .48;

constexpr std::array ladder_then{.14, .39, .34, .13}, ladder_now{.15, .37, .33, .15};

const PromiseTruth* promise_truth(std::string_view item) {
  const auto* found = std::ranges::find(promise_truths, item, &PromiseTruth::promise);
  return found == std::end(promise_truths) ? nullptr : found;
}

template <std::size_t N>
int draw_of(const Class (&classes)[N], Randomness& random) {
  auto left = random.unit();
  for (std::size_t i = 0; i + 1 < N; ++i) {
    if (left < classes[i].of_staff) return static_cast<int>(i);
    left -= classes[i].of_staff;
  }
  return static_cast<int>(N) - 1;
}
std::size_t draw_of(std::span<const double> shares, Randomness& random) {
  auto left = random.unit();
  for (std::size_t i = 0; i + 1 < shares.size(); ++i) {
    if (left < shares[i]) return i;
    left -= shares[i];
  }
  return shares.size() - 1;
}

template <std::size_t N>
rounds::Facet facet_of(std::string_view key, const Wording& text, const Class (&classes)[N]) {
  rounds::Facet facet{std::string(key), text_of(text), {}};
  for (const auto& one : classes) facet.options.push_back({std::string(one.value), text_of(one.label)});
  return facet;
}

std::string five(double top, Randomness& random) {
  const bool agrees = random.unit() < top;
  const double where = random.unit();
  if (agrees) return where < .6 ? "4" : "5";
  return where < .55 ? "3" : where < .85 ? "2" : "1";
}

// The three answers of one rung: they are asked together and mean it together.
struct Rung {
  std::string recommend, did, proud;
};
Rung on_the_ladder(int round, Randomness& random) {
  const auto from = [&](int low, int high) {
    return std::to_string(low + static_cast<int>(random.below(static_cast<std::uint64_t>(high - low + 1))));
  };
  switch (draw_of(ladder_truth(round), random)) {
    case 0:
      return {from(9, 10), "yes", from(4, 5)};
    case 1: {
      const bool delighted = random.unit() < .35;
      return {delighted ? from(9, 10) : from(7, 8), !delighted && random.unit() < .3 ? "yes" : "no", from(4, 5)};
    }
    case 2:
      return {from(7, 8), random.unit() < .2 ? "yes" : "no", from(2, 3)};
    default:
      return {from(2, 6), random.unit() < .05 ? "yes" : "no", random.unit() < .1 ? "4" : from(1, 3)};
  }
}

using Answers = std::vector<std::pair<std::string, std::string>>;

Answers answers_of(int round, int week, const Staff& who, const rounds::Plan& plan, Randomness& random) {
  Answers said;
  const auto rung = on_the_ladder(round, random);
  const auto say = [&](const rounds::Item& item, std::string value) {
    if (random.unit() >= skips) said.emplace_back(item.key, std::move(value));
  };
  // Skipped as one: who stands on which rung is read from all three.
  const bool skips_ladder = random.unit() < skips;
  for (const auto& item : plan.items) {
    if (item.week != week || item.kind == ItemKind::text) continue;
    if (item.about == About::ladder || item.key == "proud") {
      if (!skips_ladder)
        said.emplace_back(item.key, item.key == "recommends" ? rung.recommend
                                    : item.key == "proud"    ? rung.proud
                                                             : rung.did);
    } else if (const auto* promise = promise_truth(item.key)) {
      say(item, random.unit() < promise->not_applicable          ? "na"
                : random.unit() < truth_of(item.key, round, who) ? "yes"
                                                                 : "no");
    } else if (item.kind == ItemKind::five) {
      say(item, five(truth_of(item.key, round, who), random));
    } else if (item.kind == ItemKind::choice) {
      const bool right = random.unit() < truth_of(item.key, round, who);
      const auto at = random.below(item.options.size() - 1);
      const auto& wrong = item.options[at].value == item.top.front() ? item.options.back() : item.options[at];
      say(item, right ? item.top.front() : wrong.value);
    }
  }
  return said;
}

// Each text at most once a round, by someone it fits.
void lay_texts(std::vector<Sheet>& sheets, const std::vector<Staff>& people, const rounds::Plan& plan,
               Randomness& random) {
  const auto open = std::ranges::find(plan.items, ItemKind::text, &rounds::Item::kind);
  if (open == plan.items.end()) return;
  std::vector<const ColleagueText*> left[2];
  for (const bool english : {false, true}) {
    for (const auto& one : colleague_texts(english)) left[english].push_back(&one);
    for (auto i = left[english].size(); i > 1; --i) std::swap(left[english][i - 1], left[english][random.below(i)]);
  }
  for (auto& sheet : sheets) {
    const auto& who = people[static_cast<std::size_t>(sheet.person)];
    const bool in_zwolle = hotels()[static_cast<std::size_t>(who.hotel)].code == "zwl";
    if (sheet.ballot.week != open->week || random.unit() >= (in_zwolle ? writes_in_zwolle : writes_elsewhere)) continue;
    auto& texts = left[who.english];
    const auto own = departments()[static_cast<std::size_t>(who.department)].code;
    const auto fits =
        std::ranges::find_if(texts, [&](const auto* one) { return one->department.empty() || one->department == own; });
    if (fits == texts.end()) continue;
    sheet.ballot.answers.emplace_back(open->key, (*fits)->text);
    texts.erase(fits);
  }
}

rounds::Item promise_item(const PromiseTruth& promise, const Places& places) {
  rounds::Item item;
  item.key = promise.promise;
  item.kind = ItemKind::yes_no;
  item.about = About::promise;
  item.text = text_of(promise.question);
  item.top = {"yes"};
  item.not_applicable = {"na"};
  item.promise = places.promises.at(promise.promise).text;
  return item;
}

}  // namespace

RoundDays days_of_round(Day until, int round) {
  const Day last{std::max(first_of_month(until).number, until.number - 3)};
  const Day closes{last.number + (round - rounds_held) * days_between};
  return {Day{closes.number - days_open}, closes};
}

std::span<const double> ladder_truth(int round) { return round == rounds_held ? ladder_now : ladder_then; }

bool rises(std::string_view hotel) { return hotel == "lwd" || hotel == "hrl" || hotel == "brd" || hotel == "htb"; }

double truth_of(std::string_view item, int round, const Staff& who) {
  const auto hotel = static_cast<std::size_t>(who.hotel);
  const auto department = static_cast<std::size_t>(who.department);
  const auto& code = hotels()[hotel].code;
  if (item == "may")
    return std::clamp(clarity_of(who.hotel) + may_of_department[department] +
                          (rises(code) ? may_rises * (round - (rounds_held + 1) / 2.0) : 0),
                      .02, .98);
  if (item == "roster_time") return who.contract == on_call ? roster_on_call : roster_others;
  if (item == "deciding_fifty" && code == "zwl") return fifty_in_zwolle;
  if (const auto* promise = promise_truth(item)) return promise->kept;
  const auto* found = std::ranges::find(item_truths, item, &ItemTruth::key);
  if (found == std::end(item_truths)) return 0;
  return departments()[department].code == "hk" ? found->housekeeping : found->elsewhere;
}

std::vector<Staff> staff(std::uint64_t seed) {
  SeededRandomness random(seed ^ 0xc2b2ae3d27d4eb4fULL);
  std::vector<Staff> people;
  for (int hotel = 0; hotel < std::ssize(hotels()); ++hotel)
    for (int department = 0; department < std::ssize(departments()); ++department)
      for (int i = people_in(hotel, department); i > 0; --i)
        people.push_back(
            {hotel, department, draw_of(years, random), draw_of(contracts, random), random.unit() < speaks_english});
  return people;
}

std::vector<Sheet> sheets(std::uint64_t seed, int round, const std::vector<Staff>& people, const rounds::Plan& plan) {
  SeededRandomness random((seed ^ 0x2545f4914f6cdd1dULL) + static_cast<std::uint64_t>(round) * 0x9e3779b97f4a7c15ULL);
  std::vector<Sheet> all;
  for (int person = 0; person < std::ssize(people); ++person) {
    const auto& who = people[static_cast<std::size_t>(person)];
    const bool first = random.unit() < answers_first;
    const bool second = random.unit() < (first ? answers_second_too : answers_second_only);
    Answers facets;
    if (random.unit() >= facet_unsaid) facets.emplace_back("years", years[who.years].value);
    if (random.unit() >= facet_unsaid) facets.emplace_back("contract", contracts[who.contract].value);
    for (const int week : {1, 2}) {
      if (!(week == 1 ? first : second)) continue;
      rounds::Ballot ballot;
      ballot.week = week;
      ballot.facets = facets;
      ballot.answers = answers_of(round, week, who, plan, random);
      if (!ballot.answers.empty()) all.push_back({person, std::move(ballot)});
    }
  }
  lay_texts(all, people, plan, random);
  return all;
}

rounds::Plan plan_of_round(Day until, int round, const Places& places) {
  const auto days = days_of_round(until, round);
  rounds::Plan plan;
  const auto& month = months[std::stoi(to_text(days.closes).substr(5, 2)) - 1];
  // The last four need no year to be told apart.
  const auto year = round > rounds_held - 4 ? std::string() : " " + to_text(days.closes).substr(0, 4);
  plan.name = {"Ronde " + std::string(month.nl) + year, std::string(month.en) + " round" + year};
  plan.opens = days.opens;
  plan.closes = days.closes;
  plan.facets = {facet_of("years", {"Hoe lang werk je hier?", "How long have you worked here?"}, years),
                 facet_of("contract", {"Wat voor contract heb je?", "What kind of contract do you have?"}, contracts)};
  const auto ask = [&](rounds::Item item, int week) {
    item.week = week;
    plan.items.push_back(std::move(item));
  };
  const auto from_library = [&](std::string_view source, int week) { ask(rounds::item_of(source)->item, week); };
  for (const auto* source :
       {"clarity.what", "clarity.why", "clarity.how", "clarity.may", "clarity.must", "clarity.can"})
    from_library(source, 1);
  rounds::Item situation = rounds::item_of("situation.situation")->item;
  situation.text = {"Stel: een gast wacht een kwartier op zijn kamer en niemand zei waarom. Wat doe je?",
                    "Suppose: a guest waits a quarter of an hour for the room and nobody said why. What do you do?"};
  situation.options = {{"a", {"Ik haal mijn leidinggevende", "I fetch my manager"}},
                       {"b", {"Ik zeg waarom, en bied zelf iets aan", "I say why, and offer something myself"}},
                       {"c", {"Ik zeg sorry en vraag om geduld", "I say sorry and ask for patience"}},
                       {"d", {"Dat is aan de receptie", "That is for the front desk"}}};
  situation.top = {"b"};
  ask(std::move(situation), 1);
  for (const auto& promise : promise_truths) ask(promise_item(promise, places), 1);
  for (const auto* source :
       {"engagement.involved", "engagement.taken_seriously", "engagement.valued", "engagement.trust",
        "engagement.pleasure", "engagement.proud", "ladder.recommends", "ladder.did_recommend"})
    from_library(source, 2);
  if (round >= asks_words_since) from_library("open.words", 2);
  return plan;
}

}  // namespace goud::cli::demo
