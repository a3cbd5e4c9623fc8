"""Employees heard, from plan to figure: planned, opened, answered by codes, closed; then what each role reads of it.

What was said is planted, so every figure has a right answer; screen, table and command line say the same one. A second round
stands beside the first. Of a unit that is too small nothing is read but what it is shown with, by nobody.
"""
import csv
import io
import json
import math
import sqlite3

from ballot_journey import answered, day
from furnished import EXPIRES, furnish, made
from house import House, Visitor, wait_until
from people_journey import PASSWORD, found, invited

PEOPLE = {"receptie": 14, "huishouding": 22, "techniek": 4, "keuken": 5, "breda": 40, "leiden": 6}
ZWOLLE = ("receptie", "huishouding", "techniek", "keuken")
ROLES = ["cx_manager", "hr_manager", "unit_manager", "analyst", "employee"]
CLARITY = ("what", "why", "how", "may", "must", "can")


def said(number):
    """Unit -> ballots, each key -> value. Breda knows what it may; housekeeping does not, and all of it know what must be done."""
    ballots = {}
    for unit, people in PEOPLE.items():
        ballots[unit] = []
        for at in range(people):
            top = lambda of_ten, turn=0: "5" if (at * 7 + turn + number) % 10 < of_ten else "2"
            one = {key: top(7, turn) for turn, key in enumerate(CLARITY)}
            one["may"] = top(3 if unit == "huishouding" else 8)
            one["must"] = "5"
            one |= {"proud": top(6), "recommends": str((at * 3 + number) % 11), "did_recommend": "yes" if at % 2 else "no",
                    "roster": "yes" if at % 10 < 6 - number else "no", "words": f"Woorden nummer{number} van de {unit}"}
            if at % 9 == 8:
                del one["why"]  # rather not
            ballots[unit].append((one, "short" if at % 3 else "long"))
    return ballots


def plan(library, promise):
    chosen = [item for key in ("clarity", "engagement", "ladder") for item in library[key]["items"] if key != "engagement" or item["key"] == "proud"]
    items = [{name: item[name] for name in ("key", "kind", "about", "text", "options", "top", "not_applicable", "source")} | {"week": 1} for item in chosen]
    items.append({"key": "roster", "kind": "yes_no", "about": "promise", "promise": promise, "week": 1, "text": {"nl": "Stond je rooster er op tijd?", "en": "Was your roster there in time?"}})
    items.append({"key": "words", "kind": "text", "about": "own", "week": 1, "text": {"nl": "Wat houdt je tegen?", "en": "What holds you back?"}})
    facet = {"key": "years", "text": {"nl": "Hoe lang werk je hier?", "en": "How long have you worked here?"},
             "options": [{"value": "short", "label": {"nl": "Kort", "en": "Short"}}, {"value": "long", "label": {"nl": "Lang", "en": "Long"}}]}
    return {"name": {"nl": "Ronde", "en": "Round"}, "opens": day(-8), "closes": day(20), "items": items, "facets": [facet], "closes_itself": False}


def held(house, owner, units, library, promise, number):
    """A whole round, over HTTP; only the week it lasts is told to the store."""
    one = made(owner.ask("POST", "/rounds", plan(library, promise)))["id"]
    codes = made(owner.ask("POST", f"/rounds/{one}/open"))["codes"]
    stranger, ballots = Visitor(house, language="nl"), said(number)
    turn = {unit: iter(of_unit) for unit, of_unit in ballots.items()}
    name_of = {id: name for name, id in units.items()}
    for line in codes:
        answers, years = next(turn[name_of[line["unit"]]])
        answer, _ = answered(stranger, line["code"], {**answers})
        assert answer.status == 303, f"{answer.status} {answer.text[-600:]}"
    house.stop()
    with sqlite3.connect(house.data + "/goud.db") as store:
        store.execute("UPDATE round SET opened = opened - 8 WHERE id = ?", (one,))
    house.start()
    return one, ballots


def closed(house, owner, one):
    made(owner.ask("POST", f"/rounds/{one}/close"), 200, 202, 204)
    assert wait_until(lambda: owner.ask("GET", f"/rounds/{one}").json["state"] == "released", 60), owner.ask("GET", f"/rounds/{one}").text


def counted(ballots, key, units):
    """(k, n) of the top answers."""
    values = [one[key] for unit in units for one, _ in ballots[unit] if key in one]
    return sum(value in ("4", "5", "yes") for value in values), len(values)


