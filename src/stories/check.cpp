// A person looks at what was told: it is shared in words that were checked, or kept back with a reason.
#include <algorithm>

#include "stories/row.hpp"
#include "stories/statements.hpp"

namespace goud::stories {
namespace {

constexpr std::size_t because_characters = 500, names_most = 200'000, name_characters = 120;

auto unknown() { return refuse(FaultKind::not_found, "stories.unknown"); }

void stand(store::Writer& writer, const Story& story, bool withdraw = false) {
  writer.run(sql::set_standing, {{":standing", static_cast<int>(kept_of(story.standing, story.may_share))},
                                 {":may_share", story.may_share},
                                 {":withdraw", withdraw},
                                 {":seq", story.seq}});
  writer.run(sql::set_shared, {{":text", story.shared_text}, {":because", story.because}, {":seq", story.seq}});
  if (story.standing != Standing::shared) writer.run(sql::unchoose_all, {{":seq", story.seq}});
}

bool blank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; }

}  // namespace

std::vector<std::string> customer_names(store::Reader& reader) {
  return reader.all(sql::names, {}, [](const store::Row& row) { return row.string(0); });
}

std::vector<std::string> names(store::Reader& reader) {
  auto all = customer_names(reader);
  for (auto& account : people::accounts(reader)) all.push_back(std::move(account.name));
  for (auto& pass : people::passes(reader)) {
    if (pass.kind == http::Pass::personal) all.push_back(std::move(pass.name));
  }
  std::erase_if(all, blank);
  return all;
}

Done keep_customer_names(store::Writer& writer, const Acting& acting, const std::vector<std::string>& given) {
  if (given.size() > names_most)
    return refuse_field("names", "stories.names_many", {{"max", std::to_string(names_most)}});
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (formats::characters(given[i]) > name_characters)
      return refuse_field("names[" + std::to_string(i) + "]", "stories.too_long",
                          {{"max", std::to_string(name_characters)}});
  }
  writer.run(sql::begin_mark, {});
  writer.run(sql::delete_names, {});
  std::size_t kept = 0;
  for (const auto& name : given) {
    if (blank(name)) continue;
    writer.run(sql::insert_name, {{":name", name}});
    ++kept;
  }
  writer.run(sql::note_names, {});
  writer.audit(acting.actor, "changed", "story_names", "", "{\"names\":" + std::to_string(kept) + "}");
  return {};
}

Result<Story> share(store::Writer& writer, const Acting& acting, std::string_view id, const std::string& text) {
  auto found = story(writer, id);
  if (!found) return unknown();
  if (!found->may_share) return refuse(FaultKind::conflict, "stories.not_allowed");
  if (blank(text)) return refuse_field("text", "stories.no_words");
  if (formats::characters(text) > story_characters)
    return refuse_field("text", "stories.too_long", {{"max", std::to_string(story_characters)}});
  const auto all = names(writer);
  if (const auto parts = text::find_private(text, text::NameList(all)); !parts.empty()) {
    const auto& part = parts.front();
    return refuse_field("text", "stories.private_part", {{"part", text.substr(part.from, part.to - part.from)}});
  }
  found->standing = Standing::shared;
  found->shared_text = text;
  found->because.clear();
  stand(writer, *found);
  writer.audit(acting.actor, "shared", "story", id, "{}");
  return *found;
}

Result<Story> keep_back(store::Writer& writer, const Acting& acting, std::string_view id, const std::string& because) {
  auto found = story(writer, id);
  if (!found) return unknown();
  if (blank(because)) return refuse_field("because", "stories.because");
  if (formats::characters(because) > because_characters)
    return refuse_field("because", "stories.too_long", {{"max", std::to_string(because_characters)}});
  found->standing = Standing::kept_back;
  found->shared_text.clear();
  found->because = because;
  stand(writer, *found);
  writer.audit(acting.actor, "kept_back", "story", id, "{}");
  return *found;
}

Done withdraw_permission(store::Writer& writer, std::string_view id) {
  auto found = story(writer, id);
  if (!found) return {};
  found->may_share = false;
  if (found->standing == Standing::shared) found->standing = Standing::told;
  found->shared_text.clear();
  stand(writer, *found, true);
  return {};
}

Result<Story> note_retold(store::Writer& writer, std::string_view id, Retold retold, Day today) {
  auto found = story(writer, id);
  if (!found || found->teller != Teller::customer) return unknown();
  if (today.number < found->day->number + retold_days) return refuse(FaultKind::conflict, "stories.retold_early");
  if (writer.run(sql::set_retold, {{":retold", static_cast<int>(retold)}, {":seq", found->seq}}) == 0)
    return refuse(FaultKind::conflict, "stories.retold_said");
  found->retold = retold;
  return *found;
}

std::string about_colleague(store::Reader& reader, std::string_view who) {
  formats::JsonWriter out;
  out.begin_object().key("stories").begin_array();
  Filter mine;
  mine.by = std::string(who);
  mine.most = 100'000;
  for (const auto& story : stories(reader, mine)) {
    out.begin_object().field("id", story.id).field("week", to_text(story.week)).field("text", story.text);
    out.field("standing", name_of(story.standing)).end_object();
  }
  out.end_array().key("kudos").begin_array();
  reader.each(sql::kudos_about, {{":who", who}}, [&](const store::Row& row) {
    out.begin_object().field("id", row.text(1)).field("given", row.text(2) == who);
    out.field("behaviour", row.text(6)).field("text", row.text(7)).end_object();
  });
  return out.end_array().end_object().take();
}

// What they told stays without them; thanks of them and for them go.
Done forget_who(store::Writer& writer, std::string_view who) {
  Filter mine;
  mine.by = std::string(who);
  mine.most = 1'000'000;
  for (const auto& story : stories(writer, mine)) writer.run(sql::anonymise, {{":seq", story.seq}});
  writer.run(sql::forget_given, {{":who", who}});
  writer.run(sql::forget_received, {{":who", who}});
  return {};
}

Done forget_colleague(store::Writer& writer, const Acting& acting, std::string_view who) {
  (void)forget_who(writer, who);
  writer.note_erasure("colleague", who);
  writer.audit(acting.actor, "forgot", "colleague", who, "{}");
  return {};
}

}  // namespace goud::stories
