"""goud round on the command line: planned from a file, opened to files, closed by the clock, proved again; what it refuses; and what
doctor and a start say of keys."""
import datetime
import os
import pathlib
import stat
import subprocess
import zoneinfo

from ballot_journey import answered
from furnished import made
from house import House, Visitor, goud, wait_until
from people_journey import found

TODAY = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Amsterdam")).date()


def day(after):
    return (TODAY + datetime.timedelta(days=after)).isoformat()


def toml(opens=0, closes=14):
    return f'''name = {{ nl = "Ronde", en = "Round" }}
opens = {day(opens)}
closes = {day(closes)}

[[items]]
key = "expected"
kind = "five"
text = {{ nl = "Ik weet wat er verwacht wordt.", en = "I know what is expected." }}
'''


def journey(count):
    with House() as house:
        owner = found(house, "Merelhof", "anna@example.nl")
        root = made(owner.ask("GET", "/units"))["items"][0]["id"]
        made(owner.ask("POST", "/employees", {"rows": [{"unit": root, "email": f"m{i}@example.nl", "language": "nl"} for i in range(4)], "heads": [{"unit": root, "people": 8}]}))
        made(owner.ask("PUT", "/rounds/consent", {"given": "2026-01-01", "by_whom": "Ondernemingsraad"}))
        folder = pathlib.Path(house.data).parent

        def verb(*arguments, data=True):
            return subprocess.run([goud(), "round", *arguments, *(["--data", house.data] if data else [])], capture_output=True, text=True, env=dict(os.environ, LANG="C", LC_ALL="C"))

        def says(title, done, status, *words):
            told = done.stdout + done.stderr
            count.check(title, "" if done.returncode == status and all(word in told for word in words) else f"{done.returncode} {told}")

        says("help has an example", verb("open", "--help", data=False), 0, "Example: goud round open")
        (folder / "plan.toml").write_text(toml())
        says("while goud serves nothing is planned beside it", verb("plan", str(folder / "plan.toml")), 2, "already in use")
        says("but one may look", verb("status"), 0)
        house.stop()
        (folder / "broken.toml").write_text("name = \n")
        says("a broken file names its line", verb("plan", str(folder / "broken.toml")), 2, "broken.toml", "1")
        (folder / "wrong.toml").write_text(toml().replace("five", "six"))
        says("a wrong plan names its field", verb("plan", str(folder / "wrong.toml")), 2, "items[0].kind")
        says("a plan from a file", verb("plan", str(folder / "plan.toml")), 0, "Round 1 (Round) is planned", day(14))
        says("nothing to close", verb("close"), 2, "no round")
        says("nothing to prove", verb("verify"), 2, "no round")
        codes = folder / "codes"
        says("opened to files", verb("open", "--out", str(codes), "--url", "https://goud.example.nl/"), 0, "12 employees", "mail.csv: 4 codes", "cards.csv: 8 codes", "cards.pdf: 8 codes", "nowhere else")
        modes = {stat.S_IMODE(path.stat().st_mode) for path in codes.iterdir()} | {stat.S_IMODE(codes.stat().st_mode)}
        count.check("for their owner alone", "" if modes == {0o600, 0o700} else f"{modes}")
        mail = (codes / "mail.csv").read_text().splitlines()
        count.check("the mail list", "" if mail[0] == "address,language,unit,code,link" and len(mail) == 5 and "https://goud.example.nl/r/" in mail[1] else str(mail))
        all_codes = [line.split(",")[-2] for name in ("mail.csv", "cards.csv") for line in (codes / name).read_text().splitlines()[1:]]
        says("again into the same directory is refused", verb("open", "--begin-again", "--sure", "--out", str(codes)), 2, "there already")
        says("beginning again wants to be sure", verb("open", "--begin-again", "--out", str(folder / "again")), 2, "--sure")
        says("too soon to close", verb("close"), 2, day(7))
        key = next(pathlib.Path(house.data + ".keys").glob("*.key"))
        doctor = lambda: subprocess.run([goud(), "doctor", "--data", house.data], capture_output=True, text=True, env=dict(os.environ, LANG="C", LC_ALL="C"))
        says("doctor finds all well", doctor(), 0, "in order")
        key.rename(key.with_suffix(".elsewhere"))
        says("doctor misses the key beforehand", doctor(), 1, "key of this round is missing")
        house.start()
        house.stop()
        count.check("and so does a start", "" if "key of this round is missing" in pathlib.Path(house.data + ".log").read_text() else pathlib.Path(house.data + ".log").read_text()[-300:])
        key.with_suffix(".elsewhere").rename(key)
        key.chmod(0o644)
        says("a key that others can read is told", doctor(), 1, "Others can read")
        key.chmod(0o600)
        house.start()
        stranger = Visitor(house, language="nl")
        wrong = [answer.text[:200] for answer, _ in (answered(stranger, code) for code in all_codes) if answer.status not in (200, 303)]
        count.check("every code opens the door", ", ".join(wrong))
        house.stop()
        house.options += ["--days-ahead", "14"]
        house.start()
        wait_until(lambda: not key.exists(), 20)
        says("the clock closed it", verb("status"), 0, "released", "12 of 12 answered")
        says("proved again", verb("verify", "--number", "1"), 0, "Round 1 was gone through again", "smallest group holds 12", "0 can be worked out")
        house.stop()
        says("an unknown number", verb("verify", "--number", "9"), 2, "no such round")
        (folder / "next.toml").write_text(toml(0, 30))
        says("the next one", verb("plan", str(folder / "next.toml")), 0, "Round 2")
        says("is opened", verb("open", "--out", str(folder / "next"), "--keys", str(folder / "other.keys")), 0, "12 employees", "--url")
        says("with keys elsewhere", doctor(), 1, "missing")
        says("and withdrawn", verb("close", "--withdraw", "Verkeerde vragen", "--keys", str(folder / "other.keys")), 0, "withdrawn", "opened")
        count.check("no key is left", "" if not list((folder / "other.keys").glob("*.key")) else "a key")
        says("which is written down", verb("status"), 0, "2  Round", "withdrawn")
