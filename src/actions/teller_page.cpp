#include "actions/teller_page.hpp"

#include <chrono>

#include "formats/html.hpp"
#include "kernel/words.hpp"

namespace goud::actions {
namespace {

using formats::Html;

// clang-format off
constexpr std::string_view more =
    "h2{font:500 19px/24px Newsreader,Georgia,serif;letter-spacing:-.01em;margin:22px 0 6px}"
    "blockquote{margin:0;border-left:3px solid var(--st);padding:2px 0 2px 14px;font:400 18px/26px Newsreader,Georgia,serif;overflow-wrap:anywhere;white-space:pre-line}"
    "ol{list-style:none;margin:0;padding:0}li{display:grid;grid-template-columns:22px 1fr;gap:4px 8px;padding:4px 0}li b{font-weight:560}li .sub{margin:0}"
    "form{margin:0}.go2{display:grid;grid-template-columns:1fr 1fr;gap:8px}.go4{display:grid;grid-template-columns:repeat(4,1fr);gap:7px}"
    "button{margin-top:6px}button.q{background:var(--sf);color:var(--ink);border:1.5px solid var(--st)}"
    "button.l{width:auto;min-height:44px;background:none;color:var(--ink);font:450 15px/20px Inter,system-ui,sans-serif;text-decoration:underline;text-underline-offset:3px;padding:0}";
// clang-format on

std::string retold_key(stories::Retold retold) {
  using stories::Retold;
  const auto* name = retold == Retold::no              ? "no"
                     : retold == Retold::one_or_two    ? "one_or_two"
                     : retold == Retold::three_to_five ? "three_to_five"
                                                       : "more";
  return std::string("actions.teller.retold.") + name;
}

std::string day_text(std::string_view language, Day day) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day.number))};
  return std::to_string(static_cast<unsigned>(date.day())) + " " +
         say(language, "rounds.month." + std::to_string(static_cast<unsigned>(date.month())));
}

class Page {
 public:
  explicit Page(const TellerPage& page) : page_(page) {}

