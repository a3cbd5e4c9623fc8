#include "text/numbers.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "text/letters.hpp"

namespace goud::text {
namespace {

const std::unordered_map<std::string_view, std::size_t> iban_lengths = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22}, {"BH", 22},
    {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DJ", 27},
    {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18}, {"FK", 18}, {"FO", 18}, {"FR", 27},
    {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22},
    {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32},
    {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19},
    {"MN", 20}, {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24},
    {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24}, {"SC", 31},
    {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25}, {"SV", 28}, {"TL", 23},
    {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}, {"YE", 30}};

bool is_letter(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); }
bool is_letter_or_digit(char byte) { return is_letter(byte) || is_digit(byte); }
char upper(char byte) { return byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - 32) : byte; }

// A word stands at a place where none goes on before it.
bool word_before(std::string_view text, std::size_t at) {
  if (at == 0) return false;
  const auto byte = static_cast<unsigned char>(text[at - 1]);
  if (byte < 0x80) return is_letter_or_digit(text[at - 1]);
  std::size_t from = at - 1;
  while (from > 0 && at - from < 4 && (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80) --from;
  const auto letter = letter_at(text, from);
  return letter.to == at && is_word_letter(letter.code);
}
bool word_after(std::string_view text, std::size_t at) {
  return at < text.size() && is_word_letter(letter_at(text, at).code);
}

// ---- e-mail ----

bool in_local_part(std::string_view text, std::size_t at) {
  const char byte = text[at];
  return is_letter_or_digit(byte) || static_cast<unsigned char>(byte) >= 0x80 ||
         std::string_view("._%+-'&=#!").find(byte) != std::string_view::npos;
}
bool in_domain_part(char byte) {
  return is_letter_or_digit(byte) || byte == '-' || static_cast<unsigned char>(byte) >= 0x80;
}

// "@", or how people hide it: "(at)", "[at]", "(apenstaartje)". Blanks may stand around what is hidden, and one around "@".
struct Sign {
  std::size_t from = 0, to = 0;
};
bool sign_at(std::string_view text, std::size_t at, std::string_view word, Sign& sign) {
  const char open = text[at];
  const char close = open == '(' ? ')' : open == '[' ? ']' : open == '{' ? '}' : '\0';
  if (!close || at + word.size() + 1 >= text.size() || text[at + word.size() + 1] != close) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (upper(text[at + 1 + i]) != upper(word[i])) return false;
  }
  sign = {at, at + word.size() + 2};
  return true;
}

std::size_t domain_end(std::string_view text, std::size_t at) {
  std::size_t labels = 0, end = at, label = at, here = at;
  while (true) {
    while (here < text.size() && in_domain_part(text[here])) ++here;
    if (here == label) break;
    ++labels;
    end = here;
    const std::size_t letters = here - label;
    std::size_t next = here;
    Sign dot;
    if (next < text.size() && text[next] == '.') {
      ++next;
    } else {
      const auto blank = past_blanks(text, next);
      if (blank < text.size() && (sign_at(text, blank, "dot", dot) || sign_at(text, blank, "punt", dot)))
        next = past_blanks(text, dot.to);
      else
        return labels >= 2 && letters >= 2 ? end : 0;
    }
    if (next >= text.size() || !in_domain_part(text[next])) return labels >= 2 && letters >= 2 ? end : 0;
    here = label = next;
  }
  return 0;
}

void find_emails(std::string_view text, std::vector<PrivatePart>& all) {
  std::size_t taken = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    Sign sign{at, at + 1};
    const bool hidden = text[at] != '@' && (sign_at(text, at, "at", sign) || sign_at(text, at, "apenstaartje", sign));
    if (text[at] != '@' && !hidden) continue;
    std::size_t left = sign.from, right = sign.to;
    while (left > taken && text[left - 1] == ' ' && sign.from - left < 2) --left;
    while (right < text.size() && text[right] == ' ' && right - sign.to < 2) ++right;
    std::size_t from = left;
    while (from > taken && in_local_part(text, from - 1)) --from;
    while (from < left && !is_letter_or_digit(text[from]) && static_cast<unsigned char>(text[from]) < 0x80) ++from;
    if (from == left) continue;
    const auto end = domain_end(text, right);
    if (end == 0) continue;
    all.push_back({from, end, PrivateKind::email});
    taken = end;
    at = end - 1;
  }
}

