#include "formats/json.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <limits>

namespace goud::formats {
namespace {

Fault refusal(std::string_view text) {
  auto document = Json::parse(text);
  if (document) {
    ADD_FAILURE() << "was read: " << text;
    return {};
  }
  return document.error();
}

TEST(JsonReader, ReadsWhatIsAsked) {
  auto document = Json::parse(R"({"name":"Hal \u00e9\ud83d\ude00","n":3,"share":0.25,"on":true,"none":null,
    "list":[{"v":1},{"v":2}],"map":{"a":1,"b":2},"role":"owner"})");
  ASSERT_TRUE(document);
  auto in = document->object();
  EXPECT_EQ(in.required_string("name", 20), "Hal \xC3\xA9\xF0\x9F\x98\x80");
  EXPECT_EQ(in.required_int("n", 0, 10), 3);
  EXPECT_EQ(in.required_number("share", 0, 1), 0.25);
  EXPECT_TRUE(in.required_bool("on"));
  EXPECT_TRUE(in.null_at("none"));
  EXPECT_FALSE(in.optional_string("missing", 5));
  std::int64_t sum = 0;
  for (auto item : in.array("list", 10)) sum += item.object().required_int("v", 0, 9);
  EXPECT_EQ(sum, 3);
  std::string keys;
  for (auto [key, value] : in.object("map").members()) keys += key;
  EXPECT_EQ(keys, "ab");
  EXPECT_EQ(in.required_enum<int>("role", {{"owner", 1}, {"analyst", 2}}), 1);
  for (auto [key, value] : in.object("map").members()) EXPECT_TRUE(value.as_int());
  EXPECT_TRUE(document->finish());
}

TEST(JsonReader, FaultsCarryThePath) {
  auto document = Json::parse(R"({"answers":[{"value":1},{"value":"x"},{"valeu":3}],"extra":{"deep":1},"name":"  "})");
  ASSERT_TRUE(document);
  auto in = document->object();
  for (auto item : in.array("answers", 10)) (void)item.object().required_int("value", 0, 5);
  (void)in.required_string("name", 10);
  auto done = document->finish();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, FaultKind::invalid);
  std::vector<std::string> seen;
  for (const auto& field : done.error().fields) seen.push_back(field.path + " " + field.key);
  EXPECT_EQ(seen, (std::vector<std::string>{"answers[1].value json.not_integer", "answers[2].value json.required",
                                            "name json.empty", "answers[2].valeu json.unknown_key",
                                            "extra json.unknown_key"}));
}

TEST(JsonReader, RefusesByNameAndPlace) {
  struct Case {
    std::string text;
    const char* key;
    const char* path;
  };
  const std::string nul("{\"a\":\"x\0y\"}", 11);
  std::string deep;
  for (int i = 0; i < 33; ++i) deep += "[";
  for (const auto& one : std::vector<Case>{
           {R"({"a":1,"a":2})", "json.duplicate_key", "a"},
           {R"({"b":[{"a":1,"\u0061":2}]})", "json.duplicate_key", "b[0].a"},
           {nul, "json.nul", "a"},
           {R"({"a":[1,"\u0000"]})", "json.nul", "a[1]"},
           {"{\"a\":\"\xC3\x28\"}", "json.utf8", "a"},
           {"{\"a\":\"\xED\xA0\x80\"}", "json.utf8", "a"},
           {R"({"a":"\ud800"})", "json.utf8", "a"},
           {"{\"a\":\"x\ny\"}", "json.control", "a"},
           {R"({"a":[1,2)", "json.ends_early", "a[1]"},
           {R"({"a":01})", "json.broken", "a"},
           {R"({"a":1e999})", "json.number_too_large", "a"},
           {R"({"a":NaN})", "json.broken", "a"},
           {"{} x", "json.trailing", ""},
           {"", "json.ends_early", ""},
       }) {
    auto fault = refusal(one.text);
    ASSERT_EQ(fault.fields.size(), 1u) << one.text;
    EXPECT_EQ(fault.fields[0].key, one.key) << one.text;
    EXPECT_EQ(fault.fields[0].path, one.path) << one.text;
  }
  EXPECT_EQ(refusal(deep).fields.at(0).key, "json.too_deep");
  EXPECT_EQ(refusal("{\n  \"a\": x}").args.at("line"), "2");
  EXPECT_EQ(refusal("{\n  \"a\": x}").args.at("column"), "8");
}

TEST(JsonReader, ManyKeysAreStillCheckedForDuplicates) {
  std::string text = "{";
  for (int i = 0; i < 40; ++i) text += "\"k" + std::to_string(i) + "\":1,";
  EXPECT_TRUE(Json::parse(text + "\"last\":1}"));
  EXPECT_EQ(refusal(text + "\"k3\":1}").fields.at(0).key, "json.duplicate_key");
  EXPECT_EQ(refusal(text + "\"k39\":1}").fields.at(0).key, "json.duplicate_key");
}

TEST(JsonReader, LengthCountsCharactersNotBytes) {
  auto document = Json::parse("{\"a\":\"\xC3\xA9\xC3\xA9\xC3\xA9\"}");
  ASSERT_TRUE(document);
  EXPECT_TRUE(document->object().at("a").as_string(3));
  EXPECT_FALSE(document->object().at("a").as_string(2));
}

TEST(JsonReader, WholeNumbersMayBeWrittenAsDoubles) {
  auto document = Json::parse("[3.0,1e2,3.5,9223372036854775807,9223372036854775808]");
  ASSERT_TRUE(document);
  std::vector<bool> whole;
  for (auto item : document->root().array()) whole.push_back(item.as_int().has_value());
  EXPECT_EQ(whole, (std::vector<bool>{true, true, false, true, false}));
}

TEST(JsonWriter, DoublesReadBackToTheSameDouble) {
  for (double number : {0.1, 1.0 / 3, 1e-300, 123456789.123456789, -0.0, 5e-324, 1.7976931348623157e308, 36.0}) {
    JsonWriter out;
    out.begin_array().value(number).end_array();
    auto back = Json::parse(out.text());
    ASSERT_TRUE(back) << out.text();
    for (auto item : back->root().array()) EXPECT_EQ(item.as_number(), number) << out.text();
  }
}

TEST(JsonWriter, NeverWritesWhatCannotBeRead) {
  JsonWriter out;
  out.begin_object()
      .field("nan", std::nan(""))
      .field("text", std::string_view("a\"\\\n\x01\xFFz", 7))
      .field("none", std::optional<int>())
      .raw_field("raw", "[1,2]")
      .end_object();
  EXPECT_EQ(out.text(), "{\"nan\":null,\"text\":\"a\\\"\\\\\\n\\u0001\xEF\xBF\xBDz\",\"none\":null,\"raw\":[1,2]}");
  EXPECT_TRUE(Json::parse(out.text()));
}

TEST(JsonReader, SourceGivesTheBytesOfOneValue) {
  auto document = Json::parse(R"({"a": {"b": [1, 2]} , "c":1})");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->object().at("a").source(), R"({"b": [1, 2]})");
}

}  // namespace
}  // namespace goud::formats
