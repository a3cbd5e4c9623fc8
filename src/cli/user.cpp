#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <termios.h>
#include <unistd.h>

#include "cli/cli.hpp"
#include "cli/cli.hpp"
#include "cli/house.hpp"
#include "cli/verbs.hpp"
#include "kernel/words.hpp"

namespace goud::cli {
namespace {

// Typed without being shown; from a pipe, its first line. Never an option: those stand in the list of processes.
std::string ask_password() {
  const bool terminal = isatty(STDIN_FILENO) != 0;
  termios before{};
  if (terminal) {
    std::fprintf(stderr, "%s ", say(terminal_language(), "cli.user.password").c_str());
    tcgetattr(STDIN_FILENO, &before);
    auto silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  std::string line;
  std::getline(std::cin, line);
  if (terminal) {
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    std::fputs("\n", stderr);
  }
  return line;
}

Result<AccountId> account_of(store::RecordStore& store, Tenant tenant, const std::string& email) {
  auto all = store.ask(store::Scope(tenant), [](store::Reader& reader) { return people::accounts(reader); });
  if (!all) return tl::unexpected<Fault>(all.error());
  for (const auto& one : *all)
    if (one.email == email) return one.id;
  return refuse(FaultKind::not_found, "people.account.unknown");
}

}  // namespace

int user(int argc, char** argv) {
  CLI::App app("Accounts of an organisation.\nExample: goud user add anna@example.nl --name \"Anna de Wit\" --role owner", "user");
  app.require_subcommand(1);
  std::string data = data_directory_default(), organisation, unit, role = "owner";
  people::NewAccount asked;
  auto* add = app.add_subcommand("add", "make an account; the password is asked for, or read from a pipe\n"
                                        "Example: goud user add anna@example.nl --name \"Anna de Wit\" --role cx_manager");
  auto* list = app.add_subcommand("list", "show them all\nExample: goud user list");
  auto* password = app.add_subcommand("password", "set a password and end every session\nExample: goud user password anna@example.nl");
  auto* disable = app.add_subcommand("disable", "no more signing in\nExample: goud user disable anna@example.nl");
  auto* enable = app.add_subcommand("enable", "signing in again\nExample: goud user enable anna@example.nl");
  for (auto* one : {add, list, password, disable, enable}) {
    one->add_option("--data", data, "data directory; also $GOUD_HOME (default ./goud-data)");
    one->add_option("--org", organisation, "id or name; not needed when there is one organisation");
    if (one != list) one->add_option("email", asked.email, "e-mail address")->required();
  }
  add->add_option("--name", asked.name, "name")->required();
  add->add_option("--role", role, "owner, cx_manager, hr_manager, unit_manager, analyst or employee (default owner)");
  add->add_option("--unit", unit, "code of a unit; a unit manager needs one");
  add->add_option("--language", asked.language, "nl or en")->check(CLI::IsMember({"nl", "en"}));
  bool go_on = false;
  const int status = parse(app, argc, argv, go_on);
  if (!go_on) return status;

  auto opened = House::open_there(data);
  if (!opened) return complain(opened.error());
  auto& house = **opened;
  auto& services = *house.people;
  auto tenant = people::tenant_of(*house.store, organisation);
  if (!tenant) return complain(tenant.error());

  if (list->parsed()) {
    auto all = house.store->ask(store::Scope(*tenant), [](store::Reader& reader) { return people::accounts(reader); });
    if (!all) return complain(all.error());
    for (const auto& one : *all)
      std::printf("%-32s %-13s %s%s\n", one.email.c_str(), std::string(http::name_of(one.role)).c_str(), one.name.c_str(),
                  one.active ? "" : say(terminal_language(), "cli.user.disabled_mark").c_str());
    return answered;
  }
  if (add->parsed()) {
    const auto known = http::role_from(role);
    if (!known) return complain({FaultKind::invalid, "people.account.role_unknown", {}, {}});
    asked.role = *known;
    if (!unit.empty()) {
      auto tree = house.store->ask(store::Scope(*tenant), [](store::Reader& reader) { return people::unit_tree(reader); });
      if (!tree) return complain(tree.error());
      const auto* found = tree->by_code(unit);
      if (!found) return complain({FaultKind::not_found, "people.unit.unknown", {}, {}});
      asked.unit = found->id;
    }
    asked.password = ask_password();
    if (asked.password.empty()) return complain({FaultKind::invalid, "people.password.short", {}, {}});
    auto made = people::make_account(*house.store, *tenant, house.clock, house.randomness, services.passwords, asked);
    if (!made) return complain(made.error());
    std::printf("%s\n", say(terminal_language(), "cli.user.made", {{"email", asked.email}}).c_str());
    return answered;
  }
  auto id = account_of(*house.store, *tenant, asked.email);
  if (!id) return complain(id.error());
  Done done;
  if (password->parsed()) {
    done = people::set_password(*house.store, *tenant, *id, house.clock, services.passwords, ask_password());
  } else {
    done = people::set_active(*house.store, *tenant, *id, house.clock, enable->parsed());
  }
  if (!done) return complain(done.error());
  std::printf("%s\n", say(terminal_language(), "cli.user.done", {{"email", asked.email}}).c_str());
  return answered;
}

}  // namespace goud::cli
