#include "actions/actions.hpp"
#include "actions/today.hpp"

namespace goud::actions {

void routes(http::Router& router, Services& services) { today_routes(router, services); }

}  // namespace goud::actions
