// Reports without a name under kill -9: the process ends itself before each of its calls that touch the disk, while a
// report comes in and while the morning's are counted. After every end the store is opened again: who was thanked is
// there, each counts once, and nothing is counted twice.
//   kill_barriers FOLDER
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <functional>

#include "barriers/test_house.hpp"
#include "disk_steps.hpp"

namespace {

using namespace goud;
using barriers::test::House;
using barriers::test::Opened;
namespace fs = std::filesystem;

constexpr int before = 5;
int failures = 0;
void expect(bool holds, const std::string& what) {
  if (holds) return;
  ++failures;
  std::printf("  NOT: %s\n", what.c_str());
}

struct Ended {
  bool killed = false, acknowledged = false;
};
Ended run(const std::function<bool()>& deed) {
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
  return ended;
}

int at_every_step(const char* name, const std::string& prepared, Instant at, const std::function<bool(Opened&)>& deed,
                  const std::function<void(Opened&, SetClock&, const Ended&, const std::string&)>& look) {
  const auto copy = prepared + "-copy";
  int killed = 0;
  for (long chosen = 0;; ++chosen) {
    fs::remove_all(copy);
    fs::copy(prepared, copy, fs::copy_options::recursive);
    SystemRandomness randomness;
    const auto ended = run([&] {
      SetClock clock{at};
      Opened opened(copy, clock, randomness);
      steps = 0;
      last_step = chosen;
      const bool done = deed(opened);
      last_step = -1;
      return done;
    });
    SetClock clock{at};
    Opened opened(copy, clock, randomness);
    look(opened, clock, ended, std::string(name) + ", step " + std::to_string(chosen));
    if (!ended.killed) break;
    ++killed;
  }
  fs::remove_all(copy);
  std::printf("%s: killed at %d points, %s\n", name, killed, failures == 0 ? "nothing lost" : "WRONG");
  return killed;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "kill_barriers FOLDER\n");
    return 2;
  }
  const std::string prepared = std::string(argv[1]) + "/waiting";
  const std::string receipt = "0123456789abcdef0123456789abcdef";
  people::FloorDoor door;
  barriers::ReportDraft draft;
  Instant at;
  {
    House house;
    door = {house.tenant, house.department};
    draft = house.draft();
    for (int i = 0; i < before; ++i)
      if (!barriers::report_unnamed(*house.services, door, house.receipt(), draft)) return 1;
    at = house.clock.now();
    if (!house.store->clear_log()) return 1;
    fs::create_directories(prepared);
    fs::copy(house.folder.path + "/goud.db", prepared + "/goud.db");
  }
  const auto counted = [&](Opened& opened) {
    return opened.store
        ->ask(store::Scope(door.tenant),
              [&](store::Reader& reader) {
                barriers::BoardFilter filter;
                filter.now = at;
                int reports = 0;
                for (const auto& one : barriers::board(reader, filter)) reports += one.reports;
                return reports;
              })
        .value();
  };
  // Two mornings later everything that waited is counted, once.
  const auto in_the_end = [&](Opened& opened, SetClock& clock, int reports, const std::string& where) {
    for (int day = 0; day < 2; ++day) {
      clock.set(Instant{clock.now().micros + barriers::test::day_micros});
      expect(barriers::morning(*opened.services, clock.now()).has_value(), where + ": the morning comes");
      expect(counted(opened) == reports, where + ": " + std::to_string(counted(opened)) + " are counted");
    }
    for (const auto& wrong : opened.store->examine()) expect(false, where + ": " + wrong.key);
  };
  int points = at_every_step(
      "a report without a name comes in", prepared, at,
      [&](Opened& opened) { return barriers::report_unnamed(*opened.services, door, receipt, draft).has_value(); },
      [&](Opened& opened, SetClock& clock, const Ended& ended, const std::string& where) {
        const bool there = barriers::receipt(*opened.services, door.tenant, receipt).has_value();
        expect(there || !ended.acknowledged, where + ": who was thanked is there");
        expect(barriers::report_unnamed(*opened.services, door, receipt, draft).has_value(),
               where + ": again is harmless");
        expect(counted(opened) == 0, where + ": nothing is counted before the morning");
        in_the_end(opened, clock, before + 1, where);
      });
  const Instant next{at.micros + barriers::test::day_micros};
  points += at_every_step(
      "the morning counts them", prepared, next,
      [&](Opened& opened) { return barriers::morning(*opened.services, next).has_value(); },
      [&](Opened& opened, SetClock& clock, const Ended& ended, const std::string& where) {
        const auto reports = counted(opened);
        expect(reports == before || (!ended.acknowledged && reports == 0), where + ": all of them or none");
        in_the_end(opened, clock, before, where);
      });
  std::printf("killed at %d points in all: %s\n", points, failures == 0 ? "well" : "NOT well");
  return failures == 0 ? 0 : 1;
}
