// Values in the organisation's own words: a name, what it means here, and what somebody does who lives it. Always true: a
// value that ended keeps its past; one whose name says nothing by itself is pointed out, never refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
};
struct ValueDraft {
  Text name, meaning;
};
[[nodiscard]] std::vector<Value> values(store::Reader&);  // in order, ended ones last
[[nodiscard]] std::optional<Value> value(store::Reader&, std::string_view id);
[[nodiscard]] Result<Value> add(store::Writer&, std::string_view actor, std::string id, const ValueDraft&);

struct Services {
  store::RecordStore& store;
  const Clock& clock;
  Randomness& randomness;
};
[[nodiscard]] store::Room room();
void routes(http::Router&, Services&);

}  // namespace goud::values
