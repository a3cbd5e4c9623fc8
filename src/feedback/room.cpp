#include <array>

#include "feedback/feedback.hpp"
#include "feedback/import_statements.hpp"
#include "feedback/statements.hpp"

namespace goud::feedback {
namespace {

constexpr store::Migration migrations[] = {{
                                               500,
                                               "0500_feedback",
#include "feedback/schema/0500_feedback.sql"
                                           },
                                           {
                                               501,
                                               "0501_answer",
#include "feedback/schema/0501_answer.sql"
                                           },
                                           {
                                               502,
                                               "0502_import",
#include "feedback/schema/0502_import.sql"
                                           },
                                           {
                                               503,
                                               "0503_import_undo",
#include "feedback/schema/0503_import_undo.sql"
                                           },
                                           {
                                               504,
                                               "0504_turnout",
#include "feedback/schema/0504_turnout.sql"
                                           },
                                           {
                                               505,
                                               "0505_import_made",
#include "feedback/schema/0505_import_made.sql"
                                           },
                                           {
                                               506,
                                               "0506_import_range",
#include "feedback/schema/0506_import_range.sql"
                                           },
                                           {
                                               507,
                                               "0507_pause",
#include "feedback/schema/0507_pause.sql"
                                           }};

constexpr std::array statements = {&sql::instruments,
                                   &sql::insert_instrument,
                                   &sql::insert_version,
                                   &sql::end_instrument,
                                   &sql::mark_answered,
                                   &sql::proofs,
                                   &sql::proof,
                                   &sql::upsert_proof,
                                   &sql::links,
                                   &sql::link,
                                   &sql::link_by_code,
                                   &sql::insert_link,
                                   &sql::close_link,
                                   &sql::use_link,
                                   &sql::answer_by_submission,
                                   &sql::answer_erased,
                                   &sql::insert_answers,
                                   &sql::answer_of_page,
                                   &sql::insert_answer,
                                   &sql::answer,
                                   &sql::answer_body,
                                   &sql::overwrite_answer,
                                   &sql::corrections_of,
                                   &sql::answers_of_person,
                                   &sql::answers_of_import,
                                   &sql::answers_after,
                                   &sql::told_before,
                                   &sql::mark_told,
                                   &sql::changes_after,
                                   &sql::insert_import,
                                   &sql::count_import,
                                   &sql::end_import,
                                   &sql::state_of_import,
                                   &sql::imports,
                                   &sql::import_one,
                                   &sql::unfinished_imports,
                                   &sql::imports_of_file,
                                   &sql::imports_standing,
                                   &sql::made_by_import,
                                   &sql::reopen_instrument,
                                   &sql::answer_there,
                                   &sql::begin_proof_earlier,
                                   &sql::insert_refused,
                                   &sql::refused_after,
                                   &sql::add_turnout,
                                   &sql::turnouts,
                                   &sql::answers_about,
                                   &sql::changes_heard,
                                   &sql::answer_heard,
                                   &sql::pause_asking,
                                   &sql::resume_asking,
                                   &sql::pauses};

constexpr store::Forgetter forgetters[] = {{"answer", &forget_answer}};

}  // namespace

store::Room room() { return {"feedback", migrations, statements, forgetters}; }

}  // namespace goud::feedback
