"""`goud open` on whatever somebody has: what is proposed makes sense, what is left out is said, what is no table is refused
with a sentence. The real exports are walked through where they are."""
import os
import pathlib
import re
import subprocess
import tempfile
import time

from house import TOP, goud

MINUTE = 60


def opened(path, place):
    begin = time.monotonic()
    done = subprocess.run([goud(), "open", str(path), "--data", place, "--no-serve"], capture_output=True, text=True,
                          env=dict(os.environ, LANG="C", LC_ALL="C"), timeout=2 * MINUTE)
    return done.returncode, done.stdout, done.stderr, time.monotonic() - begin


def made_here(count):
    percents = "school,size,P1,P2\n" + "".join(f"School {i},{'small' if i % 3 else 'large'},{50 + i}%,{90 - i}%\n" for i in range(40))
    asked = "id,Your view of Lando Calrissian,Hotel,Check-in\n" + "".join(f"g-{1000 + i},{'good' if i % 2 else 'bad'},{'Zwolle' if i % 3 else 'Breda'},{1 + i % 5}\n" for i in range(60))
    table = [  # name, text, status, said, not said
        ("percents.csv", percents, 0, ["P1, P2)", "Left out: ", "results of groups", "no scale or score found"], ["the top two answers"]),
        ("asked.csv", asked, 0, ["Units: the values of Hotel.", "the top two answers", "one period, without trend"], ["Left out", "Units: the values of Your"]),
        ("survey.qsf", '{"SurveyEntry":{"SurveyID":"SV_1"}}', 2, ["is no table"], ["quote"]),
        ("survey.lss", '<?xml version="1.0"?>\n<document/>', 2, ["is no table"], ["quote"]),
        ("nothing.csv", "", 2, ["empty"], []),
        ("words.csv", "a\n", 2, ["No questions"], []),
    ]
    for name, text, status, said, unsaid in table:
        with tempfile.TemporaryDirectory(prefix="goud-any-") as place:
            path = pathlib.Path(place) / name
            path.write_text(text)
            code, out, err, _ = opened(path, place + "/data")
            wrong = [] if code == status else [f"ended with {code}: {out[-300:]}{err[-300:]}"]
            wrong += [f"does not say {one!r}: {out[-600:]}{err[-300:]}" for one in said if one not in out + err]
            wrong += [f"says {one!r}" for one in unsaid if one in out + err]
            if status == 2:
                wrong += [] if len(err.strip().splitlines()) == 1 and not out else [f"not one line: {out}{err}"]
            count.check("open " + name, "; ".join(wrong))


def journey(count):
    made_here(count)
    folder = pathlib.Path(os.environ.get("GOUD_DATA") or TOP.parent / "shared/data")
    files = sorted(path for part in ("exports", "nyc_school_survey", "multilevel", "telco_churn", "ecsi_mobi", "survey_raking", "reviews_nl", "cdnow")
                   for path in (folder / part).glob("*")) if folder.is_dir() else []
    if not files:
        print("any_file: the real exports are not there (GOUD_DATA), skipped")
        count.skipped += 1
        return
    for path in files:
        with tempfile.TemporaryDirectory(prefix="goud-any-") as place:
            code, out, err, seconds = opened(path, place + "/data")
            wrong = []
            if code not in (0, 2):
                wrong.append(f"ended with {code}: {err[-300:]}")
            if code == 2 and (len(err.strip().splitlines()) != 1 or not re.match(r"goud: .*[.]\s*$", err)):
                wrong.append(f"no single sentence: {err[-300:]}")
            if code == 0 and not re.search(r"^Added: [\d,]+ answers", out, re.M):
                wrong.append(f"does not say what came in: {out[-300:]}")
            if seconds > MINUTE:
                wrong.append(f"took {seconds:.0f} s")
            count.check(f"open {path.parent.name}/{path.name}", "; ".join(wrong))
