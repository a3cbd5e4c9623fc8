// Rows a second from a file of 20 ratings into the store, each a truth row that is committed and synced in its piece, and
// how long an answer that came in meanwhile waited. import_bench [ROWS [DIRECTORY]]; one number a line.
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "feedback/feedback.hpp"

using namespace goud;
using clock_type = std::chrono::steady_clock;

namespace {
double seconds_since(clock_type::time_point begun) { return std::chrono::duration<double>(clock_type::now() - begun).count(); }

template <class T>
T need(Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "import_bench: %s\n", result.error().fields.empty() ? result.error().key.c_str() : result.error().fields[0].key.c_str());
  std::exit(1);
}
}  // namespace

int main(int argc, char** argv) {
  const int rows = argc > 1 ? std::atoi(argv[1]) : 500'000;
  const std::filesystem::path folder = argc > 2 ? std::filesystem::path(argv[2]) : std::filesystem::temp_directory_path() / ("goud_import_bench_" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  const auto path = (folder / "ratings.csv").string();
  {
    std::ofstream out(path, std::ios::binary);
    out << "respondent id,hotel,day";
    for (int i = 0; i < 20; ++i) out << ",rating " << i;
    out << '\n';
    for (int row = 0; row < rows; ++row) {
      out << "r-" << row << ",hotel " << row % 40 << ",2026-0" << 1 + row % 9 << "-1" << row % 10;
      for (int i = 0; i < 20; ++i) out << ',' << (row * 7 + i * 3) % 6;
      out << '\n';
    }
  }
  const SystemClock clock;
  SystemRandomness randomness;
  const people::Secrets secrets{std::array<unsigned char, 32>{}};
  const std::vector<store::Room> rooms = {people::room(), promises::room(), moments::room(), feedback::room()};
  auto store = need(store::open({.path = (folder / "goud.db").string()}, rooms, clock));
  const auto tenant = need(people::make_organisation(*store, clock, randomness, {"Bench", "en", "Europe/Amsterdam", false}));
  feedback::Services services(*store, clock, randomness, secrets);
  auto begun = clock_type::now();
  const auto seen = need(feedback::look_at_file(path, "ratings.csv", "en"));
  std::printf("look_rows_per_second %.0f\n", rows / seconds_since(begun));
  const feedback::Acting acting{"bench", clock.now(), need(day_in(clock.now(), "Europe/Amsterdam"))};
  std::atomic<bool> over{false};
  std::vector<double> waits;
  std::thread live([&] {
    while (!over) {
      const auto asked = clock_type::now();
      (void)store->write(store::Scope(tenant), [](store::Writer&) -> Done { return {}; });
      waits.push_back(seconds_since(asked) * 1000);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  });
  begun = clock_type::now();
  const auto one = need(feedback::begin_import(services, tenant, acting, path, "ratings.csv", seen.map));
  const auto done = need(feedback::run_import(services, tenant, one, path, seen.map));
  const double taken = seconds_since(begun);
  over = true;
  live.join();
  std::sort(waits.begin(), waits.end());
  std::printf("import_rows %lld\nimport_rows_per_second %.0f\n", static_cast<long long>(done.rows_added), static_cast<double>(done.rows_added) / taken);
  if (!waits.empty()) {
    std::printf("live_wait_ms_p50 %.1f\nlive_wait_ms_p99 %.1f\nlive_wait_ms_max %.1f\n", waits[waits.size() / 2], waits[waits.size() * 99 / 100], waits.back());
  }
  begun = clock_type::now();
  (void)need(feedback::undo_import(services, tenant, acting, one.id));
  std::printf("undo_rows_per_second %.0f\n", static_cast<double>(done.rows_added) / seconds_since(begun));
  store.reset();
  if (argc <= 2) std::filesystem::remove_all(folder);
  return 0;
}
