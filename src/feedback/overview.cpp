#include "feedback/overview.hpp"

#include <algorithm>
#include <cmath>

#include "feedback/overview_json.hpp"
#include "formats/text_json.hpp"
#include "kernel/words.hpp"

namespace goud::feedback {

namespace columns = store::columns;
using figures::Window;
using formats::JsonWriter;
using stats::NormState;

namespace {

int gravity(NormState state) {
  switch (state) {
    case NormState::broken: return 0;
    case NormState::below: return 1;
    case NormState::not_yet: return 2;
    case NormState::met: return 3;
    case NormState::not_asked: return 4;
  }
  return 4;
}

double value_under_norm(const figures::Kept& kept) { return kept.estimate.outcome ? kept.norm.norm - kept.estimate.outcome->value : -1; }

}  // namespace

bool weaker(const figures::Kept& a, const figures::Kept& b) {
  if (gravity(a.state) != gravity(b.state)) return gravity(a.state) < gravity(b.state);
  if (a.short_of != b.short_of) return a.short_of > b.short_of;
  return value_under_norm(a) > value_under_norm(b);
}

std::optional<std::size_t> biggest_broken(const std::vector<Ranked>& all) {
  for (const auto state : {NormState::broken, NormState::below}) {
    std::optional<std::size_t> biggest;
    double most = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].kept->state != state) continue;
      const double size = all[i].kept->short_of * static_cast<double>(all[i].people);
      if (!biggest || size > most) {
        biggest = i;
        most = size;
      }
    }
    if (biggest) return biggest;
  }
  return std::nullopt;
}

std::int64_t people_by_volume(std::int64_t guests_a_year, std::int64_t days, double weight_heard, double weight_answers) {
  if (weight_answers <= 0) return 0;
  // Weights bring a drawn moment back to the guests who met it, so their part of all answers is the part it touches.
  const double part = std::min(1.0, weight_heard / weight_answers);
  return std::llround(static_cast<double>(guests_a_year) * static_cast<double>(days) / 365.25 * part);
}

Day last_day(const PageQuestion& question) {
  const auto to = question.filter.period.to.value_or(question.today);
  return to < question.today ? to : question.today;
}

namespace {
bool stands(const moments::Moment& moment, Day day) { return !moment.ended || *moment.ended > day; }
}  // namespace

std::vector<Said> said_of(const Picture& picture, const figures::Counts& counts, const PageQuestion& question, const Window& window,
                          const moments::Moment* only) {
  std::vector<Said> all;
  for (const auto& promised : picture.promised) {
    if (only != nullptr && promised.moment != only) continue;
    if (only == nullptr && !stands(*promised.moment, last_day(question))) continue;
    const auto* version = promised.promise.on(last_day(question));
    if (version == nullptr) continue;  // not yet promised, or no longer
    auto said = promised.judged.empty() ? figures::kept_not_asked({version->norm, version->red_line})
                                        : figures::kept(counts, promised.judged, window, picture.volumes);
    all.push_back({&promised, std::move(said), version});
  }
  return all;
}

const Said* weakest_of(const std::vector<const Said*>& all) {
  const Said* weakest = nullptr;
  for (const auto* one : all)
    if (weakest == nullptr || weaker(one->kept.said(), weakest->kept.said())) weakest = one;
  return weakest;
}

std::vector<figures::QuestionName> scale_of(const figures::Counts& counts, const Picture::Around& around, const Window& window) {
  std::vector<figures::QuestionName> best;
  std::int64_t most = 0;
  for (const auto& scale : around.scales) {
    const auto n = figures::answers(counts, {scale}, {}, window).said();
    if (n > most) {
      most = n;
      best = {scale};
    }
  }
  return best;
}

void write_top(JsonWriter& json, const Picture::Around* around, const std::vector<figures::QuestionName>& scale) {
  if (around != nullptr && !scale.empty())
    if (const auto found = std::find(around->scales.begin(), around->scales.end(), scale.front()); found != around->scales.end()) {
      json.field("score_max", std::int64_t{around->tops[static_cast<std::size_t>(found - around->scales.begin())]});
      return;
    }
  json.null_field("score_max");
}

void write_text_field(JsonWriter& json, std::string_view key, const Text& text) {
  json.key(key);
  formats::write_text(json, text);
}

void write_period(JsonWriter& json, const Window& window) {
  if (!window.from && !window.to) {
    json.null();
    return;
  }
  json.begin_object();
  json.field("from", window.from ? std::optional(to_text(*window.from)) : std::nullopt);
  json.field("to", window.to ? std::optional(to_text(*window.to)) : std::nullopt);
  json.end_object();
}

