// goud import: a survey file into an organisation that exists, by a map. goud open: an organisation made of a file.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "cli/cli.hpp"
#include "cli/report.hpp"
#include "cli/file_rows.hpp"
#include "cli/house.hpp"
#include "cli/verbs.hpp"
#include "kernel/words.hpp"

namespace goud::cli {
namespace {

namespace fs = std::filesystem;
constexpr const char* opener = "owner@goud.example";

std::string word(std::string_view key, const WordArguments& arguments = {}) { return say(terminal_language(), key, arguments); }
std::string whole(std::int64_t number) { return number_text(terminal_language(), number); }

// What was found and what is proposed, for a person to judge.
void show(const feedback::SeenFile& seen, const std::string& path, std::ostream& out) {
  const char delimiter = seen.shape.delimiter;
  out << word("cli.import.found", {{"file", path},
                                   {"rows", whole(seen.rows)},
                                   {"columns", whole(static_cast<std::int64_t>(seen.columns.size()))},
                                   {"format", seen.shape.format},
                                   {"encoding", seen.shape.encoding},
                                   {"delimiter", delimiter == '\t' ? "tab" : delimiter == '\0' ? "" : std::string(1, delimiter)}})
      << "\n\n";
  for (const auto& column : seen.columns) {
    if (column.role == "ignore") continue;
    std::string line = "  " + column.name;
    line.resize(std::max<std::size_t>(line.size() + 1, 44), ' ');
    line += word("web.import.role." + (column.role == "weight" ? std::string("question") : column.role));
    if (column.kind != formats::ColumnKind::empty) line += ", " + word("web.import.kind." + std::string(formats::to_text(column.kind)));
    if (!column.not_applicable.empty()) line += ", " + word("cli.import.not_applicable", {{"value", column.not_applicable.front()}});
    for (const auto& value : column.no_answer) line += ", " + word("cli.import.no_answer", {{"value", value}});
    if (column.strays > 0) line += ", " + word("cli.import.strays", {{"count", std::to_string(column.strays)}});
    out << line << '\n';
  }
  out << '\n';
  out << (seen.map.unit.empty() ? word("cli.import.no_unit") : word("cli.import.unit", {{"column", seen.map.unit}})) << '\n';
  out << (seen.map.outcome.empty() ? word("cli.import.no_outcome") : word("cli.import.outcome", {{"column", seen.map.outcome}})) << '\n';
  if (seen.map.date.empty()) out << word("cli.import.no_date") << '\n';
  if (seen.day_or_month) out << word("cli.import.day_or_month", {{"column", seen.map.date}}) << '\n';
  if (seen.ragged > 0) out << word("cli.import.ragged", {{"count", std::to_string(seen.ragged)}}) << '\n';
  // What is dropped is said: a column may hold what somebody came for.
  std::vector<std::string> left_out;
  bool percent = false, moment = false;
  for (const auto& column : seen.columns) {
    if (column.role == "ignore" && column.kind != formats::ColumnKind::empty) left_out.push_back(column.name);
    percent = percent || (column.role == "ignore" && column.kind == formats::ColumnKind::percent);
    moment = moment || column.role == "moment";
  }
  if (!left_out.empty()) {
    constexpr std::size_t named = 5;
    std::string names;
    for (std::size_t i = 0; i < std::min(named, left_out.size()); ++i) names += (i == 0 ? "" : ", ") + left_out[i];
    out << word("cli.import.left_out", {{"count", std::to_string(left_out.size())}, {"columns", left_out.size() > named ? names + ", …" : names}}) << '\n';
  }
  if (percent) out << word("cli.import.percent") << '\n';
  out << word(moment ? "cli.import.proposal" : "cli.import.no_moment") << '\n';
}

class Counting {
 public:
  void operator()(const feedback::Import& one) {
    if (!shown_) return;
    std::cerr << '\r' << word("cli.import.so_far", {{"rows", whole(one.rows_read)}}) << std::flush;
    written_ = true;
  }
  ~Counting() {
    if (written_) std::cerr << "\r\x1b[K" << std::flush;
  }

