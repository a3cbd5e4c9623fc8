// The board of a team, asked as a browser asks it: two million answers, 200,000 stories, 50,000 barriers, 20,000 follow-ups in
// 1,000 units. Of one hotel, of a region, of the whole. One JSON line a figure, for bench/run.
//   team_board_bench FOLDER [ANSWERS]
#include <sodium.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "actions/actions.hpp"
#include "barriers/statements.hpp"
#include "stories/row.hpp"

namespace {

using namespace goud;
namespace columns = store::columns;
using Ticks = std::chrono::steady_clock;

constexpr int units_made = 1'000, a_region = 50, promises_made = 12, days = 500;
constexpr int stories_made = 200'000, barriers_made = 50'000, follow_ups_made = 20'000;

struct World {
  std::vector<UnitId> units;
  std::vector<MomentId> moments;
  std::string instrument;
  Day today;
};

// Answers that are a function of their number; each says something of every promise.
class Made final : public columns::Source {
 public:
  Made(const World& world, std::int64_t answers) : world_(world), answers_(answers) {}
  std::int64_t read(Tenant, store::Reader&, std::int64_t after, int most, std::vector<columns::Entry>& out) override {
    const auto last = std::min<std::int64_t>(answers_, after + most);
    for (auto number = after + 1; number <= last; ++number) {
      columns::Entry entry;
      entry.answer = number;
      entry.day = world_.today.number - static_cast<int>(static_cast<std::uint64_t>(number) * 2654435761U % days);
      entry.unit = world_.units[static_cast<std::uint64_t>(number) * 40503U % world_.units.size()].text;
      out.push_back(std::move(entry));
    }
    return last;
  }
  void facts(Tenant, const columns::Entry& entry, columns::Dictionary& words,
             std::vector<columns::Fact>& out) override {
    for (int i = 0; i < promises_made; ++i) {
      const auto luck =
          (static_cast<std::uint64_t>(entry.answer) * 31U + static_cast<std::uint64_t>(i) * 17U) * 2654435761U >> 7U;
      const auto question = words.question(world_.instrument, "kept" + std::to_string(i), "promise");
      out.push_back({question, words.moment(world_.moments[static_cast<std::size_t>(i)].text), columns::State::answered,
                     words.choice(question, luck % 100 < 75 ? "yes" : "no"), 10'000});
    }
  }

 private:
  const World& world_;
  std::int64_t answers_;
};

template <class T>
T must(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "team_board_bench: %s\n", result.error().key.c_str());
    std::exit(1);
  }
  return std::move(*result);
}
void must(const Done& done) {
  if (done) return;
  std::fprintf(stderr, "team_board_bench: %s\n", done.error().key.c_str());
  std::exit(1);
}

double ms_since(Ticks::time_point start) {
  return std::chrono::duration<double, std::milli>(Ticks::now() - start).count();
}

void furnish(store::Writer& writer, const Clock& clock, Randomness& random, const promises::Acting& acting,
             World& world) {
  must(people::set_levels(writer, {{0, {"Groep", ""}}, {1, {"Regio", ""}}, {2, {"Hotel", ""}}}));
  std::vector<UnitId> regions;
  for (int i = 0; i < units_made; ++i) {
    const bool region = i % a_region == 0;
    world.units.push_back(must(people::make_unit(writer, clock, random,
                                                 {"Plek " + std::to_string(i),
                                                  region ? 1 : 2,
                                                  region ? std::nullopt : std::optional(regions.back()),
                                                  Day{0},
                                                  "",
                                                  {}})));
    if (region) regions.push_back(world.units.back());
  }
  must(moments::begin(writer, acting, clock, random));
  const auto journeys = moments::journeys(writer);
  const auto customers = std::find_if(journeys.begin(), journeys.end(),
                                      [](const auto& one) { return one.audience == promises::Audience::customer; });
  std::string questions;
  for (int i = 0; i < promises_made; ++i) {
    const auto number = std::to_string(i);
    world.moments.push_back(MomentId{uuid_v4(random)});
    (void)must(moments::add(writer, acting, customers->id, world.moments.back(),
                            {moments::Stage::care, {"Moment " + number, ""}}));
    const PromiseId promise{uuid_v4(random)};
    (void)must(promises::add(writer, acting, promise,
                             {promises::Audience::customer, {"Belofte " + number, ""}, 0.85, 0.7, Day{0}}));
    (void)must(moments::place(writer, acting, world.moments.back(), {promise}, std::nullopt));
    questions += (i > 0 ? "," : "") + std::string(R"({"key":"kept)") + number + R"(","kind":"promise","promise":")" +
                 promise.text + R"(","moment":")" + world.moments.back().text + R"(","text":{"nl":"Vraag"}})";
  }
  world.instrument = uuid_v4(random);
  (void)must(feedback::add_instrument(
      writer, acting, InstrumentId{world.instrument},
      must(feedback::definition_from(R"({"key":"stay","title":{"nl":"Verblijf"},"languages":["nl"],"questions":[)" +
                                     questions + "]}"))));
}