void write_promise(JsonWriter& json, const Said& said) {
  const auto& promise = said.promised->promise;
  json.begin_object();
  json.field("id", promise.id.text);
  write_text_field(json, "text", said.version->text);
  json.field("norm", said.kept->norm.norm).field("red_line", said.kept->norm.red_line);
  json.field("version_from", to_text(said.version->from));
  json.field("since", said.kept->since && said.kept->state != NormState::not_asked ? std::optional(to_text(*said.kept->since)) : std::nullopt);
  json.key("kept");
  figures::to_json(json, said.kept);
}

void write_trend(JsonWriter& json, std::string_view key, const Said& said, const figures::Counts& counts, const Window& earlier,
                 const figures::Volumes& volumes) {
  json.key(key);
  const auto then = figures::kept(counts, said.promised->judged, earlier, volumes);
  if (!then->estimate.outcome || !said.kept->estimate.outcome || then->meaning != said.kept->meaning) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("difference");
  figures::to_json(json, figures::difference(said.kept, then));
  json.key("before");
  write_period(json, earlier);
  json.end_object();
}

std::vector<Warning> warnings_of(const std::vector<Said>& all, const Picture& picture, const PageQuestion& question) {
  std::int64_t proposals = 0, norms = 0, by_answer = 0, few_units = 0, words = 0;
  for (const auto& said : all) {
    proposals += said.kept->proposal && said.kept->estimate.outcome;
    norms += said.kept->norm_changed;
    words += said.kept->since && said.promised->promise.versions.size() > 1 && said.kept->state != NormState::not_asked;
    by_answer += said.kept->units > 1 && said.kept->weighting == figures::Weighting::by_answer;
    // By volume a unit is a stratum of its own: how units differ is not in that interval.
    few_units += said.kept->units > 1 && said.kept->units < 10 && said.kept->weighting == figures::Weighting::by_answer;
  }
  std::vector<Warning> warnings;
  const auto add = [&](const char* code, std::int64_t count) {
    if (count > 0) warnings.push_back({code, {{"count", std::to_string(count)}, {"number", number_text(question.language, count)}}});
  };
  add("proposals", proposals);
  add("norm_changed", norms);
  add("words_changed", words);
  if (by_answer > 0) warnings.push_back({"by_answer"});
  if (few_units > 0) warnings.push_back({"few_units"});
  const auto day = last_day(question);
  add("unplaced", picture.unplaced + std::count_if(picture.promised.begin(), picture.promised.end(), [&](const auto& one) {
    return !stands(*one.moment, day) && one.promise.on(day) != nullptr;
  }));
  return warnings;
}

void write_warnings(JsonWriter& json, const std::vector<Warning>& warnings, std::string_view language) {
  json.key("warnings").begin_array();
  for (const auto& warning : warnings) {
    json.begin_object();
    json.field("code", warning.code).field("text", say(language, "feedback.overview.warning." + warning.code, warning.args));
    json.end_object();
  }
  json.end_array();
}