// ---- account numbers ----

void find_ibans(std::string_view text, std::vector<PrivatePart>& all) {
  for (std::size_t at = 0; at + 15 <= text.size(); ++at) {
    if (!is_letter(text[at]) || !is_letter(text[at + 1]) || word_before(text, at)) continue;
    const std::string country = {upper(text[at]), upper(text[at + 1])};
    const auto length = iban_lengths.find(country);
    if (length == iban_lengths.end()) continue;
    std::string compact;
    std::size_t here = at, end = at;
    while (here < text.size() && compact.size() < length->second) {
      const auto letter = letter_at(text, here);
      if (letter.code < 0x80 && is_letter_or_digit(text[here])) {
        compact += upper(text[here]);
        end = here = letter.to;
      } else if ((letter.code == ' ' || letter.code == '-' || letter.code == '.' || letter.code == 0xA0 ||
                  letter.code == 0x202F) &&
                 here == end) {
        here = letter.to;  // one sign between groups
      } else {
        break;
      }
    }
    if (compact.size() != length->second || word_after(text, end) || !iban_holds(compact)) continue;
    all.push_back({at, end, PrivateKind::iban});
    at = end - 1;
  }
}

// ---- runs of digits ----

struct Group {
  std::size_t from = 0, to = 0;
  std::string between;  // what stands before it in the run
};

// Digits with at most three signs between them, on one line.
std::vector<Group> run_at(std::string_view text, std::size_t at) {
  std::vector<Group> groups;
  std::string between;
  while (at < text.size()) {
    if (is_digit(text[at])) {
      Group group{at, at, between};
      while (group.to < text.size() && is_digit(text[group.to])) ++group.to;
      at = group.to;
      groups.push_back(std::move(group));
      between.clear();
      continue;
    }
    const auto letter = letter_at(text, at);
    if (letter.code == 0xA0 || letter.code == 0x202F)
      between += ' ';
    else if (letter.code == 0x2013 || letter.code == 0x2010 || letter.code == 0x2011)
      between += '-';
    else if (letter.code < 0x80 && std::string_view(" -./()+").find(text[at]) != std::string_view::npos)
      between += text[at];
    else
      break;
    if (between.size() > 3) break;
    at = letter.to;
  }
  return groups;
}

std::string digits_of(std::string_view text, const std::vector<Group>& groups, std::size_t first, std::size_t last) {
  std::string digits;
  for (std::size_t i = first; i <= last; ++i) digits.append(text, groups[i].from, groups[i].to - groups[i].from);
  return digits;
}

// "08.00 - 17.00", "01-02-2024 10.30": times and dates, which no telephone number is written like.
bool clock_or_calendar(const std::vector<Group>& groups, std::size_t first, std::size_t last) {
  const auto length = [&](std::size_t i) { return groups[i].to - groups[i].from; };
  bool dots = false, others = false, small = true;
  for (std::size_t i = first; i <= last; ++i) {
    small = small && length(i) <= 2;
    if (i == first) continue;
    dots = dots || groups[i].between == ".";
    others = others || groups[i].between != ".";
  }
  if (small && dots && others) return true;
  return last >= first + 2 && length(first) <= 2 && length(first + 1) <= 2 && length(first + 2) == 4 &&
         groups[first + 1].between == groups[first + 2].between && groups[first + 1].between != " ";
}

