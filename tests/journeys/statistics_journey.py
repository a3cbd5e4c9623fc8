"""Every verb on a file, alike: help, wrong questions, JSON, the order of rows, scales, seeds and threads, files that hold nothing.

A verb is told once, as a Case: its file, what is asked of it, and what must stay or move when the numbers are scaled.
"""
import concurrent.futures
import csv
import datetime
import json
import math
import os
import pathlib
import random
import re
import shlex
import subprocess
import tempfile

from house import TOP, goud

PEOPLE = 240
REASONS = {"too_few", "no_spread", "not_identified", "did_not_converge", "not_asked"}


# --- the files ---

def people():
    """One row a person, in groups; the numbers hang together, so that every verb has something to find."""
    draw = random.Random(5)
    rows = []
    for number in range(PEOPLE):
        group = number % 12
        trust = draw.gauss(group / 8, 1)
        points = [min(5, max(1, round(3 + trust * 0.6 + draw.gauss(0, 0.8)))) for _ in range(6)]
        judged = draw.choice([1, 2, 3])
        rows.append({
            "id": f"p{number}", "group": f"g{group:02}", "time": number // 12, "x": round(10 + 2 * trust + draw.gauss(0, 1), 3),
            "m": round(5 + trust + draw.gauss(0, 1), 3), "y": round(20 + 3 * trust + draw.gauss(0, 2), 3),
            **{f"q{place}": points[place - 1] for place in range(1, 7)}, "recommend": min(10, max(0, round(7 + trust + draw.gauss(0, 2)))),
            "kind": draw.choice(["home", "work", "travel"]), "gone": draw.choice(["yes", "no", "no"]),
            "tenure": draw.randint(1, 40), "w": round(draw.choice([0.5, 1, 1.5, 2.25]), 2),
            **{f"rater{one}": judged if draw.random() < 0.8 else draw.choice([1, 2, 3]) for one in (1, 2, 3)},
            "region": draw.choice(["north", "south"]),
        })
    return rows


def purchases():
    """Customers as BG/NBD and gamma-gamma tell them: a rate, a chance to stop after each purchase, a usual amount."""
    draw = random.Random(6)
    rows = []
    for number in range(400):
        rate, stops, nu = draw.gammavariate(0.6, 1 / 30), draw.betavariate(0.8, 2.5), draw.gammavariate(4, 1 / 15)
        day = draw.uniform(0, 60)
        while day < 360:
            rows.append({"id": f"c{number}", "day": str(datetime.date(2025, 1, 1) + datetime.timedelta(int(day))),
                         "spent": round(draw.gammavariate(6, 1 / nu) + 0.01, 2)})
            day = 999 if draw.random() < stops else day + draw.expovariate(rate + 1e-9)
    return rows


def contracts():
    alive, rows = 1000.0, []
    for period in range(9):
        rows.append({"year": period, "customers": round(alive)})
        alive *= 0.6 + 0.35 * period / 9
    return rows


MODEL = '[block]\nCare = ["q1", "q2", "q3"]\nLoyal = ["q4", "q5", "q6"]\n[path]\nLoyal = ["Care"]\n'
MARGINS = "column,value,total\nregion,north,600\nregion,south,400\nkind,home,500\nkind,work,300\nkind,travel,200\n"


class Case:
    def __init__(self, verb, rows, asked, column, drawn=(), scaled=None, law=None, threads=None, near=1e-9):
        self.verb, self.rows, self.asked = verb, rows, asked
        self.column = column          # of those asked for: put another name in its place
        self.drawn = drawn            # keys that come from samples of the rows, so from their order
        self.scaled, self.law = scaled, law  # {column: factor}, and (before, after) -> what is wrong
        self.threads = threads        # what is asked besides where samples are drawn
        self.near = near              # parameters found by search agree to this

    def __str__(self):
        return self.verb + " " + " ".join(self.asked[:2])


def at(answer, path):
    for key in path.split("."):
        answer = answer[int(key)] if key.isdigit() else answer[key]
    return answer


def laws(*parts, near=1e-9):
    """Each part: a path in the answer, and the factor by which it grows (None: no value before or after)."""
    def hold(before, after):
        for path, factor in parts:
            one, other = at(before, path), at(after, path)
            one, other = (one, other) if isinstance(one, list) else ([one], [other])
            for a, b in zip(one, other):
                if a is None or b is None or not math.isclose(a * factor, b, rel_tol=near, abs_tol=near * max(1, abs(factor))):
                    return f"{path}: {a} became {b}, not {factor} times that"
        return ""
    return hold


