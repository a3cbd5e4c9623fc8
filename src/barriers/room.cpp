#include <array>

#include "barriers/barriers.hpp"
#include "barriers/statements.hpp"

namespace goud::barriers {
namespace {

constexpr store::Migration migrations[] = {{
    700,
    "0700_barriers",
#include "barriers/schema/0700_barriers.sql"
}};

constexpr std::array statements = {&sql::one,
                                   &sql::same,
                                   &sql::rising,
                                   &sql::board,
                                   &sql::board_of_unit,
                                   &sql::acknowledged,
                                   &sql::named_waiting,
                                   &sql::totals,
                                   &sql::count_total,
                                   &sql::insert,
                                   &sql::update,
                                   &sql::in_time,
                                   &sql::insert_report,
                                   &sql::report_once,
                                   &sql::reported_by,
                                   &sql::said_by,
                                   &sql::set_said,
                                   &sql::days_of,
                                   &sql::words_of,
                                   &sql::unsay_reports,
                                   &sql::move_reports,
                                   &sql::insert_unnamed,
                                   &sql::unnamed,
                                   &sql::set_unnamed_said,
                                   &sql::unnamed_words_of,
                                   &sql::unsay_unnamed,
                                   &sql::move_unnamed,
                                   &sql::keep_waiting,
                                   &sql::waits,
                                   &sql::waiting,
                                   &sql::empty_waiting,
                                   &sql::last_morning,
                                   &sql::keep_morning,
                                   &sql::limits,
                                   &sql::keep_limit};

}  // namespace

store::Room room() { return {"barriers", migrations, statements}; }

}  // namespace goud::barriers
