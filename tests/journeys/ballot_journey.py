"""The ballot's own door: an answer by code, the receipt, taking back, parts of a round, a code of the round before; and everything
that must not get through: guessed, foreign, used and expired codes, a session, a key. What is kept is counted in the store itself."""
import datetime
import html
import http.client
import re
import sqlite3
import threading
import time
import urllib.parse

from furnished import made
from house import House, Visitor, wait_until

PASSWORD = "een lange zin voor de proef"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TODAY = datetime.date.today()
CLARITY = ("expected", "why", "how", "may", "must", "can")


def day(after):
    return (TODAY + datetime.timedelta(days=after)).isoformat()


def five(key, week=1, about="clarity"):
    return {"key": key, "kind": "five", "about": about, "text": {"nl": f"Ik weet {key}", "en": f"I know {key}"}, "week": week}


def plan(opens=-8, closes=20):
    items = [five(key) for key in CLARITY] + [{"key": "words", "kind": "text", "about": "own", "text": {"nl": "Wat houdt je tegen?", "en": "What holds you back?"}, "week": 1}]
    items += [five("second", 2, "own"), five("third", 3, "own")]
    facets = [{"key": "tenure", "text": {"nl": "Hoe lang werk je hier?", "en": "How long have you worked here?"},
               "options": [{"value": "short", "label": {"nl": "Kort", "en": "Short"}}, {"value": "long", "label": {"nl": "Lang", "en": "Long"}}]}]
    return {"name": {"nl": "Ronde november", "en": "November round"}, "opens": day(opens), "closes": day(closes), "languages": ["nl", "en"],
            "items": items, "facets": facets, "floor": 5, "text_floor": 10, "closes_itself": False}


def organisation(house, token, name, email, heads):
    owner = Visitor(house, language="nl")
    if token:
        owner.signed_in(owner.ask("POST", "/setup", {"token": token, "organisation": name, "name": "Anna", "email": email, "password": PASSWORD, "language": "nl"}))
    else:
        owner.sign_in(email, PASSWORD)
    units = {unit: made(owner.ask("POST", "/units", {"name": f"{name} {unit}", "level": 1, "from": "2024-01-01"}))["id"] for unit in heads}
    made(owner.ask("PUT", "/rounds/consent", {"given": day(-30), "by_whom": "OR"}), 200, 204)
    made(owner.ask("POST", "/employees", {"rows": [], "heads": [{"unit": units[unit], "people": people} for unit, people in heads.items()]}))
    return owner, units


def opened(owner, **more):
    number = made(owner.ask("POST", "/rounds", plan(**more)))["id"]
    codes = made(owner.ask("POST", f"/rounds/{number}/open"))["codes"]
    return number, codes


def fields_of(page):
    """What a browser would send of this page as it stands."""
    return [(html.unescape(name), html.unescape(value)) for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)]


def post(visitor, path, fields, headers=None):
    return visitor.ask("POST", path, urllib.parse.urlencode(fields).encode(), {**FORM, **(headers or {})})


def answered(visitor, code, said=None, headers=None):
    """The page is opened, everything said at once, and sent."""
    page = visitor.ask("GET", "/r/" + code)
    fields = fields_of(page.text) + [("a." + key, value) for key, value in (said or {"expected": "4"}).items()]
    return post(visitor, "/r/" + code, fields, headers), fields


class Box:
    """What the store holds, read beside the program."""

    def __init__(self, house):
        self.path = f"file:{house.data}/goud.db?mode=ro"

    def count(self, what="count(*)", where="1=1", table="letterbox"):
        with sqlite3.connect(self.path, uri=True) as store:
            return store.execute(f"SELECT {what} FROM {table} WHERE {where}").fetchone()[0]

    def kept(self):
        return self.count(where="length(sealed) > 0"), self.count(table="spent")


def masked(answer):
    headers = {name: value for name, value in answer.headers.items() if name not in ("date",)}
    return answer.status, re.sub(r"nonce[-=]\"?\w+", "nonce", answer.text), {name: re.sub(r"nonce-\w+", "nonce", value) for name, value in headers.items()}


