#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <limits>

#include "stats/bootstrap.hpp"
#include "stats/parallel.hpp"
#include "stats/pls_core.hpp"
#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

constexpr std::size_t tile = 4;
constexpr std::size_t rows_at_once = 64;  // their numbers stay in the nearest cache

// out += sum over the rows of scaled' rows, by squares of 4 x 4 on and right of the diagonal; width is a multiple of 4.
void add_products(const double* scaled, const double* const* rows, std::size_t count, std::size_t width, double* out) {
  for (std::size_t i = 0; i < width; i += tile) {
    for (std::size_t j = i; j < width; j += tile) {
      std::array<std::array<double, tile>, tile> sums{};
      for (std::size_t row = 0; row < count; ++row) {
        const double* left = scaled + row * width + i;
        const double* right = rows[row] + j;
        const double r0 = right[0], r1 = right[1], r2 = right[2], r3 = right[3];
        for (std::size_t a = 0; a < tile; ++a) {
          sums[a][0] += left[a] * r0;
          sums[a][1] += left[a] * r1;
          sums[a][2] += left[a] * r2;
          sums[a][3] += left[a] * r3;
        }
      }
      for (std::size_t a = 0; a < tile; ++a)
        for (std::size_t b = 0; b < tile; ++b) out[(i + a) * width + j + b] += sums[a][b];
    }
  }
}

// Rows standardised once by the whole sample, so that a replicate's raw products lose nothing to large means.
struct Rows {
  std::size_t n = 0, items = 0, width = 0;  // width: the items, a one, and zeros up to a multiple of 4
  std::vector<double> values;
  std::vector<double> means, deviations;
  std::vector<double> weights;
};

Rows standardised(const Matrix& x, std::span<const double> weights, const std::vector<std::size_t>& columns) {
  Rows rows;
  rows.n = x.rows;
  rows.items = columns.size();
  rows.width = (rows.items + 1 + tile - 1) / tile * tile;
  rows.values.assign(rows.n * rows.width, 0.0);
  rows.weights.assign(weights.begin(), weights.end());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto column = x.column(columns[i]);
    double total = 0, together = 0, squares = 0;
    for (std::size_t row = 0; row < x.rows; ++row) {
      const double w = weights.empty() ? 1 : weights[row];
      total += w * column[row];
      together += w;
    }
    const double mean = total / together;
    for (std::size_t row = 0; row < x.rows; ++row)
      squares += (weights.empty() ? 1 : weights[row]) * (column[row] - mean) * (column[row] - mean);
    const double deviation = std::sqrt(squares / together);
    rows.means.push_back(mean);
    rows.deviations.push_back(deviation);
    for (std::size_t row = 0; row < x.rows; ++row) rows.values[row * rows.width + i] = (column[row] - mean) / deviation;
  }
  for (std::size_t row = 0; row < rows.n; ++row) rows.values[row * rows.width + rows.items] = 1;
  return rows;
}

// One sample drawn: its correlations, means and deviations, these two in those of the whole sample.
class Draw {
 public:
  explicit Draw(const Rows& rows)
      : rows_(rows),
        times_(rows.n),
        scaled_(rows_at_once * rows.width),
        products_(rows.width * rows.width),
        r(rows.items * rows.items),
        means(rows.items),
        deviations(rows.items) {}

  [[nodiscard]] bool operator()(RandomStream stream) {
    const std::size_t p = rows_.items, width = rows_.width;
    std::fill(times_.begin(), times_.end(), 0);
    std::fill(products_.begin(), products_.end(), 0.0);
    const auto n = static_cast<std::uint32_t>(rows_.n);
    for (std::uint32_t i = 0; i < n; ++i) ++times_[stream.below(n)];
    std::array<const double*, rows_at_once> places{};
    std::size_t count = 0;
    for (std::size_t row = 0; row < rows_.n; ++row) {
      if (times_[row] == 0) continue;
      const double weight = times_[row] * (rows_.weights.empty() ? 1.0 : rows_.weights[row]);
      const double* from = rows_.values.data() + row * width;
      places[count] = from;
      for (std::size_t i = 0; i < width; ++i) scaled_[count * width + i] = weight * from[i];
      if (++count == rows_at_once) {
        add_products(scaled_.data(), places.data(), count, width, products_.data());
        count = 0;
      }
    }
    add_products(scaled_.data(), places.data(), count, width, products_.data());
    const double together = products_[p * width + p];
    if (!(together > 0)) return false;
    for (std::size_t i = 0; i < p; ++i) {
      means[i] = products_[i * width + p] / together;
      const double variance = products_[i * width + i] / together - means[i] * means[i];
      if (!(variance > 1e-12)) return false;
      deviations[i] = std::sqrt(variance);
    }
    for (std::size_t i = 0; i < p; ++i) {
      r[i * p + i] = 1;
      for (std::size_t j = i + 1; j < p; ++j) {
        const double covariance = products_[i * width + j] / together - means[i] * means[j];
        r[i * p + j] = r[j * p + i] = std::clamp(covariance / (deviations[i] * deviations[j]), -1.0, 1.0);
      }
    }
    return true;
  }

