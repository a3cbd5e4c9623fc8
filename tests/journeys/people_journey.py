"""First start, signing in and out, invitations, roles, units through time, keys, the audit trail."""
import pathlib
import struct
import zlib

from house import House, Visitor, play

PASSWORD = "tafel-kruik-lantaarn-9"


def picture(width=4, height=4):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + b"\x80\x40\x20" * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"tEXt", b"Comment\0canary-in-picture") + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def found(house, name, email):
    visitor = Visitor(house)
    return visitor.signed_in(visitor.ask("POST", "/setup", {
        "token": house.setup_token, "organisation": name, "name": "Anna de Wit", "email": email, "password": PASSWORD, "language": "nl"}))


def invited(house, owner, email, role, unit=None):
    answer = owner.ask("POST", "/invitations", {"email": email, "role": role, **({"unit": unit} if unit else {})})
    assert answer.status == 201, answer.text
    token = answer.json["url"].rsplit("/", 1)[1]
    visitor = Visitor(house)
    return visitor.signed_in(visitor.ask("POST", f"/invitations/{token}/accept", {"name": role, "password": PASSWORD}))


def invitations(count, house, owner, memory):
    """What is open can be seen and withdrawn; a lost password is renewed; what a colleague who left made is void."""
    token = lambda answer: answer.json["url"].rsplit("/", 1)[1]
    ask = lambda email, who=owner: who.ask("POST", "/invitations", {"email": email, "role": "analyst"})
    first, second = token(ask("lena@example.nl")), token(ask("lena@example.nl"))
    status = [house.stranger().ask("GET", "/invitations/" + one).status for one in (first, second)]
    count.check("a newer invitation takes the place of an older one", "" if status == [410, 200] else str(status))
    items = owner.ask("GET", "/invitations").json["items"]
    mine = [one for one in items if one["email"] == "lena@example.nl"]
    count.check("open invitations are listed, without their secret", "" if len(mine) == 1 and mine[0]["role"] == "analyst" and mine[0]["by"] == "Anna de Wit"
                and second not in str(items) else str(items))
    gone = [owner.ask("DELETE", "/invitations/" + mine[0]["id"]).status for _ in range(2)]
    after = house.stranger().ask("POST", f"/invitations/{second}/accept", {"name": "Lena", "password": PASSWORD})
    count.check("a withdrawn invitation is void", "" if gone == [204, 404] and after.status == 410 and not [one for one in owner.ask("GET", "/invitations").json["items"] if one["email"] == "lena@example.nl"] else f"{gone} {after.text}")

    other = invited(house, owner, "second@example.nl", "owner")
    accounts = {one["email"]: one for one in owner.ask("GET", "/accounts").json["items"]}
    by_other = [token(ask("left@example.nl", other)), token(other.ask("POST", f"/accounts/{accounts['zwolle@example.nl']['id']}/invitation"))]
    open_before = [house.stranger().ask("GET", "/invitations/" + one).status for one in by_other]
    other_id = accounts["second@example.nl"]
    owner.ask("PATCH", "/accounts/" + other_id["id"], {"active": False, "revision": other_id["revision"]})
    open_after = [house.stranger().ask("GET", "/invitations/" + one).status for one in by_other]
    count.check("what someone who was switched off made is void", "" if open_before == [200, 200] and open_after == [410, 410] else f"{open_before} {open_after}")
    off = owner.ask("POST", f"/accounts/{other_id['id']}/invitation")
    count.check("no new password for who is switched off", "" if off.status == 409 and off.json["error"]["key"] == "people.account.inactive" else off.text)

    lost = invited(house, owner, "lost@example.nl", "analyst")
    account = next(one for one in owner.ask("GET", "/accounts").json["items"] if one["email"] == "lost@example.nl")
    link = owner.ask("POST", f"/accounts/{account['id']}/invitation")
    said = house.stranger().ask("GET", "/invitations/" + token(link)).json
    count.check("a link for a new password", "" if link.status == 201 and said["renews"] and said["email"] == "lost@example.nl" and lost.ask("GET", "/session").status == 200 else str(said))
    weak = house.stranger().ask("POST", f"/invitations/{token(link)}/accept", {"password": "lost@example.nl"})
    fresh = Visitor(house)
    fresh.signed_in(fresh.ask("POST", f"/invitations/{token(link)}/accept", {"password": "vlieger-tractor-mist-4"}))
    again = house.stranger().ask("POST", f"/invitations/{token(link)}/accept", {"password": "vlieger-tractor-mist-5"})
    in_by = [house.stranger().ask("POST", "/session", {"email": "lost@example.nl", "password": one}).status for one in (PASSWORD, "vlieger-tractor-mist-4")]
    count.check("sets it once, ends what was open, keeps the role", "" if (weak.status, again.status, lost.ask("GET", "/session").status) == (400, 410, 401) and in_by == [401, 200]
                and fresh.ask("GET", "/session").json["account"]["role"] == "analyst" else f"{weak.text} {again.text} {in_by}")


