// What in a text has a form of its own: addresses, telephone numbers, account numbers with their check digits, citizen
// service numbers by the eleven test. Each in order of place, none overlapping another.
#pragma once

#include <string_view>
#include <vector>

#include "text/redaction.hpp"

namespace goud::text {

[[nodiscard]] bool iban_holds(std::string_view compact);  // length of its country, and modulo 97
[[nodiscard]] bool bsn_holds(std::string_view nine_digits);
[[nodiscard]] std::vector<PrivatePart> find_numbers(std::string_view);

}  // namespace goud::text
