#include "stats/cox.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "stats/cox_rows.hpp"
#include "stats/distribution.hpp"
#include "stats/parallel.hpp"

namespace goud::stats {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using Index = Eigen::Index;
using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr std::size_t rows_in_hand = 256;

Eigen::Map<const RowMajor> matrix_of(const CoxRows& rows) {
  return {rows.x.data(), static_cast<Index>(rows.n), static_cast<Index>(rows.columns)};
}

// X' diag(c) X over rows handed in one by one, in runs that stay in the cache.
class Products {
 public:
  explicit Products(Index p) : sum_(MatrixXd::Zero(p, p)), left_(rows_in_hand, p), right_(rows_in_hand, p) {}
  template <class Row>
  void add(const Row& row, double weight) {
    left_.row(used_) = row;
    right_.row(used_) = weight * row;
    if (++used_ == static_cast<Index>(rows_in_hand)) flush();
  }
  const MatrixXd& sum() {
    flush();
    return sum_;
  }

 private:
  void flush() {
    if (used_ > 0) sum_.noalias() += left_.topRows(used_).transpose() * right_.topRows(used_);
    used_ = 0;
  }
  MatrixXd sum_;
  RowMajor left_, right_;
  Index used_ = 0;
};

struct Slope {
  double loglik = -std::numeric_limits<double>::infinity();
  VectorXd gradient;
  MatrixXd information;
};

// The likelihood at one set of slopes. The information is sum over rows of c x x' less sum over event times of their means'
// products, where c gathers all the event times a row was at risk at: so no matrix is carried along the rows.
class Likelihood {
 public:
  Likelihood(const CoxRows& sorted, Ties ties, int threads)
      : s_(sorted), ties_(ties), threads_(threads), p_(static_cast<Index>(sorted.columns)), x_(matrix_of(sorted)) {
    const std::size_t count = s_.event_time.size();
    for (auto* one : {&a_, &b_, &alpha_, &beta_, &gamma_, &deaths_}) one->assign(count, 0.0);
    risk_.resize(s_.n);
    eta_.resize(s_.n);
    sums_.resize(static_cast<Index>(count), p_);
    died_.resize(static_cast<Index>(count), p_);
  }

  Slope at(const VectorXd& slopes) {
    Slope slope;
    set_risk(slopes);
    slope.loglik = walk();
    if (!std::isfinite(slope.loglik)) {
      slope.loglik = -std::numeric_limits<double>::infinity();
      return slope;
    }
    const auto [gradient, information] = weighted({});
    slope.gradient = gradient;
    slope.information = information;
    return slope;
  }

  // Gradient and information where each event time counts g times; after at().
  std::pair<VectorXd, MatrixXd> weighted(std::span<const double> g) const {
    const std::size_t count = s_.event_time.size(), blocks = s_.blocks.size() - 1;
    const auto times = [&](std::size_t j) { return g.empty() ? 1.0 : g[j]; };
    std::vector<double> later(count + 1, 0.0);  // a of this event time and all before it in time
    for (std::size_t j = count; j-- > 0;) later[j] = later[j + 1] + times(j) * a_[j];
    std::vector<VectorXd> gradients(blocks);
    std::vector<MatrixXd> parts(blocks);
    for_each_index(blocks, threads_, [&](std::size_t block) {
      Products rows(p_), means(p_);
      VectorXd gradient = VectorXd::Zero(p_);
      const std::size_t begin = first_row(block), end = s_.rows_end[s_.blocks[block + 1] - 1];
      for (std::size_t i = begin; i < end; ++i) {
        const std::size_t upto = s_.upto[i], from = s_.from.empty() ? count : s_.from[i];
        const bool event = s_.event[i] != 0;
        const double c =
            risk_[i] * (later[upto] - later[std::max(upto, from)] - (event ? times(upto) * b_[upto] : 0.0));
        const auto row = x_.row(static_cast<Index>(i));
        gradient += ((event ? s_.weight[i] * times(upto) : 0.0) - c) * row.transpose();
        rows.add(row, c);
      }
      for (std::size_t j = s_.blocks[block]; j < s_.blocks[block + 1]; ++j) {
        const auto at = static_cast<Index>(j);
        // alpha S S' - beta (S E' + E S') + gamma E E' as two squares.
        const double shift = beta_[j] / alpha_[j], rest = gamma_[j] - beta_[j] * shift;
        if (deaths_[j] > 1 && ties_ == Ties::efron) {
          means.add(sums_.row(at) - shift * died_.row(at), times(j) * alpha_[j]);
          means.add(died_.row(at), times(j) * rest);
        } else {
          means.add(sums_.row(at), times(j) * alpha_[j]);
        }
      }
      gradients[block] = std::move(gradient);
      parts[block] = rows.sum() - means.sum();
    });
    VectorXd gradient = VectorXd::Zero(p_);
    MatrixXd information = MatrixXd::Zero(p_, p_);
    for (std::size_t block = 0; block < blocks; ++block) {
      gradient += gradients[block];
      information += parts[block];
    }
    return {gradient, (information + information.transpose()) / 2};
  }