def the_page(count, house, codes, units):
    stranger = Visitor(house, language="nl")
    code = next(one["code"] for one in codes if one["unit"] == units["Receptie"])
    page = stranger.ask("GET", "/r/" + code)
    text = html.unescape(page.text)
    wrong = [part for part in ("Hier ben je niet aangemeld", "gaat dicht de bus in", "Dan tellen alleen groepen vanaf 5", "Je antwoord telt mee in de groep Merelhof Receptie (14 mensen).",
                               "Is het helder voor je?", "Liever niet", "/r/hoe-je-antwoord-bewaard-wordt", "English") if part not in text and part != "Liever niet"]
    wrong += ["something is chosen"] if " checked" in text else []
    wrong += ["a script"] if "<script" in text else []
    wrong += ["a cookie"] if "set-cookie" in page.headers else []
    policy = page.headers["content-security-policy"]
    wrong += [policy] if "default-src 'none'" not in policy or "script-src" in policy or "self" in policy.replace("form-action 'self'", "") else []
    wrong += [f"{name}: {page.headers.get(name)}" for name, value in (("referrer-policy", "no-referrer"), ("cache-control", "no-store")) if page.headers.get(name) != value]
    wrong += [f"{len(page.body)} bytes"] if len(page.body) > 15 * 1024 else []
    count.check("the page of a ballot", ", ".join(wrong))
    small = next(one["code"] for one in codes if one["unit"] == units["Techniek"])
    text = html.unescape(stranger.ask("GET", "/r/" + small).text)
    count.check("a small group reads where it counts", "" if "Merelhof Techniek heeft minder dan 5 mensen: je antwoord telt nooit apart mee, wel samen met een andere groep binnen Merelhof (17 mensen)" in text else text[:2000])
    same = [fields_of(stranger.ask("GET", "/r/" + form).text) for form in (code, code.lower(), code.replace("-", ""))]
    count.check("a code is read tolerantly", "" if len({len(one) for one in same}) == 1 and all(dict(one)["w"] == "1" for one in same) else f"{same}")
    count.check("each page has a receipt of its own", "" if len({dict(one)["r"] for one in same}) == 3 else f"{same}")
    typed = stranger.ask("GET", "/r?" + urllib.parse.urlencode({"code": code.lower().replace("-", " ")}))
    count.check("a typed code leads to its page", "" if typed.status == 303 and typed.headers["location"].startswith("/r/" + code) else f"{typed.status} {typed.headers}")
    for path, language, word in (("/r/how-your-answer-is-kept", "nl", "What we cannot promise"), ("/r/hoe-je-antwoord-bewaard-wordt", "en", "Wat we niet kunnen beloven")):
        answer = Visitor(house, language=language).ask("GET", path)
        count.check(path, "" if answer.status == 200 and word in answer.text and "rounds." not in answer.text else answer.text[:300])


def sheets(count, house, code):
    """The whole ballot as a telephone shows it: two sheets, back, another language, cleared, and nothing lost or kept meanwhile."""
    box, stranger = Box(house), Visitor(house, language="nl")
    before = box.kept()
    page = stranger.ask("GET", "/r/" + code).text
    first = post(stranger, "/r/" + code, fields_of(page) + [("a.expected", "4"), ("a.may", "2"), ("go", "next")])
    second = first.text
    wrong = [] if first.status == 200 and "2 van 2" in second and ("a.expected", "4") in fields_of(second) and "Liever niet" in second else [second[:900]]
    english = post(stranger, "/r/" + code, fields_of(second) + [("f.tenure", "long"), ("a.words", "Te <b>weinig</b>"), ("go", "en")]).text
    wrong += [] if "Rather not" in english and 'value="long" checked' in english and "Te &lt;b&gt;weinig" in english else [english[:900]]
    back = post(stranger, "/r/" + code, fields_of(english) + [("f.tenure", "long"), ("go", "back")]).text
    wrong += [] if 'name="a.expected" value="4" checked' in back and ("f.tenure", "long") in fields_of(back) else [back[:900]]
    wiped = post(stranger, "/r/" + code, fields_of(back) + [("a.expected", "4"), ("go", "clear")]).text
    wrong += [] if " checked" not in wiped and ("f.tenure", "long") in fields_of(wiped) else [wiped[:900]]
    count.check("from sheet to sheet nothing is lost", "; ".join(wrong))
    empty = post(stranger, "/r/" + code, fields_of(page) + [("go", "send")])
    count.check("an empty ballot is not sent", "" if empty.status == 422 and "Je hebt nog niets beantwoord" in empty.text else f"{empty.status}")
    odd = post(stranger, "/r/" + code, fields_of(page) + [("a.expected", "9"), ("a.words", "staat er nog"), ("go", "send")])
    count.check("a fault stands beside its field, what was typed stays", "" if odd.status == 422 and 'class="er"' in odd.text and ("a.words", "staat er nog") in fields_of(odd.text) else f"{odd.status} {odd.text[:900]}")
    count.check("of all that nothing was kept", "" if box.kept() == before else f"{before} {box.kept()}")


