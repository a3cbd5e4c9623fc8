// Every sentence someone reads, by language and key, out of words/{nl,en}.json; the catalogues are inside the program.
//
// The form is the subset of i18next that the web pages read too: {{name}} is replaced by the argument of that name
// (and stays where it is missing), and an argument "count" chooses KEY_one (count is 1) or KEY_other, where these exist.
// tests/words/cases.tsv is read by a test of both readers. Arguments are text as it is to be shown: a number goes
// through number_text first; "count" is the exception: plain digits, shown in the language's own form.
// Always true: an unknown language reads English, a key unknown in a language is given back as it stands.
// Nothing is escaped here: who writes HTML, escapes.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace goud {

using WordArguments = std::map<std::string, std::string>;

[[nodiscard]] std::string say(std::string_view language, std::string_view key, const WordArguments& = {});
[[nodiscard]] bool word_known(std::string_view language, std::string_view key);  // also where only _one/_other exist

[[nodiscard]] std::string number_text(std::string_view language, std::int64_t number);               // nl 1.126, en 1,126
[[nodiscard]] std::string number_text(std::string_view language, double number, int decimals);       // nl 4,25, en 4.25
[[nodiscard]] std::string percent_text(std::string_view language, double share, int decimals = 0);   // 0.643 -> 64%
[[nodiscard]] std::string points_text(std::string_view language, double points, int decimals = 0);   // +12, 0, −7

// One language's sentences, sorted by key. Made of "key\0text\0" pairs, as tools/embed writes them.
class Catalogue {
 public:
  explicit Catalogue(std::string_view pairs);  // what it points to must outlive it
  [[nodiscard]] std::string say(std::string_view language, std::string_view key, const WordArguments&) const;
  [[nodiscard]] bool knows(std::string_view key) const;
  [[nodiscard]] const std::vector<std::pair<std::string_view, std::string_view>>& entries() const { return entries_; }

 private:
  [[nodiscard]] const std::string_view* find(std::string_view key) const;
  std::vector<std::pair<std::string_view, std::string_view>> entries_;
};
[[nodiscard]] const Catalogue& catalogue(std::string_view language);

}  // namespace goud
