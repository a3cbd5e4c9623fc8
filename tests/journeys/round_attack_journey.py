"""The attack on a running house. A crawler takes every GET of the description with every value it knows, as every role and as
strangers. While a round is open nothing that is answered moves with a ballot, to the byte; only the count of the organisation
does, the next morning, in steps of five. What is told after the close, by all routes to all roles together, are the figures of
groups that were released, true, and of them none can be taken apart; a role reads nothing that the owner does not.

The attack on the release itself, in seeded worlds, is tests/attack.
"""
import csv
import http.client
import io
import itertools
import json
import re
import sqlite3
import urllib.parse

import described
from ballot_journey import day, fields_of, post
from equations import light_sets
from furnished import EXPIRES, furnish, made
from house import Answer, House, Visitor, wait_until
from people_journey import PASSWORD, found, invited

PARENT = {"north": "top", "south": "top", "n1": "north", "n2": "north", "n3": "north", "s1": "south", "s2": "south", "s3": "south"}
PEOPLE = {"north": 1, "n1": 8, "n2": 3, "n3": 7, "s1": 4, "s2": 13, "s3": 9}
FACETS = {"tenure": ["short", "middle", "long"], "hours": ["part", "full"]}
DATES = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+Z)?|\d{1,2} (januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
                   r"January|February|March|April|May|June|July|August|September|October|November|December)( \d{4})?")
CHANCE = re.compile(r"nonce[-=]\"?\w+|\b[0-9a-f]{32}\b")  # of an answer itself: what lets its style in, and the receipt of a ballot to be


# ---- two rounds among 45 people

def plan(library, promise):
    chosen = [item for key in ("clarity", "engagement", "ladder", "open") for item in library[key]["items"] if key not in ("clarity", "engagement") or item["key"] in ("what", "may", "must", "proud", "trust")]
    items = [{name: item[name] for name in ("key", "kind", "about", "text", "options", "top", "not_applicable", "source")} | {"week": 1} for item in chosen]
    items.append({"key": "roster", "kind": "yes_no", "about": "promise", "promise": promise, "week": 1, "text": {"nl": "Stond je rooster er op tijd?", "en": "Was your roster there in time?"}})
    facets = [{"key": key, "text": {"nl": key, "en": key}, "options": [{"value": value, "label": {"nl": value, "en": value}} for value in values]} for key, values in FACETS.items()]
    return {"name": {"nl": "Ronde", "en": "Round"}, "opens": day(-8), "closes": day(20), "items": items, "facets": facets, "closes_itself": False}


def ballot(unit, at, number):
    """What someone of a unit says: a small unit with one voice, some who skip, facets that nearly follow the unit."""
    top = lambda of_ten, turn: "5" if (at * 7 + turn * 3 + len(unit) + number) % 10 < of_ten else "2"
    said = {"what": top(6, 1), "may": "5" if unit == "s1" else top(4, 2), "must": top(9, 3), "proud": top(7, 4), "trust": top(5, 5), "recommends": str((at * 3 + number + ord(unit[0])) % 11),
            "did_recommend": "yes" if (at + number) % 2 else "no", "roster": "yes" if at % 10 < 5 else "no", "words": f"Woorden van {unit} {at} in ronde {number}"}
    if at % 6 == 5:
        del said["what"], said["proud"]
    facets = {"tenure": FACETS["tenure"][(at + len(unit)) % 3 if at % 4 else (0 if unit < "o" else 2)], "hours": FACETS["hours"][at % 3 % 2]}
    if at % 7 == 3:
        del facets["hours"]
    return said, facets


def drop(house, code, said, facets):
    stranger = Visitor(house, language="nl")
    page = stranger.ask("GET", "/r/" + code)
    fields = fields_of(page.text) + [("a." + key, value) for key, value in said.items()] + [("f." + key, value) for key, value in facets.items()]
    answer = post(stranger, "/r/" + code, fields)
    assert answer.status == 303, f"{answer.status} {answer.text[-500:]}"
    return dict(fields)["r"], answer.headers["location"]