def roles(count, house, owner, worker):
    """From the board to the floor: who someone is here, beside what the account may do; and how high an owner stands."""
    kept = play(house, {"owner": owner, "worker": worker}, [
        ("owner", "GET /roles", None, 200, '"items":[]'),
        ("owner", "POST /roles", {"name": {"nl": "Chef-kok", "en": "Head chef"}, "level": 4}, 201, ["cook=id", '"level":4', '"level_name":"team_lead"', '"ended":null', '"revision":1']),
        ("owner", "POST /roles", {"name": {"nl": "Bestuur"}, "level": 1}, 201, ["board=id", '"level_name":"board"']),
        ("owner", "POST /roles", {"name": {"nl": "Kok", "en": "Head chef"}, "level": 5}, 400, ['"path":"name"', "people.role.name_taken"]),
        ("owner", "POST /roles", {"name": {}, "level": 5}, 400, '"path":"name"'),
        ("owner", "POST /roles", {"name": {"nl": "x" * 61}, "level": 5}, 400, '"path":"name.nl"'),
        ("owner", "POST /roles", {"name": {"nl": "Kok"}, "level": 6}, 400, '"path":"level"'),
        ("owner", "POST /roles", {"name": {"nl": "Kok"}, "level": 0}, 400, '"path":"level"'),
        ("worker", "POST /roles", {"name": {"nl": "Kok"}, "level": 5}, 403, "http.role"),
        ("worker", "GET /roles", None, 200, lambda a, m: "" if [one["level"] for one in a.json["items"]] == [1, 4] else "not from the board down"),
        ("owner", "GET /accounts", None, 200, lambda a, m: m.update(account=a.json["items"][0]["id"], revision=str(a.json["items"][0]["revision"])) or ("" if a.json["items"][0]["role_id"] is None else "has one")),
        ("owner", "GET /journeys", None, 200, "way=items.0.id"),
    ], count, title="roles from the board to the floor")
    revision = int(kept["revision"])
    play(house, {"owner": owner, "worker": worker}, [
        ("owner", "PATCH /accounts/{account}", {"role_id": "unknown", "revision": revision}, 400, ['"path":"role_id"', "people.role.unknown"]),
        ("owner", "PATCH /accounts/{account}", {"role_id": "{cook}", "revision": revision}, 200, '"role_id":"{cook}"'),
        # What someone is opens and closes nothing: who signed in stays so.
        ("owner", "GET /session", None, 200),
        ("owner", "POST /journeys/{way}/moments", {"stage": "care", "name": {"nl": "Eten"}, "owner_role": "Head chef"}, 201, ["meal=id", '"owner_role":"Head chef","owner_level":4']),
        ("owner", "POST /journeys/{way}/moments", {"stage": "care", "name": {"nl": "Slapen"}, "owner_role": "Nachtportier"}, 201, '"owner_role":"Nachtportier","owner_level":null'),
        ("owner", "PATCH /roles/{cook}", {"level": 3, "revision": 1}, 200, ['"level":3', '"revision":2']),
        ("owner", "PATCH /roles/{cook}", {"level": 2, "revision": 1}, 409, "people.changed_meanwhile"),
        ("owner", "PATCH /roles/{cook}", {"name": {"nl": "Bestuur"}, "revision": 2}, 400, "people.role.name_taken"),
        ("worker", "GET /journeys", None, 200, ['"owner_role":"Head chef","owner_level":3', '"owner_role":null,"owner_level":null']),
        ("owner", "POST /roles/{cook}/end", None, 200, '"revision":3'),
        ("owner", "POST /roles/{cook}/end", None, 409, "people.role.ended"),
        ("owner", "PATCH /roles/{cook}", {"level": 2, "revision": 3}, 409, "people.role.ended"),
        ("owner", "GET /journeys", None, 200, '"owner_role":"Head chef","owner_level":null'),
        ("owner", "GET /accounts", None, 200, '"role_id":"{cook}"'),
        ("owner", "PATCH /accounts/{account}", {"role_id": None, "revision": revision + 1}, 200, '"role_id":null'),
        ("owner", "PATCH /accounts/{account}", {"role_id": "{cook}", "revision": revision + 2}, 400, '"path":"role_id"'),
        ("owner", "POST /roles", {"name": {"nl": "Chef-kok"}, "level": 4}, 201),
        ("owner", "GET /roles", None, 200, lambda a, m: "" if [bool(one["ended"]) for one in a.json["items"]] == [False, False, True] else "the ended one is not last"),
        ("worker", "GET /roles/{cook}/history", None, 200, ['"verb":"made"', '"level_before":4,"level":3', '"verb":"ended"', '"name":"Anna de Wit"']),
        ("worker", "GET /roles/unknown/history", None, 404, "http.not_found"),
        ("owner", "POST /roles/unknown/end", None, 404, "http.not_found"),
    ], count, kept, title="a role in use")


