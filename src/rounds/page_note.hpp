// What one page of a ballot tells the next through its address: enciphered, so that a log of addresses in front of goud
// holds no receipt, and bound to the code, so that nobody is thanked for what was not given.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/random.hpp"
#include "people/people.hpp"

namespace goud::rounds {

struct PageNote {
  enum class Kind : unsigned char { kept = 1, taken_back = 2 };
  Kind kind = Kind::kept;
  int week = 1;
  std::string receipt;  // 32 hexadecimal digits
  bool operator==(const PageNote&) const = default;
};

using NoteKey = std::array<unsigned char, 32>;
[[nodiscard]] NoteKey note_key(const people::Secrets&);
[[nodiscard]] std::string seal(const PageNote&, std::string_view code, const NoteKey&, Randomness&);
[[nodiscard]] std::optional<PageNote> unseal(std::string_view text, std::string_view code, const NoteKey&);

}  // namespace goud::rounds