class Round:
    """A round, its codes by unit, and all that was said, as only this test knows it."""

    def __init__(self, house, owner, library, promise, units, number):
        self.number, self.house, self.owner = number, house, owner
        self.id = made(owner.ask("POST", "/rounds", plan(library, promise)))["id"]
        named = {id: name for name, id in units.items()}
        self.codes = {name: [] for name in units}
        for line in made(owner.ask("POST", f"/rounds/{self.id}/open"))["codes"]:
            self.codes[named[line["unit"]]].append(line["code"])
        self.ballots, self.used = [], []

    def drop(self, unit, code=None, late=False):
        code = code or self.codes[unit].pop(0)
        said, facets = ballot(unit, len(self.ballots), self.number)
        receipt, thanks = drop(self.house, code, said, facets)
        self.ballots.append({"unit": unit, "said": said, "facets": facets, "late": late})
        self.used.append((code, receipt, thanks))

    def take_back(self, at):
        code, receipt, _ = self.used[at]
        answer = post(Visitor(self.house, language="nl"), f"/r/{code}/take-back", [("r", receipt), ("lang", "nl")])
        assert answer.status == 303, answer.text
        self.ballots[at] = None

    def close(self):
        self.house.stop()
        with sqlite3.connect(self.house.data + "/goud.db") as store:  # a week goes by
            store.execute("UPDATE round SET opened = opened - 8 WHERE id = ?", (self.id,))
        self.house.start()
        made(self.owner.ask("POST", f"/rounds/{self.id}/close"), 200, 202, 204)
        assert wait_until(lambda: made(self.owner.ask("GET", f"/rounds/{self.id}"))["state"] == "released", 60), "the round does not close"
        self.ballots = [one for one in self.ballots if one]


# ---- the crawler

class Crawler:
    """Every GET of the description, every value that is known, for everyone who may ask."""

    def __init__(self, house, visitors, values, addresses):
        self.house, self.visitors, self.values, self.addresses = house, visitors, values, addresses

    def sign_in(self):
        for name, visitor in self.visitors.items():
            if visitor.cookie:
                visitor.sign_in(self.addresses[name], PASSWORD)

    def targets(self):
        for path, methods in described.WHOLE["paths"].items():
            # A guest's page holds a ticket and a draw of its own; the page of who told something bears a few questions a minute.
            if "get" not in methods or path.startswith(("/s/", "/v/")):
                continue
            parameters = [described.resolved(one) for one in methods["get"].get("parameters", []) + methods.get("parameters", [])]
            in_path = [name for name in re.findall(r"{(\w+)}", path)]
            room = path.split("/")[3 if path.startswith("/api") else 1]
            known = lambda name, otherwise: self.values.get(f"{room}.{name}", self.values.get(name, otherwise))
            choices = [known(name, ["unknown"]) for name in in_path]
            for chosen in itertools.product(*choices):
                whole = path
                for name, value in zip(in_path, chosen):
                    whole = whole.replace("{" + name + "}", urllib.parse.quote(value))
                yield whole
                for one in parameters:
                    if one["in"] == "query":
                        for value in known(one["name"], []):
                            yield f"{whole}?{one['name']}={urllib.parse.quote(value)}"

    def audited(self, visitor):
        """The newest lines but for those the crawler makes itself, by taking things out."""
        lines, page = [], {"next": ""}
        while len(lines) < 10 and page["next"] is not None:
            page = made(visitor.ask("GET", f"/audit?limit=200&cursor={page['next']}"))
            lines += [line for line in page["items"] if line["verb"] not in ("exported", "told")]
        return json.dumps(lines[:10])

    def crawl(self, who=None, only=None, look=False):
        """{(who, target): (status, headers, body), masked}"""
        seen = {}
        targets = [one for one in self.targets() if only is None or only(one)]
        for name, visitor in self.visitors.items():
            if who is not None and name not in who:
                continue
            headers = {"Accept-Language": visitor.language, **({"Authorization": "Bearer " + visitor.key} if visitor.key else {}), **({"Cookie": "goud_session=" + visitor.cookie} if visitor.cookie else {})}
            line = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=60)
            for target in targets:
                # The door of a ballot takes no session; who comes with one is told so, which is no news of a round.
                line.request("GET", target, headers=headers)
                answer = line.getresponse()
                body = answer.read()
                told = {key.lower(): value for key, value in answer.getheaders() if key.lower() not in ("date", "set-cookie", "connection", "keep-alive")}
                if look:
                    described.look_at("GET", target, Answer(answer.status, told, body))
                if target.startswith("/api/v1/audit") and answer.status == 200:
                    body = self.audited(visitor).encode()
                    told.pop("content-length")
                text = CHANCE.sub("~", DATES.sub("~", body.decode("utf-8", "replace")))
                seen[name, target] = (answer.status, CHANCE.sub("~", json.dumps(told, sort_keys=True)), text)
            line.close()
        return seen