def once(count, house, owner, codes):
    box, stranger = Box(house), Visitor(house, language="nl")
    letters, spent = box.kept()
    code = codes.pop()["code"]
    answer, fields = answered(stranger, code, {"expected": "4", "words": "niemand"})
    count.check("an answer is sent and thanked", "" if answer.status == 303 and answer.headers["location"].startswith(f"/r/{code}/thanks?") else f"{answer.status} {answer.text[:600]}")
    count.check("the address of the thanks holds no receipt", "" if dict(fields)["r"] not in answer.headers["location"] else answer.headers["location"])
    thanks = stranger.ask("GET", answer.headers["location"])
    shown = re.sub(r"\s", "", re.search(r'class="rc"[^>]*>([^<]+)<', thanks.text).group(1)) if 'class="rc"' in thanks.text else ""
    count.check("the thanks show the receipt", "" if thanks.status == 200 and shown == dict(fields)["r"] else thanks.text[:600])
    count.check("the thanks lead on to the part that is open too", "" if "Ga verder met deel 2" in thanks.text and "Deel 3 opent op" in thanks.text else thanks.text[:900])
    again = post(stranger, "/r/" + code, fields)
    count.check("a resend is harmless", "" if again.status == 303 and box.kept()[0] == letters + 1 else f"{again.status} {box.kept()}")
    other = post(stranger, "/r/" + code, [(name, "f" * 32 if name == "r" else value) for name, value in fields])
    count.check("a second answer with the same code is refused", "" if other.status == 409 and "al geantwoord" in other.text and box.kept()[0] == letters + 1 else f"{other.status} {box.kept()}")
    forged = stranger.ask("GET", f"/r/{code}/thanks?k=" + "A" * 78)
    count.check("nobody is thanked for nothing", "" if forged.status == 200 and "Hier is nog niets verstuurd" in forged.text else f"{forged.status}")
    part, _ = answered(stranger, code, {"second": "2"})
    full = stranger.ask("GET", "/r/" + code)
    count.check("the second part has a ballot of its own", "" if part.status == 303 and box.kept()[0] == letters + 2 else f"{part.status} {part.text[:600]}")
    count.check("a used code says what comes next", "" if full.status == 200 and "Met deze code is al geantwoord" in full.text and "Deel 3 opent op" in full.text else full.text[:600])

    page = stranger.ask("GET", re.search(r'href="(/r/[^"]+take-back[^"]*)"', html.unescape(thanks.text)).group(1))
    count.check("taking back starts with the receipt", "" if page.status == 200 and shown in re.sub(r"\s", "", page.text) else page.text[:600])
    wrong = post(stranger, f"/r/{code}/take-back", [("r", "0" * 32), ("lang", "nl")])
    short = post(stranger, f"/r/{code}/take-back", [("r", "abc"), ("lang", "nl")])
    count.check("another receipt takes nothing back", "" if wrong.status == 404 and short.status == 422 and "abc" in short.text and box.kept()[0] == letters + 2 else f"{wrong.status} {short.status}")
    taken = post(stranger, f"/r/{code}/take-back", [("r", shown[:16] + " " + shown[16:].upper()), ("lang", "nl")])
    said = stranger.ask("GET", taken.headers.get("location", f"/r/{code}"))
    count.check("an answer is taken back", "" if taken.status == 303 and "Je antwoord is teruggehaald" in said.text and box.kept()[0] == letters + 1 else f"{taken.status} {taken.text[:600]}")
    twice = post(stranger, f"/r/{code}/take-back", [("r", shown), ("lang", "nl")])
    count.check("taking back twice is harmless", "" if twice.status == 303 and box.kept()[0] == letters + 1 else f"{twice.status}")
    old = post(stranger, "/r/" + code, fields)
    count.check("what was taken back does not come in again by itself", "" if old.status == 409 and box.kept()[0] == letters + 1 else f"{old.status}")
    anew, _ = answered(stranger, code, {"expected": "1"})
    count.check("the code answers again", "" if anew.status == 303 and box.kept()[0] == letters + 2 else f"{anew.status} {anew.text[:600]}")


