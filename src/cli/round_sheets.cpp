#include "cli/round_sheets.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "cli/cli.hpp"
#include "formats/code_cards.hpp"
#include "kernel/words.hpp"

namespace goud::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view mail_name = "/mail.csv", cards_name = "/cards.csv", sheet_name = "/cards.pdf";

std::string cell(std::string_view text) {
  std::string safe = "\"";
  // A spreadsheet takes these for a formula.
  if (!text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos) safe += '\'';
  for (const char c : text) safe += c == '"' ? std::string("\"\"") : std::string(1, c);
  return safe + '"';
}

Done write_private(const std::string& path, const std::string& bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0 && errno == EEXIST) return refuse(FaultKind::conflict, "cli.file_there", {{"path", path}});
  bool written = file >= 0;
  for (std::size_t at = 0; written && at < bytes.size();) {
    const auto wrote = ::write(file, bytes.data() + at, bytes.size() - at);
    if (wrote < 0 && errno == EINTR) continue;
    written = wrote > 0;
    at += static_cast<std::size_t>(std::max<ssize_t>(wrote, 0));
  }
  written = written && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!written) return refuse(FaultKind::unavailable, "cli.file_not_written", {{"path", path}});
  return {};
}

std::string without_scheme(const std::string& address) {
  const auto scheme = address.find("://");
  return scheme == std::string::npos ? address : address.substr(scheme + 3);
}

// As POST /api/v1/rounds/{id}/cards prints them.
Result<std::string> printed_cards(const std::vector<rounds::HandedOut>& out, const rounds::Plan& plan,
                                  const std::string& home) {
  std::vector<formats::CodeCard> cards;
  for (const auto& one : out) {
    if (!one.address.empty()) continue;
    const auto& language = one.language;
    cards.push_back({say(language, "rounds.card.heading"), one.unit_name, home + "/r/" + one.code,
                     say(language, "rounds.card.scan", {{"address", without_scheme(home) + "/r"}}), one.code,
                     say(language, "rounds.card.until",
                         {{"round", plan.name.in(language)}, {"day", to_text(Day{plan.closes.number - 1})}}),
                     say(language, "rounds.card.any"), ""});
  }
  return formats::code_cards(cards, say(terminal_language(), "rounds.card.title"));
}

}  // namespace

Done sheets_place(const std::string& directory) {
  std::error_code error;
  if (::mkdir(directory.c_str(), 0700) != 0 && !fs::is_directory(directory, error))
    return refuse(FaultKind::unavailable, "cli.file_not_written", {{"path", directory}});
  for (const auto name : {mail_name, cards_name, sheet_name})
    if (const auto path = directory + std::string(name); fs::exists(path, error))
      return refuse(FaultKind::conflict, "cli.file_there", {{"path", path}});
  if (::access(directory.c_str(), W_OK | X_OK) != 0)
    return refuse(FaultKind::unavailable, "cli.file_not_written", {{"path", directory}});
  return {};
}

Result<std::vector<Sheet>> write_sheets(const std::vector<rounds::HandedOut>& out, const rounds::Plan& plan,
                                        const std::string& directory, const std::string& url) {
  auto home = url;
  while (home.ends_with('/')) home.pop_back();
  Sheet mail{directory + std::string(mail_name)}, cards{directory + std::string(cards_name)};
  std::string mails = "address,language,unit,code,link\r\n", printed = "unit,language,code,link\r\n";
  for (const auto& one : out) {
    auto& into = one.address.empty() ? printed : mails;
    if (!one.address.empty())
      into += cell(one.address) + ',' + one.language + ',' + cell(one.unit_name);
    else
      into += cell(one.unit_name) + ',' + one.language;
    into += ',' + one.code + ',' + home + "/r/" + one.code + "\r\n";
    ++(one.address.empty() ? cards : mail).codes;
  }
  std::vector<Sheet> written;
  for (const auto& [sheet, bytes] : {std::pair(&mail, &mails), std::pair(&cards, &printed)}) {
    if (sheet->codes == 0) continue;
    if (auto done = write_private(sheet->path, *bytes); !done) return refuse(done.error());
    written.push_back(*sheet);
  }
  if (cards.codes > 0 && !home.empty()) {
    auto pdf = printed_cards(out, plan, home);
    if (!pdf) return refuse(pdf.error());
    Sheet sheet{directory + std::string(sheet_name), cards.codes};
    if (auto done = write_private(sheet.path, *pdf); !done) return refuse(done.error());
    sodium_memzero(pdf->data(), pdf->size());
    written.push_back(std::move(sheet));
  }
  for (auto* bytes : {&mails, &printed}) sodium_memzero(bytes->data(), bytes->size());
  return written;
}

}  // namespace goud::cli
