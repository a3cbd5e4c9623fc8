#include "rounds/plan_json.hpp"

#include <algorithm>

#include "formats/text_json.hpp"

namespace goud::rounds {
namespace {

using formats::Json;
using formats::JsonObject;
using formats::JsonValue;
using formats::JsonWriter;

constexpr std::size_t text_most = 300, label_most = 120, value_most = 40;
constexpr std::size_t options_least = 2, options_most = 12, facet_options_most = 8;
constexpr int floor_most = 50, text_floor_most = 100;

bool is_key(std::string_view key) {
  return !key.empty() && key.size() <= value_most && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string read_key(const JsonObject& in, std::string_view name, std::set<std::string>& seen) {
  auto key = in.required_string(name, value_most);
  if (key.empty()) return key;
  if (!is_key(key))
    in.at(name).refuse("rounds.plan.key");
  else if (!seen.insert(key).second)
    in.at(name).refuse("rounds.plan.key_twice", {{"key", key}});
  return key;
}

Text read_words(const JsonObject& in, std::string_view name, std::size_t most,
                const std::vector<std::string>& languages) {
  const auto text = formats::read_text(in.at(name), most);
  for (const auto& language : languages)
    if (!text.empty() && (language == "en" ? text.en : text.nl).empty())
      in.at(name).refuse("rounds.plan.text_not_in", {{"language", language}});
  return text;
}

Day read_day(const JsonObject& in, std::string_view name) {
  const auto text = in.required_string(name, 10);
  if (text.empty()) return {};
  const auto day = day_from(text);
  if (day) return *day;
  in.at(name).refuse("people.day.form");
  return {};
}

std::vector<std::string> read_values(const JsonObject& in, std::string_view name) {
  std::vector<std::string> values;
  for (auto item : in.array(name, options_most)) {
    const auto value = item.as_string(value_most);
    if (!value) continue;
    if (std::find(values.begin(), values.end(), *value) != values.end()) item.refuse("rounds.plan.value_twice");
    values.emplace_back(*value);
  }
  return values;
}

std::vector<Option> read_options(const JsonObject& in, std::size_t most, const std::vector<std::string>& languages) {
  std::vector<Option> options;
  std::set<std::string> seen;
  for (auto item : in.array("options", most)) {
    auto one = item.object();
    if (!one.present()) continue;
    Option option;
    option.value = read_key(one, "value", seen);
    option.label = read_words(one, "label", label_most, languages);
    options.push_back(std::move(option));
  }
  if (options.size() < options_least) in.at("options").refuse("rounds.plan.options");
  return options;
}

const std::vector<Option>& promise_options() {
  static const std::vector<Option> options = {{"yes", {"Ja", "Yes"}},
                                              {"no_told", {"Nee, maar ik wist waarom", "No, but I knew why"}},
                                              {"no", {"Nee", "No"}},
                                              {"na", {"Niet van toepassing", "Does not apply"}}};
  return options;
}

std::vector<std::string> values_of(const Item& item) {
  switch (item.kind) {
    case ItemKind::five:
      return {"1", "2", "3", "4", "5", "na"};
    case ItemKind::yes_no:
      return {"yes", "no", "na"};
    case ItemKind::choice: {
      std::vector<std::string> all;
      for (const auto& option : item.options) all.push_back(option.value);
      return all;
    }
    default:
      return {};
  }
}

// Some answers count on top, some do not; what does not apply is neither.
void read_counting(const JsonObject& in, Item& item) {
  const bool counts = item.kind != ItemKind::eleven && item.kind != ItemKind::text;
  for (auto name : {"top", "not_applicable"})
    if (!counts && in.at(name).array().size() > 0) in.at(name).refuse("rounds.plan.not_for_kind");
  if (!counts) return;
  item.top = read_values(in, "top");
  item.not_applicable = read_values(in, "not_applicable");
  if (!in.has("top") && item.top.empty()) {
    if (item.kind == ItemKind::five) item.top = {"4", "5"};
    if (item.kind == ItemKind::yes_no) item.top = {"yes"};
  }
  const auto known = values_of(item);
  const auto in_list = [](const std::vector<std::string>& list, const std::string& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
  };
  const bool named = item.kind == ItemKind::choice;  // its own options; the other kinds have one word for it
  for (const auto& value : item.top)
    if (!in_list(known, value) || (!named && value == "na"))
      in.value().refuse("rounds.plan.value_unknown", {{"value", value}});
  for (const auto& value : item.not_applicable)
    if (!in_list(known, value) || value != "na" || in_list(item.top, value))
      in.value().refuse("rounds.plan.value_unknown", {{"value", value}});
  const auto other = std::count_if(known.begin(), known.end(), [&](const std::string& value) {
    return !in_list(item.top, value) && !in_list(item.not_applicable, value) && (named || value != "na");
  });
  if (item.top.empty() || other == 0) in.at("top").refuse("rounds.plan.top");
}

// Some keys have a meaning of their own, and a subject asks its questions in its own form.
void read_meaning(const JsonObject& in, Item& item) {
  const auto kind_of_key = [&]() -> std::optional<ItemKind> {
    if (item.key == "proud") return ItemKind::five;
    if (item.key == "recommends") return ItemKind::eleven;
    if (item.key == "did_recommend") return ItemKind::yes_no;
    return std::nullopt;
  }();
  if (kind_of_key && item.kind != *kind_of_key)
    in.at("kind").refuse("rounds.plan.kind_of_key", {{"kind", std::string(name_of(*kind_of_key))}});
  if (item.key == "ladder") in.at("key").refuse("rounds.plan.key_taken");
  const bool choice = item.kind == ItemKind::choice;
  const bool fits = [&] {
    switch (item.about) {
      case About::clarity:
      case About::engagement:
        return item.kind == ItemKind::five;
      case About::ladder:
        return item.key == "recommends" || item.key == "did_recommend";
      case About::promise:
        return choice || item.kind == ItemKind::yes_no;
      case About::situation:
        return choice;
      case About::own:
        return true;
    }
    return true;
  }();
  if (!fits) in.at("kind").refuse("rounds.plan.kind_of_about", {{"about", std::string(name_of(item.about))}});

  if (item.about == About::promise) {
    item.promise = in.required_string("promise", 36);
    if (!item.promise.empty() && !uuid_wellformed(item.promise)) in.at("promise").refuse("rounds.plan.promise_unknown");
  } else if (in.has("promise") && !in.null_at("promise")) {
    in.at("promise").refuse("rounds.plan.not_for_kind");
  }
  item.moment = in.optional_string("moment", 36).value_or("");
  item.norm.norm = in.optional_number("norm", 0, 1).value_or(0);
  item.norm.red_line = in.optional_number("red_line", 0, 1).value_or(0);
  if (item.norm.red_line > item.norm.norm) in.at("red_line").refuse("rounds.plan.red_line");
}

}  // namespace

Item read_item(const JsonObject& in, std::set<std::string>& seen, const std::vector<std::string>& languages) {
  Item item;
  item.key = read_key(in, "key", seen);
  item.kind = in.required_enum<ItemKind>("kind", {{"five", ItemKind::five},
                                                  {"eleven", ItemKind::eleven},
                                                  {"yes_no", ItemKind::yes_no},
                                                  {"choice", ItemKind::choice},
                                                  {"text", ItemKind::text}});
  item.about = in.optional_enum<About>("about", {{"clarity", About::clarity},
                                                 {"engagement", About::engagement},
                                                 {"ladder", About::ladder},
                                                 {"promise", About::promise},
                                                 {"situation", About::situation},
                                                 {"own", About::own}})
                   .value_or(About::own);
  item.text = read_words(in, "text", text_most, languages);
  if (item.kind == ItemKind::choice) {
    const bool usual = item.about == About::promise && !in.has("options");
    item.options = usual ? promise_options() : read_options(in, options_most, languages);
    if (usual && !in.has("top") && !in.has("not_applicable")) {
      item.top = {"yes", "no_told"};
      item.not_applicable = {"na"};
    } else {
      read_counting(in, item);
    }
  } else {
    if (in.at("options").array().size() > 0) in.at("options").refuse("rounds.plan.not_for_kind");
    read_counting(in, item);
  }
  read_meaning(in, item);
  item.week = static_cast<int>(in.optional_int("week", 1, weeks_most).value_or(1));
  item.source = in.optional_string("source", 60).value_or("");
  return item;
}

namespace {

Facet read_facet(const JsonObject& in, std::set<std::string>& seen, const std::vector<std::string>& languages) {
  Facet facet;
  facet.key = read_key(in, "key", seen);
  facet.text = read_words(in, "text", text_most, languages);
  facet.options = read_options(in, facet_options_most, languages);
  return facet;
}

std::vector<std::string> read_languages(const JsonObject& in) {
  std::vector<std::string> languages;
  for (auto item : in.array("languages", 2)) {
    const auto language = item.as_string(2);
    if (!language) continue;
    if (*language != "nl" && *language != "en")
      item.refuse("feedback.instrument.language_unknown");
    else if (std::find(languages.begin(), languages.end(), *language) != languages.end())
      item.refuse("feedback.instrument.language_twice");
    languages.emplace_back(*language);
  }
  if (!in.has("languages")) return Plan{}.languages;
  if (languages.empty()) in.at("languages").refuse("feedback.instrument.languages_missing");
  return languages;
}

void write_options(JsonWriter& out, const std::vector<Option>& options) {
  out.key("options").begin_array();
  for (const auto& option : options) {
    out.begin_object().field("value", option.value);
    formats::write_text(out.key("label"), option.label);
    out.end_object();
  }
  out.end_array();
}

void write_values(JsonWriter& out, std::string_view name, const std::vector<std::string>& values) {
  out.key(name).begin_array();
  for (const auto& value : values) out.value(value);
  out.end_array();
}

void write_named(JsonWriter& out, std::string_view name, const std::vector<std::pair<std::string, std::string>>& said) {
  out.key(name).begin_object();
  for (const auto& [key, value] : said) out.field(key, value);
  out.end_object();
}

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

// What a template leaves open.
bool unfilled(const Item& item) {
  constexpr std::string_view open = "[…]";
  const auto has = [&](const Text& text) {
    return text.nl.find(open) != std::string::npos || text.en.find(open) != std::string::npos;
  };
  return has(item.text) ||
         std::any_of(item.options.begin(), item.options.end(), [&](const Option& one) { return has(one.label); });
}

}  // namespace

void write_fields(JsonWriter& out, const Item& item) {
  out.field("key", item.key).field("kind", name_of(item.kind)).field("about", name_of(item.about));
  formats::write_text(out.key("text"), item.text);
  write_options(out, item.options);
  write_values(out, "top", item.top);
  write_values(out, "not_applicable", item.not_applicable);
  out.field("promise", unless_empty(item.promise)).field("moment", unless_empty(item.moment));
  out.field("norm", item.norm.norm).field("red_line", item.norm.red_line);
  out.field("week", item.week).field("source", unless_empty(item.source));
}

Result<Plan> plan_from(std::string_view json) {
  auto document = Json::parse(json);
  if (!document) return refuse(document.error());
  const auto in = document->object();
  Plan plan;
  plan.name = formats::read_text(in.at("name"), label_most);
  plan.opens = read_day(in, "opens");
  plan.closes = read_day(in, "closes");
  plan.languages = read_languages(in);
  std::set<std::string> keys, facets, promises;
  for (auto one : in.required("items").array(items_most)) {
    auto item = one.object();
    if (!item.present()) continue;
    plan.items.push_back(read_item(item, keys, plan.languages));
    if (unfilled(plan.items.back())) item.at("text").refuse("rounds.plan.fill_in");
    const auto& promise = plan.items.back().promise;
    if (!promise.empty() && !promises.insert(promise).second) item.at("promise").refuse("rounds.plan.promise_twice");
  }
  if (in.has("items") && plan.items.empty()) in.at("items").refuse("rounds.plan.no_items");
  for (auto one : in.array("facets", figures::facets_most))
    if (auto facet = one.object(); facet.present()) plan.facets.push_back(read_facet(facet, facets, plan.languages));
  plan.floor = static_cast<int>(
      in.optional_int("floor", figures::release_floor_least, floor_most).value_or(figures::release_floor_least));
  plan.text_floor = static_cast<int>(in.optional_int("text_floor", figures::release_text_floor_least, text_floor_most)
                                         .value_or(std::max(plan.floor, figures::release_text_floor_least)));
  if (plan.text_floor < plan.floor) in.at("text_floor").refuse("rounds.plan.text_floor");
  plan.closes_itself = in.optional_bool("closes_itself").value_or(true);
  if (document->clean()) {
    const int days = plan.closes.number - plan.opens.number;
    if (days < days_least || days > days_most)
      in.at("closes").refuse("rounds.plan.days",
                             {{"least", std::to_string(days_least)}, {"most", std::to_string(days_most)}});
    else if (7 * (weeks(plan) - 1) >= days)
      in.at("closes").refuse("rounds.plan.week_after_close", {{"week", std::to_string(weeks(plan))}});
  }
  if (auto done = document->finish(); !done) return refuse(done.error());
  return plan;
}

std::string to_json(const Plan& plan) {
  JsonWriter out;
  out.begin_object();
  formats::write_text(out.key("name"), plan.name);
  out.field("opens", to_text(plan.opens)).field("closes", to_text(plan.closes));
  write_values(out, "languages", plan.languages);
  out.key("items").begin_array();
  for (const auto& item : plan.items) {
    out.begin_object();
    write_fields(out, item);
    out.end_object();
  }
  out.end_array().key("facets").begin_array();
  for (const auto& facet : plan.facets) {
    out.begin_object().field("key", facet.key);
    formats::write_text(out.key("text"), facet.text);
    write_options(out, facet.options);
    out.end_object();
  }
  out.end_array().field("floor", plan.floor).field("text_floor", plan.text_floor);
  return out.field("closes_itself", plan.closes_itself).end_object().take();
}

std::string to_json(const Frozen& frozen) {
  JsonWriter out;
  out.begin_object().key("units").begin_array();
  for (const auto& unit : frozen.units)
    out.begin_object()
        .field("id", unit.id.text)
        .field("parent", unit.parent)
        .field("level", unit.level)
        .field("name", unit.name)
        .field("people", unit.people)
        .end_object();
  return out.end_array().field("time_zone", frozen.time_zone).end_object().take();
}

Frozen frozen_from(std::string_view json) {
  Frozen frozen;
  auto document = Json::parse(json);
  if (!document) return frozen;
  for (auto one : document->object().array("units", SIZE_MAX)) {
    const auto in = one.object();
    frozen.units.push_back({UnitId{in.required_string("id", 64)},
                            static_cast<int>(in.required_int("parent", -1, INT32_MAX)),
                            static_cast<int>(in.required_int("level", 0, INT32_MAX)), in.required_string("name", 400),
                            static_cast<int>(in.required_int("people", 0, INT32_MAX))});
  }
  frozen.time_zone = document->object().optional_string("time_zone", 100).value_or("");
  return frozen;
}

std::string to_json(const Ballot& ballot) {
  JsonWriter out;
  out.begin_object().field("unit", ballot.unit.text).field("week", ballot.week);
  write_named(out, "answers", ballot.answers);
  write_named(out, "facets", ballot.facets);
  return out.field("late", ballot.late).end_object().take();
}

Result<Ballot> ballot_from(std::string_view json) {
  auto document = Json::parse(json);
  if (!document) return refuse(document.error());
  const auto in = document->object();
  Ballot ballot;
  ballot.unit = UnitId{in.required_string("unit", 64)};
  ballot.week = static_cast<int>(in.required_int("week", 1, weeks_most));
  for (auto [name, into] : {std::pair("answers", &ballot.answers), std::pair("facets", &ballot.facets)})
    for (const auto& [key, value] : in.object(name).members())
      if (const auto text = value.as_string()) into->emplace_back(std::string(key), std::string(*text));
  ballot.late = in.required_bool("late");
  if (auto done = document->finish(); !done) return refuse(done.error());
  return ballot;
}

}  // namespace goud::rounds
