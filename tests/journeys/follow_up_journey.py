"""A guest who was let down is heard, called, answered by mail in their own language, and says whether it is solved.

Each role and what it must not see; the page a teller comes back to; a letter that goes out exactly once, also where goud is
killed while handing it over; asking that pauses by itself and goes on by itself; the question two weeks later.
"""
import pathlib
import re
import signal
import socket
import tempfile
import uuid

from furnished import furnish, given, made, sent, ticket_on
from house import House, Visitor, wait_until
from people_journey import PASSWORD, found, invited
from post_office import PostOffice

WORDS = "De sleutelkaart deed het niet en niemand wist waarom."
MAIL, NUMBER = "gast.vries@elders.example", "+31612345678"


def config(place, port, address="127.0.0.1"):
    path = pathlib.Path(place) / "goud.toml"
    path.write_text("[limits]\nrequests_per_minute = 0\n[mail]\nserver = \"smtp://%s:%d\"\nfrom = \"Hotel De Brug <gast@brug.example>\"\ntimeout_seconds = 4\n" % (address, port))
    return str(path)


def told_by_page(house, page, fields, language="nl"):
    """What a guest fills in, the thanks, and the way back that they give."""
    guest = house.stranger(language=language)
    shown = guest.ask("GET", f"/s/{page}?anyway=1")
    answer = sent(guest, page, {"t": ticket_on(shown.text), "lang": language, "q.recommend": "3", **fields})
    assert answer.status == 303, answer.text[:2000]
    thanks = guest.ask("GET", answer.headers["location"])
    back = re.search(r'href="(/v/[\w-]+)', thanks.text)
    return back.group(1) if back else None


def one_of(visitor, text):
    for item in made(visitor.ask("GET", "/follow-ups?limit=200"))["items"]:
        if item["text"] == text:
            return item
    return None


def heard(visitor, text):
    assert wait_until(lambda: one_of(visitor, text), 15), "nothing is heard of " + text
    return one_of(visitor, text)


def form(visitor, back, fields):
    return visitor.ask("POST", back, "&".join(f"{k}={v}" for k, v in fields.items()).encode(), {"Content-Type": "application/x-www-form-urlencoded"})


def the_form(count, house, has):
    """One of the two is enough; nothing is chosen beforehand; light, and without JavaScript."""
    guest, page = house.stranger(), has["zwolle_page"]
    shown = guest.ask("GET", "/s/" + page)
    count.check("the page is light and chooses nothing", "" if len(shown.body) < 15_000 and " checked" not in shown.text and "<script" not in shown.text else f"{len(shown.body)}")
    for name, fields, status in [("a wish without an address", {"q.story.c": "1"}, 422), ("in two weeks without an address", {"q.story.a": "1", "q.story.e": "less"}, 422),
                                 ("an address that is none", {"q.story.c": "1", "q.story.m": "geen adres"}, 422), ("an address alone", {"q.story.c": "1", "q.story.m": MAIL}, 303),
                                 ("a number alone", {"q.story.c": "1", "q.story.n": NUMBER}, 303)]:
        answer = sent(guest, page, {"t": ticket_on(guest.ask("GET", "/s/" + page).text), "lang": "nl", "q.recommend": "9", **fields})
        count.check(f"the form: {name}", "" if answer.status == status else f"{answer.status} {answer.text[:300]}")
    count.check("who says nothing gets no way back", "" if told_by_page(house, page, {"q.recommend": "9"}) is None else "a link")