def near(a, b):
    return a is not None and b is not None and abs(a - b) < 1e-9


def wilson(k, n):
    z, p = 1.959963984540054, k / n
    half = math.sqrt(p * (1 - p) * z * z / n + z ** 4 / (4 * n * n)) / (1 + z * z / n)
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    return centre - half, centre + half


def items_of(visitor, one, unit=None):
    page = made(visitor.ask("GET", f"/rounds/{one}/figures" + (f"?unit={unit}" if unit else "")))
    return page, {item["key"]: item for item in page["items"]}


def figures(count, owner, one, units, ballots):
    page, whole = items_of(owner, one)
    count.check("the whole is what was asked for", "" if page["unit"]["id"] == units["top"] and page["round"]["floor"] == 5 and page["proved"]["smallest"] >= 5 else str(page["proved"]))
    count.check("words are no figures", "" if "words" not in whole and len(whole) == 10 else str(list(whole)))
    for key, item in whole.items():
        if item["kind"] == "eleven":
            scores = [int(answers[key]) for of_unit in ballots.values() for answers, _ in of_unit]
            value = (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)) / len(scores) * 100
            count.check("the score of all, in points", "" if near(item["figure"]["value"], value) and item["figure"]["unit"] == "points" else str(item["figure"]))
            continue
        k, n = counted(ballots, key, PEOPLE)
        figure = item["figure"]
        right = figure["n"] == n and (figure["shown"] == "nearly_all" and figure["value"] is None if n - k <= 1 else near(figure["value"], k / n))
        count.check(f"{key} of all is {k} of {n}", "" if right else str(figure))
        count.check(f"{key} is from the library, and validated by nobody", "" if key == "roster" or (item["source"] and item["validated"] == {"nl": False, "en": False}) else f"{item['source']} {item['validated']}")
    for unit in ("receptie", "breda"):
        _, items = items_of(owner, one, units[unit])
        k, n = counted(ballots, "may", [unit])
        figure = items["may"]["figure"]
        low, high = wilson(k, n)
        count.check(f"{unit} alone has Wilson's interval", "" if figure["n"] == n and near(figure["value"], k / n) and near(figure["interval"][0], low) and near(figure["interval"][1], high) else f"{figure} {k} {n}")
        count.check(f"{unit} is shown as itself", "" if items["may"]["group"] == {"units": [{"id": units[unit], "name": items["may"]["group"]["units"][0]["name"]}], "together": False, "is": "unit"} else str(items["may"]["group"]))
        count.check(f"nearly all of {unit} know what must be done", "" if items["must"]["figure"] == {"shown": "nearly_all", "n": n, "unit": "share", "value": None, "interval": None} else str(items["must"]["figure"]))
    _, small = items_of(owner, one, units["techniek"])
    group = small["may"]["group"]
    k, n = counted(ballots, "may", ["techniek", "keuken"])
    count.check("four people are shown with five", "" if group["is"] == "together" and {unit["id"] for unit in group["units"]} == {units["techniek"], units["keuken"]} and small["may"]["figure"]["n"] == n == 9 else str(small["may"]))
    _, other_side = items_of(owner, one, units["keuken"])
    count.check("the other of them says the same", "" if [item["figure"] for item in other_side.values()] == [item["figure"] for item in small.values()] else "not")
    facets = whole["may"]["facets"]
    k_parts = [(part["figure"]["value"] or 0) * (part["figure"]["n"] or 0) for part in facets[0]["classes"]] if facets else []
    n_parts = [part["figure"]["n"] for part in facets[0]["classes"]] if facets else []
    k, n = counted(ballots, "may", PEOPLE)
    count.check("classes of a facet are the whole", "" if not facets or (None not in n_parts and sum(n_parts) == n) else f"{k_parts} {n_parts}")