  // Sum of the squared score residuals, weights squared; after at().
  [[nodiscard]] MatrixXd residual_products() const {
    const std::size_t count = s_.event_time.size();
    std::vector<double> later(count + 1, 0.0);
    RowMajor means = RowMajor::Zero(static_cast<Index>(count) + 1, p_);
    for (std::size_t j = count; j-- > 0;) {
      const auto at = static_cast<Index>(j);
      later[j] = later[j + 1] + a_[j];
      means.row(at) = means.row(at + 1) + alpha_[j] * sums_.row(at) - beta_[j] * died_.row(at);
    }
    Products products(p_);
    for (std::size_t i = 0; i < s_.rows_end.back(); ++i) {
      const std::size_t upto = s_.upto[i], from = std::max(upto, s_.from.empty() ? count : std::size_t{s_.from[i]});
      const auto row = x_.row(static_cast<Index>(i));
      const double risk = risk_[i] / s_.weight[i];
      Eigen::RowVectorXd residual = -risk * ((later[upto] - later[from]) * row - means.row(static_cast<Index>(upto)) +
                                             means.row(static_cast<Index>(from)));
      if (s_.event[i] != 0) {
        const auto at = static_cast<Index>(upto);
        const auto sum = sums_.row(at), died = died_.row(at);
        residual += row - (a_[upto] * sum - b_[upto] * died) / dead_weight_[upto];
        residual += risk * (b_[upto] * row - beta_[upto] * sum + gamma_[upto] * died);
      }
      products.add(residual, s_.weight[i] * s_.weight[i]);
    }
    return products.sum();
  }

  [[nodiscard]] const std::vector<double>& deaths() const { return deaths_; }

 private:
  [[nodiscard]] std::size_t first_row(std::size_t block) const {
    return block == 0 ? 0 : s_.rows_end[s_.blocks[block] - 1];
  }
  [[nodiscard]] std::size_t first_entry(std::size_t block) const {
    return block == 0 ? 0 : s_.entries_end[s_.blocks[block] - 1];
  }

