"""Measures by unit through the door, and what the page of their linkage says: of a link that is there, of one that is not.

Who brings what, what is refused (employees under the floor, a period of another kind), that a pair is beforehand only when it was
declared before the values, and that a unit manager's other units have a place and no name.
"""
import random

from furnished import made
from house import House, Visitor
from people_journey import PASSWORD, found, invited

UNITS = 12
QUARTERS = [f"{year}-Q{quarter}" for year in (2024, 2025) for quarter in (1, 2, 3, 4)]


def measure(key, about, scale="number"):
    return {"key": key, "name": {"nl": key + " nl", "en": key + " en"}, "about": about, "scale": scale, "per": "quarter"}


def planted():
    """Clarity moves who comes back a quarter later; sick leave moves nothing."""
    draw = random.Random(5)
    rows = []
    for unit in range(UNITS):
        own = draw.gauss(0.6, 0.1)
        before = own
        for period in QUARTERS:
            clarity = min(0.95, max(0.1, own + draw.gauss(0, 0.06)))
            back = 0.1 + 0.4 * before + draw.gauss(0, 0.008)
            before = clarity
            for key, value, n in (("clarity", clarity, 60), ("back", back, 800), ("sick", draw.uniform(0.03, 0.08), 60), ("night", draw.gauss(110, 8), None)):
                rows.append({"unit": f"huis{unit}", "period": period, "measure": key, "value": round(value, 4), **({"n": n} if n else {})})
    return rows


