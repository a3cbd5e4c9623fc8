"""Every route of the description × everyone who may knock × ids of another organisation and of another unit.

Who may enter stands below as a table of its own, not read from the description; a route that is new has no line here and fails.
A foreign id, in a path, a query, a body or a cursor, answers like an unknown one, to the byte; what the other organisation
calls things never appears in an answer, a page or an export; a unit manager's other units do not exist for them.
"""
import datetime
import json
import re
import sqlite3
import uuid

from ballot_journey import answered, day
from described import WHOLE
from furnished import EVERY_SCOPE, EXPIRES, exported, furnish, given, made, sent, ticket_on
from house import House, Visitor, wait_until
from people_journey import PASSWORD, found, invited

CANARY = "Kanarie-7f3a91"      # stands in every name and text of the other organisation
BRANCH = "Merel-c04d2e"        # stands in every name and text of the unit its manager does not manage

ROLES = ["owner", "cx_manager", "hr_manager", "unit_manager", "analyst", "employee"]
SCOPES = EVERY_SCOPE
everyone = set(ROLES)
FLOOR = everyone | {"unit code", "personal pass"}      # who has no account, and comes in with a code
OWN_FLOOR = everyone | {"personal pass"}               # a unit's code is nobody
PLANNERS = {"owner", "hr_manager"}
OWNER, SHAPERS, CUSTOMERS = {"owner"}, {"owner", "cx_manager", "hr_manager"}, {"owner", "cx_manager"}
ASKERS = TEAM_LEADERS = CUSTOMERS | {"unit_manager"}
READING, WRITING, TAKING = {"figures:read"}, {"answers:write"}, {"answers:read"}
ANYONE = None

