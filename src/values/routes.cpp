#include "values/values.hpp"

namespace goud::values {

void routes(http::Router&, Services&) {}

}  // namespace goud::values
