// A report as a page that stands on its own, and how a file is written whole.
#include <cstdio>
#include <filesystem>

#include "cli/report_drawing.hpp"
#include "formats/html.hpp"
#include "kernel/words.hpp"

namespace goud::cli {

using namespace drawing;
using formats::html_text;

namespace {

constexpr std::string_view style =
    ":root{color-scheme:light dark;--ink:#1d1b16;--ink2:#55504a;--rule:#d8d3c7;--surface:#fff;--bg:#f6f4ef}"
    "@media "
    "(prefers-color-scheme:dark){:root{--ink:#f3efe6;--ink2:#bdb6a8;--rule:#4a4538;--surface:#1e1c18;--bg:#151410}}"
    "body{font:15px/1.4 "
    "Inter,system-ui,sans-serif;font-variant-numeric:tabular-nums;color:var(--ink);background:var(--bg);"
    "margin:0 auto;max-width:64rem;padding:20px}"
    "h1{font-size:22px;line-height:28px;font-weight:650;margin:0 0 4px}"
    ".source{color:var(--ink2);margin:0 0 "
    "20px}.means{font-size:17px;max-width:44rem}.not{color:var(--ink2);max-width:44rem}"
    "figure{margin:24px 0;background:var(--surface);border-radius:12px;padding:14px}"
    "figcaption,caption{font-weight:560;text-align:left;padding:0 0 8px}"
    "svg{max-width:100%;height:auto}.wide{overflow-x:auto;margin:24px "
    "0;background:var(--surface);border-radius:12px;padding:14px}"
    ".wide:focus-visible{outline:2px solid var(--ink);outline-offset:2px}"
    "table{border-collapse:collapse}th,td{padding:6px 12px;border-bottom:1px solid "
    "var(--rule);text-align:right;vertical-align:top}"
    "thead th{font-weight:560;color:var(--ink2);font-size:13px}th.w,td.w,tbody th{text-align:left;font-weight:450}"
    "ul{padding-left:20px;max-width:44rem}";

std::string table_html(const Report& report, const ReportTable& table, std::size_t number, std::string_view language) {
  const auto words = words_of(table);
  const std::string title = !table.title.empty() ? table.title
                            : report.tables.size() == 1
                                ? report.title
                                : say(language, "cli.picture.table_of", {{"number", std::to_string(number)}});
  // A table may be wider than the screen: who has no pointer scrolls it too.
  std::string out = "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"" + html_text(plain(title)) +
                    "\">\n<table><caption>" + html_text(plain(title)) + "</caption>\n<thead><tr>";
  for (std::size_t i = 0; i < table.headings.size(); ++i)
    out += std::string("<th scope=\"col\"") + (words[i] ? " class=\"w\"" : "") + ">" +
           html_text(plain(table.headings[i])) + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    out += "<tr>";
    for (std::size_t i = 0; i < std::min(row.size(), words.size()); ++i) {
      const std::string cell = html_text(cell_text(row[i], language));
      if (i == 0 && words[0])
        out += "<th scope=\"row\">" + cell + "</th>";
      else
        out += (words[i] ? "<td class=\"w\">" : "<td>") + cell + "</td>";
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table>\n</div>\n";
}

}  // namespace

std::string page_text(const Report& report, std::string_view language) {
  const std::string title = html_text(plain(report.title));
  std::string out = "<!doctype html>\n<html lang=\"" + html_text(language) +
                    "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
                    "initial-scale=1\">\n<title>" +
                    title + "</title>\n<style>" + std::string(style) + svg_style() +
                    "</style>\n</head>\n<body>\n<main>\n<h1>" + title + "</h1>\n";
  const auto paragraph = [&](const std::string& text, const char* name) {
    if (!text.empty()) out += std::string("<p class=\"") + name + "\">" + html_text(plain(text)) + "</p>\n";
  };
  paragraph(report.source, "source");
  paragraph(report.means, "means");
  paragraph(report.means_not, "not");
  for (std::size_t p = 0; p < report.pictures.size(); ++p) {
    const auto& picture = report.pictures[p];
    if (is_empty(picture)) continue;
    const auto& caption = title_of(picture).empty() ? report.title : title_of(picture);
    out += "<figure>\n<figcaption>" + html_text(plain(caption)) + "</figcaption>\n" +
           picture_svg(report, picture, p, language).svg + "</figure>\n";
  }
  for (std::size_t t = 0; t < report.tables.size(); ++t)
    if (!report.tables[t].rows.empty()) out += table_html(report, report.tables[t], t + 1, language);
  if (!report.notes.empty()) {
    out += "<ul>\n";
    for (const auto& note : report.notes) out += "<li>" + html_text(plain(note)) + "</li>\n";
    out += "</ul>\n";
  }
  return out + "</main>\n</body>\n</html>\n";
}

Done write_whole(const std::string& path, std::string_view text) {
  const std::string beside = path + ".part";
  std::FILE* file = std::fopen(beside.c_str(), "wbe");
  bool written = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (file != nullptr) written = std::fclose(file) == 0 && written;
  std::error_code error;
  if (written) std::filesystem::rename(beside, path, error);
  if (written && !error) return {};
  std::filesystem::remove(beside, error);
  return refuse(FaultKind::unavailable, "cli.file_not_written", {{"path", path}});
}

}  // namespace goud::cli
