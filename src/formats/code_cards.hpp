// Small cards to print and cut, each with a code of its own: a QR code, and beside it what to type where nothing can be
// scanned. A4, ten cards a page, cutting marks between them.
#pragma once

#include <span>
#include <string>

#include "kernel/fault.hpp"

namespace goud::formats {

struct CodeCard {
  std::string heading;  // what one is asked
  std::string group;    // for whom: "Receptie"
  std::string address;  // the whole address the QR code holds
  std::string how;      // "Scan, of ga naar goud.example.nl/r en vul in:"
  std::string code;     // what is typed there, large
  std::string until;    // "Ronde november, t/m 29 november"
  std::string note;     // one sentence more
  std::string warning;  // why it should not be handed out; empty: nothing
};
[[nodiscard]] Result<std::string> code_cards(std::span<const CodeCard>, const std::string& title);

}  // namespace goud::formats
