#!/usr/bin/env python3
"""Replicates of a path model, 5,000 of 500 rows and 24 items, on two threads; beside the same by hand in R where there is R.

  bench/paths.py PATHS_BENCH
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys

import served
from served import figure

place = served.work_folder()
try:
    rows = place + "/rows.csv"
    told = lambda *command: json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    ours = min((told(os.path.abspath(sys.argv[1]), rows, "5000", "2") for _ in range(3)), key=lambda one: one["wall"])
    note = f"{ours['cpu']:.2f} CPU s"
    peer = None
    if shutil.which("Rscript"):
        peer = told("Rscript", str(pathlib.Path(__file__).with_name("paths_peer.R")), rows, "5000")
        note += f"; R by hand {peer['cpu']:.1f} CPU s"
    figure("PLS, 5,000 bootstraps, n = 500, 24 items, 2 threads", round(ours["wall"], 3), "s", at_most=2, note=note)
    if peer:
        figure("PLS bootstraps: R by hand / goud, CPU", round(peer["cpu"] / ours["cpu"], 1), "x",
               note=f"path {ours['path']:.6f} and {peer['path']:.6f}, {ours['low']:.3f} to {ours['high']:.3f} and {peer['low']:.3f} to {peer['high']:.3f}",
               met=abs(ours["path"] - peer["path"]) < 1e-8 and abs(ours["low"] - peer["low"]) < 0.02 and abs(ours["high"] - peer["high"]) < 0.02)
finally:
    shutil.rmtree(place, ignore_errors=True)
