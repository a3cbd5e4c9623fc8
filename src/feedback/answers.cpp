#include <sodium.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstdio>

#include "feedback/answer_json.hpp"
#include "feedback/feedback.hpp"
#include "feedback/statements.hpp"
#include "feedback/turnout.hpp"
#include "formats/json.hpp"

namespace goud::feedback {
namespace {

// What stays of a submission that was erased: enough to know it again, nothing to read.
std::string tombstone_of(std::string_view submission) {
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(submission.data()),
                     submission.size(), nullptr, 0);
  std::array<char, 33> text{};
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  return "erased:" + std::string(text.data());
}

std::optional<std::string> maybe(const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); }

void insert(store::Writer& writer, std::int64_t seq, const AnswerId& id, const AnswerRow& row,
            const std::optional<PersonId>& person, std::string_view kind, const std::optional<std::string>& corrects) {
  writer.run(sql::insert_answer, {{":seq", seq},
                                  {":id", id.text},
                                  {":submission", row.submission},
                                  {":instrument", row.instrument.text},
                                  {":version", row.version},
                                  {":unit", row.unit.text},
                                  {":moment", maybe(row.moment.text)},
                                  {":day", row.day.number},
                                  {":experienced_at", row.experienced_at.micros},
                                  {":received_at", row.received_at.micros},
                                  {":source", name_of(row.source)},
                                  {":import_id", maybe(row.import_id.text)},
                                  {":person", person ? std::optional(person->text) : std::nullopt},
                                  {":weight", row.weight},
                                  {":suspect", std::int64_t{row.suspect}},
                                  {":kind", kind},
                                  {":corrects", corrects},
                                  {":told", row.told && kind == "answer"},
                                  {":body", row.body}});
}

struct AnswerKept {
  AnswerRow row;
  std::string kind;
};
std::optional<AnswerKept> find(store::Reader& reader, const AnswerId& id) {
  auto found = reader.first(sql::answer, {{":id", id.text}}, [](const store::Row& in) {
    AnswerKept kept;
    auto& row = kept.row;
    row.submission = in.string(1);
    row.instrument = InstrumentId{in.string(2)};
    row.version = static_cast<int>(in.integer(3));
    row.unit = UnitId{in.string(4)};
    row.moment = MomentId{in.maybe_string(5).value_or("")};
    row.day = Day{static_cast<std::int32_t>(in.integer(6))};
    row.experienced_at = Instant{in.integer(7)};
    row.received_at = Instant{in.integer(8)};
    row.import_id = ImportId{in.maybe_string(10).value_or("")};
    row.weight = static_cast<std::int32_t>(in.integer(12));
    row.suspect = static_cast<std::uint32_t>(in.integer(13));
    kept.kind = in.string(14);
    row.body = in.string(16);
    for (auto source : {Source::page, Source::api, Source::import, Source::demo}) {
      if (name_of(source) == in.text(9)) row.source = source;
    }
    return kept;
  });
  if (found) {
    if (auto newer =
            reader.first(sql::answer_body, {{":id", id.text}}, [](const store::Row& in) { return in.string(0); })) {
      found->row.body = std::move(*newer);
    }
  }
  return found;
}

// Overwrites the answer and its corrections; nothing readable stays.
void overwrite(store::Writer& writer, const std::string& id, const std::string& submission, std::string_view kind) {
  const auto name_for = [&](const std::string& of, const std::string& had) {
    return kind == "erased" ? tombstone_of(had) : "undone:" + of;
  };
  const auto corrections = writer.all(sql::corrections_of, {{":id", id}},
                                      [](const store::Row& row) { return std::pair(row.string(0), row.string(1)); });
  for (const auto& [correction, had] : corrections) {
    writer.run(sql::overwrite_answer,
               {{":kind", kind}, {":submission", name_for(correction, had)}, {":id", correction}});
  }
  writer.run(sql::overwrite_answer, {{":kind", kind}, {":submission", name_for(id, submission)}, {":id", id}});
}

// Whether this page gave another answer before.
bool page_answered(store::Reader& reader, const PageUse& use, const std::string& submission) {
  std::string behind = use.prefix;
  behind.back() = static_cast<char>(behind.back() + 1);
  return reader
      .first(sql::answer_of_page, {{":low", use.prefix}, {":high", behind}, {":own", submission}},
             [](const store::Row&) { return true; })
      .has_value();
}

}  // namespace

std::string page_prefix(std::uint64_t ticket_number) {
  std::array<char, 17> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(ticket_number));
  return "page:" + std::string(text.data()) + ":";
}

Erased erased_here(store::Reader& reader) {
  return reader.first(sql::answer_erased, {}, [](const store::Row&) { return true; }) ? Erased::perhaps : Erased::none;
}

