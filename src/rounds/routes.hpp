// The routes of rounds, by what they are about.
#pragma once

#include "rounds/rounds.hpp"

namespace goud::rounds {

void plan_routes(http::Router&, Services&);      // consent, planning, opening, closing; for who plans
void register_routes(http::Router&, Services&);  // one employee: told, forgotten
void figures_routes(http::Router&, Services&);   // what was released
void card_routes(http::Router&, Services&);      // codes that were just handed out, as cards to print
void page_routes(http::Router&, Services&);      // the ballot's own door, /r/…: nobody is signed in there

}  // namespace goud::rounds