def journey(count):
    with House() as house:
        found(house, "Hotel De Brug", "anna@example.nl")
        owner = Visitor(house).sign_in("anna@example.nl", PASSWORD)
        units = [made(owner.ask("POST", "/units", {"name": f"Huis Nummer{at}", "level": 1, "from": "2023-01-01", "code": f"huis{at}"}))["id"] for at in range(UNITS)]
        cx, hr, analyst, employee = (invited(house, owner, role + "@example.nl", role, None) for role in ("cx_manager", "hr_manager", "analyst", "employee"))
        leader = invited(house, owner, "leider@example.nl", "unit_manager", units[3])

        def refused(who, what, body, status, *paths):
            answer = who.ask("POST", "/measures", body)
            told = [field["path"] for field in answer.json["error"].get("fields", [])] if answer.status >= 400 else []
            count.check(what, "" if answer.status == status and list(paths) == told else f"{answer.status} {answer.text[:300]}")

        refused(cx, "a CX manager brings nothing of employees", {"measures": [measure("clarity", "employees", "share")]}, 403)
        refused(hr, "an HR manager brings nothing of customers", {"measures": [measure("back", "customers", "share")]}, 403)
        refused(analyst, "an analyst brings nothing", {"measures": [measure("back", "customers")]}, 403)
        made(hr.ask("POST", "/measures", {"measures": [measure("clarity", "employees", "share"), measure("sick", "employees", "share")]}))
        made(cx.ask("POST", "/measures", {"measures": [measure("back", "customers", "share"), measure("night", "results")]}))
        pair = made(analyst.ask("GET", "/linkage/pairs"))
        count.check("no pairs yet", "" if pair["items"] == [] else str(pair))
        declared = made(hr.ask("POST", "/linkage/pairs", {"x": "clarity", "y": "back", "lag": 1}))
        count.check("declared before there was a value", "" if declared["beforehand"] and declared["claim"] == "too_few" else str(declared))

        def row(**more):
            return {"rows": [{"unit": "huis0", "period": "2024-Q1", "measure": "clarity", "value": 0.5, "n": 20, **more}]}

        refused(owner, "of employees four is too few", row(n=4), 400, "rows[0].n")
        refused(owner, "of employees n must be said", row(n=None), 400, "rows[0].n")
        refused(owner, "a month is no quarter", row(period="2024-05"), 400, "rows[0].period")
        refused(owner, "a unit nobody has", row(unit="elders"), 400, "rows[0].unit")
        refused(owner, "sixty-one is no share", row(value=61), 400, "rows[0].value")
        refused(owner, "a key nobody asked for", row(why="x"), 400, "rows[0].why")
        refused(cx, "a CX manager brings no values of employees either", row(), 403)
        rows = planted()
        brought = made(owner.ask("POST", "/measures", {"rows": rows}))
        count.check("all rows are new", "" if brought["added"] == len(rows) else str(brought))
        again = made(owner.ask("POST", "/measures", {"rows": rows}))
        count.check("the same again is nothing new", "" if (again["added"], again["changed"], again["same"]) == (0, 0, len(rows)) else str(again))
        listed = {one["key"]: one for one in made(analyst.ask("GET", "/measures"))["items"]}
        count.check("what is there is listed", "" if listed["back"]["units"] == UNITS and (listed["back"]["first"], listed["back"]["last"]) == (QUARTERS[0], QUARTERS[-1]) else str(listed))

        there = made(owner.ask("GET", "/linkage?x=clarity&y=back&lag=1&lang=nl"))
        count.check("the link that is there is found", "" if there["claim"] == "supported" and there["beforehand"] and there["searched"] == 0 else str(there)[:600])
        count.check("n counts units", "" if there["units"] == UNITS == there["between"]["n"] == len(there["points"]) else str(there["between"]))
        count.check("its sentence says so, and no more", "" if there["sentence"] == "Waar “clarity nl” hoger is, is “back nl” daarna ook hoger." and any("geen bewijs van oorzaak" in line for line in there["care"]) else there["sentence"])
        low, high = there["between"]["interval"]
        count.check("sentence and chart say the same figure", "" if f"{there['between']['value']:.2f}".replace(".", ",") in there["figure"] and low > 0 else there["figure"])
        count.check("shares with n have intervals", "" if all(one["x_interval"] and one["y_interval"] for one in there["points"]) else str(there["points"][0]))
        count.check("the reverse is a hypothesis of its own", "" if there["backward"]["value"] < there["forward"]["value"] else str(there["backward"]))
        absent = made(owner.ask("GET", "/linkage?x=sick&y=night&lag=1"))
        count.check("the absent one is not supported", "" if absent["claim"] == "not_supported" and not absent["beforehand"] and absent["searched"] == 5 else str(absent)[:600])
        count.check("no n, no interval", "" if all(one["y_interval"] is None for one in absent["points"]) and absent["values_with_n"] < absent["values"] else str(absent["points"][0]))
        late = made(owner.ask("POST", "/linkage/pairs", {"x": "sick", "y": "night", "lag": 1}))
        count.check("declared late is not beforehand", "" if not late["beforehand"] else str(late))
        english = made(owner.ask("GET", "/linkage?x=clarity&y=back&lag=1&lang=en"))
        count.check("in English too", "" if english["sentence"] == "Where “clarity en” is higher, “back en” is higher afterwards too." else english["sentence"])

        seen = leader.ask("GET", "/linkage?x=clarity&y=back&lag=1")
        named = [one["unit"]["name"] for one in seen.json["points"] if one["unit"]]
        count.check("a unit manager sees the own unit named, and no other", "" if named == ["Huis Nummer3"] and len(seen.json["points"]) == UNITS and seen.text.replace("Nummer3", "").count("Nummer") == 0 else str(named) + seen.text[:300])
        count.check("by no id either", "" if not any(unit in seen.text for unit in units if unit != units[3]) else "an id")
        count.check("an employee has no linkage", "" if employee.ask("GET", "/linkage?x=clarity&y=back").status == 403 else "read")
        for query, path in (("x=nothing&y=back", "x"), ("x=clarity&y=nothing", "y"), ("x=clarity&y=clarity", "y"), ("x=clarity&y=back&lag=9", "lag"), ("x=clarity&y=back&lag=-1", "lag")):
            answer = owner.ask("GET", "/linkage?" + query)
            count.check("refused: " + query, "" if answer.status == 400 and [one["path"] for one in answer.json["error"]["fields"]] == [path] else answer.text[:200])
