#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "cli/cli.hpp"
#include "cli/demo/merelhof.hpp"
#include "cli/house.hpp"
#include "cli/verbs.hpp"
#include "kernel/words.hpp"

namespace goud::cli {
namespace {

int write_survey(const std::string& path, std::uint64_t seed, Day until) {
  if (std::filesystem::exists(path)) return complain({FaultKind::conflict, "cli.file_there", {}, {{"path", path}}});
  std::ofstream file(path, std::ios::binary);
  file << demo::survey_csv(seed, until, 300);
  file.close();
  if (!file) return complain({FaultKind::unavailable, "cli.file_not_written", {}, {{"path", path}}});
  std::cout << path << '\n';
  return answered;
}

}  // namespace

int demonstrate(int argc, char** argv) {
  CLI::App app{
      "Makes the demonstration: Merelhof Hotels, fourteen hotels that do not exist, with two years of guests' answers, "
      "eight rounds of employees' and a year of what its floor told.",
      "demo"};
  std::string data = data_directory_default(), until_text, survey;
  demo::Wanted wanted;
  app.add_option("--data", data, "data directory; also $GOUD_HOME (default ./goud-data)");
  app.add_option("--seed", wanted.ask.seed, "other guests; the same seed gives the same answers")->capture_default_str();
  app.add_option("--until", until_text, "last day, YYYY-MM-DD (default: today)");
  app.add_option("--answers", wanted.ask.answers, "how many guests answer")->check(CLI::Range(1, 5'000'000))->capture_default_str();
  app.add_option("--rounds", wanted.rounds, "how many rounds employees have answered")
      ->check(CLI::Range(0, demo::rounds_held))
      ->capture_default_str();
  bool without_floor = false;
  app.add_flag("--without-floor", without_floor,
               "no cards, passes, barriers, stories of colleagues, follow-ups or meetings");
  app.add_flag("--with-accounts", wanted.with_accounts, "an account for each role, not for the owner alone");
  app.add_option("--survey", survey, "only write a survey file of 300 rows, as another tool would export it");
  app.footer("Example:\n  goud demo --data ./merelhof --seed 7\n  goud serve --data ./merelhof");
  bool go_on = false;
  if (const int status = parse(app, argc, argv, go_on); !go_on) return status;

  const SystemClock clock;
  auto until = until_text.empty() ? day_in(clock.now(), "Europe/Amsterdam") : day_from(until_text);
  if (!until) return complain(until.error());
  wanted.ask.until = *until;
  wanted.floor = !without_floor;
  if (!survey.empty()) return write_survey(survey, wanted.ask.seed, *until);

  auto house = House::open(data);
  if (!house) return complain(house.error());
  auto& rooms = **house;
  auto made = demo::make_merelhof(*rooms.store, *rooms.columns, *rooms.secrets, *rooms.keys, rooms.passwords, wanted);
  if (!made) return complain(made.error());
  // So that the first page need not wait; what fails here is made anew when somebody asks.
  (void)rooms.columns->catch_up(made->tenant);

  const auto print = [](std::string_view key, WordArguments words) { std::cout << say(terminal_language(), key, words) << '\n'; };
  print("cli.demo.made", {{"name", std::string(demo::merelhof_name)},
                          {"answers", number_text(terminal_language(), std::int64_t{made->answers})},
                          {"stories", number_text(terminal_language(), std::int64_t{made->stories})},
                          {"until", to_text(*until)}});
  if (made->heard.rounds > 0)
    print("cli.demo.heard", {{"rounds", number_text(terminal_language(), std::int64_t{made->heard.rounds})},
                             {"ballots", number_text(terminal_language(), std::int64_t{made->heard.ballots})}});
  if (wanted.floor) {
    print("cli.demo.floor", {{"barriers", number_text(terminal_language(), std::int64_t{made->floor.barriers})},
                             {"reports", number_text(terminal_language(), std::int64_t{made->floor.reports})}});
    print("cli.demo.pass", {{"unit", made->unit_code},
                            {"name", std::string(demo::teams().front().floor[0])},
                            {"personal", made->personal_code}});
  }
  for (const auto& [role, email, password] : made->sign_ins)
    print("cli.demo.sign_in", {{"role", role}, {"email", email}, {"password", password}});
  return answered;
}

}  // namespace goud::cli
