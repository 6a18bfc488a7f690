"""Tasks 1, 2 and 3 on published domains: NegMAS as people use it, and numpy with moocore.

Arguments: the task, how many runs, the most seconds a domain may take, and folders of domains.
Task 1 is measured from outside: with `--once` this program loads one domain, computes its
statistics, prints them and ends.
"""

import os
import resource
import subprocess
import sys
import warnings

warnings.filterwarnings("ignore")


def scenario(folder):
    """A GENIUS folder as NegMAS reads it."""
    from negmas.inout import Scenario

    # Some published files number their issues from 1, which only the lenient reader takes.
    return Scenario.from_genius_folder(folder, ignore_discount=True, safe_parsing=False)


def statistics(read):
    """Everything that NegMAS says of a scenario."""
    return read.calc_stats()


def once(folder):
    said = statistics(scenario(folder))
    print(len(said.pareto_utils), said.nash_utils, said.max_welfare_utils)


def whole(folder):
    command = [sys.executable, __file__, "--once", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout.split()[0])


def spent():
    """The processor time of the processes started so far, in nanoseconds."""
    use = resource.getrusage(resource.RUSAGE_CHILDREN)
    return int((use.ru_utime + use.ru_stime) * 1e9)


def tables(read):
    """Each party's value of every option of every issue, as plain lists."""
    import numpy as np

    space = read.outcome_space
    issues = [list(issue.all) for issue in space.issues]
    values = []
    for ufun in read.ufuns:
        weights = getattr(ufun, "weights", [1.0] * len(issues))
        rows = []
        for place, options in enumerate(issues):
            worth = [float(ufun.values[place](option)) for option in options]
            rows.append(np.array(worth) * weights[place])
        values.append(rows)
    return values


def fair(values, reserved):
    """The frontier and the fair vectors, from whole tables of sums."""
    import moocore
    import numpy as np

    columns = []
    for rows in values:
        sums = rows[0]
        for row in rows[1:]:
            sums = (sums[:, None] + row[None, :]).reshape(-1)
        columns.append(sums)
    table = np.stack(columns, axis=1)
    kept = moocore.filter_dominated(table, maximise=True)
    gains = np.maximum(kept - np.array(reserved), 0.0)
    best = gains.max(axis=0)
    marks = [
        gains.prod(axis=1).argmax(),
        gains.min(axis=1).argmax(),
        kept.sum(axis=1).argmax(),
        (gains / np.where(best > 0, best, 1.0)).min(axis=1).argmax(),
    ]
    return kept, marks


def main():
    if sys.argv[1] == "--once":
        once(sys.argv[2])
        return
    from meter import measure, say

    task, runs, seconds_max = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    import moocore
    import negmas
    import numpy as np

    tools = f"numpy {np.__version__} + moocore {moocore.__version__}"
    for folder in sys.argv[4:]:
        name = os.path.basename(folder)
        if task == 1:
            before = spent()
            vectors, cost = measure(lambda: whole(folder), runs, seconds_max)
            cost["cpu_ns"] = (spent() - before) // cost["runs"]
            say(1, name, f"NegMAS {negmas.__version__}", {"vectors": vectors}, cost)
        elif task == 2:
            read = scenario(folder)
            said, cost = measure(lambda: statistics(read), runs, seconds_max)
            say(2, name, f"NegMAS {negmas.__version__}", {"vectors": len(said.pareto_utils)}, cost)
        else:
            read = scenario(folder)
            values = tables(read)
            reserved = [max(float(ufun.reserved_value or 0.0), 0.0) for ufun in read.ufuns]
            (kept, _), cost = measure(lambda: fair(values, reserved), runs, seconds_max)
            say(3, name, tools, {"vectors": len(kept)}, cost)


if __name__ == "__main__":
    main()
