#include "cli/file_verb.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <thread>

#include "kernel/words.hpp"

namespace goud::cli {
namespace {

std::string exact_digits(double value) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.17g", value);
  return text.data();
}

std::size_t terminal_width() {
  winsize size{};
  if (isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 100;
}

Result<Settings> settings_of(const FileArguments& given) {
  Settings settings;
  settings.language = terminal_language();
  if (const auto text = given.one("--level")) {
    const auto level = formats::number_of(*text);
    if (!level || !(*level > 0 && *level < 1))
      return refuse(FaultKind::invalid, "cli.option.level", {{"value", *text}});
    settings.level = *level;
  }
  constexpr std::int64_t most = std::int64_t{1} << 53U;
  const auto seed = whole_option(given, "--seed", 1, 0, most);
  if (!seed) return refuse(seed.error());
  const auto cores = std::max(1U, std::thread::hardware_concurrency());
  const auto threads = whole_option(given, "--threads", cores, 1, most);
  if (!threads) return refuse(threads.error());
  settings.seed = static_cast<std::uint64_t>(*seed);
  settings.threads = static_cast<int>(std::min<std::int64_t>(*threads, 256));
  return settings;
}

void help(const FileVerb& verb, std::ostream& out) {
  out << "goud " << verb.name << " FILE " << verb.usage << "\n\n"
      << verb.what << "\nFILE: CSV or TSV (also .gz, .xz), SPSS .sav or .zsav, Parquet.\n\n";
  const auto line = [&](const FileOption& option) {
    std::string name = "  " + std::string(option.name) + " " + std::string(option.value);
    name.resize(std::max<std::size_t>(name.size() + 1, 32), ' ');
    out << name << option.help << '\n';
  };
  for (const auto& option : verb.own) line(option);
  for (const auto& option : options_of_every_file_verb()) line(option);
  out << "\nExample:\n  " << verb.example << '\n';
}

// What is written takes nobody's place that is read, nor that of something else that is written; and its folder is there
// before an hour of work begins.
Done writable(const FileArguments& given) {
  namespace fs = std::filesystem;
  std::vector<std::string> read = given.files;
  for (const std::string_view option : {"--model", "--margins"}) {
    if (const auto path = given.one(option)) read.push_back(*path);
  }
  std::error_code ignored;
  const auto whole = [&](const std::string& path) { return fs::weakly_canonical(fs::absolute(path, ignored), ignored).lexically_normal(); };
  std::vector<std::pair<std::string_view, fs::path>> written;
  for (const std::string_view option : {"--svg", "--html", "--xlsx", "--out", "--customers"}) {
    const auto path = given.one(option);
    if (!path) continue;
    const auto place = whole(*path);
    for (const auto& one : read) {
      if (fs::equivalent(*path, one, ignored) || whole(one) == place)
        return refuse(FaultKind::invalid, "cli.output.is_read", {{"option", std::string(option)}, {"path", *path}});
    }
    for (const auto& [other, there] : written) {
      if (there == place)
        return refuse(FaultKind::invalid, "cli.output.twice",
                      {{"option", std::string(option)}, {"other", std::string(other)}, {"path", *path}});
    }
    written.emplace_back(option, place);
    if (fs::is_directory(place, ignored) || !fs::is_directory(place.parent_path(), ignored))
      return refuse(FaultKind::invalid, "cli.output.no_folder", {{"option", std::string(option)}, {"path", *path}});
    if (::access(place.parent_path().c_str(), W_OK) != 0) return refuse(FaultKind::unavailable, "cli.file_not_written", {{"path", *path}});
  }
  return {};
}

}  // namespace

Progress::Progress(const std::ostream& err)
    : shown_(&err == &std::cerr && isatty(STDERR_FILENO) == 1),
      start_(std::chrono::steady_clock::now()),
      last_(start_) {}

Progress::~Progress() {
  if (written_) std::cerr << "\r\x1b[K" << std::flush;
}

void Progress::at(std::int64_t rows) {
  if (!shown_ || rows % 65536 != 0) return;
  write(std::to_string(rows));
}

void Progress::say(std::string_view words) {
  if (shown_) write(words);
}

void Progress::write(std::string_view words) {
  const auto now = std::chrono::steady_clock::now();
  if (now - start_ < std::chrono::seconds(1) || now - last_ < std::chrono::milliseconds(200)) return;
  last_ = now;
  written_ = true;
  std::cerr << "\r\x1b[K" << words << std::flush;
}

int run_file_verb(const FileVerb& verb, const Arguments& arguments, std::ostream& out, std::ostream& err) {
  auto given = read_file_arguments(arguments, verb.own);
  if (!given) {
    // The file stands first, as help shows it; where it cannot be told there is none to name.
    const bool named = !arguments.empty() && !arguments.front().starts_with("-");
    return refuse_file(given.error(), named ? arguments.front() : "", err);
  }
  if (given->has("--help")) {
    help(verb, out);
    return answered;
  }
  const std::string path = given->files.empty() ? "" : given->files[0];
  auto settings = settings_of(*given);
  if (!settings) return refuse_file(settings.error(), path, err);
  if (auto free = writable(*given); !free) return refuse_file(free.error(), path, err);
  auto rows = FileRows::open(*given);
  if (!rows) return refuse_file(rows.error(), path, err);
  std::optional<Result<Answer>> answer;
  {
    Progress progress(err);
    answer.emplace(verb.answer(*given, *rows, *settings, progress));
  }
  if (!*answer) return refuse_file(answer->error(), path, err);
  auto& report = (*answer)->report;
  report.level = settings->level;
  for (const auto& warning : (*answer)->warnings) report.notes.push_back(warning.text);
  auto& json = (*answer)->json;
  json.key("warnings").begin_array();
  for (const auto& warning : (*answer)->warnings)
    json.begin_object().field("code", warning.code).field("text", warning.text).end_object();
  json.end_array().end_object();
  const std::string_view language = settings->language;
  using Write = Done (*)(const Report&, const std::string&, std::string_view);
  static constexpr std::pair<std::string_view, Write> writers[] = {
      {"--svg",
       [](const Report& r, const std::string& to, std::string_view l) { return write_whole(to, svg_text(r, l)); }},
      {"--html",
       [](const Report& r, const std::string& to, std::string_view l) { return write_whole(to, page_text(r, l)); }},
      {"--xlsx", [](const Report& r, const std::string& to, std::string_view l) { return write_workbook(r, to, l); }}};
  for (const auto& [option, write] : writers) {
    const auto to = given->one(option);
    if (!to) continue;
    if (auto written = write(report, *to, language); !written) return refuse_file(written.error(), "", err);
  }
  out << (given->has("--json") ? json.take() + "\n" : terminal_text(report, terminal_width(), language));
  out.flush();
  return out ? answered : machine_failed;
}

Answer begin_answer() {
  Answer answer;
  answer.json.begin_object();
  return answer;
}

void exact_value(formats::JsonWriter& json, double value) {
  if (std::isfinite(value))
    json.raw(exact_digits(value));
  else
    json.null();
}

void exact_field(formats::JsonWriter& json, std::string_view name, double value) {
  json.key(name);
  exact_value(json, value);
}

void exact_field(formats::JsonWriter& json, std::string_view name, const std::optional<double>& value) {
  if (value)
    exact_field(json, name, *value);
  else
    json.null_field(name);
}

void exact_array(formats::JsonWriter& json, std::string_view name, std::span<const double> values) {
  json.key(name).begin_array();
  for (const double value : values) exact_value(json, value);
  json.end_array();
}

void interval_field(formats::JsonWriter& json, std::string_view name, const std::optional<stats::Interval>& interval) {
  if (!interval) {
    json.null_field(name);
    return;
  }
  const std::array<double, 2> limits = {interval->low, interval->high};
  exact_array(json, name, limits);
}

void outcome_fields(formats::JsonWriter& json, const stats::Outcome& outcome) {
  if (!outcome) {
    json.null_field("value")
        .null_field("interval")
        .field("reason", to_text(outcome.error().reason))
        .field("n", outcome.error().n);
    return;
  }
  exact_field(json, "value", outcome->value);
  interval_field(json, "interval", outcome->interval);
  if (!outcome->interval && outcome->no_interval) json.field("reason", to_text(*outcome->no_interval));
  json.field("n", outcome->n);
}

void outcome_field(formats::JsonWriter& json, std::string_view name, const stats::Outcome& outcome) {
  json.key(name).begin_object();
  outcome_fields(json, outcome);
  json.end_object();
}

void outcome_beside(formats::JsonWriter& json, std::string_view name, const stats::Outcome& outcome) {
  const std::string interval = std::string(name) + "_interval", reason = std::string(name) + "_reason";
  if (!outcome) {
    json.null_field(name).null_field(interval).field(reason, to_text(outcome.error().reason));
    return;
  }
  exact_field(json, name, outcome->value);
  interval_field(json, interval, outcome->interval);
  if (!outcome->interval && outcome->no_interval) json.field(reason, to_text(*outcome->no_interval));
}

std::string source_text(const FileRows& rows, std::int64_t count, std::string_view language) {
  return say(language, "cli.score.source", {{"file", rows.path()}, {"rows", number_text(language, count)}});
}

Result<std::int64_t> whole_option(const FileArguments& given, std::string_view option, std::int64_t otherwise,
                                  std::int64_t least, std::int64_t most) {
  const auto text = given.one(option);
  if (!text) return otherwise;
  const auto number = formats::number_of(*text);
  if (!number || *number != std::floor(*number) || *number < static_cast<double>(least) ||
      *number > static_cast<double>(most)) {
    return refuse(FaultKind::invalid, "cli.option.whole", {{"option", std::string(option)}, {"value", *text}});
  }
  return static_cast<std::int64_t>(*number);
}

Result<double> number_option(const FileArguments& given, std::string_view option, double otherwise) {
  const auto text = given.one(option);
  if (!text) return otherwise;
  const auto number = formats::number_of(*text);
  if (!number)
    return refuse(FaultKind::invalid, "cli.option.number", {{"option", std::string(option)}, {"value", *text}});
  return *number;
}

Result<std::optional<stats::Interval>> scale_option(const FileArguments& given, std::string_view option) {
  const auto text = given.one(option);
  if (!text) return std::nullopt;
  const auto at = text->find(':', 1);
  const auto low = at == std::string::npos ? std::nullopt : formats::number_of(text->substr(0, at));
  const auto high = at == std::string::npos ? std::nullopt : formats::number_of(text->substr(at + 1));
  if (!low || !high || !(*low < *high))
    return refuse(FaultKind::invalid, "cli.option.scale", {{"option", std::string(option)}, {"value", *text}});
  return stats::Interval{*low, *high};
}

Result<std::string> needed_option(const FileArguments& given, std::string_view option) {
  auto text = given.one(option);
  if (!text) return refuse(FaultKind::invalid, "cli.option.needed", {{"option", std::string(option)}});
  return *text;
}

Result<std::string> word_option(const FileArguments& given, std::string_view option,
                                std::initializer_list<std::string_view> words) {
  const auto text = given.one(option);
  if (!text) return std::string(*words.begin());
  if (std::find(words.begin(), words.end(), *text) != words.end()) return *text;
  std::string known;
  for (const auto word : words) known += (known.empty() ? "" : ", ") + std::string(word);
  return refuse(FaultKind::invalid, "cli.option.word",
                {{"option", std::string(option)}, {"value", *text}, {"known", known}});
}

Result<std::vector<std::size_t>> columns_of(const FileRows& rows, std::string_view list) {
  std::vector<std::size_t> places;
  for (const auto& name : list_of(list)) {
    auto place = rows.column(name);
    if (!place) return refuse(place.error());
    if (std::find(places.begin(), places.end(), *place) != places.end())
      return refuse(FaultKind::invalid, "cli.column.twice", {{"column", name}});
    places.push_back(*place);
  }
  return places;
}

}  // namespace goud::cli
