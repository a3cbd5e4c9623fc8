// Employees' rounds under kill -9: the process ends itself before each of its calls that touch the disk, one after
// another, while a ballot comes in, is taken back, while a round is opened and closed. After every end the store is opened
// again and looked at: no ballot lost or doubled, no half release, no ballot in the clear, and in the end no key.
//   kill_round FOLDER
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <set>
#include <string>

#include "rounds/statements.hpp"
#include "rounds/test_round.hpp"
#include "disk_steps.hpp"

namespace {

using namespace goud;
using rounds::State;
using rounds::test::House;
namespace fs = std::filesystem;

constexpr int heads = 12, told = 6;
constexpr const char* canary = "kanarie-in-het-donker-";
const Instant begun{1'793'620'800'000'000};

int failures = 0, points = 0;
void expect(bool holds, const std::string& what) {
  if (holds) return;
  ++failures;
  std::printf("  NOT: %s\n", what.c_str());
}

// What every end leaves behind to be looked at.
struct Prepared {
  std::string folder, id, receipt;
  std::vector<std::string> codes;
};

std::unique_ptr<House> house_in(const std::string& folder, Clock& clock) {
  auto house = std::make_unique<House>(folder, clock);
  house->tenant = Tenant{1};
  return house;
}

std::int64_t letters(House& house, const std::string& id) {
  std::int64_t count = 0;
  (void)house.store->read(store::Scope(house.tenant), [&](store::Reader& reader) {
    reader.each(rounds::sql::letters, {{":round", id}},
                [&](const store::Row& row) { count += row.bytes(0).empty() ? 0 : 1; });
  });
  return count;
}

std::size_t released_rows(House& house, const std::string& id) {
  std::size_t count = 0;
  (void)house.store->read(store::Scope(house.tenant), [&](store::Reader& reader) {
    reader.each(rounds::sql::released, {{":round", id}}, [&](const store::Row&) { ++count; });
  });
  return count;
}

// Of a folder that nobody has open.
bool in_the_clear(const std::string& folder, const std::vector<std::string>& codes) {
  bool found = false;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const auto bytes = rounds::test::bytes_in(entry.path());
    found = found || bytes.find(canary) != std::string::npos;
    for (auto code : codes) {
      found = found || bytes.find(code) != std::string::npos;
      std::erase(code, '-');
      found = found || bytes.find(code) != std::string::npos;
    }
  }
  return found;
}

// `deed` in a child on a copy of the folder; false where it was killed. Says on the pipe when it was acknowledged.
struct Ended {
  bool killed = false, acknowledged = false;
};
Ended run(const std::string& folder, const std::function<bool()>& deed) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) std::abort();
  std::fflush(stdout);
  const auto child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    const char mark = deed() ? 'A' : 'R';
    std::_Exit(::write(ends[1], &mark, 1) == 1 ? 0 : 4);
  }
  ::close(ends[1]);
  Ended ended;
  char mark = 0;
  if (::read(ends[0], &mark, 1) == 1) ended.acknowledged = mark == 'A';
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  ended.killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  expect(ended.killed || (WIFEXITED(status) && WEXITSTATUS(status) == 0),
         "the child ended well or was killed, in " + folder);
  return ended;
}