def identified(count, house, owner, code):
    box = Box(house)
    before = box.kept()
    stranger = Visitor(house, language="nl")
    page = fields_of(stranger.ask("GET", "/r/" + code).text) + [("a.expected", "5"), ("a.words", "herkenbaar")]
    lines = house.log_text().count("\n")
    for how, headers in (("a session", {"Cookie": "goud_session=" + owner.cookie}), ("a session that is worth nothing", {"Cookie": "x=1; goud_session=A"}), ("a key", {"Authorization": "Bearer goud_" + "A" * 43}),
                         ("a sign-in of another kind", {"Authorization": "Basic eDp5"})):
        for path in ("/r/" + code, f"/r/{code}/take-back"):
            answer = post(stranger, path, page, headers)
            count.check(f"{path[-9:]} with {how} is refused", "" if answer.status == 400 and "herkenbaar" in answer.text and "We weigeren het" in answer.text and "a.words" not in answer.text else f"{answer.status} {answer.text[:300]}")
    count.check("nothing is kept of them", "" if box.kept() == before and house.log_text().count("\n") == lines else f"{before} {box.kept()} {house.log_text()[-400:]}")
    answer = stranger.ask("GET", "/r/" + code, headers={"Cookie": "goud_session=" + owner.cookie})
    cleared = answer.headers.get("set-cookie", "")
    count.check("a session of the whole site is taken away before anything is sent", "" if answer.status == 200 and cleared.startswith("goud_session=; Path=/;") and "Max-Age=0" in cleared else cleared)
    sent = post(stranger, "/r/" + code, page)
    count.check("without them the same page is taken", "" if sent.status == 303 else f"{sent.status}")


def not_a_code(count, house, owner, number, codes, theirs):
    stranger = Visitor(house)
    void = [one["code"] for one in codes]
    unknown = [masked(stranger.ask("GET", "/r/" + code)) for code in ("ZZZZ-ZZZZ-ZZZZ", "0000-1111-2222")]
    count.check("an unknown code says so", "" if unknown[0] == unknown[1] and unknown[0][0] == 404 and "There is no such code" in unknown[0][1] else f"{unknown[0]}"[:600])
    for odd in ("x", "K7QM-2VXR-9TDU", "%3Cscript%3E", "..%2f..", "a" * 3000, "K7QM-2VXR-9TDA%0d%0aX:%201"):
        for path in ("", "/thanks", "/take-back"):
            answer = stranger.ask("GET", f"/r/{odd}{path}")
            count.check(f"no code: {odd[:14]}{path}", "" if answer.status in (400, 404, 429) and "<script" not in answer.text else f"{answer.status}")
    their = stranger.ask("GET", "/r/" + theirs)
    count.check("a code of another organisation is of that one", "" if their.status == 200 and "Lariks" in their.text and "Merelhof" not in their.text else f"{their.status}")
    renewed = made(owner.ask("POST", f"/rounds/{number}/begin-again", {"sure": True}))["codes"]
    time.sleep(0.1)
    fresh = Visitor(house)
    gone = masked(fresh.ask("GET", "/r/" + void[0]))
    count.check("a code of before the round began again is one that never was", "" if gone == unknown[0] or gone[0] == 429 else f"{gone}"[:600])
    box = Box(house)
    letters, _ = box.kept()
    late = post(fresh, "/r/" + void[0], [("a.expected", "5")])
    count.check("nor can it send", "" if late.status in (404, 429) and box.kept()[0] == letters else f"{late.status}")
    return renewed


