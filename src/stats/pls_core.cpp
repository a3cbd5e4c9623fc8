#include "stats/pls_core.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>

namespace goud::stats {

std::optional<std::vector<std::size_t>> causal_order(const PathModel& model) {
  std::vector<std::size_t> order, waiting(model.blocks.size());
  for (const auto& arrow : model.arrows) ++waiting.at(arrow.to);
  std::vector<bool> placed(model.blocks.size());
  for (bool found = true; found;) {
    found = false;
    for (std::size_t b = 0; b < model.blocks.size(); ++b) {
      if (placed[b] || waiting[b] > 0) continue;
      placed[b] = found = true;
      order.push_back(b);
      for (const auto& arrow : model.arrows) waiting[arrow.to] -= arrow.from == b ? 1 : 0;
    }
  }
  if (order.size() != model.blocks.size()) return std::nullopt;
  return order;
}

namespace pls_detail {

bool solve_symmetric(double* a, double* b, std::size_t size) {
  for (std::size_t j = 0; j < size; ++j) {
    double pivot = a[j * size + j];
    const double least = 1e-10 * pivot;
    for (std::size_t k = 0; k < j; ++k) pivot -= a[j * size + k] * a[j * size + k];
    if (!(pivot > least)) return false;
    const double root = std::sqrt(pivot);
    a[j * size + j] = root;
    for (std::size_t i = j + 1; i < size; ++i) {
      double sum = a[i * size + j];
      for (std::size_t k = 0; k < j; ++k) sum -= a[i * size + k] * a[j * size + k];
      a[i * size + j] = sum / root;
    }
  }
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= a[i * size + k] * b[k];
    b[i] /= a[i * size + i];
  }
  for (std::size_t i = size; i-- > 0;) {
    for (std::size_t k = i + 1; k < size; ++k) b[i] -= a[k * size + i] * b[k];
    b[i] /= a[i * size + i];
  }
  return true;
}

PathSearch::PathSearch(const PathModel& model) : model_(model) {
  const std::size_t blocks = model.blocks.size();
  std::set<std::size_t> seen;
  std::size_t widest = 1;
  for (const auto& block : model.blocks) {
    begin_.push_back(columns_.size());
    for (const std::size_t item : block.items) {
      if (!seen.insert(item).second) throw std::invalid_argument("an item stands in two blocks");
      columns_.push_back(item);
    }
    if (block.items.empty()) throw std::invalid_argument("a block without items");
    widest = std::max(widest, block.items.size());
  }
  begin_.push_back(columns_.size());
  into_.resize(blocks);
  into_arrow_.resize(blocks);
  out_of_.resize(blocks);
  for (std::size_t i = 0; i < model.arrows.size(); ++i) {
    const auto& arrow = model.arrows[i];
    if (arrow.from >= blocks || arrow.to >= blocks) throw std::invalid_argument("an arrow without a block");
    if (std::count(model.arrows.begin(), model.arrows.end(), arrow) > 1)
      throw std::invalid_argument("an arrow drawn twice");
    into_[arrow.to].push_back(arrow.from);
    into_arrow_[arrow.to].push_back(i);
    out_of_[arrow.from].push_back(arrow.to);
  }
  for (std::size_t b = 0; b < blocks; ++b) {
    if (into_[b].empty() && out_of_[b].empty()) throw std::invalid_argument("a block without arrows");
    widest = std::max(widest, into_[b].size());
  }
  auto order = causal_order(model);
  if (!order || blocks == 0) throw std::invalid_argument("arrows in a circle, or none");
  order_ = std::move(*order);
  w_.resize(items());
  next_.resize(items());
  v_.resize(items() * blocks);
  c_.resize(blocks * blocks);
  e_.resize(blocks * blocks);
  arrows_.resize(model.arrows.size());
  a_.resize(widest * widest);
  b_.resize(widest);
}

bool PathSearch::normalise(const double* r, std::vector<double>& w) const {
  const std::size_t p = items();
  for (std::size_t b = 0; b < blocks(); ++b) {
    double variance = 0, squares = 0;
    for (std::size_t i = begin_[b]; i < begin_[b + 1]; ++i) {
      double sum = 0;
      for (std::size_t j = begin_[b]; j < begin_[b + 1]; ++j) sum += r[i * p + j] * w[j];
      variance += w[i] * sum;
      squares += w[i] * w[i];
    }
    if (!(squares > 1e-20 && variance > 1e-10 * squares)) return false;
    const double scale = 1 / std::sqrt(variance);
    for (std::size_t i = begin_[b]; i < begin_[b + 1]; ++i) w[i] *= scale;
  }
  return true;
}

void PathSearch::scores(const double* r) {
  const std::size_t p = items(), blocks = this->blocks();
  for (std::size_t i = 0; i < p; ++i) {
    for (std::size_t b = 0; b < blocks; ++b) {
      double sum = 0;
      for (std::size_t j = begin_[b]; j < begin_[b + 1]; ++j) sum += r[i * p + j] * w_[j];
      v_[i * blocks + b] = sum;
    }
  }
  for (std::size_t a = 0; a < blocks; ++a) {
    for (std::size_t b = 0; b < blocks; ++b) {
      double sum = 0;
      for (std::size_t i = begin_[a]; i < begin_[a + 1]; ++i) sum += w_[i] * v_[i * blocks + b];
      c_[a * blocks + b] = a == b ? 1 : sum;
    }
  }
}

bool PathSearch::inner() {
  const std::size_t blocks = this->blocks();
  std::fill(e_.begin(), e_.end(), 0.0);  // e_[b * blocks + other]: what other counts in the inner score of b
  for (std::size_t b = 0; b < blocks; ++b) {
    const auto put = [&](std::size_t other) {
      const double r = c_[b * blocks + other];
      e_[b * blocks + other] = model_.scheme == InnerScheme::centroid ? (r > 0 ? 1.0 : r < 0 ? -1.0 : 0.0) : r;
    };
    for (const std::size_t other : out_of_[b]) put(other);
    const auto& into = into_[b];
    if (model_.scheme != InnerScheme::path) {
      for (const std::size_t other : into) put(other);
      continue;
    }
    for (std::size_t i = 0; i < into.size(); ++i) {
      for (std::size_t j = 0; j < into.size(); ++j) a_[i * into.size() + j] = c_[into[i] * blocks + into[j]];
      b_[i] = c_[into[i] * blocks + b];
    }
    if (!solve_symmetric(a_.data(), b_.data(), into.size())) return false;
    for (std::size_t i = 0; i < into.size(); ++i) e_[b * blocks + into[i]] = b_[i];
  }
  return true;
}

bool PathSearch::outer(const double* r) {
  const std::size_t p = items(), blocks = this->blocks();
  for (std::size_t b = 0; b < blocks; ++b) {
    const std::size_t size = begin_[b + 1] - begin_[b];
    for (std::size_t i = begin_[b]; i < begin_[b + 1]; ++i) {
      double sum = 0;
      for (std::size_t other = 0; other < blocks; ++other) sum += e_[b * blocks + other] * v_[i * blocks + other];
      next_[i] = sum;
    }
    if (model_.blocks[b].mode == BlockMode::a) continue;
    for (std::size_t i = 0; i < size; ++i)
      for (std::size_t j = 0; j < size; ++j) a_[i * size + j] = r[(begin_[b] + i) * p + begin_[b] + j];
    if (!solve_symmetric(a_.data(), next_.data() + begin_[b], size)) return false;
  }
  return normalise(r, next_);
}

PathSearch::End PathSearch::search(const double* r) {
  constexpr double enough = 1e-7;
  std::fill(w_.begin(), w_.end(), 1.0);
  if (!normalise(r, w_)) return End::singular;
  double change = 1;
  for (updates_ = 1; updates_ <= model_.updates_max; ++updates_) {
    scores(r);
    if (!inner() || !outer(r)) return End::singular;
    const double before = change;
    change = 0;
    for (std::size_t i = 0; i < items(); ++i) change += std::abs(next_[i] - w_[i]);
    w_.swap(next_);
    if (before < enough && change < enough) {
      scores(r);
      return End::found;
    }
  }
  return End::no_convergence;
}

void PathSearch::turn(const double* r, const double* weights) {
  const std::size_t blocks = this->blocks();
  bool turned = false;
  for (std::size_t b = 0; b < blocks; ++b) {
    double along = 0, first = 0;
    for (std::size_t i = begin_[b]; i < begin_[b + 1]; ++i) {
      const double loading = v_[i * blocks + b];
      along += weights == nullptr ? loading : weights[i] * loading;
      if (first == 0) first = loading;
    }
    if (std::abs(along) < 1e-12) along = first;
    if (along >= 0) continue;
    turned = true;
    for (std::size_t i = begin_[b]; i < begin_[b + 1]; ++i) w_[i] = -w_[i];
  }
  if (turned) scores(r);
}

bool PathSearch::paths() {
  const std::size_t blocks = this->blocks();
  for (std::size_t b = 0; b < blocks; ++b) {
    const auto& into = into_[b];
    for (std::size_t i = 0; i < into.size(); ++i) {
      for (std::size_t j = 0; j < into.size(); ++j) a_[i * into.size() + j] = c_[into[i] * blocks + into[j]];
      b_[i] = c_[into[i] * blocks + b];
    }
    if (!solve_symmetric(a_.data(), b_.data(), into.size())) return false;
    for (std::size_t i = 0; i < into.size(); ++i) arrows_[into_arrow_[b][i]] = b_[i];
  }
  return true;
}

void PathSearch::totals(double* effects) {
  const std::size_t blocks = this->blocks();
  std::fill(effects, effects + blocks * blocks, 0.0);
  for (const std::size_t to : order_) {
    for (std::size_t i = 0; i < into_[to].size(); ++i) {
      const std::size_t via = into_[to][i];
      const double path = arrows_[into_arrow_[to][i]];
      effects[via * blocks + to] += path;
      for (std::size_t from = 0; from < blocks; ++from)
        effects[from * blocks + to] += effects[from * blocks + via] * path;
    }
  }
}

void htmt_of(const double* r, const PathSearch& search, const PathModel& model, double* out) {
  const std::size_t p = search.items(), blocks = search.blocks();
  const auto mean_of = [&](std::size_t a, std::size_t b) {
    double sum = 0;
    std::size_t pairs = 0;
    for (std::size_t i = search.begin(a); i < search.begin(a + 1); ++i) {
      for (std::size_t j = a == b ? i + 1 : search.begin(b); j < search.begin(b + 1); ++j) {
        sum += std::abs(r[i * p + j]);
        ++pairs;
      }
    }
    return pairs > 0 ? sum / static_cast<double>(pairs) : 0.0;
  };
  std::vector<double> inside(blocks);
  for (std::size_t b = 0; b < blocks; ++b) inside[b] = model.blocks[b].mode == BlockMode::a ? mean_of(b, b) : 0;
  for (std::size_t a = 0; a < blocks; ++a) {
    for (std::size_t b = 0; b < blocks; ++b) {
      const double product = inside[a] * inside[b];
      out[a * blocks + b] =
          a != b && product > 0 ? mean_of(a, b) / std::sqrt(product) : std::numeric_limits<double>::quiet_NaN();
    }
  }
}

}  // namespace pls_detail
}  // namespace goud::stats
