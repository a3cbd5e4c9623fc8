// Identifiers are types: a unit is not a moment. UUIDv7 as text at the door, in order of making; unguessable tail.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "kernel/clock.hpp"
#include "kernel/fault.hpp"
#include "kernel/random.hpp"

namespace goud {

template <class Tag>
struct Id {
  std::string text;  // 36 characters, lower case; empty means none
  auto operator<=>(const Id&) const = default;
  [[nodiscard]] bool empty() const { return text.empty(); }
};

using UnitId = Id<struct UnitTag>;
using AccountId = Id<struct AccountTag>;
using PersonId = Id<struct PersonTag>;
using PromiseId = Id<struct PromiseTag>;
using JourneyId = Id<struct JourneyTag>;
using MomentId = Id<struct MomentTag>;
using InstrumentId = Id<struct InstrumentTag>;
using LinkId = Id<struct LinkTag>;
using AnswerId = Id<struct AnswerTag>;
using ImportId = Id<struct ImportTag>;

[[nodiscard]] std::string uuid_v7(const Clock&, Randomness&);
[[nodiscard]] std::string uuid_v4(Randomness&);
// The same name gives the same id (RFC 9562 version 8 over BLAKE2b); for rows of a file that has no ids of its own.
[[nodiscard]] std::string uuid_of(std::string_view space, std::string_view name);
[[nodiscard]] bool uuid_wellformed(std::string_view);

}  // namespace goud

template <class Tag>
struct std::hash<goud::Id<Tag>> {
  std::size_t operator()(const goud::Id<Tag>& id) const noexcept { return std::hash<std::string>{}(id.text); }
};
