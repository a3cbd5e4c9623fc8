#include "store/ledger.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "store/file.hpp"
#include "store/log.hpp"

namespace goud::store {
namespace {

// Tab and line end part the fields: an id that holds one (a code of the organisation's own) is written escaped.
std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '\\') safe += "\\\\";
    else if (c == '\t') safe += "\\t";
    else if (c == '\n') safe += "\\n";
    else safe += c;
  }
  return safe;
}

std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      plain += text[i];
      continue;
    }
    ++i;
    plain += text[i] == 't' ? '\t' : text[i] == 'n' ? '\n' : text[i];
  }
  return plain;
}

std::optional<Erasure> erasure_from(const std::string& line) {
  std::vector<std::string_view> fields;
  const std::string_view all = line;
  for (std::size_t at = 0;;) {
    const auto end = all.find('\t', at);
    fields.push_back(all.substr(at, end == std::string_view::npos ? end : end - at));
    if (end == std::string_view::npos) break;
    at = end + 1;
  }
  if (fields.size() != 4) return std::nullopt;
  const auto at = instant_from(fields[0]);
  Erasure erasure;
  const auto [stop, error] = std::from_chars(fields[1].data(), fields[1].data() + fields[1].size(), erasure.org);
  if (!at || error != std::errc() || stop != fields[1].data() + fields[1].size()) return std::nullopt;
  erasure.at = *at;
  erasure.entity = unescaped(fields[2]);
  erasure.id = unescaped(fields[3]);
  return erasure;
}

}  // namespace

std::string ledger_path(const std::string& store_path) {
  return (std::filesystem::path(store_path).parent_path() / "erasures.log").string();
}

Result<std::vector<Erasure>> Ledger::read() const {
  std::vector<Erasure> erasures;
  std::ifstream file(path_, std::ios::binary);
  if (!file) return erasures;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (file.eof()) break;  // no line end behind it: cut off
    auto erasure = erasure_from(line);
    if (!erasure) {
      return refuse(FaultKind::invalid, "store.ledger", {{"path", path_}, {"line", std::to_string(number)}});
    }
    erasures.push_back(*std::move(erasure));
  }
  return erasures;
}

Result<std::int64_t> Ledger::append(std::span<const Erasure> erasures) const {
  const bool is_new = !std::filesystem::exists(path_);
  File file(::open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  if (!file) return refuse(fault_of_errno(errno));
  struct stat status {};
  if (::fstat(file.descriptor(), &status) != 0) return refuse(fault_of_errno(errno));
  std::int64_t length = status.st_size;
  std::string lines;
  for (const auto& erasure : erasures) {
    lines += to_rfc3339(erasure.at) + '\t' + std::to_string(erasure.org) + '\t' + escaped(erasure.entity) + '\t' +
             escaped(erasure.id) + '\n';
  }
  char last = '\n';
  if (length > 0 && ::pread(file.descriptor(), &last, 1, length - 1) == 1 && last != '\n') {
    // A crash cut the last line off; what it announced was never committed.
    const auto whole = read();
    if (!whole) return tl::unexpected<Fault>(whole.error());
    std::ifstream text(path_, std::ios::binary);
    std::stringstream all;
    all << text.rdbuf();
    length = static_cast<std::int64_t>(all.str().rfind('\n') + 1);
    if (::ftruncate(file.descriptor(), length) != 0) return refuse(fault_of_errno(errno));
  }
  if (!file.write_all(lines) || ::fdatasync(file.descriptor()) != 0) {
    const auto fault = fault_of_errno(errno);
    take_back(length);
    return refuse(fault);
  }
  if (is_new && !sync_directory(std::filesystem::path(path_).parent_path().string())) {
    return refuse(fault_of_errno(errno));
  }
  return length;
}

void Ledger::take_back(std::int64_t length) const {
  if (::truncate(path_.c_str(), length) != 0) {
    log_trouble("the ledger of erasures", "an erasure that was not committed could not be taken back");
  }
}

}  // namespace goud::store
