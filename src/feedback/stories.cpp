// What guests told, newest first, read from the answers; stories/ keeps what becomes of it.
#include <algorithm>
#include <limits>

#include "feedback/answer_json.hpp"
#include "feedback/feedback.hpp"
#include "feedback/statements.hpp"
#include "formats/text_json.hpp"

namespace goud::feedback {
namespace {

using formats::JsonWriter;

bool fits(const StoryNow& story, const StoryFilter& filter) {
  if (!filter.moment.empty() && story.moment != filter.moment) return false;
  if (filter.expectation && story.expectation != filter.expectation) return false;
  const auto holds = [&](const people::UnitTree::Stay& stay) {
    return stay.unit == story.unit && story.day >= stay.from && (!stay.until || story.day < *stay.until);
  };
  if (filter.units && std::none_of(filter.units->begin(), filter.units->end(), holds)) return false;
  if (filter.from && story.day < *filter.from) return false;
  if (filter.to && story.day > *filter.to) return false;
  return !filter.only_shared || story.may_share;
}

}  // namespace

std::optional<std::vector<people::UnitTree::Stay>> days_under(const people::UnitTree& tree, const std::optional<UnitId>& top) {
  const auto* unit = top ? tree.find(*top) : nullptr;
  // The whole organisation is no filter: answers of units that are no longer known count there too.
  if (unit == nullptr || unit->level == 0) return std::nullopt;
  auto stays = tree.stays_under(*top);
  for (auto& stay : stays) {
    const auto* known = tree.find(stay.unit);
    const bool first = known != nullptr && stay.from <= known->from;
    const bool last = known != nullptr && stay.until == known->until;
    if (first) stay.from = Day{std::numeric_limits<std::int32_t>::min()};
    if (last) stay.until.reset();
  }
  return stays;
}

void write_story(JsonWriter& out, const Intake& known, const StoryNow& story, bool with_telephone) {
  out.begin_object().field("id", story.id.text).field("day", to_text(story.day));
  const auto* unit = known.tree.find(story.unit);
  out.key("unit").begin_object().field("id", story.unit.text).field("name", unit != nullptr ? unit->name : "").end_object();
  out.key("moment");
  if (auto moment = known.moments.find(story.moment.text); moment != known.moments.end()) {
    out.begin_object().field("id", story.moment.text);
    formats::write_text(out.key("name"), moment->second.name);
    out.end_object();
  } else {
    out.null();
  }
  out.field("expectation", story.expectation ? std::optional(name_of(*story.expectation)) : std::nullopt);
  out.field("unexpected", story.unexpected).field("text", story.text).field("language", story.language);
  out.field("may_share", story.may_share).field("call_wanted", !story.telephone.empty());
  if (with_telephone && !story.telephone.empty()) out.field("telephone", story.telephone);
  out.end_object();
}

std::vector<StoryNow> stories(store::Reader& reader, const StoryFilter& filter) {
  Intake known;
  known.all = instruments(reader);
  std::vector<StoryNow> found;
  const auto before = filter.before > 0 ? filter.before : INT64_MAX;
  reader.each_until(sql::told_before, {{":before", before}}, [&](const store::Row& row) {
    auto instrument = known.instrument(row.text(2), static_cast<int>(row.integer(3)));
    if (!instrument) return true;
    auto kept = read_body(*instrument, row.null(8) ? row.text(7) : row.text(8));
    if (!kept) return true;
    for (std::size_t i = 0; i < kept->answers.size(); ++i) {
      const auto& given = kept->answers[i];
      if (given.state != Given::State::answered || !given.story || given.story->text.empty()) continue;
      const auto& question = instrument->definition.questions[i];
      StoryNow story;
      story.seq = row.integer(0);
      story.id = AnswerId{row.string(1)};
      story.unit = UnitId{row.string(4)};
      story.moment = question.moment.empty() ? MomentId{row.maybe_string(5).value_or("")} : question.moment;
      story.day = Day{static_cast<std::int32_t>(row.integer(6))};
      story.expectation = given.story->expectation;
      story.unexpected = given.story->unexpected;
      story.text = given.story->text;
      story.language = kept->language;
      story.may_share = given.story->may_share;
      story.telephone = given.story->telephone;
      if (fits(story, filter)) found.push_back(std::move(story));
    }
    return found.size() < filter.most;
  });
  return found;
}

}  // namespace goud::feedback
