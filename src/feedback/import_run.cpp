#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>

#include "feedback/feedback.hpp"
#include "feedback/import_keep.hpp"
#include "feedback/import_row.hpp"
#include "feedback/statements.hpp"

namespace goud::feedback {
namespace {

using clock_type = std::chrono::steady_clock;
constexpr double piece_micros = 10'000;  // of the writer's time; what comes in meanwhile waits no longer than about one
constexpr std::size_t rows_first = 200, rows_least = 20, rows_most = 5000;

Result<std::string> digest_of(const std::string& path) {
  auto bytes = formats::open_bytes(path);
  if (!bytes) return refuse(bytes.error());
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, 16);
  std::vector<char> block(256 * 1024);
  while (true) {
    auto got = (*bytes)->read(block);
    if (!got) return refuse(got.error());
    if (*got == 0) break;
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(block.data()), *got);
  }
  std::array<unsigned char, 16> hash{};
  crypto_generichash_final(&state, hash.data(), hash.size());
  std::array<char, 33> text{};
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  return std::string(text.data());
}

// What a first pass has to tell: which units there are, and since when.
struct Ground {
  std::vector<std::string> units;
  std::optional<Day> first_day;
};

Result<Ground> ground_of(const std::string& path, const ImportMap& map) {
  Ground ground;
  auto table = formats::open_table(path, map.file);
  if (!table) return refuse(table.error());
  std::optional<std::size_t> unit, date;
  const auto& columns = (*table)->columns();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!map.unit.empty() && columns[i].name == map.unit) unit = i;
    if (!map.date.empty() && columns[i].name == map.date) date = i;
  }
  if (!unit && !date) return ground;
  constexpr std::size_t units_most = 2000;
  std::unordered_map<std::string, int> seen;
  auto done = (*table)->each([&](const formats::TableRow& row) -> Result<bool> {
    if (!row.fits) return true;
    if (unit) {
      const std::string cell(formats::without_blanks(row.cells[*unit]));
      if (!formats::missing_cell(cell) && seen.emplace(cell, 0).second) ground.units.push_back(cell);
      if (seen.size() > units_most)
        return refuse_field("map.import.unit", "feedback.import.units_many",
                            {{"column", map.unit}, {"most", std::to_string(units_most)}});
    }
    if (date) {
      const auto day = formats::day_of(row.cells[*date], *map.date_form);
      if (day && day->number >= 0 && (!ground.first_day || *day < *ground.first_day)) ground.first_day = *day;
    }
    return true;
  });
  if (!done) return refuse(done.error());
  std::sort(ground.units.begin(), ground.units.end());
  return ground;
}

Text in(const std::string& language, std::string text) {
  return language == "en" ? Text{{}, std::move(text)} : Text{std::move(text), {}};
}

const people::Unit* unit_called(const people::UnitTree& tree, std::string_view name) {
  if (const auto* by_code = tree.by_code(name)) return by_code;
  for (const auto& unit : tree.units()) {
    if (unit.name == name && !unit.until) return &unit;
  }
  return nullptr;
}

Result<MomentId> moment_called(store::Writer& writer, const Acting& acting, Services& services,
                               const JourneyId& journey, const MappedQuestion& mapped, const std::string& language,
                               MadeByImport& by_import) {
  for (const auto& one : moments::journeys(writer)) {
    if (one.audience != promises::Audience::customer) continue;
    for (const auto& moment : one.moments) {
      if (!moment.ended && (moment.name.nl == mapped.moment || moment.name.en == mapped.moment)) return moment.id;
    }
  }
  auto made = moments::add(writer, acting, journey, MomentId{uuid_v7(services.clock, services.randomness)},
                           {.stage = mapped.stage, .name = in(language, mapped.moment)});
  if (!made) return refuse(made.error());
  by_import.moments.push_back(made->id);
  return made->id;
}