MAY = {
    "GET /accounts": OWNER, "PATCH /accounts/{id}": OWNER, "GET /audit": OWNER,
    "GET /keys": OWNER, "POST /keys": OWNER, "DELETE /keys/{id}": OWNER, "GET /invitations": OWNER, "POST /invitations": OWNER,
    "DELETE /invitations/{id}": OWNER, "POST /accounts/{id}/invitation": OWNER,
    "GET /org": everyone | READING, "PATCH /org": OWNER, "GET /org/logo": everyone, "PUT /org/logo": OWNER, "DELETE /org/logo": OWNER,
    "GET /units": everyone | READING, "POST /units": OWNER, "PATCH /units/{id}": OWNER, "POST /units/{id}/move": OWNER,
    "POST /units/{id}/end": OWNER, "GET /units/{id}/history": everyone,
    "GET /roles": everyone | READING, "POST /roles": OWNER, "PATCH /roles/{id}": OWNER, "POST /roles/{id}/end": OWNER, "GET /roles/{id}/history": everyone,
    "GET /session": everyone, "DELETE /session": FLOOR, "POST /session/password": everyone,
    "GET /journeys": everyone | READING, "POST /journeys": SHAPERS, "POST /journeys/{id}/moments": SHAPERS,
    "PATCH /journeys/{id}": SHAPERS, "GET /journeys/{id}/history": everyone, "PATCH /annotations/{id}": SHAPERS, "DELETE /annotations/{id}": SHAPERS,
    "PATCH /journeys/{id}/stages/{stage}": SHAPERS, "PATCH /moments/{id}": SHAPERS, "POST /moments/{id}/end": SHAPERS,
    "PUT /moments/{id}/promises": SHAPERS, "POST /moments/{id}/annotations": SHAPERS, "GET /moments/{id}/history": everyone,
    "GET /promises": everyone | READING, "POST /promises": SHAPERS, "POST /promises/{id}/versions": SHAPERS,
    "POST /promises/{id}/mend": SHAPERS, "POST /promises/{id}/withdraw": SHAPERS, "GET /promises/{id}/history": everyone,
    "POST /promises/underline": SHAPERS, "POST /promises/proof-question": SHAPERS,
    "PUT /promises/{id}/proof": SHAPERS, "POST /promises/{id}/proof/confirm": SHAPERS,
    "GET /instruments": (everyone - {"employee"}) | WRITING, "GET /instruments/{id}": (everyone - {"employee"}) | WRITING,
    "POST /instruments": CUSTOMERS, "POST /instruments/{id}/versions": CUSTOMERS, "POST /instruments/{id}/end": CUSTOMERS,
    "GET /links": ASKERS, "POST /links": ASKERS, "DELETE /links/{id}": ASKERS, "GET /links/{id}/qr.svg": ASKERS, "GET /links/qr.pdf": ASKERS,
    "POST /answers": CUSTOMERS | WRITING, "POST /answers/{id}/correct": CUSTOMERS, "POST /answers/{id}/erase": CUSTOMERS,
    "POST /persons/forget": CUSTOMERS, "POST /persons/about": CUSTOMERS, "GET /answers/export": CUSTOMERS | {"analyst"} | TAKING,
    "GET /imports": CUSTOMERS, "POST /imports": CUSTOMERS, "POST /imports/preview": CUSTOMERS, "GET /imports/{id}": CUSTOMERS,
    "GET /imports/{id}/refused": CUSTOMERS, "POST /imports/{id}/undo": CUSTOMERS,
    "GET /overview": everyone | READING, "GET /moments/{id}/figures": everyone | READING, "GET /moments/{id}/drivers": everyone | READING, "GET /response": everyone | READING,
    "GET /stories": FLOOR, "GET /stories/{id}": FLOOR, "POST /stories": OWN_FLOOR, "GET /stories/chosen": FLOOR, "GET /stories/welcome": FLOOR, "GET /stories/figures": everyone | READING,
    "POST /stories/{id}/share": ASKERS, "POST /stories/{id}/keep-back": ASKERS, "PUT /stories/{id}/weeks/{week}": ASKERS, "DELETE /stories/{id}/weeks/{week}": ASKERS,
    "POST /stories/{id}/retold": CUSTOMERS | WRITING, "GET /stories/names": CUSTOMERS, "PUT /stories/names": CUSTOMERS, "POST /colleagues/about": OWNER, "POST /colleagues/forget": OWNER,
    "POST /w/{door}/stories": ANYONE, "POST /w/{door}/stories/take-back": ANYONE, "GET /floor/people": OWN_FLOOR,
    "GET /themes": everyone | READING, "POST /themes": CUSTOMERS, "PUT /themes/{id}": CUSTOMERS, "DELETE /themes/{id}": CUSTOMERS, "GET /themes/figures": everyone | READING, "GET /themes/suggestions": ASKERS, "POST /themes/preview": CUSTOMERS,
    "GET /kudos": FLOOR, "POST /kudos": OWN_FLOOR, "POST /kudos/{id}/name": OWN_FLOOR,
    "GET /measures": (everyone - {"employee"}) | READING, "POST /measures": SHAPERS, "GET /linkage": (everyone - {"employee"}) | READING,
    "GET /linkage/pairs": (everyone - {"employee"}) | READING, "POST /linkage/pairs": SHAPERS,
    "GET /rounds": everyone | READING, "POST /rounds": PLANNERS, "GET /rounds/consent": everyone, "PUT /rounds/consent": PLANNERS, "GET /rounds/library": everyone,
    "GET /rounds/{id}": everyone | READING, "PUT /rounds/{id}": PLANNERS, "DELETE /rounds/{id}": PLANNERS, "GET /rounds/{id}/units": everyone, "POST /rounds/{id}/open": PLANNERS,
    "GET /rounds/{id}/figures": everyone | READING, "GET /rounds/{id}/clarity": everyone | READING, "GET /rounds/{id}/texts": everyone | READING,
    "GET /rounds/{id}/export": everyone | READING, "GET /employees/promises": everyone | READING, "GET /employees/moments/{id}": everyone | READING,
    "GET /employees/ladder": everyone | READING,
    "POST /rounds/{id}/begin-again": PLANNERS, "POST /rounds/{id}/close": PLANNERS, "POST /rounds/{id}/withdraw": PLANNERS, "POST /rounds/{id}/cards": PLANNERS,
    "GET /employees": PLANNERS, "POST /employees": PLANNERS, "GET /employees/{id}": PLANNERS, "DELETE /employees/{id}": PLANNERS,
    "GET /values": FLOOR, "POST /values": SHAPERS, "PATCH /values/{id}": SHAPERS, "GET /moments/{id}/cards": FLOOR, "PUT /moments/{id}/cards": CUSTOMERS, "DELETE /cards/{id}": CUSTOMERS,
    "GET /passes": PLANNERS | {"unit_manager"}, "POST /passes": PLANNERS | {"unit_manager"}, "DELETE /passes/{id}": PLANNERS | {"unit_manager"},
    "GET /follow-ups": ASKERS | {"analyst"} | READING, "GET /follow-ups/{id}": ASKERS, "POST /follow-ups/{id}/take": ASKERS, "POST /follow-ups/{id}/called": ASKERS,
    "POST /follow-ups/{id}/cause": ASKERS, "POST /follow-ups/{id}/answer": ASKERS, "POST /follow-ups/{id}/solved": ASKERS, "POST /follow-ups/{id}/noted": ASKERS,
    "POST /follow-ups/{id}/drop": ASKERS, "GET /causes": ASKERS, "POST /causes": ASKERS, "PATCH /causes/{id}": ASKERS,
    "GET /letters": OWNER, "POST /letters/{id}/send-again": OWNER, "POST /letters/{id}/withdraw": OWNER, "GET /v/{code}": ANYONE, "POST /v/{code}": ANYONE,
    "POST /passes/{id}/forget": PLANNERS, "POST /passes/cards": PLANNERS | {"unit_manager"}, "GET /floor/session": FLOOR, "GET /floor/today": FLOOR, "POST /floor/session": ANYONE,
    "GET /barriers": FLOOR | READING, "POST /barriers": OWN_FLOOR, "GET /barriers/choices": FLOOR, "GET /barriers/limits": everyone, "PUT /barriers/limits": SHAPERS,
    "GET /barriers/{id}": FLOOR, "PATCH /barriers/{id}": everyone, "POST /barriers/{id}/acknowledge": everyone, "POST /barriers/{id}/solve": everyone,
    "POST /barriers/{id}/cannot": everyone, "POST /barriers/{id}/join": everyone, "POST /barriers/{id}/confirm": OWN_FLOOR,
    "POST /w/{door}/barriers": ANYONE, "POST /w/{door}/receipt": ANYONE,
    "GET /meta": ANYONE, "GET /openapi.json": ANYONE, "GET /setup": ANYONE, "POST /setup": ANYONE, "POST /session": ANYONE,
    "GET /invitations/{id}": ANYONE, "POST /invitations/{token}/accept": ANYONE, "GET /healthz": ANYONE,
    "GET /r": ANYONE, "GET /r/{code}": ANYONE, "POST /r/{code}": ANYONE, "GET /r/{code}/thanks": ANYONE, "GET /r/{code}/take-back": ANYONE, "POST /r/{code}/take-back": ANYONE,
    "GET /r/how-your-answer-is-kept": ANYONE, "GET /r/hoe-je-antwoord-bewaard-wordt": ANYONE,
    "GET /s/{code}": ANYONE, "POST /s/{code}": ANYONE, "GET /s/{code}/thanks": ANYONE, "GET /s/{code}/bedankt": ANYONE, "GET /s/{code}/logo": ANYONE,
}

# What stands in a path, by where it stands.
IN_PATH = {"barriers": "barrier", "accounts": "account", "annotations": "annotation", "invitations": "invitation", "answers": "answer", "imports": "import", "instruments": "instrument", "journeys": "journey",
           "keys": "key", "links": "link", "moments": "moment", "promises": "promise", "roles": "role", "units": "unit",
           "rounds": "round", "employees": "employee", "passes": "pass", "values": "value", "cards": "card",
           "stories": "answer", "themes": "theme", "kudos": "kudos", "follow-ups": "follow_up", "causes": "cause", "letters": "letter"}