namespace {

std::optional<std::string> there_already(store::Writer& writer, const std::string& submission, Erased erased) {
  const auto text = [](const store::Row& found) { return found.string(0); };
  auto there = writer.first(sql::answer_by_submission, {{":submission", submission}}, text);
  if (!there && erased == Erased::perhaps)
    there = writer.first(sql::answer_by_submission, {{":submission", tombstone_of(submission)}}, text);
  return there;
}

struct NewRow {
  const AnswerId* id;
  const AnswerRow* row;
  std::int64_t seq;
};

// A statement has a price of its own, which rows of one import share.
class Together {
 public:
  explicit Together(store::Writer& writer) : writer_(writer) {}
  [[nodiscard]] const AnswerRow* find(std::string_view submission) const {
    const auto end = rows_.begin() + size_;
    const auto found =
        std::find_if(rows_.begin(), end, [&](const NewRow& one) { return one.row->submission == submission; });
    return found == end ? nullptr : found->row;
  }
  std::int64_t add(const AnswerId& id, const AnswerRow& row) {
    const auto seq = writer_.log_change("answer", id.text, "added");
    rows_[static_cast<std::size_t>(size_++)] = {&id, &row, seq};
    if (size_ == static_cast<std::ptrdiff_t>(rows_.size())) {
      if (alike())
        insert_all(std::make_index_sequence<parts * sql::answers_together>());
      else
        one_by_one();
    }
    return seq;
  }
  void one_by_one() {
    for (std::ptrdiff_t i = 0; i < size_; ++i) {
      const auto& one = rows_[static_cast<std::size_t>(i)];
      insert(writer_, one.seq, *one.id, *one.row, one.row->person, "answer", std::nullopt);
    }
    size_ = 0;
  }

 private:
  static constexpr std::size_t parts = 8;

  [[nodiscard]] bool alike() const {
    const auto& first = *rows_[0].row;
    return std::all_of(rows_.begin(), rows_.end(), [&](const NewRow& one) {
      const auto& row = *one.row;
      return row.moment.empty() && !row.person && !row.told && row.suspect == 0 && row.instrument == first.instrument &&
             row.version == first.version && row.source == first.source && row.import_id == first.import_id &&
             row.received_at == first.received_at;
    });
  }
  [[nodiscard]] store::Param part(std::size_t at) const {
    static const auto names = [] {
      std::array<std::string, parts * sql::answers_together> all;
      constexpr const char* of[parts] = {":seq_",    ":id_",  ":submission_", ":unit_", ":day_", ":experienced_at_",
                                         ":weight_", ":body_"};
      for (std::size_t i = 0; i < all.size(); ++i) all[i] = of[i % parts] + std::to_string(i / parts);
      return all;
    }();
    const auto& one = rows_[at / parts];
    const std::string_view name = names[at];
    switch (at % parts) {
      case 0:
        return {name, one.seq};
      case 1:
        return {name, one.id->text};
      case 2:
        return {name, one.row->submission};
      case 3:
        return {name, one.row->unit.text};
      case 4:
        return {name, one.row->day.number};
      case 5:
        return {name, one.row->experienced_at.micros};
      case 6:
        return {name, one.row->weight};
      default:
        return {name, one.row->body};
    }
  }
  template <std::size_t... At>
  void insert_all(std::index_sequence<At...>) {
    const auto& first = *rows_[0].row;
    writer_.run(sql::insert_answers, {{":instrument", first.instrument.text},
                                      {":version", first.version},
                                      {":received_at", first.received_at.micros},
                                      {":source", name_of(first.source)},
                                      {":import_id", maybe(first.import_id.text)},
                                      part(At)...});
    size_ = 0;
  }

  store::Writer& writer_;
  std::array<NewRow, sql::answers_together> rows_{};
  std::ptrdiff_t size_ = 0;
};

}  // namespace

KeptTogether keep_answers(store::Writer& writer, const std::vector<AnswerId>& ids, const std::vector<AnswerRow>& rows) {
  const auto erased = erased_here(writer);
  KeptTogether kept;
  Together together(writer);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i];
    const auto same = [&](std::string_view body, std::string_view unit, std::int64_t day) {
      return body == row.body && unit == row.unit.text && day == row.day.number;
    };
    std::optional<bool> there;
    if (const auto* earlier = together.find(row.submission)) {
      there = same(earlier->body, earlier->unit.text, earlier->day.number);
    } else {
      there = writer.first(sql::answer_there, {{":submission", row.submission}}, [&](const store::Row& found) {
        return same(found.text(0), found.text(1), found.integer(2));
      });
      // What was erased is not compared, and not asked for again.
      if (!there && erased == Erased::perhaps && there_already(writer, row.submission, erased)) there = true;
    }
    if (!there) {
      const auto seq = together.add(ids[i], row);
      if (!kept.first) kept.first = seq;
      kept.last = seq;
    } else if (*there) {
      ++kept.there;
    } else {
      kept.differ.push_back(i);
    }
  }
  together.one_by_one();
  return kept;
}

