// The demonstration as a whole, into a store: the organisation, who works there, what it promises, two years of guests'
// answers, eight rounds of employees' and a year of its floor, each through the door its real counterpart takes.
#pragma once

#include <string>
#include <vector>

#include "cli/demo/colleagues.hpp"
#include "cli/demo/floor_year.hpp"
#include "cli/demo/hearing.hpp"
#include "cli/demo/visits.hpp"
#include "kernel/fault.hpp"
#include "people/people.hpp"
#include "store/store.hpp"

namespace goud::cli::demo {

struct Wanted {
  Ask ask;
  bool with_accounts = false;
  int rounds = rounds_held;  // that employees held; 0: nobody asked them
  bool floor = true;  // cards, passes and a year of what the floor told; without rounds nothing of it without a name
};

struct SignIn {
  std::string role;
  std::string email;
  std::string password;
};

struct Merelhof {
  Tenant tenant;
  int answers = 0;
  int stories = 0;  // of guests and of the floor
  Heard heard;
  FloorHeard floor;
  std::string unit_code, personal_code;  // for the floor's page: of a unit, of somebody
  std::vector<SignIn> sign_ins;
  std::vector<std::string> codes;  // of the hotels' links
};

inline constexpr std::string_view merelhof_name = "Merelhof Hotels";

// Refuses where an organisation of that name is there already.
[[nodiscard]] Result<Merelhof> make_merelhof(store::RecordStore&, store::columns::ColumnStore&, const people::Secrets&,
                                             const rounds::Keys&, const people::Passwords&, const Wanted&);

}  // namespace goud::cli::demo
