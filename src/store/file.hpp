// Files by their descriptor, where what counts is that the bytes are on the disk.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "kernel/fault.hpp"

namespace goud::store {

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File();
  File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  File& operator=(File&&) = delete;
  [[nodiscard]] explicit operator bool() const { return descriptor_ >= 0; }
  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] bool write_all(std::string_view) const;  // false: errno says why

 private:
  int descriptor_;
};

[[nodiscard]] Fault fault_of_errno(int error);
[[nodiscard]] std::string words_of_errno(int error);
[[nodiscard]] bool sync_directory(const std::string& path);  // so that a new name in it survives a crash
[[nodiscard]] bool sync_file(const std::string& path);

}  // namespace goud::store
