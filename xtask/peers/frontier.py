"""Task 4 on the strongest tools a Python user has: numpy outer sums and moocore's filter.

Arguments: how many runs, the most seconds an instance may take, and the names of instances.
"""

import sys

import moocore
import numpy as np
from instance import drawn
from meter import measure, say

PEER = f"numpy {np.__version__} + moocore {moocore.__version__}"


def frontier(values):
    """The vectors that no package beats, point by point: add the options, keep the undominated."""
    parties, points = len(values), len(values[0])
    kept = np.zeros((1, parties))
    for point in range(points):
        options = np.array([values[party][point] for party in range(parties)], dtype=float).T
        sums = (kept[:, None, :] + options[None, :, :]).reshape(-1, parties)
        kept = moocore.filter_dominated(sums, maximise=True)
    return kept


def main():
    runs, seconds_max = int(sys.argv[1]), float(sys.argv[2])
    for name in sys.argv[3:]:
        values = drawn(name)
        if values is not None:
            kept, cost = measure(lambda: frontier(values), runs, seconds_max)
            say(4, name, PEER, {"vectors": len(kept)}, cost)


main()
