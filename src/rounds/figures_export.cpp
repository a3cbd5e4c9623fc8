// What was released as a table: one line a published group and question, as the caller sees it. Written question by
// question, so that a large round needs no more memory than one of them.
#include "formats/csv.hpp"
#include "kernel/words.hpp"
#include "rounds/said_json.hpp"

namespace goud::rounds {
namespace {

constexpr std::string_view columns[] = {"round",       "closed", "question", "text",  "part", "group", "units", "facet",
                                        "facet_class", "shown",  "n",        "value", "low",  "high",  "unit"};

struct Export {
  std::shared_ptr<const Reading> reading;
  std::string language;
  std::size_t at = 0;
  bool begun = false;
};

struct Line {
  std::string_view question, text, part;
  const figures::ReleasedGroup& group;
};

void write_line(const Export& asked, const Line& line, const ToldOf& said, std::string& out) {
  const auto& round = asked.reading->round();
  const auto& tree = round.frozen;
  formats::CsvWriter row(out);
  row.number(std::int64_t{round.number}).text(round.closed ? to_text(*round.closed) : std::string());
  row.text(line.question).text(line.text).text(line.part).text(name_of(tree, line.group.pieces, asked.language));
  std::string ids;
  for (const auto& piece : line.group.pieces)
    ids += (ids.empty() ? "" : " ") + tree.units.at(static_cast<std::size_t>(piece.node)).id.text;
  row.text(ids);
  if (line.group.facet < 0) {
    row.empty().empty();
  } else {
    const auto& facet = round.plan.facets.at(static_cast<std::size_t>(line.group.facet));
    row.text(facet.key).text(label_of(facet_class(facet, line.group)).in(asked.language));
  }
  row.text(figures::name_of(said->how));
  const bool number = said->how == figures::Told::How::exact && said->outcome;
  const double scale = said->points ? 100 : 1;
  if (said->how == figures::Told::How::hidden)
    row.empty();
  else
    row.number(said->n);
  if (number)
    row.number(said->outcome->value * scale);
  else
    row.empty();
  if (number && said->outcome->interval)
    row.number(said->outcome->interval->low * scale).number(said->outcome->interval->high * scale);
  else
    row.empty().empty();
  row.text(said->points ? "points" : "share");
  row.end_row();
}

void write_question(const Export& asked, std::size_t place, std::string& out) {
  const auto& reading = *asked.reading;
  const auto& key = reading.released->questions[place];
  const auto& released = reading.released->released[place];
  const auto* item = reading.item(key);
  const auto text = item == nullptr ? say(asked.language, "rounds.ladder.name") : item->text.in(asked.language);
  for (const auto& group : released.groups()) {
    if (!reading.sight.sees(group.pieces)) continue;
    if (item != nullptr) {
      write_line(asked, {key, text, "", group}, told_of(reading, *item, released, group), out);
      continue;
    }
    for (int rung = 0; rung < static_cast<int>(std::size(ladder_rungs)); ++rung)
      write_line(asked, {key, text, ladder_rungs[rung], group},
                 figures::told(released, group, {rung}, reading.sight.parents()), out);
  }
}

std::optional<std::string> next_piece(Export& asked) {
  std::string out;
  if (!asked.begun) {
    formats::CsvWriter head(out);
    for (const auto name : columns) head.text(name);
    head.end_row();
    asked.begun = true;
  }
  while (asked.at < asked.reading->released->questions.size() && out.size() < 64 * 1024)
    write_question(asked, asked.at++, out);
  return out.empty() ? std::nullopt : std::optional(std::move(out));
}

}  // namespace

http::Stream export_figures(std::shared_ptr<const Reading> reading, std::string language) {
  auto asked = std::make_shared<Export>(Export{std::move(reading), std::move(language)});
  return [asked] { return next_piece(*asked); };
}

Result<http::Stream> released_table(store::Reader& reader, std::string_view id, std::string_view language) {
  if (!round(reader, id)) return refuse(FaultKind::not_found, "rounds.unknown");
  auto found = released(reader, id);
  if (!found) return refuse(FaultKind::conflict, "rounds.figures.not_released");
  return export_figures(std::make_shared<const Reading>(std::make_shared<const ReleasedRound>(*std::move(found))),
                        std::string(language));
}

}  // namespace goud::rounds
