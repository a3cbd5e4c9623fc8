#include "stories/stories.hpp"

namespace goud::stories {

void routes(http::Router&, Services&) {}

}  // namespace goud::stories