def moved(before, after):
    return [f"{who} {target}: {before[who, target][0]} {after[who, target][0]} " + next((f"…{a[max(0, at - 60):at + 60]}… and …{b[max(0, at - 60):at + 60]}…" for a, b in zip(before[who, target][1:], after[who, target][1:]) for at in [differs(a, b)] if at is not None), "")
            for who, target in before if before[who, target] != after.get((who, target))]


def differs(a, b):
    return None if a == b else next((at for at, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))


# ---- what is told, from all routes, as figures of groups

class Told:
    """(round, question, part, group, facet, classes) -> {figure: who reads it}; a group is its units, each whole or by itself only."""

    def __init__(self, names, promises):
        self.names, self.promises, self.figures, self.loose, self.count = names, promises, {}, [], 0
        self.exported, self.again = {}, []

    def group(self, of):
        return frozenset((unit["id"], unit["name"] != self.names[unit["id"]]) for unit in of["units"])

    def add(self, who, a_round, key, group, figure, facet=None, label=None, part=""):
        self.count += 1
        text = self.text(figure)
        classes = frozenset(one if one in FACETS[facet] else "" for one in label.split(" + ")) if facet else None
        self.figures.setdefault((a_round, key, part, group, facet, classes), {}).setdefault(text, set()).add(who)

    def text(self, figure):
        number = lambda value: None if value is None else round(float(value), 9)
        return json.dumps([figure["shown"], figure["n"], number(figure["value"]), figure["interval"] and [number(end) for end in figure["interval"]]])

    def facets(self, who, a_round, key, group, facets):
        for facet in facets:
            for one in facet["classes"]:
                self.add(who, a_round, key, group, one["figure"], facet["key"], one["label"]["nl"])

    def read(self, who, target, answer):
        """Takes all figures out of an answer; a figure that stands where none was looked for is told."""
        path = target.split("?")[0].removeprefix("/api/v1").split("/")[1:]
        before = self.count
        if path[0] == "rounds" and path[-1] == "export":
            return self.table(who, path[1], answer)
        body = json.loads(answer)
        if path[0] == "rounds" and path[-1] == "figures":
            for item in body["items"]:
                group = self.group(item["group"])
                self.add(who, path[1], item["key"], group, item["figure"])
                self.facets(who, path[1], item["key"], group, item["facets"])
                if item["previous"]:
                    self.add(who, item["previous"]["round"]["id"], item["key"], group, item["previous"]["figure"])
                if item["difference"]:
                    self.count += 1
                    gap = item["figure"]["value"] - item["previous"]["figure"]["value"]
                    if abs(item["difference"]["value"] - gap) > 1e-9:
                        self.loose.append(f"{who} {target}: a difference of its own")
        elif path[0] == "rounds" and path[-1] == "clarity":
            whole = self.group({"units": [{"id": self.top, "name": self.names[self.top]}]})
            lines = [(self.group(row["group"]), row["cells"]) for row in body["rows"]] + [(whole, (body["compare"] or {"cells": []})["cells"])]
            for group, cells in lines:
                for column, cell in zip(body["columns"], cells):
                    self.add(who, path[1], column["key"], group, cell)
        elif path == ["employees", "promises"]:
            for one in body["promises"] if body["round"] else []:
                for a_round, figure in [(body["round"], one["figure"])] + ([(one["previous"]["round"], one["previous"]["figure"])] if one["previous"] else []):
                    self.add(who, a_round["id"], self.promises[one["id"]], self.group(one["group"]), figure)
        elif path[:2] == ["employees", "moments"]:
            for one in body["promises"]:
                latest = one["by_round"][-1] if one["by_round"] else None
                for line in one["by_round"] + [{**line, "round": latest["round"]} for line in one["by_unit"]]:
                    self.add(who, line["round"]["id"], self.promises[one["id"]], self.group(line["group"]), line["figure"])
                if latest:
                    self.facets(who, latest["round"]["id"], self.promises[one["id"]], self.group(latest["group"]), one["facets"])
        elif path == ["floor", "today"]:  # says again what the page of promises says to the same asker
            for one in body["promised"]:
                if figures_in(one["figure"]):
                    self.count += 1
                    self.again.append((who, target, self.promises[one["promise"]], self.text(one["figure"])))
        elif path == ["employees", "ladder"]:
            for line in body["rounds"]:
                for rung in line["rungs"]:
                    self.add(who, line["round"]["id"], "ladder", self.group(line["group"]), rung["figure"], part=rung["key"])
        if self.count - before != figures_in(body):
            self.loose.append(f"{who} {target}: {figures_in(body)} figures, {self.count - before} where they belong")

    def end(self):
        for who, target, key, text in self.again:
            if not any(key == question and who in told.get(text, ()) for (_, question, *_), told in self.figures.items()):
                self.loose.append(f"{who} {target}: a figure of {key} that stands nowhere else")
        return self

    def table(self, who, a_round, text):
        for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline="")):
            units = [{"id": id, "name": name} for id, name in zip(row["units"].split(" "), row["group"].split(" + "))]
            number = lambda name: float(row[name]) if row[name] else None
            figure = {"shown": row["shown"], "n": int(row["n"]) if row["n"] else None, "value": number("value"), "interval": [number("low"), number("high")] if row["low"] else None}
            self.add(who, a_round, row["question"], self.group({"units": units}), figure, row["facet"] or None, row["facet_class"], row["part"])


