// What the floor of Merelhof has: four values in its own words, a card of each key moment for whoever meets it, passes without
// e-mail, and somebody who leads each hotel. Ids and codes come from a stream of their own: what stood before keeps its id.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/demo/settling.hpp"
#include "cli/demo/team.hpp"
#include "people/people.hpp"
#include "values/values.hpp"

namespace goud::cli::demo {

struct Floor {
  std::vector<std::array<std::string, 3>> passes;  // of each hotel: front desk, housekeeping, restaurant; ids
  std::vector<std::string> leads;                  // accounts, of each hotel
  std::vector<std::string> values;                 // ids
  std::map<std::string_view, std::string> roles;   // by the plan's key: "desk"
  std::string unit_code, personal_code;            // of the front desk in Zwolle, and of somebody there
};

struct CardPlan {
  std::string_view moment, role;  // keys; no role: everyone who meets the moment
  struct {
    Wording text, limit;
  } may[4];
  Wording must[3], effects[3];
  Wording example;
  Wording whom;
  std::string_view telephone;
  Wording question;
};
[[nodiscard]] std::span<const CardPlan> card_plans();

struct ValuePlan {
  Wording name, meaning;  // no meaning: it says nothing yet
};
[[nodiscard]] std::span<const ValuePlan> value_plans();

struct FloorRole {
  std::string_view key;
  Wording name;
};
[[nodiscard]] std::span<const FloorRole> floor_roles();  // in the order of departments()

[[nodiscard]] Result<Floor> lay_floor(store::RecordStore&, Tenant, const people::Secrets&, const people::Passwords&,
                                      const Founding&, const Places&,
                                      std::span<const std::pair<std::string_view, std::string>> leads_there);

}  // namespace goud::cli::demo
