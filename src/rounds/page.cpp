#include "rounds/page.hpp"

#include <algorithm>

#include "kernel/words.hpp"
#include "rounds/page_style.hpp"

namespace goud::rounds {
namespace {

using formats::Html;

constexpr std::string_view dot = " \xc2\xb7 ";

class Ballots {
 public:
  Ballots(const PageFrame& frame, const BallotPage& page)
      : frame_(frame), page_(page), sheets_(sheets_of(*page.plan, page.week)) {
    at_ = sheets_.empty() ? 0 : std::min(page.sheet, sheets_.size() - 1);
  }

  std::string write() {
    const auto progress =
        sheets_.size() > 1
            ? word("rounds.page.sheet", {{"n", std::to_string(at_ + 1)}, {"of", std::to_string(sheets_.size())}})
            : std::string();
    auto about = page_.plan->name.in(frame_.language);
    if (weeks(*page_.plan) > 1) about += ", " + word("rounds.page.part", {{"n", std::to_string(page_.week)}});
    about += ", " + word("rounds.page.until", {{"day", last_day_text(frame_.language, *page_.plan)}});
    const auto heading = heading_of_sheet();
    const bool wrong = !page_.faults.empty() || !page_.notice.empty();
    open_page(html_, frame_,
              (wrong ? word("rounds.page.wrong_title") + ": " : std::string()) + heading + std::string(dot) + about);
    // Enter sends the sheet on; without this button it would press the first of the page, which is the language's.
    html_.raw("<button class=\"hp\" form=\"b\" name=\"go\" value=\"")
        .raw(last() ? "send" : "next")
        .raw("\" tabindex=\"-1\" aria-hidden=\"true\"></button>");
    top_line(html_, frame_, about, progress, page_.plan->languages.size() > 1);
    html_.raw("<h1>").text(heading).raw("</h1>");
    if (at_ == 0) write_lead();
    write_notice();
    html_.raw("<form id=\"b\" method=\"post\" action=\"/r/").text(page_.code).raw("\" accept-charset=\"utf-8\">");
    hidden("r", page_.receipt);
    hidden("n", std::to_string(page_.number));
    hidden("w", std::to_string(page_.week));
    hidden("s", std::to_string(at_));
    hidden("lang", frame_.language);
    if (!sheets_.empty()) write_sheet(sheets_[at_]);
    carry_the_rest();
    write_buttons();
    html_.raw("</form>");
    close_page(html_, frame_, at_ > 0);
    return html_.take();
  }

 private:
  std::string word(std::string_view key, const WordArguments& args = {}) const {
    return say(frame_.language, key, args);
  }
  [[nodiscard]] bool last() const { return at_ + 1 >= sheets_.size(); }

  std::string heading_of_sheet() const {
    if (sheets_.empty()) return page_.plan->name.in(frame_.language);
    const auto& sheet = sheets_[at_];
    if (sheet.batteries.empty()) return word("rounds.page.facets");
    return word("rounds.page.about." + std::string(name_of(sheet.batteries.front().about)));
  }

  // What happens with the answer, and which group it will count in: before the first question.
  void write_lead() {
    const auto& language = frame_.language;
    const auto floor = std::to_string(page_.plan->floor);
    html_.raw("<p class=\"ld\">").text(word("rounds.page.lead", {{"floor", floor}})).raw("</p><p class=\"ld\"><b>");
    const int counts = page_.frozen->counts_in(page_.place, page_.plan->floor);
    const auto people = [&](int place) {
      return number_text(language, std::int64_t{page_.frozen->people_under(place)});
    };
    const auto name = [&](int place) { return page_.frozen->units[static_cast<std::size_t>(place)].name; };
    if (counts == page_.place)
      html_.text(word("rounds.page.counts", {{"group", name(counts)}, {"people", people(counts)}, {"floor", floor}}));
    else
      html_.text(
          word("rounds.page.counts_only",
               {{"unit", name(page_.place)}, {"group", name(counts)}, {"people", people(counts)}, {"floor", floor}}));
    html_.raw("</b> ");
    if (page_.late) html_.text(word("rounds.page.late")).raw(" ");
    html_.text(word("rounds.page.skip"))
        .raw(" <a href=\"")
        .raw(kept_address(language))
        .raw("\">")
        .text(word("rounds.kept.title"))
        .raw("</a></p>");
  }

