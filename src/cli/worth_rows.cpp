#include "cli/worth_rows.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "formats/dates.hpp"

namespace goud::cli {
namespace {

using formats::DateForm;
constexpr std::array forms = {DateForm::year_month_day, DateForm::compact, DateForm::day_month_year,
                              DateForm::month_day_year};

std::optional<Day> day_of(std::string_view text) {
  for (const auto form : forms) {
    if (const auto day = formats::day_of(formats::without_blanks(text), form)) return day;
  }
  return std::nullopt;
}

// The form that all dates of a column have. Two forms look alike in part (03/04/2026), so they are all looked at first.
struct Form {
  DateForm form = DateForm::year_month_day;
  bool open = false;
};
Result<Form> form_of(FileRows& rows, std::size_t column) {
  std::array<bool, forms.size()> could{};
  could.fill(true);
  bool seen = false;
  auto read = rows.each({column}, [&](const FileRows::Row& row) -> Done {
    // The first two forms can be no other; rows that are none are refused later, with their line.
    if (seen && (could[0] || could[1])) return {};
    const auto cell = formats::without_blanks(row.cells[column]);
    std::array<bool, forms.size()> now{};
    bool any = false;
    for (std::size_t i = 0; i < forms.size(); ++i) any = (now[i] = could[i] && formats::day_of(cell, forms[i])) || any;
    if (any) {
      could = now;
      seen = true;
    }
    return {};
  });
  if (!read) return refuse(read.error());
  const auto first = std::find(could.begin(), could.end(), true);
  if (!seen || first == could.end()) return Form{};
  return Form{forms[static_cast<std::size_t>(first - could.begin())], could[2] && could[3]};
}

class Names {
 public:
  std::int32_t number(std::string_view name) {
    const auto [found, fresh] = numbers_.try_emplace(std::string(name), static_cast<std::int32_t>(numbers_.size()));
    if (fresh) names_.push_back(&found->first);
    return found->second;
  }
  [[nodiscard]] const std::string& name(std::int32_t number) const { return *names_[static_cast<std::size_t>(number)]; }

 private:
  std::unordered_map<std::string, std::int32_t> numbers_;
  std::vector<const std::string*> names_;
};

Result<WorthRows> from_log(const FileArguments& given, FileRows& rows, Progress& progress, WorthRows read) {
  if (rows.weighted()) return refuse(FaultKind::invalid, "cli.worth.no_weight");
  const auto customer_name = needed_option(given, "--customer");
  const auto date_name = needed_option(given, "--date");
  const auto until_text = needed_option(given, "--until");
  for (const auto* one : {&customer_name, &date_name, &until_text})
    if (!*one) return refuse(one->error());
  const auto customer = rows.column(*customer_name);
  if (!customer) return refuse(customer.error());
  const auto date = rows.column(*date_name);
  if (!date) return refuse(date.error());
  read.until = day_of(*until_text);
  if (!read.until) return refuse(FaultKind::invalid, "cli.worth.until", {{"value", *until_text}});
  std::vector<std::size_t> needed = {*customer, *date};
  if (const auto amount = given.one("--amount")) {
    const auto column = rows.column(*amount);
    if (!column) return refuse(column.error());
    needed.push_back(*column);
    read.spends = true;
  }
  const auto form = form_of(rows, *date);
  if (!form) return refuse(form.error());
  read.date_order_open = form->open;

  Names names;
  stats::PurchaseLog log;
  auto count = rows.each(needed, [&](const FileRows::Row& row) -> Done {
    const auto cell = formats::without_blanks(row.cells[*date]);
    const auto day = formats::day_of(cell, form->form);
    if (!day) return rows.refuse_cell(row.line, *date, cell, "cli.worth.no_date");
    double amount = 0;
    if (read.spends) {
      const auto number = rows.number(row.cells[needed[2]]);
      if (!number) return rows.refuse_cell(row.line, needed[2], row.cells[needed[2]], "cli.score.no_number");
      amount = *number;
    }
    const auto who = names.number(formats::without_blanks(row.cells[*customer]));
    if (*day > *read.until)
      ++read.later;
    else
      log.add({who, day->number, amount});
    progress.at(static_cast<std::int64_t>(log.purchases.size()));
    return {};
  });
  if (!count) return refuse(count.error());
  read.rows = *count;
  for (const auto& one : stats::histories_of(std::move(log), read.until->number, read.by_day ? 1 : 7))
    read.customers.push_back({names.name(one.customer), one.history, one.spend, 1});
  return read;
}

Result<WorthRows> from_summary(const FileArguments& given, FileRows& rows, Progress& progress, WorthRows read) {
  const auto columns = columns_of(rows, *given.one("--summary"));
  if (!columns) return refuse(columns.error());
  for (const std::string_view other : {"--date", "--amount", "--until"})
    if (given.has(other))
      return refuse(FaultKind::invalid, "cli.worth.log_or_summary", {{"option", std::string(other)}});
  if (columns->size() != 3 && columns->size() != 4)
    return refuse(FaultKind::invalid, "cli.worth.summary", {{"value", *given.one("--summary")}});
  read.spends = columns->size() == 4;
  std::optional<std::size_t> name;
  if (const auto customer = given.one("--customer")) {
    const auto column = rows.column(*customer);
    if (!column) return refuse(column.error());
    name = *column;
  }
  std::int64_t kept = 0;
  auto count = rows.each(*columns, [&](const FileRows::Row& row) -> Done {
    std::array<double, 4> numbers{};
    for (std::size_t i = 0; i < columns->size(); ++i) {
      const auto cell = row.cells[(*columns)[i]];
      const auto number = rows.number(cell);
      if (!number) return rows.refuse_cell(row.line, (*columns)[i], cell, "cli.score.no_number");
      numbers[i] = *number;
    }
    const stats::History history{numbers[0], numbers[1], numbers[2]};
    if (!stats::possible(history)) {
      const bool count_wrong = numbers[0] < 0 || numbers[0] != std::floor(numbers[0]);
      const std::size_t place = count_wrong ? 0 : 1;
      return rows.refuse_cell(row.line, (*columns)[place], row.cells[(*columns)[place]],
                              count_wrong ? "cli.worth.no_count" : "cli.worth.no_recency");
    }
    ++kept;
    progress.at(kept);
    if (row.weight == 0) return {};
    read.customers.push_back({name ? std::string(formats::without_blanks(row.cells[*name])) : std::to_string(kept),
                              history, numbers[3], row.weight});
    return {};
  });
  if (!count) return refuse(count.error());
  read.rows = *count;
  return read;
}

}  // namespace

Result<WorthRows> read_worth_rows(const FileArguments& given, FileRows& rows, Progress& progress) {
  WorthRows read;
  const auto unit = word_option(given, "--unit", {"week", "day"});
  if (!unit) return refuse(unit.error());
  read.by_day = *unit == "day";
  return given.has("--summary") ? from_summary(given, rows, progress, std::move(read))
                                : from_log(given, rows, progress, std::move(read));
}

}  // namespace goud::cli
