// Reports without a name. Until the morning they lie sealed under a key of the installation, padded to one length and under
// a name of chance, so that the store, its write-ahead log and a backup of that day say no more than how many there are. In
// the morning they are opened, shuffled, and counted; then the log is emptied.
#include <sodium.h>

#include <algorithm>
#include <array>
#include <thread>

#include "barriers/kept.hpp"
#include "barriers/statements.hpp"
#include "formats/json.hpp"

namespace goud::barriers {
namespace {

constexpr std::size_t sealed_bytes = 4096;
constexpr std::int64_t hour_micros = 3'600'000'000;
constexpr int morning_hour = 5;

using Key = std::array<unsigned char, crypto_secretbox_KEYBYTES>;

std::string name_in(Tenant tenant, std::string_view receipt) {
  return std::to_string(tenant.org) + ":" + std::string(receipt);
}

Key key_of(const people::Secrets& secrets, Tenant tenant) {
  const auto hex = secrets.hmac("barriers.waiting.key", std::to_string(tenant.org));
  Key key{};
  sodium_hex2bin(key.data(), key.size(), hex.data(), hex.size(), nullptr, nullptr, nullptr);
  return key;
}

// What waits and what is counted carry names that do not tell on each other.
std::string report_place(const people::Secrets& secrets, Tenant tenant, std::string_view receipt) {
  return secrets.hmac("barriers.waiting.report", name_in(tenant, receipt)).substr(0, 32);
}
std::string say_place(const people::Secrets& secrets, Tenant tenant, std::string_view receipt) {
  return secrets.hmac("barriers.waiting.say", name_in(tenant, receipt)).substr(0, 32);
}
std::string counted_name(const people::Secrets& secrets, Tenant tenant, std::string_view receipt) {
  return secrets.hmac("barriers.receipt", name_in(tenant, receipt)).substr(0, 32);
}

store::Bytes seal(const Key& key, Randomness& randomness, std::string text) {
  text.resize(sealed_bytes, ' ');
  store::Bytes out(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + text.size());
  randomness.fill(std::span(out).first(crypto_secretbox_NONCEBYTES));
  auto* at = reinterpret_cast<unsigned char*>(out.data());
  crypto_secretbox_easy(at + crypto_secretbox_NONCEBYTES, reinterpret_cast<const unsigned char*>(text.data()),
                        text.size(), at, key.data());
  return out;
}

std::optional<std::string> unseal(const Key& key, std::span<const std::byte> sealed) {
  constexpr std::size_t least = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (sealed.size() < least) return std::nullopt;
  std::string text(sealed.size() - least, ' ');
  const auto* at = reinterpret_cast<const unsigned char*>(sealed.data());
  if (crypto_secretbox_open_easy(reinterpret_cast<unsigned char*>(text.data()), at + crypto_secretbox_NONCEBYTES,
                                 sealed.size() - crypto_secretbox_NONCEBYTES, at, key.data()) != 0)
    return std::nullopt;
  return text;
}

struct Waiting {
  std::string receipt;       // as it will be counted under
  std::optional<bool> gone;  // something said of one that is counted already; else a report
  Placed report;
};

std::string to_text(const Waiting& one) {
  formats::JsonWriter json;
  json.begin_object().field("receipt", one.receipt);
  if (one.gone) {
    json.field("gone", *one.gone);
  } else {
    const auto& report = one.report;
    json.field("unit", report.unit.text).field("moment", report.moment.text).field("barrier", report.barrier);
    json.field("kind", name_of(report.kind)).field("words", report.words).field("language", report.language);
    json.field("minutes", report.minutes).field("week", report.week.number);
  }
  json.end_object();
  return json.take();
}

std::optional<Waiting> waiting_from(const std::string& text) {
  auto document = formats::Json::parse(text);
  if (!document) return std::nullopt;
  auto in = document->object();
  Waiting one;
  one.receipt = in.required_string("receipt", 64);
  one.gone = in.optional_bool("gone");
  if (!one.gone) {
    auto& report = one.report;
    report.unit = UnitId{in.required_string("unit", 40)};
    report.moment = MomentId{in.required_string("moment", 40)};
    report.barrier = in.optional_string("barrier", 40).value_or("");
    report.kind = kind_from(in.required_string("kind", 20)).value_or(Kind::other);
    report.words = in.optional_string("words", words_most).value_or("");
    report.language = in.required_string("language", 5);
    report.minutes = static_cast<int>(in.required_int("minutes", 5, 60));
    report.week = report.since = Day{static_cast<std::int32_t>(in.required_int("week", 0, 1'000'000))};
    // Somebody could see it from the morning after its last day.
    report.answer_by = Day{report.week.number + 7 + answer_days};
  }
  if (!document->finish()) return std::nullopt;
  return one;
}

// The day whose morning came last.
Day morning_of(const people::Organisation& organisation, Instant now) {
  return people::day_of(organisation, Instant{now.micros - morning_hour * hour_micros});
}
std::optional<std::int64_t> last_morning(store::Reader& reader) {
  return reader.first(sql::last_morning, {}, [](const store::Row& row) { return row.integer(0); });
}

bool counted(store::Reader& reader, const std::string& receipt) {
  return reader.first(sql::unnamed, {{":receipt", receipt}}, [](const store::Row&) { return true; }).value_or(false);
}

// Rows that were deleted lie in the write-ahead log until it is emptied; somebody may be reading an older moment.
void clear_log(store::RecordStore& store) {
  for (int attempt = 0; attempt < 20; ++attempt) {
    if (store.clear_log()) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

Done count(store::Writer& writer, const Acting& acting, Randomness& randomness, const Waiting& one) {
  if (one.gone) {
    const auto found = writer.first(sql::unnamed, {{":receipt", one.receipt}},
                                    [](const store::Row& row) { return std::pair(row.string(0), row.integer(1)); });
    if (!found) return {};
    auto there = barrier(writer, found->first);
    const std::int64_t now = *one.gone ? 1 : 2;
    // It may have been opened again since it was said; then there is nothing to confirm.
    if (!there || found->second == now || (there->state != State::solved && there->state != State::confirmed))
      return {};
    if (found->second != 0) there = unsay(*there, found->second == 1);
    writer.run(sql::set_unnamed_said, {{":said", now}, {":receipt", one.receipt}});
    return keep(writer, acting, say(*there, *one.gone, acting.now), "");
  }
  if (counted(writer, one.receipt)) return {};
  const auto moment = moments::moment(writer, one.report.moment);
  if (!moment) return {};
  auto placed = place(writer, acting, randomness, one.report);
  if (!placed) return refuse(placed.error());
  writer.run(sql::insert_unnamed, {{":receipt", one.receipt},
                                   {":barrier", placed->id},
                                   {":week", one.report.week.number},
                                   {":minutes", one.report.minutes},
                                   {":words", without_persons(writer, one.report.words, one.report.language)},
                                   {":language", one.report.language}});
  return {};
}

}  // namespace

bool receipt_wellformed(std::string_view receipt) {
  return receipt.size() == 32 && receipt.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::optional<UnitId> shown_at(store::Reader& reader, const people::UnitTree& tree, const UnitId& door, Day day) {
  return people::anonymous_place(reader, tree, door, day);
}

Done report_unnamed(Services& services, const people::FloorDoor& door, std::string_view receipt,
                    const ReportDraft& draft) {
  if (!receipt_wellformed(receipt)) return refuse_field("receipt", "barriers.receipt.wrong");
  if (auto fits = check(draft); !fits) return fits;
  const auto now = services.clock.now();
  Waiting one;
  one.receipt = counted_name(services.secrets, door.tenant, receipt);
  auto looked = services.store.ask(store::Scope(door.tenant), [&](store::Reader& reader) -> Done {
    const auto today = people::day_of(people::organisation(reader), now);
    const auto tree = people::unit_tree(reader);
    const auto moment = moments::moment(reader, draft.moment);
    if (!moment || moment->ended) return refuse_field("moment", "barriers.moment.unknown");
    const auto at = shown_at(reader, tree, door.unit, today);
    if (!at) return refuse(FaultKind::conflict, "barriers.unnamed.nowhere");
    one.report = {*at, draft.moment,     {}, draft.kind, draft.words, draft.language, draft.minutes,
                  {},  monday_of(today), {}};
    if (draft.barrier.empty()) return {};
    const auto known = followed(reader, draft.barrier);
    const auto seen = people::floor_units(tree, door.unit, today);
    if (!known || std::find(seen.begin(), seen.end(), known->unit) == seen.end())
      return refuse_field("barrier", "barriers.unknown");
    one.report.kind = known->kind;
    // Where it stands too few may work for a report without a name: then it is told where enough do, as its kind alone.
    const auto there = shown_at(reader, tree, known->unit, today);
    if (there && *there == known->unit) one.report.barrier = known->id;
    return {};
  });
  if (!looked) return refuse(looked.error());
  if (!*looked) return *looked;
  const auto sealed = seal(key_of(services.secrets, door.tenant), services.randomness, to_text(one));
  return services.store.write(store::Scope(door.tenant), [&](store::Writer& writer) -> Done {
    if (counted(writer, one.receipt)) return {};
    // The first of an organisation waits for a morning like every other.
    if (!last_morning(writer))
      writer.run(sql::keep_morning, {{":day", morning_of(people::organisation(writer), now).number}});
    writer.run(sql::keep_waiting,
               {{":place", report_place(services.secrets, door.tenant, receipt)}, {":sealed", sealed}});
    return {};
  });
}

Result<Receipt> receipt(Services& services, Tenant tenant, std::string_view given) {
  if (!receipt_wellformed(given)) return refuse(FaultKind::not_found, "barriers.receipt.unknown");
  auto found = services.store.ask(store::Scope(tenant), [&](store::Reader& reader) -> std::optional<Receipt> {
    const auto waits = reader.first(sql::waits, {{":place", report_place(services.secrets, tenant, given)}},
                                    [](const store::Row&) { return true; });
    if (waits) return Receipt{true, {}};
    const auto id = reader.first(sql::unnamed, {{":receipt", counted_name(services.secrets, tenant, given)}},
                                 [](const store::Row& row) { return row.string(0); });
    if (!id) return std::nullopt;
    return Receipt{false, barrier(reader, *id)};
  });
  if (!found) return refuse(found.error());
  if (!*found) return refuse(FaultKind::not_found, "barriers.receipt.unknown");
  return **std::move(found);
}

Done say_unnamed(Services& services, Tenant tenant, std::string_view given, bool gone) {
  auto known = receipt(services, tenant, given);
  if (!known) return refuse(known.error());
  if (!known->barrier || (known->barrier->state != State::solved && known->barrier->state != State::confirmed))
    return refuse(FaultKind::conflict, "barriers.not_solved");
  const Waiting one{counted_name(services.secrets, tenant, given), gone, {}};
  const auto sealed = seal(key_of(services.secrets, tenant), services.randomness, to_text(one));
  return services.store.write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
    writer.run(sql::keep_waiting, {{":place", say_place(services.secrets, tenant, given)}, {":sealed", sealed}});
    return {};
  });
}

Done mix(Services& services, Tenant tenant) {
  const auto now = services.clock.now();
  struct Known {
    Day morning, today;
    bool due = false;
  };
  auto known = services.store.ask(store::Scope(tenant), [&](store::Reader& reader) {
    const auto organisation = people::organisation(reader);
    const auto morning = morning_of(organisation, now);
    const auto last = last_morning(reader);
    return Known{morning, people::day_of(organisation, now), last && *last < morning.number};
  });
  if (!known) return refuse(known.error());
  if (!known->due) return {};
  const auto key = key_of(services.secrets, tenant);
  const Acting acting{"", now, known->today};
  bool any = false;
  auto done = services.store.write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
    writer.run(sql::keep_morning, {{":day", known->morning.number}});
    std::vector<Waiting> all;
    writer.each(sql::waiting, {}, [&](const store::Row& row) {
      if (const auto text = unseal(key, row.bytes(0)))
        if (auto one = waiting_from(*text)) all.push_back(std::move(*one));
      any = true;
    });
    for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[services.randomness.below(i)]);
    // What somebody says of a barrier comes after what was reported of it.
    std::stable_partition(all.begin(), all.end(), [](const Waiting& one) { return !one.gone; });
    for (const auto& one : all)
      if (auto counted_one = count(writer, acting, services.randomness, one); !counted_one) return counted_one;
    writer.run(sql::empty_waiting, {});
    return {};
  });
  if (done && any) clear_log(services.store);
  return done;
}

}  // namespace goud::barriers
