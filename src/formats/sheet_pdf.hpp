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
  std::string mark;     // "Dit is een simulatie."; empty: it is none
  std::string warning;  // why it should not hang yet
};

// What every card of a sheet carries.
struct SheetLook {
  std::string title;  // of the document
  std::string organisation;
  std::string colour = "#7d5800";  // "#rrggbb", and what is written on it
  std::string text = "#ffffff";
  std::string logo;  // PNG or JPEG; empty: none
};

[[nodiscard]] Result<std::string> card_sheet(std::span<const Card>, const SheetLook&);

}  // namespace goud::formats
