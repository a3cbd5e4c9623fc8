#include "stats/mediation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "stats/bootstrap.hpp"
#include "stats/correlation.hpp"
#include "stats/parallel.hpp"
#include "stats/random_stream.hpp"

namespace goud::stats {
namespace {

struct Ways {
  double indirect = std::numeric_limits<double>::quiet_NaN();
  double direct = std::numeric_limits<double>::quiet_NaN();
};

// Sums of a set of rows: w, w z_i, w z_i z_j (j >= i), in this order, of columns made standard over all rows.
class Sums {
 public:
  explicit Sums(std::size_t columns) : columns_(columns), size_(1 + columns + columns * (columns + 1) / 2) {}
  [[nodiscard]] std::size_t size() const { return size_; }
  void add(std::span<const double> z, double weight, double* sums) const {
    sums[0] += weight;
    std::size_t at = 1 + columns_;
    for (std::size_t i = 0; i < columns_; ++i) {
      sums[1 + i] += weight * z[i];
      for (std::size_t j = i; j < columns_; ++j) sums[at++] += weight * z[i] * z[j];
    }
  }
  // `room` is columns x columns of the caller's, so that a replicate asks for no memory.
  [[nodiscard]] Ways ways(const double* sums, double* room) const {
    const std::size_t k = columns_;
    const double weight = sums[0];
    if (!(weight > 0)) return {};
    std::size_t at = 1 + k;
    for (std::size_t i = 0; i < k; ++i) {
      for (std::size_t j = i; j < k; ++j, ++at)
        room[i * k + j] = room[j * k + i] = sums[at] / weight - sums[1 + i] / weight * (sums[1 + j] / weight);
    }
    // Columns were standard, so their spread here is about 1 unless the draw left none.
    constexpr double least = 1e-10;
    const double x_spread = room[0], y_spread = room[2 * k + 2];
    if (!(x_spread > least && room[k + 1] > least && y_spread > least)) return {};
    for (std::size_t g = 3; g < k; ++g) {
      const double pivot = room[g * k + g];
      if (!(pivot > least)) continue;  // says nothing beyond those before it
      for (std::size_t i = 0; i < k; ++i) {
        if (i >= 3 && i <= g) continue;
        const double factor = room[i * k + g] / pivot;
        for (std::size_t j = 0; j < k; ++j) {
          if (j < 3 || j > g) room[i * k + j] -= factor * room[g * k + j];
        }
      }
    }
    const double xx = room[0], xm = room[1], xy = room[2], mm = room[k + 1], my = room[k + 2];
    if (!(xx > least * x_spread)) return {};
    const double a = xm / xx;
    const double m_left = mm - a * xm;
    if (!(m_left > least)) return {};
    const double b = (my - a * xy) / m_left;
    const double scale = std::sqrt(x_spread / y_spread);
    return {a * b * scale, (xy - b * xm) / xx * scale};
  }

