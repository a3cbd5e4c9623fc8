"""What the measuring programs share: one goud that serves, a survey file of twenty ratings, and how a figure is told.

A figure is one line of JSON on standard output: what it is, its value and unit, the limit it must keep, whether it does;
bench/run makes the table. `at_most` and `at_least` say on which side of the limit the good lies.
"""
import datetime
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import tempfile
import time

RATINGS = 20
middle = statistics.median


def figure(name, value, unit="", at_most=None, at_least=None, note="", met=None):
    if met is None and at_most is not None:
        met = value <= at_most
    if met is None and at_least is not None:
        met = value >= at_least
    limit = f"<= {at_most:g}" if at_most is not None else f">= {at_least:g}" if at_least is not None else ""
    print(json.dumps({"name": name, "value": value, "unit": unit, "limit": limit, "met": met, "note": note}), flush=True)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def work_folder():
    """Where the measuring goes on: $GOUD_BENCH_DIR, else the system's own place for what is temporary."""
    return tempfile.mkdtemp(prefix="goud-bench-", dir=os.environ.get("GOUD_BENCH_DIR"))


def at_share(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def ratings_file(path, rows, units=500, months=36, first=datetime.date(2023, 1, 1), name="r"):
    """Rows of twenty ratings 1 to 5 (0: not applicable), spread over units and months as answers come: by day."""
    days = months * 30 + months // 2
    with open(path, "w") as out:
        out.write("respondent id,hotel,day," + ",".join(f"rating {i + 1}" for i in range(RATINGS)) + "\n")
        block = []
        for row in range(rows):
            x = (row * 2654435761 + 12345) & 0xFFFFFFFF
            day = first + datetime.timedelta(days=row * days // rows)
            marks = "".join(f",{(x >> i % 12) * (i + 3) % 23 % 6}" for i in range(RATINGS))
            block.append(f"{name}-{row:07d},hotel {x % units},{day}{marks}\n")
            if len(block) == 20000:
                out.writelines(block)
                block.clear()
        out.writelines(block)


def run(arguments, **more):
    """A program to its end: seconds on the clock, CPU seconds, largest memory in MB, what it wrote."""
    started = time.monotonic()
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    text = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, arguments))}: {process.returncode}\n{text[-2000:]}")
    return time.monotonic() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, text


def organisation(goud, data):
    """An organisation with an owner, for who only has a command line."""
    run([goud, "org", "add", "Bench", "--language", "en", "--data", data])
    subprocess.run([goud, "user", "add", EMAIL, "--name", "Bench", "--role", "owner", "--data", data], input=PASSWORD + "\n" + PASSWORD + "\n",
                   text=True, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


EMAIL, PASSWORD = "bench@example.org", "een lange zin om te meten"


class Served:
    """One server on a data directory of its own; `began` is when its process was made, `ready` when it first answered."""

    def __init__(self, goud, data, more=()):
        self.data, self.port = data, free_port()
        with open(data + ".toml", "w") as f:  # one address sends all of it
            f.write("[limits]\nrequests_per_minute = 0\n")
        self.log = open(data + ".log", "w+")
        self.cookie = self.csrf = None
        self.began = time.monotonic()
        self.process = subprocess.Popen([goud, "serve", "--quiet", "--data", data, "--listen", f"127.0.0.1:{self.port}", "--config", data + ".toml", *more],
                                        stdout=self.log, stderr=self.log)
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/healthz")
                if connection.getresponse().read():
                    break
            except OSError:
                if self.process.poll() is not None or time.monotonic() - self.began > 60:
                    raise SystemExit("the server did not start:\n" + open(data + ".log").read())
                time.sleep(0.002)
        self.ready = time.monotonic() - self.began

    def ask(self, method, path, body=None, raw=False):
        """What was answered; a body of bytes goes as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        sent = {"Content-Type": "application/octet-stream" if isinstance(body, bytes) or hasattr(body, "read") else "application/json"}
        if self.cookie:
            sent |= {"Cookie": self.cookie, "X-CSRF-Token": self.csrf}
        if hasattr(body, "read"):
            sent["Content-Length"] = str(os.fstat(body.fileno()).st_size)
        elif body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        connection.request(method, path if raw else "/api/v1" + path, body, sent)
        response = connection.getresponse()
        data = response.read()
        if response.status >= 300:
            raise SystemExit(f"{method} {path}: {response.status} {data.decode()[:800]}")
        if response.headers.get("Set-Cookie"):
            self.cookie = response.headers["Set-Cookie"].split(";")[0]
        if raw:
            return data
        value = json.loads(data) if data else None
        if isinstance(value, dict) and "csrf" in value:
            self.csrf = value["csrf"]
        return value

    def set_up(self):
        token = re.search(r"token=([A-Za-z0-9_-]+)", open(self.data + ".log").read()).group(1)
        return self.ask("POST", "/setup", {"token": token, "organisation": "Bench", "name": "Bench", "email": EMAIL, "password": PASSWORD, "language": "nl"})

    def sign_in(self, email=EMAIL, password=PASSWORD):
        return self.ask("POST", "/session", {"email": email, "password": password})

    def prepare_answers(self):
        """An instrument of 12 ratings, a score and a story; a key; and a file with one answer to send again and again."""
        units = self.ask("GET", "/units")["items"]
        unit = units[0]["code"] if units else self.ask("POST", "/units", {"name": "Hal", "level": 1})["code"]
        text = lambda t: {"nl": t, "en": t}
        ratings = [f"r{i}" for i in range(12)]
        questions = [{"key": r, "kind": "scale", "text": text(r), "points": [text(str(p)) for p in range(1, 6)], "per": "visit"} for r in ratings]
        questions += [{"key": "score", "kind": "score", "text": text("score"), "per": "visit"},
                      {"key": "story", "kind": "story", "text": text("story"), "per": "visit"}]
        self.ask("POST", "/instruments", {"definition": {"key": "bench", "audience": "customer", "title": text("bench"), "languages": ["nl", "en"],
                                                         "anonymous": True, "questions": questions, "thanks": text("dank")}})
        expires = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 86400))
        self.key = self.ask("POST", "/keys", {"name": "bench", "scopes": ["answers:write"], "expires_at": expires})["key"]
        answers = {r: 1 + i % 5 for i, r in enumerate(ratings)}
        answers["score"] = 8
        answers["story"] = {"expectation": "better", "unexpected": True, "text": "De sleutel lag klaar en iemand wist mijn naam.", "may_share": True}
        self.body = self.data + ".body"
        with open(self.body, "w") as f:
            json.dump({"submission_id": "%S%", "instrument": "bench", "unit": unit, "language": "nl", "answers": answers}, f)

    def load(self, load, seconds, connections, pause_ms=0):
        """Starts the load program; its report is read with `reported`."""
        return subprocess.Popen([load, str(self.port), str(seconds), str(connections), self.body, self.key, "/api/v1/answers", str(pause_ms)],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def cpu_seconds(self):
        with open(f"/proc/{self.process.pid}/stat") as f:
            fields = f.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_mb(self):
        """All of it, and what is this program's own (not read from a file, which the system may drop)."""
        with open(f"/proc/{self.process.pid}/status") as f:
            kb = dict(re.findall(r"(\w+):\s+(\d+) kB", f.read()))
        return int(kb["VmRSS"]) / 1024, int(kb["RssAnon"]) / 1024

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=60)


def reported(process):
    out, err = process.communicate()
    if process.returncode != 0:
        raise SystemExit(err)
    return json.loads(out)
