#include "formats/column_kind.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "formats/scale_words.hpp"

namespace goud::formats {

namespace {
constexpr std::array<DateForm, 4> forms = {DateForm::year_month_day, DateForm::day_month_year, DateForm::month_day_year,
                                           DateForm::compact};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool mentions(const std::string& name, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

// "ID", "customerID", "respondent id": id at an end of a word, not the id in "Did you".
bool names_an_id(std::string_view name) {
  const std::string plain = lower(name);
  if (plain == "id" || plain.ends_with(" id") || plain.ends_with("_id") || plain.starts_with("id_")) return true;
  if (name.ends_with("ID") || name.ends_with("Id")) return true;
  return mentions(plain, {"identifier", "respondentid", "responseid", "uuid", "nummer", "number of respondent"});
}
}  // namespace

std::string_view to_text(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::score: return "score";
    case ColumnKind::scale5: return "scale5";
    case ColumnKind::scale7: return "scale7";
    case ColumnKind::percent: return "percent";
    case ColumnKind::choice: return "choice";
    case ColumnKind::text: return "text";
    case ColumnKind::date: return "date";
    case ColumnKind::identifier: return "identifier";
    case ColumnKind::number: return "number";
    case ColumnKind::empty: return "empty";
  }
  return "text";
}

std::string_view without_blanks(std::string_view cell) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!cell.empty() && blank(cell.front())) cell.remove_prefix(1);
  while (!cell.empty() && blank(cell.back())) cell.remove_suffix(1);
  return cell;
}

bool missing_cell(std::string_view cell) {
  if (!cell.empty() && cell.front() > ' ' && cell.front() != 'N') return false;
  cell = without_blanks(cell);
  return cell.empty() || cell == "NA" || cell == "N/A";
}

