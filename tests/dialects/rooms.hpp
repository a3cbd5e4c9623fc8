// Every room that brings tables along.
#pragma once

#include <vector>

#include "promises/promises.hpp"

namespace goud {

inline std::vector<store::Room> all_rooms() { return {promises::room()}; }

}  // namespace goud
