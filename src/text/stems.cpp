#include "text/stems.hpp"

#include <libstemmer.h>

#include <cstring>
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "text/letters.hpp"

namespace goud::text {
namespace {

struct Snowball {
  explicit Snowball(const char* language) : stemmer(sb_stemmer_new(language, "UTF_8")) {}
  std::string operator()(std::string_view word) const {
    const auto* found =
        sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
    if (!found) return std::string(word);
    return {reinterpret_cast<const char*>(found), static_cast<std::size_t>(sb_stemmer_length(stemmer.get()))};
  }
  struct Close {
    void operator()(sb_stemmer* it) const { sb_stemmer_delete(it); }
  };
  std::unique_ptr<sb_stemmer, Close> stemmer;
};

// A stemmer keeps its last word: one a thread.
std::string snowball(std::string_view word, bool dutch) {
  static thread_local const Snowball nl("dutch"), en("english");
  return dutch ? nl(word) : en(word);
}

// What weak verbs are made into: "leveren lever d" -> levert, leverde, leverden, geleverd, geleverde, leverend, levering.
struct Weak {
  const char* verb;
  const char* root;
  const char* past;         // "d" | "t"
  const char* before = "";  // "teleur": separable, teleurgesteld, teleurstelling
};
constexpr const char* unmoved = "-";  // its participle takes no ge-: betaald

#include "text/word_families.inc"

std::vector<std::string> split(const char* words) {
  std::vector<std::string> all(1);
  for (const char* at = words; *at; ++at) {
    if (*at == ' ')
      all.emplace_back();
    else
      all.back() += *at;
  }
  return all;
}

std::vector<std::string> forms_of(const Weak& weak) {
  const std::string verb = weak.verb, root = weak.root, past = weak.past;
  const bool ge = std::strcmp(weak.before, unmoved) != 0;
  const std::string before = ge ? weak.before : "";
  const std::string ending = root.ends_with('t') || root.ends_with('d') ? "" : past;
  const std::string participle = before + (ge ? "ge" : "") + root + ending;
  const std::string stem = verb.substr(0, verb.size() - 2);
  std::vector<std::string> forms = {before + verb, before + verb + "d",   before + verb + "de",
                                    participle,    before + stem + "ing", before + stem + "ingen"};
  // leveren: geleverde; boeken: geboekte; betalen: betaalde; wachten: gewachte
  forms.push_back(participle + (ending.empty() ? "" : "e"));
  for (const auto& form : {root, root + "t", root + past + "e", root + past + "en"}) forms.push_back(before + form);
  return forms;
}

using Families = std::unordered_map<std::string, std::string>;

void gather(Families& all, const std::vector<std::string>& forms, bool dutch) {
  const auto head = snowball(forms.front(), dutch);
  for (const auto& form : forms) {
    all.emplace(form, head);
    all.emplace(snowball(form, dutch), head);
  }
}

const Families& families(bool dutch) {
  static const auto made = [] {
    std::pair<Families, Families> both;
    for (const char* words : dutch_families) gather(both.first, split(words), true);
    for (const auto& weak : dutch_weak_verbs) gather(both.first, forms_of(weak), true);
    for (const char* words : english_families) gather(both.second, split(words), false);
    return both;
  }();
  return dutch ? made.first : made.second;
}

const std::unordered_set<std::string>& everyday(bool dutch) {
  static const auto made = [] {
    std::pair<std::unordered_set<std::string>, std::unordered_set<std::string>> both;
    for (const auto& word : split(dutch_everyday)) {
      both.first.insert(word);
      both.first.insert(stem(word, "nl"));
    }
    for (const auto& word : split(english_everyday)) {
      both.second.insert(word);
      both.second.insert(stem(word, "en"));
    }
    return both;
  }();
  return dutch ? made.first : made.second;
}

}  // namespace

std::vector<Token> tokens(std::string_view text) {
  std::vector<Token> all;
  std::size_t at = 0;
  while (at < text.size()) {
    auto letter = letter_at(text, at);
    if (!is_word_letter(letter.code)) {
      at = letter.to;
      continue;
    }
    Token token{at, at, {}};
    while (at < text.size()) {
      letter = letter_at(text, at);
      if (is_word_letter(letter.code)) {
        fold_onto(token.folded, letter.code);
        token.to = at = letter.to;
        continue;
      }
      // "foto's", "guest's": the s goes; "don't" stays one word; "we'll" and "l'eau" are two.
      if (!is_apostrophe(letter.code) || letter.to >= text.size()) break;
      const auto next = letter_at(text, letter.to);
      const bool ends = next.to >= text.size() || !is_word_letter(letter_at(text, next.to).code);
      if (!ends || token.folded.empty()) break;
      if (next.code == 's' || next.code == 'S') {
        token.to = at = next.to;
      } else if ((next.code == 't' || next.code == 'T') && token.folded.ends_with('n')) {
        token.folded += 't';
        token.to = at = next.to;
      }
      break;
    }
    if (!token.folded.empty()) all.push_back(std::move(token));
  }
  return all;
}

std::string stem(std::string_view folded, std::string_view language) {
  constexpr std::size_t word_bytes_max = 200;
  if (folded.size() > word_bytes_max) return std::string(folded);
  const bool dutch = language == "nl";
  const auto& known = families(dutch);
  if (const auto found = known.find(std::string(folded)); found != known.end()) return found->second;
  auto stemmed = snowball(folded, dutch);
  if (const auto found = known.find(stemmed); found != known.end()) return found->second;
  return stemmed;
}

std::vector<std::string> stems_of(std::string_view text, std::string_view language) {
  std::vector<std::string> all;
  std::unordered_set<std::string> seen;
  for (const auto& token : tokens(text)) {
    auto one = stem(token.folded, language);
    if (!one.empty() && seen.insert(one).second) all.push_back(std::move(one));
  }
  return all;
}

bool everyday_stem(std::string_view stem, std::string_view language) {
  return everyday(language == "nl").contains(std::string(stem));
}

}  // namespace goud::text
