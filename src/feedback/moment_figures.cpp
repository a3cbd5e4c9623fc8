// The figures of one moment: course, expectation, units apart, and what was said in words.
#include <algorithm>

#include "feedback/overview.hpp"
#include "feedback/overview_json.hpp"
#include "formats/text_json.hpp"

namespace goud::feedback {

namespace columns = store::columns;
using figures::Window;
using formats::JsonWriter;

namespace {

// The part of a step that lies inside the period.
Window clipped(figures::Step step, Day first, const Window& period) {
  Window window{first, figures::last_of(step, first)};
  if (period.from && *period.from > *window.from) window.from = period.from;
  if (period.to && *period.to < *window.to) window.to = period.to;
  return window;
}

std::vector<figures::QuestionName> asked_of(const std::vector<Said>& said) {
  std::vector<figures::QuestionName> asked;
  for (const auto& one : said)
    for (const auto& judgement : one.promised->judged)
      for (const auto& question : judgement.questions)
        if (std::find(asked.begin(), asked.end(), question) == asked.end()) asked.push_back(question);
  return asked;
}

void write_response(JsonWriter& json, const figures::Response& response, std::string_view base) {
  json.begin_object();
  json.null_field("asked").null_field("reached");
  json.key("started");
  figures::to_json(json, response.started);
  json.key("finished");
  figures::to_json(json, response.finished);
  json.field("base", base).end_object();
}

void write_story(JsonWriter& json, const StoryNow& story, const Picture& picture, const moments::Moment& moment) {
  json.begin_object().field("id", story.id.text).field("day", to_text(story.day));
  const auto* unit = picture.tree.find(story.unit);
  json.key("unit").begin_object().field("id", story.unit.text).field("name", unit == nullptr ? std::string() : unit->name).end_object();
  json.key("moment").begin_object().field("id", moment.id.text);
  write_text_field(json, "name", moment.name);
  json.end_object();
  json.field("expectation", story.expectation ? std::optional(name_of(*story.expectation)) : std::nullopt);
  json.field("unexpected", story.unexpected).field("text", story.text).field("language", story.language);
  json.field("may_share", story.may_share).field("call_wanted", !story.telephone.empty()).end_object();
}

void write_annotations(JsonWriter& json, const MomentTexts& texts, const std::vector<Said>& said, std::string_view language) {
  struct Line {
    Day day;
    std::string text;
    const char* kind;
    const moments::Annotation* note;  // which can be corrected; none: what the promise became
  };
  std::vector<Line> lines;
  for (const auto& note : texts.annotations) lines.push_back({note.day, note.text, "note", &note});
  // What the promise itself became belongs on its course.
  for (const auto& one : said) {
    const auto& versions = one.promised->promise.versions;
    for (std::size_t i = 1; i < versions.size(); ++i)
      lines.push_back({versions[i].from, versions[i].text.in(language),
                       versions[i].text == versions[i - 1].text ? "norm" : "words", nullptr});
  }
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.day < b.day; });
  json.key("annotations").begin_array();
  for (const auto& line : lines) {
    json.begin_object().field("day", to_text(line.day)).field("text", line.text).field("kind", line.kind);
    if (line.note != nullptr) json.field("id", line.note->id).field("revision", line.note->revision);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

Result<std::string> moment_json(columns::ColumnStore& store, const Picture& picture, const PageQuestion& question,
                                const moments::Moment& moment, const MomentTexts& texts,
                                const std::optional<Compared>& compared) {
  const auto& period = question.filter.period;
  const auto earlier = figures::before(period);
  const auto found = picture.around.find(moment.id.text);
  static const Picture::Around nothing;
  const auto& around = found == picture.around.end() ? nothing : found->second;

  figures::Wanted wanted;
  for (const auto& promised : picture.promised)
    if (promised.moment == &moment) figures::want(wanted, promised.judged);
  for (const auto* names : {&around.stories, &around.told, &around.scales})
    wanted.questions.insert(wanted.questions.end(), names->begin(), names->end());
  // Two questions to the columns: the course by its steps, and the period before as a whole.
  wanted.step = question.step;
  const auto counts = figures::count(store, question.filter, wanted);
  if (!counts) return tl::unexpected(counts.error());
  wanted.step = figures::Step::none;
  auto then_filter = question.filter;
  if (earlier) then_filter.period = *earlier;
  then_filter.caught_up = true;
  const auto then = earlier ? figures::count(store, then_filter, wanted) : counts;
  if (!then) return tl::unexpected(then.error());

  const auto said = said_of(picture, *counts, question, period, &moment);
  std::vector<const Said*> all;
  for (const auto& one : said) all.push_back(&one);
  const auto* weakest = weakest_of(all);
  const moments::Journey* journey = nullptr;
  for (const auto& one : picture.journeys)
    if (one.id == moment.journey) journey = &one;

  JsonWriter json;
  json.begin_object();
  json.key("period");
  write_period(json, period);
  json.key("moment").begin_object().field("id", moment.id.text);
  write_text_field(json, "name", moment.name);
  json.field("stage", moments::name_of(moment.stage)).field("key", moment.key).field("channel", moment.channel);
  json.field("owner_role", moment.owner_role).field("ended", moment.ended.has_value()).end_object();
  json.key("journey");
  if (journey != nullptr) {
    json.begin_object().field("id", journey->id.text).field("audience", promises::name_of(journey->audience));
    write_text_field(json, "name", journey->name);
    json.end_object();
  } else {
    json.null();
  }
  json.field("step", question.step == figures::Step::week ? "week" : "month");
  json.key("promises").begin_array();
  const auto steps = counts->steps();
  for (const auto& one : said) {
    write_promise(json, one);
    json.key("course").begin_array();
    for (const auto step : steps) {
      const auto window = clipped(question.step, step, period);
      const auto part = figures::kept(*counts, one.promised->judged, period, picture.volumes, step);
      if (part->kept + part->not_kept == 0) continue;
      json.begin_object().field("from", to_text(*window.from)).field("to", to_text(*window.to)).key("kept");
      figures::to_json(json, part);
      json.end_object();
    }
    json.end_array();
    json.key("trend");
    figures::to_json(json, figures::trend(*counts, one.promised->judged, period));
    json.end_object();
  }
  json.end_array();
  json.field("weakest", weakest == nullptr ? std::nullopt : std::optional(weakest->promised->promise.id.text));
  json.key("expectation").begin_object();
  for (const char* how : {"less", "as", "better"}) {
    json.key(how);
    figures::to_json(json, figures::share(*counts, around.stories, {how}, period));
  }
  json.end_object();
  const auto scale = scale_of(*counts, around, period);
  json.key("score");
  if (scale.empty())
    json.null();
  else
    figures::to_json(json, figures::mean(*counts, scale, period));
  write_top(json, &around, scale);
  json.key("score_course").begin_array();
  for (const auto step : steps) {
    if (scale.empty()) break;
    const auto part = figures::mean(*counts, scale, period, step);
    if (!part->outcome) continue;
    const auto window = clipped(question.step, step, period);
    json.begin_object().field("from", to_text(*window.from)).field("to", to_text(*window.to)).key("score");
    figures::to_json(json, part);
    json.end_object();
  }
  json.end_array();
  json.key("response");
  auto base = asked_of(said);
  if (base.empty()) base = around.stories.empty() ? around.scales : around.stories;
  write_response(json, figures::response(*counts, base, period), "question_shown");
  write_annotations(json, texts, said, question.language);

  json.key("by_unit").begin_array();
  if (weakest != nullptr)
    for (const auto& [id, kept] : figures::kept_by_unit(*counts, weakest->promised->judged, period)) {
      const auto* unit = picture.tree.find(id);
      if (unit == nullptr) continue;
      json.begin_object().key("unit").begin_object().field("id", id.text).field("name", unit->name).end_object().key("kept");
      figures::to_json(json, kept);
      json.end_object();
    }
  json.end_array();
  if (weakest != nullptr && earlier)
    write_trend(json, "difference", *weakest, *then, *earlier, picture.volumes);
  else
    json.null_field("difference");
  json.key("comparison");
  if (!compared) {
    json.null();
  } else if (auto done = write_comparison(json, store, picture, question, moment, *counts, *compared); !done) {
    return tl::unexpected(done.error());
  }

  json.key("stories").begin_array();
  for (const auto& story : texts.stories) write_story(json, story, picture, moment);
  json.end_array();
  json.key("stories_counts").begin_object();
  const std::pair<const char*, const char*> by[] = {{"less", "1"}, {"as", "2"}, {"better", "3"}};
  for (const auto& [how, value] : by) {
    json.key(how);
    figures::to_json(json, figures::answers(*counts, around.told, {value}, period));
  }
  json.end_object();

  json.key("suspects");
  bool written = false;
  if (weakest != nullptr && question.filter.with_suspects && !weakest->promised->judged.empty()) {
    auto without = question.filter;
    without.with_suspects = false;
    without.caught_up = true;
    figures::Wanted only;
    figures::want(only, weakest->promised->judged);
    const auto clean = figures::count(store, without, only);
    if (!clean) return tl::unexpected(clean.error());
    const auto kept = figures::kept(*clean, weakest->promised->judged, period, picture.volumes);
    const auto n = weakest->kept->kept + weakest->kept->not_kept - kept->kept - kept->not_kept;
    if (n > 0) {
      json.begin_object().field("n", n).key("kept_without");
      figures::to_json(json, kept);
      json.end_object();
      written = true;
    }
  }
  if (!written) json.null();
  write_warnings(json, warnings_of(said, picture, question), question.language);
  json.end_object();
  return json.take();
}

Result<std::string> response_json(columns::ColumnStore& store, const Picture& picture, const PageQuestion& question,
                                  const std::vector<Turnout>& pages) {
  figures::Wanted wanted;
  wanted.questions = picture.answers;
  const auto counts = figures::count(store, question.filter, wanted);
  if (!counts) return tl::unexpected(counts.error());
  const auto& period = question.filter.period;
  const auto answers = figures::answers(*counts, picture.answers, {}, period);
  std::int64_t opened = 0, answered = 0;
  for (const auto& page : pages) {
    if (question.unit && std::find(question.units.begin(), question.units.end(), page.unit) == question.units.end()) continue;
    opened += page.opened;
    answered += page.answered;
  }
  JsonWriter json;
  // An open code does not know whom it reached: those are not numbers, and are not made up. Its base is who opened the
  // page, so what comes of it is a completion rate and no response rate.
  json.begin_object().null_field("asked").null_field("reached");
  if (opened > 0) {
    json.field("started", opened).field("finished", answered).field("base", "pages_opened");
  } else {
    json.key("started");
    figures::to_json(json, answers);
    json.key("finished");
    figures::to_json(json, figures::answers(*counts, picture.answers, {"1"}, period));
    json.field("base", "answers_received");
  }
  json.key("answers");
  figures::to_json(json, answers);
  json.end_object();
  return json.take();
}

}  // namespace goud::feedback
