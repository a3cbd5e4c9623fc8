// A store seen without holding its directory: for verbs that only look, also while another goud serves from it.
#pragma once

#include <memory>
#include <string>

#include "kernel/clock.hpp"
#include "kernel/fault.hpp"
#include "store/store.hpp"

namespace goud::cli {

// Refuses a directory without data; makes nothing.
[[nodiscard]] Result<std::unique_ptr<store::RecordStore>> look_into(const std::string& directory, const Clock&);

}  // namespace goud::cli