# Whole bodies, right in all but the id at the end of "<kind>"; each place of an id is tried in its turn.
DAY = "2026-02-01"
BODIES = {
    "POST /barriers": {"submission": "door-<n>", "unit": "<unit>", "moment": "<moment>", "barrier": "<barrier>", "minutes": 5}, "PUT /barriers/limits": {"levels": [{"level": 19, "days": 3}]},
    "PATCH /barriers/{id}": {"title": "x"}, "POST /barriers/{id}/acknowledge": {"owner": "<account>", "revision": 1}, "POST /barriers/{id}/solve": {"done": "x"},
    "POST /barriers/{id}/cannot": {"because": "x"}, "POST /barriers/{id}/join": {"into": "<barrier>"}, "POST /barriers/{id}/confirm": {"gone": True},
    "PATCH /accounts/{id}": {"role": "unit_manager", "unit": "<unit>", "revision": 1, "role_id": "<role>"},
    "POST /keys": {"name": "k", "scopes": ["figures:read"], "expires_at": EXPIRES},
    "POST /accounts/{id}/invitation": None, "PATCH /journeys/{id}": {"name": {"nl": "x"}, "revision": 99},
    "PATCH /annotations/{id}": {"text": "x", "revision": 99},
    "POST /invitations": {"email": "new-<n>@example.nl", "role": "unit_manager", "unit": "<unit>"},
    "POST /units": {"name": "x", "level": 1, "parent": "<unit>"}, "PATCH /units/{id}": {"name": "x", "revision": 1},
    "POST /units/{id}/move": {"parent": "<unit>", "from": DAY}, "POST /units/{id}/end": {"to": "2027-01-01", "into": "<unit>"},
    "POST /roles": {"name": {"nl": "x <n>"}, "level": 5}, "PATCH /roles/{id}": {"name": {"nl": "x"}, "revision": 99}, "POST /roles/{id}/end": None,
    "PATCH /org": {"revision": 99}, "PUT /org/logo": None,
    "POST /journeys": {"audience": "customer", "name": {"nl": ""}}, "POST /journeys/{id}/moments": {"stage": "do", "name": {"nl": "x"}},
    "PATCH /journeys/{id}/stages/{stage}": {"owner_role": "x", "revision": 99}, "PATCH /moments/{id}": {"revision": 99},
    "POST /moments/{id}/end": None, "PUT /moments/{id}/promises": {"promises": ["<promise>"]},
    "POST /moments/{id}/annotations": {"day": DAY, "text": "x"},
    "POST /promises": {"audience": "customer", "text": {"nl": "x"}, "norm": 0.9, "red_line": 0.7, "from": DAY, "moment": "<moment>"},
    "POST /promises/underline": {"texts": [{"kind": "website", "text": "x"}]}, "POST /promises/proof-question": {"text": "x", "language": "nl", "audience": "customer"},
    "POST /promises/{id}/versions": {"norm": 0.8, "from": DAY}, "POST /promises/{id}/mend": {"text": "x", "owner": "y", "due": DAY},
    "POST /promises/{id}/withdraw": {"from": "2027-01-01", "reason": "x"}, "POST /promises/{id}/proof/confirm": None,
    "PUT /promises/{id}/proof": {"kind": "asked", "instrument": "<instrument>", "question_key": "kept", "kept": ["yes"], "not_kept": ["no"], "not_applicable": ["na"]},
    "POST /instruments": {"definition": {"key": "other", "title": {"nl": "x"}, "languages": ["nl"], "questions": [
        {"key": "a", "kind": "score", "text": {"nl": "x"}, "moment": "<moment>"},
        {"key": "b", "kind": "promise", "text": {"nl": "x"}, "moment": "<moment>", "promise": "<promise>"}]}},
    "POST /instruments/{id}/versions": {"definition": {"key": "stay", "title": {"nl": "x"}, "languages": ["nl"], "questions": [
        {"key": "a", "kind": "score", "text": {"nl": "x"}, "moment": "<moment>"}]}},
    "POST /instruments/{id}/end": None,
    "POST /links": {"instrument": "<instrument>", "unit": "<unit>", "moment": "<moment>"},
    "POST /answers": {"submission_id": "door-<n>", "instrument": "<instrument>", "unit": "<unit>", "moment": "<moment>", "answers": {"recommend": 5}},
    "POST /answers/{id}/correct": {"answers": {"recommend": 4}, "reason": "x"}, "POST /answers/{id}/erase": {"reason": "x"},
    "POST /persons/forget": {"person_key": "<person>"}, "POST /persons/about": {"person_key": "<person>"}, "POST /imports": {"upload": "<upload>", "map": "<map>"}, "POST /imports/{id}/undo": None,
    "POST /measures": {"rows": [{"unit": "<unit>", "period": "2026-Q1", "measure": "<measure>", "value": 3}]}, "POST /linkage/pairs": {"x": "<measure>", "y": "<measure2>", "lag": 1},
    "POST /rounds/{id}/cards": {"codes": [{"unit_name": "x", "code": "K7QM-2VXR-9TDA", "language": "nl"}]},
    "POST /rounds": {"name": {"nl": "x"}, "opens": "2027-02-01", "closes": "2027-03-01", "items": [
        {"key": "kept", "kind": "yes_no", "about": "promise", "promise": "<employee_promise>", "text": {"nl": "x", "en": "x"}}]},
    "PUT /rounds/{id}": {"revision": 1, "plan": {"name": {"nl": "x"}, "opens": "2027-02-01", "closes": "2027-03-01", "items": [
        {"key": "kept", "kind": "yes_no", "about": "promise", "promise": "<employee_promise>", "text": {"nl": "x", "en": "x"}}]}},
    "PUT /rounds/consent": {"given": DAY, "by_whom": "x"}, "POST /rounds/{id}/open": None, "POST /rounds/{id}/close": None,
    "POST /rounds/{id}/begin-again": {"sure": True}, "POST /rounds/{id}/withdraw": {"because": "x"},
    "POST /employees": {"rows": [{"unit": "<unit>", "email": "new-<n>@example.nl"}], "heads": [{"unit": "<unit>", "people": 1}]},
    "POST /values": {"name": {"nl": ""}}, "PATCH /values/{id}": {"name": {"nl": "x"}, "revision": 99},
    "PUT /moments/{id}/cards": {"role": "<role>", "may": [{"text": {"nl": "x"}}], "effects": [{"nl": "x"}], "revision": 0},
    "POST /passes": {"kind": "unit", "unit": "<unit>", "language": "nl", "role_id": "<role>"}, "POST /passes/{id}/forget": None,
    "POST /passes/cards": {"codes": [{"unit_name": "x", "code": "K7QM-2VXR-9TDA", "language": "nl"}]},
    "POST /follow-ups/{id}/take": {"owner": "<account>"}, "POST /follow-ups/{id}/called": {"reached": False, "cause": "<cause>"}, "POST /follow-ups/{id}/cause": {"cause": "<cause>"},
    "POST /follow-ups/{id}/answer": {"text": "x"}, "POST /follow-ups/{id}/solved": {"told_back": "x"}, "POST /follow-ups/{id}/noted": {"yes": True}, "POST /follow-ups/{id}/drop": {"because": "x"},
    "POST /causes": {"name": "x", "moment": "<moment>", "change": "promise", "changed": "<promise>", "text": "x", "owner": "<account>", "due": DAY},
    "PATCH /causes/{id}": {"name": "x", "moment": "<moment>", "revision": 1}, "POST /letters/{id}/send-again": None, "POST /letters/{id}/withdraw": None,
    "POST /stories": {"submission": "door-<n>", "unit": "<unit>", "moment": "<moment>", "text": "x", "language": "nl"}, "POST /stories/{id}/share": {"text": "x"},
    "POST /stories/{id}/keep-back": {"because": "x"}, "PUT /stories/{id}/weeks/{week}": None, "POST /stories/{id}/retold": {"times": "no"}, "PUT /stories/names": {"names": ["x"]},
    "POST /colleagues/about": {"who": "x"}, "POST /colleagues/forget": {"who": "x"}, "POST /themes": {"name": {"nl": ""}, "all_of": []}, "POST /themes/preview": {"all_of": []},
    "PUT /themes/{id}": {"name": {"nl": "x"}, "all_of": [["x"]], "revision": 99}, "POST /kudos/{id}/name": {"named": True},
    "POST /kudos": {"to": "<account>", "unit": "<unit>", "value": "<value>", "behaviour": "x"},
    "POST /imports/preview": None, "POST /session/password": {"current": "x", "new": "y"},
}
QUERIES = {
    "GET /barriers": ["unit=<unit>", "moment=<moment>"], "GET /barriers/choices": ["moment=<moment>", "unit=<unit>"],
    "GET /floor/today": ["unit=<unit>"],
    "GET /answers/export": ["unit=<unit>", "instrument=<instrument>"], "GET /links/qr.pdf": ["ids=<link>"], "GET /overview": ["unit=<unit>"],
    "GET /response": ["unit=<unit>"], "GET /moments/{id}/figures": ["unit=<unit>", "unit=OURS&compare=<unit>"], "GET /stories": ["unit=<unit>", "moment=<moment>", "theme=<theme>"], "GET /stories/figures": ["unit=<unit>", "moment=<moment>"], "GET /stories/welcome": ["unit=<unit>"],
    "GET /themes/figures": ["unit=<unit>", "moment=<moment>"], "GET /themes/suggestions": ["unit=<unit>", "moment=<moment>"], "POST /themes/preview": ["unit=<unit>"], "GET /kudos": ["unit=<unit>"], "GET /floor/people": ["unit=<unit>"],
    "GET /follow-ups": ["unit=<unit>", "moment=<moment>"], "GET /moments/{id}/drivers": ["unit=<unit>"], "GET /linkage": ["x=<measure>"],
    "GET /employees/promises": ["unit=<unit>", "round=<released>"], "GET /rounds/{id}/figures": ["unit=<unit>"], "GET /rounds/{id}/clarity": ["unit=<unit>"], "GET /rounds/{id}/texts": ["unit=<unit>"], "GET /employees/moments/{id}": ["unit=<unit>"], "GET /employees/ladder": ["unit=<unit>"],
}
CURSORS = ["GET /kudos", "GET /barriers", "GET /follow-ups", "GET /causes", "GET /letters", "GET /passes", "GET /values", "GET /roles", "GET /roles/{id}/history", "GET /audit", "GET /stories", "GET /imports/{id}/refused", "GET /accounts", "GET /keys", "GET /invitations", "GET /units", "GET /journeys", "GET /promises",
           "GET /instruments", "GET /links", "GET /imports", "GET /units/{id}/history", "GET /moments/{id}/history", "GET /journeys/{id}/history", "GET /promises/{id}/history"]