Question question_from(const MappedQuestion& mapped, const std::string& language, const MomentId& moment) {
  Question question;
  question.key = mapped.key;
  question.kind = mapped.kind;
  question.text = in(language, mapped.column.substr(0, 400));
  question.moment = moment;
  if (mapped.kind == QuestionKind::scale) {
    for (int point = 1; point <= mapped.points; ++point) {
      const auto& label =
          mapped.labels.empty() ? std::to_string(point) : mapped.labels[static_cast<std::size_t>(point - 1)];
      question.points.push_back(in(language, label));
    }
  }
  for (const auto& option : mapped.options) question.options.push_back({option, in(language, option)});
  question.max_length = 10'000;
  return question;
}

// A rating in its top boxes as a promise kept: a proposal, called derived for good.
Done propose_promise(store::Writer& writer, const Acting& acting, Services& services, const ImportMap& map,
                     const MappedQuestion& mapped, const Instrument& instrument, const MomentId& moment, Day from,
                     MadeByImport& made) {
  std::string boxes;
  for (const auto& value : mapped.kept) boxes += (boxes.empty() ? "" : map.language == "en" ? " or " : " of ") + value;
  const int top = mapped.kind == QuestionKind::score ? 10 : mapped.points;
  const std::string text = map.language == "en" ? mapped.moment + ": a " + boxes + " out of " + std::to_string(top)
                                                : mapped.moment + ": een " + boxes + " van de " + std::to_string(top);
  const PromiseId id{uuid_v7(services.clock, services.randomness)};
  made.promises.push_back(id);
  auto promised = promises::add(writer, acting, id,
                                {promises::Audience::customer, in(map.language, text), map.norm, map.red_line, from});
  if (!promised) return refuse(promised.error());
  auto standing = moments::moment(writer, moment);
  if (!standing) return refuse(FaultKind::not_found, "feedback.link.moment_unknown");
  auto all = standing->promises;
  all.push_back(id);
  if (auto placed = moments::place(writer, acting, moment, all, std::nullopt); !placed) return refuse(placed.error());
  ProofDraft proof;
  proof.kind = ProofKind::derived;
  proof.instrument = instrument.id;
  proof.question_key = mapped.key;
  proof.kept = mapped.kept;
  proof.proposal = true;
  for (int value = mapped.kind == QuestionKind::score ? 0 : 1; value <= top; ++value) {
    const auto word = std::to_string(value);
    if (std::find(mapped.kept.begin(), mapped.kept.end(), word) == mapped.kept.end()) proof.not_kept.push_back(word);
  }
  if (auto proven = prove(writer, acting, id, proof); !proven) return refuse(proven.error());
  return {};
}

// Promises that the map proposes and that nobody judges the question by yet. Those that do, and are still a proposal,
// begin with this file's first day where it is older.
Done propose_promises(store::Writer& writer, const Acting& acting, Services& services, const ImportMap& map,
                      const Instrument& instrument, Day from, MadeByImport& made) {
  const auto known = proofs(writer);
  for (const auto& mapped : map.questions) {
    const auto* question = instrument.question(mapped.key);
    if (mapped.kept.empty() || mapped.moment.empty() || question == nullptr || question->moment.empty()) continue;
    bool judged = false;
    for (const auto& one : known) {
      const auto& latest = one.latest();
      if (latest.question_key != mapped.key || (!latest.instrument.empty() && latest.instrument != instrument.id))
        continue;
      const auto promised = promises::promise(writer, one.promise);
      if (!promised || promised->withdrawn) continue;
      judged = true;
      if (latest.proposal && promises::begin_earlier(writer, acting, one.promise, from)) {
        writer.run(sql::begin_proof_earlier, {{":promise", one.promise.text}, {":from", from.number}});
      }
    }
    if (judged) continue;
    if (auto done = propose_promise(writer, acting, services, map, mapped, instrument, question->moment, from, made);
        !done)
      return refuse(done.error());
  }
  return {};
}

// Questions that went with an import that was taken back come again with the next.
Done reopen(store::Writer& writer, const Acting& acting, const Instrument& instrument, MadeByImport& by_import) {
  by_import.instrument = instrument.id;
  writer.run(sql::reopen_instrument, {{":id", instrument.id.text}});
  writer.audit(acting.actor, "reopened", "instrument", instrument.id.text, "{}");
  for (const auto& question : instrument.definition.questions) {
    if (question.moment.empty()) continue;
    const auto moment = moments::moment(writer, question.moment);
    if (!moment || !moment->ended) continue;
    if (auto back = moments::reopen(writer, acting, question.moment); !back) return refuse(back.error());
    by_import.moments.push_back(question.moment);
  }
  return {};
}

