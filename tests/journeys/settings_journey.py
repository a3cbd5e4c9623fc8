"""What goud.toml says reaches the house: the example and the unit of packaging/, the public address, the limit of an upload.

Also what is counted of a page that is opened, and what `goud doctor` says in both languages.
"""
import os
import pathlib
import re
import shlex
import socket
import subprocess
import time

from furnished import furnish, made, sent, ticket_on
from house import TOP, House, goud

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36"}
PROXIED = {"Host": "goud.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}


class Configured(House):
    """Listens where it is told; its first line says the public address, which is another."""

    def start(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = open(self.data + ".log", "ab")
        self.process = subprocess.Popen([goud(), "serve", "--data", self.data, "--listen", f"127.0.0.1:{self.port}", *self.options],
                                        stdout=subprocess.PIPE, stderr=self.log, env=dict(os.environ, LANG="C", LC_ALL="C"))
        self.first = self.process.stdout.readline().decode()
        token = re.search(r"token=(\S+)", self.process.stdout.readline().decode())
        if not token:
            raise RuntimeError("goud did not start: " + self.log_text()[-2000:])
        self.setup_token = token.group(1)


def example():
    """The example with every key switched on."""
    text = (TOP / "packaging/goud.toml.example").read_text()
    return re.sub(r"^#(\w+ = )", r"\1", text, flags=re.M)


def keys_of(toml):
    section, keys = "", set()
    for line in toml.splitlines():
        if found := re.match(r"\[(\w+)\]", line):
            section = found.group(1)
        elif found := re.match(r"(\w+) = ", line):
            keys.add(f"{section}.{found.group(1)}")
    return keys


def begun(house, **more):
    visitor = house.stranger()
    return visitor.signed_in(visitor.ask("POST", "/setup", {"token": house.setup_token, "organisation": "Merelhof", "name": "Anna", "email": "anna@merelhof.example",
                                                            "password": "drie groene eenden", "language": "nl"}, more))


def the_example(count, folder):
    read = set(re.findall(r'\{"(\w+\.\w+)", *\n? *\[&\]', (TOP / "src/cli/config.cpp").read_text()))
    count.check("the example names every key, and no other", keys_of(example()) ^ read)
    toml = folder / "example.toml"
    toml.write_text(example())
    with Configured(str(folder / "example"), "--config", str(toml)) as house:
        count.check("the public address is printed", "" if "https://goud.example.org" in house.first else house.first)
        anna = begun(house, **PROXIED)
        has = furnish_through(anna)
        asked = anna.ask("GET", "/links", headers=PROXIED)
        count.check("links through the proxy", "" if all(link["url"].startswith("https://goud.example.org/s/") for link in asked.json["items"]) else asked.text)
        direct = house.stranger().ask("GET", "/s/" + has["zwolle_page"], headers={"Host": "other.example.org"})
        count.check("a name that is not ours", "" if direct.status in (400, 403, 421) else f"{direct.status}")
        clear = {**PROXIED, "X-Forwarded-Proto": "http"}
        page = house.stranger().ask("GET", "/s/" + has["zwolle_page"] + "?lang=en", headers=clear)
        count.check("a page in clear is asked for again over TLS", "" if page.status == 308 and page.headers["location"] == f"https://goud.example.org/s/{has['zwolle_page']}?lang=en" and "set-cookie" not in page.headers else f"{page.status} {page.headers}")
        past = house.stranger().ask("GET", "/s/" + has["zwolle_page"], headers={**clear, "Host": f"127.0.0.1:{house.port}"})
        count.check("by the machine's own address: to the public one", "" if past.status == 308 and past.headers["location"].startswith("https://goud.example.org/s/") else f"{past.status} {past.headers}")
        count.check("elsewhere it is not sent", "" if house.stranger().ask("GET", "/s/x", headers={**clear, "Host": "evil.example"}).status == 403 else "sent")
        for method, path, body in (("GET", "/session", None), ("POST", "/session", {"email": "anna@merelhof.example", "password": "drie groene eenden"})):
            answer = house.stranger().ask(method, path, body, clear)
            count.check(f"{method} {path} in clear", "" if answer.status == 403 and answer.json["error"]["kind"] == "forbidden" and "set-cookie" not in answer.headers else f"{answer.status} {answer.text}")
        invited = anna.ask("POST", "/invitations", {"email": "b@merelhof.example", "role": "analyst"}, PROXIED)
        count.check("an invitation", "" if invited.json["url"].startswith("https://goud.example.org/uitnodiging/") else invited.text)


def furnish_through(anna):
    ask = anna.ask
    anna.ask = lambda method, path, body=None, headers=None: ask(method, path, body, {**PROXIED, **(headers or {})})
    has = furnish(anna)
    anna.ask = ask
    return has


def the_unit(count, folder):
    line = re.search(r"^ExecStart=(.*)$", (TOP / "packaging/goud.service").read_text(), re.M).group(1)
    words = shlex.split(line)
    count.check("the unit serves", "" if words[1] == "serve" else line)
    help_text = subprocess.run([goud(), "serve", "--help"], capture_output=True, check=False).stdout.decode()
    count.check("the unit's options exist", [word for word in words if word.startswith("--") and word not in help_text])


def the_limits(count, folder):
    toml = folder / "small.toml"
    toml.write_text('[serve]\nurl = "https://vragen.merelhof.example/"\n[limits]\nrequests_per_minute = 0\nupload_bytes_max = 3000\n')
    with Configured(str(folder / "small"), "--config", str(toml)) as house:
        anna = begun(house)
        has = furnish(anna)
        link = anna.ask("GET", "/links").json["items"][0]
        count.check("the public address, also asked without a proxy", "" if link["url"].startswith("https://vragen.merelhof.example/s/") else link["url"])
        fits = ("score,hotel\n" + "8,Zwolle\n" * 300).encode()
        count.check("a file within the limit", "" if anna.ask("POST", "/imports/preview?name=a.csv", fits).status == 200 else "refused")
        over = anna.ask("POST", "/imports/preview?name=a.csv", fits * 2)
        count.check("a file over the limit", "" if over.status == 413 and "3000" in over.text.replace(".", "").replace(",", "") else over.text)
        the_opened(count, house, anna, has)


def the_opened(count, house, anna, has):
    guest = house.stranger()
    page = guest.ask("GET", "/s/" + has["zwolle_page"], headers=PHONE)
    for _ in range(3):
        guest.ask("GET", "/s/" + has["zwolle_page"], headers=PHONE)
    guest.ask("GET", "/s/" + has["zwolle_page"], headers={"User-Agent": "Mozilla/5.0 (compatible; bingbot/2.0)"})
    guest.ask("HEAD", "/s/" + has["zwolle_page"], headers=PHONE)
    guest.ask("GET", "/s/" + has["breda_page"], headers=PHONE)
    time.sleep(3.1)
    answered = sent(guest, has["zwolle_page"], {"t": ticket_on(page.text), "lang": "nl", "q.recommend": "9"})
    count.check("an answer", "" if answered.status == 303 else f"{answered.status}")
    made(anna.ask("POST", "/answers", {"submission_id": "from-elsewhere", "instrument": "stay", "unit": "breda", "answers": {"recommend": 3}}))
    response = anna.ask("GET", "/response").json
    count.check("response", "" if (response["started"], response["finished"], response["base"], response["answers"]) == (5, 1, "pages_opened", 2) else response)
    branch = anna.ask("GET", "/response?unit=" + has["breda"]).json
    count.check("response of a branch", "" if (branch["started"], branch["finished"]) == (1, 0) else branch)


def the_doctor(count, folder):
    data = folder / "small"

    def doctor(language):
        ran = subprocess.run([goud(), "doctor", "--data", str(data)], capture_output=True, check=False, env=dict(os.environ, LANG=language, LC_ALL=language))
        return ran.returncode, (ran.stdout + ran.stderr).decode()

    said = {language: doctor(language) for language in ("nl_NL.UTF-8", "C")}
    count.check("a sound house", [one for one in said.values() if one[0] != 0])
    count.check("in two languages", "" if said["nl_NL.UTF-8"][1] != said["C"][1] else said)
    os.chmod(data / "secrets.toml", 0o644)
    said = {language: doctor(language) for language in ("nl_NL.UTF-8", "C")}
    os.chmod(data / "secrets.toml", 0o600)
    count.check("open secrets", [one for one in said.values() if one[0] != 1 or "secrets.toml" not in one[1]])
    the_seal(count, data, doctor)
    # One line of the audit trail is changed behind our back: the chain tells, in the reader's language.
    tamper = "import sqlite3,sys; c = sqlite3.connect(sys.argv[1]); c.execute(\"UPDATE audit SET verb = 'nothing' WHERE seq = 2\"); c.commit()"
    subprocess.run(["python3", "-c", tamper, str(data / "goud.db")], check=True)
    said = {language: doctor(language) for language in ("nl_NL.UTF-8", "C")}
    count.check("a broken chain", [one for one in said.values() if one[0] != 1])
    count.check("a broken chain, in two languages", "" if said["nl_NL.UTF-8"][1] != said["C"][1] else said)
    count.check("sentences, no keys", [one for one in said.values() if re.search(r"\bstore\.[a-z_]+", one[1])])


def the_seal(count, data, doctor):
    """What doctor says when the end of the audit trail is tampered with: sentences in both languages, then all as it was."""
    whole = (data / "goud.db").read_bytes()
    secrets = (data / "secrets.toml").read_bytes()

    def tampered(sql):
        script = "import sqlite3,sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.commit()"
        subprocess.run(["python3", "-c", script, str(data / "goud.db"), sql], check=True)

    table = (
        ("the last line gone", "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)", 1, "aan het einde is iets weggehaald", "something at its end was taken away"),
        ("all lines gone", "DELETE FROM audit", 1, "eindigt nu bij regel 0", "now ends at line 0"),
        ("the head gone too", "DELETE FROM audit; DELETE FROM audit_head", 1, "Er ontbreekt een verzegeling", "A log's seal is missing"),
        ("a seal made up", "UPDATE audit_head SET seal = replace(seal, substr(seal, 1, 1), 'g')", 1, "is buiten goud om herschreven", "was rewritten outside goud"),
    )
    for what, sql, status, dutch, english in table:
        tampered(sql)
        for language, holds in (("nl_NL.UTF-8", dutch), ("C", english)):
            ended, said = doctor(language)
            count.check(f"{what}, {language}", "" if ended == status and holds in said else f"{ended} {said}")
        (data / "goud.db").write_bytes(whole)
    for what, text, dutch, english in (
        ("no secrets", None, "De verzegeling van het logboek is niet gecontroleerd", "The seal on the log was not checked"),
        ("other secrets", 'installation_key = "' + "ab" * 32 + '"\n', "verzegeld met een andere sleutel", "is sealed by another key"),
    ):
        (data / "secrets.toml").unlink()
        if text:
            (data / "secrets.toml").write_text(text)
            os.chmod(data / "secrets.toml", 0o600)
        for language, holds in (("nl_NL.UTF-8", dutch), ("C", english)):
            ended, said = doctor(language)
            count.check(f"{what}, {language}", "" if ended == 0 and holds in said else f"{ended} {said}")
        (data / "secrets.toml").write_bytes(secrets)
    (data / "secrets.toml").write_bytes(secrets)
    os.chmod(data / "secrets.toml", 0o600)
    count.check("as it was", "" if doctor("C")[0] == 0 else doctor("C")[1])


def journey(count):
    import tempfile
    with tempfile.TemporaryDirectory(prefix="goud-settings-") as place:
        folder = pathlib.Path(place)
        the_example(count, folder)
        the_unit(count, folder)
        the_limits(count, folder)
        the_doctor(count, folder)
