"""The house check on small broken trees: each rule, broken once, is found where it is broken, and a sound tree passes."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

TIDY = pathlib.Path(__file__).resolve().parents[2] / "tools/tidy"

SOUND = {
    "src/main.cpp": "int main() {}\n",
    "src/kernel/README.md": "kernel\n",
    "src/kernel/clock.hpp": "// Time.\n#pragma once\n#include <utility>\n",
    "src/store/README.md": "store\n",
    "src/store/store.hpp": "// Store.\n#pragma once\n#include \"kernel/clock.hpp\"\n",
    "src/store/columns/columns.hpp": "// Columns.\n#pragma once\n",
    "src/people/README.md": "people\n",
    "src/people/people.hpp": "// People. The unit_manager is a role.\n#pragma once\n#include \"store/store.hpp\"\nenum class Role { unit_manager, cx_manager };\n",
    "src/people/store.cpp": "#include \"people/people.hpp\"\nconst char* a = R\"(CREATE TABLE unit (org INTEGER, id TEXT))\";\n",
    "src/promises/README.md": "promises\n",
    "src/promises/promises.hpp": "// Promises.\n#pragma once\n#include \"people/people.hpp\"\n",
    "src/promises/promise.cpp": "#include \"promises/promises.hpp\"\nauto b = refuse(FaultKind::invalid, \"promise.norm\", {{\"a\", \"b.c\"}});\n"
                                "const char* c = \"CREATE TABLE promise (org INTEGER, unit TEXT REFERENCES unit(id))\";\n",
    "words/nl.json": {"promise.norm": "De norm {{norm}} kan niet.", "n.answers_one": "{{count}} antwoord", "n.answers_other": "{{count}} antwoorden"},
    "words/en.json": {"promise.norm": "The norm {{norm}} cannot be.", "n.answers_one": "{{count}} answer", "n.answers_other": "{{count}} answers"},
    "web/src/page.tsx": "export const a = t(\"promise.norm\");\nexport const b = t('n.answers', {count: 1});\n",
}


class Tidy(unittest.TestCase):
    def said(self, **changes):
        """What tidy says of the sound tree with files replaced or added; names have / written as __ and . as _dot_."""
        with tempfile.TemporaryDirectory() as folder:
            files = dict(SOUND)
            files.update(changes.pop("files", {}))
            for name, content in files.items():
                if content is None:
                    continue
                path = pathlib.Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content if isinstance(content, str) else json.dumps(content, indent=2), "utf-8")
            ran = subprocess.run([sys.executable, TIDY, folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
            lines = ran.stdout.decode().splitlines()
            self.assertEqual(ran.returncode, 1 if lines else 0, ran.stderr.decode())
            return lines

    def finds(self, files, where, what):
        """Exactly one place, named by file and line."""
        lines = self.said(files=files)
        self.assertEqual(len(lines), 1, lines)
        self.assertTrue(lines[0].startswith(where + ": "), lines)
        self.assertIn(what, lines[0])

    def test_a_sound_tree_passes(self):
        self.assertEqual(self.said(), [])

    def test_a_range_over_what_is_gone(self):
        self.finds({"src/people/rights.cpp": "#include \"people/people.hpp\"\nvoid f() {\n  for (auto& one : *store->ask(scope, read)) g(one);\n}\n"},
                   "src/people/rights.cpp:3", "gone before it is walked")

    def test_a_direction_turned_round(self):
        self.finds({"src/people/rights.cpp": "#include \"people/people.hpp\"\n\n#include \"promises/promises.hpp\"\n"},
                   "src/people/rights.cpp:3", "people may not lean on promises")

    def test_a_second_door(self):
        self.finds({"src/promises/late.cpp": "#include \"people/store.hpp\"\n"}, "src/promises/late.cpp:1", "entered by its door")

    def test_named_doors_and_types_are_doors(self):
        self.assertEqual(self.said(files={
            "src/promises/late.cpp": "#include \"store/columns/columns.hpp\"\n#include \"people/people_types.hpp\"\n"}), [])

    def test_what_employees_said_has_one_road(self):
        for room, code, what in (("rounds", 'const char* a = "SELECT sealed FROM letterbox WHERE org = :org";', "by the statements of rounds/ alone"),
                                 ("growth", 'const char* a = "SELECT body FROM released WHERE org = :org";', "by the statements of rounds/ alone"),
                                 ("rounds", "auto a = reader.all(sql::letters, {}, map);", "rounds/letterbox.cpp, close.cpp and mixing.cpp alone"),
                                 ("rounds", "reader.each(sql::released, {}, row);", "in rounds/released.cpp alone"),
                                 ("growth", "auto a = figures::released_from(text);", "read back in rounds/released.cpp alone"),
                                 ("cli", "auto a = figures::ReleasePress::make(2, {}, {});", "made in figures/ alone")):
            self.finds({f"src/{room}/README.md": "x\n", f"src/{room}/other.cpp": "// x\n" + code + "\n"}, f"src/{room}/other.cpp:2", what)
        self.assertEqual(self.said(files={"src/rounds/README.md": "x\n", "src/rounds/released.cpp": "reader.each(sql::released, {}, row); auto a = figures::released_from(text);\n",
                                          "src/figures/README.md": "x\n", "src/figures/released.cpp": "auto a = ReleasePress::make(2, {}, {});\n",
                                          "src/rounds/statements.hpp": "#pragma once\nconst char* a = \"DELETE FROM letterbox WHERE org = :org\";\n"}), [])

    def test_a_room_that_does_not_exist(self):
        lines = self.said(files={"src/extras/extras.cpp": "", "src/extras/README.md": ""})
        self.assertTrue(all("there is no room extras" in line for line in lines) and lines, lines)

    def test_a_slice_without_readme(self):
        self.finds({"src/promises/README.md": None}, "src/promises:1", "README.md")

    def test_empty_words_in_file_names(self):
        for name in ("src/promises/promise_utils.cpp", "web/src/Helper.ts", "src/promises/common/text.txt", "docs/misc.md"):
            lines = self.said(files={name: ""})
            self.assertEqual(len(lines), 1, lines)
            self.assertIn("says nothing", lines[0])

    def test_empty_words_in_identifiers(self):
        self.finds({"src/promises/late.cpp": "// A manager.\nconst char* title = \"manager\";\nclass PromiseManager;\n"},
                   "src/promises/late.cpp:3", "PromiseManager")
        self.finds({"web/src/a.ts": "const text = 'common';\nfunction processorOf() {}\n"}, "web/src/a.ts:2", "processorOf")

    def test_words_of_a_library_are_named_once(self):
        self.assertEqual(self.said(files={"src/formats/README.md": "", "src/formats/picture.cpp":
                                          "// tidy: their words manager, common (the picture library)\nint manager; int j_common;\n"}), [])

    def test_a_file_too_long(self):
        self.finds({"src/promises/late.cpp": "\n" * 601}, "src/promises/late.cpp:601", "601 lines")
        self.assertEqual(self.said(files={"src/promises/late.cpp": "// generated by a tool\n" + "\n" * 900,
                                          "src/promises/norm_table_test.cpp": "\n" * 900}), [])

    def test_heavy_includes(self):
        self.finds({"src/promises/late.hpp": "#pragma once\n#include <boost/json.hpp>\n"}, "src/promises/late.hpp:2", "not in a header")
        self.finds({"src/promises/late.cpp": "#include <boost/beast/core.hpp>\n"}, "src/promises/late.cpp:1", "stay in http/")

    def test_a_foreign_key_against_the_order(self):
        self.finds({"src/people/late.cpp": "const char* a = \"CREATE TABLE member (org INTEGER,\"\n  \"p TEXT REFERENCES promise(id))\";\n"},
                   "src/people/late.cpp:2", "a foreign key of people may not point to promises")

    def test_reading_the_rows_of_another(self):
        self.finds({"src/promises/late.cpp": "const char* a = \"SELECT id FROM unit WHERE org = :org\";\n"},
                   "src/promises/late.cpp:1", "table unit is people's")

    def test_a_person_who_cannot_be_forgotten(self):
        table = "const char* a = R\"(CREATE TABLE guest (org INTEGER, person TEXT))\";\n"
        lines = self.said(files={"src/promises/late.cpp": table})
        self.assertEqual(len(lines), 2, lines)
        # A function that happens to be called so is no answer to a person.
        self.assertEqual(len(self.said(files={"src/promises/late.cpp": table + "void about(P);\nvoid forget(P);\n"})), 2)
        door = SOUND["src/promises/promises.hpp"] + "void about(Reader&, const PersonId&);\nvoid forget(Writer&, const PersonId&);\n"
        both = {"src/promises/late.cpp": table, "src/promises/promises.hpp": door}
        route = "void route() { promises::about(reader, p); promises::forget(writer, p); }\n"
        self.assertEqual(self.said(files={**both, "src/promises/routes.cpp": route}), [])
        self.finds({**both, "src/promises/routes.cpp": route.replace("promises::forget(writer, p);", "")},
                   "src/promises/late.cpp:1", "nobody calls promises::forget()")
        one = {**both, "src/promises/promises.hpp": door.replace("void about(Reader&, const PersonId&);", ""), "src/promises/routes.cpp": route}
        self.finds(one, "src/promises/late.cpp:1", "has no about(")

    def test_words_that_one_language_misses(self):
        self.finds({"words/nl.json": {**SOUND["words/nl.json"], "a.b": "Dag"}}, "words/nl.json:5", "a.b is not in words/en.json")

    def test_words_with_other_arguments(self):
        self.finds({"words/en.json": {**SOUND["words/en.json"], "promise.norm": "The norm {{limit}}."}},
                   "words/nl.json:2", "arguments differ")

    def test_words_in_one_number_only(self):
        both = {language: {**SOUND[f"words/{language}.json"], "x.days_one": "{{count}} x"} for language in ("nl", "en")}
        lines = self.said(files={f"words/{language}.json": both[language] for language in both})
        self.assertEqual(len(lines), 2, lines)
        self.assertIn("x.days_one has no x.days_other", lines[0])
        # A name may end so without being a number.
        both = {language: {**SOUND[f"words/{language}.json"], "x.pick_one": "x", "a.form": "a != b"} for language in ("nl", "en")}
        self.assertEqual(self.said(files={f"words/{language}.json": both[language] for language in both}), [])

    def test_words_twice_empty_or_loud(self):
        self.finds({"words/nl.json": "{\"a\": \"x\", \"a\": \"y\"}"}, "words/nl.json:1", "stands there twice")
        for text in ("", "Gelukt!", "Dag {{ name }}"):
            files = {f"words/{language}.json": {**SOUND[f"words/{language}.json"], "a.b": text} for language in ("nl", "en")}
            self.assertGreaterEqual(len(self.said(files=files)), 2, text)

    def test_keys_that_are_nowhere(self):
        self.finds({"src/promises/late.cpp": "\nauto a = refuse_field(\"body.text\",\n  \"promise.unknown\");\n"},
                   "src/promises/late.cpp:3", "promise.unknown is not in words/")
        self.finds({"web/src/a.ts": "t(\"web.nowhere\")\n"}, "web/src/a.ts:1", "web.nowhere is not in words/")

    def test_hosts_paths_and_banners(self):
        self.finds({"docs/a.md": "see https://registry" + ".npmjs" + ".org/\n"}, "docs/a.md:1", "no package hosts")
        self.finds({"docs/a.md": "\nin /ro" + "ot/goud\n"}, "docs/a.md:2", "paths of one machine")
        self.finds({"src/promises/late.cpp": "// @author somebody\n"}, "src/promises/late.cpp:1", "banners")


if __name__ == "__main__":
    unittest.main()
