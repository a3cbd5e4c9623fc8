#include "stories/stories.hpp"

namespace goud::stories {

Done keep_up(Services&, Tenant) { return {}; }
Done morning(Services&, Instant) { return {}; }

}  // namespace goud::stories
