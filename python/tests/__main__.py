"""Runs the tests of the package and closes as cargo's own runner does, so that they are counted."""

import sys
import unittest
from pathlib import Path


def main() -> int:
    here = Path(__file__).parent
    sys.path.insert(0, str(here))
    suite = unittest.defaultTestLoader.discover(str(here), pattern="*_test.py")
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    failed = len(result.failures) + len(result.errors)
    passed = result.testsRun - failed - len(result.skipped)
    word = "FAILED" if failed or not passed else "ok"
    print(
        f"test result: {word}. {passed} passed; {failed} failed; {len(result.skipped)} ignored",
        flush=True,
    )
    return 0 if word == "ok" else 1


if __name__ == "__main__":
    sys.exit(main())
