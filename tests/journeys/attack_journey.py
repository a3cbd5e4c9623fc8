"""What someone with bad intent sends: headers, tokens, hosts, raw bytes, slow lines, odd paths, names that are markup."""
import html
import os
import pathlib
import re
import socket
import subprocess
import tempfile
import time
import urllib.parse

from furnished import exported, furnish, given, made, sent, ticket_on
from house import House, Visitor, goud
from people_journey import PASSWORD, found, invited

SAFE = {"x-content-type-options": "nosniff", "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin"}
MARKUP = '<script>alert("x")</script>'


class Line:
    """A socket, and bytes of one's own."""

    def __init__(self, house, seconds=10):
        self.socket = socket.create_connection(("127.0.0.1", house.port), timeout=seconds)

    def say(self, text):
        try:
            self.socket.sendall(text if isinstance(text, bytes) else text.encode())
        except OSError:
            pass
        return self

    def all(self):
        """Whatever comes until the other side closes, or nothing more comes."""
        out = b""
        try:
            while piece := self.socket.recv(65536):
                out += piece
        except OSError:
            out += b"<open>"
        self.socket.close()
        return out.decode("utf-8", "replace")


def headers(count, house, has):
    stranger = house.stranger()
    for path, document in (("/s/" + has["zwolle_page"], True), ("/s/unknown", True), (f"/s/{has['zwolle_page']}/thanks", True), ("/session", False), ("/meta", False), ("/nothing", False)):
        answer = stranger.ask("GET", path)
        policy = answer.headers.get("content-security-policy", "")
        wrong = [name for name, value in SAFE.items() if answer.headers.get(name) != value]
        wrong += [word for word in ("default-src 'none'", "frame-ancestors 'none'") if word not in policy]
        wrong += ["unsafe"] if "unsafe" in policy or "*" in policy else []
        wrong += ["cache"] if answer.headers.get("cache-control") != "no-store" else []
        wrong += ["server named"] if "server" in answer.headers else []
        if document:
            nonces = set(re.findall(r"nonce-(\w+)", policy))
            wrong += ["nonce"] if len(nonces) != 1 or len(next(iter(nonces))) < 22 or any(f'nonce="{next(iter(nonces))}"' not in tag for tag in re.findall(r"<(?:script|style)[^>]*>", answer.text)) else []
            wrong += ["base or form"] if "base-uri 'none'" not in policy or "form-action 'self'" not in policy else []
            wrong += ["handler or inline style"] if re.search(r"\son\w+=|\sstyle=", answer.text) else []
            wrong += ["cookie"] if "set-cookie" in answer.headers else []
            wrong += ["referrer"] if answer.headers.get("referrer-policy") != "no-referrer" else []
        count.check(f"headers of {path[:8]}", ", ".join(wrong))
    first, second = (re.search(r"nonce-(\w+)", stranger.ask("GET", "/s/" + has["zwolle_page"]).headers["content-security-policy"]).group(1) for _ in range(2))
    count.check("a nonce is used once", "" if first != second else "twice")
    text = Line(house).say(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{house.port}\r\nConnection: close\r\n\r\n").all()
    head = text.split("\r\n\r\n")[0].lower()
    wrong = [word for word in ("content-security-policy: default-src 'none'", "x-content-type-options: nosniff", "frame-ancestors 'none'") if word not in head]
    count.check("headers of the app", ", ".join(wrong) or ("unsafe" if "unsafe" in head else ""))


def every_kind_of_answer(count, house, owner):
    """Pages, what they load, what is not new, what streams and what is refused: the same safe headers on each."""
    stranger = house.stranger()

    def plain(path, headers=None, method="GET"):
        text = Line(house).say(f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{house.port}\r\nConnection: close\r\n"
                               + "".join(f"{name}: {value}\r\n" for name, value in (headers or {}).items()) + "\r\n").all()
        head = text.split("\r\n\r\n")[0].split("\r\n")
        return int(head[0].split(" ")[1]), {name.lower(): value for name, value in (line.split(": ", 1) for line in head[1:])}, text

    def look(name, status, headers, wanted, cache):
        policy = headers.get("content-security-policy", "")
        wrong = [one for one, value in SAFE.items() if headers.get(one) != value]
        wrong += [word for word in ("default-src 'none'", "frame-ancestors 'none'") if word not in policy]
        wrong += ["unsafe"] if "unsafe" in policy or "*" in policy else []
        wrong += [f"cache-control {headers.get('cache-control')}"] if headers.get("cache-control") != cache else []
        wrong += ["server named"] if "server" in headers else []
        wrong += [f"status {status}"] if status != wanted else []
        count.check(f"safe headers of {name}", ", ".join(wrong))

    signed = {"Cookie": "goud_session=" + owner.cookie}
    status, headers, page = plain("/belofte")
    look("the app", status, headers, 200, "no-store")
    assets = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page)
    count.check("the app loads something", "" if assets or "assets" not in page else "nothing found")
    for path in assets[:4]:
        status, headers, _ = plain(path)
        look("an asset", status, headers, 200, "public, max-age=31536000, immutable")
        again = plain(path, {"If-None-Match": headers.get("etag", "")})
        look("an asset that is not new", again[0], again[1], 304, "public, max-age=31536000, immutable")
        count.check("an asset that is not new has no body", "" if again[2].split("\r\n\r\n", 1)[1] in ("", "<open>") else again[2][-100:])
    for name, path, sent_too, wanted in (
            ("a stream", "/api/v1/answers/export?format=csv", signed, 200), ("another stream", "/api/v1/answers/export?format=jsonl", signed, 200),
            ("JSON", "/api/v1/units", signed, 200), ("a refused question", "/api/v1/overview?from=never", signed, 400),
            ("a stranger's question", "/api/v1/units", {}, 401), ("what is not there", "/api/v1/nothing", {}, 404), ("a file that is not there", "/assets/nothing.js", {}, 404),
            ("health", "/healthz", {}, 200)):
        status, headers, _ = plain(path, sent_too)
        look(name, status, headers, wanted, "no-store")
    status, headers, _ = plain("/api/v1/units", {"Cookie": signed["Cookie"], "Content-Length": "0"}, "POST")
    look("a change without its token", status, headers, 403, "no-store")
    status, headers, _ = plain("/api/v1/overview", signed, "DELETE")
    look("a method that is none", status, headers, 405, "no-store")
    status, headers, _ = plain("/api/v1/units", {"Content-Length": "99999999999"}, "POST")
    look("a body too large", status, headers, status if status in (401, 413) else 413, "no-store")