# Of a team: its board and its meeting kits.
WEEK = "{}-W{:02}".format(*datetime.date.today().isocalendar())
MAY.update({
    "GET /team/{unit}/board": everyone, "POST /kits": TEAM_LEADERS, "GET /kits": everyone - {"analyst"}, "GET /kits/{id}": everyone - {"analyst"},
    "GET /kits/{id}/sheet.pdf": everyone - {"analyst"}, "GET /kits/{id}/calendar.ics": everyone - {"analyst"},
    "POST /kits/{id}/another-story": TEAM_LEADERS, "POST /kits/{id}/held": TEAM_LEADERS,
})
IN_PATH["kits"] = "kit"
BODIES.update({
    "POST /kits": {"unit": "<unit>", "week": WEEK}, "POST /kits/{id}/another-story": None,
    "POST /kits/{id}/held": {"minutes": 10, "people": 5, "done": [], "agreed": [], "revision": 99},
})
QUERIES["GET /kits"] = ["unit=<unit>"]


def described(house):
    paths = house.stranger().ask("GET", "/openapi.json").json["paths"]
    return sorted(f"{method.upper()} {path.removeprefix('/api/v1')}" for path, methods in paths.items()
                  for method in methods if method in ("get", "post", "put", "patch", "delete"))


def kind_in(path):
    """Of what {id} is: the word before it says so."""
    if "{unit}" in path:
        return "unit"
    if re.search(r"/rounds/\{id\}/(figures|clarity|texts|export)", path):
        return "released"
    return "employee_moment" if path.startswith("/employees/moments/") else IN_PATH[re.search(r"/([\w-]+)/\{id\}", path).group(1)]


def own(route, ids):
    """The address with our own ids in it."""
    path = route.split(" ", 1)[1].replace("{stage}", "care").replace("{unit}", ids["unit"]).replace("{code}", ids["page"]).replace("{token}", "unknown").replace("{week}", "2026-W05")
    return path.replace("{id}", ids[kind_in(path)]) if "{id}" in path else path