  void write_notice() {
    if (page_.faults.empty() && page_.notice.empty()) return;
    html_.raw("<div class=\"bad\" role=\"alert\" id=\"wrong\"><p>");
    html_.text(page_.notice.empty() ? word("rounds.page.wrong") : page_.notice).raw("</p></div>");
  }

  void write_sheet(const Sheet& sheet) {
    bool first = true;
    for (const auto& battery : sheet.batteries) {
      if (!first) html_.raw("<h2>").text(word("rounds.page.about." + std::string(name_of(battery.about)))).raw("</h2>");
      first = false;
      for (const auto* item : battery.items) write_item(*item);
    }
    if (!sheet.facets) return;
    if (!sheet.batteries.empty()) html_.raw("<h2>").text(word("rounds.page.facets")).raw("</h2>");
    html_.raw("<p class=\"sub\">")
        .text(word("rounds.page.facets_why", {{"floor", std::to_string(page_.plan->floor)}}))
        .raw("</p>");
    for (const auto& facet : page_.plan->facets) write_facet(facet);
  }

  void write_item(const Item& item) {
    const auto id = "q" + std::to_string(++number_);
    const auto name = "a." + item.key;
    const auto faults = faults_of("answers." + item.key);
    if (item.kind == ItemKind::text) return write_words(item, id, name, faults);
    const bool ends = item.kind == ItemKind::five || item.kind == ItemKind::eleven;
    std::string described = ends ? id + "-s" : std::string();
    if (!faults.empty()) described += (described.empty() ? "" : " ") + id + "-e";
    html_.raw("<fieldset id=\"").raw(id).raw("\"");
    if (!described.empty()) html_.raw(" aria-describedby=\"").raw(described).raw("\"");
    html_.raw("><legend>").words(item.text, frame_.language).raw("</legend>");
    const bool na =
        std::find(item.not_applicable.begin(), item.not_applicable.end(), "na") != item.not_applicable.end();
    switch (item.kind) {
      case ItemKind::five:
        html_.raw("<div class=\"fv\">");
        for (int v = 1; v <= 5; ++v) choice(name, std::to_string(v), std::to_string(v));
        html_.raw("</div>");
        write_ends(id, "rounds.page.five");
        if (na) html_.raw("<div class=\"col\">"), choice(name, "na", word("rounds.page.na")), html_.raw("</div>");
        break;
      case ItemKind::eleven:
        html_.raw("<div class=\"sc\">");
        for (int v = 0; v <= 10; ++v) choice(name, std::to_string(v), std::to_string(v));
        html_.raw("</div>");
        write_ends(id, "rounds.page.eleven");
        break;
      case ItemKind::yes_no:
        html_.raw(na ? "<div class=\"tri\">" : "<div class=\"duo\">");
        choice(name, "yes", word("rounds.page.yes"));
        choice(name, "no", word("rounds.page.no"));
        if (na) choice(name, "na", word("rounds.page.na"));
        html_.raw("</div>");
        break;
      case ItemKind::choice:
        write_options(name, item.options, false);
        break;
      case ItemKind::text:
        break;
    }
    write_faults(id, faults);
    html_.raw("</fieldset>");
  }

  void write_facet(const Facet& facet) {
    const auto id = "q" + std::to_string(++number_);
    const auto faults = faults_of("facets." + facet.key);
    html_.raw("<fieldset id=\"").raw(id).raw("\"");
    if (!faults.empty()) html_.raw(" aria-describedby=\"").raw(id).raw("-e\"");
    html_.raw("><legend>").words(facet.text, frame_.language).raw("</legend>");
    write_options("f." + facet.key, facet.options, true);
    write_faults(id, faults);
    html_.raw("</fieldset>");
  }

  void write_words(const Item& item, const std::string& id, const std::string& name,
                   const std::vector<const FieldFault*>& faults) {
    html_.raw("<div class=\"tx\"><label class=\"lb\" for=\"")
        .raw(id)
        .raw("\">")
        .words(item.text, frame_.language)
        .raw("</label><textarea id=\"");
    html_.raw(id)
        .raw("\" name=\"")
        .text(name)
        .raw("\" maxlength=\"")
        .raw(std::to_string(words_most))
        .raw("\" aria-describedby=\"")
        .raw(id)
        .raw("-h");
    if (!faults.empty()) html_.raw(" ").raw(id).raw("-e\" aria-invalid=\"true");
    html_.raw("\">").text(typed(name)).raw("</textarea><p class=\"sub\" id=\"").raw(id).raw("-h\">");
    html_.text(word("rounds.page.words", {{"floor", std::to_string(page_.plan->text_floor)}})).raw("</p>");
    write_faults(id, faults);
    html_.raw("</div>");
  }

