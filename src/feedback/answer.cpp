#include "feedback/answer.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "formats/json.hpp"

namespace goud::feedback {
namespace {

using State = Given::State;
constexpr std::int64_t a_day = 86'400'000'000;

// Digits with what people write between them; 6 to 20 digits.
bool telephone_likely(std::string_view text) {
  if (text.size() > 40) return false;
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') {
      ++digits;
    } else if (c == '+' && i == 0) {
      continue;
    } else if (c != ' ' && c != '-' && c != '.' && c != '(' && c != ')' && c != '/') {
      return false;
    }
  }
  return digits >= 6 && digits <= 20;
}

// Something, one @, and a domain with a dot; 254 characters.
bool email_likely(std::string_view text) {
  const auto at = text.find('@');
  if (text.size() > 254 || at == 0 || at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos)
    return false;
  const auto domain = text.substr(at + 1);
  const auto wrong = [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == ',' || c == ';' || c == '<' || c == '>' || c == '"';
  };
  return domain.find('.') != std::string_view::npos && domain.front() != '.' && domain.back() != '.' &&
         std::none_of(text.begin(), text.end(), wrong);
}

class Faults {
 public:
  void note(const Question& question, std::string_view part, std::string key, std::map<std::string, std::string> args = {}) {
    fields_.push_back({"answers." + question.key + std::string(part), std::move(key), std::move(args)});
  }
  void note(std::string path, std::string key, std::map<std::string, std::string> args = {}) {
    fields_.push_back({std::move(path), std::move(key), std::move(args)});
  }
  [[nodiscard]] bool none() const { return fields_.empty(); }
  [[nodiscard]] tl::unexpected<Fault> take() {
    return tl::unexpected<Fault>(Fault{FaultKind::invalid, "feedback.answer.refused", std::move(fields_), {}});
  }

 private:
  std::vector<FieldFault> fields_;
};

void look_at_text(const Question& question, std::string_view part, std::string_view text, Faults& faults) {
  if (!formats::utf8_wellformed(text)) {
    faults.note(question, part, "feedback.answer.bytes");
  } else if (text.size() > static_cast<std::size_t>(question.max_length) &&
             formats::characters(text) > static_cast<std::size_t>(question.max_length)) {
    faults.note(question, part, "feedback.answer.too_long", {{"max", std::to_string(question.max_length)}});
  }
}

void look_at_story(const Instrument& instrument, const Question& question, const Given& given, Faults& faults) {
  if (!given.story) {
    faults.note(question, "", "feedback.answer.story_empty");
    return;
  }
  const auto& story = *given.story;
  look_at_text(question, ".text", story.text, faults);
  const bool to_be_reached = !story.telephone.empty() || !story.email.empty();
  if (instrument.definition.anonymous) {
    if (to_be_reached) faults.note(question, ".call", "feedback.answer.anonymous_no_call");
  } else {
    if (!story.telephone.empty() && !telephone_likely(story.telephone))
      faults.note(question, ".call.telephone", "feedback.answer.telephone");
    if (!story.email.empty() && !email_likely(story.email))
      faults.note(question, ".call.email", "feedback.answer.email");
  }
  if (story.ask_again && story.email.empty()) faults.note(question, ".ask_again", "feedback.answer.ask_again");
}

