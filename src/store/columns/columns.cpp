#include "store/columns/columns.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <unordered_map>

#include "store/columns/dictionary.hpp"
#include "store/columns/duck.hpp"

namespace goud::store::columns {

namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

// Raised whenever the file's form or the meaning of what stands in it changes: older files are made anew.
constexpr int form = 1;
constexpr const char* engine = "v1.4.4";

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += '\'';
    out += c;
  }
  return out + "'";
}

// One organisation's file. `feed` is held by who changes it, `life` by who asks (shared) or closes (alone).
struct Book {
  std::mutex feed;
  std::shared_mutex life;
  std::unique_ptr<duck::Database> database;
  Words words;
  bool words_loaded = false;
  std::int64_t watermark = 0, facts = 0, rebuilds = 0;
  std::atomic<steady_clock::rep> used{0};
  void touch() { used = steady_clock::now().time_since_epoch().count(); }
};

class Store final : public ColumnStore {
 public:
  Store(Options options, RecordStore& truth, Source& source)
      : options_(std::move(options)), truth_(truth), source_(source) {
    if (options_.idle_seconds > 0) keeper_ = std::thread([this] { keep(); });
  }

  ~Store() override {
    {
      std::lock_guard held(stopping_mutex_);
      stopping_ = true;
    }
    stop_.notify_all();
    if (keeper_.joinable()) keeper_.join();
  }

  Done catch_up(Tenant tenant) override {
    auto& book = book_of(tenant);
    std::lock_guard feeding(book.feed);
    return mended(tenant, book, [&] { return fed(tenant, book); });
  }

  Result<std::shared_ptr<const Names>> names(Tenant tenant) override {
    if (auto done = catch_up(tenant); !done) return tl::unexpected(done.error());
    return book_of(tenant).words.names();
  }

  Result<std::shared_ptr<const Names>> names_as_counted(Tenant tenant) override {
    auto& book = book_of(tenant);
    if (auto names = book.words.names(); names->questions.size() > 1) return names;
    return this->names(tenant);  // not opened yet in this program
  }

  Result<std::vector<Count>> count(Tenant tenant, const Query& query) override {
    std::vector<Count> counts;
    const auto sql = sql_of(query);
    auto done = answered(tenant, [&](duck::Connection& connection) { counts = counted(connection, sql); });
    if (!done) return tl::unexpected(done.error());
    return counts;
  }

  Result<std::int64_t> count_both(Tenant tenant, const Query& query, const Both& both) override {
    std::int64_t number = 0;
    const auto sql = sql_of(query, both);
    auto done = answered(tenant, [&](duck::Connection& connection) { number = connection.number(sql); });
    if (!done) return tl::unexpected(done.error());
    return number;
  }

