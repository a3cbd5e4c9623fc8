#!/usr/bin/env python3
"""Scores over ten million answers: by 360,000 cells in memory beside numpy, and from a CSV of four columns beside pandas.

  bench/scores.py GOUD NPS_BENCH     peers: Debian's python3-numpy and python3-pandas, where they are
"""
import json
import os
import shutil
import subprocess
import sys

import served
from served import figure

NUMPY = """
import sys, time, numpy as np
scores = np.fromfile(sys.argv[1] + "/scores.i8", np.int8)
cells = np.fromfile(sys.argv[1] + "/cells.i32", np.int32)
best = 1e9
for _ in range(3):
    begun = time.process_time()
    n = np.bincount(cells, minlength=360000)
    balance = np.bincount(cells, weights=np.where(scores >= 9, 1, np.where(scores <= 6, -1, 0)), minlength=360000)
    value = balance / n
    best = min(best, time.process_time() - begun)
print(best)
"""
PANDAS = """
import sys, time, pandas
begun = time.process_time()
pandas.read_csv(sys.argv[1] + "/answers.csv")
print(time.process_time() - begun)
"""


def peer(program, place):
    """CPU seconds as the peer says them, or none where it is not installed."""
    done = subprocess.run(["/usr/bin/python3", "-c", program, place], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return float(done.stdout) if done.returncode == 0 else None


goud, bench = (os.path.abspath(one) for one in sys.argv[1:3])
place = served.work_folder()
try:
    cells = json.loads(subprocess.run([bench, place], stdout=subprocess.PIPE, check=True, text=True).stdout)
    numpy = peer(NUMPY, place)
    cells["note"] += "" if numpy is None else f"; numpy {numpy:.2f} s, without intervals"
    print(json.dumps(cells), flush=True)
    runs = [served.run([goud, "score", place + "/answers.csv", "--nps", "c1", "--by", "c2", "--json"]) for _ in range(3)]
    cpu = served.middle(one[1] for one in runs)
    size = os.path.getsize(place + "/answers.csv") / 1e6
    pandas = peer(PANDAS, place)
    figure("goud score, CSV of 10 million rows x 4", round(cpu, 2), "s", at_most=2,
           note=f"CPU; {served.middle(one[0] for one in runs):.2f} s on the clock, {size:.0f} MB" + ("" if pandas is None else f"; pandas reads it alone in {pandas:.2f} s"))
    figure("goud score, CSV of 10 million rows: memory", round(max(one[2] for one in runs)), "MB", at_most=100, note="largest")
    runs = [served.run([goud, "crosstab", place + "/answers.csv", "--rows", "c1,c2", "--columns", "c3,c4", "--json"]) for _ in range(3)]
    figure("goud crosstab, CSV of 10 million rows, 2 questions by 2 columns", round(served.middle(one[1] for one in runs), 2), "s", at_most=4,
           note=f"CPU; {served.middle(one[0] for one in runs):.2f} s on the clock")
    figure("goud crosstab, CSV of 10 million rows: memory", round(max(one[2] for one in runs)), "MB", at_most=100, note="largest")
finally:
    shutil.rmtree(place, ignore_errors=True)