def figures_in(body):
    """How many figures of employees stand anywhere in an answer."""
    if isinstance(body, dict):
        return ("shown" in body and "n" in body) + sum(figures_in(one) for one in body.values())
    return sum(figures_in(one) for one in body) if isinstance(body, list) else 0


LADDER = ("proud", "recommends", "did_recommend")
TOP = {"4", "5", "yes"}


def rung(said):
    would = int(said["recommends"])
    if would <= 6:
        return "lets_go"
    if said["proud"] not in TOP:
        return "neutral"
    return "ambassador" if would >= 9 and said["did_recommend"] == "yes" else "proud"


def answers(a_round, key):
    """The ballots that count for a question."""
    needed = LADDER if key == "ladder" or key in LADDER else (key,)
    return [one for one in a_round.ballots if all(name in one["said"] for name in needed)]


def of_group(a_round, key, tree, group, facet, classes):
    def inside(one):
        line = [one["unit"]]
        while line[-1] in tree:
            line.append(tree[line[-1]])
        return any(own and one["unit"] == unit or not own and unit in line for unit, own in group)
    return [one for one in answers(a_round, key) if inside(one) and (facet is None or one["facets"].get(facet, "") in classes)]


def true_value(people, key, part):
    if key == "ladder":
        return sum(rung(one["said"]) == part for one in people)
    if key == "recommends":
        return sum((int(one["said"][key]) >= 9) - (int(one["said"][key]) <= 6) for one in people)
    return sum(one["said"][key] in TOP for one in people)