def released(owner, house, plan):
    """A round that everyone answered, closed. Only the week it lasts is told to the store."""
    one = made(owner.ask("POST", "/rounds", plan))["id"]
    for at, line in enumerate(made(owner.ask("POST", f"/rounds/{one}/open"))["codes"]):
        answer, _ = answered(Visitor(house), line["code"], {"kept": "no" if at % 3 else "yes", "why": plan["name"]["nl"]})
        assert answer.status == 303, answer.text
    with sqlite3.connect(house.data + "/goud.db", timeout=30) as store:
        store.execute("UPDATE round SET opened = opened - 8 WHERE id = ?", (one,))
    made(owner.ask("POST", f"/rounds/{one}/close"))
    assert wait_until(lambda: made(owner.ask("GET", f"/rounds/{one}"))["state"] == "released", 30), "the round does not close"
    return one


def lived(owner, name, house):
    """An organisation with everything in it that has an id."""
    has = furnish(owner, name)
    ids = {"unit": has["breda"], "moment": has["room"], "employee_moment": has["employee_moment"], "promise": has["promise"], "journey": has["journey"], "instrument": has["instrument"],
           "link": has["breda_link"], "page": has["breda_page"], "person": name + "-guest"}
    ids["answer"] = made(owner.ask("POST", "/answers", given(name + "-1", "breda", {
        "kept": "no", "recommend": 3, "reason": name + " text", "story": {"expectation": "less", "text": name + " story", "may_share": True, "call": {"telephone": "+31612345678", "email": "gast@elders.example"}}},
        person_key=ids["person"], moment=has["room"])))["items"][0]["id"]
    ids["follow_up"] = ids["answer"]
    assert wait_until(lambda: owner.ask("GET", "/follow-ups/" + ids["answer"]).status == 200), "nothing is heard"
    made(owner.ask("POST", f"/follow-ups/{ids['answer']}/answer", {"text": name + " is op zoek"}))
    ids["letter"] = made(owner.ask("GET", "/letters"))["items"][0]["id"]
    ids["cause"] = made(owner.ask("POST", "/causes", {"name": name + " sleutelkaarten"}))["id"]
    made(owner.ask("POST", "/answers", given(name + "-2", "zwolle", {"kept": "yes", "story": {"expectation": "better", "text": "Zwolle was fine", "may_share": True}}, moment=has["room"])))
    ids["key"] = made(owner.ask("POST", "/keys", {"name": name + " key", "scopes": ["figures:read"], "expires_at": EXPIRES}))["id"]
    ids["account"] = made(owner.ask("GET", "/accounts"))["items"][0]["id"]
    ids["role"] = made(owner.ask("POST", "/roles", {"name": {"nl": name + " rol", "en": name + " role"}, "level": 4}))["id"]
    ids["value"] = made(owner.ask("POST", "/values", {"name": {"nl": name + " gastvrij"}, "meaning": {"nl": name + " loopt mee"}}))["id"]
    ids["theme"] = made(owner.ask("POST", "/themes", {"name": {"nl": name + " thema"}, "all_of": [["sleutel"]]}))["id"]
    ids["kudos"] = made(owner.ask("POST", "/kudos", {"unit": has["breda"], "value": ids["value"], "behaviour": name + " nam de tijd"}))["id"]
    ids["card"] = made(owner.ask("PUT", f"/moments/{has['room']}/cards", {"may": [{"text": {"nl": name + " drankje"}}], "effects": [{"nl": "ik wist waarom"}], "revision": 0}))["id"]
    ids["pass"] = made(owner.ask("POST", "/passes", {"kind": "personal", "unit": has["breda"], "name": name + " Fatima", "language": "nl", "role_id": ids["role"]}))["id"]
    ids["barrier"] = made(owner.ask("POST", "/barriers", {"submission": name, "unit": has["breda"], "moment": has["room"], "kind": "tools", "words": name + " automaat", "minutes": 15}))["id"]
    ids["kit"] = made(owner.ask("POST", "/kits", {"unit": has["breda"], "week": WEEK}))["id"]
    ids["annotation"] = made(owner.ask("POST", f"/moments/{has['room']}/annotations", {"day": DAY, "text": name + " note"}))["id"]
    made(owner.ask("POST", "/invitations", {"email": "open@" + ("theirs" if CANARY in name else "ours") + ".example", "role": "analyst"}))
    ids["invitation"] = made(owner.ask("GET", "/invitations"))["items"][0]["id"]
    file = f"id,unit,score\n{name}-a,{name},7\n{name}-b,{name},ongeldig\n".encode()
    seen = made(owner.ask("POST", f"/imports/preview?name={name}.csv", file, {"Content-Type": "application/octet-stream"}))
    kept = made(owner.ask("POST", f"/imports/preview?name={name}.csv", file, {"Content-Type": "application/octet-stream"}))
    ids["upload"] = kept["upload"]
    ids["import"] = made(owner.ask("POST", "/imports", {"upload": seen["upload"], "map": seen["map"]}))["id"]
    assert wait_until(lambda: made(owner.ask("GET", "/imports/" + ids["import"]))["state"] != "running"), "the import goes on"
    ids["map"] = seen["map"]
    for at, key in enumerate(("measure", "measure2")):
        ids[key] = re.sub(r"[^a-z0-9]", "", name.lower()) + "_" + key
        made(owner.ask("POST", "/measures", {"measures": [{"key": ids[key], "name": {"nl": f"{name} {key}"}, "about": "results", "scale": "number", "per": "quarter"}],
                                             "rows": [{"unit": unit, "period": f"2025-Q{quarter}", "measure": ids[key], "value": quarter + at} for unit in ("zwolle", "breda") for quarter in (1, 2, 3)]}))
    ids["employee_promise"] = has["employee_promise"]
    made(owner.ask("PUT", "/rounds/consent", {"given": "2026-01-01", "by_whom": name + " OR"}))
    made(owner.ask("POST", "/employees", {"rows": [{"unit": has["breda"], "email": f"werkt@{re.sub('[^a-z0-9]', '', name.lower())}.example"}], "heads": [{"unit": has["zwolle"], "people": 6}]}))
    ids["employee"] = next(one["id"] for one in made(owner.ask("GET", "/employees"))["employees"] if one["email"])
    plan = {"name": {"nl": name + " ronde"}, "opens": day(-8), "closes": day(20), "closes_itself": False, "items": [
        {"key": "kept", "kind": "yes_no", "about": "promise", "promise": has["employee_promise"], "text": {"nl": name + " rooster?", "en": "Roster?"}},
        {"key": "why", "kind": "text", "about": "own", "text": {"nl": name + " waarom?", "en": "Why?"}}]}
    ids["released"] = released(owner, house, plan)
    ids["round"] = made(owner.ask("POST", "/rounds", plan))["id"]
    return has, ids


