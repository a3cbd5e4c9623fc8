// A sheet of cards to print and cut: a question, a QR code, the address under it and where it hangs. A4, four cards a
// page, cutting marks between them. Letters the printing fonts do not have become their nearest plain letter.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "kernel/fault.hpp"

namespace goud::formats {

struct Card {
  std::string heading;  // what is asked, or the name of the moment
  std::string place;    // "Merelhof Zwolle"
  std::string address;  // the whole address the code holds
  std::string note;     // "Eén minuut, zonder naam."
};

[[nodiscard]] Result<std::string> card_sheet(std::span<const Card>, std::string_view title, std::string_view organisation);

}  // namespace goud::formats
