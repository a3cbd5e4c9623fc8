// Replicates of a path model: 500 rows, 24 items in 6 blocks. paths_bench FILE REPLICATES THREADS: writes the rows to FILE as CSV for the
// peer, draws, and prints one JSON object: seconds on the clock and of CPU, the first path and its limits.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "stats/pls.hpp"
#include "stats/random_stream.hpp"

using namespace goud::stats;

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  constexpr std::size_t rows = 500, blocks = 6, each = 4;
  Matrix x(rows, blocks * each);
  RandomStream draw(1, 0);
  for (std::size_t i = 0; i < rows; ++i) {
    const double all = draw.normal();
    for (std::size_t b = 0; b < blocks; ++b) {
      const double block = 0.6 * all + 0.8 * draw.normal();
      for (std::size_t j = 0; j < each; ++j) x.at(i, b * each + j) = 0.7 * block + 0.7 * draw.normal();
    }
  }
  std::FILE* file = std::fopen(argv[1], "w");
  if (file == nullptr) return 1;
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < x.columns; ++j)
      std::fprintf(file, "%.17g%c", x.at(i, j), j + 1 < x.columns ? ',' : '\n');
  std::fclose(file);

  PathModel model;
  for (std::size_t b = 0; b < blocks; ++b) {
    model.blocks.emplace_back();
    for (std::size_t j = 0; j < each; ++j) model.blocks.back().items.push_back(b * each + j);
  }
  model.arrows = {{0, 3}, {1, 3}, {2, 3}, {1, 4}, {3, 4}, {0, 5}, {3, 5}, {4, 5}};
  PathBootstrapAsked asked;
  asked.replicates = static_cast<std::size_t>(std::atoll(argv[2]));
  asked.threads = std::atoi(argv[3]);
  const auto begun = std::chrono::steady_clock::now();
  const auto cpu_begun = std::clock();
  const auto fit = path_model(cross_products(x), model);
  const auto drawn = path_bootstrap(x, {}, model, *fit, asked);
  const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  std::printf("{\"wall\": %.4f, \"cpu\": %.4f, \"path\": %.15g, \"low\": %.6f, \"high\": %.6f, \"left_out\": %zu}\n",
              wall, static_cast<double>(std::clock() - cpu_begun) / CLOCKS_PER_SEC, fit->arrows[0],
              drawn.arrows[0]->low, drawn.arrows[0]->high, drawn.did_not_converge + drawn.not_computed);
}