def places(body, trail=()):
    """Where in a body an id stands: (trail, kind)."""
    if isinstance(body, dict):
        return [place for key, value in body.items() for place in places(value, trail + (key,))]
    if isinstance(body, list):
        return [place for at, value in enumerate(body) for place in places(value, trail + (at,))]
    kind = re.fullmatch(r"<(\w+)>", body) if isinstance(body, str) else None
    return [(trail, kind.group(1))] if kind and kind.group(1) != "map" else []


def filled_in(body, ids, odd=(), value=None, trail=()):
    if isinstance(body, dict):
        return {key: filled_in(one, ids, odd, value, trail + (key,)) for key, one in body.items()}
    if isinstance(body, list):
        return [filled_in(one, ids, odd, value, trail + (at,)) for at, one in enumerate(body)]
    if not isinstance(body, str):
        return body
    if odd == trail:
        return value
    return re.sub(r"<(\w+)>", lambda m: uuid.uuid4().hex[:8] if m.group(1) == "n" else ids[m.group(1)], body)


def masked(answer, one):
    text = answer.text.replace(one, "ID")
    text = re.sub(r'\d{4}-\d\d-\d\dT[\d:.]+Z|"upload":"[^"]+"|nonce[-=]"?[\w]+', "T", text)
    headers = {k: re.sub(r"nonce-\w+", "nonce", v.replace(one, "ID")) for k, v in answer.headers.items() if k != "date"}
    return answer.status, text, headers


def about(answer, where):
    """Is it this id that was refused? Else the call did not get as far, and nothing was shown."""
    if answer.status == 404:
        return True
    path = re.sub(r"\.(\d+)", r"[\1]", where.split(" ")[-1])
    return answer.status == 400 and path in [field["path"] for field in answer.json["error"]["fields"]]


class Door:
    def __init__(self, count, members, mine, theirs):
        self.count, self.members, self.mine, self.theirs = count, members, mine, theirs

    def knock(self, route, where, kind, ask):
        """The same call with the other's id and with one nobody has: no one may see a difference."""
        for who, member in self.members.items():
            wrong, foreign = [], self.theirs[kind]
            unknown = str(uuid.uuid4()) if re.fullmatch(r"[0-9a-f-]{36}", foreign) else "unknown-" + uuid.uuid4().hex[:8]
            first, second = ask(member, foreign), ask(member, unknown)
            if masked(first, foreign) != masked(second, unknown):
                wrong.append(f"{masked(first, foreign)} against {masked(second, unknown)}"[:700])
            wrong += [f"reads the other: {a.text[:300]}" for a in (first, second) if CANARY in a.text.replace(foreign, "")]
            wrong += [f"breaks: {a.status} {a.text[:200]}" for a in (first, second) if a.status >= 500]
            # An unknown person is nobody to forget: that is 200.
            if first.status < 300 and kind != "person":
                wrong.append(f"was accepted: {first.status} {first.text[:200]}")
            if who == "owner" and kind != "person" and not about(first, where):
                wrong.append(f"was refused for something else: {first.text[:300]}")
            self.count.check(f"{who} {route} with a foreign {kind} in the {where}", "; ".join(wrong))


def who_may(count, house, members, ids, routes):
    for route in routes:
        method, path = route.split(" ", 1)
        if route not in MAY:
            count.check(f"{route} has a line", "who may call this new route? Say so in MAY")
            continue
        if MAY[route] is ANYONE:
            continue
        # With ids nobody has, whoever may enter changes nothing.
        path = re.sub(r"\{(\w+)\}", lambda m: "care" if m.group(1) == "stage" else str(uuid.uuid4()), path)
        body = None if method in ("GET", "DELETE") or BODIES.get(route) is None else {}
        if route == "DELETE /session" or route == "DELETE /org/logo":
            asked = {who: member for who, member in members.items() if who not in MAY[route]}
        else:
            asked = members
        for who, member in asked.items():
            answer = member.ask(method, path, body)
            right = answer.status not in (401, 403) and answer.status < 500 if who in MAY[route] else answer.status == 403
            count.check(f"{who} {route}", "" if right else f"{answer.status} {answer.text[:200]}")
        stranger, wrong_key = house.stranger(), Visitor(house, key="goud_" + "A" * 43)
        for who, member in (("stranger", stranger), ("key of nobody", wrong_key)):
            answer = member.ask(method, path, body)
            count.check(f"{who} {route}", "" if answer.status == 401 and CANARY not in answer.text else f"{answer.status} {answer.text[:200]}")
        if method != "GET":
            bare = Visitor(house)
            bare.cookie = members["owner"].cookie
            answer = bare.ask(method, path, body)
            count.check(f"owner without token {route}", "" if answer.status == 403 and "csrf" in answer.text else f"{answer.status} {answer.text[:200]}")


def audiences(count, members, has):
    """Whose promises and journeys: customers' and employees' have their own manager."""
    for who, allowed in (("cx_manager", "customer"), ("hr_manager", "employee"), ("owner", "both")):
        member = members[who]
        for audience, journey, moment, promise in (("customer", "journey", "room", "promise"), ("employee", "employee_journey", "employee_moment", "employee_promise")):
            calls = [("POST", f"/promises/{has[promise]}/mend", {"text": "Extra poets", "owner": "Hoofd", "due": DAY}),
                     ("PATCH", f"/moments/{has[moment]}", {"revision": 99}),
                     ("PATCH", f"/journeys/{has[journey]}/stages/care", {"owner_role": "x", "revision": 99}), ("PATCH", f"/journeys/{has[journey]}", {"name": {"nl": "x"}, "revision": 99}),
                     ("POST", "/journeys", {"audience": audience, "name": {"nl": "Nog een"}})]
            for method, path, body in calls:
                status = member.ask(method, path, body).status
                may = allowed in (audience, "both")
                count.check(f"{who} {method} {path} of {audience}s", "" if (status == 403) != may else f"{status}")


