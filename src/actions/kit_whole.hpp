// A kit with all it names looked up, as it stands now; and the sheet that is made of it, every sentence written. The screen,
// the page that is printed and the PDF show this one sheet.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "actions/kit.hpp"
#include "formats/json.hpp"
#include "formats/kit_sheet.hpp"

namespace goud::actions {

enum class Missing { nothing, none, withdrawn, too_few, card };  // card: the moment is known, its card is not
[[nodiscard]] std::optional<std::string_view> name_of(Missing);

struct KitWhole {
  Kit kit;
  std::string organisation, unit_name;
  Text moment_name;
  figures::Window period;
  std::optional<stories::Story> story;  // checked, and still shared
  std::string story_unit, story_by;     // by: a colleague who agreed to the name
  Missing story_missing = Missing::nothing;
  std::optional<feedback::PromiseKept> here, all;
  Missing figure_missing = Missing::nothing;
  std::optional<moments::Card> card;
  Missing behaviour_missing = Missing::nothing;
  std::optional<barriers::Barrier> barrier;
  std::string barrier_owner;
  std::string thanks_to, thanks_for;  // who agreed to be named
  Instant now;
};
// A kit of a team that the caller does not see is not there.
[[nodiscard]] Result<KitWhole> kit_whole(Services&, const http::Caller&, std::string_view id);
[[nodiscard]] formats::KitSheet sheet_of(const KitWhole&, std::string_view language);
[[nodiscard]] Text title_of(const KitWhole&);
void write(formats::JsonWriter&, const KitWhole&, std::string_view language);

// Whether a team exists for the caller: those of a unit manager's own branch, those that a colleague stands in; all for others.
[[nodiscard]] bool sees_team(const http::Caller&, const people::UnitTree&, const UnitId&, Day);

}  // namespace goud::actions
