// Bytes that come one after another: a file, memory, and what unpacks them (gzip, xz). Constant memory, whatever the size.
// Always true: read() gives at least one byte until the end, then 0; damage is a fault that names what is damaged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "kernel/fault.hpp"

namespace goud::formats {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  [[nodiscard]] virtual Result<std::size_t> read(std::span<char> into) = 0;
};

[[nodiscard]] Result<std::unique_ptr<ByteSource>> open_bytes(const std::string& path);
[[nodiscard]] std::unique_ptr<ByteSource> bytes_of(std::string text);
// First `head`, then the rest: what was read to look ahead is read again.
[[nodiscard]] std::unique_ptr<ByteSource> bytes_after(std::string head, std::unique_ptr<ByteSource> rest);
// As much as `size` bytes, less at the end.
[[nodiscard]] Result<std::string> read_head(ByteSource&, std::size_t size);

// Looks at the first bytes: gzip and xz are unpacked, anything else passes as it is. A small file may unpack to a large
// one: more than `bytes_max` is refused as too large.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> unpacked(std::unique_ptr<ByteSource>,
                                                           std::int64_t bytes_max = std::int64_t{1} << 40);

}  // namespace goud::formats
