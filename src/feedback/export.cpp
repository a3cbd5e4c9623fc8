// The answers as a stream, in constant memory: comma separated, or one JSON object a line. Corrections are followed,
// erased answers are left out. In a table an empty cell is a question that was not shown (or an empty text); the words
// "skipped" and "not_applicable" say so.
#include <algorithm>
#include <map>
#include <stdexcept>

#include "feedback/answer_json.hpp"
#include "feedback/requests.hpp"
#include "formats/csv.hpp"

namespace goud::feedback {
namespace {

using formats::CsvWriter;
using formats::JsonWriter;
using http::Request;
using http::Response;
using http::Role;

constexpr std::size_t piece_bytes = 192 * 1024;

struct Column {
  enum class Part { value, expectation, unexpected, intention, text, may_share, telephone, email } part = Part::value;
  std::string question;
  std::string name;
};

struct Export {
  Services& services;
  std::shared_ptr<const Intake> known;
  ExportAsked wanted;
  std::vector<Column> columns;
  std::int64_t after = 0;
  bool begun = false;
  bool ended = false;
  std::multimap<std::string, std::pair<Day, std::optional<Day>>, std::less<>> days_of{};  // per unit wanted; empty where all are

  [[nodiscard]] bool holds(std::string_view unit, Day day) const {
    if (!wanted.units) return true;
    const auto [first, last] = days_of.equal_range(unit);
    return std::any_of(first, last, [&](const auto& stay) { return stay.second.first <= day && (!stay.second.second || day < *stay.second.second); });
  }
};

std::vector<Column> columns_of(const Intake& known, const std::string& instrument, bool telephones) {
  std::vector<Column> columns;
  const auto add = [&](Column::Part part, const std::string& key, const std::string& name) {
    const bool there = std::any_of(columns.begin(), columns.end(), [&](const Column& c) { return c.name == name; });
    if (!there) columns.push_back({part, key, name});
  };
  for (const auto& one : known.all) {
    if (!instrument.empty() && one->id.text != instrument) continue;
    for (const auto& question : one->definition.questions) {
      if (question.kind != QuestionKind::story) {
        add(Column::Part::value, question.key, question.key);
        continue;
      }
      add(Column::Part::expectation, question.key, question.key + ".expectation");
      add(Column::Part::unexpected, question.key, question.key + ".unexpected");
      add(Column::Part::intention, question.key, question.key + ".intention");
      add(Column::Part::text, question.key, question.key + ".text");
      add(Column::Part::may_share, question.key, question.key + ".may_share");
      if (telephones) {
        add(Column::Part::telephone, question.key, question.key + ".telephone");
        add(Column::Part::email, question.key, question.key + ".email");
      }
    }
  }
  return columns;
}

void write_value(CsvWriter& out, const Question& question, const Given& given) {
  using K = QuestionKind;
  if (given.state == Given::State::not_shown) {
    out.empty();
  } else if (given.state == Given::State::skipped) {
    if (question.kind == K::text) out.empty();
    else out.text("skipped");
  } else if (given.state == Given::State::not_applicable) {
    out.text("not_applicable");
  } else if (question.kind == K::score || question.kind == K::scale) {
    out.number(std::int64_t{given.number});
  } else if (question.kind == K::text) {
    out.text(given.text);
  } else if (question.kind == K::multiple) {
    std::string all;
    for (int place : given.many) {
      if (!all.empty()) all += '|';
      all += question.options[static_cast<std::size_t>(place)].value;
    }
    out.text(all);
  } else {
    out.text(question.options[static_cast<std::size_t>(given.number)].value);
  }
}

void write_story_part(CsvWriter& out, Column::Part part, const Given& given) {
  if (given.state != Given::State::answered || !given.story) {
    const bool say = part == Column::Part::expectation && given.state != Given::State::not_shown;
    if (say) out.text(given.state == Given::State::skipped ? "skipped" : "not_applicable");
    else out.empty();
    return;
  }
  const auto& story = *given.story;
  switch (part) {
    case Column::Part::expectation:
      if (story.expectation) out.text(name_of(*story.expectation));
      else out.text("skipped");
      break;
    case Column::Part::unexpected:
      if (story.unexpected) out.text(*story.unexpected ? "yes" : "no");
      else out.empty();
      break;
    case Column::Part::intention:
      if (story.intention)
        out.text(*story.intention ? "yes" : "no");
      else
        out.empty();
      break;
    case Column::Part::text: out.text(story.text); break;
    case Column::Part::may_share: out.text(story.may_share ? "yes" : "no"); break;
    case Column::Part::telephone: out.text(story.telephone); break;
    case Column::Part::email:
      out.text(story.email);
      break;
    case Column::Part::value: out.empty(); break;
  }
}

constexpr std::string_view fixed_columns[] = {"id",  "submission_id",  "instrument",  "version", "unit",     "unit_name", "moment",
                                              "day", "experienced_at", "received_at", "source",  "language", "weight",    "moment_weight", "suspect"};

void write_head(const Export& asked, std::string& out) {
  CsvWriter row(out);
  for (auto name : fixed_columns) row.text(name);
  for (const auto& column : asked.columns) row.text(column.name);
  row.end_row();
}

void write_row(const Export& asked, const Instrument& instrument, const AnswerNow& answer, const Kept& kept, std::string& out) {
  CsvWriter row(out);
  const auto* unit = asked.known->unit(answer.unit);
  row.text(answer.id.text).text(answer.submission).text(instrument.definition.key).number(std::int64_t{answer.version});
  row.text(unit != nullptr ? unit->code : answer.unit).text(unit != nullptr ? std::string_view(unit->name) : std::string_view());
  row.text(answer.moment).text(to_text(answer.day)).text(to_rfc3339(answer.experienced_at)).text(to_rfc3339(answer.received_at));
  row.text(answer.source).text(kept.language).number(static_cast<double>(answer.weight) / 10000);
  row.number(static_cast<double>(weight_of_moment(answer.weight, kept.probability)) / 10000).number(std::int64_t{answer.suspect});
  for (const auto& column : asked.columns) {
    auto place = instrument.index.find(column.question);
    if (place == instrument.index.end()) {
      row.empty();
      continue;
    }
    const auto& question = instrument.definition.questions[static_cast<std::size_t>(place->second)];
    const auto& given = kept.answers[static_cast<std::size_t>(place->second)];
    const bool is_story = question.kind == QuestionKind::story;
    if (is_story != (column.part != Column::Part::value)) row.empty();
    else if (is_story) write_story_part(row, column.part, given);
    else write_value(row, question, given);
  }
  row.end_row();
}

void write_line(const Export& asked, const Instrument& instrument, const AnswerNow& answer, const Kept& kept, std::string& out) {
  JsonWriter line;
  const auto* unit = asked.known->unit(answer.unit);
  line.begin_object().field("id", answer.id.text).field("submission_id", answer.submission).field("instrument", instrument.definition.key);
  line.field("version", answer.version).field("unit", unit != nullptr ? std::string_view(unit->code) : answer.unit);
  line.field("moment", answer.moment.empty() ? std::optional<std::string_view>() : std::optional(answer.moment));
  line.field("moment_probability", kept.probability).field("day", to_text(answer.day));
  line.field("experienced_at", to_rfc3339(answer.experienced_at)).field("received_at", to_rfc3339(answer.received_at));
  line.field("source", answer.source).field("language", kept.language).field("weight", static_cast<double>(answer.weight) / 10000);
  line.field("suspect", std::int64_t{answer.suspect}).key("answers").begin_object();
  for (std::size_t i = 0; i < kept.answers.size(); ++i) {
    const auto& question = instrument.definition.questions[i];
    line.key(question.key);
    write_given(line, question, kept.answers[i], asked.wanted.telephones);
  }
  line.end_object().end_object();
  out += line.text();
  out += '\n';
}

std::optional<std::string> next_piece(Export& asked) {
  std::string out;
  if (!asked.begun && asked.wanted.table) write_head(asked, out);
  asked.begun = true;
  if (asked.ended) return out.empty() ? std::nullopt : std::optional(std::move(out));
  out.reserve(piece_bytes + 16384);
  bool reached_end = true;
  std::shared_ptr<const Instrument> instrument;
  auto done = asked.services.store.read(store::Scope(asked.known->tenant), [&](store::Reader& reader) {
    int looked_at = 0;
    each_answer(reader, asked.after, [&](const AnswerNow& answer) {
      asked.after = answer.seq;
      const bool same = instrument && instrument->id.text == answer.instrument && instrument->version == answer.version;
      if (!same) instrument = asked.known->instrument(answer.instrument, answer.version);
      const bool wanted = instrument && (asked.wanted.instrument.empty() || answer.instrument == asked.wanted.instrument) &&
                          (!asked.wanted.from || answer.day >= *asked.wanted.from) && (!asked.wanted.to || answer.day <= *asked.wanted.to) &&
                          asked.holds(answer.unit, answer.day);
      if (wanted) {
        if (auto kept = read_body(*instrument, answer.body)) {
          if (asked.wanted.table) write_row(asked, *instrument, answer, *kept, out);
          else write_line(asked, *instrument, answer, *kept, out);
        }
      }
      // A snapshot is held no longer than a piece takes, so that a slow reader never holds the store.
      reached_end = false;
      const bool more = out.size() < piece_bytes && ++looked_at < 20000;
      if (more) reached_end = true;
      return more;
    });
  });
  if (!done) throw std::runtime_error("the export could not be read on");
  asked.ended = reached_end;
  if (out.empty() && !asked.ended) return next_piece(asked);
  if (out.empty()) return std::nullopt;
  return out;
}

Response answers_exported(Services& services, const Request& request) {
  auto known = intake(services, request.caller->tenant, true);
  if (!known) return http::fault(known.error(), request.language);
  auto period = read_period(request);
  if (!period) return http::fault(period.error(), request.language);
  const auto wrong = [&](std::string path, std::string key) {
    return http::fault(Fault{FaultKind::invalid, "fault.fields", {{std::move(path), std::move(key)}}, {}}, request.language);
  };
  const auto format = request.parameter("format").value_or("csv");
  if (format != "csv" && format != "jsonl") return wrong("format", "feedback.export.format");
  const auto role = request.caller->role;
  ExportAsked asked;
  asked.table = format == "csv";
  asked.telephones = !request.caller->account.empty() && (role == Role::owner || role == Role::cx_manager);
  asked.from = period->from;
  asked.to = period->to;
  if (auto named = request.parameter("instrument"); named && !named->empty()) {
    auto found = (*known)->instrument(*named);
    if (!found) return wrong("instrument", "feedback.instrument.unknown");
    asked.instrument = found->id.text;
  }
  if (auto named = request.parameter("unit"); named && !named->empty()) {
    const auto* unit = (*known)->unit(*named);
    const auto today = day_in(services.clock.now(), (*known)->zone).value_or(Day{});
    auto visible = people::visible_units(*request.caller, (*known)->tree, unit != nullptr ? unit->id : UnitId{std::string(*named)}, today);
    if (!visible) return http::fault(visible.error(), request.language);
    asked.units = days_under((*known)->tree, unit != nullptr ? std::optional(unit->id) : std::nullopt);
  }
  Response response;
  response.type = asked.table ? "text/csv; charset=utf-8" : "application/x-ndjson; charset=utf-8";
  response.headers.emplace_back("Content-Disposition",
                                std::string("attachment; filename=\"answers.") + (asked.table ? "csv" : "jsonl") + "\"");
  response.body = export_answers(services, *known, std::move(asked));
  return response;
}

}  // namespace

http::Stream export_answers(Services& services, std::shared_ptr<const Intake> known, ExportAsked wanted) {
  auto asked = std::make_shared<Export>(Export{services, std::move(known), std::move(wanted), {}});
  if (asked->wanted.units) {
    for (const auto& stay : *asked->wanted.units) asked->days_of.emplace(stay.unit.text, std::pair(stay.from, stay.until));
  }
  if (asked->wanted.table) asked->columns = columns_of(*asked->known, asked->wanted.instrument, asked->wanted.telephones);
  return [asked] { return next_piece(*asked); };
}

void export_routes(http::Router& router, Services& services) {
  http::Limits limits;
  limits.time = std::chrono::seconds(600);
  router.on(http::Method::get, "/api/v1/answers/export",
            http::Access::of({Role::owner, Role::cx_manager, Role::analyst}, "answers:read"),
            [&services](const Request& request) { return answers_exported(services, request); }, limits);
}

}  // namespace goud::feedback
