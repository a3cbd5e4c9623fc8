#include "barriers/barriers.hpp"

namespace goud::barriers {

store::Room room() { return {"barriers", {}, {}}; }

}  // namespace goud::barriers
