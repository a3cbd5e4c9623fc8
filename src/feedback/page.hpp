// The page a guest sees: HTML of our own writing, complete without JavaScript, one request and perhaps a logo.
// Pure: what is shown in, the page out. Nothing is ever chosen beforehand; what was typed stays when something is wrong.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "feedback/feedback.hpp"

namespace goud::feedback {

// Promises that nobody is asked about any more.
using Silent = std::set<std::string, std::less<>>;
[[nodiscard]] Silent silent_on(const Intake&, Day);

using FormFields = std::vector<std::pair<std::string, std::string>>;

struct PageFrame {
  std::string language;  // "nl" | "en"
  std::string organisation;
  people::Brand brand;
  bool simulation = false;
  std::string logo;      // address; empty: no logo
  std::string nonce;
  std::string other_language_address;  // empty: this page speaks one language
};

struct PageQuestions {
  std::string code;
  std::string place;     // "Merelhof Zwolle · Inchecken"
  std::string unit;
  std::string ticket;
  const Instrument* instrument = nullptr;
  MomentId moment;       // drawn, or the link's own
  Silent silent;
  FormFields typed;      // what came back with a fault
  std::vector<FieldFault> faults;
  std::string notice;    // a sentence above the questions
  bool trial = false;    // nothing of it is kept, which it says
};

struct PageMessage {
  std::string title;
  std::vector<std::string> sentences;
  std::string link, link_text;  // where to go on; empty: nowhere
};

[[nodiscard]] std::string questions_page(const PageFrame&, const PageQuestions&);
[[nodiscard]] std::string message_page(const PageFrame&, const PageMessage&);

// Which questions a page about this moment asks.
[[nodiscard]] bool asked_on_page(const Question&, const MomentId& moment, const Silent&);
// The draft a form gives; a value that is on no scale is noted under the question's key.
[[nodiscard]] std::vector<Given> given_in(const Instrument&, const MomentId& moment, const Silent&, const FormFields&, std::vector<FieldFault>&);
[[nodiscard]] bool call_asked(const std::vector<Given>&);
// Whether there is something to read in it.
[[nodiscard]] bool wrote_words(const std::vector<Given>&);

}  // namespace goud::feedback