std::optional<double> number_of(std::string_view cell, Decimal decimal) {
  // Most numbers of a survey are a few digits; 15 of them are a double exactly.
  if (!cell.empty() && cell.size() <= 15) {
    std::int64_t whole = 0;
    std::size_t at = 0;
    for (; at < cell.size() && cell[at] >= '0' && cell[at] <= '9'; ++at) whole = whole * 10 + (cell[at] - '0');
    if (at == cell.size()) return static_cast<double>(whole);
  }
  cell = without_blanks(cell);
  if (cell.size() > 1 && cell.front() == '+' && cell[1] != '-') cell.remove_prefix(1);
  if (cell.empty() || cell.size() > 64) return std::nullopt;
  const char first = cell.front();
  if (!(first >= '0' && first <= '9') && first != '-' && first != '.' && first != ',') return std::nullopt;
  std::string with_point;
  if (decimal == Decimal::comma && cell.find(',') != std::string_view::npos) {
    if (cell.find('.') != std::string_view::npos || cell.find(',') != cell.rfind(',')) return std::nullopt;
    with_point = cell;
    with_point[cell.find(',')] = '.';
    cell = with_point;
  }
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc() || end != cell.data() + cell.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

void ColumnProfile::add(std::string_view cell, Decimal decimal) {
  ++rows_;
  if (missing_cell(cell)) {
    ++missing_;
    return;
  }
  cell = without_blanks(cell);
  if (first_.size() < 5 && std::find(first_.begin(), first_.end(), cell) == first_.end()) first_.emplace_back(cell.substr(0, 80));
  bytes_ += static_cast<std::int64_t>(cell.size());
  if (cell.size() > 60) ++long_cells_;
  if (cell.find(' ') != std::string_view::npos) ++cells_with_blanks_;
  std::string_view digits = cell;
  if (digits.ends_with('%')) {
    ++percent_signs_;
    digits.remove_suffix(1);
  }
  if (const auto number = number_of(digits, decimal)) {
    if (numbers_ == 0 || *number < low_) low_ = *number;
    if (numbers_ == 0 || *number > high_) high_ = *number;
    ++numbers_;
    if (*number == std::floor(*number)) ++whole_;
    if (cell.size() == 8 && looks_like_day(cell, DateForm::compact)) ++dates_[3];
  } else if (cell.size() >= 8 && cell.size() <= 40) {
    for (std::size_t i = 0; i < 3; ++i) {
      if (looks_like_day(cell, forms[i])) ++dates_[i];
    }
  }
  if (cell.size() <= 100) {
    const auto known = values_.find(cell);
    if (known != values_.end()) {
      ++known->second;
      ++repeated_;
    } else if (values_.size() < distinct_max) {
      values_.emplace(cell, 1);
    } else {
      distinct_beyond_ = true;
    }
  } else {
    distinct_beyond_ = distinct_beyond_ || values_.size() >= distinct_max;
  }
}

bool ColumnProfile::whole_in(double low, double high) const {
  return whole_ == answered() && percent_signs_ == 0 && low_ >= low && high_ <= high;
}

bool ColumnProfile::date_like() const {
  return answered() > 0 && *std::max_element(dates_.begin(), dates_.begin() + 3) * 10 >= answered() * 9;
}

DateForm ColumnProfile::date_form() const {
  std::size_t best = 0;
  for (std::size_t i = 1; i < forms.size(); ++i) {
    if (dates_[i] > dates_[best]) best = i;
  }
  return forms[best];
}

bool ColumnProfile::date_form_open() const { return dates_[1] > 0 && dates_[1] == dates_[2]; }

ColumnProfile::Scale ColumnProfile::scale() const {
  const std::int64_t n = answered();
  if (n == 0 || distinct_beyond_) return {};
  std::map<int, std::int64_t> points;
  std::vector<std::string> words;
  std::int64_t word_cells = 0, silent = 0, others = 0;
  for (const auto& [cell, times] : values_) {
    auto number = number_of(cell);
    if (!number) number = number_before_label(cell);
    if (number && *number == std::floor(*number) && *number >= 0 && *number <= 10) {
      points[static_cast<int>(*number)] += times;
    } else if (word_of(cell) != CellWord::none || (number && code_of_no_answer(*number))) {
      silent += times;
    } else if (!number) {
      words.push_back(cell);
      word_cells += times;
    } else {
      others += times;
    }
  }
  others += n - silent - others - word_cells;
  for (const auto& [point, times] : points) others -= times;
  const auto few = [&](std::int64_t strays) { return strays == 0 || (n >= 20 && strays * 33 <= n) || (n >= 20 && strays == 1); };
  if (auto labels = scale_of_words(words); labels && points.empty() && others == 0 && word_cells * 2 >= n) {
    const auto kind = labels->size() == 7 ? ColumnKind::scale7 : ColumnKind::scale5;
    return {kind, std::move(*labels), 0};
  }
  const auto fits = [&](int top, std::size_t least) -> std::optional<std::int64_t> {
    std::int64_t inside = 0, strays = others + word_cells;
    std::size_t kinds = 0;
    int highest = 0;
    for (const auto& [point, times] : points) {
      if (point > top) {
        strays += times;
        continue;
      }
      inside += times;
      ++kinds;
      highest = point;
    }
    const bool reached = top == 10 ? highest >= 9 : highest == top;
    if (!reached || kinds < least || inside * 2 < n || !few(strays)) return std::nullopt;
    return strays;
  };
  // Nought and one alone are yes and no.
  if (const auto strays = fits(5, 3)) return {ColumnKind::scale5, {}, *strays};
  if (const auto strays = fits(7, 5)) return {ColumnKind::scale7, {}, *strays};
  if (const auto strays = fits(10, 5)) return {ColumnKind::score, {}, *strays};
  return {};
}

ColumnKind ColumnProfile::kind(std::string_view name) const {
  const std::int64_t n = answered();
  if (n == 0) return ColumnKind::empty;
  if (date_like()) return ColumnKind::date;
  const std::string plain = lower(name);
  const bool unique = repeated_ == 0 && n >= 10;
  // A name that is there twice is a mistake in the file, which its rows will tell.
  const bool nearly_unique = n >= 100 && repeated_ * 100 <= n;
  if (numbers_ == n && dates_[3] == n && low_ >= 19000101 && high_ <= 21001231 && mentions(plain, {"date", "datum", "day", "dag"})) {
    return ColumnKind::date;
  }
  if (percent_signs_ * 2 > n) return ColumnKind::percent;
  if (whole_in(0, 1)) return ColumnKind::choice;
  if (numbers_ == n && whole_ == n && ((unique && (names_an_id(name) || n >= 100)) || (nearly_unique && names_an_id(name)))) return ColumnKind::identifier;
  if (const auto found = scale(); found.kind != ColumnKind::empty) return found.kind;
  if (numbers_ == n) {
    if (whole_ == n && distinct() <= 6 && n >= 20 && low_ >= 0 && high_ <= 9) return ColumnKind::choice;
    const bool whole_range = low_ >= 0 && high_ <= 100 && high_ > 10;
    if (whole_range && mentions(plain, {"%", "percent", "pct", "share", "rate", "aandeel"})) return ColumnKind::percent;
    if (whole_range && high_ >= 99 && n >= 30 && !mentions(plain, {"age", "leeftijd"})) return ColumnKind::percent;
    return ColumnKind::number;
  }
  const bool name_like = cells_with_blanks_ * 10 < n && bytes_ < n * 48;
  if (name_like && ((unique && (names_an_id(name) || (n >= 50 && bytes_ > n * 4))) || (nearly_unique && names_an_id(name)))) {
    return ColumnKind::identifier;
  }
  const bool few_values = !distinct_beyond_ && (distinct() <= 20 || static_cast<std::int64_t>(distinct()) * 5 <= n);
  if (few_values && long_cells_ * 2 < n + 1 && (repeated_ > 0 || n < 10)) return ColumnKind::choice;
  return ColumnKind::text;
}

std::vector<std::string> ColumnProfile::proposed_not_applicable() const {
  const auto found = scale();
  std::vector<std::string> proposed;
  const bool from_one = found.kind == ColumnKind::scale5 || found.kind == ColumnKind::scale7;
  if (from_one && found.labels.empty() && distinct() >= 4 && values_.count("0") > 0) proposed.emplace_back("0");
  for (const auto& [cell, times] : values_) {
    if (word_of(cell) == CellWord::not_applicable) proposed.push_back(cell);
  }
  return proposed;
}

std::vector<std::string> ColumnProfile::proposed_missing() const {
  std::vector<std::string> proposed;
  const auto found = scale();
  if (found.kind == ColumnKind::empty) return proposed;
  const double top = found.kind == ColumnKind::score ? 10 : found.kind == ColumnKind::scale7 ? 7 : 5;
  for (const auto& [cell, times] : values_) {
    const auto number = number_of(cell);
    const bool outside = number && (*number < 0 || *number > top);
    if (word_of(cell) == CellWord::no_answer || (outside && code_of_no_answer(*number))) proposed.push_back(cell);
  }
  return proposed;
}

std::vector<std::string> ColumnProfile::examples(std::size_t most) const {
  return {first_.begin(), first_.begin() + static_cast<std::ptrdiff_t>(std::min(most, first_.size()))};
}

}  // namespace goud::formats
