// The rows of a survey file that a verb asked for: missing values taken out, conditions held, weights read.
// Always true: a row with another number of cells than the head is refused with its line; a weight is a number, not under 0.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "cli/file_arguments.hpp"
#include "formats/table_file.hpp"

namespace goud::cli {

class FileRows {
 public:
  // Opens the file and reads --missing, --where, --weight, --encoding and --delimiter against its columns.
  [[nodiscard]] static Result<FileRows> open(const FileArguments&);

  [[nodiscard]] Result<std::size_t> column(std::string_view name) const;
  // "COL=VALUE[,VALUE]": a name may hold an equals sign too, so the longest name that is a column wins.
  struct Chosen {
    std::size_t column;
    std::vector<std::string> values;
  };
  [[nodiscard]] Result<Chosen> chosen(std::string_view text) const;

  [[nodiscard]] const std::vector<formats::TableColumn>& columns() const { return table_->columns(); }
  [[nodiscard]] const formats::TableShape& shape() const { return table_->shape(); }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] bool weighted() const { return weight_.has_value(); }

  struct Row {
    std::int64_t line;
    const std::vector<std::string_view>& cells;
    double weight;  // 1 where there is no column of weights
  };
  // Rows that meet every condition and have a value in each of `needed` and a weight. Gives how many rows were read.
  using Each = std::function<Done(const Row&)>;
  [[nodiscard]] Result<std::int64_t> each(const std::vector<std::size_t>& needed, const Each&);
  // Every row of the file, told whether each() would give it; its weight is read only then.
  using EachRow = std::function<Done(const Row&, bool kept)>;
  [[nodiscard]] Result<std::int64_t> each_row(const std::vector<std::size_t>& needed, const EachRow&);

  [[nodiscard]] bool missing(std::size_t column, std::string_view cell) const;
  // Equal as numbers where both are; else the same text, or the label that SPSS gives the code.
  [[nodiscard]] bool same(std::size_t column, std::string_view cell, std::string_view value) const;
  [[nodiscard]] std::optional<double> number(std::string_view cell) const;
  // A fault about one cell, with its line and column.
  [[nodiscard]] tl::unexpected<Fault> refuse_cell(std::int64_t line, std::size_t column, std::string_view cell,
                                                  std::string key, std::map<std::string, std::string> args = {}) const;

 private:
  enum class Compare { equal, unequal, less, less_equal, greater, greater_equal };
  struct Condition {
    std::size_t column;
    Compare compare;
    std::string value;
  };
  [[nodiscard]] Result<Condition> condition(std::string_view text) const;
  [[nodiscard]] bool holds(const Condition&, std::string_view cell) const;
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;

  std::string path_;
  std::unique_ptr<formats::Table> table_;
  std::vector<std::string> missing_everywhere_;
  std::map<std::size_t, std::vector<std::string>> missing_in_;
  std::vector<Condition> conditions_;
  std::optional<std::size_t> weight_;
};

// Parquet through DuckDB, for formats::TableOptions.
[[nodiscard]] Result<std::unique_ptr<formats::Table>> open_parquet(const std::string& path);

// A fault as one line: "goud: FILE:LINE: what is wrong, and the mend"; gives the exit status. A fault of another file that
// the verb reads names it in its argument in_file.
int refuse_file(const Fault&, std::string_view path, std::ostream& err);

}  // namespace goud::cli