def judge(count, told, rounds, units):
    """Every figure is true, of enough people, the same for whoever reads it; and together they solve no group under the floor."""
    named = {id: name for name, id in units.items()}
    wrong, tried, solved, shown = [], 0, [], 0
    by_question = {}
    for (round_id, key, part, group, facet, classes), figures in told.figures.items():
        a_round = rounds[round_id]
        pieces = [(named[id], own) for id, own in group]
        what = f"round {a_round.number} {key} {part} {sorted(pieces)} {facet} {sorted(classes or [])}"
        if len(figures) != 1:
            wrong.append(f"{what}: {figures}")
        how, n, value, interval = json.loads(next(iter(figures)))
        if how == "hidden":
            wrong += [f"{what}: hidden, and yet {n} {value}"] if (n, value, interval) != (None, None, None) else []
            continue
        shown += 1
        people = of_group(a_round, key, a_round.tree, pieces, facet, classes)
        said = true_value(people, key, part)
        if n != len(people) or sum(not one["late"] for one in people) < 5:
            wrong.append(f"{what}: {n} of {len(people)}")
        elif how == "exact" and abs(value - said * (100 if key == "recommends" else 1) / n) > 1e-9:
            wrong.append(f"{what}: {value}, not {said} of {n}")
        elif how != "exact" and (value is not None or interval is not None or key != "recommends" and (said if how == "nearly_none" else n - said) > 1):
            wrong.append(f"{what}: {how} {value}, and {said} of {n}")
        by_question.setdefault((round_id, key), {})[frozenset(id(one) for one in people)] = what
    count.check(f"{shown} figures are true, of enough people, and one for all who read them", "; ".join(wrong[:5]))
    for (round_id, key), rows in by_question.items():
        people = answers(rounds[round_id], key)
        late = {id(one) for one in people if one["late"]}
        more, sets = light_sets([id(one) for one in people], list(rows), 5, lambda one: one not in late)
        tried += more
        solved += [f"round {rounds[round_id].number} {key}: {len(one)} people by {list(rows.values())}" for one in sets]
    print(f"  {shown} figures, {sum(map(len, by_question.values()))} groups of {len(by_question)} questions; {tried} groups under the floor tried, {len(solved)} solved", flush=True)
    count.check("no group under the floor is solved", "; ".join(solved[:3]))
    whole, most = frozenset(range(9)), frozenset(range(8))
    known = [sorted(light_sets(range(9), rows, 5)[1]) for rows in ([whole], [whole, most], [whole, most - {0}, most - {1}], [whole, frozenset(range(5)), frozenset(range(2, 9))])]
    count.check("and one that can be would be", "" if known == [[], [[8]], [[0, 8], [1, 8]], [[0, 1], [2, 3, 4], [5, 6, 7, 8]]] else str(known))


def who_sees(count, told, units, restricted, by):
    """A role reads what the owner reads, or less; a branch reads nothing of the other branch by itself."""
    owner = {key for key, figures in told.figures.items() if any("owner" in who for who in figures.values())}
    more = [(who, key) for key, figures in told.figures.items() for readers in figures.values() for who in readers if key not in owner]
    count.check("nobody reads a figure that the owner does not", str(more[:3]) if more else "")
    foreign = {units[name] for name in by}
    across = [key for key, figures in told.figures.items() if any(restricted & readers for readers in figures.values()) and all(id in foreign for id, _ in key[3])]
    count.check("a branch reads nothing that is the other branch's alone", str(across[:3]) if across else "")


def texts(count, crawled, text_floor=10):
    groups = {}
    for (who, target), (status, _, body) in crawled.items():
        if target.split("?")[0].endswith("/texts") and status == 200:
            for item in json.loads(body)["items"]:
                for group in item["groups"]:
                    place = (target.split("/")[4], item["key"], json.dumps(sorted(unit["id"] for unit in group["group"]["units"])))
                    groups.setdefault(place, {}).setdefault(tuple(group["words"]), set()).add(who)
    wrong = [place for place, words in groups.items() if len(words) != 1 or any(len(one) < text_floor for one in words)]
    by_question = {}
    for (a_round, key, _), words in groups.items():
        by_question.setdefault((a_round, key), []).extend(next(iter(words)))
    wrong += [place for place, words in by_question.items() if len(words) != len(set(words))]
    wrong += [place for place, words in groups.items() if not any("owner" in who for who in words.values())]
    count.check(f"{len(groups)} groups of texts, each of ten or more, each text once", str(wrong[:3]) if wrong else "")


# ---- the play

def told_by(names, promises, top, crawled, rounds):
    told = Told(names, promises)
    told.top = top
    for (who, target), (status, _, body) in crawled.items():
        if status == 200 and re.match(r"/api/v1/(rounds/[^/]+/(figures|clarity|export)|employees/(promises|moments/[^/]+|ladder)|floor/today)(\?|$)", target):
            told.read(who, target, body)
        elif status == 200 and target.startswith("/api/") and '"shown"' in body and not target.startswith(("/api/v1/openapi", "/api/v1/rounds/library")):
            told.loose.append(f"{who} {target}: a figure of employees")
    return told.end()


