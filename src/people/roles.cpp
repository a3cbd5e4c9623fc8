#include "people/roles.hpp"

#include <algorithm>
#include <array>

#include "people/people.hpp"
#include "people/statements.hpp"

namespace goud::people {
namespace {

bool called(const JobRole& role, std::string_view name) {
  return !name.empty() && (role.name.nl == name || role.name.en == name);
}

Done name_free(const std::vector<JobRole>& all, const JobRole& role) {
  if (role.name.empty()) return refuse_field("name", "json.required");
  for (const auto& other : all) {
    if (other.id == role.id || other.ended) continue;
    if (called(other, role.name.nl) || called(other, role.name.en))
      return refuse_field("name", "people.role.name_taken");
  }
  return {};
}

}  // namespace

std::string_view level_name(int level) {
  static constexpr std::array<std::string_view, 5> names{"board", "direction", "management", "team_lead", "floor"};
  return names.at(static_cast<std::size_t>(level - highest_level));
}

Result<JobRole> found(const std::vector<JobRole>& all, JobRole role) {
  if (auto done = name_free(all, role); !done) return refuse(done.error());
  return role;
}

Result<JobRole> changed(const std::vector<JobRole>& all, JobRole role, const JobRoleChange& change) {
  if (role.ended) return refuse(FaultKind::conflict, "people.role.ended");
  if (change.name) role.name = *change.name;
  if (change.level) role.level = *change.level;
  if (auto done = name_free(all, role); !done) return refuse(done.error());
  ++role.revision;
  return role;
}

Result<JobRole> end(JobRole role, Day on) {
  if (role.ended) return refuse(FaultKind::conflict, "people.role.ended");
  role.ended = on;
  ++role.revision;
  return role;
}

const JobRole* find(const std::vector<JobRole>& all, std::string_view id) {
  const auto there = std::ranges::find(all, id, &JobRole::id);
  return there == all.end() ? nullptr : &*there;
}

std::optional<int> level_of(const std::vector<JobRole>& all, const std::optional<std::string>& name) {
  if (!name) return std::nullopt;
  for (const auto& role : all)
    if (!role.ended && called(role, *name)) return role.level;
  return std::nullopt;
}

std::vector<JobRole> job_roles(store::Reader& reader) {
  return reader.all(sql::role_all, {}, [](const store::Row& row) {
    JobRole role;
    role.id = row.string(0);
    role.name = {row.string(1), row.string(2)};
    role.level = static_cast<int>(row.integer(3));
    if (!row.null(4)) role.ended = Day{static_cast<std::int32_t>(row.integer(4))};
    role.revision = static_cast<int>(row.integer(5));
    return role;
  });
}

Result<JobRole> make_role(store::Writer& writer, const Clock& clock, Randomness& randomness, const Text& name,
                          int level) {
  auto made = found(job_roles(writer), {uuid_v7(clock, randomness), name, level, {}, 1});
  if (!made) return made;
  writer.run(sql::role_insert, {{":id", made->id},
                                {":name_nl", made->name.nl},
                                {":name_en", made->name.en},
                                {":level", made->level},
                                {":made_at", clock.now().micros}});
  return made;
}

}  // namespace goud::people