def journey(count):
    with House() as house:
        setup = {"token": "wrong", "organisation": "Hotel De Brug", "name": "Anna", "email": "anna@example.nl", "password": PASSWORD, "language": "nl"}
        right = dict(setup, token=house.setup_token)
        play(house, {}, [
            (None, "GET /setup", None, 200, '"needed":true'),
            (None, "GET /meta", None, 200, ['"setup_needed":true', '"version":"']),
            (None, "GET /session", None, 401, '"kind":"unauthenticated"'),
            (None, "POST /setup", setup, 400, '"path":"token"'),
            (None, "POST /setup", dict(right, password="short"), 400, ['"path":"password"', "people.password.short"]),
            (None, "POST /setup", dict(right, password="hoteldebrug2024"), 400, '"path":"password"'),
            (None, "POST /setup", dict(right, password="wachtwoord123!"), 400, "people.password.common"),
            (None, "POST /setup", dict(right, email="anna"), 400, '"path":"email"'),
            (None, "POST /setup", dict(right, extra=1), 400, ['"path":"extra"', "json.unknown_key"]),
            (None, "POST /setup", {}, 400, ['"path":"token"', '"path":"organisation"', '"path":"email"']),
            (None, "GET /setup", None, 200, '"needed":true'),
        ], count, title="first start")
        owner = found(house, "Hotel De Brug", "anna@example.nl")
        play(house, {"owner": owner}, [
            (None, "GET /setup", None, 200, '"needed":false'),
            (None, "POST /setup", dict(right, email="other@example.nl"), 409, "people.setup.done"),
            ("owner", "GET /session", None, 200, ['"role":"owner"', '"name":"Hotel De Brug"', "csrf="+"csrf"], "argon2"),
            (None, "POST /session", {"email": "anna@example.nl", "password": "not the password"}, 401, "people.sign_in.wrong"),
            (None, "POST /session", {"email": "nobody@example.nl", "password": "not the password"}, 401, "people.sign_in.wrong"),
            (None, "POST /session", "a text", 400, "json.not_object"),
            (None, "POST /session", {"email": 3, "password": None}, 400, ['"path":"email"', '"path":"password"']),
        ], count, title="sign-in")

        # Every refusal for a wrong password reads the same, whoever it was for.
        known = house.stranger().ask("POST", "/session", {"email": "anna@example.nl", "password": "not this one either"})
        unknown = house.stranger().ask("POST", "/session", {"email": "somebody@example.nl", "password": "not this one either"})
        count.check("unknown account answers like a known one", "" if known.body == unknown.body and known.status == unknown.status else "differs")
        # Guessing gets slower.
        last = None
        for _ in range(6):
            last = house.stranger().ask("POST", "/session", {"email": "guessed@example.nl", "password": "guess after guess"})
        count.check("guessing is slowed down", "" if last.status == 429 and int(last.headers["retry-after"]) >= 1 else last.text)

        # Cookie, token, origin.
        fresh = house.stranger().sign_in("anna@example.nl", PASSWORD)
        answer = house.stranger().ask("POST", "/session", {"email": "anna@example.nl", "password": PASSWORD})
        cookie = answer.headers["set-cookie"]
        count.check("cookie is HttpOnly and SameSite", "" if "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Secure" not in cookie else cookie)
        count.check("token has 128 bits or more", "" if len(cookie.split("=")[1].split(";")[0]) >= 22 else cookie)
        count.check("a session is new at each sign-in", "" if fresh.cookie != owner.cookie else "the same")
        token, fresh.csrf = fresh.csrf, None
        count.check("without token refused", "" if fresh.ask("POST", "/units", {"name": "x", "level": 1}).status == 403 else "passed")
        fresh.csrf = token
        count.check("foreign origin refused", "" if fresh.ask("POST", "/units", {"name": "x", "level": 1}, {"Origin": "http://evil.example"}).status == 403 else "passed")
        count.check("sign-in from a foreign page refused", "" if house.stranger().ask("POST", "/session", {"email": "a@b.nl", "password": "x"}, {"Origin": "http://evil.example"}).status == 403 else "passed")
        count.check("foreign host refused", "" if house.stranger().ask("GET", "/setup", None, {"Host": "evil.example"}).status == 403 else "passed")
        old = fresh.cookie
        count.check("signing out", "" if fresh.ask("DELETE", "/session").status == 204 else "failed")
        gone = Visitor(house)
        gone.cookie = old
        count.check("the old token is dead", "" if gone.ask("GET", "/session").status == 401 else "alive")

        memory = play(house, {"owner": owner}, [
            ("owner", "GET /org", None, 200, ["orev=revision", '"colour":"#7d5800"']),
            ("owner", "PATCH /org", {"units_levels": [{"level": 0, "name": {"nl": "Groep"}}, {"level": 1, "name": {"nl": "Regio"}}, {"level": 2, "name": {"nl": "Hotel"}}], "revision": 1}, 200, ["orev=revision", "Regio"]),
            ("owner", "PATCH /org", {"name": "x", "revision": 1}, 409, "people.changed_meanwhile"),
            ("owner", "PATCH /org", {"units_levels": [{"level": 0, "name": {"nl": "Groep"}}, {"level": 2, "name": {"nl": "Hotel"}}], "revision": 2}, 400, "units_levels[1].level"),
            ("owner", "PATCH /org", {"time_zone": "Mars/Olympus", "revision": 2}, 400, '"path":"time_zone"'),
            ("owner", "PATCH /org", {"brand": {"colour": "geel"}, "revision": 2}, 400, '"path":"brand.colour"'),
            ("owner", "PATCH /org", {"brand": {"colour": "#ffee00"}, "revision": 2}, 200, ['"colour":"#ffee00"', "light=brand.colour_used.light"], '"light":"#ffee00"'),
            ("owner", "GET /units", None, 200, ["top=items.0.id"]),
            ("owner", "POST /units", {"name": "Noord", "level": 1, "from": "2024-01-01"}, 201, ["north=id", '"code":"noord"', '"level_name":"Regio"']),
            ("owner", "POST /units", {"name": "Zuid", "level": 1, "from": "2024-01-01", "volume": 12000}, 201, ["south=id", '"volume":12000']),
            ("owner", "POST /units", {"name": "Hôtel Zwolle", "level": 2, "parent": "{north}", "from": "2024-01-01"}, 201, ["zwolle=id", '"code":"hotel-zwolle"']),
            ("owner", "POST /units", {"name": "Hotel Breda", "level": 2, "parent": "{south}", "from": "2024-01-01"}, 201, "breda=id"),
            ("owner", "POST /units", {"name": "Hotel Breda", "level": 2, "parent": "{south}"}, 201, ["breda2=id", '"code":"hotel-breda-2"']),
            ("owner", "POST /units", {"name": "x", "level": 1, "parent": "{zwolle}"}, 400, "people.unit.level_above"),
            ("owner", "POST /units", {"name": "x", "level": 5}, 400, '"path":"level"'),
            ("owner", "POST /units", {"name": "x", "level": 0}, 400, "people.unit.one_top"),
            ("owner", "POST /units", {"name": "x", "level": 1, "from": "2026-02-31"}, 400, ['"path":"from"', "people.day.form"]),
            ("owner", "POST /units", {"name": "x", "level": 1, "from": "2026-02-31", "code": "Niet Goed"}, 400, '"path":"from"'),
            ("owner", "PATCH /units/{zwolle}", {"name": "Hotel Zwolle", "revision": 1}, 200, ['"name":"Hotel Zwolle"', '"revision":2']),
            ("owner", "PATCH /units/{zwolle}", {"name": "Te laat", "revision": 1}, 409),
            # A unit that moves keeps its past.
            ("owner", "POST /units/{zwolle}/move", {"parent": "{south}", "from": "2025-07-01"}, 200, ['"parent":"{south}"']),
            ("owner", "GET /units?on=2025-06-30", None, 200, lambda a, m: "" if next(u for u in a.json["items"] if u["id"] == m["zwolle"])["parent"] == m["north"] else "moved its past too"),
            ("owner", "GET /units?on=2025-07-01", None, 200, lambda a, m: "" if next(u for u in a.json["items"] if u["id"] == m["zwolle"])["parent"] == m["south"] else "did not move"),
            ("owner", "POST /units/{zwolle}/move", {"parent": "{breda}"}, 400, "people.unit.level_above"),
            ("owner", "POST /units/{top}/move", {"parent": "{south}"}, 400, "people.unit.top_stays"),
            ("owner", "POST /units/{south}/end", {"to": "2025-12-31"}, 400, "people.unit.has_children"),
            ("owner", "POST /units/{south}/end", {"to": "2025-12-31", "into": "{north}"}, 200, ['"to":"2025-12-31"', '"into":"{north}"']),
            ("owner", "GET /units?on=2025-12-31", None, 200, '{south}'),
            ("owner", "GET /units?on=2026-01-01", None, 200, lambda a, m: "" if all(u["id"] != m["south"] for u in a.json["items"]) and next(u for u in a.json["items"] if u["id"] == m["breda"])["parent"] == m["north"] else "not merged"),
            ("owner", "GET /units/{zwolle}/history", None, 200, ['"verb":"moved"', '"verb":"made"', '"name":"Anna de Wit"']),
            ("owner", "GET /units?on=yesterday", None, 400, '"path":"on"'),
            ("owner", "GET /units/unknown/history", None, 404),
        ], count, title="units")

        zwolle = invited(house, owner, "zwolle@example.nl", "unit_manager", memory["zwolle"])
        cx = invited(house, owner, "cx@example.nl", "cx_manager")
        worker = invited(house, owner, "worker@example.nl", "employee")
        visitors = {"owner": owner, "zwolle": zwolle, "cx": cx, "worker": worker}
        play(house, visitors, [
            ("zwolle", "GET /units", None, 200, ["{zwolle}"], ["{breda}", "{north}"]),
            ("zwolle", "GET /units/{zwolle}/history", None, 200, '"verb":"moved"'),
            ("zwolle", "GET /units/{breda}/history", None, 404, '"key":"http.not_found"'),
            ("zwolle", "POST /units", {"name": "x", "level": 2}, 403, "http.role"),
            ("zwolle", "GET /accounts", None, 403),
            ("cx", "GET /accounts", None, 403),
            ("cx", "GET /org", None, 200),
            ("cx", "PATCH /org", {"name": "x", "revision": 3}, 403),
            ("cx", "GET /keys", None, 403),
            ("worker", "GET /audit", None, 403),
            ("worker", "POST /invitations", {"email": "x@example.nl", "role": "owner"}, 403),
            ("owner", "POST /invitations", {"email": "y@example.nl", "role": "unit_manager"}, 400, '"path":"unit"'),
            ("owner", "POST /invitations", {"email": "cx@example.nl", "role": "analyst"}, 409, "people.account.email_taken"),
            ("owner", "POST /invitations", {"email": "y@example.nl", "role": "boss"}, 400, '"path":"role"'),
            (None, "GET /invitations/unknown-token", None, 404),
            ("owner", "GET /accounts", None, 200, ["owner_id=items.0.id", "cx_id=items.2.id", '"email":"worker@example.nl"'], ["argon2", "password"]),
            ("owner", "PATCH /accounts/{owner_id}", {"role": "analyst", "revision": 1}, 409, "people.account.last_owner"),
            ("owner", "PATCH /accounts/{owner_id}", {"active": False, "revision": 1}, 409),
            ("owner", "PATCH /accounts/{cx_id}", {"role": "unit_manager", "revision": 1}, 400, '"path":"unit"'),
            # A changed role ends what was open.
            ("cx", "GET /session", None, 200, '"role":"cx_manager"'),
            ("owner", "PATCH /accounts/{cx_id}", {"role": "analyst", "revision": 1}, 200, '"role":"analyst"'),
            ("cx", "GET /session", None, 401),
            ("owner", "PATCH /accounts/{cx_id}", {"active": False, "revision": 2}, 200),
            (None, "POST /session", {"email": "cx@example.nl", "password": PASSWORD}, 401, "people.sign_in.wrong"),
            ("owner", "PATCH /accounts/unknown", {"name": "x", "revision": 1}, 404),
        ], count, memory, title="roles")

        roles(count, house, owner, worker)
        invitations(count, house, owner, memory)
        play(house, visitors, [
            ("worker", "POST /session/password", {"current": "not mine at all", "new": "lepel-regen-vlieger-7"}, 400, '"path":"current"'),
            ("worker", "POST /session/password", {"current": PASSWORD, "new": "worker@example.nl"}, 400, ['"path":"new"']),
            ("worker", "POST /session/password", {"current": PASSWORD, "new": "lepel-regen-vlieger-7"}, 204),
            ("worker", "GET /session", None, 401),
            (None, "POST /session", {"email": "worker@example.nl", "password": "lepel-regen-vlieger-7"}, 200),
            (None, "POST /session", {"email": " Worker@Example.NL ", "password": "lepel-regen-vlieger-7"}, 200),
        ], count, title="password")

        memory = play(house, visitors, [
            ("owner", "POST /keys", {"name": "Kassa", "scopes": ["answers:write"], "expires_at": "2027-06-30T00:00:00Z"}, 201, ["key=key", "key_id=id", '"goud_']),
            ("owner", "POST /keys", {"name": "Kassa", "scopes": ["answers:all"], "expires_at": "2027-06-30T00:00:00Z"}, 400, "scopes[0]"),
            ("owner", "POST /keys", {"name": "Kassa", "scopes": [], "expires_at": "2027-06-30T00:00:00Z"}, 400, '"path":"scopes"'),
            ("owner", "POST /keys", {"name": "Kassa", "scopes": ["answers:write"], "expires_at": "2020-01-01T00:00:00Z"}, 400, '"path":"expires_at"'),
            ("owner", "GET /keys", None, 200, ['"name":"Kassa"', "{key_id}"], "goud_"),
        ], count, memory, title="keys")
        key = Visitor(house, key=memory["key"])
        reading = Visitor(house, key=owner.ask("POST", "/keys", {"name": "r", "scopes": ["figures:read"], "expires_at": "2027-06-30T00:00:00Z"}).json["key"])
        wrong = Visitor(house, key="goud_" + "A" * 43)
        play(house, {**visitors, "key": key, "reading": reading, "wrong": wrong}, [
            ("key", "GET /units", None, 403, "http.key_scope"),
            ("reading", "GET /units", None, 200, "Zwolle"),
            ("key", "GET /accounts", None, 403),
            ("wrong", "GET /units", None, 401, "people.key.unknown"),
            ("owner", "DELETE /keys/{key_id}", None, 204),
            ("owner", "DELETE /keys/{key_id}", None, 404),
            ("key", "GET /units", None, 401),
        ], count, memory, title="keys in use")

        # A logo is pixels only.
        count.check("logo accepted", "" if owner.ask("PUT", "/org/logo", picture()).status == 200 else "refused")
        logo = owner.ask("GET", "/org/logo")
        count.check("logo written anew", "" if logo.body[:4] == b"\x89PNG" and b"canary" not in logo.body and logo.headers["content-type"] == "image/png" else "not")
        svg = owner.ask("PUT", "/org/logo", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
        count.check("SVG refused", "" if svg.status == 400 else svg.text)
        play(house, visitors, [
            ("owner", "GET /org", None, 200, '"logo":true'),
            ("owner", "DELETE /org/logo", None, 204),
            ("owner", "GET /org/logo", None, 404),
            ("owner", "GET /audit?limit=2", None, 200, ["next=next", '"actor":{"name":"Anna de Wit"}'], ["example.nl", PASSWORD]),
            ("owner", "GET /audit?limit=2&cursor={next}", None, 200, '"verb"'),
            ("owner", "GET /audit?cursor=x", None, 400, '"path":"cursor"'),
            ("owner", "GET /audit?limit=1000", None, 400),
            ("owner", "GET /nothing/here", None, 404, '"kind":"not_found"'),
            ("owner", "DELETE /org", None, 405),
        ], count, title="the rest")

        log = house.log_text()
        leaked = [word for word in ("example.nl", "127.0.0.1", PASSWORD, memory["key"], memory["zwolle"], owner.cookie, "canary") if word in log]
        count.check("the log holds nobody", ", ".join(leaked))
        stored = b"".join(path.read_bytes() for path in pathlib.Path(house.data).glob("goud.db*"))
        kept = [word for word in (PASSWORD, memory["key"], owner.cookie) if word.encode() in stored]
        count.check("the store holds no secret as it was given", ", ".join(kept))

        # A second start on the same directory is refused; a later one keeps everything.
        second = house.run("org", "list")
        count.check("the directory is held", "" if second.returncode != 0 and b"goud:" in second.stderr and not second.stdout else str(second))
        house.stop()
        lines = house.run("user", "list").stdout.decode()
        count.check("user list", "" if "anna@example.nl" in lines and "argon" not in lines else lines)
        bad = house.run("user", "add", "p@example.nl", "--name", "P", typed="hoteldebrug1\n")
        count.check("user add refuses a bad password", "" if bad.returncode == 2 and b"password" in bad.stderr else str(bad))
        good = house.run("user", "add", "p@example.nl", "--name", "Pim", "--role", "hr_manager", typed=PASSWORD + "\n")
        count.check("user add", "" if good.returncode == 0 else str(good))
        disabled = house.run("user", "disable", "anna@example.nl")
        count.check("the last owner cannot be disabled", "" if disabled.returncode == 2 else str(disabled))
        house.start()
        play(house, {}, [
            (None, "GET /setup", None, 200, '"needed":false'),
            (None, "POST /session", {"email": "p@example.nl", "password": PASSWORD}, 200, '"role":"hr_manager"'),
        ], count, title="after a restart")
    two_organisations(count)


def two_organisations(count):
    """One address with one password in two organisations: whoever knows the password chooses; nobody else learns that there is a choice."""
    with House() as house:
        found(house, "Hotel De Brug", "anna@example.nl")
        house.stop()
        for name, password in (("Herberg Zuid", PASSWORD), ("Pension Noord", "heel andere woorden hier")):
            assert house.run("org", "add", name).returncode == 0
            added = house.run("user", "add", "anna@example.nl", "--name", "Anna", "--org", name, typed=password + "\n")
            assert added.returncode == 0, added.stderr
        house.start()
        ask = lambda **more: house.stranger().ask("POST", "/session", {"email": "anna@example.nl", "password": PASSWORD, **more})
        answer = ask()
        choice = answer.json.get("choose", [])
        count.check("the two it fits are listed, without a session", "" if answer.status == 200 and [one["name"] for one in choice] == ["Hotel De Brug", "Herberg Zuid"]
                    and set(answer.json) == {"choose"} and "set-cookie" not in answer.headers else f"{answer.status} {answer.text}")
        for one in choice:
            inside = house.stranger()
            inside.signed_in(ask(organisation=one["id"]))
            count.check("into " + one["name"], "" if inside.ask("GET", "/session").json["org"]["name"] == one["name"] else "another")
        third = ask(password="heel andere woorden hier")
        count.check("where the password fits one, one is entered", "" if third.status == 200 and third.json["org"]["name"] == "Pension Noord" else third.text)
        elsewhere = third.json["org"]["id"]
        wrong = ask(password="niet dit wachtwoord")
        for what, answer in (("a wrong password", wrong), ("a wrong one with a name", ask(password="niet dit wachtwoord", organisation=choice[0]["id"])),
                             ("the right one elsewhere", ask(organisation=elsewhere)), ("an organisation that is not there", ask(organisation="x"))):
            count.check(what + " tells nothing", "" if (answer.status, answer.text) == (401, wrong.text) and "Brug" not in answer.text else f"{answer.status} {answer.text}")
