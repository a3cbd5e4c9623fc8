#include "rounds/routes.hpp"

namespace goud::rounds {

void page_routes(http::Router& /*router*/, Services& /*services*/) {}

}  // namespace goud::rounds
