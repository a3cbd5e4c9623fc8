#!/usr/bin/env python3
"""The answers written out: 50,000 of them in under half a second, and twice as many in about twice the time; through the
server, and by the command line.

  bench/export_answers.py GOUD
"""
import os
import shutil
import sys
import time

import served
from served import figure, middle

goud = sys.argv[1]
place = served.work_folder()
try:
    seconds, command = {}, {}
    csv, toml = place + "/ratings.csv", place + "/ratings.toml"
    houses = {}
    for rows in (50_000, 100_000):
        served.ratings_file(csv, rows)
        served.run([goud, "import", csv, "--write-map", toml])
        data = f"{place}/{rows}"
        served.organisation(goud, data)
        served.run([goud, "import", csv, "--map", toml, "--data", data])
        houses[rows] = served.Served(goud, data)
        houses[rows].sign_in()
        seconds[rows], command[rows] = [], []
    for turn in range(7):
        for rows, house in houses.items():
            begun = time.monotonic()
            got = house.ask("GET", "/api/v1/answers/export?format=csv", raw=True)
            seconds[rows].append(time.monotonic() - begun)
            lines = got.count(b"\n") - 1
            if lines < rows:
                raise SystemExit(f"{lines} lines of {rows} answers")
            if turn < 3:
                command[rows].append(served.run([goud, "export", "--data", house.data, "--out", f"{place}/{rows}-{turn}.csv"])[1])
    for house in houses.values():
        house.stop()
    small, large = middle(seconds[50_000]), middle(seconds[100_000])
    figure("export of 50,000 answers over HTTP", round(small, 3), "s", at_most=0.5, note=f"{len(got) / 2e6:.0f} MB; the best of seven {min(seconds[50_000]):.3f} s")
    figure("export, 100,000 beside 50,000", round(large / small, 2), "x", at_most=2.4)
    figure("export of 50,000, CPU of `goud export`", round(middle(command[50_000]), 3), "s")
finally:
    shutil.rmtree(place, ignore_errors=True)
