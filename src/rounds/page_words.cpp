// The pages around a ballot: a code to type, a thing to be told, an answer taken back, and how answers are kept.
#include "kernel/words.hpp"
#include "rounds/page.hpp"
#include "rounds/page_style.hpp"

namespace goud::rounds {
namespace {

using formats::Html;

void write_code_field(Html& html, const PageFrame& frame, std::string_view typed, std::string_view fault) {
  html.raw("<form method=\"get\" action=\"/r\"><div class=\"tx\"><label class=\"lb\" for=\"c\">")
      .text(say(frame.language, "rounds.code.label"));
  html.raw(
      "</label><input class=\"cd\" id=\"c\" name=\"code\" maxlength=\"40\" autocomplete=\"off\" "
      "autocapitalize=\"characters\" spellcheck=\"false\" ");
  html.raw("required aria-describedby=\"c-h")
      .raw(fault.empty() ? "" : " c-e\" aria-invalid=\"true")
      .raw("\" value=\"")
      .text(typed)
      .raw("\">");
  if (!fault.empty()) html.raw("<p class=\"er\" id=\"c-e\">").text(fault).raw("</p>");
  html.raw("<p class=\"sub\" id=\"c-h\">")
      .text(say(frame.language, "rounds.code.form"))
      .raw("</p></div><input type=\"hidden\" name=\"lang\" value=\"");
  html.raw(frame.language).raw("\"><button>").text(say(frame.language, "rounds.code.go")).raw("</button></form>");
}

}  // namespace

std::string message_page(const PageFrame& frame, const PageMessage& message) {
  Html html;
  open_page(html, frame, message.title);
  top_line(html, frame, say(frame.language, "rounds.page.top"));
  html.raw("<h1>").text(message.title).raw("</h1>");
  for (const auto& sentence : message.sentences) html.raw("<p>").text(sentence).raw("</p>");
  if (!message.receipt.empty()) {
    html.raw("<h2 id=\"rc\">")
        .text(say(frame.language, "rounds.thanks.receipt"))
        .raw("</h2><p class=\"rc\" aria-labelledby=\"rc\">");
    html.text(receipt_shown(message.receipt)).raw("</p>");
  }
  if (!message.link.empty())
    html.raw("<p><a class=\"gb\" href=\"").text(message.link).raw("\">").text(message.link_text).raw("</a></p>");
  if (!message.other.empty())
    html.raw("<p><a class=\"g2\" href=\"").text(message.other).raw("\">").text(message.other_text).raw("</a></p>");
  if (message.code_asked) write_code_field(html, frame, {}, {});
  close_page(html, frame);
  return html.take();
}

std::string code_page(const PageFrame& frame, std::string_view typed, std::string_view fault) {
  Html html;
  const auto title = say(frame.language, "rounds.code.title");
  open_page(html, frame, (fault.empty() ? "" : say(frame.language, "rounds.page.wrong_title") + ": ") + title);
  top_line(html, frame, say(frame.language, "rounds.page.top"));
  html.raw("<h1>").text(title).raw("</h1><p class=\"ld\">").text(say(frame.language, "rounds.code.lead")).raw("</p>");
  write_code_field(html, frame, typed, fault);
  close_page(html, frame);
  return html.take();
}

std::string take_back_page(const PageFrame& frame, std::string_view code, std::string_view receipt,
                           std::string_view fault, std::string_view until) {
  Html html;
  const auto title = say(frame.language, "rounds.back.title");
  open_page(html, frame, (fault.empty() ? "" : say(frame.language, "rounds.page.wrong_title") + ": ") + title);
  top_line(html, frame, say(frame.language, "rounds.page.top"));
  html.raw("<h1>")
      .text(title)
      .raw("</h1><p class=\"ld\">")
      .text(say(frame.language, "rounds.back.lead", {{"day", std::string(until)}}));
  html.raw("</p><form method=\"post\" action=\"/r/")
      .text(code)
      .raw("/take-back\" accept-charset=\"utf-8\"><div class=\"tx\"><label class=\"lb\" for=\"r\">");
  html.text(say(frame.language, "rounds.thanks.receipt"))
      .raw("</label><textarea class=\"rc\" id=\"r\" name=\"r\" rows=\"2\" maxlength=\"80\" ");
  html.raw("autocomplete=\"off\" spellcheck=\"false\" required aria-describedby=\"r-h")
      .raw(fault.empty() ? "" : " r-e\" aria-invalid=\"true")
      .raw("\">");
  html.text(receipt).raw("</textarea>");
  if (!fault.empty()) html.raw("<p class=\"er\" id=\"r-e\">").text(fault).raw("</p>");
  html.raw("<p class=\"sub\" id=\"r-h\">")
      .text(say(frame.language, "rounds.back.form"))
      .raw("</p></div><input type=\"hidden\" name=\"lang\" value=\"");
  html.raw(frame.language)
      .raw("\"><button>")
      .text(say(frame.language, "rounds.back.go"))
      .raw("</button></form><p><a class=\"g2\" href=\"/r/");
  html.text(code)
      .raw("?lang=")
      .raw(frame.language)
      .raw("\">")
      .text(say(frame.language, "rounds.back.not"))
      .raw("</a></p>");
  close_page(html, frame);
  return html.take();
}

std::string kept_page(const PageFrame& frame) {
  struct Part {
    std::string_view name;
    int points;
  };
  static constexpr Part parts[] = {{"answer", 4},  {"groups", 4}, {"words", 2}, {"who", 4},
                                   {"receipt", 3}, {"key", 2},    {"not", 5},   {"page", 3}};
  Html html;
  const auto title = say(frame.language, "rounds.kept.title");
  open_page(html, frame, title);
  top_line(html, frame, say(frame.language, "rounds.page.top"));
  html.raw("<h1>")
      .text(title)
      .raw("</h1><p>")
      .text(say(frame.language, "rounds.kept.lead"))
      .raw("</p><div class=\"kp\">");
  for (const auto& part : parts) {
    const auto key = "rounds.kept." + std::string(part.name);
    html.raw("<h2>").text(say(frame.language, key)).raw("</h2><ul>");
    for (int i = 1; i <= part.points; ++i)
      html.raw("<li>").text(say(frame.language, key + "." + std::to_string(i))).raw("</li>");
    html.raw("</ul>");
  }
  html.raw("</div><p><a class=\"gb\" href=\"/r?lang=")
      .raw(frame.language)
      .raw("\">")
      .text(say(frame.language, "rounds.code.title"))
      .raw("</a></p>");
  close_page(html, frame, false);
  return html.take();
}

}  // namespace goud::rounds
