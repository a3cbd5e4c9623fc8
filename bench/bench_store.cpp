// Durable commits a second at 64 submitters, beside the disk's own fdatasync rate and beside the same work with the sync
// switched off, taken in turns in one run; and what a commit costs in CPU.   bench_store FOLDER [ROUNDS] [SECONDS]
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "kernel/ids.hpp"
#include "store/store.hpp"

namespace {

using namespace goud;
using Watch = std::chrono::steady_clock;

constexpr int submitters = 64;

constexpr store::Migration migrations[] = {{900, "0900_bench", R"sql(
CREATE TABLE answer (
  org INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  submission TEXT NOT NULL,
  unit TEXT NOT NULL,
  day INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (org, id),
  UNIQUE (org, submission)
);
)sql"}};
const store::Statement insert{"bench.insert",
                              "INSERT INTO answer (org, seq, id, submission, unit, day, body) "
                              "VALUES (:org, :seq, :id, :submission, :unit, :day, :body)"};
const store::Statement* const statements[] = {&insert};
const store::Room room{"bench", migrations, statements};

double seconds_since(Watch::time_point start) { return std::chrono::duration<double>(Watch::now() - start).count(); }

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6; };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

double at_share(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

struct Measured {
  double per_second = 0;
  double cpu_us = 0;
  std::vector<double> wait_ms;
};

Measured disk(const std::string& folder, double seconds) {
  const auto path = folder + "/probe";
  const int descriptor = ::open(path.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
  const std::vector<char> page(4096, 'g');
  Measured measured;
  const auto start = Watch::now();
  while (seconds_since(start) < seconds) {
    const auto before = Watch::now();
    if (::write(descriptor, page.data(), page.size()) < 0 || ::fdatasync(descriptor) != 0) std::exit(1);
    measured.wait_ms.push_back(seconds_since(before) * 1e3);
  }
  measured.per_second = static_cast<double>(measured.wait_ms.size()) / seconds_since(start);
  ::close(descriptor);
  ::unlink(path.c_str());
  return measured;
}

// A closed loop: each of the 64 hands in its next answer when its last one was acknowledged.
class Load {
 public:
  Load(store::RecordStore& store, const Clock& clock) : store_(store), clock_(clock), body_(700, 'x') {}

  Measured run(double seconds) {
    const auto cpu_before = cpu_seconds();
    const auto start = Watch::now();
    until_ = start + std::chrono::duration_cast<Watch::duration>(std::chrono::duration<double>(seconds));
    running_ = submitters;
    for (int i = 0; i < submitters; ++i) hand_in();
    std::unique_lock lock(guard_);
    ended_.wait(lock, [this] { return running_ == 0; });
    Measured measured;
    measured.per_second = static_cast<double>(waits_.size()) / seconds_since(start);
    measured.cpu_us = (cpu_seconds() - cpu_before) * 1e6 / static_cast<double>(waits_.size());
    measured.wait_ms = std::move(waits_);
    waits_ = {};
    return measured;
  }

 private:
  void hand_in() {
    store_.submit(
        store::Scope(Tenant{1}),
        [this](store::Writer& writer) -> Done {
          const auto id = uuid_v7(clock_, randomness_);
          const auto sequence = writer.log_change("answer", id, "added");
          writer.run(insert, {{":seq", sequence}, {":id", id}, {":submission", "s-" + id}, {":unit", id}, {":day", 20'000}, {":body", body_}});
          return {};
        },
        [this, since = Watch::now()](Done done) {
          if (!done) {
            std::fprintf(stderr, "%s\n", done.error().key.c_str());
            std::exit(1);
          }
          waits_.push_back(seconds_since(since) * 1e3);
          if (Watch::now() < until_) return hand_in();
          const std::scoped_lock lock(guard_);
          if (--running_ == 0) ended_.notify_one();
        });
  }

  store::RecordStore& store_;
  const Clock& clock_;
  SystemRandomness randomness_;  // used by the writer's thread alone
  std::string body_;
  std::vector<double> waits_;  // likewise
  Watch::time_point until_;
  std::mutex guard_;
  std::condition_variable ended_;
  int running_ = 0;
};

double middle(std::vector<double> values) { return at_share(values, 0.5); }

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "bench_store FOLDER [ROUNDS] [SECONDS]\n");
    return 2;
  }
  const std::string folder = argv[1];
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;
  const double seconds = argc > 3 ? std::atof(argv[3]) : 2;
  std::filesystem::create_directories(folder);
  const SystemClock clock;
  const auto opened = [&](const char* name, store::Durability durability) {
    auto store = store::open({.path = folder + "/" + name, .durability = durability}, std::span(&room, 1), clock);
    if (!store) std::exit(1);
    return *std::move(store);
  };
  const auto durable = opened("durable.db", store::Durability::full);
  const auto hasty = opened("hasty.db", store::Durability::off);
  Load load_durable(*durable, clock);
  Load load_hasty(*hasty, clock);
  std::vector<double> disk_rates, rates, hasty_rates, ratios, shares, cpu, disk_waits, waits;
  for (int round = 0; round < rounds; ++round) {
    auto bare = disk(folder, seconds / 2);
    auto kept = load_durable.run(seconds);
    auto unkept = load_hasty.run(seconds);
    disk_rates.push_back(bare.per_second);
    rates.push_back(kept.per_second);
    hasty_rates.push_back(unkept.per_second);
    ratios.push_back(kept.per_second / bare.per_second);
    shares.push_back(kept.per_second / unkept.per_second);
    cpu.push_back(kept.cpu_us);
    disk_waits.insert(disk_waits.end(), bare.wait_ms.begin(), bare.wait_ms.end());
    waits.insert(waits.end(), kept.wait_ms.begin(), kept.wait_ms.end());
  }
  std::printf(
      "{\"fdatasync_per_second\": %.0f, \"commits_per_second\": %.0f, \"without_sync_per_second\": %.0f, "
      "\"times_fdatasync\": %.1f, \"share_of_without_sync\": %.2f, \"cpu_us_per_commit\": %.1f, "
      "\"p50_ms\": %.2f, \"p99_ms\": %.2f, \"fdatasync_p99_ms\": %.2f}\n",
      middle(disk_rates), middle(rates), middle(hasty_rates), middle(ratios), middle(shares), middle(cpu), at_share(waits, 0.5),
      at_share(waits, 0.99), at_share(disk_waits, 0.99));
}
