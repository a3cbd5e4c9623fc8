#include "feedback/page.hpp"

#include <functional>

#include "formats/html.hpp"
#include "kernel/words.hpp"

namespace goud::feedback {
namespace {

using formats::Html;

void begin(Html& html, const PageFrame& frame, std::string_view title) {
  html.raw("<!doctype html><html lang=\"").raw(frame.language).raw("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"robots\" content=\"noindex\"><title>");
  html.text(title)
      .raw("</title><link rel=\"icon\" href=\"data:,\"><style nonce=\"")
      .text(frame.nonce)
      .raw("\">")
      .raw(people::page_style(frame.brand));
  html.raw("</style></head><body><header><div class=\"bar\"><div class=\"lg\">");
  if (!frame.logo.empty()) html.raw("<img alt=\"\" src=\"").text(frame.logo).raw("\">");
  html.text(frame.organisation).raw("</div>");
  if (!frame.other_language_address.empty()) {
    const std::string_view other = frame.language == "nl" ? "en" : "nl";
    html.raw("<a href=\"").text(frame.other_language_address).raw("\" lang=\"").raw(other).raw("\" hreflang=\"").raw(other).raw("\">");
    html.raw(other == "nl" ? "Nederlands" : "English").raw("</a>");
  }
  html.raw("</div>");
  if (frame.simulation) html.raw("<p class=\"sim\">").text(say(frame.language, "feedback.page.simulation")).raw("</p>");
  html.raw("</header>");
}

class Questions {
 public:
  Questions(const PageFrame& frame, const PageQuestions& page, Html& html) : frame_(frame), page_(page), html_(html) {}

  void write(const Question& question, bool first) {
    const auto id = "q-" + std::to_string(++number_);
    const auto faults = faults_of(question.key);
    const auto described = faults.empty() ? std::string() : " aria-describedby=\"" + id + "-e\"";
    if (question.kind == QuestionKind::text) {
      write_text(question, id, first, described, faults);
      return;
    }
    html_.raw("<fieldset id=\"").raw(id).raw(first ? "\" class=\"first\"" : "\"").raw(described).raw("><legend>");
    html_.words(question.text, frame_.language);
    if (!first && question.kind != QuestionKind::story) optional_mark(question);
    html_.raw("</legend>");
    switch (question.kind) {
      case QuestionKind::score: write_score(question); break;
      case QuestionKind::scale: write_scale(question); break;
      case QuestionKind::multiple: write_boxes(question); break;
      case QuestionKind::story: write_expectation(question); break;
      default: write_options(question); break;
    }
    write_faults(id, faults);
    html_.raw("</fieldset>");
    if (question.kind == QuestionKind::story) write_story(question, id);
  }

  // Asked last, after everything else was said.
  void write_call(const Question& question) {
    if (page_.instrument->definition.anonymous) return;
    const auto name = "q." + question.key;
    write_box(name + ".c", "feedback.page.call");
    write_box(name + ".a", "feedback.page.ask_again");
    html_.raw("<div class=\"tel\"><p class=\"sub\">").text(word("feedback.page.one_is_enough")).raw("</p>");
    write_reach("tel", "tel", name + ".n", "feedback.page.telephone",
                faults_at("answers." + question.key + ".call", ".telephone"));
    write_reach("mail", "email", name + ".m", "feedback.page.email",
                faults_at("answers." + question.key + ".call.email"));
    html_.raw("</div>");
  }

 private:
  std::string word(std::string_view key, const WordArguments& args = {}) const { return say(frame_.language, key, args); }

  std::string typed(std::string_view name) const {
    for (const auto& [key, value] : page_.typed) {
      if (key == name) return value;
    }
    return {};
  }
  std::string_view checked(std::string_view name, std::string_view value) const {
    for (const auto& [key, given] : page_.typed) {
      if (key == name && given == value) return " checked";
    }
    return "";
  }

