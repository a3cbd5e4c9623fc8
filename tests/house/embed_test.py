"""What tools/embed lays into a program comes out of it to the byte."""
import gzip
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]
ASKS = """
#include <cstdio>
#include "http/assets.hpp"
int main() {
  for (const auto& one : goud::http::assets()) {
    std::printf("%.*s|%.*s|%zu|%d|", int(one.path.size()), one.path.data(), int(one.type.size()), one.type.data(), one.gzip.size(), one.immutable);
    for (unsigned char c : one.body) std::printf("%02x", c);
    std::printf("|");
    for (unsigned char c : one.gzip) std::printf("%02x", c);
    std::printf("|%.*s\\n", int(one.etag.size()), one.etag.data());
  }
  return goud::http::asset("/none") == nullptr ? 0 : 1;
}
"""


class Embed(unittest.TestCase):
    def program(self, files):
        with tempfile.TemporaryDirectory() as folder:
            pages = pathlib.Path(folder, "dist")
            for name, content in files.items():
                (pages / name).parent.mkdir(parents=True, exist_ok=True)
                (pages / name).write_bytes(content)
            subprocess.run([sys.executable, TOP / "tools/embed", "web", pages, f"{folder}/web.cpp"], check=True)
            pathlib.Path(folder, "asks.cpp").write_text(ASKS)
            subprocess.run(["g++", "-std=c++20", f"-I{TOP}/src", f"{folder}/asks.cpp", f"{folder}/web.cpp", "-o", f"{folder}/asks"], check=True)
            out = subprocess.run([f"{folder}/asks"], check=True, stdout=subprocess.PIPE).stdout.decode()
            return [line.split("|") for line in out.splitlines()]

    def test_every_byte_comes_back(self):
        script = b"export const a = 1;\n" * 200
        picture = bytes(range(256)) * 8
        files = {"index.html": b"<!doctype html>\n" * 40, "assets/app-5f2a91c0.js": script, "assets/logo-a1b2c3d4.png": picture,
                 "empty.txt": b"", "assets/plain.css": b"a{}"}
        rows = {row[0]: row for row in self.program(files)}
        self.assertEqual(sorted(rows), sorted("/" + name for name in files))
        for name, content in files.items():
            row = rows["/" + name]
            self.assertEqual(bytes.fromhex(row[4]), content, name)
            self.assertEqual(int(row[2]), len(row[5]) // 2)
        self.assertEqual(gzip.decompress(bytes.fromhex(rows["/assets/app-5f2a91c0.js"][5])), script)
        self.assertEqual(rows["/assets/logo-a1b2c3d4.png"][5], "", "a picture is not compressed twice")
        self.assertEqual([rows["/" + name][3] for name in ("index.html", "assets/app-5f2a91c0.js", "assets/plain.css")], ["0", "1", "0"])
        self.assertEqual(rows["/index.html"][1], "text/html; charset=utf-8")
        self.assertEqual(len({row[6] for row in rows.values()}), len(files))

    def test_no_pages_is_an_empty_list(self):
        self.assertEqual(self.program({}), [])


if __name__ == "__main__":
    unittest.main()
