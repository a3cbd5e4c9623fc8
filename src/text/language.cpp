#include "text/language.hpp"

#include <unordered_set>

#include "text/stems.hpp"

namespace goud::text {
namespace {

// The commonest words of one that are no words of the other ("in", "is", "was", "we", "me" and "had" are of both).
const std::unordered_set<std::string> dutch = {
    "de",       "het",    "een",    "en",     "van",     "dat",       "die",      "te",          "ik",     "je",
    "jij",      "u",      "uw",     "wij",    "ze",      "zij",       "hij",      "haar",        "hun",    "ons",
    "onze",     "mij",    "mijn",   "zijn",   "er",      "aan",       "met",      "als",         "voor",   "maar",
    "om",       "dan",    "zou",    "wat",    "door",    "bij",       "ook",      "tot",         "nog",    "naar",
    "heb",      "hebt",   "heeft",  "hebben", "ben",     "bent",      "waren",    "wordt",       "werd",   "worden",
    "dit",      "deze",   "hier",   "daar",   "wel",     "niet",      "geen",     "toch",        "uit",    "heel",
    "veel",     "meer",   "omdat",  "toen",   "want",    "na",        "nu",       "kan",         "kunt",   "kon",
    "kunnen",   "moet",   "mag",    "zal",    "iets",    "niets",     "alles",    "alle",        "weer",   "erg",
    "echt",     "zeer",   "goed",   "kamer",  "klaar",   "personeel", "ontbijt",  "vriendelijk", "gast",   "gasten",
    "antwoord", "binnen", "uur",    "dag",    "werkdag", "jouw",      "jullie",   "waarom",      "altijd", "nooit",
    "krijgt",   "mooi",   "schoon", "lekker", "prima",   "terug",     "niemand",  "gratis",      "vers",   "rooster",
    "weken",    "werk",   "koud",   "warm",   "fijn",    "top",       "geweldig", "slecht",      "helaas"};
const std::unordered_set<std::string> english = {
    "the",      "and",   "of",        "to",     "it",    "its",   "that",   "this",   "these",  "those", "i",
    "you",      "your",  "he",        "his",    "she",   "her",   "us",     "our",    "they",   "them",  "their",
    "my",       "with",  "for",       "but",    "if",    "then",  "would",  "what",   "by",     "also",  "from",
    "have",     "has",   "were",      "be",     "been",  "are",   "am",     "an",     "not",    "no",    "very",
    "can",      "could", "will",      "should", "just",  "only",  "out",    "about",  "than",   "there", "when",
    "where",    "why",   "how",       "which",  "who",   "all",   "any",    "some",   "more",   "most",  "other",
    "because",  "until", "before",    "after",  "do",    "does",  "did",    "dont",   "didnt",  "room",  "staff",
    "friendly", "clean", "breakfast", "good",   "great", "nice",  "answer", "within", "hours",  "day",   "days",
    "always",   "never", "get",       "got",    "free",  "ready", "quiet",  "cold",   "thanks", "thank", "lovely",
    "schedule", "weeks", "at",        "on",     "as",    "we're", "nobody", "roster"};

}  // namespace

std::optional<std::string> language_of(std::string_view text) {
  int nl = 0, en = 0;
  for (const auto& token : tokens(text)) {
    nl += dutch.contains(token.folded) ? 1 : 0;
    en += english.contains(token.folded) ? 1 : 0;
  }
  if (nl == en) return std::nullopt;
  return nl > en ? "nl" : "en";
}

}  // namespace goud::text
