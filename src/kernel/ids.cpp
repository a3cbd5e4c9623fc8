#include "kernel/ids.hpp"

#include <sodium.h>

#include <array>
#include <mutex>

namespace goud {
namespace {

using Raw = std::array<std::byte, 16>;

std::string to_uuid(Raw raw, unsigned version) {
  raw[6] = (raw[6] & std::byte{0x0f}) | std::byte(version << 4);
  raw[8] = (raw[8] & std::byte{0x3f}) | std::byte{0x80};
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += digits[static_cast<std::size_t>(raw[i]) >> 4];
    text += digits[static_cast<std::size_t>(raw[i]) & 15];
  }
  return text;
}

// Ids made in one burst keep their order: each gets a microsecond of its own. A clock that was put back by a second or
// more was moved on purpose (a simulation) and is followed.
std::int64_t own_microsecond(std::int64_t now) {
  static std::mutex guard;
  static std::int64_t last = 0;
  const std::scoped_lock lock(guard);
  const bool same_burst = now <= last && last - now < 1'000'000;
  last = same_burst ? last + 1 : now;
  return last;
}

}  // namespace

std::string uuid_v7(const Clock& clock, Randomness& randomness) {
  Raw raw{};
  randomness.fill(raw);
  const auto micros = own_microsecond(clock.now().micros);
  const auto millis = static_cast<std::uint64_t>(micros / 1000);
  for (int i = 0; i < 6; ++i) raw[static_cast<std::size_t>(i)] = static_cast<std::byte>(millis >> (40 - 8 * i) & 0xff);
  // The twelve bits behind the version carry the microseconds, so order holds inside a millisecond (RFC 9562, 6.2).
  const auto fraction = static_cast<std::uint64_t>(micros % 1000) * 4096 / 1000;
  raw[6] = static_cast<std::byte>(fraction >> 8);
  raw[7] = static_cast<std::byte>(fraction & 0xff);
  return to_uuid(raw, 7);
}

std::string uuid_v4(Randomness& randomness) {
  Raw raw{};
  randomness.fill(raw);
  return to_uuid(raw, 4);
}

std::string uuid_of(std::string_view space, std::string_view name) {
  std::array<unsigned char, 16> hash{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, hash.size());
  // The length goes first: ("ab","c") and ("a","bc") are two names.
  const auto length = std::to_string(space.size()) + ":";
  for (const auto part : {std::string_view(length), space, name}) {
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()), part.size());
  }
  crypto_generichash_final(&state, hash.data(), hash.size());
  Raw raw{};
  for (std::size_t i = 0; i < raw.size(); ++i) raw[i] = static_cast<std::byte>(hash[i]);
  return to_uuid(raw, 8);
}

bool uuid_wellformed(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
  }
  return true;
}

}  // namespace goud