void tell(store::Writer& writer, Randomness& random, const World& world, int i) {
  stories::Story story;
  story.id = "story-" + std::to_string(i);
  story.unit = world.units[random.below(world.units.size())];
  story.moment = world.moments[random.below(world.moments.size())];
  story.day = Day{world.today.number - static_cast<int>(random.below(days))};
  story.week = monday_of(*story.day);
  story.expectation = static_cast<feedback::Expectation>(random.below(3));
  story.language = "nl";
  story.text = "Verhaal nummer " + std::to_string(i) + " van een gast die iets meemaakte en het vertelde.";
  story.may_share = random.below(2) == 0;
  if (story.may_share && random.below(2) == 0) {
    story.standing = stories::Standing::shared;
    story.shared_text = story.text;
  }
  (void)stories::add(writer, {.story = std::move(story)});
}

void meet(store::Writer& writer, Randomness& random, const World& world, const promises::Acting& acting, int i) {
  const std::string id = uuid_v4(random);
  const int since = world.today.number - static_cast<int>(random.below(400));
  writer.run(barriers::sql::insert, {{":id", id},
                                     {":unit", world.units[random.below(world.units.size())].text},
                                     {":moment", world.moments[random.below(world.moments.size())].text},
                                     {":kind", "tools"},
                                     {":title", "Belemmering " + std::to_string(i)},
                                     {":language", "nl"},
                                     {":first_week", since},
                                     {":last_week", since},
                                     {":since", since},
                                     {":answer_by", since + 1},
                                     {":level", 2}});
  auto one = barriers::barrier(writer, id).value();
  one.reports = static_cast<int>(1 + random.below(39));
  one.minutes = one.reports * 15;
  constexpr std::int64_t day_micros = 86'400'000'000;
  const Instant then{acting.now.micros - (world.today.number - since) * day_micros};
  const auto luck = random.below(10);
  if (luck < 8) one = must(barriers::acknowledge(one, "noor", {}, then));
  if (luck < 6) one = must(barriers::solve(one, "gedaan", then));
  if (luck < 5) one = barriers::say(one, true, then);
  must(barriers::keep(writer, acting, one, ""));
}

