// Employees' ballots: how many a second are accepted durably, beside customers' answers on the same store; how long a round
// takes to open and to close. One JSON line a figure, for bench/run.   ballots_bench FOLDER [PEOPLE]
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "rounds/test_round.hpp"

namespace {

using namespace goud;
using std::chrono::steady_clock;

constexpr int submitters = 64, units = 2000, questions = 60;
constexpr double seconds_each = 2;

double since(steady_clock::time_point begun) {
  return std::chrono::duration<double>(steady_clock::now() - begun).count();
}

template <class T>
T need(Result<T> result) {
  if (result) return std::move(*result);
  const auto& fault = result.error();
  std::fprintf(stderr, "ballots_bench: %s\n",
               (fault.fields.empty() ? fault.key : fault.fields[0].path + " " + fault.fields[0].key).c_str());
  std::exit(1);
}
void need(const Done& done) {
  if (done) return;
  std::fprintf(stderr, "ballots_bench: %s\n", done.error().key.c_str());
  std::exit(1);
}

// Until the time is over or there is nothing left; how many a second.
double rate(double seconds, std::size_t most, const std::function<void(std::size_t)>& one) {
  std::atomic<std::size_t> next{0};
  const auto begun = steady_clock::now();
  std::vector<std::thread> threads;
  for (int t = 0; t < submitters; ++t)
    threads.emplace_back([&] {
      while (since(begun) < seconds) {
        const auto at = next++;
        if (at >= most) return;
        one(at);
      }
    });
  for (auto& thread : threads) thread.join();
  return static_cast<double>(std::min<std::size_t>(next, most)) / since(begun);
}

rounds::Ballot ballot_of(std::size_t i) {
  rounds::Ballot ballot;
  for (int q = 0; q < questions; ++q)
    ballot.answers.emplace_back("q" + std::to_string(q),
                                std::to_string(1 + (i * 7 + static_cast<std::size_t>(q) * 3) % 5));
  for (int f = 0; f < 3; ++f)
    ballot.facets.emplace_back("f" + std::to_string(f), "v" + std::to_string((i + static_cast<std::size_t>(f)) % 4));
  return ballot;
}

rounds::Plan plan_of(Day opens) {
  auto plan = rounds::test::plan_of(opens);
  plan.items.clear();
  plan.facets.clear();
  for (int q = 0; q < questions; ++q)
    plan.items.push_back(rounds::test::item(("q" + std::to_string(q)).c_str(), rounds::ItemKind::five));
  for (int f = 0; f < 3; ++f) {
    rounds::Facet facet{"f" + std::to_string(f), {"Kenmerk", "Facet"}, {}};
    for (int v = 0; v < 4; ++v) facet.options.push_back({"v" + std::to_string(v), {"Waarde", "Value"}});
    plan.facets.push_back(facet);
  }
  return plan;
}

void figure(const char* name, double value, const char* unit, const std::string& note, const char* limit = "",
            bool met = true) {
  std::printf("{\"name\":\"%s\",\"value\":%.3g,\"unit\":\"%s\",\"note\":\"%s\"", name, value, unit, note.c_str());
  if (*limit != '\0') std::printf(",\"limit\":\"%s\",\"met\":%s", limit, met ? "true" : "false");
  std::printf("}\n");
  std::fflush(stdout);
}

std::string text(double value, int decimals = 1) {
  char out[32];
  std::snprintf(out, sizeof out, "%.*f", decimals, value);
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const int people = argc > 2 ? std::atoi(argv[2]) : 50'000;
  if (sodium_init() < 0) return 1;
  SetClock clock{Instant{1'793'620'800'000'000}};
  const std::string folder = argv[1];
  rounds::test::House house(folder, clock);
  const SystemClock watch;
  // Two thousand units of which the first are the largest, in regions and branches.
  house.tenant =
      need(people::make_organisation(*house.store, clock, house.randomness, {"Bench", "en", "Europe/Amsterdam"}));
  need(house.store->write(store::Scope(house.tenant), [&](store::Writer& writer) -> Done {
    if (auto levels = people::set_levels(
            writer,
            {{0, {"Groep", "Group"}}, {1, {"Regio", "Region"}}, {2, {"Vestiging", "Branch"}}, {3, {"Team", "Team"}}});
        !levels)
      return levels;
    std::vector<UnitId> all;
    std::vector<people::Heads> heads;
    const int branches = units / 6, regions = branches / 10;
    for (int i = 0; i < units; ++i) {
      const bool region = i < regions, branch = !region && i < regions + branches;
      const std::optional<UnitId> parent = region ? std::optional<UnitId>()
                                           : branch
                                               ? std::optional(all[static_cast<std::size_t>(i % regions)])
                                               : std::optional(all[static_cast<std::size_t>(regions + i % branches)]);
      auto unit = people::make_unit(writer, clock, house.randomness,
                                    {"Unit " + std::to_string(i),
                                     region   ? 1
                                     : branch ? 2
                                              : 3,
                                     parent,
                                     Day{0},
                                     "",
                                     {}});
      if (!unit) return refuse(unit.error());
      all.push_back(*unit);
    }
    const int teams = units - branches - regions;
    for (int i = 0; i < teams; ++i)
      heads.push_back(
          {all[static_cast<std::size_t>(units - teams + i)], people / teams + (i < people % teams ? 1 : 0)});
    if (auto known = people::register_employees(writer, house.randomness, {}, heads, house.today()); !known)
      return refuse(known.error());
    return rounds::enter_consent(writer, house.acting(), rounds::Consent{Day{0}, "OR"});
  }));
  const auto id = house.plan(plan_of(house.today()));
  auto begun = steady_clock::now();
  const auto out = need(rounds::open_round(*house.services, house.tenant, house.acting(), id));
  figure("opening a round", since(begun), "s",
         std::to_string(out.size()) + " codes, " + std::to_string(units) + " units", "<= 10", since(begun) <= 10);

  // Customers' answers of the same number of ratings, as the API takes them in.
  const auto file = folder + "/ratings.csv";
  {
    std::ofstream csv(file);
    csv << "respondent id,hotel,day";
    for (int q = 0; q < questions; ++q) csv << ",rating " << q;
    csv << '\n';
    for (int row = 0; row < 50; ++row) {
      csv << "r-" << row << ",hotel 1,2026-09-1" << row % 10;
      for (int q = 0; q < questions; ++q) csv << ',' << (row + q) % 6;
      csv << '\n';
    }
  }
  feedback::Services answers(*house.store, clock, house.randomness, house.secrets);
  const auto seen = need(feedback::look_at_file(file, "ratings.csv", "en"));
  const auto import =
      need(feedback::begin_import(answers, house.tenant, house.acting(), file, "ratings.csv", seen.map));
  (void)need(feedback::run_import(answers, house.tenant, import, file, seen.map));
  const auto instrument = need(house.store->ask(store::Scope(house.tenant), [](store::Reader& reader) {
                            return feedback::instruments(reader);
                          })).at(0);
  const auto unit = out.front().unit;
  std::string body = "{";
  for (int q = 0; q < questions; ++q)
    body += (q == 0 ? "\"" : ",\"") + instrument->definition.questions.at(static_cast<std::size_t>(q)).key + "\":4";
  body += "}";
  std::atomic<std::size_t> sent{0};
  const auto answer = [&](std::size_t) {
    feedback::AnswerRow row;
    row.submission = "s" + std::to_string(sent++);
    row.instrument = instrument->id;
    row.version = instrument->version;
    row.unit = unit;
    row.day = house.today();
    row.experienced_at = row.received_at = clock.now();
    row.source = feedback::Source::api;
    row.body = body;
    (void)need(feedback::accept_answers(answers, house.tenant, {row}));
  };
  std::atomic<std::size_t> used{0};
  const auto receipt = [](std::size_t at) {
    auto hex = std::to_string(at);
    return std::string(32 - hex.size(), '0') + hex;
  };
  const auto say = [&](std::size_t) {
    const auto at = used++;
    if (at < out.size()) need(rounds::drop_in(*house.services, out[at].code, receipt(at), ballot_of(at)));
  };
  std::vector<double> ours, theirs;
  for (int turn = 0; turn < 3; ++turn) {
    ours.push_back(rate(seconds_each, out.size() / 6, say));
    theirs.push_back(rate(seconds_each, 1'000'000, answer));
  }
  std::sort(ours.begin(), ours.end());
  std::sort(theirs.begin(), theirs.end());
  figure("ballots accepted durably, 64 submitters", ours[1], "/s",
         "customers' answers on the same store " + text(theirs[1], 0) + " /s");
  figure("durable ballots / durable answers", ours[1] / theirs[1], "x",
         "a ballot is sealed, its code and week spent, its letter laid in", ">= 0.1", ours[1] / theirs[1] >= 0.1);

  (void)rate(3600, out.size() - std::min<std::size_t>(used, out.size()), say);
  clock.set(Instant{clock.now().micros + 3'600'000'000});
  begun = steady_clock::now();
  need(rounds::mix(*house.services, house.tenant));
  figure("mixing an open letterbox", since(begun), "s",
         std::to_string(people) + " letters of " + std::to_string(rounds::sealed_bytes(plan_of(house.today()))) +
             " bytes");
  clock.set(Instant{clock.now().micros + 8 * rounds::test::day_micros});
  double opened = 0, released = 0;
  begun = steady_clock::now();
  house.services->progress = [&](Tenant, std::string_view, double share) {
    if (share >= 0.3 && opened == 0) opened = since(begun);
    if (share >= 0.95 && released == 0) released = since(begun);
  };
  const auto closed = need(rounds::close_round(*house.services, house.tenant, house.acting(), id));
  const double all = since(begun);
  figure("closing a round, to the key destroyed", all, "s",
         std::to_string(closed.ballots.value_or(0)) + " ballots: opened in " + text(opened) + " s, released in " +
             text(released - opened) + " s, kept and emptied in " + text(all - released) + " s",
         "<= 60", all <= 60);
  return 0;
}
