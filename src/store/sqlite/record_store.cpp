#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

#include "kernel/ids.hpp"
#include "store/ledger.hpp"
#include "store/log.hpp"
#include "store/own.hpp"
#include "store/scope_check.hpp"
#include "store/sqlite/copy.hpp"
#include "store/sqlite/schema.hpp"
#include "store/sqlite/transaction.hpp"

namespace goud::store::sqlite {
namespace {

constexpr std::size_t queue_units_max = 20'000;
constexpr std::size_t batch_units_max = 1'024;
// Who waits longest in a batch waits for all of it: past this it is committed and the rest forms the next.
constexpr auto batch_time_max = std::chrono::milliseconds(25);

struct Queued {
  Scope scope;
  RecordStore::Work work;
  std::function<void(Done)> done;
};

// The prepared read connections, lent one at a time.
class ReaderPool {
 public:
  ReaderPool(const Options& options, int count) {
    for (int i = 0; i < count; ++i) {
      free_.push_back(std::make_unique<Connection>(options.path, Access::read, options));
    }
  }
  std::unique_ptr<Connection> take() {
    std::unique_lock lock(guard_);
    returned_.wait(lock, [this] { return !free_.empty(); });
    auto connection = std::move(free_.back());
    free_.pop_back();
    return connection;
  }
  void give(std::unique_ptr<Connection> connection) {
    {
      const std::scoped_lock lock(guard_);
      free_.push_back(std::move(connection));
    }
    returned_.notify_one();
  }

 private:
  std::mutex guard_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> free_;  // the one used last is lent first: its cache is warm
};

class Lent {
 public:
  explicit Lent(ReaderPool& pool) : pool_(pool), connection_(pool.take()) {}
  ~Lent() { pool_.give(std::move(connection_)); }
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;
  Connection& operator*() { return *connection_; }

 private:
  ReaderPool& pool_;
  std::unique_ptr<Connection> connection_;
};

// A read transaction for as long as it lives: everything asked sees the same moment.
class SnapshotHeld {
 public:
  explicit SnapshotHeld(Connection& connection) : connection_(connection) { connection_.execute("BEGIN"); }
  ~SnapshotHeld() {
    if (!connection_.in_transaction()) return;
    sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
  SnapshotHeld(const SnapshotHeld&) = delete;
  SnapshotHeld& operator=(const SnapshotHeld&) = delete;

 private:
  Connection& connection_;
};

class SqliteStore final : public RecordStore {
 public:
  SqliteStore(const Options& options, std::unique_ptr<Connection> writer, Known known, std::string epoch,
              const Clock& clock, Followers followers)
      : known_(std::move(known)),
        followers_(std::move(followers)),
        clock_(clock),
        epoch_(std::move(epoch)),
        ledger_(ledger_path(options.path)),
        seal_(options.key ? std::optional<AuditSeal>(*options.key) : std::nullopt),
        connection_(std::move(writer)),
        readers_(options, std::max(1, options.readers)),
        thread_([this] { write_batches(); }) {}

  ~SqliteStore() override {
    {
      const std::scoped_lock lock(guard_);
      closing_ = true;
    }
    queued_.notify_one();
    thread_.join();
  }

  Done read(Scope scope, const std::function<void(Reader&)>& ask) override {
    try {
      Lent connection(readers_);
      const SnapshotHeld held(*connection);
      Snapshot snapshot(*connection, known_, scope.tenant());
      ask(snapshot);
      return {};
    } catch (...) {
      return refuse(fault_in_flight("reading"));
    }
  }

  void submit(Scope scope, Work work, std::function<void(Done)> done) override {
    std::string_view refused;
    {
      const std::scoped_lock lock(guard_);
      if (closing_) {
        refused = "store.closed";
      } else if (queue_.size() >= queue_units_max) {
        refused = "store.busy";
      } else {
        queue_.push_back({std::move(scope), std::move(work), std::move(done)});
      }
    }
    if (!refused.empty()) {
      done(refuse(FaultKind::unavailable, std::string(refused)));
      return;
    }
    queued_.notify_one();
  }

