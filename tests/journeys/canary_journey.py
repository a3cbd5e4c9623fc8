"""Canaries: ballots with known words in a known order come in at the door; then data directory, backup, log and whatever a crash
leaves are looked through for the words, the codes and the receipts. After the close no sealed byte and no key is left, and what is
stored lies in no order of sending. A session or a key that comes with a ballot is refused, and leaves nothing either."""
import os
import pathlib
import random
import re
import signal
import sqlite3
import subprocess

from ballot_journey import answered, organisation, plan
from furnished import EVERY_SCOPE, EXPIRES, made
from house import House, Visitor, goud, wait_until

PEOPLE = 40
WORDS = "kanarie {} zingt in het donker"


def everything(*folders):
    """Every byte of every file, by name."""
    return {str(path): path.read_bytes() for folder in folders for path in pathlib.Path(folder).rglob("*") if path.is_file()}


def with_piece(files, piece):
    piece = piece if isinstance(piece, bytes) else piece.encode()
    return sorted(name for name, content in files.items() if piece in content)


def rank_correlation(places):
    order = sorted(range(len(places)), key=lambda i: places[i])
    n = len(order)
    return 1 - 6 * sum((rank - sent) ** 2 for rank, sent in enumerate(order)) / (n * (n * n - 1))


def in_the_clear(files, codes, receipts):
    """Words, codes and receipts, as they are written and as they are kept."""
    wrong = [f"words in {name}" for name in with_piece(files, "kanarie")]
    for code in codes:
        for form in (code, code.replace("-", ""), code.lower()):
            wrong += [f"a code in {name}" for name in with_piece(files, form)]
    for receipt in receipts:
        wrong += [f"a receipt in {name}" for form in (receipt.encode(), bytes.fromhex(receipt)) for name in with_piece(files, form)]
    return ", ".join(sorted(set(wrong)))


def letters(house):
    with sqlite3.connect(f"file:{house.data}/goud.db?mode=ro", uri=True) as store:
        return [sealed for (sealed,) in store.execute("SELECT sealed FROM letterbox WHERE length(sealed) > 0")]


