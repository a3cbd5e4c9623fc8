"""The floor: codes and who they are, the card of today, values; as every role, and what each must not see.

What a code may call at all stands in every_door_journey; here what it reads. Codes are said once, kept as hashes, and stand in no log.
"""
import re
import sqlite3

from furnished import furnish, made
from house import House, Visitor, play
from people_journey import PASSWORD, found, invited

CARD = {"may": [{"text": {"nl": "een drankje", "en": "a drink"}, "limit": {"nl": "tot € 50"}}], "must": [{"nl": "zelf naar de gast"}], "effects": [{"nl": "ik wist waarom ik wachtte"}],
        "example": {"nl": "Ze bracht soep."}, "call": {"who": {"nl": "teamleider"}, "telephone": "+31 38 000"}, "question": {"nl": "Wanneer durfde jij?"}, "revision": 0}


def keys_in(answer, memory):
    wanted = {"unit", "house", "day", "card", "cards", "figure", "moments", "door", "anonymous_at", "round", "promised", "values"}
    return "" if set(answer.json) == wanted else f"{sorted(set(answer.json) ^ wanted)}"


def card_is(nl):
    return lambda answer, memory: "" if (answer.json["card"] or {}).get("may", [{}])[0].get("text", {}).get("nl") == nl else f"{answer.json['card']}"


