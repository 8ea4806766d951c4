"""The notebook of examples/notebook, run from the first cell to the last in a kernel of its own."""

import os
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[1]))

import nbformat  # noqa: E402
from nbclient import NotebookClient  # noqa: E402

from support import ROOT, demo  # noqa: E402

NOTEBOOK = ROOT / "examples/notebook/audit-or-not.ipynb"
KEPT = ROOT / "target/python"


class Notebook(unittest.TestCase):
    def test_it_answers_its_question(self):
        notebook = nbformat.read(NOTEBOOK, as_version=4)
        self.assertFalse([cell for cell in notebook.cells if cell.get("outputs")], "the notebook is kept without its answers")
        os.environ["BETTERWORK_DEMO"] = str(demo())
        NotebookClient(notebook, timeout=120, kernel_name="python3").execute(cwd=str(NOTEBOOK.parent))
        KEPT.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, KEPT / "audit-or-not.ipynb")
        outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
        said = "".join(output.get("text", "") for output in outputs)
        self.assertRegex(said, r"\d+ genuine, 1 refused\nforged.sdjwt bad_signature")
        self.assertRegex(said, r"\d+ of \d+ factories need no audit")
        pictures = [output for output in outputs if "image/png" in output.get("data", {})]
        self.assertEqual(len(pictures), 3)
        self.assertTrue(any("text/html" in output.get("data", {}) for output in outputs))


if __name__ == "__main__":
    unittest.main()
