"""A disk that is full or may not be written, a second start, a damaged copy, a backup made under load and put back."""
import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import tempfile
import threading

from answers_journey import overview
from furnished import EXPIRES, exported, furnish, given, made, sent, ticket_on
from house import House, Visitor, goud, wait_until
from people_journey import PASSWORD, found


def told(answer, *keys):
    """A refusal that says something: 503, one of the keys, a sentence."""
    if answer.status != 503:
        return f"status {answer.status}: {answer.text[:200]}"
    error = answer.json["error"]
    return "" if error["kind"] == "unavailable" and error["key"] in keys and error["text"].endswith(".") and " " in error["text"] else str(error)


def full_disk(count):
    with House() as house:
        owner = found(house, "Merelhof", "anna@example.nl")
        has = furnish(owner)
        acknowledged = {"s0"}
        made(owner.ask("POST", "/answers", given("s0")))
        page = house.stranger().ask("GET", "/s/" + has["zwolle_page"])
        before = overview(owner)["answers"]["customer"]
        count.check("counted before", "" if before == 1 else str(before))
        files = [path for path in pathlib.Path(house.data).iterdir() if path.is_file()]
        room = max(path.stat().st_size for path in files) + 600 * 1024
        resource.prlimit(house.process.pid, resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        refusal, refused = None, None
        for number in range(1, 5000):
            answer = owner.ask("POST", "/answers", given(f"s{number}", answers={"recommend": number % 11, "reason": "x" * 1500}))
            if answer.status != 200:
                refusal, refused = answer, f"s{number}"
                break
            acknowledged.add(f"s{number}")
        count.check("a full disk is said", told(refusal, "store.full", "store.io") if refusal else "never refused")
        count.check("some came in before", "" if len(acknowledged) > 10 else str(len(acknowledged)))
        for name, body in (("an answer", given("more", answers={"reason": "y" * 1900})), ("a batch", {"answers": [given(f"many{i}", answers={"reason": "y" * 1900}) for i in range(200)]})):
            count.check(f"{name} is refused while it is full", told(owner.ask("POST", "/answers", body), "store.full", "store.io"))
        answer = sent(house.stranger(), has["zwolle_page"], {"t": ticket_on(page.text), "lang": "en", "q.reason": "Typed with care " + "z" * 1900})
        count.check("the page keeps what was typed", "" if answer.status == 503 and "Typed with care" in answer.text and "we could not keep your answer" in answer.text else f"{answer.status} {answer.text[:200]}")
        upload = owner.ask("POST", "/imports/preview?name=f.csv", b"a,b\n" + b"1,2\n" * (room // 3), {"Content-Type": "application/octet-stream"})
        count.check("an upload that does not fit is refused", "" if upload.status == 503 and upload.json["error"]["text"].endswith(".") else f"{upload.status} {upload.text[:200]}")
        count.check("it still reads", "" if owner.ask("GET", "/promises").status == 200 and owner.ask("GET", "/healthz").status == 200 else "does not")
        count.check("the export is as it was", "" if {row["submission_id"] for row in exported(owner)} == acknowledged else "not")
        counted = owner.ask("GET", "/overview")
        right = counted.status == 200 and counted.json["answers"]["customer"] == len(acknowledged) or not told(counted, "store.columns.broken")
        count.check("a figure is right or it is said why there is none", "" if right else f"{counted.status} {counted.text[:200]}")
        resource.prlimit(house.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        works = lambda: owner.ask("POST", "/answers", given(refused)).status == 200
        count.check("with room again it works again", "" if wait_until(works, 10) else owner.ask("POST", "/answers", given(refused)).text)
        acknowledged.add(refused)
        again = sent(house.stranger(), has["zwolle_page"], {"t": ticket_on(page.text), "lang": "en", "q.reason": "Typed with care"})
        count.check("the same page may be sent again", "" if again.status == 303 else f"{again.status}")
        for when in ("then", "after a restart"):
            rows = [row["submission_id"] for row in exported(owner) if row["source"] == "api"]
            count.check(f"{when} every acknowledged answer is there once", "" if sorted(rows) == sorted(acknowledged) else f"{len(rows)} and {len(acknowledged)}: {set(rows) ^ acknowledged}")
            total = overview(owner)["answers"]["customer"]
            count.check(f"{when} they are counted", "" if total == len(rows) + 1 else f"{total}, not {len(rows) + 1}")
            if when == "then":
                house.stop()
                house.start()
        count.check("the log names no answer", "" if "Typed with care" not in house.log_text() else "does")


def read_only(count):
    """Nobody's own account, as root may write anywhere."""
    with tempfile.TemporaryDirectory(prefix="goud-readonly-") as folder:
        os.chmod(folder, 0o755)
        data = folder + "/data"
        with House(data) as house:
            owner = found(house, "Merelhof", "anna@example.nl")
            furnish(owner)
            made(owner.ask("POST", "/answers", given("kept")))
        someone = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        program = folder + "/goud"
        shutil.copy(goud(), program)
        library = pathlib.Path(goud()).parent / "libduckdb.so"
        if library.exists():
            os.symlink(library, folder + "/libduckdb.so")
        can = subprocess.run([program, "version"], capture_output=True, **someone)
        if can.returncode != 0:
            print("disk: the read-only start is left out: the library cannot be read by another account")
            return
        paths = [data] + [os.path.join(at, name) for at, folders, files in os.walk(data) for name in folders + files]
        modes = {path: os.stat(path).st_mode & 0o777 for path in paths}
        for path in paths:
            if someone:
                os.chown(path, 65534, 65534)
            os.chmod(path, modes[path] & 0o555)
        try:
            done = subprocess.run([program, "serve", "--data", data, "--listen", "127.0.0.1:0"], capture_output=True, timeout=30, env=dict(os.environ, LANG="C"), **someone)
            said = done.stderr.decode()
            count.check("a directory that may not be written is said at the start", "" if done.returncode not in (0, 139, 134) and not done.stdout and re.search(r"goud: .*%s.*[.]" % re.escape(data), said) else f"{done.returncode} {said} {done.stdout}")
        except subprocess.TimeoutExpired:
            count.check("a directory that may not be written is said at the start", "it serves")
        for path, mode in modes.items():
            os.chmod(path, mode)
            if someone:
                os.chown(path, 0, 0)
        with House(data) as house:
            owner = Visitor(house).sign_in("anna@example.nl", PASSWORD)
            count.check("nothing was lost by it", "" if [row["submission_id"] for row in exported(owner)] == ["kept"] else "lost")


def second_start(count, house):
    done = subprocess.run([goud(), "serve", "--data", house.data, "--listen", "127.0.0.1:0"], capture_output=True, timeout=30, env=dict(os.environ, LANG="C"))
    said = done.stderr.decode()
    count.check("a second start says who holds the directory", "" if done.returncode != 0 and str(house.process.pid) in said and house.data in said and not done.stdout else f"{done.returncode} {said}")
    count.check("the first goes on", "" if house.stranger().ask("GET", "/healthz").status == 200 else "not")


def figures(visitor):
    text = visitor.ask("GET", "/overview").text
    return re.sub(r'"as_of":"[^"]*"', "", text)


def copies(count, house):
    """The columnar copy may go missing or break: it is made again, with the same figures."""
    owner = Visitor(house).sign_in("anna@example.nl", PASSWORD)
    before = figures(owner)
    columns = pathlib.Path(house.data, "columns")

    def garbage(path):
        path.write_bytes(b"no such thing " * 5000)

    def half(path):
        path.write_bytes(path.read_bytes()[:path.stat().st_size // 2])

    def scribbled(path):
        data = bytearray(path.read_bytes())
        for at in range(4096, len(data), 997):
            data[at] ^= 0x5A
        path.write_bytes(data)

    for name, hurt in (("missing", pathlib.Path.unlink), ("empty", lambda path: path.write_bytes(b"")), ("garbage", garbage), ("cut in half", half), ("scribbled in", scribbled)):
        house.stop()
        for path in list(columns.iterdir()):
            hurt(path)
        house.start()
        owner = Visitor(house).sign_in("anna@example.nl", PASSWORD)
        answer = figures(owner)
        count.check(f"a copy that is {name} is made again with the same figures", "" if answer == before else answer[:300])


def sender(house, key, name, stop, acknowledged):
    visitor = Visitor(house, key=key)
    number = 0
    while not stop.is_set():
        submission = f"{name}-{number}"
        number += 1
        if visitor.ask("POST", "/answers", given(submission, answers={"kept": "no" if number % 3 else "yes", "recommend": number % 11, "reason": submission})).status == 200:
            acknowledged.append(submission)


def backups(count):
    with tempfile.TemporaryDirectory(prefix="goud-backup-") as folder:
        data = folder + "/data"
        with House(data) as house:
            owner = found(house, "Merelhof", "anna@example.nl")
            has = furnish(owner)
            key = made(owner.ask("POST", "/keys", {"name": "load", "scopes": ["answers:write"], "expires_at": EXPIRES}))["key"]
            second_start(count, house)
            stop, acknowledged = threading.Event(), []
            senders = [threading.Thread(target=sender, args=(house, key, f"c{i}", stop, acknowledged)) for i in range(4)]
            for one in senders:
                one.start()
            wait_until(lambda: len(acknowledged) > 100)
            before = list(acknowledged)
            during = house.run("backup", "--to", folder + "/during.backup")
            after = list(acknowledged)
            wait_until(lambda: len(acknowledged) > len(after) + 50)
            stop.set()
            for one in senders:
                one.join()
            count.check("a backup is made while answers come in", "" if during.returncode == 0 and len(acknowledged) > len(after) else f"{during}")
            checked = subprocess.run([goud(), "backup", "--check", folder + "/during.backup"], capture_output=True)
            count.check("and is whole", "" if checked.returncode == 0 else str(checked))
            person = made(owner.ask("POST", "/answers", given("of-a-person", answers={"kept": "no", "reason": "Roodborst-81"}, person_key="gast-9")))["items"][0]["id"]
            erased = made(owner.ask("POST", "/answers", given("to-erase", answers={"kept": "no", "reason": "Goudvink-82"})))["items"][0]["id"]
            last = house.run("backup", "--to", folder + "/last.backup")
            count.check("a second backup", "" if last.returncode == 0 else str(last))
            whole = owner.ask("GET", "/answers/export?format=jsonl").text
            told_before, audit = figures(owner), owner.ask("GET", "/audit?limit=200").text
            # After the backup: erased, forgotten, and more came in.
            count.check("erased after the backup", "" if owner.ask("POST", f"/answers/{erased}/erase", {"reason": "op verzoek"}).status == 204 else "not")
            count.check("forgotten after the backup", "" if made(owner.ask("POST", "/persons/forget", {"person_key": "gast-9"}))["erased"] == 1 else "not")
            made(owner.ask("POST", "/answers", {"answers": [given(f"later-{i}", answers={"kept": "yes"}) for i in range(50)]}))
            overview(owner)
        everything = {json.loads(line)["submission_id"]: line for line in whole.splitlines()}
        ledger = data + "/erasures.log"

        def restored(name, backup, *options):
            into = f"{folder}/{name}"
            done = subprocess.run([goud(), "restore", backup, "--data", into, *options], capture_output=True, env=dict(os.environ, LANG="C"))
            if done.returncode == 0:
                for path in pathlib.Path(data).glob("secret*"):
                    shutil.copy(path, into)
                # The copy of another time: the store's epoch is new, so it may not be believed.
                shutil.copytree(data + "/columns", into + "/columns", dirs_exist_ok=True)
            return into, done

        into, done = restored("without", folder + "/last.backup")
        count.check("without a word on erasures nothing is restored", "" if done.returncode != 0 and b"--ledger" in done.stderr else str(done))
        into, done = restored("equal", folder + "/last.backup", "--no-ledger")
        count.check("restored", "" if done.returncode == 0 else str(done))
        with House(into) as house:
            owner = Visitor(house).sign_in("anna@example.nl", PASSWORD)
            count.check("equal to the last row", "" if owner.ask("GET", "/answers/export?format=jsonl").text == whole else "not equal")
            count.check("its figures are those of then, not of the copy that lay there", "" if figures(owner) == told_before else figures(owner)[:300])
            trail = lambda text: [one for one in json.loads(text)["items"] if "session" not in one["verb"] and "signed" not in one["verb"]]
            rows, there = trail(audit), trail(owner.ask("GET", "/audit?limit=200").text)
            count.check("the audit trail is whole", "" if [one for one in there if one in rows] == rows else "not")
            made(owner.ask("POST", "/answers", given("after-restore")))
            count.check("and it goes on", "" if len(exported(owner)) == len(everything) + 1 == overview(owner)["answers"]["customer"] else "not")
        into, done = restored("replayed", folder + "/last.backup", "--ledger", ledger)
        count.check("restored with the ledger", "" if done.returncode == 0 else str(done))
        with House(into) as house:
            owner = Visitor(house).sign_in("anna@example.nl", PASSWORD)
            rows = exported(owner)
            gone = {person, erased}
            count.check("what was erased since is erased again", "" if {row["id"] for row in rows} == {json.loads(line)["id"] for line in everything.values()} - gone else f"{len(rows)} of {len(everything)}")
            count.check("the figures know it", "" if overview(owner)["answers"]["customer"] == len(everything) - 2 else str(overview(owner)["answers"]))
        bytes_there = b"".join(path.read_bytes() for path in pathlib.Path(into).rglob("*") if path.is_file())
        count.check("no file of it holds their words", ", ".join(word for word in ("Roodborst-81", "Goudvink-82") if word.encode() in bytes_there))
        into, done = restored("during", folder + "/during.backup", "--ledger", ledger)
        with House(into) as house:
            owner = Visitor(house).sign_in("anna@example.nl", PASSWORD)
            lines = {json.loads(line)["submission_id"]: line for line in owner.ask("GET", "/answers/export?format=jsonl").text.splitlines()}
            wrong = [one for one in before if one not in lines] + [one for one, line in lines.items() if everything.get(one) != line]
            count.check("the backup under load holds all from before it, each as it was", f"{len(wrong)} {wrong[:3]}" if wrong else "")
            count.check("and counts it", "" if overview(owner)["answers"]["customer"] == len(lines) else "not")
            copies(count, house)
        hurt = bytearray(pathlib.Path(folder + "/last.backup").read_bytes())
        hurt[len(hurt) // 2] ^= 1
        pathlib.Path(folder + "/last.backup").write_bytes(hurt)
        into, done = restored("hurt", folder + "/last.backup", "--no-ledger")
        count.check("a backup that changed is refused", "" if done.returncode != 0 and b"no longer as it was made" in done.stderr else str(done))


def journey(count):
    full_disk(count)
    read_only(count)
    backups(count)
