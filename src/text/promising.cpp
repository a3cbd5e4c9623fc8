#include "text/promising.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>

#include "text/letters.hpp"
#include "text/sentences.hpp"
#include "text/stems.hpp"

namespace goud::text {
namespace {

#include "text/empty_words.inc"
#include "text/promise_rules.inc"

struct ReadyRule {
  const char* why;
  bool strong;
  Pattern pattern;
};
struct ReadyEmpty {
  Pattern pattern;
  bool phrase;
};

// The lists of one language, read once.
struct Lists {
  std::vector<ReadyRule> promises;
  std::vector<Pattern> not_promises;
  std::vector<ReadyEmpty> empties;
  std::unordered_set<std::string> values;  // stems, and pairs of them
  std::string language;

  template <typename Rules, typename Nots, typename Phrases, typename Values>
  Lists(const char* spoken, const Rules& rules, const Nots& nots, const Phrases& phrases, const Values& names)
      : language(spoken) {
    for (const auto& rule : rules) promises.push_back({rule.why, rule.strong, Pattern(rule.pattern)});
    for (const auto* pattern : nots) not_promises.emplace_back(pattern);
    for (const auto& one : phrases) empties.push_back({Pattern(one.pattern), true});
    for (const auto& one : names) {
      empties.push_back({Pattern(one.pattern), false});
      std::string word;
      for (const char byte : std::string(one.pattern) + "|") {
        if (byte != '|') {
          word += byte;
          continue;
        }
        std::string all;
        for (const auto& token : tokens(word)) all += (all.empty() ? "" : " ") + stem(token.folded, language);
        values.insert(all);
        word.clear();
      }
    }
  }
};

const Lists& lists(std::string_view language) {
  static const Lists dutch("nl", dutch_promises, dutch_no_promise, dutch_phrases, dutch_values);
  static const Lists english("en", english_promises, english_no_promise, english_phrases, english_values);
  return language == "nl" ? dutch : english;
}

std::unordered_set<std::string> set_of(std::string_view words) {
  std::unordered_set<std::string> all;
  for (const auto& token : tokens(words)) all.insert(token.folded);
  return all;
}

// "En: een vaste gast …": what stands before a colon near the beginning only leads in.
void drop_lead_in(std::string_view text, Sentence& sentence) {
  constexpr std::size_t lead_words_max = 2, rest_words_min = 4;
  for (std::size_t i = 0; i + rest_words_min < sentence.words.size() && i < lead_words_max; ++i) {
    const auto between = text.substr(sentence.words[i].to, sentence.words[i + 1].from - sentence.words[i].to);
    if (between.find(':') == std::string_view::npos || is_capital(letter_at(text, sentence.words[i + 1].from).code))
      continue;
    sentence.words.erase(sentence.words.begin(), sentence.words.begin() + static_cast<std::ptrdiff_t>(i + 1));
    sentence.from = sentence.words.front().from;
    return;
  }
}

const ReadyRule* promised(const Sentence& sentence, const Lists& lists) {
  constexpr std::size_t words_min = 2;
  if (sentence.asks || sentence.words.size() < words_min) return nullptr;
  for (const auto& pattern : lists.not_promises) {
    if (pattern.in(sentence.words)) return nullptr;
  }
  const ReadyRule* weak = nullptr;
  for (const auto& rule : lists.promises) {
    if (!rule.pattern.in(sentence.words)) continue;
    if (rule.strong) return &rule;
    if (!weak) weak = &rule;
  }
  if (!weak || sentence.words.size() < 4) return nullptr;
  for (const auto& empty : lists.empties) {
    if (empty.pattern.in(sentence.words)) return nullptr;
  }
  return weak;
}

Reader spoken_of(const Sentence& sentence, Reader usual) {
  static const auto employees = set_of(of_employees), customers = set_of(of_customers);
  bool employee = false, customer = false, polite = false;
  for (std::size_t i = 0; i < sentence.words.size(); ++i) {
    const auto& word = sentence.words[i].folded;
    employee = employee || employees.contains(word);
    customer = customer || (i < 4 && customers.contains(word));
    polite = polite || word == "u" || word == "uw";
  }
  if (usual == Reader::customer) return employee && !customer && !polite ? Reader::employee : usual;
  return (customer && !employee) || polite ? Reader::customer : usual;
}

// Phrases first, then values by name; none within another.
void find_empty(std::string_view text, const Sentence& sentence, const Lists& lists, Reader reader,
                std::vector<Underlined>& all) {
  std::vector<std::pair<std::size_t, std::size_t>> taken;
  for (const auto& empty : lists.empties) {
    std::size_t from = 0;
    while (auto match = empty.pattern.in(sentence.words, from)) {
      from = match->last + 1;
      const bool free = std::none_of(taken.begin(), taken.end(), [&](const auto& one) {
        return match->first <= one.second && one.first <= match->last;
      });
      if (free) taken.emplace_back(match->first, match->last);
    }
  }
  std::sort(taken.begin(), taken.end());
  for (const auto& [first, last] : taken) {
    const auto begin = sentence.words[first].from, end = sentence.words[last].to;
    all.push_back({begin, end, Underline::says_nothing, "web.why.nobody_can_break",
                   std::string(text.substr(begin, end - begin)), reader});
  }
}

}  // namespace

std::vector<Underlined> underline(std::string_view text, std::string_view language, Reader usual) {
  const auto& rules = lists(language);
  std::vector<Underlined> all;
  for (auto& sentence : sentences(text)) {
    drop_lead_in(text, sentence);
    const auto reader = spoken_of(sentence, usual);
    if (const auto* rule = promised(sentence, rules))
      all.push_back({sentence.from, sentence.to, Underline::promise, "web.why." + std::string(rule->why),
                     std::string(text.substr(sentence.from, sentence.to - sentence.from)), reader});
    else
      find_empty(text, sentence, rules, reader, all);
  }
  return all;
}

bool says_nothing(std::string_view word_or_phrase, std::string_view language) {
  const auto& rules = lists(language);
  std::string all;
  for (const auto& token : tokens(word_or_phrase)) all += (all.empty() ? "" : " ") + stem(token.folded, language);
  if (all.empty()) return false;
  if (rules.values.contains(all)) return true;
  for (const auto& sentence : sentences(word_or_phrase)) {
    for (const auto& empty : rules.empties) {
      const auto match = empty.pattern.in(sentence.words);
      const bool article = match && match->first == 1 && everyday_stem(sentence.words.front().folded, language);
      if (match && empty.phrase && (match->first == 0 || article) && match->last + 1 == sentence.words.size())
        return true;
    }
  }
  return false;
}

}  // namespace goud::text
