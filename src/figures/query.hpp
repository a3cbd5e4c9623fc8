// A filter as the columns understand it. Of figures/ itself.
#pragma once

#include "figures/figures.hpp"

namespace goud::figures {

// Period, units and suspects; questions and steps are added by whoever asks.
[[nodiscard]] store::columns::Query query_of(const Filter&, const store::columns::Names&);

}  // namespace goud::figures
