"""Two organisations in one installation: what is the other's answers like what does not exist, to the byte."""
import json
import re
import uuid

from house import House, Visitor
from people_journey import PASSWORD, found, invited

# What another organisation may never read: these stand in names, so any leak shows them.
CANARY = "Kanarie-7f3a91"


def described(house):
    """(method, path) of every route, as the description says."""
    paths = house.stranger().ask("GET", "/openapi.json").json["paths"]
    return [(method.upper(), path) for path, methods in paths.items() for method in methods if method in ("get", "post", "put", "patch", "delete")]


def journey(count):
    with House() as house:
        first = found(house, "Hotel De Brug", "anna@example.nl")
        house.stop()
        assert house.run("org", "add", CANARY + " Groep").returncode == 0
        made = house.run("user", "add", "bea@example.org", "--name", CANARY + " Bea", "--org", CANARY + " Groep", typed=PASSWORD + "\n")
        assert made.returncode == 0, made.stderr
        house.start()
        first = Visitor(house).sign_in("anna@example.nl", PASSWORD)
        other = Visitor(house).sign_in("bea@example.org", PASSWORD)
        theirs = other.ask("POST", "/units", {"name": CANARY + " Hotel", "level": 1}).json["id"]
        key = other.ask("POST", "/keys", {"name": CANARY, "scopes": ["answers:write", "figures:read"], "expires_at": "2027-06-30T00:00:00Z"}).json
        account = other.ask("GET", "/accounts").json["items"][0]["id"]
        journeys = other.ask("GET", "/journeys")
        promise = other.ask("POST", "/promises", {"audience": "customer", "text": {"nl": CANARY}, "norm": 0.9, "red_line": 0.7, "from": "2026-01-01"})
        foreign = {"unit": theirs, "key": key["id"], "account": account}
        if promise.status in (200, 201):
            foreign["promise"] = promise.json["id"]
        if journeys.status == 200 and journeys.json["items"]:
            foreign["journey"] = journeys.json["items"][0]["id"]
        ours = first.ask("POST", "/units", {"name": "Ons hotel", "level": 1}).json["id"]
        members = {"owner": first}
        for role in ("cx_manager", "hr_manager", "analyst", "employee"):
            members[role] = invited(house, first, role + "@example.nl", role)
        members["unit_manager"] = invited(house, first, "um@example.nl", "unit_manager", ours)
        members["key"] = Visitor(house, key=first.ask("POST", "/keys", {"name": "k", "scopes": ["answers:write", "answers:read", "figures:read"], "expires_at": "2027-06-30T00:00:00Z"}).json["key"])

        bodies = {"move": {"parent": ours, "from": "2026-01-01"}, "end": {"to": "2026-12-31"}}
        for method, path in described(house):
            if path.startswith(("/s/", "/r/", "/v/", "/w/", "/healthz")) or path == "/r" or "/session" in path or path.endswith("/setup") or "{token}" in path:
                continue
            path = path.removeprefix("/api/v1")
            names = re.findall(r"\{(\w+)\}", path)
            for role, member in members.items():
                for what, foreign_id in foreign.items():
                    unknown_id = str(uuid.uuid4())
                    answers = []
                    for one in (foreign_id, unknown_id):
                        address = re.sub(r"\{\w+\}", one, path)
                        if not names:
                            address += "?unit=" + one + "&moment=" + one + "&instrument=" + one if method == "GET" else ""
                        body = bodies.get(path.rsplit("/", 1)[-1], {"name": "x", "revision": 1}) if method in ("POST", "PATCH", "PUT") and names else None
                        if method in ("POST", "PUT") and not names:
                            body = {"unit": one, "parent": one, "moment": one, "instrument": one, "journey": one, "promise": one, "promises": [one]}
                        answers.append(member.ask(method, address, body))
                    same = [re.sub(r'\d{4}-\d\d-\d\dT[\d:.]+Z|"upload":"[^"]+"', "T", a.text.replace(i, "ID")) for a, i in zip(answers, (foreign_id, unknown_id))]
                    wrong = ""
                    if answers[0].status != answers[1].status or same[0] != same[1]:
                        wrong = f"{answers[0].status} {same[0][:200]} against {answers[1].status} {same[1][:200]}"
                    if CANARY in answers[0].text or CANARY in answers[1].text:
                        wrong = "reads the other organisation: " + answers[0].text[:300]
                    if answers[0].status == 500 or answers[1].status == 500:
                        wrong = "breaks: " + answers[0].text[:200]
                    count.check(f"{role} {method} {path} with a foreign {what}", wrong)

        # Nothing was changed by all this knocking.
        units = other.ask("GET", "/units").json["items"]
        count.check("the other organisation is as it was", "" if any(u["id"] == theirs and u["to"] is None and u["revision"] == 1 for u in units) else json.dumps(units))
        count.check("its key still works", "" if Visitor(house, key=key["key"]).ask("GET", "/units").status == 200 else "ended")
        for name, path in (("our", "/audit"), ("our", "/units"), ("our", "/accounts"), ("our", "/keys"), ("our", "/org")):
            count.check(f"{name} {path} holds no canary", "" if CANARY not in first.ask("GET", path).text else "canary")
        # A session of one is nothing to the other: the same cookie with another's token changes nothing.
        mixed = Visitor(house)
        mixed.cookie, mixed.csrf = first.cookie, other.csrf
        count.check("tokens do not mix", "" if mixed.ask("POST", "/units", {"name": "x", "level": 1}).status == 403 else "mixed")