// Where a telephone number that starts at this group ends: the index of its last group.
std::size_t telephone_end(std::string_view text, const std::vector<Group>& groups, std::size_t first) {
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  const auto& head = groups[first];
  const auto first_digit = text[head.from];
  const bool plus = head.from > 0 && text[head.from - 1] == '+';
  const auto open = head.from > 0 && text[head.from - 1] == '(';
  std::size_t best = none;
  int best_worth = 0;
  for (std::size_t last = first; last < groups.size() && last < first + 8; ++last) {
    if (last > first && groups[last].between.find('+') != std::string::npos) break;
    const auto digits = digits_of(text, groups, first, last);
    if (digits.size() > 16) break;
    int worth = 0;
    const auto whole = [&](std::string_view with, std::size_t low, std::size_t high) {
      return digits.starts_with(with) && digits.size() >= low && digits.size() <= high;
    };
    if (plus) {
      if (first_digit != '0' && digits.size() >= 8 && digits.size() <= 15) worth = 1;
      if (whole("310", 12, 12) || (whole("31", 11, 11) && !whole("310", 11, 11)) || whole("440", 13, 13) ||
          (whole("44", 12, 12) && !whole("440", 12, 12)) || whole("1", 11, 11))
        worth = 3;
      if (digits.size() > 12 && worth == 1 && best != none) worth = 0;
    } else if (digits.starts_with("00") && digits.size() > 2 && digits[2] != '0') {
      if (digits.size() >= 11 && digits.size() <= 15 && (head.to - head.from >= 4 || head.to - head.from == 2))
        worth = 1;
      if (whole("0031", 13, 13) || whole("0044", 14, 14)) worth = 3;
    } else if (digits.starts_with("316") && digits.size() == 11 && last == first) {
      worth = 3;  // as messengers write it
    } else if (digits.starts_with("447") && digits.size() == 12 && last == first) {
      worth = 3;
    } else if (first_digit == '0' && digits.size() > 1 && digits[1] != '0') {
      const bool lone =
          head.to - head.from == 1 && !(digits.size() == 10 && last > first &&
                                        (groups[first + 1].between == " " || groups[first + 1].between == "-"));
      const bool british =
          digits.starts_with("01") || digits.starts_with("02") || digits.starts_with("07") || digits.starts_with("03");
      if (!lone)
        worth = digits.size() == 10                         ? 3
                : digits.size() == 11 && british            ? 2
                : digits.size() == 9 || digits.size() == 11 ? 1
                                                            : 0;
    } else if (digits.size() == 10 && last == first + 2 && groups[first + 2].to - groups[first + 2].from == 4 &&
               head.to - head.from == 3 && groups[first + 1].to - groups[first + 1].from == 3 && first_digit >= '2') {
      const auto& one = groups[first + 1].between;
      const auto& two = groups[first + 2].between;
      if (open ? (one == ") " || one == ")") : (one == two && (one == "-" || one == "."))) worth = 3;
    }
    if (worth > 0 && clock_or_calendar(groups, first, last)) worth = 0;
    if (worth > best_worth || (worth > 0 && worth == best_worth && worth == 1)) {
      best = last;
      best_worth = worth;
    }
  }
  return best;
}

bool says_bsn_before(std::string_view text, std::size_t at) {
  std::string before;
  for (std::size_t i = at > 40 ? at - 40 : 0; i < at; ++i) before += static_cast<char>(upper(text[i]));
  return before.find("BSN") != std::string::npos || before.find("BURGERSERVICE") != std::string::npos ||
         before.find("SOFI") != std::string::npos;
}

bool amount_around(std::string_view text, std::size_t from, std::size_t to) {
  if (to + 1 < text.size() && text[to] == ',' && is_digit(text[to + 1])) return true;
  std::size_t at = from;
  while (at > 0 && text[at - 1] == ' ') --at;
  if (at > 0 &&
      (text[at - 1] == '$' || (at >= 3 && text.substr(at - 3, 3) == "€") || (at >= 2 && text.substr(at - 2, 2) == "£")))
    return true;
  return at >= 3 && upper(text[at - 3]) == 'E' && upper(text[at - 2]) == 'U' && upper(text[at - 1]) == 'R';
}

