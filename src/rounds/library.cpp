#include "rounds/library.hpp"

#include <stdexcept>

#include "formats/text_json.hpp"
#include "rounds/plan_json.hpp"

namespace goud::embedded {
std::string_view employee_items();
}

namespace goud::rounds {
namespace {

constexpr std::size_t sets_most = 100, name_most = 120, note_most = 600;

Text text_at(const formats::JsonObject& in, std::string_view key, std::size_t most) {
  return in.has(key) ? formats::read_text(in.at(key), most) : Text{};
}

std::vector<LibrarySet> read() {
  auto document = formats::Json::parse(embedded::employee_items());
  if (!document) throw std::logic_error("the library of questions cannot be read");
  std::vector<LibrarySet> sets;
  std::set<std::string> seen;
  for (auto one : document->object().required("sets").array(sets_most)) {
    const auto in = one.object();
    LibrarySet set;
    set.key = in.required_string("key", 40);
    set.name = text_at(in, "name", name_most);
    set.source = text_at(in, "source", note_most);
    set.licence = text_at(in, "licence", note_most);
    set.note = text_at(in, "note", note_most);
    const auto validated = in.object("validated");
    set.validated_nl = validated.required_bool("nl");
    set.validated_en = validated.required_bool("en");
    for (auto item : in.required("items").array(items_most)) {
      const auto inside = item.object();
      LibraryItem made;
      made.short_name = text_at(inside, "short", name_most);
      made.to_fill = inside.optional_bool("template").value_or(false);
      made.item = read_item(inside, seen, {"nl", "en"});
      made.item.source = set.key + "." + made.item.key;
      set.items.push_back(std::move(made));
    }
    sets.push_back(std::move(set));
  }
  if (auto done = document->finish(); !done)
    throw std::logic_error("the library of questions is not right: " + done.error().fields.front().path + " " +
                           done.error().fields.front().key);
  return sets;
}

}  // namespace

const std::vector<LibrarySet>& library() {
  static const std::vector<LibrarySet> sets = read();
  return sets;
}

const LibrarySet* set_of(std::string_view source) {
  for (const auto& set : library())
    if (source.substr(0, source.find('.')) == set.key) return &set;
  return nullptr;
}

const LibraryItem* item_of(std::string_view source) {
  const auto* set = set_of(source);
  if (set == nullptr) return nullptr;
  for (const auto& one : set->items)
    if (one.item.source == source) return &one;
  return nullptr;
}

std::string to_json(const std::vector<LibrarySet>& sets) {
  formats::JsonWriter out;
  out.begin_object().key("sets").begin_array();
  for (const auto& set : sets) {
    out.begin_object().field("key", set.key);
    formats::write_text(out.key("name"), set.name);
    formats::write_text(out.key("source"), set.source);
    formats::write_text(out.key("licence"), set.licence);
    out.key("validated").begin_object().field("nl", set.validated_nl).field("en", set.validated_en).end_object();
    formats::write_text(out.key("note"), set.note);
    out.key("items").begin_array();
    for (const auto& one : set.items) {
      out.begin_object();
      write_fields(out, one.item);
      formats::write_text(out.key("short"), one.short_name.empty() ? one.item.text : one.short_name);
      out.field("template", one.to_fill).end_object();
    }
    out.end_array().end_object();
  }
  return out.end_array().end_object().take();
}

}  // namespace goud::rounds
