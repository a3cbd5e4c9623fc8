#include "feedback/instrument.hpp"

#include <algorithm>
#include <array>

#include "formats/json.hpp"

namespace goud::feedback {
namespace {

constexpr std::array<std::pair<QuestionKind, std::string_view>, 8> kinds = {{{QuestionKind::score, "score"},
                                                                            {QuestionKind::scale, "scale"},
                                                                            {QuestionKind::choice, "choice"},
                                                                            {QuestionKind::multiple, "multiple"},
                                                                            {QuestionKind::yes_no_na, "yes_no_na"},
                                                                            {QuestionKind::text, "text"},
                                                                            {QuestionKind::promise, "promise"},
                                                                            {QuestionKind::story, "story"}}};

bool has(const std::vector<std::string>& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

}  // namespace

std::string_view name_of(QuestionKind kind) {
  for (const auto& [known, name] : kinds) {
    if (known == kind) return name;
  }
  return "score";
}

std::optional<QuestionKind> question_kind_from(std::string_view text) {
  for (const auto& [kind, name] : kinds) {
    if (name == text) return kind;
  }
  return std::nullopt;
}

std::optional<int> Question::option_index(std::string_view value) const {
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (options[i].value == value) return static_cast<int>(i);
  }
  return std::nullopt;
}

bool Question::means_not_applicable(int option) const {
  if (option < 0 || static_cast<std::size_t>(option) >= options.size()) return false;
  const auto& value = options[static_cast<std::size_t>(option)].value;
  return kind == QuestionKind::yes_no_na ? value == "na" : has(not_applicable, value);
}

Done may_follow(const Definition& before, const Definition& next) {
  std::vector<FieldFault> wrong;
  if (before.key != next.key) wrong.push_back({"key", "feedback.instrument.key_changed", {{"key", before.key}}});
  if (before.anonymous != next.anonymous) wrong.push_back({"anonymous", "feedback.instrument.anonymous_changed"});
  for (std::size_t i = 0; i < next.questions.size(); ++i) {
    const auto& question = next.questions[i];
    auto found = std::find_if(before.questions.begin(), before.questions.end(), [&](const auto& q) { return q.key == question.key; });
    if (found == before.questions.end()) continue;
    const auto path = "questions[" + std::to_string(i) + "]";
    if (found->kind != question.kind) wrong.push_back({path + ".kind", "feedback.instrument.meaning_changed", {{"key", question.key}}});
    if (found->points.size() != question.points.size()) {
      wrong.push_back({path + ".points", "feedback.instrument.meaning_changed", {{"key", question.key}}});
    }
    if (found->promise != question.promise) {
      wrong.push_back({path + ".promise", "feedback.instrument.meaning_changed", {{"key", question.key}}});
    }
    if (found->moment != question.moment || found->drawn != question.drawn) {
      wrong.push_back({path + ".moment", "feedback.instrument.meaning_changed", {{"key", question.key}}});
    }
  }
  if (before == next) wrong.push_back({"questions", "feedback.instrument.nothing_new"});
  if (!wrong.empty()) return tl::unexpected<Fault>(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});
  return {};
}

const Question* Instrument::question(std::string_view key) const {
  auto found = index.find(std::string(key));
  return found == index.end() ? nullptr : &definition.questions[static_cast<std::size_t>(found->second)];
}

Instrument compile(InstrumentId id, int version, Definition definition) {
  Instrument made;
  made.id = std::move(id);
  made.version = version;
  made.definition = std::move(definition);
  for (std::size_t i = 0; i < made.definition.questions.size(); ++i) {
    const auto& question = made.definition.questions[i];
    made.index.emplace(question.key, static_cast<int>(i));
    made.json_keys.push_back(formats::json_text(question.key) + ":");
    auto& options = made.json_options.emplace_back();
    for (const auto& option : question.options) options.push_back(formats::json_text(option.value));
    if (!question.moment.empty() && std::find(made.moments.begin(), made.moments.end(), question.moment) == made.moments.end()) {
      made.moments.push_back(question.moment);
    }
  }
  return made;
}

}  // namespace goud::feedback