  Result<WideCounts> count_wide(Tenant tenant, const Query& query, const Wide& wide) override {
    std::vector<std::int64_t> numbers;
    const auto sql = sql_of(query, wide);
    auto done = answered(tenant, [&](duck::Connection& connection) {
      numbers.clear();
      connection.each_chunk(sql, [&](duckdb_data_chunk chunk, idx_t) {
        for (idx_t column = 0; column < duckdb_data_chunk_get_column_count(chunk); ++column)
          numbers.push_back(
              *static_cast<const std::int64_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, column))));
      });
    });
    if (!done) return tl::unexpected(done.error());
    auto next = numbers.begin();
    WideCounts counts;
    counts.rows = *next++;
    for (std::size_t i = 0; i < wide.columns.size(); ++i) {
      auto& column = counts.columns.emplace_back();
      column.answered = *next++;
      column.skipped = *next++;
      column.not_applicable = *next++;
    }
    counts.n = *next++;
    counts.weight = *next++;
    counts.weight_squared = *next++;
    const auto end_of_sums = next + static_cast<std::ptrdiff_t>(wide.columns.size());
    counts.sums.assign(next, end_of_sums);
    counts.products.assign(end_of_sums, numbers.end());
    return counts;
  }

  Result<Condition> condition(Tenant tenant) override {
    if (auto done = catch_up(tenant); !done) return tl::unexpected(done.error());
    auto& book = book_of(tenant);
    Condition condition;
    try {
      asked(book, [&](duck::Connection& connection) {
        connection.each_chunk(
            "SELECT CAST(count(*) AS BIGINT), CAST(coalesce(min(day), 0) AS BIGINT), CAST(coalesce(max(day), 0) AS BIGINT) FROM fact",
            [&](duckdb_data_chunk chunk, idx_t) {
              const auto cell = [&](idx_t column) {
                return static_cast<std::int64_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, column)))[0];
              };
              condition.facts = cell(0);
              if (condition.facts > 0) {
                condition.first_day = Day{static_cast<std::int32_t>(cell(1))};
                condition.last_day = Day{static_cast<std::int32_t>(cell(2))};
              }
            });
      });
    } catch (const duck::Broken& broken) {
      return refuse(FaultKind::unavailable, "store.columns.broken", {{"why", broken.what()}});
    }
    std::lock_guard feeding(book.feed);
    condition.watermark = book.watermark;
    condition.rebuilds = book.rebuilds;
    return condition;
  }

  void discard(Tenant tenant) override {
    auto& book = book_of(tenant);
    std::lock_guard feeding(book.feed);
    std::unique_lock alone(book.life);
    removed(tenant, book);
  }

  void rest() override {
    for (Book* book : books()) closed(*book);
  }

 private:
  Book& book_of(Tenant tenant) {
    std::lock_guard held(books_mutex_);
    auto& book = books_[tenant.org];
    if (!book) book = std::make_unique<Book>();
    return *book;
  }
  std::vector<Book*> books() {
    std::lock_guard held(books_mutex_);
    std::vector<Book*> all;
    for (auto& [org, book] : books_) all.push_back(book.get());
    return all;
  }
  std::string path_of(Tenant tenant) const { return options_.directory + "/" + std::to_string(tenant.org) + ".duckdb"; }

  // Nobody waits for the keeper: a book in use is left open.
  static void closed(Book& book) {
    std::unique_lock feeding(book.feed, std::try_to_lock);
    if (!feeding) return;
    std::unique_lock alone(book.life, std::try_to_lock);
    if (alone) book.database.reset();
  }

  void keep() {
    std::unique_lock held(stopping_mutex_);
    while (!stop_.wait_for(held, std::chrono::seconds(2), [this] { return stopping_; })) {
      const auto now = steady_clock::now().time_since_epoch().count();
      const auto most = steady_clock::duration(std::chrono::seconds(options_.idle_seconds)).count();
      held.unlock();
      for (Book* book : books())
        if (now - book->used > most) closed(*book);
      held.lock();
    }
  }

  // False when the file is not open.
  template <class Fn>
  bool asked(Book& book, Fn fn) {
    std::shared_lock alive(book.life);
    if (!book.database) return false;
    book.touch();
    duck::Connection connection(book.database->raw());
    fn(connection);
    book.touch();
    return true;
  }

  // Asks an open file; opens it first, and makes it anew once where it turns out to be broken.
  template <class Fn>
  Done answered(Tenant tenant, Fn fn) {
    auto& book = book_of(tenant);
    for (int attempt = 0;; ++attempt) {
      try {
        if (asked(book, fn)) return {};
        if (attempt > 2) return refuse(FaultKind::unavailable, "store.columns.broken", {{"why", "closed"}});
      } catch (const duck::Broken& broken) {
        // A sum past 64 bits is a wrong question, not a broken file.
        if (std::string_view(broken.what()).find("out of range") != std::string_view::npos)
          return refuse(FaultKind::invalid, "store.columns.overflow");
        if (attempt > 0) return refuse(FaultKind::unavailable, "store.columns.broken", {{"why", broken.what()}});
        discard(tenant);
      }
      if (auto done = catch_up(tenant); !done) return done;
    }
  }

  static std::vector<Count> counted(duck::Connection& connection, const std::string& sql) {
    std::vector<Count> counts;
    connection.each_chunk(sql, [&](duckdb_data_chunk chunk, idx_t rows) {
      const auto ints = [&](idx_t column) {
        return static_cast<const std::int32_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, column)));
      };
      const auto longs = [&](idx_t column) {
        return static_cast<const std::int64_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, column)));
      };
      const auto *question = ints(0), *moment = ints(1), *unit = ints(2), *step = ints(3), *segment = ints(4),
                 *state = ints(5), *value = ints(6);
      const auto *n = longs(7), *weight = longs(8), *squared = longs(9);
      const auto start = counts.size();
      counts.resize(start + rows);
      for (idx_t i = 0; i < rows; ++i)
        counts[start + i] = {question[i], moment[i], unit[i], step[i], segment[i], static_cast<State>(state[i]),
                             value[i],    n[i],      weight[i], squared[i]};
    });
    return counts;
  }

  // Runs what feeds the file; what is broken is made anew, once.
  template <class Fn>
  Done mended(Tenant tenant, Book& book, Fn fn) {
    for (int attempt = 0;; ++attempt) {
      try {
        return fn();
      } catch (const duck::Broken& broken) {
        if (attempt > 0) return refuse(FaultKind::unavailable, "store.columns.broken", {{"why", broken.what()}});
        std::unique_lock alone(book.life);
        removed(tenant, book);
      } catch (const fs::filesystem_error& error) {
        return refuse(FaultKind::unavailable, "store.columns.broken", {{"why", error.what()}});
      }
    }
  }

  void removed(Tenant tenant, Book& book) {
    book.database.reset();
    std::error_code ignored;  // what cannot be removed cannot be opened anew either, and that is reported
    for (const char* tail : {"", ".wal", ".tmp"}) fs::remove_all(path_of(tenant) + tail, ignored);
    book.watermark = book.facts = 0;
  }

  // Opens the file, or makes it. Broken when what stands there is not to be trusted.
  void open_book(Tenant tenant, Book& book) {
    if (book.database) return;
    if (fs::create_directories(options_.directory)) fs::permissions(options_.directory, fs::perms::owner_all);
    const auto path = path_of(tenant);
    const bool there = fs::exists(path);
    auto database = std::make_unique<duck::Database>(path, options_);
    if (there)
      check(duck::Connection(database->raw()), book);
    else
      made(duck::Connection(database->raw()), book);
    // Only now may somebody ask it.
    std::unique_lock alone(book.life);
    book.touch();
    book.database = std::move(database);
  }

  void made(duck::Connection&& connection, Book& book) {
    if (book.words_loaded) book.words.forget_file();
    book.words_loaded = true;
    ++book.rebuilds;
    connection.run("BEGIN");
    connection.run("CREATE TABLE meta (form BIGINT NOT NULL, epoch VARCHAR NOT NULL, watermark BIGINT NOT NULL, facts BIGINT NOT NULL)");
    connection.run("CREATE TABLE question_key (id INTEGER NOT NULL, instrument VARCHAR NOT NULL, key VARCHAR NOT NULL, kind VARCHAR NOT NULL)");
    connection.run("CREATE TABLE unit_key (id INTEGER NOT NULL, unit VARCHAR NOT NULL)");
    connection.run("CREATE TABLE moment_key (id INTEGER NOT NULL, moment VARCHAR NOT NULL)");
    connection.run("CREATE TABLE choice_value (question INTEGER NOT NULL, id INTEGER NOT NULL, value VARCHAR NOT NULL)");
    connection.run(std::string("CREATE TABLE fact (") + duck::fact_columns + ")");
    connection.run("INSERT INTO meta VALUES (" + std::to_string(form) + ", " + quoted(truth_.epoch()) + ", 0, 0)");
    connection.run("COMMIT");
    book.watermark = book.facts = 0;
  }

  void check(duck::Connection&& connection, Book& book) {
    if (connection.number("SELECT form FROM meta") != form) throw duck::Broken("an older form");
    if (connection.text("SELECT epoch FROM meta") != truth_.epoch()) throw duck::Broken("another epoch");
    book.watermark = connection.number("SELECT watermark FROM meta");
    book.facts = connection.number("SELECT facts FROM meta");
    if (connection.number("SELECT CAST(count(*) AS BIGINT) FROM fact") != book.facts) throw duck::Broken("facts are missing");
    if (book.words_loaded) return;
    using Table = Words::Fresh::Table;
    const auto texts = [&](const std::string& sql, Table table) {
      connection.each_chunk(sql, [&](duckdb_data_chunk chunk, idx_t rows) {
        const auto vector = [&](idx_t column) { return duckdb_data_chunk_get_vector(chunk, column); };
        const auto* ids = static_cast<const std::int32_t*>(duckdb_vector_get_data(vector(0)));
        const auto* of = static_cast<const std::int32_t*>(duckdb_vector_get_data(vector(1)));
        for (idx_t i = 0; i < rows; ++i)
          book.words.load({table, ids[i], of[i], duck::string_at(vector(2), i), duck::string_at(vector(3), i),
                           duck::string_at(vector(4), i)});
      });
    };
    texts("SELECT id, 0, instrument, key, kind FROM question_key ORDER BY id", Table::question);
    texts("SELECT id, 0, unit, '', '' FROM unit_key ORDER BY id", Table::unit);
    texts("SELECT id, 0, moment, '', '' FROM moment_key ORDER BY id", Table::moment);
    texts("SELECT id, question, value, '', '' FROM choice_value ORDER BY question, id", Table::choice);
    book.words_loaded = true;
  }

  Done fed(Tenant tenant, Book& book) {
    open_book(tenant, book);
    book.touch();
    std::vector<Entry> entries;
    bool much = false, less = false;
    for (;;) {
      entries.clear();
      auto last = truth_.ask(Scope(tenant), [&](Reader& reader) {
        return source_.read(tenant, reader, book.watermark, options_.batch, entries);
      });
      if (!last) return tl::unexpected(last.error());
      if (*last == book.watermark) break;
      // The log may hold changes of other things: how far it was read says whether there may be more.
      const bool full = *last - book.watermark >= options_.batch;
      much = much || full;
      less = take(tenant, book, entries, *last) || less;
      if (!full) break;
    }
    // What was erased must not stay behind in the log of the file.
    if (much || less) duck::Connection(book.database->raw()).run("CHECKPOINT");
    return {};
  }

  // One transaction: what goes, what comes, the watermark. True when something went.
  bool take(Tenant tenant, Book& book, std::vector<Entry>& entries, std::int64_t last) {
    std::vector<std::int64_t> gone;
    const bool plain = std::all_of(entries.begin(), entries.end(), [](const Entry& e) { return e.what == Entry::What::add; });
    if (!plain) {
      std::unordered_map<std::int64_t, std::size_t> newest;  // a later word on the same answer replaces an earlier one
      for (std::size_t i = 0; i < entries.size(); ++i) newest[entries[i].answer] = i;
      for (const auto& entry : entries)
        if (entry.what != Entry::What::add) gone.push_back(entry.answer);
      std::vector<Entry> kept;
      for (std::size_t i = 0; i < entries.size(); ++i)
        if (newest[entries[i].answer] == i && entries[i].what != Entry::What::remove) kept.push_back(std::move(entries[i]));
      entries = std::move(kept);
    }
    const auto lines = lines_of(tenant, book, entries);
    const auto fresh = book.words.fresh();
    duck::Connection connection(book.database->raw());
    connection.run("BEGIN");
    std::int64_t went = 0;
    if (!gone.empty()) went = forget(connection, gone);
    write(connection, fresh);
    duck::append(connection, lines);
    const auto facts = book.facts - went + static_cast<std::int64_t>(lines.size());
    connection.run("UPDATE meta SET watermark = " + std::to_string(last) + ", facts = " + std::to_string(facts));
    connection.run("COMMIT");
    book.words.written(fresh.size());
    book.facts = facts;
    book.watermark = last;
    return went > 0;
  }

  std::vector<duck::Line> lines_of(Tenant tenant, Book& book, const std::vector<Entry>& entries) {
    const std::size_t parts = entries.size() < 2000 ? 1 : static_cast<std::size_t>(std::max(1, options_.threads));
    std::vector<std::vector<duck::Line>> made(parts);
    std::vector<std::exception_ptr> wrong(parts);
    const auto part = [&](std::size_t index) {
      try {
        auto& lines = made[index];
        std::vector<Fact> facts;
        for (std::size_t i = entries.size() * index / parts; i < entries.size() * (index + 1) / parts; ++i) {
          facts.clear();
          const auto& entry = entries[i];
          source_.facts(tenant, entry, book.words, facts);
          const auto unit = book.words.unit(entry.unit);
          for (const auto& fact : facts)
            lines.push_back({entry.answer, fact.question, entry.day, unit, fact.moment, fact.value, fact.weight,
                             static_cast<std::uint8_t>(fact.state), static_cast<std::uint8_t>(entry.suspect ? 1 : 0)});
        }
      } catch (...) {
        wrong[index] = std::current_exception();
      }
    };
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 1; i < parts; ++i) threads.emplace_back(part, i);
      part(0);
    }
    for (const auto& exception : wrong)
      if (exception) std::rethrow_exception(exception);
    std::vector<duck::Line> lines = std::move(made[0]);
    for (std::size_t i = 1; i < parts; ++i) lines.insert(lines.end(), made[i].begin(), made[i].end());
    // Neighbours in the file are neighbours in a question: whole blocks are skipped when counting.
    std::sort(lines.begin(), lines.end(), [](const duck::Line& a, const duck::Line& b) {
      if (a.question != b.question) return a.question < b.question;
      if (a.day != b.day) return a.day < b.day;
      return a.answer < b.answer;
    });
    return lines;
  }

  static std::int64_t forget(duck::Connection& connection, const std::vector<std::int64_t>& gone) {
    connection.run("CREATE TEMP TABLE gone (answer BIGINT)");
    constexpr std::size_t at_once = 5000;
    for (std::size_t start = 0; start < gone.size(); start += at_once) {
      std::string values;
      for (std::size_t i = start; i < std::min(gone.size(), start + at_once); ++i)
        values += (values.empty() ? "(" : ",(") + std::to_string(gone[i]) + ")";
      connection.run("INSERT INTO gone VALUES " + values);
    }
    const auto went = connection.number("DELETE FROM fact WHERE answer IN (SELECT answer FROM gone)");
    connection.run("DROP TABLE gone");
    return went;
  }

  static void write(duck::Connection& connection, const std::vector<Words::Fresh>& fresh) {
    using Table = Words::Fresh::Table;
    for (const auto& row : fresh) {
      const auto id = std::to_string(row.id);
      switch (row.table) {
        case Table::question:
          connection.run("INSERT INTO question_key VALUES (" + id + ", " + quoted(row.text) + ", " + quoted(row.key) + ", " + quoted(row.kind) + ")");
          break;
        case Table::unit: connection.run("INSERT INTO unit_key VALUES (" + id + ", " + quoted(row.text) + ")"); break;
        case Table::moment: connection.run("INSERT INTO moment_key VALUES (" + id + ", " + quoted(row.text) + ")"); break;
        case Table::choice:
          connection.run("INSERT INTO choice_value VALUES (" + std::to_string(row.of) + ", " + id + ", " + quoted(row.text) + ")");
          break;
      }
    }
  }

  Options options_;
  RecordStore& truth_;
  Source& source_;
  std::mutex books_mutex_;
  std::map<std::int32_t, std::unique_ptr<Book>> books_;
  std::mutex stopping_mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread keeper_;
};

}  // namespace

Result<std::unique_ptr<ColumnStore>> open(const Options& options, RecordStore& truth, Source& source) {
  if (std::string_view(duckdb_library_version()) != engine)
    return refuse(FaultKind::unavailable, "store.columns.engine", {{"found", duckdb_library_version()}, {"wanted", engine}});
  return std::unique_ptr<ColumnStore>(std::make_unique<Store>(options, truth, source));
}

}  // namespace goud::store::columns