void look_at_one(const Instrument& instrument, const Question& question, const Given& given, Faults& faults) {
  if (given.state != State::answered) {
    const bool left_open = given.state == State::skipped || given.state == State::not_shown;
    if (question.required && left_open && given.state == State::skipped) faults.note(question, "", "feedback.answer.required");
    return;
  }
  switch (question.kind) {
    case QuestionKind::score:
      if (given.number < 0 || given.number > 10) faults.note(question, "", "feedback.answer.out_of_scale", {{"low", "0"}, {"high", "10"}});
      break;
    case QuestionKind::scale:
      if (given.number < 1 || given.number > static_cast<int>(question.points.size())) {
        faults.note(question, "", "feedback.answer.out_of_scale", {{"low", "1"}, {"high", std::to_string(question.points.size())}});
      }
      break;
    case QuestionKind::choice:
    case QuestionKind::promise:
    case QuestionKind::yes_no_na:
      if (given.number < 0 || given.number >= static_cast<int>(question.options.size())) {
        faults.note(question, "", "feedback.answer.no_option");
      }
      break;
    case QuestionKind::multiple: {
      std::vector<int> seen = given.many;
      std::sort(seen.begin(), seen.end());
      const bool twice = std::adjacent_find(seen.begin(), seen.end()) != seen.end();
      const bool outside = !seen.empty() && (seen.front() < 0 || seen.back() >= static_cast<int>(question.options.size()));
      if (twice) faults.note(question, "", "feedback.answer.option_twice");
      if (outside) faults.note(question, "", "feedback.answer.no_option");
      break;
    }
    case QuestionKind::text: look_at_text(question, "", given.text, faults); break;
    case QuestionKind::story: look_at_story(instrument, question, given, faults); break;
  }
}

void write_string(std::string& out, std::string_view text) { out += formats::json_text(text); }

void write_number(std::string& out, std::int64_t number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}

void write_story(std::string& out, const StoryGiven& story) {
  out += '{';
  const char* comma = "";
  if (story.expectation) {
    out += "\"expectation\":\"";
    out += name_of(*story.expectation);
    out += '"';
    comma = ",";
  }
  if (story.unexpected) {
    out += comma;
    out += *story.unexpected ? "\"unexpected\":true" : "\"unexpected\":false";
    comma = ",";
  }
  if (story.intention) {
    out += comma;
    out += *story.intention ? "\"intention\":true" : "\"intention\":false";
    comma = ",";
  }
  if (!story.text.empty()) {
    out += comma;
    out += "\"text\":";
    write_string(out, story.text);
    comma = ",";
  }
  if (story.may_share) {
    out += comma;
    out += "\"may_share\":true";
    comma = ",";
  }
  if (!story.telephone.empty() || !story.email.empty()) {
    out += comma;
    out += "\"call\":{";
    comma = "";
    for (const auto& [name, value] :
         {std::pair("\"telephone\":", &story.telephone), std::pair("\"email\":", &story.email)}) {
      if (value->empty()) continue;
      out += comma;
      out += name;
      write_string(out, *value);
      comma = ",";
    }
    out += '}';
    comma = ",";
  }
  if (story.ask_again) {
    out += comma;
    out += "\"ask_again\":true";
  }
  out += '}';
}

void write_value(std::string& out, const Instrument& instrument, std::size_t place, const Given& given) {
  const auto& question = instrument.definition.questions[place];
  switch (question.kind) {
    case QuestionKind::score:
    case QuestionKind::scale: write_number(out, given.number); break;
    case QuestionKind::choice:
    case QuestionKind::promise:
    case QuestionKind::yes_no_na: out += instrument.json_options[place][static_cast<std::size_t>(given.number)]; break;
    case QuestionKind::multiple: {
      out += '[';
      for (std::size_t i = 0; i < given.many.size(); ++i) {
        if (i > 0) out += ',';
        out += instrument.json_options[place][static_cast<std::size_t>(given.many[i])];
      }
      out += ']';
      break;
    }
    case QuestionKind::text: write_string(out, given.text); break;
    case QuestionKind::story: write_story(out, *given.story); break;
  }
}

}  // namespace

std::string_view name_of(Source source) {
  switch (source) {
    case Source::page: return "page";
    case Source::api: return "api";
    case Source::import: return "import";
    case Source::demo: return "demo";
  }
  return "api";
}

std::string_view name_of(Expectation expectation) {
  switch (expectation) {
    case Expectation::less: return "less";
    case Expectation::as: return "as";
    case Expectation::better: return "better";
  }
  return "as";
}

std::optional<Expectation> expectation_from(std::string_view text) {
  for (auto known : {Expectation::less, Expectation::as, Expectation::better}) {
    if (name_of(known) == text) return known;
  }
  return std::nullopt;
}

