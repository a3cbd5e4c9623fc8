"""Barriers: reported by name and without, joined, acknowledged, solved, confirmed by who reported; what each role sees and may not;
without a name through the door, the morning after, and nothing of it anywhere; what runs out of time rises."""
import datetime
import pathlib
import secrets
import sqlite3

from furnished import EXPIRES, furnish, given, made
from house import House, Visitor, wait_until
from people_journey import PASSWORD, found, invited

CANARY = "kanarie zingt bij de balie"


def rows(house, table):
    with sqlite3.connect(f"file:{house.data}/goud.db?mode=ro", uri=True) as store:
        return store.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def holding(house, text):
    return sorted(path.name for path in pathlib.Path(house.data).rglob("*") if path.is_file() and text.encode() in path.read_bytes())


def restarted(house, days, who, codes):
    house.stop()
    if "--days-ahead" in house.options:
        at = house.options.index("--days-ahead")
        del house.options[at:at + 2]
    house.options += ["--days-ahead", str(days)]
    house.start()
    for name, member in who.items():  # nobody is signed in so long
        member.cookie = member.csrf = None
        if name in codes:
            member.with_code(codes[name])
        else:
            member.sign_in(("anna" if name == "owner" else name) + "@example.nl", PASSWORD)


def of(board, **like):
    return [one for one in board["items"] if all(one[key] == value for key, value in like.items())]


def dip(count, house, owner, has, fatima):
    """Sixty days of four guests each; on every fifth day there was a report, and one more guest was let down. Counted again here."""
    today = datetime.date.today()
    days = [today - datetime.timedelta(days=ago) for ago in range(1, 61)]
    on = {day for at, day in enumerate(days) if at % 5 == 0}
    table = {}
    for at, day in enumerate(days):
        kept = [True, at % 2 == 0, day not in on, day not in on or at % 3 == 0]
        for guest, yes in enumerate(kept):
            made(owner.ask("POST", "/answers", given(f"dip-{at}-{guest}", "zwolle", {"kept": "yes" if yes else "no"}, moment=has["room"], experienced_at=day.isoformat())))
        side = table.setdefault(day.weekday(), [[0, 0], [0, 0]])[0 if day in on else 1]
        side[0] += sum(kept)
        side[1] += len(kept)
    barrier = None
    for at in range(len(on)):
        body = {"submission": f"dip-{at}", "moment": has["room"], "minutes": 5, **({"barrier": barrier} if barrier else {"kind": "other", "words": "Kamerstatus komt op papier"})}
        barrier = made(fatima.ask("POST", "/barriers", body))["id"]
    before = made(owner.ask("GET", "/barriers/" + barrier))["dip"]
    count.check("a barrier of one day has no dip", "" if before["reason"] == "too_few" and before["difference"]["value"] is None else str(before))
    with sqlite3.connect(house.data + "/goud.db", timeout=30) as store:  # only the days on which they were sent are told to the store
        for at, day in enumerate(sorted(on)):
            store.execute("UPDATE barrier_report SET day = ? WHERE submission = ?", ((day - datetime.date(1970, 1, 1)).days, f"dip-{at}"))
    said = made(owner.ask("GET", "/barriers/" + barrier))["dip"]
    weights = {weekday: a[1] * b[1] / (a[1] + b[1]) for weekday, (a, b) in table.items() if a[1] and b[1]}
    naive = sum(w * (table[weekday][0][0] / table[weekday][0][1] - table[weekday][1][0] / table[weekday][1][1]) for weekday, w in weights.items()) / sum(weights.values())
    told = said["difference"]
    right = abs(told["value"] - naive) < 1e-9 and told["interval"][0] < naive < told["interval"][1] < 0 and told["n"] == 240 and said["days"] == 12 and said["promise"] == has["promise"]
    count.check("customers' dip is that of the same weekdays", "" if right and abs(said["with"]["value"] - said["without"]["value"] - naive) < 1e-9 else f"{said} {naive}")


