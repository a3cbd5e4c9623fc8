// What goes with leaving sooner: Cox's proportional hazards, on whole rows.
// formula: maximise sum over events of log(r_i / sum of r at risk), r = w exp(x b); Efron: the k-th of d tied events has their part k/d
//   taken from the sum; Newton with halved steps; errors from the inverse information I; weights other than 1: I^-1 (sum of squared
//   score residuals) I^-1
// unit: log of the hazard ratio per unit of the column
// needs: events; columns that differ among those at risk together; finite numbers
// source: cox1972, efron1977, breslow1974, lin1989, therneau2000
// checked: cox_test.cpp: Freireich's 6-MP and the veterans' trial as published; R's coxph (Efron, Breslow, late entry, weights); the
//   naive likelihood over all pairs; in simulated samples the interval holds the truth and p is uniform
// not for: causes; ratios that change over time (see the test below); a column in which no or all rows of a level had the event
//   (its likelihood rises without end: not_identified)
#pragma once

#include "stats/concordance.hpp"
#include "stats/matrix.hpp"

namespace goud::stats {

enum class Ties { efron, breslow };

struct CoxOptions {
  Ties ties = Ties::efron;
  double level = level_default;
  int threads = 1;
  std::vector<std::vector<std::size_t>> terms{};  // columns tested together for proportionality; empty: each by itself
};

struct CoxEffect {
  double value = 0;  // exp(value) is the hazard ratio
  double standard_error = 0;
  double p = 1;  // Wald
  Interval interval;
};

// Does the ratio stay the same over time (of a term, or of all together).
// formula: score test of a column x g(t) added to the fit, g = 1 - Kaplan-Meier before t, by expected information over the risk sets
// unit: chi-squared and its p
// needs: two event times
// source: grambsch1994, therneau2000
// checked: cox_test.cpp: R survival's cox.zph of version 3.5 (which does this score test; before 3.0 it did another)
// not for: proof that it stays the same (few events show nothing); what shape the change has
struct ProportionalTest {
  double chi2 = 0;
  int df = 0;
  double p = 1;
};

struct CoxFit {
  std::int64_t n = 0;       // rows of some weight
  std::int64_t events = 0;  // of some weight
  double loglik_null = 0;
  double loglik = 0;
  int iterations = 0;
  std::vector<tl::expected<CoxEffect, Unsaid>>
      coefficients;            // as the columns: no_spread, not_identified, did_not_converge
  std::vector<double> slopes;  // what the score was made with; 0 for columns left out, large where not identified
  std::vector<std::size_t> collinear;    // columns that others before them say whole
  std::vector<std::size_t> without_end;  // columns along which the likelihood rises for ever
  tl::expected<Concordance, Unsaid> concordance = tl::unexpected(Unsaid{Reason::too_few, 0});
  std::vector<tl::expected<ProportionalTest, Unsaid>> proportional;  // as the terms
  tl::expected<ProportionalTest, Unsaid> proportional_together = tl::unexpected(Unsaid{Reason::too_few, 0});
};
// Rows whose entry is not before their time are our own mistake and throw, as do lengths that differ.
[[nodiscard]] tl::expected<CoxFit, Unsaid> cox(const WatchedRows&, const Matrix& columns, const CoxOptions& = {});

}  // namespace goud::stats
