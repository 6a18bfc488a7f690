"""The solver over arrays of numbers, beside plain NumPy over every package there is."""

import unittest
from decimal import Decimal
from fractions import Fraction

import numpy as np
import onetext
from shared import drawn, efficient, is_tried, packages, worth


class Solver(unittest.TestCase):
    def test_the_frontier_is_what_numpy_finds_among_all_packages(self):
        for seed in range(60):
            scores, reservations = drawn(seed)
            problem = onetext.Problem(scores, reservations)
            every = packages([bracket.shape[1] for bracket in scores])
            vectors = worth(scores, every)
            acceptable = vectors[(vectors >= reservations).all(axis=1)]
            with self.subTest(seed=seed):
                np.testing.assert_array_equal(problem.scores(every), vectors)
                found = problem.frontier("possible")
                np.testing.assert_array_equal(found.answer.scores, efficient(vectors))
                self.assertTrue(found.is_proved and is_tried(found))
                found = problem.frontier()
                if len(acceptable):
                    expected = efficient(acceptable)
                else:
                    expected = np.zeros((0, len(reservations)))
                np.testing.assert_array_equal(found.answer.scores, expected)
                np.testing.assert_array_equal(
                    problem.scores(found.answer.packages.reshape(-1, len(scores))),
                    found.answer.scores,
                )
                self.assertEqual(problem.count().answer, len(acceptable))
                self.assertEqual(problem.passing().answer is None, not len(acceptable))

    def test_fair_packages_are_what_exact_arithmetic_finds(self):
        tried = 0
        for seed in range(60):
            scores, reservations = drawn(seed)
            problem = onetext.Problem(scores, reservations)
            vectors = worth(scores, packages([bracket.shape[1] for bracket in scores]))
            gains = vectors[(vectors >= reservations).all(axis=1)] - reservations
            fair = problem.fair(["nash", "egalitarian", "kalai-smorodinsky"])
            if not len(gains):
                self.assertEqual(fair.answer, {})
                self.assertTrue(fair.is_proved and fair.check())
                continue
            product = max(int(np.prod(row)) if (row > 0).all() else 0 for row in gains)
            ideal = gains.max(axis=0)
            ratios = [
                min([Fraction(int(g), int(i)) for g, i in zip(row, ideal) if i > 0], default=0)
                for row in gains
            ]
            with self.subTest(seed=seed):
                tried += 1
                self.assertEqual(fair.answer["nash"].answer.value, product)
                self.assertEqual(fair.answer["egalitarian"].answer.value, gains.min(axis=1).max())
                self.assertEqual(fair.answer["kalai-smorodinsky"].answer.value, max(ratios))
                self.assertTrue(is_tried(fair))
        self.assertGreater(tried, 20)

    def test_every_answer_is_tried_again_against_every_package(self):
        for seed in range(20):
            scores, reservations = drawn(seed)
            problem = onetext.Problem(scores, reservations)
            zeros = [0] * len(scores)
            claims = [
                problem.frontier(),
                problem.fair(),
                problem.passing(),
                problem.count(),
                problem.count("anybody"),
                problem.count(0),
                problem.clashes(),
                problem.improve(zeros),
                problem.improve([None] * len(scores)),
                problem.trades(zeros),
            ]
            for claim in claims:
                with self.subTest(seed=seed, claim=repr(claim)):
                    check = claim.check()
                    self.assertIs(check.holds, True)
                    self.assertTrue(check.is_complete)
                    self.assertEqual(check.challengers, problem.package_count)

    def test_what_was_not_asked_for_is_refused_and_not_called_wrong(self):
        problem = onetext.Problem([[[2, 0], [0, 2]]])
        with self.assertRaisesRegex(ValueError, "no rule is named\nhint: "):
            problem.fair([])
        with self.assertRaisesRegex(ValueError, "`most` is 0\nhint: "):
            problem.improve([0], most=0)

    def test_a_package_with_an_open_bracket_is_worth_nothing_that_could_be_told(self):
        problem = onetext.Problem([[[2, 0], [0, 2]], [[1, 0], [0, 1]]])
        for package in ([0, -1], [[0, 0], [0, -1]]):
            with self.assertRaisesRegex(ValueError, "leaves a bracket open\nhint: "):
                problem.scores(package)

    def test_numbers_that_may_have_been_rounded_or_are_none_are_refused(self):
        refused = [
            np.array([[2.0**53, 1.0]]),
            np.asarray([[2**53 + 1, 1.0]]),
            np.array([["2031-06-01", "2031-06-02"]], dtype="datetime64[ns]"),
            np.ma.masked_array([[1, 2]], mask=[[False, True]]),
        ]
        for scores in refused:
            with self.subTest(dtype=scores.dtype), self.assertRaises(ValueError):
                onetext.Problem([scores])

    def test_trades_on_any_number_of_packages_are_tried_whole(self):
        draw = np.random.default_rng(5)
        problem = onetext.Problem([draw.integers(0, 30, size=(2, 3)) for _ in range(16)])
        trades = problem.trades([0] * 16)
        self.assertGreater(problem.package_count, 20_000)
        self.assertTrue(trades.answer and trades.is_proved and is_tried(trades))

    def test_an_answer_that_was_stopped_is_never_tried_whole(self):
        draw = np.random.default_rng(7)
        problem = onetext.Problem([draw.integers(0, 90, size=(3, 3)) for _ in range(8)])
        little = onetext.Effort(nodes_max=1)
        claims = [
            problem.improve([0] * 8, effort=little),
            problem.fair(["nash"], effort=little),
            problem.clashes(effort=little),
        ]
        stopped = [claim for claim in claims if not claim.is_proved]
        self.assertTrue(stopped)
        for claim in stopped:
            self.assertFalse(claim.check().is_complete, repr(claim))

    def test_rules_bind_the_text_and_red_lines_bind_their_party(self):
        scores = [[[2, 0], [0, 2]], [[1, 0], [0, 1]]]
        never = onetext.Rule.never({0: 0, 1: 1})
        line = onetext.Rule.requires({0: 0}, {1: [1]}, party=1)
        problem = onetext.Problem(scores, rules=[never, line])
        self.assertEqual(problem.count("anybody").answer, 3)
        self.assertEqual(problem.accepts([0, 0]), [True, False])
        self.assertFalse(problem.passes([0, 1]))
        self.assertEqual(problem.frontier().answer.packages.tolist(), [[1, 0], [1, 1]])
        self.assertEqual(problem.with_decision(1).count("enough").answer, 3)

    def test_what_cannot_hold_together_is_named_with_what_would_free_it(self):
        scores = [[[5, 0], [0, 5]]]
        problem = onetext.Problem(scores, [5, 5])
        clashes = problem.clashes().answer
        said = [[demand.words for demand in clash.demands] for clash in clashes.clashes]
        self.assertEqual(said, [["0: its value of no deal", "1: its value of no deal"]])
        self.assertEqual([len(one.demands) for one in clashes.corrections], [1, 1])
        holders = [one.demands[0].party for one in clashes.corrections]
        self.assertEqual(sorted(holders), [0, 1])
        self.assertIsNone(problem.passing().answer)

    def test_a_bonus_is_added_where_its_pattern_is_matched(self):
        problem = onetext.Problem([[[1, 2]], [[0, 0]]], bonuses=[onetext.Bonus(0, {0: 0, 1: 1}, 7)])
        self.assertEqual(problem.scores([[0, 0], [0, 1], [1, 1]]).tolist(), [[1], [8], [2]])

    def test_names_stand_for_indices(self):
        problem = onetext.Problem([[[1, 2]], [[3, 4]]])
        named = problem.named(["North"], ["border", "boats"], [["line", "lease"], ["4", "5"]])
        package = {"border": "lease", "boats": "4"}
        self.assertEqual(named.scores(package).tolist(), [5])
        self.assertEqual(named.words([1, 0]), list(package.items()))
        with self.assertRaisesRegex(onetext.ProblemError, "no option `leese`\nhint: .*line, lease"):
            named.scores({"border": "leese", "boats": "4"})

    def test_arrays_are_exact_and_read_only(self):
        scores = [np.array([[2**59, 0]]), np.array([[3.0, 5.0]])]
        scores.append(np.array([[0, 1]], dtype=np.uint8))
        found = onetext.Problem(scores).frontier().answer
        self.assertEqual(found.scores.dtype, np.int64)
        self.assertEqual(found.scores.tolist(), [[2**59 + 6]])
        self.assertFalse(found.scores.flags.writeable)
        self.assertIs(found.scores, found.scores)


