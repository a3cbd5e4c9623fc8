// The description of the API and the routes are one: what is served is described, what is described is served.
#include "cli/openapi.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <set>

#include "cli/house.hpp"
#include "formats/json.hpp"
#include "kernel/words.hpp"

namespace goud::cli {
namespace {

std::string_view method_name(http::Method method) {
  switch (method) {
    case http::Method::get: return "get";
    case http::Method::post: return "post";
    case http::Method::put: return "put";
    case http::Method::patch: return "patch";
    case http::Method::del: return "delete";
  }
  return "";
}

// Who may enter, in the words of the description.
std::string who_may(const http::Access& access) {
  std::string who;
  const auto more = [&](std::string_view one) { who += (who.empty() ? "" : ", ") + std::string(one); };
  switch (access.kind) {
    case http::Access::Kind::anyone:
      return "anyone";
    case http::Access::Kind::signed_in:
      more("anyone signed in");
      break;
    case http::Access::Kind::roles:
      for (const auto role : access.roles) more(http::name_of(role));
      break;
    case http::Access::Kind::floor:
      more("floor");
      break;
    case http::Access::Kind::own_floor:
      more("own_floor");
      break;
    case http::Access::Kind::key:
      break;
  }
  if (!access.scope.empty()) more("key " + access.scope);
  return who;
}

class OpenApi : public testing::Test {
 protected:
  void SetUp() override {
    directory_ = std::filesystem::temp_directory_path() / ("goud-openapi-" + std::to_string(getpid()));
    std::filesystem::remove_all(directory_);
    auto opened = House::open(directory_.string());
    ASSERT_TRUE(opened) << opened.error().key;
    house_ = std::move(*opened);
    house_->routes(router_);
  }
  void TearDown() override {
    house_.reset();
    std::filesystem::remove_all(directory_);
  }
  std::filesystem::path directory_;
  std::unique_ptr<House> house_;
  http::Router router_;
};

TEST_F(OpenApi, DescribesEveryRouteAndNothingElse) {
  auto document = formats::Json::parse(openapi_text());
  ASSERT_TRUE(document) << say("en", document.error().key, document.error().args);
  EXPECT_EQ(document->object().required_string("openapi", 10), "3.1.0");
  std::set<std::string> described, served;
  for (const auto& [path, methods] : document->object().object("paths").members())
    for (const auto& [method, operation] : methods.object().members())
      if (method != "parameters") described.insert(std::string(method) + " " + std::string(path));
  for (const auto& entry : router_.entries()) served.insert(std::string(method_name(entry.method)) + " " + entry.pattern);
  std::string missing, too_many;
  for (const auto& one : served)
    if (!described.contains(one)) missing += "\n  " + one;
  for (const auto& one : described)
    if (!served.contains(one)) too_many += "\n  " + one;
  EXPECT_EQ(missing, "") << "served and not in api/paths: run tools/openapi after adding them";
  EXPECT_EQ(too_many, "") << "in api/paths and not served";
}

TEST_F(OpenApi, SaysOfEveryRouteWhoMayCallIt) {
  auto document = formats::Json::parse(openapi_text());
  ASSERT_TRUE(document);
  std::map<std::string, std::string> described;
  for (const auto& [path, methods] : document->object().object("paths").members())
    for (const auto& [method, operation] : methods.object().members())
      if (method != "parameters")
        described[std::string(method) + " " + std::string(path)] =
            operation.object().optional_string("x-who", 200).value_or("nobody says");
  for (const auto& entry : router_.entries()) {
    const auto route = std::string(method_name(entry.method)) + " " + entry.pattern;
    EXPECT_EQ(described[route], who_may(entry.access)) << route;
  }
}

TEST_F(OpenApi, EveryParameterOfAPathIsDescribedAndEveryReferenceExists) {
  auto document = formats::Json::parse(openapi_text());
  ASSERT_TRUE(document);
  std::set<std::string> schemas;
  for (const auto& [name, schema] : document->object().object("components").object("schemas").members()) schemas.insert(std::string(name));
  const std::string_view text = openapi_text();
  static constexpr std::string_view to = "#/components/schemas/";
  for (auto at = text.find(to); at != std::string_view::npos; at = text.find(to, at + 1)) {
    const auto end = text.find('"', at);
    EXPECT_TRUE(schemas.contains(std::string(text.substr(at + to.size(), end - at - to.size())))) << text.substr(at, end - at);
  }
  for (const auto& [path, methods] : document->object().object("paths").members())
    for (const auto& [method, operation] : methods.object().members()) {
      if (method == "parameters") continue;
      std::set<std::string> given;
      for (auto parameter : operation.object().array("parameters", 50)) {
        const auto one = parameter.object();
        if (one.required_string("in", 20) == "path") given.insert(one.required_string("name", 50));
      }
      for (auto open = path.find('{'); open != std::string_view::npos; open = path.find('{', open + 1)) {
        const auto close = path.find('}', open);
        EXPECT_TRUE(given.contains(std::string(path.substr(open + 1, close - open - 1)))) << method << " " << path;
      }
    }
}

}  // namespace
}  // namespace goud::cli
