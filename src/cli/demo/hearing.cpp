#include "cli/demo/hearing.hpp"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "cli/demo/colleagues.hpp"

namespace goud::cli::demo {
namespace {

constexpr int agreed_after = 40;  // days after the first: when the works council agreed
constexpr int at_once = 24;       // ballots that wait for one commit together

// The front desk and the restaurant have an address; the others get a card.
bool has_address(const Staff& who) {
  const auto code = departments()[static_cast<std::size_t>(who.department)].code;
  return code == "rec" || code == "rst";
}

const UnitId& unit_of(const Staff& who, const Places& places) {
  return places.departments.at(static_cast<std::size_t>(who.hotel)).at(static_cast<std::size_t>(who.department));
}

Done register_staff(store::Writer& writer, const std::vector<Staff>& people, const Places& places, Day today) {
  SystemRandomness unguessable;
  std::vector<people::EmployeeDraft> with_address;
  std::map<std::string, int> without;
  for (const auto& who : people) {
    const auto& unit = unit_of(who, places);
    if (has_address(who)) {
      char address[40];
      std::snprintf(address, sizeof address, "collega-%04zu@merelhof.example", with_address.size() + 1);
      with_address.push_back({unit, address, who.english ? "en" : "nl"});
    } else {
      ++without[unit.text];
    }
  }
  std::vector<people::Heads> heads;
  for (const auto& [unit, count] : without) heads.push_back({UnitId{unit}, count});
  auto registered = people::register_employees(writer, unguessable, with_address, heads, today);
  return registered ? Done{} : refuse(registered.error());
}

std::string receipt() {
  SystemRandomness unguessable;
  char digits[33];
  std::snprintf(digits, sizeof digits, "%016llx%016llx", static_cast<unsigned long long>(unguessable.bits()),
                static_cast<unsigned long long>(unguessable.bits()));
  return digits;
}

// Who holds which code in one round; gone when the round is over.
std::vector<std::string> hand_out(std::vector<rounds::HandedOut> handed, const std::vector<Staff>& people,
                                  const Places& places) {
  std::map<std::string, std::vector<std::string>> by_unit;
  for (auto& one : handed) by_unit[one.unit.text].push_back(std::move(one.code));
  std::vector<std::string> codes;
  for (const auto& who : people) {
    auto& left = by_unit[unit_of(who, places).text];
    codes.push_back(left.empty() ? std::string() : std::move(left.back()));
    if (!left.empty()) left.pop_back();
  }
  return codes;
}

// Many at once, as in a lunch break: they are committed together.
Done drop(rounds::Services& services, const std::vector<const Sheet*>& sheets, const std::vector<std::string>& codes,
          const std::vector<Staff>& people, const Places& places) {
  std::atomic<std::size_t> next{0};
  std::mutex guard;
  std::optional<Fault> wrong;
  const auto one_after_another = [&] {
    for (std::size_t i = next++; i < sheets.size(); i = next++) {
      const auto person = static_cast<std::size_t>(sheets[i]->person);
      auto ballot = sheets[i]->ballot;
      ballot.unit = unit_of(people[person], places);
      if (auto dropped = rounds::drop_in(services, codes[person], receipt(), ballot); !dropped) {
        const std::scoped_lock lock(guard);
        wrong = dropped.error();
        next = sheets.size();
      }
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < at_once; ++i) threads.emplace_back(one_after_another);
  for (auto& thread : threads) thread.join();
  return wrong ? refuse(*wrong) : Done{};
}

}  // namespace

Result<Heard> hear(store::RecordStore& store, Tenant tenant, const people::Secrets& secrets, const rounds::Keys& keys,
                   const Founding& founding, const Places& places, std::uint64_t seed, int rounds) {
  Heard heard;
  SystemRandomness unguessable;
  const store::Scope scope(tenant);
  rounds::Services services{store, founding.clock, unguessable, secrets, keys};
  const auto people = staff(seed);
  const auto stand_on = [&](Day day) {
    const auto acting = founding.on(day);
    founding.clock.set(acting.now);
    return acting;
  };

  const Day agreed{founding.days.first.number + agreed_after};
  auto done = store.write(scope, [&, acting = stand_on(agreed)](store::Writer& writer) -> Done {
    if (auto entered =
            rounds::enter_consent(writer, acting, rounds::Consent{agreed, "Ondernemingsraad Merelhof Hotels"});
        !entered)
      return entered;
    return register_staff(writer, people, places, agreed);
  });
  if (!done) return refuse(done.error());

  for (int round = rounds_held - rounds + 1; round <= rounds_held + 1; ++round) {
    const auto days = days_of_round(founding.days.last, round);
    const auto plan = plan_of_round(founding.days.last, round, places);
    const bool to_come = round > rounds_held;
    const Day planned_on = to_come ? founding.days.last : Day{days.opens.number - 7};
    auto planned = store.change(scope, [&, acting = stand_on(planned_on)](store::Writer& writer) {
      return rounds::plan_round(writer, acting, unguessable, plan);
    });
    if (!planned) return refuse(planned.error());
    if (to_come) break;

    auto handed = rounds::open_round(services, tenant, stand_on(days.opens), planned->id);
    if (!handed) return refuse(handed.error());
    const auto codes = hand_out(std::move(*handed), people, places);
    const auto all = sheets(seed, round, people, plan);
    for (int week = 1; week <= rounds::weeks(plan); ++week) {
      stand_on(Day{days.opens.number + 7 * (week - 1) + 1});
      std::vector<const Sheet*> of_week;
      for (const auto& sheet : all)
        if (sheet.ballot.week == week) of_week.push_back(&sheet);
      if (auto dropped = drop(services, of_week, codes, people, places); !dropped) return refuse(dropped.error());
    }
    auto closed = rounds::close_round(services, tenant, stand_on(days.closes), planned->id);
    if (!closed) return refuse(closed.error());
    ++heard.rounds;
    heard.ballots += static_cast<int>(all.size());
  }
  return heard;
}

}  // namespace goud::cli::demo
