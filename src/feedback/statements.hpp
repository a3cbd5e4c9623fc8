// The named statements of this room; prepared at start on the engine in use.
#pragma once

#include "store/store.hpp"

namespace goud::feedback::sql {

extern const store::Statement instruments;
extern const store::Statement insert_instrument;
extern const store::Statement insert_version;
extern const store::Statement end_instrument;
extern const store::Statement mark_answered;
extern const store::Statement proofs;
extern const store::Statement proof;
extern const store::Statement upsert_proof;
extern const store::Statement links;
extern const store::Statement link;
extern const store::Statement link_by_code;
extern const store::Statement insert_link;
extern const store::Statement close_link;
extern const store::Statement use_link;
extern const store::Statement answer_by_submission;
extern const store::Statement answer_erased;
constexpr std::size_t answers_together = 16;      // rows of insert_answers
extern const store::Statement insert_answers;     // of one import: :seq_0, :id_0 … for each row, the rest for all
extern const store::Statement answer_of_page;
extern const store::Statement insert_answer;
extern const store::Statement answer;
extern const store::Statement answer_body;
extern const store::Statement overwrite_answer;
extern const store::Statement corrections_of;
extern const store::Statement answers_of_person;
extern const store::Statement answers_of_import, answer_there, reopen_instrument, begin_proof_earlier;
extern const store::Statement answers_after;
extern const store::Statement told_before;
extern const store::Statement mark_told;
extern const store::Statement changes_after;
extern const store::Statement changes_heard, answer_heard;
extern const store::Statement pause_asking, resume_asking, pauses;
extern const store::Statement add_turnout;
extern const store::Statement turnouts;
extern const store::Statement answers_about;

}  // namespace goud::feedback::sql
