#include "cli/demo/team_starts.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "stories/stories.hpp"
#include "text/redaction.hpp"

namespace goud::cli::demo {
namespace {

constexpr double shared_share = 0.80, kept_back_share = 0.07;  // of what may be shared; the rest is still to be checked
constexpr int looked_at = 2000;

constexpr std::string_view reasons_to_keep[] = {"Wijst te veel naar één gast.", "Gaat over iets wat nog loopt.",
                                                "Kwetst een collega die herkend wordt."};

struct ThemePlan {
  Wording name;
  std::vector<std::vector<std::string>> all_of;
  std::vector<std::string> none_of;
  std::optional<stories::Expectation> expectation;
};
std::vector<ThemePlan> theme_plans() {
  using enum stories::Expectation;
  return {
      {{"Iemand lette op", "Somebody noticed"},
       {{"gezien", "onthield", "onthouden", "gedacht", "wisten", "herkende", "remembered", "noticed", "thought",
         "knew"}},
       {"niemand", "nobody"},
       better},
      {{"Mocht zelf beslissen", "Could decide"},
       {{"beslissen", "opgelost", "mocht", "decide", "solved", "allowed"}},
       {"niet", "not"},
       {}},
      {{"Kende mij nog", "Knew me"},
       {{"naam", "vorige", "nog", "name", "again"}, {"wisten", "kennen", "kenden", "weer", "knew", "know"}},
       {},
       better},
      {{"Wachten zonder uitleg", "Waiting without a reason"},
       {{"wachten", "wachtte", "gewacht", "uur", "kwartier", "waiting", "wait", "hour"},
        {"niemand", "waarom", "reden", "zucht", "nobody", "why", "sigh"}},
       {},
       less},
      {{"Kastje naar de muur", "From pillar to post"},
       {{"terugbellen", "doorgestuurd", "automatisch", "formulier", "voorwaarden", "navragen", "automatic", "form",
         "conditions", "ring"}},
       {},
       less},
  };
}

struct Thanks {
  std::string_view behaviour, text;
};
constexpr Thanks thanks[] = {
    {"Bracht iets na", "De oplader zelf naar het station gebracht. De trein ging over zes minuten."},
    {"Zei waarom", "Liep naar de hele rij toe en legde uit wat er aan de hand was."},
    {"Nam een dienst over", "Ik kon naar de zwemles. Zonder te hoeven vragen."},
    {"Loste het zelf op", "Taxi geregeld en daarna verteld. Zo doen we dat."},
    {"Had het gezien", "Een briefje bij de knuffel gelegd. Die ouders hebben het er nog over."},
    {"Hielp een andere afdeling", "Stond een half uur af te wassen zonder dat iemand het vroeg."},
    {"Leerde het mij", "Drie keer uitgelegd en niet één keer gezucht."},
    {"Zei het eerlijk", "Dat de kamer nog niet goed genoeg was, en hoe lang het duurde."},
    {"Bleef rustig", "Veertig man voor de deur en een oven die niet deed."},
    {"Dacht vooruit", "Groep van zondag op donderdag al doorgegeven."},
    {"Told it straight", "Said that it would be an hour, and it was an hour."},
    {"Was there", "Came in on a day off for the new colleague."},
};

struct Agreed {
  std::string_view who, what;
  int due_in;
};
constexpr Agreed agreements[] = {
    {"Late dienst", "belt elke gast zodra de kamer klaar is", 7},
    {"Housekeeping", "zegt voor half drie welke kamers niet lukken", 7},
    {"Receptie", "heeft koffie en fris binnen bereik staan", 3},
    {"Vroege dienst", "hangt de wachttijd op een bord", 5},
    {"Allen", "lezen de kaart van deze week voor de dienst", 7},
    {"Leiding", "vraagt na wanneer de tweede automaat komt", 10},
    {"Kamerschoonmaak", "loopt een dag mee bij de receptie", 14},
    {"Bediening", "vult bij om kwart voor tien", 7},
    {"Noor", "komt vrijdag om vier uur kijken", 5},
    {"Techniek", "kijkt dinsdag naar de telefoon op de gang", 7},
};

Done told_later(store::Writer& writer, const stories::Story& story, Day today, Randomness& random) {
  if (!story.expectation || random.unit() >= asked_later) return {};
  const auto& shares = told_on[static_cast<int>(*story.expectation)];
  auto left = random.unit();
  int times = 0;
  while (times < 3 && left >= shares[times]) left -= shares[times++];
  auto noted = stories::note_retold(writer, story.id, static_cast<stories::Retold>(times), today);
  return noted ? Done{} : refuse(noted.error());
}

Done check(store::Writer& writer, const promises::Acting& acting, const stories::Story& story,
           const text::NameList& names, Randomness& random) {
  const auto drawn = random.unit();
  if (drawn < shared_share) {
    const auto found = text::find_private(story.text, names);
    auto shared = stories::share(writer, acting, story.id, text::redacted(story.text, found, story.language));
    return shared ? Done{} : refuse(shared.error());
  }
  if (drawn >= shared_share + kept_back_share) return {};
  auto kept = stories::keep_back(writer, acting, story.id,
                                 std::string(reasons_to_keep[random.below(std::size(reasons_to_keep))]));
  return kept ? Done{} : refuse(kept.error());
}

}  // namespace

Done look_after_stories(store::Writer& writer, const Founding& founding, const Floor& floor, Day since, Day monday,
                        Randomness& random) {
  promises::Acting acting = founding.on(monday);
  acting.actor = floor.leads.front();
  const auto names = stories::names(writer);
  const text::NameList known(names);
  stories::Filter filter;
  filter.most = looked_at;
  filter.from = since;
  filter.to = Day{monday.number - 1};
  filter.to_check = true;
  for (const auto& story : stories::stories(writer, filter))
    if (auto done = check(writer, acting, story, known, random); !done) return done;
  filter.to_check = false;
  filter.teller = stories::Teller::customer;
  filter.from = Day{monday.number - 28};
  filter.to = Day{monday.number - 22};
  for (const auto& story : stories::stories(writer, filter))
    if (auto done = told_later(writer, story, monday, random); !done) return done;
  return {};
}

Done lay_themes(store::Writer& writer, const Founding& founding) {
  for (const auto& plan : theme_plans()) {
    stories::Theme theme{.name = {std::string(plan.name.nl), std::string(plan.name.en)},
                         .all_of = plan.all_of,
                         .none_of = plan.none_of,
                         .expectation = plan.expectation};
    theme.revision = 0;
    auto kept = stories::keep_theme(writer, founding.on(Day{founding.days.last.number - 120}), theme);
    if (!kept) return refuse(kept.error());
  }
  return {};
}

Done choose_three(store::Writer& writer, const Founding& founding, Day monday) {
  stories::Filter filter;
  filter.only_shared = true;
  filter.from = Day{monday.number - 14};
  filter.most = looked_at;
  int better = 0, floor = 0, less = 0;
  for (const auto& story : stories::stories(writer, filter)) {
    const bool of_floor = story.teller != stories::Teller::customer;
    auto& count = of_floor ? floor : story.expectation == stories::Expectation::better ? better : less;
    if (count > 0 || (!of_floor && story.expectation == stories::Expectation::as)) continue;
    ++count;
    if (auto done = stories::choose(writer, founding.on(monday), story.id, monday); !done) return done;
  }
  return {};
}

Done thank_each_other(store::Writer& writer, const Founding& founding, const Places& places, const Floor& floor,
                      Day monday, Randomness& random) {
  for (int i = 0; i < 6; ++i) {
    const auto hotel = i == 0 ? 0 : random.below(hotels().size());
    const auto from = random.below(3), to = (from + 1 + random.below(2)) % 3;
    const auto& what = thanks[random.below(std::size(thanks))];
    promises::Acting acting = founding.on(Day{monday.number - 7 + static_cast<int>(random.below(6))});
    acting.actor = floor.passes[hotel][from];
    stories::Kudos kudos;
    kudos.unit = places.departments[hotel][to];
    if (random.unit() < 0.8) kudos.to = floor.passes[hotel][to];
    kudos.value = floor.values[random.below(3)];
    kudos.behaviour = what.behaviour;
    kudos.text = what.text;
    auto thanked = stories::thank(writer, acting, kudos);
    if (!thanked) return refuse(thanked.error());
    if (thanked->to.empty() || random.unit() >= 0.6) continue;
    acting.actor = thanked->to;
    if (auto named = stories::name_kudos(writer, acting, thanked->id, true); !named) return named;
  }
  return {};
}

Done meet(actions::Services& services, Tenant tenant, const Founding& founding, const Places& places,
          const Floor& floor, Day monday, Randomness& random) {
  for (const auto code : teams_that_meet) {
    const auto hotel = std::ranges::find(hotels(), code, &HotelPlan::code) - hotels().begin();
    promises::Acting acting = founding.on(monday);
    acting.actor = floor.leads[static_cast<std::size_t>(hotel)];
    auto kit = actions::make_kit(services, tenant, acting, places.hotels.at(code), monday);
    if (!kit) return refuse(kit.error());
    // This week's still has to be held; in Breda it was skipped now and then.
    if (monday.number + 7 > founding.days.last.number || (code == "brd" && random.unit() < 0.5)) continue;
    std::vector<std::string> done;
    for (const auto& one : kit->last)
      if (!one.done && random.unit() < 0.7) done.push_back(one.id);
    std::vector<actions::Agreement> agreed;
    const auto many = 1 + random.below(2);
    const auto first = random.below(std::size(agreements));
    for (std::size_t i = 0; i < many; ++i) {
      const auto& plan = agreements[(first + i) % std::size(agreements)];
      agreed.push_back({{}, std::string(plan.who), std::string(plan.what), Day{monday.number + plan.due_in}, {}});
    }
    const int minutes = 8 + static_cast<int>(random.below(6)), people = 5 + static_cast<int>(random.below(9));
    auto held = services.store.change(store::Scope(tenant), [&](store::Writer& writer) {
      return actions::hold(writer, acting, kit->id, minutes, people, done, agreed, kit->revision);
    });
    if (!held) return refuse(held.error());
  }
  return {};
}

}  // namespace goud::cli::demo