void let_down(store::Writer& writer, Randomness& random, const World& world, Instant now, int i) {
  actions::FollowUp one;
  one.id = "answer-" + std::to_string(i);
  one.seq = i + 1;
  one.unit = world.units[random.below(world.units.size())];
  one.moment = world.moments[random.below(world.moments.size())];
  one.day = Day{world.today.number - static_cast<int>(random.below(days))};
  one.language = "nl";
  one.reach = actions::Reach::telephone;
  one.heard = now;
  one.due = {now.micros + std::int64_t{2} * 86'400'000'000};
  must(actions::begin(writer, one));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || sodium_init() < 0) return 2;
  const std::string folder = argv[1];
  const std::int64_t answers = argc > 2 ? std::atoll(argv[2]) : 2'000'000;
  const std::vector<store::Room> rooms{mail::room(),     people::room(),   values::room(), promises::room(),
                                       moments::room(),  feedback::room(), rounds::room(), stories::room(),
                                       barriers::room(), actions::room()};
  const SetClock clock{Instant{1'793'620'800'000'000}};
  SeededRandomness random(1);
  auto opened = must(
      store::open({.path = folder + "/goud.db", .durability = store::Durability::off, .readers = 2}, rooms, clock));
  auto& store = *opened;
  const auto tenant = must(people::make_organisation(store, clock, random, {"Bench", "nl", "Europe/Amsterdam"}));
  const store::Scope scope(tenant);
  World world;
  world.today = must(day_in(clock.now(), "Europe/Amsterdam"));
  const promises::Acting acting{"noor", clock.now(), world.today};
  const auto started = Ticks::now();
  must(store.write(scope, [&](store::Writer& writer) -> Done {
    furnish(writer, clock, random, acting, world);
    return {};
  }));
  const auto many = [&](int count, const auto& one) {
    for (int from = 0; from < count; from += 1'000)
      must(store.write(scope, [&](store::Writer& writer) -> Done {
        for (int i = from; i < std::min(from + 1'000, count); ++i) one(writer, i);
        return {};
      }));
  };
  many(stories_made, [&](store::Writer& writer, int i) { tell(writer, random, world, i); });
  many(barriers_made, [&](store::Writer& writer, int i) { meet(writer, random, world, acting, i); });
  many(follow_ups_made, [&](store::Writer& writer, int i) { let_down(writer, random, world, clock.now(), i); });
  Made source(world, answers);
  auto counting = must(columns::open({.directory = folder + "/columns", .idle_seconds = 0}, store, source));

  const people::Secrets secrets(std::array<unsigned char, 32>{});
  feedback::Services heard(store, clock, random, secrets);
  stories::Services told{store, clock, random, secrets, heard};
  mail::Services letters{store, clock};
  actions::Services services{store, clock, random, secrets, heard, *counting, told, letters};
  http::Router router;
  actions::routes(router, services);
  const auto ask = [&](const std::string& unit) {
    http::Request request;
    request.method = http::Method::get;
    request.path = "/api/v1/team/" + unit + "/board";
    request.in_path["unit"] = unit;
    request.language = "nl";
    http::Caller caller{.tenant = tenant};
    caller.account = AccountId{"noor"};
    caller.role = http::Role::owner;
    request.caller = std::move(caller);
    const auto answer = router.call(request);
    if (!answer || answer->status != 200) std::exit(1);
    return std::get<std::string>(answer->body);
  };
  const auto p95 = [&](const std::vector<std::string>& of) {
    std::vector<double> times;
    for (const auto& unit : of) {
      const auto begun = Ticks::now();
      (void)ask(unit);
      times.push_back(ms_since(begun));
    }
    std::sort(times.begin(), times.end());
    return times[times.size() * 95 / 100];
  };
  const auto first = ask(world.units[1].text);  // the columns catch up
  const auto fed = ms_since(started) / 1000;
  const bool full = first.find("\"state\":\"not_asked\"") == std::string::npos;
  std::vector<std::string> hotels, regions;
  for (int i = 0; i < 40; ++i) {
    hotels.push_back(world.units[static_cast<std::size_t>(i * 23 + 1)].text);
    regions.push_back(world.units[static_cast<std::size_t>(i % 20 * a_region)].text);
  }
  const double of_hotel = p95(hotels), of_region = p95(regions);
  const std::string whole =
      must(store.ask(scope, [](store::Reader& reader) { return people::unit_tree(reader).units().front().id.text; }));
  const double of_all = p95(std::vector<std::string>(20, whole));
  char note[300];
  std::snprintf(
      note, sizeof note,
      "of %lld answers, %d stories, %d barriers, %d units; region %.0f ms, whole organisation %.0f ms; fed in %.0f s",
      static_cast<long long>(answers), stories_made, barriers_made, units_made, of_region, of_all, fed);
  std::printf(
      "{\"name\":\"team board of a hotel, p95\",\"value\":%.2f,\"unit\":\"ms\",\"limit\":\"<= "
      "150\",\"met\":%s,\"note\":\"%s\"}\n",
      of_hotel, full && of_hotel <= 150 ? "true" : "false", note);
  std::printf(
      "{\"name\":\"team board of the whole, p95\",\"value\":%.2f,\"unit\":\"ms\",\"limit\":\"<= "
      "150\",\"met\":%s,\"note\":\"%s\"}\n",
      of_all, of_all <= 150 ? "true" : "false", "every unit, story and barrier counts along");
  return 0;
}
