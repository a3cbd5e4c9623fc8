#include <algorithm>
#include <set>

#include "feedback/instrument.hpp"
#include "formats/json.hpp"
#include "formats/text_json.hpp"

namespace goud::feedback {
namespace {

using formats::JsonObject;
using formats::JsonValue;

constexpr std::size_t questions_max = 200, options_max = 100, text_max = 500;

bool key_wellformed(std::string_view key) {
  if (key.empty() || key.size() > 60) return false;
  return std::all_of(key.begin(), key.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.'; });
}

std::string read_key(const JsonObject& in, std::string_view name) {
  auto key = in.required_string(name, 60);
  if (!key.empty() && !key_wellformed(key)) in.at(name).refuse("feedback.instrument.key_form");
  return key;
}

std::vector<std::string> read_values(const JsonObject& in, std::string_view name) {
  std::vector<std::string> values;
  for (auto item : in.array(name, options_max)) {
    if (auto text = item.as_string(60)) values.emplace_back(*text);
  }
  return values;
}

std::vector<Option> read_options(const JsonObject& in) {
  std::vector<Option> options;
  std::set<std::string> seen;
  for (auto item : in.array("options", options_max)) {
    auto one = item.object();
    if (!one.present()) continue;
    Option option;
    option.value = one.required_string("value", 60);
    option.label = formats::read_text(one.at("label"), text_max);
    if (!seen.insert(option.value).second) item.refuse("feedback.instrument.value_twice", {{"value", option.value}});
    options.push_back(std::move(option));
  }
  return options;
}

const std::vector<Option>& promise_options() {
  static const std::vector<Option> options = {{"yes", {"Ja", "Yes"}},
                                              {"no_told", {"Nee, maar ik wist waarom", "No, but I knew why"}},
                                              {"no", {"Nee", "No"}},
                                              {"na", {"Niet van toepassing", "Does not apply"}}};
  return options;
}
const std::vector<Option>& yes_no_options() {
  static const std::vector<Option> options = {
      {"yes", {"Ja", "Yes"}}, {"no", {"Nee", "No"}}, {"na", {"Niet van toepassing", "Does not apply"}}};
  return options;
}

// Every option of a promise question means kept, not kept or not applicable: one of the three, never none.
void read_meaning(const JsonObject& in, Question& question) {
  question.kept = read_values(in, "kept");
  question.not_kept = read_values(in, "not_kept");
  question.not_applicable = read_values(in, "not_applicable");
  if (!in.has("options")) {
    question.options = promise_options();
    if (!in.has("kept") && !in.has("not_kept") && !in.has("not_applicable")) {
      question.kept = {"yes", "no_told"};
      question.not_kept = {"no"};
      question.not_applicable = {"na"};
    }
  }
  if (question.kept.empty()) in.value().refuse("feedback.instrument.kept_missing");
  for (const auto& option : question.options) {
    int meanings = 0;
    for (const auto* list : {&question.kept, &question.not_kept, &question.not_applicable}) {
      meanings += static_cast<int>(std::count(list->begin(), list->end(), option.value));
    }
    if (meanings != 1) in.value().refuse("feedback.instrument.value_meaning", {{"value", option.value}});
  }
  for (const auto* list : {&question.kept, &question.not_kept, &question.not_applicable}) {
    for (const auto& value : *list) {
      if (!question.option_index(value)) in.value().refuse("feedback.instrument.value_unknown", {{"value", value}});
    }
  }
}

Question read_question(const JsonObject& in) {
  Question question;
  question.key = read_key(in, "key");
  question.kind = in.required_enum<QuestionKind>("kind", {{"score", QuestionKind::score},
                                                          {"scale", QuestionKind::scale},
                                                          {"choice", QuestionKind::choice},
                                                          {"multiple", QuestionKind::multiple},
                                                          {"yes_no_na", QuestionKind::yes_no_na},
                                                          {"text", QuestionKind::text},
                                                          {"promise", QuestionKind::promise},
                                                          {"story", QuestionKind::story}});
  question.text = formats::read_text(in.at("text"), text_max);
  if (auto moment = in.optional_string("moment", 36)) {
    if (*moment == "drawn") {
      question.drawn = true;
    } else if (uuid_wellformed(*moment)) {
      question.moment = MomentId{*moment};
    } else {
      in.at("moment").refuse("feedback.instrument.moment_form");
    }
  }
  // "per" says what "moment" already says; it is read so that a definition may carry it, and must agree.
  if (auto per = in.optional_enum<int>("per", {{"visit", 0}, {"moment", 1}}); per && (*per == 1) != question.of_a_moment()) {
    in.at("per").refuse("feedback.instrument.per_disagrees");
  }
  question.required = in.optional_bool("required").value_or(false);

  using K = QuestionKind;
  const auto only = [&](std::string_view name, bool fits) {
    if (in.has(name) && !fits) {
      in.at(name).accept();
      in.at(name).refuse("feedback.instrument.not_for_kind", {{"kind", std::string(name_of(question.kind))}});
    }
    return fits;
  };
  if (only("points", question.kind == K::scale)) {
    for (auto item : in.array("points", 11)) question.points.push_back(formats::read_text(item, 120));
    if (question.points.size() < 2) in.value().refuse("feedback.instrument.points_missing");
  }
  if (only("options", question.kind == K::choice || question.kind == K::multiple || question.kind == K::promise)) {
    question.options = read_options(in);
    const bool few = question.options.size() < 2 && (question.kind != K::promise || in.has("options"));
    if (few) in.value().refuse("feedback.instrument.options_missing");
  }
  if (question.kind == K::yes_no_na) question.options = yes_no_options();
  if (only("max_length", question.kind == K::text || question.kind == K::story)) {
    question.max_length = static_cast<int>(in.optional_int("max_length", 1, 10000).value_or(2000));
  }
  if (only("promise", question.kind == K::promise)) {
    auto promise = in.required_string("promise", 36);
    if (!promise.empty() && !uuid_wellformed(promise)) in.at("promise").refuse("feedback.instrument.promise_form");
    question.promise = PromiseId{promise};
  }
  const bool promise_kind = question.kind == K::promise;
  for (auto name : {"kept", "not_kept", "not_applicable"}) only(name, promise_kind);
  if (promise_kind) read_meaning(in, question);
  const bool one_answer = question.kind == K::score || question.kind == K::scale || question.kind == K::choice || question.kind == K::yes_no_na;
  if (only("outcome", one_answer && !question.of_a_moment()) && in.has("outcome")) {
    question.outcome = read_values(in, "outcome");
    const int low = question.kind == K::score ? 0 : 1;
    const int high = question.kind == K::score ? 10 : static_cast<int>(question.points.size());
    for (const auto& value : question.outcome) {
      bool known = question.option_index(value).has_value();
      for (int point = low; !known && question.options.empty() && point <= high; ++point) known = std::to_string(point) == value;
      if (!known) in.at("outcome").refuse("feedback.instrument.value_unknown", {{"value", value}});
    }
  }
  const bool has_ends = question.kind == K::score || question.kind == K::scale;
  if (only("low", has_ends) && in.has("low")) question.low = formats::read_text(in.at("low"), 120);
  if (only("high", has_ends) && in.has("high")) question.high = formats::read_text(in.at("high"), 120);
  return question;
}

void write_values(formats::JsonWriter& out, std::string_view name, const std::vector<std::string>& values) {
  out.key(name).begin_array();
  for (const auto& value : values) out.value(value);
  out.end_array();
}

void write_question(formats::JsonWriter& out, const Question& question) {
  using K = QuestionKind;
  out.begin_object().field("key", question.key).field("kind", name_of(question.kind));
  formats::write_text(out.key("text"), question.text);
  if (question.drawn) out.field("moment", "drawn");
  if (!question.moment.empty()) out.field("moment", question.moment.text);
  out.field("per", question.of_a_moment() ? "moment" : "visit");
  out.field("required", question.required);
  if (question.kind == K::scale) {
    out.key("points").begin_array();
    for (const auto& point : question.points) formats::write_text(out, point);
    out.end_array();
  }
  if (question.kind == K::choice || question.kind == K::multiple || question.kind == K::promise) {
    out.key("options").begin_array();
    for (const auto& option : question.options) {
      out.begin_object().field("value", option.value);
      formats::write_text(out.key("label"), option.label);
      out.end_object();
    }
    out.end_array();
  }
  if (question.kind == K::text || question.kind == K::story) out.field("max_length", question.max_length);
  if (question.kind == K::promise) {
    out.field("promise", question.promise.text);
    write_values(out, "kept", question.kept);
    write_values(out, "not_kept", question.not_kept);
    write_values(out, "not_applicable", question.not_applicable);
  }
  if (!question.outcome.empty()) write_values(out, "outcome", question.outcome);
  if (!question.low.empty()) formats::write_text(out.key("low"), question.low);
  if (!question.high.empty()) formats::write_text(out.key("high"), question.high);
  out.end_object();
}

}  // namespace

Result<Definition> definition_from(std::string_view json, std::string_view path_prefix) {
  auto document = formats::Json::parse(json);
  if (!document) return refuse(document.error());
  auto in = document->object();
  Definition made;
  made.key = read_key(in, "key");
  // Employees' answers take another road: an instrument of this form asks customers alone.
  (void)in.optional_enum<int>("audience", {{"customer", 0}});
  made.title = formats::read_text(in.at("title"), text_max);
  std::set<std::string> seen_languages;
  for (auto item : in.array("languages", 2)) {
    auto language = item.as_string(2);
    if (!language) continue;
    if (*language != "nl" && *language != "en") item.refuse("feedback.instrument.language_unknown");
    if (!seen_languages.insert(std::string(*language)).second) item.refuse("feedback.instrument.language_twice");
    made.languages.emplace_back(*language);
  }
  if (made.languages.empty()) in.value().refuse("feedback.instrument.languages_missing");
  made.anonymous = in.optional_bool("anonymous").value_or(false);
  std::set<std::string> seen;
  int stories = 0;
  for (auto item : in.required("questions").array(questions_max)) {
    auto one = item.object();
    if (!one.present()) continue;
    auto question = read_question(one);
    if (!seen.insert(question.key).second) one.at("key").refuse("feedback.instrument.key_twice", {{"key", question.key}});
    if (question.kind == QuestionKind::story && ++stories > 1) item.refuse("feedback.instrument.story_twice");
    for (const auto& language : made.languages) {
      if ((language == "nl" ? question.text.nl : question.text.en).empty() && !question.text.empty()) {
        one.at("text").refuse("feedback.instrument.text_not_in", {{"language", language}});
      }
    }
    made.questions.push_back(std::move(question));
  }
  if (in.has("questions") && made.questions.empty()) in.at("questions").refuse("feedback.instrument.no_questions");
  if (in.has("thanks")) made.thanks = formats::read_text(in.at("thanks"), text_max);
  if (auto done = document->finish(); !done) {
    Fault fault = done.error();
    if (!path_prefix.empty()) {
      for (auto& field : fault.fields) {
        field.path = field.path.empty() ? std::string(path_prefix) : std::string(path_prefix) + "." + field.path;
      }
    }
    return refuse(std::move(fault));
  }
  return made;
}

std::string to_json(const Definition& definition) {
  formats::JsonWriter out;
  out.begin_object().field("key", definition.key).field("audience", "customer");
  formats::write_text(out.key("title"), definition.title);
  out.key("languages").begin_array();
  for (const auto& language : definition.languages) out.value(language);
  out.end_array();
  out.field("anonymous", definition.anonymous);
  out.key("questions").begin_array();
  for (const auto& question : definition.questions) write_question(out, question);
  out.end_array();
  if (!definition.thanks.empty()) formats::write_text(out.key("thanks"), definition.thanks);
  out.end_object();
  return out.take();
}

}  // namespace goud::feedback