  std::vector<const FieldFault*> faults_of(const std::string& key) const {
    std::vector<const FieldFault*> found;
    const auto path = "answers." + key;
    for (const auto& fault : page_.faults) {
      const bool call = fault.path.find(".call") != std::string::npos;
      const bool of_this = fault.path == path || (fault.path.rfind(path + ".", 0) == 0 && (!call || key.ends_with(".call")));
      if (of_this) found.push_back(&fault);
    }
    return found;
  }
  // At this place, or a step further; said where it can be mended.
  std::vector<const FieldFault*> faults_at(const std::string& path, const std::string& or_further = {}) const {
    std::vector<const FieldFault*> found;
    for (const auto& fault : page_.faults)
      if (fault.path == path || (!or_further.empty() && fault.path == path + or_further)) found.push_back(&fault);
    return found;
  }
  void write_box(const std::string& name, std::string_view key) {
    html_.raw("<label class=\"ck\"><input type=\"checkbox\" class=\"bel\" name=\"")
        .text(name)
        .raw("\" value=\"1\"")
        .raw(checked(name, "1"));
    html_.raw(">").text(word(key)).raw("</label>");
  }
  void write_reach(const std::string& id, std::string_view kind, const std::string& name, std::string_view key,
                   const std::vector<const FieldFault*>& faults) {
    html_.raw("<label class=\"lb\" for=\"")
        .raw(id)
        .raw("\">")
        .text(word(key))
        .raw("</label><input id=\"")
        .raw(id)
        .raw("\" type=\"")
        .raw(kind);
    html_.raw("\" autocomplete=\"")
        .raw(kind)
        .raw("\" maxlength=\"")
        .raw(kind == "tel" ? "40" : "254")
        .raw("\" name=\"")
        .text(name)
        .raw("\" value=\"")
        .text(typed(name))
        .raw("\"");
    if (!faults.empty()) html_.raw(" aria-invalid=\"true\" aria-describedby=\"").raw(id).raw("-e\"");
    html_.raw(">");
    write_faults(id, faults);
  }
  void write_faults(const std::string& id, const std::vector<const FieldFault*>& faults) {
    if (faults.empty()) return;
    html_.raw("<p class=\"er\" id=\"").raw(id).raw("-e\">");
    for (const auto* fault : faults) html_.text(word(fault->key, fault->args)).raw(" ");
    html_.raw("</p>");
  }

  void optional_mark(const Question& question) {
    if (!question.required) html_.raw(" <span class=\"sub\">").text(word("feedback.page.optional")).raw("</span>");
  }

  void choice(std::string_view name, std::string_view value, const std::function<void()>& label) {
    html_.raw("<label class=\"op\"><input type=\"radio\" name=\"").text(name).raw("\" value=\"").text(value).raw("\"").raw(checked(name, value)).raw("><span>");
    label();
    html_.raw("</span></label>");
  }

  void write_score(const Question& question) {
    html_.raw("<div class=\"sc\">");
    for (int v = 0; v <= 10; ++v) {
      const auto value = std::to_string(v);
      choice("q." + question.key, value, [&] { html_.raw(value); });
    }
    html_.raw("</div>");
    if (!question.low.empty() || !question.high.empty()) {
      html_.raw("<div class=\"ends\"><span>");
      html_.words(question.low, frame_.language);
      html_.raw("</span><span>");
      html_.words(question.high, frame_.language);
      html_.raw("</span></div>");
    }
  }

  void write_scale(const Question& question) {
    html_.raw("<div class=\"col\">");
    for (std::size_t i = 0; i < question.points.size(); ++i) {
      choice("q." + question.key, std::to_string(i + 1), [&] { html_.words(question.points[i], frame_.language); });
    }
    html_.raw("</div>");
  }

  void write_options(const Question& question) {
    const auto count = question.options.size();
    html_.raw(count == 3 ? "<div class=\"tri\">" : count <= 4 ? "<div class=\"duo\">" : "<div class=\"col\">");
    for (const auto& option : question.options) {
      choice("q." + question.key, option.value, [&] { html_.words(option.label, frame_.language); });
    }
    html_.raw("</div>");
  }