 private:
  std::size_t columns_, size_;
};

// Ten numbers a unit is x, m and y alone; a known length lets the sums stay in registers.
template <std::size_t fixed>
void draw(const std::vector<double>& parts, std::uint32_t units, std::size_t size, RandomStream& stream, double* sums) {
  const std::size_t many = fixed == 0 ? size : fixed;
  if constexpr (fixed != 0) {
    double held[fixed] = {};
    for (std::uint32_t i = 0; i < units; ++i) {
      const double* part = parts.data() + fixed * stream.below(units);
      for (std::size_t j = 0; j < fixed; ++j) held[j] += part[j];
    }
    std::copy_n(held, fixed, sums);
  } else {
    std::fill_n(sums, many, 0.0);
    for (std::uint32_t i = 0; i < units; ++i) {
      const double* part = parts.data() + many * stream.below(units);
      for (std::size_t j = 0; j < many; ++j) sums[j] += part[j];
    }
  }
}

}  // namespace

Mediation mediation(const MediationRows& rows, const Redraw& work) {
  const Matrix& columns = rows.columns;
  if (columns.columns < 3) throw std::invalid_argument("x, m and y are three columns");
  const std::size_t k = columns.columns;
  const auto n = static_cast<std::int64_t>(columns.rows);
  const auto cannot = [&](Reason reason, std::int64_t units) {
    return Mediation{unsaid(reason, n), unsaid(reason, n), std::nullopt, std::nullopt, units};
  };
  const auto whole = cross_products(columns, rows.weights);
  if (!(whole.n_effective() > static_cast<double>(k))) return cannot(Reason::too_few, 0);
  for (std::size_t j = 0; j < 3; ++j) {
    if (!has_spread(whole, j)) return cannot(Reason::no_spread, 0);
  }

  const Sums form(k);
  const std::size_t size = form.size();
  std::size_t numbers = columns.rows;
  if (!rows.unit.empty()) numbers = static_cast<std::size_t>(*std::max_element(rows.unit.begin(), rows.unit.end())) + 1;
  std::vector<double> parts(numbers * size, 0.0), total(size, 0.0), z(k);
  std::vector<bool> there(numbers, false);
  for (std::size_t i = 0; i < columns.rows; ++i) {
    const double weight = rows.weights.empty() ? 1 : rows.weights[i];
    const auto unit = rows.unit.empty() ? i : static_cast<std::size_t>(rows.unit[i]);
    for (std::size_t j = 0; j < k; ++j) {
      z[j] = has_spread(whole, j)
                 ? (columns.at(i, j) - whole.means[j]) / std::sqrt(whole.centred.at(j, j) / whole.weight)
                 : 0;
    }
    if (!(weight > 0)) continue;
    there[unit] = true;
    form.add(z, weight, parts.data() + unit * size);
  }
  std::size_t units = 0;  // close the gaps in their numbers
  for (std::size_t u = 0; u < numbers; ++u) {
    if (!there[u]) continue;
    std::copy_n(parts.data() + u * size, size, parts.data() + units * size);
    ++units;
  }
  parts.resize(units * size);
  for (std::size_t u = 0; u < units; ++u) {
    for (std::size_t j = 0; j < size; ++j) total[j] += parts[u * size + j];
  }
  std::vector<double> room(k * k);
  const Ways figure = form.ways(total.data(), room.data());
  if (!std::isfinite(figure.indirect)) return cannot(Reason::not_identified, static_cast<std::int64_t>(units));

  Mediation said = cannot(Reason::too_few, static_cast<std::int64_t>(units));
  const auto estimate = [&](double value) { return Estimate{value, std::nullopt, n, std::nullopt, Reason::not_asked}; };
  Estimate indirect = estimate(figure.indirect), direct = estimate(figure.direct);
  constexpr std::size_t units_least = 10;
  if (work.replicates > 0) indirect.no_interval = direct.no_interval = Reason::too_few;
  if (work.replicates > 0 && units >= units_least) {
    const auto many = static_cast<std::size_t>(work.replicates);
    std::vector<double> through(many), beside(many);
    for_each_run(many, 64, work.threads, [&](std::size_t begin, std::size_t end) {
      std::vector<double> sums(size), own(k * k);
      for (std::size_t r = begin; r < end; ++r) {
        RandomStream stream(work.seed, r);
        (size == 10 ? draw<10> : draw<0>)(parts, static_cast<std::uint32_t>(units), size, stream, sums.data());
        const Ways one = form.ways(sums.data(), own.data());
        through[r] = one.indirect;
        beside[r] = one.direct;
      }
    });
    std::vector<double> through_without(units), beside_without(units), rest(size);
    for (std::size_t u = 0; u < units; ++u) {
      for (std::size_t j = 0; j < size; ++j) rest[j] = total[j] - parts[u * size + j];
      const Ways one = form.ways(rest.data(), room.data());
      through_without[u] = std::isfinite(one.indirect) ? one.indirect : figure.indirect;
      beside_without[u] = std::isfinite(one.direct) ? one.direct : figure.direct;
    }
    const auto limits = [&](Estimate& of, std::optional<Interval>& bca, std::vector<double>& replicates,
                            const std::vector<double>& without) {
      of.interval = percentile_interval(replicates, work.level);
      of.no_interval = of.interval ? std::nullopt : std::optional(Reason::not_identified);
      bca = bca_interval(replicates, of.value, without, work.level);
      // An estimate lies in its interval; a skewed bootstrap may leave it a hair outside.
      if (of.interval)
        of.interval = Interval{std::min(of.interval->low, of.value), std::max(of.interval->high, of.value)};
    };
    limits(indirect, said.indirect_bca, through, through_without);
    limits(direct, said.direct_bca, beside, beside_without);
  }
  said.indirect = indirect;
  said.direct = direct;
  return said;
}

}  // namespace goud::stats