// The deed with an end before each of its steps, on a fresh copy each time.
void at_every_step(const char* name, const Prepared& prepared, int days, const std::function<bool(House&)>& deed,
                   const std::function<void(House&, const Ended&, const std::string& folder)>& look) {
  const auto copy = prepared.folder + "-copy";
  const auto fresh = [&] {
    fs::remove_all(copy);
    fs::copy(prepared.folder, copy, fs::copy_options::recursive);
    fs::permissions(copy, fs::perms::owner_all);
    if (fs::exists(copy + "/keys")) fs::permissions(copy + "/keys", fs::perms::owner_all);
  };
  // The store is opened before the steps are counted, so that what is counted is the deed.
  const auto attempt = [&](long at) {
    SetClock clock{Instant{begun.micros + days * rounds::test::day_micros}};
    return run(copy, [&] {
      const auto house = house_in(copy, clock);
      steps = 0;
      last_step = at;
      const bool done = deed(*house);
      last_step = -1;
      return done;
    });
  };
  constexpr long never = 1'000'000;
  fresh();
  const auto whole = attempt(never);
  expect(whole.acknowledged, std::string(name) + " works where nobody disturbs it");
  long killed = 0;
  for (long at = 0;; ++at) {
    fresh();
    const auto ended = attempt(at);
    expect(!in_the_clear(copy, prepared.codes),
           std::string(name) + ", step " + std::to_string(at) + ": something lies in the clear");
    SetClock clock{Instant{begun.micros + days * rounds::test::day_micros}};
    const auto house = house_in(copy, clock);
    look(*house, ended, std::string(name) + ", step " + std::to_string(at));
    house->close();
    expect(!in_the_clear(copy, prepared.codes),
           std::string(name) + ", step " + std::to_string(at) + ", after: something lies in the clear");
    if (!ended.killed) break;
    ++killed;
  }
  points += static_cast<int>(killed);
  std::printf("%s: killed at %ld points, %s\n", name, killed, failures == 0 ? "nothing lost" : "WRONG");
  fs::remove_all(copy);
}

