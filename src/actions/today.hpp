// What the floor opens: the card of today with its figure, what may be reported and where that will stand, what employees
// were promised. Reads every room before it and keeps nothing; only this room's own files look here.
#pragma once

#include "actions/actions.hpp"

namespace goud::actions {

void today_routes(http::Router&, Services&);  // GET /floor/today

}  // namespace goud::actions
