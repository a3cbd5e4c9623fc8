#include <sodium.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "formats/json.hpp"
#include "people/people.hpp"
#include "people/rows.hpp"
#include "people/statements.hpp"
#include "store/secrets.hpp"

namespace goud::people {
namespace {

std::string hex(const unsigned char* bytes, std::size_t size) {
  std::string out(size * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes, size);
  out.pop_back();
  return out;
}

std::string decoded(std::string_view base64) {
  std::string out(base64.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), base64.data(), base64.size(), nullptr, &size,
                        nullptr, sodium_base64_VARIANT_ORIGINAL) != 0)
    return {};
  out.resize(size);
  return out;
}

Organisation from_row(const store::Row& row) {
  Organisation org;
  org.tenant = Tenant{static_cast<std::int32_t>(row.integer(0))};
  org.id = row.string(1);
  org.name = row.string(2);
  org.language = row.string(3);
  org.time_zone = row.string(4);
  org.brand = brand_of(row.text(5), row.integer(9) != 0);
  org.simulation = row.integer(6) != 0;
  org.levels = levels_from(row.text(7));
  org.revision = static_cast<int>(row.integer(8));
  return org;
}

}  // namespace

std::string levels_text(const std::vector<Level>& levels) {
  formats::JsonWriter out;
  out.begin_array();
  for (const auto& [level, name] : levels) {
    out.begin_object().field("level", level).key("name").begin_object();
    if (!name.nl.empty()) out.field("nl", name.nl);
    if (!name.en.empty()) out.field("en", name.en);
    out.end_object().end_object();
  }
  return out.end_array().take();
}

std::vector<Level> levels_from(std::string_view text) {
  std::vector<Level> levels;
  const auto document = formats::Json::parse(text);
  if (!document) return levels;
  for (auto item : document->root().array()) {
    const auto one = item.object();
    const auto name = one.object("name");
    levels.push_back({static_cast<int>(one.required_int("level", 0, 12)),
                      {name.optional_string("nl", 100).value_or(""), name.optional_string("en", 100).value_or("")}});
  }
  return levels;
}

Organisation organisation(store::Reader& reader) {
  auto found = reader.first(sql::org_read, {}, from_row);
  if (!found) throw std::logic_error("the tenant of this scope has no organisation");
  return *found;
}

