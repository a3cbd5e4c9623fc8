#include <algorithm>
#include <set>

#include "feedback/overview.hpp"

namespace goud::feedback {

namespace {

figures::Proof proof_kind(ProofKind kind) { return kind == ProofKind::asked ? figures::Proof::asked : figures::Proof::derived; }

bool about_recommending(std::string_view key) {
  std::string lower(key);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const char* word : {"recommend", "nps", "aanbevel", "aanbevol"})
    if (lower.find(word) != std::string::npos) return true;
  return false;
}

void add_once(std::vector<figures::QuestionName>& to, figures::QuestionName name) {
  if (std::find(to.begin(), to.end(), name) == to.end()) to.push_back(std::move(name));
}

}  // namespace

const Picture::Promised* Picture::find(const PromiseId& id) const {
  for (const auto& one : promised)
    if (one.promise.id == id) return &one;
  return nullptr;
}

figures::Judged judged(const promises::Promise& promise, const std::optional<Proof>& proof,
                       const std::vector<std::shared_ptr<const Instrument>>& instruments) {
  figures::Judged judged;
  if (!proof || promise.audience == promises::Audience::employee) return judged;
  std::set<Day> turns;
  for (const auto& version : promise.versions) turns.insert(version.from);
  for (const auto& version : proof->versions) turns.insert(version.from);
  if (promise.withdrawn) turns.insert(*promise.withdrawn);
  for (auto turn = turns.begin(); turn != turns.end(); ++turn) {
    const auto* version = promise.on(*turn);
    const auto* by = proof->on(*turn);
    if (version == nullptr || by == nullptr) continue;
    figures::Judgement judgement;
    judgement.from = *turn;
    if (const auto next = std::next(turn); next != turns.end()) judgement.to = Day{next->number - 1};
    judgement.norm = {version->norm, version->red_line};
    judgement.proof = proof_kind(by->kind);
    judgement.proposal = by->proposal;
    judgement.kept = by->kept;
    judgement.not_kept = by->not_kept;
    judgement.not_applicable = by->not_applicable;
    // The same words under another norm are the same promise.
    judgement.meaning = 1;
    for (std::size_t i = 1; i < promise.versions.size() && promise.versions[i].from <= version->from; ++i)
      if (promise.versions[i].text != promise.versions[i - 1].text) ++judgement.meaning;
    for (const auto& instrument : instruments) {
      if (!by->instrument.empty() && instrument->id != by->instrument) continue;
      if (instrument->question(by->question_key) != nullptr)
        add_once(judgement.questions, {instrument->id.text, by->question_key, {}});
    }
    judged.push_back(std::move(judgement));
  }
  return judged;
}

std::unique_ptr<const Picture> picture(store::Reader& reader) {
  auto made = std::make_unique<Picture>();
  made->organisation = people::organisation(reader);
  made->tree = people::unit_tree(reader);
  made->journeys = moments::journeys(reader);
  const auto asked = instruments(reader);
  const auto known = proofs(reader);
  std::map<std::string, promises::Promise> by_id;
  for (auto& promise : promises::promises(reader)) by_id.emplace(promise.id.text, std::move(promise));
  std::size_t placed = 0;
  for (const auto& journey : made->journeys)
    for (const auto& moment : journey.moments)
      for (const auto& id : moment.promises) {
        const auto found = by_id.find(id.text);
        if (found == by_id.end()) continue;
        ++placed;
        const auto proof = std::find_if(known.begin(), known.end(), [&](const Proof& one) { return one.promise == id; });
        Picture::Promised promised{found->second, proof == known.end() ? std::nullopt : std::optional(*proof), {}, &moment};
        promised.judged = judged(promised.promise, promised.proof, asked);
        made->promised.push_back(std::move(promised));
      }
  for (const auto& [id, promise] : by_id)
    if (!promise.withdrawn && made->find(promise.id) == nullptr) ++made->unplaced;

  std::vector<std::string> customer_moments;
  for (const auto& journey : made->journeys)
    if (journey.audience == promises::Audience::customer)
      for (const auto& moment : journey.moments) customer_moments.push_back(moment.id.text);
  for (const auto& instrument : asked) {
    const auto& of = instrument->id.text;
    add_once(made->answers, {of, std::string(answer_itself), {}});
    for (const auto& question : instrument->definition.questions) {
      if (!question.of_a_moment()) {
        // One question of several versions is one outcome, in the words of the last.
        if (!question.outcome.empty()) {
          std::erase_if(made->outcomes, [&](const Picture::Outcome& one) { return one.question == figures::QuestionName{of, question.key, {}}; });
          made->outcomes.push_back({{of, question.key, {}}, question.text, question.outcome});
        }
        if (question.kind == QuestionKind::score && about_recommending(question.key)) add_once(made->recommend, {of, question.key, {}});
        continue;
      }
      const auto about = question.drawn ? customer_moments : std::vector<std::string>{question.moment.text};
      for (const auto& moment : about) {
        auto& around = made->around[moment];
        if (question.kind == QuestionKind::story) {
          add_once(around.stories, {of, question.key, moment});
          add_once(around.told, {of, question.key + ".told", moment});
        } else if (question.kind == QuestionKind::scale || question.kind == QuestionKind::score) {
          add_once(around.scales, {of, question.key, moment});
          around.tops.resize(around.scales.size(), question.kind == QuestionKind::score ? 10 : static_cast<int>(question.points.size()));
        }
      }
    }
  }
  for (const auto& unit : made->tree.units())
    if (unit.volume && *unit.volume > 0) made->volumes[unit.id.text] = *unit.volume;
  return made;
}

