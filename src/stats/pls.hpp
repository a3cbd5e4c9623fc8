// Paths between blocks of items (partial least squares path modelling): what each block's score leans on.
// formula: scores y_b = sum w x of standardised items, variance 1; inner score z_b = sum e y over the blocks an arrow joins,
//   e = sign(r) centroid, r factorial, path: coefficients of z_b on what points at it, r with what it points at; new weights
//   w = r(x, z) in mode A, R_bb^-1 r(x, z) in mode B; start w = 1; updates are counted until one that began after a change
//   (sum |dw|) under 1e-7, which confirms it; paths = OLS on the scores, total effects = products of paths summed over all ways
// unit: standard deviations per standard deviation; weights make scores of variance 1; loadings are correlations
// needs: more rows than a block has arrows pointing at it, plus one; items that vary; mode B: items that are not combinations
//   of each other; arrows without a circle
// source: wold1982, lohmoller1989, tenenhaus2005
// checked: pls_test.cpp: the mobi data against seminr and numpy (path), R by hand (factorial, centroid, mode B); the naive
//   loop over rows; order of rows; coverage in simulation
// not for: proof of cause: the arrows are yours; factor models whose paths must be free of measurement error (these are too near 0)
//
// How well the items of a block hang together; of blocks in mode A with two items or more.
// formula: alpha = k/(k-1) (1 - k / sum R); rho_A = (w'w)^2 w'(R - diag R)w / w'(ww' - diag ww')w;
//   rho_C = (sum l)^2 / ((sum l)^2 + sum(1 - l^2)); AVE = mean l^2; HTMT = mean |r between| / sqrt(mean |r in a| mean |r in b|)
// unit: shares of variance, 0..1 where items point one way; HTMT: near 1 where two blocks cannot be told apart
// needs: two items in a block
// source: cronbach1951, dijkstra2015, fornell1981, henseler2015
// checked: pls_test.cpp: the mobi data against numpy and by R's cor
// not for: blocks in mode B, whose items need not agree
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "stats/cross_products.hpp"
#include "stats/estimate.hpp"

namespace goud::stats {

enum class BlockMode { a, b };  // a: the items reflect the block; b: they form it
enum class InnerScheme { path, factorial, centroid };

struct PathBlock {
  std::vector<std::size_t> items;  // columns
  BlockMode mode = BlockMode::a;
};
struct PathArrow {
  std::size_t from = 0, to = 0;  // blocks
  bool operator==(const PathArrow&) const = default;
};
struct PathModel {
  std::vector<PathBlock> blocks;
  std::vector<PathArrow> arrows;
  InnerScheme scheme = InnerScheme::path;
  int updates_max = 300;
};

// Blocks so that every arrow points forward; none where arrows run in a circle.
[[nodiscard]] std::optional<std::vector<std::size_t>> causal_order(const PathModel&);

struct BlockReliability {  // none: one item, mode B, or items that cancel out
  std::optional<double> alpha, alpha_raw, rho_a, rho_c, ave;
};
struct TotalEffect {
  std::size_t from = 0, to = 0;
  double value = 0;
};
struct PathFit {
  int updates = 0;
  std::int64_t n = 0;
  std::vector<std::vector<double>> weights, loadings;  // per block, per item; the loadings of a block sum to 0 or more
  Matrix scores;                                       // correlations of the blocks' scores
  std::vector<double> arrows;                          // in the order of the model
  std::vector<std::optional<double>> r2, r2_adjusted;  // of blocks that an arrow points at
  std::vector<TotalEffect> totals;                     // of every pair with a way from one to the other, by block
  std::vector<BlockReliability> reliability;
  std::vector<std::vector<std::optional<double>>> htmt;  // square, symmetric; none where a block has one item or mode B
};

// False also where rounding is all that a column the same everywhere differs by.
[[nodiscard]] bool varies(const CrossProducts&, std::size_t column);

// no_spread: an item does not vary; too_few: fewer rows than it takes; not_identified: scores or items of mode B are
// combinations of each other, or a block's items cancel out. Throws on a model that is none: an item in two blocks, an
// arrow without a block, a block without arrow or item, a circle.
[[nodiscard]] tl::expected<PathFit, Unsaid> path_model(const CrossProducts&, const PathModel&);

// The index of a block, as satisfaction indices are told: its items' means by their weights, from 0 (all at the lower end of the scale) to 100.
// formula: 100 sum v (m - lo) / ((hi - lo) sum v), v = w / sd of the item
// unit: points 0..100
// needs: items of one scale, weights of one sign
// source: fornell1996
// checked: pls_test.cpp: the mobi data by R; the mean of rescaled scores by hand
// not for: items on different scales (rescale them first); comparing organisations whose weights differ
[[nodiscard]] Outcome block_index(const CrossProducts&, const PathModel&, const PathFit&, std::size_t block,
                                  Interval scale);

// Intervals of the paths from rows drawn with replacement.
// formula: percentile limits; each replicate's block is turned so that its score goes with the score by the sample's weights
// unit: that of the paths
// needs: 100 replicates that could be computed, of 9 in 10 or more
// source: efron1987, henseler2015
// checked: pls_test.cpp: the naive replicate by a model fitted to the rows drawn; same on 1 and 4 threads; coverage in simulation
// not for: rows drawn in clusters
struct IndexAsked {
  std::size_t block = 0;
  Interval scale;
};
struct PathBootstrap {
  std::size_t replicates = 0;
  std::size_t did_not_converge = 0;  // of them, left out
  std::size_t not_computed = 0;      // of them, left out: an item without spread, or combinations of each other
  std::vector<std::optional<Interval>> arrows, totals;  // as in the fit
  std::vector<std::vector<std::optional<Interval>>> htmt;
  std::vector<std::optional<Interval>> indices;  // as asked
};
struct PathBootstrapAsked {
  std::size_t replicates = 5000;
  std::uint64_t seed = 1;
  int threads = 1;
  double level = level_default;
  std::vector<IndexAsked> indices;
};
[[nodiscard]] PathBootstrap path_bootstrap(const Matrix&, std::span<const double> weights, const PathModel&,
                                           const PathFit&, const PathBootstrapAsked&);

}  // namespace goud::stats
