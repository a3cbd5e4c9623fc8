#include "stats/regression.hpp"

#include <algorithm>
#include <cmath>

#include "stats/distribution.hpp"
#include "stats/spectrum.hpp"

namespace goud::stats {
namespace {

// What both ways share: the fit, and the inverse in the units of the drivers.
struct Fit {
  Regression said;
  std::vector<std::size_t> places;  // of the drivers among the columns
  std::vector<double> slopes;       // minimum norm where not identified
  Matrix inverse;                   // of S_xx
};

tl::expected<Fit, Unsaid> fit_of(const CrossProducts& sums, std::size_t outcome, double level) {
  Fit fit;
  for (std::size_t j = 0; j < sums.columns(); ++j) {
    if (j != outcome) fit.places.push_back(j);
  }
  const std::size_t p = fit.places.size();
  Regression& said = fit.said;
  said.n = sums.n;
  if (!(sums.weight > 0) || sums.n <= static_cast<std::int64_t>(p)) return unsaid(Reason::too_few, sums.n);
  if (!has_spread(sums, outcome)) return unsaid(Reason::no_spread, sums.n);

  const Matrix all = correlations(sums);
  std::vector<double> spread(p);
  std::vector<std::size_t> kept;
  for (std::size_t j = 0; j < p; ++j) {
    spread[j] = std::sqrt(sums.centred.at(fit.places[j], fit.places[j]));
    if (has_spread(sums, fit.places[j]))
      kept.push_back(j);
    else
      said.constant.push_back(j);
  }
  Matrix among(kept.size(), kept.size());
  for (std::size_t b = 0; b < kept.size(); ++b) {
    for (std::size_t a = 0; a < kept.size(); ++a) among.at(a, b) = all.at(fit.places[kept[a]], fit.places[kept[b]]);
  }
  const auto found = inverse(among);
  const double outcome_spread = std::sqrt(sums.centred.at(outcome, outcome));

  fit.slopes.assign(p, 0.0);
  fit.inverse = Matrix(p, p);
  said.inflation.assign(p, 0.0);
  said.freedom = static_cast<double>(sums.n) - static_cast<double>(found.rank) - 1;
  double explained = 0;
  for (std::size_t a = 0; a < kept.size(); ++a) {
    double beta = 0;
    for (std::size_t b = 0; b < kept.size(); ++b) {
      beta += found.of.at(a, b) * all.at(fit.places[kept[b]], outcome);
      fit.inverse.at(kept[a], kept[b]) = found.of.at(a, b) / (spread[kept[a]] * spread[kept[b]]);
    }
    explained += beta * all.at(fit.places[kept[a]], outcome);
    fit.slopes[kept[a]] = beta * outcome_spread / spread[kept[a]];
    said.inflation[kept[a]] = std::max(1.0, found.of.at(a, a));
  }
  said.r2 = std::clamp(explained, 0.0, 1.0);
  for (const auto a : found.collinear) {
    said.collinear.push_back(kept[a]);
    said.inflation[kept[a]] = 0;
  }
  const double variance = said.freedom > 0 ? sums.centred.at(outcome, outcome) * (1 - said.r2) / said.freedom : 0;
  said.residual_deviation = std::sqrt(variance);
  said.rank = found.rank;
  if (said.freedom > 0 && found.rank > 0 && said.r2 > 0) {
    const double unexplained = (1 - said.r2) / said.freedom;
    said.p = unexplained > 0 ? f_p(said.r2 / static_cast<double>(found.rank) / unexplained,
                                   static_cast<double>(found.rank), said.freedom)
                             : 0;
  }
  said.intercept = sums.means[outcome];
  for (std::size_t j = 0; j < p; ++j) said.intercept -= fit.slopes[j] * sums.means[fit.places[j]];

  const auto holds = [](const std::vector<std::size_t>& list, std::size_t j) {
    return std::find(list.begin(), list.end(), j) != list.end();
  };
  said.covariance = Matrix(p, p);
  said.robust.assign(p, std::nullopt);
  for (std::size_t j = 0; j < p; ++j) {
    if (holds(said.constant, j)) {
      said.coefficients.push_back(unsaid(Reason::no_spread, sums.n));
      continue;
    }
    if (holds(said.collinear, j)) {
      said.coefficients.push_back(unsaid(Reason::not_identified, sums.n));
      continue;
    }
    for (std::size_t i = 0; i < p; ++i) {
      if (!holds(said.collinear, i)) said.covariance.at(i, j) = variance * fit.inverse.at(i, j);
    }
    Estimate estimate;
    estimate.value = fit.slopes[j];
    estimate.n = sums.n;
    if (said.freedom > 0) {
      const double half = two_sided_student(level, said.freedom) * std::sqrt(said.covariance.at(j, j));
      estimate.interval = Interval{estimate.value - half, estimate.value + half};
    } else {
      estimate.no_interval = Reason::too_few;
    }
    said.coefficients.emplace_back(estimate);
  }
  return fit;
}

}  // namespace

Regressed regression(const CrossProducts& sums, std::size_t outcome, double level) {
  auto fit = fit_of(sums, outcome, level);
  if (!fit) return tl::unexpected(fit.error());
  return std::move(fit->said);
}

Regressed regression(const Matrix& drivers, std::span<const double> outcome, std::span<const double> weights,
                     double level) {
  const std::size_t p = drivers.columns;
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < drivers.rows; ++i) {
    if (weights.empty() || weights[i] > 0) rows.push_back(i);
  }
  Matrix kept(rows.size(), p + 1);
  std::vector<double> kept_weights;
  for (std::size_t j = 0; j <= p; ++j) {
    const auto from = j < p ? drivers.column(j) : outcome;
    const auto to = kept.column(j);
    for (std::size_t i = 0; i < rows.size(); ++i) to[i] = from[rows[i]];
  }
  if (!weights.empty()) {
    for (const auto i : rows) kept_weights.push_back(weights[i]);
  }
  const auto sums = cross_products(kept, kept_weights);
  auto fit = fit_of(sums, p, level);
  if (!fit) return tl::unexpected(fit.error());
  Regression& said = fit->said;
  if (!(said.freedom > 0)) return std::move(said);

