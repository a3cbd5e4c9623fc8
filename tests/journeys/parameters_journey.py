"""The query parameters that routes read are those the description names.

Each name that the code asks for anywhere is sent, with a value nobody can use, to every reading route. Where that changes
the answer the route reads it, and the description must name it; where it changes nothing the description must not.
"""
import re

from described import TOP, WHOLE
from every_door_journey import MAY, lived, own
from house import House, Visitor
from people_journey import PASSWORD, found

READ = re.compile(r'(?:parameter|day|asked_for)\((?:request, )?"(\w+)"')
EVERYWHERE = {"lang"}   # read before any route, of every request


def names_in_code():
    return {name for file in (TOP / "src").rglob("*.cpp") if not file.name.endswith("_test.cpp") for name in READ.findall(file.read_text())} - EVERYWHERE


def still(answer):
    return answer.status, re.sub(r'\d{4}-\d\d-\d\dT[\d:.]+Z', "T", answer.text)


def journey(count):
    named = {parameter["name"] for methods in WHOLE["paths"].values() for operation in methods.values() if isinstance(operation, dict)
             for parameter in operation.get("parameters", []) if parameter["in"] == "query"}
    read = names_in_code()
    count.check("every name that is read is described somewhere", ", ".join(sorted(read - named)))
    count.check("every name that is described is read somewhere", ", ".join(sorted(named - read - EVERYWHERE)))
    with House() as house:
        found(house, "Hotel De Brug", "anna@example.nl")
        owner = Visitor(house).sign_in("anna@example.nl", PASSWORD)
        _, ids = lived(owner, "Merelhof", house)
        for path, methods in sorted(WHOLE["paths"].items()):
            route = "GET " + path.removeprefix("/api/v1")
            if "get" not in methods or not path.startswith("/api/v1") or MAY.get(route) is None:
                continue
            described = {parameter["name"] for parameter in methods["get"].get("parameters", []) if parameter["in"] == "query"}
            address = own(route, ids)
            # What a route cannot do without is asked along.
            base = {"unit": ids["unit"]} if "compare" in described else {"x": ids["measure"], "y": ids["measure2"]} if "x" in described else {}
            asked_with = lambda left_out="": "".join(f"{name}={value}&" for name, value in base.items() if name != left_out)
            ask = lambda query: still(owner.ask("GET", f"{address}?{query}"))
            if ask(asked_with())[0] in (404, 409):
                continue  # of a round that has not been released there is nothing to ask about
            changes = set()
            for name in sorted(read):
                given = asked_with(name)
                # Beside a plain question of the same moment, and once more: a copy that catches up between the two is no change of ours.
                if all(ask(f"{given}{name}=%7Fnobody") != ask(asked_with()) for _ in range(2)):
                    changes.add(name)
            count.check(f"{route}: reads what is described", "" if changes == described else f"reads {sorted(changes)}, described {sorted(described)}")
