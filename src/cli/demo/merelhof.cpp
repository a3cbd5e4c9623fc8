#include "cli/demo/merelhof.hpp"

#include <algorithm>
#include <utility>

#include "cli/demo/chain.hpp"
#include "cli/demo/settling.hpp"
#include "feedback/feedback.hpp"

namespace goud::cli::demo {
namespace {

constexpr std::size_t answers_a_commit = 500;
constexpr std::string_view zone = "Europe/Amsterdam";

struct Colleague {
  http::Role role;
  std::string_view name, mailbox;
  std::string_view hotel;  // code; empty: the whole organisation
};
constexpr Colleague colleagues[] = {
    {http::Role::owner, "Noor Kramer", "noor", ""},
    {http::Role::cx_manager, "Sanne de Wit", "sanne", ""},
    {http::Role::hr_manager, "Imane Bouali", "imane", ""},
    {http::Role::unit_manager, "Tjeerd Hofstra", "tjeerd", "zwl"},
    {http::Role::analyst, "Robin van Dam", "robin", ""},
    {http::Role::employee, "Mila Jansen", "mila", "zwl"},
};

Result<std::vector<SignIn>> employ(store::RecordStore& store, const Founding& founding, Tenant tenant,
                                   const people::Passwords& passwords, const Places& places, bool all,
                                   std::string& owner, std::vector<std::pair<std::string_view, std::string>>& known) {
  SystemRandomness unguessable;
  std::vector<SignIn> sign_ins;
  for (const auto& colleague : colleagues) {
    if (!all && colleague.role != http::Role::owner) continue;
    people::NewAccount account;
    account.email = std::string(colleague.mailbox) + "@merelhof.example";
    account.name = colleague.name;
    account.role = colleague.role;
    if (!colleague.hotel.empty()) account.unit = places.hotels.at(colleague.hotel);
    account.password = people::new_secret(unguessable, 12);
    auto made = people::make_account(store, tenant, founding.clock, unguessable, passwords, account);
    if (!made) return refuse(made.error());
    if (colleague.role == http::Role::owner) owner = made->text;
    known.emplace_back(colleague.name, made->text);
    sign_ins.push_back({std::string(http::name_of(colleague.role)), account.email, account.password});
  }
  return sign_ins;
}

// Their ids come from a stream of their own: what stood before they did keeps its id.
Done lay_departments(store::Writer& writer, const Founding& founding, Places& places) {
  SeededRandomness own(0x27d4eb2f165667c5ULL);
  for (const auto& hotel : hotels()) {
    auto& here = places.departments.emplace_back();
    for (const auto& department : departments()) {
      auto made = people::make_unit(writer, founding.clock, own,
                                    {std::string(department.name), 3, places.hotels.at(hotel.code), founding.days.first,
                                     std::string(hotel.code) + "-" + std::string(department.code), std::nullopt});
      if (!made) return refuse(made.error());
      here.push_back(*made);
    }
  }
  return {};
}

Done lay_units(store::Writer& writer, const Founding& founding, Places& places) {
  if (auto done = people::set_levels(writer, {{0, {"Organisatie", "Organisation"}},
                                              {1, {"Regio", "Region"}},
                                              {2, {"Hotel", "Hotel"}},
                                              {3, {"Afdeling", "Department"}}});
      !done)
    return done;
  if (auto colour = people::set_brand_colour(writer, "#2f4f6b"); !colour) return refuse(colour.error());
  for (const auto& role : roles()) {
    auto made = people::make_role(writer, founding.clock, founding.randomness,
                                  {std::string(role.name.nl), std::string(role.name.en)}, role.level);
    if (!made) return refuse(made.error());
  }
  std::vector<UnitId> region_ids;
  for (const auto& region : regions()) {
    auto made = people::make_unit(writer, founding.clock, founding.randomness,
                                  {std::string(region.nl), 1, std::nullopt, founding.days.first, "", std::nullopt});
    if (!made) return refuse(made.error());
    region_ids.push_back(*made);
  }
  for (const auto& hotel : hotels()) {
    auto made = people::make_unit(writer, founding.clock, founding.randomness,
                                  {"Merelhof " + std::string(hotel.town), 2, region_ids[static_cast<std::size_t>(hotel.region)],
                                   founding.days.first, std::string(hotel.code), hotel.stays_a_year});
    if (!made) return refuse(made.error());
    places.hotels[hotel.code] = *made;
  }
  return lay_departments(writer, founding, places);
}

Done hang_links(store::Writer& writer, const Founding& founding, Tenant tenant, const feedback::Instrument& instrument,
                const Places& places, std::vector<std::string>& codes) {
  SystemRandomness unguessable;
  const auto now = founding.on(founding.days.last).now;
  for (const auto& hotel : hotels()) {
    auto link = feedback::make_link(tenant, {instrument.id, places.hotels.at(hotel.code), {}, std::nullopt, std::nullopt}, instrument,
                                    now, founding.clock, unguessable);
    if (!link) return refuse(link.error());
    feedback::keep_link(writer, founding.on(founding.days.last), *link);
    codes.push_back(link->code);
  }
  return {};
}

// Guests' answers in the order of their days, as far as they are asked for.
class TakingIn {
 public:
  TakingIn(feedback::Services& services, Tenant tenant, const feedback::Instrument& instrument, const Places& places,
           const std::vector<Visit>& stays, std::uint64_t seed)
      : services_(services), tenant_(tenant), instrument_(instrument), places_(places), stays_(stays), seed_(seed) {}

