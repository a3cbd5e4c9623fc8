#!/usr/bin/env python3
"""What travels before somebody sees something: the public page with all it asks for, and the app's first load.

  bench/pages.py GOUD WEB_DIST
"""
import gzip
import http.client
import pathlib
import re
import shutil
import sys

import served
from served import figure

goud, dist = sys.argv[1], pathlib.Path(sys.argv[2])
place = served.work_folder()


def fetched(house, path):
    """Bytes on the wire, as a browser that takes gzip gets them, and the text."""
    connection = http.client.HTTPConnection("127.0.0.1", house.port)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip", "Accept-Language": "nl"})
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise SystemExit(f"{path}: {response.status}")
    coded = response.headers.get("Content-Encoding") == "gzip"
    return len(body), (gzip.decompress(body) if coded else body)


def asked_for(text):
    """What a page makes a browser fetch."""
    found = re.findall(r'<(?:script|img|link|source|iframe)[^>]+(?:src|href)="([^"]+)"', text) + re.findall(r"url\(([^)]+)\)", text)
    return [f.strip("'\"") for f in found if not f.strip("'\"").startswith("data:")]


try:
    house = served.Served(goud, place + "/data")
    house.set_up()
    house.prepare_answers()
    unit = house.ask("GET", "/units")["items"][0]["id"]
    link = house.ask("POST", "/links", {"instrument": "bench", "unit": unit})
    size, page = fetched(house, "/s/" + link["code"])
    more = asked_for(page.decode())
    total = size + sum(fetched(house, path)[0] for path in more)
    figure("public page (12 ratings, score, story), gzip", round(total / 1000, 1), "kB", at_most=15)
    figure("public page, requests", 1 + len(more), "", at_most=2)

    # The app: index.html, what it names, and what those scripts import before anything is shown.
    index, html = fetched(house, "/")
    seen, script = {}, 0
    waiting = asked_for(html.decode())
    while waiting:
        path = waiting.pop()
        if path in seen or not path.startswith("/"):
            continue
        seen[path], text = fetched(house, path)
        if path.endswith(".js"):
            script += seen[path]
            for name in re.findall(rb'(?:import|from)\s*"\./([\w.-]+\.js)"', text):
                waiting.append("/assets/" + name.decode())
    figure("app, first load: scripts, gzip", round(script / 1000, 1), "kB", at_most=250)
    figure("app, first load: everything", round((index + sum(seen.values())) / 1000, 1), "kB", note=f"{1 + len(seen)} requests, fonts named by the styles not counted")
    whole = sum(len(gzip.compress(f.read_bytes(), 9)) for f in (dist / "assets").glob("*.js"))
    figure("app, all its scripts together, gzip", round(whole / 1000, 1), "kB", note="most pages are fetched when they are opened")
    house.stop()
finally:
    shutil.rmtree(place, ignore_errors=True)