def journey(count):
    with House() as house:
        found(house, "Hotel De Brug", "anna@example.nl")
        owner = Visitor(house).sign_in("anna@example.nl", PASSWORD)
        has = furnish(owner, "Merelhof")
        visitors = {"owner": owner}
        for role in ("cx_manager", "hr_manager", "unit_manager", "analyst", "employee"):
            visitors[role] = invited(house, owner, role + "@example.nl", role, has["zwolle"] if role in ("unit_manager", "employee") else None)
        cook = made(owner.ask("POST", "/roles", {"name": {"nl": "kok", "en": "cook"}, "level": 5}))["id"]
        memory = dict(has, cook=cook)

        play(house, visitors, [
            ("owner", "POST /passes", {"kind": "unit", "unit": has["zwolle"], "language": "nl"}, 201, ["unit_code=code", "unit_pass=id", '"name":""', '"ended":null']),
            ("unit_manager", "POST /passes", {"kind": "personal", "unit": has["zwolle"], "name": "Fatima", "language": "en", "role_id": cook}, 201, ["own_code=code", "own_pass=id", '"cook"']),
            ("unit_manager", "POST /passes", {"kind": "unit", "unit": has["breda"], "language": "nl"}, 400, '"path":"unit"'),
            ("owner", "POST /passes", {"kind": "personal", "unit": has["zwolle"], "language": "nl"}, 400, '"path":"name"'),
            ("owner", "POST /passes", {"kind": "unit", "unit": has["zwolle"], "name": "x", "language": "nl"}, 400, '"path":"name"'),
            ("owner", "POST /passes", {"kind": "unit", "unit": has["breda"], "language": "nl"}, 201, ["breda_code=code", "breda_pass=id"]),
            ("unit_manager", "GET /passes", None, 200, ["Fatima", "{unit_pass}"], ["{breda_pass}", "code"]),
            ("hr_manager", "GET /passes", None, 200, ["Fatima", "{breda_pass}"], "code"),
            ("cx_manager", "GET /passes", None, 403), ("analyst", "GET /passes", None, 403), ("employee", "GET /passes", None, 403),
            ("unit_manager", "DELETE /passes/{breda_pass}", None, 404),
            ("unit_manager", "POST /passes/cards", {"codes": [{"name": "Fatima", "unit_name": "Zwolle", "code": "{own_code}", "language": "nl"}]}, 200, "%PDF"),
            ("owner", "POST /passes/cards", {"codes": [{"unit_name": "Zwolle", "code": "geen code", "language": "nl"}]}, 400, '"path":"codes[0].code"'),
            ("owner", "POST /passes/cards", {"codes": []}, 400, '"path":"codes"'),
            (None, "POST /floor/session", {"code": "0000-0000-0000"}, 401), (None, "POST /floor/session", {"code": "x"}, 401), (None, "GET /floor/session", None, 401), (None, "GET /floor/today", None, 401),
        ], count, memory, "passes")

        visitors["unit code"] = Visitor(house).with_code(memory["unit_code"].lower().replace("-", " "))
        visitors["personal pass"] = Visitor(house).with_code(memory["own_code"])
        play(house, visitors, [
            ("unit code", "GET /floor/session", None, 200, ['"kind":"unit"', '"name":""', "{zwolle}"], ["Fatima", "anna@"]),
            ("personal pass", "GET /floor/session", None, 200, ['"kind":"personal"', "Fatima", '"cook"']),
            ("employee", "GET /floor/session", None, 200, ['"kind":"account"', "{zwolle}"]),
            ("unit code", "GET /session", None, 403), ("personal pass", "GET /session", None, 403), ("unit code", "GET /org", None, 403), ("personal pass", "GET /units", None, 403),
            ("personal pass", "GET /overview", None, 403), ("personal pass", "GET /accounts", None, 403), ("personal pass", "GET /passes", None, 403),
        ], count, memory, "who is here")

        play(house, visitors, [
            ("unit code", "GET /floor/today", None, 200, [keys_in, '"card":null', '"figure":null', '"anonymous_at":null', '"round":null']),
            ("cx_manager", "PUT /moments/{room}/cards", {**CARD, "must": [{"nl": "x"}] * 4}, 400, '"path":"must"'),
            ("cx_manager", "PUT /moments/{room}/cards", {**CARD, "may": []}, 400, '"path":"may"'),
            ("cx_manager", "PUT /moments/{room}/cards", {**CARD, "effects": [{"nl": " "}]}, 400, '"path":"effects[0].nl"'),
            ("cx_manager", "PUT /moments/{room}/cards", {**CARD, "role": "nobody"}, 400, '"path":"role"'),
            ("cx_manager", "PUT /moments/{room}/cards", CARD, 200, ["card=id", '"revision":1', "kamer is klaar"]),
            ("cx_manager", "PUT /moments/{room}/cards", CARD, 409),
            ("cx_manager", "PUT /moments/{room}/cards", {**CARD, "question": {"nl": "Wat mag jij?"}, "revision": 1}, 200, ["Wat mag jij?", '"revision":2']),
            ("owner", "PUT /moments/{room}/cards", {**CARD, "may": [{"text": {"nl": "een kop soep"}}], "role": cook}, 200, ["cook_card=id", "kok"]),
            ("cx_manager", "PUT /moments/{employee_moment}/cards", CARD, 403), ("hr_manager", "PUT /moments/{room}/cards", CARD, 403), ("analyst", "PUT /moments/{room}/cards", CARD, 403),
            ("employee", "GET /moments/{room}/cards", None, 200, ["{card}", "{cook_card}"]), ("unit code", "GET /moments/{room}/cards", None, 200, "Wat mag jij?"),
            ("unit code", "GET /floor/today", None, 200, [keys_in, card_is("een drankje"), "tot € 50", '"weeks":12']),
            ("personal pass", "GET /floor/today", None, 200, [card_is("een kop soep"), "{cook_card}"]),
            ("employee", "GET /floor/today", None, 200, [card_is("een drankje"), "{zwolle}"]),
            ("owner", "GET /floor/today?unit={breda}", None, 200, ["{breda}"]), ("owner", "GET /floor/today", None, 200, ["{top}"]),
            ("unit code", "GET /floor/today?unit={breda}", None, 404), ("personal pass", "GET /floor/today?unit={breda}", None, 404), ("unit_manager", "GET /floor/today?unit={breda}", None, 404),
            ("unit code", "GET /floor/today?unit=nowhere", None, 404),
            ("hr_manager", "POST /employees", {"rows": [], "heads": [{"unit": has["zwolle"], "people": 6}, {"unit": has["breda"], "people": 4}]}, 200),
            ("unit code", "GET /floor/today", None, 200, ['"anonymous_at":{"id":"{top}"']),
            ("hr_manager", "POST /employees", {"rows": [], "heads": [{"unit": has["zwolle"], "people": 10}]}, 200),
            ("unit code", "GET /floor/today", None, 200, ['"anonymous_at":{"id":"{zwolle}"'], ["Fatima", "anna@"]),
        ], count, memory, "cards and today")

        play(house, visitors, [
            ("hr_manager", "POST /values", {"name": {"nl": "klantgericht"}}, 201, ['"says_nothing":true', "empty=id"]),
            ("cx_manager", "POST /values", {"name": {"nl": "deur open"}, "meaning": {"nl": "Ook om elf uur doet iemand open."}}, 201, ['"says_nothing":false', '"position":1', "open=id"]),
            ("owner", "POST /values", {"name": {"nl": "deur open"}}, 400, '"path":"name"'),
            ("hr_manager", "PATCH /values/{empty}", {"meaning": {"nl": "Wie belt krijgt dezelfde dag antwoord."}, "position": 1, "revision": 1}, 200, ['"says_nothing":false', '"position":1']),
            ("hr_manager", "PATCH /values/{empty}", {"ended": True, "revision": 1}, 409),
            ("unit code", "GET /values", None, 200, ["deur open", "klantgericht"]), ("employee", "GET /values", None, 200, "deur open"),
            ("analyst", "POST /values", {"name": {"nl": "x"}}, 403), ("unit_manager", "POST /values", {"name": {"nl": "x"}}, 403), ("employee", "PATCH /values/{open}", {"revision": 1}, 403),
            ("unit code", "POST /values", {"name": {"nl": "x"}}, 403),
            ("owner", "PATCH /values/{empty}", {"ended": True, "revision": 2}, 200, '"ended":"'),
            ("unit code", "GET /floor/today", None, 200, "deur open", "klantgericht"),
        ], count, memory, "values")

        play(house, visitors, [
            ("cx_manager", "DELETE /cards/{cook_card}", None, 204), ("cx_manager", "DELETE /cards/{cook_card}", None, 404),
            ("personal pass", "GET /floor/today", None, 200, card_is("een drankje")),
            ("owner", "DELETE /passes/{unit_pass}", None, 204), ("owner", "DELETE /passes/{unit_pass}", None, 404),
            ("unit code", "GET /floor/today", None, 401), (None, "POST /floor/session", {"code": "{unit_code}"}, 401),
            ("hr_manager", "POST /passes/{own_pass}/forget", None, 204), ("hr_manager", "POST /passes/{own_pass}/forget", None, 404),
            ("owner", "GET /passes", None, 200, [], "Fatima"), ("personal pass", "GET /floor/session", None, 401),
        ], count, memory, "the end of a code")

        with sqlite3.connect(house.data + "/goud.db", timeout=30) as store:
            kept = "\n".join(str(row) for table in ("pass", "pass_session") for row in store.execute(f"SELECT * FROM {table}"))
            past = store.execute("SELECT COUNT(*) FROM moment_card WHERE until_day IS NOT NULL").fetchone()[0]
        codes = [memory[key] for key in ("unit_code", "own_code", "breda_code")]
        held = [code for code in codes if code in kept or code.replace("-", "") in kept]
        count.check("no code is kept as it is said", ", ".join(held))
        count.check("a card that was changed keeps its past", "" if past == 2 else str(past))
        count.check("a session of the floor knows no time", "" if not re.search(r"\d{16}", kept) else kept)
        count.check("no code stands in the log", ", ".join(code for code in codes if code in house.log_text()))
