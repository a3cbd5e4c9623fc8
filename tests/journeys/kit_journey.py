"""The meeting kit and the team board, over HTTP: what a team gets, what each role sees of it and what not.

Ten weeks of one team: never the same story twice. The figure is the overview's own; the sheet is one page, the entry of a
calendar is what the standard asks; what was agreed comes back next time.
"""
import concurrent.futures
import datetime
import re
import uuid
import zlib

from furnished import furnish, given, made
from house import House, Visitor
from people_journey import PASSWORD, found, invited

TODAY = datetime.date.today()
MONDAY = TODAY - datetime.timedelta(days=TODAY.weekday())
STORIES = 12


def week(ahead=0):
    year, number, _ = (MONDAY + datetime.timedelta(weeks=ahead)).isocalendar()
    return f"{year}-W{number:02}"


def heard(owner, has):
    """Forty guests of last week, in both houses; twelve of them tell something that may be shared."""
    day = (MONDAY - datetime.timedelta(days=3)).isoformat()
    answers = []
    for at in range(40):
        story = {"story": {"expectation": "better", "text": f"Verhaal nummer {at}: ze liep zelf naar ons toe.", "may_share": True}} if at < STORIES else {}
        answers.append(given(f"zwolle-{at}", "zwolle", {"kept": "yes" if at % 5 < 3 else "no", "recommend": 8, **story}, moment=has["room"], experienced_at=day))
        answers.append(given(f"breda-{at}", "breda", {"kept": "yes", "recommend": 8}, moment=has["room"], experienced_at=day))
    made(owner.ask("POST", "/answers", {"answers": answers}))
    told = made(owner.ask("GET", f"/stories?unit={has['zwolle']}&limit=50"))["items"]
    for one in told:
        made(owner.ask("POST", f"/stories/{one['id']}/share", {"text": one["text"]}))
    return {one["id"] for one in told}


def card(owner, has):
    made(owner.ask("PUT", f"/moments/{has['room']}/cards", {
        "may": [{"text": {"nl": "een drankje aanbieden", "en": "offer a drink"}, "limit": {"nl": "tot € 50, daarna vertellen", "en": "up to €50, tell afterwards"}}],
        "must": [{"nl": "zelf naar de gast lopen", "en": "walk up to the guest"}], "effects": [{"nl": "ik wist waarom ik wachtte", "en": "I knew why I waited"}],
        "question": {"nl": "Wanneer durfde jij zelf te beslissen?", "en": "When did you dare to decide?"}, "revision": 0}))


def pdf_pages(body):
    return len(re.findall(rb"/Type /Page\b(?!s)", body))


def entry_faults(text):
    """RFC 5545: lines of at most 75 octets that end in CR LF, folded by a blank; what is needed is there."""
    lines = text.split("\r\n")
    if lines.pop() != "" or "\n" in "".join(lines):
        return "a line does not end in CR LF"
    if any(len(line.encode()) > 75 for line in lines):
        return "a line is longer than 75 octets"
    whole = re.sub(r"\r\n ", "", text).split("\r\n")
    wanted = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:", "BEGIN:VEVENT", "UID:", "DTSTAMP:", "DTSTART:", "DURATION:PT10M", "END:VEVENT", "END:VCALENDAR")
    return ", ".join(one for one in wanted if not any(line.startswith(one) for line in whole))


def empty_house(count, owner, has):
    """Nothing told, nothing asked yet: a kit says in every block what is missing and what to do."""
    kit = made(owner.ask("POST", "/kits", {"unit": has["zwolle"], "week": week()}))
    count.check("an empty organisation has a kit that says what is missing", "" if all(kit["missing"].values()) and all(kit["sheet"][block]["missing"] for block in kit["missing"]) else str(kit["missing"]))
    sheet = owner.ask("GET", f"/kits/{kit['id']}/sheet.pdf")
    count.check("and its sheet is one page", "" if pdf_pages(sheet.body) == 1 else f"{pdf_pages(sheet.body)} pages")
    board = made(owner.ask("GET", f"/team/{has['breda']}/board"))
    count.check("an empty board has no figure without answers", "" if board["owes"]["acknowledged_in_time"]["n"] == 0 and board["owes"]["acknowledged_in_time"]["figure"]["value"] is None and board["kit"] is None else str(board["owes"]))


