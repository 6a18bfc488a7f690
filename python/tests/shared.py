"""Where the repository and the published files are, and small exact references."""

import itertools
import os
import unittest
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "cases"
DATA = ROOT.parent / "shared" / "data"


def data() -> Path:
    """The folder of published files; skips where it is absent and not required."""
    if (DATA / "gold").is_dir():
        return DATA
    if os.environ.get("ONETEXT_REQUIRE_GOLD") == "1":
        raise AssertionError(f"no shared data at {DATA}")
    raise unittest.SkipTest("gold: skipped (no shared data)")


def packages(sizes) -> np.ndarray:
    """Every package, the last bracket turning fastest."""
    return np.array(list(itertools.product(*(range(size) for size in sizes))), dtype=np.int64)


def worth(scores, every: np.ndarray) -> np.ndarray:
    """What packages are worth: shape (packages, parties)."""
    parts = [np.asarray(bracket)[:, every[:, at]].T for at, bracket in enumerate(scores)]
    return np.sum(parts, axis=0)


def efficient(vectors: np.ndarray) -> np.ndarray:
    """The distinct vectors that no other dominates, in descending order."""
    distinct = np.unique(vectors, axis=0)[::-1]
    above = (distinct[:, None, :] >= distinct[None, :, :]).all(axis=2)
    same = np.eye(len(distinct), dtype=bool)
    return distinct[~(above & ~same).any(axis=0)]


def drawn(seed: int):
    """A small problem: one array a bracket, and reservations."""
    draw = np.random.default_rng(seed)
    parties = int(draw.integers(1, 5))
    sizes = draw.integers(1, 5, size=int(draw.integers(1, 6)))
    scores = [draw.integers(-9, 20, size=(parties, size)) for size in sizes]
    reservations = draw.integers(-5, 20, size=parties)
    return scores, reservations


def is_tried(claim) -> bool:
    """Whether a claim holds, and nothing of it was left untried."""
    check = claim.check()
    return bool(check) and check.is_complete


def seats(view) -> list[str]:
    """Every seat at the table of a case, and the public's."""
    return ["mediator", "public", *(party for party, _ in view.parties)]
