// The description of the API inside the program, and the routes that belong to no room: /healthz and the description.
#pragma once

#include <string_view>

#include "http/http.hpp"

namespace goud::cli {

[[nodiscard]] std::string_view openapi_text();
void openapi_routes(http::Router&);

}  // namespace goud::cli
