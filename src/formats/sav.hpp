// SPSS system files, .sav and .zsav. Numbers are written as the shortest text that reads back, dates as 2026-11-23,
// missing values (the system's and the file's own) as empty cells.
#pragma once

#include <memory>
#include <string>

#include "formats/table_file.hpp"

namespace goud::formats {

[[nodiscard]] Result<std::unique_ptr<Table>> open_sav(const std::string& path);

}  // namespace goud::formats