// Nine digits together, or as 123 456 782 and 1234 56 789.
std::size_t bsn_end(std::string_view text, const std::vector<Group>& groups, std::size_t first) {
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  const auto length = [&](std::size_t i) { return groups[i].to - groups[i].from; };
  std::size_t last = none;
  const bool said = says_bsn_before(text, groups[first].from);
  if (length(first) == 9 || (said && length(first) == 8)) {
    last = first;
  } else if (first + 2 < groups.size() && length(first + 2) == 3 &&
             groups[first + 1].between == groups[first + 2].between &&
             (groups[first + 1].between == " " || groups[first + 1].between == "." ||
              groups[first + 1].between == "-") &&
             ((length(first) == 3 && length(first + 1) == 3) || (length(first) == 4 && length(first + 1) == 2))) {
    last = first + 2;
  }
  if (last == none) return none;
  auto digits = digits_of(text, groups, first, last);
  if (digits.size() == 8) digits.insert(digits.begin(), '0');
  // Where the text itself says what it is, a typing error changes nothing.
  if (!said && (!bsn_holds(digits) || amount_around(text, groups[first].from, groups[last].to))) return none;
  return last;
}

void find_digits(std::string_view text, std::vector<PrivatePart>& all) {
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::size_t at = 0;
  while (at < text.size()) {
    if (!is_digit(text[at])) {
      ++at;
      continue;
    }
    const auto groups = run_at(text, at);
    std::size_t first = 0, free = 0;  // free: the first group after what was found
    while (first < groups.size()) {
      const auto& head = groups[first];
      std::size_t last = none;
      auto kind = PrivateKind::telephone;
      // The middle of a date is no beginning; a number of its own is, behind whatever.
      const bool inside =
          first > free && head.between.find_first_of(" (+") == std::string::npos && head.to - head.from < 9;
      if (!inside && (first > 0 || !word_before(text, head.from))) {
        last = telephone_end(text, groups, first);
        const auto citizen = bsn_end(text, groups, first);
        if (citizen != none && (last == none || (last == first && citizen == first))) {
          last = citizen;
          kind = PrivateKind::bsn;
        }
      }
      if (last == none) {
        ++first;
        continue;
      }
      std::size_t from = head.from;
      if (kind == PrivateKind::telephone) {
        while (from > 0 && (text[from - 1] == '+' || text[from - 1] == '(')) --from;
      }
      all.push_back({from, groups[last].to, kind});
      free = first = last + 1;
    }
    at = groups.back().to;
  }
}

}  // namespace

bool iban_holds(std::string_view compact) {
  const auto length = compact.size() < 5 ? iban_lengths.end() : iban_lengths.find(compact.substr(0, 2));
  if (length == iban_lengths.end() || length->second != compact.size() || !is_digit(compact[2]) ||
      !is_digit(compact[3]))
    return false;
  int rest = 0;
  const auto take = [&](char byte) {
    if (is_digit(byte))
      rest = (rest * 10 + (byte - '0')) % 97;
    else
      rest = (rest * 100 + (byte - 'A' + 10)) % 97;
  };
  for (const char byte : compact.substr(4)) take(byte);
  for (const char byte : compact.substr(0, 4)) take(byte);
  return rest == 1;
}

bool bsn_holds(std::string_view nine_digits) {
  if (nine_digits.size() != 9 || !std::all_of(nine_digits.begin(), nine_digits.end(), is_digit)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) sum += (i == 8 ? -1 : 9 - static_cast<int>(i)) * (nine_digits[i] - '0');
  return sum % 11 == 0 && nine_digits != "000000000";
}

std::vector<PrivatePart> find_numbers(std::string_view text) {
  std::vector<PrivatePart> all;
  const auto add = [&](auto&& find) {
    std::vector<PrivatePart> more;
    find(text, more);
    const auto known = all.size();
    for (const auto& part : more) {
      const bool free = std::none_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(known),
                                     [&](const PrivatePart& one) { return part.from < one.to && one.from < part.to; });
      if (free) all.push_back(part);
    }
    std::sort(all.begin(), all.end(), [](const PrivatePart& a, const PrivatePart& b) { return a.from < b.from; });
  };
  add(find_emails);
  add(find_ibans);
  add(find_digits);
  return all;
}

}  // namespace goud::text
