"""The roads of an answer: the page, the interface, a file. What comes in, what is refused and how it is said, corrected, erased, counted."""
import datetime
import json
import pathlib
import re
import socket
import threading
import time
import uuid

from furnished import EXPIRES, exported, furnish, given, made, questions, sent, ticket_on
from house import House, Visitor, wait_until
from people_journey import found

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Guest(Visitor):
    """Someone with a telephone of their own: the house stands behind a proxy that says from where each call comes."""
    met = 0

    def __init__(self, house, **more):
        super().__init__(house, **more)
        Guest.met += 1
        self.address = f"10.77.{Guest.met // 250}.{Guest.met % 250 + 1}"

    def ask(self, method, path, body=None, headers=None):
        return super().ask(method, path, body, {"X-Forwarded-For": self.address, "X-Forwarded-Proto": "https", **(headers or {})})


def overview(visitor, query=""):
    return made(visitor.ask("GET", "/overview" + query))


def kept_of(visitor, promise, query=""):
    for journey in overview(visitor, query)["journeys"]:
        for moment in journey["moments"]:
            for one in moment["promises"]:
                if one["id"] == promise:
                    return one["kept"]
    return None


def refused(count, visitor, name, body, path, key, status=400, method="POST", to="/answers", headers=None):
    answer = visitor.ask(method, to, body, headers)
    wrong = ""
    if answer.status != status:
        wrong = f"status {answer.status}: {answer.text[:300]}"
    else:
        error = answer.json["error"]
        there = [(field["path"], field["key"]) for field in error["fields"]]
        if path is None and error["key"] != key:
            wrong = f"key {error['key']}"
        if path is not None and (path, key) not in there:
            wrong = f"{(path, key)} not in {there}"
        said = error["text"] if path is None else next((f["text"] for f in error["fields"] if f["path"] == path), "")
        if not wrong and (not re.search(r"[a-z] [a-z]", said) or "{{" in said or said == key or not said.endswith((".", "”", ")"))):
            wrong = f"no sentence: {said!r}"
    count.check(f"refused: {name}", wrong)


def by_page(count, house, owner, has):
    guest = Guest(house)
    page = guest.ask("GET", "/s/" + has["zwolle_page"])
    fields = {"t": ticket_on(page.text), "lang": "en", "q.recommend": "9", "q.bed": "4", "q.why": ["work", "rest"], "q.parking": "na",
              "q.reason": "Fijn \U0001F600 en \u201cstil\u201d", "q.story.e": "better", "q.story.u": "1", "q.story.t": "Regel een\r\nRegel twee", "q.story.s": "1"}
    answer = sent(guest, has["zwolle_page"], fields)
    count.check("a form without JavaScript is thanked", "" if answer.status == 303 and "/thanks" in answer.headers["location"] else f"{answer.status}")
    thanks = guest.ask("GET", answer.headers["location"])
    count.check("the thanks page says what happens", "" if thanks.status == 200 and "Merelhof Zwolle" in thanks.text else thanks.text[:300])
    rows = exported(owner)
    row = rows[-1]
    right = (row["recommend"], row["bed"], row["why"], row["parking"], row["reason"], row["story.expectation"], row["story.unexpected"], row["story.text"], row["story.may_share"], row["unit"], row["source"], row["language"])
    count.check("what was typed is what is kept", "" if right == ("9", "4", "work|rest", "na", "Fijn \U0001F600 en \u201cstil\u201d", "better", "yes", "Regel een\nRegel twee", "yes", "zwolle", "page", "en") else str(right))
    # The same page again: known, and thanked again.
    again = sent(guest, has["zwolle_page"], fields)
    count.check("the same page twice is one answer", "" if again.status == 303 and len(exported(owner)) == len(rows) else f"{again.status}")
    # The same ticket with other answers: refused, with a page of its own to open.
    other = sent(guest, has["zwolle_page"], dict(fields, **{"q.recommend": "0"}))
    after = exported(owner)
    count.check("a second answer of one page is refused", "" if other.status == 409 and len(after) == len(rows) and f'href="/s/{has["zwolle_page"]}' in other.text else f"{other.status} {after[-1]}")
    trial = guest.ask("GET", "/s/" + has["zwolle_page"] + "?try=1")
    answer = sent(guest, has["zwolle_page"], {"t": ticket_on(trial.text), "lang": "en", "q.recommend": "9", "q.reason": "Proefballon-8"})
    thanks = guest.ask("GET", answer.headers["location"])
    used = next(one for one in made(owner.ask("GET", "/links"))["items"] if one["code"] == has["zwolle_page"])["used"]
    count.check("a try is neither counted nor kept", "" if answer.status == 303 and "try" in thanks.text and len(exported(owner)) == len(rows) and used == len(rows)
                and not on_disk(house, "Proefballon-8") else f"{answer.status} {used} {len(rows)} {thanks.text[:300]}")
    bare = guest.ask("GET", f"/s/{has['zwolle_page']}/thanks")
    forged = guest.ask("GET", f"/s/{has['zwolle_page']}/thanks?r={'A' * 24}")
    count.check("nobody is thanked for what was not sent", "" if "is kept" not in bare.text + forged.text and bare.text.count("<form") == 0 else bare.text[:400])
    count.check("an answer within seconds is marked", "" if int(row["suspect"]) & 2 else row["suspect"])
    for name, change, status in [
            ("no ticket", {"t": ""}, 409), ("a made-up ticket", {"t": "A" * 48}, 409), ("a ticket of another code", {"t": ticket_on(guest.ask("GET", "/s/" + has["breda_page"]).text)}, 409),
            ("out of scale", {"q.recommend": "11"}, 422), ("no number", {"q.bed": "veel"}, 422), ("no option", {"q.parking": "misschien"}, 422),
            ("call without number", {"q.story.c": "1"}, 422), ("no telephone", {"q.story.c": "1", "q.story.n": "geen"}, 422),
            ("a story of 1 MB", {"q.story.t": "a" * 1_000_000}, 413), ("a story of 10,000", {"q.story.t": "a" * 10_000}, 422)]:
        page = guest.ask("GET", "/s/" + has["zwolle_page"])
        answer = sent(guest, has["zwolle_page"], {**fields, "t": ticket_on(page.text), **change})
        stays = status in (413,) or "stil" in answer.text
        count.check(f"page: {name}", "" if answer.status == status and "<html" in answer.text and stays else f"{answer.status} {answer.text[:200]}")
    for name, body in (("NUL", b"t=x&q.reason=a%00b"), ("broken UTF-8", b"t=x&q.reason=%ff%fe"), ("broken escape", b"t=x&q.reason=%zz"), ("too many fields", b"&".join(b"a=1" for _ in range(5000)))):
        answer = guest.ask("POST", "/s/" + has["zwolle_page"], body, FORM)
        count.check(f"page: {name}", "" if answer.status in (400, 413) and "<html" in answer.text else f"{answer.status} {answer.text[:200]}")
    empty = sent(guest, has["zwolle_page"], {"t": ticket_on(guest.ask("GET", "/s/" + has["zwolle_page"]).text)})
    count.check("page: nothing filled in", "" if empty.status == 422 else f"{empty.status}")
    count.check("nothing of these was kept", "" if len(exported(owner)) == len(after) else "kept")


