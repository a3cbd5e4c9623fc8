"""129,880 passengers through `goud open`, against a count of the same file made here, without goud."""
import csv
import json
import lzma
import os
import pathlib
import re
import subprocess
import tempfile
import time

from house import TOP, House, Visitor, goud

FILE = "airline/airline_passenger_satisfaction.csv.xz"
RATINGS = 14


def counted(path):
    """Per rating: how many kept (4, 5), not kept (1 to 3), not applicable (0), and their mean; told apart by the header alone."""
    with lzma.open(path, "rt", encoding="utf-8", newline="") as text:
        rows = csv.DictReader(text)
        totals = {}
        n = 0
        for row in rows:
            n += 1
            for name, value in row.items():
                if name in totals or (n == 1 and value.strip().isdigit()):
                    totals.setdefault(name, {}).setdefault(value.strip(), 0)
                    totals[name][value.strip()] += 1
    ratings = {name: values for name, values in totals.items() if len(values) <= 6 and set(values) <= set("012345")}
    return n, ratings


def journey(count):
    folder = pathlib.Path(os.environ.get("GOUD_DATA") or TOP.parent / "shared/data")
    path = folder / FILE
    if not path.exists():
        print(f"airline: skipped, {FILE} is not there (GOUD_DATA)")
        count.skipped += 1
        return
    n, ratings = counted(path)
    count.check("the file has its ratings", "" if n == 129_880 and len(ratings) == RATINGS else f"{n} rows, {sorted(ratings)}")
    with tempfile.TemporaryDirectory(prefix="goud-airline-") as place:
        data = place + "/data"
        begin = time.monotonic()
        made = subprocess.run([goud(), "open", str(path), "--data", data, "--no-serve"], capture_output=True, text=True, env=dict(os.environ, LANG="C"))
        count.check("goud open", "" if made.returncode == 0 else made.stdout[-500:] + made.stderr[-500:])
        password = re.search(r"owner@goud\.example\D*?(\S+)\s*$", made.stdout, re.M).group(1)
        with House(data) as house:
            owner = Visitor(house).sign_in("owner@goud.example", password)
            overview = owner.ask("GET", "/overview").json
            print(f"airline: {time.monotonic() - begin:.1f} s from the command to the page", flush=True)
            count.check("every row is an answer", "" if overview["answers"]["customer"] == n else str(overview["answers"]))
            count.check("one period, no trend", "" if overview["period"] is None else str(overview["period"]))
            moments = {}
            for journey_ in overview["journeys"]:
                if journey_["audience"] == "customer":
                    moments = {moment["name"].get("en") or moment["name"]["nl"]: moment for moment in journey_["moments"]}
            count.check("a moment for each rating", "" if set(moments) == set(ratings) else str(set(moments) ^ set(ratings)))
            for name, values in ratings.items():
                if name not in moments or not moments[name]["promises"]:
                    count.check(f"{name} has a proposed promise", "none")
                    continue
                kept = moments[name]["promises"][0]["kept"]
                expected = (sum(values.get(one, 0) for one in "45"), sum(values.get(one, 0) for one in "123"), values.get("0", 0))
                count.check(f"{name}: kept, not kept, not applicable", "" if (kept["kept"], kept["not_kept"], kept["not_applicable"]) == expected else f"{kept} and {expected}")
                share = expected[0] / (expected[0] + expected[1])
                count.check(f"{name}: the share", "" if abs(kept["value"] - share) < 1e-12 and kept["n"] == expected[0] + expected[1] else f"{kept['value']} and {share}")
                count.check(f"{name}: derived, a proposal", "" if kept["proof"] == "derived" and kept["proposal"] else str(kept))
                asked = sum(int(value) * times for value, times in values.items() if value != "0") / (expected[0] + expected[1])
                score = moments[name]["score"]
                count.check(f"{name}: the mean", "" if score and abs(score["value"] - asked) < 1e-9 else f"{score} and {asked}")
            # The map of what counts is the command line's on the same file: to complete answers, importance and intervals alike.
            at = moments["Seat Comfort"]["id"]
            screen = owner.ask("GET", f"/moments/{at}/drivers").json
            told = subprocess.run([goud(), "drivers", str(path), "--outcome", "Satisfaction=Satisfied", "--drivers", ",".join(ratings),
                                   "--missing", "0", "--scale", "1:5", "--json"], capture_output=True, text=True, env=dict(os.environ, LANG="C"))
            file = json.loads(told.stdout)
            count.check("drivers: n and R2 as the command line says", "" if screen["n"] == file["n"] and abs(screen["r2"] - file["r2"]) < 1e-9 else f"{screen['n']} {screen['r2']} {told.stdout[:300]}")
            of_file = {one["name"]: one for one in file["drivers"]}
            for one in screen["drivers"]:
                beside = of_file[one["text"].get("en") or one["text"]["nl"]]
                ends = [abs(a - b) for a, b in zip(one["coefficient"]["interval"], beside["interval"])]
                right = abs(one["share"] - beside["share"]) < 1e-8 and max(ends) < 1e-8 and abs(one["performance"]["value"] - beside["performance"]) < 1e-9
                count.check(f"drivers: {beside['name']}", "" if right else f"{one} and {beside}")
            count.check("drivers: all ratings, this moment marked", "" if len(screen["drivers"]) == RATINGS and [one["moment"]["id"] for one in screen["drivers"] if one["here"]] == [at] else str(len(screen["drivers"])))
            refused = owner.ask("GET", f"/moments/{at}/drivers?outcome=nothing:here")
            count.check("drivers: an outcome of elsewhere is refused", "" if refused.status == 400 else str(refused.status))
