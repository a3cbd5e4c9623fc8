// A child writes to a store from many threads and says each id on its pipe after it was acknowledged; the parent kills it
// with SIGKILL at a random moment, opens the store and counts. Everything said is there, once; what was not said may be
// there; change log, audit trail and rows agree; nothing is damaged.
//   kill_store FOLDER ROUNDS [SEED]
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "kernel/ids.hpp"
#include "kernel/random.hpp"
#include "store/ledger.hpp"
#include "store/store.hpp"

namespace {

using namespace goud;

constexpr store::Migration migrations[] = {{900, "0900_kill", R"sql(
CREATE TABLE answer (
  org INTEGER NOT NULL,
  id TEXT NOT NULL,
  submission TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (org, id),
  UNIQUE (org, submission)
);
)sql"}};
const store::Statement insert{"kill.insert", "INSERT INTO answer (org, id, submission, body) VALUES (:org, :id, :submission, :body)"};
const store::Statement overwrite{"kill.overwrite", "UPDATE answer SET body = '' WHERE org = :org AND id = :id"};
const store::Statement all{"kill.all", "SELECT id, body FROM answer WHERE org = :org"};
const store::Statement logged{"kill.logged", "SELECT entity_id, kind, seq FROM change_log WHERE org = :org ORDER BY seq"};
const store::Statement* const statements[] = {&insert, &overwrite, &all, &logged};
const store::Room room{"kill", migrations, statements};

std::unique_ptr<store::RecordStore> opened(const std::string& folder, const Clock& clock) {
  auto store = store::open({.path = folder + "/goud.db"}, std::span(&room, 1), clock);
  if (!store) {
    std::fprintf(stderr, "the store does not open: %s\n", store.error().key.c_str());
    std::exit(1);
  }
  return *std::move(store);
}

// Never returns: it is killed.
[[noreturn]] void write_until_killed(const std::string& folder, int pipe) {
  const SystemClock clock;
  const auto store = opened(folder, clock);
  std::vector<std::thread> threads;
  for (int t = 0; t < 16; ++t) {
    threads.emplace_back([&, t] {
      SystemRandomness randomness;
      for (int i = 0;; ++i) {
        const auto id = uuid_v7(clock, randomness);
        const std::string body(static_cast<std::size_t>(200 + randomness.below(2000)), static_cast<char>('a' + t));
        const auto done = store->write(store::Scope(Tenant{1 + t % 2}), [&](store::Writer& writer) -> Done {
          writer.run(insert, {{":id", id}, {":submission", "s" + id}, {":body", body}});
          writer.log_change("answer", id, "added");
          if (i % 5 == 4) return refuse(FaultKind::conflict, "test.refused");  // must leave nothing
          if (i % 7 == 6) {
            writer.run(overwrite, {{":id", id}});
            writer.log_change("answer", id, "erased");
            writer.note_erasure("answer", id);
          }
          writer.audit("kill", "added", "answer", id, "{}");
          return {};
        });
        if (i % 5 == 4) continue;
        if (!done) std::_Exit(3);
        const auto line = std::to_string(1 + t % 2) + (i % 7 == 6 ? "E" : "A") + id + "\n";
        if (::write(pipe, line.data(), line.size()) < 0) std::_Exit(4);
      }
    });
  }
  for (;;) ::pause();
}

struct Said {
  std::map<std::string, int> org_of;
  std::set<std::string> erased;
};

int failures = 0;
void expect(bool holds, const std::string& what) {
  if (holds) return;
  ++failures;
  std::printf("  NOT: %s\n", what.c_str());
}

void check(const std::string& folder, const Said& said, int round) {
  const SystemClock clock;
  const auto store = opened(folder, clock);
  std::set<std::string> there;
  std::size_t rows = 0;
  for (const int org : {1, 2}) {
    std::map<std::string, bool> bodies;
    std::map<std::string, int> added;
    std::int64_t last = 0;
    bool gapless = true;
    const auto read = store->read(store::Scope(Tenant{org}), [&](store::Reader& reader) {
      reader.each(all, {}, [&](const store::Row& row) {
        bodies[row.string(0)] = row.text(1).empty();
        ++rows;
      });
      reader.each(logged, {}, [&](const store::Row& row) {
        if (row.text(1) == "added") ++added[row.string(0)];
        gapless = gapless && row.integer(2) == ++last;
      });
    });
    expect(read.has_value(), "the rows can be read");
    expect(gapless, "the change log has no hole");
    expect(bodies.size() == added.size(), "rows and change log agree");
    for (const auto& [id, empty] : bodies) {
      there.insert(id);
      const auto found = added.find(id);
      expect(found != added.end() && found->second == 1, "answer " + id + " is logged once");
      if (said.erased.contains(id)) expect(empty, "answer " + id + " stays erased");
    }
  }
  std::size_t lost = 0;
  for (const auto& [id, org] : said.org_of) lost += there.contains(id) ? 0 : 1;
  expect(lost == 0, std::to_string(lost) + " acknowledged answers are missing");
  std::set<std::string> in_ledger;
  const auto ledger = store::Ledger(folder + "/erasures.log").read();
  expect(ledger.has_value(), "the ledger of erasures can be read");
  if (ledger) {
    for (const auto& erasure : *ledger) in_ledger.insert(erasure.id);
  }
  for (const auto& id : said.erased) expect(in_ledger.contains(id), "erasure " + id + " stands in the ledger");
  for (const auto& wrong : store->examine()) expect(false, wrong.key);
  std::printf("round %d: %zu acknowledged, %zu there, %zu erased, %s\n", round, said.org_of.size(), rows, said.erased.size(),
              failures == 0 ? "nothing lost" : "WRONG");
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "kill_store FOLDER ROUNDS [SEED]\n");
    return 2;
  }
  const std::string folder = argv[1];
  std::filesystem::create_directories(folder);
  SeededRandomness randomness(argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1);
  Said said;
  const auto before = [&] { return said.org_of.size(); };
  for (int round = 1; round <= std::atoi(argv[2]); ++round) {
    const auto so_far = before();
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return 1;
    const auto child = ::fork();
    if (child == 0) {
      ::close(ends[0]);
      write_until_killed(folder, ends[1]);
    }
    ::close(ends[1]);
    std::thread killer([&, wait = 120 + static_cast<int>(randomness.below(400))] {
      std::this_thread::sleep_for(std::chrono::milliseconds(wait));
      ::kill(child, SIGKILL);
    });
    std::string heard;
    char buffer[65536];
    for (ssize_t count = 0; (count = ::read(ends[0], buffer, sizeof buffer)) > 0;) heard.append(buffer, static_cast<std::size_t>(count));
    killer.join();
    int status = 0;
    ::waitpid(child, &status, 0);
    ::close(ends[0]);
    expect(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL, "the child wrote until it was killed");
    std::size_t at = 0;
    for (auto end = heard.find('\n'); end != std::string::npos; at = end + 1, end = heard.find('\n', at)) {
      const auto id = heard.substr(at + 2, end - at - 2);
      said.org_of[id] = heard[at] - '0';
      if (heard[at + 1] == 'E') said.erased.insert(id);
    }
    expect(before() > so_far, "something was acknowledged before the kill");
    check(folder, said, round);
  }
  return failures == 0 ? 0 : 1;
}
