#include "stats/contingency.hpp"

#include <algorithm>
#include <cmath>

#include "stats/distribution.hpp"
#include "stats/share.hpp"

namespace goud::stats {

void CellSums::merge(const CellSums& other) {
  n += other.n;
  weight += other.weight;
  squares += other.squares;
}

void Contingency::reach(std::size_t rows, std::size_t columns) {
  if (columns > stride_) {
    std::size_t wider = std::max<std::size_t>(stride_, 4);
    while (wider < columns) wider *= 2;
    std::vector<CellSums> cells(std::max(rows, rows_) * wider);
    for (std::size_t i = 0; i < rows_; ++i) {
      for (std::size_t j = 0; j < columns_; ++j) cells[i * wider + j] = cells_[i * stride_ + j];
    }
    cells_ = std::move(cells);
    stride_ = wider;
  }
  rows_ = std::max(rows_, rows);
  columns_ = std::max(columns_, columns);
  if (cells_.size() < rows_ * stride_) cells_.resize(rows_ * stride_);
}

bool Contingency::add(std::size_t row, std::size_t column, double weight) {
  if (!(weight >= 0) || !std::isfinite(weight)) return false;
  reach(row + 1, column + 1);
  CellSums& cell = cells_[row * stride_ + column];
  const double sum = cell.weight + weight;
  const double squares = cell.squares + weight * weight;
  if (!std::isfinite(sum) || !std::isfinite(squares)) return false;
  ++cell.n;
  cell.weight = sum;
  cell.squares = squares;
  return true;
}

bool Contingency::merge(const Contingency& other) {
  Contingency next = *this;
  next.reach(other.rows_, other.columns_);
  for (std::size_t i = 0; i < other.rows_; ++i) {
    for (std::size_t j = 0; j < other.columns_; ++j) {
      CellSums& cell = next.cells_[i * next.stride_ + j];
      cell.merge(other.at(i, j));
      if (!std::isfinite(cell.weight) || !std::isfinite(cell.squares)) return false;
    }
  }
  *this = std::move(next);
  return true;
}

bool Contingency::operator==(const Contingency& other) const {
  if (rows_ != other.rows_ || columns_ != other.columns_) return false;
  for (std::size_t i = 0; i < rows_; ++i) {
    for (std::size_t j = 0; j < columns_; ++j) {
      if (at(i, j) != other.at(i, j)) return false;
    }
  }
  return true;
}

CellSums Contingency::column(std::size_t column) const {
  CellSums sums;
  for (std::size_t i = 0; i < rows_; ++i) sums.merge(at(i, column));
  return sums;
}

CellSums Contingency::row(std::size_t row) const {
  CellSums sums;
  for (std::size_t j = 0; j < columns_; ++j) sums.merge(at(row, j));
  return sums;
}

CellSums Contingency::total() const {
  CellSums sums;
  for (std::size_t i = 0; i < rows_; ++i) sums.merge(row(i));
  return sums;
}

Contingency Contingency::ordered(const std::vector<std::size_t>& rows, const std::vector<std::size_t>& columns) const {
  Contingency other;
  other.reach(rows.size(), columns.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < columns.size(); ++j)
      if (rows[i] < rows_ && columns[j] < columns_) other.cells_[i * other.stride_ + j] = at(rows[i], columns[j]);
  }
  return other;
}

tl::expected<Association, Unsaid> association(const Contingency& counts) {
  const CellSums total = counts.total();
  const double all = total.weight;
  const double m = total.n_effective();
  if (total.n == 0 || !(m > 0) || !std::isfinite(m)) return unsaid(Reason::too_few, total.n);
  std::vector<double> of_row(counts.rows()), of_column(counts.columns());
  for (std::size_t i = 0; i < counts.rows(); ++i) of_row[i] = counts.row(i).weight / all;
  for (std::size_t j = 0; j < counts.columns(); ++j) of_column[j] = counts.column(j).weight / all;
  const auto some = [](double share) { return share > 0; };
  const auto r = static_cast<double>(std::count_if(of_row.begin(), of_row.end(), some));
  const auto c = static_cast<double>(std::count_if(of_column.begin(), of_column.end(), some));
  if (r < 2 || c < 2) return unsaid(Reason::no_spread, total.n);
  Association found;
  double phi2 = 0;
  double least = 1;
  double under = 0;
  for (std::size_t i = 0; i < counts.rows(); ++i) {
    for (std::size_t j = 0; j < counts.columns(); ++j) {
      const double expected = of_row[i] * of_column[j];
      if (!(expected > 0)) continue;
      const double away = counts.at(i, j).weight / all - expected;
      phi2 += away * away / expected;
      least = std::min(least, expected);
      under += expected * m < 5 ? 1 : 0;
    }
  }
  const double narrow = std::min(r, c) - 1;
  phi2 = std::min(phi2, narrow);  // rounding must not put V above 1
  found.df = (r - 1) * (c - 1);
  found.chi2 = m * phi2;
  found.p = chi_squared_p(found.chi2, found.df);
  found.cramers_v = std::sqrt(phi2 / narrow);
  found.least_expected = least * m;
  found.under_five = under / (r * c);
  if (m > 1) {
    const double corrected = std::max(0.0, phi2 - found.df / (m - 1));
    const double of = std::min(r - (r - 1) * (r - 1) / (m - 1), c - (c - 1) * (c - 1) / (m - 1)) - 1;
    found.cramers_v_corrected = of > 0 ? std::min(1.0, std::sqrt(corrected / of)) : 0;
  }
  return found;
}

Outcome share_within(const CellSums& hits, const CellSums& base, bool weighted, double level) {
  const double m = base.n_effective();
  if (base.n == 0 || !(m > 0) || !std::isfinite(m)) return unsaid(Reason::too_few, base.n);
  const double p = std::clamp(hits.weight / base.weight, 0.0, 1.0);
  return share_of(p, base.n, weighted ? std::optional(m) : std::nullopt, ShareInterval::wilson, level);
}

tl::expected<SharesCompared, Unsaid> compare_shares(const CellSums& hits_a, const CellSums& base_a,
                                                    const CellSums& hits_b, const CellSums& base_b) {
  const double m_a = base_a.n_effective();
  const double m_b = base_b.n_effective();
  const std::int64_t n = base_a.n + base_b.n;
  if (!(m_a > 0 && std::isfinite(m_a)) || !(m_b > 0 && std::isfinite(m_b))) return unsaid(Reason::too_few, n);
  const double p_a = std::clamp(hits_a.weight / base_a.weight, 0.0, 1.0);
  const double p_b = std::clamp(hits_b.weight / base_b.weight, 0.0, 1.0);
  const double pooled = (m_a * p_a + m_b * p_b) / (m_a + m_b);
  const double variance = pooled * (1 - pooled) * (1 / m_a + 1 / m_b);
  if (!(variance > 0)) return unsaid(Reason::no_spread, n);
  SharesCompared compared;
  compared.z = (p_a - p_b) / std::sqrt(variance);
  compared.p = normal_p(compared.z);
  return compared;
}

}  // namespace goud::stats
