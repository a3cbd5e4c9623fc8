// Cox's model by Efron on rows made here. survival_bench ROWS COLUMNS THREADS ROUNDING FILE: writes the rows to FILE as doubles (time,
// event, then each column), fits, and prints one JSON object: seconds on the clock and of the processors, and the slopes.
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

#include "stats/cox.hpp"
#include "stats/random_stream.hpp"

int main(int argc, char** argv) {
  if (argc != 6) return 2;
  const auto n = static_cast<std::size_t>(std::atoll(argv[1])), p = static_cast<std::size_t>(std::atoll(argv[2]));
  const int threads = std::atoi(argv[3]);
  const double rounding = std::atof(argv[4]);  // of times; 0: none
  goud::stats::RandomStream draw(1, 0);
  goud::stats::Matrix x(n, p);
  std::vector<double> time(n), event_column(n);
  std::vector<std::uint8_t> event(n);
  for (std::size_t i = 0; i < n; ++i) {
    double score = 0;
    for (std::size_t j = 0; j < p; ++j) {
      x.at(i, j) = j % 2 == 0 ? draw.normal() : static_cast<double>(draw.below(2));
      score += x.at(i, j) * (0.05 * static_cast<double>(j) - 0.2);
    }
    double until = -std::log1p(-draw.unit()) * 30 * std::exp(-score), seen = draw.unit() * 60;
    event[i] = until <= seen ? 1 : 0;
    time[i] = std::min(until, seen);
    if (rounding > 0) time[i] = std::ceil(time[i] / rounding) * rounding;
    event_column[i] = event[i];
  }
  if (std::FILE* file = std::fopen(argv[5], "wb")) {
    std::fwrite(time.data(), sizeof(double), n, file);
    std::fwrite(event_column.data(), sizeof(double), n, file);
    std::fwrite(x.values.data(), sizeof(double), n * p, file);
    std::fclose(file);
  } else {
    return 1;
  }
  const auto start = std::chrono::steady_clock::now();
  const std::clock_t begun = std::clock();
  goud::stats::CoxOptions options;
  options.threads = threads;
  const auto fit = goud::stats::cox({time, event}, x, options);
  const double cpu = static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
  const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (!fit || !fit->concordance) return 1;
  std::string slopes;
  for (const auto& one : fit->coefficients) {
    char text[40];
    std::snprintf(text, sizeof text, "%.9f", one ? one->value : 0.0);
    slopes += (slopes.empty() ? "" : ", ") + std::string(text);
  }
  std::printf(
      "{\"wall_s\": %.4f, \"cpu_s\": %.4f, \"events\": %lld, \"loglik\": %.10g, \"concordance\": %.10g, "
      "\"iterations\": %d, \"slopes\": [%s]}\n",
      wall, cpu, static_cast<long long>(fit->events), fit->loglik, fit->concordance->value, fit->iterations,
      slopes.c_str());
}
