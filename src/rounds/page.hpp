// The pages of a ballot: HTML of our own writing, complete without JavaScript, one request each. Pure: what is shown in, the
// page out. Nothing is ever chosen beforehand, everything may be left open; what was typed stays when something is wrong, and
// goes along from sheet to sheet in the page itself, for nothing is kept before it is sent.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/http.hpp"
#include "rounds/plan.hpp"

namespace goud::rounds {

struct PageFrame {
  std::string language;  // "nl" | "en"
  std::string nonce;
  bool simulation = false;
  std::string other_language_address;  // empty: the page has a button for it, or speaks one language
  std::string organisation{};          // who asks; empty where no code was known
};

// What is asked at once: a battery, or several small ones together; the facets last.
struct Battery {
  About about = About::own;
  std::vector<const Item*> items;
};
struct Sheet {
  std::vector<Battery> batteries;
  bool facets = false;
};
[[nodiscard]] std::vector<Sheet> sheets_of(const Plan&, int week);

struct BallotPage {
  std::string code;
  const Plan* plan = nullptr;
  const Frozen* frozen = nullptr;
  int place = 0;  // of the unit in the frozen tree
  bool late = false;
  int number = 1;  // of the round it was made for
  int week = 1;
  std::size_t sheet = 0;
  std::string receipt;
  http::Fields typed{};              // of all sheets
  std::vector<FieldFault> faults{};  // by path "answers.KEY" or "facets.KEY"
  std::string notice{};              // a sentence above the questions
};
[[nodiscard]] std::string ballot_page(const PageFrame&, const BallotPage&);

// What a form says: the fields are `a.KEY` of items, `f.KEY` of facets. Of another week or unknown: left out.
[[nodiscard]] Ballot ballot_in(const Plan&, const UnitId&, int week, bool late, const http::Fields&);
// The sheet on which the first of these is mended.
[[nodiscard]] std::size_t sheet_of(const std::vector<Sheet>&, const std::vector<FieldFault>&);
// Without what was typed on this sheet.
[[nodiscard]] http::Fields cleared(const Plan&, const Sheet&, http::Fields);

struct PageMessage {
  std::string title;
  std::vector<std::string> sentences{};
  std::string receipt{};              // to be kept: shown large
  std::string link{}, link_text{};    // where to go on; empty: nowhere
  std::string other{}, other_text{};  // another way on
  bool code_asked = false;            // a field to type a code in
};
[[nodiscard]] std::string message_page(const PageFrame&, const PageMessage&);
// Where one types the code of a printed card.
[[nodiscard]] std::string code_page(const PageFrame&, std::string_view typed, std::string_view fault);
[[nodiscard]] std::string take_back_page(const PageFrame&, std::string_view code, std::string_view receipt,
                                         std::string_view fault, std::string_view until);
// How an answer is kept, for anyone.
[[nodiscard]] std::string kept_page(const PageFrame&);

[[nodiscard]] std::string day_text(std::string_view language, Day);      // "29 november", "29 November"
[[nodiscard]] std::string weekday_text(std::string_view language, Day);  // "maandag 3 november", "Monday 3 November"
[[nodiscard]] std::string last_day_text(std::string_view language, const Plan&);  // on which it can still be answered
[[nodiscard]] Day opens_on(const Plan&, int week);
[[nodiscard]] std::string kept_address(std::string_view language);
// "K7QM-2VXR-9TDA" of what was typed: case, hyphens and blanks do not matter, O is 0, I and L are 1. Nothing: no code.
[[nodiscard]] std::optional<std::string> code_typed(std::string_view);
// 32 hexadecimal digits of a receipt as it was shown or typed.
[[nodiscard]] std::optional<std::string> receipt_typed(std::string_view);
[[nodiscard]] std::string receipt_shown(std::string_view receipt);  // "3f9a 11c0 …"

}  // namespace goud::rounds
