#include "stats/rake.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "stats/weights.hpp"

namespace goud::stats {
namespace {

struct Cell {
  double base = 0;    // the weight to begin with, rescaled to a mean of 1
  double factor = 1;  // product of what the margins multiply it by
  double rows = 0;
  const std::vector<std::int32_t>* categories = nullptr;
};

class Raking {
 public:
  Raking(const RakeCells& cells, const RakeAsked& asked) : bounds_(asked.bounds) {
    double together = 0;
    for (const auto& [key, rows] : cells.rows) {
      if (key.first.size() != asked.totals.size()) throw std::invalid_argument("a category of every margin");
      cells_.push_back({key.second, 1, static_cast<double>(rows), &key.first});
      n_ += static_cast<double>(rows);
      together += key.second * static_cast<double>(rows);
    }
    for (auto& cell : cells_) cell.base *= together > 0 ? n_ / together : 0;
    for (const auto& totals : asked.totals) {
      double sum = 0;
      for (const double total : totals) {
        if (!(total > 0) || !std::isfinite(total)) throw std::invalid_argument("a total is above 0");
        sum += total;
      }
      wanted_.emplace_back();
      members_.emplace_back(totals.size());
      for (const double total : totals) wanted_.back().push_back(total * n_ / sum);
    }
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      for (std::size_t m = 0; m < wanted_.size(); ++m)
        members_[m].at(static_cast<std::size_t>((*cells_[i].categories)[m])).push_back(i);
    }
  }

  [[nodiscard]] double n() const { return n_; }
  [[nodiscard]] const std::vector<Cell>& cells() const { return cells_; }
  [[nodiscard]] double weight(const Cell& cell) const { return weight(cell, 1); }
  [[nodiscard]] bool every_category_weighs() const {
    for (std::size_t m = 0; m < members_.size(); ++m)
      for (std::size_t c = 0; c < members_[m].size(); ++c)
        if (!(sum(m, c, 1) > 0)) return false;
    return true;
  }
  void round() {
    for (std::size_t m = 0; m < members_.size(); ++m) {
      for (std::size_t c = 0; c < members_[m].size(); ++c) {
        const double factor = factor_for(m, c);
        for (const std::size_t i : members_[m][c])
          cells_[i].factor =
              std::clamp(cells_[i].factor * factor, 1e-150, 1e150);  // margins that no weights meet drive them apart
      }
    }
  }
  // Margins that are not met need not sum to the rows: all weights by one factor, as far as bounds allow.
  void mean_to_one() {
    const auto sum_at = [&](double factor) {
      double sum = 0;
      for (const auto& cell : cells_) sum += cell.rows * weight(cell, factor);
      return sum;
    };
    double low = 1, high = 1;
    for (int i = 0; i < 200 && sum_at(low) > n_; ++i) low /= 4;
    for (int i = 0; i < 200 && sum_at(high) < n_; ++i) high *= 4;
    for (int i = 0; i < 200; ++i) {
      const double between = std::sqrt(low) * std::sqrt(high);
      (sum_at(between) < n_ ? low : high) = between;
    }
    for (auto& cell : cells_) cell.factor = std::clamp(cell.factor * high, 1e-150, 1e150);
  }
  [[nodiscard]] double together() const {
    double sum = 0;
    for (const auto& cell : cells_) sum += cell.rows * weight(cell);
    return sum;
  }
  [[nodiscard]] WorstMargin worst(double together) const {
    WorstMargin worst;
    double most = -1;
    for (std::size_t m = 0; m < members_.size(); ++m) {
      for (std::size_t c = 0; c < members_[m].size(); ++c) {
        const double wanted = wanted_[m][c] / n_, reached = sum(m, c, 1) / together;
        const double off = std::abs(reached - wanted);
        if (!(off > most)) continue;
        most = off;
        worst = {m, c, wanted, reached};
      }
    }
    return worst;
  }

