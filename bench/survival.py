#!/usr/bin/env python3
"""Cox's model by Efron, 700,000 rows of 10 columns, on two threads; R's survival on the same rows in the same run where it is installed.

  bench/survival.py SURVIVAL_BENCH
"""
import json
import os
import shutil
import subprocess
import sys

import served
from served import figure

ROWS, COLUMNS, THREADS, REPEATS = 700_000, 10, 2, 3
IN_R = """
suppressMessages(library(survival))
a <- commandArgs(TRUE); n <- as.integer(a[2]); p <- as.integer(a[3])
f <- file(a[1], "rb"); time <- readBin(f, "double", n); event <- readBin(f, "double", n); x <- matrix(readBin(f, "double", n * p), n)
d <- data.frame(time, event, x)
t <- system.time(fit <- coxph(Surv(time, event) ~ ., d, ties = "efron"))
cat(sprintf('{"wall_s": %.4f, "cpu_s": %.4f, "slopes": [%s], "concordance": %.10f}\\n', t[["elapsed"]], t[["user.self"]] + t[["sys.self"]],
  paste(sprintf("%.9f", coef(fit)), collapse = ", "), fit$concordance[["concordance"]]))
"""


def told(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


program = sys.argv[1]
folder = served.work_folder()
try:
    for kind, rounding in (("times all different", "0"), ("times in 60 months", "1")):
        rows = os.path.join(folder, "rows.bin")
        runs = [told([program, str(ROWS), str(COLUMNS), str(THREADS), rounding, rows]) for _ in range(REPEATS)]
        ours = min(runs, key=lambda one: one["wall_s"])
        note = f"best of {REPEATS}, {ours['cpu_s']:.2f} s CPU with concordance and the test of proportions, {ours['events']:,} events"
        if shutil.which("Rscript"):
            script = os.path.join(folder, "peer.R")
            with open(script, "w") as out:
                out.write(IN_R)
            try:
                peer = told(["Rscript", script, rows, str(ROWS), str(COLUMNS)])
                apart = max(abs(a - b) for a, b in zip(ours["slopes"], peer["slopes"]))
                note += f"; R survival {peer['wall_s']:.1f} s, {peer['cpu_s']:.1f} s CPU, with concordance; slopes {apart:.0e} apart"
            except subprocess.CalledProcessError:
                note += "; R without survival"
        figure(f"Cox, Efron, {ROWS:,} x {COLUMNS}, {kind}", round(ours["wall_s"], 3), "s", at_most=1.2, note=note)
finally:
    shutil.rmtree(folder)
