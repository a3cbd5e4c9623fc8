// A row of the table, read and kept; how a story stands, in whole numbers; what it is found by.
#pragma once

#include <functional>

#include "stories/stories.hpp"

namespace goud::stories {

// Kept: whether it may be shared decides where one that nobody looked at stands.
enum class Kept { not_shareable = 0, to_check = 1, shared = 2, kept_back = 3 };
[[nodiscard]] Kept kept_of(Standing, bool may_share);

[[nodiscard]] Story story_in(const store::Row&);  // fields only
void add_text(store::Reader&, Story&);
[[nodiscard]] std::optional<Story> story_at(store::Reader&, std::int64_t seq);

[[nodiscard]] std::int64_t org_of(store::Reader&);
// "12_bedien 12w_bediening …": stems and whole words, each behind the organisation's number.
[[nodiscard]] std::string tokens_of(std::int64_t org, std::string_view text, std::string_view language);
// What is looked for, for the index: every word, the last one also begun; empty where there is none.
[[nodiscard]] std::string query_of(std::int64_t org, std::string_view typed);
[[nodiscard]] std::string query_of(std::int64_t org, const Theme&);  // without its expectation

// Its words as stems, as a theme keeps them; or why not.
[[nodiscard]] std::vector<FieldFault> to_stems(Theme&);
// How many of a filter's (moment, units, period) fit a theme.
[[nodiscard]] std::int64_t count_fitting(store::Reader&, const Filter&, const Theme&);

// Adds one, gives its place; takes one out of everything that holds it.
struct NewStory {
  Story story;
  std::optional<std::string> submission{}, receipt{};
};
std::int64_t add(store::Writer&, const NewStory&);
void take_out(store::Writer&, const Story&);

[[nodiscard]] bool noted(const std::vector<std::string>& all, std::string_view one);
Done forget_who(store::Writer&, std::string_view colleague);
// What is kept of a receipt.
[[nodiscard]] std::string receipt_kept(const people::Secrets&, Tenant, std::string_view receipt);

}  // namespace goud::stories
