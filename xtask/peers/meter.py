"""Time of a piece of work: medians, by the clock and by the processor, as one JSON line."""

import json
import statistics
import time


def measure(work, runs, seconds_max):
    """The last answer of `work`, and its median cost over `runs` runs, or fewer when it is slow."""
    walls, cpus = [], []
    while True:
        wall, cpu = time.perf_counter_ns(), time.process_time_ns()
        answer = work()
        walls.append(time.perf_counter_ns() - wall)
        cpus.append(time.process_time_ns() - cpu)
        if len(walls) >= runs or sum(walls) > seconds_max * 1e9:
            cost = {
                "runs": len(walls),
                "wall_ns": int(statistics.median(walls)),
                "cpu_ns": int(statistics.median(cpus)),
            }
            return answer, cost


def say(task, name, peer, found, cost):
    """Prints one line for the table; `found` are the figures that both sides must share."""
    line = {"task": task, "name": name, "peer": peer, "found": found, **cost}
    print(json.dumps(line), flush=True)
