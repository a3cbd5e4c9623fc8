#include "stats/log_rank.hpp"

#include <Eigen/Dense>
#include <algorithm>

#include "stats/distribution.hpp"

namespace goud::stats {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using Index = Eigen::Index;

// Per event time (columns) and group (rows): who was at risk and who had it.
struct Strata {
  std::vector<double> times;
  MatrixXd at_risk, events;
};

Strata strata_of(std::span<const SurvivalTable> groups) {
  Strata strata;
  strata.times = event_times(groups);
  const auto count = static_cast<Index>(strata.times.size()), many = static_cast<Index>(groups.size());
  strata.at_risk.resize(many, count);
  strata.events.resize(many, count);
  for (Index g = 0; g < many; ++g) {
    const auto counts = risk_counts(groups[static_cast<std::size_t>(g)], strata.times);
    strata.at_risk.row(g) = Eigen::Map<const Eigen::RowVectorXd>(counts.at_risk.data(), count);
    strata.events.row(g) = Eigen::Map<const Eigen::RowVectorXd>(counts.events.data(), count);
  }
  return strata;
}

MatrixXd hypergeometric(const Strata& strata) {
  const Index many = strata.at_risk.rows();
  MatrixXd variance = MatrixXd::Zero(many, many);
  for (Index j = 0; j < strata.at_risk.cols(); ++j) {
    const double at_risk = strata.at_risk.col(j).sum(), events = strata.events.col(j).sum();
    if (at_risk <= 1) continue;
    const VectorXd part = strata.at_risk.col(j) / at_risk;
    const double factor = events * (at_risk - events) / (at_risk - 1);
    variance.diagonal() += factor * part;
    variance.noalias() -= factor * part * part.transpose();
  }
  return variance;
}

// The sum of squares of each row's share in U, weights squared.
MatrixXd of_rows(std::span<const SurvivalTable> groups, const Strata& strata) {
  const Index many = strata.at_risk.rows(), count = strata.at_risk.cols();
  MatrixXd part(many, count), parts(many, count + 1);  // p, and p dLambda summed up to a place
  VectorXd hazard(count + 1);
  parts.col(0).setZero();
  hazard[0] = 0;
  for (Index j = 0; j < count; ++j) {
    const double at_risk = strata.at_risk.col(j).sum(), step = strata.events.col(j).sum() / at_risk;
    part.col(j) = strata.at_risk.col(j) / at_risk;
    parts.col(j + 1) = parts.col(j) + part.col(j) * step;
    hazard[j + 1] = hazard[j] + step;
  }
  const auto place = [&](double time) {
    return static_cast<Index>(std::upper_bound(strata.times.begin(), strata.times.end(), time) - strata.times.begin());
  };
  MatrixXd variance = MatrixXd::Zero(many, many);
  for (Index g = 0; g < many; ++g) {
    for (const auto& [key, cell] : groups[static_cast<std::size_t>(g)].cells) {
      const Index from = place(key.entry), upto = place(key.time);
      if (from >= upto) continue;
      VectorXd censored = parts.col(upto) - parts.col(from);
      censored[g] -= hazard[upto] - hazard[from];
      if (cell.squares_censored > 0) variance.noalias() += cell.squares_censored * censored * censored.transpose();
      if (!(cell.squares_events > 0)) continue;
      VectorXd event = censored - part.col(upto - 1);
      event[g] += 1;
      variance.noalias() += cell.squares_events * event * event.transpose();
    }
  }
  return variance;
}

}  // namespace

LogRank log_rank(std::span<const SurvivalTable> groups) {
  std::int64_t n = 0;
  for (const auto& group : groups) n += group.n();
  LogRank result{tl::unexpected(Unsaid{Reason::too_few, n}), std::vector<double>(groups.size(), 0.0),
                 std::vector<double>(groups.size(), 0.0)};
  const bool too_many = groups.size() > log_rank_groups_max;
  const auto strata = strata_of(too_many ? groups.first(0) : groups);
  if (too_many) {
    result.test = tl::unexpected(Unsaid{Reason::not_identified, n});
    return result;
  }
  const Index many = strata.at_risk.rows();
  VectorXd score = strata.events.rowwise().sum();
  for (Index g = 0; g < many; ++g) result.observed[static_cast<std::size_t>(g)] = score[g];
  for (Index j = 0; j < strata.at_risk.cols(); ++j)
    score -= strata.at_risk.col(j) * (strata.events.col(j).sum() / strata.at_risk.col(j).sum());
  std::vector<Index> counted;
  for (Index g = 0; g < many; ++g) {
    auto& expected = result.expected[static_cast<std::size_t>(g)];
    expected = result.observed[static_cast<std::size_t>(g)] - score[g];
    if (expected > 1e-12) counted.push_back(g);
  }
  if (counted.size() < 2) return result;
  const bool weighted = std::any_of(groups.begin(), groups.end(), [](const auto& group) { return group.weighted(); });
  const MatrixXd variance = weighted ? of_rows(groups, strata) : hypergeometric(strata);
  // One group less: the scores sum to 0.
  counted.pop_back();
  const MatrixXd kept = variance(counted, counted);
  const VectorXd scores = score(counted);
  const VectorXd scale = kept.diagonal().cwiseSqrt();
  if ((scale.array() <= 1e-10).any()) return result;
  const MatrixXd scaled = scale.cwiseInverse().asDiagonal() * kept * scale.cwiseInverse().asDiagonal();
  const Eigen::LDLT<MatrixXd> parted(scaled);
  if (parted.info() != Eigen::Success || parted.vectorD().minCoeff() < 1e-10) {
    result.test = tl::unexpected(Unsaid{Reason::not_identified, n});
    return result;
  }
  const VectorXd standard = scores.cwiseQuotient(scale);
  LogRankTest test;
  test.chi2 = std::max(0.0, standard.dot(parted.solve(standard)));
  test.df = static_cast<int>(counted.size());
  test.p = chi_squared_p(test.chi2, test.df);
  result.test = test;
  return result;
}

}  // namespace goud::stats