def cases():
    everyone, bought = people(), purchases()
    weights = {"w": 8}
    return [
        Case("score", everyone, ["--mean", "y", "--by", "group"], "y", scaled={"y": 8}, law=laws(("value", 8), ("interval", 8), ("groups.3.interval", 8))),
        Case("score", everyone, ["--nps", "recommend", "--by", "group,kind"], "group"),
        Case("score", everyone, ["--share", "q1=4,5", "--weight", "w"], "q1", scaled=weights, law=laws(("value", 1), ("interval", 1), ("n_effective", 1))),
        Case("crosstab", everyone, ["--rows", "q1,q2,gone", "--columns", "kind,group", "--top", "2", "--adjust", "bh"], "q2"),
        Case("crosstab", everyone, ["--rows", "q1", "--columns", "kind", "--weight", "w"], "kind", scaled=weights,
             law=laws(("tables.0.chi2", 1), ("tables.0.p", 1), ("tables.0.cramers_v", 1), ("tables.0.cells.4.interval", 1), ("tables.0.n_effective", 1))),
        Case("drivers", everyone, ["--outcome", "y", "--drivers", "q1,q2,x"], "x", scaled={"y": 8}, threads=["--bootstrap", "200"],
             law=laws(("r2", 1), ("drivers.0.share", 1), ("drivers.2.coefficient", 8), ("drivers.2.interval", 8), ("drivers.2.interval_robust", 8))),
        Case("drivers", everyone, ["--outcome", "gone=yes", "--drivers", "q1,q2,x", "--method", "johnson"], "gone", scaled={"x": 8},
             law=laws(("r2", 1), ("drivers.2.share", 1), ("drivers.2.coefficient", 1 / 8), ("drivers.2.interval", 1 / 8)), threads=["--bootstrap", "200"]),
        Case("linkage", everyone, ["--x", "x", "--y", "y", "--given", "q1", "--group", "group"], "q1", scaled={"x": 8}, near=1e-7,
             law=laws(("correlation.value", 1), ("correlation.interval", 1), ("partial.p", 1), ("between.value", 1), ("within.value", 1),
                      ("slopes.within.value", 1 / 8), ("slopes.between.value", 1 / 8), near=1e-7)),
        Case("linkage", everyone, ["--x", "x", "--y", "y", "--via", "m", "--bootstrap", "500"], "m", drawn={"interval", "interval_bootstrap", "interval_bca", "claim", "sentence"}, threads=["--bootstrap", "500"]),
        Case("linkage", everyone, ["--x", "x", "--y", "y", "--group", "group", "--time", "time"], "time", near=1e-7),
        Case("worth", bought, ["--customer", "id", "--date", "day", "--amount", "spent", "--until", "2025-12-31"], "spent", scaled={"spent": 8}, near=1e-3,
             law=laws(("parameters.r", 1), ("loglik", 1), ("expected_purchases", 1), ("gamma_gamma.v", 8), near=2e-3)),
        Case("worth", bought, ["--customer", "id", "--date", "day", "--until", "2025-12-31", "--model", "paretonbd", "--unit", "day"], "day", near=1e-3),
        Case("renewals", contracts(), ["--period", "year", "--surviving", "customers"], "customers", scaled={"customers": 8}, near=1e-5,
             law=laws(("parameters.alpha", 1), ("parameters.beta", 1), ("loglik", 8), ("survival", 1), near=1e-4)),
        Case("survival", everyone, ["--time", "tenure", "--event", "gone=yes", "--by", "kind", "--cox", "x,kind"], "tenure", scaled={"tenure": 8}, near=1e-8,
             law=laws(("curves.0.survival", 1), ("curves.0.time", 8), ("log_rank.chi2", 1), ("cox.loglik", 1), ("cox.coefficients.0.value", 1), near=1e-8)),
        Case("agreement", everyone, ["--group", "group", "--items", "q1,q2,q3"], "group", scaled={"q1": 8}, near=1e-7,
             law=laws(("items.0.icc1_anova", 1), ("items.0.icc2_anova", 1), ("items.0.icc1_mixed", 1), near=1e-7)),
        Case("agreement", everyone, ["--raters", "rater1,rater2,rater3", "--measure", "ordinal"], "rater2", drawn={"interval"}, threads=[]),
        Case("agreement", everyone, ["--raters", "rater1,rater2,rater3", "--measure", "ratio"], "rater2", drawn={"interval"},
             scaled={"rater1": 8, "rater2": 8, "rater3": 8}, law=laws(("krippendorff_alpha.value", 1))),
        Case("reliability", everyone, ["--items", "q1,q2,q3,q4"], "q3", scaled={"q1": 8, "q2": 8, "q3": 8, "q4": 8}, near=1e-7,
             law=laws(("alpha", 1), ("alpha_standardized", 1), ("omega", 1), ("items.1.item_rest_correlation", 1), near=1e-7)),
        Case("paths", everyone, ["--model", "MODEL"], None, scaled={"q1": 8}, near=1e-7, threads=["--bootstrap", "200"],
             law=laws(("paths.0.value", 1), ("r2.Loyal", 1), ("loadings.Care.q1", 1), ("reliability.Care.rho_a", 1), near=1e-7)),
        Case("weigh", everyone, ["--margins", "MARGINS"], None, scaled=weights, near=1e-7,
             law=laws(("n_effective", 1), near=1e-7)),
    ]


