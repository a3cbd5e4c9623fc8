#!/usr/bin/env python3
"""Durable answers over HTTP: how many a second the server acknowledges at 64 connections, beside the disk's own rate of
fdatasync and beside the same route with the commit switched off, in turns in one run. CPU is the server's alone.

  bench/answers.py GOUD LOAD DISK [ROUNDS] [SECONDS]
"""
import json
import shutil
import subprocess
import sys

import served
from served import figure, middle

goud, load, disk = sys.argv[1:4]
rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 5
seconds = float(sys.argv[5]) if len(sys.argv) > 5 else 3
CONNECTIONS = 64


def house(place, more=()):
    one = served.Served(goud, place, more)
    one.set_up()
    one.prepare_answers()
    return one


def loaded(one, for_seconds):
    before = one.cpu_seconds()
    got = served.reported(one.load(load, for_seconds, CONNECTIONS))
    got["cpu_us"] = 1e6 * (one.cpu_seconds() - before) / got["answers"]
    return got


place = served.work_folder()
try:
    durable, loose = house(place + "/durable"), house(place + "/loose", ["--commit-off"])
    loaded(durable, 1), loaded(loose, 1)
    rows = []
    for _ in range(rounds):
        probe = json.loads(subprocess.run([disk, place, "1"], capture_output=True, text=True, check=True).stdout)
        rows.append((probe, loaded(durable, seconds), loaded(loose, seconds)))
    durable.stop(), loose.stop()
    syncs, sync_p99 = middle(r[0]["per_second"] for r in rows), middle(r[0]["p99_ms"] for r in rows)
    ours, off = middle(r[1]["per_second"] for r in rows), middle(r[2]["per_second"] for r in rows)
    of_off, of_sync = middle(r[1]["per_second"] / r[2]["per_second"] for r in rows), middle(r[1]["per_second"] / r[0]["per_second"] for r in rows)
    figure("disk, fdatasync", round(syncs), "/s", note=f"p99 {sync_p99:.2f} ms")
    figure("durable answers over HTTP", round(ours), "/s", note=f"with the commit switched off {off:.0f}")
    # The lesser of the two limits counts: on a disk that syncs quickly the server itself is the bound.
    met = of_sync >= 15 or of_off >= 0.70
    figure("durable answers / commit off", round(of_off, 2), "x", at_least=0.70, met=met, note="or" if of_off < 0.70 and met else "")
    figure("durable answers / fdatasync", round(of_sync, 2), "x", at_least=15, met=met, note="the lesser of the two limits counts")
    figure("server CPU an answer", round(middle(r[1]["cpu_us"] for r in rows)), "us", at_most=150)
    p99 = middle(r[1]["p99_ms"] for r in rows)
    figure("durable answers, p99", round(p99, 1), "ms", at_most=round(max(50, 10 * sync_p99), 1), note=f"p50 {middle(r[1]['p50_ms'] for r in rows):.1f} ms")
finally:
    shutil.rmtree(place, ignore_errors=True)