def journey(count):
    with House() as house:
        owner = found(house, "Merelhof", "anna@example.nl")
        has = furnish(owner)
        made(owner.ask("POST", "/employees", {"rows": [], "heads": [{"unit": has["zwolle"], "people": 12}, {"unit": has["breda"], "people": 4}]}))
        who = {"owner": owner}
        for role in ("cx_manager", "hr_manager", "unit_manager", "analyst", "employee"):
            who[role] = invited(house, owner, role + "@example.nl", role, has["zwolle"] if role in ("unit_manager", "employee") else None)
        ids = {one["email"].split("@")[0]: one["id"] for one in made(owner.ask("GET", "/accounts"))["items"]}
        codes = {}
        for name, unit, kind in (("Fatima", "zwolle", "personal"), ("Sam", "zwolle", "personal"), ("Breda", "breda", "personal"), ("wall", "zwolle", "unit")):
            code = made(owner.ask("POST", "/passes", {"kind": kind, "unit": has[unit], "name": name if kind == "personal" else None, "language": "nl"}))["code"]
            who[name], codes[name] = Visitor(house).with_code(code), code
        key = Visitor(house, key=made(owner.ask("POST", "/keys", {"name": "k", "scopes": ["figures:read"], "expires_at": EXPIRES}))["key"])
        room = has["room"]

        def report(name, **more):
            return who[name].ask("POST", "/barriers", {"submission": secrets.token_hex(8), "moment": room, "minutes": 15, **more})

        # Three taps: the moment, what, minutes.
        first = made(report("Fatima", kind="tools"))
        again = made(report("Sam", kind="tools", minutes=60))
        count.check("the same is joined", "" if again["id"] == first["id"] and again["reports"] == 2 else str(again))
        worded = made(report("employee", kind="not_there", words="Te weinig dekbedden. Vooral op drie."))
        count.check("its first sentence is its title", "" if worded["title"] == "Te weinig dekbedden" else str(worded))
        near = made(report("Sam", kind="not_there", words="Weinig dekbedden op de derde etage"))
        breda = made(report("Breda", kind="too_busy", words="Breda staat er alleen voor"))
        count.check("a unit's code reports nothing by name", "" if report("wall", kind="tools").status == 403 else "does")
        for body, path in (({"kind": "tools", "minutes": 7}, "minutes"), ({"kind": "x", "minutes": 5}, "kind"), ({"minutes": 5}, ""), ({"kind": "tools", "minutes": 5, "words": "x" * 301}, "words"),
                           ({"barrier": breda["id"], "minutes": 5}, "barrier")):
            answer = who["Fatima"].ask("POST", "/barriers", {"submission": "s", "moment": room, **body})
            count.check(f"refused at {path}", "" if answer.status == 400 and path in [one["path"] for one in answer.json["error"]["fields"]] else answer.text)
        choices = made(who["wall"].ask("GET", f"/barriers/choices?moment={room}"))
        count.check("what is known is offered, and only of the house", "" if {one["title"] for one in choices["known"]} == {"Te weinig dekbedden", "Weinig dekbedden op de derde etage"} and len(choices["kinds"]) == 6 else str(choices))
        sent = {"submission": "twice", "moment": room, "barrier": worded["id"], "minutes": 5}
        count.check("sent twice it is one", "" if [made(who["Fatima"].ask("POST", "/barriers", sent))["reports"] for _ in range(2)] == [2, 2] else "two")

        # Who sees what.
        seen = {}
        for name, member in who.items():
            board = made(member.ask("GET", "/barriers"))
            seen[name] = {one["id"] for one in board["items"]}
            summed = board["summary"]
            right = summed["open"] == len(board["items"]) and summed["reports"] == sum(one["reports"] for one in board["items"]) and summed["minutes_at_least"] == sum(one["minutes_at_least"] for one in board["items"])
            count.check(f"the sums of {name} are of what they see", "" if right else str(summed))
        own = {first["id"], worded["id"], near["id"]}
        for name in who:
            wanted = {breda["id"]} if name == "Breda" else own if name in ("unit_manager", "employee", "Fatima", "Sam", "wall") else own | {breda["id"]}
            count.check(f"{name} sees their own", "" if seen[name] == wanted else str(seen[name] ^ wanted))
        unknown = "00000000-0000-4000-8000-000000000000"
        for name in ("unit_manager", "employee", "Fatima", "wall"):
            answers = [who[name].ask("GET", "/barriers/" + one) for one in (breda["id"], unknown)]
            count.check(f"{name}: Breda's does not exist", "" if answers[0].status == 404 and answers[0].body == answers[1].body else answers[0].text)
        answers = [who["unit_manager"].ask("POST", f"/barriers/{one}/acknowledge", {"revision": 1}) for one in (breda["id"], unknown)]
        count.check("nor to act on", "" if answers[0].status == 404 and answers[0].body == answers[1].body else answers[0].text)
        told = made(key.ask("GET", "/barriers"))
        count.check("a key reads the sums alone", "" if told["items"] == [] and told["summary"]["open"] == 4 else str(told))
        mine = {name: [one["id"] for one in made(who[name].ask("GET", "/barriers"))["items"] if one["mine"]] for name in ("Fatima", "wall", "owner")}
        count.check("mine is what I reported", "" if set(mine["Fatima"]) == {first["id"], worded["id"]} and not mine["wall"] and not mine["owner"] else str(mine))

        dip(count, house, owner, has, who["Fatima"])
        made(owner.ask("POST", f"/barriers/{of(made(owner.ask('GET', '/barriers')), kind='other')[0]['id']}/cannot", {"because": "dit was een proef"}))

        # Without a name.
        door = made(who["wall"].ask("GET", "/floor/today"))["door"]
        breda_door = made(who["Breda"].ask("GET", "/floor/today"))["door"]
        stranger = house.stranger()
        before = {table: rows(house, table) for table in ("audit", "change_log", "outbox", "barrier", "barrier_report", "barrier_unnamed")}
        board_before = made(owner.ask("GET", "/barriers")) and owner.ask("GET", "/barriers").text
        receipts = [secrets.token_hex(16) for _ in range(3)]
        for receipt, body in zip(receipts, ({"kind": "tools"}, {"barrier": worded["id"]}, {"kind": "other", "words": CANARY})):
            answer = stranger.ask("POST", f"/w/{door}/barriers", {"receipt": receipt, "moment": room, "minutes": 30, **body})
            count.check("it comes in", "" if answer.status == 204 and "set-cookie" not in answer.headers else answer.text)
        body = {"receipt": receipts[0], "moment": room, "minutes": 30, "kind": "tools"}
        count.check("again is the same", "" if stranger.ask("POST", f"/w/{door}/barriers", body).status == 204 else "refused")
        of_breda = secrets.token_hex(16)
        answer = stranger.ask("POST", f"/w/{breda_door}/barriers", {**body, "receipt": of_breda, "kind": "not_known"})
        count.check("from a small unit as well", "" if answer.status == 204 else answer.text)
        for name, member in (("a session", who["Fatima"]), ("an account", owner), ("a key", key)):
            for path in ("barriers", "receipt"):
                answer = member.ask("POST", f"/w/{door}/{path}", body)
                count.check(f"{name} is refused at {path}", "" if answer.status == 400 and answer.json["error"]["key"] == "barriers.unnamed.identified" else answer.text)
        for wrong in (door[:-1] + ("0" if door[-1] != "0" else "1"), "x", breda_door.split(".")[0] + door):
            count.check("another door is none", "" if stranger.ask("POST", f"/w/{wrong}/barriers", body).status == 404 else "opens")
        count.check("a receipt waits", "" if made(stranger.ask("POST", f"/w/{door}/receipt", {"receipt": receipts[0]}))["state"] == "waiting" else "no")
        count.check("nobody's receipt is unknown", "" if stranger.ask("POST", f"/w/{door}/receipt", {"receipt": secrets.token_hex(16)}).status == 404 else "known")
        count.check("the board is as it was", "" if owner.ask("GET", "/barriers").text == board_before else "changed")
        after = {table: rows(house, table) for table in before}
        count.check("no line of an audit, no change, no event, no row", "" if after == before else f"{before} {after}")
        count.check("no word lies in the store, its log of changes or the log", "" if not holding(house, CANARY) and CANARY not in house.log_text() else str(holding(house, CANARY)))
        count.check("the log does not say that a door was opened", "" if "/w/" not in house.log_text() and not [one for one in receipts if one in house.log_text() or holding(house, one)] else "says")

        # Limits, and somebody has it.
        levels = made(owner.ask("GET", "/barriers/limits"))["levels"]
        made(who["hr_manager"].ask("PUT", "/barriers/limits", {"levels": [{"level": one["level"], "days": 2} for one in levels]}))
        for name in ("unit_manager", "analyst", "employee", "Fatima", "wall"):
            count.check(f"{name} sets no limits", "" if who[name].ask("PUT", "/barriers/limits", {"levels": []}).status == 403 else "does")
        count.check("a level that is not there", "" if owner.ask("PUT", "/barriers/limits", {"levels": [{"level": 9, "days": 2}]}).status == 400 else "kept")
        take = {"owner": ids["unit_manager"], "revision": 1}
        for name in ("analyst", "employee", "Fatima", "wall"):
            count.check(f"{name} acknowledges nothing", "" if who[name].ask("POST", f"/barriers/{first['id']}/acknowledge", take).status == 403 else "does")
        one = made(who["unit_manager"].ask("POST", f"/barriers/{first['id']}/acknowledge", take))
        count.check("somebody has it", "" if one["owner"] == {"id": ids["unit_manager"], "name": "unit_manager"} and one["due"] > one["acknowledged"] else str(one))
        count.check("who came later is told", "" if who["cx_manager"].ask("POST", f"/barriers/{first['id']}/acknowledge", take).status == 409 else "not")
        owners = {name: made(who[name].ask("GET", "/barriers/" + first["id"]))["owner"] for name in ("analyst", "Fatima", "hr_manager")}
        count.check("an analyst sees no owner", "" if owners["analyst"] is None and owners["Fatima"] and owners["hr_manager"] else str(owners))
        whole = made(who["unit_manager"].ask("GET", "/barriers/" + worded["id"]))
        count.check("who acts reads the words, and what is alike", "" if [said["text"] for said in whole["words"]] == ["Te weinig dekbedden. Vooral op drie."] and [other["id"] for other in whole["alike"]] == [near["id"]] and whole["acts"] else str(whole))
        whole = made(who["wall"].ask("GET", "/barriers/" + worded["id"]))
        count.check("the wall does not", "" if not whole["words"] and not whole["alike"] and not whole["owners"] and not whole["acts"] else str(whole))
        count.check("the dip says why it cannot be said", "" if whole["dip"].get("reason") == "too_few" else str(whole["dip"]))
        made(who["unit_manager"].ask("POST", f"/barriers/{near['id']}/join", {"into": worded["id"]}))
        whole = made(who["Sam"].ask("GET", "/barriers/" + worded["id"]))
        count.check("joined they count together", "" if whole["reports"] == 3 and whole["mine"] else str(whole))
        made(who["cx_manager"].ask("PATCH", "/barriers/" + worded["id"], {"title": "Te weinig dekbedden op drie"}))

        # The morning after.
        restarted(house, 1, who, codes)
        count.check("the morning comes", "" if wait_until(lambda: rows(house, "barrier_waiting") == 0, 90) else "not")
        board = made(owner.ask("GET", "/barriers"))
        tools, words = of(board, id=first["id"])[0], of(board, title=CANARY)
        count.check("counted where twelve work", "" if tools["reports"] == 3 and tools["minutes_at_least"] == 105 and of(board, id=worded["id"])[0]["reports"] == 4 else str(tools))
        count.check("with its words, at the house", "" if len(words) == 1 and words[0]["unit"]["id"] == has["zwolle"] and not words[0]["mine"] else str(words))
        at_top = of(board, kind="not_known")
        count.check("from a small unit at the whole", "" if len(at_top) == 1 and at_top[0]["unit"]["id"] == has["top"] else str(at_top))
        count.check("no audit, change or event of it came", "" if made(owner.ask("GET", "/barriers/" + words[0]["id"]))["history"] == [] else "did")
        count.check("its receipt says where it is", "" if made(stranger.ask("POST", f"/w/{door}/receipt", {"receipt": receipts[0]}))["state"] == "acknowledged" else "no")
        count.check("its words lie in the store alone", "" if holding(house, CANARY) == ["goud.db"] else str(holding(house, CANARY)))

        # Out of time.
        restarted(house, 4, who, codes)
        count.check("it rises", "" if wait_until(lambda: made(owner.ask("GET", "/barriers/" + first["id"]))["escalated"] == 1, 90) else "not")
        late = made(owner.ask("GET", "/barriers?state=overdue"))
        count.check("and stands over time, first on the board", "" if [one["id"] for one in late["items"]] == [first["id"]] == [made(owner.ask("GET", "/barriers?limit=1"))["items"][0]["id"]] and late["summary"]["overdue"] == 1
                    and late["items"][0]["owner"]["name"] == "cx_manager" else str(late))

        # Solved, and only reporters say so.
        made(who["cx_manager"].ask("POST", f"/barriers/{first['id']}/solve", {"done": "Een tweede automaat"}))
        for name, status in (("employee", 403), ("unit_manager", 403), ("Breda", 404), ("wall", 403)):
            answer = who[name].ask("POST", f"/barriers/{first['id']}/confirm", {"gone": True})
            count.check(f"{name} confirms nothing", "" if answer.status == status else answer.text)
        one = made(who["Fatima"].ask("POST", f"/barriers/{first['id']}/confirm", {"gone": False}))
        count.check("still there: open again with its owner", "" if one["state"] == "acknowledged" and one["owner"]["name"] == "cx_manager" and one["still_there"] == 1 else str(one))
        made(who["cx_manager"].ask("POST", f"/barriers/{first['id']}/solve", {"done": "En een derde"}))
        one = made(who["Fatima"].ask("POST", f"/barriers/{first['id']}/confirm", {"gone": True}))
        count.check("gone: confirmed", "" if one["state"] == "confirmed" and one["gone"] == 1 and one["still_there"] == 0 else str(one))
        said = made(stranger.ask("POST", f"/w/{door}/receipt", {"receipt": receipts[0], "gone": False}))
        count.check("a receipt speaks too, tomorrow", "" if said["state"] == "confirmed" and said["done"] == "En een derde" else str(said))
        restarted(house, 5, who, codes)
        count.check("the next morning it counts", "" if wait_until(lambda: made(owner.ask("GET", "/barriers/" + first["id"]))["state"] == "acknowledged", 90) else "not")

        # What cannot be has a reason.
        count.check("without a reason it can be", "" if owner.ask("POST", f"/barriers/{worded['id']}/cannot", {"because": ""}).status == 400 else "kept")
        made(owner.ask("POST", f"/barriers/{worded['id']}/cannot", {"because": "De leverancier levert pas in maart"}))
        one = made(who["Sam"].ask("GET", "/barriers/" + worded["id"]))
        count.check("its reporters read why", "" if one["because"] == "De leverancier levert pas in maart" and one["state"] == "cannot" else str(one))
        count.check("over is over", "" if owner.ask("POST", f"/barriers/{worded['id']}/solve", {"done": "x"}).status == 409 else "changed")
        verbs = [line["verb"] for line in one["history"]]
        count.check("its history", "" if verbs == ["took_over", "retitled", "cannot"] else str(verbs))
        whole = made(owner.ask("GET", "/barriers?state=all"))
        pages, cursor = [], ""
        while cursor is not None:
            part = made(owner.ask("GET", f"/barriers?state=all&limit=1&cursor={cursor}"))
            pages, cursor = pages + part["items"], part["next"]
        count.check("one by one is the whole", "" if pages == whole["items"] and len(pages) == 6 else str(len(pages)))
        for query in ("state=x", "moment=x", "unit=x", "cursor=5-1-x", f"cursor=5-1-{unknown}"):
            count.check(f"?{query} is refused", "" if owner.ask("GET", "/barriers?" + query).status in (400, 404) else "taken")
        house.stop()
        backup = house.run("backup", "--to", house.data + ".backup/")
        assert backup.returncode == 0, backup.stderr
        copy = pathlib.Path(house.data + ".backup")
        content = b"".join(path.read_bytes() for path in ([copy] if copy.is_file() else copy.rglob("*")) if path.is_file())
        count.check("a backup holds no receipt and no door", "" if not [one for one in receipts + [door] if one.encode() in content] else "does")
        house.start()
