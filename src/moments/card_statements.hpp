// The named statements of cards; only the files of this room look here.
#pragma once

#include "store/store.hpp"

namespace goud::moments::sql {

extern const store::Statement cards_now, cards_of, card_one, card_insert, card_end;

}  // namespace goud::moments::sql
