#include "barriers/barriers.hpp"

namespace goud::barriers {

Done morning(Services&, Instant) { return {}; }

}  // namespace goud::barriers
