#!/usr/bin/env python3
"""What customers are worth: the fits on a million customers beside R's, and the verb on a log of five million purchases.

  bench/worth.py WORTH_BENCH GOUD
"""
import json
import os
import random
import shutil
import subprocess
import sys
import time

import served
from served import figure

bench, goud = map(os.path.abspath, sys.argv[1:3])
place = served.work_folder()
try:
    histories = place + "/histories.csv"
    done = subprocess.run([bench, histories], stdout=subprocess.PIPE, text=True, check=True)
    print(done.stdout, end="", flush=True)
    ours = float(json.loads(done.stdout.splitlines()[0])["note"].split()[0])
    if shutil.which("Rscript"):
        peer = subprocess.run(["Rscript", os.path.join(os.path.dirname(__file__), "worth_peer.R"), histories], stdout=subprocess.PIPE, text=True, check=True)
        seconds, r, evaluations = peer.stdout.split()[:3]
        figure("BG/NBD by day: CPU of R (optim, analytic gradient) / ours", round(float(seconds) / max(ours, 1e-9), 1), "x", at_least=1,
               note=f"{float(seconds):.2f} s in R with {evaluations} evaluations (r {float(r):.4f}), {ours:.2f} s here")
    random.seed(5)
    log = place + "/orders.csv"
    with open(log, "w") as out:
        out.write("customer,date,amount\n")
        for customer in range(500000):
            for _ in range(10):
                day = random.randrange(360)
                out.write(f"c{customer},2025-{day // 30 + 1:02d}-{min(day % 30 + 1, 28):02d},{random.randrange(500, 20000) / 100}\n")
    begun, before = time.monotonic(), os.times()
    subprocess.run([goud, "worth", log, "--customer", "customer", "--date", "date", "--amount", "amount", "--until", "2025-12-31", "--json"], stdout=subprocess.PIPE, check=True)
    spent = os.times()
    figure("goud worth, log of 5,000,000 purchases", round(time.monotonic() - begun, 2), "s", at_most=15,
           note=f"{spent.children_user + spent.children_system - before.children_user - before.children_system:.2f} CPU s")
finally:
    shutil.rmtree(place, ignore_errors=True)