def roles(count, house, members, has, item):
    """Who sees it, and who does not: then it is not there."""
    unknown = "/follow-ups/" + str(uuid.uuid4())
    path = "/follow-ups/" + item["id"]
    for who in ("owner", "cx_manager", "unit_manager"):
        answer = members[who].ask("GET", path)
        count.check(f"{who} reads words, number and address", "" if answer.status == 200 and WORDS in answer.text and NUMBER in answer.text and MAIL in answer.text else answer.text[:300])
    other = [members["breda"].ask("GET", one) for one in (path, unknown)]
    count.check("another branch's manager: it is not there", "" if other[0].status == other[1].status == 404 and other[0].body == other[1].body else other[0].text)
    for deed, body in (("called", {"reached": True}), ("answer", {"text": "x"}), ("solved", {"told_back": "x"}), ("noted", {"yes": True}), ("drop", {"because": "x"}), ("cause", {"cause": None})):
        answer = members["breda"].ask("POST", f"{path}/{deed}", body)
        count.check(f"another branch's manager: {deed}", "" if answer.status == 404 else f"{answer.status}")
    listed = members["breda"].ask("GET", "/follow-ups")
    count.check("nor in that manager's list or sum", "" if listed.json["items"] == [] and listed.json["summary"]["heard"] == 0 and WORDS not in listed.text else listed.text[:300])
    listed = members["analyst"].ask("GET", "/follow-ups")
    count.check("an analyst reads the sums alone", "" if listed.status == 200 and listed.json["items"] == [] and listed.json["summary"]["heard"] > 0 and NUMBER not in listed.text else listed.text[:300])
    for who in ("hr_manager", "employee"):
        status = [members[who].ask("GET", one).status for one in ("/follow-ups", path, "/causes", "/letters")]
        count.check(f"{who} does not see them", "" if status == [403] * 4 else str(status))
    status = [members[who].ask("GET", "/letters").status for who in ("owner", "cx_manager", "unit_manager", "analyst")]
    count.check("the outbox is the owner's", "" if status == [200, 403, 403, 403] else str(status))
    count.check("it is its unit's manager's", "" if item["owner"]["name"] == "unit_manager" and item["reach"] == "telephone" and item["story"] else str(item))
    mine = members["unit_manager"].ask("GET", "/follow-ups?mine=true").json["items"]
    count.check("and stands in their own list", "" if item["id"] in [one["id"] for one in mine] else str(mine))


def to_confirmed(count, house, members, item, back, office):
    """From heard to confirmed by the guest, with two letters in Dutch."""
    keeper, guest, path = members["unit_manager"], house.stranger(language="en"), "/follow-ups/" + item["id"]
    shown = guest.ask("GET", back)
    count.check("the teller reads what they told, in their language", "" if shown.status == 200 and WORDS in shown.text and '<html lang="nl"' in shown.text and "Is het opgelost" not in shown.text else shown.text[:400])
    count.check("and neither number nor address", "" if NUMBER not in shown.text and MAIL not in shown.text else "does")
    count.check("not before it was said to be solved", "" if form(guest, back, {"solved": "yes"}).status == 303 and keeper.ask("GET", path).json["step"] == "heard" else "confirmed")
    count.check("tried, nobody there", "" if made(keeper.ask("POST", path + "/called", {"reached": False}))["step"] == "heard" else "called")
    draft = made(keeper.ask("GET", path))["draft"]
    count.check("a letter begins in the guest's language", "" if "Beste gast" in draft["text"] and "Merelhof Zwolle" in draft["text"] else str(draft))
    text = draft["text"].replace("\n\nMet", "\n\nHet kwam door één oude lezer; die is vandaag vervangen.\n\nMet")
    answered = [keeper.ask("POST", path + "/answer", {"text": text}) for _ in range(2)]  # pressed twice
    count.check("an answer by mail is a call", "" if made(answered[0])["step"] == "called" and answered[0].json["called"] else answered[0].text[:300])
    assert wait_until(lambda: office.letters, 15), "no letter comes"
    assert wait_until(lambda: made(keeper.ask("GET", path))["letter"] == "sent", 10)
    to, message, words = office.read()
    count.check("the letter comes once, in Dutch", "" if len(office.letters) == 1 and to == MAIL and message["Content-Language"] == "nl" and "één oude lezer" in words else f"{office.letters}")
    count.check("it is from whom it should be", "" if message["From"].addresses[0].addr_spec == "gast@brug.example" and message["Subject"] == draft["subject"] and message["Message-ID"] and "Auto-Submitted" not in message else str(message))
    count.check("with the way back", "" if back in words else words)
    solved = made(keeper.ask("POST", path + "/solved", {"told_back": "De lezer bij de lift is vervangen."}))
    count.check("solved", "" if solved["step"] == "solved" else str(solved))
    shown = guest.ask("GET", back)
    count.check("the teller reads the answer and is asked", "" if "lezer bij de lift" in shown.text and 'value="no">Nog niet' in shown.text else shown.text[-900:])
    count.check("not yet", "" if form(guest, back, {"solved": "no", "lang": "nl"}).status == 303 and made(keeper.ask("GET", path))["step"] == "called" else "stays")
    count.check("which the sums say", "" if made(keeper.ask("GET", "/follow-ups"))["summary"]["not_confirmed"] == 1 else "not")
    made(keeper.ask("POST", path + "/solved", {"told_back": "Nu ook de lezer op de derde."}))
    form(guest, back, {"solved": "yes", "lang": "nl"})
    now = made(keeper.ask("GET", path))
    count.check("confirmed by who knows", "" if (now["step"], now["confirmed_by"]) == ("confirmed", "customer") else str(now))
    count.check("which a colleague does not write over", "" if keeper.ask("POST", path + "/noted", {"yes": False}).status == 409 else "does")
    summary = made(members["owner"].ask("GET", "/follow-ups"))["summary"]
    right = summary["confirmed"]["n"] == 1 and summary["confirmed"]["value"] == 1 and summary["confirmed"]["interval"] and summary["called"]["n"] == summary["reachable"] and summary["solved"]["n"] == summary["heard"]
    count.check("shares with their base", "" if right else str(summary))
    assert wait_until(lambda: len(office.letters) == 3, 15), len(office.letters)