def foreign_ids(count, door, routes):
    for route in routes:
        method, path = route.split(" ", 1)
        if MAY.get(route, ANYONE) is ANYONE:
            continue
        body = BODIES.get(route)
        if method not in ("GET", "DELETE") and route not in BODIES:
            count.check(f"{route} has a body", "which ids does the body of this route hold? Say so in BODIES")
            continue
        if "{id}" in path or "{unit}" in path:
            kind = kind_in(path)
            door.knock(route, "path", kind, lambda who, one: who.ask(method, path.replace("{stage}", "care").replace("{week}", "2026-W05").replace("{id}", one).replace("{unit}", one),
                                                                     filled_in(body, door.mine) if body is not None else None))
        for trail, kind in places(body or {}):
            # The rest of the call is right, so that only this one id can be what is wrong.
            door.knock(route, "body at " + ".".join(map(str, trail)), kind,
                       lambda who, one: who.ask(method, own(route, door.mine), filled_in(body, door.mine, trail, one)))
        for query in QUERIES.get(route, []):
            name, kind = query.replace("OURS", door.mine["unit"])[:-1].split("=<")
            door.knock(route, "query " + name, kind, lambda who, one: who.ask(method, own(route, door.mine) + f"?{name}={one}"))


def cursors(count, owner, other, mine, theirs):
    """Every list goes by limit and cursor; a place in the other's list is no place in ours, like one that nobody was given."""
    described = {route for route in MAY if route.startswith("GET ") and "cursor" in {one["name"] for one in WHOLE["paths"].get("/api/v1" + route[4:], {}).get("get", {}).get("parameters", [])}}
    count.check("every list with a cursor is looked at", ", ".join(described ^ set(CURSORS)))
    for route in CURSORS:
        path, there = own(route, mine), own(route, theirs)
        whole = owner.ask("GET", path + "?limit=200").json["items"]
        seen, cursor, rounds = [], "", 0
        while cursor is not None and rounds < 250:
            part = owner.ask("GET", f"{path}?limit=1&cursor={cursor}").json
            seen, cursor, rounds = seen + part["items"], part["next"], rounds + 1
        count.check(f"{route}: one by one is the whole", "" if seen == whole else f"{len(seen)} of {len(whole)}, {rounds} rounds")
        part = other.ask("GET", there + "?limit=1").json
        foreign = part["next"] or (part["items"][0].get("id") if part["items"] else None)
        if foreign and not foreign.isdigit():
            answer, unknown = owner.ask("GET", f"{path}?cursor={foreign}"), owner.ask("GET", f"{path}?cursor=" + str(uuid.uuid4()))
            same = answer.status == unknown.status == 400 and masked(answer, foreign) == masked(unknown, "-" * 40) and answer.body == unknown.body
            count.check(f"{route} with the other's cursor", "" if same else f"{answer.status} {answer.text[:200]} against {unknown.status} {unknown.text[:200]}")
        for name, value in (("cursor", "abc"), ("cursor", "-1"), ("cursor", "%27%20OR%201=1"), ("limit", "0"), ("limit", "201"), ("limit", "x")):
            answer = owner.ask("GET", f"{path}?{name}={value}")
            count.check(f"{route}?{name}={value}", "" if answer.status == 400 and f'"path":"{name}"' in answer.text else f"{answer.status} {answer.text[:200]}")


def pages(count, house, mine, theirs):
    stranger = house.stranger()
    theirs_page = stranger.ask("GET", "/s/" + theirs["page"])
    ours = stranger.ask("GET", "/s/" + mine["page"])
    count.check("each page is of its own organisation", "" if CANARY in theirs_page.text and CANARY not in ours.text else "mixed")
    ticket = ticket_on(theirs_page.text)
    answer = stranger.ask("GET", f"/s/{mine['page']}?t={ticket}")
    count.check("another page's ticket is nothing here", "" if answer.status == 200 and ticket not in answer.text and CANARY not in answer.text else answer.text[:300])
    answer = sent(stranger, mine["page"], {"t": ticket, "q.recommend": "9"})
    count.check("nor when it is sent", "" if answer.status == 409 and CANARY not in answer.text else f"{answer.status}")
    for code in ("2" * 13, "unknown", "..%2f..", "%00", "a" * 4000):
        for path in ("", "/thanks", "/bedankt", "/logo"):
            answer = stranger.ask("GET", f"/s/{code}{path}")
            count.check(f"no page {code[:20]}{path}", "" if answer.status in (400, 404) and CANARY not in answer.text else f"{answer.status}")


def other_branch(count, house, unit_manager, owner, has, ids):
    """For the manager of Zwolle Breda is not there: like an unknown unit, and in no text."""
    unknown = str(uuid.uuid4())
    for method, path, body in [
            ("GET", "/units/{}/history", None), ("GET", "/overview?unit={}", None), ("GET", "/response?unit={}", None),
            ("GET", f"/moments/{has['room']}/figures?unit={{}}", None), ("GET", f"/moments/{has['room']}/figures?unit={has['zwolle']}&compare={{}}", None),
            ("GET", f"/moments/{has['room']}/figures?unit={{}}&compare={has['zwolle']}", None), ("GET", "/stories?unit={}", None), ("GET", "/follow-ups?unit={}", None), ("GET", f"/moments/{has['room']}/drivers?unit={{}}", None),
            ("GET", "/team/{}/board", None), ("GET", "/kits?unit={}", None), ("POST", "/kits", {"unit": "{}", "week": WEEK}),
            ("POST", "/links", {"instrument": "stay", "unit": "{}"}), ("PATCH", "/units/{}", {"name": "x", "revision": 1})]:
        answers = [unit_manager.ask(method, path.format(one), json.loads(json.dumps(body).replace("{}", one)) if body else None) for one in (has["breda"], unknown)]
        same = masked(answers[0], has["breda"]) == masked(answers[1], unknown)
        count.check(f"manager of another unit {method} {path}", "" if same and answers[0].status >= 400 else f"{answers[0].status} {answers[0].text[:200]} against {answers[1].text[:200]}")
    for method, path in (("GET", "/links/{}/qr.svg"), ("DELETE", "/links/{}"), ("GET", "/links/qr.pdf?ids={}")):
        answers = [unit_manager.ask(method, path.format(one)) for one in (has["breda_link"], unknown)]
        count.check(f"manager of another unit {method} {path}", "" if answers[0].status == 404 and masked(answers[0], has["breda_link"]) == masked(answers[1], unknown) else f"{answers[0].status}")
    for path in ("/barriers?state=all", "/units", "/overview", "/links", "/stories", "/response", f"/moments/{has['room']}/figures", f"/moments/{has['room']}/drivers",
                 "/measures", "/linkage/pairs", f"/linkage?x={ids['measure']}&y={ids['measure2']}", "/rounds", f"/rounds/{ids['round']}/units", "/journeys", "/promises", "/instruments", "/org",
                 f"/units/{has['zwolle']}/history", f"/promises/{has['promise']}/history", f"/moments/{has['room']}/history"):
        answer = unit_manager.ask("GET", path)
        wrong = "" if answer.status == 200 and BRANCH not in answer.text and has["breda"] not in answer.text else f"{answer.status} {answer.text[:400]}"
        count.check(f"manager of another unit reads {path} without Breda", wrong)
    all_of_it, branch = (who.ask("GET", "/overview").json["answers"]["customer"] for who in (owner, unit_manager))
    count.check("the manager's overview counts the branch", "" if branch == 1 and all_of_it >= 2 else f"{branch} of {all_of_it}")
    stories = unit_manager.ask("GET", "/stories").json["items"]
    count.check("the manager reads the branch's story", "" if [one["text"] for one in stories] == ["Zwolle was fine"] else str(stories))
    count.check("Breda's link still opens", "" if house.stranger().ask("GET", "/s/" + has["breda_page"]).status == 200 else "closed")


