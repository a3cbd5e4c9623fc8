// Shares of R² and their bootstrap, on rows drawn by rule; a figure a line, with the CPU seconds of one.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "stats/importance.hpp"
#include "stats/random_stream.hpp"

namespace {

using namespace goud::stats;

struct Rows {
  Matrix x;
  std::vector<double> y;
};
Rows rows_of(std::size_t n, std::size_t p) {
  Rows rows{Matrix(n, p), std::vector<double>(n)};
  RandomStream random(1, p);
  for (std::size_t i = 0; i < n; ++i) {
    const double same = random.normal();
    rows.y[i] = random.normal();
    for (std::size_t j = 0; j < p; ++j) {
      rows.x.at(i, j) = 0.7 * same + random.normal();
      rows.y[i] += rows.x.at(i, j) * static_cast<double>(j % 4) / 10;
    }
  }
  return rows;
}

DriverCorrelations correlations_of(std::size_t p) {
  const auto rows = rows_of(1000, p);
  Matrix all(1000, p + 1);
  std::copy(rows.x.values.begin(), rows.x.values.end(), all.values.begin());
  std::copy(rows.y.begin(), rows.y.end(), all.column(p).begin());
  return driver_correlations(cross_products(all), p);
}

template <class Work>
void figure(const char* name, double limit, int threads, Work work) {
  double best = 1e9, cpu = 0;
  for (int i = 0; i < 3; ++i) {
    const auto started = std::chrono::steady_clock::now();
    const auto used = std::clock();
    work();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    if (seconds >= best) continue;
    best = seconds;
    cpu = static_cast<double>(std::clock() - used) / CLOCKS_PER_SEC;
  }
  std::printf(
      R"({"name":"%s","value":%.4g,"unit":"s","limit":"<= %g","met":%s,"note":"%d threads, %.3f s CPU; best of 3"})"
      "\n",
      name, best, limit, best <= limit ? "true" : "false", threads, cpu);
  std::fflush(stdout);
}

}  // namespace

// With a folder: the rows of each figure are written there too, for a peer to work on the same.
int main(int count, char** arguments) {
  const auto twenty = correlations_of(20), twenty_four = correlations_of(24);
  const auto rows = rows_of(500, 14);
  if (count > 1) {
    const std::string folder = arguments[1];
    const auto table = [&](const std::string& name, const Matrix& x, const std::vector<double>& last) {
      std::FILE* out = std::fopen((folder + "/" + name).c_str(), "w");
      if (out == nullptr) std::exit(1);
      for (std::size_t i = 0; i < x.rows; ++i) {
        for (std::size_t j = 0; j < x.columns; ++j) std::fprintf(out, "%.17g,", x.at(i, j));
        std::fprintf(out, "%.17g\n", last[i]);
      }
      std::fclose(out);
    };
    table("correlations20.csv", twenty.among, twenty.with_outcome);
    table("rows.csv", rows.x, rows.y);
  }
  double sink = 0;
  figure("LMG exact, p = 20", 0.5, 1, [&] { sink += lmg(twenty, 1).of[0]; });
  figure("LMG exact, p = 24", 12, 2, [&] { sink += lmg(twenty_four, 2).of[0]; });
  figure("Johnson weights, 10,000 bootstraps, n 500, p 14", 0.4, 2, [&] {
    sink += share_intervals(rows.x, rows.y, {}, ImportanceMethod::johnson, {10'000, 1, 2, 0.95})[0]->low;
  });
  std::fprintf(stderr, "%.17g\n", lmg(twenty, 1).of[1]);
  return sink > -1 ? 0 : 1;
}
