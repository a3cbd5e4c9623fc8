// A pair of measures looked at, and said in sentences: the same numbers as its chart.
#include <algorithm>
#include <map>

#include "growth/growth.hpp"
#include "kernel/words.hpp"

namespace goud::growth {

namespace {

struct Laid {
  figures::LinkageAsked asked;
  std::vector<const people::Unit*> units;
  std::optional<Period> first, last;
};

Laid laid(const Chain& chain, const Measure& x, const Measure& y, int lag) {
  Laid made;
  made.asked.lag = lag;
  made.asked.x_is_share = x.scale == Scale::share;
  made.asked.y_is_share = y.scale == Scale::share;
  std::map<std::string, std::int32_t> numbers;
  std::map<std::pair<std::int32_t, std::int64_t>, figures::UnitRow> rows;
  // Units in the order of the tree, so that the same values give the same figure.
  for (const auto& unit : chain.tree.units())
    if (std::any_of(chain.values.begin(), chain.values.end(), [&](const Value& one) {
          return one.unit == unit.id && (one.measure == x.key || one.measure == y.key);
        })) {
      numbers.emplace(unit.id.text, static_cast<std::int32_t>(made.units.size()));
      made.units.push_back(&unit);
    }
  for (const auto& value : chain.values) {
    if (value.measure != x.key && value.measure != y.key) continue;
    const auto unit = numbers.find(value.unit.text);
    if (unit == numbers.end()) continue;
    auto& row = rows[{unit->second, value.period.number}];
    row.unit = unit->second;
    row.period = value.period.number;
    (value.measure == x.key ? row.x : row.y) = value.value;
    (value.measure == x.key ? row.x_n : row.y_n) = value.n;
    if (!made.first || value.period.number < made.first->number) made.first = value.period;
    if (!made.last || value.period.number > made.last->number) made.last = value.period;
  }
  for (const auto& [key, row] : rows) made.asked.rows.push_back(row);
  return made;
}

const Pair* declared_in(const Chain& chain, const std::string& x, const std::string& y, int lag) {
  for (const auto& one : chain.pairs)
    if (one.x == x && one.y == y && one.lag == lag) return &one;
  return nullptr;
}

// Every two measures somebody could have looked at, but for those that were declared beforehand.
void search(const Chain& chain, const Pair& asked, figures::LinkageAsked& into) {
  for (std::size_t i = 0; i < chain.measures.size(); ++i)
    for (std::size_t j = i + 1; j < chain.measures.size(); ++j) {
      const auto *x = &chain.measures[i], *y = &chain.measures[j];
      if (x->per != y->per || !x->first_value_at || !y->first_value_at) continue;
      const bool this_one = (x->key == asked.x && y->key == asked.y) || (x->key == asked.y && y->key == asked.x);
      if (this_one && x->key != asked.x) std::swap(x, y);
      const auto before = [&](const Measure& a, const Measure& b) {
        const auto* pair = declared_in(chain, a.key, b.key, asked.lag);
        return pair != nullptr && beforehand(*pair, a, b);
      };
      if (!this_one && (before(*x, *y) || before(*y, *x))) continue;
      if (this_one) into.place = into.searched.size();
      into.searched.push_back(figures::linkage_p(laid(chain, *x, *y, asked.lag).asked));
    }
}

std::string told(const figures::Estimate& estimate, std::string_view language) {
  const auto& outcome = estimate.outcome;
  if (!outcome) return say(language, "cli.figure." + std::string(stats::to_text(outcome.error().reason)));
  constexpr int decimals = 2;
  const auto value = number_text(language, outcome->value, decimals);
  if (!outcome->interval) return say(language, "linkage.value_alone", {{"value", value}});
  return say(language, "linkage.value",
             {{"value", value},
              {"low", number_text(language, outcome->interval->low, decimals)},
              {"high", number_text(language, outcome->interval->high, decimals)}});
}

// A name in a sentence of its own words: “Weet wat ik mag beslissen”.
std::string quoted(const std::string& name) { return "“" + name + "”"; }

bool leaves_zero_out(const figures::Estimate& estimate) {
  return estimate.outcome && estimate.outcome->interval &&
         (estimate.outcome->interval->low > 0 || estimate.outcome->interval->high < 0);
}

}  // namespace

Found look(const Chain& chain, const Pair& asked) {
  const auto* x = chain.find(asked.x);
  const auto* y = chain.find(asked.y);
  auto made = laid(chain, *x, *y, asked.lag);
  const auto* declared = declared_in(chain, asked.x, asked.y, asked.lag);
  const bool before = declared != nullptr && beforehand(*declared, *x, *y);
  if (!before && x->first_value_at && y->first_value_at) search(chain, asked, made.asked);
  return {x, y, declared, before, std::move(made.units), made.first, made.last, figures::linkage(made.asked)};
}

Sentences sentences(const Found& found, std::string_view language,
                    const std::function<std::string(const people::Unit&)>& who) {
  const auto& said = found.said.said();
  const auto count = [&](std::int64_t number) { return number_text(language, number); };
  WordArguments names = {
      {"x", quoted(found.x->name.in(language))}, {"y", quoted(found.y->name.in(language))}, {"n", count(said.units)}};
  names["between"] = told(said.between, language);
  names["within"] = told(said.forward, language);
  names["pairs"] = count(said.pairs);
  if (said.one) names["one"] = who(*found.units.at(static_cast<std::size_t>(*said.one)));
  names["left"] = told(said.without, language);
  const auto of = [&](const std::string& key) { return say(language, "growth.linkage." + key, names); };
  Sentences made;
  const bool between = leaves_zero_out(said.between), within = leaves_zero_out(said.forward);
  if (said.claim == stats::Claim::too_few) {
    names["units_needed"] = count(figures::units_for_a_link);
    names["pairs_needed"] = count(figures::pairs_for_a_claim);
    made.claim = of("too_few");
  } else if (said.claim == stats::Claim::supported) {
    made.claim = of(said.sign > 0 ? "supported_up" : "supported_down");
  } else if (said.hangs_on_one) {
    made.claim = of("hangs_on_one");
  } else if (said.found_by_chance) {
    made.claim = of("by_chance");
  } else if (between && within) {
    made.claim = of("two_signs");
  } else {
    made.claim = of(between ? "only_between" : within ? "only_within" : "not_supported");
  }
  made.figure = of(said.forward.outcome ? "figure" : "figure_between");

  made.care.push_back(of("no_cause"));
  if (said.units < stats::units_for_a_claim) made.care.push_back(of("few_units"));
  if (said.levels_differ) made.care.push_back(of("levels_differ"));
  if (said.hangs_on_one || (said.claim != stats::Claim::too_few && said.one))
    made.care.push_back(of(said.hangs_on_one ? "one_changes_it" : "without_one"));
  if (found.before) {
    made.care.push_back(of("declared"));
  } else {
    names["searched"] = count(said.searched);
    if (said.p_adjusted) names["p"] = number_text(language, std::max(*said.p_adjusted, 0.001), 3);
    made.care.push_back(of(said.p_adjusted ? "searched" : "searched_unsaid"));
  }
  if (said.values_with_n < said.values) {
    names["without_n"] = count(said.values - said.values_with_n);
    names["values"] = count(said.values);
    made.care.push_back(of("no_n"));
  }
  made.care.push_back(of("season"));
  made.not_shown.push_back(of("others"));
  if (said.claim != stats::Claim::supported) made.not_shown.push_back(of("not_nothing"));
  if (!leaves_zero_out(said.backward)) made.not_shown.push_back(of("backward"));
  made.not_shown.push_back(of("effect"));
  return made;
}

}  // namespace goud::growth
