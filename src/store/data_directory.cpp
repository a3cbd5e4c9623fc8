#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>

#include "store/file.hpp"
#include "store/store.hpp"

namespace goud::store {
namespace {

auto refuse_directory(const std::string& path, int error) {
  return refuse(FaultKind::unavailable, "store.directory", {{"path", path}, {"reason", words_of_errno(error)}});
}

std::string holder(int descriptor) {
  std::array<char, 32> text{};
  const auto count = ::pread(descriptor, text.data(), text.size(), 0);
  std::string number;
  for (const char c : std::string_view(text.data(), count > 0 ? static_cast<std::size_t>(count) : 0)) {
    if (c < '0' || c > '9') break;
    number += c;
  }
  return number.empty() ? "?" : number;
}

}  // namespace

Result<DataDirectory> DataDirectory::take(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  const auto absolute = fs::absolute(path, error).lexically_normal();
  if (!fs::is_directory(absolute, error)) {
    if (absolute.has_parent_path()) fs::create_directories(absolute.parent_path(), error);
    if (::mkdir(absolute.c_str(), 0700) != 0 && errno != EEXIST) return refuse_directory(path, errno);
  }
  const auto lock = absolute / "goud.lock";
  const int descriptor = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return refuse_directory(path, errno);
  DataDirectory taken(absolute.string(), descriptor);
  // The lock is the kernel's: it ends with its holder, however that ends.
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return refuse_directory(path, errno);
    return refuse(FaultKind::conflict, "store.held", {{"path", path}, {"pid", holder(descriptor)}});
  }
  const auto number = std::to_string(::getpid()) + "\n";
  if (::ftruncate(descriptor, 0) != 0 ||
      ::pwrite(descriptor, number.data(), number.size(), 0) != static_cast<ssize_t>(number.size())) {
    return refuse_directory(path, errno);
  }
  return taken;
}

DataDirectory::DataDirectory(DataDirectory&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

DataDirectory& DataDirectory::operator=(DataDirectory&& other) noexcept {
  if (this != &other) {
    if (descriptor_ >= 0) ::close(descriptor_);
    path_ = std::move(other.path_);
    descriptor_ = std::exchange(other.descriptor_, -1);
  }
  return *this;
}

DataDirectory::~DataDirectory() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace goud::store
