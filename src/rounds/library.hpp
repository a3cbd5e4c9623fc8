// The questions that goud brings along for employees (instruments/employees.json), each with its source and licence.
// Always true: a key means the same for ever; validated is said only where the source says it of this wording.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kernel/text.hpp"
#include "rounds/plan.hpp"

namespace goud::rounds {

struct LibraryItem {
  Item item;             // source: "clarity.what"
  Text short_name;       // for a column; empty: none
  bool to_fill = false;  // a template: its […] are filled in first
};
struct LibrarySet {
  std::string key;
  Text name, source, licence, note;
  bool validated_nl = false, validated_en = false;
  std::vector<LibraryItem> items;
};
[[nodiscard]] const std::vector<LibrarySet>& library();
// By what a plan's item says it came from; nothing for an item of the organisation's own.
[[nodiscard]] const LibrarySet* set_of(std::string_view source);
[[nodiscard]] const LibraryItem* item_of(std::string_view source);
[[nodiscard]] std::string to_json(const std::vector<LibrarySet>&);

}  // namespace goud::rounds
