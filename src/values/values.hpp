// Values in the organisation's own words: a name, and what it means here. Always true: open values share no name; a value
// that ended keeps its past, its name may be used again; one whose name says nothing by itself is pointed out, never refused.
// Who decides: make and change in value.cpp, pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/json.hpp"
#include "http/http.hpp"
#include "kernel/clock.hpp"
#include "kernel/random.hpp"
#include "kernel/text.hpp"
#include "store/store.hpp"

namespace goud::values {

struct Value {
  std::string id;
  Text name;
  Text meaning;  // in own words; empty: it says nothing yet
  int position = 0;
  std::optional<Day> ended;
  int revision = 1;
  bool operator==(const Value&) const = default;
};
struct ValueDraft {
  Text name, meaning;
};
struct ValueChange {
  std::optional<Text> name, meaning;
  std::optional<int> position;
  std::optional<bool> ended;  // false: it counts again
};

// Decisions. `all`: the organisation's values as they are.
[[nodiscard]] Result<Value> make(const std::vector<Value>& all, std::string id, const ValueDraft&);
[[nodiscard]] Result<Value> change(const std::vector<Value>& all, Value, const ValueChange&, Day today);
// Where the open ones stand with this one at its place.
[[nodiscard]] std::vector<std::pair<std::string, int>> order_with(const std::vector<Value>& all, const Value&);
// Its name is one that many organisations have, and nothing is said of what it means here.
[[nodiscard]] bool says_nothing(const Value&);

// What is kept.
[[nodiscard]] std::vector<Value> values(store::Reader&);  // in order, ended ones last
[[nodiscard]] std::optional<Value> value(store::Reader&, std::string_view id);
[[nodiscard]] Result<Value> add(store::Writer&, std::string_view actor, std::string id, const ValueDraft&);
[[nodiscard]] Result<Value> change(store::Writer&, std::string_view actor, std::string_view id, const ValueChange&,
                                   int revision, Day today);

void to_json(formats::JsonWriter&, const Value&);

struct Services {
  store::RecordStore& store;
  const Clock& clock;
  Randomness& randomness;
};
[[nodiscard]] store::Room room();
void routes(http::Router&, Services&);

}  // namespace goud::values