namespace {

struct Headline {
  std::int64_t met = 0, below = 0, broken = 0, not_yet = 0, not_asked = 0, of = 0;
  void add(NormState state) {
    ++of;
    switch (state) {
      case NormState::met: ++met; break;
      case NormState::below: ++below; break;
      case NormState::broken: ++broken; break;
      case NormState::not_yet: ++not_yet; break;
      case NormState::not_asked: ++not_asked; break;
    }
  }
};

struct Page {
  const Picture& picture;
  const PageQuestion& question;
  columns::ColumnStore& store;
  const figures::Counts& counts;
  const Window& period;
  std::optional<Window> earlier;
};

void write_stories(JsonWriter& json, const Page& page, const Picture::Around* around) {
  // By what was told with words: 1 less, 2 as, 3 better, 4 without an expectation.
  const std::vector<figures::QuestionName> none;
  const auto& told = around == nullptr ? none : around->told;
  const auto n = [&](std::vector<std::string> values) { return figures::answers(page.counts, told, values, page.period); };
  json.begin_object();
  json.key("n");
  figures::to_json(json, n({"1", "2", "3", "4"}));
  json.key("less");
  figures::to_json(json, n({"1"}));
  json.key("as");
  figures::to_json(json, n({"2"}));
  json.key("better");
  figures::to_json(json, n({"3"}));
  json.end_object();
}

void write_moment(JsonWriter& json, const Page& page, const moments::Moment& moment, const std::vector<Said>& said) {
  std::vector<const Said*> here;
  for (const auto& one : said)
    if (one.promised->moment == &moment) here.push_back(&one);
  json.begin_object();
  json.field("id", moment.id.text);
  write_text_field(json, "name", moment.name);
  json.field("stage", moments::name_of(moment.stage)).field("key", moment.key).field("owner_role", moment.owner_role);
  json.key("promises").begin_array();
  for (const auto* one : here) {
    write_promise(json, *one);
    json.end_object();
  }
  json.end_array();
  const auto* weakest = weakest_of(here);
  json.field("weakest", weakest == nullptr ? std::nullopt : std::optional(weakest->promised->promise.id.text));
  const auto around = page.picture.around.find(moment.id.text);
  const auto* of = around == page.picture.around.end() ? nullptr : &around->second;
  json.key("stories");
  write_stories(json, page, of);
  json.key("score");
  const auto scale = of == nullptr ? std::vector<figures::QuestionName>() : scale_of(page.counts, *of, page.period);
  if (scale.empty())
    json.null();
  else
    figures::to_json(json, figures::mean(page.counts, scale, page.period));
  write_top(json, of, scale);
  if (weakest != nullptr && page.earlier)
    write_trend(json, "trend", *weakest, page.counts, *page.earlier, page.picture.volumes);
  else
    json.null_field("trend");
  json.end_object();
}

// How many disappointed stories at this moment come from guests to whom this promise was not kept.
Result<std::pair<std::int64_t, std::int64_t>> less_stories(const Page& page, const Said& said) {
  std::pair<std::int64_t, std::int64_t> with_of{0, 0};
  const auto around = page.picture.around.find(said.promised->moment->id.text);
  if (around == page.picture.around.end() || said.promised->judged.empty()) return with_of;
  with_of.second = figures::answers(page.counts, around->second.told, {"1"}, page.period).said();
  auto filter = page.question.filter;
  filter.caught_up = true;
  auto with = figures::answers_both(page.store, filter, around->second.told, {"1"}, said.promised->judged.back());
  if (!with) return tl::unexpected(with.error());
  with_of.first = with->said();
  return with_of;
}

// Guests of the period's days, past ones only, at the units that they come to.
struct Guests {
  std::int64_t a_year = 0;
  std::int64_t days = 0;
};
Guests guests_of(const Page& page) {
  Guests guests;
  const auto day = last_day(page.question);
  for (const auto& unit : page.picture.tree.where_guests_come(page.question.units, day)) {
    const auto volume = page.picture.volumes.find(unit.text);
    if (volume != page.picture.volumes.end()) guests.a_year += volume->second;
  }
  if (page.period.from && page.period.to) guests.days = std::max(0, day.number - page.period.from->number + 1);
  return guests;
}

// By volume where that is known for all that is broken, else by answers: the two do not compare.
bool by_volume(const std::vector<Said>& said, const Guests& guests) {
  return guests.a_year > 0 && guests.days > 0 && std::all_of(said.begin(), said.end(), [](const Said& one) {
           return (one.kept->state != NormState::broken && one.kept->state != NormState::below) || one.kept->weighting == figures::Weighting::by_volume;
         });
}

Done write_biggest(JsonWriter& json, const Page& page, const std::vector<Said>& said) {
  const auto guests = guests_of(page);
  const bool volumes = by_volume(said, guests);
  std::vector<Ranked> ranked;
  for (const auto& one : said) {
    std::int64_t people = std::llround(one.kept->weight_heard);
    if (volumes && !one.promised->judged.empty()) {
      std::vector<figures::QuestionName> asked;
      for (const auto& question : one.promised->judged.back().questions) asked.push_back({question.instrument, std::string(answer_itself), {}});
      people = people_by_volume(guests.a_year, guests.days, one.kept->weight_heard, figures::weight(page.counts, asked, page.period));
    }
    ranked.push_back({&one.kept.said(), people});
  }
  const auto place = biggest_broken(ranked);
  json.key("biggest");
  if (!place) {
    json.null();
    return {};
  }
  const auto& one = said[*place];
  const auto& promise = one.promised->promise;
  const auto& moment = *one.promised->moment;
  // Weights rank; what is shown as told was told by whole customers.
  const auto people = volumes ? ranked[*place].people : one.kept->kept + one.kept->not_kept;
  const auto less = less_stories(page, one);
  if (!less) return tl::unexpected(less.error());
  json.begin_object();
  json.field("promise", promise.id.text);
  write_text_field(json, "text", one.version->text);
  json.key("moment").begin_object().field("id", moment.id.text);
  write_text_field(json, "name", moment.name);
  json.end_object();
  json.key("kept");
  figures::to_json(json, one.kept);
  json.field("norm", one.kept->norm.norm).field("red_line", one.kept->norm.red_line);
  json.field("people", people);
  if (page.period.from && page.period.to) {
    const double months = static_cast<double>(std::max<std::int64_t>(1, guests.days)) / 30.4375;
    json.field("people_per_month", std::llround(static_cast<double>(people) / months));
  } else {
    json.null_field("people_per_month");
  }
  json.field("people_by", volumes ? "volume" : "answers");
  json.key("less_stories").begin_object().field("with", less->first).field("of", less->second).end_object();
  json.field("owner_role", moment.owner_role);
  json.key("next_step");
  if (promise.next_step) {
    json.begin_object().field("text", promise.next_step->text).field("owner", promise.next_step->owner);
    json.field("due", to_text(promise.next_step->due)).end_object();
  } else {
    json.null();
  }
  json.key("way_out");
  if (promise.way_out && promise.way_out_at)
    json.begin_object().field("kind", promises::name_of(*promise.way_out)).field("at", to_rfc3339(*promise.way_out_at)).end_object();
  else
    json.null();
  json.end_object();
  return {};
}

}  // namespace