  void set_risk(const VectorXd& slopes) {
    constexpr std::size_t run = 8192;
    std::vector<double> tops((s_.n + run - 1) / run);
    for_each_run(s_.n, run, threads_, [&](std::size_t begin, std::size_t end) {
      double top = -std::numeric_limits<double>::infinity();
      for (std::size_t i = begin; i < end; ++i)
        top = std::max(top, eta_[i] = x_.row(static_cast<Index>(i)).dot(slopes));
      tops[begin / run] = top;
    });
    const double top = *std::max_element(tops.begin(), tops.end());  // only ratios count
    for_each_run(s_.n, run, threads_, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) risk_[i] = s_.weight[i] * std::exp(eta_[i] -= top);
    });
  }

  // Sums of those at risk at every event time, and what follows from them; gives the likelihood.
  double walk() {
    const std::size_t blocks = s_.blocks.size() - 1;
    std::vector<double> totals(blocks + 1, 0.0), logliks(blocks, 0.0);
    RowMajor starts = RowMajor::Zero(static_cast<Index>(blocks) + 1, p_);
    dead_weight_.assign(s_.event_time.size(), 0.0);
    if (blocks > 1) {
      for_each_index(blocks, threads_, [&](std::size_t block) {
        double total = 0;
        Eigen::RowVectorXd start = Eigen::RowVectorXd::Zero(p_);
        for (std::size_t i = first_row(block); i < s_.rows_end[s_.blocks[block + 1] - 1]; ++i) {
          total += risk_[i];
          start += risk_[i] * x_.row(static_cast<Index>(i));
        }
        for (std::size_t k = first_entry(block); k < s_.entries_end[s_.blocks[block + 1] - 1]; ++k) {
          const auto i = s_.by_entry[k];
          total -= risk_[i];
          start -= risk_[i] * x_.row(static_cast<Index>(i));
        }
        totals[block + 1] = total;
        starts.row(static_cast<Index>(block) + 1) = start;
      });
      for (std::size_t block = 0; block < blocks; ++block) {
        totals[block + 1] += totals[block];
        starts.row(static_cast<Index>(block) + 1) += starts.row(static_cast<Index>(block));
      }
    }
    for_each_index(blocks, threads_, [&](std::size_t block) {
      double risk = totals[block];
      Eigen::RowVectorXd sum = starts.row(static_cast<Index>(block)), died(p_);
      std::size_t i = first_row(block), k = first_entry(block);
      for (std::size_t j = s_.blocks[block]; j < s_.blocks[block + 1]; ++j) {
        double died_risk = 0, died_weight = 0, score = 0;
        std::int64_t deaths = 0;
        died.setZero();
        for (; i < s_.rows_end[j]; ++i) {
          const auto row = x_.row(static_cast<Index>(i));
          risk += risk_[i];
          sum += risk_[i] * row;
          if (s_.event[i] == 0) continue;
          ++deaths;
          died_risk += risk_[i];
          died += risk_[i] * row;
          died_weight += s_.weight[i];
          score += s_.weight[i] * eta_[i];
        }
        for (; k < s_.entries_end[j]; ++k) {
          const auto out = s_.by_entry[k];
          risk -= risk_[out];
          sum -= risk_[out] * x_.row(static_cast<Index>(out));
        }
        const auto at = static_cast<Index>(j);
        sums_.row(at) = sum;
        died_.row(at) = died;
        logliks[block] += score + tie(j, risk, died_risk, died_weight, deaths);
      }
    });
    return std::accumulate(logliks.begin(), logliks.end(), 0.0);
  }

  // What one event time gives: a, b are sums over its events of 1/D and f/D; alpha, beta, gamma of 1, f and f^2 over D^2, where
  // D = S - f E and f is the part of the tied events that is out of it already. Minus the sum of log D is given back.
  double tie(std::size_t j, double risk, double died_risk, double died_weight, std::int64_t deaths) {
    a_[j] = b_[j] = alpha_[j] = beta_[j] = gamma_[j] = 0;
    deaths_[j] = static_cast<double>(deaths);
    dead_weight_[j] = died_weight;
    if (ties_ == Ties::breslow || deaths == 1) {
      if (!(risk > 0)) return -std::numeric_limits<double>::infinity();
      a_[j] = died_weight / risk;
      alpha_[j] = a_[j] / risk;
      return -died_weight * std::log(risk);
    }
    const double each = died_weight / deaths_[j];
    double logs = 0;
    for (std::int64_t k = 0; k < deaths; ++k) {
      const double f = static_cast<double>(k) / deaths_[j], below = risk - f * died_risk;
      if (!(below > 0)) return -std::numeric_limits<double>::infinity();
      const double one = each / below, two = one / below;
      logs += std::log(below);
      a_[j] += one;
      b_[j] += f * one;
      alpha_[j] += two;
      beta_[j] += f * two;
      gamma_[j] += f * f * two;
    }
    return -each * logs;
  }

  const CoxRows& s_;
  Ties ties_;
  int threads_;
  Index p_;
  Eigen::Map<const RowMajor> x_;
  std::vector<double> eta_, risk_;
  std::vector<double> a_, b_, alpha_, beta_, gamma_, deaths_, dead_weight_;
  RowMajor sums_, died_;  // per event time: sum of r x at risk, and of the events
};

// Columns that columns before them do not say whole, by the pivots of the information.
std::vector<Index> independent_columns(const MatrixXd& information, const CoxRows& sorted) {
  std::vector<Index> kept;
  MatrixXd rest = information;
  const double largest = std::max(1.0, information.diagonal().maxCoeff());
  for (Index j = 0; j < rest.rows(); ++j) {
    const double pivot = rest(j, j);
    if (sorted.scale[static_cast<std::size_t>(j)] == 0 || information(j, j) <= 1e-12 * largest ||
        pivot <= 1e-9 * information(j, j))
      continue;
    kept.push_back(j);
    const VectorXd column = rest.col(j);
    rest.noalias() -= column * column.transpose() / pivot;
  }
  return kept;
}