def sessions(count, house, owner):
    def unchanged(visitor, name, change, status=403):
        answer = visitor.ask("POST", "/units", {"name": "Indringer", "level": 1}, change)
        count.check(f"a change {name} is refused", "" if answer.status == status else f"{answer.status} {answer.text[:200]}")

    bare = Visitor(house)
    bare.cookie = owner.cookie
    unchanged(bare, "without token", {})
    unchanged(bare, "with a wrong token", {"X-CSRF-Token": "A" * len(owner.csrf)})
    unchanged(bare, "with an empty token", {"X-CSRF-Token": ""})
    unchanged(bare, "with the cookie as token", {"X-CSRF-Token": owner.cookie})
    unchanged(owner, "from a foreign page", {"Origin": "https://evil.example"})
    unchanged(owner, "from nowhere", {"Origin": "null"})
    unchanged(owner, "from a page with our name in its own", {"Origin": f"http://127.0.0.1:{house.port}.evil.example"})
    unchanged(owner, "from another port", {"Origin": "http://127.0.0.1:1"})
    unchanged(owner, "across sites", {"Sec-Fetch-Site": "cross-site"})
    unchanged(Visitor(house), "as a stranger", {"X-CSRF-Token": owner.csrf}, 401)
    unchanged(Visitor(house), "with a cookie nobody has", {"Cookie": "goud_session=" + "A" * len(owner.cookie), "X-CSRF-Token": owner.csrf}, 401)
    for host in ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "127.0.0.1@evil.example"):
        answer = owner.ask("GET", "/session", None, {"Host": host})
        count.check(f"the host {host!r} is refused", "" if answer.status in (400, 403) else f"{answer.status}")
    # A session someone else chose is not taken over.
    victim = Visitor(house)
    answer = victim.ask("POST", "/session", {"email": "anna@example.nl", "password": PASSWORD}, {"Cookie": "goud_session=" + "B" * 43})
    chosen = answer.headers["set-cookie"]
    count.check("a token is new at sign-in, whatever was brought", "" if "B" * 20 not in chosen else chosen)
    flags = {part.strip().split("=")[0].lower() for part in chosen.split(";")}
    count.check("the cookie's flags", "" if {"httponly", "samesite", "path"} <= flags and "domain" not in flags and "SameSite=Lax" in chosen else chosen)
    mine = Visitor(house)
    before = mine.sign_in("anna@example.nl", PASSWORD).cookie
    again = mine.sign_in("anna@example.nl", PASSWORD).cookie
    count.check("and new at the next", "" if before != again else "the same")
    # A session ends with the password, and with the role.
    worker = invited(house, owner, "worker@example.nl", "analyst")
    other = Visitor(house).sign_in("worker@example.nl", PASSWORD)
    account = next(one for one in made(owner.ask("GET", "/accounts"))["items"] if one["email"] == "worker@example.nl")
    made(owner.ask("PATCH", "/accounts/" + account["id"], {"role": "employee", "revision": account["revision"]}))
    count.check("a changed role ends every session", "" if [one.ask("GET", "/session").status for one in (worker, other)] == [401, 401] else "goes on")
    worker, other = (Visitor(house).sign_in("worker@example.nl", PASSWORD) for _ in range(2))
    changed = worker.ask("POST", "/session/password", {"current": PASSWORD, "new": "vlieger-lepel-regen-12"})
    count.check("a changed password ends every session", "" if changed.status == 204 and [one.ask("GET", "/session").status for one in (worker, other)] == [401, 401] else "goes on")
    count.check("the old password is none", "" if house.stranger().ask("POST", "/session", {"email": "worker@example.nl", "password": PASSWORD}).status == 401 else "works")
    proxied = [house.stranger().ask("POST", "/session", {"email": "nobody@example.nl", "password": "wrong wrong wrong"}, {"X-Forwarded-For": f"10.0.0.{i}"}).status for i in range(12)]
    count.check("guessing is slowed, whatever address is claimed", "" if 429 in proxied else str(proxied))


