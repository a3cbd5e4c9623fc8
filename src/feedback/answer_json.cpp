#include "feedback/answer_json.hpp"

namespace goud::feedback {
namespace {

using formats::JsonKind;
using formats::JsonValue;
using State = Given::State;

std::optional<int> read_option(const Question& question, const JsonValue& value) {
  auto text = value.as_string(60);
  if (!text) return std::nullopt;
  auto place = question.option_index(*text);
  if (!place) {
    std::string all;
    for (const auto& option : question.options) all += (all.empty() ? "" : ", ") + option.value;
    value.refuse("feedback.answer.no_option_of", {{"options", all}});
  }
  return place;
}

std::shared_ptr<StoryGiven> read_story(const Question& question, const JsonValue& value) {
  auto in = value.object();
  if (!in.present()) return nullptr;
  auto story = std::make_shared<StoryGiven>();
  story->expectation = in.optional_enum<Expectation>(
      "expectation", {{"less", Expectation::less}, {"as", Expectation::as}, {"better", Expectation::better}});
  story->unexpected = in.optional_bool("unexpected");
  story->intention = in.optional_bool("intention");
  const auto text = in.optional_string("text", static_cast<std::size_t>(question.max_length));
  const bool text_refused = in.has("text") && !text && !in.at("text").is_null();
  story->text = text.value_or("");
  story->may_share = in.optional_bool("may_share").value_or(false);
  if (in.has("call") && !in.null_at("call")) {
    auto call = in.at("call").object();
    if (call.present()) {
      story->telephone = call.optional_string("telephone", 40).value_or("");
      story->email = call.optional_string("email", 254).value_or("");
      if (!call.has("telephone") && !call.has("email")) in.at("call").refuse("feedback.answer.call_empty");
    }
  }
  story->ask_again = in.optional_bool("ask_again").value_or(false);
  const bool reached = !story->telephone.empty() || !story->email.empty();
  const bool says_nothing = !story->expectation && story->text.empty() && !reached;
  if (says_nothing && !text_refused) value.refuse("feedback.answer.story_empty");
  return story;
}

Given read_value(const Question& question, const JsonValue& value) {
  Given given;
  given.state = State::answered;
  const auto number = [&](int low, int high) {
    auto read = value.as_int();
    if (!read) return;
    if (*read < low || *read > high) {
      value.refuse("feedback.answer.out_of_scale", {{"low", std::to_string(low)}, {"high", std::to_string(high)}});
    } else {
      given.number = static_cast<std::int32_t>(*read);
    }
  };
  switch (question.kind) {
    case QuestionKind::score: number(0, 10); break;
    case QuestionKind::scale: number(1, static_cast<int>(question.points.size())); break;
    case QuestionKind::choice:
    case QuestionKind::promise:
    case QuestionKind::yes_no_na: given.number = read_option(question, value).value_or(0); break;
    case QuestionKind::multiple:
      for (auto item : value.array(question.options.size())) {
        if (auto place = read_option(question, item)) given.many.push_back(*place);
      }
      break;
    case QuestionKind::text: given.text = std::string(value.as_string(static_cast<std::size_t>(question.max_length)).value_or("")); break;
    case QuestionKind::story: given.story = read_story(question, value); break;
  }
  // An empty text is no answer.
  if (question.kind == QuestionKind::text && given.text.empty()) given.state = State::skipped;
  return given;
}

Given read_given(const Question& question, const JsonValue& value) {
  if (value.is_null()) {
    value.accept();
    return Given::skipped();
  }
  if (value.kind() == JsonKind::object) {
    auto in = value.object();
    if (in.has("state")) {
      return {in.required_enum<State>(
          "state", {{"skipped", State::skipped}, {"not_applicable", State::not_applicable}, {"not_shown", State::not_shown}})};
    }
    if (question.kind != QuestionKind::story) {
      value.accept();
      value.refuse("feedback.answer.state_or_value");
      return {};
    }
  }
  return read_value(question, value);
}

}  // namespace

std::vector<Given> read_answers(const Instrument& instrument, const formats::JsonObject& in, const MomentId& moment) {
  const auto& questions = instrument.definition.questions;
  std::vector<Given> answers(questions.size());
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const bool other_moment = questions[i].drawn ? moment.empty() : (!questions[i].moment.empty() && !moment.empty() && questions[i].moment != moment);
    answers[i].state = other_moment ? State::not_shown : State::skipped;
  }
  for (const auto& [key, value] : in.members()) {
    auto found = instrument.index.find(std::string(key));
    if (found == instrument.index.end()) {
      value.refuse("feedback.answer.question_unknown");
      continue;
    }
    const auto place = static_cast<std::size_t>(found->second);
    answers[place] = read_given(questions[place], value);
  }
  return answers;
}

