#!/usr/bin/env python3
"""A house with a million answers: 500 units, 20 moments, 36 months. What a moment's page takes over HTTP while answers come
in (over ten million question answers), how soon a start gives its first answer, and what memory is held.

  bench/million.py GOUD LOAD [ANSWERS]
"""
import datetime
import shutil
import sys
import time

import served
from served import at_share, figure, middle

goud, load = sys.argv[1:3]
answers = int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000
half = answers // 2
place = served.work_folder()
data = place + "/data"


def took(house, path):
    begun = time.monotonic()
    house.ask("GET", path)
    return 1000 * (time.monotonic() - begun)


def taken_in(first, name):
    csv, toml = f"{place}/{name}.csv", place + "/map.toml"
    served.ratings_file(csv, half, name=name)
    if first:
        served.run([goud, "import", csv, "--write-map", toml])
        served.organisation(goud, data)
    served.run([goud, "import", csv, "--map", toml, "--data", data])


try:
    taken_in(True, "first")
    house = served.Served(goud, data)
    house.sign_in()
    first_overview = took(house, "/overview")
    house.prepare_answers()
    moments = [m["id"] for j in house.ask("GET", "/journeys")["items"] if j["audience"] == "customer" for m in j["moments"]]
    last = datetime.date(2023, 1, 1) + datetime.timedelta(days=36 * 30 + 17)
    period = f"?from={last - datetime.timedelta(days=83)}&to={last}"
    pages, overviews = [], []
    guests = house.load(load, 20, 8, 20)
    until = time.monotonic() + 20
    turn = 0
    while time.monotonic() < until - 1:
        pages.append(took(house, f"/moments/{moments[turn % len(moments)]}/figures{period}"))
        if turn % 10 == 0:
            overviews.append(took(house, "/overview" + period))
        turn += 1
    coming = served.reported(guests)
    note = f"{len(pages)} pages, {coming['per_second']:.0f} answers a second came in, their p99 {coming['p99_ms']:.0f} ms"
    figure("moment page over HTTP, p95", round(at_share(pages, 0.95)), "ms", at_most=150, note=f"p50 {middle(pages):.0f} ms; {note}")
    figure("overview of twelve weeks over HTTP, p95", round(at_share(overviews, 0.95)), "ms", note=f"p50 {middle(overviews):.0f} ms, while answers come in")
    everything = [took(house, f"/overview?from=2023-01-01&to={last}") for _ in range(5)]
    figure("overview of 36 months over HTTP", round(middle(everything)), "ms", note=f"the first, which counts {half} answers: {first_overview / 1000:.1f} s")
    house.stop()

    taken_in(False, "second")
    starts = []
    for _ in range(5):
        house = served.Served(goud, data)
        starts.append(house.ready)
        house.stop()
    figure("start to first answer, a million answers", round(middle(starts), 3), "s", at_most=0.5)
    house = served.Served(goud, data)
    time.sleep(60)
    whole, own = house.resident_mb()
    figure("memory 60 s after start, a million answers", round(whole), "MB", at_most=150, note=f"{own:.0f} MB its own, the rest read from files")
    house.sign_in()
    waited = took(house, "/overview" + period)
    at_once = house.resident_mb()
    time.sleep(60)
    whole, own = house.resident_mb()
    figure("memory 60 s after an overview", round(whole), "MB", at_most=150,
           note=f"{own:.0f} MB its own; {at_once[0]:.0f} MB while it counted {half} new answers in {waited / 1000:.1f} s")
    house.stop()
finally:
    shutil.rmtree(place, ignore_errors=True)