  void write_boxes(const Question& question) {
    const auto name = "q." + question.key;
    for (const auto& option : question.options) {
      html_.raw("<label class=\"ck\"><input type=\"checkbox\" name=\"").text(name).raw("\" value=\"").text(option.value).raw("\"").raw(checked(name, option.value)).raw(">");
      html_.words(option.label, frame_.language);
      html_.raw("</label>");
    }
  }

  void write_text(const Question& question, const std::string& id, bool first, const std::string& described, const std::vector<const FieldFault*>& faults) {
    html_.raw(first ? "<div class=\"first tx\">" : "<div class=\"tx\">").raw("<label class=\"lb\" for=\"").raw(id).raw("\">");
    html_.words(question.text, frame_.language);
    optional_mark(question);
    html_.raw("</label><textarea id=\"").raw(id).raw("\" name=\"q.").text(question.key).raw("\" maxlength=\"").raw(std::to_string(question.max_length)).raw("\"").raw(described).raw(">");
    html_.text(typed("q." + question.key)).raw("</textarea>");
    write_faults(id, faults);
    html_.raw("</div>");
  }

  void write_expectation(const Question& question) {
    const auto name = "q." + question.key + ".e";
    html_.raw("<div class=\"tri e3\">");
    const std::pair<const char*, const char*> three[] = {{"less", "\xe2\x86\x93"}, {"as", "="}, {"better", "\xe2\x86\x91"}};
    for (const auto& [value, mark] : three) {
      choice(name, value, [&, mark = mark, value = value] {
        html_.raw("<b aria-hidden=\"true\">").raw(mark).raw("</b>").text(word("feedback.page.expectation." + std::string(value)));
      });
    }
    html_.raw("</div><label class=\"ck\"><input type=\"checkbox\" name=\"q.").text(question.key).raw(".u\" value=\"1\"").raw(checked("q." + question.key + ".u", "1"));
    html_.raw(">").text(word("feedback.page.unexpected")).raw("</label>");
  }

  void write_story(const Question& question, const std::string& id) {
    const auto name = "q." + question.key;
    html_.raw("<div class=\"tx\"><label class=\"lb\" for=\"").raw(id).raw("-t\">").text(word("feedback.page.what_happened"));
    html_.raw(" <span class=\"sub\">").text(word("feedback.page.optional")).raw("</span></label><textarea id=\"").raw(id).raw("-t\" name=\"").text(name).raw(".t\" maxlength=\"");
    html_.raw(std::to_string(question.max_length)).raw("\" aria-describedby=\"").raw(id).raw("-h\">").text(typed(name + ".t")).raw("</textarea><p class=\"sub\" id=\"").raw(id).raw("-h\">");
    html_.text(word("feedback.page.no_names")).raw("</p><label class=\"ck\"><input type=\"checkbox\" name=\"").text(name).raw(".s\" value=\"1\"").raw(checked(name + ".s", "1")).raw(">");
    html_.text(word("feedback.page.may_share", {{"organisation", frame_.organisation}})).raw("</label></div>");
    html_.raw("<fieldset><legend>")
        .text(word("feedback.page.intention"))
        .raw(" <span class=\"sub\">")
        .text(word("feedback.page.optional"));
    html_.raw("</span></legend><div class=\"duo\">");
    for (const auto* value : {"yes", "no"})
      choice(name + ".i", value, [&] { html_.text(word("feedback.page.intention." + std::string(value))); });
    html_.raw("</div></fieldset>");
  }

