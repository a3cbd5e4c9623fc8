#include "formats/dates.hpp"

#include <array>
#include <string>

namespace goud::formats {

namespace {

struct Parts {
  int year;
  int month;
  int day;
};

bool digit(char c) { return c >= '0' && c <= '9'; }

// A whole number of `least` to `most` digits from the front; -1 where there is none.
int number(std::string_view& text, int least, int most) {
  int value = 0;
  int seen = 0;
  while (seen < most && !text.empty() && digit(text.front())) {
    value = value * 10 + (text.front() - '0');
    text.remove_prefix(1);
    ++seen;
  }
  return seen < least || (!text.empty() && digit(text.front())) ? -1 : value;
}

constexpr std::array<std::array<std::string_view, 2>, 12> months = {{{"januari", "january"},
                                                                      {"februari", "february"},
                                                                      {"maart", "march"},
                                                                      {"april", "april"},
                                                                      {"mei", "may"},
                                                                      {"juni", "june"},
                                                                      {"juli", "july"},
                                                                      {"augustus", "august"},
                                                                      {"september", "september"},
                                                                      {"oktober", "october"},
                                                                      {"november", "november"},
                                                                      {"december", "december"}}};

int month_named(std::string_view& text) {
  std::string word;
  while (!text.empty() && ((text.front() | 0x20) >= 'a' && (text.front() | 0x20) <= 'z')) {
    word += static_cast<char>(text.front() | 0x20);
    text.remove_prefix(1);
  }
  if (!text.empty() && text.front() == '.') text.remove_prefix(1);
  if (word.size() < 3) return -1;
  if (word == "mrt") return 3;
  for (std::size_t i = 0; i < months.size(); ++i) {
    for (const auto name : months[i]) {
      if (name == word || (word.size() <= 4 && name.starts_with(word))) return static_cast<int>(i) + 1;
    }
  }
  return -1;
}

// The rest after the day: nothing, or a time of day.
bool time_or_nothing(std::string_view rest) {
  if (rest.empty()) return true;
  if (rest.front() != ' ' && rest.front() != 'T' && rest.front() != ',') return false;
  while (!rest.empty() && (rest.front() == ' ' || rest.front() == 'T' || rest.front() == ',')) rest.remove_prefix(1);
  if (rest.empty()) return true;
  if (number(rest, 1, 2) < 0 || rest.empty() || rest.front() != ':') return false;
  for (const char c : rest) {
    const bool allowed = digit(c) || c == ':' || c == '.' || c == '+' || c == '-' || c == 'Z' || c == ' ' ||
                         ((c | 0x20) == 'a') || ((c | 0x20) == 'p') || ((c | 0x20) == 'm');
    if (!allowed) return false;
  }
  return true;
}

bool separator(std::string_view& text, char& seen) {
  if (text.empty()) return false;
  const char c = text.front();
  if (c != '-' && c != '/' && c != '.' && c != ' ') return false;
  if (seen != '\0' && seen != c) return false;
  seen = c;
  text.remove_prefix(1);
  return true;
}

std::optional<Parts> parts_of(std::string_view text, DateForm form) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  Parts parts{};
  char seen = '\0';
  switch (form) {
    case DateForm::compact: {
      if (text.size() != 8) return std::nullopt;
      for (const char c : text) {
        if (!digit(c)) return std::nullopt;
      }
      const int all = number(text, 8, 8);
      parts = {all / 10000, all / 100 % 100, all % 100};
      break;
    }
    case DateForm::year_month_day:
      parts.year = number(text, 4, 4);
      if (parts.year < 0 || !separator(text, seen) || seen == ' ') return std::nullopt;
      parts.month = number(text, 1, 2);
      if (parts.month < 0 || !separator(text, seen)) return std::nullopt;
      parts.day = number(text, 1, 2);
      break;
    case DateForm::day_month_year: {
      parts.day = number(text, 1, 2);
      if (parts.day < 0 || !separator(text, seen)) return std::nullopt;
      const bool named = !text.empty() && !digit(text.front());
      if (!named && seen == ' ') return std::nullopt;
      parts.month = named ? month_named(text) : number(text, 1, 2);
      if (parts.month < 0 || !separator(text, seen)) return std::nullopt;
      parts.year = number(text, 4, 4);
      break;
    }
    case DateForm::month_day_year:
      parts.month = number(text, 1, 2);
      if (parts.month < 0 || !separator(text, seen) || seen == ' ') return std::nullopt;
      parts.day = number(text, 1, 2);
      if (parts.day < 0 || !separator(text, seen)) return std::nullopt;
      parts.year = number(text, 4, 4);
      break;
  }
  if (parts.year < 0 || parts.month < 0 || parts.day < 0) return std::nullopt;
  if (form != DateForm::compact && !time_or_nothing(text)) return std::nullopt;
  return parts;
}

bool plausible(const Parts& parts) {
  return parts.month >= 1 && parts.month <= 12 && parts.day >= 1 && parts.day <= 31 && parts.year >= 1000;
}

}  // namespace

std::string_view to_text(DateForm form) {
  switch (form) {
    case DateForm::year_month_day: return "year-month-day";
    case DateForm::day_month_year: return "day-month-year";
    case DateForm::month_day_year: return "month-day-year";
    case DateForm::compact: return "yyyymmdd";
  }
  return "year-month-day";
}

std::optional<DateForm> date_form_named(std::string_view name) {
  for (const auto form :
       {DateForm::year_month_day, DateForm::day_month_year, DateForm::month_day_year, DateForm::compact}) {
    if (to_text(form) == name) return form;
  }
  return std::nullopt;
}

bool looks_like_day(std::string_view text, DateForm form) {
  const auto parts = parts_of(text, form);
  return parts && plausible(*parts);
}

std::optional<Day> day_of(std::string_view text, DateForm form) {
  const auto parts = parts_of(text, form);
  if (!parts || !plausible(*parts)) return std::nullopt;
  const auto [year, month, day] = *parts;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  constexpr std::array<int, 12> lengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (day > lengths[static_cast<std::size_t>(month) - 1] + (month == 2 && leap ? 1 : 0)) return std::nullopt;
  // Days since 1970-01-01 in the proleptic Gregorian calendar, counted in eras of 400 years that begin in March.
  const int shifted = month <= 2 ? year - 1 : year;
  const int era = shifted / 400;
  const int in_era = shifted - era * 400;
  const int in_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return Day{era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468};
}

}  // namespace goud::formats