Result<std::shared_ptr<const Instrument>> lay_instrument(store::Writer& writer, const Acting& acting,
                                                         Services& services, const ImportMap& map, Day from,
                                                         MadeByImport& by_import) {
  if (auto there = latest_instrument(writer, map.instrument)) {
    if (there->ended && !taken_back_before(writer, map.instrument))
      return refuse(FaultKind::conflict, "feedback.instrument.ended");
    if (there->ended) {
      if (auto back = reopen(writer, acting, *there, by_import); !back) return refuse(back.error());
    }
    if (auto done = propose_promises(writer, acting, services, map, *there, from, by_import); !done)
      return refuse(done.error());
    return there;
  }
  if (auto begun = moments::begin(writer, acting, services.clock, services.randomness); !begun)
    return refuse(begun.error());
  const auto all = moments::journeys(writer);
  const auto journey = std::find_if(all.begin(), all.end(),
                                    [](const auto& one) { return one.audience == promises::Audience::customer; });
  if (journey == all.end()) return refuse(FaultKind::not_found, "feedback.link.moment_unknown");
  Definition definition;
  definition.key = map.instrument;
  definition.title = in(map.language, map.title);
  definition.languages = {map.language};
  for (const auto& mapped : map.questions) {
    MomentId moment;
    if (!mapped.moment.empty()) {
      auto found = moment_called(writer, acting, services, journey->id, mapped, map.language, by_import);
      if (!found) return refuse(found.error());
      moment = *found;
    }
    auto question = question_from(mapped, map.language, moment);
    if (mapped.column == map.outcome && !question.of_a_moment() && question.kind != QuestionKind::text)
      question.outcome = map.outcome_counts;
    definition.questions.push_back(std::move(question));
  }
  // What the map says must be a definition like any other.
  if (auto good = definition_from(to_json(definition), "map"); !good) return refuse(good.error());
  auto made =
      add_instrument(writer, acting, InstrumentId{uuid_v7(services.clock, services.randomness)}, std::move(definition));
  if (!made) return refuse(made.error());
  by_import.instrument = made->id;
  if (auto done = propose_promises(writer, acting, services, map, *made, from, by_import); !done)
    return refuse(done.error());
  return std::make_shared<const Instrument>(std::move(*made));
}

// What an import made goes with it, as far as nobody made it their own: proposals that were not confirmed or reworded,
// moments where nothing is promised any more, questions that no other import or link asks.
Done clear_away(store::Writer& writer, const Acting& acting, Tenant tenant, const Import& one) {
  const auto made = made_by(writer, one.id);
  for (const auto& id : made.promises) {
    const auto promised = promises::promise(writer, id);
    const auto proven = proof(writer, id);
    const bool untouched = promised && !promised->withdrawn && promised->versions.size() == 1 && !promised->next_step &&
                           proven && proven->latest().proposal;
    if (!untouched) continue;
    if (const auto at = moments::moment_of(writer, id)) {
      auto left = moments::moment(writer, *at)->promises;
      std::erase(left, id);
      if (auto placed = moments::place(writer, acting, *at, left, std::nullopt); !placed) return refuse(placed.error());
    }
    if (auto gone = promises::withdraw(writer, acting, id, acting.today, "import"); !gone) return refuse(gone.error());
  }
  if (made.instrument.empty() || others_standing(writer, one.id, one.instrument)) return {};
  const auto open = links(writer, tenant);
  if (std::any_of(open.begin(), open.end(), [&](const Link& link) { return link.instrument == made.instrument; }))
    return {};
  if (const auto instrument = latest_instrument(writer, one.instrument);
      instrument && instrument->id == made.instrument && !instrument->ended) {
    if (auto ended = end_instrument(writer, acting, made.instrument); !ended) return refuse(ended.error());
  }
  for (const auto& id : made.moments) {
    const auto moment = moments::moment(writer, id);
    if (!moment || moment->ended || !moment->promises.empty()) continue;
    if (auto ended = moments::end(writer, acting, id); !ended) return refuse(ended.error());
  }
  return {};
}

