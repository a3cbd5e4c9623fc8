// Gamma-gamma: what a customer spends at a purchase, drawn towards the mean of all by how little was seen of that customer.
// formula: amounts ~ Gamma(p, nu), nu ~ Gamma(q, v); for mean spend z over x purchases
//   L = G(px+q)/(G(px) G(q)) v^q z^(px-1) x^(px) / (v + x z)^(px+q); E[spend] = p (v + x z)/(p x + q - 1); of all p v/(q - 1)
// unit: money, as in the file; p and q have none
// needs: customers with one or more repeat purchases and a mean spend above 0, who differ; an expectation needs p x + q > 1
// source: fader2005b, fader2013
// checked: gamma_gamma_test.cpp: CDNOW against reference.json and Fader & Hardie (2013); derivatives; simulated customers
// not for: spend that goes with how often one buys (the model holds them apart: look at their correlation first); margins, which differ by product
#pragma once

#include <map>
#include <vector>

#include "stats/maximum_likelihood.hpp"

namespace goud::stats {

struct GammaGamma {
  double p = 0, q = 0, v = 0;
  bool operator==(const GammaGamma&) const = default;
};
[[nodiscard]] inline GammaGamma gamma_gamma_of(const Parameters& p) { return {p[0], p[1], p[2]}; }

class SpendSums {
 public:
  // False, and nothing changed: no purchase, or a mean that is not above 0.
  bool add(double x, double mean_spend, double times = 1);
  void merge(const SpendSums&);
  [[nodiscard]] std::int64_t n() const { return n_; }
  [[nodiscard]] double mean() const;         // of the customers' means
  [[nodiscard]] double correlation() const;  // of ln x and ln z: the model wants none; 0 where it cannot be seen
  bool operator==(const SpendSums&) const = default;

 private:
  friend tl::expected<MaximumLikelihood, Unsaid> fit_gamma_gamma(const SpendSums&, int threads);
  struct Seen {
    double x, z, times;
    bool operator==(const Seen&) const = default;
  };
  std::vector<Seen> seen_;
  std::int64_t n_ = 0;
};

// Parameters in the order p, q, v.
[[nodiscard]] tl::expected<MaximumLikelihood, Unsaid> fit_gamma_gamma(const SpendSums&, int threads = 1);
[[nodiscard]] double loglik(const GammaGamma&, double x, double mean_spend);
// Per purchase; x = 0: of somebody of whom no spend was seen. Unsaid where the mean is not finite.
[[nodiscard]] tl::expected<double, Unsaid> expected_spend(const GammaGamma&, double x, double mean_spend);

}  // namespace goud::stats