 private:
  const Rows& rows_;
  std::vector<std::uint32_t> times_;
  std::vector<double> scaled_, products_;

 public:
  std::vector<double> r, means, deviations;
};

double index_of(const pls_detail::PathSearch& search, const Rows& rows, const Draw& draw, const IndexAsked& asked) {
  double above = 0, together = 0;
  bool up = false, down = false;
  for (std::size_t i = search.begin(asked.block); i < search.begin(asked.block + 1); ++i) {
    const double raw = search.weights()[i] / (draw.deviations[i] * rows.deviations[i]);
    up = up || raw > 0;
    down = down || raw < 0;
    above += raw * (rows.means[i] + draw.means[i] * rows.deviations[i] - asked.scale.low);
    together += raw;
  }
  if (up == down) return std::numeric_limits<double>::quiet_NaN();
  return 100 * above / (together * (asked.scale.high - asked.scale.low));
}

}  // namespace

PathBootstrap path_bootstrap(const Matrix& x, std::span<const double> weights, const PathModel& model,
                             const PathFit& fit, const PathBootstrapAsked& asked) {
  const pls_detail::PathSearch plan(model);
  const std::size_t blocks = plan.blocks(), arrows = model.arrows.size(), totals = fit.totals.size();
  const std::size_t figures = arrows + totals + blocks * blocks + asked.indices.size();
  const Rows rows = standardised(x, weights, plan.columns());
  std::vector<double> sample_weights;
  for (const auto& block : fit.weights) sample_weights.insert(sample_weights.end(), block.begin(), block.end());

  // Figure after figure, each with its replicates side by side.
  std::vector<double> values(figures * asked.replicates, std::numeric_limits<double>::quiet_NaN());
  std::atomic<std::size_t> unended = 0, singular = 0;
  for_each_run(asked.replicates, 64, asked.threads, [&](std::size_t begin, std::size_t end) {
    pls_detail::PathSearch search(model);
    Draw draw(rows);
    std::vector<double> effects(blocks * blocks), htmt(blocks * blocks);
    for (std::size_t replicate = begin; replicate < end; ++replicate) {
      using End = pls_detail::PathSearch::End;
      const End found = draw(RandomStream(asked.seed, replicate)) ? search.search(draw.r.data()) : End::singular;
      if (found == End::found) search.turn(draw.r.data(), sample_weights.data());
      if (found == End::no_convergence) {
        ++unended;
        continue;
      }
      if (found == End::singular || !search.paths()) {
        ++singular;
        continue;
      }
      std::size_t at = replicate;
      const auto keep = [&](double value) {
        values[at] = value;
        at += asked.replicates;
      };
      for (const double arrow : search.arrows()) keep(arrow);
      search.totals(effects.data());
      for (const auto& total : fit.totals) keep(effects[total.from * blocks + total.to]);
      pls_detail::htmt_of(draw.r.data(), search, model, htmt.data());
      for (const double one : htmt) keep(one);
      for (const auto& index : asked.indices) keep(index_of(search, rows, draw, index));
    }
  });

  PathBootstrap out;
  out.replicates = asked.replicates;
  out.did_not_converge = unended;
  out.not_computed = singular;
  std::size_t at = 0;
  const auto interval = [&] {
    const std::span<const double> of(values.data() + at, asked.replicates);
    at += asked.replicates;
    return percentile_interval(of, asked.level);
  };
  for (std::size_t i = 0; i < arrows; ++i) out.arrows.push_back(interval());
  for (std::size_t i = 0; i < totals; ++i) out.totals.push_back(interval());
  out.htmt.assign(blocks, std::vector<std::optional<Interval>>(blocks));
  for (auto& row : out.htmt)
    for (auto& one : row) one = interval();
  for (std::size_t i = 0; i < asked.indices.size(); ++i) out.indices.push_back(interval());
  return out;
}

}  // namespace goud::stats
