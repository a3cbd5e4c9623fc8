// The file of secrets: what must not be in a backup, because who holds a backup must not hold the key to it. Mode 0600,
// made at first start, never written again by goud. Keep a copy of it in another place than the backups.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "kernel/fault.hpp"
#include "kernel/random.hpp"

namespace goud::store {

using SecretKey = std::array<unsigned char, 32>;

// The installation's key out of secrets.toml, made when the file is missing. Refuses a file that others can read.
[[nodiscard]] Result<SecretKey> installation_key(const std::string& path, Randomness&);
// The same where the file is there; nothing is made.
[[nodiscard]] Result<std::optional<SecretKey>> installation_key_there(const std::string& path);

}  // namespace goud::store
