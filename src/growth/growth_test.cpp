#include "growth/growth.hpp"

#include <gtest/gtest.h>

#include "kernel/random.hpp"

namespace goud::growth {
namespace {

people::UnitTree tree(int units = 3) {
  std::vector<people::Unit> all;
  for (int i = 0; i < units; ++i)
    all.push_back({UnitId{"id" + std::to_string(i)}, 1, "Hotel " + std::to_string(i), "h" + std::to_string(i), Day{0}});
  return {std::move(all), {}};
}

Measure measure(const char* key, About about = About::results, Scale scale = Scale::number, Per per = Per::quarter) {
  return {key, {key, key}, about, scale, per, Instant{100}, Instant{200}};
}

std::string first_fault(const Result<std::vector<Value>>& looked) {
  return looked ? "" : looked.error().fields.front().path + " " + looked.error().fields.front().key;
}

TEST(Period, is_read_written_and_numbered_evenly) {
  for (const char* text : {"2026", "2026-Q1", "2026-Q4", "2026-01", "2026-12", "2026-W01", "2026-W53", "2020-W53"})
    EXPECT_EQ(to_text(*period_from(text)), text);
  EXPECT_EQ(period_from("2026-K3"), period_from("2026-q3"));
  const std::pair<const char*, const char*> next[] = {{"2025-Q4", "2026-Q1"},
                                                      {"2025-12", "2026-01"},
                                                      {"2026-W53", "2027-W01"},
                                                      {"2025-W52", "2026-W01"},
                                                      {"1999", "2000"}};
  for (const auto& [one, other] : next) EXPECT_EQ(period_from(one)->number + 1, period_from(other)->number) << one;
  for (const char* wrong : {"", "26", "2026-", "2026-Q5", "2026-Q0", "2026-13", "2026-00", "2025-W53", "2026-W00",
                            "2026-1", "mei 2026", "2026-05-01", "-026"})
    EXPECT_FALSE(period_from(wrong)) << wrong;
}

TEST(Batch, is_right_as_a_whole_or_tells_each_field) {
  const std::vector<Measure> known = {measure("clarity", About::employees, Scale::share), measure("revenue")};
  EXPECT_EQ(
      first_fault(look_at({{}, {{"revenue", "h1", "2026-Q1", 12.3456789, {}}, {"revenue", "Hotel 2", "2026-Q1", 1, 1}}},
                          known, tree())),
      "");
  EXPECT_EQ(look_at({{}, {{"revenue", "h1", "2026-Q1", 12.3456789, {}}}}, known, tree())->front().value, 12.345679);
  const auto fault = [&](ValueDraft row) { return first_fault(look_at({{}, {std::move(row)}}, known, tree())); };
  EXPECT_EQ(fault({"revenue", "elsewhere", "2026-Q1", 1, {}}), "rows[0].unit growth.unit_unknown");
  EXPECT_EQ(fault({"nothing", "h1", "2026-Q1", 1, {}}), "rows[0].measure growth.measure.unknown");
  EXPECT_EQ(fault({"revenue", "h1", "spring", 1, {}}), "rows[0].period growth.period_unknown");
  EXPECT_EQ(fault({"revenue", "h1", "2026-05", 1, {}}), "rows[0].period growth.period_other");
  EXPECT_EQ(fault({"revenue", "h1", "2026-Q1", 1, 0}), "rows[0].n growth.n_least");
  EXPECT_EQ(fault({"clarity", "h1", "2026-Q1", 61, 20}), "rows[0].value growth.value_share");
  EXPECT_EQ(first_fault(look_at({{}, {{"revenue", "h1", "2026-Q1", 1, {}}, {"revenue", "id1", "2026-Q1", 2, {}}}},
                                known, tree())),
            "rows[1] growth.twice");
  EXPECT_EQ(first_fault(look_at({{measure("revenue", About::customers)}, {}}, known, tree())),
            "measures[0].key growth.measure.other");
  EXPECT_EQ(first_fault(look_at({{measure("Revenue!")}, {}}, known, tree())), "measures[0].key growth.measure.key");
}

TEST(Batch, takes_nothing_of_employees_under_the_floor_or_without_n) {
  const std::vector<Measure> known = {measure("clarity", About::employees, Scale::share)};
  const auto fault = [&](std::optional<std::int64_t> n) {
    return first_fault(look_at({{}, {{"clarity", "h1", "2026-Q1", .6, n}}}, known, tree()));
  };
  EXPECT_EQ(fault({}), "rows[0].n growth.floor");
  EXPECT_EQ(fault(4), "rows[0].n growth.floor");
  EXPECT_EQ(fault(5), "");
}

TEST(Bringing, belongs_to_who_answers_for_it) {
  using http::Role;
  const auto may = [](Role role, About about) {
    return may_bring({.account = {"a"}, .role = role}, about).has_value();
  };
  for (const auto about : {About::employees, About::customers, About::results}) EXPECT_TRUE(may(Role::owner, about));
  EXPECT_FALSE(may(Role::cx_manager, About::employees));
  EXPECT_TRUE(may(Role::cx_manager, About::customers));
  EXPECT_TRUE(may(Role::hr_manager, About::employees));
  EXPECT_FALSE(may(Role::hr_manager, About::customers));
  EXPECT_TRUE(may(Role::hr_manager, About::results));
  EXPECT_FALSE(may(Role::analyst, About::results));
  EXPECT_FALSE(may_bring({.key_id = "k", .role = Role::owner}, About::results));
}

TEST(Pair, is_beforehand_only_while_one_of_both_has_no_values) {
  auto x = measure("x"), y = measure("y");
  x.first_value_at = Instant{100};
  y.first_value_at = Instant{300};
  EXPECT_TRUE(beforehand({"x", "y", 1, Instant{200}, {}}, x, y));
  EXPECT_FALSE(beforehand({"x", "y", 1, Instant{300}, {}}, x, y));
  y.first_value_at.reset();
  EXPECT_TRUE(beforehand({"x", "y", 1, Instant{900}, {}}, x, y));
  EXPECT_FALSE(pair_of({x, y}, "x", "x", 1));
  EXPECT_FALSE(pair_of({x, y}, "x", "z", 1));
  EXPECT_FALSE(pair_of({x, measure("m", About::results, Scale::number, Per::month)}, "x", "m", 1));
}

double normal(Randomness& randomness) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += randomness.unit();
  return sum;
}

// Units with a value of each measure a quarter; `link` of it goes into y one quarter later.
Chain world(int units, int quarters, double link, std::uint64_t seed, int measures_more = 0) {
  SeededRandomness randomness(seed);
  Chain chain{tree(units), {measure("x", About::employees, Scale::number), measure("y")}, {}, {}};
  for (int more = 0; more < measures_more; ++more)
    chain.measures.push_back(measure(("m" + std::to_string(more)).c_str()));
  for (int unit = 0; unit < units; ++unit) {
    const UnitId id{"id" + std::to_string(unit)};
    const double own = normal(randomness), other = normal(randomness);
    double before = 0;
    for (int quarter = 0; quarter < quarters; ++quarter) {
      const double season = quarter % 4 == 0 ? 5 : 0;  // of all units alike
      const double x = own + normal(randomness);
      chain.values.push_back({"x", id, {Per::quarter, 8000 + quarter}, x + season, 10});
      chain.values.push_back(
          {"y",
           id,
           {Per::quarter, 8000 + quarter},
           link * (quarter > 0 ? before : own) + other * (1 - link) * .5 + normal(randomness) * .5 + season,
           {}});
      for (int more = 0; more < measures_more; ++more)
        chain.values.push_back(
            {"m" + std::to_string(more), id, {Per::quarter, 8000 + quarter}, normal(randomness), {}});
      before = x;
    }
  }
  return chain;
}

std::string name(const people::Unit& unit) { return unit.name; }

stats::Claim claim(const Chain& chain) { return look(chain, {"x", "y", 1, {}, {}}).said->claim; }

TEST(Linkage, finds_what_is_planted_in_its_direction) {
  auto chain = world(20, 8, 1, 5);
  chain.pairs = {{"x", "y", 1, Instant{1}, {}}};
  const auto found = look(chain, {"x", "y", 1, {}, {}});
  EXPECT_TRUE(found.before);
  EXPECT_EQ(found.said->claim, stats::Claim::supported);
  EXPECT_EQ(found.said->units, 20);
  EXPECT_EQ(found.said->between.outcome->n, 20);  // n counts units
  EXPECT_EQ(found.said->pairs, 20 * 7);
  EXPECT_GT(found.said->forward.outcome->interval->low, 0.5);
  EXPECT_LT(found.said->backward.outcome->value, found.said->forward.outcome->value / 2);
  EXPECT_EQ(found.said->points.size(), 20U);
  EXPECT_EQ(found.said->values_with_n, found.said->values / 2);
  ASSERT_FALSE(found.said->line.empty());
  const auto words = sentences(found, "en", name);
  EXPECT_EQ(words.claim, "Where “x” is higher, “y” is higher afterwards too.");
  EXPECT_NE(words.care.front().find("no proof of cause"), std::string::npos);
}

// Forty worlds without a link: a season that all units share is none.
TEST(Linkage, is_not_supported_where_there_is_none) {
  int supported = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed)
    supported += claim(world(14, 8, 0, seed)) == stats::Claim::supported;
  EXPECT_LE(supported, 1);
}

