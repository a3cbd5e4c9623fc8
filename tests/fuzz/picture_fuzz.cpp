// A picture that is accepted becomes one of ours that is accepted again and stays as it is.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "formats/picture.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto ours = goud::formats::reencode(bytes, 64);
  if (!ours) {
    if (ours.error().key.empty()) std::abort();
    return 0;
  }
  if (ours->width < 1 || ours->height < 1 || ours->width > 64 || ours->height > 64) std::abort();
  const auto again = goud::formats::reencode(ours->png, 64);
  if (!again || again->width != ours->width || again->height != ours->height) std::abort();
  return 0;
}