def made_kit(count, owner, leader, has):
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        kits = [made(one.result()) for one in [pool.submit(Visitor.ask, who, "POST", "/kits", {"unit": has["zwolle"], "week": week(1)}) for who in (owner, leader, owner, leader)]]
    count.check("four at once make one kit", "" if len({one["id"] for one in kits}) == 1 and len({one["story"]["id"] for one in kits}) == 1 else str({one["id"] for one in kits}))
    kit = kits[0]
    whole, here = (made(owner.ask("GET", f"/overview?from={kit['period']['from']}&to={kit['period']['to']}" + more)) for more in ("", f"&unit={has['zwolle']}"))
    of = lambda overview: next(promise["kept"] for journey in overview["journeys"] for moment in journey["moments"] for promise in moment["promises"] if promise["id"] == has["promise"])
    count.check("its figure is the overview's of that promise, unit and period", "" if kit["figure"]["promise"] == has["promise"] and kit["figure"]["kept"] == of(here) else f"{kit['figure']} and {of(here)}")
    count.check("the whole organisation stands beside it", "" if kit["figure"]["whole"] == of(whole) and kit["figure"]["whole"]["n"] == 80 else f"{kit['figure']['whole']} and {of(whole)}")
    said = made(owner.ask("GET", f"/kits/{kit['id']}?lang=en"))["sheet"]
    low, high = (round(one * 100) for one in kit["figure"]["kept"]["interval"])
    count.check("its sentence is made of that figure", "" if said["figure_value"] == f"{round(kit['figure']['kept']['value'] * 100)}%" and f"{low} and {high}, n 40" in said["figure_says"] else f"{said['figure_value']} {said['figure_says']}")
    count.check("behaviour and question are the card's", "" if said["may"][0] == "Offer a drink, up to €50, tell afterwards." and said["must"] == ["Walk up to the guest."] and said["question_text"] == "When did you dare to decide?" and said["title"] == "I knew why I waited" else str(said))
    dutch = made(owner.ask("GET", f"/kits/{kit['id']}?lang=nl"))["sheet"]
    count.check("the sheet in Dutch", "" if dutch["title"] == "Ik wist waarom ik wachtte" and dutch["standing"] == "10 minuten, staand" and dutch["story"]["name"] == "1 verhaal" else str(dutch))
    return kit


def ten_weeks(count, leader, has, shared):
    told = [made(leader.ask("POST", "/kits", {"unit": has["zwolle"], "week": week(ahead)})) for ahead in range(1, 11)]
    stories = [one["story"]["id"] for one in told if one["story"]]
    count.check("ten weeks, ten stories, never one twice", "" if len(stories) == 10 and len(set(stories)) == 10 and set(stories) <= shared else f"{len(stories)} {len(set(stories))}")
    kit = told[4]
    other = made(leader.ask("POST", f"/kits/{kit['id']}/another-story"))
    count.check("another story is another", "" if other["story"]["id"] not in stories and other["revision"] == kit["revision"] + 1 else str(other["story"]))
    again = made(leader.ask("POST", f"/kits/{kit['id']}/another-story"))
    spent = leader.ask("POST", f"/kits/{kit['id']}/another-story")
    count.check("the skipped ones do not come back: the twelfth is the last", "" if again["story"]["id"] not in stories + [other["story"]["id"]] and spent.status == 409 else f"{again['story']['id']} {spent.text}")
    late = made(leader.ask("POST", "/kits", {"unit": has["zwolle"], "week": week(11)}))
    count.check("a team that heard all gets a sheet that says so", "" if late["story"] is None and late["missing"]["story"] == "none" and late["sheet"]["story"]["missing"] else str(late["story"]))
    return told