std::string body_of(const Instrument& instrument, const AnswerDraft& draft) {
  std::string out = "{\"language\":\"";
  out.reserve(64 + 24 * draft.answers.size());
  out += draft.language == "en" ? "en" : "nl";
  out += "\",\"answers\":{";
  bool first = true;
  for (std::size_t i = 0; i < draft.answers.size(); ++i) {
    const auto& given = draft.answers[i];
    if (given.state == State::not_shown) continue;
    if (!first) out += ',';
    first = false;
    out += instrument.json_keys[i];
    switch (given.state) {
      case State::answered:
        out += "{\"v\":";
        write_value(out, instrument, i, given);
        out += '}';
        break;
      case State::skipped: out += "{\"s\":\"skipped\"}"; break;
      case State::not_applicable: out += "{\"s\":\"not_applicable\"}"; break;
      case State::not_shown: break;
    }
  }
  out += '}';
  if (!draft.moment.empty()) {
    out += ",\"moments\":{\"drawn\":";
    write_string(out, draft.moment.text);
    out += ",\"p\":";
    formats::JsonWriter number;
    out += number.value(draft.probability).text();
    out += '}';
  }
  out += '}';
  return out;
}

Result<AnswerRow> look_at(const Instrument& instrument, const AnswerDraft& draft, const Received& received) {
  Faults faults;
  if (draft.submission.empty() || draft.submission.size() > 160 || !formats::utf8_wellformed(draft.submission)) {
    faults.note("submission_id", "feedback.answer.submission");
  }
  if (draft.unit.empty()) faults.note("unit", "feedback.answer.unit_missing");
  if (!(draft.probability > 0 && draft.probability <= 1)) faults.note("moment_probability", "feedback.answer.probability");
  if (draft.weight < 1 || draft.weight > 1'000'000) faults.note("weight", "feedback.answer.weight");
  if (!draft.person_key.empty() && instrument.definition.anonymous) faults.note("person_key", "feedback.answer.anonymous_no_person");

  AnswerRow row;
  row.received_at = received.at;
  row.experienced_at = draft.experienced_at.value_or(received.at);
  if (draft.experienced_day) {
    row.day = *draft.experienced_day;
    row.experienced_at = draft.experienced_at.value_or(Instant{std::int64_t{row.day.number} * a_day + a_day / 2});
  } else if (auto day = day_in(row.experienced_at, received.zone)) {
    row.day = *day;
  } else {
    return refuse(day.error());
  }
  // A guest's clock may run a little ahead; a day alone may be tomorrow's where the sun is earlier.
  if (row.experienced_at.micros > received.at.micros + a_day) faults.note("experienced_at", "feedback.answer.in_the_future");
  if (row.day.number < 0) faults.note("experienced_at", "feedback.answer.too_long_ago");

  const auto& questions = instrument.definition.questions;
  bool something = false;
  for (std::size_t i = 0; i < draft.answers.size() && i < questions.size(); ++i) {
    const auto& given = draft.answers[i];
    something = something || given.state == State::answered || given.state == State::not_applicable;
    const auto& question = questions[i];
    if (given.state == State::answered && question.drawn && draft.moment.empty()) {
      faults.note(question, "", "feedback.answer.moment_missing");
      continue;
    }
    look_at_one(instrument, question, given, faults);
    row.told = row.told || (given.story && !given.story->text.empty());
  }
  if (!something && faults.none()) faults.note("answers", "feedback.answer.empty");
  if (!faults.none()) return faults.take();

  row.submission = draft.submission;
  row.instrument = instrument.id;
  row.version = instrument.version;
  row.unit = draft.unit;
  row.moment = draft.moment;
  row.source = received.source;
  row.import_id = received.import_id;
  row.person_key = draft.person_key;
  row.weight = draft.weight;
  row.suspect = draft.suspect;
  row.body = body_of(instrument, draft);
  return row;
}

}  // namespace goud::feedback
