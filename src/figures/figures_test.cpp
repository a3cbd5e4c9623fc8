#include "figures/figures.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <type_traits>

#include "stats/difference.hpp"

namespace goud::figures {
namespace {

namespace fs = std::filesystem;
namespace columns = store::columns;

// Nobody but figures/ makes what may be seen.
static_assert(!std::is_default_constructible_v<Published<Estimate>>);
static_assert(!std::is_constructible_v<Published<Estimate>, Estimate>);
static_assert(!std::is_convertible_v<Estimate, Published<Estimate>>);
static_assert(!std::is_default_constructible_v<Published<Estimate>::Key>);
static_assert(!std::is_aggregate_v<Published<Estimate>::Key>);
static_assert(!std::is_constructible_v<Published<Kept>, Kept, Published<Estimate>::Key>);
static_assert(!std::is_constructible_v<Published<Kept>, Kept>);

class NoReader final : public store::Reader {
  void query(const store::Statement&, std::span<const store::Param>, const std::function<bool(const store::Row&)>&) override {}
};
class Truth final : public store::RecordStore {
 public:
  Done read(store::Scope, const std::function<void(store::Reader&)>& fn) override {
    NoReader reader;
    fn(reader);
    return {};
  }
  void submit(store::Scope, Work, std::function<void(Done)>) override {}
  std::string epoch() override { return "one"; }
  Done backup_to(const std::string&) override { return {}; }
  std::vector<Fault> examine() override { return {}; }
};

struct Guest {
  std::int64_t number;
  int day;
  int unit;  // "u0".."u4"
  bool suspect;
  std::int32_t weight;
  int promise;  // 1 yes, 2 no_told, 3 no, 4 na, 0 skipped
  int scale;    // 1..5, 0 not shown
  int recommend;  // 0..10
};

class Guests final : public columns::Source {
 public:
  std::vector<Guest> all;
  std::int64_t read(Tenant, store::Reader&, std::int64_t after, int most, std::vector<columns::Entry>& out) override {
    std::int64_t last = after;
    while (last < static_cast<std::int64_t>(all.size()) && out.size() < static_cast<std::size_t>(most)) {
      const auto& guest = all[static_cast<std::size_t>(last++)];
      columns::Entry entry;
      entry.answer = guest.number;
      entry.day = guest.day;
      entry.suspect = guest.suspect;
      entry.weight = guest.weight;
      entry.unit = "u" + std::to_string(guest.unit);
      out.push_back(entry);
    }
    return last;
  }
  void facts(Tenant, const columns::Entry& entry, columns::Dictionary& words, std::vector<columns::Fact>& out) override {
    const auto& guest = all[static_cast<std::size_t>(entry.answer - 1)];
    static const char* const values[] = {"", "yes", "no_told", "no", "na"};
    const auto promise = words.question("guest", "room_ready", "promise");
    out.push_back({promise, words.moment("check_in"), guest.promise == 0 ? State::skipped : State::answered,
                   guest.promise == 0 ? 0 : words.choice(promise, values[guest.promise]), entry.weight});
    out.push_back({words.question("guest", "comfort", "scale"), words.moment("room"),
                   guest.scale == 0 ? State::not_shown : State::answered, guest.scale, entry.weight});
    out.push_back({words.question("guest", "recommend", "score"), 0, State::answered, guest.recommend, entry.weight});
  }
};

const QuestionName room_ready{"guest", "room_ready"};
const QuestionName comfort{"guest", "comfort"};
const QuestionName recommend{"guest", "recommend"};
constexpr int first_day = 20000;

void must(bool well) { ASSERT_TRUE(well); }

class Figures : public ::testing::Test {
 protected:
  Figures() {
    directory = fs::temp_directory_path() / ("goud_figures_" + std::to_string(::getpid()) + "_" +
                                             ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(directory);
    std::uint64_t state = 7;
    const auto draw = [&](std::uint64_t bound) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      return static_cast<int>((state >> 33) % bound);
    };
    for (int i = 0; i < 4000; ++i) {
      Guest guest{i + 1, first_day + i / 20, draw(5), draw(12) == 0, 10000, 0, draw(6), draw(11)};
      const int luck = draw(100);
      const int good = 55 + 8 * guest.unit;  // units differ: the interval must know
      guest.promise = luck < good ? 1 : luck < good + 5 ? 2 : luck < 92 ? 3 : luck < 96 ? 4 : 0;
      source.all.push_back(guest);
    }
  }
  ~Figures() override {
    store.reset();
    fs::remove_all(directory);
  }
  columns::ColumnStore& columns_of_all() {
    if (!store) {
      columns::Options options;
      options.directory = directory;
      options.idle_seconds = 0;
      store = std::move(*columns::open(options, truth, source));
    }
    return *store;
  }
  Counts counted(const Filter& filter, Wanted wanted, std::optional<Window> also = std::nullopt,
                 const Judged& judged = one_version()) {
    wanted.questions.insert(wanted.questions.end(), {room_ready, comfort, recommend});
    want(wanted, judged);
    auto counts = count(columns_of_all(), filter, wanted, also);
    EXPECT_TRUE(counts);
    return std::move(*counts);
  }
  static Judged one_version() {
    Judgement judgement;
    judgement.from = Day{0};
    judgement.norm = {0.85, 0.70};
    judgement.questions = {room_ready};
    judgement.kept = {"yes", "no_told"};
    judgement.not_kept = {"no"};
    judgement.not_applicable = {"na"};
    return {judgement};
  }
  // The plain recount: per unit, kept and not kept.
  stats::ClusteredShare recount(const std::function<bool(const Guest&)>& in,
                                const std::function<int(const Guest&)>& judge = [](const Guest& g) {
                                  return g.promise == 1 || g.promise == 2 ? 1 : g.promise == 3 ? 0 : -1;
                                }) const {
    stats::ClusteredShare shares;
    for (const auto& guest : source.all) {
      if (!in(guest)) continue;
      const int judged = judge(guest);
      if (judged >= 0) must(shares.units[guest.unit].add(judged == 1, guest.weight));
    }
    return shares;
  }

