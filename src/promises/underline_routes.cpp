// A text read for what it promises, and a promise as a question. Nothing of what was sent is kept.
#include "formats/json.hpp"
#include "kernel/words.hpp"
#include "promises/promises.hpp"
#include "promises/underline_routes.hpp"
#include "text/language.hpp"
#include "text/letters.hpp"
#include "text/promising.hpp"

namespace goud::promises {
namespace {

using formats::Json;
using formats::JsonWriter;
using http::Access;
using http::Method;
using http::Request;
using http::Response;
using http::Role;

constexpr std::size_t texts_most = 6, text_most = 20'000, promise_most = 400, marks_most = 400;

// Places of a text in characters, whatever their bytes: asked in order, the text is walked once.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text) {}
  std::int64_t at(std::size_t byte) {
    while (byte_ < byte && byte_ < text_.size()) {
      byte_ = text::letter_at(text_, byte_).to;
      ++characters_;
    }
    return characters_;
  }

 private:
  std::string_view text_;
  std::size_t byte_ = 0;
  std::int64_t characters_ = 0;
};

void write_marks(JsonWriter& out, const std::string& text, text::Reader usual, std::string_view fallback) {
  const auto language = text::language_of(text).value_or(std::string(fallback));
  out.begin_object().field("language", language).key("marks").begin_array();
  Places places(text);
  std::size_t written = 0;
  for (const auto& mark : text::underline(text, language, usual)) {
    if (++written > marks_most) break;
    const auto from = places.at(mark.from);
    out.begin_object().field("from", from).field("to", places.at(mark.to));
    out.field("kind", mark.kind == text::Underline::promise ? "promise" : "says_nothing").field("why", mark.why).field("quote", mark.quote);
    out.field("audience", name_of(mark.reader == text::Reader::employee ? Audience::employee : Audience::customer)).end_object();
  }
  out.end_array().end_object();
}

Response underlined(const Request& request) {
  auto parsed = Json::parse(request.body);
  if (!parsed) return http::fault(parsed.error(), request.language);
  const auto in = parsed->object();
  std::vector<std::pair<text::Reader, std::string>> texts;
  for (auto item : in.required("texts").array(texts_most)) {
    const auto one = item.object();
    const auto reader = one.required_enum<text::Reader>("kind", {{"website", text::Reader::customer}, {"vacancy", text::Reader::employee}, {"other", text::Reader::customer}});
    texts.emplace_back(reader, one.required_string("text", text_most));
  }
  if (auto done = parsed->finish(); !done) return http::fault(done.error(), request.language);
  JsonWriter out;
  out.begin_object().key("texts").begin_array();
  for (const auto& [reader, text] : texts) write_marks(out, text, reader, request.language);
  out.end_array().end_object();
  return http::json(out.take());
}

Response asked(const Request& request) {
  auto parsed = Json::parse(request.body);
  if (!parsed) return http::fault(parsed.error(), request.language);
  const auto in = parsed->object();
  const auto promise = in.required_string("text", promise_most);
  const auto language = in.required_enum<std::string_view>("language", {{"nl", "nl"}, {"en", "en"}});
  const auto reader = in.required_enum<text::Reader>("audience", {{"customer", text::Reader::customer}, {"employee", text::Reader::employee}});
  if (auto done = parsed->finish(); !done) return http::fault(done.error(), request.language);
  const auto question = text::proof_question(promise, language, reader);
  JsonWriter out;
  out.begin_object().field("question", question.question).key("answers").begin_array();
  const auto answer = [&](const char* value, const std::string& label, bool kept) {
    out.begin_object().field("value", value).field("label", label).field("kept", kept).end_object();
  };
  answer("yes", say(language, "text.answer.yes"), true);
  if (question.told_counts) answer("no_told", say(language, "text.answer.no_told"), true);
  answer("no", say(language, "text.answer.no"), false);
  answer("na", question.not_applicable.empty() ? say(language, "text.answer.na") : question.not_applicable, false);
  out.end_array().field("sure", question.sure).end_object();
  return http::json(out.take());
}

}  // namespace

void underline_routes(http::Router& router) {
  const std::vector<Role> shapers = {Role::owner, Role::cx_manager, Role::hr_manager};
  // What a text promises is worked out for every press of a button: not for a machine that presses it all day.
  http::Limits limits;
  limits.per_minute_per_address = 120;
  router.on(Method::post, "/api/v1/promises/underline", Access::of(shapers), underlined, limits);
  router.on(Method::post, "/api/v1/promises/proof-question", Access::of(shapers), asked, limits);
}

}  // namespace goud::promises
