#include <sys/stat.h>
#include <toml++/toml.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "cli/cli.hpp"
#include "cli/house.hpp"
#include "cli/look_into.hpp"
#include "cli/round_clock.hpp"
#include "cli/round_sheets.hpp"
#include "cli/verbs.hpp"
#include "kernel/words.hpp"

namespace goud::cli {
namespace {

namespace fs = std::filesystem;

struct Asking {
  std::string data = data_directory_default(), keys, organisation, file, out, url, because;
  int number = 0;  // 0: the one there is
  bool again = false, sure = false;
};

void print(std::string_view key, const std::map<std::string, std::string>& args = {}) {
  std::cout << say(terminal_language(), key, args) << '\n';
}

std::string count(std::int64_t number) { return number_text(terminal_language(), number); }

// A plan as JSON; TOML says the same with less to type.
Result<std::string> plan_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  if (!file || !(text << file.rdbuf())) return refuse(FaultKind::not_found, "cli.round.file", {{"path", path}});
  if (!path.ends_with(".toml")) return text.str();
  try {
    const toml::table table = toml::parse(text.str());
    std::stringstream json;
    // Days are written as texts: TOML has a type of its own for them.
    json << toml::json_formatter{table, toml::format_flags::quote_dates_and_times};
    return json.str();
  } catch (const toml::parse_error& error) {
    return refuse(FaultKind::invalid, "cli.config.broken",
                  {{"file", path},
                   {"line", std::to_string(error.source().begin.line)},
                   {"why", std::string(error.description())}});
  }
}

promises::Acting acting_in(House& house, Tenant tenant) {
  const auto now = house.clock.now();
  const auto today = house.store->ask(
      store::Scope(tenant), [&](store::Reader& reader) { return people::day_of(people::organisation(reader), now); });
  return {"goud round", now, today.value_or(Day{})};
}

// The round that was numbered, else the latest in one of these states.
Result<rounds::Round> chosen(store::RecordStore& store, Tenant tenant, int number,
                             std::initializer_list<rounds::State> states) {
  auto all = store.ask(store::Scope(tenant), [](store::Reader& reader) { return rounds::rounds(reader); });
  if (!all) return refuse(all.error());
  const auto fit = [&](const rounds::Round& one) {
    return std::find(states.begin(), states.end(), one.state) != states.end();
  };
  const bool planned = std::find(states.begin(), states.end(), rounds::State::planned) != states.end();
  if (number <= 0 && planned && std::count_if(all->begin(), all->end(), fit) > 1)
    return refuse(FaultKind::invalid, "cli.round.which");
  for (auto& one : *all) {
    const bool fits = fit(one);
    if (number > 0 ? one.number == number : fits) return std::move(one);
  }
  if (number > 0) return refuse(FaultKind::not_found, "rounds.unknown");
  return refuse(FaultKind::not_found, "cli.round.none");
}

Result<int> plan(House& house, Tenant tenant, const Asking& asking) {
  auto text = plan_text(asking.file);
  if (!text) return refuse(text.error());
  auto plan = rounds::plan_from(*text);
  if (!plan) return refuse(plan.error());
  const auto acting = acting_in(house, tenant);
  auto made = house.store->change(store::Scope(tenant), [&](store::Writer& writer) {
    return rounds::plan_round(writer, acting, house.randomness, *plan);
  });
  if (!made) return refuse(made.error());
  print("cli.round.planned", {{"number", std::to_string(made->number)},
                              {"name", made->plan.name.in(terminal_language())},
                              {"opens", to_text(made->plan.opens)},
                              {"closes", to_text(made->plan.closes)}});
  return answered;
}

Result<int> open(House& house, Tenant tenant, const Asking& asking) {
  if (asking.again && !asking.sure) return refuse(FaultKind::invalid, "cli.round.sure");
  auto round =
      chosen(*house.store, tenant, asking.number, {asking.again ? rounds::State::open : rounds::State::planned});
  if (!round) return refuse(round.error());
  if (auto place = sheets_place(asking.out); !place) return refuse(place.error());
  const auto acting = acting_in(house, tenant);
  auto out = asking.again ? rounds::begin_again(*house.rounds, tenant, acting, round->id)
                          : rounds::open_round(*house.rounds, tenant, acting, round->id);
  if (!out) return refuse(out.error());
  auto written = write_sheets(*out, round->plan, asking.out, asking.url);
  if (!written) {
    std::cerr << "goud: " << say(terminal_language(), "cli.round.not_written") << '\n';
    return refuse(written.error());
  }
  print("cli.round.opened", {{"number", std::to_string(round->number)},
                             {"people", count(static_cast<std::int64_t>(out->size()))},
                             {"closes", to_text(round->plan.closes)}});
  for (const auto& sheet : *written) print("cli.round.sheet", {{"path", sheet.path}, {"codes", count(sheet.codes)}});
  print("cli.round.nowhere_else");
  if (asking.url.empty()) print("cli.round.no_url");
  return answered;
}

Result<int> close(House& house, Tenant tenant, const Asking& asking) {
  auto round = chosen(*house.store, tenant, asking.number, {rounds::State::open, rounds::State::closing});
  if (!round) return refuse(round.error());
  const auto acting = acting_in(house, tenant);
  if (!asking.because.empty()) {
    auto gone = rounds::withdraw_round(*house.rounds, tenant, acting, round->id, asking.because);
    if (!gone) return refuse(gone.error());
    print("cli.round.withdrawn", {{"number", std::to_string(round->number)}});
    return answered;
  }
  auto closed = rounds::close_round(*house.rounds, tenant, acting, round->id);
  if (!closed) return refuse(closed.error());
  print("cli.round.closed",
        {{"number", std::to_string(closed->number)}, {"people", count(closed->ballots.value_or(0))}});
  return answered;
}

Result<int> status(store::RecordStore& store, Tenant tenant) {
  const auto language = terminal_language();
  return store.ask(store::Scope(tenant), [&](store::Reader& reader) {
    const auto consent = rounds::consent(reader);
    if (!consent) print("rounds.consent.none");
    for (const auto& round : rounds::rounds(reader)) {
      const auto said = rounds::response(reader, round);
      print("cli.round.line", {{"number", std::to_string(round.number)},
                               {"name", round.plan.name.in(language)},
                               {"state", say(language, "cli.round.state." + std::string(name_of(round.state)))},
                               {"opens", to_text(round.plan.opens)},
                               {"closes", to_text(round.plan.closes)}});
      if (round.state == rounds::State::open && said.at_least)
        print("cli.round.response", {{"at_least", count(*said.at_least)}, {"invited", count(said.invited)}});
      if (round.ballots)
        print("cli.round.answered", {{"people", count(*round.ballots)}, {"invited", count(said.invited)}});
    }
    return answered;
  });
}

Result<int> verify(store::RecordStore& store, Tenant tenant, const Asking& asking) {
  auto round = chosen(store, tenant, asking.number, {rounds::State::released});
  if (!round) return refuse(round.error());
  auto asked =
      store.ask(store::Scope(tenant), [&](store::Reader& reader) { return rounds::verify(reader, round->id); });
  if (!asked) return refuse(asked.error());
  if (!*asked) return refuse(asked->error());
  const auto& proved = **asked;
  print("cli.round.proved", {{"number", std::to_string(round->number)},
                             {"questions", count(proved.questions)},
                             {"groups", count(proved.groups)},
                             {"hidden", count(proved.hidden)}});
  print("cli.round.proved_smallest",
        {{"smallest", count(proved.smallest)}, {"floor", std::to_string(round->plan.floor)}});
  print("cli.round.proved_tried",
        {{"tried", count(proved.tried)}, {"cells", count(proved.cells)}, {"determined", count(proved.determined)}});
  return proved.determined == 0 ? answered : machine_failed;
}

// The table that the API's export gives.
Result<int> figures(store::RecordStore& store, Tenant tenant, const Asking& asking) {
  auto round = chosen(store, tenant, asking.number, {rounds::State::released});
  if (!round) return refuse(round.error());
  auto asked = store.ask(store::Scope(tenant), [&](store::Reader& reader) {
    return rounds::released_table(reader, round->id, terminal_language());
  });
  if (!asked) return refuse(asked.error());
  if (!*asked) return refuse(asked->error());
  while (auto piece = (**asked)()) std::cout << *piece;
  return answered;
}

}  // namespace