enum class End { found, without_end, lost };

struct Search {
  End end = End::lost;
  VectorXd slopes;
  Slope here;
  std::vector<Index> without_end;
  int iterations = 0;
};

Search climb(Likelihood& likelihood, const CoxRows& sorted, const std::vector<Index>& kept, Slope start) {
  constexpr int iterations_max = 100, halvings_max = 40;
  constexpr double level_ground = 1e-3, near = 1e-9, there = 1e-14, still_moving = 0.05;
  Search search;
  search.slopes = VectorXd::Zero(static_cast<Index>(sorted.columns));
  search.here = std::move(start);
  double gain = std::numeric_limits<double>::infinity();
  const auto end_here = [&] {
    search.end = search.without_end.empty() ? End::found : End::without_end;
    return search;
  };
  // Where rounding is all that is left to climb, this is the top, or the way to one that lies nowhere.
  const auto stuck = [&] { return gain < level_ground ? end_here() : search; };
  for (; search.iterations < iterations_max; ++search.iterations) {
    const MatrixXd information = search.here.information(kept, kept);
    const VectorXd gradient = search.here.gradient(kept);
    const Eigen::LDLT<MatrixXd> parted(information);
    const VectorXd step = parted.solve(gradient);
    const double promised = gradient.dot(step);  // twice what the step promises
    if (parted.info() != Eigen::Success || !step.allFinite() || !(promised >= 0)) return stuck();
    gain = promised;
    // Near the top a step is small beside the range of its column, unless the top lies nowhere.
    search.without_end.clear();
    for (std::size_t k = 0; k < kept.size(); ++k)
      if (std::abs(step[static_cast<Index>(k)]) * sorted.range[static_cast<std::size_t>(kept[k])] > still_moving)
        search.without_end.push_back(kept[k]);
    if (gain < near && !search.without_end.empty()) return end_here();
    VectorXd full = VectorXd::Zero(search.slopes.size());
    for (std::size_t k = 0; k < kept.size(); ++k) full[kept[k]] = step[static_cast<Index>(k)];
    if (gain < there * std::max(1.0, std::abs(search.here.loglik) * 1e-6)) {
      search.slopes += full;
      return end_here();
    }
    const double slack = 1e-11 * std::abs(search.here.loglik);
    double part = 1;
    int halvings = 0;
    for (;; part /= 2, ++halvings) {
      Slope next = likelihood.at(search.slopes + part * full);
      if (next.loglik >= search.here.loglik - slack && next.information.allFinite()) {
        search.slopes += part * full;
        search.here = std::move(next);
        break;
      }
      if (halvings == halvings_max) return stuck();
    }
  }
  return stuck();
}

// The inverse of the information of the columns that can be told. One whose error spans its whole range a thousand times has no
// top of its own: it leaves `firm` and joins those without end.
MatrixXd covariance_of(const Search& search, const CoxRows& sorted, std::vector<Index>& firm,
                       std::vector<std::size_t>& without_end) {
  constexpr double errors_in_range_max = 1000;
  for (;;) {
    const auto many = static_cast<Index>(firm.size());
    if (many == 0) return {};
    const Eigen::LDLT<MatrixXd> parted(search.here.information(firm, firm));
    const MatrixXd covariance = parted.solve(MatrixXd::Identity(many, many));
    std::vector<Index> left;
    for (Index k = 0; k < many; ++k) {
      const auto j = static_cast<std::size_t>(firm[static_cast<std::size_t>(k)]);
      const double error = std::sqrt(covariance(k, k));
      if (error > 0 && error * sorted.range[j] < errors_in_range_max)
        left.push_back(firm[static_cast<std::size_t>(k)]);
      else
        without_end.push_back(j);
    }
    if (left.size() == firm.size()) return covariance;
    firm = std::move(left);
  }
}

