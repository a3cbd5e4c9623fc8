#!/usr/bin/env python3
"""Durable answers over HTTP: how many a second the server acknowledges at 64 connections, beside the disk's own rate of
fdatasync and beside the same route with the commit switched off, in turns in one run. Prints ratios and their limits.

  bench/answers.py GOUD LOAD DISK [ROUNDS] [SECONDS]
"""
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

goud, load, disk = sys.argv[1:4]
rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 5
seconds = float(sys.argv[5]) if len(sys.argv) > 5 else 3
CONNECTIONS = 64


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Served:
    """One server on a data directory of its own, with an instrument of 12 ratings, a score and a story."""

    def __init__(self, place, durable):
        self.place, self.port = place, free_port()
        arguments = [goud, "serve", "--quiet", "--data", place, "--listen", f"127.0.0.1:{self.port}"]
        with open(place + ".toml", "w") as f:  # one address sends all of it
            f.write("[limits]\nrequests_per_minute = 0\n")
        arguments += ["--config", place + ".toml"]
        if not durable:
            arguments.append("--commit-off")
        self.log = open(place + ".log", "w+")
        self.process = subprocess.Popen(arguments, stdout=self.log, stderr=self.log)
        self.cookie = self.csrf = None
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=1)
                break
            except OSError:
                time.sleep(0.05)
        else:
            raise SystemExit("the server did not start:\n" + open(place + ".log").read())
        token = re.search(r"token=([A-Za-z0-9_-]+)", open(place + ".log").read()).group(1)
        self.call("POST", "/setup", {"token": token, "organisation": "Bench", "name": "Bench", "email": "bench@example.org",
                                     "password": "een lange zin om te meten", "language": "nl"})
        unit = self.call("GET", "/units")["items"]
        unit = unit[0]["code"] if unit else self.call("POST", "/units", {"name": "Hal", "level": 1})["code"]
        text = lambda t: {"nl": t, "en": t}
        ratings = [f"r{i}" for i in range(12)]
        questions = [{"key": r, "kind": "scale", "text": text(r), "points": [text(str(p)) for p in range(1, 6)], "per": "visit"} for r in ratings]
        questions += [{"key": "score", "kind": "score", "text": text("score"), "per": "visit"},
                      {"key": "story", "kind": "story", "text": text("story"), "per": "visit"}]
        self.call("POST", "/instruments", {"definition": {"key": "bench", "audience": "customer", "title": text("bench"), "languages": ["nl", "en"],
                                                          "anonymous": True, "questions": questions, "thanks": text("dank")}})
        self.key = self.call("POST", "/keys", {"name": "bench", "scopes": ["answers:write"], "expires_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 86400))})["key"]
        self.body = place + ".body"
        answers = {r: 1 + i % 5 for i, r in enumerate(ratings)}
        answers["score"] = 8
        answers["story"] = {"expectation": "better", "unexpected": True, "text": "De sleutel lag klaar en iemand wist mijn naam.", "may_share": True}
        with open(self.body, "w") as f:
            json.dump({"submission_id": "%S%", "instrument": "bench", "unit": unit, "language": "nl", "answers": answers}, f)

    def call(self, method, path, body=None):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/v1{path}", method=method,
                                         data=json.dumps(body).encode() if body is not None else None,
                                         headers={"Content-Type": "application/json"})
        if self.cookie:
            request.add_header("Cookie", self.cookie)
            request.add_header("X-CSRF-Token", self.csrf)
        try:
            with urllib.request.urlopen(request) as response:
                if response.headers.get("Set-Cookie"):
                    self.cookie = response.headers["Set-Cookie"].split(";")[0]
                text = response.read()
                value = json.loads(text) if text else None
                if isinstance(value, dict) and "csrf" in value:
                    self.csrf = value["csrf"]
                return value
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{method} {path}: {error.code} {error.read().decode()[:800]}")

    def cpu_seconds(self):
        with open(f"/proc/{self.process.pid}/stat") as f:
            fields = f.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def loaded(self, for_seconds):
        before = self.cpu_seconds()
        out = subprocess.run([load, str(self.port), str(for_seconds), str(CONNECTIONS), self.body, self.key], capture_output=True, text=True)
        if out.returncode != 0:
            raise SystemExit(out.stderr)
        got = json.loads(out.stdout)
        got["cpu_us"] = 1e6 * (self.cpu_seconds() - before) / got["answers"]
        return got

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)


place = tempfile.mkdtemp(prefix="goud-bench-", dir=os.environ.get("GOUD_BENCH_DIR"))
try:
    durable, loose = Served(place + "/durable", True), Served(place + "/loose", False)
    durable.loaded(1), loose.loaded(1)
    rows = []
    for _ in range(rounds):
        probe = json.loads(subprocess.run([disk, place, "1"], capture_output=True, text=True, check=True).stdout)
        rows.append((probe, durable.loaded(seconds), loose.loaded(seconds)))
    middle = statistics.median
    syncs = middle(r[0]["per_second"] for r in rows)
    sync_p99 = middle(r[0]["p99_ms"] for r in rows)
    ours = middle(r[1]["per_second"] for r in rows)
    off = middle(r[2]["per_second"] for r in rows)
    ratio_off = middle(r[1]["per_second"] / r[2]["per_second"] for r in rows)
    ratio_sync = middle(r[1]["per_second"] / r[0]["per_second"] for r in rows)
    cpu = middle(r[1]["cpu_us"] for r in rows)
    p99 = middle(r[1]["p99_ms"] for r in rows)
    met = ratio_sync >= 15 or ratio_off >= 0.70
    print(f"answers, durable          {ours:10.0f} /s   p50 {middle(r[1]['p50_ms'] for r in rows):.2f} ms   p99 {p99:.2f} ms   server CPU {cpu:.0f} us each")
    print(f"answers, commit off       {off:10.0f} /s")
    print(f"disk, fdatasync           {syncs:10.0f} /s   p99 {sync_p99:.2f} ms")
    print(f"durable / fdatasync       {ratio_sync:10.2f}      limit 15      (the lesser of the two counts)")
    print(f"durable / commit off      {ratio_off:10.2f}      limit 0.70    {'met' if met else 'NOT met'}")
    print(f"server CPU an answer      {cpu:10.0f} us   limit 150     {'met' if cpu <= 150 else 'NOT met'}")
    limit = max(50, 10 * sync_p99)
    print(f"p99                       {p99:10.2f} ms   limit {limit:.0f}      {'met' if p99 <= limit else 'NOT met'}")
    durable.stop(), loose.stop()
finally:
    shutil.rmtree(place, ignore_errors=True)
