#include "actions/kit.hpp"
#include "actions/today.hpp"

namespace goud::actions {

void routes(http::Router& router, Services& services) {
  today_routes(router, services);
  follow_up_routes(router, services);
  cause_routes(router, services);
  letter_routes(router, services);
  teller_routes(router, services);
  kit_routes(router, services);
  board_routes(router, services);
}

}  // namespace goud::actions