// Rows on their way to the writer: one piece, while the next is read; so who answers meanwhile waits behind one alone.
class Pieces {
 public:
  Pieces(Services& services, Tenant tenant, Import one)
      : services_(services), tenant_(tenant), so_far_(std::move(one)) {}
  ~Pieces() { settle(); }
  Pieces(const Pieces&) = delete;
  Pieces& operator=(const Pieces&) = delete;

  void take(AnswerRow row, std::int64_t line) {
    rows_.push_back(std::move(row));
    lines_.push_back(line);
  }
  void take(RefusedRow row) { refused_.push_back(std::move(row)); }
  void seen() { ++read_; }
  [[nodiscard]] bool full() const { return rows_.size() + refused_.size() >= size_; }

  Done send() {
    if (read_ == 0) return {};
    std::unique_lock lock(mutex_);
    turn_.wait(lock, [&] { return waiting_ < 1; });
    if (fault_) return refuse(*fault_);
    ++waiting_;
    lock.unlock();
    auto piece = std::make_shared<Piece>();
    piece->rows = std::move(rows_);
    piece->lines = std::move(lines_);
    piece->refused = std::move(refused_);
    piece->read = read_;
    for (std::size_t i = 0; i < piece->rows.size(); ++i)
      piece->ids.push_back(AnswerId{uuid_v7(services_.clock, services_.randomness)});
    rows_.clear();
    lines_.clear();
    refused_.clear();
    read_ = 0;
    services_.store.submit(
        store::Scope(tenant_), [this, piece](store::Writer& writer) -> Done { return write(*piece, writer); },
        [this, piece](Done done) {
          const std::scoped_lock hold(mutex_);
          if (!done && !fault_) fault_ = done.error();
          if (done) so_far_ = piece->after;
          --waiting_;
          turn_.notify_all();
        });
    return {};
  }
  Done settle() {
    std::unique_lock lock(mutex_);
    turn_.wait(lock, [&] { return waiting_ == 0; });
    if (fault_) return refuse(*fault_);
    return {};
  }
  [[nodiscard]] Import so_far() {
    const std::scoped_lock lock(mutex_);
    return so_far_;
  }

 private:
  struct Piece {
    std::vector<AnswerRow> rows;
    std::vector<std::int64_t> lines;
    std::vector<AnswerId> ids;
    std::vector<RefusedRow> refused;
    std::int64_t read = 0;
    Import after;
  };
  // On the writer's thread; pieces come in order.
  Done write(Piece& piece, store::Writer& writer) {
    const auto begun = clock_type::now();
    piece.after = last_;
    if (piece.after.id.empty()) piece.after = so_far();
    if (!marked_ && !piece.rows.empty()) first_answer(writer, piece.rows.front().instrument);
    const auto kept = keep_answers(writer, piece.ids, piece.rows);
    piece.after.rows_duplicate += kept.there;
    piece.after.rows_added += static_cast<std::int64_t>(piece.rows.size() - kept.differ.size()) - kept.there;
    for (const auto at : kept.differ)
      piece.refused.push_back({piece.lines[at], "", Fault{FaultKind::conflict, "feedback.import.other_answer"}});
    for (const auto& row : piece.refused) keep_refused(writer, piece.after.id, row);
    piece.after.rows_refused += static_cast<std::int64_t>(piece.refused.size());
    piece.after.rows_read += piece.read;
    keep_counts(writer, piece.after, kept.first, kept.last);
    marked_ = marked_ || !piece.rows.empty();
    last_ = piece.after;
    const double micros = std::chrono::duration<double, std::micro>(clock_type::now() - begun).count();
    const double rows = static_cast<double>(std::max<std::size_t>(piece.rows.size() + piece.refused.size(), 1));
    size_ = static_cast<std::size_t>(std::clamp(piece_micros / std::max(micros / rows, 1.0),
                                                static_cast<double>(rows_least), static_cast<double>(rows_most)));
    return {};
  }

