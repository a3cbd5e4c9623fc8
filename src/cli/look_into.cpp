#include "cli/look_into.hpp"

#include <filesystem>

#include "cli/house.hpp"

namespace goud::cli {

Result<std::unique_ptr<store::RecordStore>> look_into(const std::string& directory, const Clock& clock) {
  const auto file = directory + "/goud.db";
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return refuse(FaultKind::not_found, "cli.no_data", {{"path", directory}});
  const auto rooms = all_rooms();
  // Who only looks may do so without the secrets; what cannot be checked then is said.
  const auto key = store::installation_key_there(directory + "/secrets.toml").value_or(std::nullopt);
  return store::open({.path = file, .readers = 1, .opening = store::Opening::look, .key = key}, rooms, clock);
}

}  // namespace goud::cli
