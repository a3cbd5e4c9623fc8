#include "rounds/routes.hpp"

namespace goud::rounds {

void figures_routes(http::Router& /*router*/, Services& /*services*/) {}

}  // namespace goud::rounds