Accepted keep_answer(store::Writer& writer, AnswerId id, const AnswerRow& row, Erased erased) {
  auto there = there_already(writer, row.submission, erased);
  if (there) return {AnswerId{std::move(*there)}, row.submission, true};
  const auto seq = writer.log_change("answer", id.text, "added");
  insert(writer, seq, id, row, row.person, "answer", std::nullopt);
  return {std::move(id), row.submission, false};
}

void first_answer(store::Writer& writer, const InstrumentId& id) { writer.run(sql::mark_answered, {{":id", id.text}}); }

void accept_answers(Services& services, Tenant tenant, std::vector<AnswerRow> rows, std::optional<PageUse> through,
                    std::function<void(Result<std::vector<Accepted>>)> done) {
  struct Batch {
    std::vector<AnswerRow> rows;
    std::vector<AnswerId> ids;
    std::vector<Accepted> accepted;
  };
  auto batch = std::make_shared<Batch>();
  batch->rows = std::move(rows);
  for (std::size_t i = 0; i < batch->rows.size(); ++i)
    batch->ids.push_back(AnswerId{uuid_v7(services.clock, services.randomness)});
  std::vector<InstrumentId> first_of;
  if (auto known = intake(services, tenant)) {
    for (const auto& row : batch->rows) {
      auto instrument = (*known)->instrument(row.instrument.text);
      const bool noted = std::find(first_of.begin(), first_of.end(), row.instrument) != first_of.end();
      if (!noted && (!instrument || !instrument->answered)) first_of.push_back(row.instrument);
    }
  }
  if (!first_of.empty()) intake_changed(services, tenant);
  auto work = [&services, tenant, batch, through, first_of](store::Writer& writer) -> Done {
    batch->accepted.clear();
    for (const auto& id : first_of) first_answer(writer, id);
    for (std::size_t i = 0; i < batch->rows.size(); ++i) {
      auto& row = batch->rows[i];
      if (!row.person_key.empty()) {
        row.person = people::customer_person_id(writer, services.secrets, tenant, row.person_key, services.clock,
                                                services.randomness);
      }
      if (through && page_answered(writer, *through, row.submission))
        return refuse(FaultKind::conflict, "feedback.page.answered");
      batch->accepted.push_back(keep_answer(writer, batch->ids[i], row));
      // A page that was sent twice spends the link's budget once.
      if (!through || batch->accepted.back().duplicate) continue;
      if (writer.run(sql::use_link, {{":id", through->link.text}}) == 0)
        return refuse(FaultKind::gone, "feedback.page.budget_spent");
      note_answered(writer, through->link, row.day);
    }
    return {};
  };
  services.store.submit(store::Scope(tenant), std::move(work), [batch, done = std::move(done)](Done committed) {
    if (!committed) {
      done(refuse(committed.error()));
    } else {
      done(std::move(batch->accepted));
    }
  });
}

Result<std::vector<Accepted>> accept_answers(Services& services, Tenant tenant, std::vector<AnswerRow> rows) {
  std::mutex mutex;
  std::condition_variable ready;
  std::optional<Result<std::vector<Accepted>>> outcome;
  accept_answers(services, tenant, std::move(rows), std::nullopt, [&](Result<std::vector<Accepted>> result) {
    const std::scoped_lock lock(mutex);
    outcome = std::move(result);
    ready.notify_one();
  });
  std::unique_lock lock(mutex);
  ready.wait(lock, [&] { return outcome.has_value(); });
  return std::move(*outcome);
}

