#include <array>

#include "stories/statements.hpp"
#include "stories/stories.hpp"

namespace goud::stories {

extern const store::Forgetter forgetters[3];  // keep_up.cpp

namespace {

constexpr store::Migration migrations[] = {{
    600,
    "0600_stories",
#include "stories/schema/0600_stories.sql"
    ,
#include "stories/schema/0600_stories_postgres.sql"
}};

constexpr std::array statements = {&sql::org,
                                   &sql::mark,
                                   &sql::begin_mark,
                                   &sql::move_mark,
                                   &sql::all,
                                   &sql::of_unit,
                                   &sql::of_moment,
                                   &sql::to_check,
                                   &sql::shared,
                                   &sql::found,
                                   &sql::by_whom,
                                   &sql::one,
                                   &sql::at,
                                   &sql::count_all,
                                   &sql::count_unit,
                                   &sql::count_found,
                                   &sql::text,
                                   &sql::seq_of,
                                   &sql::last_seq,
                                   &sql::by_submission,
                                   &sql::by_receipt,
                                   &sql::insert,
                                   &sql::insert_telling,
                                   &sql::insert_words,
                                   &sql::delete_words,
                                   &sql::delete_text,
                                   &sql::remove,
                                   &sql::change,
                                   &sql::change_text,
                                   &sql::set_standing,
                                   &sql::set_shared,
                                   &sql::set_retold,
                                   &sql::anonymise,
                                   &sql::retold_counts,
                                   &sql::index_erased,
                                   &sql::index_state,
                                   &sql::index_merge,
                                   &sql::index_clean,
                                   &sql::waiting,
                                   &sql::waiting_ripe,
                                   &sql::insert_waiting,
                                   &sql::delete_waiting,
                                   &sql::take_back_waiting,
                                   &sql::ripen,
                                   &sql::note_ripened,
                                   &sql::note_mixed,
                                   &sql::insert_visit,
                                   &sql::delete_visit,
                                   &sql::visit,
                                   &sql::visits,
                                   &sql::visits_of,
                                   &sql::forget_visits,
                                   &sql::themes,
                                   &sql::insert_theme,
                                   &sql::change_theme,
                                   &sql::delete_theme,
                                   &sql::choose,
                                   &sql::unchoose,
                                   &sql::unchoose_all,
                                   &sql::chosen,
                                   &sql::weeks_of,
                                   &sql::names,
                                   &sql::insert_name,
                                   &sql::delete_names,
                                   &sql::note_names,
                                   &sql::last_kudos,
                                   &sql::insert_kudos,
                                   &sql::kudos_one,
                                   &sql::kudos_all,
                                   &sql::kudos_unit,
                                   &sql::name_kudos,
                                   &sql::kudos_without_story,
                                   &sql::kudos_of_story,
                                   &sql::kudos_about,
                                   &sql::forget_given,
                                   &sql::forget_received};

}  // namespace

store::Room room() { return {"stories", migrations, statements, forgetters}; }

}  // namespace goud::stories
