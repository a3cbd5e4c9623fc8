// An organisation with two hotels, a moment and answers on a store of its own, asked over the real routes.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

#include "stories/row.hpp"
#include "stories/statements.hpp"
#include "stories/view.hpp"
#include "values/values.hpp"

namespace goud::stories::test {

using http::Method;
using http::Role;

struct Reply {
  int status = 0;
  std::string body;
  [[nodiscard]] bool says(std::string_view text) const { return body.find(text) != std::string::npos; }
};

class World : public testing::Test {
 protected:
  void SetUp() override {
    folder = std::filesystem::temp_directory_path() / ("goud-stories-" + std::to_string(::getpid()) + "-" +
                                                       testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    const store::Room rooms[] = {people::room(),  values::room(),   promises::room(),
                                 moments::room(), feedback::room(), room()};
    auto opened = store::open({.path = (folder / "goud.db").string()}, rooms, clock);
    ASSERT_TRUE(opened) << opened.error().key << " " << testing::PrintToString(opened.error().args);
    store = std::move(*opened);
    tenant = *people::make_organisation(*store, clock, random, {.name = "Merelhof Hotels"});
    other = *people::make_organisation(*store, clock, random, {.name = "Ander Huis"});
    asking = std::make_unique<feedback::Services>(*store, clock, random, secrets);
    services = std::make_unique<Services>(Services{*store, clock, random, secrets, *asking});
    feedback::routes(router, *asking);
    routes(router, *services);
    furnish(tenant, zwolle, breda, room_id, value_id);
    UnitId unused, unused_too;
    std::string no_value;
    furnish(other, unused, unused_too, other_room, no_value);
  }
  void TearDown() override {
    services.reset();
    asking.reset();
    store.reset();
    std::filesystem::remove_all(folder);
  }

  void furnish(Tenant of, UnitId& first, UnitId& second, std::string& moment, std::string& value) {
    auto done = store->write(store::Scope(of), [&](store::Writer& writer) -> Done {
      auto a = people::make_unit(writer, clock, random, {.name = "Zwolle", .from = Day{18000}, .code = "zwolle"});
      auto b = people::make_unit(writer, clock, random, {.name = "Breda", .from = Day{18000}, .code = "breda"});
      if (!a || !b) return refuse((a ? b : a).error());
      first = *a;
      second = *b;
      if (auto counted = people::register_employees(writer, random, {}, {{*a, 12}, {*b, 4}}, today()); !counted)
        return refuse(counted.error());
      const promises::Acting acting{"", clock.now(), today()};
      if (auto begun = moments::begin(writer, acting, clock, random); !begun) return begun;
      value = uuid_v7(clock, random);
      if (auto made =
              values::add(writer, "", value, {{"Gastvrij", "Welcoming"}, {"Je ziet de gast", "You see the guest"}});
          !made)
        return refuse(made.error());
      return {};
    });
    ASSERT_TRUE(done) << done.error().key << testing::PrintToString(done.error().args);
    auto journeys = store->ask(store::Scope(of), [](store::Reader& reader) { return moments::journeys(reader); });
    for (const auto& journey : *journeys) {
      if (journey.audience != promises::Audience::customer) continue;
      auto made = store->change(store::Scope(of), [&](store::Writer& writer) {
        return moments::add(writer, {"", clock.now(), today()}, journey.id, MomentId{uuid_v7(clock, random)},
                            {.name = {"Kamer", "Room"}});
      });
      ASSERT_TRUE(made) << made.error().key;
      moment = made->id.text;
    }
    ASSERT_EQ(ask(Method::post, "/api/v1/instruments",
                  R"({"definition":{"key":"stay","title":{"nl":"Uw verblijf"},"languages":["nl"],"questions":[
        {"key":"nps","kind":"score","text":{"nl":"Zou u ons aanraden?"}},
        {"key":"story","kind":"story","moment":")" +
                      moment + R"(","text":{"nl":"Was het zoals verwacht?"}}]}})",
                  as(Role::owner, of))
                  .status,
              201);
  }

  [[nodiscard]] Day today() const { return *day_in(clock.now(), "Europe/Amsterdam"); }
  [[nodiscard]] Acting acting() const { return {"01900000-0000-7000-8000-00000000000a", clock.now(), today()}; }
  [[nodiscard]] http::Caller as(Role role, Tenant of, std::optional<UnitId> unit = {}) const {
    http::Caller made;
    made.tenant = of;
    made.account = AccountId{"01900000-0000-7000-8000-00000000000a"};
    made.role = role;
    made.unit = std::move(unit);
    made.language = "nl";
    return made;
  }
  Reply ask(Method method, std::string path, std::string body = {}, std::optional<http::Caller> caller = {}) {
    http::Request request;
    request.method = method;
    request.language = "nl";
    request.body = std::move(body);
    request.caller = std::move(caller);
    if (const auto mark = path.find('?'); mark != std::string::npos) {
      request.query = *http::form(path.substr(mark + 1));
      path.resize(mark);
    }
    request.path = path;
    auto called = router.call(std::move(request));
    if (!called) return {404, "no route"};
    return {called->status, std::get<std::string>(called->body)};
  }
  Reply owner(Method method, std::string path, std::string body = {}) {
    return ask(method, std::move(path), std::move(body), as(Role::owner, tenant));
  }

  // An answer with a story; gives its id.
  std::string answered(std::string_view words, std::string_view expectation, std::string_view more = {},
                       std::string_view unit = "zwolle", std::string_view around = {}, std::optional<Tenant> of = {}) {
    const auto body = R"({"submission_id":"s)" + std::to_string(++submissions) + R"(","instrument":"stay","unit":")" +
                      std::string(unit) + R"(","answers":{"nps":8,"story":{"expectation":")" +
                      std::string(expectation) + R"(","text":")" + std::string(words) + "\"" + std::string(more) +
                      "}}" + std::string(around) + "}";
    const auto reply = ask(Method::post, "/api/v1/answers", body, as(Role::owner, of.value_or(tenant)));
    EXPECT_EQ(reply.status, 200) << reply.body;
    return found(reply.body, "\"id\":\"([0-9a-f-]{36})\"");
  }
  static std::string found(const std::string& in, const std::string& pattern) {
    std::smatch match;
    return std::regex_search(in, match, std::regex(pattern)) ? match[1].str() : std::string();
  }
  template <class Fn>
  auto read(Fn fn) {
    return *store->ask(store::Scope(tenant), fn);
  }
  std::optional<Story> kept(const std::string& id) {
    return read([&](store::Reader& reader) { return story(reader, id); });
  }
  [[nodiscard]] std::string receipt() { return secrets.hmac("test", std::to_string(++submissions)).substr(0, 32); }
  Done tell_at_door(std::string_view words, const std::string& with, const UnitId& unit) {
    return tell_unnamed(*services, {tenant, unit}, with,
                        {.unit = {}, .moment = {}, .text = std::string(words), .language = "nl", .may_share = true});
  }
  void night() {  // to five in the morning and a bit, as the clock would have seen it
    clock.set(Instant{(clock.now().micros / day_micros + 1) * day_micros});
    ASSERT_TRUE(morning(*services, clock.now()));
    clock.set(Instant{clock.now().micros + 6 * hour_micros});
    ASSERT_TRUE(morning(*services, clock.now()));
  }
  static constexpr std::int64_t hour_micros = 3'600'000'000, day_micros = 24 * hour_micros;

  std::filesystem::path folder;
  SetClock clock{*instant_from("2026-11-23T10:00:00Z")};
  SeededRandomness random{11};
  people::Secrets secrets{{1, 2, 3}};
  std::unique_ptr<store::RecordStore> store;
  Tenant tenant, other;
  UnitId zwolle, breda;
  std::string room_id, other_room, value_id;
  std::unique_ptr<feedback::Services> asking;
  std::unique_ptr<Services> services;
  http::Router router;
  int submissions = 0;
};

}  // namespace goud::stories::test