Result<std::string> overview_json(columns::ColumnStore& store, const Picture& picture, const PageQuestion& question, Instant now) {
  const auto& period = question.filter.period;
  const auto earlier = figures::before(period);
  figures::Wanted wanted;
  for (const auto& promised : picture.promised) figures::want(wanted, promised.judged);
  for (const auto& [moment, around] : picture.around)
    for (const auto* names : {&around.told, &around.scales}) wanted.questions.insert(wanted.questions.end(), names->begin(), names->end());
  for (const auto* names : {&picture.recommend, &picture.answers})
    wanted.questions.insert(wanted.questions.end(), names->begin(), names->end());
  for (const auto& outcome : picture.outcomes) wanted.questions.push_back(outcome.question);
  const auto counts = figures::count(store, question.filter, wanted, earlier);
  if (!counts) return tl::unexpected(counts.error());
  // How many are suspect is the difference with and without them, whichever is shown.
  auto otherwise = question.filter;
  otherwise.with_suspects = !question.filter.with_suspects;
  otherwise.caught_up = true;
  figures::Wanted only;
  only.questions = picture.answers;
  const auto others = figures::count(store, otherwise, only);
  if (!others) return tl::unexpected(others.error());
  const Page page{picture, question, store, *counts, period, earlier};
  const auto said = said_of(picture, *counts, question, period);

  JsonWriter json;
  json.begin_object();
  json.key("period");
  write_period(json, period);
  json.key("unit");
  const auto* unit = question.unit ? picture.tree.find(*question.unit) : nullptr;
  if (unit != nullptr)
    json.begin_object().field("id", unit->id.text).field("name", unit->name).end_object();
  else
    json.null();
  const auto day = last_day(question);
  const auto places = picture.tree.where_guests_come(question.units, day);
  json.field("units", static_cast<std::int64_t>(places.size()));
  json.field("as_of", to_rfc3339(now)).field("simulation", picture.organisation.simulation);
  Headline headline;
  for (const auto& one : said) headline.add(one.kept->state);
  json.key("headline")
      .begin_object()
      .field("met", headline.met)
      .field("of", headline.of)
      .field("below", headline.below);
  json.field("broken", headline.broken)
      .field("not_yet", headline.not_yet)
      .field("not_asked", headline.not_asked)
      .end_object();
  const auto given = figures::answers(*counts, picture.answers, {}, period);
  json.key("answers").begin_object().key("customer");
  figures::to_json(json, given);
  json.null_field("employee").end_object();
  json.field("suspects", std::abs(given.said() - figures::answers(*others, picture.answers, {}, period).said()));
  if (auto done = write_biggest(json, page, said); !done) return tl::unexpected(done.error());

  json.key("journeys").begin_array();
  for (const auto& journey : picture.journeys) {
    json.begin_object().field("id", journey.id.text).field("audience", promises::name_of(journey.audience));
    write_text_field(json, "name", journey.name);
    json.key("stages").begin_array();
    for (const auto& stage : journey.stages) {
      json.begin_object().field("stage", moments::name_of(stage.stage));
      write_text_field(json, "name", stage.name);
      json.field("owner_role", stage.owner_role).end_object();
    }
    json.end_array().key("moments").begin_array();
    for (const auto& moment : journey.moments)
      if (stands(moment, day)) write_moment(json, page, moment, said);
    json.end_array().end_object();
  }
  json.end_array();
  json.key("nps");
  if (picture.recommend.empty())
    json.null();
  else
    figures::to_json(json, figures::score(*counts, picture.recommend, period));
  json.key("outcomes").begin_array();
  for (const auto& outcome : picture.outcomes) {
    const auto share = figures::share(*counts, {outcome.question}, outcome.reached, period);
    if (!share->outcome && share->outcome.error().n == 0) continue;  // of questions that nobody answered in these days
    json.begin_object();
    write_text_field(json, "text", outcome.text);
    json.key("reached").begin_array();
    for (const auto& value : outcome.reached) json.value(value);
    json.end_array().key("share");
    figures::to_json(json, share);
    json.end_object();
  }
  json.end_array();
  write_warnings(json, warnings_of(said, picture, question), question.language);
  json.end_object();
  return json.take();
}

}  // namespace goud::feedback