 private:
  bool shown_ = isatty(STDERR_FILENO) == 1;
  bool written_ = false;
};

Result<feedback::Import> take_in(House& house, Tenant tenant, const std::string& path, const feedback::ImportMap& map) {
  auto today = house.store->ask(store::Scope(tenant), [&](store::Reader& reader) {
    return people::day_of(people::organisation(reader), house.clock.now());
  });
  if (!today) return refuse(today.error());
  const feedback::Acting acting{"goud import", house.clock.now(), *today};
  auto begun = feedback::begin_import(*house.feedback, tenant, acting, path, fs::path(path).filename().string(), map);
  if (!begun) return begun;
  Counting counting;
  return feedback::run_import(*house.feedback, tenant, *begun, path, map, [&](const feedback::Import& one) { counting(one); });
}

void report(House& house, Tenant tenant, const feedback::Import& one, std::ostream& out) {
  out << word("cli.import.done", {{"added", whole(one.rows_added)}, {"duplicates", whole(one.rows_duplicate)}, {"refused", whole(one.rows_refused)}, {"id", one.id.text}})
      << '\n';
  if (one.rows_refused == 0) return;
  constexpr int shown = 20;
  (void)house.store->read(store::Scope(tenant), [&](store::Reader& reader) {
    for (const auto& row : feedback::refused_rows(reader, one.id, 0, shown)) {
      out << "  " << word("cli.import.line", {{"line", std::to_string(row.line)}}) << (row.field.empty() ? "" : ", " + row.field) << ": "
          << word(row.fault.key, row.fault.args) << '\n';
    }
  });
  if (one.rows_refused > shown) out << "  " << word("cli.import.more", {{"count", std::to_string(one.rows_refused - shown)}}) << '\n';
}

int refuse_map(const Fault& fault, const std::string& path) {
  if (fault.fields.empty()) return refuse_file(fault, path, std::cerr);
  for (const auto& field : fault.fields) std::cerr << "goud: " << path << ": " << field.path << ": " << word(field.key, field.args) << '\n';
  return asked_wrong;
}

Result<Tenant> organisation_named(House& house, const std::string& name) {
  if (!name.empty()) return people::tenant_of(*house.store, name);
  auto all = people::organisations(*house.store);
  if (!all) return refuse(all.error());
  if (all->size() == 1) return all->front().tenant;
  return refuse(FaultKind::invalid, all->empty() ? "cli.import.no_organisation" : "cli.import.which_organisation");
}

}  // namespace

int import_file(int argc, char** argv) {
  CLI::App app("Takes a survey file into an organisation. Without --map it only shows what it would do.", "import");
  std::string file, map_path, write_map, data = data_directory_default(), organisation, undo;
  bool list = false;
  app.add_option("FILE", file, "CSV, TSV (also .gz, .xz), SPSS .sav or .zsav, Parquet");
  app.add_option("--map", map_path, "how columns become questions (TOML)");
  app.add_option("--write-map", write_map, "write the proposed map to this file");
  app.add_option("--data", data, "data directory; also $GOUD_HOME (default ./goud-data)");
  app.add_option("--org", organisation, "which organisation, where there are several");
  app.add_option("--undo", undo, "take a whole import back, by its id");
  app.add_flag("--list", list, "the imports there were");
  app.footer("Example:\n  goud import guests.csv --write-map guests.toml\n  goud import guests.csv --map guests.toml");
  bool go_on = false;
  if (const int status = parse(app, argc, argv, go_on); !go_on) return status;

  formats::TableOptions options;
  options.parquet = open_parquet;
  std::optional<feedback::ImportMap> map;
  if (!map_path.empty()) {
    std::ifstream in(map_path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    if (!in) return refuse_file({FaultKind::not_found, "formats.file.missing", {}, {}}, map_path, std::cerr);
    auto read = feedback::map_from(text.str());
    if (!read) return refuse_map(read.error(), map_path);
    read->file.parquet = open_parquet;
    map = std::move(*read);
  }
  if (file.empty() && undo.empty() && !list) return refuse_file({FaultKind::invalid, "cli.file.none", {}, {}}, "", std::cerr);
  if (!map && undo.empty() && !list) {
    auto seen = feedback::look_at_file(file, fs::path(file).filename().string(), terminal_language(), options);
    if (!seen) return refuse_file(seen.error(), file, std::cerr);
    show(*seen, file, std::cout);
    const auto text = feedback::to_toml(seen->map);
    if (write_map.empty()) {
      std::cout << '\n' << text;
    } else if (auto written = write_whole(write_map, text); !written) {
      return complain(written.error());
    }
    return answered;
  }
  auto house = House::open_there(data);
  if (!house) return complain(house.error());
  auto tenant = organisation_named(**house, organisation);
  if (!tenant) return complain(tenant.error());
  if (list) {
    (void)(*house)->store->read(store::Scope(*tenant), [](store::Reader& reader) {
      for (const auto& one : feedback::imports(reader)) {
        std::cout << one.id.text << "  " << to_rfc3339(one.started_at) << "  " << feedback::name_of(one.state) << "  +" << one.rows_added << "  " << one.name << '\n';
      }
    });
    return answered;
  }
  if (!undo.empty()) {
    auto undone = feedback::undo_import(*(*house)->feedback, *tenant, {"goud import", (*house)->clock.now(), Day{}}, ImportId{undo});
    if (!undone) return complain(undone.error());
    std::cout << word("cli.import.undone", {{"rows", whole(undone->rows_added)}}) << '\n';
    return answered;
  }
  auto done = take_in(**house, *tenant, file, *map);
  if (!done) return done.error().fields.empty() ? refuse_file(done.error(), file, std::cerr) : refuse_map(done.error(), map_path);
  report(**house, *tenant, *done, std::cout);
  return answered;
}

namespace {

// The organisation of the file: the one that is there, or a new one that exists since the file's first day.
Result<Tenant> settle(House& house, const feedback::SeenFile& seen, const std::string& password) {
  auto all = people::organisations(*house.store);
  if (!all) return refuse(all.error());
  if (!all->empty()) {
    const auto tenant = all->front().tenant;
    auto accounts = house.store->ask(store::Scope(tenant), [](store::Reader& reader) { return people::accounts(reader); });
    if (!accounts) return refuse(accounts.error());
    for (const auto& account : *accounts) {
      if (account.email == opener) {
        if (auto done = people::set_password(*house.store, tenant, account.id, house.clock, house.passwords, password); !done) return refuse(done.error());
        return tenant;
      }
    }
    return refuse(FaultKind::conflict, "cli.open.other_data");
  }
  const Instant since = seen.first_day ? Instant{std::int64_t{seen.first_day->number} * 86'400'000'000 + 43'200'000'000} : house.clock.now();
  const SetClock founding(since);
  auto tenant = people::make_organisation(*house.store, founding, house.randomness, {seen.map.title, seen.map.language, "Europe/Amsterdam", false});
  if (!tenant) return tenant;
  auto account = people::make_account(*house.store, *tenant, house.clock, house.randomness, house.passwords,
                                      {opener, seen.map.title, http::Role::owner, std::nullopt, seen.map.language, password});
  if (!account) return refuse(account.error());
  return tenant;
}

}  // namespace

int open_file(int argc, char** argv) {
  CLI::App app("Makes an organisation of a survey file and shows its overview: proposes moments, units and outcome, takes the answers in and serves.", "open");
  std::string file, data, listen = "127.0.0.1:8080", map_path;
  bool no_serve = false;
  app.add_option("FILE", file, "CSV, TSV (also .gz, .xz), SPSS .sav or .zsav, Parquet")->required();
  app.add_option("--data", data, "data directory (default: the file's name with .goud, here)");
  app.add_option("--map", map_path, "how columns become questions (TOML), instead of the proposal");
  app.add_option("--listen", listen, "address and port; port 0 takes any free one");
  app.add_flag("--no-serve", no_serve, "only make it");
  app.footer("Example:\n  goud open guests.csv");
  bool go_on = false;
  if (const int status = parse(app, argc, argv, go_on); !go_on) return status;

  std::string stem = fs::path(file).filename().string();
  stem = stem.substr(0, stem.find('.'));
  if (data.empty()) data = stem + ".goud";
  formats::TableOptions options;
  options.parquet = open_parquet;
  auto seen = feedback::look_at_file(file, fs::path(file).filename().string(), terminal_language(), options);
  if (!seen) return refuse_file(seen.error(), file, std::cerr);
  if (seen->map.questions.empty()) return refuse_file({FaultKind::invalid, "cli.open.no_questions", {}, {}}, file, std::cerr);
  show(*seen, file, std::cout);
  auto map = seen->map;
  if (!map_path.empty()) {
    std::ifstream in(map_path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    auto read = feedback::map_from(text.str());
    if (!read) return refuse_map(read.error(), map_path);
    map = std::move(*read);
  }
  map.file.parquet = open_parquet;
  std::cout.flush();
  {
    auto house = House::open(data);
    if (!house) return complain(house.error());
    const auto password = people::new_secret((*house)->randomness, 12);
    auto tenant = settle(**house, *seen, password);
    if (!tenant) return complain(tenant.error());
    // The map stands beside the data, to be changed and used again.
    if (auto written = write_whole(data + "/" + map.instrument + ".toml", feedback::to_toml(map)); !written) return complain(written.error());
    auto done = take_in(**house, *tenant, file, map);
    if (!done) return done.error().fields.empty() ? refuse_file(done.error(), file, std::cerr) : refuse_map(done.error(), file);
    std::cout << '\n';
    report(**house, *tenant, *done, std::cout);
    // Counted before anyone looks, so that the first page is there at once; what fails here is said when it is asked for.
    (void)(*house)->columns->catch_up(*tenant);
    std::cout << word("cli.open.map", {{"path", data + "/" + map.instrument + ".toml"}}) << '\n'
              << word("cli.open.sign_in", {{"email", opener}, {"password", password}}) << '\n';
    std::cout.flush();
  }
  if (no_serve) return answered;
  std::vector<std::string> words = {"serve", "--data", data, "--listen", listen, "--quiet"};
  std::vector<char*> pointers;
  for (auto& one : words) pointers.push_back(one.data());
  pointers.push_back(nullptr);
  return serve(static_cast<int>(words.size()), pointers.data());
}

}  // namespace goud::cli