def while_open(count, house, crawler, second, first, owner):
    """(a): what anyone is answered before and after each ballot is equal, but to the one whose code it was."""
    crawler.crawl(look=True)  # what is made when it is first asked for stands from here on
    begin = crawler.crawl()
    noise = moved(begin, crawler.crawl())
    count.check(f"{len(begin)} answers are the same when asked again", "; ".join(noise[:3]))
    if noise:
        return begin
    few = {"owner", "unit_manager", "key", "stranger"}
    heavy = lambda target: not re.match(r"/api/v1/(journeys|instruments|links|imports|roles|measures|linkage|keys|invitations|openapi)", target)
    late = first.spare[0]
    happens = [("a ballot of a unit of three", lambda: second.drop("n2")), ("a ballot of eight", lambda: second.drop("n1")), ("one of another branch", lambda: second.drop("s1")),
               ("a late ballot", lambda: second.drop("n3", late, late=True)), ("a ballot that is taken back", lambda: second.take_back(1)), ("the last of a unit", lambda: [second.drop("n2") for _ in range(2)])]
    asked = len(begin)
    for what, happen in happens:
        happen()
        after = crawler.crawl(few, heavy)
        asked += len(after)
        count.check(f"nothing moves with {what}", "; ".join(moved({key: value for key, value in begin.items() if key in after}, after)[:3]))
    for unit, codes in second.codes.items():
        while len(codes) > (unit in ("n1", "s2")):  # one code is kept, whose page is looked at all the while
            second.drop(unit)
    after = crawler.crawl()
    count.check(f"nothing moved with {len(second.used)} ballots, to any role, by any route", "; ".join(moved(begin, after)[:3]))
    print(f"  {asked + len(after)} answers compared, {len({target for _, target in begin})} addresses, {len(crawler.visitors)} who ask", flush=True)
    stranger, pages = Visitor(house, language="nl"), set()
    for code, _, _ in second.used[4:9]:
        pages.add("".join(DATES.sub("~", CHANCE.sub("~", stranger.ask("GET", f"/r/{code}{path}").text)).replace(code, "~") for path in ("", "/take-back")))
    units_said = {one["unit"] for one in second.ballots[4:9] if one}
    count.check("the page of a used code tells nothing of the answer", "" if len(pages) <= len(units_said) else f"{len(pages)} pages")
    return begin


def the_next_morning(count, house, crawler, second, before):
    house.stop()
    house.options += ["--days-ahead", "1"]
    house.start()
    crawler.sign_in()  # a session does not last the night
    line = lambda: made(crawler.visitors["owner"].ask("GET", "/rounds/" + second.id))
    wait_until(lambda: line()["at_least"] is not None, 10)
    at_least, in_box = line()["at_least"], sum(one is not None for one in second.ballots)
    count.check("the next morning the organisation's response is told, in steps of five", "" if at_least is not None and at_least % 5 == 0 and in_box - 5 < at_least <= in_box else f"{at_least} of {in_box}")
    mask = lambda text: re.sub(r'"at_least":(null|\d+)', '"at_least":~', text)
    after = crawler.crawl(only=lambda target: "/rounds" in target or "/employees" in target)
    headless = lambda told: (told[0], mask(told[2]))
    other = [key for key in after if headless(after[key]) != headless(before[key])]
    count.check("which the crawler sees", "" if any("/rounds" in key[1] and after[key] != before[key] for key in after) else "it does not")
    count.check("and nothing else", str([(key, differs(before[key][2], after[key][2])) for key in other[:3]]) if other else "")
    house.stop()
    house.options = house.options[:-2]
    house.start()
    crawler.sign_in()


