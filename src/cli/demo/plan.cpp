#include "cli/demo/plan.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace goud::cli::demo {
namespace {

constexpr Wording region_names[] = {
    {"Noord en Oost", "North and East"}, {"West", "West"}, {"Zuid", "South"}};

constexpr HotelPlan hotel_plans[] = {
    {"zwl", "Zwolle", 0, 21000},    {"dev", "Deventer", 0, 15500},   {"lwd", "Leeuwarden", 0, 13000},
    {"grn", "Groningen", 0, 24500}, {"asn", "Assen", 0, 9000},       {"ldn", "Leiden", 1, 22000},
    {"hrl", "Haarlem", 1, 23500},   {"dlf", "Delft", 1, 18000},      {"gda", "Gouda", 1, 10500},
    {"hrn", "Hoorn", 1, 9500},      {"brd", "Breda", 2, 20000},      {"mdb", "Middelburg", 2, 12000},
    {"htb", "Den Bosch", 2, 21500}, {"rmd", "Roermond", 2, 10000},
};

constexpr DepartmentPlan department_plans[] = {{"rec", "Receptie", .22},
                                               {"hk", "Housekeeping", .35},
                                               {"rst", "Restaurant", .27},
                                               {"kok", "Keuken", .10},
                                               {"tek", "Techniek", .06}};
constexpr int housekeeping = 1;

constexpr StagePlan guests[] = {{"see", "Marketing"}, {"think", "Sales"}, {"do", "Reservering"}, {"care", ""}};
constexpr StagePlan colleagues[] = {{"see", "Recruitment"}, {"think", "Team"}, {"do", "HR"}, {"care", "Leidinggevende"}};

// Every owner that stages and moments name, and who stands above them.
constexpr RolePlan role_plans[] = {{{"Raad van bestuur", "Executive board"}, 1},
                                   {{"Algemeen directeur", "Managing director"}, 2},
                                   {{"Marketing", "Marketing"}, 3},
                                   {{"Sales", "Sales"}, 3},
                                   {{"HR", "HR"}, 3},
                                   {{"Hotelmanager", "Hotel manager"}, 3},
                                   {{"Recruitment", "Recruitment"}, 4},
                                   {{"Reservering", "Reservations"}, 4},
                                   {{"Frontofficemanager", "Front office manager"}, 4},
                                   {{"Hoofd housekeeping", "Head of housekeeping"}, 4},
                                   {{"Chef-kok", "Head chef"}, 4},
                                   {{"Leidinggevende", "Team lead"}, 4},
                                   {{"HR-adviseur", "HR adviser"}, 5},
                                   {{"Planner", "Planner"}, 5},
                                   {{"Team", "Team"}, 5}};

using enum Listener;

constexpr MomentPlan moment_plans[] = {
    {"website", guest, "see", {"Website vinden", "Finding the website"}, "web", "", false, 0.55,
     {"onze website", "our website"}},
    {"choosing", guest, "think", {"Kamer kiezen", "Choosing a room"}, "web", "", false, 0.75,
     {"het kiezen van uw kamer", "choosing your room"}},
    {"booking", guest, "do", {"Boeken", "Booking"}, "web", "", true, 0.80, {"uw boeking", "your booking"}},
    {"checkin", guest, "care", {"Inchecken", "Checking in"}, "on_site", "Frontofficemanager", true, 1.00,
     {"het inchecken", "checking in"}},
    {"room", guest, "care", {"Kamer en rust", "Room and quiet"}, "on_site", "Hoofd housekeeping", true, 1.00,
     {"uw kamer", "your room"}},
    {"breakfast", guest, "care", {"Ontbijt", "Breakfast"}, "on_site", "Chef-kok", false, 0.72,
     {"het ontbijt", "breakfast"}},
    {"checkout", guest, "care", {"Uitchecken", "Checking out"}, "on_site", "Frontofficemanager", false, 0.95,
     {"het uitchecken", "checking out"}},
    {"after", guest, "care", {"Na vertrek", "After leaving"}, "mail", "", false, 0.60,
     {"de dagen na uw vertrek", "the days after you left"}},

    {"vacancy", colleague, "see", {"Vacature vinden", "Finding the vacancy"}, "web", "", false, 0, {}},
    {"shadowing", colleague, "think", {"Meelopen", "Shadowing"}, "on_site", "", false, 0, {}},
    {"applying", colleague, "do", {"Solliciteren", "Applying"}, "on_site", "", true, 0, {}},
    {"contract", colleague, "do", {"Contract tekenen", "Signing the contract"}, "paper", "", false, 0, {}},
    {"first_week", colleague, "care", {"Eerste week", "First week"}, "on_site", "", true, 0, {}},
    {"roster", colleague, "care", {"Rooster op tijd", "Roster in time"}, "app", "Planner", true, 0, {}},
    {"deciding", colleague, "care", {"Zelf mogen beslissen", "Deciding for yourself"}, "on_site", "", true, 0, {}},
    {"course", colleague, "care", {"Beloofde opleiding", "Promised course"}, "other", "HR-adviseur", false, 0, {}},
};

// norm 85 %, red line 70 % throughout.
constexpr PromisePlan promise_plans[] = {
    {"website_price", "website",
     {"U vindt binnen een minuut wat een kamer kost, alles inbegrepen.",
      "You find what a room costs within a minute, everything included."},
     0.85, 0.70,
     {"Vond u binnen een minuut wat uw kamer kostte, alles inbegrepen?",
      "Did you find what your room costs within a minute, everything included?"},
     false, 0.91, 0, 0.04, false},
    {"choosing_photo", "choosing",
     {"De kamer op de foto is de kamer die u krijgt.", "The room in the picture is the room you get."}, 0.85, 0.70,
     {"Was uw kamer zoals op de foto?", "Was your room as in the picture?"}, false, 0.89, 0, 0.03, false},
    {"booking_price", "booking",
     {"De prijs die u ziet, is de prijs die u betaalt.", "The price you see is the price you pay."}, 0.85, 0.70,
     {"Betaalde u de prijs die u bij het boeken zag?", "Did you pay the price you saw when booking?"}, false, 0.93, 0, 0.02,
     false},
    {"booking_change", "booking",
     {"U wijzigt tot 18.00 uur de dag ervoor, zonder kosten.", "You change until 18:00 the day before, free of charge."},
     0.85, 0.70, {"Kon u uw boeking zonder kosten wijzigen?", "Could you change your booking free of charge?"}, false, 0.92,
     0, 0.60, false},
    {"checkin_ready", "checkin",
     {"Uw kamer is klaar om 15.00 uur, en anders weet u waarom.",
      "Your room is ready at 15:00, and if not, you know why."},
     0.85, 0.70, {"Was uw kamer om 15.00 uur klaar?", "Was your room ready at 15:00?"}, true, checkin_before, 0.09, 0.08,
     false},
    {"checkin_queue", "checkin",
     {"U staat niet langer dan vijf minuten aan de balie te wachten.",
      "You wait no longer than five minutes at the desk."},
     0.85, 0.70,
     {"Was u binnen vijf minuten aan de beurt?", "Was it your turn within five minutes?"}, false, 0.79, 0, 0.02, false},
    {"room_quiet", "room",
     {"Van 22.30 tot 7.00 uur slaapt u in stilte.", "From 22:30 to 7:00 you sleep in silence."}, 0.85, 0.70,
     {"Was het ’s nachts stil in uw kamer?", "Was your room quiet at night?"}, false, others_quiet, 0, 0.02, false},
    {"room_clean", "room", {"Uw kamer is schoon, tot in de hoeken.", "Your room is clean, corners included."}, 0.85, 0.70,
     {"Was uw kamer schoon, tot in de hoeken?", "Was your room clean, corners included?"}, false, 0.94, 0, 0.01, false},
    {"breakfast_fresh", "breakfast",
     {"Het ontbijt is vers en compleet, tot de laatste minuut.", "Breakfast is fresh and complete, to the last minute."},
     0.85, 0.70,
     {"Was het ontbijt vers en compleet toen u kwam?", "Was breakfast fresh and complete when you came?"}, false, 0.93, 0,
     0.02, false},
    {"breakfast_diet", "breakfast",
     {"Eet u iets niet? Dan staat er iets anders klaar, zonder dat u het opnieuw hoeft te zeggen.",
      "Is there something you do not eat? Then something else is ready, without telling us again."},
     0.85, 0.70,
     {"Stond er klaar wat u vooraf had gevraagd voor uw dieet of allergie?",
      "Was what you had asked for your diet or allergy ready for you?"},
     false, 0.90, 0, 0.82, false},
    {"checkout_bill", "checkout",
     {"Uitchecken duurt hoogstens drie minuten, en de rekening klopt.",
      "Checking out takes three minutes at most, and the bill is right."},
     0.85, 0.70,
     {"Was u binnen drie minuten klaar, met een rekening die klopte?",
      "Were you done within three minutes, with a bill that was right?"},
     false, 0.72, 0, 0.78, true},
    {"after_reply", "after",
     {"Schrijft u ons, dan antwoordt binnen een dag een mens.", "Write to us, and a person answers within a day."}, 0.85,
     0.70, {"Kreeg u binnen een dag antwoord van een mens?", "Did a person answer you within a day?"}, false, 0.74, 0, 0.35,
     false},
    {"after_call", "after",
     {"Viel het tegen en wilt u gebeld worden, dan belt de manager binnen twee werkdagen.",
      "Were you let down and would like a call? The manager calls within two working days."},
     0.85, 0.70,
     {"Belde de manager u binnen twee werkdagen?", "Did the manager call you within two working days?"}, false, 0.70, 0,
     0.97, false},

    {"vacancy_honest", "vacancy",
     {"In de vacature staat wat je verdient en wanneer je werkt.", "The vacancy says what you earn and when you work."}, 0.85,
     0.70, {}, false, 0, 0, 0, false},
    {"shadowing_day", "shadowing",
     {"Je loopt een dag mee voordat je kiest, en die dag wordt betaald.",
      "You join us for a day before you choose, and that day is paid."},
     0.85, 0.70, {}, false, 0, 0, 0, false},
    {"applying_answer", "applying",
     {"Binnen vijf werkdagen weet je of je door bent, en waarom.", "Within five working days you know whether you are through, and why."},
     0.85, 0.70, {}, false, 0, 0, 0, false},
    {"applying_team", "applying",
     {"Je spreekt met iemand uit het team, niet alleen met de baas.", "You talk to someone of the team, not only to the boss."},
     0.85, 0.70, {}, false, 0, 0, 0, false},
    {"contract_said", "contract",
     {"Wat we aan tafel zeggen, staat in je contract.", "What we say at the table is in your contract."}, 0.85, 0.70, {},
     false, 0, 0, 0, false},
    {"contract_pay", "contract",
     {"Je loonstap staat op papier, met de datum erbij.", "Your pay step is on paper, with its date."}, 0.85, 0.70, {}, false,
     0, 0, 0, false},
    {"first_week_buddy", "first_week",
     {"In je eerste week sta je er nooit alleen voor.", "In your first week you are never left on your own."}, 0.85, 0.70, {},
     false, 0, 0, 0, false},
    {"first_week_kit", "first_week",
     {"Je uniform, sleutel en rooster liggen klaar op je eerste dag.", "Your uniform, key and roster are ready on your first day."},
     0.85, 0.70, {}, false, 0, 0, 0, false},
    {"roster_time", "roster",
     {"Je rooster is drie weken vooruit bekend.", "Your roster is known three weeks ahead."}, 0.85, 0.70, {}, false, 0, 0, 0,
     false},
    {"deciding_fifty", "deciding",
     {"Tot € 50 los je het zelf op voor de gast, zonder te vragen.", "Up to €50 you mend it for the guest yourself, without asking."},
     0.85, 0.70, {}, false, 0, 0, 0, false},
    {"course_planned", "course",
     {"Een beloofde opleiding staat binnen drie maanden in je rooster.", "A promised course is in your roster within three months."},
     0.85, 0.70, {}, false, 0, 0, 0, false},
    {"course_talk", "course",
     {"Elk jaar praten we een uur over jou, met de deur dicht.", "Every year we talk about you for an hour, with the door closed."},
     0.85, 0.70, {}, false, 0, 0, 0, false},
};

}  // namespace

