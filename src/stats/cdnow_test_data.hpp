// Where the tests of repeat buying find CDNOW's customers, and customers made up by the models themselves.
#pragma once

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "stats/purchases.hpp"
#include "stats/random_stream.hpp"

namespace goud::stats {

inline std::string cdnow_file(const std::string& name) {
  const char* folder = std::getenv("GOUD_DATA");
  const auto path = std::filesystem::path(folder != nullptr ? folder : "../shared/data") / "cdnow" / name;
  return std::filesystem::exists(path) ? path.string() : "";
}

struct CdnowCustomer {
  History history;
  double spend;
};
inline std::vector<CdnowCustomer> cdnow_summary() {
  std::vector<CdnowCustomer> all;
  std::ifstream in(cdnow_file("cdnow_customers_summary_with_transactions.csv"));
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    for (auto& c : line) c = c == ',' ? ' ' : c;
    std::istringstream cells(line);
    CdnowCustomer one{};
    double id = 0;
    if (cells >> id >> one.history.x >> one.history.t_x >> one.history.T >> one.spend) all.push_back(one);
  }
  return all;
}

inline double exponential(RandomStream& random) { return -std::log1p(-random.unit()); }

// Marsaglia and Tsang; below 1 by the power of a uniform.
inline double gamma_draw(RandomStream& random, double shape) {
  if (shape < 1) return gamma_draw(random, shape + 1) * std::pow(1 - random.unit(), 1 / shape);
  const double d = shape - 1.0 / 3;
  for (;;) {
    const double z = random.normal();
    const double v = std::pow(1 + z / std::sqrt(9 * d), 3);
    if (v > 0 && std::log1p(-random.unit()) < 0.5 * z * z + d - d * v + d * std::log(v)) return d * v;
  }
}
inline double beta_draw(RandomStream& random, double a, double b) {
  const double x = gamma_draw(random, a);
  return x / (x + gamma_draw(random, b));
}

}  // namespace goud::stats