void write_given(formats::JsonWriter& out, const Question& question, const Given& given, bool with_telephone) {
  switch (given.state) {
    case State::not_shown: out.begin_object().field("state", "not_shown").end_object(); return;
    case State::skipped: out.begin_object().field("state", "skipped").end_object(); return;
    case State::not_applicable: out.begin_object().field("state", "not_applicable").end_object(); return;
    case State::answered: break;
  }
  const auto option = [&](int place) -> std::string_view { return question.options[static_cast<std::size_t>(place)].value; };
  switch (question.kind) {
    case QuestionKind::score:
    case QuestionKind::scale: out.value(given.number); break;
    case QuestionKind::choice:
    case QuestionKind::promise:
    case QuestionKind::yes_no_na: out.value(option(given.number)); break;
    case QuestionKind::multiple:
      out.begin_array();
      for (int place : given.many) out.value(option(place));
      out.end_array();
      break;
    case QuestionKind::text: out.value(given.text); break;
    case QuestionKind::story: {
      const auto& story = *given.story;
      out.begin_object();
      if (story.expectation) out.field("expectation", name_of(*story.expectation));
      if (story.unexpected) out.field("unexpected", *story.unexpected);
      if (story.intention) out.field("intention", *story.intention);
      if (!story.text.empty()) out.field("text", story.text);
      out.field("may_share", story.may_share);
      if (with_telephone && (!story.telephone.empty() || !story.email.empty())) {
        out.key("call").begin_object();
        if (!story.telephone.empty()) out.field("telephone", story.telephone);
        if (!story.email.empty()) out.field("email", story.email);
        out.end_object();
        if (story.ask_again) out.field("ask_again", true);
      }
      out.end_object();
      break;
    }
  }
}

// A body is JSON of our own writing: what does not fit this version's questions is left out rather than refused.
Result<Kept> read_body(const Instrument& instrument, std::string_view body) {
  auto document = formats::Json::parse(body);
  if (!document) return refuse(document.error());
  auto in = document->object();
  Kept kept;
  kept.language = in.optional_string("language", 5).value_or("nl");
  if (in.has("moments")) {
    auto moments = in.at("moments").object();
    kept.drawn = MomentId{moments.optional_string("drawn", 36).value_or("")};
    kept.probability = moments.optional_number("p", 0, 1).value_or(1);
    if (kept.probability <= 0) kept.probability = 1;
  }
  kept.answers.resize(instrument.definition.questions.size());
  if (!in.has("answers")) return kept;
  for (const auto& [key, value] : in.at("answers").object().members()) {
    auto found = instrument.index.find(std::string(key));
    if (found == instrument.index.end()) continue;
    const auto place = static_cast<std::size_t>(found->second);
    auto one = value.object();
    if (one.has("s")) {
      const auto state = one.optional_string("s", 20).value_or("");
      kept.answers[place].state = state == "not_applicable" ? State::not_applicable : State::skipped;
    } else if (one.has("v")) {
      const auto faults_before = document->faults().size();
      auto given = read_value(instrument.definition.questions[place], one.at("v"));
      if (document->faults().size() == faults_before) kept.answers[place] = std::move(given);
    }
  }
  return kept;
}

}  // namespace goud::feedback