# --- how a verb is asked ---

class Desk:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        (self.folder / "model.toml").write_text(MODEL)
        (self.folder / "margins.csv").write_text(MARGINS)

    def write(self, name, rows, columns=None):
        path = self.folder / name
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns or list(rows[0]), extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
        return path

    def ask(self, verb, path, asked, *more, language="C"):
        places = {"MODEL": str(self.folder / "model.toml"), "MARGINS": str(self.folder / "margins.csv")}
        command = [goud(), verb] + ([str(path)] if path else []) + [places.get(part, part) for part in asked] + list(more)
        return subprocess.run(command, capture_output=True, text=True, env=dict(os.environ, LC_ALL=language), timeout=60)


def refused(done):
    """What is wrong with how a wrong question was refused."""
    if done.returncode != 2:
        return f"status {done.returncode}: {done.stdout[-200:]} {done.stderr[-300:]}"
    if done.stdout or len(done.stderr.splitlines()) != 1 or not done.stderr.startswith("goud: "):
        return f"{done.stdout[:200]!r} and {done.stderr[:400]!r}"
    return ""


def never(constant):
    raise ValueError(f"{constant} in the JSON")


def unexplained(answer, place=""):
    """Estimates without a value must say why."""
    if isinstance(answer, list):
        for number, one in enumerate(answer):
            if wrong := unexplained(one, f"{place}.{number}"):
                return wrong
    if isinstance(answer, dict):
        if "value" in answer and answer["value"] is None and answer.get("reason") not in REASONS:
            return f"{place} has no value and no reason: {answer}"
        for key, one in answer.items():
            if wrong := unexplained(one, f"{place}.{key}"):
                return wrong
    return ""


def answer_of(done):
    if done.returncode != 0:
        raise ValueError(f"status {done.returncode}: {done.stderr[-300:]}")
    answer = json.loads(done.stdout, parse_constant=never)
    for key in ("rows", "n"):
        if not isinstance(answer.get(key), int):
            raise ValueError(f"{key} is {answer.get(key)!r}")
    if not isinstance(answer.get("warnings"), list) or any(set(one) != {"code", "text"} or not one["text"] for one in answer["warnings"]):
        raise ValueError(f"warnings: {answer.get('warnings')!r}")
    return answer


def apart(one, other, near, drawn, place=""):
    """Where two answers are not the same to `near`."""
    if isinstance(one, dict) and isinstance(other, dict):
        if list(one) != list(other):
            return f"{place}: {list(one)} and {list(other)}"
        parts = [(key, one[key], other[key]) for key in one if key not in drawn and key != "warnings"]
    elif isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return f"{place}: {len(one)} and {len(other)} of them"
        parts = list(zip(range(len(one)), one, other))
    else:
        if isinstance(one, float) or isinstance(other, float):
            same = one is not None and other is not None and math.isclose(one, other, rel_tol=near, abs_tol=near)
        else:
            same = one == other
        return "" if same else f"{place}: {one} and {other}"
    for key, a, b in parts:
        if wrong := apart(a, b, near, drawn, f"{place}.{key}"):
            return wrong
    return ""


