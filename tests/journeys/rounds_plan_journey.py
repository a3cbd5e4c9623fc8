"""A round among employees is planned and opened: consent first, then the register, the plan, what everyone will see, the codes.

As each role and as another organisation. What is opened is frozen; the codes are in one answer and nowhere else.
"""
import datetime
import pathlib
import re
import zoneinfo

from furnished import furnish, made
from house import House, Visitor
from people_journey import PASSWORD, found, invited

TODAY = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Amsterdam")).date()
OTHERS = ["cx_manager", "unit_manager", "analyst", "employee"]


def day(days):
    return (TODAY + datetime.timedelta(days=days)).isoformat()


def planned(library, promise, **more):
    """Clarity in the first week, the rest in the second; a promise in its own words."""
    items = [{name: item[name] for name in ("key", "kind", "about", "text", "options", "top", "not_applicable", "source")} | {"week": week}
             for key, week in (("clarity", 1), ("engagement", 2), ("ladder", 2), ("open", 2)) for item in library[key]["items"]]
    items.append({"key": "roster", "kind": "choice", "about": "promise", "promise": promise, "week": 1,
                  "text": {"nl": "Stond je rooster er twee weken vooruit?", "en": "Was your roster there two weeks ahead?"}})
    facet = {"key": "years", "text": {"nl": "Hoe lang werk je hier?", "en": "How long have you worked here?"},
             "options": [{"value": "short", "label": {"nl": "Korter dan een jaar", "en": "Less than a year"}}, {"value": "long", "label": {"nl": "Langer", "en": "Longer"}}]}
    return {"name": {"nl": "Eerste ronde", "en": "First round"}, "opens": day(0), "closes": day(28), "items": items, "facets": [facet], **more}


def lines(answer, field):
    return [one["path"] for one in answer.json["error"].get("fields", [])] if field else answer.json["error"]["key"]


def consents(count, members, plan):
    owner, hr = members["owner"], members["hr_manager"]
    for who, member in members.items():
        count.check(f"{who} reads that there is no consent", "" if member.ask("GET", "/rounds/consent").json == {"given": None, "by_whom": ""} and made(member.ask("GET", "/rounds"))["consent"] is False else "other")
    answer = hr.ask("POST", "/rounds", plan)
    count.check("without consent nothing is planned", "" if answer.status == 409 and lines(answer, None) == "rounds.consent.none" else answer.text)
    made(hr.ask("PUT", "/rounds/consent", {"given": day(3), "by_whom": "Ondernemingsraad"}))
    answer = hr.ask("POST", "/rounds", plan)
    count.check("nor before its day", "" if answer.status == 409 and day(3) in answer.text and made(owner.ask("GET", "/rounds"))["consent"] is False else answer.text)
    made(hr.ask("PUT", "/rounds/consent", {"given": day(-10), "by_whom": "Ondernemingsraad"}))
    count.check("consent is entered as the works council dated it", "" if owner.ask("GET", "/rounds/consent").json == {"given": day(-10), "by_whom": "Ondernemingsraad"} and made(owner.ask("GET", "/rounds"))["consent"] else "not")
    made(hr.ask("PUT", "/rounds/consent", {"given": None}))
    count.check("and can be withdrawn", "" if made(owner.ask("GET", "/rounds"))["consent"] is False else "holds")
    made(owner.ask("PUT", "/rounds/consent", {"given": day(-10), "by_whom": "Ondernemingsraad"}))
    for who in OTHERS:
        count.check(f"{who} enters no consent", "" if members[who].ask("PUT", "/rounds/consent", {"given": day(0), "by_whom": "x"}).status == 403 else "may")


