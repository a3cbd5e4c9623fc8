// What a story is found by: stems and whole words, each behind the organisation's number, so that organisations cannot mix
// in the index and one's search costs its own words only.
#include <algorithm>

#include "stories/row.hpp"
#include "text/language.hpp"
#include "text/stems.hpp"

namespace goud::stories {
namespace {

constexpr std::size_t words_most = 8, begun_least = 2;

// What the index takes as part of a word; the rest could end a quoted one.
std::string safe(std::string_view word) {
  std::string kept;
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) kept += c;
  }
  return kept;
}

std::string stem_token(std::int64_t org, std::string_view stem) { return std::to_string(org) + "_" + safe(stem); }
std::string word_token(std::int64_t org, std::string_view word) { return std::to_string(org) + "w_" + safe(word); }

void add_once(std::vector<std::string>& all, std::string one) {
  if (one.back() != '_' && !noted(all, one)) all.push_back(std::move(one));
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const auto& part : parts) {
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

std::string one_of(const std::vector<std::string>& tokens) {
  std::vector<std::string> quoted;
  for (const auto& token : tokens) quoted.push_back('"' + token + '"');
  return "(" + joined(quoted, " OR ") + ")";
}

}  // namespace

std::string tokens_of(std::int64_t org, std::string_view text, std::string_view language) {
  const auto spoken = text::language_of(text).value_or(std::string(language));
  std::vector<std::string> all;
  for (const auto& stem : text::stems_of(text, spoken)) add_once(all, stem_token(org, stem));
  std::vector<std::string> words;
  for (const auto& token : text::tokens(text)) words.push_back(word_token(org, token.folded));
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::erase_if(words, [](const std::string& word) { return word.back() == '_'; });
  all.insert(all.end(), words.begin(), words.end());
  return joined(all, " ");
}

std::string query_of(std::int64_t org, std::string_view typed) {
  const auto typed_words = text::tokens(typed);
  const bool ended = !typed.empty() && (typed.back() == ' ' || typed.back() == '\n');
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < typed_words.size() && i < words_most; ++i) {
    const auto& word = typed_words[i].folded;
    std::vector<std::string> tokens;
    add_once(tokens, word_token(org, word));
    for (const auto* language : {"nl", "en"}) add_once(tokens, stem_token(org, text::stem(word, language)));
    if (tokens.empty()) continue;
    auto part = one_of(tokens);
    const bool begun = i + 1 == typed_words.size() && !ended && safe(word).size() >= begun_least;
    if (begun) part.insert(part.size() - 1, " OR \"" + word_token(org, word) + "\"*");
    parts.push_back(std::move(part));
  }
  return joined(parts, " AND ");
}

std::string query_of(std::int64_t org, const Theme& theme) {
  std::vector<std::string> parts;
  for (const auto& group : theme.all_of) {
    std::vector<std::string> tokens;
    for (const auto& stem : group) add_once(tokens, stem_token(org, stem));
    if (!tokens.empty()) parts.push_back(one_of(tokens));
  }
  if (parts.empty()) return {};
  auto query = joined(parts, " AND ");
  std::vector<std::string> without;
  for (const auto& stem : theme.none_of) add_once(without, stem_token(org, stem));
  return without.empty() ? query : "(" + query + ") NOT " + one_of(without);
}

}  // namespace goud::stories