def the_rest(count, house, members, has, office):
    """Noted apart, dropped with a reason, causes and their change, another's language, who gave a number only."""
    keeper, before = members["unit_manager"], len(office.letters)
    told_by_page(house, has["zwolle_page"], {"q.story.e": "less", "q.story.t": "Nobody told us why.", "q.story.c": "1", "q.story.m": "jane@elders.example"}, "en")
    jane = heard(keeper, "Nobody told us why.")
    path = "/follow-ups/" + jane["id"]
    count.check("an English guest gets English", "" if "Dear guest" in made(keeper.ask("GET", path))["draft"]["text"] else "not")
    made(keeper.ask("POST", path + "/answer", {"text": "We are sorry."}))
    assert wait_until(lambda: len(office.letters) == before + 1, 15)
    count.check("and the way back in English", "" if "On your own page" in office.read()[2] and office.read()[1]["Content-Language"] == "en" else office.read()[2])
    made(keeper.ask("POST", path + "/solved", {"told_back": "We are sorry."}))
    noted = made(keeper.ask("POST", path + "/noted", {"yes": True}))
    summary = made(keeper.ask("GET", "/follow-ups"))["summary"]
    count.check("noted is told apart", "" if noted["confirmed_by"] == "noted" and summary["noted"] == 1 and summary["confirmed"]["value"] == .5 else str(summary))
    told_by_page(house, has["zwolle_page"], {"q.story.e": "less", "q.story.t": "Koud water.", "q.story.c": "1", "q.story.n": NUMBER})
    cold = heard(keeper, "Koud water.")
    count.check("no mail to who gave a number", "" if keeper.ask("POST", f"/follow-ups/{cold['id']}/answer", {"text": "x"}).status == 409 else "sent")
    count.check("dropping asks why", "" if keeper.ask("POST", f"/follow-ups/{cold['id']}/drop", {"because": " "}).status == 400 else "taken")
    cause = made(keeper.ask("POST", "/causes", {"name": "Oude kaartlezers", "moment": has["room"]}))
    bare = keeper.ask("PATCH", "/causes/" + cause["id"], {"name": "Oude kaartlezers", "change": "promise", "changed": has["promise"], "text": "Wij beloven een kaart die het doet.", "revision": 1})
    count.check("a change without owner and day is a wish", "" if bare.status == 400 and {f["path"] for f in bare.json["error"]["fields"]} == {"owner", "due"} else bare.text)
    made(keeper.ask("POST", f"/follow-ups/{jane['id']}/cause", {"cause": cause["id"]}))
    changed = made(keeper.ask("PATCH", "/causes/" + cause["id"], {"name": "Oude kaartlezers", "change": "promise", "changed": has["promise"], "text": "Wij beloven een kaart die het doet.",
                                                                   "owner": cold["owner"]["id"], "due": "2027-01-31", "done": "2027-01-15", "revision": 1}))
    count.check("a change leads to its promise, with an effect that is unknown until six weeks after",
                "" if changed["changed"]["id"] == has["promise"] and changed["effect"] == "unknown" and changed["measure_on"] == "2027-02-26" and changed["follow_ups"] == 1 else str(changed))
    dropped = made(keeper.ask("POST", f"/follow-ups/{cold['id']}/drop", {"because": "Staat er dubbel."}))
    count.check("dropped with its reason", "" if (dropped["step"], dropped["because"]) == ("dropped", "Staat er dubbel.") else str(dropped))
    passed = made(members["owner"].ask("POST", f"/follow-ups/{jane['id']}/take", {"owner": made(members["owner"].ask("GET", "/session"))["account"]["id"]}))
    count.check("somebody else takes it over", "" if passed["owner"]["name"] == "Anna de Wit" else str(passed["owner"]))