def registers(count, members, has):
    owner, hr = members["owner"], members["hr_manager"]
    rows = [{"unit": has["zwolle"], "email": f"Collega{at}@Merelhof.example", "language": "nl" if at % 2 else "en"} for at in range(4)]
    done = made(hr.ask("POST", "/employees", {"rows": rows, "heads": [{"unit": has["zwolle"], "people": 3}, {"unit": has["breda"], "people": 2}]}))
    count.check("persons and heads come in", "" if done == {"added": 9, "moved": 0, "same": 0, "gone": 0} else str(done))
    again = made(hr.ask("POST", "/employees", {"rows": rows, "heads": [{"unit": has["breda"], "people": 2}]}))
    count.check("the same again is nothing new", "" if again == {"added": 0, "moved": 0, "same": 6, "gone": 0} else str(again))
    moved = made(owner.ask("POST", "/employees", {"rows": [dict(rows[0], unit=has["breda"])], "heads": [{"unit": has["breda"], "people": 1}]}))
    count.check("an address that is known moves; heads take the place of those before", "" if moved == {"added": 0, "moved": 1, "same": 1, "gone": 1} else str(moved))
    for what, body, path in (
            ("an address twice", {"rows": [rows[1], dict(rows[1], unit=has["breda"])]}, "rows[1].email"), ("no address", {"rows": [dict(rows[1], email="nobody")]}, "rows[0].email"),
            ("a unit nobody has", {"rows": [rows[1], {"unit": "nowhere", "email": "a@b.nl"}]}, "rows[1].unit"), ("a unit twice", {"heads": [{"unit": has["breda"], "people": 1}] * 2}, "heads[1].unit"),
            ("less than nobody", {"heads": [{"unit": has["breda"], "people": -1}]}, "heads[0].people"), ("nothing at all", {}, "rows")):
        answer = owner.ask("POST", "/employees", body)
        count.check("refused: " + what, "" if answer.status == 400 and lines(answer, True) == [path] else answer.text[:300])
    page, seen = made(owner.ask("GET", "/employees?limit=3")), []
    while True:
        seen += page["employees"]
        if page["next"] is None:
            break
        page = made(owner.ask("GET", f"/employees?limit=3&after={page['next']}"))
    count.check("page by page it is the whole", "" if len({one["id"] for one in seen}) == len(seen) == 8 else str(len(seen)))
    by_unit = {one["unit"]: (one["people"], one["with_address"]) for one in page["by_unit"]}
    count.check("heads by unit", "" if by_unit == {has["zwolle"]: (6, 3), has["breda"]: (2, 1)} else str(by_unit))
    count.check("addresses in small letters, ids at random", "" if all(re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", one["id"]) for one in seen) and "collega1@merelhof.example" in [one["email"] for one in seen] else str(seen))
    for who in OTHERS:
        asked = [members[who].ask("GET", "/employees").status, members[who].ask("POST", "/employees", {"heads": []}).status, members[who].ask("GET", "/employees/" + seen[0]["id"]).status, members[who].ask("DELETE", "/employees/" + seen[0]["id"]).status]
        count.check(f"{who} sees nothing of the register", "" if asked == [403] * 4 else str(asked))
    gone = next(one for one in seen if one["email"] == "collega3@merelhof.example")
    told = made(hr.ask("GET", "/employees/" + gone["id"]))
    count.check("all that is kept of one is told", "" if told["register"]["email"] == gone["email"] and told["register"]["unit"] == has["zwolle"] and told["rounds"] == {} else str(told))
    statuses = [hr.ask("DELETE", "/employees/" + gone["id"]).status for _ in range(2)]
    left = made(owner.ask("GET", "/employees"))
    count.check("and forgotten", "" if statuses == [204, 404] and gone["email"] not in str(left) and len(left["employees"]) == 7 else f"{statuses} {left}")
    made(owner.ask("POST", "/employees", {"rows": [rows[3]]}))
    return made(owner.ask("GET", "/employees"))["employees"]


def plans(count, members, has, plan):
    owner, hr = members["owner"], members["hr_manager"]
    for change, path in (({"closes": day(6)}, "closes"), ({"closes": day(7), "items": [dict(plan["items"][0], week=2)]}, "closes"), ({"items": []}, "items"), ({"floor": 4}, "floor"),
                         ({"items": plan["items"] + [plan["items"][0]]}, f"items[{len(plan['items'])}].key"), ({"facets": plan["facets"] * 2}, "facets[1].key"), ({"facets": plan["facets"] * 4}, "facets"),
                         ({"why": 1}, "why"), ({"items": [dict(plan["items"][-1], promise=has["promise"])]}, "items[0].promise"), ({"items": [dict(plan["items"][0], kind="choice")]}, None)):
        answer = hr.ask("POST", "/rounds", {**plan, **change})
        told = answer.status == 400 and (path is None or path in lines(answer, True))
        count.check(f"refused: {change if len(str(change)) < 80 else path}", "" if told else answer.text[:300])
    one = made(hr.ask("POST", "/rounds", plan))
    count.check("a plan is kept as it was asked", "" if one["state"] == "planned" and one["number"] == 1 and one["questions"] == len(plan["items"]) and one["asked_by_week"] == [7, 9] and one["revision"] == 1
                and one["opened"] is None and one["ballots"] is None and one["invited"] is None and one["at_least"] is None else str(one)[:600])
    kept = one["plan"]["items"][-1]
    count.check("its promise brings norm and moment along", "" if (kept["norm"], kept["red_line"], kept["moment"]) == (0.9, 0.7, has["employee_moment"]) and kept["top"] == ["yes", "no_told"] and kept["not_applicable"] == ["na"] else str(kept))
    changed = made(owner.ask("PUT", "/rounds/" + one["id"], {"plan": {**one["plan"], "name": {"nl": "Ronde een", "en": "Round one"}}, "revision": 1}))
    count.check("what was read can be sent back", "" if changed["revision"] == 2 and changed["plan"]["items"] == one["plan"]["items"] and changed["name"]["nl"] == "Ronde een" else str(changed)[:600])
    answer = owner.ask("PUT", "/rounds/" + one["id"], {"plan": plan, "revision": 1})
    count.check("an older revision is refused", "" if answer.status == 409 else answer.text)
    answer = owner.ask("PUT", "/rounds/" + one["id"], {"plan": {**plan, "floor": 3}, "revision": 2})
    count.check("a fault in the plan says where", "" if answer.status == 400 and lines(answer, True) == ["plan.floor"] else answer.text)
    second = made(owner.ask("POST", "/rounds", {**plan, "opens": day(40), "closes": day(60)}))
    count.check("a second plan waits behind", "" if second["number"] == 2 and [line["number"] for line in made(owner.ask("GET", "/rounds"))["rounds"]] == [2, 1] else str(second["number"]))
    count.check("and can be dropped", "" if owner.ask("DELETE", "/rounds/" + second["id"]).status == 204 and owner.ask("GET", "/rounds/" + second["id"]).status == 404 else "not")
    for who in OTHERS:
        count.check(f"{who} reads the plan and changes nothing", "" if members[who].ask("GET", "/rounds/" + one["id"]).status == 200 and [
            members[who].ask("POST", "/rounds", plan).status, members[who].ask("PUT", "/rounds/" + one["id"], {"plan": plan, "revision": 2}).status, members[who].ask("DELETE", "/rounds/" + one["id"]).status,
            members[who].ask("POST", f"/rounds/{one['id']}/open").status] == [403] * 4 else "may")
    return one["id"]


def previews(count, members, has, one):
    seen = made(members["owner"].ask("GET", f"/rounds/{one}/units"))
    by = {unit["id"]: unit for unit in seen["units"]}
    count.check("a unit of two counts in the whole", "" if by[has["breda"]]["people"] == 2 and by[has["breda"]]["counts_in"]["id"] == has["top"] and by[has["breda"]]["counts_in"]["people"] == 8 else str(by))
    count.check("a unit of six counts by itself", "" if by[has["zwolle"]]["people"] == 6 and by[has["zwolle"]]["counts_in"]["id"] == has["zwolle"] and by[has["zwolle"]]["parent"] == has["top"] else str(by))
    roles = {line["role"]: line["sees"] for line in seen["roles"]}
    count.check("each role has a sentence", "" if set(roles) == {"owner", "hr_manager", *OTHERS} and all("5" in line and "10" in line for line in roles.values()) and seen["meanwhile"] else str(roles))
    mine = members["unit_manager"].ask("GET", f"/rounds/{one}/units")
    count.check("a unit manager sees the own branch", "" if mine.status == 200 and [unit["id"] for unit in mine.json["units"]] == [has["top"], has["zwolle"]] and has["breda"] not in mine.text else mine.text[:400])
    none = members["employee"].ask("GET", f"/rounds/{one}/units")
    count.check("an employee without a unit sees the whole alone", "" if [unit["id"] for unit in none.json["units"]] == [has["top"]] else none.text[:400])


def opens(count, house, members, has, one, employees):
    owner, hr = members["owner"], members["hr_manager"]
    made(owner.ask("POST", f"/promises/{has['employee_promise']}/versions", {"norm": 0.8, "red_line": 0.6, "from": day(0)}))
    made(hr.ask("PUT", "/rounds/consent", {"given": None}))
    answer = hr.ask("POST", f"/rounds/{one}/open")
    count.check("without consent it does not open", "" if answer.status == 409 and lines(answer, None) == "rounds.consent.none" and made(owner.ask("GET", "/rounds/" + one))["state"] == "planned" else answer.text)
    made(hr.ask("PUT", "/rounds/consent", {"given": day(2), "by_whom": "Ondernemingsraad"}))
    answer = hr.ask("POST", f"/rounds/{one}/open")
    count.check("nor before the day of consent", "" if answer.status == 409 and day(2) in answer.text else answer.text)
    made(hr.ask("PUT", "/rounds/consent", {"given": day(-10), "by_whom": "Ondernemingsraad"}))
    out = made(hr.ask("POST", f"/rounds/{one}/open"))
    codes = out["codes"]
    count.check("as many codes as people", "" if sorted(line["unit"] for line in codes) == sorted(person["unit"] for person in employees) and len({line["code"] for line in codes}) == len(codes) == 8 else str(len(codes)))
    count.check("an address has a line, the others a card", "" if sorted(line["address"] or "" for line in codes) == sorted(person["email"] or "" for person in employees) else "not")
    count.check("a code is typed in three parts, its link leads there", "" if all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", line["code"]) and line["link"].endswith("/r/" + line["code"]) for line in codes) else str(codes[0]))
    count.check("the round is open", "" if out["round"]["state"] == "open" and out["round"]["opened"] == day(0) and out["round"]["invited"] == 8 and out["round"]["at_least"] is None else str(out["round"])[:400])
    kept = out["round"]["plan"]["items"][-1]
    count.check("its promise is frozen as it stands today", "" if (kept["norm"], kept["red_line"], kept["moment"]) == (0.8, 0.6, has["employee_moment"]) else str(kept))
    for what, answer in (("opened twice", hr.ask("POST", f"/rounds/{one}/open")), ("changed", hr.ask("PUT", "/rounds/" + one, {"plan": out["round"]["plan"], "revision": out["round"]["revision"]})),
                         ("dropped", hr.ask("DELETE", "/rounds/" + one)), ("closed within a week", hr.ask("POST", f"/rounds/{one}/close")), ("without consent", hr.ask("PUT", "/rounds/consent", {"given": None}))):
        count.check("an open round is not " + what, "" if answer.status == 409 else answer.text[:300])
    made(owner.ask("POST", "/employees", {"heads": [{"unit": has["breda"], "people": 30}]}))
    frozen = {unit["id"]: unit["people"] for unit in made(owner.ask("GET", f"/rounds/{one}/units"))["units"]}
    count.check("who comes later is not in it", "" if frozen[has["breda"]] == 2 else str(frozen))
    answer = hr.ask("POST", f"/rounds/{one}/begin-again", {"sure": False})
    count.check("beginning again is confirmed first", "" if answer.status == 400 and lines(answer, True) == ["sure"] else answer.text)
    again = made(hr.ask("POST", f"/rounds/{one}/begin-again", {"sure": True}))
    count.check("beginning again makes other codes, for who is there now", "" if len(again["codes"]) == 37 and not {line["code"] for line in codes} & {line["code"] for line in again["codes"]} else str(len(again["codes"])))
    everywhere = "".join(owner.ask("GET", path).text for path in ("/rounds", "/rounds/" + one, f"/rounds/{one}/units", "/audit?limit=200", "/employees"))
    files = b"".join(file.read_bytes() for file in pathlib.Path(house.data).rglob("*") if file.is_file()) + house.log_text().encode()
    told = [line["code"] for line in codes + again["codes"] if line["code"] in everywhere or line["code"].encode() in files or line["code"].replace("-", "").encode() in files]
    count.check("no code is kept anywhere", "" if not told else f"{len(told)} are")
    for who in OTHERS:
        statuses = [members[who].ask("POST", f"/rounds/{one}/{verb}", body).status for verb, body in (("begin-again", {"sure": True}), ("close", None), ("withdraw", {"because": "x"}))]
        count.check(f"{who} neither begins again nor closes nor withdraws", "" if statuses == [403] * 3 else str(statuses))
        line = members[who].ask("GET", "/rounds").json["rounds"][0]
        count.check(f"{who} reads of the open round how many at least, no more", "" if line["state"] == "open" and line["ballots"] is None and line["at_least"] is None else str(line))
    answer = hr.ask("POST", f"/rounds/{one}/withdraw", {})
    count.check("withdrawing says why", "" if answer.status == 400 and lines(answer, True) == ["because"] else answer.text)
    gone = made(hr.ask("POST", f"/rounds/{one}/withdraw", {"because": "Verkeerde lijst"}))
    count.check("withdrawn, with its reason", "" if gone["state"] == "withdrawn" and gone["because"] == "Verkeerde lijst" and gone["ballots"] is None else str(gone)[:300])


def journey(count):
    with House() as house:
        found(house, "Hotel De Brug", "anna@example.nl")
        house.stop()
        assert house.run("org", "add", "Kanarie Groep").returncode == 0
        assert house.run("user", "add", "bea@example.org", "--name", "Bea", "--org", "Kanarie Groep", typed=PASSWORD + "\n").returncode == 0
        house.start()
        owner, other = Visitor(house).sign_in("anna@example.nl", PASSWORD), Visitor(house).sign_in("bea@example.org", PASSWORD)
        has = furnish(owner, "Merelhof", from_day="2025-01-01")
        members = {"owner": owner}
        for role in ["hr_manager", *OTHERS]:
            members[role] = invited(house, owner, role + "@example.nl", role, has["zwolle"] if role == "unit_manager" else None)
        library = {one["key"]: one for one in made(members["employee"].ask("GET", "/rounds/library"))["sets"]}
        count.check("every set says its source and its licence", "" if all(one["source"]["nl"] and one["source"]["en"] and one["licence"]["en"] and not one["validated"]["nl"] for one in library.values()) else "not")
        count.check("public sources are named", "" if "Open Government Licence v3.0" in library["csps"]["source"]["en"] and "5 CFR" in library["cfr250"]["source"]["en"] else "not")
        plan = planned(library, has["employee_promise"])
        template = library["situation"]["items"][0]
        consents(count, members, plan)
        answer = owner.ask("POST", "/rounds", {**plan, "items": [{name: template[name] for name in ("key", "kind", "about", "text", "options", "top", "source")}]})
        count.check("a template is filled in first", "" if answer.status == 400 and answer.json["error"]["fields"][0]["key"] == "rounds.plan.fill_in" else answer.text)
        employees = registers(count, members, has)
        one = plans(count, members, has, plan)
        previews(count, members, has, one)
        for call in ("GET /rounds/{}", "GET /rounds/{}/units", "DELETE /rounds/{}", "POST /rounds/{}/open", "POST /rounds/{}/close", "PUT /rounds/{}", "GET /employees/{}", "DELETE /employees/{}"):
            method, path = call.split(" ")
            mine = employees[0]["id"] if "employees" in path else one
            body = {"plan": plan | {"items": plan["items"][:-1]}, "revision": 2} if method == "PUT" else None
            answers = [other.ask(method, path.format(id), body) for id in (mine, "0b8f1c1e-9d53-4a86-8d0b-6a1f4a4a4a4a")]
            count.check(f"another organisation {call}", "" if answers[0].status == answers[1].status == 404 and answers[0].body == answers[1].body else f"{answers[0].status} {answers[0].text[:200]} against {answers[1].text[:200]}")
        count.check("another organisation has none of it", "" if made(other.ask("GET", "/rounds"))["rounds"] == [] and made(other.ask("GET", "/employees"))["employees"] == [] and other.ask("GET", "/rounds/consent").json["given"] is None else "has")
        opens(count, house, members, has, one, employees)
        deeds = [(line["verb"], line["entity"]) for line in owner.ask("GET", "/audit?limit=200").json["items"]]
        for deed in (("entered", "consent"), ("withdrew", "consent"), ("planned", "round"), ("changed", "round"), ("dropped", "round"), ("opened", "round"), ("began_again", "round"), ("withdrew", "round"),
                     ("registered", "employee"), ("told", "employee"), ("forgotten", "employee")):
            count.check(f"the trail knows {deed}", "" if deed in deeds else str(sorted(set(deeds))))
        count.check("the trail names no employee", "" if "merelhof.example" not in owner.ask("GET", "/audit?limit=200").text and "merelhof.example" not in house.log_text() else "does")
