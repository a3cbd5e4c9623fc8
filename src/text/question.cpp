#include <algorithm>
#include <optional>
#include <unordered_set>

#include "kernel/words.hpp"
#include "text/letters.hpp"
#include "text/promising.hpp"
#include "text/sentences.hpp"
#include "text/stems.hpp"

namespace goud::text {
namespace {

#include "text/proof_verbs.inc"

using Said = std::vector<std::string>;  // words as they stand, with the signs behind them

std::unordered_set<std::string> set_of(std::string_view words) {
  std::unordered_set<std::string> all;
  for (const auto& token : tokens(words)) all.insert(token.folded);
  return all;
}

std::string folded(std::string_view word) {
  std::string all;
  for (const auto& token : tokens(word)) all += token.folded;
  return all;
}

Said split(std::string_view text) {
  Said all;
  std::size_t at = past_blanks(text, 0);
  while (at < text.size()) {
    std::size_t end = at;
    while (end < text.size() && past_blanks(text, end) == end) end = letter_at(text, end).to;
    all.emplace_back(text.substr(at, end - at));
    at = past_blanks(text, end);
  }
  return all;
}

std::string joined(const Said& words, std::size_t from, std::size_t to) {
  std::string all;
  for (std::size_t i = from; i < to && i < words.size(); ++i) all += (all.empty() ? "" : " ") + words[i];
  return all;
}

std::string lowered(std::string text) {
  const bool alone = text.size() == 1 || text[1] == ' ';
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z' &&
      (alone ? text[0] != 'I' : !(text[1] >= 'A' && text[1] <= 'Z')))
    text[0] = static_cast<char>(text[0] + 32);
  return text;
}
std::string raised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

// Without the marks around it and the signs at its end.
std::string bare(std::string_view text) {
  std::size_t from = past_blanks(text, 0), to = text.size();
  const auto trailing = [&](std::string_view sign) {
    if (to < from + sign.size() || text.substr(to - sign.size(), sign.size()) != sign) return false;
    to -= sign.size();
    return true;
  };
  while (trailing(".") || trailing("!") || trailing("?") || trailing(" ") || trailing("\n") || trailing("”") ||
         trailing("\"") || trailing("…") || trailing(",")) {
  }
  for (const std::string_view sign : {"“", "\""}) {
    if (text.substr(from).starts_with(sign)) from += sign.size();
  }
  return std::string(text.substr(std::min(from, to), to - std::min(from, to)));
}

// "…, en anders weet u waarom": what happens otherwise goes, and says whether being told counts.
std::string without_otherwise(const std::string& text, bool dutch, bool& told) {
  const auto cut = [&](std::string_view sign) -> std::optional<std::string> {
    const auto at = text.find(sign);
    if (at == std::string::npos || at < 8) return std::nullopt;
    const auto rest = folded(std::string_view(text).substr(at));
    for (const std::string_view word : {"weet", "waarom", "hoor", "bellen", "leggen", "laten", "zeggen", "why", "tell",
                                        "know", "hear", "call", "explain"}) {
      told = told || rest.find(word) != std::string::npos;
    }
    return text.substr(0, at);
  };
  const auto signs =
      dutch ? std::vector<std::string_view>{", en anders",  " en anders",   ", of anders",    ", anders",
                                            "; anders",     ", zo niet",    ". Zo niet",      ", of u weet",
                                            ", of je weet", ", of u hoort", ", of u betaalt", ", of je hoort"}
            : std::vector<std::string_view>{", or else",    ", or you know", ", or you hear", ", or we tell",
                                            ", or we call", ", or you get",  ", or it",       ", and otherwise",
                                            ", otherwise",  ". If not",      ", if not",      " or you know why"};
  for (const auto sign : signs) {
    if (auto rest = cut(sign)) return *rest;
  }
  return text;
}

// Words that turn a question round: "nooit langer dan" is asked as "hoogstens"; "altijd" adds nothing to one visit.
bool replace_all(std::string& text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  if (at == std::string::npos) return false;
  text.replace(at, from.size(), to);
  return true;
}
void turned(std::string& text, bool dutch) {
  if (dutch) {
    for (const auto* longer : {"nooit langer dan ", "niet langer dan ", "nooit meer dan ", "niet meer dan "})
      replace_all(text, longer, "hoogstens ");
    for (const auto* altijd : {" altijd", "Altijd "}) replace_all(text, altijd, "");
  } else {
    for (const auto* longer : {"never wait longer than ", "not wait longer than ", "never wait more than "})
      replace_all(text, longer, "wait at most ");
    for (const auto* longer : {"never longer than ", "no longer than ", "never more than ", "no more than "})
      replace_all(text, longer, "at most ");
    for (const auto* always : {" always", "Always "}) replace_all(text, always, "");
  }
}
bool turns_round(std::string_view text) {
  for (const auto& token : tokens(text)) {
    for (const std::string_view no : {"nooit", "niet", "geen", "niemand", "never", "not", "no", "none", "nobody",
                                      "dont", "wont", "cannot", "zonder", "without"}) {
      if (token.folded == no) return true;
    }
  }
  return false;
}

// ---- Dutch ----

struct DutchPast {
  std::size_t at = 0;
  std::string word;
};
bool is_dutch_person(const std::string& word) {
  static const auto all = set_of("u je jij jullie we wij ze zij hij het iedereen");
  return all.contains(word);
}
std::optional<std::string> dutch_past(const std::string& word, bool before_or_after_je) {
  for (const auto& verb : dutch_verbs) {
    if (word == verb.singular) return verb.past;
    if (word == verb.plural) return verb.pasts;
    const std::string singular = verb.singular;
    // "krijg je", "los je": without its t
    if (before_or_after_je && singular.ends_with('t') && word == singular.substr(0, singular.size() - 1))
      return verb.past;
  }
  return std::nullopt;
}

std::string dutch_noun(const std::string& noun) {
  static const auto het = set_of(nouns_of_het);
  return (het.contains(folded(noun)) ? "het " : "de ") + lowered(noun);
}

// "klaar om 15.00 uur" is asked as "om 15.00 uur klaar".
Said predicate_last(Said rest) {
  static const auto predicates =
      set_of("klaar open gratis warm schoon vers bereikbaar bezet beschikbaar geopend vrij inbegrepen opgeruimd");
  if (rest.size() < 3 || !predicates.contains(folded(rest[0]))) return rest;
  static const auto small = set_of("om tot van vanaf voor binnen in op bij na tussen dag elke iedere 24 het de");
  if (!small.contains(folded(rest[1]))) return rest;
  std::rotate(rest.begin(), rest.begin() + 1, rest.end());
  return rest;
}

std::optional<std::string> ask_dutch(const std::string& text, Reader reader, ProofQuestion& out) {
  const auto words = split(text);
  if (words.empty()) return std::nullopt;
  const auto first = folded(words[0]);
  if (first == "antwoord") {
    out.not_applicable = say("nl", "text.question.asked_nothing");
    return std::string(reader == Reader::employee ? "Had je " : "Had u ") + joined(words, 1, words.size()) +
           " antwoord?";
  }
  if (first == "gratis" && words.size() > 1)
    return "Was " + dutch_noun(words[1]) + (words.size() > 2 ? " " + joined(words, 2, words.size()) : "") + " gratis?";
  // A condition in front: what it depends on is who the question fits.
  if (first == "als" || first == "bij" || first == "is" || first == "staat" || first == "wie" || first == "indien")
    out.sure = first == "bij" ? out.sure : false;
  std::optional<DutchPast> verb;
  for (std::size_t i = 1; i < words.size() && i < 9 && !verb; ++i) {
    const auto word = folded(words[i]);
    const bool je = i + 1 < words.size() && (folded(words[i + 1]) == "je" || folded(words[i + 1]) == "jij");
    const bool after = folded(words[i - 1]) == "je" || folded(words[i - 1]) == "jij";
    if (auto past = dutch_past(word, je || after)) verb = DutchPast{i, *past};
  }
  if (!verb) {
    // "Ontbijt vers tot 10.30 uur"
    if (words.size() >= 3 && words.size() <= 9 && !is_digit(words[0][0]) &&
        static_cast<unsigned char>(words[0][0]) < 0x80) {
      Said rest(words.begin() + 1, words.end());
      rest = predicate_last(std::move(rest));
      return "Was " + dutch_noun(words[0]) + " " + joined(rest, 0, rest.size()) + "?";
    }
    return std::nullopt;
  }
  const auto after = verb->at + 1;
  const bool subject_follows =
      after < words.size() && is_dutch_person(folded(words[after])) && !(verb->at == 1 && is_dutch_person(first));
  const auto front = lowered(joined(words, 0, verb->at));
  if (subject_follows) {
    std::string rest = joined(words, after + 1, words.size());
    if (folded(words[verb->at]) == "los" || folded(words[verb->at]) == "lost") {
      // "Tot € 50 los je het zelf op"
      if (const auto up = rest.rfind(" op");
          up != std::string::npos && (up + 3 == rest.size() || rest[up + 3] == ',')) {
        const auto tail = rest.substr(up + 3);
        return "Kon " + lowered(words[after]) + " " + rest.substr(0, up) + " oplossen " + front +
               (tail.empty() ? "" : tail) + "?";
      }
    }
    return raised(verb->word) + " " + lowered(words[after]) + " " + front + (rest.empty() ? "" : " " + rest) + "?";
  }
  Said rest(words.begin() + static_cast<std::ptrdiff_t>(after), words.end());
  if (verb->word == "was" || verb->word == "waren") rest = predicate_last(std::move(rest));
  return raised(verb->word) + " " + front + (rest.empty() ? "" : " " + joined(rest, 0, rest.size())) + "?";
}

// ---- English ----

std::optional<std::string> ask_english(const std::string& text, Reader, ProofQuestion& out) {
  const auto words = split(text);
  if (words.size() < 2) return std::nullopt;
  const auto first = folded(words[0]);
  static const auto bare_verbs = set_of(english_bare);
  if (first == "answer" || first == "answers" || first == "reply") {
    out.not_applicable = say("en", "text.question.asked_nothing");
    return "Did you have " + std::string(first == "reply" ? "a reply " : "an answer ") +
           joined(words, 1, words.size()) + "?";
  }
  if (first == "free" || first == "complimentary")
    return "Was " + std::string(folded(words[1]) == "parking" || folded(words[1]) == "cancellation" ? "" : "the ") +
           lowered(words[1]) + " free" + (words.size() > 2 ? " " + joined(words, 2, words.size()) : "") + "?";
  if (first == "if" || first == "when" || first == "not" || first == "solve" || first == "order") return std::nullopt;
  for (std::size_t i = 1; i < words.size() && i < 8; ++i) {
    const auto word = folded(words[i]);
    const auto subject = lowered(joined(words, 0, i));
    const auto rest = joined(words, i + 1, words.size());
    const auto with = [&](const std::string& aux, const std::string& more) {
      return aux + " " + subject + (more.empty() ? "" : " " + more) + "?";
    };
    if (word == "is") return with("Was", rest);
    if (word == "are") return with("Were", rest);
    if (word == "can" || word == "may") return with("Could", rest);
    if (word == "has" && i + 1 < words.size() && folded(words[i + 1]) == "been")
      return with("Was", joined(words, i + 2, words.size()));
    const bool short_will = words[i - 1].find('\'') != std::string::npos || words[i - 1].find("’") != std::string::npos;
    if (word == "will") {
      if (i + 1 < words.size() && folded(words[i + 1]) == "be")
        return with(subject == "you" || subject == "we" ? "Were" : "Was", joined(words, i + 2, words.size()));
      return with("Did", rest);
    }
    if (i == 1 && short_will && (bare_verbs.contains(word))) {
      const auto person = first.starts_with("you") ? std::string("you") : std::string("we");
      return "Did " + person + " " + joined(words, i, words.size()) + "?";
    }
    if (bare_verbs.contains(word) && (subject == "you" || subject == "we" || subject.ends_with("s")))
      return with("Did", joined(words, i, words.size()));
    std::string base;
    for (const auto& verb : english_verbs) {
      if (word == verb.said) base = verb.base;
    }
    if (base.empty() && word.ends_with('s') && bare_verbs.contains(word.substr(0, word.size() - 1)))
      base = word.substr(0, word.size() - 1);
    if (!base.empty()) return with("Did", base + (rest.empty() ? "" : " " + rest));
  }
  // "Breakfast fresh until 10:30"
  static const auto places = set_of("breakfast dinner lunch parking check-in check-out coffee");
  if (places.contains(first)) return "Was " + lowered(joined(words, 0, words.size())) + "?";
  return std::nullopt;
}

}  // namespace

