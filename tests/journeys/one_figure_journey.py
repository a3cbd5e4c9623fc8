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


def score_file(path, *arguments):
    done = subprocess.run([goud(), "score", str(path), *arguments, "--json"], capture_output=True, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else {"value": None, "interval": None, "n": None, "groups": [], "said": done.stderr}


def agree(said, figure):
    return said["n"] == figure["n"] and near(said["value"], figure["value"]) and all(
        near(a, b) for a, b in zip(said["interval"] or [None], figure["interval"] or [None]))


def by_unit(visitor, count, path, units):
    """A moment's units one by one, and its mean: on the page, recounted, and by the command line on the file."""
    query = f"from={FROM}&to={TO}"
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    codes = {unit["id"]: unit["code"] for unit in units}
    overview = visitor.ask("GET", "/overview?" + query).json
    proofs = {one["id"]: one["proof"] for one in visitor.ask("GET", "/promises?audience=customer").json["items"] if one["proof"]}
    compared = means = weighed = 0
    for moment in next(one for one in overview["journeys"] if one["audience"] == "customer")["moments"]:
        page = visitor.ask("GET", f'/moments/{moment["id"]}/figures?{query}').json
        name = moment["name"]["nl"]
        proof = proofs[page["weakest"]]
        said = score_file(path, "--share", f'{proof["question_key"]}={",".join(proof["kept"])}', "--by", "unit", "--weight", "moment_weight",
                          "--missing", ",".join(dict.fromkeys(proof["not_applicable"] + ["skipped", "not_applicable"])))
        groups = {group["group"]["unit"]: group for group in said["groups"]}
        wrong = []
        for one in page["by_unit"]:
            code = codes[one["unit"]["id"]]
            told = recount([row for row in rows if row["unit"] == code], proof)
            if told != (one["kept"]["kept"], one["kept"]["not_kept"]):
                wrong.append(f"{code}: {told} in the export, {one['kept']}")
            elif sum(told) > 0 and not agree(groups[code], one["kept"]):
                wrong.append(f"{code}: {groups[code]} and {one['kept']}")
            compared += sum(told) > 0
        in_units = [sum(one["kept"][part] for one in page["by_unit"]) for part in ("kept", "not_kept")]
        if in_units != list(recount(rows, proof)):
            wrong.append(f"{in_units} in the units, {recount(rows, proof)} in the export")
        count.check(f"by unit: {name}", "; ".join(wrong)[:500])
        # Over all units: by volume, where every unit that answered has one; the interval knows the units, which a file cannot say.
        figure = next(one["kept"] for one in page["promises"] if one["id"] == page["weakest"])
        volumes = {unit["code"]: unit.get("volume") or 0 for unit in units}
        if figure["weighting"] == "by_volume":
            total = sum(volumes[code] for code in groups)
            expected = sum(volumes[code] * group["value"] for code, group in groups.items()) / total
            weighed += 1
        else:
            expected = said["value"]
        same = near(expected, figure["value"]) or (expected is None and figure["value"] is None)
        count.check(f"over all units: {name}", "" if same and said["n"] == figure["n"] else f"{expected} of {said['n']} and {figure}")
        mean = page["score"]
        if mean and mean["value"] is not None:
            told = [(int(row["satisfied"]), float(row["moment_weight"])) for row in rows if row["moment"] == moment["id"] and row["satisfied"].isdigit()]
            value = sum(x * w for x, w in told) / sum(w for _, w in told)
            count.check(f"mean (export): {name}", "" if near(value, mean["value"]) and len(told) == mean["n"] else f"{value} of {len(told)} and {mean}")
            from_file = score_file(path, "--mean", "satisfied", "--where", "moment=" + moment["id"], "--weight", "moment_weight", "--missing", "skipped,not_applicable")
            count.check(f"mean (goud score): {name}", "" if from_file["n"] == mean["n"] and near(from_file["value"], mean["value"]) else f"{from_file} and {mean}")
            means += 1
        expectation = page["expectation"]
        for word, estimate in expectation.items():
            from_file = score_file(path, "--share", f"story.expectation={word}", "--where", "moment=" + moment["id"], "--weight", "moment_weight", "--missing", "skipped,not_applicable")
            count.check(f"as expected, {word} (goud score): {name}", "" if from_file["n"] == estimate["n"] and near(from_file["value"], estimate["value"]) else f"{from_file} and {estimate}")
    count.check("units compared", "" if compared > 50 and means >= 6 else f"{compared} {means}")
    done = score_file(path, "--nps", "recommend", "--missing", "skipped,not_applicable")
    count.check("net promoter score over all units", "" if done["n"] == overview["nps"]["n"] and near(done["value"], overview["nps"]["value"]) else f"{done} and {overview['nps']}")


def journey(count):
    with tempfile.TemporaryDirectory(prefix="goud-figure-") as folder:
        folder = pathlib.Path(folder)
        data = str(folder / "data")
        made = subprocess.run([goud(), "demo", "--data", data, "--answers", "5000", "--rounds", "0", "--without-floor", "--until", "2026-11-22"], capture_output=True, text=True)
        password = re.search(r"password: (\S+)", made.stdout).group(1)
        with House(data) as house:
            noor = Visitor(house).sign_in("noor@merelhof.example", password)
            units = noor.ask("GET", "/units").json["items"]
            hotel = next(one for one in units if one["code"] == "dev")
            compare(noor, count, "one hotel", folder, hotel, scored_too=True)
            compare(noor, count, "all hotels", folder, None, scored_too=False)
            by_unit(noor, count, folder / "all hotels.csv", units)
            # A hotel that moves to another region, and one that merges into another, keep their past on every road.
            regions = [one for one in units if one["level"] == 1]
            at = {one["code"]: next(r for r in regions if r["id"] == one["parent"]) for one in units if one["parent"] in [r["id"] for r in regions]}
            moved = next(one for one in units if one["code"] == "zwl")
            other = next(r for r in regions if r["id"] != at["zwl"]["id"])
            here = next(one for one in units if at.get(one["code"]) == at["zwl"] and one["code"] != "zwl")
            there = next(one for one in units if at.get(one["code"]) not in (None, at["zwl"], other))
            for path, body in ((f"/units/{moved['id']}/move", {"parent": other["id"], "from": "2026-06-01"}),
                               (f"/units/{here['id']}/end", {"to": "2026-08-31", "into": there["id"]})):
                done = noor.ask("POST", path, body)
                count.check("a tree that changes", "" if done.status == 200 else done.text)
            answers = 0
            for region in regions:
                compare(noor, count, "region " + region["code"], folder, region, scored_too=False)
                answers += noor.ask("GET", f"/overview?from={FROM}&to={TO}&unit={region['id']}").json["answers"]["customer"]
            whole = noor.ask("GET", f"/overview?from={FROM}&to={TO}").json["answers"]["customer"]
            count.check("the regions are the whole", "" if answers == whole else f"{answers} of {whole}")
            for region in regions:
                told = subprocess.run([goud(), "export", "--data", data, "--unit", region["code"], "--from", FROM, "--until", TO, "--telephones"],
                                      capture_output=True)
                same = told.stdout == (folder / f"region {region['code']}.csv").read_bytes()
                count.check(f"goud export: {region['code']}", "" if same else told.stderr.decode() or "another file than over HTTP")
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
