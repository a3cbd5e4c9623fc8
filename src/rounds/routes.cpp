#include "rounds/routes.hpp"

namespace goud::rounds {

void routes(http::Router& router, Services& services) {
  plan_routes(router, services);
  register_routes(router, services);
  figures_routes(router, services);
  card_routes(router, services);
  page_routes(router, services);
}

}  // namespace goud::rounds