Day day_of(const Organisation& org, Instant at) {
  const auto day = day_in(at, org.time_zone);
  return day ? *day : Day{static_cast<std::int32_t>(at.micros / 86'400'000'000)};
}

std::optional<Logo> logo(store::Reader& reader) {
  return reader.first(sql::logo_read, {}, [](const store::Row& row) { return Logo{decoded(row.text(0)), row.string(1)}; });
}

UnitTree unit_tree(store::Reader& reader) {
  auto units = reader.all(sql::unit_all, {}, [](const store::Row& row) {
    Unit unit;
    unit.id = UnitId{row.string(0)};
    unit.level = static_cast<int>(row.integer(1));
    unit.name = row.string(2);
    unit.code = row.string(3);
    unit.from = Day{static_cast<std::int32_t>(row.integer(4))};
    if (!row.null(5)) unit.until = Day{static_cast<std::int32_t>(row.integer(5))};
    if (!row.null(6)) unit.into = UnitId{row.string(6)};
    unit.volume = row.maybe_integer(7);
    unit.revision = static_cast<int>(row.integer(8));
    return unit;
  });
  auto places = reader.all(sql::place_all, {}, [](const store::Row& row) {
    Place place;
    place.unit = UnitId{row.string(0)};
    if (!row.null(1)) place.parent = UnitId{row.string(1)};
    place.from = Day{static_cast<std::int32_t>(row.integer(2))};
    if (!row.null(3)) place.until = Day{static_cast<std::int32_t>(row.integer(3))};
    return place;
  });
  return {std::move(units), std::move(places)};
}

void write_unit(store::Writer& writer, const UnitChange& change) {
  const auto& unit = change.unit;
  const auto day = [](const std::optional<Day>& d) { return d ? std::optional<std::int64_t>(d->number) : std::nullopt; };
  writer.run(sql::unit_update, {{":id", unit.id.text},
                                {":name", unit.name},
                                {":until_day", day(unit.until)},
                                {":merged_into", unit.into ? std::optional(unit.into->text) : std::nullopt},
                                {":volume", unit.volume},
                                {":revision", unit.revision}});
  writer.run(sql::place_delete, {{":unit", unit.id.text}});
  for (const auto& place : change.places)
    writer.run(sql::place_insert, {{":unit", unit.id.text},
                                   {":parent", place.parent ? std::optional(place.parent->text) : std::nullopt},
                                   {":from_day", place.from.number},
                                   {":until_day", day(place.until)}});
}

Result<UnitId> make_unit(store::Writer& writer, const Clock& clock, Randomness& randomness, const NewUnit& asked) {
  const auto levels = organisation(writer).levels;
  auto made = found(unit_tree(writer), levels,
                    {UnitId{uuid_v7(clock, randomness)}, asked.name, asked.level, asked.parent, asked.from, asked.code, asked.volume});
  if (!made) return tl::unexpected<Fault>(made.error());
  const auto& [unit, place] = *made;
  writer.run(sql::unit_insert, {{":id", unit.id.text},
                                {":level", unit.level},
                                {":name", unit.name},
                                {":code", unit.code},
                                {":from_day", unit.from.number},
                                {":volume", unit.volume}});
  writer.run(sql::place_insert, {{":unit", unit.id.text},
                                 {":parent", place.parent ? std::optional(place.parent->text) : std::nullopt},
                                 {":from_day", place.from.number},
                                 {":until_day", store::Null{}}});
  return unit.id;
}

namespace {

void write_organisation(store::Writer& writer, const Organisation& org) {
  writer.run(sql::org_update, {{":name", org.name},
                               {":language", org.language},
                               {":time_zone", org.time_zone},
                               {":colour", org.brand.colour},
                               {":levels", levels_text(org.levels)},
                               {":revision", org.revision + 1}});
}

}  // namespace

Done set_levels(store::Writer& writer, const std::vector<Level>& levels) {
  auto org = organisation(writer);
  org.levels = levels;
  write_organisation(writer, org);
  return {};
}

Result<std::string> set_brand_colour(store::Writer& writer, std::string_view colour) {
  auto org = organisation(writer);
  org.brand = brand_of(colour, org.brand.logo);
  write_organisation(writer, org);
  return org.brand.used_light;
}

Result<Tenant> found_organisation(store::Writer& writer, const Clock& clock, Randomness& randomness, const NewOrganisation& asked) {
  if (!zone_known(asked.time_zone)) return refuse_field("time_zone", "people.org.zone_unknown");
  const auto next = writer.first(sql::org_next, {}, [](const store::Row& row) { return row.integer(0); });
  const Tenant tenant{static_cast<std::int32_t>(next.value_or(1))};
  writer.enter(tenant);
  const std::vector<Level> levels{{0, {"Organisatie", "Organisation"}}, {1, {"Vestiging", "Location"}}};
  writer.run(sql::org_insert, {{":id", uuid_v4(randomness)},
                               {":name", asked.name},
                               {":language", asked.language},
                               {":time_zone", asked.time_zone},
                               {":colour", Brand{}.colour},
                               {":simulation", asked.simulation},
                               {":levels", levels_text(levels)},
                               {":made_at", clock.now().micros}});
  // The top exists since before any answer can have been given.
  auto top = make_unit(writer, clock, randomness, {asked.name, 0, {}, Day{0}, "", {}});
  if (!top) return tl::unexpected<Fault>(top.error());
  writer.audit("system", "made", "organisation", "", "{}");
  return tenant;
}

Result<Tenant> make_organisation(store::RecordStore& store, const Clock& clock, Randomness& randomness, const NewOrganisation& asked) {
  return store.change(store::Scope::installation(),
                      [&](store::Writer& writer) { return found_organisation(writer, clock, randomness, asked); });
}

Result<std::vector<OrganisationLine>> organisations(store::RecordStore& store) {
  return store.ask(store::Scope::installation(), [](store::Reader& reader) {
    return reader.all(sql::org_list, {}, [](const store::Row& row) {
      return OrganisationLine{Tenant{static_cast<std::int32_t>(row.integer(0))}, row.string(1), row.string(2),
                              static_cast<int>(row.integer(3))};
    });
  });
}

Result<Tenant> tenant_of(store::RecordStore& store, std::string_view wanted) {
  auto all = organisations(store);
  if (!all) return tl::unexpected<Fault>(all.error());
  if (wanted.empty() && all->size() == 1) return all->front().tenant;
  std::optional<Tenant> found;
  for (const auto& line : *all) {
    if (line.id != wanted && line.name != wanted) continue;
    if (found) return refuse(FaultKind::invalid, "people.org.two_of_name", {{"name", std::string(wanted)}});
    found = line.tenant;
  }
  if (!found) return refuse(FaultKind::not_found, wanted.empty() ? "people.org.which" : "people.org.unknown", {{"name", std::string(wanted)}});
  return *found;
}

// --- secrets ---

Result<Secrets> Secrets::load(const std::string& path, Randomness& randomness) {
  auto key = store::installation_key(path, randomness);
  if (!key) return tl::unexpected<Fault>(key.error());
  return Secrets(*key);
}

std::string Secrets::hmac(std::string_view purpose, std::string_view text) const {
  std::array<unsigned char, 32> own{}, out{};
  crypto_generichash(own.data(), own.size(), reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size(), key_.data(), key_.size());
  crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(), own.data(), own.size());
  return hex(out.data(), out.size());
}

std::string new_secret(Randomness& randomness, std::size_t size) {
  std::vector<std::byte> bytes(size);
  randomness.fill(bytes);
  std::string out(sodium_base64_encoded_len(size, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), size,
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  out.pop_back();
  return out;
}

std::string kept_of(std::string_view secret) {
  std::array<unsigned char, 32> out{};
  crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(secret.data()), secret.size(), nullptr, 0);
  return hex(out.data(), out.size());
}

// --- customers as persons ---

namespace {
std::string person_hash(const Secrets& secrets, Tenant tenant, std::string_view key) {
  return secrets.hmac("person:" + std::to_string(tenant.org), key);
}
}  // namespace

std::optional<PersonId> known_customer(store::Reader& reader, const Secrets& secrets, Tenant tenant, std::string_view key) {
  return reader.first(sql::person_find, {{":key_hash", person_hash(secrets, tenant, key)}},
                      [](const store::Row& row) { return PersonId{row.string(0)}; });
}

PersonId customer_person_id(store::Writer& writer, const Secrets& secrets, Tenant tenant, std::string_view key, const Clock& clock,
                            Randomness& randomness) {
  if (auto known = known_customer(writer, secrets, tenant, key)) return *known;
  PersonId id{uuid_v7(clock, randomness)};
  writer.run(sql::person_insert, {{":id", id.text}, {":key_hash", person_hash(secrets, tenant, key)}, {":made_at", clock.now().micros}});
  return id;
}

std::string about(store::Reader& reader, const PersonId& person) {
  formats::JsonWriter out;
  out.begin_object();
  reader.each(sql::person_read, {{":id", person.text}}, [&](const store::Row& row) {
    out.field("known_since", to_rfc3339(Instant{row.integer(0)}));
    if (!row.null(1)) out.field("forgotten_at", to_rfc3339(Instant{row.integer(1)}));
  });
  return out.end_object().take();
}

Done forget(store::Writer& writer, const PersonId& person, const Clock& clock) {
  const auto rows = writer.run(sql::person_forget,
                               {{":id", person.text}, {":tombstone", "forgotten:" + person.text}, {":now", clock.now().micros}});
  if (rows == 0) return refuse(FaultKind::not_found, "people.person.unknown");
  writer.note_erasure("person", person.text);
  return {};
}

}  // namespace goud::people
