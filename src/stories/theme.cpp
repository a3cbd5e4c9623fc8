// A theme is a rule on stems that people write and read; which stories it fits is decided here and by the index alike.
#include <algorithm>
#include <sstream>

#include "formats/text_json.hpp"
#include "stories/row.hpp"
#include "stories/statements.hpp"
#include "text/stems.hpp"

namespace goud::stories {
namespace {

constexpr std::size_t themes_most = 100, groups_most = 6, stems_most = 20, name_characters = 60;

std::string rule_json(const Theme& theme) {
  formats::JsonWriter out;
  out.begin_object().key("all_of").begin_array();
  for (const auto& group : theme.all_of) {
    out.begin_array();
    for (const auto& stem : group) out.value(stem);
    out.end_array();
  }
  out.end_array().key("none_of").begin_array();
  for (const auto& stem : theme.none_of) out.value(stem);
  out.end_array().field("expectation",
                        theme.expectation ? std::optional(feedback::name_of(*theme.expectation)) : std::nullopt);
  return out.end_object().take();
}

void read_rule(std::string_view json, Theme& theme) {
  const auto document = formats::Json::parse(json);
  if (!document) return;
  const auto in = document->object();
  for (auto group : in.at("all_of").array()) {
    theme.all_of.emplace_back();
    for (auto stem : group.array()) theme.all_of.back().emplace_back(stem.as_string().value_or(""));
  }
  for (auto stem : in.at("none_of").array()) theme.none_of.emplace_back(stem.as_string().value_or(""));
  if (auto expectation = in.optional_string("expectation", 10))
    theme.expectation = feedback::expectation_from(*expectation);
}

// Every word as its stem, in Dutch and in English where they differ.
std::vector<std::string> stems(const std::vector<std::string>& words) {
  std::vector<std::string> found;
  for (const auto& typed : words) {
    for (const auto& token : text::tokens(typed)) {
      for (const auto* language : {"nl", "en"}) {
        auto stem = text::stem(token.folded, language);
        if (!stem.empty() && !noted(found, stem)) found.push_back(std::move(stem));
      }
    }
  }
  return found;
}

}  // namespace

std::vector<Theme> themes(store::Reader& reader) {
  return reader.all(sql::themes, {}, [](const store::Row& row) {
    Theme theme;
    theme.id = row.string(0);
    theme.name = {row.string(1), row.string(2)};
    read_rule(row.text(3), theme);
    theme.revision = static_cast<int>(row.integer(4));
    return theme;
  });
}

std::vector<FieldFault> to_stems(Theme& theme) {
  std::vector<FieldFault> wrong;
  for (auto& group : theme.all_of) group = stems(group);
  std::erase_if(theme.all_of, [](const auto& group) { return group.empty(); });
  theme.none_of = stems(theme.none_of);
  const bool many = theme.all_of.size() > groups_most || theme.none_of.size() > stems_most ||
                    std::any_of(theme.all_of.begin(), theme.all_of.end(),
                                [](const auto& group) { return group.size() > stems_most; });
  if (theme.all_of.empty()) wrong.push_back({"all_of", "stories.theme_empty"});
  if (many) wrong.push_back({"all_of", "stories.theme_many"});
  return wrong;
}

Result<Theme> keep_theme(store::Writer& writer, const Acting& acting, const Theme& asked) {
  Theme theme = asked;
  auto wrong = to_stems(theme);
  if (theme.name.empty()) wrong.push_back({"name", "stories.theme_name"});
  for (const auto* name : {&theme.name.nl, &theme.name.en}) {
    if (formats::characters(*name) > name_characters)
      wrong.push_back({"name", "stories.too_long", {{"max", std::to_string(name_characters)}}});
  }
  if (!wrong.empty()) return tl::unexpected<Fault>(Fault{FaultKind::invalid, "fault.fields", std::move(wrong), {}});
  const auto all = themes(writer);
  const auto there = std::find_if(all.begin(), all.end(), [&](const Theme& one) { return one.id == theme.id; });
  if (there == all.end()) {
    if (theme.revision > 0 && !theme.id.empty()) return refuse(FaultKind::not_found, "stories.theme_unknown");
    if (all.size() >= themes_most)
      return refuse(FaultKind::conflict, "stories.themes_many", {{"max", std::to_string(themes_most)}});
    if (theme.id.empty())
      theme.id = uuid_of("stories.theme", acting.actor + std::to_string(acting.now.micros) + rule_json(theme));
    theme.revision = 1;
    writer.run(sql::insert_theme,
               {{":id", theme.id}, {":nl", theme.name.nl}, {":en", theme.name.en}, {":rule", rule_json(theme)}});
  } else {
    const auto changed = writer.run(sql::change_theme, {{":id", theme.id},
                                                        {":nl", theme.name.nl},
                                                        {":en", theme.name.en},
                                                        {":rule", rule_json(theme)},
                                                        {":revision", theme.revision}});
    if (changed == 0) return refuse(FaultKind::conflict, "fault.changed_meanwhile");
    ++theme.revision;
  }
  writer.audit(acting.actor, there == all.end() ? "made" : "changed", "theme", theme.id, "{}");
  return theme;
}

Done drop_theme(store::Writer& writer, const Acting& acting, std::string_view id) {
  if (writer.run(sql::delete_theme, {{":id", id}}) == 0) return refuse(FaultKind::not_found, "stories.theme_unknown");
  writer.audit(acting.actor, "ended", "theme", id, "{}");
  return {};
}

bool fits(const Theme& theme, const Story& story) {
  if (theme.expectation && story.expectation != theme.expectation) return false;
  std::vector<std::string> held;
  std::istringstream tokens(story.tokens);
  for (std::string token; tokens >> token;) {
    const auto at = token.find('_');
    if (at != std::string::npos && at > 0 && token[at - 1] != 'w') held.push_back(token.substr(at + 1));
  }
  const auto holds = [&](const std::string& stem) { return noted(held, stem); };
  return !theme.all_of.empty() && std::none_of(theme.none_of.begin(), theme.none_of.end(), holds) &&
         std::all_of(theme.all_of.begin(), theme.all_of.end(),
                     [&](const auto& group) { return std::any_of(group.begin(), group.end(), holds); });
}

}  // namespace goud::stories