tl::expected<ProportionalTest, Unsaid> proportional_test(const std::vector<Index>& tested, const VectorXd& score,
                                                         const MatrixXd& plain, const MatrixXd& crossed,
                                                         const MatrixXd& squared, std::int64_t n) {
  const auto none = [&](Reason reason) { return tl::unexpected(Unsaid{reason, n}); };
  if (tested.empty()) return none(Reason::not_identified);
  const MatrixXd cross = crossed(Eigen::all, tested);
  const Eigen::LDLT<MatrixXd> parted(plain);
  MatrixXd rest = squared(tested, tested) - cross.transpose() * parted.solve(cross);
  const VectorXd scale = squared(tested, tested).diagonal().cwiseSqrt();
  if (!(scale.minCoeff() > 0)) return none(Reason::not_identified);
  rest = scale.cwiseInverse().asDiagonal() * rest * scale.cwiseInverse().asDiagonal();
  const Eigen::LDLT<MatrixXd> inner(rest);
  if (inner.info() != Eigen::Success || !(inner.vectorD().minCoeff() > 1e-9)) return none(Reason::not_identified);
  const VectorXd standard = score(tested).cwiseQuotient(scale);
  ProportionalTest test;
  test.chi2 = std::max(0.0, standard.dot(inner.solve(standard)));
  test.df = static_cast<int>(tested.size());
  test.p = chi_squared_p(test.chi2, test.df);
  return test;
}

// 1 - Kaplan-Meier before each event time, rows unweighted, less its mean over the events.
std::vector<double> pace(const CoxRows& sorted, const std::vector<double>& deaths) {
  const std::size_t count = sorted.event_time.size();
  std::vector<double> g(count);
  double share = 1, sum = 0, all = 0;
  for (std::size_t j = count; j-- > 0;) {
    g[j] = 1 - share;
    const auto at_risk = static_cast<double>(sorted.rows_end[j] - sorted.entries_end[j]);
    share *= 1 - deaths[j] / at_risk;
    sum += deaths[j] * g[j];
    all += deaths[j];
  }
  for (auto& one : g) one -= sum / all;
  return g;
}

void test_proportions(const Likelihood& likelihood, const CoxRows& sorted, const Slope& here,
                      const std::vector<Index>& firm, const CoxOptions& options, CoxFit& fit) {
  auto terms = options.terms;
  if (terms.empty())
    for (std::size_t j = 0; j < fit.coefficients.size(); ++j) terms.push_back({j});
  if (firm.empty() || sorted.event_time.size() < 2) {
    const auto reason = firm.empty() ? Reason::not_identified : Reason::too_few;
    fit.proportional_together = tl::unexpected(Unsaid{reason, fit.n});
    fit.proportional.assign(terms.size(), fit.proportional_together);
    return;
  }
  auto g = pace(sorted, likelihood.deaths());
  const auto [score_all, crossed_all] = likelihood.weighted(g);
  for (auto& one : g) one *= one;
  const MatrixXd squared = likelihood.weighted(g).second(firm, firm);
  const VectorXd score = score_all(firm);
  const MatrixXd crossed = crossed_all(firm, firm), plain = here.information(firm, firm);
  std::vector<Index> all;
  for (const auto& term : terms) {
    std::vector<Index> tested;
    for (const auto column : term) {
      const auto found = std::find(firm.begin(), firm.end(), static_cast<Index>(column));
      if (found != firm.end()) tested.push_back(found - firm.begin());
    }
    fit.proportional.push_back(proportional_test(tested, score, plain, crossed, squared, fit.n));
    all.insert(all.end(), tested.begin(), tested.end());
  }
  fit.proportional_together = proportional_test(all, score, plain, crossed, squared, fit.n);
}

void check(const WatchedRows& rows, const Matrix& columns) {
  const std::size_t n = rows.time.size();
  if (rows.event.size() != n || columns.rows != n || (!rows.entry.empty() && rows.entry.size() != n) ||
      (!rows.weights.empty() && rows.weights.size() != n))
    throw std::invalid_argument("columns of one length are needed");
  for (std::size_t i = 0; i < n; ++i)
    if (!std::isfinite(rows.time[i]) || (!rows.entry.empty() && !(rows.entry[i] < rows.time[i])) ||
        (!rows.weights.empty() && !(rows.weights[i] >= 0 && std::isfinite(rows.weights[i]))))
      throw std::invalid_argument("an entry before its time and a weight of at least 0 are needed");
}

bool of_ones(std::span<const double> weights) {
  return std::all_of(weights.begin(), weights.end(), [](double weight) { return weight == 1; });
}

}  // namespace

