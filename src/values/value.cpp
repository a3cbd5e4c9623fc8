#include <algorithm>

#include "text/promising.hpp"
#include "values/values.hpp"

namespace goud::values {
namespace {

bool name_taken(const std::vector<Value>& all, const Value& one) {
  return std::any_of(all.begin(), all.end(), [&](const Value& other) {
    if (other.ended || other.id == one.id) return false;
    return (!one.name.nl.empty() && other.name.nl == one.name.nl) || (!one.name.en.empty() && other.name.en == one.name.en);
  });
}

int open_ones(const std::vector<Value>& all) {
  return static_cast<int>(std::count_if(all.begin(), all.end(), [](const Value& one) { return !one.ended; }));
}

}  // namespace

Result<Value> make(const std::vector<Value>& all, std::string id, const ValueDraft& draft) {
  Value made{std::move(id), draft.name, draft.meaning, open_ones(all), std::nullopt, 1};
  if (made.name.empty()) return refuse_field("name", "values.name.missing");
  if (name_taken(all, made)) return refuse_field("name", "values.name.taken");
  return made;
}

Result<Value> change(const std::vector<Value>& all, Value value, const ValueChange& asked, Day today) {
  if (asked.name) value.name = *asked.name;
  if (asked.meaning) value.meaning = *asked.meaning;
  if (value.name.empty()) return refuse_field("name", "values.name.missing");
  if (asked.ended && *asked.ended != value.ended.has_value()) {
    value.ended = *asked.ended ? std::optional(today) : std::nullopt;
    if (!value.ended) value.position = open_ones(all);
  }
  if (!value.ended && name_taken(all, value)) return refuse_field("name", "values.name.taken");
  if (asked.position) value.position = std::clamp(*asked.position, 0, std::max(0, open_ones(all) - 1));
  value.revision += 1;
  return value;
}

std::vector<std::pair<std::string, int>> order_with(const std::vector<Value>& all, const Value& one) {
  std::vector<std::string> order;
  for (const auto& other : all)
    if (!other.ended && other.id != one.id) order.push_back(other.id);
  if (!one.ended)
    order.insert(order.begin() + std::min<std::ptrdiff_t>(one.position, static_cast<std::ptrdiff_t>(order.size())), one.id);
  std::vector<std::pair<std::string, int>> places;
  for (std::size_t at = 0; at < order.size(); ++at) places.emplace_back(order[at], static_cast<int>(at));
  return places;
}

bool says_nothing(const Value& value) {
  const auto empty = [](const std::string& name, std::string_view language) {
    return name.empty() || text::says_nothing(name, language);
  };
  return value.meaning.empty() && empty(value.name.nl, "nl") && empty(value.name.en, "en");
}

}  // namespace goud::values
