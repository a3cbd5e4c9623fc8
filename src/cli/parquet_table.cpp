// Parquet through DuckDB, which is there anyway for the columnar copy. Every cell comes as text, chunk by chunk.
#include <duckdb.h>

#include "cli/file_rows.hpp"

namespace goud::cli {

namespace {

class ParquetTable final : public formats::Table {
 public:
  static Result<std::unique_ptr<formats::Table>> open(const std::string& path) {
    std::unique_ptr<ParquetTable> table(new ParquetTable(path));
    if (auto done = table->look(); !done) return refuse(done.error());
    return table;
  }
  ParquetTable(const ParquetTable&) = delete;
  ParquetTable& operator=(const ParquetTable&) = delete;
  ~ParquetTable() override {
    duckdb_disconnect(&connection_);
    duckdb_close(&database_);
  }
  const std::vector<formats::TableColumn>& columns() const override { return columns_; }
  const formats::TableShape& shape() const override { return shape_; }

  Done each(const EachRow& tell) override {
    std::string select;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      std::string name;
      for (const char c : columns_[i].name) name += c == '"' ? std::string("\"\"") : std::string(1, c);
      select += (i == 0 ? "" : ", ") + ("CAST(\"" + name + "\" AS VARCHAR)");
    }
    duckdb_prepared_statement statement = nullptr;
    duckdb_result result{};
    const auto fail = [&](const char* what) {
      const std::string text = what == nullptr ? "" : what;
      duckdb_destroy_prepare(&statement);
      return refuse(FaultKind::invalid, "cli.parquet.damaged", {{"what", text.substr(0, text.find('\n'))}});
    };
    if (duckdb_prepare(connection_, ("SELECT " + select + " FROM read_parquet($1)").c_str(), &statement) == DuckDBError ||
        duckdb_bind_varchar(statement, 1, path_.c_str()) == DuckDBError) {
      return fail(duckdb_prepare_error(statement));
    }
    duckdb_pending_result pending = nullptr;
    if (duckdb_pending_prepared_streaming(statement, &pending) == DuckDBError) {
      auto refused = fail(duckdb_pending_error(pending));
      duckdb_destroy_pending(&pending);
      return refused;
    }
    const auto executed = duckdb_execute_pending(pending, &result);
    duckdb_destroy_pending(&pending);
    if (executed == DuckDBError) {
      auto refused = fail(duckdb_result_error(&result));
      duckdb_destroy_result(&result);
      return refused;
    }
    auto done = hand_out(result, tell);
    duckdb_destroy_result(&result);
    duckdb_destroy_prepare(&statement);
    return done;
  }

 private:
  explicit ParquetTable(std::string path) : path_(std::move(path)) { shape_.format = "parquet"; }

  Done look() {
    if (duckdb_open(nullptr, &database_) == DuckDBError || duckdb_connect(database_, &connection_) == DuckDBError) {
      return refuse(FaultKind::unavailable, "cli.parquet.damaged", {{"what", "DuckDB"}});
    }
    duckdb_query(connection_, "SET autoinstall_known_extensions = false; SET autoload_known_extensions = false; SET threads = 1", nullptr);
    duckdb_prepared_statement statement = nullptr;
    duckdb_result result{};
    bool good = duckdb_prepare(connection_, "SELECT * FROM read_parquet($1) LIMIT 0", &statement) != DuckDBError;
    std::string what = good ? "" : duckdb_prepare_error(statement);
    if (good) {
      duckdb_bind_varchar(statement, 1, path_.c_str());
      good = duckdb_execute_prepared(statement, &result) != DuckDBError;
      if (!good) what = duckdb_result_error(&result);
      for (idx_t i = 0; good && i < duckdb_column_count(&result); ++i) columns_.push_back({duckdb_column_name(&result, i)});
      duckdb_destroy_result(&result);
    }
    duckdb_destroy_prepare(&statement);
    if (!good) return refuse(FaultKind::invalid, "cli.parquet.damaged", {{"what", what.substr(0, what.find('\n'))}});
    return {};
  }

  Done hand_out(duckdb_result& result, const EachRow& tell) {
    std::vector<std::string_view> cells(columns_.size());
    std::int64_t line = 0;
    while (duckdb_data_chunk chunk = duckdb_fetch_chunk(result)) {
      const idx_t rows = duckdb_data_chunk_get_size(chunk);
      for (idx_t row = 0; row < rows; ++row) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
          duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, i);
          auto* valid = duckdb_vector_get_validity(vector);
          if (valid != nullptr && !duckdb_validity_row_is_valid(valid, row)) {
            cells[i] = {};
            continue;
          }
          auto* text = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector)) + row;
          cells[i] = {duckdb_string_t_data(text), duckdb_string_t_length(*text)};
        }
        auto on = tell({++line, cells, true});
        if (!on || !*on) {
          duckdb_destroy_data_chunk(&chunk);
          return on ? Done{} : Done(refuse(on.error()));
        }
      }
      duckdb_destroy_data_chunk(&chunk);
    }
    return {};
  }

  std::string path_;
  formats::TableShape shape_;
  std::vector<formats::TableColumn> columns_;
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

}  // namespace

Result<std::unique_ptr<formats::Table>> open_parquet(const std::string& path) { return ParquetTable::open(path); }

}  // namespace goud::cli
