// The board of barriers: 50,000 of them in 1,000 units, a million reports counted on them, on a store of its own. A page of the whole and of
// a branch, the first and a deep one, the sums of the whole and of a branch, and one report.
//   barriers_bench FOLDER [BARRIERS] [UNITS]
#include <sodium.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "barriers/barriers.hpp"
#include "barriers/statements.hpp"
#include "rounds/rounds.hpp"
#include "stories/stories.hpp"
#include "values/values.hpp"

namespace {

using namespace goud;
using Ticks = std::chrono::steady_clock;

double ms_since(Ticks::time_point start) {
  return std::chrono::duration<double, std::milli>(Ticks::now() - start).count();
}
double quantile(std::vector<double> values, double q) {
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1, static_cast<std::size_t>(q * static_cast<double>(values.size())))];
}
template <class Fn>
double p95(Fn fn) {
  std::vector<double> times;
  for (int i = 0; i < 40; ++i) {
    const auto start = Ticks::now();
    fn();
    times.push_back(ms_since(start));
  }
  return quantile(times, 0.95);
}
void told(const char* name, double value, const char* limit, bool met, const std::string& note) {
  std::printf(R"({"name": "%s", "value": %.2f, "unit": "ms", "limit": "%s", "met": %s, "note": "%s"})"
              "\n",
              name, value, limit, met ? "true" : "false", note.c_str());
}

std::string ms(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f ms", value);
  return text;
}

