#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>

#include "cli/cli.hpp"
#include "cli/house.hpp"
#include "cli/look_into.hpp"
#include "cli/verbs.hpp"
#include "kernel/words.hpp"
#include "people/people.hpp"

namespace goud::cli {
namespace {

// What the file system can tell without opening anything.
std::vector<std::string> look_around(const std::string& path) {
  std::vector<std::string> wrong;
  struct stat state {};
  const auto secrets = path + "/secrets.toml";
  if (::stat(secrets.c_str(), &state) == 0 && (state.st_mode & 077) != 0) wrong.push_back(say(terminal_language(), "cli.doctor.secrets_open", {{"path", secrets}}));
  if (::stat(path.c_str(), &state) == 0 && (state.st_mode & 007) != 0) wrong.push_back(say(terminal_language(), "cli.doctor.directory_open", {{"path", path}}));
  std::error_code error;
  const auto space = std::filesystem::space(path, error);
  constexpr std::uintmax_t little = 200U << 20;
  if (!error && space.available < little)
    wrong.push_back(say(terminal_language(), "cli.doctor.little_room", {{"megabytes", std::to_string(space.available >> 20)}}));
  return wrong;
}

std::vector<Fault> look_at_keys(store::RecordStore& store, const std::string& directory, const Clock& clock) {
  auto keys = rounds::Keys::at(directory);
  if (!keys) return {keys.error()};
  SystemRandomness randomness;
  const people::Secrets none{std::array<unsigned char, 32>{}};  // no code is looked at
  rounds::Services services{store, clock, randomness, none, *keys};
  return rounds::examine(services);
}

}  // namespace

int doctor(int argc, char** argv) {
  CLI::App app{
      "Examines the data: the file, its keys, those of open rounds, the chain of the audit trail, the ledger of "
      "erasures. Changes nothing.",
      "doctor"};
  std::string data = data_directory_default(), keys;
  app.add_option(
      "--keys", keys,
      "directory of the keys of open rounds; also $GOUD_KEYS (default: the data directory's name with .keys)");
  app.add_option("--data", data, "data directory; also $GOUD_HOME (default ./goud-data)");
  app.footer("Exit status 1 when something is wrong.\nExample:\n  goud doctor --data /var/lib/goud");
  bool go_on = false;
  if (const int status = parse(app, argc, argv, go_on); !go_on) return status;

  const SystemClock clock;
  auto place = look_into(data, clock);
  if (!place) return complain(place.error());
  auto wrong = look_around(data);
  for (const auto& fault : (*place)->examine()) wrong.push_back(say(terminal_language(), fault.key, fault.args));
  for (const auto& fault : look_at_keys(**place, keys_directory(data, keys), clock))
    wrong.push_back(say(terminal_language(), fault.key, fault.args));
  for (const auto& note : (*place)->seal_notes()) std::cout << say(terminal_language(), note.key, note.args) << '\n';
  auto organisations = people::organisations(**place);
  if (!organisations) return complain(organisations.error());
  for (const auto& line : *organisations)
    std::cout << say(terminal_language(), "cli.doctor.organisation", {{"name", line.name}, {"accounts", std::to_string(line.accounts)}}) << '\n';
  for (const auto& sentence : wrong) std::cerr << "goud: " << sentence << '\n';
  if (wrong.empty()) std::cout << say(terminal_language(), "cli.doctor.well", {{"path", data}}) << '\n';
  return wrong.empty() ? answered : machine_failed;
}

}  // namespace goud::cli
