"""A house with an organisation that asks its guests something: units, moments, a promise with its proof, an instrument, a link.

Everything is made over HTTP, as a person would. `furnish` says what it made; `questions` is the instrument.
"""
import csv
import io
import re
import urllib.parse
import uuid

EXPIRES = "2027-06-30T00:00:00Z"
EVERY_SCOPE = ["answers:write", "answers:read", "figures:read"]


def made(answer, *statuses):
    assert answer.status in (statuses or (200, 201)), f"{answer.status} {answer.text}"
    return answer.json


def questions(name, room, breakfast, promise, anonymous=False, key="stay"):
    return {"key": key, "title": {"nl": name, "en": name + " (en)"}, "languages": ["nl", "en"], "anonymous": anonymous, "questions": [
        {"key": "kept", "kind": "promise", "promise": promise, "moment": room, "text": {"nl": name + ": was uw kamer klaar?", "en": "Was your room ready?"}},
        {"key": "eggs", "kind": "score", "moment": breakfast, "text": {"nl": name + ": hoe was het ontbijt?", "en": "How was breakfast?"}},
        {"key": "bed", "kind": "scale", "text": {"nl": "Hoe sliep u?", "en": "How did you sleep?"},
         "points": [{"nl": word, "en": word} for word in ("slecht", "matig", "redelijk", "goed", "prima")]},
        {"key": "parking", "kind": "yes_no_na", "text": {"nl": "Was er plaats om te parkeren?", "en": "Was there room to park?"}},
        {"key": "why", "kind": "multiple", "text": {"nl": "Waarvoor kwam u?", "en": "What brought you?"},
         "options": [{"value": "work", "label": {"nl": "Werk", "en": "Work"}}, {"value": "rest", "label": {"nl": "Rust", "en": "Rest"}}]},
        {"key": "recommend", "kind": "score", "text": {"nl": "Zou u ons aanraden?", "en": "Would you recommend us?"}},
        {"key": "reason", "kind": "text", "max_length": 2000, "text": {"nl": "Waarom?", "en": "Why?"}},
        {"key": "story", "kind": "story", "moment": "drawn", "max_length": 2000, "text": {"nl": "Was het zoals u verwachtte?", "en": "Was it as you expected?"}},
    ]}


def furnish(owner, name="Merelhof", budget=1000, from_day="2026-01-01"):
    """ids of what was made, by name."""
    has = {}
    has["top"] = made(owner.ask("GET", "/units"))["items"][0]["id"]
    for key in ("zwolle", "breda"):
        unit = made(owner.ask("POST", "/units", {"name": f"{name} {key.title()}", "level": 1, "from": "2024-01-01", "code": key}))
        has[key], has[key + "_code"] = unit["id"], unit["code"]
    for journey in made(owner.ask("GET", "/journeys"))["items"]:
        has["journey" if journey["audience"] == "customer" else "employee_journey"] = journey["id"]
    for key, stage in (("room", "care"), ("breakfast", "care"), ("booking", "do")):
        moment = made(owner.ask("POST", f"/journeys/{has['journey']}/moments", {"stage": stage, "name": {"nl": f"{name} {key}", "en": f"{name} {key} (en)"}, "key": True}))
        has[key] = moment["id"]
    has["employee_moment"] = made(owner.ask("POST", f"/journeys/{has['employee_journey']}/moments", {"stage": "care", "name": {"nl": f"{name} rooster"}}))["id"]
    has["promise"] = made(owner.ask("POST", "/promises", {
        "audience": "customer", "text": {"nl": f"{name}: uw kamer is klaar om 15.00 uur."}, "norm": 0.9, "red_line": 0.7, "from": from_day, "moment": has["room"]}))["id"]
    has["employee_promise"] = made(owner.ask("POST", "/promises", {
        "audience": "employee", "text": {"nl": f"{name}: je rooster staat er twee weken vooruit."}, "norm": 0.9, "red_line": 0.7, "from": from_day, "moment": has["employee_moment"]}))["id"]
    has["instrument"] = made(owner.ask("POST", "/instruments", {"definition": questions(name, has["room"], has["breakfast"], has["promise"])}))["id"]
    proof = {"kind": "asked", "instrument": has["instrument"], "question_key": "kept", "kept": ["yes", "no_told"], "not_kept": ["no"], "not_applicable": ["na"]}
    made(owner.ask("PUT", f"/promises/{has['promise']}/proof", proof))
    for key in ("zwolle", "breda"):
        link = made(owner.ask("POST", "/links", {"instrument": "stay", "unit": has[key], "budget": budget}))
        has[key + "_link"], has[key + "_page"] = link["id"], link["code"]
    return has


def given(submission=None, unit="zwolle", answers=None, **more):
    return {"submission_id": submission or str(uuid.uuid4()), "instrument": "stay", "unit": unit,
            "answers": {"kept": "yes", "eggs": 8, "bed": 4, "recommend": 9} if answers is None else answers, **more}


def exported(visitor, query=""):
    answer = visitor.ask("GET", "/answers/export?format=csv" + query)
    assert answer.status == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))


def ticket_on(page):
    found = re.search(r'name="t" value="([^"]+)"', page)
    return found.group(1) if found else None


def sent(visitor, code, fields, headers=None):
    body = urllib.parse.urlencode(fields, doseq=True).encode()
    return visitor.ask("POST", "/s/" + code, body, {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})})