TEST(Linkage, too_few_units_or_periods_are_no_claim_however_strong) {
  EXPECT_EQ(claim(world(9, 8, 1, 1)), stats::Claim::too_few);
  const auto few = world(20, 2, 1, 1), empty = world(0, 0, 0, 1);
  const auto once = look(few, {"x", "y", 1, {}, {}});
  EXPECT_EQ(once.said->claim, stats::Claim::too_few);
  EXPECT_FALSE(once.said->forward.outcome);
  const auto nothing = look(empty, {"x", "y", 1, {}, {}});
  EXPECT_EQ(nothing.said->claim, stats::Claim::too_few);
  EXPECT_NE(sentences(nothing, "nl", name).claim.find("Te weinig"), std::string::npos);
}

TEST(Linkage, one_unit_that_makes_the_link_is_named) {
  auto chain = world(14, 8, 0, 3);
  for (auto& value : chain.values)
    if (value.unit.text == "id7") value.value += 30;
  const auto found = look(chain, {"x", "y", 1, {}, {}});
  EXPECT_TRUE(found.said->hangs_on_one);
  EXPECT_EQ(found.units.at(static_cast<std::size_t>(*found.said->one))->name, "Hotel 7");
  EXPECT_EQ(found.said->claim, stats::Claim::not_supported);
  EXPECT_NE(sentences(found, "en", name).claim.find("hangs on Hotel 7"), std::string::npos);
  const auto hidden = sentences(found, "en", [](const people::Unit&) { return std::string("another unit"); });
  for (const auto& line : hidden.care) EXPECT_EQ(line.find("Hotel"), std::string::npos);
}

TEST(Linkage, what_was_not_declared_beforehand_is_corrected_for_all_that_could_be_looked_at) {
  auto chain = world(14, 8, .5, 4, 4);
  const auto searched = look(chain, {"x", "y", 1, {}, {}});
  EXPECT_EQ(searched.said->searched, 15);
  EXPECT_GE(*searched.said->p_adjusted, *searched.said->p);
  chain.pairs = {{"x", "m0", 1, Instant{1}, {}}, {"x", "y", 1, Instant{500}, {}}};
  const auto late = look(chain, {"x", "y", 1, {}, {}});
  EXPECT_FALSE(late.before);
  EXPECT_NE(late.declared, nullptr);
  EXPECT_EQ(late.said->searched, 14);  // the one that was declared beforehand is no search
  chain.pairs.back().declared_at = Instant{1};
  EXPECT_EQ(look(chain, {"x", "y", 1, {}, {}}).said->searched, 0);
}

}  // namespace
}  // namespace goud::growth
