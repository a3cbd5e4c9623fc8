"""Nothing that went wrong in a step can be counted away."""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

TOP = pathlib.Path(__file__).resolve().parents[2]


def case(inside=""):
    return f'<testcase classname="A" name="b">{inside}</testcase>'


class Steps(unittest.TestCase):
    def ran(self, *steps):
        with tempfile.TemporaryDirectory() as folder:
            tools = pathlib.Path(folder, "tools")
            tools.mkdir()
            shutil.copy(TOP / "tools/steps", tools)
            (tools / "test_steps").write_text("# a list\n" + "\n".join(steps) + "\n")
            ran = subprocess.run([sys.executable, tools / "steps"], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False)
            return ran.returncode, ran.stdout.decode().splitlines()

    def closing(self, *steps):
        code, lines = self.ran(*steps)
        self.assertEqual(sum(line.endswith("skipped") and line[0].isdigit() for line in lines), 1, lines)
        return code, lines[-1]

    def test_a_step_without_counts_is_one_test(self):
        self.assertEqual(self.closing("a 1 true", "b 1 true"), (0, "2 passed, 0 failed, 0 skipped"))
        self.assertEqual(self.closing("a 1 false"), (1, "0 passed, 1 failed, 0 skipped"))
        self.assertEqual(self.closing("a 1 exit 77"), (0, "0 passed, 0 failed, 1 skipped"))

    def test_counts_and_junit_files_are_summed(self):
        xml = "<testsuites><testsuite>" + case() + case("<skipped/>") + case() + "</testsuite></testsuites>"
        self.assertEqual(self.closing(f"a 1 echo '{xml}' > $GOUD_RESULTS/x.xml; echo 3 0 1 > $GOUD_RESULTS/counts"),
                         (0, "5 passed, 0 failed, 2 skipped"))

    def test_a_failure_in_a_file_fails_though_the_command_says_well(self):
        xml = "<testsuites><testsuite>" + case('<failure message="no"/>') + case() + "</testsuite></testsuites>"
        self.assertEqual(self.closing(f"a 1 echo '{xml}' > $GOUD_RESULTS/x.xml"), (1, "1 passed, 1 failed, 0 skipped"))

    def test_a_command_that_dies_after_good_news_fails(self):
        self.assertEqual(self.closing("a 1 echo 4 0 0 > $GOUD_RESULTS/counts; kill -9 $$"), (1, "4 passed, 1 failed, 0 skipped"))

    def test_a_broken_file_is_a_failure(self):
        self.assertEqual(self.closing("a 1 echo '<testsuites>' > $GOUD_RESULTS/x.xml"), (1, "0 passed, 1 failed, 0 skipped"))

    def test_what_went_wrong_is_shown_however_far_above_the_end(self):
        _, lines = self.ran("a 1 echo 'x.cpp:3: Failure'; echo 'which was 4'; seq 1000; exit 1")
        self.assertTrue(any("which was 4" in line for line in lines), lines)
        self.assertFalse(any(line.endswith("| 500") for line in lines), lines)

    def test_the_rest_goes_on_after_a_failure_but_not_without_setup(self):
        self.assertEqual(self.closing("a 1 false", "b 1 true"), (1, "1 passed, 1 failed, 0 skipped"))
        self.assertEqual(self.closing("setup 1 false", "b 1 true"), (1, "0 passed, 1 failed, 0 skipped"))


if __name__ == "__main__":
    unittest.main()
