"""The examples of the documentation run as they stand: docstrings and README."""

import contextlib
import doctest
import os
import pathlib
import re
import tempfile
import types
import unittest

import betterwork
from support import write_examples

README = pathlib.Path(__file__).resolve().parents[1] / "README.md"


def documented():
    """Every public thing with its docstring, methods among them."""
    yield "betterwork", betterwork.__doc__
    for name in betterwork.__all__:
        public = getattr(betterwork, name)
        yield name, public.__doc__
        if isinstance(public, type):
            for member, value in vars(public).items():
                # What a slot holds is said beside its annotation, where an editor finds it.
                if not member.startswith("_") and not isinstance(value, types.MemberDescriptorType):
                    yield f"{name}.{member}", getattr(value, "__func__", value).__doc__


class Examples(unittest.TestCase):
    def setUp(self):
        home = os.getcwd()
        self.addCleanup(os.chdir, home)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.names = write_examples(pathlib.Path(folder.name)) | {name: getattr(betterwork, name) for name in betterwork.__all__}
        os.chdir(folder.name)

    def test_docstrings(self):
        parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL)
        tried = 0
        for name, text in documented():
            examples = parser.get_doctest(text or "", dict(self.names), name, None, 0)
            tried += len(examples.examples)
            said = []
            with self.subTest(name):
                self.assertEqual(runner.run(examples, out=said.append).failed, 0, "".join(said))
        self.assertGreater(tried, 15)

    def test_everything_public_says_what_it_is(self):
        silent = [name for name, text in documented() if not (text or "").strip()]
        self.assertEqual(silent, [])

    def test_readme(self):
        blocks = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
        self.assertTrue(blocks)
        module = types.ModuleType("readme")
        with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
            for block in blocks:
                exec(compile(block, "README.md", "exec"), vars(module))
