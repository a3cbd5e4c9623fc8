// The overview over ten million question answers (500 units, 20 moments, 36 months) beside bare DuckDB on the same SQL,
// rows and file, interleaved in one run; and one moment's figures while answers come in.
//   overview_bench FOLDER [ANSWERS]
// Prints one JSON object; the limits stand beside the figures.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "figures/figures.hpp"
#include "store/columns/duck.hpp"

namespace {

using namespace goud;
namespace columns = store::columns;
using Ticks = std::chrono::steady_clock;

constexpr int units = 500, moments = 20, days = 1096, first_day = 19358;  // 2023-01-01
constexpr int facts_an_answer = 10;

class NoReader final : public store::Reader {
  void query(const store::Statement&, std::span<const store::Param>, const std::function<bool(const store::Row&)>&) override {}
};
class NoStore final : public store::RecordStore {
 public:
  Done read(store::Scope, const std::function<void(store::Reader&)>& fn) override {
    NoReader reader;
    fn(reader);
    return {};
  }
  void submit(store::Scope, Work, std::function<void(Done)>) override {}
  std::string epoch() override { return "bench"; }
  Done backup_to(const std::string&) override { return {}; }
  std::vector<Fault> examine() override { return {}; }
};

std::uint64_t mixed(std::uint64_t x) {  // splitmix64
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

// Answers that are a function of their number: eight promises of twenty moments, an expectation, a score.
class Made final : public columns::Source {
 public:
  explicit Made(std::int64_t answers) : there(answers), history(answers) {}
  std::atomic<std::int64_t> there;
  std::int64_t history;
  std::int64_t read(Tenant, store::Reader&, std::int64_t after, int most, std::vector<columns::Entry>& out) override {
    const auto last = std::min<std::int64_t>(there, after + most);
    for (auto number = after + 1; number <= last; ++number) {
      columns::Entry entry;
      entry.answer = number;
      entry.day = first_day + (number > history ? days - 1 : static_cast<int>(number * days / (history + 1)));
      entry.unit = unit_names()[mixed(static_cast<std::uint64_t>(number)) % units];
      entry.suspect = mixed(static_cast<std::uint64_t>(number) * 3) % 50 == 0;
      out.push_back(std::move(entry));
    }
    return last;
  }
  void facts(Tenant, const columns::Entry& entry, columns::Dictionary& words, std::vector<columns::Fact>& out) override {
    static const char* const values[] = {"yes", "no_told", "no", "na"};
    const auto seed = static_cast<std::uint64_t>(entry.answer);
    for (int i = 0; i < facts_an_answer - 2; ++i) {
      const auto luck = mixed(seed * 64 + static_cast<std::uint64_t>(i));
      const auto moment = static_cast<int>((luck >> 20) % moments);
      const auto question = words.question("guest", "promise" + std::to_string(moment), "promise");
      const auto value = luck % 100 < 70 ? 0 : luck % 100 < 78 ? 1 : luck % 100 < 95 ? 2 : 3;
      const auto skipped = (luck >> 40) % 20 == 0;
      out.push_back({question, words.moment("moment" + std::to_string(moment)), skipped ? columns::State::skipped : columns::State::answered,
                     skipped ? 0 : words.choice(question, values[value]), 10000});
    }
    const auto drawn = mixed(seed * 5) % moments;
    const auto story = words.question("guest", "story", "story");
    static const char* const expectations[] = {"less", "as", "better"};
    out.push_back({story, words.moment("moment" + std::to_string(drawn)), columns::State::answered,
                   words.choice(story, expectations[mixed(seed * 7) % 3]), 10000});
    out.push_back({words.question("guest", "recommend", "score"), 0, columns::State::answered,
                   static_cast<std::int32_t>(mixed(seed * 11) % 11), 10000});
  }

 private:
  static const std::vector<std::string>& unit_names() {
    static const auto names = [] {
      std::vector<std::string> all;
      for (int i = 0; i < units; ++i) all.push_back("unit" + std::to_string(i));
      return all;
    }();
    return names;
  }
};

double ms_since(Ticks::time_point start) { return std::chrono::duration<double, std::milli>(Ticks::now() - start).count(); }

double quantile(std::vector<double> values, double q) {
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1, static_cast<std::size_t>(q * static_cast<double>(values.size())))];
}

double resident_mb() {
  long pages = 0, resident = 0;
  if (auto* file = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(file, "%ld %ld", &pages, &resident) != 2) resident = 0;
    std::fclose(file);
  }
  return static_cast<double>(resident) * 4096 / 1e6;
}

figures::Judged promise(int moment) {
  figures::Judgement judgement;
  judgement.from = Day{0};
  judgement.norm = {0.85, 0.70};
  judgement.questions = {{"guest", "promise" + std::to_string(moment), {}}};
  judgement.kept = {"yes", "no_told"};
  judgement.not_kept = {"no"};
  judgement.not_applicable = {"na"};
  return {judgement};
}

const std::vector<figures::QuestionName> story{{"guest", "story", {}}}, recommend{{"guest", "recommend", {}}};

template <class T>
T must(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "overview_bench: %s\n", result.error().key.c_str());
    std::exit(1);
  }
  return std::move(*result);
}

// Everything the overview says, from the question to the estimates.
double overview(columns::ColumnStore& store, const figures::Filter& filter) {
  figures::Wanted wanted;
  for (int i = 0; i < moments; ++i) figures::want(wanted, promise(i));
  wanted.questions.insert(wanted.questions.end(), {story[0], recommend[0]});
  const auto counts = must(figures::count(store, filter, wanted));
  double sum = 0;
  for (int i = 0; i < moments; ++i) {
    const auto kept = figures::kept(counts, promise(i), filter.period);
    sum += kept->estimate.outcome->value;
  }
  for (const char* how : {"less", "as", "better"}) sum += figures::share(counts, story, {how}, filter.period)->outcome->value;
  return sum + figures::score(counts, recommend, filter.period)->outcome->value;
}