def held(count, leader, owner, has, kits):
    first, second = kits[0], kits[1]
    path = f"/kits/{first['id']}/held"
    agreed = [{"who": "Ruben", "what": "tablet ophangen", "due": (MONDAY + datetime.timedelta(days=8)).isoformat()}, {"who": "Noor", "what": "bellen om drie uur"}]
    kept = made(leader.ask("POST", path, {"minutes": 11, "people": 8, "done": [], "agreed": agreed, "revision": first["revision"]}))
    count.check("it was held", "" if (kept["minutes"], kept["people"]) == (11, 8) and kept["held"] and [one["who"] for one in kept["agreed"]] == ["Ruben", "Noor"] else str(kept))
    stale = leader.ask("POST", path, {"minutes": 11, "people": 8, "revision": first["revision"]})
    count.check("changed meanwhile is refused", "" if stale.status == 409 else stale.text)
    count.check("no other story once it was told", "" if leader.ask("POST", f"/kits/{first['id']}/another-story").status == 409 else "given")
    for body, where in (({"minutes": 0, "people": 8}, "minutes"), ({"minutes": 10, "people": 0}, "people"), ({"minutes": 10, "people": 8, "done": ["x"]}, "done[0]"),
                        ({"minutes": 10, "people": 8, "agreed": [{"who": " ", "what": "x"}]}, "agreed[0].who"), ({"minutes": 10, "people": 8, "agreed": [{"who": "x", "what": "y", "due": "morgen"}]}, "agreed[0].due")):
        answer = leader.ask("POST", path, {**body, "revision": kept["revision"]})
        count.check(f"refused by field: {where}", "" if answer.status == 400 and where in [one["path"] for one in answer.json["error"]["fields"]] else answer.text[:200])
    next_one = made(leader.ask("GET", f"/kits/{second['id']}"))
    count.check("next time begins with it", "" if [one["what"] for one in next_one["last"]] == ["tablet ophangen", "bellen om drie uur"] and next_one["sheet"]["last"][0]["text"].startswith("Ruben: tablet ophangen") else str(next_one["last"]))
    done = made(leader.ask("POST", f"/kits/{second['id']}/held", {"minutes": 9, "people": 7, "done": [next_one["last"][0]["id"]], "agreed": [], "revision": second["revision"]}))
    count.check("what was done is ticked there and here", "" if [bool(one["done"]) for one in done["last"]] == [True, False] and made(leader.ask("GET", f"/kits/{first['id']}"))["agreed"][0]["done"] else str(done["last"]))
    lines = made(leader.ask("GET", f"/kits?unit={has['zwolle']}"))["items"]
    count.check("kits are listed, the latest week first", "" if [one["week"] for one in lines] == sorted((one["week"] for one in lines), reverse=True) and next(one for one in lines if one["id"] == first["id"])["agreed"] == 2 else str(lines))
    verbs = owner.ask("GET", "/audit?limit=200").text
    count.check("who did what is in the audit trail, not what was agreed", "" if all(f'"{verb}"' in verbs for verb in ("held", "another_story")) and "tablet" not in verbs else "not")


def paper(count, leader, kit):
    pdf = leader.ask("GET", f"/kits/{kit['id']}/sheet.pdf?lang=nl")
    count.check("the sheet is a PDF of one page", "" if pdf.status == 200 and pdf.body.startswith(b"%PDF-") and pdf_pages(pdf.body) == 1 and pdf.headers["content-type"] == "application/pdf" else f"{pdf.status} {pdf_pages(pdf.body)}")
    drawn = b"".join(zlib.decompress(part) for part in re.findall(rb"stream\r?\n(.*?)endstream", pdf.body, re.S) if part[:1] == b"\x78")
    count.check("in black, white and greys", "" if drawn and all(len(set(colour.split()[:3])) <= 2 for colour in re.findall(rb"([\d. ]+) rg\b", drawn)) else "another colour")
    entry = leader.ask("GET", f"/kits/{kit['id']}/calendar.ics?at={TODAY.isoformat()}T14:45&lang=nl")
    count.check("the entry is what RFC 5545 asks", entry_faults(entry.body.decode()) if entry.status == 200 else entry.text)
    count.check("on the day and time asked for", "" if f"DTSTART:{TODAY:%Y%m%d}T144500" in entry.text else entry.text)
    wrong = leader.ask("GET", f"/kits/{kit['id']}/calendar.ics?at=straks")
    count.check("another time is refused by field", "" if wrong.status == 400 and wrong.json["error"]["fields"][0]["path"] == "at" else wrong.text)


def board(count, owner, leader, others, has, shared):
    told = made(leader.ask("GET", f"/team/{has['zwolle']}/board"))
    count.check("the board counts what is the team's", "" if told["unit"]["id"] == has["zwolle"] and len(told["gives"]["stories"]) == 2 and {one["id"] for one in told["gives"]["stories"]} <= shared else str(told["gives"]["stories"]))
    overview = made(owner.ask("GET", f"/overview?from={told['period']['from']}&to={told['period']['to']}&unit={has['zwolle']}"))
    there = {promise["id"]: promise["kept"] for journey in overview["journeys"] if journey["audience"] == "customer" for moment in journey["moments"] for promise in moment["promises"]}
    count.check("its promises are the overview's", "" if {one["id"]: one["kept"] for one in told["gives"]["promises"]} == there and there else f"{told['gives']['promises']} and {there}")
    count.check("counts of personal matters are the manager's", "" if isinstance(told["private"], dict) and all(made(who.ask("GET", f"/team/{has['zwolle']}/board"))["private"] is None for who in (owner, *others.values())) else str(told["private"]))
    count.check("and not on a wall", "" if made(leader.ask("GET", f"/team/{has['zwolle']}/board?wall=1"))["private"] is None else "there")
    analyst = made(others["analyst"].ask("GET", f"/team/{has['zwolle']}/board"))
    count.check("an analyst reads no names", "" if analyst["owes"]["leader"] is None and all(one["owner"] is None for one in analyst["owes"]["barriers"]) else str(analyst["owes"]))
    count.check("a colleague reads who promises", "" if made(others["employee"].ask("GET", f"/team/{has['zwolle']}/board"))["owes"]["leader"] == "unit_manager" else "nobody")


