#include "store/secrets.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <optional>

#include "store/file.hpp"

namespace goud::store {
namespace {

auto refuse_file(const std::string& path, const std::string& reason) {
  return refuse(FaultKind::unavailable, "store.secrets", {{"path", path}, {"reason", reason}});
}

constexpr std::string_view name = "installation_key";

// The one line we wrote: installation_key = "64 hexadecimal digits".
std::optional<SecretKey> key_from(std::string_view line) {
  const auto open = line.find('"');
  const auto close = line.rfind('"');
  if (open == std::string_view::npos || close == open) return std::nullopt;
  const auto digits = line.substr(open + 1, close - open - 1);
  SecretKey key{};
  std::size_t length = 0;
  if (sodium_hex2bin(key.data(), key.size(), digits.data(), digits.size(), nullptr, &length, nullptr) != 0) return std::nullopt;
  return length == key.size() ? std::optional(key) : std::nullopt;
}

Result<SecretKey> make(const std::string& path, Randomness& randomness) {
  SecretKey key{};
  randomness.fill(std::as_writable_bytes(std::span(key)));
  std::array<char, 65> digits{};
  sodium_bin2hex(digits.data(), digits.size(), key.data(), key.size());
  const auto text = "# goud's own secrets. Keep a copy elsewhere, apart from the backups; show it to nobody.\n" + std::string(name) +
                    " = \"" + digits.data() + "\"\n";
  // Written under another name first: half a file of secrets is none.
  const auto half = path + ".new";
  ::unlink(half.c_str());
  {
    const File file(::open(half.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file || !file.write_all(text) || ::fsync(file.descriptor()) != 0) return refuse_file(path, words_of_errno(errno));
  }
  if (::rename(half.c_str(), path.c_str()) != 0 || !sync_directory(std::filesystem::path(path).parent_path().string())) {
    return refuse_file(path, words_of_errno(errno));
  }
  return key;
}

}  // namespace

Result<std::optional<SecretKey>> installation_key_there(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return std::nullopt;
    return refuse_file(path, words_of_errno(errno));
  }
  if ((status.st_mode & 077) != 0) return refuse(FaultKind::unavailable, "store.secrets_open", {{"path", path}});
  std::ifstream file(path);
  if (!file) return refuse_file(path, words_of_errno(errno));
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(name)) continue;
    if (const auto key = key_from(line)) return key;
  }
  return refuse_file(path, "installation_key = \"64 hexadecimal digits\" is missing");
}

Result<SecretKey> installation_key(const std::string& path, Randomness& randomness) {
  auto there = installation_key_there(path);
  if (!there) return refuse(there.error());
  return *there ? Result<SecretKey>(**there) : make(path, randomness);
}

}  // namespace goud::store