tl::expected<CoxFit, Unsaid> cox(const WatchedRows& rows, const Matrix& columns, const CoxOptions& options) {
  check(rows, columns);
  const double z = two_sided_normal(options.level);
  const CoxRows sorted = cox_rows(rows, columns, options.threads);
  CoxFit fit;
  fit.n = sorted.rows;
  fit.events = sorted.events;
  if (sorted.events == 0 || columns.columns == 0) return tl::unexpected(Unsaid{Reason::too_few, fit.n});
  const Index p = static_cast<Index>(sorted.columns);
  Likelihood likelihood(sorted, options.ties, options.threads);
  Slope start = likelihood.at(VectorXd::Zero(p));
  fit.loglik_null = start.loglik;
  const auto kept = independent_columns(start.information, sorted);
  const Search search = climb(likelihood, sorted, kept, std::move(start));
  fit.loglik = search.here.loglik;
  fit.iterations = search.iterations;
  fit.slopes.assign(columns.columns, 0.0);
  fit.coefficients.assign(columns.columns, tl::unexpected(Unsaid{Reason::did_not_converge, fit.n}));
  for (Index j = 0; j < p; ++j) {
    const auto at = static_cast<std::size_t>(j);
    if (std::find(kept.begin(), kept.end(), j) != kept.end()) {
      fit.slopes[at] = search.slopes[j] / sorted.scale[static_cast<std::size_t>(j)];
    } else if (sorted.scale[static_cast<std::size_t>(j)] == 0) {
      fit.coefficients[at] = tl::unexpected(Unsaid{Reason::no_spread, fit.n});
    } else {
      fit.coefficients[at] = tl::unexpected(Unsaid{Reason::not_identified, fit.n});
      fit.collinear.push_back(at);
    }
  }
  if (search.end == End::lost) {
    fit.proportional.assign(options.terms.empty() ? columns.columns : options.terms.size(),
                            tl::unexpected(Unsaid{Reason::did_not_converge, fit.n}));
    fit.proportional_together = tl::unexpected(Unsaid{Reason::did_not_converge, fit.n});
    return fit;
  }
  std::vector<Index> firm;
  for (const auto j : kept) {
    if (std::find(search.without_end.begin(), search.without_end.end(), j) == search.without_end.end())
      firm.push_back(j);
    else
      fit.without_end.push_back(static_cast<std::size_t>(j));
  }
  MatrixXd covariance = covariance_of(search, sorted, firm, fit.without_end);
  std::sort(fit.without_end.begin(), fit.without_end.end());
  for (const auto j : fit.without_end) fit.coefficients[j] = tl::unexpected(Unsaid{Reason::not_identified, fit.n});
  if (!firm.empty()) {
    if (!of_ones(rows.weights)) covariance = covariance * likelihood.residual_products()(firm, firm) * covariance;
    for (std::size_t k = 0; k < firm.size(); ++k) {
      const Index j = firm[k];
      CoxEffect effect;
      effect.value = search.slopes[j] / sorted.scale[static_cast<std::size_t>(j)];
      effect.standard_error = std::sqrt(covariance(static_cast<Index>(k), static_cast<Index>(k))) /
                              sorted.scale[static_cast<std::size_t>(j)];
      auto& said = fit.coefficients[static_cast<std::size_t>(j)];
      if (!std::isfinite(effect.value) || !(effect.standard_error > 0) || !std::isfinite(effect.standard_error)) {
        said = tl::unexpected(Unsaid{Reason::not_identified, fit.n});
        continue;
      }
      effect.p = normal_p(effect.value / effect.standard_error);
      effect.interval = {effect.value - z * effect.standard_error, effect.value + z * effect.standard_error};
      said = effect;
    }
  }
  const VectorXd eta = matrix_of(sorted) * search.slopes;
  const auto ones = of_ones(sorted.weight);
  std::vector<double> entry;
  if (!rows.entry.empty()) {
    // As places among the event times they order pairs as the entries themselves do.
    for (std::size_t i = 0; i < sorted.n; ++i)
      entry.push_back(sorted.from[i] < sorted.event_time.size() ? sorted.event_time[sorted.from[i]]
                                                                : -std::numeric_limits<double>::infinity());
  }
  const std::span<const double> weights = ones ? std::span<const double>{} : std::span<const double>(sorted.weight);
  fit.concordance = concordance({sorted.time, sorted.event, entry, weights},
                                {eta.data(), static_cast<std::size_t>(eta.size())}, options.threads);
  test_proportions(likelihood, sorted, search.here, firm, options, fit);
  return fit;
}

}  // namespace goud::stats
