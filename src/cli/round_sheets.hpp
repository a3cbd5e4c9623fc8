// What opening a round hands out, as files: a mail list of who has an address; for who has none a list of cards, and where an
// address for links is known the cards to print. Always
// true: nothing is written over, and nobody else on the machine can read them.
#pragma once

#include <string>
#include <vector>

#include "rounds/rounds.hpp"

namespace goud::cli {

struct Sheet {
  std::string path;
  std::int64_t codes = 0;
};
// Before the codes are made: afterwards there is no second chance. The directory is made when missing.
[[nodiscard]] Done sheets_place(const std::string& directory);
[[nodiscard]] Result<std::vector<Sheet>> write_sheets(const std::vector<rounds::HandedOut>&, const rounds::Plan&,
                                                      const std::string& directory, const std::string& url);

}  // namespace goud::cli