  Done clear_log() override {
    std::promise<Done> told;
    auto cleared = told.get_future();
    {
      const std::scoped_lock lock(guard_);
      if (closing_) return refuse(FaultKind::unavailable, "store.closed");
      to_clear_.push_back(std::move(told));
    }
    queued_.notify_one();
    return cleared.get();
  }

  std::string epoch() override { return epoch_; }

  Done backup_to(const std::string& path) override {
    try {
      Lent connection(readers_);
      return copy_to(*connection, path);
    } catch (...) {
      return refuse(fault_in_flight("backup"));
    }
  }

  std::vector<Fault> examine() override {
    try {
      Lent connection(readers_);
      const SnapshotHeld held(*connection);
      return sqlite::examine(*connection, ledger_, seal_);
    } catch (const std::exception& error) {
      return {{FaultKind::unavailable, "store.examine.file", {}, {{"reason", error.what()}}}};
    }
  }

  std::vector<Fault> seal_notes() override {
    try {
      Lent connection(readers_);
      const SnapshotHeld held(*connection);
      return sqlite::seal_notes(*connection, seal_);
    } catch (const std::exception&) {
      return {};  // what cannot be read is told by examine
    }
  }

 private:
  void write_batches() {
    for (;;) {
      std::deque<Queued> batch;
      std::vector<std::promise<Done>> clearing;
      {
        std::unique_lock lock(guard_);
        queued_.wait(lock, [this] { return closing_ || !queue_.empty() || !to_clear_.empty(); });
        clearing.swap(to_clear_);
        if (queue_.empty() && clearing.empty()) return;
        if (queue_.size() <= batch_units_max) {
          batch.swap(queue_);
        } else {
          const auto end = queue_.begin() + batch_units_max;
          std::move(queue_.begin(), end, std::back_inserter(batch));
          queue_.erase(queue_.begin(), end);
        }
      }
      while (!batch.empty()) commit_some(batch);
      if (!clearing.empty()) {
        const auto done = truncate_log();
        for (auto& one : clearing) one.set_value(done);
      }
    }
  }

  // Runs units from the front of the batch in one transaction and tells each how it went; takes them out.
  void commit_some(std::deque<Queued>& batch) {
    std::vector<Done> outcomes;
    std::vector<Erasure> erasures;
    std::optional<Fault> fault;
    last_change_.clear();
    try {
      connection_->execute("BEGIN IMMEDIATE");
      const auto until = std::chrono::steady_clock::now() + batch_time_max;
      for (auto& queued : batch) {
        outcomes.push_back(perform(queued, erasures));
        if (!connection_->in_transaction()) {
          // The failure took the whole transaction along, and with it what went well before.
          fault = outcomes.back() ? Fault{FaultKind::unavailable, "store.io"} : outcomes.back().error();
          break;
        }
        if (std::chrono::steady_clock::now() >= until) break;
      }
      if (!fault) commit(erasures);
    } catch (...) {
      fault = fault_in_flight("a commit");
    }
    if (fault) {
      roll_back_all();
      if (outcomes.empty()) outcomes.assign(batch.size(), Done{});
      for (auto& outcome : outcomes) {
        if (outcome) outcome = refuse(*fault);
      }
    }
    for (auto& outcome : outcomes) {
      tell(batch.front(), std::move(outcome));
      batch.pop_front();
    }
  }

  Done perform(Queued& queued, std::vector<Erasure>& erasures) {
    Unit unit(*connection_, known_, clock_, queued.scope.tenant(), last_change_, seal_, followers_);
    Done outcome;
    try {
      outcome = queued.work(unit);
      if (outcome) {
        unit.keep();
        auto noted = unit.take_erasures();
        erasures.insert(erasures.end(), std::make_move_iterator(noted.begin()), std::make_move_iterator(noted.end()));
      }
    } catch (...) {
      outcome = refuse(fault_in_flight("writing"));
    }
    if (!outcome) {
      try {
        unit.roll_back();
      } catch (...) {
        roll_back_all();  // better nothing of this batch than half a unit
      }
    }
    return outcome;
  }

