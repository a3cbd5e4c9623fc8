"""What guests and the floor tell, over HTTP: as told for who looks after it, as it was checked for everyone else.

Each role and what it must not see; a correction and an erasure reach wall and search; organisations stay apart in the search;
without a name through the door of a unit, never with a session; themes, thanks with consent, what goes round.
"""
import pathlib
import sqlite3
import uuid

from furnished import EXPIRES, furnish, given, made
from house import House, Visitor, wait_until
from people_journey import PASSWORD, found, invited

MAIL, NUMBER = "gast.vries@elders.example", "+31612345678"
SECRET = "Mevrouw De Vries zei dat de lift kapot was, bel haar op 06-12345678."
CHECKED = "Een gast zei dat de lift kapot was."
PRIVATE = ["De Vries", "12345678", MAIL, NUMBER]


def told(visitor, words, expectation="better", unit="zwolle", moment=None, **story):
    answer = {"recommend": 8, "story": {"expectation": expectation, "text": words, **story}}
    return made(visitor.ask("POST", "/answers", given(None, unit, answer, moment=moment)))["items"][0]["id"]


def texts(visitor, query=""):
    return [one["text"] for one in made(visitor.ask("GET", "/stories" + query))["items"]]


def sharing(count, owner, members, has):
    """Nothing travels before its teller allowed it and a person looked."""
    one = told(owner, SECRET, "less", moment=has["room"], may_share=True, call={"telephone": NUMBER, "email": MAIL})
    silent = told(owner, "Dit blijft tussen ons over de balie.", moment=has["room"])
    breda = told(owner, "In Breda was het stil bij de balie.", unit="breda", moment=has["room"], may_share=True)
    readers = {who: members[who] for who in ("hr_manager", "analyst", "employee", "personal pass", "unit code")}
    for who, visitor in readers.items():
        count.check(f"{who} sees nothing unchecked", "" if texts(visitor) == [] and visitor.ask("GET", "/stories/" + one).status == 404 else str(texts(visitor)))
    count.check("the manager of Zwolle does not see Breda", "" if len(texts(members["unit_manager"])) == 2 and members["unit_manager"].ask("GET", "/stories/" + breda).status == 404 else "seen")
    as_told = made(owner.ask("GET", "/stories/" + one))
    kinds = {part["kind"] for part in as_told["private"]}
    count.check("what may point at a person is marked", "" if {"telephone", "title"} <= kinds else str(as_told["private"]))
    count.check("a place is counted in characters", "" if all(SECRET[p["from"]:p["to"]].strip() for p in as_told["private"]) else str(as_told["private"]))
    count.check("how the guest wants to be answered is for who looks after it", "" if (as_told.get("telephone"), as_told.get("email")) == (NUMBER, MAIL) else str(as_told))
    refused = owner.ask("POST", f"/stories/{one}/share", {"text": SECRET})
    count.check("a text with a number in it is not shared", "" if refused.status == 400 and refused.json["error"]["fields"][0]["path"] == "text" else refused.text)
    assert owner.ask("PUT", "/stories/names", {"names": ["Wilhelmina Bruinsma"]}).status == 204
    count.check("nor with a name of the list", "" if owner.ask("POST", f"/stories/{one}/share", {"text": "Bruinsma zei dat de lift kapot was."}).status == 400 else "shared")
    count.check("nor with a colleague's", "" if owner.ask("POST", f"/stories/{one}/share", {"text": "Fatima El Idrissi zei dat de lift kapot was."}).status == 400 else "shared")
    count.check("nor without permission", "" if owner.ask("POST", f"/stories/{silent}/share", {"text": "x"}).status == 409 else "shared")
    for who in readers:
        status = members[who].ask("POST", f"/stories/{one}/share", {"text": CHECKED}).status
        count.check(f"{who} may not share", "" if status == 403 else str(status))
    count.check("the manager shares", "" if members["unit_manager"].ask("POST", f"/stories/{one}/share", {"text": CHECKED}).status == 200 else "refused")
    made(owner.ask("POST", f"/stories/{breda}/share", {"text": "In Breda was het stil."}))
    for who, visitor in readers.items():
        whole = visitor.ask("GET", "/stories").text
        wanted = [CHECKED] if who == "unit code" else ["In Breda was het stil.", CHECKED]
        count.check(f"{who} reads the words that were checked", "" if texts(visitor) == wanted else str(texts(visitor)))
        count.check(f"{who} reads nothing else of them", "" if not any(piece in whole for piece in PRIVATE) and '"call_wanted":true' not in whole else whole[:400])
        count.check(f"{who} finds only what is shared", "" if texts(visitor, "?q=balie") == [] or all("balie" in t for t in texts(visitor, "?q=balie") if t not in (CHECKED, "In Breda was het stil.")) else "found")
    return one, silent, breda


