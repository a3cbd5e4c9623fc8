#include "values/values.hpp"

namespace goud::values {

store::Room room() { return {"values", {}, {}}; }

}  // namespace goud::values
