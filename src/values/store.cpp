#include <algorithm>
#include <array>

#include "values/values.hpp"

namespace goud::values {
namespace {

constexpr store::Migration migrations[] = {{
    200,
    "0200_values",
#include "values/schema/0200_values.sql"
}};

constexpr store::Statement select_values{
    "values.all",
    "SELECT v.id, v.name_nl, v.name_en, v.meaning_nl, v.meaning_en, v.position, v.ended, v.revision FROM own_value v "
    "WHERE v.org = :org ORDER BY CASE WHEN v.ended IS NULL THEN 0 ELSE 1 END, v.position, v.id"};
constexpr store::Statement insert_value{
    "values.insert",
    "INSERT INTO own_value (org, id, name_nl, name_en, meaning_nl, meaning_en, position, ended, revision) "
    "VALUES (:org, :id, :name_nl, :name_en, :meaning_nl, :meaning_en, :position, NULL, 1)"};
constexpr store::Statement update_value{
    "values.update",
    "UPDATE own_value SET name_nl = :name_nl, name_en = :name_en, meaning_nl = :meaning_nl, meaning_en = :meaning_en, "
    "ended = :ended, revision = :revision WHERE org = :org AND id = :id"};
constexpr store::Statement place_value{"values.place",
                                       "UPDATE own_value SET position = :position WHERE org = :org AND id = :id"};

constexpr std::array<const store::Statement*, 4> statements = {&select_values, &insert_value, &update_value,
                                                               &place_value};

Value from_row(const store::Row& row) {
  Value one{row.string(0),
            {row.string(1), row.string(2)},
            {row.string(3), row.string(4)},
            static_cast<int>(row.integer(5)),
            {},
            1};
  if (!row.null(6)) one.ended = Day{static_cast<std::int32_t>(row.integer(6))};
  one.revision = static_cast<int>(row.integer(7));
  return one;
}

}  // namespace

std::vector<Value> values(store::Reader& reader) { return reader.all(select_values, {}, from_row); }

std::optional<Value> value(store::Reader& reader, std::string_view id) {
  for (auto& one : values(reader))
    if (one.id == id) return std::move(one);
  return std::nullopt;
}

Result<Value> add(store::Writer& writer, std::string_view actor, std::string id, const ValueDraft& draft) {
  auto made = make(values(writer), std::move(id), draft);
  if (!made) return made;
  writer.run(insert_value, {{":id", made->id},
                            {":name_nl", made->name.nl},
                            {":name_en", made->name.en},
                            {":meaning_nl", made->meaning.nl},
                            {":meaning_en", made->meaning.en},
                            {":position", made->position}});
  writer.audit(actor, "added", "value", made->id, "{}");
  return made;
}

Result<Value> change(store::Writer& writer, std::string_view actor, std::string_view id, const ValueChange& asked,
                     int revision, Day today) {
  const auto all = values(writer);
  const auto found = std::find_if(all.begin(), all.end(), [&](const Value& one) { return one.id == id; });
  if (found == all.end()) return refuse(FaultKind::not_found, "values.unknown");
  if (found->revision != revision) return refuse(FaultKind::conflict, "fault.changed_meanwhile");
  auto changed = change(all, *found, asked, today);
  if (!changed) return changed;
  writer.run(update_value,
             {{":id", id},
              {":name_nl", changed->name.nl},
              {":name_en", changed->name.en},
              {":meaning_nl", changed->meaning.nl},
              {":meaning_en", changed->meaning.en},
              {":ended", changed->ended ? std::optional<std::int64_t>(changed->ended->number) : std::nullopt},
              {":revision", changed->revision}});
  for (const auto& [one, position] : order_with(all, *changed))
    writer.run(place_value, {{":id", one}, {":position", position}});
  const bool ends = changed->ended.has_value() != found->ended.has_value();
  writer.audit(actor, !ends ? "changed" : changed->ended ? "ended" : "reopened", "value", id, "{}");
  return changed;
}

store::Room room() { return {"values", migrations, statements}; }

}  // namespace goud::values