def handed_over(count, house, owner, keeper, has, office):
    """Killed while the server has the letter: never again by itself, and a person decides."""
    told_by_page(house, has["zwolle_page"], {"q.story.e": "less", "q.story.t": "Te laat.", "q.story.c": "1", "q.story.m": "laat@elders.example"})
    late = heard(keeper, "Te laat.")
    office.mode, before = "silent", len(office.letters)
    made(keeper.ask("POST", f"/follow-ups/{late['id']}/answer", {"text": "Komt dit aan?"}))
    assert wait_until(lambda: len(office.letters) == before + 1, 15)
    house.process.send_signal(signal.SIGKILL)
    house.process.wait()
    house.process.stdout.close()
    house.log.close()
    office.mode = "take"
    house.start()
    letter = lambda: made(owner.ask("GET", "/letters"))["items"][0]
    assert wait_until(lambda: letter()["state"] != "sending", 10)
    count.check("after a kill it is unsure, and says why", "" if letter()["state"] == "unsure" and letter()["reason"] else str(letter()))
    wait_until(lambda: len(office.letters) > before + 1, 5)
    count.check("and does not go again by itself", "" if len(office.letters) == before + 1 else f"{len(office.letters)}")
    made(owner.ask("POST", f"/letters/{letter()['id']}/send-again"))
    assert wait_until(lambda: letter()["state"] == "sent", 15)
    count.check("a person sends it again, once", "" if len(office.letters) == before + 2 and owner.ask("POST", f"/letters/{letter()['id']}/send-again").status == 409 else f"{len(office.letters)}")
    for mode, text, state in (("hang_up", "Nog een.", "unsure"), ("refuse", "En nog een.", "refused"), ("later", "De laatste.", "waiting")):
        office.mode, had = mode, len(office.letters)
        made(keeper.ask("POST", f"/follow-ups/{late['id']}/answer", {"text": text}))
        reached = wait_until(lambda: letter()["state"] == state and letter()["reason"], 15)
        wait_until(lambda: False, 2.5)
        tries = len(office.letters) - had
        count.check(f"a server that says {mode}: {state}", "" if reached and tries == (1 if mode == "hang_up" else 0) else f"{letter()} {tries}")
        taken = made(owner.ask("POST", f"/letters/{letter()['id']}/withdraw"))
        count.check(f"withdrawn after {mode}", "" if taken["state"] == "withdrawn" else str(taken))
    office.mode = "take"
    return late


