#include "people/familiar_words.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <span>

namespace goud::people {
namespace {

// The first thousands of the lists of zxcvbn-ts (MIT, familiar_words.LICENSE.txt), letters alone, in order.
constexpr std::string_view listed =
#include "people/familiar_words.inc"
    ;

using Words = std::vector<std::string_view>;

Words split(std::string_view text) {
  Words words;
  for (std::size_t from = 0; from < text.size();) {
    const auto to = std::min(text.find_first_of(" \n", from), text.size());
    if (to > from) words.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  std::sort(words.begin(), words.end());
  return words;
}

const Words& familiar() {
  static const Words words = split(listed);
  return words;
}

bool letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

// What a character may be meant to be; itself first.
std::string_view meant(const char& c) {
  switch (c) {
    case '0':
      return "0o";
    case '1':
      return "1il";
    case '3':
      return "3e";
    case '4':
      return "4a";
    case '@':
      return "@a";
    case '5':
      return "5s";
    case '$':
      return "$s";
    case '7':
      return "7t";
    case '8':
      return "8b";
    case '9':
      return "9g";
    case '!':
      return "!il";
    default:
      return {&c, 1};
  }
}

// Where words that begin at `from` end.
void ends(std::string_view text, std::size_t from, std::span<const std::string_view> words, std::size_t depth,
          std::vector<std::size_t>& out) {
  if (words.empty()) return;
  if (depth > 0 && words.front().size() == depth) out.push_back(from + depth);
  if (from + depth == text.size()) return;
  struct At {
    std::size_t depth;
    static int code(std::string_view word, std::size_t at) {
      return at < word.size() ? static_cast<unsigned char>(word[at]) : -1;
    }
    bool operator()(std::string_view word, int c) const { return code(word, depth) < c; }
    bool operator()(int c, std::string_view word) const { return c < code(word, depth); }
  };
  for (const char c : meant(text[from + depth])) {
    const auto [low, high] =
        std::equal_range(words.begin(), words.end(), static_cast<int>(static_cast<unsigned char>(c)), At{depth});
    ends(text, from, std::span(low, high), depth + 1, out);
  }
}

}  // namespace

bool few_words(std::string_view password, const std::vector<std::string>& also) {
  constexpr std::size_t longest = 64, around_max = 7;
  constexpr int words_max = 2;
  if (password.size() > longest) return false;
  std::string text(password);
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  if (static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !letter(c); })) > around_max)
    return false;
  Words own(also.begin(), also.end());
  std::sort(own.begin(), own.end());
  // The fewest words that lead to a place, without and with the stray letter.
  constexpr int never = std::numeric_limits<int>::max();
  std::vector<std::array<int, 2>> fewest(text.size() + 1, {never, never});
  fewest[0][0] = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::vector<std::size_t> to;
    ends(text, i, familiar(), 0, to);
    ends(text, i, own, 0, to);
    for (std::size_t stray = 0; stray < 2; ++stray) {
      const int so_far = fewest[i][stray];
      if (so_far == never) continue;
      for (const auto end : to) fewest[end][stray] = std::min(fewest[end][stray], so_far + 1);
      const bool free = !letter(text[i]);
      if (free) fewest[i + 1][stray] = std::min(fewest[i + 1][stray], so_far);
      if (!free && stray == 0) fewest[i + 1][1] = std::min(fewest[i + 1][1], so_far);
    }
  }
  return std::min(fewest.back()[0], fewest.back()[1]) <= words_max;
}

}  // namespace goud::people
