"""Long answers: limits, threads and Ctrl-C."""

import os
import signal
import sys
import threading
import unittest

import numpy as np
import onetext
from shared import is_tried


def long() -> onetext.Problem:
    """A problem whose frontier nobody waits for."""
    draw = np.random.default_rng(7)
    return onetext.Problem([draw.integers(0, 10**6, size=(3, 10)) for _ in range(30)])


def press_ctrl_c(inside, main: int, ended: threading.Event, times: int) -> None:
    """Presses Ctrl-C, so many times, when the main thread has been seen inside the call three times running.

    Python code runs here only while the call has let go of Python's lock.
    """
    seen = 0
    while seen < 3 and not ended.wait(0.02):
        frame = sys._current_frames().get(main)
        seen = seen + 1 if frame is not None and frame.f_code is inside.__code__ else 0
    for _ in range(times):
        if not ended.is_set():
            os.kill(os.getpid(), signal.SIGINT)
        # Python folds two into one that come at once.
        ended.wait(0.3)


def interrupted(inside, times: int = 1):
    """What a call gives when Ctrl-C is pressed in the middle of it."""
    ended = threading.Event()
    asked = (inside, threading.get_ident(), ended, times)
    pressing = threading.Thread(target=press_ctrl_c, args=asked)
    pressing.start()
    try:
        return inside()
    finally:
        ended.set()
        pressing.join()


class Patience(unittest.TestCase):
    def test_ctrl_c_gives_the_best_so_far_with_its_bound(self):
        problem = long()
        claim = interrupted(lambda: problem.frontier())
        self.assertTrue(claim.was_interrupted)
        self.assertFalse(claim.is_proved)
        self.assertTrue(claim.reach.startswith("stopped"))
        self.assertEqual(claim.bound.shape, (3,))
        self.assertIs(claim.check(200).holds, True)

    def test_a_second_ctrl_c_is_an_interruption(self):
        problem = long()
        with self.assertRaises(KeyboardInterrupt):
            interrupted(lambda: problem.frontier(), times=2)

    def test_an_effort_that_runs_out_is_said_with_its_bound(self):
        draw = np.random.default_rng(7)
        scores = [draw.integers(0, 10**6, size=(4, 4)) for _ in range(18)]
        claim = onetext.Problem(scores).frontier(effort=onetext.Effort(nodes_max=100))
        self.assertFalse(claim.is_proved or claim.was_interrupted)
        self.assertEqual(claim.bound.shape, (4,))
        self.assertTrue((claim.bound > 0).any())
        check = claim.check()
        self.assertIs(check.holds, True)
        self.assertFalse(check.is_complete)
        self.assertGreater(check.challengers, 100)

    def test_a_count_that_runs_out_lies_between_its_bounds(self):
        draw = np.random.default_rng(7)
        scores = [draw.integers(0, 10**6, size=(3, 4)) for _ in range(6)]
        problem = onetext.Problem(scores, [3 * 10**6] * 3)
        claim = problem.count(effort=onetext.Effort(nodes_max=1))
        self.assertFalse(claim.is_proved)
        low, high = claim.bound
        self.assertTrue(low < high and low <= problem.count().answer <= high)
        self.assertTrue(is_tried(claim))

    def test_threads_change_nothing_but_the_time(self):
        draw = np.random.default_rng(3)
        problem = onetext.Problem([draw.integers(0, 50, size=(3, 4)) for _ in range(8)])
        one = problem.frontier(effort=onetext.Effort(threads=1))
        two = problem.frontier(effort=onetext.Effort(threads=2))
        np.testing.assert_array_equal(one.answer.scores, two.answer.scores)
        np.testing.assert_array_equal(one.answer.packages, two.answer.packages)
        self.assertEqual(one.nodes, two.nodes)