# --- files that hold little ---

def little(rows):
    """Name, rows: what a file may be at its worst."""
    columns = list(rows[0])
    words = {key for key in columns if not re.fullmatch(r"-?\d+(\.\d+)?", str(rows[0][key]))}
    same = [dict(rows[0]) for _ in range(40)]
    constant = [{key: row[key] if key in ("id", "group", "day", "year", "kind", "region") else rows[0][key] for key in columns} for row in rows[:60]]
    absent = [{key: "" for key in columns} for _ in rows[:30]]
    half = [{key: "" if key not in words else row[key] for key in columns} for row in rows[:30]]
    ties = [dict(rows[number % 2]) for number in range(50)]
    alike = [dict(row, **{key: row["q1"] for key in columns if key in ("q2", "q3", "q4", "q5", "q6", "x", "m", "y")}) if "q1" in row else row for row in rows[:60]]
    huge = [{key: row[key] if key in words or key in ("year",) else f"{row[key]}e150" for key in columns} for row in rows[:40]]
    zero = [dict(row, w=0) for row in rows[:60]]
    return [("header only", []), ("one row", rows[:1]), ("two rows", rows[:2]), ("fewer rows than columns", rows[:3]), ("all alike", same),
            ("constant columns", constant), ("nothing answered", absent), ("no numbers", half), ("ties everywhere", ties), ("columns that repeat each other", alike),
            ("numbers beyond measure", huge), ("weights of zero", zero)], columns


# --- what is held ---

def holds_alike(desk, count, number, case):
    title = f"{case}"
    path = desk.write(f"file{number}.csv", case.rows)
    helped = desk.ask(case.verb, None, ["--help"])
    count.check(f"{title}: help with an example", "" if helped.returncode == 0 and f"goud {case.verb} " in helped.stdout.split("Example:")[-1] and "Example:" in helped.stdout else helped.stdout[-200:])
    if case.column:
        asked = [re.sub(rf"(^|,){case.column}($|,|=)", r"\1no_such\2", part) for part in case.asked]
        count.check(f"{title}: an unknown column", refused(desk.ask(case.verb, path, asked, "--json")))
    count.check(f"{title}: an unknown option", refused(desk.ask(case.verb, path, case.asked + ["--nonsense"], "--json")))
    try:
        first = answer_of(desk.ask(case.verb, path, case.asked, "--json"))
    except ValueError as wrong:
        count.check(f"{title}: an answer", str(wrong))
        return
    count.check(f"{title}: an answer", unexplained(first))
    shuffled = list(case.rows)
    random.Random(number).shuffle(shuffled)
    try:
        other = answer_of(desk.ask(case.verb, desk.write(f"shuffled{number}.csv", shuffled), case.asked, "--json"))
        count.check(f"{title}: rows in another order", apart(first, other, case.near, set(case.drawn)))
    except ValueError as wrong:
        count.check(f"{title}: rows in another order", str(wrong))
    if case.law:
        scaled = [dict(row, **{key: round(row[key] * factor, 6) for key, factor in case.scaled.items()}) for row in case.rows]
        more = ["--weight", "w"] if case.verb == "weigh" else []
        try:
            before = answer_of(desk.ask(case.verb, path, case.asked + more, "--json"))
            after = answer_of(desk.ask(case.verb, desk.write(f"scaled{number}.csv", scaled), case.asked + more, "--json"))
            count.check(f"{title}: {', '.join(case.scaled)} in other units", case.law(before, after))
        except (ValueError, KeyError, IndexError, TypeError) as wrong:
            count.check(f"{title}: {', '.join(case.scaled)} in other units", repr(wrong))
    if case.threads is not None:
        asked = case.asked + [part for part in case.threads if part not in case.asked]
        one, four = (desk.ask(case.verb, path, asked, "--json", "--seed", "7", "--threads", threads) for threads in ("1", "4"))
        count.check(f"{title}: the same seed on 1 and 4 threads", "" if one.returncode == 0 and one.stdout == four.stdout else f"{one.stderr} {one.stdout[:200]} and {four.stdout[:200]}")


