// The named statements of this room; only its own files look here.
#pragma once

#include "store/store.hpp"

namespace goud::people::sql {

using store::Statement;

extern const Statement org_list, org_simulations, org_next, org_insert, org_read, org_update;
extern const Statement logo_read, logo_write, logo_delete;
extern const Statement unit_all, unit_insert, unit_update, place_all, place_insert, place_delete, entity_audit;
extern const Statement account_all, account_one, account_by_email, account_insert, account_update, account_password,
    account_in_org_by_email;
extern const Statement account_role_insert, account_role_drop, role_all, role_insert, role_update;
extern const Statement session_find, session_insert, session_seen, session_delete, session_delete_of, session_purge,
    session_end_all;
extern const Statement invitation_insert, invitation_find, invitation_accept, invitation_open, invitation_withdraw,
    invitation_replace;
extern const Statement key_all, key_insert, key_end, key_find;
extern const Statement person_find, person_insert, person_read, person_forget;
extern const Statement employee_all, employee_one, employee_insert, employee_move, employee_drop_card, employee_forget;
extern const Statement employee_by_unit, name_of;
extern const Statement pass_all, pass_one, pass_insert, pass_end, pass_forget, pass_by_code;
extern const Statement pass_session_find, pass_session_pass, pass_session_insert, pass_session_seen,
    pass_session_delete, pass_session_delete_of, pass_session_purge, pass_session_end_all;
extern const Statement audit_page;

}  // namespace goud::people::sql
