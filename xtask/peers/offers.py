"""Task 14 on published domains: NegMAS's stacked alternating offers with Boulware negotiators.

Arguments: how many runs, the most seconds a domain may take, and folders of domains. The time is that
of a thousand rounds, once of the rounds alone (from the second round on) and once of whole talks. A
step of NegMAS is a round: every negotiator has its turn once.
"""

import os
import sys
import time
import warnings

warnings.filterwarnings("ignore")

DEADLINE = 500
TALKS = 4


def talks(read):
    """Talks made ready, not begun."""
    from negmas.sao import BoulwareTBNegotiator, SAOMechanism

    mechanism = SAOMechanism(outcome_space=read.outcome_space, n_steps=DEADLINE)
    for ufun in read.ufuns:
        mechanism.add(BoulwareTBNegotiator(), ufun=ufun)
    return mechanism


def timed(work):
    wall, cpu = time.perf_counter_ns(), time.process_time_ns()
    work()
    return time.perf_counter_ns() - wall, time.process_time_ns() - cpu


def main():
    from domain import scenario
    from meter import say

    import negmas

    runs, seconds_max = int(sys.argv[1]), float(sys.argv[2])
    peer = f"NegMAS {negmas.__version__}"
    for folder in sys.argv[3:]:
        read = scenario(folder)
        alone, whole, begun = [], [], time.perf_counter()
        while len(whole) < runs * TALKS and time.perf_counter() - begun < seconds_max:
            mechanism = talks(read)
            first = timed(mechanism.step)
            rest = timed(mechanism.run)
            rounds = mechanism.current_step
            alone.append([part * 1000 // max(rounds - 1, 1) for part in rest])
            made = timed(lambda: talks(read))
            all_of_it = [sum(parts) for parts in zip(first, rest, made)]
            whole.append([part * 1000 // rounds for part in all_of_it])
        name = os.path.basename(folder)
        for what, times in (("1,000 rounds", alone), ("1,000 rounds of whole talks", whole)):
            middle = [sorted(column)[len(column) // 2] for column in zip(*times)]
            cost = {"runs": len(times), "wall_ns": middle[0], "cpu_ns": middle[1]}
            say(14, f"{name}, {what}", peer, {"vectors": rounds}, cost)


main()
