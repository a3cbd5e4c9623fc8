#!/usr/bin/env python3
"""From a file to a page: `goud open` on the airline's survey, the demonstration, and a score by the command line.

  bench/files.py GOUD [AIRLINE.csv]     the survey: $GOUD_DATA or ../shared/data, airline/*.csv.xz
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request

import served
from served import figure

goud = os.path.abspath(sys.argv[1])
survey = sys.argv[2] if len(sys.argv) > 2 else next(iter(sorted(glob.glob(os.environ.get("GOUD_DATA", "../shared/data") + "/airline/*.csv*"))), None)
place = served.work_folder()
try:
    if survey:
        port = served.free_port()
        begun = time.monotonic()
        house = subprocess.Popen([goud, "open", survey, "--data", place + "/air", "--listen", f"127.0.0.1:{port}"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        text = ""
        for line in house.stdout:
            text += line
            if f":{port}" in line:
                break
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).read()
                break
            except OSError:
                if house.poll() is not None:
                    raise SystemExit(text)
                time.sleep(0.02)
        visitor = served.Served.__new__(served.Served)
        visitor.port, visitor.cookie, visitor.csrf = port, None, None
        email, password = re.search(r"(\S+@\S+)[^\n]*?(\S+)\s*$", next(l for l in text.splitlines() if "@" in l)).groups()
        visitor.sign_in(email.strip(",.;"), password.strip(".,"))
        picture = visitor.ask("GET", "/overview")
        taken = time.monotonic() - begun
        house.terminate()
        house.wait(timeout=60)
        figure("goud open, airline: from the command to the overview", round(taken, 1), "s", at_most=60, note=f"{picture['answers']['customer']} answers")
    else:
        print("files.py: no airline survey here; goud open is not measured", file=sys.stderr)
    taken, cpu, _, _ = served.run([goud, "demo", "--data", place + "/demo", "--until", "2026-11-01"])
    figure("goud demo, 60,000 answers", round(taken, 1), "s", note=f"CPU {cpu:.1f} s")
    if survey:
        spans = [served.run([goud, "score", survey, "--share", "Satisfaction=Satisfied", "--by", "Class"])[:2] for _ in range(3)]
        figure("goud score, airline", round(served.middle(s[0] for s in spans), 2), "s", note=f"CPU {served.middle(s[1] for s in spans):.2f} s")
finally:
    shutil.rmtree(place, ignore_errors=True)