def sight(count, house, owner, leader, elsewhere, others, has, kit):
    """What a role does not see answers like what does not exist."""
    unknown = str(uuid.uuid4())
    for who, name in ((elsewhere, "the manager of Breda"), (others["outsider"], "a colleague of Breda")):
        for path in ("/kits/{}", "/kits/{}/sheet.pdf", "/kits/{}/calendar.ics"):
            answers = [who.ask("GET", path.format(one)) for one in (kit["id"], unknown)]
            count.check(f"{name}, GET {path}", "" if [one.status for one in answers] == [404, 404] and answers[0].body == answers[1].body else str([one.text[:200] for one in answers]))
        answers = [who.ask("GET", path.format(one)) for path in ("/kits?unit={}", "/team/{}/board") for one in (has["zwolle"], unknown)]
        count.check(f"{name} has no list and board of Zwolle", "" if all(one.status == 404 for one in answers) and answers[0].body == answers[1].body and answers[2].body == answers[3].body else str([one.status for one in answers]))
    for path in (f"/kits/{kit['id']}/another-story", f"/kits/{kit['id']}/held"):
        answer = elsewhere.ask("POST", path, {"minutes": 10, "people": 5, "revision": 1} if path.endswith("held") else None)
        count.check(f"the manager of Breda, POST {path[-13:]}", "" if answer.status == 404 else answer.text[:200])
    refused = elsewhere.ask("POST", "/kits", {"unit": has["zwolle"], "week": week()})
    nobody = elsewhere.ask("POST", "/kits", {"unit": unknown, "week": week()})
    count.check("nor makes a kit there", "" if refused.status == nobody.status == 400 and refused.body == nobody.body else refused.text)
    for who in ("hr_manager", "employee"):
        reads, makes = others[who].ask("GET", f"/kits/{kit['id']}"), others[who].ask("POST", "/kits", {"unit": has["zwolle"], "week": week()})
        count.check(f"{who} reads a kit and makes none", "" if reads.status == 200 and makes.status == 403 else f"{reads.status} {makes.status}")
    count.check("an analyst has no kits", "" if others["analyst"].ask("GET", f"/kits/{kit['id']}").status == 403 else "read")
    code = made(owner.ask("POST", "/passes", {"kind": "unit", "unit": has["zwolle"], "language": "nl"}))["code"]
    door = Visitor(house).with_code(code)
    count.check("the code of a unit opens neither", "" if {door.ask("GET", path).status for path in (f"/kits/{kit['id']}", f"/team/{has['zwolle']}/board")} == {403} else "open")
    key = Visitor(house, key=made(owner.ask("POST", "/keys", {"name": "k", "scopes": ["figures:read"], "expires_at": "2027-06-30T00:00:00Z"}))["key"])
    count.check("a key neither", "" if {key.ask("GET", path).status for path in (f"/kits/{kit['id']}", f"/team/{has['zwolle']}/board")} == {403} else "open")
    for asked, where in ((week(-1), "week"), (week(14), "week"), ("2026-W99", "week"), ("nu", "week")):
        answer = owner.ask("POST", "/kits", {"unit": has["breda"], "week": asked})
        count.check(f"no kit for {asked}", "" if answer.status == 400 and [one["path"] for one in answer.json["error"]["fields"]] == [where] else answer.text[:200])


def journey(count):
    with House() as house:
        found(house, "Merelhof", "anna@example.nl")
        owner = Visitor(house).sign_in("anna@example.nl", PASSWORD)
        has = furnish(owner)
        leader = invited(house, owner, "leider@example.nl", "unit_manager", has["zwolle"])
        elsewhere = invited(house, owner, "elders@example.nl", "unit_manager", has["breda"])
        others = {role: invited(house, owner, role + "@example.nl", role, has["zwolle"] if role == "employee" else None) for role in ("hr_manager", "analyst", "employee")}
        empty_house(count, owner, has)
        shared = heard(owner, has)
        count.check("twelve stories may travel", "" if len(shared) == STORIES else str(len(shared)))
        card(owner, has)
        kit = made_kit(count, owner, leader, has)
        kits = ten_weeks(count, leader, has, shared)
        held(count, leader, owner, has, kits)
        paper(count, leader, kit)
        board(count, owner, leader, others, has, shared)
        others["outsider"] = invited(house, owner, "breda@example.nl", "employee", has["breda"])
        sight(count, house, owner, leader, elsewhere, others, has, kit)
        log = house.log_text()
        count.check("the log holds nothing of it", "" if not [word for word in ("tablet", "Ruben", "Verhaal nummer") if word in log] else "does")
