// What a teller sees at /v/CODE: what was told, what happened with it, the answer, and what only the teller can say.
// Pure: what is shown in, the page out. HTML of our own writing, complete without JavaScript, nothing chosen beforehand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "actions/actions.hpp"

namespace goud::actions {

struct TellerPage {
  std::string code, language, nonce, organisation;
  people::Brand brand;
  bool simulation = false;
  std::string place;  // "Merelhof Zwolle · Inchecken"
  std::string zone;
  feedback::Told told;
  std::optional<FollowUp> follow_up;
  std::optional<stories::Story> story;
  bool may_ask_retold = false;  // fourteen days on, and not said yet
};
[[nodiscard]] std::string teller_page(const TellerPage&);
// A link that leads nowhere, or what could not be kept.
[[nodiscard]] std::string teller_message(const TellerPage&, std::string_view title, std::string_view text);

}  // namespace goud::actions
