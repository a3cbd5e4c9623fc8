// The named statements of this room that more than one of its files uses.
#pragma once

#include "store/store.hpp"

namespace goud::promises::sql {

extern const store::Statement history;

}  // namespace goud::promises::sql
