"""How long a briefing takes in the program and in Python, from start to end, in one run.

    python python/speed.py PROGRAM CASE [RUNS]

PROGRAM is the command line's, CASE what it reads. Run it with an interpreter that has `onetext`, of
a wheel that was built with the same profile as the program: `target/python/fresh/bin/python` and
`target/debug/onetext` after `cargo xtask python`, which builds both for development.
"""

import statistics
import subprocess
import sys
import time
import timeit

ASK = """
import sys, onetext
briefing = onetext.read(sys.argv[1]).seen_from("mediator").prepare("frontier")
sys.stdout.write(briefing.to_text())
"""
SMALL = """
import numpy, onetext
problem = onetext.Problem([[[9, 4, 0], [0, 5, 8]], [[6, 3], [1, 7]]], [5, 5])
package = numpy.array([0, 1])
"""
CALLS = ["problem.parties", "problem.scores(package)", "problem.passing()"]
LOAD = "import onetext"
LOAD_ARRAYS = "import onetext, numpy"


def once(command):
    """Milliseconds that a program takes; one that fails ends the run."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return 1000 * (time.perf_counter() - started)


def main(program, case, runs):
    ours = {
        "program": [program, "brief", case, "--question", "frontier"],
        "Python": [sys.executable, "-c", ASK, case],
        "Python alone": [sys.executable, "-c", ""],
        "import onetext": [sys.executable, "-c", LOAD],
        "import onetext, numpy": [sys.executable, "-c", LOAD_ARRAYS],
    }
    # In turns, so that what else the machine does meets all of them.
    took = {name: [] for name in ours}
    for _ in range(runs):
        for name, command in ours.items():
            took[name].append(once(command))
    medians = {name: statistics.median(times) for name, times in took.items()}
    for name, median in medians.items():
        print(f"{name:24} {median:6.1f} ms")
    print(f"{'ratio':24} {medians['Python'] / medians['program']:6.2f}")
    for call in CALLS:
        times = timeit.repeat(call, SMALL, number=2000, repeat=5)
        print(f"{call:24} {1e6 * min(times) / 2000:6.1f} µs")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) == 4 else 25)
