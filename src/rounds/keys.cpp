#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <system_error>
#include <utility>

#include "rounds/rounds.hpp"

namespace goud::rounds {
namespace {

constexpr std::size_t public_bytes = crypto_box_PUBLICKEYBYTES, secret_bytes = crypto_box_SECRETKEYBYTES;
constexpr std::size_t file_bytes = public_bytes + secret_bytes;
constexpr std::string_view key_ending = ".key", gone_ending = ".destroyed", next_ending = ".next";

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  explicit operator bool() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

tl::unexpected<Fault> failed(const std::string& path, int error) {
  return refuse(FaultKind::unavailable, "rounds.keys.failed",
                {{"path", path}, {"reason", std::generic_category().message(error)}});
}

bool sync_directory(const std::string& path) {
  const Descriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return directory && ::fsync(directory.number()) == 0;
}

bool write_all(int descriptor, const unsigned char* bytes, std::size_t count) {
  for (std::size_t at = 0; at < count;) {
    const auto wrote = ::write(descriptor, bytes + at, count - at);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    at += static_cast<std::size_t>(wrote);
  }
  return true;
}

std::string name_of(Tenant tenant, std::string_view round) {
  if (!uuid_wellformed(round)) throw std::logic_error("a key belongs to a round");
  return "/" + std::to_string(tenant.org) + "-" + std::string(round);
}

Done closed_to_others(const std::string& path, mode_t mode) {
  if ((mode & 077) != 0) return refuse(FaultKind::unavailable, "rounds.keys.open_to_others", {{"path", path}});
  return {};
}

// A new pair in a file of its own, synced; gives the public key.
Result<std::string> pair_at(const std::string& directory, const std::string& file) {
  std::array<unsigned char, file_bytes> pair{};
  crypto_box_keypair(pair.data(), pair.data() + public_bytes);
  bool written = false;
  {
    const Descriptor made(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    written = made && write_all(made.number(), pair.data(), pair.size()) && ::fsync(made.number()) == 0;
  }
  const auto error = errno;
  std::string public_key(reinterpret_cast<const char*>(pair.data()), public_bytes);
  sodium_memzero(pair.data(), pair.size());
  if (!written || !sync_directory(directory)) {
    (void)::unlink(file.c_str());
    return failed(file, written ? errno : error);
  }
  return public_key;
}

// Written over, removed, the directory synced; one that is not there is no fault.
Done wiped_away(const std::string& directory, const std::string& file) {
  {
    const Descriptor there(::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    if (!there) {
      if (errno == ENOENT) return {};
      return failed(file, errno);
    }
    struct stat state {};
    if (::fstat(there.number(), &state) != 0) return failed(file, errno);
    std::array<unsigned char, 4096> noise{};
    randombytes_buf(noise.data(), noise.size());
    for (off_t left = std::max<off_t>(state.st_size, file_bytes); left > 0; left -= static_cast<off_t>(noise.size()))
      if (!write_all(there.number(), noise.data(), std::min<std::size_t>(noise.size(), static_cast<std::size_t>(left))))
        return failed(file, errno);
    if (::fsync(there.number()) != 0) return failed(file, errno);
  }
  if (::unlink(file.c_str()) != 0 || !sync_directory(directory)) return failed(file, errno);
  return {};
}

Result<Keys::Pair> pair_of(const std::string& file) {
  const Descriptor there(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!there) return failed(file, errno);
  struct stat state {};
  if (::fstat(there.number(), &state) != 0) return failed(file, errno);
  if (auto done = closed_to_others(file, state.st_mode); !done) return refuse(done.error());
  std::array<unsigned char, file_bytes + 1> bytes{};
  std::size_t count = 0;
  for (ssize_t got = 1; count < bytes.size() && got > 0; count += static_cast<std::size_t>(std::max<ssize_t>(got, 0)))
    if (got = ::read(there.number(), bytes.data() + count, bytes.size() - count); got < 0) return failed(file, errno);
  Keys::Pair pair{{reinterpret_cast<const char*>(bytes.data()), public_bytes},
                  {reinterpret_cast<const char*>(bytes.data()) + public_bytes, secret_bytes}};
  std::array<unsigned char, public_bytes> own{};
  const bool whole = count == file_bytes && crypto_scalarmult_base(own.data(), bytes.data() + public_bytes) == 0 &&
                     sodium_memcmp(own.data(), bytes.data(), public_bytes) == 0;
  sodium_memzero(bytes.data(), bytes.size());
  if (!whole) {
    sodium_memzero(pair.secret_key.data(), pair.secret_key.size());
    return refuse(FaultKind::unavailable, "rounds.key.damaged", {{"path", file}});
  }
  return pair;
}

}  // namespace

Result<Keys> Keys::at(const std::string& directory) {
  auto path = directory;
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  if (path.empty()) return refuse(FaultKind::invalid, "rounds.keys.no_directory");
  struct stat there {};
  if (::stat(path.c_str(), &there) != 0) {
    if (errno != ENOENT) return failed(path, errno);
  } else {
    if (!S_ISDIR(there.st_mode)) return failed(path, ENOTDIR);
    if (auto done = closed_to_others(path, there.st_mode); !done) return refuse(done.error());
  }
  return Keys(std::move(path));
}

Result<std::string> Keys::make(Tenant tenant, std::string_view round) const {
  if (::mkdir(directory_.c_str(), 0700) != 0) {
    if (errno != EEXIST) return failed(directory_, errno);
  } else if (const auto above = std::filesystem::path(directory_).parent_path().string();
             !sync_directory(above.empty() ? "." : above)) {
    return failed(directory_, errno);
  }
  // Of an opening that was cut off: nothing was ever sealed with it.
  if (auto done = destroy(tenant, round); !done) return refuse(done.error());
  const auto path = directory_ + name_of(tenant, round);
  if (::unlink((path + std::string(gone_ending)).c_str()) != 0 && errno != ENOENT) return failed(path, errno);
  return pair_at(directory_, path + std::string(key_ending));
}

Result<std::string> Keys::renew(Tenant tenant, std::string_view round) const {
  const auto file = directory_ + name_of(tenant, round) + std::string(next_ending);
  // Of a beginning that was cut off: nothing was ever sealed with it.
  if (auto done = wiped_away(directory_, file); !done) return refuse(done.error());
  return pair_at(directory_, file);
}

Done Keys::settle(Tenant tenant, std::string_view round, std::string_view public_key) const {
  const auto path = directory_ + name_of(tenant, round);
  const auto next = path + std::string(next_ending);
  if (::access(next.c_str(), F_OK) != 0) return {};
  auto pair = pair_of(next);
  const bool holds = pair && pair->public_key == public_key;
  if (pair) sodium_memzero(pair->secret_key.data(), pair->secret_key.size());
  if (!holds) return wiped_away(directory_, next);
  const auto file = path + std::string(key_ending);
  if (auto done = wiped_away(directory_, file); !done) return done;
  if (::rename(next.c_str(), file.c_str()) != 0 || !sync_directory(directory_)) return failed(file, errno);
  return {};
}

Result<Keys::Pair> Keys::of(Tenant tenant, std::string_view round) const {
  const auto path = directory_ + name_of(tenant, round);
  const auto file = path + std::string(key_ending);
  if (::access(file.c_str(), F_OK) == 0) return pair_of(file);
  if (errno != ENOENT) return failed(file, errno);
  if (::access((path + std::string(gone_ending)).c_str(), F_OK) == 0)
    return refuse(FaultKind::gone, "rounds.key.destroyed", {{"path", file}});
  return refuse(FaultKind::unavailable, "rounds.key.missing", {{"path", file}});
}

Done Keys::destroy(Tenant tenant, std::string_view round) const {
  const auto path = directory_ + name_of(tenant, round);
  if (auto done = wiped_away(directory_, path + std::string(next_ending)); !done) return done;
  const auto file = path + std::string(key_ending);
  if (::access(file.c_str(), F_OK) != 0 && errno == ENOENT) return {};
  // First of all it is said that it is gone, so that it can never be taken for lost.
  const auto mark = path + std::string(gone_ending);
  {
    const Descriptor marked(::open(mark.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!marked || ::fsync(marked.number()) != 0 || !sync_directory(directory_)) return failed(mark, errno);
  }
  return wiped_away(directory_, file);
}

std::vector<std::pair<Tenant, std::string>> Keys::there() const {
  std::vector<std::pair<Tenant, std::string>> found;
  std::error_code error;
  for (std::filesystem::directory_iterator at(directory_, error), end; !error && at != end; at.increment(error)) {
    const auto name = at->path().filename().string();
    const auto dash = name.find('-');
    if (!name.ends_with(key_ending) || dash == std::string::npos) continue;
    const auto round = name.substr(dash + 1, name.size() - dash - 1 - key_ending.size());
    Tenant tenant;
    const auto [rest, wrong] = std::from_chars(name.data(), name.data() + dash, tenant.org);
    if (wrong == std::errc() && rest == name.data() + dash && uuid_wellformed(round)) found.emplace_back(tenant, round);
  }
  return found;
}

}  // namespace goud::rounds
