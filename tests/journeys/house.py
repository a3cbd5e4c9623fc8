"""A goud that runs, and the tables that question it.

House starts the real `goud serve` on a data directory and a port of its own. A table is a list of rows

    (as whom, "METHOD path", body or None, status, holds, does not hold)

`as whom` names a Visitor (None: a stranger). `holds` and `does not hold` are strings, or lists of strings, looked for in
the answer; a callable gets (answer, memory) and returns what is wrong, or nothing. {name} in a path or a string of a body
is filled from `memory`; "name=items.0.id" in holds keeps a part of the answer there.
"""
import http.client
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time

import described

TOP = pathlib.Path(__file__).resolve().parent.parent.parent


def goud():
    program = os.environ.get("GOUD", str(TOP / "build/dev/goud"))
    return program if os.path.isabs(program) else str(TOP / program)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.text = body.decode("utf-8", "replace")

    @property
    def json(self):
        return json.loads(self.text)


class Visitor:
    """One browser (a cookie and its token), one key, or one stranger."""

    def __init__(self, house, key=None, language="en"):
        self.house, self.key, self.language = house, key, language
        self.cookie = self.csrf = None

    def ask(self, method, path, body=None, headers=None):
        sent = {"Accept-Language": self.language}
        data = None
        if isinstance(body, (bytes, bytearray)):
            data = bytes(body)
        elif body is not None:
            data = json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        if self.key:
            sent["Authorization"] = "Bearer " + self.key
        if self.cookie:
            sent["Cookie"] = "goud_session=" + self.cookie
            if self.csrf and method != "GET":
                sent["X-CSRF-Token"] = self.csrf
        sent.update(self.house.behind)  # what the proxy before it says of every request
        sent.update(headers or {})
        sent = {name: value for name, value in sent.items() if value is not None}
        connection = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=60)
        try:
            target = path if path.startswith(("/s/", "/healthz", "/r/", "/r?", "/v/", "/w/")) or path == "/r" or not path.startswith("/") else "/api/v1" + path
            connection.request(method, target, data, sent)
            response = connection.getresponse()
            answer = Answer(response.status, dict((k.lower(), v) for k, v in response.getheaders()), response.read())
        finally:
            connection.close()
        described.look_at(method, target, answer)
        return answer

    def signed_in(self, answer):
        assert answer.status == 200, answer.text
        self.cookie = re.search(r"goud_session=([^;]+)", answer.headers["set-cookie"]).group(1)
        self.csrf = answer.json["csrf"]
        return self

    def with_code(self, code):
        return self.signed_in(self.ask("POST", "/floor/session", {"code": code}))

    def sign_in(self, email, password):
        return self.signed_in(self.ask("POST", "/session", {"email": email, "password": password}))


class House:
    behind = {}

    def __init__(self, data=None, *options):
        self.own = tempfile.TemporaryDirectory(prefix="goud-journey-") if data is None else None
        self.data = data or self.own.name + "/data"
        self.options = list(options)
        if "--config" not in self.options:  # a table asks faster than one address may
            pathlib.Path(self.data + ".toml").write_text("[limits]\nrequests_per_minute = 0\n")
            self.options += ["--config", self.data + ".toml"]
        self.start()

    def start(self):
        environment = dict(os.environ, LANG="C", LC_ALL="C")
        self.log = open(self.data + ".log", "ab")
        self.process = subprocess.Popen([goud(), "serve", "--data", self.data, "--listen", "127.0.0.1:0", *self.options],
                                        stdout=subprocess.PIPE, stderr=self.log, env=environment)
        first = self.process.stdout.readline().decode()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", first)
        if not found:
            raise RuntimeError("goud did not start: " + first + pathlib.Path(self.data + ".log").read_text()[-2000:])
        self.port = int(found.group(1))
        second = self.process.stdout.readline().decode()
        token = re.search(r"token=(\S+)", second)
        self.setup_token = token.group(1) if token else None

    def run(self, *arguments, typed=""):
        """Another verb of goud on the same data; the server must be stopped."""
        return subprocess.run([goud(), *arguments, "--data", self.data], input=typed.encode(), capture_output=True,
                              env=dict(os.environ, LANG="C", LC_ALL="C"))

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            status = self.process.wait(timeout=30)
            assert status == 0, f"goud ended with {status}"
        self.process.stdout.close()
        self.log.close()

    def log_text(self):
        return pathlib.Path(self.data + ".log").read_text()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()
        if self.own:
            self.own.cleanup()

    def stranger(self, **more):
        return Visitor(self, **more)


def filled(what, memory):
    if isinstance(what, str):
        return re.sub(r"\{(\w+)\}", lambda m: str(memory.get(m.group(1), m.group(0))), what)
    if isinstance(what, dict):
        return {key: filled(value, memory) for key, value in what.items()}
    if isinstance(what, list):
        return [filled(value, memory) for value in what]
    return what


def part(value, path):
    for step in path.split("."):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


class Count:
    def __init__(self):
        self.passed, self.skipped, self.wrong = 0, 0, []

    def check(self, name, wrong):
        if wrong:
            self.wrong.append(f"{name}: {wrong}")
            print("  WRONG", name, "\n       ", wrong, flush=True)
        else:
            self.passed += 1


def play(house, visitors, table, count, memory=None, title=""):
    """Plays the rows in order; gives the memory back."""
    memory = {} if memory is None else memory
    stranger = house.stranger()
    for number, row in enumerate(table, 1):
        who, call, body, status, holds, holds_not = (tuple(row) + ([], []))[:6]
        method, path = filled(call, memory).split(" ", 1)
        name = f"{title} {number}. {who or 'stranger'} {call}"
        answer = (visitors[who] if who else stranger).ask(method, path, filled(body, memory))
        wrong = []
        if answer.status != status:
            wrong.append(f"status {answer.status}, not {status}: {answer.text[:300]}")
        for wanted in [holds] if isinstance(holds, str) or callable(holds) else holds:
            if callable(wanted):
                problem = wanted(answer, memory)
                if problem:
                    wrong.append(str(problem))
            elif re.fullmatch(r"\w+=[\w.]+", wanted):
                key, where = wanted.split("=")
                try:
                    memory[key] = part(answer.json, where)
                except (KeyError, IndexError, ValueError, TypeError):
                    wrong.append(f"has no {where}: {answer.text[:300]}")
            elif filled(wanted, memory) not in answer.text:
                wrong.append(f"does not hold {wanted!r}: {answer.text[:300]}")
        for unwanted in [holds_not] if isinstance(holds_not, str) else holds_not:
            if filled(unwanted, memory) in answer.text:
                wrong.append(f"holds {unwanted!r}")
        count.check(name, "; ".join(wrong))
    return memory


def wait_until(true, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False
