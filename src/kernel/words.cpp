#include "kernel/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace goud {

// Written by tools/embed at build time.
namespace embedded {
std::string_view words_nl();
std::string_view words_en();
}  // namespace embedded

namespace {

bool is_dutch(std::string_view language) { return language.substr(0, 2) == "nl"; }

// Digits in groups of three, as both languages write them from four digits on.
std::string grouped(std::string_view digits, char separator) {
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += separator;
    text += digits[i];
  }
  return text;
}

constexpr std::string_view minus = "\u2212";

std::string shown_count(std::string_view language, const std::string& count) {
  std::int64_t number = 0;
  const auto* end = count.data() + count.size();
  const auto [at, fault] = std::from_chars(count.data(), end, number);
  return fault == std::errc{} && at == end ? number_text(language, number) : count;
}

std::string filled(std::string_view language, std::string_view text, const WordArguments& arguments) {
  std::string out;
  out.reserve(text.size() + 32);
  while (!text.empty()) {
    const auto open = text.find("{{");
    const auto close = open == std::string_view::npos ? open : text.find("}}", open);
    if (close == std::string_view::npos) break;
    out += text.substr(0, open);
    const std::string name(text.substr(open + 2, close - open - 2));
    if (const auto found = arguments.find(name); found != arguments.end())
      out += name == "count" ? shown_count(language, found->second) : found->second;
    else
      out += text.substr(open, close + 2 - open);
    text.remove_prefix(close + 2);
  }
  out += text;
  return out;
}

}  // namespace

Catalogue::Catalogue(std::string_view pairs) {
  const auto next = [&pairs] {
    const auto end = pairs.find('\0');
    const auto piece = pairs.substr(0, end);
    pairs.remove_prefix(end == std::string_view::npos ? pairs.size() : end + 1);
    return piece;
  };
  while (!pairs.empty()) {
    const auto key = next();
    entries_.emplace_back(key, next());
  }
  std::sort(entries_.begin(), entries_.end());
}

const std::string_view* Catalogue::find(std::string_view key) const {
  const auto at = std::lower_bound(entries_.begin(), entries_.end(), key,
                                   [](const auto& entry, std::string_view k) { return entry.first < k; });
  return at != entries_.end() && at->first == key ? &at->second : nullptr;
}

bool Catalogue::knows(std::string_view key) const {
  return find(key) != nullptr || (find(std::string(key) + "_one") != nullptr && find(std::string(key) + "_other") != nullptr);
}

std::string Catalogue::say(std::string_view language, std::string_view key, const WordArguments& arguments) const {
  const std::string_view* text = nullptr;
  if (const auto count = arguments.find("count"); count != arguments.end())
    text = find(std::string(key) + (count->second == "1" ? "_one" : "_other"));
  if (text == nullptr) text = find(key);
  return text == nullptr ? std::string(key) : filled(language, *text, arguments);
}

const Catalogue& catalogue(std::string_view language) {
  static const Catalogue dutch(embedded::words_nl());
  static const Catalogue english(embedded::words_en());
  return is_dutch(language) ? dutch : english;
}

std::string say(std::string_view language, std::string_view key, const WordArguments& arguments) {
  return catalogue(language).say(language, key, arguments);
}

bool word_known(std::string_view language, std::string_view key) { return catalogue(language).knows(key); }

std::string number_text(std::string_view language, std::int64_t number) {
  std::string digits = std::to_string(number);
  const bool negative = digits.front() == '-';
  if (negative) digits.erase(0, 1);
  return (negative ? std::string(minus) : std::string()) + grouped(digits, is_dutch(language) ? '.' : ',');
}

std::string number_text(std::string_view language, double number, int decimals) {
  if (!std::isfinite(number)) return "–";
  std::array<char, 400> buffer{};
  const auto [end, fault] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(number),
                                          std::chars_format::fixed, std::clamp(decimals, 0, 17));
  (void)fault;
  const std::string_view digits(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  const auto point = digits.find('.');
  std::string text = grouped(digits.substr(0, point), is_dutch(language) ? '.' : ',');
  if (point != std::string_view::npos) text += (is_dutch(language) ? ',' : '.') + std::string(digits.substr(point + 1));
  // What rounds to nothing carries no sign.
  const bool negative = number < 0 && digits.find_first_not_of("0.") != std::string_view::npos;
  return negative ? std::string(minus) + text : text;
}

std::string percent_text(std::string_view language, double share, int decimals) {
  return number_text(language, share * 100, decimals) + "%";
}

std::string points_text(std::string_view language, double points, int decimals) {
  std::string text = number_text(language, points, decimals);
  const bool nothing = text.find_first_not_of("0.,") == std::string::npos;
  return points > 0 && !nothing ? "+" + text : text;
}

}  // namespace goud
