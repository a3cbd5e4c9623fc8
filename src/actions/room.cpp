#include "actions/actions.hpp"

namespace goud::actions {

store::Room room() { return {"actions", {}, {}}; }

}  // namespace goud::actions
