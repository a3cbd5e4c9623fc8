#include "feedback/moment_drivers.hpp"

#include <algorithm>

#include "feedback/overview_json.hpp"

namespace goud::feedback {

using formats::JsonWriter;

std::string_view name_of(OutcomeKind kind) {
  switch (kind) {
    case OutcomeKind::recommend:
      return "recommend";
    case OutcomeKind::reached:
      return "reached";
    case OutcomeKind::satisfied:
      return "satisfied";
  }
  return "satisfied";
}

namespace {

bool is_number(const Question& question) {
  return question.kind == QuestionKind::score || question.kind == QuestionKind::scale;
}

stats::Interval scale_of(const Question& question) {
  if (question.kind == QuestionKind::score) return {0, 10};
  if (question.kind == QuestionKind::scale) return {1, static_cast<double>(question.points.size())};
  return {0, 1};
}

std::vector<std::string> others(const Question& question, const std::vector<std::string>& reached) {
  std::vector<std::string> rest;
  const auto add = [&](std::string value) {
    if (std::find(reached.begin(), reached.end(), value) == reached.end()) rest.push_back(std::move(value));
  };
  if (is_number(question))
    for (int value = static_cast<int>(scale_of(question).low); value <= static_cast<int>(scale_of(question).high);
         ++value)
      add(std::to_string(value));
  for (std::size_t i = 0; i < question.options.size(); ++i)
    if (!question.means_not_applicable(static_cast<int>(i))) add(question.options[i].value);
  return rest;
}

void add_instrument(Beside& made, const Instrument& instrument, const MomentId& moment) {
  const auto& of = instrument.id.text;
  std::vector<RatingOf> ratings;
  std::vector<OutcomeOf> outcomes[3], general;
  for (const auto& question : instrument.definition.questions) {
    figures::Rated rated{.question = {of, question.key, {}}, .scale = scale_of(question)};
    if (!question.of_a_moment()) {
      OutcomeOf outcome{.text = question.text, .rated = rated};
      if (question.kind == QuestionKind::score && about_recommending(question.key)) {
        outcome.kind = OutcomeKind::recommend;
      } else if (!question.outcome.empty()) {
        outcome.kind = OutcomeKind::reached;
        outcome.reached = question.outcome;
        outcome.rated.kept = question.outcome;
        outcome.rated.not_kept = others(question, question.outcome);
      } else if (!is_number(question)) {
        continue;
      }
      outcomes[static_cast<int>(outcome.kind)].push_back(std::move(outcome));
      continue;
    }
    rated.here = question.drawn || question.moment == moment;
    rated.question.moment = question.drawn ? moment.text : question.moment.text;
    if (question.kind == QuestionKind::promise) {
      rated.kept = question.kept;
      rated.not_kept = question.not_kept;
      ratings.push_back({question.text, rated, true});
    } else if (is_number(question)) {
      ratings.push_back({question.text, rated, false});
    }
  }
  const auto promises_here =
      std::count_if(ratings.begin(), ratings.end(), [](const RatingOf& one) { return one.promise && one.rated.here; });
  if (promises_here >= 2)
    for (auto one = ratings.begin(); one != ratings.end();) {
      if (!one->rated.here || one->promise) {
        ++one;
        continue;
      }
      general.push_back({OutcomeKind::satisfied, one->text, one->rated});
      made.general.push_back(*one);
      one = ratings.erase(one);
    }
  if (std::none_of(ratings.begin(), ratings.end(), [](const RatingOf& one) { return one.rated.here; })) return;
  for (auto* list : {&outcomes[0], &outcomes[1], &outcomes[2], &general})
    for (auto& one : *list) {
      one.rated.here = false;
      made.outcomes.push_back(std::move(one));
    }
  made.ratings.insert(made.ratings.end(), ratings.begin(), ratings.end());
}

void write_driver(JsonWriter& json, const figures::Published<figures::Drivers>& said, const figures::Driver& driver,
                  const std::vector<RatingOf>& ratings, const Picture& picture) {
  const auto& rating = ratings[driver.rating];
  json.begin_object().field("key", rating.rated.question.key);
  write_text_field(json, "text", rating.text);
  json.field("kind", rating.promise ? "promise" : "rating").field("here", rating.rated.here);
  json.key("moment");
  const moments::Moment* moment = nullptr;
  for (const auto& journey : picture.journeys)
    for (const auto& one : journey.moments)
      if (one.id.text == rating.rated.question.moment) moment = &one;
  if (moment == nullptr) {
    json.null();
  } else {
    json.begin_object().field("id", moment->id.text);
    write_text_field(json, "name", moment->name);
    json.end_object();
  }
  figures::fields_to_json(json, said, driver);
  json.end_object();
}

}  // namespace

std::vector<RatingOf> Beside::ratings_for(const OutcomeOf& outcome, bool with_general) const {
  std::vector<RatingOf> chosen;
  for (const auto* list : {&ratings, &general})
    for (const auto& rating : *list) {
      if (list == &general && !with_general) continue;
      const auto& question = rating.rated.question;
      if (question.instrument == outcome.rated.question.instrument && question.key != outcome.rated.question.key)
        chosen.push_back(rating);
    }
  return chosen;
}

Beside beside(const std::vector<std::shared_ptr<const Instrument>>& instruments, const MomentId& moment) {
  std::vector<std::shared_ptr<const Instrument>> newest;
  for (const auto& one : instruments) {
    std::erase_if(newest, [&](const auto& other) { return other->id == one->id && other->version < one->version; });
    if (std::none_of(newest.begin(), newest.end(), [&](const auto& other) { return other->id == one->id; }))
      newest.push_back(one);
  }
  Beside made;
  for (const auto& one : newest) add_instrument(made, *one, moment);
  return made;
}

Result<std::string> drivers_json(store::columns::ColumnStore& store, const Picture& picture,
                                 const PageQuestion& question, const Beside& all,
                                 const std::optional<std::string>& asked) {
  const OutcomeOf* chosen = nullptr;
  if (asked && !asked->empty()) {
    const auto found = std::find_if(all.outcomes.begin(), all.outcomes.end(),
                                    [&](const OutcomeOf& one) { return one.name() == *asked; });
    if (found == all.outcomes.end()) return refuse_field("outcome", "feedback.drivers.unknown_outcome");
    chosen = &*found;
  } else if (!all.outcomes.empty()) {
    // The first that was answered in these days.
    figures::Wanted wanted;
    for (const auto& one : all.outcomes) wanted.questions.push_back(one.rated.question);
    const auto counts = figures::count(store, question.filter, wanted);
    if (!counts) return tl::unexpected(counts.error());
    chosen = &all.outcomes.front();
    for (const auto& one : all.outcomes)
      if (figures::answers(*counts, {one.rated.question}, {}, question.filter.period).said() > 0) {
        chosen = &one;
        break;
      }
  }
  JsonWriter json;
  json.begin_object().key("period");
  write_period(json, question.filter.period);
  json.key("outcomes").begin_array();
  for (const auto& one : all.outcomes) {
    json.begin_object().field("id", one.name());
    write_text_field(json, "text", one.text);
    json.field("kind", name_of(one.kind)).field("low", one.rated.scale.low).field("high", one.rated.scale.high);
    json.key("reached").begin_array();
    for (const auto& value : one.reached) json.value(value);
    json.end_array().end_object();
  }
  json.end_array();
  json.field("outcome", chosen == nullptr ? std::nullopt : std::optional(chosen->name()));
  const auto places = picture.tree.where_guests_come(question.units, last_day(question));
  json.field("units", static_cast<std::int64_t>(places.size()));
  std::vector<RatingOf> ratings;
  const auto found = [&](bool with_general) -> Result<figures::Published<figures::Drivers>> {
    if (chosen == nullptr) return figures::drivers(store, question.filter, std::nullopt, {});
    ratings = all.ratings_for(*chosen, with_general);
    std::vector<figures::Rated> rated;
    for (const auto& one : ratings) rated.push_back(one.rated);
    return figures::drivers(store, question.filter, {chosen->rated}, rated);
  };
  auto said = found(false);
  if (said && said->said().why == figures::Drivers::Why::one_rating && !all.general.empty()) said = found(true);
  if (!said) return tl::unexpected(said.error());
  figures::fields_to_json(json, *said);
  const std::pair<const char*, const std::vector<figures::Driver>&> lists[] = {{"drivers", said->said().drivers},
                                                                               {"rare", said->said().rare},
                                                                               {"constant", said->said().constant},
                                                                               {"beyond", said->said().beyond}};
  for (const auto& [key, list] : lists) {
    json.key(key).begin_array();
    for (const auto& driver : list) write_driver(json, *said, driver, ratings, picture);
    json.end_array();
  }
  json.end_object();
  return json.take();
}

}  // namespace goud::feedback
