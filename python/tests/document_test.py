"""The examples of docs/python.md, run as they stand, from the root of the repository."""

import doctest
import inspect
import os
import re
import unittest

import onetext
from shared import ROOT


class Documents(unittest.TestCase):
    def test_everything_public_says_what_it_is(self):
        bare = []
        for name in onetext.__all__:
            one = getattr(onetext, name)
            members = vars(one).items() if inspect.isclass(one) else ()
            told = [(name, one), *((f"{name}.{own}", member) for own, member in members)]
            for path, member in told:
                is_public = not path.split(".")[-1].startswith("_")
                if is_public and not isinstance(member, str) and not inspect.getdoc(member):
                    bare.append(path)
        self.assertEqual(bare, [])

    def test_the_examples_of_the_page_say_what_is_true(self):
        page = (ROOT / "docs" / "python.md").read_text()
        blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
        examples = "\n\n".join(block for block in blocks if ">>>" in block)
        parsed = doctest.DocTestParser().get_doctest(examples, {}, "docs/python.md", None, 0)
        self.assertGreater(len(parsed.examples), 10)
        said = []
        before = os.getcwd()
        os.chdir(ROOT)
        try:
            result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(parsed, out=said.append)
        finally:
            os.chdir(before)
        self.assertEqual(result.failed, 0, "".join(said))