  Services& services_;
  Tenant tenant_;
  std::vector<AnswerRow> rows_;
  std::vector<std::int64_t> lines_;
  std::vector<RefusedRow> refused_;
  std::int64_t read_ = 0;
  std::atomic<std::size_t> size_ = rows_first;
  bool marked_ = false;  // the writer's thread alone
  Import last_;          // the same
  std::mutex mutex_;
  std::condition_variable turn_;
  int waiting_ = 0;
  std::optional<Fault> fault_;
  Import so_far_;
};

Done take_all_back(Services& services, Tenant tenant, const ImportId& id) {
  int most = 200;
  std::int64_t after = 0;
  while (true) {
    const auto begun = clock_type::now();
    auto taken = services.store.change(store::Scope(tenant), [&](store::Writer& writer) -> Result<TakenBack> {
      return take_back(writer, id, most, after);
    });
    if (!taken) return refuse(taken.error());
    if (taken->answers == 0) return {};
    after = taken->last;
    const double micros = std::chrono::duration<double, std::micro>(clock_type::now() - begun).count();
    most = static_cast<int>(std::clamp(piece_micros / std::max(micros / taken->answers, 1.0), 20.0, 2000.0));
  }
}

Result<Import> end(Services& services, Tenant tenant, Import one, ImportState state, std::optional<Fault> fault) {
  one.state = state;
  one.ended_at = services.clock.now();
  one.fault = std::move(fault);
  auto done = services.store.write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
    keep_end(writer, one);
    if (one.state == ImportState::undone || one.state == ImportState::failed) {
      const auto organisation = people::organisation(writer);
      const Acting acting{one.actor, *one.ended_at, people::day_of(organisation, *one.ended_at)};
      if (auto cleared = clear_away(writer, acting, tenant, one); !cleared) return cleared;
    }
    writer.audit(one.actor, name_of(state), "import", one.id.text,
                 "{\"added\":" + std::to_string(one.rows_added) + "}");
    return {};
  });
  intake_changed(services, tenant);
  if (!done) return refuse(done.error());
  return one;
}

}  // namespace

Result<Import> begin_import(Services& services, Tenant tenant, const Acting& acting, const std::string& path,
                            const std::string& name, const ImportMap& map) {
  {
    auto table = formats::open_table(path, map.file);
    if (!table) return refuse(table.error());
    if (auto there = ImportReader::columns_there(map, **table); !there) return refuse(there.error());
  }
  auto digest = digest_of(path);
  if (!digest) return refuse(digest.error());
  auto ground = ground_of(path, map);
  if (!ground) return refuse(ground.error());
  const Day from = ground->first_day.value_or(map.day.value_or(acting.today));
  Import one;
  one.id = ImportId{uuid_v7(services.clock, services.randomness)};
  one.name = name;
  one.digest = *digest;
  one.instrument = map.instrument;
  one.started_at = acting.now;
  one.actor = acting.actor;
  auto done = services.store.write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
    // Under its own questions a file that comes again adds nothing; under others it would count twice.
    const auto before = taken_before(writer, *digest);
    if (before && before->instrument != map.instrument && !map.again) {
      return refuse(FaultKind::conflict, "feedback.import.same_file",
                    {{"name", before->name},
                     {"day", to_text(day_in(before->at, people::organisation(writer).time_zone).value_or(Day{}))},
                     {"instrument", before->instrument}});
    }
    MadeByImport made_here;
    auto instrument = lay_instrument(writer, acting, services, map, from, made_here);
    if (!instrument) return refuse(instrument.error());
    const auto tree = people::unit_tree(writer);
    for (const auto& unit : ground->units) {
      if (unit_called(tree, unit) != nullptr) continue;
      auto made = people::make_unit(writer, services.clock, services.randomness,
                                    {unit, 1, std::nullopt, from, "", std::nullopt});
      if (!made) return refuse(made.error());
    }
    keep_import(writer, one, to_toml(map), one.digest, made_here);
    writer.audit(acting.actor, "started", "import", one.id.text, "{}");
    return {};
  });
  if (!done) return refuse(done.error());
  intake_changed(services, tenant);
  return one;
}

