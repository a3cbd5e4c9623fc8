#include "formats/json.hpp"
#include "formats/text_json.hpp"
#include "kernel/page.hpp"
#include "people/people.hpp"
#include "values/values.hpp"

namespace goud::values {
namespace {

using formats::Json;
using formats::JsonWriter;
using http::Access;
using http::Method;
using http::Request;
using http::Response;
using http::Role;

constexpr std::size_t name_most = 60, meaning_most = 400;

}  // namespace

void to_json(JsonWriter& out, const Value& value) {
  formats::write_text(out.begin_object().field("id", value.id).key("name"), value.name);
  formats::write_text(out.key("meaning"), value.meaning);
  out.field("says_nothing", says_nothing(value)).field("position", value.position);
  out.field("ended", value.ended ? std::optional(to_text(*value.ended)) : std::nullopt);
  out.field("revision", value.revision).end_object();
}

namespace {

Response answer(const Request& request, const Result<Value>& value, int status = 200) {
  if (!value) return http::fault(value.error(), request.language);
  JsonWriter out;
  to_json(out, *value);
  return http::json(out.take(), status);
}

// An empty object takes the words away.
Text read_meaning(const formats::JsonValue& value) {
  if (value.is_null()) {
    value.accept();
    return {};
  }
  return value.object().size() == 0 ? Text{} : formats::read_text(value, meaning_most);
}

Response list(Services& services, const Request& request) {
  const auto all =
      services.store.ask(store::Scope(request.caller->tenant), [](store::Reader& reader) { return values(reader); });
  if (!all) return http::fault(all.error(), request.language);
  const auto page = page_of(request.parameter("cursor"), request.parameter("limit"), all->size(),
                            [&](std::size_t at) { return (*all)[at].id; });
  if (!page) return http::fault(page.error(), request.language);
  JsonWriter out;
  out.begin_object().key("items").begin_array();
  for (auto at = page->first; at < page->last; ++at) to_json(out, (*all)[at]);
  return http::json(out.end_array().field("next", page->next).end_object().take());
}

Response added(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  const ValueDraft draft{formats::read_text(in.at("name"), name_most), read_meaning(in.at("meaning"))};
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  const auto id = uuid_v7(services.clock, services.randomness);
  return answer(request,
                services.store.change(
                    store::Scope(request.caller->tenant),
                    [&](store::Writer& writer) { return add(writer, request.caller->account.text, id, draft); }),
                201);
}

Response changed(Services& services, const Request& request) {
  auto document = Json::parse(request.body);
  if (!document) return http::fault(document.error(), request.language);
  const auto in = document->object();
  ValueChange asked;
  if (in.has("name")) asked.name = formats::read_text(in.at("name"), name_most);
  if (in.has("meaning")) asked.meaning = read_meaning(in.at("meaning"));
  if (auto position = in.optional_int("position", 0, 1000)) asked.position = static_cast<int>(*position);
  asked.ended = in.optional_bool("ended");
  const auto revision = static_cast<int>(in.required_int("revision", 1, INT32_MAX));
  if (auto done = document->finish(); !done) return http::fault(done.error(), request.language);
  return answer(request, services.store.change(store::Scope(request.caller->tenant), [&](store::Writer& writer) {
    const auto today = people::day_of(people::organisation(writer), services.clock.now());
    return change(writer, request.caller->account.text, request.in_path.at("id"), asked, revision, today);
  }));
}

}  // namespace

void routes(http::Router& router, Services& services) {
  const auto on = [&](Method method, const char* pattern, Access access, Response (*work)(Services&, const Request&)) {
    router.on(method, pattern, std::move(access),
              [&services, work](const Request& request) { return work(services, request); });
  };
  const auto keepers = Access::of({Role::owner, Role::cx_manager, Role::hr_manager});
  on(Method::get, "/api/v1/values", Access::floor(), list);
  on(Method::post, "/api/v1/values", keepers, added);
  on(Method::patch, "/api/v1/values/{id}", keepers, changed);
}

}  // namespace goud::values
