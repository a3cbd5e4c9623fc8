"""One figure on every road: the overview, the moment's page, a recount of the export, and `goud score` on that export."""
import csv
import io
import json
import pathlib
import re
import subprocess
import tempfile

from house import House, Visitor, goud, wait_until

FROM, TO = "2026-03-01", "2026-11-15"
NEAR = 1e-9


def near(a, b):
    return a is not None and b is not None and abs(a - b) <= NEAR


def recount(rows, proof):
    kept = sum(row[proof["question_key"]] in proof["kept"] for row in rows)
    not_kept = sum(row[proof["question_key"]] in proof["not_kept"] for row in rows)
    return kept, not_kept


def scored(path, proof):
    away = [value for value in proof["not_applicable"]] + ["skipped", "not_applicable"]
    done = subprocess.run([goud(), "score", str(path), "--share", f'{proof["question_key"]}={",".join(proof["kept"])}',
                           "--missing", ",".join(dict.fromkeys(away)), "--weight", "moment_weight", "--json"], capture_output=True, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else {"value": None, "interval": None, "n": None, "said": done.stderr}


def compare(visitor, count, title, folder, unit, scored_too):
    query = f"from={FROM}&to={TO}" + (f"&unit={unit['id']}" if unit else "")
    overview = visitor.ask("GET", "/overview?" + query).json
    exported = visitor.ask("GET", "/answers/export?format=csv&" + query)
    text = exported.body.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    path = folder / f"{title}.csv"
    path.write_bytes(exported.body)
    count.check(f"{title}: number of answers", "" if overview["answers"]["customer"] == len(rows) > 100 else
                f'{overview["answers"]["customer"]} on the overview, {len(rows)} in the export')
    proofs = {one["id"]: one["proof"] for one in visitor.ask("GET", "/promises?audience=customer").json["items"] if one["proof"]}
    looked_at = 0
    for journey in overview["journeys"]:
        for moment in journey["moments"]:
            if journey["audience"] != "customer":
                for promise in moment["promises"]:
                    count.check(f'{title}: {promise["text"]["nl"]}', "" if promise["kept"]["state"] == "not_asked" else "a figure of employees")
                continue
            page = visitor.ask("GET", f'/moments/{moment["id"]}/figures?{query}').json
            there = {one["id"]: one["kept"] for one in page["promises"]}
            for promise in moment["promises"]:
                name = f'{title}: {promise["text"]["nl"]}'
                proof, figure = proofs[promise["id"]], promise["kept"]
                looked_at += 1
                count.check(name + " (moment)", "" if there[promise["id"]] == figure else f'{there[promise["id"]]} and {figure}')
                kept, not_kept = recount(rows, proof)
                count.check(name + " (export)", "" if (kept, not_kept) == (figure["kept"], figure["not_kept"]) else
                            f'{kept} and {not_kept} in the export, {figure["kept"]} and {figure["not_kept"]} on the page')
                course = next(one["course"] for one in page["promises"] if one["id"] == promise["id"])
                in_course = sum(part["kept"]["kept"] for part in course)
                count.check(name + " (course)", "" if in_course == kept else f"{in_course} in the course, {kept} in the export")
                if scored_too and kept + not_kept > 0:
                    said = scored(path, proof)
                    same = said["n"] == figure["n"] and near(said["value"], figure["value"]) and all(
                        near(a, b) for a, b in zip(said["interval"] or [None], figure["interval"] or [None]))
                    count.check(name + " (goud score)", "" if same else f"{said} and {figure}")
    count.check(f"{title}: promises compared", "" if looked_at >= 8 else f"only {looked_at}")
    if scored_too and overview["nps"]:
        done = subprocess.run([goud(), "score", str(path), "--nps", "recommend", "--missing", "skipped,not_applicable", "--json"],
                              capture_output=True, text=True)
        said = json.loads(done.stdout)
        count.check(f"{title}: net promoter score", "" if near(said["value"], overview["nps"]["value"]) and said["n"] == overview["nps"]["n"] else
                    f'{said} and {overview["nps"]}')


def journey(count):
    with tempfile.TemporaryDirectory(prefix="goud-figure-") as folder:
        folder = pathlib.Path(folder)
        data = str(folder / "data")
        made = subprocess.run([goud(), "demo", "--data", data, "--answers", "5000", "--until", "2026-11-22"], capture_output=True, text=True)
        password = re.search(r"password: (\S+)", made.stdout).group(1)
        with House(data) as house:
            noor = Visitor(house).sign_in("noor@merelhof.example", password)
            units = noor.ask("GET", "/units").json["items"]
            hotel = next(one for one in units if one["code"] == "dev")
            compare(noor, count, "one hotel", folder, hotel, scored_too=True)
            compare(noor, count, "all hotels", folder, None, scored_too=False)
            # A second look is the same to the byte, also after the copy was thrown away.
            query = f"/overview?from={FROM}&to={TO}"
            strip = lambda answer: re.sub(r'"as_of":"[^"]*"', "", answer.text)
            before = strip(noor.ask("GET", query))
            house.stop()
            for file in pathlib.Path(data, "columns").iterdir():
                file.unlink()
            house.start()
            noor = Visitor(house).sign_in("noor@merelhof.example", password)
            count.check("the same after the copy was made anew", "" if strip(noor.ask("GET", query)) == before else "another answer")
            count.check("the copy is there again", "" if wait_until(lambda: any(pathlib.Path(data, "columns").glob("*.duckdb"))) else "no file")