def bounded(count, house, code):
    stranger, box = Visitor(house), Box(house)
    before = box.kept()
    page = fields_of(stranger.ask("GET", "/r/" + code).text)
    for what, body, status in (("too large a body", b"a.words=" + b"x" * 300_000, 413), ("too many fields", "&".join(f"a{i}=1" for i in range(600)).encode(), 413),
                               ("a broken escape", b"a.words=%zz", 400), ("a NUL", b"a.words=%00", 400)):
        answer = stranger.ask("POST", "/r/" + code, body, FORM)
        count.check(f"{what} is refused", "" if answer.status == status else f"{answer.status}")
    long = post(stranger, "/r/" + code, page + [("a.words", "x" * 1500)])
    count.check("too many words stay with their field", "" if long.status == 422 and "x" * 1500 in long.text else f"{long.status}")
    for what, change in (("no receipt", {"r": ""}), ("an odd receipt", {"r": "xyz"}), ("another round", {"n": "7"}), ("a part there is not", {"w": "9"})):
        answer = post(stranger, "/r/" + code, [(name, change.get(name, value)) for name, value in page] + [("a.expected", "3")])
        count.check(f"{what}: the questions anew", "" if answer.status == 409 and "K7QM" not in answer.text else f"{answer.status}")
    early = post(stranger, "/r/" + code, [(name, "3" if name == "w" else value) for name, value in page] + [("a.third", "3")])
    count.check("a part that is not open yet takes nothing", "" if early.status == 409 else f"{early.status} {early.text[:300]}")
    count.check("nothing of it was kept", "" if box.kept() == before else f"{before} {box.kept()}")


def guessing(count, house, codes, guesses=10_000):
    """Ten thousand guesses from the very address that others vote from, within a minute."""
    statuses, worst, stop = {}, 0.0, threading.Event()

    def guess(seed):
        line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=60)
        for number in range(seed, guesses, 4):
            text = f"{number:012d}".replace("8", "Z")
            line.request("GET" if number % 2 else "POST", f"/r/{text[:4]}-{text[4:8]}-{text[8:]}", None if number % 2 else b"a.expected=1", {} if number % 2 else FORM)
            answer = line.getresponse()
            answer.read()
            statuses[answer.status] = statuses.get(answer.status, 0) + 1

    began = time.monotonic()
    guessers = [threading.Thread(target=guess, args=(seed,)) for seed in range(4)]
    for one in guessers:
        one.start()
    sent = []
    for one in codes:
        if not any(guesser.is_alive() for guesser in guessers):
            break
        at = time.monotonic()
        sent.append(answered(Visitor(house), one["code"])[0].status)
        worst = max(worst, time.monotonic() - at)
        time.sleep(0.2)
    for one in guessers:
        one.join()
    took = time.monotonic() - began
    answers = statuses.get(404, 0)
    count.check("of 10,000 guesses hardly one is answered", "" if took < 60 and answers <= 20 + 20 * took / 60 + 2 and set(statuses) == {404, 429} else f"{statuses} in {took:.1f} s")
    count.check("others vote meanwhile, from the same address", "" if len(sent) >= 3 and set(sent) == {303} and worst < 3 else f"{sent} {worst:.2f} s")
    waiting = Visitor(house).ask("GET", "/r/ZZZZ-ZZZZ-ZZZZ")
    count.check("who guesses is told how long to wait", "" if waiting.status == 429 and int(waiting.headers["retry-after"]) >= 1 else f"{waiting.status} {waiting.headers}")


