#include <algorithm>
#include <charconv>

#include "feedback/page.hpp"

namespace goud::feedback {
namespace {

std::string_view first_of(const FormFields& fields, std::string_view name) {
  for (const auto& [key, value] : fields) {
    if (key == name) return value;
  }
  return {};
}

std::optional<std::int32_t> whole(std::string_view text) {
  std::int32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

Silent silent_on(const Intake& known, Day day) {
  Silent silent;
  for (const auto& [promise, from] : known.withdrawn) {
    if (from <= day) silent.insert(promise);
  }
  return silent;
}

bool asked_on_page(const Question& question, const MomentId& moment, const Silent& silent) {
  if (question.kind == QuestionKind::promise && silent.count(question.promise.text) > 0) return false;
  if (question.drawn) return !moment.empty();
  return question.moment.empty() || question.moment == moment;
}

std::vector<Given> given_in(const Instrument& instrument, const MomentId& moment, const Silent& silent, const FormFields& fields, std::vector<FieldFault>& faults) {
  const auto& questions = instrument.definition.questions;
  std::vector<Given> answers(questions.size());
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const auto& question = questions[i];
    if (!asked_on_page(question, moment, silent)) continue;
    auto& given = answers[i];
    given.state = Given::State::skipped;
    const auto name = "q." + question.key;
    const auto typed = first_of(fields, name);
    switch (question.kind) {
      case QuestionKind::score:
      case QuestionKind::scale:
        if (typed.empty()) break;
        // What is no number lies outside every scale; look_at() says so with the scale's ends.
        given = Given::value(whole(typed).value_or(INT32_MIN));
        break;
      case QuestionKind::choice:
      case QuestionKind::promise:
      case QuestionKind::yes_no_na:
        if (typed.empty()) break;
        given = Given::value(question.option_index(typed).value_or(-1));
        break;
      case QuestionKind::multiple:
        for (const auto& [key, value] : fields) {
          if (key != name) continue;
          given.state = Given::State::answered;
          given.many.push_back(question.option_index(value).value_or(-1));
        }
        break;
      case QuestionKind::text:
        given.text = http::written(typed);
        if (!given.text.empty()) given.state = Given::State::answered;
        break;
      case QuestionKind::story: {
        auto story = std::make_shared<StoryGiven>();
        if (const auto expected = first_of(fields, name + ".e"); !expected.empty()) {
          story->expectation = expectation_from(expected);
          if (!story->expectation) faults.push_back({"answers." + question.key, "feedback.answer.no_option"});
        }
        story->text = http::written(first_of(fields, name + ".t"));
        // A box left open says nothing when nothing else was said; with an expectation it says no.
        if (story->expectation) story->unexpected = !first_of(fields, name + ".u").empty();
        story->may_share = !first_of(fields, name + ".s").empty();
        if (const auto intends = first_of(fields, name + ".i"); !intends.empty()) story->intention = intends == "yes";
        const bool call = !first_of(fields, name + ".c").empty(), again = !first_of(fields, name + ".a").empty();
        const auto number = http::written(first_of(fields, name + ".n")),
                   mail = http::written(first_of(fields, name + ".m"));
        const auto path = "answers." + question.key + ".call";
        if (call && number.empty() && mail.empty())
          faults.push_back({path, "feedback.answer.call_missing"});
        else if (again && mail.empty())
          faults.push_back({path + ".email", "feedback.answer.ask_again"});
        // A number or an address without a wish is not kept.
        if (call) story->telephone = number;
        if (call || again) story->email = mail;
        story->ask_again = again && !mail.empty();
        if (story->expectation || !story->text.empty() || !story->telephone.empty() || !story->email.empty()) {
          given.state = Given::State::answered;
          given.story = std::move(story);
        }
        break;
      }
    }
  }
  return answers;
}

bool call_asked(const std::vector<Given>& answers) {
  return std::any_of(answers.begin(), answers.end(), [](const Given& given) {
    return given.story && !(given.story->telephone.empty() && given.story->email.empty());
  });
}

bool wrote_words(const std::vector<Given>& answers) {
  return std::any_of(answers.begin(), answers.end(), [](const Given& given) {
    return !given.text.empty() || (given.story && !given.story->text.empty());
  });
}

}  // namespace goud::feedback