constexpr std::int64_t day_micros = 86'400'000'000;

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || sodium_init() < 0) return 2;
  const std::string folder = argv[1];
  const int barriers = argc > 2 ? std::atoi(argv[2]) : 50'000, units = argc > 3 ? std::atoi(argv[3]) : 1'000;
  const std::vector<store::Room> rooms{people::room(),   values::room(), promises::room(), moments::room(),
                                       feedback::room(), rounds::room(), stories::room(),  barriers::room()};
  SetClock clock{Instant{1'793'620'800'000'000}};
  SeededRandomness randomness(1);
  auto opened =
      store::open({.path = folder + "/goud.db", .durability = store::Durability::off, .readers = 2}, rooms, clock);
  if (!opened) return 1;
  auto& store = **opened;
  const auto tenant = people::make_organisation(store, clock, randomness, {"Bench", "nl", "Europe/Amsterdam"}).value();
  const Day today = day_in(clock.now(), "Europe/Amsterdam").value();
  const promises::Acting acting{"noor", clock.now(), today};
  std::vector<UnitId> all;
  std::vector<MomentId> moments;
  const auto made = store.write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
    if (auto levels = people::set_levels(writer, {{0, {"Groep", ""}}, {1, {"Regio", ""}}, {2, {"Hotel", ""}}}); !levels)
      return levels;
    std::vector<UnitId> regions;
    for (int i = 0; i < units; ++i) {
      const bool region = i % 50 == 0;
      auto one = people::make_unit(writer, clock, randomness,
                                   {"Plek " + std::to_string(i),
                                    region ? 1 : 2,
                                    region ? std::nullopt : std::optional(regions.back()),
                                    Day{0},
                                    "",
                                    {}});
      if (!one) return refuse(one.error());
      all.push_back(*one);
      if (region) regions.push_back(*one);
    }
    if (auto begun = moments::begin(writer, acting, clock, randomness); !begun) return begun;
    for (int i = 0; i < 17; ++i) {
      moments.push_back(MomentId{uuid_v4(randomness)});
      if (auto one = moments::add(writer, acting, moments::journeys(writer)[1].id, moments.back(),
                                  {moments::Stage::care, {"Moment " + std::to_string(i), ""}});
          !one)
        return refuse(one.error());
    }
    return {};
  });
  if (!made) return 1;
  const auto started = Ticks::now();
  for (int from = 0; from < barriers; from += 2'000) {
    const auto some = store.write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
      for (int i = from; i < std::min(from + 2'000, barriers); ++i) {
        const std::string id = uuid_v4(randomness);
        const auto unit = all[randomness.below(all.size())].text;
        const auto moment = moments[randomness.below(moments.size())].text;
        const int since = today.number - static_cast<int>(randomness.below(400));
        writer.run(barriers::sql::insert, {{":id", id},
                                           {":unit", unit},
                                           {":moment", moment},
                                           {":kind", "tools"},
                                           {":title", "Belemmering nummer " + std::to_string(i)},
                                           {":language", "nl"},
                                           {":first_week", since},
                                           {":last_week", since},
                                           {":since", since},
                                           {":answer_by", since + 1},
                                           {":level", 2}});
        auto one = barriers::barrier(writer, id).value();
        one.reports = static_cast<int>(1 + randomness.below(39));
        one.minutes = one.reports * 15;
        const auto luck = randomness.below(10);
        const Instant then{clock.now().micros - (today.number - since) * day_micros};
        // A third stands open, some of them over time.
        if (luck < 8) one = barriers::acknowledge(one, "noor", {}, then).value();
        if (luck < 6) one = barriers::solve(one, "gedaan", then).value();
        if (luck < 5) one = barriers::say(one, true, then);
        if (luck == 5) one = barriers::say(barriers::say(one, false, then), true, then);
        if (auto done = barriers::keep(writer, acting, one, ""); !done) return done;
      }
      return {};
    });
    if (!some) return 1;
  }
  const auto fed = ms_since(started) / 1000;
  const auto read = [&](const barriers::BoardFilter& filter) {
    return store.ask(store::Scope(tenant), [&](store::Reader& reader) { return barriers::board(reader, filter); })
        .value();
  };
  const auto sums = [&](const barriers::BoardFilter& filter) {
    return store.ask(store::Scope(tenant), [&](store::Reader& reader) { return barriers::summary(reader, filter); })
        .value();
  };
  barriers::BoardFilter whole;
  whole.now = clock.now();
  auto deep = whole;
  deep.most = 1'000;
  for (int i = 0; i < 40; ++i) {
    const auto page = read(deep);
    if (page.empty()) break;
    deep.before = barriers::place_on(page.back());
  }
  deep.most = 50;
  auto branch = whole, half = whole, few = whole;
  branch.units = std::vector<UnitId>(all.begin(), all.begin() + std::min<std::ptrdiff_t>(50, units));
  half.units = std::vector<UnitId>(all.begin(), all.begin() + units / 2);
  few.moment = moments[0];
  few.open = true;
  whole.open = half.open = branch.open = true;
  const auto open = sums(whole);
  const std::string scale = std::to_string(barriers) + " barriers, " + std::to_string(units) + " units, " +
                            std::to_string(open.open) + " open, " + std::to_string(open.overdue) +
                            " over time; fed in " + std::to_string(static_cast<int>(fed)) + " s";
  const double first = p95([&] { (void)read(whole); }), last = p95([&] { (void)read(deep); });
  const double of_branch = p95([&] { (void)read(branch); }), of_half = p95([&] { (void)read(half); }),
               of_moment = p95([&] { (void)read(few); });
  const double all_sums = p95([&] { (void)sums(whole); }), branch_sums = p95([&] { (void)sums(branch); });
  auto ever = whole;
  ever.open.reset();
  const double ever_sums = p95([&] { (void)sums(ever); });
  const double together = p95([&] {
    (void)read(whole);
    (void)sums(whole);
  });
  told("board of barriers with its sums, p95", together, "<= 150", together <= 150, scale);
  told("board, a page deep in the list, p95", last, "<= 2 x first", last <= 2 * first + 1,
       "first page " + ms(first) + "; of 50 units " + ms(of_branch) + ", of half " + ms(of_half) + ", of a moment " +
           ms(of_moment));
  told("sums of barriers, p95", std::max(all_sums, ever_sums), "<= 150", std::max(all_sums, ever_sums) <= 150,
       "open " + ms(all_sums) + ", of all time " + ms(ever_sums) + ", of 50 units " + ms(branch_sums));
  return 0;
}