def from_round_to_round(count, house, owner, number, codes):
    stranger, box = Visitor(house, language="nl"), Box(house)
    spare = codes.pop()["code"]
    used = codes.pop()["code"]
    answered(stranger, used)
    for one in codes[:6]:
        answered(stranger, one["code"], {"expected": "5"})
    # A week goes by.
    house.stop()
    with sqlite3.connect(house.data + "/goud.db") as store:
        store.execute("UPDATE round SET opened = opened - 8 WHERE id = ?", (number,))
    house.start()
    made(owner.ask("POST", f"/rounds/{number}/close"), 200, 202, 204)
    count.check("the round closes", "" if wait_until(lambda: owner.ask("GET", f"/rounds/{number}").json["state"] == "released", 30) else owner.ask("GET", f"/rounds/{number}").text)
    waits = stranger.ask("GET", "/r/" + spare)
    count.check("an unused code waits for the next round", "" if waits.status == 410 and "volgende ronde" in waits.text else f"{waits.status} {waits.text[-900:]}")
    sent = post(stranger, "/r/" + spare, [("a.expected", "5"), ("lang", "nl")])
    count.check("and takes nothing meanwhile", "" if sent.status == 410 and box.count() == 0 else f"{sent.status} {box.count()}")
    past = stranger.ask("GET", "/r/" + used)
    count.check("a used code is over", "" if past.status == 410 else f"{past.status}")
    _, renewed = opened(owner, opens=0)
    late = stranger.ask("GET", "/r/" + spare)
    count.check("in the next round it is a late one", "" if late.status == 200 and "Je code is van de vorige ronde" in late.text else f"{late.status} {late.text[-900:]}")
    answer, _ = answered(stranger, spare)
    count.check("and counts there", "" if answer.status == 303 and box.kept()[0] == 1 else f"{answer.status}")
    count.check("once", "" if "Met deze code is al geantwoord" in stranger.ask("GET", "/r/" + spare).text else "again")
    count.check("a used code stays over", "" if stranger.ask("GET", "/r/" + used).status == 410 else "open")
    return renewed


def cards(count, house, owner, number, codes):
    body = {"codes": [{"unit_name": one["unit_name"], "code": one["code"], "language": "en" if at % 2 else "nl"} for at, one in enumerate(codes)]}
    answer = owner.ask("POST", f"/rounds/{number}/cards", body)
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", answer.body))
    count.check("codes become cards, ten a page", "" if answer.status == 200 and answer.body.startswith(b"%PDF") and pages == -(-len(codes) // 10) else f"{answer.status} {pages} {answer.text[:200]}")
    for what, one in (("no code", {"unit_name": "x", "code": "abc", "language": "nl"}), ("another language", {"unit_name": "x", "code": codes[0]["code"], "language": "fr"}), ("no unit", {"unit_name": "", "code": codes[0]["code"], "language": "nl"})):
        count.check(f"{what}: refused", "" if owner.ask("POST", f"/rounds/{number}/cards", {"codes": [one]}).status == 400 else "made")
    count.check("no codes, no cards", "" if owner.ask("POST", f"/rounds/{number}/cards", {"codes": []}).status == 400 else "made")


def journey(count):
    with House() as house:
        owner, units = organisation(house, house.setup_token, "Merelhof", "anna@example.nl", {"Receptie": 14, "Techniek": 3})
        number, codes = opened(owner)
        house.stop()
        house.run("org", "add", "Lariks", typed="")
        made_there = house.run("user", "add", "bea@example.nl", "--org", "Lariks", "--role", "owner", "--name", "Bea", typed=PASSWORD + "\n")
        house.start()
        other, _ = organisation(house, None, "Lariks", "bea@example.nl", {"Balie": 8})
        _, their_codes = opened(other)
        the_page(count, house, codes, units)
        sheets(count, house, codes[0]["code"])
        bounded(count, house, codes[0]["code"])
        once(count, house, owner, codes)
        identified(count, house, owner, codes.pop()["code"])
        cards(count, house, owner, number, codes)
        codes = not_a_code(count, house, owner, number, codes, their_codes[0]["code"])
        count.check("a round of another organisation is none", "" if other.ask("POST", f"/rounds/{number}/cards", {"codes": [{"unit_name": "x", "code": codes[0]["code"], "language": "nl"}]}).status == 404 else "is")
        renewed = from_round_to_round(count, house, owner, number, codes)
        guessing(count, house, renewed)
        log = house.log_text()
        found = [word for word in ("/r", "ballot", "niemand", *(one["code"] for one in codes + renewed)) if f'"{word}' in log or (len(word) > 10 and word in log)]
        count.check("the log has no line of any of it", ", ".join(found))