def following(count, owner, one, silent):
    """A correction and an erasure reach the wall and the search at once."""
    count.check("found by its stem", "" if texts(owner, "?q=liften") == [SECRET] else str(texts(owner, "?q=liften")))
    made(owner.ask("POST", f"/answers/{one}/correct", {"answers": {"story": {"expectation": "as", "text": "De sleutelkaart deed het niet.", "may_share": True}}, "reason": "verkeerd getikt"}))
    count.check("a correction is found", "" if texts(owner, "?q=sleutelkaarten") == ["De sleutelkaart deed het niet."] and texts(owner, "?q=lift") == [] else str(texts(owner)))
    now = made(owner.ask("GET", "/stories/" + one))
    count.check("and has to be checked again", "" if now["standing"] == "told" and now["shared_text"] is None else str(now))
    for answer in (one, silent):
        assert owner.ask("POST", f"/answers/{answer}/erase", {"reason": "op verzoek"}).status == 204
    left = owner.ask("GET", "/stories").text + owner.ask("GET", "/stories?q=sleutelkaart").text
    count.check("an erasure leaves nothing", "" if one not in left and silent not in left and owner.ask("GET", "/stories/" + one).status == 404 else left[:300])


def apart(count, owner, other, has, theirs):
    """The same word in two organisations."""
    told(other, "Kanarie zingt bij de balie.", moment=theirs["room"])
    told(owner, "Merel zingt bij de balie.", moment=has["room"])
    here, there = owner.ask("GET", "/stories?q=balie").text, other.ask("GET", "/stories?q=balie").text
    count.check("organisations are apart in the search", "" if "Kanarie" not in here and "Merel" not in there and "Merel" in here and "Kanarie" in there else here[:300])


def floor(count, house, owner, members, has):
    """By name; and without one, which nobody signed in can send."""
    body = {"submission": "een", "text": "De gast kreeg koffie terwijl hij wachtte.", "language": "nl", "expectation": "better", "may_share": True, "name_too": True}
    mine = made(members["personal pass"].ask("POST", "/stories", body))
    again = made(members["personal pass"].ask("POST", "/stories", body))
    count.check("sent twice is one", "" if mine["id"] == again["id"] else "two")
    count.check("one's own is there", "" if [one["id"] for one in made(members["personal pass"].ask("GET", "/stories?standing=mine"))["items"]] == [mine["id"]] else "not")
    count.check("a colleague does not see it yet", "" if members["employee"].ask("GET", "/stories/" + mine["id"]).status == 404 else "seen")
    count.check("a unit's code is nobody", "" if members["unit code"].ask("POST", "/stories", body).status == 403 else "told")
    made(owner.ask("POST", f"/stories/{mine['id']}/share", {"text": "De gast kreeg koffie."}))
    seen = made(members["employee"].ask("GET", "/stories/" + mine["id"]))
    count.check("shared with the name that was agreed", "" if seen["by"] == "Fatima El Idrissi" and seen["text"] == "De gast kreeg koffie." else str(seen))
    door = made(members["unit code"].ask("GET", "/floor/today"))["door"]
    receipt = uuid.uuid4().hex
    unnamed = {"receipt": receipt, "text": "Kanarie: het rooster klopt niet.", "language": "nl", "may_share": True}
    stranger = house.stranger()
    for who in ("owner", "employee", "personal pass", "unit code", "answers:write"):
        count.check(f"{who} cannot tell without a name", "" if members[who].ask("POST", f"/w/{door}/stories", unnamed).status == 403 else "told")
    refused = stranger.ask("POST", f"/w/{door}/stories", unnamed)
    count.check("without ten people it says why", "" if refused.status == 409 and refused.json["error"]["key"] == "stories.no_place" else f"{refused.status} {refused.text}")
    made(owner.ask("POST", "/employees", {"rows": [], "heads": [{"unit": has["zwolle"], "people": 14}]}))
    count.check("told at the door", "" if stranger.ask("POST", f"/w/{door}/stories", unnamed).status == 204 else "refused")
    count.check("a door that is none", "" if stranger.ask("POST", "/w/1.x.2.abc/stories", unnamed).status == 404 else "opened")
    everyone = "".join(members[who].ask("GET", "/stories?teller=floor").text for who in members if who not in ("answers:write", "figures:read"))
    count.check("nobody sees it today", "" if "Kanarie: het rooster" not in everyone else "seen")
    with sqlite3.connect(f"file:{house.data}/goud.db?mode=ro", uri=True) as store:
        waiting = store.execute("SELECT week, receipt FROM story_waiting").fetchall()
        logged = store.execute("SELECT count(*) FROM change_log WHERE entity LIKE 'story%'").fetchone()[0] + store.execute("SELECT count(*) FROM audit WHERE entity = 'story_waiting'").fetchone()[0]
    count.check("its week alone, and no receipt", "" if len(waiting) == 1 and waiting[0][0] % 7 == 4 and receipt not in str(waiting) and logged == 0 else str(waiting))
    count.check("no line of the log", "" if "/w/" not in house.log_text() else "logged")
    count.check("taken back", "" if stranger.ask("POST", f"/w/{door}/stories/take-back", {"receipt": receipt}).status == 204 else "refused")
    count.check("and once", "" if stranger.ask("POST", f"/w/{door}/stories/take-back", {"receipt": receipt}).status == 404 else "twice")
    gone = wait_until(lambda: not any(b"Kanarie: het rooster" in path.read_bytes() for path in pathlib.Path(house.data).rglob("goud.db*")), 5)
    count.check("then no byte is left of it", "" if gone else "left")


