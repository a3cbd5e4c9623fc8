// People who have no e-mail address: the code of a unit that hangs there, a QR of one's own; the door of an anonymous
// report; and where such a report may be shown.
// Always true: codes are kept as keyed hashes and said once; a unit's code is nobody: it opens cards, barriers and what may
// be read on its own floor; a personal pass is somebody, without an address. A door is the same for everyone in a unit, and
// says nothing but the unit: what comes through it cannot be tied to who opened it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/http.hpp"
#include "kernel/clock.hpp"
#include "kernel/fault.hpp"
#include "kernel/ids.hpp"
#include "kernel/random.hpp"
#include "kernel/tenant.hpp"
#include "people/units.hpp"
#include "store/store.hpp"

namespace goud::people {

class Secrets;
struct Services;

// Codes that people type and scan: 12 characters of Crockford's base 32, 60 bits. Read in any case, hyphens and spaces
// wherever, O for 0, I and L for 1; nothing: no code at all.
[[nodiscard]] std::string make_code(Randomness&);
[[nodiscard]] std::string written_code(std::string_view code);  // "K7QM-2VXR-9TDA"
[[nodiscard]] std::optional<std::string> read_code(std::string_view typed);

struct PassRow {
  std::string id;
  http::Pass kind = http::Pass::unit;
  UnitId unit;
  std::string name;  // of a person; empty for a unit's
  std::string language;
  std::optional<std::string> role_id;  // the job: which card is theirs
  Day made;
  std::optional<Day> ended;
};
struct PassDraft {
  http::Pass kind = http::Pass::unit;
  UnitId unit;
  std::string name;
  std::string language = "nl";
  std::optional<std::string> role_id;
};
struct PassMade {
  PassRow row;
  std::string code;  // "K7QM-2VXR-9TDA", said once
};
[[nodiscard]] std::vector<PassRow> passes(store::Reader&);
[[nodiscard]] Result<PassMade> make_pass(store::Writer&, const Secrets&, Randomness&, std::string_view actor, const PassDraft&, Day today);
[[nodiscard]] Done end_pass(store::Writer&, std::string_view actor, std::string_view id, Day today);  // its sessions end too
// Of somebody with a pass of their own: what is kept, as JSON; and forgetting. The name goes, the pass ends, the id stays as
// a tombstone.
[[nodiscard]] std::string about_pass(store::Reader&, std::string_view id);
[[nodiscard]] Done forget_pass(store::Writer&, std::string_view id, Day today);

// Where guests come that somebody of this unit works for: the nearest unit upwards whose volume is known; where none is, the
// highest one under the whole organisation.
[[nodiscard]] UnitId floor_house(const UnitTree&, const UnitId&, Day);
// What somebody of the floor calls their own: all of that house, and the units above it.
[[nodiscard]] std::vector<UnitId> floor_units(const UnitTree&, const UnitId&, Day);

// Who it was, for people to read: accounts and personal passes by id; one who is gone is not there.
[[nodiscard]] std::map<std::string, std::string> names_of(store::Reader&, const std::vector<std::string>& ids);

// Where something said without a name may be shown: the nearest unit above (or this one) in whose branch at least `least`
// people of the register work; nothing where there is none, or where nobody is registered at all.
inline constexpr int anonymous_least = 10;
[[nodiscard]] std::optional<UnitId> anonymous_place(store::Reader&, const UnitTree&, const UnitId&, Day, int least = anonymous_least);

// The door of an anonymous report: unit and ISO week, sealed with the installation's key; good for five weeks, so that what
// waited on a telephone without reach still comes in. The same for everyone of the unit in that week.
struct FloorDoor {
  Tenant tenant;
  UnitId unit;
};
[[nodiscard]] std::string floor_door(const Secrets&, Tenant, const UnitId&, Instant now);
[[nodiscard]] std::optional<FloorDoor> open_floor_door(const Secrets&, std::string_view door, Instant now);

// GET POST /passes, DELETE /passes/{id}, POST /passes/{id}/forget, POST /passes/cards, GET POST /floor/session
void floor_routes(http::Router&, Services&);

}  // namespace goud::people
