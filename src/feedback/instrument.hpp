// An instrument: the questions put to a customer, in one versioned JSON form (instruments/schema.json).
// Always true: a version never changes; within one instrument a question key keeps its kind and the meaning of its
// values for ever (a changed meaning is a new key). Reading says everything that is wrong, with field paths.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kernel/fault.hpp"
#include "kernel/ids.hpp"
#include "kernel/text.hpp"

namespace goud::feedback {

enum class QuestionKind { score, scale, choice, multiple, yes_no_na, text, promise, story };
[[nodiscard]] std::string_view name_of(QuestionKind);
[[nodiscard]] std::optional<QuestionKind> question_kind_from(std::string_view);

struct Option {
  std::string value;  // what is kept and exported; never changes
  Text label;
  bool operator==(const Option&) const = default;
};

struct Question {
  std::string key;
  QuestionKind kind = QuestionKind::score;
  Text text;
  bool drawn = false;   // about the moment that was drawn
  MomentId moment{};    // about this moment; neither: about the whole visit
  bool required = false;
  std::vector<Text> points{};    // scale: what 1..n are called
  std::vector<Option> options{};  // choice, multiple, promise, yes_no_na (yes, no, na)
  int max_length = 2000;          // text, story; characters
  PromiseId promise{};
  std::vector<std::string> kept{}, not_kept{}, not_applicable{};
  Text low{}, high{};  // what the ends of a score are called
  std::vector<std::string> outcome{};  // what it is all for (bought again, satisfied): the answers that count as reached

  [[nodiscard]] bool of_a_moment() const { return drawn || !moment.empty(); }
  [[nodiscard]] std::optional<int> option_index(std::string_view value) const;
  [[nodiscard]] bool means_not_applicable(int option) const;
  bool operator==(const Question&) const = default;
};

struct Definition {
  std::string key;
  Text title;
  std::vector<std::string> languages;  // "nl", "en"
  bool anonymous = false;              // then no person key, telephone number or e-mail address is taken
  std::vector<Question> questions;
  Text thanks;
  bool operator==(const Definition&) const = default;
};

[[nodiscard]] Result<Definition> definition_from(std::string_view json, std::string_view path_prefix = {});
[[nodiscard]] std::string to_json(const Definition&);  // canonical: read back it is equal

// What a version may not do to the one before.
[[nodiscard]] Done may_follow(const Definition& before, const Definition& next);

// A version made ready for reading answers quickly.
struct Instrument {
  InstrumentId id;
  int version = 1;
  Definition definition;
  std::optional<Day> ended;
  bool answered = false;  // has a first answer
  std::unordered_map<std::string, int> index;    // question key -> place
  std::vector<MomentId> moments;                 // those a moment can be drawn from
  std::vector<std::string> json_keys;            // "\"q1\":" per question, ready to be written
  std::vector<std::vector<std::string>> json_options;

  [[nodiscard]] const Question* question(std::string_view key) const;
};
[[nodiscard]] Instrument compile(InstrumentId, int version, Definition);

}  // namespace goud::feedback