  Done until(Day day) {
    while (next_ < stays_.size() && stays_[next_].day <= day) {
      std::vector<feedback::AnswerRow> rows;
      for (; next_ < stays_.size() && stays_[next_].day <= day && rows.size() < answers_a_commit; ++next_) {
        const auto& stay = stays_[next_];
        auto row = feedback::look_at(instrument_, draft_of(stay, instrument_, places_, seed_),
                                     {stay.received, zone, feedback::Source::demo, {}});
        if (!row) return refuse(row.error());
        rows.push_back(std::move(*row));
      }
      auto accepted = feedback::accept_answers(services_, tenant_, std::move(rows));
      if (!accepted) return refuse(accepted.error());
      for (const auto& one : *accepted) answers_.push_back(one.id);
    }
    return {};
  }
  [[nodiscard]] const std::vector<AnswerId>& answers() const { return answers_; }

 private:
  feedback::Services& services_;
  Tenant tenant_;
  const feedback::Instrument& instrument_;
  const Places& places_;
  const std::vector<Visit>& stays_;
  std::uint64_t seed_;
  std::size_t next_ = 0;
  std::vector<AnswerId> answers_;
};

}  // namespace

Result<Merelhof> make_merelhof(store::RecordStore& store, store::columns::ColumnStore& columns,
                               const people::Secrets& secrets, const rounds::Keys& keys,
                               const people::Passwords& passwords, const Wanted& wanted) {
  const auto days = calendar(wanted.ask.until);
  SetClock clock(Instant{days.first.number * std::int64_t{86'400'000'000}});
  SeededRandomness randomness(wanted.ask.seed);
  SystemRandomness unguessable;
  auto there = people::organisations(store);
  if (!there) return refuse(there.error());
  if (std::ranges::any_of(*there, [](const auto& line) { return line.name == merelhof_name; }))
    return refuse(FaultKind::conflict, "cli.demo.there_already", {{"name", std::string(merelhof_name)}});
  auto tenant = people::make_organisation(store, clock, unguessable, {std::string(merelhof_name), "nl", std::string(zone), true});
  if (!tenant) return refuse(tenant.error());

  Merelhof made;
  made.tenant = *tenant;
  Places places;
  Founding founding{"simulator", clock, randomness, days};
  const store::Scope scope(*tenant);
  if (auto done = store.write(scope, [&](store::Writer& writer) { return lay_units(writer, founding, places); }); !done)
    return refuse(done.error());
  std::vector<std::pair<std::string_view, std::string>> known;
  auto sign_ins = employ(store, founding, *tenant, passwords, places, wanted.with_accounts, founding.actor, known);
  if (!sign_ins) return refuse(sign_ins.error());
  made.sign_ins = std::move(*sign_ins);
  auto instrument = store.change(scope, [&](store::Writer& writer) -> Result<feedback::Instrument> {
    if (auto done = lay_promises(writer, founding, places); !done) return refuse(done.error());
    if (auto done = lay_journeys(writer, founding, places); !done) return refuse(done.error());
    if (auto done = lay_history(writer, founding, places); !done) return refuse(done.error());
    auto asked = feedback::add_instrument(writer, founding.on(days.first), InstrumentId{uuid_v7(clock, randomness)}, guest_stay(places));
    if (!asked) return asked;
    if (auto done = hang_links(writer, founding, *tenant, *asked, places, made.codes); !done) return refuse(done.error());
    return asked;
  });
  if (!instrument) return refuse(instrument.error());

  const auto stays = visits(wanted.ask);
  feedback::Services services(store, clock, randomness, secrets);
  TakingIn taking(services, *tenant, *instrument, places, stays, wanted.ask.seed);
  if (auto done =
          store.write(scope, [&](store::Writer& writer) { return lay_chain(writer, founding, wanted.ask.seed); });
      !done)
    return refuse(done.error());
  if (wanted.rounds > 0) {
    auto heard = hear(store, *tenant, secrets, keys, founding, places, wanted.ask.seed, wanted.rounds);
    if (!heard) return refuse(heard.error());
    made.heard = *heard;
  }
  if (wanted.floor) {
    auto floor = lay_floor(store, *tenant, secrets, passwords, founding, places, known);
    if (!floor) return refuse(floor.error());
    FloorRooms rooms{store, services, columns, secrets};
    auto lived = live_through(
        rooms, *tenant, founding, places, *floor, stays, wanted.ask.seed, wanted.rounds > 0,
        [&](Day day) { return taking.until(day); }, taking.answers());
    if (!lived) return refuse(lived.error());
    made.floor = *lived;
    made.unit_code = floor->unit_code;
    made.personal_code = floor->personal_code;
  }
  if (auto done = taking.until(days.last); !done) return refuse(done.error());
  made.answers = static_cast<int>(stays.size());
  made.stories = made.floor.stories +
                 static_cast<int>(std::ranges::count_if(stays, [](const Visit& stay) { return !stay.words.empty(); }));
  return made;
}

}  // namespace goud::cli::demo
