#include "cli/demo/hindrances.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "kernel/random.hpp"

namespace goud::cli::demo {
namespace {

using enum barriers::Kind;

constexpr BarrierText texts[] = {
    {0, "checkin", tools, "Kamerstatus komt op papier", "Een tablet aan de balie, met de kamers van nu", ""},
    {0, "checkin", not_there, "Eén sleutelautomaat doet het", "Tweede automaat gemaakt, reservekaarten in de la", ""},
    {0, "checkin", not_allowed, "Mag geen drankje schenken bij wachten", "Mag: koffie, thee, fris, zonder te vragen",
     "Schenken in de hal mag hier niet van de gemeente; wel gratis aan de bar, en dat mag je zelf zeggen"},

    {0, "checkin", too_busy, "Eén balie open op vrijdag", "Vrijdag van drie tot zes een tweede balie",
     "Er is tot maart geen tweede collega; groepen komen nu via de zijdeur"},
    {0, "checkin", not_known, "Niet te zien wie er met een groep komt", "Groepen staan een dag eerder op de lijst", ""},
    {0, "checkin", tools, "Sleutelkaarten doen het één op de tien keer niet", "Nieuwe kaarten van een ander merk", ""},
    {0, "checkin", not_there, "Geen stoelen in de hal", "Zes stoelen uit de vergaderzaal",
     "De hal is een vluchtweg; er staat nu een bank in de nis"},
    {0, "checkin", other, "Regen waait de hal in", "Tochtdeur bijgesteld", ""},
    {0, "checkin", tools, "Check-in screen freezes when two of us work in it", "New version installed", "", true},
    {0, "checkout", tools, "Factuurprinter hapert", "Printer vervangen", ""},
    {0, "checkout", not_allowed, "Mag een fout op de rekening niet zelf herstellen", "Tot € 50 herstel je het zelf",
     ""},
    {0, "checkout", not_known, "Minibar wordt te laat doorgegeven", "Housekeeping geeft hem voor negen uur door", ""},
    {0, "checkout", too_busy, "Alle groepen om tien uur", "Groepen kiezen nu uit drie tijden",
     "De bussen rijden om half elf; daar veranderen wij niets aan"},
    {0, "after", not_known, "Gevonden spullen liggen op drie plekken", "Eén kast, één lijst", ""},
    {0, "after", too_busy, "Mail van gasten blijft liggen in het weekend", "Zaterdag een uur voor de mail", ""},
    {0, "after", not_allowed, "Mag niets opsturen zonder formulier", "Opsturen mag, tot € 50", ""},
    {0, "booking", not_known, "Kosten van wijzigen staan nergens", "Eén blad met de regels", ""},
    {0, "booking", tools, "Opmerking van de gast verdwijnt bij wijzigen", "",
     "De leverancier lost het in mei op; tot dan typen we het over"},
    {0, "roster", not_known, "Rooster pas negen dagen vooruit", "",
     "De planner werkt vanaf januari drie weken vooruit; eerder lukt het niet"},
    {0, "deciding", not_known, "Niemand weet wat we zelf mogen", "De kaart hangt bij de balie", ""},
    {0, "deciding", not_allowed, "Late uitcheck moet langs de leiding", "Mag zelf, als de kamer vrij is", ""},
    {0, "first_week", not_there, "Geen pas en uniform op de eerste dag", "Ligt klaar op de vrijdag ervoor", ""},

    {1, "room", not_there, "Te weinig dekbedden op de derde", "Veertig nieuwe, verdeeld over de verdiepingen", ""},
    {1, "room", tools, "Stofzuiger van de tweede is stuk", "Gemaakt, en een reserve in het hok", ""},
    {1, "room", too_busy, "Twintig minuten voor een familiekamer", "Familiekamers krijgen vijfendertig minuten",
     "Meer tijd past niet in deze begroting; jullie kiezen zelf welke kamer langer mag"},
    {1, "room", not_known, "Lijst verandert vijf keer op een ochtend", "Eén lijst om acht uur, daarna bellen", ""},
    {1, "room", not_there, "Geen schone lakens op zondag", "Levering nu ook op zaterdag", ""},
    {1, "room", tools, "Lift bezet tussen elf en twee", "",
     "Er is één lift; gasten gaan voor. Karren staan nu per verdieping"},
    {1, "room", other, "Kamers met een hond staan niet op de lijst", "Staan erop, met een half uur extra", ""},
    {1, "room", tools, "Karretje trekt naar links", "Wielen vervangen", ""},
    {1, "room", not_allowed, "Mag niet zeggen dat een kamer nog niet goed is", "Mag, en de receptie krijgt een andere",
     ""},
    {1, "room", not_there, "Not enough towels before nine", "Towels come up at half past seven", "", true},
    {1, "room", not_known, "Nobody tells us which guests leave early", "Early departures are on the list", "", true},
    {1, "checkin", not_known, "Weet niet welke kamer de receptie eerst wil", "Top tien hangt in het hok, om elf uur",
     ""},
    {1, "checkin", tools, "Telefoon op de gang doet het niet", "Nieuwe telefoon op elke verdieping", ""},
    {1, "first_week", too_busy, "Nieuwe collega staat meteen alleen op een gang", "Eerste week met z’n tweeën", ""},
    {1, "roster", not_known, "Zondag pas op donderdag bekend", "",
     "Zondag hangt af van de bezetting; wie vast vrij wil, zegt het de planner"},
    {1, "deciding", not_allowed, "Voor een extra kussen moet ik bellen", "Kast is open", ""},
    {1, "course", not_there, "Beloofde cursus staat niet in het rooster", "Staat in februari, met vervanging", ""},

    {2, "breakfast", tools, "Kassa print geen kamernummer", "Instelling aangepast", ""},
    {2, "breakfast", not_there, "Te weinig kopjes op zondag", "Tweehonderd kopjes erbij", ""},
    {2, "breakfast", too_busy, "Twee man bediening voor honderd gasten", "Zondag een derde erbij",
     "Er is niemand te vinden; op zondag helpt de keuken met afruimen"},
    {2, "breakfast", not_known, "Allergie staat niet op de bon", "Staat erop, in rood", ""},
    {2, "breakfast", tools, "Koffiemachine valt uit om negen uur", "Ontkalkt, en een onderhoudsdag per maand", ""},
    {2, "breakfast", not_allowed, "Mag geen ei bakken buiten de kaart om", "Mag, als de keuken ja zegt", ""},
    {2, "breakfast", not_there, "Bestelling komt na het ontbijt", "Bakker levert nu om zes uur", ""},
    {2, "breakfast", other, "Vaatwasser lekt", "Slang vervangen", ""},
    {2, "breakfast", not_known, "We do not know how many come down", "Number on the board at six", "", true},
    {2, "breakfast", tools, "The tray lift is stuck again", "Mended, and a number to ring", "", true},
    {2, "roster", too_busy, "Dubbele dienst in het weekend", "",
     "Tot de vacature is vervuld blijft dit; de dubbele dienst wordt dubbel betaald"},
    {2, "deciding", not_allowed, "Mag geen ontbijt weggeven", "Mag, tot € 50", ""},
    {2, "first_week", not_known, "Niemand wijst de brandtrap", "Eerste dag: een ronde met techniek", ""},
    {2, "course", not_there, "Geen vervanging als ik op cursus ga", "",
     "In december kan niemand gemist worden; vanaf januari wel"},
};

constexpr int weeks_compared = 12;
constexpr std::array stays_by_size{3, 6,  5, 12,
                                   0, 10, 7};  // Groningen, Haarlem, Leiden, Den Bosch, Zwolle, Breda, Delft
constexpr int intense_ones = 28;

int minutes_lost(Randomness& random) {
  const auto drawn = random.unit();
  return drawn < 0.40 ? 5 : drawn < 0.70 ? 15 : drawn < 0.90 ? 30 : 60;
}

void lose_time(Hindrance& one, Randomness& random) {
  std::ranges::sort(one.named);
  std::ranges::sort(one.unnamed);
  one.minutes.clear();
  for (std::size_t i = 0; i < one.named.size() + one.unnamed.size(); ++i) one.minutes.push_back(minutes_lost(random));
}

// A day without the three, by how its guests were treated: all kept, most, half, fewer.
double without_the_three(int kept, int asked) {
  if (asked == 0) return 0.42;
  const double share = static_cast<double>(kept) / asked;
  return share == 1 ? 0.70 : share > 0.5 ? 0.35 : share == 0.5 ? 0.20 : 0.05;
}

// What the manager did with one that is still met: little yet, for most were noticed late.
void lately(Hindrance& one, const Calendar& days, int which, Randomness& random) {
  const auto ago = [&](int back) { return Day{days.last.number - back}; };
  switch (which % 5) {
    case 0:
      one.acknowledged = ago(1 + static_cast<int>(random.below(2)));
      break;
    case 1:
      one.acknowledged = ago(1);
      break;
    case 2:
      break;
    case 3:
      one.acknowledged = ago(4);
      if (!one.text->done.empty()) one.solved = ago(0);
      break;
    default:
      one.acknowledged = ago(2);
      break;
  }
}

std::vector<Hindrance> the_three(const std::vector<Visit>& stays, const Calendar& days, Randomness& random) {
  std::map<std::pair<int, int>, std::pair<int, int>> guests;  // hotel and day: kept, asked
  const auto& promise = promises_of(Touch::checkin).front();
  for (const auto& stay : stays) {
    if (stay.touch != Touch::checkin || stay.day < days.check_in_break || !counts(stay.promises[0])) continue;
    auto& [kept_ones, asked] = guests[{stay.hotel, stay.day.number}];
    kept_ones += kept(stay.promises[0], promise) ? 1 : 0;
    ++asked;
  }
  std::vector<Hindrance> all;
  for (int hotel = 0; hotel < std::ssize(hotels()); ++hotel) {
    Hindrance here[explaining];
    for (int day = days.check_in_break.number; day < days.last.number; ++day) {
      const auto [kept_ones, asked] = guests[{hotel, day}];
      if (random.unit() < without_the_three(kept_ones, asked)) continue;
      const auto surely = random.below(explaining);
      for (std::size_t i = 0; i < explaining; ++i)
        if (i == surely || random.unit() < 0.8) here[i].named.push_back(Day{day});
    }
    for (int i = 0; i < explaining; ++i) {
      auto& one = here[i];
      one.hotel = hotel;
      one.text = &texts[i];
      one.intense = true;
      const auto unnamed = 3 + random.below(5);
      for (std::uint64_t told = 0; told < unnamed; ++told)
        one.unnamed.push_back(Day{days.check_in_break.number + static_cast<int>(random.below(50))});
      lately(one, days, hotel + i, random);
      if (i == 0 && hotels()[hotel].code == "zwl")
        one.acknowledged = Day{days.last.number - limit_days - 3};  // three days over time
      if (i == 2 && (hotels()[hotel].code == "ldn" || hotels()[hotel].code == "hrn")) {
        one.acknowledged = one.cannot = Day{days.last.number - 1};
        one.solved.reset();
      }
      lose_time(one, random);
      all.push_back(std::move(one));
    }
  }
  return all;
}

// One that is met again and again, whatever guests say.
Hindrance of_many_days(int which, const Calendar& days, Randomness& random) {
  Hindrance one;
  one.hotel = stays_by_size[static_cast<std::size_t>(which) % stays_by_size.size()];
  one.intense = true;
  for (int day = days.last.number - 7 * weeks_compared + 1; day < days.last.number; ++day)
    if (random.unit() < 0.38) one.named.push_back(Day{day});
  const auto unnamed = random.below(7);
  for (std::uint64_t told = 0; told < unnamed; ++told)
    one.unnamed.push_back(Day{days.last.number - 7 - static_cast<int>(random.below(70))});
  return one;
}

Hindrance of_a_few_days(int which, const Calendar& days, Randomness& random) {
  Hindrance one;
  one.hotel = which % static_cast<int>(hotels().size());
  const int first = days.last.number - 3 - static_cast<int>(random.below(360));
  const int stood = 2 + static_cast<int>(random.below(8));
  const int until = std::min(first + stood, days.last.number - 1);
  one.named.push_back(Day{first});
  while (random.unit() < 0.52 && one.named.size() + one.unnamed.size() < 9) {
    const Day day{first + static_cast<int>(random.below(static_cast<std::uint64_t>(until - first + 1)))};
    (random.unit() < 0.55 ? one.named : one.unnamed).push_back(day);
  }
  return one;
}

void settle(Hindrance& one, const Calendar& days, Randomness& random) {
  const auto later = [&](Day from, int least, std::uint64_t span) {
    const Day day{from.number + least + static_cast<int>(random.below(span))};
    return day < days.last ? std::optional(day) : std::nullopt;
  };
  const auto first = one.named.front();
  const auto last = std::max(one.named.back(), one.unnamed.empty() ? one.named.back() : one.unnamed.back());
  one.acknowledged = random.unit() < acknowledged_in_time ? later(first, 1, 1) : later(first, 2, 6);
  if (!one.acknowledged) return;
  const bool hopeless = one.text->done.empty() || (!one.text->because.empty() && random.unit() < 0.3);
  auto over = later(std::max(*one.acknowledged, last), 1, 6);
  if (!over) return;
  if (hopeless) {
    one.cannot = over;
    return;
  }
  one.solved = over;
  if (const auto said = later(*over, 1, 5); said && random.unit() < 0.85) {
    one.said = said;
    one.gone = random.unit() < gone_at_once;
  }
}

}  // namespace

std::span<const BarrierText> barrier_texts() { return texts; }

std::vector<Hindrance> hindrances(const std::vector<Visit>& stays, const Calendar& days, std::uint64_t seed) {
  SeededRandomness random(seed ^ 0xba221e25ULL);
  auto all = the_three(stays, days, random);
  // No hotel meets the same one twice.
  std::vector<std::vector<bool>> met(hotels().size(), std::vector<bool>(std::size(texts), false));
  const auto draw = [&](Hindrance& one) {
    auto& of_hotel = met[static_cast<std::size_t>(one.hotel)];
    auto at = explaining + random.below(std::size(texts) - explaining);
    while (of_hotel[at]) at = at + 1 == std::size(texts) ? explaining : at + 1;
    of_hotel[at] = true;
    one.text = &texts[at];
  };
  for (int i = 0; i < intense_ones; ++i) {
    auto one = of_many_days(i, days, random);
    draw(one);
    // Of a moment that every guest meets, so that it can be compared.
    while (one.text->moment != "checkin" && one.text->moment != "room") draw(one);
    lose_time(one, random);
    lately(one, days, i, random);
    if (i % 10 == 9) one.acknowledged = Day{days.last.number - limit_days - 2};
    all.push_back(std::move(one));
  }
  while (all.size() < barriers_met) {
    auto one = of_a_few_days(static_cast<int>(all.size()), days, random);
    draw(one);
    lose_time(one, random);
    settle(one, days, random);
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace goud::cli::demo
