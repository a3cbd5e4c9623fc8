#include "stats/many_tests.hpp"

#include <algorithm>
#include <cstddef>

namespace goud::stats {

namespace {
// Places of what can be adjusted, from the smallest p-value on.
std::vector<std::size_t> in_order(std::span<const std::optional<double>> p_values) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < p_values.size(); ++i)
    if (p_values[i] && *p_values[i] >= 0 && *p_values[i] <= 1) places.push_back(i);
  std::stable_sort(places.begin(), places.end(), [&](auto a, auto b) { return *p_values[a] < *p_values[b]; });
  return places;
}
}  // namespace

std::vector<std::optional<double>> benjamini_hochberg(std::span<const std::optional<double>> p_values) {
  std::vector<std::optional<double>> adjusted(p_values.size());
  const auto places = in_order(p_values);
  const auto m = static_cast<double>(places.size());
  double least = 1;
  for (std::size_t i = places.size(); i-- > 0;) {
    least = std::min(least, *p_values[places[i]] * m / static_cast<double>(i + 1));
    adjusted[places[i]] = least;
  }
  return adjusted;
}

std::vector<std::optional<double>> holm(std::span<const std::optional<double>> p_values) {
  std::vector<std::optional<double>> adjusted(p_values.size());
  const auto places = in_order(p_values);
  double most = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    most = std::max(most, std::min(1.0, *p_values[places[i]] * static_cast<double>(places.size() - i)));
    adjusted[places[i]] = most;
  }
  return adjusted;
}

}  // namespace goud::stats
