// How one item of a plan is read and written; only this room's own files look here.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "formats/json.hpp"
#include "rounds/plan.hpp"

namespace goud::rounds {

// Notes its faults in the document. `seen`: keys so far.
[[nodiscard]] Item read_item(const formats::JsonObject&, std::set<std::string>& seen,
                             const std::vector<std::string>& languages);
void write_fields(formats::JsonWriter&, const Item&);  // inside an object that is begun

}  // namespace goud::rounds
