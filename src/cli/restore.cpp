#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>

#include "cli/cli.hpp"
#include "cli/house.hpp"
#include "cli/verbs.hpp"
#include "kernel/words.hpp"
#include "store/backup.hpp"
#include "store/ledger.hpp"

namespace goud::cli {
namespace {

namespace fs = std::filesystem;

// Whoever restores says which ledger counts: without one, what was erased after the backup would come back unnoticed.
Done settle_ledger(const store::DataDirectory& place, const std::string& given, bool without) {
  const auto own = store::ledger_path(place.store_path());
  std::error_code error;
  const bool there = fs::exists(own, error);
  if (given.empty()) {
    if (there || without) return {};
    return refuse(FaultKind::invalid, "cli.restore.ledger_missing", {{"path", place.path()}});
  }
  if (!fs::exists(given, error)) return refuse(FaultKind::not_found, "cli.restore.ledger_unknown", {{"path", given}});
  if (there && fs::equivalent(given, own, error)) return {};
  if (there) return refuse(FaultKind::conflict, "cli.restore.ledger_there", {{"path", own}});
  if (!fs::copy_file(given, own, error)) return refuse(FaultKind::unavailable, "cli.file_not_written", {{"path", own}});
  fs::permissions(own, fs::perms::owner_read | fs::perms::owner_write, error);
  return {};
}

}  // namespace

int restore(int argc, char** argv) {
  CLI::App app{"Puts a backup back. What was erased since is erased again before anything can be served.", "restore"};
  std::string from, data = data_directory_default(), ledger;
  bool replace = false, without_ledger = false;
  app.add_option("backup", from, "the backup; its manifest lies beside it")->required();
  app.add_option("--data", data, "data directory to restore into; also $GOUD_HOME (default ./goud-data)");
  auto* given = app.add_option("--ledger", ledger, "the newest erasures.log, where the directory has none of its own");
  app.add_flag("--no-ledger", without_ledger, "nothing was ever erased, or it may come back")->excludes(given);
  app.add_flag("--replace", replace, "over the data that are there");
  app.footer(
      "Nobody may be serving from the directory. Until the last step the old data are the data.\n"
      "Example:\n  goud restore /var/backups/goud/goud-20261123T033000Z.backup --data /tmp/rehearsal --ledger /var/lib/goud/erasures.log");
  bool go_on = false;
  if (const int status = parse(app, argc, argv, go_on); !go_on) return status;

  // What is no whole backup is told before a directory is made for it.
  if (auto whole = store::verify(from); !whole) return complain(whole.error());
  const SystemClock clock;
  auto place = store::DataDirectory::take(data);
  if (!place) return complain(place.error());
  if (auto settled = settle_ledger(*place, ledger, without_ledger); !settled) return complain(settled.error());
  auto restored = store::restore(from, *place, all_rooms(), clock, replace ? store::Existing::replace : store::Existing::refuse);
  if (!restored) return complain(restored.error());
  std::int64_t rows = 0;
  for (const auto& [table, count] : restored->manifest.rows) rows += count;
  std::cout << say(terminal_language(), "cli.restore.done", {{"path", place->path()},
                                            {"at", to_rfc3339(restored->manifest.at)},
                                            {"rows", number_text(terminal_language(), rows)}})
      << '\n'
      << say(terminal_language(), "cli.restore.replayed", {{"count", std::to_string(restored->erasures_replayed)}}) << '\n';
  std::cout << say(terminal_language(), "cli.restore.accounts") << '\n';
  for (const auto& note : restored->notes) std::cout << say(terminal_language(), note.key, note.args) << '\n';
  std::error_code error;
  if (!fs::exists(place->secrets_path(), error)) std::cout << say(terminal_language(), "cli.restore.secrets", {{"path", place->secrets_path()}}) << '\n';
  return answered;
}

}  // namespace goud::cli
