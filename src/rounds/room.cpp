#include <array>

#include "rounds/letterbox.hpp"
#include "rounds/statements.hpp"

namespace goud::rounds {
namespace {

constexpr store::Migration migrations[] = {{
    1100,
    "1100_rounds",
#include "rounds/schema/1100_rounds.sql"
}};

constexpr std::array statements = {&sql::consent,
                                   &sql::upsert_consent,
                                   &sql::delete_consent,
                                   &sql::all,
                                   &sql::one,
                                   &sql::states,
                                   &sql::insert,
                                   &sql::update_plan,
                                   &sql::remove,
                                   &sql::open,
                                   &sql::become,
                                   &sql::reopen,
                                   &sql::settle,
                                   &sql::proved,
                                   &sql::insert_eligibility,
                                   &sql::empty_eligibility,
                                   &sql::eligible,
                                   &sql::forget_eligibility,
                                   &sql::code_by_hash,
                                   &sql::code,
                                   &sql::insert_code,
                                   &sql::empty_codes,
                                   &sql::spent,
                                   &sql::insert_spent,
                                   &sql::delete_spent,
                                   &sql::count_spent,
                                   &sql::empty_spent,
                                   &sql::empty_weeks,
                                   &sql::letter,
                                   &sql::insert_letter,
                                   &sql::take_back,
                                   &sql::letters,
                                   &sql::count_letters,
                                   &sql::letters_between,
                                   &sql::delete_letters_between,
                                   &sql::spent_between,
                                   &sql::delete_spent_between,
                                   &sql::empty_letterbox,
                                   &sql::insert_daily,
                                   &sql::daily,
                                   &sql::empty_daily,
                                   &sql::insert_released,
                                   &sql::released,
                                   &sql::insert_text,
                                   &sql::texts};

constexpr store::Forgetter forgetters[] = {{"ballot", &forget_ballot}};

}  // namespace

store::Room room() { return {"rounds", migrations, statements, forgetters}; }

}  // namespace goud::rounds