def matrix(count, owner, one, units, ballots):
    page = made(owner.ask("GET", f"/rounds/{one}/clarity?unit={units['zwolle']}"))
    rows = {frozenset(unit["id"] for unit in row["group"]["units"]): row for row in page["rows"] if not row["whole"]}
    wanted = {frozenset([units["receptie"]]), frozenset([units["huishouding"]]), frozenset([units["techniek"], units["keuken"]])}
    count.check("a row for each, together where it must", "" if set(rows) == wanted and [row["whole"] for row in page["rows"]] == [False] * 3 + [True] else str(list(rows)))
    count.check("six columns with a short head", "" if [column["key"] for column in page["columns"]] == list(CLARITY) and page["columns"][3]["short"]["nl"] != page["columns"][3]["text"]["nl"] else str(page["columns"]))
    k, n = counted(ballots, "may", ["huishouding"])
    count.check("housekeeping does not know what it may", "" if near(rows[frozenset([units["huishouding"]])]["cells"][3]["value"], k / n) else str(rows[frozenset([units["huishouding"]])]["cells"][3]))
    least, most = rows[frozenset([units["receptie"]])]["n"]
    count.check("n of a row from the least to the most", "" if (least, most) == (13, 14) else f"{least} {most}")
    _, whole = items_of(owner, one)
    count.check("compared with everyone", "" if page["compare"]["cells"] == [whole[key]["figure"] for key in CLARITY] and page["correct"] is None else str(page["compare"]))


def tables(count, members, one, units):
    owner = members["owner"]
    answer = owner.ask("GET", f"/rounds/{one}/export")
    rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))
    plain = {(row["question"], row["units"]): row for row in rows if not row["facet"] and not row["part"]}
    count.check("the table has a line a group and question", "" if len(rows) > 60 and len(plain) == len([row for row in rows if not row["facet"] and not row["part"]]) else f"{len(rows)}")
    compared = 0
    for name in ("top", "zwolle", "receptie", "huishouding", "breda", "techniek"):
        _, items = items_of(owner, one, units[name])
        for key, item in items.items():
            row = plain[(key, " ".join(unit["id"] for unit in item["group"]["units"]))]
            figure = item["figure"]
            told = [row["shown"], row["n"], row["value"], row["low"], row["high"], row["unit"]]
            number = lambda value: "" if value is None else json.dumps(value)
            wanted = [figure["shown"], number(figure["n"]), number(figure["value"]), *(number(end) for end in figure["interval"] or (None, None)), figure["unit"]]
            compared += 1
            same = told[0] == wanted[0] and told[5] == wanted[5] and all((a == b == "") or (a and b and near(float(a), float(b))) for a, b in zip(told[1:5], wanted[1:5]))
            count.check(f"table and screen: {key} of {name}", "" if same else f"{told} {wanted}")
    count.check("table and screen were compared", "" if compared == 60 else f"{compared}")
    leader = list(csv.DictReader(io.StringIO(members["unit_manager"].ask("GET", f"/rounds/{one}/export").body.decode("utf-8-sig"), newline="")))
    seen = {unit for row in leader for unit in row["units"].split()}
    count.check("a unit manager's table is of the own branch and the whole", "" if seen == {units[name] for name in ("top", "zwolle", *ZWOLLE)} and all(row in rows for row in leader) else str(seen))


def command_line(count, house, owner, one, number):
    """The same table, and the same proof, without a browser."""
    table = owner.ask("GET", f"/rounds/{one}/export?lang=en").body
    proved = items_of(owner, one)[0]["proved"]
    house.stop()
    told = house.run("round", "figures", "--org", "Hotel De Brug", "--number", str(number))
    again = house.run("round", "verify", "--org", "Hotel De Brug", "--number", str(number))
    foreign = house.run("round", "figures", "--org", "Kanarie Groep")
    house.start()
    count.check("goud round figures is the table of the API, to the byte", "" if told.returncode == 0 and told.stdout == table else f"{told.returncode} {told.stderr} {told.stdout[:300]}")
    text = again.stdout.decode()
    count.check("goud round verify proves what the page says", "" if again.returncode == 0 and f"{proved['groups']:,}" in text and str(proved["smallest"]) in text else f"{proved} {text} {again.stderr}")
    count.check("of another organisation there is none", "" if foreign.returncode != 0 and not foreign.stdout else f"{foreign.stdout[:200]}")


