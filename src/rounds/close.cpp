#include <algorithm>
#include <atomic>

#include "rounds/letterbox.hpp"
#include "rounds/released.hpp"
#include "rounds/statements.hpp"
#include "stats/parallel.hpp"

namespace goud::rounds {
namespace {

constexpr int threads = 2;
constexpr std::size_t letters_at_once = 2048;
// Of the way from the first letter to the last row.
constexpr double opened_share = 0.3, released_share = 0.95;

void tell(Services& services, Tenant tenant, std::string_view round, double share) {
  {
    const std::scoped_lock lock(services.underway->guard);
    services.underway->closing[tenant.org] = {std::string(round), share};
  }
  if (services.progress) services.progress(tenant, round, share);
}

struct Opened {
  std::vector<Ballot> ballots;
  std::int64_t unreadable = 0;
  Opened() = default;
  Opened(Opened&&) = default;
  Opened& operator=(Opened&&) = default;
  ~Opened() {
    for (auto& ballot : ballots) wipe(ballot);
  }
};

// In order of their receipts' hashes, which is no order at all.
Opened open_letters(Services& services, Tenant tenant, store::Reader& reader, std::string_view id,
                    const Keys::Pair& pair, std::int64_t about) {
  Opened opened;
  std::vector<store::Bytes> letters;
  const auto open_these = [&] {
    std::vector<std::optional<Ballot>> read(letters.size());
    stats::for_each_index(letters.size(), threads, [&](std::size_t i) { read[i] = unseal(pair, letters[i]); });
    for (auto& ballot : read) {
      if (ballot)
        opened.ballots.push_back(*std::move(ballot));
      else
        ++opened.unreadable;
    }
    letters.clear();
    tell(services, tenant, id,
         opened_share * std::min(1.0, static_cast<double>(opened.ballots.size()) /
                                          static_cast<double>(std::max<std::int64_t>(1, about))));
  };
  reader.each(sql::letters, {{":round", id}}, [&](const store::Row& row) {
    const auto bytes = row.bytes(0);
    if (bytes.empty()) return;  // taken back
    letters.emplace_back(bytes.begin(), bytes.end());
    if (letters.size() == letters_at_once) open_these();
  });
  open_these();
  // A cryptographic shuffle all the same, so that nothing hangs on how hashes are made.
  for (std::size_t i = opened.ballots.size(); i > 1; --i)
    std::swap(opened.ballots[i - 1], opened.ballots[services.randomness.below(i)]);
  return opened;
}

Done become(Services& services, Tenant tenant, std::string_view id, State from, State to) {
  return services.store.write(store::Scope(tenant), [&](store::Writer& writer) -> Done {
    const auto found = kept(writer, id);
    if (!found || found->round.state != from) return refuse(FaultKind::conflict, "rounds.not_open");
    writer.run(sql::become, {{":state", name_of(to)}, {":id", id}});
    return {};
  });
}

// Thrown away unopened.
Result<Round> end_unopened(Services& services, Tenant tenant, const Acting& acting, std::string_view id, State how,
                           std::string_view because) {
  auto done = services.store.change(store::Scope(tenant), [&](store::Writer& writer) -> Result<Round> {
    const auto found = kept(writer, id);
    if (!found) return refuse(FaultKind::not_found, "rounds.unknown");
    if (found->round.state != State::open && found->round.state != State::closing)
      return refuse(FaultKind::conflict, "rounds.not_open");
    empty_box(writer, id);
    writer.run(sql::settle, {{":state", name_of(how)},
                             {":closed", acting.today.number},
                             {":ballots", store::Null{}},
                             {":proved", store::Null{}},
                             {":because", because},
                             {":id", id}});
    writer.audit(acting.actor, how == State::lost ? "lost" : "withdrew", "round", id, "{}");
    return *round(writer, id);
  });
  if (!done) return done;
  clear_log(services);
  if (auto destroyed = services.keys.destroy(tenant, id); !destroyed) return refuse(destroyed.error());
  return done;
}

// Who came with a code of this round, in whichever week, and did not take it all back.
std::int64_t took_part(store::Reader& reader, std::string_view id) {
  return reader
      .first(sql::count_spent, {{":round", id}, {":late", false}}, [](const store::Row& row) { return row.integer(0); })
      .value_or(0);
}

// The one transaction: what is said comes, what was said by whom goes.
Result<Round> keep_release(Services& services, Tenant tenant, const Acting& acting, const Round& round,
                           const Counted& counted, const figures::Release& release, std::int64_t unreadable) {
  return services.store.change(store::Scope(tenant), [&](store::Writer& writer) -> Result<Round> {
    const auto found = kept(writer, round.id);
    if (!found || found->round.state != State::closing) return refuse(FaultKind::conflict, "rounds.not_open");
    const auto people = took_part(writer, round.id);
    keep_released(writer, round.id, counted, release, services.randomness);
    for (const auto* statement : {&sql::empty_letterbox, &sql::empty_eligibility, &sql::empty_weeks})
      writer.run(*statement, {{":round", round.id}});
    // Codes of the round before end here; those of this one that were not used are good for the next.
    for (const auto& other : writer.all(sql::states, {}, [](const store::Row& row) { return row.string(0); })) {
      if (other == round.id) continue;
      writer.run(sql::empty_codes, {{":round", other}});
      writer.run(sql::empty_spent, {{":round", other}});
    }
    writer.run(sql::settle, {{":state", name_of(State::released)},
                             {":closed", acting.today.number},
                             {":ballots", people},
                             {":proved", to_json(release.proved)},
                             {":because", store::Null{}},
                             {":id", round.id}});
    writer.audit(acting.actor, "released", "round", round.id,
                 "{\"n\":" + std::to_string(people) + ",\"unreadable\":" + std::to_string(unreadable) + "}");
    return *rounds::round(writer, round.id);
  });
}

// From `closing` on, also after an interruption. The key and the round's row belong together, or nothing is opened.
Result<Round> finish(Services& services, Tenant tenant, const Acting& acting, std::string_view id) {
  const auto stay_open = [&](const Fault& fault) -> Result<Round> {
    if (auto back = become(services, tenant, id, State::closing, State::open); !back) return refuse(back.error());
    return refuse(fault);
  };
  auto pair = services.keys.of(tenant, id);
  if (!pair && pair.error().kind == FaultKind::gone) {
    if (auto lost = end_unopened(services, tenant, acting, id, State::lost, ""); !lost) return lost;
    return refuse(pair.error());
  }
  if (!pair) return stay_open(pair.error());
  struct Wiped {
    std::string& secret;
    ~Wiped() { wipe(secret); }
  } const wiped{pair->secret_key};
  tell(services, tenant, id, 0);
  std::optional<Round> round;
  bool own = true;
  auto opened = services.store.ask(store::Scope(tenant), [&](store::Reader& reader) {
    const auto found = kept(reader, id);
    if (found) round = found->round;
    own = found && found->public_key == pair->public_key;
    if (!own) return Opened{};
    const auto about =
        reader.first(sql::count_letters, {{":round", id}}, [](const store::Row& row) { return row.integer(0); });
    return open_letters(services, tenant, reader, id, *pair, about.value_or(0));
  });
  if (!opened) return stay_open(opened.error());
  if (!own) return stay_open({FaultKind::unavailable, "rounds.key.not_of_round", {}, {}});
  auto asked_of = asked(round->plan, round->frozen, opened->ballots);
  auto release = figures::release(asked_of, services.randomness, threads, [&](double share) {
    tell(services, tenant, id, opened_share + (released_share - opened_share) * share);
  });
  for (auto& text : asked_of.texts) wipe(text.words);
  if (!release) return stay_open(release.error());
  auto done = keep_release(services, tenant, acting, *round, counted(round->plan), *release, opened->unreadable);
  for (auto& text : release->texts)
    for (auto& words : text.words) wipe(words);
  if (!done) return stay_open(done.error());
  clear_log(services);
  if (auto destroyed = services.keys.destroy(tenant, id); !destroyed) return refuse(destroyed.error());
  tell(services, tenant, id, 1);
  return done;
}

Acting by_clock(store::Reader& reader, Instant now) {
  return {"goud", now, people::day_of(people::organisation(reader), now)};
}

Result<Round> close_by_clock(Services& services, Tenant tenant, Instant now, bool at_start) {
  struct Due {
    Acting acting;
    std::string id;
    State state;
    std::int64_t people;
  };
  auto due = services.store.ask(store::Scope(tenant), [&](store::Reader& reader) -> std::optional<Due> {
    const auto open = open_round_of(services, reader, tenant);
    if (!open) return std::nullopt;
    auto acting = by_clock(reader, now);
    const auto& round = open->round;
    acting.today = today_in(round.frozen, reader, now);
    const bool time = round.plan.closes_itself && round.plan.closes <= acting.today && consented(reader, acting.today);
    if (round.state != State::closing && !time && !at_start) return std::nullopt;
    return Due{std::move(acting), round.id, time || round.state == State::closing ? State::closing : State::open,
               took_part(reader, round.id)};
  });
  if (!due) return refuse(due.error());
  if (!*due) return Round{};
  auto& [acting, id, state, people] = **due;
  if (at_start) {  // a store that was put back may hold a round that ended long ago
    const auto pair = services.keys.of(tenant, id);
    if (!pair && pair.error().kind == FaultKind::gone) {
      const Deed deed(services, tenant);
      return end_unopened(services, tenant, acting, id, State::lost, "");
    }
  }
  if (state != State::closing) return Round{};
  {
    // Too few is too few until somebody else answers.
    const std::scoped_lock lock(services.underway->guard);
    const auto known = services.underway->too_few.find(id);
    if (known != services.underway->too_few.end() && known->second == people) return Round{};
  }
  auto closed = close_round(services, tenant, acting, id);
  if (!closed && closed.error().key == "figures.release.too_few") {
    const std::scoped_lock lock(services.underway->guard);
    services.underway->too_few[id] = people;
  }
  return closed;
}

}  // namespace

Result<Round> close_round(Services& services, Tenant tenant, const Acting& acting, std::string_view id) {
  const Deed deed(services, tenant);
  if (!deed.free()) return refuse(FaultKind::conflict, "rounds.busy");
  auto looked = services.store.ask(store::Scope(tenant), [&](store::Reader& reader) -> Result<State> {
    const auto found = kept(reader, id);
    if (!found) return refuse(FaultKind::not_found, "rounds.unknown");
    const auto& round = found->round;
    if (round.state == State::closing) return State::closing;
    if (round.state != State::open) return refuse(FaultKind::conflict, "rounds.not_open");
    if (auto may = consented(reader, acting.today); !may) return refuse(may.error());
    const Day first{std::max(round.opened->number, round.plan.opens.number)};
    if (today_in(round.frozen, reader, acting.now).number - first.number < days_least)
      return refuse(FaultKind::conflict, "rounds.close.too_soon", {{"day", to_text(Day{first.number + days_least})}});
    return State::open;
  });
  if (!looked) return refuse(looked.error());
  if (!*looked) return refuse(looked->error());
  // In a commit of its own: from here on nothing comes in and nothing is taken back.
  if (**looked == State::open)
    if (auto done = become(services, tenant, id, State::open, State::closing); !done) return refuse(done.error());
  return finish(services, tenant, acting, id);
}

Result<Round> withdraw_round(Services& services, Tenant tenant, const Acting& acting, std::string_view id,
                             std::string_view because) {
  if (because.find_first_not_of(" \t\r\n") == std::string_view::npos) return refuse_field("because", "json.empty");
  const Deed deed(services, tenant);
  if (!deed.free()) return refuse(FaultKind::conflict, "rounds.busy");
  const auto pair = services.keys.of(tenant, id);
  return end_unopened(services, tenant, acting, id, pair ? State::withdrawn : State::lost, because);
}

Done end_unfinished(Services& services) {
  auto organisations = people::organisations(services.store);
  if (!organisations) return refuse(organisations.error());
  std::set<std::int32_t> known;
  for (const auto& line : *organisations) {
    known.insert(line.tenant.org);
    // A beginning anew that was cut off: what was committed says which key is the round's.
    auto open = services.store.ask(store::Scope(line.tenant), [](store::Reader& reader) { return under_way(reader); });
    if (open && *open) {
      if (auto done = services.keys.settle(line.tenant, (*open)->round.id, (*open)->public_key); !done) return done;
    }
    (void)close_by_clock(services, line.tenant, services.clock.now(), true);
    // What came before this start is not known to have been mixed.
    const std::scoped_lock lock(services.underway->guard);
    services.underway->mixed[line.tenant.org].first = true;
  }
  // The key of a round that ended here. Of a round that is not known, or not begun, here, it may be another store's.
  for (const auto& [tenant, id] : services.keys.there()) {
    if (!known.contains(tenant.org)) continue;
    auto ended = services.store.ask(store::Scope(tenant), [&, &round = id](store::Reader& reader) {
      const auto found = kept(reader, round);
      return found && found->round.state != State::planned && found->round.state != State::open &&
             found->round.state != State::closing;
    });
    if (!ended) return refuse(ended.error());
    if (!*ended) continue;
    clear_log(services);
    if (auto done = services.keys.destroy(tenant, id); !done) return done;
  }
  return {};
}

Done close_what_is_due(Services& services, Instant now) {
  bool to_clear = false;
  {
    const std::scoped_lock lock(services.underway->guard);
    to_clear = services.underway->log_to_clear;
  }
  if (to_clear) clear_log(services);
  auto organisations = people::organisations(services.store);
  if (!organisations) return refuse(organisations.error());
  Done worst;
  for (const auto& line : *organisations) {
    if (auto noted = note_morning(services, line.tenant); !noted) worst = noted;
    if (auto mixed = mix_hourly(services, line.tenant, now); !mixed) worst = mixed;
    auto closed = close_by_clock(services, line.tenant, now, false);
    if (!closed && closed.error().kind == FaultKind::unavailable) worst = refuse(closed.error());
  }
  return worst;
}

std::vector<Fault> examine(Services& services) {
  std::vector<Fault> wrong;
  const auto organisations = people::organisations(services.store);
  if (!organisations) return {organisations.error()};
  for (const auto& line : *organisations) {
    auto open = services.store.ask(store::Scope(line.tenant), [](store::Reader& reader) { return under_way(reader); });
    if (!open) {
      wrong.push_back(open.error());
      continue;
    }
    if (!*open) continue;
    const auto& round = (*open)->round;
    auto pair = services.keys.of(line.tenant, round.id);
    if (pair) {
      wipe(pair->secret_key);
      if (pair->public_key == (*open)->public_key) continue;
    }
    auto fault = pair ? Fault{FaultKind::unavailable, "rounds.key.foreign", {}, {{"path", services.keys.directory()}}}
                      : pair.error();
    fault.args.emplace("number", std::to_string(round.number));
    fault.args.emplace("organisation", line.name);
    wrong.push_back(std::move(fault));
  }
  return wrong;
}

}  // namespace goud::rounds
