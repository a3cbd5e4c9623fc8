#include "text/sentences.hpp"

#include <algorithm>
#include <unordered_set>

#include "text/letters.hpp"
#include "text/stems.hpp"

namespace goud::text {
namespace {

bool all_digits(std::string_view word) { return !word.empty() && std::all_of(word.begin(), word.end(), is_digit); }

// Behind these a point ends no sentence.
bool shortened(const std::string& folded) {
  static const std::unordered_set<std::string> all = {
      "bijv", "bv",   "incl", "excl",   "max", "min", "ca",   "nl",  "evt", "dhr", "mevr", "mw",  "dr",  "mr",
      "mrs",  "ms",   "st",   "nr",     "tel", "o",   "a",    "m",   "p",   "e",   "g",    "i",   "d",   "w",
      "z",    "resp", "etc",  "approx", "no",  "vs",  "prof", "jan", "feb", "aug", "sept", "okt", "nov", "dec"};
  return all.contains(folded);
}

bool number_word(const std::string& folded) {
  static const std::unordered_set<std::string> all = {
      "een",     "twee",     "drie",    "vier",   "vijf",    "zes",     "zeven",   "acht", "negen",     "tien",
      "twaalf",  "vijftien", "twintig", "dertig", "veertig", "vijftig", "honderd", "half", "anderhalf", "one",
      "two",     "three",    "four",    "five",   "six",     "seven",   "eight",   "nine", "ten",       "twelve",
      "fifteen", "twenty",   "thirty",  "forty",  "fifty",   "hundred", "a",       "an"};
  return all.contains(folded);
}

bool names_half_a_day(const std::string& folded) {
  static const std::unordered_set<std::string> all = {"am", "pm"};
  return all.contains(folded);
}

bool twelve_hours(const std::string& folded) {  // "3pm"
  return folded.size() >= 3 && folded.size() <= 4 && names_half_a_day(folded.substr(folded.size() - 2)) &&
         all_digits(folded.substr(0, folded.size() - 2));
}

std::size_t money_sign_before(std::string_view text, std::size_t at) {
  std::size_t here = at;
  while (here > 0 && text[here - 1] == ' ' && at - here < 2) --here;
  if (here >= 2 && text.substr(here - 2, 2) == "\xc2\xa0") here -= 2;
  if (here >= 3 && text.substr(here - 3, 3) == "€") return here - 3;
  if (here >= 2 && text.substr(here - 2, 2) == "£") return here - 2;
  if (here >= 1 && text[here - 1] == '$') return here - 1;
  return at;
}

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> all;
  const auto raw = tokens(text);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    Word word{raw[i].from, raw[i].to, raw[i].folded, WordKind::word};
    if (all_digits(word.folded)) {
      word.kind = WordKind::number;
      if (word.folded.size() == 4 && word.folded >= "1500" && word.folded <= "2100") word.kind = WordKind::year;
      const auto sign = money_sign_before(text, word.from);
      // "15.00", "15:00", "1.250,00"
      std::size_t last = i;
      while (last + 1 < raw.size() && raw[last + 1].from == raw[last].to + 1 && all_digits(raw[last + 1].folded) &&
             std::string_view(".,:").find(text[raw[last].to]) != std::string_view::npos)
        ++last;
      const char between = last > i ? text[raw[i].to] : ' ';
      if (last == i + 1 && between != ',' && word.folded.size() <= 2 && raw[last].folded.size() == 2 &&
          std::stoi(word.folded) <= 24 && std::stoi(raw[last].folded) < 60)
        word.kind = WordKind::time;
      else if (last > i)
        word.kind = WordKind::number;
      for (std::size_t more = i + 1; more <= last; ++more) word.folded += '.' + raw[more].folded;
      word.to = raw[last].to;
      i = last;
      const auto* next = i + 1 < raw.size() && raw[i + 1].from <= word.to + 1 ? &raw[i + 1] : nullptr;
      if (sign != word.from) {
        word.kind = WordKind::money;
        word.from = sign;
      } else if (next && (next->folded == "euro" || next->folded == "eur" || next->folded == "pounds")) {
        word.kind = WordKind::money;
        word.to = next->to;
        ++i;
      } else if (word.to < text.size() && (text[word.to] == '%' || (text[word.to] == ' ' && word.to + 1 < text.size() &&
                                                                    text[word.to + 1] == '%'))) {
        word.kind = WordKind::percent;
        word.to += text[word.to] == '%' ? 1 : 2;
      } else if (next && names_half_a_day(next->folded)) {
        word.kind = WordKind::time;
        word.to = next->to;
        ++i;
      }
    } else if (twelve_hours(word.folded)) {
      word.kind = WordKind::time;
    } else if (number_word(word.folded)) {
      word.kind = WordKind::number;
    }
    all.push_back(std::move(word));
  }
  return all;
}

bool is_list_sign(char32_t code) {
  return code == '-' || code == '*' || code == 0x2022 || code == 0x2013 || code == 0x2014 || code == 0x25CF ||
         code == 0x25AA || code == 0x2713 || code == 0x2714 || code == 0xB7 || code == '>' || code == '|';
}