std::span<const Wording> regions() { return region_names; }
std::span<const HotelPlan> hotels() { return hotel_plans; }
std::span<const DepartmentPlan> departments() { return department_plans; }
std::span<const RolePlan> roles() { return role_plans; }
std::span<const StagePlan> guest_stages() { return guests; }
std::span<const StagePlan> colleague_stages() { return colleagues; }
std::span<const MomentPlan> moments() { return moment_plans; }
std::span<const PromisePlan> promises() { return promise_plans; }

int people_in(int hotel, int department) {
  const int staff = hotel_plans[hotel].stays_a_year / stays_a_colleague;
  const auto of = [&](int one) { return static_cast<int>(std::lround(staff * department_plans[one].of_staff)); };
  if (department != housekeeping) return of(department);
  int left = staff;
  for (int one = 0; one < std::ssize(department_plans); ++one) left -= one == housekeeping ? 0 : of(one);
  return left;
}

const MomentPlan& moment_of(Touch touch) { return moment_plans[static_cast<int>(touch)]; }

std::span<const PromisePlan> promises_of(Touch touch) {
  const auto key = moment_of(touch).key;
  const auto of = [&](const PromisePlan& promise) { return promise.moment == key; };
  const auto* from = std::find_if(std::begin(promise_plans), std::end(promise_plans), of);
  const auto* to = std::find_if_not(from, std::end(promise_plans), of);
  return {from, to};
}

Calendar calendar(Day until) {
  return {.first = Day{until.number - days_of_history + 1},
          .last = until,
          .check_in_break = Day{monday_of(until).number - 7 * checkin_break_weeks},
          .recent = Day{until.number - recent_days + 1}};
}

Planted truth_of(const PromisePlan& promise, const Calendar& days, Day day, const HotelPlan& hotel) {
  Planted planted{promise.kept, promise.told, promise.not_applicable, !promise.recent || day >= days.recent};
  if (promise.key == "checkin_ready" && day >= days.check_in_break) planted.kept = checkin_since;
  if (promise.key == "room_quiet" && hotel.code == "zwl") planted.kept = zwolle_quiet;
  return planted;
}

std::array<double, 3> expectation_truth(bool kept) {
  return kept ? std::array{0.05, 0.68, 0.27} : std::array{0.62, 0.32, 0.06};
}

}  // namespace goud::cli::demo