def by_code(count, house, owner, has):
    """Budget, expiry, closed."""
    guest = Guest(house)
    few = made(owner.ask("POST", "/links", {"instrument": "stay", "unit": "zwolle", "budget": 2}))
    pages = [ticket_on(guest.ask("GET", "/s/" + few["code"]).text) for _ in range(3)]
    answers = [sent(guest, few["code"], {"t": ticket, "q.recommend": "5"}).status for ticket in pages]
    count.check("a budget of two takes two", "" if answers == [303, 303, 410] else str(answers))
    count.check("the one who spent it may send again", "" if sent(guest, few["code"], {"t": pages[1], "q.recommend": "5"}).status == 303 else "refused")
    shown = guest.ask("GET", "/s/" + few["code"])
    count.check("and then says so", "" if shown.status == 410 and "<form" not in shown.text else f"{shown.status}")
    soon = made(owner.ask("POST", "/links", {"instrument": "stay", "unit": "zwolle", "expires_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 2))}))
    ticket = ticket_on(guest.ask("GET", "/s/" + soon["code"]).text)
    wait_until(lambda: guest.ask("GET", "/s/" + soon["code"]).status == 410, 5)
    answer = sent(guest, soon["code"], {"t": ticket, "q.recommend": "5"})
    count.check("an expired code says so", "" if answer.status == 410 and "expired" in answer.text.lower() else f"{answer.status} {answer.text[:200]}")
    closed = made(owner.ask("POST", "/links", {"instrument": "stay", "unit": "zwolle"}))
    count.check("a link is closed", "" if owner.ask("DELETE", "/links/" + closed["id"]).status == 204 else "not")
    count.check("a closed code says so", "" if guest.ask("GET", "/s/" + closed["code"]).status == 410 else "open")
    states = {one["id"]: one["state"] for one in made(owner.ask("GET", "/links"))["items"]}
    count.check("a list of links says why each is closed", "" if [states[one["id"]] for one in (few, soon, closed)] == ["used_up", "expired", "ended"]
                and "open" in states.values() else str(states))
    count.check("a spent code that is opened speaks of no answer", "" if "kept" not in shown.text else shown.text[-400:])
    # A code that hangs in a hall goes on for the unit that its own merged into; without one it is closed.
    units = {one["code"]: one for one in owner.ask("GET", "/units").json["items"]}
    zwolle = units["zwolle"]
    yesterday = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 2 * 86400))
    for name, into in (("Merged", zwolle["id"]), ("Shut", None)):
        unit = made(owner.ask("POST", "/units", {"name": name, "level": zwolle["level"], "parent": zwolle["parent"], "from": "2025-01-01"}))
        link = made(owner.ask("POST", "/links", {"instrument": "stay", "unit": unit["code"]}))
        ticket = ticket_on(guest.ask("GET", "/s/" + link["code"]).text)
        ended = owner.ask("POST", f"/units/{unit['id']}/end", {"to": yesterday, **({"into": into} if into else {})})
        there = len(exported(owner))
        status = [guest.ask("GET", "/s/" + link["code"]).status, sent(guest, link["code"], {"t": ticket, "q.recommend": "5"}).status]
        now = exported(owner)
        good = status == [200, 303] and len(now) == there + 1 and now[-1]["unit"] == "zwolle" if into else status == [410, 410] and len(now) == there
        count.check(f"the code of a unit that ended: {name}", "" if ended.status == 200 and good else f"{ended.text[:100]} {status} {len(now) - there}")


def at_once(count, house, owner, has):
    """The same thing from many at the same moment is done once."""
    def all_together(ask, number=16):
        answers, ready = [], threading.Barrier(number)

        def one(at):
            ready.wait()
            answers.append(ask(at))
        threads = [threading.Thread(target=one, args=(at,)) for at in range(number)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    before = len(exported(owner))
    body = given("at-once")
    answers = all_together(lambda at: owner.ask("POST", "/answers", body))
    count.check("one submission from sixteen at once is one answer", "" if {one.status for one in answers} == {200} and sum(one.json["accepted"] for one in answers) == 1
                and len({one.json["items"][0]["id"] for one in answers}) == 1 else str([one.text for one in answers])[:400])
    link = made(owner.ask("POST", "/links", {"instrument": "stay", "unit": "zwolle", "budget": 5}))
    tickets = [ticket_on(Guest(house).ask("GET", "/s/" + link["code"]).text) for _ in range(16)]
    answers = all_together(lambda at: sent(Guest(house), link["code"], {"t": tickets[at], "q.recommend": "5"}))
    statuses = sorted(one.status for one in answers)
    count.check("a budget of five takes five of sixteen at once", "" if statuses == [303] * 5 + [410] * 11 else str(statuses))
    link = made(owner.ask("POST", "/links", {"instrument": "stay", "unit": "zwolle", "budget": 50}))
    ticket = ticket_on(Guest(house).ask("GET", "/s/" + link["code"]).text)
    answers = all_together(lambda at: sent(Guest(house), link["code"], {"t": ticket, "q.recommend": "5"}))
    used = next(one for one in made(owner.ask("GET", "/links"))["items"] if one["id"] == link["id"])["used"]
    count.check("one page from sixteen at once is one answer", "" if {one.status for one in answers} == {303} and used == 1 else f"{[one.status for one in answers]} {used}")
    count.check("seven more in all", "" if len(exported(owner)) == before + 7 else str(len(exported(owner)) - before))
    refusals = all_together(lambda at: owner.ask("POST", "/promises/" + has["employee_promise"] + "/versions", {"norm": 0.5 + at / 100, "from": exported(owner)[-1]["day"]}))
    count.check("no one breaks on a promise changed by many", "" if all(one.status in (200, 201, 400, 409) for one in refusals) else str([one.status for one in refusals]))
    revision = made(owner.ask("GET", "/org"))["revision"]
    changes = sorted(one.status for one in all_together(lambda at: owner.ask("PATCH", "/org", {"name": f"Merelhof {at}", "revision": revision})))
    count.check("of sixteen changes to one revision one is made", "" if changes == [200] + [409] * 15 else str(changes))


def by_interface(count, house, owner, has):
    key = Visitor(house, key=made(owner.ask("POST", "/keys", {"name": "till", "scopes": ["answers:write"], "expires_at": EXPIRES}))["key"])
    before = len(exported(owner))
    one = given("one")
    first, second = made(key.ask("POST", "/answers", one)), made(key.ask("POST", "/answers", one))
    count.check("the same submission twice is one answer", "" if (first["accepted"], second["accepted"], second["duplicates"]) == (1, 0, 1) and first["items"][0]["id"] == second["items"][0]["id"] else f"{first} {second}")
    batch = made(key.ask("POST", "/answers", {"answers": [given("b1"), given("b2", "breda"), given("b1"), one]}))
    count.check("a batch knows what it has", "" if (batch["accepted"], batch["duplicates"]) == (2, 2) else str(batch))
    count.check("three answers more", "" if len(exported(owner)) == before + 3 else "not")
    states = made(key.ask("POST", "/answers", given("states", answers={"recommend": 10, "bed": {"state": "skipped"}, "eggs": {"state": "not_applicable"}, "kept": {"state": "not_shown"}})))
    row = next(row for row in exported(owner) if row["id"] == states["items"][0]["id"])
    count.check("four states stay four", "" if (row["recommend"], row["bed"], row["eggs"], row["kept"]) == ("10", "skipped", "not_applicable", "") else str(row))
    lines = [json.loads(line) for line in owner.ask("GET", "/answers/export?format=jsonl").text.splitlines()]
    line = next(line for line in lines if line["submission_id"] == "states")["answers"]
    right = {"bed": {"state": "skipped"}, "eggs": {"state": "not_applicable"}, "kept": {"state": "not_shown"}}
    count.check("also line by line", "" if all(line[key] == value for key, value in right.items()) and line["recommend"] == 10 else str(line))
    before = len(exported(owner))
    # A batch is kept as a whole or not at all, and says where.
    answer = key.ask("POST", "/answers", {"answers": [given("w1"), given("w2", answers={"recommend": 11}), given("w3", "nowhere"), given("w4", answers={"kept": "perhaps"})]})
    paths = [field["path"] for field in answer.json["error"]["fields"]]
    count.check("a batch with faults names each", "" if answer.status == 400 and {"answers[1].answers.recommend", "answers[2].unit", "answers[3].answers.kept"} <= set(paths) else str(paths))
    count.check("and keeps none of it", "" if len(exported(owner)) == before else "kept some")
    many = {"answers": [given(f"m{i}", answers={"recommend": i % 11}) for i in range(1001)]}
    refused(count, key, "1001 in a batch", many, "answers", "json.too_many_items")
    refused(count, key, "an empty batch", {"answers": []}, "answers", "feedback.answer.batch_empty")
    for name, body, path, code in [
            ("out of scale", given(answers={"recommend": 11}), "answers.recommend", "feedback.answer.out_of_scale"),
            ("below the scale", given(answers={"bed": 0}), "answers.bed", "feedback.answer.out_of_scale"),
            ("half a point", given(answers={"bed": 3.5}), "answers.bed", "json.not_integer"),
            ("a number as text", given(answers={"recommend": "9"}), "answers.recommend", "json.not_integer"),
            ("a question unknown", given(answers={"weather": 5}), "answers.weather", "feedback.answer.question_unknown"),
            ("an option twice", given(answers={"why": ["work", "work"]}), "answers.why", "feedback.answer.option_twice"),
            ("31 February", given(experienced_at="2026-02-31"), "experienced_at", None),
            ("31 February with a time", given(experienced_at="2026-02-31T10:00:00Z"), "experienced_at", None),
            ("in the future", given(experienced_at="2031-01-01"), "experienced_at", "feedback.answer.in_the_future"),
            ("before there were computers", given(experienced_at="1869-01-01"), "experienced_at", "feedback.answer.too_long_ago"),
            ("a unit unknown", given(unit="atlantis"), "unit", "feedback.answer.unit_unknown"),
            ("before the unit was", given(experienced_at="2020-01-01"), "unit", "feedback.answer.unit_not_then"),
            ("a weight of nothing", given(weight=0), "weight", "json.out_of_range"),
            ("a weight too heavy", given(weight=101), "weight", "json.out_of_range"),
            ("a key unknown", given(colour="red"), "colour", "json.unknown_key"),
            ("no submission", {k: v for k, v in given().items() if k != "submission_id"}, "submission_id", "json.required"),
            ("a submission too long", given("s" * 65), "submission_id", "json.too_long"),
            ("a story of 1 MB", given(answers={"story": {"text": "a" * 1_000_000}}), "answers.story.text", "json.too_long"),
            ("a story of nothing", given(answers={"story": {}}), "answers.story", "feedback.answer.story_empty"),
            ("a telephone that is none", given(answers={"story": {"expectation": "less", "call": {"telephone": "bel maar"}}}, moment=has["room"]), "answers.story.call.telephone", "feedback.answer.telephone"),
            ("nothing at all", given(answers={}), "answers", "feedback.answer.empty")]:
        answer = key.ask("POST", "/answers", body)
        fields = {field["path"]: field for field in answer.json["error"]["fields"]} if answer.status == 400 else {}
        if code is None and path in fields:
            count.check(f"refused: {name}", "" if "02-31" in fields[path]["text"] else fields[path]["text"])
        else:
            refused(count, key, name, body, path, code)
    good = json.dumps(given("bytes"))
    for name, body, code in [
            ("NUL", good.replace("zwolle", "zw\\u0000").encode(), "json.nul"), ("a raw NUL", good.encode().replace(b"zwolle", b"zw\0"), None),
            ("broken UTF-8", good.encode().replace(b"zwolle", b"zw\xff"), "json.utf8"), ("half a surrogate", good.replace("zwolle", "\\ud800").encode(), None),
            ("a key twice", good.encode()[:-1] + b',"unit":"breda"}', "json.duplicate_key"), ("deep", b'{"a":' + b"[" * 10_000 + b"]" * 10_000 + b"}", "json.too_deep"),
            ("cut off", good.encode()[:-5], "json.ends_early"), ("no JSON", b"hello", "json.broken"), ("more behind it", good.encode() + b"{}", "json.trailing"),
            ("a list", b"[]", None), ("nothing", b"", None), ("NaN", good.encode().replace(b"8", b"NaN"), "json.broken"), ("1e999", good.encode().replace(b": 8", b": 1e999"), None)]:
        answer = key.ask("POST", "/answers", body, {"Content-Type": "application/json"})
        error = (answer.json["error"]["fields"] or [answer.json["error"]])[0] if answer.status == 400 else {"key": "", "text": ""}
        count.check(f"refused: {name}", "" if answer.status == 400 and (code is None or error["key"] == code) and " " in error["text"] and len(answer.body) < 2000 else f"{answer.status} {answer.text[:200]}")
    over = key.ask("POST", "/answers", b"[" + b" " * (9 * 1024 * 1024) + b"]")
    count.check("9 MB is too large", "" if over.status == 413 and over.json["error"]["kind"] == "too_large" else f"{over.status}")
    count.check("nothing of these was kept", "" if len(exported(owner)) == before else "kept")
    emoji = made(key.ask("POST", "/answers", given("emoji", answers={"reason": "\U0001F468\u200D\U0001F469\u200D\U0001F467 prachtig"})))
    count.check("emoji are kept", "" if emoji["accepted"] == 1 and exported(owner)[-1]["reason"] == "\U0001F468\u200D\U0001F469\u200D\U0001F467 prachtig" else "not")
    cells = ["=1+1", "+31", "-1", "@SUM(A1)", "\tx", "\rx", "'=1"]
    for number, cell in enumerate(cells):
        made(key.ask("POST", "/answers", given(f"cell{number}", answers={"reason": cell})))
    text = owner.ask("GET", "/answers/export?format=csv").body.decode("utf-8-sig")
    rows = {row["submission_id"]: row["reason"] for row in exported(owner)}
    bad = [cell for number, cell in enumerate(cells) if rows[f"cell{number}"].lstrip('"')[:1] in tuple("=+-@\t\r")]
    count.check("no cell of the export begins a formula", str(bad) if bad or ",=1+1" in text else "")


def declared_too_large(count, house, owner):
    """Two gigabytes are refused before one of them is sent."""
    with socket.create_connection(("127.0.0.1", house.port), timeout=10) as line:
        line.sendall((f"POST /api/v1/imports/preview?name=big.csv HTTP/1.1\r\nHost: 127.0.0.1:{house.port}\r\nX-Forwarded-Proto: https\r\nContent-Length: 2147483648\r\n"
                      f"Cookie: goud_session={owner.cookie}\r\nX-CSRF-Token: {owner.csrf}\r\nContent-Type: application/octet-stream\r\n\r\n").encode())
        text = line.recv(65536).decode()
    count.check("an upload of 2 GB is refused at once", "" if text.startswith("HTTP/1.1 413") and "http.body_too_large" in text else text[:300])


def by_file(count, house, owner, has):
    plain = {"Content-Type": "application/octet-stream"}
    look = lambda data, name="g.csv": owner.ask("POST", "/imports/preview?name=" + name, data, plain)
    head = "hotel,datum,kamer,ontbijt\n"
    good = [f"zwolle,2026-03-{i % 28 + 1:02d},{i % 5 + 1},{i % 11}" for i in range(60)]
    odd = ["zwolle,2026-02-31,4,5", "zwolle,2026-03-01,4", "zwolle,2026-03-01,4,5,6"]
    data = (head + "\n".join(good + odd) + "\n").encode()
    before = len(exported(owner))
    seen = made(look(data))
    begun = made(owner.ask("POST", "/imports", {"upload": seen["upload"], "map": seen["map"]}))
    done = lambda one: made(owner.ask("GET", "/imports/" + one["id"]))
    count.check("an import ends", "" if wait_until(lambda: done(begun)["state"] != "running") else "does not")
    ended, refusals = done(begun), made(owner.ask("GET", f"/imports/{begun['id']}/refused"))["items"]
    count.check("every row is added or refused with its reason", "" if ended["state"] == "done" and ended["rows_added"] + ended["rows_duplicate"] == 60 and ended["rows_refused"] == 3 == len(refusals)
                and [one["row"] for one in refusals] == [62, 63, 64] and "2026-02-31" in refusals[0]["reason"] else f"{ended} {refusals}")
    again = made(look(data))
    second = made(owner.ask("POST", "/imports", {"upload": again["upload"], "map": seen["map"]}))
    wait_until(lambda: done(second)["state"] != "running")
    count.check("the same file twice adds nothing", "" if done(second)["rows_added"] == 0 and len(exported(owner)) == before + ended["rows_added"] else str(done(second)))
    total = overview(owner)["answers"]["customer"]
    count.check("the file is counted", "" if total == len(exported(owner)) else f"{total}")
    made(owner.ask("POST", f"/imports/{begun['id']}/undo"))
    count.check("an import is undone", "" if wait_until(lambda: done(begun)["state"] == "undone") and len(exported(owner)) == before and overview(owner)["answers"]["customer"] == before else "not")
    accented = "".join(f"zwolle,2026-03-01,caf\u00e9 {i},5\n" for i in range(40)).encode()
    for name, body, key, holds in [
            ("two encodings", head.encode() + accented + b"zwolle,2026-03-01,caf\xe9,5\n", "formats.csv.not_utf8", "42"),
            ("NUL", head.encode() + b"zwolle,2026-03-01,4\x00,5\n", "formats.csv.nul", "2"), ("nothing", b"", "formats.file.empty", ""),
            ("a quote left open", head.encode() + b'"zwolle,2026-03-01,4,5\n', "formats.csv.quote_open", "2"), ("a workbook", b"PK\x03\x04xxxx", "formats.file.spreadsheet", "CSV")]:
        answer = look(body)
        error = answer.json.get("error", {"key": "", "text": ""})
        count.check(f"file: {name}", "" if answer.status == 400 and key in (None, error["key"]) and holds in error["text"] else f"{answer.status} {answer.text[:300]}")
    refused(count, owner, "an upload nobody brought", {"upload": str(uuid.uuid4()), "map": seen["map"]}, None, "feedback.import.upload_gone", 404, to="/imports")
    third = made(look(data))
    answer = owner.ask("POST", "/imports", {"upload": third["upload"], "map": "no = [toml"})
    count.check("a map that is none", "" if answer.status == 400 and answer.json["error"]["text"] else f"{answer.status} {answer.text[:200]}")


def on_disk(house, *words):
    """Which of the words stand anywhere in the data directory."""
    return [f"{word} in {path.name}" for path in pathlib.Path(house.data).rglob("*") if path.is_file() for word in words if word.encode() in path.read_bytes()]


def corrected_and_erased(count, house, owner, has):
    words = ["Zwaluwstaart-71", "Kwikstaart-72", "Merelnest-73", "Bonte-kraai-74"]
    tell = lambda number, **more: made(owner.ask("POST", "/answers", given(f"tell{number}", answers={
        "kept": "no", "recommend": 1, "reason": words[number], "story": {"expectation": "less", "text": words[number], "call": {"telephone": "+3161234567" + str(number)}}}, moment=has["room"], **more)))["items"][0]["id"]
    zero = kept_of(owner, has["promise"])
    first, second = tell(0), tell(1)
    count.check("two broken promises counted", "" if kept_of(owner, has["promise"])["not_kept"] == zero["not_kept"] + 2 else "not")
    made(owner.ask("POST", f"/answers/{first}/correct", {"answers": {"kept": "yes"}, "reason": "verkeerd aangeklikt"}))
    now = kept_of(owner, has["promise"])
    count.check("a correction is counted", "" if (now["kept"], now["not_kept"]) == (zero["kept"] + 1, zero["not_kept"] + 1) else str(now))
    row = next(row for row in exported(owner) if row["id"] == first)
    count.check("and leaves the rest as it was", "" if (row["kept"], row["recommend"], row["reason"]) == ("yes", "1", words[0]) else str(row))
    refused(count, owner, "a correction out of scale", {"answers": {"recommend": 12}, "reason": "x"}, "answers.recommend", "feedback.answer.out_of_scale", to=f"/answers/{first}/correct")
    refused(count, owner, "a correction without reason", {"answers": {"recommend": 2}}, "reason", "json.required", to=f"/answers/{first}/correct")
    people = ["gast-" + uuid.uuid4().hex, "gast-" + uuid.uuid4().hex]
    tell(2, person_key=people[0])
    other = tell(3, person_key=people[1])
    overview(owner)
    count.check("the words are there before", "" if len({one.split(" ")[0] for one in on_disk(house, *words)}) == 4 else str(on_disk(house, *words)))
    count.check("a person's key is nowhere as it was given", ", ".join(on_disk(house, *people)))
    for one in (first, second):
        count.check("an answer is erased", "" if owner.ask("POST", f"/answers/{one}/erase", {"reason": "op verzoek"}).status == 204 else "not")
    refused(count, owner, "erased twice", {"reason": "x"}, None, "feedback.answer.unknown", 404, to=f"/answers/{first}/erase")
    forgotten = owner.ask("POST", "/persons/forget", {"person_key": people[0]})
    count.check("a person is forgotten", "" if forgotten.status == 200 and forgotten.json["erased"] == 1 else forgotten.text)
    unknown = owner.ask("POST", "/persons/forget", {"person_key": "nobody"})
    count.check("nobody is forgotten for who is unknown", "" if unknown.status == 200 and unknown.json["erased"] == 0 else unknown.text)
    now = kept_of(owner, has["promise"])
    count.check("what was erased is not counted", "" if (now["kept"], now["not_kept"]) == (zero["kept"], zero["not_kept"] + 1) else f"{now} {zero}")
    text = owner.ask("GET", "/answers/export?format=jsonl").text + owner.ask("GET", "/stories").text + owner.ask("GET", f"/moments/{has['room']}/figures").text + owner.ask("GET", "/audit?limit=200").text
    count.check("nor read anywhere", "" if not [w for w in words[:3] if w in text] and words[3] in text else "read")
    gone = words[:3] + [f"+3161234567{i}" for i in range(3)]
    wait_until(lambda: not on_disk(house, *gone), 5)
    count.check("nor in any file of the data directory", ", ".join(on_disk(house, *gone)))
    count.check("and the last is still there", "" if on_disk(house, words[3]) else "gone")
    again = made(owner.ask("POST", "/answers", given("tell0", answers={"recommend": 5})))
    count.check("an erased submission does not come back", "" if again["duplicates"] == 1 else str(again))
    return other


def promise_through_time(count, owner, has):
    """An answer is judged by the promise of its day. What was promised yesterday cannot be changed today."""
    made(owner.ask("POST", "/answers", given("what-day-is-it", "zwolle", {"recommend": 5})))
    today = exported(owner)[-1]["day"]  # of the organisation's time zone
    tomorrow = str(datetime.date.fromisoformat(today) + datetime.timedelta(days=1))
    made(owner.ask("POST", "/answers", {"answers": [given(f"march-{i}", "breda", {"kept": "yes" if i < 6 else "no"}, experienced_at=f"2026-03-{10 + i}", moment=has["room"]) for i in range(10)]}))

    def seen(first, last):
        for journey in overview(owner, f"?from={first}&to={last}&unit={has['breda']}")["journeys"]:
            for moment in journey["moments"]:
                for one in moment["promises"]:
                    if one["id"] == has["promise"]:
                        return one["norm"], one["text"]["nl"], one["kept"]["kept"], one["kept"]["not_kept"], one["kept"]["state"]

    before = seen("2026-03-01", "2026-03-31")
    count.check("counted by the promise of March", "" if before[0] == 0.9 and before[2:4] == (6, 4) else str(before))
    kept_today = seen(today, today)[2:4]
    change = {"text": {"nl": "Uw kamer is klaar om 14.00 uur."}, "norm": 0.2, "red_line": 0.1}
    refused(count, owner, "a promise reworded in the past", dict(change, **{"from": "2026-05-01"}), "from", "promises.from.in_the_past", to=f"/promises/{has['promise']}/versions")
    reworded = owner.ask("POST", f"/promises/{has['promise']}/versions", dict(change, **{"from": today}))
    count.check("a promise is reworded", "" if reworded.status in (200, 201) and reworded.json["version"] == 2 else reworded.text[:300])
    made(owner.ask("POST", "/answers", {"answers": [given(f"today-{i}", "breda", {"kept": "yes" if i < 3 else "no"}, moment=has["room"]) for i in range(10)]}))
    count.check("March is judged by the promise of March", "" if seen("2026-03-01", "2026-03-31") == before else str(seen("2026-03-01", "2026-03-31")))
    now = seen(today, today)
    count.check("today by the promise of today", "" if now[0] == 0.2 and "14.00" in now[1] and now[2:4] == (kept_today[0] + 3, kept_today[1] + 7) else f"{now} {kept_today}")
    gone = owner.ask("POST", f"/promises/{has['promise']}/withdraw", {"from": tomorrow, "reason": "niet meer beloofd"})
    count.check("a promise is withdrawn", "" if gone.status == 200 and gone.json["withdrawn"] == tomorrow else gone.text[:300])
    count.check("and what it was stays counted", "" if seen("2026-03-01", "2026-03-31") == before else "not")


def noted(count, owner, has):
    """What was noted at a moment is corrected and taken away; that it was stands in its history, its words do not."""
    note = made(owner.ask("POST", f"/moments/{has['room']}/annotations", {"day": "2026-03-03", "text": "Geelgors-9"}))
    there = lambda: [one for one in made(owner.ask("GET", f"/moments/{has['room']}/figures"))["annotations"] if one.get("id") == note["id"]]
    changed = owner.ask("PATCH", "/annotations/" + note["id"], {"day": "2026-03-04", "text": "Lift vervangen", "revision": 1})
    count.check("an event is corrected", "" if changed.status == 200 and [(one["day"], one["text"], one["revision"]) for one in there()] == [("2026-03-04", "Lift vervangen", 2)] else changed.text)
    refused(count, owner, "an event changed meanwhile", {"text": "x", "revision": 1}, None, "fault.changed_meanwhile", 409, method="PATCH", to="/annotations/" + note["id"])
    gone = [owner.ask("DELETE", "/annotations/" + note["id"]).status for _ in range(2)]
    history = owner.ask("GET", f"/moments/{has['room']}/history")
    verbs = [one["verb"] for one in history.json["items"]][-3:]
    count.check("and taken away, and remembered without its words", "" if gone == [204, 404] and there() == [] and verbs == ["annotated", "annotation_changed", "annotation_removed"]
                and "Geelgors" not in history.text + owner.ask("GET", "/audit?limit=50").text else f"{gone} {verbs}")
    journey = next(one for one in made(owner.ask("GET", "/journeys"))["items"] if one["audience"] == "customer")
    stage = next(one for one in journey["stages"] if one["stage"] == "do")
    named = made(owner.ask("PATCH", f"/journeys/{journey['id']}", {"name": {"nl": "Gasten"}, "revision": journey["revision"]}))
    after = made(owner.ask("PATCH", f"/journeys/{journey['id']}/stages/do", {"name": {"nl": "Boeken"}, "revision": named["revision"]}))
    now = next(one for one in after["stages"] if one["stage"] == "do")
    verbs = [one["verb"] for one in made(owner.ask("GET", f"/journeys/{journey['id']}/history"))["items"]]
    count.check("a journey and its stages are renamed; who owns a stage stays", "" if named["name"] == {"nl": "Gasten"} and now == dict(stage, name={"nl": "Boeken"})
                and verbs.count("renamed") == 2 else f"{now} {verbs}")


def suspects(count, owner, has):
    """With and without what came too fast or twice."""
    all_of_them = exported(owner)
    odd = sum(row["suspect"] != "0" for row in all_of_them)
    with_them, without = (overview(owner, "?with_suspects=" + one)["answers"]["customer"] for one in "10")
    told = overview(owner)["suspects"]
    count.check("the overview says how many", "" if told == odd else f"{told} {odd}")
    count.check("suspects are counted with and without", "" if odd > 0 and (with_them, without) == (len(all_of_them), len(all_of_them) - odd) else f"{odd} of {len(all_of_them)}: {with_them} and {without}")


def burst(count, house, owner, has):
    link = made(owner.ask("POST", "/links", {"instrument": "stay", "unit": "breda", "budget": 100}))
    for i in range(25):
        guest = Guest(house)
        sent(guest, link["code"], {"t": ticket_on(guest.ask("GET", "/s/" + link["code"]).text), "q.recommend": str(i % 11)})
    marks = [int(row["suspect"]) & 4 for row in exported(owner)[-25:]]
    count.check("more than twenty a minute from one code are marked", "" if marks[0] == 0 and marks[-1] == 4 else str(marks))


def anonymous(count, house, owner, has):
    made(owner.ask("POST", "/instruments", {"definition": questions("Stil", has["room"], has["breakfast"], has["promise"], anonymous=True, key="silent")}))
    body = {"submission_id": "a", "instrument": "silent", "unit": "zwolle", "answers": {"recommend": 5}}
    refused(count, owner, "a customer key with an anonymous answer", dict(body, person_key="x"), "person_key", "feedback.answer.anonymous_no_person")
    refused(count, owner, "a telephone number with it", dict(body, moment=has["room"], answers={"story": {"expectation": "less", "call": {"telephone": "0612345678"}}}), "answers.story.call", "feedback.answer.anonymous_no_call")
    link = made(owner.ask("POST", "/links", {"instrument": "silent", "unit": "zwolle"}))
    page = Guest(house).ask("GET", "/s/" + link["code"], headers={"Accept-Language": "nl"})
    kept = Guest(house).ask("GET", "/s/" + has["zwolle_page"], headers={"Accept-Language": "nl"})
    count.check("the page says it truly", "" if "anoniem" in page.text and "telefoonnummer" not in page.text.split("<footer")[0] and "Uw antwoord is anoniem" not in kept.text else "not")


def versions(count, owner, has):
    """A version of an instrument never changes; what came in by it stays what it was."""
    definition = questions("Merelhof", has["room"], has["breakfast"], has["promise"])
    definition["questions"] = [one for one in definition["questions"] if one["key"] != "eggs"]
    two = made(owner.ask("POST", f"/instruments/{has['instrument']}/versions", {"definition": definition}))
    count.check("a second version", "" if two["version"] == 2 else str(two)[:200])
    refused(count, owner, "a question of the first version in the second", given(answers={"eggs": 4}), "answers.eggs", "feedback.answer.question_unknown")
    old = made(owner.ask("POST", "/answers", given("by-version-1", answers={"eggs": 4}, version=1)))
    count.check("the first version still takes its own", "" if old["accepted"] == 1 and exported(owner)[-1]["version"] == "1" else str(old))
    changed = dict(definition, questions=[dict(one, kind="score") if one["key"] == "bed" else one for one in definition["questions"]])
    changed["questions"] = [{k: v for k, v in one.items() if not (one["key"] == "bed" and k == "points")} for one in changed["questions"]]
    answer = owner.ask("POST", f"/instruments/{has['instrument']}/versions", {"definition": changed})
    count.check("a changed meaning is a new question", "" if answer.status == 400 and answer.json["error"]["fields"] else f"{answer.status} {answer.text[:200]}")


def journey(count):
    with House(None, "--proxy", "127.0.0.1") as house:
        house.behind = {"X-Forwarded-Proto": "https"}
        owner = found(house, "Merelhof", "anna@example.nl")
        has = furnish(owner)
        by_page(count, house, owner, has)
        by_code(count, house, owner, has)
        at_once(count, house, owner, has)
        by_interface(count, house, owner, has)
        declared_too_large(count, house, owner)
        by_file(count, house, owner, has)
        corrected_and_erased(count, house, owner, has)
        anonymous(count, house, owner, has)
        burst(count, house, owner, has)
        noted(count, owner, has)
        suspects(count, owner, has)
        promise_through_time(count, owner, has)
        versions(count, owner, has)
        rows = exported(owner)
        count.check("the overview counts what the export holds", "" if overview(owner)["answers"]["customer"] == len(rows) else f"{overview(owner)['answers']} and {len(rows)}")
        count.check("no answer stands there twice", "" if len({row["submission_id"] for row in rows}) == len(rows) == len({row["id"] for row in rows}) else "twice")
        log = house.log_text()
        leaked = [word for word in ("anna@", "Zwaluwstaart", "Merelnest", "+316", has["zwolle_page"], has["zwolle"], "127.0.0.1", "10.77.", "gast-", "stil") if word in log]
        count.check("the log holds no answer, code or id", ", ".join(leaked))
