"""The ten lines of the project's README, beside what the demo made."""

import contextlib
import io
import os
import pathlib
import re
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[1]))

from support import ROOT, demo  # noqa: E402


class QuickStart(unittest.TestCase):
    def test_a_folder_is_verified_and_drawn(self):
        (lines,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
        home = os.getcwd()
        self.addCleanup(os.chdir, home)
        said = io.StringIO()
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(said):
            pathlib.Path(folder, "betterwork-demo").symlink_to(demo())
            os.chdir(folder)
            exec(compile(lines, "README.md", "exec"), {})
            self.assertTrue(pathlib.Path("rates.png").read_bytes().startswith(b"\x89PNG"))
            os.chdir(home)
        self.assertRegex(said.getvalue(), r"^\d\d genuine \[\]\n$")


if __name__ == "__main__":
    unittest.main()
