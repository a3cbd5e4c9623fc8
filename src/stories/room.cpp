#include "stories/stories.hpp"

namespace goud::stories {

store::Room room() { return {"stories", {}, {}}; }

}  // namespace goud::stories
