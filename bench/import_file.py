#!/usr/bin/env python3
"""A survey file of twenty ratings taken in by `goud import`, one row of truth an answer: rows a second, the memory of who
takes in, and how long an answer over HTTP waits while the same file is taken in by a server.

  bench/import_file.py GOUD LOAD DISK BARE_INSERT [ROWS]
"""
import json
import os
import shutil
import subprocess
import sys
import time

import served
from served import figure

goud, load, disk, bare = sys.argv[1:5]
rows = int(sys.argv[5]) if len(sys.argv) > 5 else 500_000
place = served.work_folder()
try:
    csv, small, toml = place + "/ratings.csv", place + "/small.csv", place + "/ratings.toml"
    served.ratings_file(csv, rows)
    served.ratings_file(small, rows // 10)
    served.run([goud, "import", csv, "--write-map", toml])

    # The processor's part and the disk's are told apart: the same import twice, on the disk and where nothing is slow;
    # each between two runs of SQLite alone on the same kind of rows.
    rates, peers, bytes_each = {}, {}, 0
    alone = lambda folder: json.loads(subprocess.run([bare, folder, str(rows // 2)], capture_output=True, text=True, check=True).stdout)["per_second"]
    memory = {}
    spots = [("disk", place)] + ([("memory", "/dev/shm")] if os.access("/dev/shm", os.W_OK) else [])
    for spot, folder in spots:
        data = f"{folder}/goud-bench-{os.getpid()}"
        try:
            served.organisation(goud, data)
            before = alone(folder)
            taken, cpu, largest, _ = served.run([goud, "import", csv, "--map", toml, "--data", data])
            rates[spot] = rows / taken
            peers[spot] = (before + alone(folder)) / 2
            memory[rows] = largest
            bytes_each = os.path.getsize(data + "/goud.db") / rows
            cpu_each = 1e6 * cpu / rows
        finally:
            shutil.rmtree(data, ignore_errors=True)
    data = place + "/small"
    served.organisation(goud, data)
    _, _, memory[rows // 10], _ = served.run([goud, "import", small, "--map", toml, "--data", data])
    figure("import, rows a second", round(rates["disk"]), "/s", at_least=100_000)
    figure("import / SQLite alone, same rows", round(rates["disk"] / peers["disk"], 2), "x", note=f"SQLite alone {peers['disk']:.0f} /s")
    if "memory" in rates:
        figure("import where the disk costs nothing", round(rates["memory"]), "/s",
               note=f"SQLite alone {peers['memory']:.0f} /s: {rates['memory'] / peers['memory']:.2f} x")
    figure("import, CPU a row", round(cpu_each, 2), "us", note=f"{bytes_each:.0f} bytes of truth a row")
    growth = memory[rows] - memory[rows // 10]
    figure("import, memory grows by (10 x the file)", round(growth, 1), "MB", at_most=32, note=f"{memory[rows // 10]:.0f} MB and {memory[rows]:.0f} MB")

    # While answers come in: 8 guests, each a breath after the last answer.
    house = served.Served(goud, place + "/live")
    house.set_up()
    house.prepare_answers()
    probe = json.loads(subprocess.run([disk, place, "1"], capture_output=True, text=True, check=True).stdout)
    calm = served.reported(house.load(load, 3, 8, 5))
    with open(csv, "rb") as body:
        seen = house.ask("POST", "/imports/preview?name=ratings.csv", body)
    one = house.ask("POST", "/imports", {"upload": seen["upload"], "map": seen["map"]})
    begun, waits, state = time.monotonic(), [], None
    guests = 0
    while state != "done":
        got = served.reported(house.load(load, 1, 8, 5))
        state = house.ask("GET", "/imports/" + one["id"])["state"]
        if state == "running":
            waits.append(got)
            guests += got["answers"]
        elif state != "done":
            raise SystemExit("the import ended " + state)
    house.stop()
    p99 = served.middle(w["p99_ms"] for w in waits)
    limit = max(50, 10 * probe["p99_ms"])
    figure("live answers during an import, p99", round(p99, 1), "ms", at_most=round(limit, 1),
           note=f"p50 {served.middle(w['p50_ms'] for w in waits):.1f}; without an import p99 {calm['p99_ms']:.1f}; {guests} answers")
finally:
    shutil.rmtree(place, ignore_errors=True)
