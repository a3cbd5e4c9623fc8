// Mixing: a page of the store is filled in the order in which rows come, and the write-ahead log holds together what was
// committed together. So once an hour, where something came in, the rows of the open round are laid down anew in an order
// of chance and the log is emptied: a disk that is taken away tells the order of the last hour at most.
#include <algorithm>

#include "rounds/letterbox.hpp"
#include "rounds/statements.hpp"

namespace goud::rounds {
namespace {

constexpr std::int64_t rows_at_once = 256;
constexpr int ranges_most = 256;
constexpr std::int64_t hour_micros = 3'600'000'000;

template <class T>
void shuffle(std::vector<T>& rows, Randomness& randomness) {
  for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[randomness.below(i)]);
}

// Hashes are spread evenly: so many equal parts by their first byte. The last ends behind every hash.
store::Bytes edge(int part, int parts) {
  if (part == parts) return store::Bytes(33, std::byte{0xff});
  return {static_cast<std::byte>(part * 256 / parts)};
}

store::Bytes bytes_in(const store::Row& row, int column) {
  const auto bytes = row.bytes(column);
  return {bytes.begin(), bytes.end()};
}

struct Letter {
  store::Bytes receipt, sealed;
};
struct Spent {
  std::int64_t late = 0, week = 0;
  store::Bytes hash;
};

Done lay_anew(Services& services, store::Writer& writer, std::string_view id, const store::Bytes& from,
              const store::Bytes& until) {
  auto letters =
      writer.all(sql::letters_between, {{":round", id}, {":from", from}, {":until", until}}, [](const store::Row& row) {
        return Letter{bytes_in(row, 0), bytes_in(row, 1)};
      });
  writer.run(sql::delete_letters_between, {{":round", id}, {":from", from}, {":until", until}});
  shuffle(letters, services.randomness);
  for (const auto& one : letters)
    writer.run(sql::insert_letter, {{":round", id}, {":receipt", one.receipt}, {":sealed", one.sealed}});
  std::vector<Spent> all;
  for (int late = 0; late <= 1; ++late)
    for (int week = 0; week <= weeks_most; ++week) {
      writer.each(sql::spent_between,
                  {{":round", id}, {":late", late}, {":week", week}, {":from", from}, {":until", until}},
                  [&](const store::Row& row) {
                    all.push_back({late, week, bytes_in(row, 0)});
                  });
      writer.run(sql::delete_spent_between,
                 {{":round", id}, {":late", late}, {":week", week}, {":from", from}, {":until", until}});
    }
  shuffle(all, services.randomness);
  for (const auto& one : all)
    writer.run(sql::insert_spent, {{":round", id}, {":late", one.late}, {":week", one.week}, {":hash", one.hash}});
  return {};
}

}  // namespace

Done mix(Services& services, Tenant tenant) {
  std::string id;
  std::int64_t count = 0;
  auto looked = services.store.read(store::Scope(tenant), [&](store::Reader& reader) {
    const auto open = open_round_of(services, reader, tenant);
    if (!open || open->round.state != State::open) return;
    id = open->round.id;
    count = reader.first(sql::count_letters, {{":round", id}}, [](const store::Row& row) { return row.integer(0); })
                .value_or(0);
  });
  if (!looked || id.empty()) return looked;
  const int parts = static_cast<int>(std::clamp<std::int64_t>(count / rows_at_once, 1, ranges_most));
  for (int part = 0; part < parts; ++part) {
    auto done = services.store.write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
      const auto open = open_round_of(services, writer, tenant);
      if (!open || open->round.state != State::open || open->round.id != id) return {};
      return lay_anew(services, writer, id, edge(part, parts), edge(part + 1, parts));
    });
    if (!done) return done;
  }
  clear_log(services);
  return {};
}

Done mix_hourly(Services& services, Tenant tenant, Instant now) {
  {
    const std::scoped_lock lock(services.underway->guard);
    auto& [came, last] = services.underway->mixed[tenant.org];
    if (!came || now.micros - last.micros < hour_micros) return {};
    came = false;
    last = now;
  }
  return mix(services, tenant);
}

}  // namespace goud::rounds
