// How what was released lies in its rows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rounds/rounds.hpp"

namespace goud::rounds {

[[nodiscard]] std::string pieces_json(const std::vector<figures::ReleasePiece>&);
[[nodiscard]] std::vector<figures::ReleasePiece> pieces_from(std::string_view json);
[[nodiscard]] std::string words_json(const std::vector<std::string>&);
[[nodiscard]] std::vector<std::string> words_from(std::string_view json);
[[nodiscard]] std::string proved_json(const figures::Proved&);
[[nodiscard]] figures::Proved proved_from(std::string_view json);

}  // namespace goud::rounds