  const PageFrame& frame_;
  const PageQuestions& page_;
  Html& html_;
  int number_ = 0;
};

// What the page is about comes first: the questions of its moment, then those of the visit.
std::vector<const Question*> in_order(const PageQuestions& page) {
  std::vector<const Question*> all;
  for (const bool of_moment : {true, false}) {
    for (const auto& question : page.instrument->definition.questions) {
      if (question.of_a_moment() == of_moment && asked_on_page(question, page.moment, page.silent))
        all.push_back(&question);
    }
  }
  return all;
}

// Each fault in the summary leads to where it can be mended.
void write_wrong_list(Html& html, const PageFrame& frame, const PageQuestions& page) {
  html.raw("<ul>");
  int number = 0;
  for (const auto* question : in_order(page)) {
    const auto id = "q-" + std::to_string(++number);
    const auto path = "answers." + question->key;
    for (const auto& fault : page.faults) {
      if (fault.path != path && fault.path.rfind(path + ".", 0) != 0) continue;
      const bool call = fault.path.rfind(path + ".call", 0) == 0, mail = fault.path == path + ".call.email";
      html.raw("<li><a href=\"#")
          .raw(!call  ? id
               : mail ? std::string("mail")
                      : std::string("tel"))
          .raw("\">")
          .text(call ? say(frame.language, mail ? "feedback.page.email" : "feedback.page.telephone")
                     : question->text.in(frame.language));
      html.raw("</a></li>");
    }
  }
  html.raw("</ul>");
}

}  // namespace

std::string questions_page(const PageFrame& frame, const PageQuestions& page) {
  const auto& definition = page.instrument->definition;
  const auto& language = frame.language;
  Html html;
  const bool wrong = !page.faults.empty();
  const auto title = definition.title.in(language) + " \xc2\xb7 " + page.place;
  begin(html, frame, wrong ? say(language, "feedback.page.wrong_title") + ": " + title : title);
  html.raw("<main><h1 class=\"at\">").text(page.place).raw("</h1>");
  if (page.trial) html.raw("<p class=\"trial\">").text(say(language, "feedback.page.trial")).raw("</p>");
  if (!page.notice.empty()) html.raw("<div class=\"bad\" role=\"alert\"><p>").text(page.notice).raw("</p></div>");
  if (wrong) {
    html.raw("<div class=\"bad\" role=\"alert\" id=\"wrong\"><h2>").text(say(language, "feedback.page.wrong_title")).raw("</h2><p>");
    const bool empty = page.faults.size() == 1 && page.faults.front().path == "answers";
    html.text(say(language, empty ? page.faults.front().key : "feedback.page.wrong")).raw("</p>");
    if (!empty) write_wrong_list(html, frame, page);
    html.raw("</div>");
  }
  html.raw("<form method=\"post\" action=\"/s/").text(page.code).raw("\" accept-charset=\"utf-8\"><input type=\"hidden\" name=\"t\" value=\"").text(page.ticket);
  html.raw("\"><input type=\"hidden\" name=\"lang\" value=\"").raw(language).raw("\">");
  Questions questions(frame, page, html);
  bool first = true;
  for (const auto* question : in_order(page)) {
    questions.write(*question, first);
    first = false;
  }
  for (const auto& question : definition.questions) {
    if (question.kind == QuestionKind::story && asked_on_page(question, page.moment, page.silent)) questions.write_call(question);
  }
  html.raw("<button>").text(say(language, "feedback.page.send")).raw("</button></form></main><footer><p>");
  html.text(say(language, definition.anonymous ? "feedback.page.truth_anonymous" : "feedback.page.truth", {{"unit", page.unit}})).raw("</p><details><summary>");
  html.text(say(language, "feedback.page.privacy")).raw("</summary><p>");
  html.text(say(language, definition.anonymous ? "feedback.page.privacy_anonymous" : "feedback.page.privacy_text", {{"organisation", frame.organisation}}));
  html.raw("</p></details></footer></body></html>");
  return html.take();
}

std::string message_page(const PageFrame& frame, const PageMessage& message) {
  Html html;
  begin(html, frame, message.title + " \xc2\xb7 " + frame.organisation);
  html.raw("<main><h1>").text(message.title).raw("</h1>");
  for (const auto& sentence : message.sentences) html.raw("<p>").text(sentence).raw("</p>");
  if (!message.link.empty())
    html.raw("<p><a class=\"go\" href=\"").text(message.link).raw("\">").text(message.link_text).raw("</a></p>");
  html.raw("</main></body></html>");
  return html.take();
}

}  // namespace goud::feedback
