#include "formats/text_json.hpp"

#include <gtest/gtest.h>

namespace goud::formats {
namespace {

std::vector<FieldFault> faults_of(std::string_view json) {
  auto document = Json::parse(json);
  (void)read_text(document->object().at("name"), 10);
  (void)document->finish();
  return document->faults();
}

TEST(TextJson, ReadsAndWritesTheLanguagesThatExist) {
  auto document = Json::parse(R"({"name":{"nl":"Ontbijt"}})");
  auto text = read_text(document->object().at("name"), 100);
  EXPECT_TRUE(document->finish());
  EXPECT_EQ(text, (Text{"Ontbijt", ""}));
  JsonWriter out;
  write_text(out, text);
  EXPECT_EQ(out.text(), R"({"nl":"Ontbijt"})");
}

TEST(TextJson, RefusesNoneBlankAndTooLong) {
  auto none = faults_of(R"({"name":{}})");
  ASSERT_EQ(none.size(), 1u);
  EXPECT_EQ(none[0].path, "name");
  EXPECT_EQ(none[0].key, "json.text_missing");
  auto blank = faults_of(R"({"name":{"en":"  "}})");
  ASSERT_EQ(blank.size(), 1u);
  EXPECT_EQ(blank[0].path, "name.en");
  EXPECT_EQ(faults_of(R"({"name":{"nl":"12345678901"}})").size(), 1u);
}

}  // namespace
}  // namespace goud::formats
