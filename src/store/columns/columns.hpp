// The derived copy: per organisation one columnar file that counts quickly. Disposable: what stands here can be made
// again from the record store, and is, when the file is missing, damaged, of an older form or of another epoch.
// Always true: a fact is in the copy exactly when its answer stands in the truth up to `watermark`; rows and watermark
// are one transaction. Counting gives whole numbers only; every division is made in stats/.
// Who decides what an answer says: the Source, which feedback/ supplies. This room knows no JSON of answers.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/clock.hpp"
#include "kernel/fault.hpp"
#include "kernel/tenant.hpp"
#include "store/store.hpp"

namespace goud::store::columns {

enum class State : std::uint8_t { answered = 0, skipped = 1, not_applicable = 2, not_shown = 3 };

// Names become small numbers; they keep their number as long as the file lives. Safe to call from several threads.
class Dictionary {
 public:
  virtual ~Dictionary() = default;
  virtual std::int32_t question(std::string_view instrument, std::string_view key, std::string_view kind) = 0;
  virtual std::int32_t moment(std::string_view id) = 0;  // empty: 0, "of the whole visit"
  virtual std::int32_t unit(std::string_view id) = 0;
  virtual std::int32_t choice(std::int32_t question, std::string_view value) = 0;  // 1, 2, 3… per question
};

// One thing an answer says about one question.
struct Fact {
  std::int32_t question = 0;
  std::int32_t moment = 0;
  State state = State::answered;
  std::int32_t value = 0;       // a score or point as it is, a choice by its dictionary number; 0 when not answered
  std::int32_t weight = 10000;  // 1e-4
};

// One change, with what the truth says now about the answer it is of.
struct Entry {
  enum class What { add, replace, remove };
  What what = What::add;        // add: this answer was never in the copy before
  std::int64_t answer = 0;      // the answer's own number in the truth
  std::int32_t day = 0;
  bool suspect = false;
  std::int32_t weight = 10000;
  std::int32_t version = 0;
  std::string instrument, unit, moment, body;
};

class Source {
 public:
  virtual ~Source() = default;
  // The changes after `after`, in the order of the log, about `most` of them. Gives the last sequence looked at;
  // `after` itself when there is nothing new.
  virtual std::int64_t read(Tenant, Reader&, std::int64_t after, int most, std::vector<Entry>& out) = 0;
  // What one entry says. Called from several threads at once.
  virtual void facts(Tenant, const Entry&, Dictionary&, std::vector<Fact>& out) = 0;
};

// The dictionaries at one moment; number 0 is "none" everywhere.
struct Names {
  struct Question {
    std::string instrument, key, kind;
    std::vector<std::string> choices;  // by choice number; [0] is empty
  };
  std::vector<Question> questions;
  std::vector<std::string> units, moments;
  [[nodiscard]] std::optional<std::int32_t> question(std::string_view instrument, std::string_view key) const;
  [[nodiscard]] std::optional<std::int32_t> unit(std::string_view id) const;
  [[nodiscard]] std::optional<std::int32_t> moment(std::string_view id) const;
  [[nodiscard]] std::optional<std::int32_t> choice(std::int32_t question, std::string_view value) const;
};

enum class Step { none, week, month };  // ISO weeks, by their Monday; months by their first day

// A unit as far as its days count: a unit that was moved counts where it stood.
struct UnitDays {
  std::int32_t unit = 0;
  std::optional<Day> from{}, until{};  // until: the first day that no longer counts
};

struct Query {
  std::vector<std::int32_t> questions;              // at least one
  std::optional<Day> from, to;                      // both included
  std::optional<std::vector<UnitDays>> units;       // an empty list counts nothing
  std::optional<std::vector<std::int32_t>> moments;
  std::vector<std::int32_t> of_any_moment;  // questions to which `moments` does not apply
  bool with_suspects = true;
  bool by_unit = true;
  Step step = Step::none;
  std::vector<Day> cuts;  // in order; a row tells between which of them its days lie
};

struct Count {
  std::int32_t question = 0, moment = 0, unit = 0;
  std::int32_t step = 0;     // first day of the week or month; 0 without step
  std::int32_t segment = 0;  // how many cuts lie on or before its days
  State state = State::answered;
  std::int32_t value = 0;
  std::int64_t rows = 0;
  std::int64_t weight = 0;          // Σw, in 1e-4
  std::int64_t weight_squared = 0;  // Σw², in 1e-8
  bool operator==(const Count&) const = default;
};

// Answers that say both: one of `values` to a question of the query, and one of `other_values` to one of the others.
// A cross-product of two questions, as one whole number.
struct Both {
  std::vector<std::int32_t> values, other_questions, other_values;
};

// A wide table for once: an answer a row, a question a column. Its sums of products are all that a regression needs.
struct WideColumn {
  std::int32_t question = 0;
  std::optional<std::int32_t> moment{};       // only what was said about this moment
  std::vector<std::int32_t> ones{}, zeros{};  // values that become 1 and 0, others no answer; both empty: as it is
  bool anchor = false;  // rows without an answer in any such column do not count; no anchors: all rows do
};
struct Wide {
  std::vector<WideColumn> columns;  // rows without an answer in the first do not count either
};
struct WideCounts {
  struct Column {
    std::int64_t answered = 0, skipped = 0, not_applicable = 0;  // rows that count; the rest was not shown
  };
  std::int64_t rows = 0;
  std::vector<Column> columns;
  // Rows in which every column is answered. Weight of a row: the greatest of its answers', in 1e-4.
  std::int64_t n = 0, weight = 0, weight_squared = 0;
  std::vector<std::int64_t> sums;      // Σwx a column
  std::vector<std::int64_t> products;  // Σwxy: (0,0), (0,1), …, (1,1), …
};

struct Condition {
  std::int64_t watermark = 0, facts = 0, rebuilds = 0;  // rebuilds since the start of this program
  std::optional<Day> first_day, last_day;
};

struct Options {
  std::string directory;  // DATA/columns; made when missing
  int memory_mb = 512;
  int threads = 2;
  int idle_seconds = 20;  // then the file is closed and its memory given back; 0: never by itself
  int batch = 50000;      // changes a transaction, when there are many
};

class ColumnStore {
 public:
  virtual ~ColumnStore() = default;
  // Brings the copy up to the newest committed change; makes it anew where that is needed.
  virtual Done catch_up(Tenant) = 0;
  virtual Result<std::shared_ptr<const Names>> names(Tenant) = 0;  // catches up first
  virtual Result<std::shared_ptr<const Names>> names_as_counted(Tenant) = 0;  // as of the last catch-up
  virtual Result<std::vector<Count>> count(Tenant, const Query&) = 0;  // as of the last catch-up, in no order
  virtual Result<std::int64_t> count_both(Tenant, const Query&, const Both&) = 0;
  virtual Result<WideCounts> count_wide(Tenant, const Query&,
                                        const Wide&) = 0;  // the questions are those of the columns
  virtual Result<Condition> condition(Tenant) = 0;
  virtual void discard(Tenant) = 0;  // the file goes; the next question makes it anew
  virtual void rest() = 0;           // closes what nobody is asking
};

// Refuses another release of the engine than it was built for. The record store and the source outlive it.
[[nodiscard]] Result<std::unique_ptr<ColumnStore>> open(const Options&, RecordStore&, Source&);

// The text a question becomes: what the benchmark runs bare.
[[nodiscard]] std::string sql_of(const Query&);
[[nodiscard]] std::string sql_of(const Query&, const Both&);
[[nodiscard]] std::string sql_of(const Query&, const Wide&);

}  // namespace goud::store::columns
