#include <CLI/CLI.hpp>
#include <iostream>
#include <cstdio>

#include "cli/cli.hpp"
#include "cli/cli.hpp"
#include "cli/house.hpp"
#include "cli/verbs.hpp"
#include "kernel/words.hpp"

namespace goud::cli {

int org(int argc, char** argv) {
  CLI::App app("Organisations of this installation.\nExample: goud org add \"Merelhof Hotels\" --language nl", "org");
  app.require_subcommand(1);
  std::string data = data_directory_default();
  people::NewOrganisation asked;
  auto* add = app.add_subcommand("add", "make an organisation\nExample: goud org add \"Merelhof Hotels\" --language nl");
  auto* list = app.add_subcommand("list", "show them all\nExample: goud org list");
  for (auto* one : {add, list}) one->add_option("--data", data, "data directory; also $GOUD_HOME (default ./goud-data)");
  add->add_option("name", asked.name, "its name")->required();
  add->add_option("--language", asked.language, "nl or en")->check(CLI::IsMember({"nl", "en"}));
  add->add_option("--time-zone", asked.time_zone, "its time zone (default Europe/Amsterdam)");
  bool go_on = false;
  const int status = parse(app, argc, argv, go_on);
  if (!go_on) return status;

  auto opened = add->parsed() ? House::open(data) : House::open_there(data);
  if (!opened) return complain(opened.error());
  auto& house = **opened;
  if (add->parsed()) {
    auto made = people::make_organisation(*house.store, house.clock, house.randomness, asked);
    if (!made) return complain(made.error());
  }
  auto all = people::organisations(*house.store);
  if (!all) return complain(all.error());
  if (add->parsed()) {
    std::printf("%s\n", say(terminal_language(), "cli.org.made", {{"name", asked.name}, {"id", all->back().id}}).c_str());
    return answered;
  }
  for (const auto& line : *all) std::printf("%s  %s  (%d)\n", line.id.c_str(), line.name.c_str(), line.accounts);
  return answered;
}

}  // namespace goud::cli