def raw(count, house, owner):
    host = f"Host: 127.0.0.1:{house.port}\r\n"
    for name, text, statuses in [
            ("length and chunks", f"POST /api/v1/session HTTP/1.1\r\n{host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/v1/meta HTTP/1.1\r\n{host}\r\n", ("400", "401", "403")),
            ("two lengths", f"POST /api/v1/session HTTP/1.1\r\n{host}Content-Length: 2\r\nContent-Length: 40\r\n\r\n{{}}GET /api/v1/meta HTTP/1.1\r\n{host}\r\n", ("400",)),
            ("chunks spelled oddly", f"POST /api/v1/session HTTP/1.1\r\n{host}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", ("400", "501")),
            ("a negative length", f"POST /api/v1/session HTTP/1.1\r\n{host}Content-Length: -1\r\n\r\n", ("400",)),
            ("a length with a plus", f"POST /api/v1/session HTTP/1.1\r\n{host}Content-Length: +5\r\n\r\n{{}}", ("400",)),
            ("a space before the colon", f"GET /api/v1/meta HTTP/1.1\r\n{host}Content-Length : 5\r\n\r\n", ("400",)),
            ("a folded header", f"GET /api/v1/meta HTTP/1.1\r\n{host}X-A: b\r\n c\r\n\r\n", ("400", "200")),
            ("a bare LF", f"GET /api/v1/meta HTTP/1.1\nHost: 127.0.0.1:{house.port}\n\n", ("400",)),
            ("a NUL in a header", b"GET /api/v1/meta HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\0b\r\n\r\n", ("400",)),
            ("two hosts", f"GET /api/v1/session HTTP/1.1\r\n{host}Host: evil.example\r\n\r\n", ("400", "401", "403")),
            ("no host", "GET /api/v1/session HTTP/1.1\r\n\r\n", ("400", "403")),
            ("an address of another", f"GET http://evil.example/ HTTP/1.1\r\n{host}\r\n", ("400", "403", "404")),
            ("headers of 20 KB", f"GET /api/v1/meta HTTP/1.1\r\n{host}X: {'a' * 20_000}\r\n\r\n", ("413", "431", "400")),
            ("a path of 20 KB", f"GET /{'a' * 20_000} HTTP/1.1\r\n{host}\r\n", ("413", "414", "431", "400")),
            ("a thousand headers", f"GET /api/v1/meta HTTP/1.1\r\n{host}" + "X: y\r\n" * 5000 + "\r\n", ("413", "431", "400")),
            ("no HTTP", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", ("400", "")), ("HTTP/0.9", "GET /\r\n\r\n", ("400", "")),
            ("a method of one's own", f"BREW /api/v1/meta HTTP/1.1\r\n{host}\r\n", ("400", "405", "501")), ("TRACE", f"TRACE / HTTP/1.1\r\n{host}Cookie: secret=1\r\n\r\n", ("400", "405", "501"))]:
        line = Line(house, 1)
        answer = line.say(text).all()
        count_of = len(re.findall(r"HTTP/1\.1 \d\d\d ", answer))
        status = answer[9:12] if answer.startswith("HTTP/1.1") else ""
        wrong = status not in statuses or count_of > 1 or "secret=1" in answer or '"version"' in answer and status != "200"
        count.check(f"raw: {name}", f"{count_of} answers: {answer[:300]}" if wrong else "")
    # Chunks that are not, and a length that is never met.
    answer = Line(house, 1).say(f"POST /api/v1/session HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\nZZ\r\n").all()
    count.check("raw: chunks that are none", "" if not answer.startswith("HTTP/1.1 2") else answer[:200])
    count.check("after all this it still answers", "" if house.stranger().ask("GET", "/healthz").status == 200 else "does not")


def slow(count, house, owner):
    """Lines that hardly speak hold nobody up."""
    lines = []
    for number in range(300):
        line = Line(house)
        line.say("GET /api/v1/meta HT" if number % 2 else f"POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1:{house.port}\r\nContent-Length: 5000\r\n\r\n{{")
        lines.append(line)
    begin = time.monotonic()
    statuses = {owner.ask("GET", "/overview").status for _ in range(10)}
    took = time.monotonic() - begin
    count.check("three hundred slow lines block no one", "" if statuses == {200} and took < 5 else f"{statuses} in {took:.1f} s")
    for line in lines:
        line.socket.close()
    # More than there is room for: who is silent longest makes room for who speaks.
    lines = [Line(house) for _ in range(1100)]
    for number, line in enumerate(lines):
        line.say("GET /api/v1/meta HT" if number % 2 else f"POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1:{house.port}\r\nContent-Length: 5000\r\n\r\n{{")
    begin = time.monotonic()
    statuses = {house.stranger().ask("GET", "/healthz").status for _ in range(10)} | {owner.ask("GET", "/overview").status}
    took = time.monotonic() - begin
    count.check("nor do more than there is room for", "" if statuses == {200} and took < 5 else f"{statuses} in {took:.1f} s")
    for line in lines:
        line.socket.close()
    # A stranger's megabytes are refused before they are read.
    told = Line(house)
    told.say(f"POST /api/v1/answers HTTP/1.1\r\nHost: 127.0.0.1:{house.port}\r\nContent-Type: application/json\r\nContent-Length: 8000000\r\n\r\n" + "[" * 1000)
    told.socket.settimeout(5)
    try:
        first = told.socket.recv(4096).decode()
    except OSError:
        first = "silence"
    count.check("a stranger's megabytes are not waited for", "" if " 401 " in first else first[:100])
    told.socket.close()
    # Someone who asks for much and reads nothing.
    deaf = [Line(house) for _ in range(20)]
    for line in deaf:
        line.say(f"GET /api/v1/answers/export?format=jsonl HTTP/1.1\r\nHost: 127.0.0.1:{house.port}\r\nCookie: goud_session={owner.cookie}\r\n\r\n")
    count.check("nor do those who do not read", "" if owner.ask("POST", "/answers", given("beside-the-deaf")).status == 200 else "do")
    for line in deaf:
        line.socket.close()
    count.check("and it still answers", "" if house.stranger().ask("GET", "/healthz").status == 200 else "does not")


def paths(count, house):
    for path in ("/../../etc/passwd", "/assets/../../../etc/passwd", "/assets/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/assets/..%5c..%5cetc", "//etc/passwd", "/assets/%00",
                 "/.git/config", "/goud.db", "/secrets", "/%c0%ae%c0%ae/", "/api/v1/../../etc/passwd", "/s/../etc/passwd", "/api/v1/accounts/..%2f..%2fsession", "/assets/", "/index.html%00.png"):
        text = Line(house, 3).say(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{house.port}\r\nConnection: close\r\n\r\n").all()
        wrong = "root:" in text or "SQLite format" in text or "[core]" in text or not text.startswith("HTTP/1.1 ") or text.startswith("HTTP/1.1 5") or "\n/work" in text
        count.check(f"path {path}", text[:200] if wrong else "")


def markup(count, house, owner):
    """Names and stories that are markup stay words."""
    unit = made(owner.ask("POST", "/units", {"name": MARKUP + "Hotel", "level": 1, "from": "2024-01-01", "code": "odd"}))
    made(owner.ask("PATCH", "/org", {"name": MARKUP + "'Org&", "revision": made(owner.ask("GET", "/org"))["revision"]}))
    journey = next(one for one in made(owner.ask("GET", "/journeys"))["items"] if one["audience"] == "customer")["id"]
    moment = made(owner.ask("POST", f"/journeys/{journey}/moments", {"stage": "care", "name": {"nl": MARKUP + "moment"}}))["id"]
    made(owner.ask("POST", "/instruments", {"definition": {"key": "odd", "title": {"nl": MARKUP + "titel"}, "languages": ["nl"], "thanks": {"nl": MARKUP + "dank"}, "questions": [
        {"key": "a", "kind": "choice", "moment": moment, "text": {"nl": MARKUP + "vraag"}, "options": [{"value": '"><img src=x onerror=alert(1)>', "label": {"nl": MARKUP + "keuze"}}, {"value": "b", "label": {"nl": "b"}}]},
        {"key": "t", "kind": "text", "text": {"nl": "Wat?"}}, {"key": "s", "kind": "story", "moment": moment, "text": {"nl": MARKUP}}]}}))
    link = made(owner.ask("POST", "/links", {"instrument": "odd", "unit": "odd", "moment": moment}))
    guest = house.stranger()
    page = guest.ask("GET", "/s/" + link["code"])
    found_in = [word for word in ("<script>alert", "<img src", 'alert("x")') if word in page.text]
    count.check("names that are markup are words on the page", ", ".join(found_in) or ("" if html.escape(MARKUP)[:15] in page.text else "not shown"))
    # What was typed comes back as it was typed, as words.
    typed = '</textarea><script>alert(1)</script>"\' onfocus=alert(2) x="'
    answer = sent(guest, link["code"], {"t": ticket_on(page.text), "q.a": "none of these", "q.t": typed, "q.s.t": typed, "q.s.n": typed, "lang": '"><script>'})
    count.check("also what was typed", "" if answer.status == 422 and "<script>alert" not in answer.text and "</textarea><script" not in answer.text and 'onfocus=alert(2) x="' not in answer.text and "alert(1)" in answer.text else f"{answer.status} {answer.text[-800:]}")
    for address in (f"/s/{link['code']}?lang=%22%3E%3Cscript%3E", f"/s/{link['code']}/thanks?call=%3Cscript%3E&lang=%3Cscript%3E", "/s/%3Cscript%3Ealert(1)%3C%2Fscript%3E", f"/s/{link['code']}?t=%22%3E%3Cscript%3Ealert(1)"):
        text = guest.ask("GET", address).text
        count.check(f"markup in an address {address[-30:]}", "" if "<script>alert" not in text and '"><script>' not in text else text[:300])
    svg = owner.ask("GET", f"/links/{link['id']}/qr.svg")
    count.check("the QR code as a picture", "" if svg.status == 200 and "<script" not in svg.text and svg.headers["content-type"].startswith("image/svg+xml") else svg.text[:200])
    answer = sent(guest, link["code"], {"t": ticket_on(guest.ask("GET", "/s/" + link["code"]).text), "q.t": MARKUP, "q.s.e": "less", "q.s.t": MARKUP})
    told = owner.ask("GET", "/stories")
    count.check("a story that is markup is JSON as it was typed", "" if answer.status == 303 and MARKUP in [one["text"] for one in told.json["items"]] and told.headers["content-type"].startswith("application/json") else told.text[:300])
    row = exported(owner)[-1]
    count.check("and a cell of the export", "" if row["t"] == MARKUP and row["unit_name"].endswith("Hotel") else str(row))
    made(owner.ask("PATCH", "/units/" + unit["id"], {"name": "=HYPERLINK(1)", "revision": unit["revision"]}))
    count.check("a unit's name is no formula in the export", "" if exported(owner)[-1]["unit_name"][:1] not in "=+-@" else exported(owner)[-1]["unit_name"])
    for attempt in ('{"name":"x","level":1,"__proto__":{"role":"owner"}}', '{"name":"x","level":1,"org":2}', '{"name":"x","level":1,"id":"own"}'):
        count.check(f"no field is slipped in: {attempt[23:40]}", "" if owner.ask("POST", "/units", attempt.encode()).status == 400 else "taken")
    for text in ("' OR 1=1 --", "%", "_", "x' UNION SELECT password FROM account --"):
        for path in ("/overview?unit=", "/stories?moment=", "/answers/export?instrument="):
            answer = owner.ask("GET", path + urllib.parse.quote(text))
            count.check(f"SQL in {path}{text[:8]}", "" if answer.status in (400, 404) else f"{answer.status} {answer.text[:200]}")


def beside_the_program(count):
    """What lies in the folder one happens to be in is not run."""
    with tempfile.TemporaryDirectory() as folder:
        linked = subprocess.run(["ldd", goud()], capture_output=True, text=True).stdout
        for name in re.findall(r"^\s*(\S+) =>", linked, re.M):
            pathlib.Path(folder, name).write_text("not a library")
        said = subprocess.run([goud(), "version"], cwd=folder, capture_output=True, text=True)
        count.check("no library of the current folder is taken", "" if said.returncode == 0 and len(linked) > 100 else said.stderr)


def elsewhere(count):
    """A directory that was mistyped is told, not made."""
    with tempfile.TemporaryDirectory() as folder:
        missing = folder + "/not-here"
        for verb in (["user", "list"], ["org", "list"], ["doctor"], ["export"]):
            said = subprocess.run([goud(), *verb, "--data", missing], capture_output=True, text=True)
            count.check(f"goud {verb[0]} in a mistyped directory", "" if said.returncode == 2 and len(said.stderr.splitlines()) == 1 and not os.path.exists(missing) else f"{said.returncode} {said.stderr}")
        pathlib.Path(folder, "no.backup").write_text("x")
        said = subprocess.run([goud(), "restore", folder + "/no.backup", "--data", missing, "--no-ledger"], capture_output=True, text=True)
        count.check("goud restore of what is no backup", "" if said.returncode != 0 and said.stderr and not os.path.exists(missing) else f"{said.returncode} {said.stderr}")
        # The store is for its owner alone, whatever the directory allows.
        open_to_all = folder + "/open"
        os.mkdir(open_to_all, 0o755)
        subprocess.run([goud(), "org", "add", "Merelhof", "--data", open_to_all], capture_output=True)
        modes = {name: oct(os.stat(os.path.join(open_to_all, name)).st_mode & 0o077) for name in os.listdir(open_to_all)}
        count.check("no file of the store can be read by others", "" if set(modes.values()) == {"0o0"} and "goud.db" in modes else str(modes))


def restored_sessions(count):
    """Who was signed in when a backup was made is not when it is put back."""
    with tempfile.TemporaryDirectory() as folder:
        with House(folder + "/data") as house:
            owner = found(house, "Merelhof", "anna@example.nl")
            made_one = subprocess.run([goud(), "backup", "--to", folder + "/one.backup", "--data", folder + "/data"], capture_output=True, text=True)
            count.check("a backup beside the server", "" if made_one.returncode == 0 else made_one.stderr)
        back = subprocess.run([goud(), "restore", folder + "/one.backup", "--data", folder + "/data", "--replace", "--no-ledger"], capture_output=True, text=True)
        with House(folder + "/data") as house:
            again = Visitor(house)
            again.cookie, again.csrf = owner.cookie, owner.csrf
            signed_in = again.ask("GET", "/overview").status
            anew = Visitor(house).sign_in("anna@example.nl", PASSWORD).ask("GET", "/overview").status
        count.check("a session does not outlive a restore", "" if back.returncode == 0 and (signed_in, anew) == (401, 200) else f"{back.stderr} {signed_in} {anew}")


def limits(count):
    """As it is when nobody changed the limits: one address may not ask without end."""
    with House(None, "--config", "/dev/null") as house:
        stranger = house.stranger()
        wait = None
        for _ in range(90):
            answer = stranger.ask("POST", "/session", {"email": "x@example.nl"})
            if answer.status == 429:
                wait = answer
                break
        count.check("sign-in is limited per address", "" if wait is not None and int(wait.headers["retry-after"]) >= 1 and wait.json["error"]["kind"] == "too_many" else "not")
        count.check("others' routes go on", "" if stranger.ask("GET", "/meta").status == 200 else "do not")
        # No proxy was named, so nobody is believed about where they are.
        answer = stranger.ask("POST", "/session", {"email": "x@example.nl"}, {"X-Forwarded-For": "10.1.2.3", "X-Forwarded-Proto": "https"})
        count.check("a claimed address does not help", "" if answer.status == 429 and "strict-transport-security" not in answer.headers else f"{answer.status}")


def behind_a_proxy(count):
    with House(None, "--proxy", "127.0.0.1") as house:
        visitor = Visitor(house)
        answer = visitor.ask("POST", "/setup", {"token": house.setup_token, "organisation": "Merelhof", "name": "Anna", "email": "anna@example.nl", "password": PASSWORD, "language": "nl"},
                             {"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.1.2.3"})
        cookie = answer.headers.get("set-cookie", "")
        count.check("behind TLS the cookie is Secure", "" if answer.status == 200 and "Secure" in cookie and "strict-transport-security" in answer.headers else f"{answer.status} {cookie}")
        count.check("the log holds no address", "" if "10.1.2.3" not in house.log_text() else "does")
        # In clear there is no door: a cookie without Secure would follow.
        sign_in = {"email": "anna@example.nl", "password": PASSWORD}
        for how, headers, key in (("says http", {"X-Forwarded-Proto": "http"}, "http.tls_needed"), ("says nothing", {}, "http.proxy_silent"),
                                  ("was given https, says http", {"X-Forwarded-Proto": "https, http"}, "http.tls_needed")):
            answer = visitor.ask("POST", "/session", sign_in, headers)
            count.check(f"a proxy that {how}", "" if answer.status == 403 and answer.json["error"]["kind"] == "forbidden" and answer.json["error"]["key"] == key and "set-cookie" not in answer.headers else f"{answer.status} {answer.text} {answer.headers}")
            page = visitor.ask("GET", "/s/abcdef", headers=headers)
            count.check(f"a page, {how}", "" if page.status == 403 and "text/html" in page.headers["content-type"] else f"{page.status}")
            health = visitor.ask("GET", "/healthz", headers=headers)
            count.check(f"the monitor, {how}", "" if health.status == 200 else f"{health.status}")
        answer = visitor.ask("POST", "/session", sign_in, {"X-Forwarded-Proto": "https"})
        count.check("over TLS one enters", "" if answer.status == 200 and "Secure" in answer.headers["set-cookie"] else f"{answer.status}")


def journey(count):
    with House() as house:
        owner = found(house, "Merelhof", "anna@example.nl")
        has = furnish(owner)
        for number in range(5):
            made(owner.ask("POST", "/answers", {"answers": [given(f"a{number}-{i}", answers={"recommend": 5, "reason": "r" * 500}) for i in range(200)]}))
        headers(count, house, has)
        every_kind_of_answer(count, house, owner)
        sessions(count, house, owner)
        raw(count, house, owner)
        slow(count, house, owner)
        paths(count, house)
        markup(count, house, owner)
        log = house.log_text()
        leaked = [word for word in ("anna@", "worker@", PASSWORD, owner.cookie, owner.csrf, has["zwolle_page"], has["zwolle"], "127.0.0.1", "evil", "alert", "passwd", "HYPERLINK") if word in log]
        count.check("the log holds none of it", ", ".join(leaked))
        count.check("and it is a log", "" if len(log.splitlines()) > 100 else log)
    limits(count)
    behind_a_proxy(count)
    beside_the_program(count)
    elsewhere(count)
    restored_sessions(count)