Result<Import> run_import(Services& services, Tenant tenant, const Import& begun, const std::string& path,
                          const ImportMap& map, const std::function<void(const Import&)>& told,
                          const std::atomic<bool>* stop) {
  const auto fail = [&](const Import& one, const Fault& fault) -> Result<Import> {
    if (auto taken = take_all_back(services, tenant, one.id); !taken) return refuse(taken.error());
    auto ended = end(services, tenant, one, ImportState::failed, fault);
    if (!ended) return ended;
    return refuse(fault);
  };
  auto table = formats::open_table(path, map.file);
  if (!table) return fail(begun, table.error());
  auto known = intake(services, tenant, true);
  if (!known) return fail(begun, known.error());
  const auto today = day_in(begun.started_at, (*known)->zone);
  std::map<std::string, UnitId, std::less<>> units;
  UnitId whole;
  for (const auto& unit : (*known)->tree.units()) {
    if (unit.level == 0) whole = unit.id;
    if (unit.until) continue;
    units.emplace(unit.name, unit.id);
    units.emplace(unit.code, unit.id);
  }
  auto reader =
      ImportReader::make(map, **table, (*known)->instrument(map.instrument), std::move(units), whole, begun.digest);
  if (!reader) return fail(begun, reader.error());

  const Received received{begun.started_at, (*known)->zone, Source::import, begun.id};
  bool stopped = false;
  Import counted = begun;
  std::optional<Fault> broken;
  {
    Pieces pieces(services, tenant, begun);
    auto done = (*table)->each([&](const formats::TableRow& row) -> Result<bool> {
      pieces.seen();
      auto answer = reader->row_of(row, received, map.day.value_or(today.value_or(Day{})));
      if (answer) {
        pieces.take(std::move(*answer), row.line);
      } else {
        const auto& fields = answer.error().fields;
        pieces.take(RefusedRow{row.line, fields.empty() ? "" : fields.front().path, answer.error()});
      }
      if (!pieces.full()) return true;
      if (auto sent = pieces.send(); !sent) return refuse(sent.error());
      if (told) told(pieces.so_far());
      stopped = stop != nullptr && stop->load();
      return !stopped;
    });
    if (done && !stopped) done = pieces.send();
    const auto settled = pieces.settle();
    counted = pieces.so_far();
    if (!done)
      broken = done.error();
    else if (!settled)
      broken = settled.error();
  }
  if (broken) return fail(counted, *broken);
  if (stopped) return counted;
  if (told) told(counted);
  return end(services, tenant, counted, ImportState::done, std::nullopt);
}

Result<Import> undo_import(Services& services, Tenant tenant, const Acting& acting, const ImportId& id) {
  auto moved = services.store.change(store::Scope(tenant), [&](store::Writer& writer) -> Result<Import> {
    auto found = import_of(writer, id);
    if (!found) return refuse(FaultKind::not_found, "feedback.import.unknown");
    if (!move_import(writer, id, ImportState::done, ImportState::undoing)) {
      return refuse(FaultKind::conflict, found->state == ImportState::running ? "feedback.import.still_running"
                                                                              : "feedback.import.undone_already");
    }
    found->actor = acting.actor;
    return *found;
  });
  if (!moved) return moved;
  if (auto taken = take_all_back(services, tenant, id); !taken) return refuse(taken.error());
  return end(services, tenant, *moved, ImportState::undone, std::nullopt);
}

Result<int> settle_imports(Services& services) {
  auto all = people::organisations(services.store);
  if (!all) return refuse(all.error());
  int settled = 0;
  for (const auto& organisation : *all) {
    auto open = services.store.ask(store::Scope(organisation.tenant), [](store::Reader& reader) {
      std::vector<Import> found;
      for (const auto& id : unfinished_imports(reader)) {
        if (auto one = import_of(reader, id)) found.push_back(std::move(*one));
      }
      return found;
    });
    if (!open) return refuse(open.error());
    for (auto& one : *open) {
      if (auto taken = take_all_back(services, organisation.tenant, one.id); !taken) return refuse(taken.error());
      std::optional<Fault> why;
      if (one.state == ImportState::running) why = Fault{FaultKind::conflict, "feedback.import.cut_off"};
      if (auto ended = end(services, organisation.tenant, one, ImportState::undone, why); !ended)
        return refuse(ended.error());
      ++settled;
    }
  }
  return settled;
}

}  // namespace goud::feedback
