#include "rounds/routes.hpp"

namespace goud::rounds {

void plan_routes(http::Router& /*router*/, Services& /*services*/) {}

}  // namespace goud::rounds