class Refusals(unittest.TestCase):
    def refused(self, words, *args, **more):
        with self.assertRaisesRegex(onetext.ProblemError, words) as caught:
            onetext.Problem(*args, **more)
        self.assertIn("hint: ", str(caught.exception))

    def test_a_number_that_is_not_whole_is_refused_with_its_place(self):
        good = [[1, 2, 3], [4, 5, 6]]
        for value, shown in [(0.5, "0.5"), (float("nan"), "NaN"), (float("inf"), "inf")]:
            bad = np.array(good, dtype=float)
            bad[1, 2] = value
            self.refused(rf"`{shown}` at scores\[1\]\[1, 2\] is no exact whole number", [good, bad])
        for value in [2.0**60, Fraction(1, 3), Decimal("1"), "3", True, 2**64, None, 1 + 2j]:
            bad = np.array(good, dtype=object)
            bad[0, 1] = value
            with self.assertRaisesRegex(onetext.ProblemError, r"scores\[1\]\[0, 1\]"):
                onetext.Problem([good, bad])
        self.refused(r"`0.1` at reservations\[1\]", [good], [1, 0.1])

    def test_numbers_that_fit_no_problem_are_refused(self):
        good = [[1, 2], [3, 4]]
        self.refused("no bracket", [])
        self.refused(r"`scores\[0\]` has shape \[2\]", [[1, 2]])
        self.refused(r"`scores\[1\]` has shape \[1, 2\]", [good, [[1, 2]]])
        self.refused("`reservations` has shape", [good], [1])
        self.refused("2\\^60", [[[2**60, 0], [1, 0]], [[1, 0], [1, 0]]])
        self.refused(
            "option 2 of bracket 0, which does not exist",
            [good],
            rules=[onetext.Rule.never({0: 2})],
        )
        self.refused("no party 2", [good], rules=[onetext.Rule.never({0: 0}, party=2)])
        with self.assertRaisesRegex(onetext.ProblemError, "`x` in a pattern is no option"):
            onetext.Rule.never({0: "x"})

    def test_packages_that_do_not_fit_are_refused(self):
        problem = onetext.Problem([[[1, 2]], [[3, 4]]])
        for package, words in [
            ([0], r"shape \[1\]"),
            ([0, 2], "bracket 1 has no option `2`"),
            ([0, -2], "bracket 1 has no option `-2`"),
            ([0, -1], "leaves a bracket open"),
            ([0, 0.5], r"`0.5` at package\[1\]"),
        ]:
            with self.subTest(package=package):
                with self.assertRaisesRegex(onetext.ProblemError, words):
                    problem.accepts(package)
        with self.assertRaisesRegex(onetext.ProblemError, "no draft in hand"):
            problem.improve()

    def test_words_that_mean_nothing_are_refused_with_those_that_do(self):
        problem = onetext.Problem([[[1, 2]]])
        for ask, words in [
            (lambda: problem.frontier("all"), "hint: acceptable"),
            (lambda: problem.fair(["fairest"]), "hint: the rules are nash"),
            (lambda: problem.count("some"), 'hint: "all"'),
            (lambda: problem.fair(["max-min-over-draft"]), "with_draft"),
            (lambda: onetext.Effort(threads=0), "1 or more"),
        ]:
            with self.assertRaisesRegex(onetext.ProblemError, words):
                ask()
