// The roles of an organisation and how high each stands, from the board to the floor: who may own a stage or a moment,
// what someone's job is. What an account may do here is http::Role, and another matter. Always true: two open roles share
// no name in either language, so a name says one level; an ended role keeps its past and is given to nobody any more.
// Decisions here are pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/clock.hpp"
#include "kernel/fault.hpp"
#include "kernel/text.hpp"

namespace goud::people {

inline constexpr int highest_level = 1, lowest_level = 5;
[[nodiscard]] std::string_view level_name(int level);  // board direction management team_lead floor

struct JobRole {
  std::string id;
  Text name;
  int level = lowest_level;
  std::optional<Day> ended;  // first day it is no longer there
  int revision = 1;
};

struct JobRoleChange {
  std::optional<Text> name;
  std::optional<int> level;
};
[[nodiscard]] Result<JobRole> found(const std::vector<JobRole>&, JobRole);
[[nodiscard]] Result<JobRole> changed(const std::vector<JobRole>&, JobRole, const JobRoleChange&);
[[nodiscard]] Result<JobRole> end(JobRole, Day on);

[[nodiscard]] const JobRole* find(const std::vector<JobRole>&, std::string_view id);
// How high the open role of this name stands; the name as it was stored, in either language.
[[nodiscard]] std::optional<int> level_of(const std::vector<JobRole>&, const std::optional<std::string>& name);

}  // namespace goud::people
