#include "store/columns/duck.hpp"

#include <algorithm>
#include <cstring>

namespace goud::store::columns::duck {

Connection::Connection(duckdb_database database) {
  if (duckdb_connect(database, &connection_) != DuckDBSuccess) throw Broken("no connection to the columns");
}

Connection::~Connection() { duckdb_disconnect(&connection_); }

void Connection::run(const std::string& sql) {
  Result result;
  if (duckdb_query(connection_, sql.c_str(), &result.raw) != DuckDBSuccess) {
    const char* why = duckdb_result_error(&result.raw);
    throw Broken(why != nullptr ? why : "columns: a statement failed");
  }
}

void Connection::each_chunk(const std::string& sql, const std::function<void(duckdb_data_chunk, idx_t)>& take) {
  Result result;
  if (duckdb_query(connection_, sql.c_str(), &result.raw) != DuckDBSuccess) {
    const char* why = duckdb_result_error(&result.raw);
    throw Broken(why != nullptr ? why : "columns: a question failed");
  }
  for (;;) {
    duckdb_data_chunk chunk = duckdb_fetch_chunk(result.raw);
    if (chunk == nullptr) return;
    const idx_t rows = duckdb_data_chunk_get_size(chunk);
    try {
      if (rows > 0) take(chunk, rows);
    } catch (...) {
      duckdb_destroy_data_chunk(&chunk);
      throw;
    }
    duckdb_destroy_data_chunk(&chunk);
    if (rows == 0) return;
  }
}

std::int64_t Connection::number(const std::string& sql) {
  std::int64_t value = 0;
  each_chunk(sql, [&](duckdb_data_chunk chunk, idx_t) {
    value = static_cast<std::int64_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, 0)))[0];
  });
  return value;
}

std::string Connection::text(const std::string& sql) {
  std::string value;
  each_chunk(sql, [&](duckdb_data_chunk chunk, idx_t) { value = string_at(duckdb_data_chunk_get_vector(chunk, 0), 0); });
  return value;
}

Database::Database(const std::string& path, const Options& options) {
  duckdb_config config = nullptr;
  if (duckdb_create_config(&config) != DuckDBSuccess) throw Broken("no configuration of the columns");
  const auto set = [&](const char* name, const std::string& value) {
    if (duckdb_set_config(config, name, value.c_str()) != DuckDBSuccess) {
      duckdb_destroy_config(&config);
      throw Broken(std::string("the columns refuse the setting ") + name);
    }
  };
  set("autoinstall_known_extensions", "false");
  set("autoload_known_extensions", "false");
  set("memory_limit", std::to_string(options.memory_mb) + "MB");
  set("threads", std::to_string(std::max(1, options.threads)));
  set("preserve_insertion_order", "true");
  char* error = nullptr;
  const auto opened = duckdb_open_ext(path.c_str(), &database_, config, &error);
  duckdb_destroy_config(&config);
  if (opened != DuckDBSuccess) {
    std::string why = error != nullptr ? error : "the columns cannot be opened";
    duckdb_free(error);
    throw Broken(why);
  }
}

Database::~Database() { duckdb_close(&database_); }

std::string string_at(duckdb_vector vector, idx_t row) {
  auto* cells = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector));
  return {duckdb_string_t_data(&cells[row]), duckdb_string_t_length(cells[row])};
}

void append(Connection& connection, const std::vector<Line>& lines) {
  if (lines.empty()) return;
  duckdb_appender appender = nullptr;
  if (duckdb_appender_create(connection.raw(), nullptr, "fact", &appender) != DuckDBSuccess) {
    duckdb_appender_destroy(&appender);
    throw Broken("the columns take no rows");
  }
  constexpr duckdb_type kinds[] = {DUCKDB_TYPE_INTEGER,  DUCKDB_TYPE_INTEGER, DUCKDB_TYPE_INTEGER,
                                   DUCKDB_TYPE_INTEGER,  DUCKDB_TYPE_UTINYINT, DUCKDB_TYPE_INTEGER,
                                   DUCKDB_TYPE_INTEGER,  DUCKDB_TYPE_UTINYINT, DUCKDB_TYPE_BIGINT};
  constexpr std::size_t width = std::size(kinds);
  duckdb_logical_type types[width];
  for (std::size_t i = 0; i < width; ++i) types[i] = duckdb_create_logical_type(kinds[i]);
  duckdb_data_chunk chunk = duckdb_create_data_chunk(types, width);
  const idx_t most = duckdb_vector_size();
  bool well = true;
  for (std::size_t start = 0; start < lines.size() && well; start += most) {
    const std::size_t rows = std::min<std::size_t>(most, lines.size() - start);
    duckdb_data_chunk_reset(chunk);
    void* at[width];
    for (std::size_t i = 0; i < width; ++i) at[i] = duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, i));
    for (std::size_t i = 0; i < rows; ++i) {
      const Line& line = lines[start + i];
      static_cast<std::int32_t*>(at[0])[i] = line.question;
      static_cast<std::int32_t*>(at[1])[i] = line.day;
      static_cast<std::int32_t*>(at[2])[i] = line.unit;
      static_cast<std::int32_t*>(at[3])[i] = line.moment;
      static_cast<std::uint8_t*>(at[4])[i] = line.state;
      static_cast<std::int32_t*>(at[5])[i] = line.value;
      static_cast<std::int32_t*>(at[6])[i] = line.weight;
      static_cast<std::uint8_t*>(at[7])[i] = line.suspect;
      static_cast<std::int64_t*>(at[8])[i] = line.answer;
    }
    duckdb_data_chunk_set_size(chunk, rows);
    well = duckdb_append_data_chunk(appender, chunk) == DuckDBSuccess;
  }
  well = well && duckdb_appender_close(appender) == DuckDBSuccess;
  const char* why = well ? nullptr : duckdb_appender_error(appender);
  const std::string sentence = why != nullptr ? why : "the columns take no rows";
  duckdb_destroy_data_chunk(&chunk);
  for (auto& type : types) duckdb_destroy_logical_type(&type);
  duckdb_appender_destroy(&appender);
  if (!well) throw Broken(sentence);
}

}  // namespace goud::store::columns::duck