def paused(count, house, members, has, sign_in):
    """Three who wait a week past the limit: nothing new is asked there, until they were called."""
    texts = [f"Niemand belde, {i}." for i in range(3)]
    for text in texts:
        told_by_page(house, has["breda_page"], {"q.story.e": "less", "q.story.t": text, "q.story.c": "1", "q.story.n": NUMBER})
    told_by_page(house, has["breda_page"], {"q.recommend": "9", "q.story.e": "better", "q.story.t": "Een lift naar het station.", "q.story.a": "1", "q.story.m": "blij@elders.example", "q.story.i": "yes"})
    assert wait_until(lambda: all(one_of(members["breda"], text) for text in texts), 15)
    again(house, 16)
    sign_in()
    keeper, guest = members["breda"], house.stranger(language="nl")
    assert wait_until(lambda: made(keeper.ask("GET", "/follow-ups"))["pauses"], 15), "asking does not pause"
    wait_until(lambda: "geen nieuwe vragen" in guest.ask("GET", "/s/" + has["breda_page"]).text, 5)
    page = guest.ask("GET", "/s/" + has["breda_page"])
    count.check("the page asks nothing, and says why", "" if page.status == 200 and "<form" not in page.text and "3 gasten" in page.text and "anyway=1" in page.text else page.text[-700:])
    count.check("who wants to tell something can", "" if "<form" in guest.ask("GET", f"/s/{has['breda_page']}?anyway=1").text else "cannot")
    count.check("elsewhere asking goes on", "" if "<form" in guest.ask("GET", "/s/" + has["zwolle_page"]).text else "pauses")
    count.check("its manager and the owner see it, another branch's does not", "" if [len(made(members[who].ask("GET", "/follow-ups"))["pauses"]) for who in ("breda", "owner", "unit_manager", "analyst")] == [1, 1, 0, 0] else "not")
    late = made(keeper.ask("GET", "/follow-ups?overdue=true"))
    count.check("and who waits", "" if sorted(one["text"] for one in late["items"]) == texts and late["summary"]["overdue"] == 3 and all(one["late"] for one in late["items"]) else str(late)[:400])
    for item in late["items"]:
        made(keeper.ask("POST", f"/follow-ups/{item['id']}/called", {"reached": True}))
    assert wait_until(lambda: "<form" in guest.ask("GET", "/s/" + has["breda_page"]).text, 10)
    after = made(keeper.ask("GET", "/follow-ups"))
    count.check("called, and asking goes on by itself", "" if after["pauses"] == [] else str(after["pauses"]))
    count.check("called, and late: so it stays", "" if after["summary"]["called"]["value"] == 1 and after["summary"]["called_in_time"]["value"] == 0 else str(after["summary"]))


def again(house, days):
    house.stop()
    house.options = [one for one in house.options if not one.startswith("--days-ahead")] + [f"--days-ahead={days}"]
    house.start()


def two_weeks_later(count, house, office, back):
    """Asked once, of who agreed; where asking paused, when it goes on."""
    asked = lambda: sorted(office.read(i)[0] for i in range(len(office.letters)) if office.read(i)[1]["Subject"] == "Heeft u het doorverteld?")
    count.check("asked is who agreed, and not where asking paused", "" if asked() == [MAIL] else str(asked()))
    number = next(i for i in range(len(office.letters)) if office.read(i)[1]["Subject"] == "Heeft u het doorverteld?")
    _, message, words = office.read(number)
    count.check("by the program, with the way back", "" if message["Auto-Submitted"] == "auto-generated" and back in words else words)
    again(house, 16)
    assert wait_until(lambda: len(asked()) == 2, 20), asked()
    count.check("and when it goes on, there too", "" if asked() == ["blij@elders.example", MAIL] else str(asked()))
    again(house, 17)
    wait_until(lambda: False, 4)
    count.check("once", "" if len(asked()) == 2 else str(asked()))
    page = house.stranger().ask("GET", back)
    count.check("the page asks it now", "" if 'name="retold" value="3-5"' in page.text else page.text[-1200:])
    guest = house.stranger()
    form(guest, back, {"retold": "3-5", "lang": "nl"})
    page = guest.ask("GET", back)
    count.check("and once", "" if "3 tot 5 mensen" in page.text and 'name="retold"' not in page.text else page.text[-900:])


