#include "text/letters.hpp"

#include <array>

namespace goud::text {
namespace {

// U+00C0 to U+017F, without their marks; "?" is no letter of its own.
constexpr std::array<const char*, 192> latin = {
    "a", "a", "a",  "a", "a", "a", "ae", "c",  "e", "e", "e",  "e",  "i", "i", "i",  "i",  "d", "n", "o",  "o",
    "o", "o", "o",  "?", "o", "u", "u",  "u",  "u", "y", "th", "ss", "a", "a", "a",  "a",  "a", "a", "ae", "c",
    "e", "e", "e",  "e", "i", "i", "i",  "i",  "d", "n", "o",  "o",  "o", "o", "o",  "?",  "o", "u", "u",  "u",
    "u", "y", "th", "y", "a", "a", "a",  "a",  "a", "a", "c",  "c",  "c", "c", "c",  "c",  "c", "c", "d",  "d",
    "d", "d", "e",  "e", "e", "e", "e",  "e",  "e", "e", "e",  "e",  "g", "g", "g",  "g",  "g", "g", "g",  "g",
    "h", "h", "h",  "h", "i", "i", "i",  "i",  "i", "i", "i",  "i",  "i", "i", "ij", "ij", "j", "j", "k",  "k",
    "k", "l", "l",  "l", "l", "l", "l",  "l",  "l", "l", "l",  "n",  "n", "n", "n",  "n",  "n", "n", "n",  "n",
    "o", "o", "o",  "o", "o", "o", "oe", "oe", "r", "r", "r",  "r",  "r", "r", "s",  "s",  "s", "s", "s",  "s",
    "s", "s", "t",  "t", "t", "t", "t",  "t",  "u", "u", "u",  "u",  "u", "u", "u",  "u",  "u", "u", "u",  "u",
    "w", "w", "y",  "y", "y", "z", "z",  "z",  "z", "z", "z",  "s"};

void put(std::string& out, char32_t code) {
  const auto byte = [&](char32_t bits) { out += static_cast<char>(static_cast<unsigned char>(bits)); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | (code >> 6U));
    byte(0x80 | (code & 0x3FU));
  } else if (code < 0x10000) {
    byte(0xE0 | (code >> 12U));
    byte(0x80 | ((code >> 6U) & 0x3FU));
    byte(0x80 | (code & 0x3FU));
  } else {
    byte(0xF0 | (code >> 18U));
    byte(0x80 | ((code >> 12U) & 0x3FU));
    byte(0x80 | ((code >> 6U) & 0x3FU));
    byte(0x80 | (code & 0x3FU));
  }
}

bool between(char32_t code, char32_t low, char32_t high) { return low <= code && code <= high; }
bool is_mark(char32_t code) { return between(code, 0x300, 0x36F); }

}  // namespace

Letter letter_at(std::string_view text, std::size_t from) {
  const auto at = [&](std::size_t place) { return static_cast<unsigned char>(text[place]); };
  const unsigned char first = at(from);
  if (first < 0x80) return {from, from + 1, first};
  const std::size_t more = first >= 0xF0 && first < 0xF5   ? 3
                           : first >= 0xE0 && first < 0xF0 ? 2
                           : first >= 0xC2 && first < 0xE0 ? 1
                                                           : 0;
  if (more == 0 || from + more >= text.size()) return {from, from + 1, 0xFFFD};
  char32_t code = first & (0x3FU >> more);
  for (std::size_t step = 1; step <= more; ++step) {
    if ((at(from + step) & 0xC0U) != 0x80) return {from, from + 1, 0xFFFD};
    code = (code << 6U) | (at(from + step) & 0x3FU);
  }
  return {from, from + more + 1, code};
}

bool is_word_letter(char32_t code) {
  if (code < 0x80) return between(code, 'a', 'z') || between(code, 'A', 'Z') || between(code, '0', '9');
  if (code < 0xC0) return code == 0xAA || code == 0xB5 || code == 0xBA;
  if (code == 0xD7 || code == 0xF7 || code == 0xFFFD) return false;
  return !between(code, 0x2000, 0x2BFF) && !between(code, 0x2E00, 0x2E7F) && !between(code, 0x3000, 0x303F) &&
         !between(code, 0xD800, 0xF8FF) && !between(code, 0xFE00, 0xFE6F) && !between(code, 0xFF00, 0xFF0F) &&
         code < 0x1F000;
}

bool is_capital(char32_t code) {
  if (code < 0x80) return between(code, 'A', 'Z');
  if (between(code, 0xC0, 0xDE)) return code != 0xD7;
  if (between(code, 0x100, 0x17F)) {
    if (between(code, 0x139, 0x148) || between(code, 0x179, 0x17E)) return code % 2 == 1;
    return code == 0x178 || (code % 2 == 0 && code != 0x138 && code != 0x17E);
  }
  return between(code, 0x391, 0x3A9) || between(code, 0x400, 0x42F);
}

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

bool is_apostrophe(char32_t code) {
  return code == '\'' || code == 0x2019 || code == 0x2018 || code == 0x2BC || code == 0xB4 || code == '`';
}

void fold_onto(std::string& out, char32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(between(code, 'A', 'Z') ? code + 32 : code);
  } else if (between(code, 0xC0, 0x17F)) {
    out += latin[code - 0xC0];
  } else if (!is_mark(code)) {
    if (between(code, 0x391, 0x3A9) || between(code, 0x410, 0x42F)) code += 32;
    if (between(code, 0x400, 0x40F)) code += 80;
    put(out, code);
  }
}

std::size_t past_blanks(std::string_view text, std::size_t from) {
  while (from < text.size()) {
    const auto letter = letter_at(text, from);
    if (letter.code != ' ' && letter.code != '\t' && letter.code != '\n' && letter.code != '\r' &&
        letter.code != 0xA0 && letter.code != 0x202F)
      break;
    from = letter.to;
  }
  return from;
}

}  // namespace goud::text
