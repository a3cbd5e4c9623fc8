#include <gtest/gtest.h>

#include "formats/json.hpp"
#include "promises/underline_routes.hpp"

namespace goud::promises {
namespace {

class UnderlineTest : public testing::Test {
 protected:
  UnderlineTest() { underline_routes(router_); }
  http::Response post(const char* path, std::string body) {
    http::Request request;
    request.method = http::Method::post;
    request.path = path;
    request.body = std::move(body);
    request.language = "nl";
    return router_.call(request).value();
  }
  static std::string body(const http::Response& response) { return std::get<std::string>(response.body); }
  http::Router router_;
};

TEST_F(UnderlineTest, PlacesAreCharactersOfTheText) {
  const auto response = post("/api/v1/promises/underline", R"({"texts":[{"kind":"website","text":"Één café. Antwoord binnen één werkdag."}]})");
  ASSERT_EQ(response.status, 200) << body(response);
  EXPECT_EQ(body(response),
            R"({"texts":[{"language":"nl","marks":[{"from":10,"to":38,"kind":"promise","why":"web.why.term","quote":"Antwoord binnen één werkdag.","audience":"customer"}]}]})");
}

TEST_F(UnderlineTest, EachTextHasItsOwnLanguageAndReaders) {
  const auto response = post("/api/v1/promises/underline",
                             R"({"texts":[{"kind":"vacancy","text":"Je rooster weet je drie weken vooruit."},{"kind":"other","text":"We answer every email within one working day."}]})");
  const auto parsed = formats::Json::parse(body(response));
  ASSERT_TRUE(parsed);
  std::vector<std::string> said;
  for (auto text : parsed->object().array("texts", 10)) {
    const auto one = text.object();
    said.push_back(one.required_string("language", 10));
    for (auto mark : one.array("marks", 10)) said.push_back(mark.object().required_string("audience", 20));
  }
  EXPECT_EQ(said, (std::vector<std::string>{"nl", "employee", "en", "customer"}));
}

TEST_F(UnderlineTest, TooMuchOrOfNoKindIsRefusedByItsField) {
  EXPECT_EQ(post("/api/v1/promises/underline", R"({"texts":[{"kind":"poster","text":"x"}]})").status, 400);
  EXPECT_EQ(post("/api/v1/promises/underline", R"({"texts":[{"kind":"website","text":")" + std::string(20'001, 'a') + R"("}]})").status, 400);
  EXPECT_EQ(post("/api/v1/promises/underline", "{}").status, 400);
  EXPECT_EQ(post("/api/v1/promises/proof-question", R"({"text":"x","language":"de","audience":"customer"})").status, 400);
}

TEST_F(UnderlineTest, AQuestionWithItsAnswers) {
  const auto response = post("/api/v1/promises/proof-question", R"({"text":"Uw kamer is klaar om 15.00 uur, en anders weet u waarom.","language":"nl","audience":"customer"})");
  EXPECT_EQ(body(response),
            R"({"question":"Was uw kamer om 15.00 uur klaar?","answers":[{"value":"yes","label":"Ja","kept":true},{"value":"no_told","label":"Nee, maar ik wist waarom","kept":true},{"value":"no","label":"Nee","kept":false},{"value":"na","label":"Niet van toepassing","kept":false}],"sure":true})");
}

}  // namespace
}  // namespace goud::promises