TOLD = {"header only", "two rows", "constant columns", "nothing answered", "weights of zero"}  # as a table too


def holds_little(desk, count, number, case):
    files, columns = little(case.rows)
    for name, rows in files:
        if name == "weights of zero" and "w" not in columns:
            continue
        path = desk.write(f"little{number}.csv", rows, columns)
        more = ["--weight", "w"] if name == "weights of zero" and "--weight" not in case.asked else []
        title = f"{case}: {name}"
        done = desk.ask(case.verb, path, case.asked + more, "--json")
        if done.returncode == 0:
            try:
                wrong = unexplained(answer_of(done))
            except ValueError as error:
                wrong = str(error)
        else:
            wrong = refused(done)
        count.check(title, wrong)
        if name not in TOLD:
            continue
        said = desk.ask(case.verb, path, case.asked + more, language="nl_NL.UTF-8")
        same = said.returncode == done.returncode in (0, 2) and (said.returncode != 0 or (said.stdout.strip() and not re.search(r"\b-?nan\b|\binf\b|\bcli\.[a-z_]+\.", said.stdout)))
        count.check(title + ", for a person", "" if same else f"status {said.returncode} after {done.returncode}: {said.stdout[-300:]} {said.stderr[-300:]}")


# --- the sessions of the guides ---

GUIDES = {"en": ("en/analyst.md", ",", "."), "nl": ("nl/analyst.md", ".", ",")}  # thousands, decimals


def numbers(text, thousands, decimal):
    """Numbers of some weight: with decimals, or of four digits; as text with a point."""
    text = re.sub(r"`[^`]*`", "", text)
    found = re.findall(rf"\d+(?:\{thousands}\d{{3}})*(?:\{decimal}\d+)?", text)
    plain = [one.replace(thousands, "").replace(decimal, ".") for one in found]
    return [one for one in plain if "." in one or len(one) > 3]


def sessions(count, folder):
    """Every command that the analyst's guides print, as printed, and the figures that they say it gives."""
    data = pathlib.Path(os.environ.get("GOUD_DATA") or TOP.parent / "shared/data")
    there = pathlib.Path(folder) / "guide"
    there.mkdir()
    (there / "examples").symlink_to(TOP / "examples")
    for path in data.glob("*/*"):
        (there / path.name).symlink_to(path)
    printed = {}
    said = {}
    for language, (guide, thousands, decimal) in GUIDES.items():
        text = (TOP / "docs/guide" / guide).read_text(encoding="utf-8")
        printed[language] = re.findall(r"^    (goud .*)$", text, re.M)
        for section in text.split("\n## ")[1:]:
            commands = re.findall(r"^    (goud .*)$", section, re.M)
            absent = [asked[2] for asked in map(shlex.split, commands) if not (there / asked[2]).exists() and asked[2] != "weighed.csv"]
            if absent:
                print(f"statistics: skipped, {absent[0]} is not there (GOUD_DATA)")
                count.skipped += 1
                continue
            for command in commands:
                if command in said:
                    continue
                done = subprocess.run([goud()] + shlex.split(command)[1:], capture_output=True, text=True, env=dict(os.environ, LC_ALL="C"), cwd=there, timeout=120)
                said[command] = done.stdout
                count.check(command, "" if done.returncode == 0 and done.stdout and not done.stderr else f"{done.returncode}: {done.stderr[-300:]}")
            given = [float(one.replace(",", "")) for command in commands for one in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", said[command])]
            lacking = [one for one in numbers(re.sub(r"^    .*$", "", section, flags=re.M), thousands, decimal) if commands and
                       not any(abs(float(one) - value) <= 0.500001 * 10 ** -len(one.partition(".")[2]) for value in given)]
            count.check(f"{guide}, {section.splitlines()[0]}: its figures", "" if not lacking else f"not in the answer: {lacking}")
    count.check("both guides print the same commands", "" if printed["en"] == printed["nl"] and len(printed["en"]) > 11 else str(printed))


def journey(count):
    with tempfile.TemporaryDirectory(prefix="goud-statistics-") as folder:
        desk = Desk(folder)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as hands:
            works = [hands.submit(hold, desk, count, number, case) for number, case in enumerate(cases()) for hold in (holds_alike, holds_little)]
        for work in works:
            work.result()
        sessions(count, folder)
