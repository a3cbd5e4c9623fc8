#include "rounds/page_style.hpp"

#include "kernel/words.hpp"

namespace goud::rounds {
namespace {

people::Brand house_ink() {
  people::Brand ink;
  ink.colour = ink.used_light = "#1d1b16";
  ink.used_dark = "#f3efe6";
  ink.fill_light = {"#1d1b16", "#ffffff"};
  ink.fill_dark = {"#f3efe6", "#1d1b16"};
  return ink;
}

// What a ballot has beside what every page of strangers has.
// clang-format off
constexpr std::string_view more =
    ":root{--pg:#f6f4ef}@media(prefers-color-scheme:dark){:root{--pg:#151410}}"
    "html{font-size:15px}main,footer{max-width:520px;padding-left:16px;padding-right:16px}main{padding-top:8px;padding-bottom:20px}header{background:none}"
    ".top{display:flex;align-items:center;gap:8px;min-height:28px;font-size:12px;line-height:16px;color:var(--i2)}.top svg{flex:none}"
    ".top a,.top button{margin:0 0 0 auto;flex:none;font-size:13px;min-height:28px;display:flex;align-items:center;color:inherit;text-underline-offset:3px}"
    "h1{margin:2px 0 3px}h1+p{margin-top:6px}.ld,h1+.ld{margin-top:0}.nw{white-space:nowrap}h2{font:500 19px/24px Newsreader,Georgia,serif;letter-spacing:-.01em;margin:20px 0 0}.kp h2{margin-bottom:4px}"
    ".ld{font-size:13px;line-height:18px;color:var(--i2);margin:0 0 4px}.ld b{color:var(--ink);font-weight:600}.ld a,.ft a,footer a{color:inherit;text-underline-offset:3px}"
    "fieldset,.tx{margin-top:13px}legend,.lb{font-size:15px;line-height:20px;margin-bottom:5px}"
    ".fv{display:grid;grid-template-columns:repeat(5,1fr);gap:6px}.fv+.col{margin-top:6px}.op span{min-height:44px}.fv .op span{font-size:15px;font-variant-numeric:tabular-nums}"
    ".op .no{border-style:dashed;font-weight:450}.ends{margin-top:2px}"
    "button.ql{width:auto;min-height:44px;background:none;color:var(--ink);font:450 15px/20px Inter,system-ui,sans-serif;text-decoration:underline;text-underline-offset:3px;padding:0 4px;margin:0}"
    ".top button.ql{font-size:13px;color:inherit;min-height:28px;margin-left:auto}.mo{display:flex;justify-content:space-between;gap:12px;margin-top:4px}.mo .ql:last-child{color:var(--i2);font-size:14px}"
    ".tx .cd{font:600 22px/28px ui-monospace,Menlo,Consolas,monospace;letter-spacing:.06em;text-transform:uppercase;height:52px}"
    ".rc,.tx .rc{font:600 17px/26px ui-monospace,Menlo,Consolas,monospace;border:1.5px solid var(--st);border-radius:11px;background:var(--sf);padding:9px 12px;margin:4px 0 10px;overflow-wrap:anywhere;user-select:all}.tx .rc{min-height:72px;user-select:auto;resize:none}"
    ".gb{display:flex;align-items:center;justify-content:center;min-height:48px;border-radius:12px;background:var(--br);color:var(--bt);font-weight:620;text-decoration:none;margin:14px 0 4px}"
    ".g2{display:inline-flex;align-items:center;min-height:44px;color:inherit;text-underline-offset:3px}"
    ".kp li{margin:0 0 6px}.kp ul{margin:4px 0 0;padding-left:19px}button.hp{position:absolute;width:1px;height:1px;min-height:0;padding:0;margin:0;overflow:hidden;clip-path:inset(50%)}"
    "footer{padding-bottom:24px;font-size:13px;line-height:18px}footer>p{margin-top:6px}footer>p a{min-height:24px;display:inline-block}";
// clang-format on

}  // namespace

void open_page(formats::Html& html, const PageFrame& frame, std::string_view title) {
  html.raw("<!doctype html><html lang=\"").raw(frame.language).raw("\"><head><meta charset=\"utf-8\">");
  html.raw(
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"robots\" "
      "content=\"noindex\"><title>");
  html.text(title).raw("</title><link rel=\"icon\" href=\"data:,\"><style nonce=\"").text(frame.nonce).raw("\">");
  html.raw(people::page_style(house_ink())).raw(more).raw("</style></head><body>");
  if (frame.simulation)
    html.raw("<header><p class=\"sim\">").text(say(frame.language, "rounds.page.simulation")).raw("</p></header>");
  html.raw("<main>");
}

void close_page(formats::Html& html, const PageFrame& frame, bool with_links) {
  html.raw("</main>");
  const bool named = !frame.organisation.empty();
  if (named || with_links) html.raw("<footer><p>");
  if (named) html.text(say(frame.language, "rounds.page.asked_by", {{"organisation", frame.organisation}})).raw(" ");
  if (with_links) {
    html.raw("<a href=\"").raw(kept_address(frame.language)).raw("\">");
    html.text(say(frame.language, "rounds.kept.title")).raw("</a>");
  }
  if (named || with_links) html.raw("</p></footer>");
  html.raw("</body></html>");
}

void top_line(formats::Html& html, const PageFrame& frame, std::string_view about, std::string_view progress,
              bool language_button) {
  const std::string_view other = frame.language == "nl" ? "en" : "nl";
  const std::string_view name = other == "nl" ? "Nederlands" : "English";
  html.raw(
          "<div class=\"top\"><svg width=\"20\" height=\"20\" viewBox=\"0 0 22 22\" aria-hidden=\"true\"><rect "
          "width=\"22\" ")
      .raw(
          "height=\"22\" rx=\"6\" fill=\"#1d1b16\"/><g fill=\"none\" stroke=\"#e6b84a\" stroke-width=\"2.4\"><circle "
          "cx=\"11\" ")
      .raw("cy=\"11\" r=\"5.6\"/><path d=\"M11 11h5.6\" stroke-linecap=\"round\"/></g></svg><span>")
      .text(about);
  if (!progress.empty()) html.raw(" <span class=\"nw\">\xc2\xb7 ").text(progress).raw("</span>");
  html.raw("</span>");
  if (language_button) {
    html.raw("<button class=\"ql\" form=\"b\" name=\"go\" value=\"").raw(other).raw("\" lang=\"").raw(other).raw("\">");
    html.raw(name).raw("</button>");
  } else if (!frame.other_language_address.empty()) {
    html.raw("<a href=\"").text(frame.other_language_address).raw("\" lang=\"").raw(other).raw("\" hreflang=\"");
    html.raw(other).raw("\">").raw(name).raw("</a>");
  }
  html.raw("</div>");
}

}  // namespace goud::rounds