 private:
  [[nodiscard]] double weight(const Cell& cell, double factor) const {
    const double free = cell.base * cell.factor * factor;
    return bounds_ && cell.base > 0 ? std::clamp(free, bounds_->low, bounds_->high) : free;
  }
  [[nodiscard]] double sum(std::size_t margin, std::size_t category, double factor) const {
    double sum = 0;
    for (const std::size_t i : members_[margin][category]) sum += cells_[i].rows * weight(cells_[i], factor);
    return sum;
  }
  // What brings a category to its total. With bounds the sum is a line that bends where a weight meets one, so Newton's
  // steps end at it, kept between what is known to be too little and too much; or as near as the bounds allow.
  [[nodiscard]] double factor_for(std::size_t margin, std::size_t category) const {
    const double wanted = wanted_[margin][category];
    if (!bounds_) return wanted / sum(margin, category, 1);
    double least = INFINITY, most = 0;
    for (const std::size_t i : members_[margin][category]) {
      const double free = cells_[i].base * cells_[i].factor;
      if (!(free > 0)) continue;
      least = std::min(least, free);
      most = std::max(most, free);
    }
    // Beyond these every weight of the category stands at a bound.
    double low = std::max(bounds_->low, 1e-12) / most, high = bounds_->high / least;
    if (sum(margin, category, low) >= wanted) return low;
    if (sum(margin, category, high) <= wanted) return high;
    double factor = std::clamp(1.0, low, high);
    for (int i = 0; i < 200; ++i) {
      double reached = 0, slope = 0;
      for (const std::size_t place : members_[margin][category]) {
        const double free = cells_[place].base * cells_[place].factor;
        const double now = weight(cells_[place], factor);
        reached += cells_[place].rows * now;
        if (now > bounds_->low && now < bounds_->high) slope += cells_[place].rows * free;
      }
      if (std::abs(reached - wanted) <= 1e-14 * n_) break;
      (reached < wanted ? low : high) = factor;
      const double next = slope > 0 ? factor + (wanted - reached) / slope : low;
      factor = next > low && next < high ? next : std::sqrt(low * high);
    }
    return factor;
  }

  std::optional<Interval> bounds_;
  double n_ = 0;
  std::vector<Cell> cells_;
  std::vector<std::vector<double>> wanted_;                     // per margin, per category
  std::vector<std::vector<std::vector<std::size_t>>> members_;  // cells of each
};

}  // namespace

bool RakeCells::add(std::span<const std::int32_t> categories, double weight, std::int64_t times) {
  if (!(weight >= 0) || !std::isfinite(weight) || times < 0) return false;
  if (std::any_of(categories.begin(), categories.end(), [](auto c) { return c < 0; })) return false;
  if (times > 0) rows[{{categories.begin(), categories.end()}, weight}] += times;
  return true;
}

void RakeCells::merge(const RakeCells& other) {
  for (const auto& [key, times] : other.rows) rows[key] += times;
}

std::int64_t RakeCells::n() const {
  std::int64_t sum = 0;
  for (const auto& [key, times] : rows) sum += times;
  return sum;
}

tl::expected<Raked, Unsaid> rake(const RakeCells& cells, const RakeAsked& asked) {
  const std::int64_t n = cells.n();
  const auto wrong = [&](Reason reason) { return tl::unexpected<Unsaid>(Unsaid{reason, n}); };
  if (n == 0) return wrong(Reason::too_few);
  if (asked.bounds && !(asked.bounds->low >= 0 && asked.bounds->low <= 1 && asked.bounds->high >= 1))
    return wrong(Reason::not_identified);
  Raking raking(cells, asked);
  if (!raking.every_category_weighs()) return wrong(Reason::not_identified);
  Raked out;
  out.n = n;
  while (out.rounds < asked.rounds_max) {
    ++out.rounds;
    raking.round();
    out.worst = raking.worst(raking.n());
    if (std::abs(out.worst.wanted - out.worst.reached) < 1e-10) {
      out.converged = true;
      break;
    }
  }
  if (!out.converged) {
    raking.mean_to_one();
    if (const double together = raking.together(); together > 0) out.worst = raking.worst(together);
  }
  // Bounds hold to the letter; without them the last margin makes the mean 1 but for rounding.
  double sum = 0, squares = 0;
  out.least = INFINITY;
  auto cell = raking.cells().begin();
  for (const auto& [key, rows] : cells.rows) {
    const double weight = raking.weight(*cell++);
    const auto times = static_cast<double>(rows);
    out.weights[key] = weight;
    sum += times * weight;
    squares += times * weight * weight;
    out.least = std::min(out.least, weight);
    out.most = std::max(out.most, weight);
    if (asked.bounds && key.second > 0) {
      out.at_low += weight <= asked.bounds->low ? rows : 0;
      out.at_high += weight >= asked.bounds->high ? rows : 0;
    }
  }
  if (!(sum > 0) || !std::isfinite(squares)) return wrong(Reason::did_not_converge);
  out.n_effective = sum * sum / squares;
  out.design_effect = static_cast<double>(n) / out.n_effective;
  return out;
}

std::int64_t stored_weight(double weight) {
  if (!(weight > 0)) return 0;
  return static_cast<std::int64_t>(std::llround(std::min(weight * weight_one, static_cast<double>(weight_max))));
}

}  // namespace goud::stats
