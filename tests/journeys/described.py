"""Whether an answer is what api/openapi.json says: a status that it names, and the keys, types and words it promises.

Every answer of every journey is looked at; `run` counts what was found. Not the whole of JSON Schema: what the description
uses, and a kind of schema that is new here is a finding of its own.
"""
import json
import pathlib
import re

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
WHOLE = json.loads((TOP / "api" / "openapi.json").read_text())
METHODS = ("get", "post", "put", "patch", "delete")
KNOWN = {"$ref", "type", "properties", "required", "items", "enum", "oneOf", "allOf", "additionalProperties", "prefixItems", "minItems", "maxItems", "minProperties", "minimum", "maximum",
         "minLength", "maxLength", "format", "pattern", "description", "default", "examples", "example", "title"}
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None), "integer": int, "number": (int, float)}


def route_pattern(path):
    return re.compile("".join("[^/]+" if part.startswith("{") else re.escape(part) for part in re.split(r"({\w+})", path)) + "$")


# A literal part wins over {name}, as in the router.
ROUTES = sorted(((path, route_pattern(path), {m: o for m, o in methods.items() if m in METHODS}) for path, methods in WHOLE["paths"].items()),
                key=lambda route: [part.startswith("{") for part in route[0].split("/")])


def resolved(what):
    while "$ref" in what:
        place = WHOLE
        for step in what["$ref"].removeprefix("#/").split("/"):
            place = place[step]
        what = place
    return what


def is_of(value, kind):
    if kind in ("integer", "number") and isinstance(value, bool):
        return False
    return isinstance(value, TYPES[kind])


def faults(value, schema, where="answer"):
    schema = resolved(schema)
    wrong = [f"{where}: the description uses {word}" for word in schema if word not in KNOWN and not word.startswith("x-")]
    if "oneOf" in schema:
        tries = [faults(value, one, where) for one in schema["oneOf"]]
        return wrong + ([] if any(not one for one in tries) else min(tries, key=len))
    for part in schema.get("allOf", []):
        wrong += faults(value, part, where)
    kinds = schema.get("type")
    if kinds is not None and not any(is_of(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        return wrong + [f"{where}: {json.dumps(value)[:60]} is no {kinds}"]
    if "enum" in schema and value not in schema["enum"]:
        wrong.append(f"{where}: {json.dumps(value)[:60]} is none of {schema['enum']}")
    if isinstance(value, dict):
        wrong += [f"{where}: has no {key}" for key in schema.get("required", []) if key not in value]
        if len(value) < schema.get("minProperties", 0):
            wrong.append(f"{where}: is empty")
        more = schema.get("additionalProperties", True)
        for key, one in value.items():
            if key in schema.get("properties", {}):
                wrong += faults(one, schema["properties"][key], f"{where}.{key}")
            elif isinstance(more, dict):
                wrong += faults(one, more, f"{where}.{key}")
            elif more is False:
                wrong.append(f"{where}: nobody described {key}")
    if isinstance(value, list):
        for at, one in enumerate(value):
            first = schema.get("prefixItems", [])
            part = first[at] if at < len(first) else schema.get("items")
            if isinstance(part, dict):
                wrong += faults(one, part, f"{where}[{at}]")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if value < schema.get("minimum", value) or value > schema.get("maximum", value):
            wrong.append(f"{where}: {value} is out of bounds")
    return wrong


def operation_of(method, target):
    path = target.split("?")[0]
    for name, pattern, methods in ROUTES:
        if pattern.match(path):
            return name, methods.get(method.lower())
    return None, None


FOUND = {}   # what was wrong, once each
LOOKED = {"answers": 0}


def look_at(method, target, answer):
    name, operation = operation_of(method, target)
    if operation is None:
        return
    LOOKED["answers"] += 1
    status = str(answer.status)
    described = operation["responses"].get(status) or (operation["responses"].get("default") if answer.status >= 400 else None)
    route = f"{method} {name} {status}"
    if described is None:
        FOUND.setdefault(route, "a status that the description does not name")
        return
    content = resolved(described).get("content", {})
    kind = answer.headers.get("content-type", "").split(";")[0]
    if not answer.body:
        if answer.status in (200, 201) and content and method != "HEAD":
            FOUND.setdefault(route, "nothing, where something was described")
        return
    # Guests get a page where a program gets JSON.
    if answer.status >= 400 and kind == "text/html" and (name.startswith(("/s/", "/r/", "/v/", "/w/")) or name == "/r"):
        return
    if kind not in content:
        FOUND.setdefault(route, f"{kind or 'no type'}, and {', '.join(content) or 'nothing'} was described")
        return
    if kind == "application/json" and "schema" in content[kind]:
        wrong = faults(json.loads(answer.text), content[kind]["schema"])
        if wrong:
            FOUND.setdefault(route, "; ".join(wrong)[:600])


def found():
    """What was found since the last time, and how many answers were looked at."""
    told, looked = dict(FOUND), LOOKED["answers"]
    FOUND.clear()
    LOOKED["answers"] = 0
    return told, looked
