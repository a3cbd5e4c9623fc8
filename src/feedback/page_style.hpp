// How a guest's page looks: one inline style sheet in the organisation's colours.
#pragma once

#include <string>

#include "people/people.hpp"

namespace goud::feedback {

[[nodiscard]] std::string page_style(const people::Brand&);

}  // namespace goud::feedback
