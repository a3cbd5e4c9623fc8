#include "formats/json.hpp"
#include "kernel/page.hpp"
#include "promises/promises.hpp"
#include "promises/underline_routes.hpp"

namespace goud::promises {

http::Response history_of(store::RecordStore& store, const http::Request& request, std::string_view entity, std::string_view id,
                          const std::function<bool(store::Reader&)>& exists, std::string_view unknown_key) {
  bool found = false;
  auto read = store.ask(store::Scope(request.caller->tenant), [&](store::Reader& reader) {
    found = exists(reader);
    return found ? history(reader, entity, id) : std::vector<Happened>();
  });
  if (!read) return http::fault(read.error(), request.language);
  if (!found) return http::fault(Fault{FaultKind::not_found, std::string(unknown_key), {}, {}}, request.language);
  const auto page = page_of(request.parameter("cursor"), request.parameter("limit"), read->size(),
                            [](std::size_t at) { return std::to_string(at + 1); });
  if (!page) return http::fault(page.error(), request.language);
  formats::JsonWriter out;
  out.begin_object().key("items").begin_array();
  for (auto at = page->first; at < page->last; ++at) {
    const auto& happened = (*read)[at];
    out.begin_object().field("at", to_rfc3339(happened.at));
    out.key("actor").begin_object().field("name", happened.by).end_object();
    out.field("verb", happened.verb).raw_field("detail", happened.detail).end_object();
  }
  out.end_array().field("next", page->next).end_object();
  return http::json(out.take());
}

void routes(http::Router& router, Services& services) {
  underline_routes(router);
  router.on(http::Method::get, "/api/v1/promises/{id}/history", http::Access::signed_in(), [&services](const http::Request& request) {
    const PromiseId id{request.in_path.at("id")};
    return history_of(services.store, request, "promise", id.text,
                      [&](store::Reader& reader) { return promise(reader, id).has_value(); }, "promises.unknown");
  });
}

}  // namespace goud::promises
