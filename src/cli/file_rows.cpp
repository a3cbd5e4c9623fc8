#include "cli/file_rows.hpp"

#include <algorithm>
#include <ostream>

#include "cli/cli.hpp"
#include "kernel/words.hpp"

namespace goud::cli {

namespace {

std::string names_near(const std::vector<formats::TableColumn>& columns, std::string_view wanted) {
  const auto lower = [](std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
  };
  const std::string near = lower(wanted);
  std::vector<std::string> first;
  for (const auto& column : columns) {
    const std::string name = lower(column.name);
    if (!near.empty() && (name.find(near) != std::string::npos || near.find(name) != std::string::npos)) first.push_back(column.name);
  }
  for (const auto& column : columns) {
    if (std::find(first.begin(), first.end(), column.name) == first.end()) first.push_back(column.name);
  }
  std::string out;
  for (std::size_t i = 0; i < first.size() && i < 8; ++i) out += (i == 0 ? "" : ", ") + first[i];
  return first.size() > 8 ? out + ", …" : out;
}

}  // namespace

Result<FileRows> FileRows::open(const FileArguments& arguments) {
  if (arguments.files.empty()) return refuse(FaultKind::invalid, "cli.file.none");
  if (arguments.files.size() > 1) return refuse(FaultKind::invalid, "cli.file.several", {{"file", arguments.files[1]}});
  formats::TableOptions options;
  options.parquet = open_parquet;
  if (const auto name = arguments.one("--encoding")) {
    options.encoding = formats::encoding_named(*name);
    if (!options.encoding) return refuse(FaultKind::invalid, "cli.option.encoding", {{"value", *name}});
  }
  if (const auto text = arguments.one("--delimiter")) {
    const std::string& given = *text;
    const char c = given == "tab" || given == "\\t" ? '\t' : given.size() == 1 ? given[0] : '\0';
    if (c == '\0' || c == '"' || c == '\n' || c == '\r') return refuse(FaultKind::invalid, "cli.option.delimiter", {{"value", given}});
    options.delimiter = c;
  }
  FileRows rows;
  rows.path_ = arguments.files[0];
  auto table = formats::open_table(rows.path_, options);
  if (!table) return refuse(table.error());
  rows.table_ = std::move(*table);

  for (const auto& given : arguments.all("--missing")) {
    // COL=V names a column where what stands before an equals sign is one; else the text is a list of values.
    std::optional<std::size_t> in;
    std::string_view values = given;
    for (auto at = given.rfind('='); at != std::string::npos && !in; at = at == 0 ? std::string::npos : given.rfind('=', at - 1)) {
      const auto name = list_of(std::string_view(given).substr(0, at));
      in = name.size() == 1 ? rows.find(name[0]) : std::nullopt;
      if (in) values = std::string_view(given).substr(at + 1);
    }
    if (!in && given.find('=') != std::string::npos) {
      if (auto named = rows.column(given.substr(0, given.find('='))); !named) return refuse(named.error());
    }
    auto& to = in ? rows.missing_in_[*in] : rows.missing_everywhere_;
    for (auto& value : list_of(values)) to.push_back(std::move(value));
  }
  for (const auto& given : arguments.all("--where")) {
    auto condition = rows.condition(given);
    if (!condition) return refuse(condition.error());
    rows.conditions_.push_back(std::move(*condition));
  }
  if (const auto name = arguments.one("--weight")) {
    auto column = rows.column(*name);
    if (!column) return refuse(column.error());
    rows.weight_ = *column;
  }
  return rows;
}

std::optional<std::size_t> FileRows::find(std::string_view name) const {
  const auto& all = table_->columns();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].name == name) return i;
  }
  return std::nullopt;
}

Result<std::size_t> FileRows::column(std::string_view name) const {
  if (const auto found = find(name)) return *found;
  // A name may be given in quotes, as in a list.
  const auto parts = list_of(name);
  if (parts.size() == 1) {
    if (const auto found = find(parts[0])) return *found;
  }
  return refuse(FaultKind::invalid, "cli.column.unknown",
                {{"column", std::string(name)}, {"columns", names_near(table_->columns(), name)}});
}

Result<FileRows::Chosen> FileRows::chosen(std::string_view text) const {
  for (auto at = text.rfind('='); at != std::string_view::npos; at = at == 0 ? std::string_view::npos : text.rfind('=', at - 1)) {
    const auto name = column(text.substr(0, at));
    if (name) return Chosen{*name, list_of(text.substr(at + 1))};
  }
  const auto at = text.find('=');
  if (at == std::string_view::npos) return refuse(FaultKind::invalid, "cli.share.form", {{"value", std::string(text)}});
  return refuse(column(text.substr(0, at)).error());
}

Result<FileRows::Condition> FileRows::condition(std::string_view text) const {
  static constexpr std::pair<std::string_view, Compare> signs[] = {
      {"!=", Compare::unequal},       {"<=", Compare::less_equal}, {">=", Compare::greater_equal},
      {"=", Compare::equal},          {"<", Compare::less},        {">", Compare::greater}};
  std::optional<std::string_view> before;
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const auto& [sign, compare] : signs) {
      if (text.substr(at, sign.size()) != sign) continue;
      if (!before) before = text.substr(0, at);
      if (const auto named = column(text.substr(0, at))) {
        std::string value(text.substr(at + sign.size()));
        // "==", "=>" and "<>" are signs of other languages; a value that begins so stands in quotes.
        if (!value.empty() && std::string_view("=<>!").find(value.front()) != std::string_view::npos)
          return refuse(FaultKind::invalid, "cli.where.form", {{"value", std::string(text)}});
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
        return Condition{*named, compare, std::move(value)};
      }
      break;
    }
  }
  if (!before) return refuse(FaultKind::invalid, "cli.where.form", {{"value", std::string(text)}});
  return refuse(column(*before).error());
}

