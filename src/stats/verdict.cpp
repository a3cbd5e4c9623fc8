#include "stats/verdict.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "kernel/words.hpp"

namespace goud::stats {
namespace {

// The side of 0 on which the interval lies; 0 where it holds 0 or there is none.
int side(const Outcome& outcome) {
  if (!outcome || !outcome->interval) return 0;
  if (outcome->interval->low > 0) return 1;
  return outcome->interval->high < 0 ? -1 : 0;
}

const Outcome* found(const Question& question, Link link) {
  for (const auto& one : question.asked) {
    if (one.link == link) return &one.outcome;
  }
  return nullptr;
}

}  // namespace

std::string_view to_text(Claim claim) {
  switch (claim) {
    case Claim::supported:
      return "supported";
    case Claim::not_supported:
      return "not_supported";
    case Claim::too_few:
      return "too_few";
  }
  throw std::logic_error("no such claim");
}

std::string_view to_text(Link link) {
  switch (link) {
    case Link::correlation:
      return "correlation";
    case Link::redrawn:
      return "redrawn";
    case Link::partial:
      return "partial";
    case Link::between:
      return "between";
    case Link::within:
      return "within";
    case Link::slope_between:
      return "slope_between";
    case Link::slope_within:
      return "slope_within";
    case Link::indirect:
      return "indirect";
    case Link::direct:
      return "direct";
    case Link::later:
      return "later";
    case Link::reverse:
      return "reverse";
  }
  throw std::logic_error("no such link");
}

Verdict verdict(const Question& question) {
  Verdict said;
  bool up = false, down = false;
  for (const auto& [link, outcome] : question.asked) {
    const int here = side(outcome);
    if (here == 0) said.open.push_back(link);
    up = up || here > 0;
    down = down || here < 0;
  }
  said.two_signs = up && down;
  const Outcome* between = found(question, Link::between);
  const Outcome* within = found(question, Link::within);
  said.levels_differ = between != nullptr && within != nullptr && *between && *within && (*between)->interval &&
                       (*within)->interval && side(*between) != side(*within);
  const Outcome* plain = found(question, Link::correlation);
  if (plain != nullptr && side(*plain) != 0 && question.without_one)
    said.hangs_on_one = side(*question.without_one) != side(*plain);
  if (question.units < units_for_a_claim || (question.groups && *question.groups < groups_for_a_claim)) {
    said.claim = Claim::too_few;
  } else if (question.asked.empty() || !said.open.empty() || said.two_signs) {
    said.claim = Claim::not_supported;
  } else {
    said.claim = Claim::supported;
    said.sign = up ? 1 : -1;
  }
  return said;
}

namespace {

// Two decimals, more where a number that is not 0 would read as 0.
int decimals_for(std::initializer_list<double> numbers) {
  int decimals = 2;
  for (const double number : numbers) {
    while (decimals < 6 && number != 0 && std::abs(number) < 0.5 * std::pow(10, -decimals)) ++decimals;
  }
  return decimals;
}

std::string told(const Outcome& outcome, std::string_view language) {
  if (!outcome) return say(language, "cli.figure." + std::string(to_text(outcome.error().reason)));
  if (!outcome->interval) {
    return say(language, "linkage.value_alone",
               {{"value", number_text(language, outcome->value, decimals_for({outcome->value}))}});
  }
  const auto& interval = *outcome->interval;
  const int decimals = decimals_for({outcome->value, interval.low, interval.high});
  return say(language, "linkage.value",
             {{"value", number_text(language, outcome->value, decimals)},
              {"low", number_text(language, interval.low, decimals)},
              {"high", number_text(language, interval.high, decimals)}});
}

}  // namespace

std::string sentence(const Question& question, const Verdict& verdict, std::string_view language, const std::string& x,
                     const std::string& y) {
  const auto n = number_text(language, question.units);
  const Outcome none = unsaid(Reason::too_few, question.units);
  const Outcome* asked = found(question, Link::correlation);
  const Outcome& plain = asked != nullptr ? *asked : none;
  const WordArguments names = {{"x", x}, {"y", y}, {"n", n}, {"figure", told(plain, language)}};
  const auto with = [&](std::initializer_list<std::pair<const std::string, std::string>> more) {
    WordArguments all = names;
    all.insert(more.begin(), more.end());
    return all;
  };
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : " ") + part; };

  if (verdict.claim == Claim::too_few) {
    if (question.units < units_for_a_claim) {
      add(say(language, "linkage.too_few", with({{"needed", number_text(language, units_for_a_claim)}})));
    } else {
      add(say(language, "linkage.too_few_groups",
              with({{"groups", number_text(language, question.groups.value_or(0))},
                    {"needed", number_text(language, groups_for_a_claim)}})));
    }
  } else if (verdict.claim == Claim::supported) {
    add(say(language, verdict.sign > 0 ? "linkage.supported_up" : "linkage.supported_down", names));
  } else if (!plain) {
    add(say(language, "linkage.unsaid", names));
  } else if (side(plain) == 0) {
    add(say(language, "linkage.not_supported", names));
  } else {
    std::string open;
    for (const Link link : verdict.open)
      open += (open.empty() ? "" : ", ") + say(language, "linkage.link." + std::string(to_text(link)), names);
    if (open.empty())
      add(say(language, "linkage.two_signs", names));
    else
      add(say(language, "linkage.not_all", with({{"open", open}})));
  }
  // What is shown of an order in time and of ways is said beside what is not: the claim alone would hide it.
  const auto two_of = [&](Link first, Link second, const std::string& key) {
    const Outcome *one = found(question, first), *other = found(question, second);
    if (verdict.claim != Claim::not_supported || one == nullptr || other == nullptr) return;
    const int shown = (side(*one) != 0 ? 1 : 0) + (side(*other) != 0 ? 2 : 0);
    constexpr const char* which[] = {"none", "first", "second", "both"};
    add(say(language, "linkage." + key + "." + which[shown],
            with({{"first", told(*one, language)}, {"second", told(*other, language)}})));
  };
  two_of(Link::indirect, Link::direct, "ways");
  two_of(Link::later, Link::reverse, "time");
  if (verdict.levels_differ) {
    add(say(language, "linkage.levels_differ",
            with({{"between", told(*found(question, Link::between), language)},
                  {"within", told(*found(question, Link::within), language)}})));
  }
  if (verdict.hangs_on_one) {
    add(say(language, "linkage.hangs_on_one",
            with({{"one", question.one}, {"left", told(*question.without_one, language)}})));
  }
  if (question.pairs_searched > 1)
    add(say(language, "linkage.searched", with({{"pairs", number_text(language, question.pairs_searched)}})));
  add(say(language, "linkage.no_cause", names));
  return text;
}

}  // namespace goud::stats
