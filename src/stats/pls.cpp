#include "stats/pls.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "stats/pls_core.hpp"

namespace goud::stats {
namespace {

BlockReliability reliability_of(const double* r, const CrossProducts& sums, const pls_detail::PathSearch& search,
                                std::size_t block) {
  const std::size_t p = search.items(), begin = search.begin(block), end = search.begin(block + 1);
  const auto k = static_cast<double>(end - begin);
  double all = 0, covariances = 0, variances = 0, beside = 0, squares = 0, fourths = 0, sum = 0, unique = 0;
  for (std::size_t i = begin; i < end; ++i) {
    const double wi = search.weights()[i];
    for (std::size_t j = begin; j < end; ++j) {
      const double wj = search.weights()[j];
      all += r[i * p + j];
      covariances += sums.centred.at(search.columns()[i], search.columns()[j]);
      if (i != j) {
        beside += wi * r[i * p + j] * wj;
        fourths += wi * wi * wj * wj;
      }
    }
    variances += sums.centred.at(search.columns()[i], search.columns()[i]);
    squares += wi * wi;
    const double loading = search.loading(i, block);
    sum += loading;
    unique += 1 - loading * loading;
  }
  BlockReliability out;
  if (all > 0) out.alpha = k / (k - 1) * (1 - k / all);
  if (covariances > 0) out.alpha_raw = k / (k - 1) * (1 - variances / covariances);
  if (fourths > 0) out.rho_a = squares * squares * beside / fourths;
  if (sum * sum + unique > 0) out.rho_c = sum * sum / (sum * sum + unique);
  out.ave = (k - unique) / k;
  return out;
}

}  // namespace

bool varies(const CrossProducts& sums, std::size_t column) {
  const double mean = sums.means[column];
  return sums.centred.at(column, column) > 1e-28 * mean * mean * sums.weight;
}

tl::expected<PathFit, Unsaid> path_model(const CrossProducts& sums, const PathModel& model) {
  pls_detail::PathSearch search(model);
  for (const std::size_t column : search.columns()) {
    if (column >= sums.columns()) throw std::invalid_argument("an item that is no column");
  }
  const auto wrong = [&](Reason reason) { return tl::unexpected<Unsaid>(Unsaid{reason, sums.n}); };
  const double n = sums.n_effective();
  const std::size_t blocks = search.blocks(), p = search.items();
  std::size_t most = 0;
  for (std::size_t b = 0; b < blocks; ++b) {
    most = std::max(most, search.pointing_at(b).size());
    if (model.blocks[b].mode == BlockMode::b) most = std::max(most, model.blocks[b].items.size());
  }
  if (n <= static_cast<double>(most + 1)) return wrong(Reason::too_few);
  for (const std::size_t column : search.columns()) {
    if (!varies(sums, column)) return wrong(Reason::no_spread);
  }
  const Matrix all = correlations(sums);
  std::vector<double> r(p * p);
  for (std::size_t i = 0; i < p; ++i)
    for (std::size_t j = 0; j < p; ++j) r[i * p + j] = all.at(search.columns()[i], search.columns()[j]);

  switch (search.search(r.data())) {
    case pls_detail::PathSearch::End::no_convergence:
      return wrong(Reason::did_not_converge);
    case pls_detail::PathSearch::End::singular:
      return wrong(Reason::not_identified);
    case pls_detail::PathSearch::End::found:
      break;
  }
  search.turn(r.data(), nullptr);
  if (!search.paths()) return wrong(Reason::not_identified);

  PathFit fit;
  fit.updates = search.updates();
  fit.n = sums.n;
  fit.arrows = search.arrows();
  fit.scores = Matrix(blocks, blocks);
  fit.r2.resize(blocks);
  fit.r2_adjusted.resize(blocks);
  for (std::size_t b = 0; b < blocks; ++b) {
    fit.weights.emplace_back(search.weights().begin() + static_cast<std::ptrdiff_t>(search.begin(b)),
                             search.weights().begin() + static_cast<std::ptrdiff_t>(search.begin(b + 1)));
    std::vector<double> loadings;
    for (std::size_t i = search.begin(b); i < search.begin(b + 1); ++i) loadings.push_back(search.loading(i, b));
    fit.loadings.push_back(std::move(loadings));
    for (std::size_t other = 0; other < blocks; ++other) fit.scores.at(other, b) = search.score_correlation(other, b);
    const auto into = static_cast<double>(search.pointing_at(b).size());
    if (into > 0) {
      double r2 = 0;
      for (std::size_t i = 0; i < model.arrows.size(); ++i)
        if (model.arrows[i].to == b) r2 += fit.arrows[i] * search.score_correlation(model.arrows[i].from, b);
      fit.r2[b] = r2;
      fit.r2_adjusted[b] = 1 - (1 - r2) * (n - 1) / (n - 1 - into);
    }
    const bool tells = model.blocks[b].mode == BlockMode::a && model.blocks[b].items.size() > 1;
    fit.reliability.push_back(tells ? reliability_of(r.data(), sums, search, b) : BlockReliability{});
  }
  // A pair has a total effect where a way leads from one to the other, also where its paths cancel out.
  std::vector<double> effects(blocks * blocks);
  search.totals(effects.data());
  std::vector<bool> way(blocks * blocks);
  const auto order = causal_order(model);
  for (const std::size_t to : *order) {
    for (const std::size_t via : search.pointing_at(to)) {
      way[via * blocks + to] = true;
      for (std::size_t from = 0; from < blocks; ++from)
        way[from * blocks + to] = way[from * blocks + to] || way[from * blocks + via];
    }
  }
  for (std::size_t from = 0; from < blocks; ++from)
    for (std::size_t to = 0; to < blocks; ++to)
      if (way[from * blocks + to]) fit.totals.push_back({from, to, effects[from * blocks + to]});
  std::vector<double> htmt(blocks * blocks);
  pls_detail::htmt_of(r.data(), search, model, htmt.data());
  fit.htmt.assign(blocks, std::vector<std::optional<double>>(blocks));
  for (std::size_t a = 0; a < blocks; ++a)
    for (std::size_t b = 0; b < blocks; ++b)
      if (std::isfinite(htmt[a * blocks + b])) fit.htmt[a][b] = htmt[a * blocks + b];
  return fit;
}

Outcome block_index(const CrossProducts& sums, const PathModel& model, const PathFit& fit, std::size_t block,
                    Interval scale) {
  if (!(scale.low < scale.high)) throw std::invalid_argument("a scale runs from low to high");
  double above = 0, together = 0;
  int up = 0, down = 0;
  for (std::size_t i = 0; i < fit.weights.at(block).size(); ++i) {
    const std::size_t column = model.blocks[block].items[i];
    const double raw = fit.weights[block][i] / std::sqrt(sums.centred.at(column, column) / sums.weight);
    up += raw > 0 ? 1 : 0;
    down += raw < 0 ? 1 : 0;
    above += raw * (sums.means[column] - scale.low);
    together += raw;
  }
  if (up * down != 0 || together == 0) return unsaid(Reason::not_identified, sums.n);
  Estimate estimate;
  estimate.value = 100 * above / (together * (scale.high - scale.low));
  estimate.n = sums.n;
  estimate.no_interval = Reason::not_asked;
  return estimate;
}

}  // namespace goud::stats