double moment_page(columns::ColumnStore& store, const figures::Filter& filter, int moment) {
  figures::Wanted wanted;
  const auto judged = promise(moment);
  figures::want(wanted, judged);
  figures::QuestionName told = story[0];
  told.moment = "moment" + std::to_string(moment);
  wanted.questions.push_back(told);
  wanted.step = figures::Step::week;
  const auto counts = must(figures::count(store, filter, wanted));
  wanted.step = figures::Step::none;
  auto then = filter;
  then.period = *figures::before(filter.period);
  then.caught_up = true;
  const auto earlier = must(figures::count(store, then, wanted));
  auto clean = filter;
  clean.with_suspects = false;
  clean.caught_up = true;
  const auto without = must(figures::count(store, clean, wanted));
  double sum = 0;
  for (const auto step : counts.steps()) sum += figures::kept(counts, judged, filter.period, {}, step)->short_of;
  for (const char* how : {"less", "as", "better"}) sum += figures::share(counts, {told}, {how}, filter.period)->outcome->value;
  sum += static_cast<double>(figures::kept_by_unit(counts, judged, filter.period).size());
  sum += figures::kept(earlier, judged, then.period)->short_of + figures::kept(without, judged, filter.period)->short_of;
  return sum;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "overview_bench FOLDER [ANSWERS]\n");
    return 2;
  }
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(argv[1]) / "overview_bench";
  const std::int64_t answers = argc > 2 ? std::atoll(argv[2]) : 1'000'000;
  fs::remove_all(folder);
  NoStore truth;
  Made source(answers);
  columns::Options options;
  options.directory = folder;
  options.idle_seconds = 0;
  auto store = must(columns::open(options, truth, source));
  const Tenant tenant{1};

  auto start = Ticks::now();
  must(store->names(tenant));
  const double fed_s = ms_since(start) / 1000;
  const auto condition = must(store->condition(tenant));
  const double after_feeding_mb = resident_mb();
  store->rest();  // closes the file, so that it can be copied whole

  const figures::Filter all{tenant, {Day{first_day}, Day{first_day + days - 1}}, std::nullopt, true};
  fs::copy_file(folder / "1.duckdb", folder / "bare.duckdb");
  const auto names = must(store->names(tenant));
  columns::Query query;
  for (int i = 0; i < moments; ++i) query.questions.push_back(*names->question("guest", "promise" + std::to_string(i)));
  query.questions.push_back(*names->question("guest", "story"));
  query.questions.push_back(*names->question("guest", "recommend"));
  std::sort(query.questions.begin(), query.questions.end());
  query.from = all.period.from;
  query.to = all.period.to;
  const auto sql = columns::sql_of(query);
  std::vector<double> ours, bare;
  {
    columns::duck::Database database((folder / "bare.duckdb").string(), options);
    for (int turn = 0; turn < 12; ++turn) {
      start = Ticks::now();
      (void)overview(*store, all);
      const double mine = ms_since(start);
      start = Ticks::now();
      {
        std::int64_t rows = 0;
        columns::duck::Connection connection(database.raw());
        connection.each_chunk(sql, [&](duckdb_data_chunk chunk, idx_t n) {
          const auto* count = static_cast<const std::int64_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, 7)));
          for (idx_t i = 0; i < n; ++i) rows += count[i];
        });
        if (rows == 0) return 1;
      }
      const double theirs = ms_since(start);
      if (turn < 2) continue;  // both warm
      ours.push_back(mine);
      bare.push_back(theirs);
    }
  }

  // One moment over twelve weeks, while answers come in.
  std::atomic<bool> stop{false};
  std::thread coming([&] {
    while (!stop) {
      source.there += 20;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  });
  const figures::Filter weeks{tenant, {Day{first_day + days - 84}, Day{first_day + days - 1}}, std::nullopt, true};
  const figures::Filter years{tenant, {Day{first_day + days - 365}, Day{first_day + days - 1}}, std::nullopt, true};
  std::vector<double> twelve_weeks, a_year;
  for (int turn = 0; turn < 200; ++turn) {
    start = Ticks::now();
    (void)moment_page(*store, weeks, turn % moments);
    twelve_weeks.push_back(ms_since(start));
  }
  for (int turn = 0; turn < 40; ++turn) {
    start = Ticks::now();
    (void)moment_page(*store, years, turn % moments);
    a_year.push_back(ms_since(start));
  }
  stop = true;
  coming.join();
  const double ratio = quantile(ours, 0.5) / quantile(bare, 0.5);
  const double p95 = quantile(twelve_weeks, 0.95);
  std::printf("{\"facts\": %lld, \"fed_s\": %.2f, \"resident_after_feeding_mb\": %.0f,\n"
              " \"overview_ms\": %.1f, \"bare_duckdb_ms\": %.1f, \"overview_ratio\": %.3f, \"overview_ratio_limit\": 1.5,\n"
              " \"moment_p50_ms\": %.1f, \"moment_p95_ms\": %.1f, \"moment_p95_limit_ms\": 150, \"moment_of_a_year_p95_ms\": %.1f,\n"
              " \"answers_came_in\": %lld}\n",
              static_cast<long long>(condition.facts), fed_s, after_feeding_mb, quantile(ours, 0.5), quantile(bare, 0.5), ratio,
              quantile(twelve_weeks, 0.5), p95, quantile(a_year, 0.95), static_cast<long long>(source.there - answers));
  store.reset();
  fs::remove_all(folder);
  return ratio <= 1.5 && p95 < 150 ? 0 : 3;
}