Result<AnswerId> correct_answer(store::Writer& writer, const Acting& acting, const Intake& known, const AnswerId& id,
                                std::string_view answers_json, const std::string& reason, AnswerId id_of_correction) {
  auto found = find(writer, id);
  if (!found || found->kind != "answer") return refuse(FaultKind::not_found, "feedback.answer.unknown");
  auto instrument = known.instrument(found->row.instrument.text, found->row.version);
  if (!instrument) return refuse(FaultKind::not_found, "feedback.answer.unknown");
  auto kept = read_body(*instrument, found->row.body);
  if (!kept) return refuse(kept.error());
  auto document = formats::Json::parse(answers_json);
  if (!document) return refuse(document.error());
  auto in = document->object();
  std::vector<std::string> named;
  for (const auto& [key, value] : in.members()) named.emplace_back(key);
  auto given = read_answers(*instrument, in, found->row.moment);
  if (auto read = document->finish(); !read) {
    Fault fault = read.error();
    for (auto& field : fault.fields) field.path = field.path.empty() ? "answers" : "answers." + field.path;
    return refuse(std::move(fault));
  }
  AnswerDraft draft;
  draft.answers = std::move(kept->answers);
  for (const auto& key : named) {
    const auto place = static_cast<std::size_t>(instrument->index.at(key));
    draft.answers[place] = std::move(given[place]);
  }
  draft.submission = "correction:" + id_of_correction.text;
  draft.unit = found->row.unit;
  draft.moment = found->row.moment;
  draft.probability = kept->probability;
  draft.experienced_at = found->row.experienced_at;
  draft.experienced_day = found->row.day;
  draft.language = kept->language;
  draft.weight = found->row.weight;
  draft.suspect = found->row.suspect;
  auto row = look_at(*instrument, draft, {acting.now, known.zone, found->row.source, found->row.import_id});
  if (!row) return refuse(row.error());
  row->import_id = {};
  const auto seq = writer.log_change("answer", id.text, "corrected");
  insert(writer, seq, id_of_correction, *row, std::nullopt, "correction", id.text);
  writer.run(sql::mark_told, {{":told", row->told}, {":id", id.text}});
  formats::JsonWriter detail;
  detail.begin_object().field("questions", static_cast<int>(named.size())).field("reason", reason).end_object();
  writer.audit(acting.actor, "corrected", "answer", id.text, detail.text());
  return id_of_correction;
}

Done erase_answer(store::Writer& writer, const Acting& acting, const AnswerId& id, const std::string& reason) {
  auto found = find(writer, id);
  if (!found || found->kind != "answer") return refuse(FaultKind::not_found, "feedback.answer.unknown");
  overwrite(writer, id.text, found->row.submission, "erased");
  writer.log_change("answer", id.text, "erased");
  writer.note_erasure("answer", id.text);
  formats::JsonWriter detail;
  detail.begin_object().field("reason", reason).end_object();
  writer.audit(acting.actor, "erased", "answer", id.text, detail.text());
  return {};
}

int forget(store::Writer& writer, const Acting& acting, const PersonId& person) {
  const auto theirs = writer.all(sql::answers_of_person, {{":person", person.text}},
                                 [](const store::Row& row) { return AnswerId{row.string(0)}; });
  int erased = 0;
  for (const auto& id : theirs) {
    if (erase_answer(writer, acting, id, "person")) ++erased;
  }
  return erased;
}

TakenBack take_back(store::Writer& writer, const ImportId& import_id, int most, std::int64_t after) {
  TakenBack taken{0, after};
  const auto ids =
      writer.all(sql::answers_of_import, {{":import_id", import_id.text}, {":after", after}, {":most", most}},
                 [&taken](const store::Row& row) {
                   taken.last = row.integer(1);
                   return row.string(0);
                 });
  for (const auto& id : ids) {
    overwrite(writer, id, "", "undone");
    writer.log_change("answer", id, "undone");
  }
  taken.answers = static_cast<int>(ids.size());
  return taken;
}

Done forget_answer(store::Writer& writer, std::string_view id) {
  auto found = find(writer, AnswerId{std::string(id)});
  if (!found || found->kind == "erased") return {};
  overwrite(writer, std::string(id), found->row.submission, "erased");
  writer.log_change("answer", id, "erased");
  return {};
}

namespace {
void read_into(AnswerNow& now, const store::Row& row) {
  now.seq = row.integer(0);
  now.id.text.assign(row.text(1));
  now.submission.assign(row.text(2));
  now.instrument = row.text(3);
  now.version = static_cast<int>(row.integer(4));
  now.unit = row.text(5);
  now.moment = row.null(6) ? std::string_view() : row.text(6);
  now.day = Day{static_cast<std::int32_t>(row.integer(7))};
  now.experienced_at = Instant{row.integer(8)};
  now.received_at = Instant{row.integer(9)};
  now.source = row.text(10);
  now.weight = static_cast<std::int32_t>(row.integer(11));
  now.suspect = static_cast<std::uint32_t>(row.integer(12));
  now.corrected = !row.null(14);
  now.body = row.null(14) ? row.text(13) : row.text(14);
}
}  // namespace

void each_answer(store::Reader& reader, std::int64_t after, const std::function<bool(const AnswerNow&)>& take) {
  AnswerNow now;
  reader.each_until(sql::answers_after, {{":after", after}}, [&](const store::Row& row) {
    read_into(now, row);
    return take(now);
  });
}

void about(store::Reader& reader, const PersonId& person, const std::function<void(const AnswerNow&)>& tell) {
  AnswerNow now;
  reader.each(sql::answers_about, {{":person", person.text}}, [&](const store::Row& row) {
    read_into(now, row);
    tell(now);
  });
}

}  // namespace goud::feedback
