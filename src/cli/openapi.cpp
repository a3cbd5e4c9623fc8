#include "cli/openapi.hpp"

// The assembler takes the file in; cmake/openapi.cmake tells it where to look.
asm(".section .rodata\n.balign 16\ngoud_openapi:\n.incbin \"api/openapi.json\"\ngoud_openapi_end:\n.byte 0\n.text\n");
extern "C" const char goud_openapi[];
extern "C" const char goud_openapi_end[];

namespace goud::cli {

std::string_view openapi_text() { return {goud_openapi, static_cast<std::size_t>(goud_openapi_end - goud_openapi)}; }

void openapi_routes(http::Router& router) {
  router.on(http::Method::get, "/healthz", http::Access::anyone(), [](const http::Request&) { return http::json("{\"ok\":true}"); });
  router.on(http::Method::get, "/api/v1/openapi.json", http::Access::anyone(),
            [](const http::Request&) { return http::json(std::string(openapi_text())); });
}

}  // namespace goud::cli