figures::Step step_for(const figures::Window& window) {
  constexpr int half_a_year_days = 190;
  if (window.from && window.to && window.to->number - window.from->number < half_a_year_days) return figures::Step::week;
  return figures::Step::month;
}

UnitId unit_named(const people::UnitTree& tree, std::string_view text) {
  UnitId id{std::string(text)};
  if (tree.find(id) != nullptr) return id;
  const auto* unit = tree.by_code(text);
  return unit == nullptr ? id : unit->id;
}

std::optional<std::vector<figures::UnitStay>> stays_of(const people::UnitTree& tree,
                                                       const std::optional<UnitId>& unit) {
  const auto days = days_under(tree, unit);
  if (!days) return std::nullopt;
  std::vector<figures::UnitStay> stays;
  for (const auto& stay : *days) stays.push_back({stay.unit, stay.from, stay.until});
  return stays;
}

Result<figures::Step> course_step(const http::Request& request, const PageQuestion& question) {
  const auto step = request.parameter("step");
  if (!step || step->empty()) return question.step;
  if (*step == "week") return figures::Step::week;
  if (*step == "month") return figures::Step::month;
  return refuse_field("step", "feedback.overview.week_or_month");
}

Result<PageQuestion> page_question(const http::Request& request, const Picture& picture, Instant now) {
  PageQuestion question;
  question.language = request.language;
  question.filter.tenant = request.caller->tenant;
  question.today = people::day_of(picture.organisation, now);
  std::vector<FieldFault> wrong;
  const auto day = [&](std::string_view name) -> std::optional<Day> {
    const auto text = request.parameter(name);
    if (!text || text->empty()) return std::nullopt;
    const auto read = day_from(*text);
    if (read) return *read;
    wrong.push_back({std::string(name), read.error().key, read.error().args});
    return std::nullopt;
  };
  auto& period = question.filter.period;
  period.from = day("from");
  period.to = day("to");
  if (period.from && !period.to && *period.from <= question.today) period.to = question.today;
  if (period.from && period.to && *period.to < *period.from) wrong.push_back({"to", "feedback.overview.period_reversed"});
  if (const auto with = request.parameter("with_suspects"); with && !with->empty()) {
    if (*with != "0" && *with != "1") wrong.push_back({"with_suspects", "feedback.overview.zero_or_one"});
    question.filter.with_suspects = *with != "0";
  }
  question.step = step_for(period);
  if (!wrong.empty()) return tl::unexpected<Fault>(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});

  const auto& caller = *request.caller;
  std::optional<UnitId> asked;
  if (const auto unit = request.parameter("unit"); unit && !unit->empty()) asked = unit_named(picture.tree, *unit);
  auto visible = people::visible_units(caller, picture.tree, asked, period.to.value_or(question.today));
  if (!visible) return tl::unexpected(visible.error());
  question.units = std::move(*visible);
  question.unit = asked;
  if (!asked && caller.role == http::Role::unit_manager) question.unit = caller.unit;
  question.filter.units = stays_of(picture.tree, question.unit);
  if (!question.filter.units) question.unit.reset();
  using Role = http::Role;
  question.all_stories = caller.role == Role::owner || caller.role == Role::cx_manager || caller.role == Role::unit_manager;
  return question;
}

}  // namespace goud::feedback