def roles(count, members, other, one, units):
    owner = members["owner"]
    parts = ("figures", "clarity", "texts")
    for who, member in members.items():
        narrowed = who in ("unit_manager", "employee")
        for part in parts:
            answer = member.ask("GET", f"/rounds/{one}/{part}?unit={units['zwolle']}")
            if who == "employee":  # without a unit: the whole alone
                count.check(f"{who} reads no {part} of a unit", "" if answer.status == 404 else f"{answer.status}")
            else:
                count.check(f"{who} reads {part} of Zwolle as an owner does", "" if answer.body == owner.ask("GET", f"/rounds/{one}/{part}?unit={units['zwolle']}").body else answer.text[:200])
            answer = member.ask("GET", f"/rounds/{one}/{part}?unit={units['breda']}")
            unknown = member.ask("GET", f"/rounds/{one}/{part}?unit=0b8f1c1e-9d53-4a86-8d0b-6a1f4a4a4a4a")
            count.check(f"{who} and {part} of Breda", "" if (answer.status, answer.body) == (unknown.status, unknown.body) and answer.status == 404 and narrowed or answer.status == 200 and not narrowed else f"{answer.status}")
            answer = member.ask("GET", f"/rounds/{one}/{part}?unit={units['top']}")
            count.check(f"{who} reads {part} of the whole", "" if answer.status == 200 and (not narrowed or "Breda" not in answer.text) else f"{answer.status} {answer.text[:300]}")
        count.check(f"{who} and the promises of Breda", "" if (member.ask("GET", f"/employees/promises?unit={units['breda']}").status == 404) == narrowed else "other")
    for path in (f"/rounds/{one}/figures", f"/rounds/{one}/clarity", f"/rounds/{one}/texts", f"/rounds/{one}/export", f"/employees/promises?round={one}", f"/employees/promises?unit={units['breda']}",
                 f"/employees/ladder?unit={units['breda']}"):
        mine, unknown = other.ask("GET", path), other.ask("GET", path.replace(one, "0b8f1c1e-9d53-4a86-8d0b-6a1f4a4a4a4a").replace(units["breda"], "0b8f1c1e-9d53-4a86-8d0b-6a1f4a4a4a4a"))
        count.check(f"another organisation {path.split('?')[0].replace(one, 'ID')}", "" if mine.status == unknown.status == 404 and mine.body == unknown.body else f"{mine.status} {mine.text[:200]}")
    count.check("another organisation has no ladder", "" if other.ask("GET", "/employees/ladder").json == {"rounds": []} else "has")


def words(count, owner, one, units):
    page = made(owner.ask("GET", f"/rounds/{one}/texts"))
    groups = page["items"][0]["groups"]
    count.check("words stand in groups of ten", "" if page["floor"] == 10 and all(len(group["words"]) >= 10 for group in groups) and sum(len(group["words"]) for group in groups) == sum(PEOPLE.values()) else str([len(group["words"]) for group in groups]))
    breda = made(owner.ask("GET", f"/rounds/{one}/texts?unit={units['breda']}"))["items"][0]["groups"]
    count.check("of a unit those that stand with it", "" if len(breda) == 1 and sum("breda" in text for text in breda[0]["words"]) == 40 else str(breda)[:300])


def promised(count, owner, one, units, has, ballots, state, previous=None):
    page = made(owner.ask("GET", "/employees/promises"))
    mine = next(line for line in page["promises"] if line["id"] == has["employee_promise"])
    k, n = counted(ballots, "roster", PEOPLE)
    count.check("the promise says how often it was kept", "" if page["round"]["id"] == one and near(mine["figure"]["value"], k / n) and mine["figure"]["kept"] == k and mine["figure"]["n"] == n and mine["moment"] == has["employee_moment"] else str(mine))
    count.check(f"and is {state}", "" if mine["figure"]["state"] == state and page["headline"][state] == 1 == page["headline"]["of"] else str(page["headline"]))
    count.check("beside the round before", "" if (mine["previous"] and mine["previous"]["figure"]) == previous else str(mine["previous"]))
    moment = made(owner.ask("GET", f"/employees/moments/{has['employee_moment']}"))
    course = moment["promises"][0]["by_round"]
    count.check("its moment says the same", "" if course[-1]["figure"] == mine["figure"] and len(course) == (2 if previous else 1) else str(course))
    parts = {frozenset(unit["id"] for unit in part["group"]["units"]): part["figure"] for part in moment["promises"][0]["by_unit"]}
    k, n = counted(ballots, "roster", ZWOLLE)
    count.check("and parts it by unit", "" if near(parts[frozenset([units["zwolle"]])]["value"], k / n) and set(parts) == {frozenset([units[name]]) for name in ("zwolle", "breda", "leiden")} else str(parts))
    return mine["figure"]


