#include "store/columns/columns.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <thread>

namespace goud::store::columns {
namespace {

namespace fs = std::filesystem;

// A truth of three lines: the log of changes, with what each answer says now. No SQL is asked of it.
class NoReader final : public Reader {
  void query(const Statement&, std::span<const Param>, const std::function<bool(const Row&)>&) override {}
};
class Truth final : public RecordStore {
 public:
  Done read(Scope, const std::function<void(Reader&)>& fn) override {
    NoReader reader;
    fn(reader);
    return {};
  }
  void submit(Scope, Work, std::function<void(Done)>) override {}
  std::string epoch() override { return epoch_; }
  Done backup_to(const std::string&) override { return {}; }
  std::vector<Fault> examine() override { return {}; }
  std::string epoch_ = "first";
};

struct Answer {
  std::int64_t number;
  std::int32_t day;
  std::string unit;
  bool suspect = false;
  std::int32_t weight = 10000;
  std::map<std::string, int> values{};  // question -> value; -1 skipped, -2 not applicable
};

class Answers final : public Source {
 public:
  struct Change {
    Entry::What what;
    std::int64_t answer;
  };
  std::vector<Change> log;
  std::map<std::int64_t, Answer> answers;
  void add(Answer answer) {
    log.push_back({Entry::What::add, answer.number});
    answers[answer.number] = std::move(answer);
  }
  void erase(std::int64_t number) {
    answers.erase(number);
    log.push_back({Entry::What::remove, number});
  }
  void correct(Answer answer) {
    log.push_back({Entry::What::replace, answer.number});
    answers[answer.number] = std::move(answer);
  }

  std::int64_t read(Tenant, Reader&, std::int64_t after, int most, std::vector<Entry>& out) override {
    std::int64_t last = after;
    while (last < static_cast<std::int64_t>(log.size()) && out.size() < static_cast<std::size_t>(most)) {
      const auto& change = log[static_cast<std::size_t>(last++)];
      const auto found = answers.find(change.answer);
      if (found == answers.end() && change.what == Entry::What::add) continue;
      Entry entry;
      entry.answer = change.answer;
      entry.what = found == answers.end() ? Entry::What::remove : change.what;
      if (found != answers.end()) {
        entry.day = found->second.day;
        entry.unit = found->second.unit;
        entry.suspect = found->second.suspect;
        entry.weight = found->second.weight;
      }
      out.push_back(std::move(entry));
    }
    return last;
  }
  void facts(Tenant, const Entry& entry, Dictionary& dictionary, std::vector<Fact>& out) override {
    for (const auto& [key, value] : answers.at(entry.answer).values) {
      Fact fact;
      fact.question = dictionary.question("guest", key, "score");
      fact.moment = dictionary.moment("moment-of-" + key);
      fact.state = value == -1 ? State::skipped : value == -2 ? State::not_applicable : State::answered;
      fact.value = std::max(0, value);
      fact.weight = entry.weight;
      out.push_back(fact);
    }
  }
};

struct Key {
  std::string question, unit;
  int state, value;
  auto operator<=>(const Key&) const = default;
};
struct Sum {
  std::int64_t rows = 0, weight = 0, squared = 0;
  bool operator==(const Sum&) const = default;
};
using Sums = std::map<Key, Sum>;

class Columns : public ::testing::Test {
 protected:
  Columns() {
    directory = fs::temp_directory_path() / ("goud_columns_" + std::to_string(::getpid()) + "_" +
                                             ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(directory);
    options.directory = directory;
    options.idle_seconds = 0;
    options.batch = 100;
    fill();
  }
  ~Columns() override {
    store.reset();
    fs::remove_all(directory);
  }
  void fill() {
    std::uint64_t state = 42;
    const auto draw = [&](std::uint64_t bound) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      return (state >> 33) % bound;
    };
    for (std::int64_t i = 1; i <= 1000; ++i) {
      Answer answer{i, 20000 + static_cast<std::int32_t>(i / 10), "unit" + std::to_string(draw(4)), draw(10) == 0,
                    static_cast<std::int32_t>(5000 + draw(15000))};
      for (const char* key : {"a", "b", "c"}) answer.values[key] = static_cast<int>(draw(13)) - 2;
      source.add(answer);
    }
  }
  ColumnStore& open() {
    store.reset();
    auto made = columns::open(options, truth, source);
    EXPECT_TRUE(made);
    store = std::move(*made);
    return *store;
  }
  // The plain recount over the rows of the truth.
  Sums recount(Day from, Day to, bool with_suspects) const {
    Sums sums;
    for (const auto& [number, answer] : source.answers) {
      if (answer.day < from.number || answer.day > to.number || (!with_suspects && answer.suspect)) continue;
      for (const auto& [key, value] : answer.values) {
        auto& sum = sums[{key, answer.unit, value == -1 ? 1 : value == -2 ? 2 : 0, std::max(0, value)}];
        sum.rows += 1;
        sum.weight += answer.weight;
        sum.squared += std::int64_t{answer.weight} * answer.weight;
      }
    }
    return sums;
  }
  Sums counted(Day from, Day to, bool with_suspects) {
    const auto names = store->names(tenant);
    EXPECT_TRUE(names);
    Query query;
    for (const char* key : {"a", "b", "c", "d"})
      if (const auto id = (*names)->question("guest", key)) query.questions.push_back(*id);
    query.from = from;
    query.to = to;
    query.with_suspects = with_suspects;
    const auto counts = store->count(tenant, query);
    EXPECT_TRUE(counts);
    Sums sums;
    for (const auto& row : *counts) {
      auto& sum = sums[{(*names)->questions.at(static_cast<std::size_t>(row.question)).key,
                        (*names)->units.at(static_cast<std::size_t>(row.unit)), static_cast<int>(row.state), row.value}];
      sum.rows += row.rows;
      sum.weight += row.weight;
      sum.squared += row.weight_squared;
    }
    return sums;
  }
  void expect_equal() {
    // Compared as a whole: printing both sides would say nothing.
    EXPECT_TRUE(counted(Day{0}, Day{40000}, true) == recount(Day{0}, Day{40000}, true));
    EXPECT_TRUE(counted(Day{20010}, Day{20050}, false) == recount(Day{20010}, Day{20050}, false));
  }