int round(int argc, char** argv) {
  CLI::App app{
      "Rounds of employees: planned, opened, closed and released, proved again.\n"
      "plan, open and close hold the data directory: stop the service first, or do it in the browser.",
      "round"};
  app.require_subcommand(1);
  Asking asking;
  auto* planning =
      app.add_subcommand("plan", "write down what a round asks, from a file\nExample: goud round plan november.toml");
  auto* opening = app.add_subcommand(
      "open",
      "freeze who may answer and make the codes\nExample: goud round open --out ./codes --url https://goud.example.nl");
  auto* looking =
      app.add_subcommand("status", "which rounds there are, and how many answered\nExample: goud round status");
  auto* closing =
      app.add_subcommand("close", "open the letterbox, release, destroy the key\nExample: goud round close");
  auto* proving = app.add_subcommand(
      "verify", "go through what was released again and say what is proved\nExample: goud round verify --number 3");
  auto* telling = app.add_subcommand(
      "figures", "what was released as a table (CSV)\nExample: goud round figures --number 3 > round-3.csv");
  for (auto* one : {planning, opening, looking, closing, proving, telling}) {
    one->add_option("--data", asking.data, "data directory; also $GOUD_HOME (default ./goud-data)");
    one->add_option("--org", asking.organisation, "id or name; not needed when there is one organisation");
  }
  for (auto* one : {opening, closing})
    one->add_option(
        "--keys", asking.keys,
        "directory of the keys of open rounds; also $GOUD_KEYS (default: the data directory's name with .keys)");
  for (auto* one : {opening, closing, proving, telling})
    one->add_option("--number", asking.number, "number of the round (default: the one there is)")
        ->check(CLI::Range(1, 100000));
  planning->add_option("file", asking.file, "the plan: .json as the API takes it, or .toml")->required();
  opening->add_option("--out", asking.out, "directory for the mail list and the cards; made when missing")->required();
  opening->add_option("--url", asking.url, "what links begin with, https://goud.example.nl");
  auto* again = opening->add_flag("--begin-again", asking.again,
                                  "new codes for the round that is open; all that was answered so far is thrown away");
  opening->add_flag("--sure", asking.sure, "yes, throw it away")->needs(again);
  closing->add_option("--withdraw", asking.because, "throw everything away unopened, and say why");
  bool go_on = false;
  if (const int result = parse(app, argc, argv, go_on); !go_on) return result;
  leave_no_cores();

  Result<int> done = answered;
  if (looking->parsed() || proving->parsed() || telling->parsed()) {
    const SystemClock clock;
    auto store = look_into(asking.data, clock);
    if (!store) return complain(store.error());
    auto tenant = people::tenant_of(**store, asking.organisation);
    if (!tenant) return complain(tenant.error());
    done = looking->parsed()   ? status(**store, *tenant)
           : telling->parsed() ? figures(**store, *tenant, asking)
                               : verify(**store, *tenant, asking);
  } else {
    auto house = House::open_there(asking.data, asking.keys);
    if (!house) return complain(house.error());
    auto tenant = people::tenant_of(*(*house)->store, asking.organisation);
    if (!tenant) return complain(tenant.error());
    done = planning->parsed()  ? plan(**house, *tenant, asking)
           : opening->parsed() ? open(**house, *tenant, asking)
                               : close(**house, *tenant, asking);
  }
  if (!done) return complain(done.error());
  return *done;
}

}  // namespace goud::cli
