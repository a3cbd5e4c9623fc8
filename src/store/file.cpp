#include "store/file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace goud::store {

File::~File() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool File::write_all(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

Fault fault_of_errno(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return {FaultKind::unavailable, "store.full"};
    case EROFS:
    case EACCES:
    case EPERM:
      return {FaultKind::unavailable, "store.readonly"};
    default:
      return {FaultKind::unavailable, "store.io"};
  }
}

std::string words_of_errno(int error) { return std::generic_category().message(error); }

bool sync_directory(const std::string& path) {
  const File directory(::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return directory && ::fsync(directory.descriptor()) == 0;
}

bool sync_file(const std::string& path) {
  const File file(::open(path.c_str(), O_RDWR | O_CLOEXEC));
  return file && ::fsync(file.descriptor()) == 0;
}

}  // namespace goud::store
