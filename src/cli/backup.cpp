#include "store/backup.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "cli/cli.hpp"
#include "cli/look_into.hpp"
#include "cli/verbs.hpp"
#include "kernel/words.hpp"

namespace goud::cli {

int backup(int argc, char** argv) {
  CLI::App app{"Makes a consistent copy of the record store, also while goud serves, with a manifest beside it.", "backup"};
  std::string data = data_directory_default(), to, check;
  app.add_option("--data", data, "data directory; also $GOUD_HOME (default ./goud-data)");
  auto* target = app.add_option("--to", to, "file to write, or a directory that gets a file with the time in its name");
  app.add_option("--check", check, "only check: is this backup still what its manifest says?")->excludes(target);
  app.footer(
      "Secrets and the ledger of erasures are not in it, on purpose: keep them apart.\n"
      "Example:\n  goud backup --data /var/lib/goud --to /var/backups/goud/\n  goud backup --check /var/backups/goud/goud-20261123T033000Z.backup");
  bool go_on = false;
  if (const int status = parse(app, argc, argv, go_on); !go_on) return status;
  const auto tell = [&](std::string_view key, const std::string& path, const store::Manifest& manifest) {
    std::int64_t rows = 0;
    for (const auto& [table, count] : manifest.rows) rows += count;
    std::cout << say(terminal_language(), key, {{"path", path},
                               {"at", to_rfc3339(manifest.at)},
                               {"bytes", number_text(terminal_language(), manifest.bytes)},
                               {"rows", number_text(terminal_language(), rows)}})
        << '\n';
    return answered;
  };
  if (!check.empty()) {
    auto manifest = store::verify(check);
    if (!manifest) return complain(manifest.error());
    return tell("cli.backup.whole", check, *manifest);
  }
  if (to.empty()) return complain({FaultKind::invalid, "cli.backup.to_missing"});
  const SystemClock clock;
  auto place = look_into(data, clock);
  if (!place) return complain(place.error());
  auto made = store::backup(**place, to, clock);
  if (!made) return complain(made.error());
  return tell("cli.backup.made", made->path, made->manifest);
}

}  // namespace goud::cli