std::optional<double> FileRows::number(std::string_view cell) const {
  if (auto plain = formats::number_of(cell)) return plain;
  return shape().decimal == formats::Decimal::comma ? formats::number_of(cell, formats::Decimal::comma) : std::nullopt;
}

bool FileRows::same(std::size_t column, std::string_view cell, std::string_view value) const {
  cell = formats::without_blanks(cell);
  if (cell == formats::without_blanks(value)) return true;
  const auto a = number(cell);
  const auto b = number(value);
  if (a && b) return *a == *b;
  const auto& labels = table_->columns()[column].value_labels;
  const auto label = labels.empty() ? labels.end() : labels.find(std::string(cell));
  return label != labels.end() && label->second == value;
}

bool FileRows::missing(std::size_t column, std::string_view cell) const {
  if (formats::missing_cell(cell)) return true;
  const auto one_of = [&](const std::vector<std::string>& values) {
    return std::any_of(values.begin(), values.end(), [&](const std::string& value) { return same(column, cell, value); });
  };
  if (!missing_everywhere_.empty() && one_of(missing_everywhere_)) return true;
  const auto own = missing_in_.find(column);
  return own != missing_in_.end() && one_of(own->second);
}

bool FileRows::holds(const Condition& condition, std::string_view cell) const {
  if (missing(condition.column, cell)) return false;
  if (condition.compare == Compare::equal) return same(condition.column, cell, condition.value);
  if (condition.compare == Compare::unequal) return !same(condition.column, cell, condition.value);
  const auto a = number(cell);
  const auto b = number(condition.value);
  const std::string_view text = formats::without_blanks(cell);
  const int order = a && b ? (*a < *b ? -1 : *a > *b ? 1 : 0) : text.compare(condition.value);
  switch (condition.compare) {
    case Compare::less: return order < 0;
    case Compare::less_equal: return order <= 0;
    case Compare::greater: return order > 0;
    default: return order >= 0;
  }
}

tl::unexpected<Fault> FileRows::refuse_cell(std::int64_t line, std::size_t column, std::string_view cell, std::string key,
                                            std::map<std::string, std::string> args) const {
  args["line"] = std::to_string(line);
  args["column"] = table_->columns()[column].name;
  args["cell"] = std::string(cell.substr(0, 60));
  return refuse(FaultKind::invalid, std::move(key), std::move(args));
}

Result<std::int64_t> FileRows::each(const std::vector<std::size_t>& needed, const Each& tell) {
  return each_row(needed, [&](const Row& row, bool kept) { return kept ? tell(row) : Done{}; });
}

Result<std::int64_t> FileRows::each_row(const std::vector<std::size_t>& needed, const EachRow& tell) {
  std::int64_t read = 0;
  auto done = table_->each([&](const formats::TableRow& row) -> Result<bool> {
    if (!row.fits) {
      return refuse(FaultKind::invalid, "formats.row.ragged",
                    {{"line", std::to_string(row.line)},
                     {"cells", std::to_string(row.cells.size())},
                     {"columns", std::to_string(columns().size())}});
    }
    ++read;
    bool kept = std::all_of(conditions_.begin(), conditions_.end(), [&](const Condition& condition) {
      return holds(condition, row.cells[condition.column]);
    });
    for (std::size_t i = 0; kept && i < needed.size(); ++i) kept = !missing(needed[i], row.cells[needed[i]]);
    double weight = 1;
    if (kept && weight_) {
      const auto cell = row.cells[*weight_];
      kept = !missing(*weight_, cell);
      const auto value = kept ? number(cell) : std::optional(1.0);
      if (!value || *value < 0) return refuse_cell(row.line, *weight_, cell, "cli.weight.wrong");
      weight = *value;
    }
    if (auto told = tell({row.line, row.cells, weight}, kept); !told) return refuse(told.error());
    return true;
  });
  if (!done) return refuse(done.error());
  return read;
}

int refuse_file(const Fault& fault, std::string_view path, std::ostream& err) {
  std::string place;
  const auto other = fault.args.find("in_file");
  if (other != fault.args.end()) path = other->second;
  if (!path.empty()) {
    // What is wrong with the file as a whole, or with its names, is wrong in its first line.
    const auto line = fault.args.find("line");
    place = std::string(path) + ":" + (line == fault.args.end() ? "1" : line->second) + ":";
  }
  std::string sentence = say(terminal_language(), fault.key, fault.args);
  std::replace(sentence.begin(), sentence.end(), '\n', ' ');
  std::replace(place.begin(), place.end(), '\n', ' ');
  err << "goud: " << place << (place.empty() ? "" : " ") << sentence << '\n';
  return fault.kind == FaultKind::unavailable ? machine_failed : asked_wrong;
}

}  // namespace goud::cli
