// The inside of path modelling, for the fit and its replicates: one correlation matrix in, weights and paths out, no
// memory asked for after the first use. Items stand in the order of the blocks.
#pragma once

#include "stats/pls.hpp"

namespace goud::stats::pls_detail {

// A small symmetric system by Cholesky, rows of `a` one after the other. False where it is singular (a pivot under 1e-10 of
// its diagonal). The lower triangle of `a` is overwritten, the answer stands in b.
[[nodiscard]] bool solve_symmetric(double* a, double* b, std::size_t size);

class PathSearch {
 public:
  explicit PathSearch(const PathModel&);  // throws on a model that is none

  enum class End { found, no_convergence, singular };
  // r: items x items, in the order of the blocks. Weights, scores and paths stand below afterwards.
  End search(const double* r);
  // Turns blocks so that their scores go with those by these weights; without weights: so that loadings sum to 0 or more.
  void turn(const double* r, const double* weights);
  [[nodiscard]] bool paths();    // false where scores that point at one block are combinations of each other
  void totals(double* effects);  // blocks x blocks, from-major

  [[nodiscard]] std::size_t items() const { return columns_.size(); }
  [[nodiscard]] std::size_t blocks() const { return begin_.size() - 1; }
  [[nodiscard]] std::size_t begin(std::size_t block) const { return begin_[block]; }
  [[nodiscard]] const std::vector<std::size_t>& columns() const { return columns_; }  // of the file, per item
  [[nodiscard]] const std::vector<double>& weights() const { return w_; }
  [[nodiscard]] const std::vector<double>& arrows() const { return arrows_; }
  [[nodiscard]] double loading(std::size_t item, std::size_t block) const { return v_[item * blocks() + block]; }
  [[nodiscard]] double score_correlation(std::size_t a, std::size_t b) const { return c_[a * blocks() + b]; }
  [[nodiscard]] const std::vector<std::size_t>& pointing_at(std::size_t block) const { return into_[block]; }
  [[nodiscard]] int updates() const { return updates_; }

 private:
  void scores(const double* r);  // v_ and c_ of w_
  [[nodiscard]] bool normalise(const double* r, std::vector<double>& w) const;
  [[nodiscard]] bool inner();  // e_ of c_
  [[nodiscard]] bool outer(const double* r);

  const PathModel& model_;
  std::vector<std::size_t> begin_, columns_, order_;
  std::vector<std::vector<std::size_t>> into_, into_arrow_, out_of_;
  std::vector<double> w_, next_, v_, c_, e_, arrows_, a_, b_;
  int updates_ = 0;
};

// mean |r between| and inside, per pair of blocks; NaN where it cannot be said
void htmt_of(const double* r, const PathSearch&, const PathModel&, double* out);

}  // namespace goud::stats::pls_detail
