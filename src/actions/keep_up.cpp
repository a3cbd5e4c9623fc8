#include "actions/actions.hpp"

namespace goud::actions {

Done keep_up(Services&, Tenant) { return {}; }
Done morning(Services&, Instant) { return {}; }

}  // namespace goud::actions