ProofQuestion proof_question(std::string_view promise, std::string_view language, Reader reader) {
  const bool dutch = language == "nl";
  ProofQuestion out;
  auto text = without_otherwise(bare(promise), dutch, out.told_counts);
  turned(text, dutch);
  constexpr std::size_t promise_bytes_max = 400;
  std::optional<std::string> question;
  if (!text.empty() && promise.size() <= promise_bytes_max && text.find('\n') == std::string::npos)
    question = dutch ? ask_dutch(text, reader, out) : ask_english(text, reader, out);
  if (question) {
    out.question = *question;
    if (turns_round(out.question)) out.sure = false;
  } else {
    const auto quoted = bare(promise);
    std::size_t end = 0;
    while (end < quoted.size() && end < promise_bytes_max) end = letter_at(quoted, end).to;
    out.question = say(dutch ? "nl" : "en", "text.question.done", {{"promise", quoted.substr(0, end)}});
    out.sure = false;
  }
  if (out.not_applicable.empty()) {
    for (const auto& token : tokens(text)) {
      if (token.folded == "bellen" || token.folded == "belt" || token.folded == "call")
        out.not_applicable = say(dutch ? "nl" : "en", "text.question.no_call");
      if (token.folded == "klacht" || token.folded == "klachten" || token.folded == "complaint" ||
          token.folded == "complaints")
        out.not_applicable = say(dutch ? "nl" : "en", "text.question.no_complaint");
    }
  }
  return out;
}

}  // namespace goud::text
