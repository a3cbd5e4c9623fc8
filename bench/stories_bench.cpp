// Lists, counts and search among 200,000 stories of 1,000 units. One JSON line a figure, for bench/run.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "stories/row.hpp"

namespace {

using namespace goud;
using Clocked = std::chrono::steady_clock;

constexpr int stories_made = 200'000, units_made = 1'000, moments_made = 10, words_known = 4'000, words_each = 28;

std::string unit_of(int i) { return "unit-" + std::to_string(i); }

// Words as often as words are: the n-th about 1/n of the first.
std::string word(SeededRandomness& random) {
  static constexpr const char* syllables[] = {"ba",    "lie",  "ont",  "bijt", "wach",  "ten", "ka",
                                              "mer",   "sleu", "tel",  "lift", "par",   "ke",  "ren",
                                              "vrien", "de",   "lijk", "snel", "traag", "re"};
  auto rank = static_cast<unsigned>(std::exp(random.unit() * std::log(double{words_known})));
  std::string made;
  for (unsigned n = rank + 1; n > 0; n /= 20) made += syllables[n % 20];
  return made;
}

stories::Story story(SeededRandomness& random, int i) {
  stories::Story made;
  made.id = "story-" + std::to_string(i);
  made.unit = UnitId{unit_of(static_cast<int>(random.below(units_made)))};
  made.moment = MomentId{"moment-" + std::to_string(random.below(moments_made))};
  made.day = Day{20'000 + i / 280};
  made.week = monday_of(*made.day);
  made.expectation = static_cast<feedback::Expectation>(random.below(3));
  made.language = "nl";
  for (int w = 0; w < words_each; ++w) made.text += (w > 0 ? " " : "") + word(random);
  made.may_share = random.below(3) == 0;
  return made;
}

double p95(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() * 95 / 100];
}

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

void say(const char* name, const std::pair<double, double>& value, double limit) {
  std::printf(
      "{\"name\":\"%s\",\"value\":%.2f,\"unit\":\"ms\",\"limit\":\"<= %g\",\"met\":%s,\"note\":\"p95 of 200,000 "
      "stories, 1,000 units; %.1f ms of it computing\"}\n",
      name, value.first, limit, value.first <= limit ? "true" : "false", value.second);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string folder = argc > 1 ? argv[1] : ".";
  const SystemClock clock;
  const store::Room rooms[] = {stories::room()};
  auto store =
      std::move(*store::open({.path = folder + "/stories.db", .durability = store::Durability::off}, rooms, clock));
  const store::Scope scope(Tenant{1});
  SeededRandomness random(1);
  // A folder that was filled before is measured again.
  const auto there = store->ask(scope, [](store::Reader& reader) { return stories::counts(reader, {}).all; });
  for (int i = *there > 0 ? stories_made : 0; i < stories_made; i += 500) {
    std::vector<stories::NewStory> batch;
    for (int k = i; k < i + 500; ++k) {
      auto made = story(random, k);
      made.tokens = stories::tokens_of(1, made.text, made.language);
      batch.push_back({.story = std::move(made)});
    }
    const auto done = store->write(scope, [&](store::Writer& writer) -> Done {
      for (const auto& one : batch) (void)stories::add(writer, one);
      return {};
    });
    if (!done) return std::fprintf(stderr, "%s\n", done.error().key.c_str()), 1;
  }
  const auto timed = [&](int times, const auto& fn) {
    std::vector<double> taken, worked;
    for (int i = 0; i < times; ++i) {
      const auto begun = Clocked::now();
      const double cpu = cpu_ms();
      (void)store->read(scope, [&](store::Reader& reader) { fn(reader, i); });
      taken.push_back(std::chrono::duration<double, std::milli>(Clocked::now() - begun).count());
      worked.push_back(cpu_ms() - cpu);
    }
    return std::pair(p95(std::move(taken)), p95(std::move(worked)));
  };
  const auto units = [](int from, int count) {
    std::vector<people::UnitTree::Stay> stays;
    for (int i = 0; i < count; ++i) stays.push_back({UnitId{unit_of(from + i)}, Day{INT32_MIN}, std::nullopt});
    return stays;
  };
  std::size_t rows = 0;
  const auto page = [&](store::Reader& reader, const stories::Filter& filter) {
    rows += stories::stories(reader, filter).size() + static_cast<std::size_t>(stories::counts(reader, filter).all);
  };

  const auto whole = timed(40, [&](store::Reader& reader, int) { page(reader, {}); });
  const auto hotel = timed(60, [&](store::Reader& reader, int i) {
    stories::Filter filter;
    filter.units = units(20 * (i % 40), 20);
    page(reader, filter);
  });
  const auto region = timed(40, [&](store::Reader& reader, int i) {
    stories::Filter filter;
    filter.units = units(100 * (i % 7), 300);
    filter.moment = MomentId{"moment-" + std::to_string(i % moments_made)};
    filter.expectation = feedback::Expectation::less;
    page(reader, filter);
  });
  const auto deep = timed(60, [&](store::Reader& reader, int i) {
    stories::Filter filter;
    filter.before = 1 + 3'000 * (i + 1);
    filter.expectation = feedback::Expectation::better;
    rows += stories::stories(reader, filter).size();
  });
  SeededRandomness typing(7);
  const auto search = timed(300, [&](store::Reader& reader, int i) {
    stories::Filter filter;
    filter.words = word(typing);
    if (i % 3 == 1) filter.words += " " + word(typing);
    if (i % 3 == 2) filter.words.resize(std::max<std::size_t>(2, filter.words.size() / 2));
    rows += stories::stories(reader, filter).size();
  });
  const auto rare = timed(60, [&](store::Reader& reader, int i) {
    stories::Filter filter;
    filter.words = "ba lie";
    filter.units = units(i, 1);
    rows += stories::stories(reader, filter).size();
  });
  const auto themes = timed(20, [&](store::Reader& reader, int i) {
    stories::Filter filter;
    filter.moment = MomentId{"moment-" + std::to_string(i % moments_made)};
    stories::Theme theme;
    theme.all_of = {{word(typing), word(typing)}};
    rows += static_cast<std::size_t>(stories::count_fitting(reader, filter, theme));
  });
  say("stories search", search, 50);
  say("stories search, common words of one unit", rare, 50);
  say("stories list with counts, all", whole, 150);
  say("stories list with counts, a hotel of 20", hotel, 150);
  say("stories list with counts, 300 units, a moment", region, 150);
  say("stories list, any page further down", deep, 150);
  say("stories that fit a theme, one moment", themes, 150);
  return rows > 0 ? 0 : 1;
}