  fs::path directory;
  Options options;
  Tenant tenant{7};
  Truth truth;
  Answers source;
  std::unique_ptr<ColumnStore> store;
};

TEST_F(Columns, equal_a_plain_recount) {
  open();
  expect_equal();
  EXPECT_EQ(store->condition(tenant)->facts, 3000);
  EXPECT_EQ(store->condition(tenant)->first_day, Day{20000});
}

TEST_F(Columns, follow_corrections_and_erasures) {
  open();
  expect_equal();
  source.erase(17);
  source.correct({18, 20001, "unit9", false, 10000, {{"a", 10}, {"d", 3}}});
  Answer late{5000, 20100, "unit1"};
  late.values = {{"a", 4}};
  source.add(late);
  source.correct({5000, 20100, "unit1", false, 10000, {{"a", 5}}});
  source.add({5001, 20100, "unit1", false, 10000, {{"a", 6}}});
  source.erase(5001);
  expect_equal();
  EXPECT_EQ(store->condition(tenant)->facts, 3000 - 3 - 3 + 2 + 1);
}

TEST_F(Columns, go_on_where_they_were_after_a_restart) {
  open();
  expect_equal();
  store->rest();
  expect_equal();
  source.add({2000, 20100, "unit2", false, 10000, {{"a", 1}}});
  open();
  expect_equal();
  EXPECT_EQ(store->condition(tenant)->rebuilds, 0);
}

TEST_F(Columns, are_made_anew_for_another_epoch) {
  open();
  expect_equal();
  truth.epoch_ = "second";
  source.answers.erase(3);  // a restore knows no change for what it lacks
  open();
  expect_equal();
  EXPECT_EQ(store->condition(tenant)->rebuilds, 1);
}

TEST_F(Columns, are_made_anew_when_missing) {
  open();
  expect_equal();
  store.reset();
  fs::remove_all(directory);
  open();
  expect_equal();
  store->discard(tenant);
  expect_equal();
  EXPECT_EQ(store->condition(tenant)->rebuilds, 2);
}

TEST_F(Columns, are_made_anew_when_damaged) {
  const auto file = directory / "7.duckdb";
  for (const std::streamoff place : {0L, 5000L, 20000L}) {
    open();
    expect_equal();
    store.reset();
    {
      std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
      bytes.seekp(place);
      for (int i = 0; i < 4096; ++i) bytes.put('\x5a');
    }
    open();
    expect_equal();
  }
  store.reset();
  fs::resize_file(file, fs::file_size(file) / 2);
  open();
  expect_equal();
  EXPECT_EQ(store->condition(tenant)->rebuilds, 1);
}

TEST_F(Columns, keep_their_numbers_when_made_anew) {
  open();
  const auto before = *store->names(tenant);
  store->discard(tenant);
  const auto after = *store->names(tenant);
  EXPECT_EQ(before->question("guest", "c"), after->question("guest", "c"));
  EXPECT_EQ(before->units, after->units);
}

TEST_F(Columns, step_by_iso_week_and_month_and_cut_between_days) {
  open();
  const auto names = *store->names(tenant);
  Query query;
  query.questions = {*names->question("guest", "a")};
  query.by_unit = false;
  for (const auto step : {Step::week, Step::month}) {
    query.step = step;
    query.cuts = {Day{20030}, Day{20060}};
    std::map<std::pair<int, int>, std::int64_t> counted, plain;
    const auto counts = store->count(tenant, query);
    for (const auto& row : *counts) counted[{row.step, row.segment}] += row.rows;
    for (const auto& [number, answer] : source.answers) {
      const auto first = step == Step::week ? monday_of(Day{answer.day}) : first_of_month(Day{answer.day});
      ++plain[{first.number, (answer.day >= 20030) + (answer.day >= 20060)}];
    }
    EXPECT_EQ(counted, plain);
  }
}

TEST_F(Columns, count_nothing_for_no_units) {
  open();
  const auto names = *store->names(tenant);
  Query query;
  query.questions = {1};
  query.units = std::vector<UnitDays>{};
  EXPECT_TRUE(store->count(tenant, query)->empty());
}

TEST_F(Columns, count_a_unit_only_in_the_days_it_belonged) {
  open();
  const auto names = *store->names(tenant);
  Query query;
  query.questions = {*names->question("guest", "a")};
  query.to = Day{20080};
  query.units = std::vector<UnitDays>{{*names->unit("unit0"), {}, Day{20040}},
                                      {*names->unit("unit1"), Day{20040}, Day{20090}},
                                      {*names->unit("unit2"), {}, Day{20081}},
                                      {*names->unit("unit3"), Day{20050}, Day{20060}}};
  std::map<std::string, std::int64_t> rows, plain;
  const auto counts = store->count(tenant, query);
  for (const auto& row : *counts) rows[names->units.at(static_cast<std::size_t>(row.unit))] += row.rows;
  for (const auto& [number, answer] : source.answers) {
    const auto day = answer.day;
    const bool in = answer.unit == "unit0"   ? day < 20040
                    : answer.unit == "unit1" ? day >= 20040
                    : answer.unit == "unit2" ? true
                                             : day >= 20050 && day < 20060;
    if (in && day <= 20080) ++plain[answer.unit];
  }
  EXPECT_EQ(rows, plain);
}

TEST_F(Columns, count_answers_that_say_both) {
  open();
  const auto names = *store->names(tenant);
  Query query;
  query.questions = {*names->question("guest", "a")};
  query.from = Day{20020};
  std::int64_t plain = 0;
  for (const auto& [number, answer] : source.answers)
    plain += answer.day >= 20020 && (answer.values.at("a") == 3 || answer.values.at("a") == 4) && answer.values.at("b") == 7;
  EXPECT_EQ(*store->count_both(tenant, query, {{3, 4}, {*names->question("guest", "b")}, {7}}), plain);
}

TEST_F(Columns, count_a_wide_table_as_the_rows_would) {
  open();
  const auto names = *store->names(tenant);
  Query query;
  query.from = Day{20020};
  Wide wide;
  wide.columns = {{.question = *names->question("guest", "a")},
                  {.question = *names->question("guest", "b"), .anchor = true},
                  {.question = *names->question("guest", "a"), .ones = {3, 4}, .zeros = {0, 1, 2}}};
  const auto counts = store->count_wide(tenant, query, wide);
  ASSERT_TRUE(counts) << counts.error().key;
  WideCounts plain;
  plain.columns.resize(3);
  plain.sums.resize(3);
  plain.products.resize(6);
  const auto say = [](WideCounts::Column& column, int value) {
    ++(value >= 0 ? column.answered : value == -1 ? column.skipped : column.not_applicable);
  };
  for (const auto& [number, answer] : source.answers) {
    const int a = answer.values.at("a"), b = answer.values.at("b");
    if (answer.day < 20020 || a < 0 || b < 0) continue;
    ++plain.rows;
    say(plain.columns[0], a);
    say(plain.columns[1], b);
    plain.columns[2].answered += a <= 4;
    if (a > 4) continue;
    const std::int64_t x[] = {a, b, a >= 3 ? 1 : 0}, w = answer.weight;
    ++plain.n;
    plain.weight += w;
    plain.weight_squared += w * w;
    for (std::size_t i = 0, at = 0; i < 3; ++i) {
      plain.sums[i] += w * x[i];
      for (std::size_t j = i; j < 3; ++j) plain.products[at++] += w * x[i] * x[j];
    }
  }
  EXPECT_GT(plain.n, 0);
  EXPECT_EQ(counts->rows, plain.rows);
  EXPECT_EQ(counts->n, plain.n);
  EXPECT_EQ(counts->weight, plain.weight);
  EXPECT_EQ(counts->weight_squared, plain.weight_squared);
  EXPECT_EQ(counts->sums, plain.sums);
  EXPECT_EQ(counts->products, plain.products);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(counts->columns[i].answered, plain.columns[i].answered) << i;
  query.to = Day{1};
  EXPECT_EQ(store->count_wide(tenant, query, wide)->n, 0);
}

TEST_F(Columns, keep_organisations_in_files_of_their_own) {
  open();
  expect_equal();
  EXPECT_TRUE(fs::exists(directory / "7.duckdb"));
  EXPECT_FALSE(fs::exists(directory / "8.duckdb"));
  EXPECT_TRUE(store->names(Tenant{8}));
  EXPECT_TRUE(fs::exists(directory / "8.duckdb"));
}

TEST_F(Columns, refuse_a_sum_past_64_bits_by_name) {
  // Σw² of 9.3 million answers at the greatest weight passes 2^63; here the weight itself is beyond what the door lets in.
  for (std::int64_t i = 0; i < 3; ++i) source.add({9000 + i, 20000, "unit0", false, 2147483647, {{"a", 1}}});
  open();
  const auto names = *store->names(tenant);
  Query query;
  query.questions = {*names->question("guest", "a")};
  const auto counts = store->count(tenant, query);
  ASSERT_FALSE(counts);
  EXPECT_EQ(counts.error().key, "store.columns.overflow");
}

TEST_F(Columns, answer_many_while_being_fed) {
  open();
  expect_equal();
  std::vector<std::jthread> askers;
  std::atomic<int> wrong{0};
  for (int i = 0; i < 3; ++i)
    askers.emplace_back([&] {
      for (int turn = 0; turn < 10; ++turn) {
        Query query;
        query.questions = {1};
        if (!store->count(tenant, query)) ++wrong;
        store->rest();
        if (!store->names(tenant)) ++wrong;
      }
    });
  askers.clear();
  EXPECT_EQ(wrong, 0);
  expect_equal();
}

}  // namespace
}  // namespace goud::store::columns