def journey(count):
    with House() as house:
        owner, _ = organisation(house, house.setup_token, "Merelhof", "anna@example.nl", {"Receptie": PEOPLE})
        round_id = made(owner.ask("POST", "/rounds", plan(opens=0, closes=21) | {"closes_itself": True}))["id"]
        codes = [one["code"] for one in made(owner.ask("POST", f"/rounds/{round_id}/open"))["codes"]]
        random.Random(1).shuffle(codes)
        stranger, receipts = Visitor(house, language="nl"), []
        for i, code in enumerate(codes):
            answer, fields = answered(stranger, code, {"expected": str(1 + i % 5), "words": WORDS.format(1000 + i)})
            receipts.append(dict(fields)["r"])
            if answer.status not in (200, 303):
                count.check("a ballot comes in", answer.text[:300])
                return
        keys, log = house.data + ".keys", pathlib.Path(house.data + ".log")
        key = made(owner.ask("POST", "/keys", {"name": "k", "scopes": EVERY_SCOPE, "expires_at": EXPIRES}))["key"]
        for who, headers in (("a session", {"Cookie": "goud_session=" + owner.cookie}), ("a key", {"Authorization": "Bearer " + key})):
            answer, _ = answered(stranger, codes[0], {"expected": "1", "words": "kanarie met " + who}, headers)
            count.check(f"{who} with a ballot is refused", "" if answer.status == 400 else f"{answer.status} {answer.text[:200]}")
        place = pathlib.Path(house.data).parent
        there = everything(place)
        count.check("open: nothing in the clear in store, log of the store, keys and log of the server", in_the_clear(there, codes, receipts))
        count.check("the server's log has no line of a ballot", ", ".join(route for route in re.findall(r'"route":"([^"]*)"', log.read_text()) if route.startswith("/r")))
        backup = subprocess.run([goud(), "backup", "--data", house.data, "--to", str(place / "copy.backup")], capture_output=True)
        count.check("a backup is made", "" if backup.returncode == 0 else backup.stderr.decode())
        sealed = letters(house)
        count.check("the letterbox holds a letter each, all as long", "" if len(sealed) == PEOPLE and len({len(one) for one in sealed}) == 1 else f"{len(sealed)}")
        secrets = [path.read_bytes()[32:] for path in pathlib.Path(keys).glob("*.key")]
        count.check("one key, in its own directory", "" if len(secrets) == 1 and all(name.startswith(keys) for name in with_piece(everything(place), secrets[0])) else f"{len(secrets)}")
        count.check("backup: nothing in the clear", in_the_clear(everything(place), codes, receipts))

        # A crash that would leave a core, were it let to.
        with open("/proc/sys/kernel/core_pattern") as pattern:
            core_pattern = pattern.read().strip()
        limits = pathlib.Path(f"/proc/{house.process.pid}/limits").read_text()
        count.check("no core may be written", "" if re.search(r"Max core file size\s+0\s+0", limits) else limits)
        house.process.send_signal(signal.SIGABRT)
        house.process.wait()
        house.process.stdout.close()
        house.log.close()
        cores = [] if core_pattern.startswith("|") else [path for folder in (os.getcwd(), house.data, str(place)) for path in pathlib.Path(folder).glob("core*") if path.is_file()]
        count.check("and none is", ", ".join(map(str, cores)))
        count.check("after a crash: nothing in the clear", in_the_clear(everything(place), codes, receipts))

        # Three weeks later the clock closes it.
        house.options += ["--days-ahead", "22"]
        house.start()
        released = lambda: sqlite3.connect(f"file:{house.data}/goud.db?mode=ro", uri=True).execute("SELECT state FROM round").fetchone()[0] == "released"
        wait_until(released, 30)
        wait_until(lambda: not list(pathlib.Path(keys).glob("*.key")), 10)
        there = everything(place)
        count.check("closed: the key is destroyed", ", ".join(with_piece(there, secrets[0])))
        pieces = [one[at:at + 24] for one in sealed for at in range(0, len(one) - 24, max(1, len(one) // 6))]
        left = {name for piece in pieces for name in with_piece(there, piece)}
        count.check("closed: sealed bytes are left in the backup alone", "" if left == {str(place / "copy.backup")} else f"{left}")
        clear = {name for name in with_piece(there, "kanarie")}
        count.check("closed: words stand where they were released alone", "" if clear and all(name.startswith(house.data + "/goud.db") for name in clear) else f"{clear}")
        count.check("closed: codes and receipts nowhere", in_the_clear({name: content for name, content in there.items() if name not in clear}, codes, receipts))
        owner = Visitor(house, language="nl").sign_in("anna@example.nl", "een lange zin voor de proef")
        told = made(owner.ask("GET", f"/rounds/{round_id}/texts"))["items"][0]["groups"][0]["words"]
        count.check("what was said is told whole", "" if sorted(told) == sorted(WORDS.format(1000 + i) for i in range(PEOPLE)) else str(told)[:300])
        chance = 4 / (PEOPLE - 1) ** 0.5
        by_row = rank_correlation([told.index(WORDS.format(1000 + i)) for i in range(PEOPLE)])
        house.stop()  # the log is carried over
        store = pathlib.Path(house.data + "/goud.db").read_bytes()
        by_place = rank_correlation([store.index(WORDS.format(1000 + i).encode()) for i in range(PEOPLE)])
        count.check("as told, in no order of sending", "" if abs(by_row) < chance else f"{by_row}")
        count.check("nor as it lies on the disk", "" if abs(by_place) < chance else f"{by_place}")
        count.check("nothing of what was refused", ", ".join(with_piece(everything(place), "kanarie met")))