def erased(count, house, members, late, back):
    owner = members["owner"]
    assert owner.ask("POST", f"/answers/{late['id']}/erase", {"reason": "vraag van de gast"}).status == 204
    count.check("erased: it is not there", "" if owner.ask("GET", "/follow-ups/" + late["id"]).status == 404 else "is")
    letters = owner.ask("GET", "/letters").text
    count.check("nor in the outbox", "" if "laat@elders.example" not in letters and "Komt dit aan" not in letters else letters[:500])
    nowhere = house.stranger().ask("GET", back[:-3] + "AAA")
    count.check("a link that was made up leads nowhere", "" if nowhere.status == 404 and WORDS not in nowhere.text else f"{nowhere.status}")


def in_the_clear(count):
    """Beyond this machine nothing goes over the line without TLS."""
    try:
        address = socket.gethostbyname(socket.gethostname())
    except OSError:
        address = "127.0.0.1"
    if address.startswith("127."):
        return
    office = PostOffice(address)
    with tempfile.TemporaryDirectory() as place, House(place + "/data", "--config", config(place, office.port, address)) as house:
        owner = found(house, "Hotel De Brug", "anna@example.nl")
        has = furnish(owner)
        told_by_page(house, has["zwolle_page"], {"q.story.e": "less", "q.story.t": WORDS, "q.story.c": "1", "q.story.m": MAIL})
        made(owner.ask("POST", f"/follow-ups/{heard(owner, WORDS)['id']}/answer", {"text": "x"}))
        letter = lambda: made(owner.ask("GET", "/letters"))["items"][0]
        wait_until(lambda: letter()["reason"], 15)
        count.check("without TLS it waits", "" if letter()["state"] == "waiting" and "TLS" in letter()["reason"] and "MAIL" not in office.heard else f"{letter()} {office.heard}")
    office.close()


def journey(count):
    office = PostOffice()
    with tempfile.TemporaryDirectory() as place, House(place + "/data", "--config", config(place, office.port)) as house:
        owner = found(house, "Hotel De Brug", "anna@example.nl")
        has = furnish(owner)
        members = {"owner": owner}
        for role in ("cx_manager", "hr_manager", "unit_manager", "analyst", "employee"):
            members[role] = invited(house, owner, role + "@example.nl", role, has["zwolle"] if role in ("unit_manager", "employee") else None)
        members["breda"] = invited(house, owner, "breda@example.nl", "unit_manager", has["breda"])

        def sign_in():
            for who, member in members.items():
                member.cookie = member.csrf = None
                member.sign_in("anna@example.nl" if who == "owner" else who + "@example.nl", PASSWORD)

        the_form(count, house, has)
        made(owner.ask("POST", "/answers", given(answers={"kept": "no", "recommend": 2, "story": {"expectation": "as", "text": "Uit een bestand van toen."}}, moment=has["room"], experienced_at="2026-01-05")))
        back = told_by_page(house, has["zwolle_page"], {"q.story.e": "less", "q.story.t": WORDS, "q.story.i": "yes", "q.story.s": "1", "q.story.c": "1", "q.story.n": NUMBER, "q.story.m": MAIL, "q.story.a": "1"})
        item = heard(owner, WORDS)
        count.check("of what was long ago nothing follows", "" if not one_of(owner, "Uit een bestand van toen.") else "does")
        roles(count, house, members, has, item)
        to_confirmed(count, house, members, item, back, office)
        the_rest(count, house, members, has, office)
        late = handed_over(count, house, owner, members["unit_manager"], has, office)
        paused(count, house, members, has, sign_in)
        two_weeks_later(count, house, office, back)
        sign_in()
        erased(count, house, members, late, back)
        log = house.log_text()
        count.check("the log holds nobody", "" if not [w for w in (MAIL, NUMBER, "elders.example", WORDS[:20], back, "Komt dit") if w in log] else "does")
    office.close()
    in_the_clear(count)