  fs::path directory;
  Truth truth;
  Guests source;
  std::unique_ptr<columns::ColumnStore> store;
  Tenant tenant{3};
};

TEST_F(Figures, kept_equals_a_plain_recount) {
  const Window period{Day{first_day + 30}, Day{first_day + 99}};
  const auto counts = counted({tenant, period, std::nullopt, true}, {});
  const auto said = kept(counts, one_version(), period).said();
  const auto inside = [&](const Guest& g) { return g.day >= period.from->number && g.day <= period.to->number; };
  const auto plain = recount(inside);
  EXPECT_EQ(said.estimate.outcome, stats::share(plain));
  EXPECT_EQ(said.kept, plain.total().hits);
  EXPECT_EQ(said.not_kept, plain.total().n() - plain.total().hits);
  std::int64_t skipped = 0, none = 0;
  for (const auto& guest : source.all) {
    skipped += inside(guest) && guest.promise == 0;
    none += inside(guest) && guest.promise == 4;
  }
  EXPECT_EQ(said.skipped, skipped);
  EXPECT_EQ(said.not_applicable, none);
  EXPECT_EQ(said.state, stats::against(stats::share(plain), {0.85, 0.70}));
  EXPECT_EQ(said.shown_as, stats::ShownAs::percent);
  EXPECT_FALSE(said.since);
}

TEST_F(Figures, drivers_are_the_regression_of_the_complete_answers) {
  const Filter filter{tenant, {Day{first_day + 10}, {}}, std::nullopt, true};
  const Rated outcome{.question = recommend, .scale = {0, 10}};
  const Rated ready{.question = {"guest", "room_ready", "check_in"},
                    .scale = {0, 1},
                    .kept = {"yes", "no_told"},
                    .not_kept = {"no"},
                    .here = true};
  const Rated room{.question = {"guest", "comfort", "room"}, .scale = {1, 5}};
  const auto published = drivers(columns_of_all(), filter, outcome,
                                 {ready, room, {.question = {"guest", "never_asked"}, .scale = {1, 5}}});
  ASSERT_TRUE(published);
  const auto& said = published->said();
  stats::CrossProducts plain(3);
  std::int64_t answers = 0, skipped = 0;
  for (const auto& guest : source.all) {
    if (guest.day < first_day + 10 || guest.promise == 4 || guest.promise == 0) continue;
    ++answers;
    skipped += guest.scale == 0;
    if (guest.scale == 0) continue;
    const double row[] = {static_cast<double>(guest.recommend), guest.promise == 3 ? 0.0 : 1.0,
                          static_cast<double>(guest.scale)};
    ASSERT_TRUE(plain.add(row, guest.weight / 10000.0));
  }
  const std::vector<stats::Interval> scales = {{0, 1}, {1, 5}};
  const auto map = stats::driver_map(plain, 0, scales);
  EXPECT_EQ(said.why, Drivers::Why::said);
  EXPECT_EQ(said.answers, answers);
  EXPECT_EQ(said.n, plain.n);
  EXPECT_EQ(said.n, answers - skipped);
  EXPECT_EQ(said.needed, 30);
  EXPECT_NEAR(said.r2, map.fit->r2, 1e-12);
  ASSERT_EQ(said.drivers.size(), 2U);
  EXPECT_GE(*said.drivers[0].share, *said.drivers[1].share);
  for (const auto& driver : said.drivers) {
    const auto& beside = map.drivers[driver.rating];
    EXPECT_NEAR(*driver.share, *beside.share, 1e-9);
    EXPECT_NEAR(driver.coefficient.outcome->value, beside.coefficient->value, 1e-12);
    EXPECT_NEAR(driver.coefficient.outcome->interval->low, beside.coefficient->interval->low, 1e-10);
    EXPECT_NEAR(driver.performance.outcome->value, beside.performance->value, 1e-12);
  }
  EXPECT_EQ(said.drivers[0].answered + said.drivers[1].answered, answers + plain.n);
}

TEST_F(Figures, drivers_say_why_there_is_no_map) {
  const Rated outcome{.question = recommend, .scale = {0, 10}};
  const Rated ready{.question = {"guest", "room_ready", "check_in"},
                    .scale = {0, 1},
                    .kept = {"yes"},
                    .not_kept = {"no"},
                    .here = true};
  const Rated room{.question = {"guest", "comfort", "room"}, .scale = {1, 5}};
  auto& columns = columns_of_all();
  const Filter all{tenant, {}, std::nullopt, true};
  EXPECT_EQ(drivers(columns, all, std::nullopt, {ready, room})->said().why, Drivers::Why::no_outcome);
  EXPECT_EQ(drivers(columns, all, outcome, {ready})->said().why, Drivers::Why::one_rating);
  // Asked about another moment than the one that is looked at: nobody said both.
  EXPECT_EQ(drivers(columns, all, outcome, {room})->said().why, Drivers::Why::nobody);
  const auto few =
      drivers(columns, {tenant, {Day{first_day}, Day{first_day}}, std::nullopt, true}, outcome, {ready, room})->said();
  EXPECT_EQ(few.why, Drivers::Why::too_few);
  EXPECT_LT(few.n, few.needed);
  EXPECT_TRUE(few.drivers.empty());
  // "No, but I knew why" as the only answers of a promise: few gave one, and it is left out by name.
  Rated rarely = ready;
  rarely.kept = {"no_told"};
  rarely.not_kept = {"na"};
  rarely.here = false;
  const auto left = drivers(columns, all, outcome, {ready, room, rarely})->said();
  EXPECT_EQ(left.why, Drivers::Why::said);
  EXPECT_EQ(left.drivers.size(), 2U);
  EXPECT_EQ(left.apart + static_cast<std::int64_t>(left.rare.size()), 1);
}

TEST_F(Figures, units_that_differ_widen_the_interval) {
  const auto counts = counted({tenant, {}, std::nullopt, true}, {});
  const auto said = kept(counts, one_version(), {}).said();
  const auto plain = recount([](const Guest&) { return true; });
  ASSERT_TRUE(said.estimate.outcome->n_effective);
  EXPECT_LT(*said.estimate.outcome->n_effective, static_cast<double>(said.estimate.outcome->n) / 2);
  const auto flat = stats::share(plain.total());
  EXPECT_EQ(said.estimate.outcome->value, flat->value);
  EXPECT_LT(said.estimate.outcome->interval->low, flat->interval->low);
}

TEST_F(Figures, filters_hold_for_units_and_suspects) {
  const Filter filter{tenant, {}, std::vector<UnitStay>{{{"u1"}}, {{"u3"}}, {{"unknown"}}}, false};
  const auto said = kept(counted(filter, {}), one_version(), {}).said();
  const auto plain = recount([](const Guest& g) { return (g.unit == 1 || g.unit == 3) && !g.suspect; });
  EXPECT_EQ(said.estimate.outcome, stats::share(plain));
  const Filter nobody{tenant, {}, std::vector<UnitStay>{{{"unknown"}}}, true};
  const auto none = kept(counted(nobody, {}), one_version(), {}).said();
  EXPECT_EQ(none.state, stats::NormState::not_yet);
  EXPECT_EQ(none.estimate.outcome.error().reason, stats::Reason::too_few);
}

TEST_F(Figures, volumes_weigh_units_when_all_are_known) {
  const auto counts = counted({tenant, {}, std::nullopt, true}, {});
  Volumes volumes{{"u0", 100}, {"u1", 400}, {"u2", 100}, {"u3", 50}, {"u4", 900}};
  const auto said = kept(counts, one_version(), {}, volumes).said();
  EXPECT_EQ(said.weighting, Weighting::by_volume);
  const auto plain = recount([](const Guest&) { return true; });
  double top = 0, bottom = 0;
  for (const auto& [unit, share] : plain.units) {
    const auto volume = static_cast<double>(volumes["u" + std::to_string(unit)]);
    top += volume * static_cast<double>(share.hits) / static_cast<double>(share.n());
    bottom += volume;
  }
  EXPECT_NEAR(said.estimate.outcome->value, top / bottom, 1e-12);
  volumes.erase("u2");
  EXPECT_EQ(kept(counts, one_version(), {}, volumes)->weighting, Weighting::by_answer);
}

// The norm is raised inside the period: the same words, so one figure; each answer counts against the norm of its day.
TEST_F(Figures, a_raised_norm_judges_only_the_answers_of_its_days) {
  auto judged = one_version();
  const int turn = first_day + 150;
  judged[0].to = Day{turn - 1};
  judged.push_back(judged[0]);
  judged[1].from = Day{turn};
  judged[1].to.reset();
  judged[1].norm = {0.95, 0.80};
  const auto said = kept(counted({tenant, {}, std::nullopt, true}, {{}, Step::none, {Day{turn}}}), judged, {}).said();
  const auto plain = recount([](const Guest&) { return true; });
  const auto late = recount([&](const Guest& g) { return g.day >= turn; });
  EXPECT_EQ(said.estimate.outcome, stats::share(plain));
  const double share_late = static_cast<double>(late.total().n()) / static_cast<double>(plain.total().n());
  EXPECT_NEAR(said.norm.norm, 0.85 + 0.10 * share_late, 1e-12);
  EXPECT_NEAR(said.norm.red_line, 0.70 + 0.10 * share_late, 1e-12);
  EXPECT_TRUE(said.norm_changed);
}

// Other words are another promise: what was answered to the old ones is not added up with the new.
TEST_F(Figures, new_words_begin_anew) {
  auto judged = one_version();
  const int turn = first_day + 120;
  judged[0].to = Day{turn - 1};
  judged.push_back(judged[0]);
  judged[1].from = Day{turn};
  judged[1].to.reset();
  judged[1].meaning = 2;
  judged[1].kept = {"yes"};  // and being told no longer counts as kept
  judged[1].not_kept = {"no", "no_told"};
  const Wanted wanted{{}, Step::none, {Day{turn}}};
  const auto counts = counted({tenant, {}, std::nullopt, true}, wanted);
  const auto said = kept(counts, judged, {}).said();
  const auto plain = recount([&](const Guest& g) { return g.day >= turn; },
                             [](const Guest& g) { return g.promise == 1 ? 1 : g.promise == 2 || g.promise == 3 ? 0 : -1; });
  EXPECT_EQ(said.estimate.outcome, stats::share(plain));
  EXPECT_EQ(said.since, Day{turn});
  // A period before the change is judged by the old words.
  const Window early{Day{first_day}, Day{first_day + 59}};
  const auto old = kept(counted({tenant, early, std::nullopt, true}, wanted), judged, early).said();
  EXPECT_EQ(old.estimate.outcome, stats::share(recount([&](const Guest& g) { return g.day <= early.to->number; })));
}

TEST_F(Figures, nothing_before_the_first_day_and_after_the_withdrawal) {
  auto judged = one_version();
  judged[0].from = Day{first_day + 50};
  judged[0].to = Day{first_day + 59};
  const Wanted wanted{{}, Step::none, {Day{first_day + 50}, Day{first_day + 60}}};
  const auto said = kept(counted({tenant, {}, std::nullopt, true}, wanted), judged, {}).said();
  EXPECT_EQ(said.estimate.outcome,
            stats::share(recount([](const Guest& g) { return g.day >= first_day + 50 && g.day < first_day + 60; })));
  const Window later{Day{first_day + 70}, Day{first_day + 80}};
  EXPECT_EQ(kept(counted({tenant, later, std::nullopt, true}, wanted), judged, later)->state, stats::NormState::not_asked);
}

TEST_F(Figures, weeks_add_up_to_the_period) {
  const Window period{Day{first_day}, Day{first_day + 199}};
  const auto counts = counted({tenant, period, std::nullopt, true}, {{}, Step::week, {}});
  std::int64_t yes = 0, no = 0;
  std::map<int, stats::ClusteredShare> weeks;
  for (const auto& guest : source.all)
    if (guest.promise >= 1 && guest.promise <= 3)
      must(weeks[monday_of(Day{guest.day}).number].units[guest.unit].add(guest.promise < 3));
  EXPECT_EQ(counts.steps().size(), weeks.size());
  for (const auto step : counts.steps()) {
    const auto said = kept(counts, one_version(), period, {}, step).said();
    EXPECT_EQ(said.estimate.outcome, stats::share(weeks[step.number]));
    yes += said.kept;
    no += said.not_kept;
  }
  const auto whole = kept(counts, one_version(), period).said();
  EXPECT_EQ(yes, whole.kept);
  EXPECT_EQ(no, whole.not_kept);
  EXPECT_TRUE(trend(counts, one_version(), period)->outcome);
}

TEST_F(Figures, a_period_against_the_one_before) {
  const Window period{Day{first_day + 100}, Day{first_day + 149}};
  const auto earlier = before(period);
  ASSERT_TRUE(earlier);
  EXPECT_EQ(earlier->from, Day{first_day + 50});
  EXPECT_EQ(earlier->to, Day{first_day + 99});
  const auto counts = counted({tenant, period, std::nullopt, true}, {}, earlier);
  const auto said = difference(kept(counts, one_version(), period), kept(counts, one_version(), *earlier));
  const auto now = recount([](const Guest& g) { return g.day >= first_day + 100 && g.day < first_day + 150; });
  const auto then = recount([](const Guest& g) { return g.day >= first_day + 50 && g.day < first_day + 100; });
  EXPECT_EQ(said->outcome, stats::difference(stats::share(now), stats::share(then)));
  EXPECT_FALSE(before({std::nullopt, period.to}));
}

TEST_F(Figures, one_unit_alone_has_its_own_plain_interval) {
  const auto counts = counted({tenant, {}, std::nullopt, true}, {});
  const auto units = kept_by_unit(counts, one_version(), {});
  ASSERT_EQ(units.size(), 5U);
  for (int unit = 0; unit < 5; ++unit) {
    const auto& [id, said] = units[static_cast<std::size_t>(unit)];
    EXPECT_EQ(id.text, "u" + std::to_string(unit));
    EXPECT_EQ(said->estimate.outcome, stats::share(recount([&](const Guest& g) { return g.unit == unit; }).total()));
    EXPECT_EQ(said->skipped, std::count_if(source.all.begin(), source.all.end(),
                                           [&](const Guest& g) { return g.unit == unit && g.promise == 0; }));
  }
}

TEST_F(Figures, mean_score_and_share_equal_a_plain_recount) {
  const auto counts = counted({tenant, {}, std::nullopt, true}, {});
  stats::MeanSums sums;
  stats::NpsCounts scores;
  stats::ClusteredShare shares;
  for (const auto& guest : source.all) {
    if (guest.scale > 0) must(sums.add(guest.scale));
    must(scores.add(guest.recommend));
    if (guest.scale > 0) must(shares.units[guest.unit].add(guest.scale >= 4));
  }
  EXPECT_EQ(mean(counts, {comfort}, {})->outcome, stats::mean(sums));
  EXPECT_EQ(score(counts, {recommend}, {})->outcome, stats::nps(scores));
  EXPECT_EQ(share(counts, {comfort}, {"4", "5"}, {})->outcome, stats::share(shares));
  EXPECT_EQ(answers(counts, {room_ready}, {"yes"}, {}).said(),
            std::count_if(source.all.begin(), source.all.end(), [](const Guest& g) { return g.promise == 1; }));
  EXPECT_EQ(score(counts, {{"guest", "never asked"}}, {})->outcome.error().reason, stats::Reason::not_asked);
}

TEST_F(Figures, a_guest_who_was_asked_two_questions_is_one_guest) {
  const auto counts = counted({tenant, {}, std::nullopt, true}, {});
  const auto both = response(counts, {comfort, room_ready}, {});
  EXPECT_EQ(both.started.said(), static_cast<std::int64_t>(source.all.size()));
  EXPECT_EQ(both.finished.said(), std::count_if(source.all.begin(), source.all.end(), [](const Guest& g) { return g.promise != 0; }));
  const auto one = response(counts, {comfort}, {});
  EXPECT_EQ(one.started.said(), std::count_if(source.all.begin(), source.all.end(), [](const Guest& g) { return g.scale > 0; }));
}

TEST_F(Figures, one_moment_leaves_the_others_out_and_questions_of_any_moment_in) {
  const QuestionName there{"guest", "comfort", "room"}, elsewhere{"guest", "comfort", "check_in"};
  Wanted wanted;
  wanted.questions = {there, recommend, room_ready};
  const auto counts = count(columns_of_all(), {tenant, {}, std::nullopt, true}, wanted);
  ASSERT_TRUE(counts);
  const auto answered = std::count_if(source.all.begin(), source.all.end(), [](const Guest& g) { return g.scale > 0; });
  EXPECT_EQ(answers(*counts, {there}, {}, {}).said(), answered);
  EXPECT_EQ(answers(*counts, {elsewhere}, {}, {}).said(), 0);
  EXPECT_EQ(answers(*counts, {recommend}, {}, {}).said(), static_cast<std::int64_t>(source.all.size()));
  wanted.questions = {elsewhere, recommend};
  const auto other = count(columns_of_all(), {tenant, {}, std::nullopt, true}, wanted);
  EXPECT_EQ(answers(*other, {elsewhere}, {}, {}).said(), 0);
  EXPECT_EQ(answers(*other, {recommend}, {}, {}).said(), static_cast<std::int64_t>(source.all.size()));
}

TEST_F(Figures, weights_are_counted_exactly) {
  for (std::size_t i = 0; i < source.all.size(); ++i) source.all[i].weight = 2500 + static_cast<std::int32_t>(i % 7) * 1500;
  const auto said = kept(counted({tenant, {}, std::nullopt, true}, {}), one_version(), {}).said();
  EXPECT_EQ(said.estimate.outcome, stats::share(recount([](const Guest&) { return true; })));
}

TEST_F(Figures, under_thirty_it_is_a_count_without_a_state) {
  const Window day{Day{first_day}, Day{first_day}};
  const auto said = kept(counted({tenant, day, std::nullopt, true}, {}), one_version(), day).said();
  EXPECT_LT(said.estimate.outcome->n, 30);
  EXPECT_EQ(said.shown_as, stats::ShownAs::count);
  EXPECT_EQ(said.state, stats::NormState::not_yet);
}

TEST_F(Figures, a_window_that_was_not_cut_is_our_mistake) {
  const auto counts = counted({tenant, {}, std::nullopt, true}, {});
  EXPECT_THROW((void)kept(counts, one_version(), {Day{first_day + 3}, std::nullopt}), std::logic_error);
}

TEST_F(Figures, json_says_points_and_reasons) {
  const auto counts = counted({tenant, {}, std::nullopt, true}, {});
  formats::JsonWriter json;
  to_json(json, score(counts, {{"guest", "unknown"}}, {}));
  EXPECT_EQ(json.text(), R"({"value":null,"interval":null,"n":0,"reason":"not_asked","unit":"points","level":0.95})");
  formats::JsonWriter points;
  const auto said = score(counts, {recommend}, {});
  to_json(points, said);
  formats::JsonWriter expected;
  expected.value(said->outcome->value * 100);
  EXPECT_NE(points.text().find("\"value\":" + expected.text()), std::string::npos);
  formats::JsonWriter none;
  to_json(none, kept_not_asked({0.8, 0.5}));
  EXPECT_NE(none.text().find("\"state\":\"not_asked\""), std::string::npos);
}

// The naive form: guests of a weekday of a place, with and without, one by one.
TEST_F(Figures, a_dip_is_against_the_same_weekdays_inside_the_place) {
  const Window period{Day{first_day + 10}, Day{first_day + 93}};
  std::vector<PlaceDays> places{{{UnitId{"u0"}, UnitId{"u1"}}, {}}, {{UnitId{"u3"}}, {}}};
  for (int day = first_day + 12; day < first_day + 94; day += 9) places[0].days.push_back(Day{day});
  for (int day = first_day + 14; day < first_day + 94; day += 11) places[1].days.push_back(Day{day});
  Wanted wanted;
  want_days(wanted, period);
  const Filter filter{tenant, period, {{{UnitId{"u0"}}, {UnitId{"u1"}}, {UnitId{"u3"}}}}, true};
  const auto said = dip(counted(filter, wanted), one_version(), period, places);
  double top = 0, weights = 0;
  std::int64_t n = 0;
  for (std::size_t place = 0; place < places.size(); ++place)
    for (int weekday = 0; weekday < 7; ++weekday) {
      double hits[2] = {0, 0}, all[2] = {0, 0};
      for (const auto& guest : source.all) {
        const auto& there = places[place];
        const bool here = std::any_of(there.units.begin(), there.units.end(),
                                      [&](const UnitId& id) { return id.text == "u" + std::to_string(guest.unit); });
        if (!here || guest.day % 7 != weekday || Day{guest.day} < *period.from || *period.to < Day{guest.day}) continue;
        if (guest.promise < 1 || guest.promise > 3) continue;
        const int side = std::count(there.days.begin(), there.days.end(), Day{guest.day}) > 0 ? 0 : 1;
        all[side] += 1;
        hits[side] += guest.promise <= 2 ? 1 : 0;
      }
      if (all[0] == 0 || all[1] == 0) continue;
      const double w = all[0] * all[1] / (all[0] + all[1]);
      weights += w;
      top += w * (hits[0] / all[0] - hits[1] / all[1]);
      n += static_cast<std::int64_t>(all[0] + all[1]);
    }
  ASSERT_TRUE(said->difference.outcome);
  EXPECT_NEAR(said->difference.outcome->value, top / weights, 1e-12);
  EXPECT_EQ(said->difference.outcome->n, n);
  EXPECT_NEAR(said->with.outcome->value - said->without.outcome->value, top / weights, 1e-12);
  EXPECT_EQ(said->days, static_cast<std::int64_t>(places[0].days.size() + places[1].days.size()));
}

TEST_F(Figures, a_dip_of_too_few_days_or_answers_is_not_said) {
  const Window period{Day{first_day + 10}, Day{first_day + 93}};
  Wanted wanted;
  want_days(wanted, period);
  const auto counts = counted({tenant, period, std::nullopt, true}, wanted);
  std::vector<PlaceDays> places{{{UnitId{"u0"}, UnitId{"u1"}, UnitId{"u2"}, UnitId{"u3"}, UnitId{"u4"}}, {}}};
  for (int i = 0; i < 4; ++i) places[0].days.push_back(Day{first_day + 20 + 8 * i});
  const auto few = dip(counts, one_version(), period, places);
  EXPECT_EQ(few->difference.outcome.error().reason, stats::Reason::too_few);
  EXPECT_EQ(few->days, 4);
  places[0].days.push_back(Day{first_day + 60});
  EXPECT_TRUE(dip(counts, one_version(), period, places)->difference.outcome);
  places[0].units = {UnitId{"u0"}};  // four guests a day
  EXPECT_FALSE(dip(counts, one_version(), period, places)->difference.outcome);
  EXPECT_EQ(dip(counts, {}, period, places)->difference.outcome.error().reason, stats::Reason::not_asked);
}

TEST(Steps, know_their_last_day) {
  EXPECT_EQ(last_of(Step::week, *day_from("2026-11-23")), *day_from("2026-11-29"));
  EXPECT_EQ(last_of(Step::month, *day_from("2026-02-01")), *day_from("2026-02-28"));
  EXPECT_EQ(last_of(Step::month, *day_from("2028-02-01")), *day_from("2028-02-29"));
  EXPECT_EQ(last_of(Step::month, *day_from("2026-12-01")), *day_from("2026-12-31"));
}

TEST(Counted, IsAShareOfWhatWasCounted) {
  const auto five_of_seven = counted(5, 7);
  EXPECT_EQ(five_of_seven->outcome->n, 7);
  EXPECT_DOUBLE_EQ(five_of_seven->outcome->value, 5.0 / 7);
  const auto wilson = stats::wilson(5.0 / 7, 7, stats::level_default);
  EXPECT_DOUBLE_EQ(five_of_seven->outcome->interval->low, wilson.low);
  EXPECT_DOUBLE_EQ(five_of_seven->outcome->interval->high, wilson.high);
  EXPECT_EQ(counted(0, 0)->outcome.error().reason, stats::Reason::too_few);
}

}  // namespace
}  // namespace goud::figures