  void write_options(const std::string& name, const std::vector<Option>& options, bool may_refuse) {
    const auto count = options.size() + (may_refuse ? 1 : 0);
    std::size_t longest = 0;
    for (const auto& option : options) longest = std::max(longest, option.label.in(frame_.language).size());
    html_.raw(count == 3 && longest <= 16   ? "<div class=\"tri\">"
              : count <= 8 && longest <= 26 ? "<div class=\"duo\">"
                                            : "<div class=\"col\">");
    for (const auto& option : options) {
      html_.raw("<label class=\"op\"><input type=\"radio\" name=\"")
          .text(name)
          .raw("\" value=\"")
          .text(option.value)
          .raw("\"");
      html_.raw(checked(name, option.value)).raw("><span>").words(option.label, frame_.language).raw("</span></label>");
    }
    if (may_refuse) {
      html_.raw("<label class=\"op\"><input type=\"radio\" name=\"")
          .text(name)
          .raw("\" value=\"\"")
          .raw(checked(name, ""));
      html_.raw("><span class=\"no\">").text(word("rounds.page.rather_not")).raw("</span></label>");
    }
    html_.raw("</div>");
  }

  void choice(std::string_view name, std::string_view value, std::string_view label) {
    html_.raw("<label class=\"op\"><input type=\"radio\" name=\"").text(name).raw("\" value=\"").text(value).raw("\"");
    html_.raw(checked(name, value)).raw("><span>").text(label).raw("</span></label>");
  }

  void write_ends(const std::string& id, const std::string& key) {
    html_.raw("<div class=\"ends\" id=\"")
        .raw(id)
        .raw("-s\"><span>")
        .text(word(key + ".low"))
        .raw("</span><span>")
        .text(word(key + ".high"))
        .raw("</span></div>");
  }

  // What was said on the other sheets goes along.
  void carry_the_rest() {
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
      if (i == at_) continue;
      for (const auto& battery : sheets_[i].batteries) {
        for (const auto* item : battery.items) carry("a." + item->key);
      }
      if (!sheets_[i].facets) continue;
      for (const auto& facet : page_.plan->facets) carry("f." + facet.key);
    }
  }
  void carry(const std::string& name) {
    for (const auto& [key, value] : page_.typed) {
      if (key == name) return hidden(name, value);
    }
  }
  void hidden(std::string_view name, std::string_view value) {
    html_.raw("<input type=\"hidden\" name=\"").text(name).raw("\" value=\"").text(value).raw("\">");
  }

  void write_buttons() {
    html_.raw("<button name=\"go\" value=\"")
        .raw(last() ? "send" : "next")
        .raw("\">")
        .text(word(last() ? "rounds.page.send" : "rounds.page.next"))
        .raw("</button><div class=\"mo\">");
    if (at_ > 0)
      html_.raw("<button class=\"ql\" name=\"go\" value=\"back\">").text(word("rounds.page.back")).raw("</button>");
    html_.raw("<button class=\"ql\" name=\"go\" value=\"clear\">")
        .text(word("rounds.page.clear"))
        .raw("</button></div>");
  }

  std::string_view typed(std::string_view name) const {
    for (const auto& [key, value] : page_.typed) {
      if (key == name) return value;
    }
    return {};
  }
  std::string_view checked(std::string_view name, std::string_view value) const {
    for (const auto& [key, given] : page_.typed) {
      if (key == name) return given == value ? " checked" : "";
    }
    return "";
  }
  std::vector<const FieldFault*> faults_of(std::string_view path) const {
    std::vector<const FieldFault*> found;
    for (const auto& fault : page_.faults) {
      if (fault.path == path) found.push_back(&fault);
    }
    return found;
  }
  void write_faults(const std::string& id, const std::vector<const FieldFault*>& faults) {
    if (faults.empty()) return;
    html_.raw("<p class=\"er\" id=\"").raw(id).raw("-e\">");
    for (const auto* fault : faults) html_.text(word(fault->key, fault->args)).raw(" ");
    html_.raw("</p>");
  }

  const PageFrame& frame_;
  const BallotPage& page_;
  std::vector<Sheet> sheets_;
  std::size_t at_ = 0;
  Html html_;
  int number_ = 0;
};

}  // namespace

std::string ballot_page(const PageFrame& frame, const BallotPage& page) { return Ballots(frame, page).write(); }

}  // namespace goud::rounds
