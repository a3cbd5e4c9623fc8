// What belongs on one sheet, and what a form that comes back says.
#include <algorithm>
#include <chrono>

#include "kernel/words.hpp"
#include "rounds/letterbox.hpp"
#include "rounds/page.hpp"

namespace goud::rounds {
namespace {

// A sheet of the telephone: six questions and a button fit one, as drawn.
constexpr std::size_t sheet_most = 7, battery_most = 8;

std::size_t weight_of(const Item& item) { return item.kind == ItemKind::text ? 2 : 1; }

std::string_view first_of(const http::Fields& fields, std::string_view name) {
  return http::field(fields, name).value_or("");
}

std::chrono::year_month_day date_of(Day day) { return std::chrono::sys_days(std::chrono::days(day.number)); }

}  // namespace

std::vector<Sheet> sheets_of(const Plan& plan, int week) {
  std::vector<Battery> batteries;
  for (const auto& item : plan.items) {
    if (item.week != week) continue;
    const bool goes_on =
        !batteries.empty() && batteries.back().about == item.about && batteries.back().items.size() < battery_most;
    if (!goes_on) batteries.push_back({item.about, {}});
    batteries.back().items.push_back(&item);
  }
  std::vector<Sheet> sheets;
  std::size_t weight = 0;
  for (auto& battery : batteries) {
    std::size_t own = 0;
    for (const auto* item : battery.items) own += weight_of(*item);
    if (sheets.empty() || weight + own > sheet_most) sheets.emplace_back(), weight = 0;
    sheets.back().batteries.push_back(std::move(battery));
    weight += own;
  }
  if (plan.facets.empty() || sheets.empty()) return sheets;
  if (weight + plan.facets.size() > sheet_most) sheets.emplace_back();
  sheets.back().facets = true;
  return sheets;
}

Ballot ballot_in(const Plan& plan, const UnitId& unit, int week, bool late, const http::Fields& fields) {
  Ballot ballot{unit, week, {}, {}, late};
  for (const auto& item : plan.items) {
    if (item.week != week) continue;
    const auto typed = first_of(fields, "a." + item.key);
    auto said = item.kind == ItemKind::text ? http::written(typed) : std::string(typed);
    if (!said.empty()) ballot.answers.emplace_back(item.key, std::move(said));
  }
  for (const auto& facet : plan.facets) {
    // "Rather not" is an empty value: not said.
    if (const auto typed = first_of(fields, "f." + facet.key); !typed.empty())
      ballot.facets.emplace_back(facet.key, typed);
  }
  return ballot;
}

std::size_t sheet_of(const std::vector<Sheet>& sheets, const std::vector<FieldFault>& faults) {
  const auto wrong = [&](std::string_view path) {
    return std::any_of(faults.begin(), faults.end(), [&](const FieldFault& fault) { return fault.path == path; });
  };
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    for (const auto& battery : sheets[i].batteries) {
      for (const auto* item : battery.items) {
        if (wrong("answers." + item->key)) return i;
      }
    }
    const bool facet = std::any_of(faults.begin(), faults.end(),
                                   [](const FieldFault& fault) { return fault.path.starts_with("facets."); });
    if (sheets[i].facets && facet) return i;
  }
  return 0;
}

http::Fields cleared(const Plan& plan, const Sheet& sheet, http::Fields fields) {
  std::vector<std::string> names;
  for (const auto& battery : sheet.batteries) {
    for (const auto* item : battery.items) names.push_back("a." + item->key);
  }
  if (sheet.facets) {
    for (const auto& facet : plan.facets) names.push_back("f." + facet.key);
  }
  std::erase_if(fields,
                [&](const auto& field) { return std::find(names.begin(), names.end(), field.first) != names.end(); });
  return fields;
}

Day opens_on(const Plan& plan, int week) { return Day{plan.opens.number + 7 * (week - 1)}; }

std::string day_text(std::string_view language, Day day) {
  const auto date = date_of(day);
  return std::to_string(static_cast<unsigned>(date.day())) + " " +
         say(language, "rounds.month." + std::to_string(static_cast<unsigned>(date.month())));
}

std::string weekday_text(std::string_view language, Day day) {
  const auto weekday = std::chrono::weekday(std::chrono::sys_days(std::chrono::days(day.number))).iso_encoding();
  return say(language, "rounds.weekday." + std::to_string(weekday)) + " " + day_text(language, day);
}

std::string last_day_text(std::string_view language, const Plan& plan) {
  return day_text(language, Day{plan.closes.number - 1});
}

std::string kept_address(std::string_view language) {
  return language == "nl" ? "/r/hoe-je-antwoord-bewaard-wordt" : "/r/how-your-answer-is-kept";
}

std::optional<std::string> code_typed(std::string_view text) {
  const auto code = read_code(text);
  if (!code) return std::nullopt;
  return written_code(*code);
}

std::optional<std::string> receipt_typed(std::string_view text) {
  std::string receipt;
  for (char c : text) {
    if (c == '-' || c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')) || receipt.size() == 32) return std::nullopt;
    receipt += c;
  }
  if (receipt.size() != 32) return std::nullopt;
  return receipt;
}

std::string receipt_shown(std::string_view receipt) {
  std::string shown;
  for (std::size_t i = 0; i < receipt.size(); ++i) {
    if (i > 0 && i % 4 == 0) shown += ' ';
    shown += receipt[i];
  }
  return shown;
}

}  // namespace goud::rounds