def telephones(count, members):
    for who in ("owner", "cx_manager", "unit_manager", "hr_manager", "analyst", "employee"):
        text = members[who].ask("GET", "/stories").text + members[who].ask("GET", "/answers/export?format=csv").text + members[who].ask("GET", "/answers/export?format=jsonl").text
        count.check(f"{who} and telephone numbers", "" if ("+31612345678" in text) == (who in ("owner", "cx_manager")) else "read" if "+316" in text else "not read")
    text = members["answers:read"].ask("GET", "/answers/export?format=jsonl").text
    count.check("a key and telephone numbers", "" if "+31612345678" not in text else "read")


def journey(count):
    with House() as house:
        found(house, "Hotel De Brug", "anna@example.nl")
        house.stop()
        assert house.run("org", "add", CANARY + " Groep").returncode == 0
        added = house.run("user", "add", "bea@example.org", "--name", CANARY + " Bea", "--org", CANARY + " Groep", typed=PASSWORD + "\n")
        assert added.returncode == 0, added.stderr
        house.start()
        owner = Visitor(house).sign_in("anna@example.nl", PASSWORD)
        other = Visitor(house).sign_in("bea@example.org", PASSWORD)
        _, theirs = lived(other, CANARY, house)
        has, mine = lived(owner, "Merelhof", house)
        made(owner.ask("PATCH", "/units/" + has["breda"], {"name": BRANCH + " Breda", "revision": 1}))
        made(owner.ask("POST", "/answers", given("branch", "breda", {"story": {"expectation": "less", "text": BRANCH + " story", "may_share": True}}, moment=has["room"])))
        members = {"owner": owner}
        for role in ROLES[1:]:
            members[role] = invited(house, owner, role + "@example.nl", role, has["zwolle"] if role == "unit_manager" else None)
        for scope in SCOPES:
            members[scope] = Visitor(house, key=made(owner.ask("POST", "/keys", {"name": scope, "scopes": [scope], "expires_at": EXPIRES}))["key"])
        for who, kind in (("unit code", "unit"), ("personal pass", "personal")):
            code = made(owner.ask("POST", "/passes", {"kind": kind, "unit": has["zwolle"], "name": "Fatima" if kind == "personal" else None, "language": "en"}))["code"]
            members[who] = Visitor(house).with_code(code)
        members["every scope"] = Visitor(house, key=made(owner.ask("POST", "/keys", {"name": "all", "scopes": SCOPES, "expires_at": EXPIRES}))["key"])
        routes = described(house)
        count.check("every line is a route", ", ".join(sorted(set(MAY) - set(routes))))
        telephones(count, members)
        other_branch(count, house, members["unit_manager"], owner, has, mine)
        before = {path: other.ask("GET", path).text for path in ("/barriers?state=all", "/units", "/passes", "/values", "/roles", "/keys", "/accounts", "/journeys", "/promises", "/links", "/imports", "/instruments", "/measures", "/linkage/pairs", "/rounds", "/rounds/consent", "/employees", "/audit?limit=200")}
        rows = exported(other)
        who_may(count, house, {who: member for who, member in members.items() if who != "every scope"}, mine, routes)
        audiences(count, members, has)
        foreign_ids(count, Door(count, members, mine, theirs), routes)
        pages(count, house, mine, theirs)
        cursors(count, owner, other, mine, theirs)
        # Whatever is read, by whom ever, the other's words are not in it.
        for route in routes:
            method, path = route.split(" ", 1)
            if method == "GET" and MAY.get(route) is not ANYONE:
                for who, member in members.items():
                    answer = member.ask("GET", own(route, mine) + ("?ids=" + mine["link"] if "qr.pdf" in path else ""))
                    count.check(f"{who} {route} holds nothing of the other", "" if CANARY.encode() not in answer.body and theirs["unit"].encode() not in answer.body else answer.text[:300])
        for role in ("owner", "analyst"):
            text = members[role].ask("GET", "/answers/export?format=jsonl").text + members[role].ask("GET", "/answers/export?format=csv").text
            count.check(f"the export of {role} is ours alone", "" if CANARY not in text and "Merelhof-1" in text else "not")
        after = {path: other.ask("GET", path).text for path in before}
        strip = lambda text: re.sub(r'"last_used(_at)?":("[^"]*"|null)', "", text)
        for path, text in before.items():
            count.check(f"the other's {path} is as it was", "" if strip(after[path]) == strip(text) else after[path][:300])
        count.check("the other's answers are as they were", "" if exported(other) == rows else "changed")
        count.check("the other's page is open", "" if house.stranger().ask("GET", "/s/" + theirs["page"]).status == 200 else "closed")
        count.check("the log holds nobody", "" if not [w for w in (CANARY, BRANCH, "example.", PASSWORD, "+31612345678", theirs["unit"], mine["unit"], mine["page"]) if w in house.log_text()] else "does")