  Matrix meat(p, p);
  std::vector<double> away(p), pull(p);
  bool decided = false;  // one row decides its own fit
  for (std::size_t i = 0; i < rows.size() && !decided; ++i) {
    const double weight = kept_weights.empty() ? 1.0 : kept_weights[i];
    double residual = kept.at(i, p) - sums.means[p];
    for (std::size_t j = 0; j < p; ++j) {
      away[j] = kept.at(i, j) - sums.means[j];
      residual -= fit->slopes[j] * away[j];
    }
    double leverage = 1 / sums.weight;
    for (std::size_t j = 0; j < p; ++j) {
      const auto column = fit->inverse.column(j);
      double total = 0;
      for (std::size_t k = 0; k < p; ++k) total += column[k] * away[k];
      pull[j] = total;
      leverage += total * away[j];
    }
    const double left = 1 - weight * leverage;
    decided = left < 1e-10;
    const double factor = weight * residual / left;
    for (std::size_t k = 0; k < p; ++k) {
      const double scaled = factor * factor * pull[k];
      const auto column = meat.column(k);
      for (std::size_t j = 0; j <= k; ++j) column[j] += scaled * pull[j];
    }
  }
  if (decided) return std::move(said);
  said.covariance_robust = Matrix(p, p);
  const double t = two_sided_student(level, said.freedom);
  for (std::size_t k = 0; k < p; ++k) {
    for (std::size_t j = 0; j <= k; ++j) {
      if (said.coefficients[j] && said.coefficients[k])
        said.covariance_robust.at(j, k) = said.covariance_robust.at(k, j) = meat.at(j, k);
    }
    if (!said.coefficients[k]) continue;
    const double half = t * std::sqrt(meat.at(k, k));
    said.robust[k] = Interval{said.coefficients[k]->value - half, said.coefficients[k]->value + half};
  }
  return std::move(said);
}

}  // namespace goud::stats
