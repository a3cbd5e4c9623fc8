#include "people/people.hpp"

namespace goud::people {

void floor_routes(http::Router&, Services&) {}

}  // namespace goud::people