// Does what stands between two words end a sentence? A line ends one where it is a line of a list or a heading: the next
// begins with a sign, a capital or a digit.
bool parts(std::string_view between, const Word& before, std::string_view text, const Word& after) {
  bool points = false, line = false, sign = false;
  for (std::size_t at = 0; at < between.size();) {
    const auto letter = letter_at(between, at);
    at = letter.to;
    if (letter.code == '!' || letter.code == '?' || letter.code == 0x2026) return true;
    if (letter.code == '.') points = true;
    if (letter.code == '\n') line = true;
    if (is_list_sign(letter.code) && line) sign = true;
    if (letter.code == 0x2022 || letter.code == '|' || letter.code == 0x25CF) return true;
  }
  if (line) {
    const auto first = letter_at(text, after.from).code;
    return sign || points || between.find("\n\n") != std::string_view::npos || is_capital(first) ||
           (first < 0x80 && is_digit(static_cast<char>(first)));
  }
  if (!points || between.size() < 2 || shortened(before.folded)) return false;
  return between.find(' ') != std::string_view::npos || between.find('\xa0') != std::string_view::npos;
}

}  // namespace

std::vector<Sentence> sentences(std::string_view text) {
  std::vector<Sentence> all;
  auto words = words_of(text);
  std::size_t first = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool last = i + 1 == words.size();
    const auto between = text.substr(words[i].to, (last ? text.size() : words[i + 1].from) - words[i].to);
    if (!last && !parts(between, words[i], text, words[i + 1])) continue;
    Sentence one{words[first].from, words[i].to, {}, false};
    // The signs that belong to it: its point, and a closing bracket or quotation mark.
    for (std::size_t at = 0; at < between.size();) {
      const auto letter = letter_at(between, at);
      const bool ends =
          letter.code == '.' || letter.code == '!' || letter.code == '?' || letter.code == 0x2026 || letter.code == ')';
      if (!ends) break;
      one.asks = one.asks || letter.code == '?';
      at = letter.to;
      one.to = words[i].to + at;
    }
    one.words.assign(std::make_move_iterator(words.begin() + static_cast<std::ptrdiff_t>(first)),
                     std::make_move_iterator(words.begin() + static_cast<std::ptrdiff_t>(i + 1)));
    all.push_back(std::move(one));
    first = i + 1;
  }
  return all;
}

Pattern::Pattern(std::string_view text) {
  if (text.starts_with('^')) {
    at_beginning_ = true;
    text.remove_prefix(1);
  }
  if (text.ends_with('.')) {
    at_end_ = true;
    text.remove_suffix(1);
  }
  std::size_t at = 0;
  while (at < text.size()) {
    auto end = std::min(text.find(' ', at), text.size());
    const auto word = text.substr(at, end - at);
    Piece piece;
    if (word == "*")
      piece.gap = true;
    else if (word == "%N")
      piece.kind = WordKind::number;
    else if (word == "%T")
      piece.kind = WordKind::time;
    else if (word == "%M")
      piece.kind = WordKind::money;
    else if (word == "%P")
      piece.kind = WordKind::percent;
    else {
      std::size_t from = 0;
      if (word.starts_with('~')) {
        const auto mark = word.find('!');
        piece.ending = word.substr(1, mark - 1);
        from = mark + 1;
      }
      while (from <= word.size()) {
        const auto bar = std::min(word.find('|', from), word.size());
        piece.words.emplace_back(word.substr(from, bar - from));
        from = bar + 1;
      }
    }
    pieces_.push_back(std::move(piece));
    at = end + 1;
  }
}

std::optional<std::size_t> Pattern::end_at(const std::vector<Word>& words, std::size_t word, std::size_t piece) const {
  if (piece == pieces_.size()) return !at_end_ || word == words.size() ? std::optional(word) : std::nullopt;
  const auto& wanted = pieces_[piece];
  if (wanted.gap) {
    constexpr std::size_t gap_max = 4;
    for (std::size_t skipped = 0; skipped <= gap_max && word + skipped <= words.size(); ++skipped) {
      if (auto end = end_at(words, word + skipped, piece + 1)) return end;
    }
    return std::nullopt;
  }
  if (word == words.size()) return std::nullopt;
  const auto& one = words[word];
  bool fits = false;
  if (wanted.kind) {
    fits = one.kind == *wanted.kind;
  } else if (wanted.ending) {
    fits = one.kind == WordKind::word && one.folded.ends_with(*wanted.ending) &&
           std::find(wanted.words.begin(), wanted.words.end(), one.folded) == wanted.words.end();
  } else {
    for (const auto& form : wanted.words) {
      fits = fits || (form.ends_with('~') ? one.folded.starts_with(std::string_view(form).substr(0, form.size() - 1))
                                          : one.folded == form);
    }
  }
  return fits ? end_at(words, word + 1, piece + 1) : std::nullopt;
}

std::optional<Pattern::Match> Pattern::in(const std::vector<Word>& words, std::size_t from) const {
  for (std::size_t at = from; at < words.size(); ++at) {
    if (const auto end = end_at(words, at, 0); end && *end > at) return Match{at, *end - 1};
    if (at_beginning_) break;
  }
  return std::nullopt;
}

}  // namespace goud::text
