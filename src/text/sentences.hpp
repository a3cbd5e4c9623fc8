// A text as sentences of words, and patterns of words that a person can read: what underlining and proof questions look with.
//
// A pattern is words apart by blanks. "a|b" one of them; "begin~" any word that begins so; "~end!not|nor"
// a word that ends so and is none of the others; "*" up to four words of any kind;
// "%N" a number or a number word, "%T" a time of the day, "%M" an amount of money, "%P" a percentage. A pattern that ends in
// "." must reach the end of the sentence, one that begins with "^" its beginning.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace goud::text {

enum class WordKind { word, number, time, money, percent, year };

struct Word {
  std::size_t from = 0, to = 0;  // bytes of the whole text; an amount begins at its sign
  std::string folded;
  WordKind kind = WordKind::word;
};

struct Sentence {
  std::size_t from = 0, to = 0;  // bytes, without blanks and signs of a list around it
  std::vector<Word> words;       // at least one
  bool asks = false;             // ends in a question mark
};
[[nodiscard]] std::vector<Sentence> sentences(std::string_view);

class Pattern {
 public:
  explicit Pattern(std::string_view);
  struct Match {
    std::size_t first = 0, last = 0;  // words, both within it
  };
  [[nodiscard]] std::optional<Match> in(const std::vector<Word>&, std::size_t from = 0) const;

 private:
  struct Piece {
    std::vector<std::string> words;
    std::optional<std::string> ending;  // then words are what it is not
    std::optional<WordKind> kind;
    bool gap = false;
  };
  [[nodiscard]] std::optional<std::size_t> end_at(const std::vector<Word>&, std::size_t word, std::size_t piece) const;
  std::vector<Piece> pieces_;
  bool at_beginning_ = false, at_end_ = false;
};

}  // namespace goud::text