def round_and_round(count, owner, members, has):
    """Themes, thanks, what is chosen, ten for a new colleague."""
    theme = made(owner.ask("POST", "/themes", {"name": {"nl": "Koffie", "en": "Coffee"}, "all_of": [["koffie", "coffee"]]}))
    fitting = made(owner.ask("GET", "/stories?theme=" + theme["id"]))["items"]
    count.check("a theme finds its stories", "" if fitting and all(theme["id"] in one["themes"] for one in fitting) else str(fitting))
    figure = next(one for one in made(owner.ask("GET", "/themes/figures"))["themes"] if one["id"] == theme["id"])
    count.check("and says of how many", "" if figure["figure"]["n"] == figure["of"] >= figure["stories"] == len(fitting) else str(figure))
    shared = made(members["employee"].ask("GET", "/stories"))["items"][0]["id"]
    count.check("an employee chooses nothing", "" if members["employee"].ask("PUT", f"/stories/{shared}/weeks/2026-W48").status == 403 else "chosen")
    made(owner.ask("PUT", f"/stories/{shared}/weeks/2026-W48"))
    count.check("chosen for a week", "" if [one["id"] for one in made(members["employee"].ask("GET", "/stories/chosen?week=2026-W48"))["items"]] == [shared] else "not")
    count.check("a week that is none", "" if owner.ask("PUT", f"/stories/{shared}/weeks/2026-W54").status == 400 else "taken")
    welcome = made(members["employee"].ask("GET", "/stories/welcome?unit=" + has["zwolle"]))["items"]
    count.check("a new colleague reads shared ones", "" if welcome and all(one["standing"] == "shared" for one in welcome) else str(welcome))
    value = made(owner.ask("POST", "/values", {"name": {"nl": "Even stilstaan"}, "meaning": {"nl": "Je neemt de tijd"}}))["id"]
    people = {one["name"]: one["id"] for one in made(members["employee"].ask("GET", "/floor/people?unit=" + has["zwolle"]))["items"]}
    thanks = made(members["employee"].ask("POST", "/kudos", {"to": people["Fatima El Idrissi"], "unit": has["zwolle"], "value": value, "behaviour": "bleef bij de gast", "text": "Dank"}))
    on_the_wall = made(members["analyst"].ask("GET", "/kudos"))["items"][0]
    count.check("thanks stand without a name", "" if on_the_wall["to"] is None and on_the_wall["from"] else str(on_the_wall))
    count.check("only whom it is for agrees", "" if members["employee"].ask("POST", f"/kudos/{thanks['id']}/name", {"named": True}).status == 404 else "named")
    assert members["personal pass"].ask("POST", f"/kudos/{thanks['id']}/name", {"named": True}).status == 204
    count.check("and then it stands there", "" if made(members["analyst"].ask("GET", "/kudos"))["items"][0]["to"] == "Fatima El Idrissi" else "not")
    count.check("no value, no thanks", "" if members["employee"].ask("POST", "/kudos", {"unit": has["zwolle"], "value": str(uuid.uuid4()), "behaviour": "x"}).status == 400 else "thanked")
    figures = made(members["figures:read"].ask("GET", "/stories/figures"))
    count.check("a key reads figures", "" if set(figures) == {"retold", "intention", "confirmed"} else str(figures))
    count.check("and no story", "" if members["figures:read"].ask("GET", "/stories").status == 403 else "read")


def journey(count):
    with House() as house:
        found(house, "Merelhof", "anna@merelhof.example")
        house.stop()
        assert house.run("org", "add", "Ander Huis").returncode == 0
        assert house.run("user", "add", "iris@elders.example", "--name", "Iris", "--org", "Ander Huis", typed=PASSWORD + "\n").returncode == 0
        house.start()
        owner = Visitor(house).sign_in("anna@merelhof.example", PASSWORD)
        other = Visitor(house).sign_in("iris@elders.example", PASSWORD)
        has = furnish(owner)
        theirs = furnish(other, "Ander")
        members = {"owner": owner}
        for role in ("cx_manager", "hr_manager", "unit_manager", "analyst", "employee"):
            members[role] = invited(house, owner, f"{role}@merelhof.example", role, has["zwolle"] if role in ("unit_manager", "employee") else None)
        for who, kind, name in (("unit code", "unit", ""), ("personal pass", "personal", "Fatima El Idrissi")):
            code = made(owner.ask("POST", "/passes", {"kind": kind, "unit": has["zwolle"], "language": "nl", **({"name": name} if name else {})}))["code"]
            members[who] = Visitor(house, language="nl").with_code(code)
        for scope in ("answers:write", "figures:read"):
            members[scope] = Visitor(house, key=made(owner.ask("POST", "/keys", {"name": scope, "scopes": [scope], "expires_at": EXPIRES}))["key"])
        one, silent, _ = sharing(count, owner, members, has)
        following(count, owner, one, silent)
        apart(count, owner, other, has, theirs)
        floor(count, house, owner, members, has)
        round_and_round(count, owner, members, has)
