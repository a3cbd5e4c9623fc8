#include "barriers/barriers.hpp"

namespace goud::barriers {

void routes(http::Router&, Services&) {}

}  // namespace goud::barriers
