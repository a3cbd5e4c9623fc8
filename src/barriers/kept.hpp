// What only this room's own files call: a report that finds its barrier, what waits for the morning, a dip.
#pragma once

#include "barriers/barriers.hpp"

namespace goud::formats {
class JsonObject;
class JsonWriter;
}  // namespace goud::formats

namespace goud::barriers {

// What was reported, by whomever: where it stands, since when.
struct Placed {
  UnitId unit;
  MomentId moment;
  std::string barrier;  // chosen; empty, unknown or over: the kind and the words say which
  Kind kind = Kind::other;
  std::string words, language;
  int minutes = 5;
  Day since, week;
  Day answer_by;
};
// Joined where it is known, else a new one; counted.
[[nodiscard]] Result<Barrier> place(store::Writer&, const Acting&, Randomness&, const Placed&);
// Words as they may stand on a board: what may point at a person is taken out.
[[nodiscard]] std::string without_persons(store::Reader&, const std::string& words, const std::string& language);
void reset_said(store::Writer&, std::string_view barrier);
[[nodiscard]] std::vector<std::pair<UnitId, Day>> named_days(store::Reader&, std::string_view barrier, Day from);
struct Told {
  std::string words, language;
};
[[nodiscard]] std::vector<Told> told(store::Reader&, std::string_view barrier);
[[nodiscard]] std::vector<std::string> reported_by(store::Reader&, std::string_view reporter);
[[nodiscard]] std::vector<Barrier> open_beside(store::Reader&,
                                               const Barrier&);  // same unit and moment, most hours first
[[nodiscard]] std::optional<Barrier> followed(store::Reader&, std::string_view id);  // what it was joined into

// ---- without a name

struct Receipt {
  bool waiting = false;  // until the morning
  std::optional<Barrier> barrier;
};
[[nodiscard]] std::optional<UnitId> shown_at(store::Reader&, const people::UnitTree&, const UnitId& door, Day);
[[nodiscard]] bool receipt_wellformed(std::string_view);
[[nodiscard]] Result<Receipt> receipt(Services&, Tenant, std::string_view receipt);
[[nodiscard]] Done say_unnamed(Services&, Tenant, std::string_view receipt, bool gone);  // counted tomorrow
[[nodiscard]] Done mix(Services&, Tenant);                                               // what waited, now

// ---- beside it, what customers say

// "dip" of the contract, into the object that is open.
[[nodiscard]] Done write_dip(Services&, const http::Request&, const Barrier&, formats::JsonWriter&);

// What both roads ask of a report; what is wrong is noted in the document.
void read_report(const formats::JsonObject&, std::string_view language, ReportDraft&);
void limit_routes(http::Router&, Services&);    // /barriers/limits
void unnamed_routes(http::Router&, Services&);  // /w/{door}/barriers, /w/{door}/receipt

}  // namespace goud::barriers