def journey(count):
    with House() as house:
        found(house, "Merelhof", "anna@example.nl")
        house.stop()
        assert house.run("org", "add", "Andere Groep").returncode == 0
        assert house.run("user", "add", "bea@example.org", "--name", "Bea", "--org", "Andere Groep", typed=PASSWORD + "\n").returncode == 0
        house.start()
        owner, other = Visitor(house).sign_in("anna@example.nl", PASSWORD), Visitor(house).sign_in("bea@example.org", PASSWORD)
        has = furnish(owner, "Merelhof", from_day="2025-01-01")
        made(owner.ask("PATCH", "/org", {"units_levels": [{"level": at, "name": {"nl": name}} for at, name in enumerate(("Groep", "Regio", "Team"))], "revision": made(owner.ask("GET", "/org"))["revision"]}))
        units = {"top": has["top"]}
        for name, parent in PARENT.items():
            units[name] = made(owner.ask("POST", "/units", {"name": name.title(), "level": 1 if parent == "top" else 2, "parent": units[parent], "from": "2024-01-01"}))["id"]
        who = {"owner": owner, "other organisation": other, "stranger": Visitor(house)}
        for role in ("cx_manager", "hr_manager", "analyst"):
            who[role] = invited(house, owner, role + "@example.nl", role)
        for name, role, unit in (("unit_manager", "unit_manager", "north"), ("unit_manager of n2", "unit_manager", "n2"), ("employee of n1", "employee", "n1"), ("employee", "employee", None)):
            who[name] = invited(house, owner, name.replace(" ", "") + "@example.nl", role, units[unit] if unit else None)
        who["key"] = Visitor(house, key=made(owner.ask("POST", "/keys", {"name": "figures", "scopes": ["figures:read"], "expires_at": EXPIRES}))["key"])
        library = {one["key"]: one for one in made(owner.ask("GET", "/rounds/library"))["sets"]}
        made(owner.ask("PUT", "/rounds/consent", {"given": day(-30), "by_whom": "OR"}), 200, 204)
        made(owner.ask("POST", "/employees", {"rows": [{"unit": units["n1"], "email": "een@example.nl", "language": "nl"}], "heads": [{"unit": units[name], "people": people - (name == "n1")} for name, people in PEOPLE.items()]}))

        first = Round(house, owner, library, has["employee_promise"], units, 1)
        first.tree, first.spare = dict(PARENT), [first.codes["n3"].pop(), first.codes["s2"].pop()]
        for unit, codes in first.codes.items():
            for _ in range(len(codes)):
                first.drop(unit)
        first.close()

        # Between the rounds a unit moves to the other branch, and someone moves to another unit.
        made(owner.ask("POST", f"/units/{units['s1']}/move", {"parent": units["north"], "from": day(0)}), 200, 201, 204)
        made(owner.ask("POST", "/employees", {"rows": [{"unit": units["n2"], "email": "een@example.nl", "language": "nl"}]}))
        second = Round(house, owner, library, has["employee_promise"], units, 2)
        second.tree = {**PARENT, "s1": "north"}
        accounts = made(owner.ask("GET", "/accounts"))["items"]
        values = {"rounds.id": [first.id, second.id], "employees.id": [made(owner.ask("GET", "/employees"))["employees"][0]["id"], has["employee_moment"]], "moments.id": [has["room"], has["employee_moment"]],
                  "units.id": [units["top"], units["n1"]], "journeys.id": [has["journey"], has["employee_journey"]], "promises.id": [has["promise"], has["employee_promise"]], "instruments.id": [has["instrument"]],
                  "links.id": [has["zwolle_link"]], "roles.id": ["unknown"], "imports.id": ["unknown"], "invitations.id": ["unknown"], "accounts.id": [one["id"] for one in accounts[:2]],
                  "unit": list(units.values()), "round": [first.id, second.id], "r.code": [second.codes["n1"][-1], second.codes["s2"][-1], first.spare[1]], "audit.limit": ["200"],
                  "from": ["2026-01-01"], "to": [day(0)], "on": [day(0)], "step": ["week"], "format": ["csv", "ndjson"], "audience": ["employee"], "limit": ["1"], "lang": ["en"], "compare": [units["n1"]], "moment": [has["employee_moment"]],
                  "with_suspects": ["true"], "k": ["unknown"], "t": ["unknown"], "r": ["0" * 32]}
        crawler = Crawler(house, who, values, {name: name.replace(" ", "") + "@example.nl" for name in who} | {"owner": "anna@example.nl", "other organisation": "bea@example.org"})
        begin = while_open(count, house, crawler, second, first, owner)
        the_next_morning(count, house, crawler, second, begin)
        second.close()

        crawled = crawler.crawl(only=lambda target: target.startswith("/api/"))
        names = {unit["id"]: unit["name"] for unit in made(owner.ask("GET", "/units?limit=200"))["items"]}
        told = told_by(names, {has["employee_promise"]: "roster"}, units["top"], crawled, None)
        count.check("figures stand where they belong, and nowhere else", "; ".join(told.loose[:4]))
        judge(count, told, {one.id: one for one in (first, second)}, units)
        who_sees(count, told, units, {"unit_manager", "unit_manager of n2", "employee of n1"}, ("south", "s2", "s3"))
        texts(count, crawled)
        nothing = [key for key, figures in told.figures.items() if any({"stranger", "other organisation"} & readers for readers in figures.values())]
        count.check("strangers and other organisations read none of it", str(nothing[:3]) if nothing else "")
