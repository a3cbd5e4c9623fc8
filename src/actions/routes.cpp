#include "actions/actions.hpp"

namespace goud::actions {

void routes(http::Router&, Services&) {}

}  // namespace goud::actions
