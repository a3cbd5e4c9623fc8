#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "cli/cli.hpp"
#include "cli/house.hpp"
#include "cli/look_into.hpp"
#include "cli/verbs.hpp"
#include "feedback/feedback.hpp"

namespace goud::cli {
namespace {

namespace fs = std::filesystem;

struct Asking {
  std::string data = data_directory_default(), organisation, format = "csv", from, until, unit, instrument, out;
  bool telephones = false;
};

Result<http::Stream> answers(feedback::Services& services, store::RecordStore& store, const Asking& asking) {
  auto tenant = people::tenant_of(store, asking.organisation);
  if (!tenant) return refuse(tenant.error());
  auto known = feedback::intake(services, *tenant);
  if (!known) return refuse(known.error());
  feedback::ExportAsked asked;
  asked.table = asking.format == "csv";
  asked.telephones = asking.telephones;
  for (const auto& [text, day] : {std::pair(&asking.from, &asked.from), std::pair(&asking.until, &asked.to)}) {
    if (text->empty()) continue;
    auto read = day_from(*text);
    if (!read) return refuse(read.error());
    *day = *read;
  }
  if (!asking.instrument.empty()) {
    const auto instrument = (*known)->instrument(asking.instrument);
    if (!instrument) return refuse(FaultKind::not_found, "feedback.instrument.unknown");
    asked.instrument = instrument->id.text;
  }
  if (!asking.unit.empty()) {
    const auto* unit = (*known)->unit(asking.unit);
    if (unit == nullptr) return refuse(FaultKind::invalid, "cli.export.unit_unknown", {{"unit", asking.unit}});
    asked.units = feedback::days_under((*known)->tree, unit->id);
  }
  return feedback::export_answers(services, *known, std::move(asked));
}

// Under another name until it is whole.
Done write_file(const http::Stream& pieces, const std::string& path) {
  std::error_code error;
  if (fs::exists(path, error)) return refuse(FaultKind::conflict, "cli.file_there", {{"path", path}});
  const auto half = path + ".half";
  std::ofstream file(half, std::ios::binary | std::ios::trunc);
  while (const auto piece = pieces()) file << *piece;
  file.close();
  if (file) fs::rename(half, path, error);
  if (file && !error) return {};
  std::error_code ignored;
  fs::remove(half, ignored);
  return refuse(FaultKind::unavailable, "cli.file_not_written", {{"path", path}});
}

}  // namespace

int export_answers(int argc, char** argv) {
  CLI::App app{"Writes the answers as they stand: corrections followed, erased ones left out. Also while goud serves.", "export"};
  Asking asking;
  app.add_option("--data", asking.data, "data directory; also $GOUD_HOME (default ./goud-data)");
  app.add_option("--org", asking.organisation, "id or name; not needed when there is one organisation");
  app.add_option("--format", asking.format, "csv, or jsonl: one JSON object a line")->check(CLI::IsMember({"csv", "jsonl"}))->capture_default_str();
  app.add_option("--from", asking.from, "first day, YYYY-MM-DD");
  app.add_option("--until", asking.until, "last day, YYYY-MM-DD");
  app.add_option("--unit", asking.unit, "code of a unit; its branch comes along");
  app.add_option("--instrument", asking.instrument, "key or id");
  app.add_flag("--telephones", asking.telephones, "also the numbers of who asked to be called");
  app.add_option("--out", asking.out, "file to write (default: standard output)");
  app.footer("Example:\n  goud export --data ./goud-data --unit zwl --from 2026-09-01 --out zwolle.csv");
  bool go_on = false;
  if (const int status = parse(app, argc, argv, go_on); !go_on) return status;

  const SystemClock clock;
  SystemRandomness randomness;
  auto store = look_into(asking.data, clock);
  if (!store) return complain(store.error());
  // An export seals no page and looks for no person: it gets no secret.
  const people::Secrets none{std::array<unsigned char, 32>{}};
  feedback::Services services(**store, clock, randomness, none);
  auto pieces = answers(services, **store, asking);
  if (!pieces) return complain(pieces.error());
  if (!asking.out.empty()) {
    if (auto done = write_file(*pieces, asking.out); !done) return complain(done.error());
    return answered;
  }
  while (const auto piece = (*pieces)()) std::cout << *piece;
  std::cout.flush();
  if (std::cout) return answered;
  return complain({FaultKind::unavailable, "cli.file_not_written", {}, {{"path", "-"}}});
}

}  // namespace goud::cli