  void commit(const std::vector<Erasure>& erasures) {
    std::optional<std::int64_t> ledger_length;
    if (!erasures.empty()) {
      const auto appended = ledger_.append(erasures);
      if (!appended) {
        throw SqliteError(appended.error().key == "store.full" ? SQLITE_FULL : SQLITE_IOERR, "the ledger of erasures");
      }
      ledger_length = *appended;
    }
    try {
      connection_->execute("COMMIT");
    } catch (...) {
      if (ledger_length) ledger_.take_back(*ledger_length);
      throw;
    }
    // What was overwritten must leave the write-ahead log too.
    if (ledger_length) sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  }

  // Who reads keeps the log: others write on meanwhile, and whoever asked asks again.
  Done truncate_log() {
    sqlite3_busy_timeout(connection_->handle(), 100);
    const int code =
        sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_busy_timeout(connection_->handle(), Connection::patience_milliseconds);
    if (code == SQLITE_OK) return {};
    return refuse(fault_of(SqliteError(code, "the write-ahead log", sqlite3_system_errno(connection_->handle()))));
  }

  void roll_back_all() {
    if (!connection_->in_transaction()) return;
    if (sqlite3_exec(connection_->handle(), "ROLLBACK", nullptr, nullptr, nullptr) != SQLITE_OK) {
      log_trouble("roll back", sqlite3_errmsg(connection_->handle()));
    }
  }

  static void tell(Queued& queued, Done outcome) {
    try {
      queued.done(std::move(outcome));
    } catch (const std::exception& error) {
      log_mistake("what follows a commit", error.what());
    }
  }

  const Known known_;
  const Followers followers_;
  const Clock& clock_;
  const std::string epoch_;
  const Ledger ledger_;
  const std::optional<AuditSeal> seal_;
  std::unique_ptr<Connection> connection_;  // the writer's; touched by its thread alone
  LastChange last_change_;                  // likewise
  ReaderPool readers_;
  std::mutex guard_;
  std::condition_variable queued_;
  std::deque<Queued> queue_;
  std::vector<std::promise<Done>> to_clear_;
  bool closing_ = false;
  std::thread thread_;  // last: it starts when all the others are there
};

// The epoch of this store, made at its first opening.
std::string epoch_of(Connection& connection) {
  if (const auto found = connection.one("SELECT value FROM store_meta WHERE key = 'epoch'")) return *found;
  SystemRandomness randomness;
  const auto epoch = uuid_v4(randomness);
  connection.execute(("INSERT INTO store_meta (key, value) VALUES ('epoch', '" + epoch + "')").c_str());
  return epoch;
}

}  // namespace
}  // namespace goud::store::sqlite

namespace goud::store {

Result<std::unique_ptr<RecordStore>> open(const Options& options, std::span<const Room> rooms, const Clock& clock) {
  using namespace sqlite;
  try {
    auto writer = std::make_unique<Connection>(options.path, Access::write, options);
    if (auto done = migrate(*writer, rooms, clock, options.opening); !done) return tl::unexpected<Fault>(done.error());
    const auto all = with_own(rooms);
    auto breaches = schema_breaches(*writer);
    const auto tenants = tenant_tables(*writer);
    Known known;
    for (const auto& room : all) {
      for (const auto* statement : room.statements) {
        if (auto breach = scope_breach(*statement, tenants)) breaches.push_back(*std::move(breach));
        known.insert(statement);
      }
    }
    if (!breaches.empty()) {
      for (const auto& breach : breaches) log_mistake("the check of the scope", breach);
      return refuse(FaultKind::unavailable, "store.scope", {{"breach", breaches.front()}});
    }
    for (const auto* statement : known) {
      try {
        (void)writer->prepared(*statement);
      } catch (const std::exception& error) {
        return refuse(FaultKind::unavailable, "store.statement",
                      {{"name", std::string(statement->name)}, {"reason", error.what()}});
      }
    }
    auto epoch = epoch_of(*writer);
    if (options.opening == Opening::look) writer->execute("PRAGMA query_only = ON");
    return std::make_unique<SqliteStore>(options, std::move(writer), std::move(known), std::move(epoch), clock,
                                         followers_of(rooms));
  } catch (const SqliteError& error) {
    auto fault = fault_of(error);
    if (fault.key == "store.io" || fault.key == "store.mistake") {
      fault = {FaultKind::unavailable, "store.open", {}, {{"path", options.path}, {"reason", error.what()}}};
    }
    return refuse(std::move(fault));
  }
}

}  // namespace goud::store
