// Reading a text for what it promises; told to the router by routes().
#pragma once

#include "http/http.hpp"

namespace goud::promises {

void underline_routes(http::Router&);

}  // namespace goud::promises