void closes_with(House& house, const Prepared& prepared, std::int64_t ballots, const std::string& where) {
  expect(rounds::end_unfinished(*house.services).has_value(), where + ": what was cut off goes on");
  auto round = house.round(prepared.id);
  expect(round.state == State::open || round.state == State::released, where + ": open or released, nothing between");
  if (round.state == State::open) {
    expect(letters(house, prepared.id) == ballots,
           where + ": " + std::to_string(letters(house, prepared.id)) + " letters");
    expect(released_rows(house, prepared.id) == 0, where + ": nothing is released of a round that is open");
    auto& clock = dynamic_cast<SetClock&>(house.clock);
    clock.set(Instant{begun.micros + 8 * rounds::test::day_micros});
    const auto closed = rounds::close_round(*house.services, house.tenant, house.acting(), prepared.id);
    expect(closed.has_value(), where + ": closes " + (closed ? "" : closed.error().key));
    round = house.round(prepared.id);
  }
  expect(round.state == State::released, where + ": released");
  const auto said = house.store
                        ->ask(store::Scope(house.tenant),
                              [&](store::Reader& reader) { return rounds::released(reader, prepared.id); })
                        .value();
  expect(said && said->of("heard") != nullptr && said->of("heard")->whole().n == ballots,
         where + ": every ballot counts once");
  expect(letters(house, prepared.id) == 0, where + ": the letterbox is empty");
  expect(house.keys->there().empty(), where + ": the key is gone");
  for (const auto& wrong : house.store->examine()) expect(false, where + ": " + wrong.key);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "kill_round FOLDER\n");
    return 2;
  }
  if (sodium_init() < 0) return 1;
  Prepared planned{std::string(argv[1]) + "/planned", {}, {}, {}}, open{std::string(argv[1]) + "/open", {}, {}, {}};
  fs::create_directories(planned.folder);
  {
    SetClock clock{begun};
    House house(planned.folder, clock);
    house.found({heads});
    planned.id = open.id = house.plan(rounds::test::plan_of(house.today()));
  }
  fs::copy(planned.folder, open.folder, fs::copy_options::recursive);
  {
    SetClock clock{begun};
    const auto house = house_in(open.folder, clock);
    const auto handed = rounds::open_round(*house->services, house->tenant, house->acting(), open.id).value();
    for (const auto& one : handed) open.codes.push_back(one.code);
    open.receipt = house->receipt();
    for (int i = 0; i < told; ++i)
      if (!house->say(open.codes[static_cast<std::size_t>(i)], i == 0 ? open.receipt : house->receipt(),
                      canary + std::to_string(i)))
        return 1;
  }
  const auto receipt = std::string("0123456789abcdef0123456789abcdef");

  at_every_step(
      "a ballot comes in", open, 0,
      [&](House& house) { return house.say(open.codes[told], receipt, canary).has_value(); },
      [&](House& house, const Ended& ended, const std::string& where) {
        const auto there = letters(house, open.id);
        expect(there == told || there == told + 1, where + ": the others are there");
        if (ended.acknowledged) expect(there == told + 1, where + ": who was thanked is there");
        expect(house.say(open.codes[told], receipt, canary).has_value(),
               where + ": the same receipt again is harmless");
        expect(letters(house, open.id) == told + 1, where + ": and there once");
        closes_with(house, open, told + 1, where);
      });
  at_every_step(
      "a ballot is taken back", open, 0,
      [&](House& house) { return rounds::take_back(*house.services, open.codes[0], open.receipt, 1).has_value(); },
      [&](House& house, const Ended& ended, const std::string& where) {
        const auto there = letters(house, open.id);
        expect(there == told - 1 || (!ended.acknowledged && there == told), where + ": gone when that was said");
        expect(rounds::take_back(*house.services, open.codes[0], open.receipt, 1).has_value(),
               where + ": asked again it is gone");
        expect(letters(house, open.id) == told - 1, where + ": that one alone");
        closes_with(house, open, told - 1, where);
      });
  at_every_step(
      "the letterbox is mixed", open, 0,
      [&](House& house) { return rounds::mix(*house.services, house.tenant).has_value(); },
      [&](House& house, const Ended&, const std::string& where) {
        expect(letters(house, open.id) == told, where + ": as many letters as there were");
        expect(house.say(open.codes[0], open.receipt, "").has_value(), where + ": each is still known by its receipt");
        closes_with(house, open, told, where);
      });
  at_every_step(
      "a round is opened", planned, 0,
      [&](House& house) {
        return rounds::open_round(*house.services, house.tenant, house.acting(), planned.id).has_value();
      },
      [&](House& house, const Ended& ended, const std::string& where) {
        expect(rounds::end_unfinished(*house.services).has_value(), where + ": starts");
        const auto state = house.round(planned.id).state;
        expect(state == State::open || (!ended.acknowledged && state == State::planned),
               where + ": open when that was said");
        const auto out = state == State::open
                             ? rounds::begin_again(*house.services, house.tenant, house.acting(), planned.id)
                             : rounds::open_round(*house.services, house.tenant, house.acting(), planned.id);
        expect(out && out->size() == heads, where + ": a code for each");
        expect(rounds::examine(*house.services).empty(), where + ": its key is the one");
        expect(house.keys->there().size() == 1, where + ": and the only one");
        for (const auto& one : *out)
          expect(house.say(one.code, house.receipt(), "").has_value(), where + ": every code opens the door");
        closes_with(house, planned, heads, where);
      });
  at_every_step(
      "a round is begun again", open, 0,
      [&](House& house) {
        return rounds::begin_again(*house.services, house.tenant, house.acting(), open.id).has_value();
      },
      [&](House& house, const Ended& ended, const std::string& where) {
        expect(rounds::end_unfinished(*house.services).has_value(), where + ": starts");
        expect(rounds::examine(*house.services).empty(), where + ": its key is the one");
        expect(house.keys->there().size() == 1, where + ": and the only one");
        const auto there = letters(house, open.id);
        expect(there == 0 || (!ended.acknowledged && there == told), where + ": void when that was said, all or none");
        if (there == told) closes_with(house, open, told, where);
      });
  at_every_step(
      "a round is closed", open, 8,
      [&](House& house) {
        return rounds::close_round(*house.services, house.tenant, house.acting(), open.id).has_value();
      },
      [&](House& house, const Ended& ended, const std::string& where) {
        const auto state = house.round(open.id).state;
        expect(state == State::open || state == State::closing || state == State::released,
               where + ": a state it can be in");
        const auto rows = released_rows(house, open.id);
        expect(rows == (state == State::released ? 3U : 0U), where + ": all of a release or nothing");
        expect(letters(house, open.id) == (state == State::released ? 0 : told),
               where + ": and the letters the other way round");
        if (ended.acknowledged)
          expect(state == State::released && house.keys->there().empty(), where + ": released when that was said");
        closes_with(house, open, told, where);
      });
  std::printf("kill_round: killed at %d points, %d did not hold\n", points, failures);
  if (points < 40) std::printf("  NOT: fewer than 40 points\n");
  return failures == 0 && points >= 40 ? 0 : 1;
}