def journey(count):
    with House() as house:
        found(house, "Hotel De Brug", "anna@example.nl")
        house.stop()
        assert house.run("org", "add", "Kanarie Groep").returncode == 0
        assert house.run("user", "add", "bea@example.org", "--name", "Bea", "--org", "Kanarie Groep", typed=PASSWORD + "\n").returncode == 0
        house.start()
        owner, other = Visitor(house).sign_in("anna@example.nl", PASSWORD), Visitor(house).sign_in("bea@example.org", PASSWORD)
        has = furnish(owner, "Merelhof", from_day="2025-01-01")
        units = {"top": has["top"], "zwolle": has["zwolle"], "breda": has["breda"], "leiden": made(owner.ask("POST", "/units", {"name": "Merelhof Leiden", "level": 1, "from": "2024-01-01"}))["id"]}
        made(owner.ask("PATCH", "/org", {"units_levels": [{"level": at, "name": {"nl": name}} for at, name in enumerate(("Groep", "Hotel", "Afdeling"))], "revision": made(owner.ask("GET", "/org"))["revision"]}))
        for name in ZWOLLE:
            units[name] = made(owner.ask("POST", "/units", {"name": name.title(), "level": 2, "parent": has["zwolle"], "from": "2024-01-01"}))["id"]
        members = {"owner": owner}
        for role in ROLES:
            members[role] = invited(house, owner, role + "@example.nl", role, has["zwolle"] if role == "unit_manager" else None)
        members["key"] = Visitor(house, key=made(owner.ask("POST", "/keys", {"name": "figures", "scopes": ["figures:read"], "expires_at": EXPIRES}))["key"])
        library = {one["key"]: one for one in made(owner.ask("GET", "/rounds/library"))["sets"]}
        made(owner.ask("PUT", "/rounds/consent", {"given": day(-30), "by_whom": "OR"}), 200, 204)
        made(owner.ask("POST", "/employees", {"rows": [], "heads": [{"unit": units[name], "people": people} for name, people in PEOPLE.items()]}))

        first, ballots = held(house, owner, units, library, has["employee_promise"], 1)
        for who, member in members.items():
            asked = [member.ask("GET", f"/rounds/{first}/{part}").status for part in ("figures", "clarity", "texts", "export")]
            nothing = member.ask("GET", "/employees/promises").json
            count.check(f"{who} reads nothing of an open round", "" if asked == [409] * 4 and nothing["round"] is None and nothing["headline"]["not_asked"] == 1 and member.ask("GET", "/employees/ladder").json == {"rounds": []} else f"{asked} {nothing}")
        closed(house, owner, first)
        figures(count, owner, first, units, ballots)
        matrix(count, owner, first, units, ballots)
        tables(count, members, first, units)
        roles(count, members, other, first, units)
        words(count, owner, first, units)
        command_line(count, house, owner, first, 1)
        before = promised(count, owner, first, units, has, ballots, "broken")
        overview = owner.ask("GET", "/overview").json
        band = next(one for one in overview["journeys"] if one["audience"] == "employee")
        count.check("customers' overview says nothing of employees' answers", "" if all(promise["kept"]["state"] == "not_asked" for moment in band["moments"] for promise in moment["promises"]) and overview["answers"]["employee"] is None else "says")

        second, ballots = held(house, owner, units, library, has["employee_promise"], 2)
        during = owner.ask("GET", f"/rounds/{first}/figures").body
        closed(house, owner, second)
        count.check("a released round never changes", "" if owner.ask("GET", f"/rounds/{first}/figures").body == during else "did")
        promised(count, owner, second, units, has, ballots, "broken", previous=before)
        _, now = items_of(owner, second)
        _, then = items_of(owner, first)
        wrong = [key for key, item in now.items() if item["previous"]["figure"] != then[key]["figure"] or item["previous"]["round"]["id"] != first]
        wrong += [key for key, item in now.items() if item["difference"] and not near(item["difference"]["value"], item["figure"]["value"] - then[key]["figure"]["value"])]
        wrong += [key for key, item in now.items() if (item["difference"] is None) != ("exact" not in item["figure"]["shown"] or then[key]["figure"]["shown"] != "exact")]
        count.check("the round before stands beside, with the difference", ", ".join(wrong))
        ladder = made(owner.ask("GET", "/employees/ladder"))["rounds"]
        count.check("two pictures, the older first", "" if [line["round"]["id"] for line in ladder] == [first, second] and [rung["key"] for rung in ladder[0]["rungs"]] == ["ambassador", "proud", "neutral", "lets_go"] else str(ladder))
        sums = [sum(rung["figure"]["value"] for rung in line["rungs"]) for line in ladder if all(rung["figure"]["shown"] == "exact" for rung in line["rungs"])]
        count.check("rungs are all who answered", "" if sums and all(near(total, 1) for total in sums) else str(ladder))
