// The named statements of this room. Of a story its fields and its words lie apart: lists walk the fields.
#pragma once

#include "store/store.hpp"

namespace goud::stories::sql {

extern const store::Statement org, mark, begin_mark, move_mark;

// Fields in one order for all that list; see row.cpp.
extern const store::Statement all, of_unit, of_moment, to_check, shared, found, by_whom, one, at;
extern const store::Statement count_all, count_unit, count_found;
extern const store::Statement text, seq_of, last_seq, by_submission, by_receipt;
extern const store::Statement insert, insert_telling, insert_words, delete_words, delete_text, remove;
extern const store::Statement change, change_text, set_standing, set_shared, set_retold, anonymise, retold_counts;
extern const store::Statement index_erased, index_state, index_merge, index_clean;

extern const store::Statement waiting, waiting_ripe, insert_waiting, delete_waiting, take_back_waiting, ripen,
    note_ripened, note_mixed;

extern const store::Statement insert_visit, delete_visit, visit, visits, visits_of, forget_visits;

extern const store::Statement themes, insert_theme, change_theme, delete_theme;

extern const store::Statement choose, unchoose, unchoose_all, chosen, weeks_of;

extern const store::Statement names, insert_name, delete_names, note_names;

extern const store::Statement last_kudos, insert_kudos, kudos_one, kudos_all, kudos_unit, name_kudos,
    kudos_without_story, kudos_of_story, kudos_about, forget_given, forget_received;

}  // namespace goud::stories::sql
