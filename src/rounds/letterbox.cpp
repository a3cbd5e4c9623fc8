#include "rounds/letterbox.hpp"

#include <algorithm>
#include <thread>

#include "rounds/statements.hpp"

namespace goud::rounds {
namespace {

// What a code is found to be worth.
struct Ticket {
  Tenant tenant;
  std::string code;  // as it is hashed
  std::shared_ptr<const Kept> open;
  UnitId unit;
  bool late = false;
  Day today;
};

bool is_spent(store::Reader& reader, const people::Secrets& secrets, std::string_view code, std::string_view round,
              bool late, int week) {
  return reader
      .first(sql::spent,
             {{":round", round}, {":late", late}, {":week", week}, {":hash", spent_hash(secrets, code, round, week)}},
             [](const store::Row&) { return true; })
      .value_or(false);
}

bool asked_by(const Round& round, int week, Day today) {
  return asked_in(round.plan, week) > 0 && round.plan.opens.number + 7 * (week - 1) <= today.number;
}

Result<Ticket> ticket(const Services& services, std::string_view typed) {
  auto code = read_code(typed);
  if (!code) return refuse(FaultKind::not_found, "rounds.door.unknown");
  struct Found {
    Tenant tenant;
    std::string round;
    UnitId unit;
  };
  auto found = services.store.ask(store::Scope::installation(), [&](store::Reader& reader) {
    return reader.first(sql::code_by_hash, {{":hash", code_hash(services.secrets, *code)}}, [](const store::Row& row) {
      return Found{Tenant{static_cast<std::int32_t>(row.integer(0))}, row.string(1), UnitId{row.string(2)}};
    });
  });
  if (!found) return refuse(found.error());
  if (!*found) return refuse(FaultKind::not_found, "rounds.door.unknown");
  const auto& at = **found;
  auto known = services.store.ask(store::Scope(at.tenant), [&](store::Reader& reader) -> Result<Ticket> {
    const auto today = people::day_of(people::organisation(reader), services.clock.now());
    if (auto may = consented(reader, today); !may) return refuse(FaultKind::gone, "rounds.door.shut");
    auto open = open_round_of(services, reader, at.tenant);
    const bool own = open && open->round.id == at.round;
    if (!own && is_spent(reader, services.secrets, *code, at.round, false, 0))
      return refuse(FaultKind::gone, "rounds.door.used");
    if (!open) return refuse(FaultKind::gone, "rounds.door.waits");
    if (open->round.state != State::open) return refuse(FaultKind::unavailable, "rounds.door.closing");
    const auto now_in_it = today_in(open->round.frozen, reader, services.clock.now());
    if (now_in_it < open->round.plan.opens)
      return refuse(FaultKind::gone, "rounds.door.not_yet", {{"day", to_text(open->round.plan.opens)}});
    return Ticket{at.tenant, *code, std::move(open), at.unit, !own, now_in_it};
  });
  wipe(*code);
  if (!known) return refuse(known.error());
  return std::move(*known);
}

// The open round is still the one that was looked at.
Done still_open(store::Writer& writer, const Kept& open) {
  bool same = false;
  writer.each(sql::states, {}, [&](const store::Row& row) {
    if (row.text(0) == open.round.id) same = row.text(2) == "open" && row.integer(3) == open.round.revision;
  });
  if (!same) return refuse(FaultKind::unavailable, "rounds.door.closing");
  return {};
}

bool receipt_wellformed(std::string_view receipt) {
  return receipt.size() == 32 && receipt.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::shared_ptr<Underway> make_underway() { return std::make_shared<Underway>(); }

std::shared_ptr<const Kept> open_round_of(const Services& services, store::Reader& reader, Tenant tenant) {
  std::string id, state;
  int revision = 0;
  reader.each(sql::states, {}, [&](const store::Row& row) {
    if (row.text(2) != "open" && row.text(2) != "closing") return;
    id = row.string(0);
    state = row.string(2);
    revision = static_cast<int>(row.integer(3));
  });
  auto& underway = *services.underway;
  if (id.empty()) return nullptr;
  {
    const std::scoped_lock lock(underway.guard);
    const auto& known = underway.open[tenant.org];
    if (known && known->round.id == id && known->round.revision == revision && name_of(known->round.state) == state)
      return known;
  }
  auto read = kept(reader, id);
  if (!read) return nullptr;
  read->letter_bytes = sealed_bytes(read->round.plan);
  auto parsed = std::make_shared<const Kept>(*std::move(read));
  const std::scoped_lock lock(underway.guard);
  return underway.open[tenant.org] = std::move(parsed);
}

Deed::Deed(Services& services, Tenant tenant) : underway_(*services.underway), org_(tenant.org) {
  const std::scoped_lock lock(underway_.guard);
  mine_ = underway_.busy.insert(org_).second;
}

Deed::~Deed() {
  const std::scoped_lock lock(underway_.guard);
  if (!mine_) return;
  underway_.busy.erase(org_);
  underway_.closing.erase(org_);
  underway_.open.erase(org_);
}

void empty_box(store::Writer& writer, std::string_view round) {
  for (const auto* statement : {&sql::empty_letterbox, &sql::empty_spent, &sql::empty_codes, &sql::empty_eligibility})
    writer.run(*statement, {{":round", round}});
}

std::optional<double> closing(const Services& services, Tenant tenant, std::string_view round) {
  auto& underway = *services.underway;
  const std::scoped_lock lock(underway.guard);
  const auto found = underway.closing.find(tenant.org);
  if (found == underway.closing.end() || found->second.first != round) return std::nullopt;
  return found->second.second;
}

void clear_log(Services& services) {
  Done done = refuse(FaultKind::unavailable, "store.busy");
  for (int attempt = 0; attempt < 20 && !done; ++attempt) {
    if (attempt > 0) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    done = services.store.clear_log();
  }
  const std::scoped_lock lock(services.underway->guard);
  services.underway->log_to_clear = !done;
}

Result<Door> door(Services& services, std::string_view typed) {
  auto found = ticket(services, typed);
  if (!found) return refuse(found.error());
  if (auto done = note_morning(services, found->tenant); !done) return refuse(done.error());
  auto answer = services.store.ask(store::Scope(found->tenant), [&](store::Reader& reader) {
    const auto& round = found->open->round;
    const auto organisation = people::organisation(reader);
    Door door{
        found->tenant,        round, round.frozen.place(found->unit).value_or(0), {}, found->late, organisation.name,
        organisation.language};
    for (int week = 1; week <= weeks_most; ++week)
      if (asked_by(round, week, found->today) &&
          !is_spent(reader, services.secrets, found->code, round.id, found->late, week))
        door.weeks_open.push_back(week);
    return door;
  });
  wipe(found->code);
  return answer;
}

Done drop_in(Services& services, std::string_view typed, std::string_view receipt, const Ballot& given) {
  if (!receipt_wellformed(receipt)) return refuse(FaultKind::invalid, "rounds.ballot.receipt");
  auto found = ticket(services, typed);
  if (!found) return refuse(found.error());
  const auto& open = *found->open;
  const auto& round = open.round;
  const auto week = given.week;
  if (week < 1 || week > weeks_most || !asked_by(round, week, found->today))
    return refuse(FaultKind::conflict, "rounds.ballot.not_now");
  Ballot ballot = given;
  ballot.unit = round.frozen.units.at(static_cast<std::size_t>(round.frozen.place(found->unit).value_or(0))).id;
  ballot.late = found->late;
  if (auto right = look_at(round.plan, ballot); !right) return refuse(right.error());
  const auto sealed = seal(open.letter_bytes, open.public_key, ballot);
  wipe(ballot);
  const auto letter = receipt_hash(services.secrets, found->code, round.id, week, receipt);
  const auto spent = spent_hash(services.secrets, found->code, round.id, week);
  const auto took_part = spent_hash(services.secrets, found->code, round.id, 0);
  const auto code = code_hash(services.secrets, found->code);
  const bool late = found->late;
  wipe(found->code);
  {
    const std::scoped_lock lock(services.underway->guard);
    services.underway->mixed[found->tenant.org].first = true;
  }
  return services.store.write(store::Scope(found->tenant), [&](store::Writer& writer) -> Done {
    if (auto still = still_open(writer, open); !still) return still;
    const auto there = writer.first(sql::letter, {{":round", round.id}, {":receipt", letter}},
                                    [](const store::Row& row) { return row.integer(0) > 0; });
    if (there) return *there ? Done{} : refuse(FaultKind::conflict, "rounds.ballot.taken_back");
    const auto is = [&](int which, const store::Bytes& hash) {
      return writer
          .first(sql::spent, {{":round", round.id}, {":late", late}, {":week", which}, {":hash", hash}},
                 [](const store::Row&) { return true; })
          .value_or(false);
    };
    // Codes may have been made anew meanwhile.
    if (!late &&
        !writer.first(sql::code, {{":round", round.id}, {":hash", code}}, [](const store::Row&) { return true; }))
      return refuse(FaultKind::not_found, "rounds.door.unknown");
    if (is(week, spent)) return refuse(FaultKind::conflict, "rounds.ballot.used");
    const auto spend = [&](int which, const store::Bytes& hash) {
      writer.run(sql::insert_spent, {{":round", round.id}, {":late", late}, {":week", which}, {":hash", hash}});
    };
    spend(week, spent);
    if (!is(0, took_part)) spend(0, took_part);
    writer.run(sql::insert_letter, {{":round", round.id}, {":receipt", letter}, {":sealed", sealed}});
    return {};
  });
}

Done take_back(Services& services, std::string_view typed, std::string_view receipt, int week) {
  if (!receipt_wellformed(receipt)) return refuse(FaultKind::invalid, "rounds.ballot.receipt");
  auto found = ticket(services, typed);
  if (!found) return refuse(found.error());
  const auto& open = *found->open;
  const auto& round = open.round;
  const auto letter = receipt_hash(services.secrets, found->code, round.id, week, receipt);
  std::vector<store::Bytes> spent;
  for (int which = 0; which <= weeks_most; ++which)
    spent.push_back(spent_hash(services.secrets, found->code, round.id, which));
  const bool late = found->late;
  wipe(found->code);
  return services.store.write(store::Scope(found->tenant), [&](store::Writer& writer) -> Done {
    if (auto still = still_open(writer, open); !still) return still;
    const auto there = writer.first(sql::letter, {{":round", round.id}, {":receipt", letter}},
                                    [](const store::Row& row) { return row.integer(0) > 0; });
    if (!there) return refuse(FaultKind::not_found, "rounds.take_back.unknown");
    if (!*there) return {};  // asked again
    writer.run(sql::take_back, {{":nothing", store::Bytes{}}, {":round", round.id}, {":receipt", letter}});
    // A backup that still holds it may not bring it back; when that was is nobody's business.
    writer.note_erasure("ballot", round.id + ":" + hex_of(letter), store::Writer::LedgerTime::untold);
    bool others = false;
    for (int which = 1; which <= weeks_most; ++which) {
      const auto& hash = spent[static_cast<std::size_t>(which)];
      if (which == week)
        writer.run(sql::delete_spent, {{":round", round.id}, {":late", late}, {":week", which}, {":hash", hash}});
      else
        others =
            others || writer
                          .first(sql::spent, {{":round", round.id}, {":late", late}, {":week", which}, {":hash", hash}},
                                 [](const store::Row&) { return true; })
                          .value_or(false);
    }
    if (!others)
      writer.run(sql::delete_spent, {{":round", round.id}, {":late", late}, {":week", 0}, {":hash", spent[0]}});
    return {};
  });
}

Done forget_ballot(store::Writer& writer, std::string_view id) {
  const auto colon = id.find(':');
  if (colon == std::string_view::npos) return {};
  writer.run(sql::take_back, {{":nothing", store::Bytes{}},
                              {":round", id.substr(0, colon)},
                              {":receipt", bytes_of_hex(id.substr(colon + 1))}});
  return {};
}

}  // namespace goud::rounds
