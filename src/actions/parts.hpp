// What the files of this room share.
#pragma once

#include <span>

#include "actions/actions.hpp"

namespace goud::actions {

// What each part brings to the room.
struct Part {
  std::span<const store::Migration> migrations{};
  std::span<const store::Statement* const> statements{};
};
[[nodiscard]] Part follow_up_part();
[[nodiscard]] Part asking_part();
[[nodiscard]] Part cause_part();

[[nodiscard]] std::string_view name_of(Cause::Change);
[[nodiscard]] std::optional<Cause::Change> change_from(std::string_view);
[[nodiscard]] std::optional<Cause> cause(store::Reader&, std::string_view id);
// How many follow-ups of these units (none: all) name this cause.
[[nodiscard]] std::int64_t named_causes(store::Reader&, const std::optional<std::vector<UnitId>>&, std::string_view id);

// Takes over what was told since the last time.
[[nodiscard]] Done hear(Services&, Tenant);
// By the clock: who agreed is asked whether it was told on; asking pauses and goes on again.
[[nodiscard]] Done ask_retold(Services&, Tenant, Instant now);
[[nodiscard]] Done settle_asking(Services&, Tenant, Instant now);
void settle_asking(store::Writer&, Instant now, Day today);
[[nodiscard]] Done forget_answer(store::Writer&, std::string_view answer);

// A letter to the customer of a follow-up; the same words again are the same letter.
[[nodiscard]] mail::Letter letter_to(const feedback::Told&, std::string subject, std::string text, std::string about);

void follow_up_routes(http::Router&, Services&);
void cause_routes(http::Router&, Services&);
void letter_routes(http::Router&, Services&);
void teller_routes(http::Router&, Services&);

}  // namespace goud::actions
