"""Two units of the demonstration beside each other: the difference that was not planted holds nothing, the one that was is seen."""
import re
import subprocess
import tempfile
import uuid

from house import House, Visitor, goud

PERIOD = "from=2024-11-23&to=2026-11-22"
OTHERS = ["dev", "lwd", "grn", "ldn", "hrl", "dlf", "brd", "htb"]


def figures(visitor, moment, unit, compare, period=PERIOD):
    return visitor.ask("GET", f"/moments/{moment}/figures?{period}&unit={unit}&compare={compare}")


def of_promise(answer, words):
    return next(one for one in answer.json["comparison"]["promises"] if words in one["text"]["nl"])


def journey(count):
    with tempfile.TemporaryDirectory(prefix="goud-groups-") as folder:
        data = folder + "/data"
        made = subprocess.run([goud(), "demo", "--data", data, "--answers", "30000", "--rounds", "0", "--without-floor", "--until", "2026-11-22"], capture_output=True, text=True)
        password = re.search(r"password: (\S+)", made.stdout).group(1)
        with House(data) as house:
            noor = Visitor(house).sign_in("noor@merelhof.example", password)
            customers = next(one for one in noor.ask("GET", "/journeys").json["items"] if one["audience"] == "customer")
            at = {one["name"]["nl"]: one["id"] for one in customers["moments"]}
            units = {one["code"]: one for one in noor.ask("GET", "/units").json["items"]}
            breakfast, room = at["Ontbijt"], at["Kamer en rust"]

            said = figures(noor, breakfast, "ldn", "hrl")
            for one in said.json["comparison"]["promises"] + [said.json["comparison"]["score"]]:
                low, high = one["difference"]["interval"]
                name = one.get("text", {"nl": "the score"})["nl"]
                count.check(f"Leiden and Haarlem, {name}: may be nothing", "" if low <= 0 <= high else str(one["difference"]))
                n = one["of_unit"]["n"] + one["of_compared"]["n"]
                count.check(f"Leiden and Haarlem, {name}: n of both", "" if one["difference"]["n"] == n and min(one["of_unit"]["n"], one["of_compared"]["n"]) > 0 else str(one))
            alone = noor.ask("GET", f"/moments/{breakfast}/figures?{PERIOD}&unit={units['ldn']['id']}").json
            same = [one["kept"] for one in alone["promises"]] == [one["of_unit"] for one in said.json["comparison"]["promises"]]
            count.check("a side is the figure of that unit alone", "" if same and alone["comparison"] is None and alone["score"] == said.json["comparison"]["score"]["of_unit"] else "another")
            turned = figures(noor, breakfast, units["hrl"]["id"], "ldn").json["comparison"]
            there, back = said.json["comparison"]["score"]["difference"], turned["score"]["difference"]
            count.check("the other way round the sign turns", "" if abs(there["value"] + back["value"]) < 1e-12 and abs(there["interval"][0] + back["interval"][1]) < 1e-12 else f"{there} {back}")

            present = [code for code in OTHERS if code in units]
            count.check("hotels to compare with", "" if len(present) >= 5 else str(sorted(units)))
            for code in present:
                quiet = of_promise(figures(noor, room, "zwl", code), "stilte")["difference"]
                count.check(f"Zwolle is less quiet than {code}", "" if quiet["interval"][1] < 0 else str(quiet))
            regions = [one for one in units.values() if one["level"] == 1]
            elsewhere = [one for one in regions if one["id"] != units["zwl"]["parent"]]
            for region in elsewhere:
                quiet = of_promise(figures(noor, room, "zwl", region["code"]), "stilte")["difference"]
                count.check(f"Zwolle is less quiet than {region['name']}", "" if quiet["interval"][1] < 0 else str(quiet))

            own = next(one for one in regions if one["id"] == units["zwl"]["parent"])
            for unit, compare, status, holds in (("zwl", "zwl", 400, '"path":"compare"'), ("zwl", own["code"], 400, '"path":"compare"'), (own["code"], "zwl", 400, '"path":"compare"'),
                                                 ("", "zwl", 400, '"path":"unit"'), ("zwl", "nowhere", 404, ""), ("zwl", str(uuid.uuid4()), 404, "")):
                answer = figures(noor, room, unit, compare)
                count.check(f"{unit or 'nothing'} against {compare}", "" if answer.status == status and holds in answer.text else f"{answer.status} {answer.text[:300]}")
            # Before anyone was asked: that a difference cannot be said is an answer, with its reason.
            nothing = figures(noor, room, "zwl", "ldn", "from=2020-01-01&to=2020-12-31")
            reasons = {one["difference"].get("reason") for one in nothing.json["comparison"]["promises"]} if nothing.status == 200 else nothing.text
            count.check("no answers, no difference", "" if isinstance(reasons, set) and reasons <= {"too_few", "not_asked"} else str(reasons))
