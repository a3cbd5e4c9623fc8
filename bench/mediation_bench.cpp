// 10,000 bootstrap replicates of a mediation over 500 units, on two threads: one JSON line with wall and CPU seconds (middle of nine),
// and the same for a random intercept of 7,400 rows in 100 groups.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <vector>

#include "stats/mediation.hpp"
#include "stats/mixed.hpp"
#include "stats/random_stream.hpp"

namespace {

struct Seconds {
  double wall, cpu;
};

template <class Work>
Seconds measured(Work&& work) {
  std::vector<double> wall, cpu;
  for (int i = 0; i < 9; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const auto cpu_start = std::clock();
    work();
    cpu.push_back(static_cast<double>(std::clock() - cpu_start) / CLOCKS_PER_SEC);
    wall.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  std::sort(wall.begin(), wall.end());
  std::sort(cpu.begin(), cpu.end());
  return {wall[4], cpu[4]};
}

}  // namespace

int main() {
  using namespace goud::stats;
  RandomStream draw(1, 0);
  MediationRows rows{Matrix(500, 3), {}, {}};
  for (std::size_t i = 0; i < 500; ++i) {
    const double x = draw.normal(), m = 0.5 * x + draw.normal();
    rows.columns.at(i, 0) = x;
    rows.columns.at(i, 1) = m;
    rows.columns.at(i, 2) = 0.3 * x + 0.4 * m + draw.normal();
  }
  Mediation said;
  const auto bootstrap = measured([&] { said = mediation(rows, {10'000, 1, 2, 0.95}); });

  GroupedSums groups(2);
  for (int i = 0; i < 7400; ++i) {
    const double row[] = {draw.normal(), draw.normal()};
    if (!groups.add(static_cast<std::size_t>(i % 100), row)) return 1;
  }
  double tau2 = 0;
  const auto mixed = measured([&] { tau2 += random_intercept(groups)->tau2; });
  std::printf(
      "{\"bootstrap_wall\": %.6f, \"bootstrap_cpu\": %.6f, \"mixed_wall\": %.6f, \"low\": %.12g, \"high\": %.12g}\n",
      bootstrap.wall, bootstrap.cpu, mixed.wall, said.indirect->interval->low, said.indirect->interval->high);
}