  std::string take(std::string_view title, const std::function<void()>& body) {
    html_.raw("<!doctype html><html lang=\"")
        .raw(page_.language)
        .raw("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" ");
    html_.raw("content=\"width=device-width,initial-scale=1\"><meta name=\"robots\" content=\"noindex\"><title>")
        .text(title);
    if (!page_.organisation.empty()) html_.raw(" \xc2\xb7 ").text(page_.organisation);
    html_.raw("</title><link rel=\"icon\" href=\"data:,\"><style nonce=\"")
        .text(page_.nonce)
        .raw("\">")
        .raw(people::page_style(page_.brand))
        .raw(more);
    html_.raw("</style></head><body><header><div class=\"bar\"><div class=\"lg\">")
        .text(page_.organisation.empty() ? "goud" : page_.organisation)
        .raw("</div>");
    if (!page_.told.answer.empty()) {
      const std::string_view other = page_.language == "nl" ? "en" : "nl";
      html_.raw("<a href=\"/v/")
          .text(page_.code)
          .raw("?lang=")
          .raw(other)
          .raw("\" lang=\"")
          .raw(other)
          .raw("\" hreflang=\"")
          .raw(other)
          .raw("\">");
      html_.raw(other == "nl" ? "Nederlands" : "English").raw("</a>");
    }
    html_.raw("</div>");
    if (page_.simulation) html_.raw("<p class=\"sim\">").text(word("feedback.page.simulation")).raw("</p>");
    html_.raw("</header><main>");
    body();
    html_.raw("</main>");
    if (!page_.told.answer.empty()) html_.raw("<footer><p>").text(word("actions.teller.private")).raw("</p></footer>");
    html_.raw("</body></html>");
    return html_.take();
  }

  void write() {
    html_.raw("<p class=\"at\">")
        .text(page_.place)
        .raw(" \xc2\xb7 ")
        .text(day_text(page_.language, page_.told.day))
        .raw("</p><h1>");
    html_.text(word("actions.teller.title")).raw("</h1>");
    if (!page_.told.words.empty())
      quote(page_.told.words);
    else
      html_.raw("<p>").text(word(wants_answer() ? "actions.teller.asked_call" : "actions.teller.no_words")).raw("</p>");
    if (page_.told.expectation)
      html_.raw("<p class=\"sub\">")
          .text(word("actions.teller.expectation." + std::string(feedback::name_of(*page_.told.expectation))))
          .raw("</p>");
    write_happened();
    if (const auto& one = page_.follow_up; one && !one->told_back.empty()) {
      html_.raw("<h2>").text(word("actions.teller.answer")).raw("</h2>");
      quote(one->told_back);
    }
    write_solved();
    write_retold();
    write_share();
  }

  void write_message(std::string_view title, std::string_view text) {
    html_.raw("<h1>").text(title).raw("</h1><p>").text(text).raw("</p>");
  }

 private:
  std::string word(std::string_view key, WordArguments args = {}) const {
    args.emplace("organisation", page_.organisation);
    return say(page_.language, key, args);
  }
  bool wants_answer() const { return !page_.told.telephone.empty() || !page_.told.email.empty(); }

  void quote(std::string_view words) {
    html_.raw("<blockquote");
    if (page_.told.language != page_.language) html_.raw(" lang=\"").text(page_.told.language).raw("\"");
    html_.raw(">").text(words).raw("</blockquote>");
  }

  void step(std::string_view key, const std::optional<Instant>& at, bool done) {
    html_.raw("<li><span aria-hidden=\"true\">")
        .raw(done ? "\xe2\x97\x8f" : "\xe2\x97\x8b")
        .raw("</span><span><b>")
        .text(word(key))
        .raw("</b>");
    if (at) {
      const auto day = day_in(*at, page_.zone);
      if (day) html_.raw(" <span class=\"sub\">").text(day_text(page_.language, *day)).raw("</span>");
    }
    html_.raw("</span></li>");
  }

  void write_happened() {
    html_.raw("<h2>").text(word("actions.teller.happened")).raw("</h2><ol>");
    step("actions.teller.heard", page_.told.received_at, true);
    if (const auto& one = page_.follow_up) {
      if (one->step == Step::dropped) {
        step("actions.teller.closed", std::nullopt, true);
      } else {
        if (one->called)
          step("actions.teller.called", one->called, true);
        else if (one->reach != Reach::none)
          step("actions.teller.to_call", std::nullopt, false);
        if (one->solved)
          step("actions.teller.solved", one->solved, true);
        else
          step(one->not_yet ? "actions.teller.again" : "actions.teller.working", std::nullopt, false);
        if (one->confirmed_by == ConfirmedBy::customer) step("actions.teller.confirmed", one->confirmed, true);
      }
    } else {
      step("actions.teller.read", std::nullopt, true);
    }
    if (page_.story && page_.story->standing == stories::Standing::shared)
      step("actions.teller.shared", std::nullopt, true);
    html_.raw("</ol>");
  }

  void open_form() {
    html_.raw("<form method=\"post\" action=\"/v/")
        .text(page_.code)
        .raw("\"><input type=\"hidden\" name=\"lang\" value=\"")
        .raw(page_.language)
        .raw("\">");
  }
  void button(std::string_view name, std::string_view value, std::string_view key, std::string_view look) {
    html_.raw("<button")
        .raw(look)
        .raw(" name=\"")
        .raw(name)
        .raw("\" value=\"")
        .raw(value)
        .raw("\">")
        .text(word(key))
        .raw("</button>");
  }

  void write_solved() {
    const auto& one = page_.follow_up;
    if (!one ||
        !(one->step == Step::solved || (one->step == Step::confirmed && one->confirmed_by == ConfirmedBy::noted)))
      return;
    html_.raw("<h2>").text(word("actions.teller.is_solved")).raw("</h2>");
    open_form();
    html_.raw("<div class=\"go2\">");
    button("solved", "yes", "actions.teller.yes", "");
    button("solved", "no", "actions.teller.not_yet", " class=\"q\"");
    html_.raw("</div></form>");
  }

  void write_retold() {
    const auto& story = page_.story;
    if (story && story->retold) {
      html_.raw("<p class=\"sub\">").text(word(retold_key(*story->retold) + ".said")).raw("</p>");
      return;
    }
    if (!page_.may_ask_retold) return;
    html_.raw("<h2>")
        .text(word("actions.teller.retold"))
        .raw("</h2><p class=\"sub\">")
        .text(word("actions.teller.retold_hint"))
        .raw("</p>");
    open_form();
    html_.raw("<div class=\"go4\">");
    using stories::Retold;
    for (const auto value : {Retold::no, Retold::one_or_two, Retold::three_to_five, Retold::more})
      button("retold", stories::name_of(value), retold_key(value), " class=\"q\"");
    html_.raw("</div></form>");
  }

  void write_share() {
    const auto& story = page_.story;
    if (!page_.told.may_share || !story) return;
    if (story->standing == stories::Standing::kept_back || !story->may_share) {
      html_.raw("<p class=\"sub\">").text(word("actions.teller.kept_back")).raw("</p>");
      return;
    }
    html_.raw("<h2>")
        .text(word("actions.teller.share"))
        .raw("</h2><p class=\"sub\">")
        .text(word("actions.teller.share_hint"))
        .raw("</p>");
    open_form();
    button("share", "back", "actions.teller.take_back", " class=\"l\"");
    html_.raw("</form>");
  }

  const TellerPage& page_;
  Html html_;
};

}  // namespace

std::string teller_page(const TellerPage& page) {
  Page made(page);
  return made.take(say(page.language, "actions.teller.title"), [&] { made.write(); });
}

std::string teller_message(const TellerPage& page, std::string_view title, std::string_view text) {
  Page made(page);
  return made.take(title, [&] { made.write_message(title, text); });
}

}  // namespace goud::actions
