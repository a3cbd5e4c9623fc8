// What a text promises, and where it says nothing: sentences by rules, in Dutch and in English, each with why it was
// underlined. Pure rules that a person can read; how often they are right stands in docs/methods/underlining.md.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace goud::text {

enum class Underline { promise, says_nothing };
enum class Reader { customer, employee };  // whom the text speaks to

struct Underlined {
  std::size_t from = 0, to = 0;  // bytes of the text
  Underline kind = Underline::promise;
  std::string why;    // a key of words/: "web.why.time", "web.why.nobody_can_break"
  std::string quote;  // as it stands, without the blanks around it
  Reader reader = Reader::customer;
};
[[nodiscard]] std::vector<Underlined> underline(std::string_view, std::string_view language, Reader usual);

// The promise as a question to those who should have received it. A person looks it over: `sure` is false where the rules
// could only put "Is dit gelukt?" behind it.
struct ProofQuestion {
  std::string question;
  bool told_counts = false;      // "no, but I knew why" is an answer that fits
  std::string not_applicable;    // "Ik stelde geen vraag"; empty: "Niet van toepassing"
  bool sure = true;
};
[[nodiscard]] ProofQuestion proof_question(std::string_view promise, std::string_view language, Reader);

// A value that many organisations name and that says nothing by itself ("klantgericht", "kwaliteit", "integrity"), by a list
// with its source beside it (src/text/empty_words.inc).
[[nodiscard]] bool says_nothing(std::string_view word_or_phrase, std::string_view language);

}  // namespace goud::text
