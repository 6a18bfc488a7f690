"""Cases through the seats: the door where people ask."""

import copy
import json
import pickle
import re
import tempfile
import unittest
from fractions import Fraction
from pathlib import Path

import onetext
from shared import CASES, seats

FJORD = CASES / "fjord"


def canaries() -> list[tuple[str, set[str]]]:
    """Words of the fjord that not every seat may know, each with the seats that may."""
    rows = []
    for line in (FJORD / "canaries.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            word, *_, allowed = line.split("\t")
            rows.append((word, set(allowed.split())))
    return rows


class Asking(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.case = onetext.read(FJORD)
        cls.team = cls.case.seen_from("mediator")

    def test_a_briefing_is_the_one_that_ships_with_the_case(self):
        briefing = self.team.prepare("all")
        # How an answer was found is left out beside the case: the answers stand, however found.
        lines = briefing.to_text().splitlines(keepends=True)
        kept = "".join(line for line in lines if not line.lstrip().startswith("∴"))
        self.assertEqual(kept, (FJORD / "briefing.txt").read_text())
        self.assertEqual(briefing.verdict, "answered")
        self.assertTrue(briefing.is_confidential)
        self.assertEqual(briefing.seen_by, "the mediation team only")

    def test_the_fjord_comes_out_as_its_briefing_says(self):
        text = (FJORD / "briefing.txt").read_text()
        said = re.search(r"([\d\s]+) of ([\d\s]+) packages are acceptable", text)
        acceptable, every = (int(re.sub(r"\s", "", words)) for words in said.groups())
        problem = self.team.pose()
        self.assertEqual(problem.package_count, every)
        self.assertEqual(problem.count().answer, acceptable)
        frontier = problem.frontier()
        self.assertEqual(len(frontier.answer), int(re.search(r"(\d+) outcomes", text)[1]))
        self.assertTrue(frontier.is_proved and frontier.check())
        fair = problem.fair()
        rows = {"Nash": "nash", "greatest sum": "utilitarian-normalised"}
        rows |= {"Kalai-Smorodinsky": "kalai-smorodinsky", "equal gains": "egalitarian"}
        rows |= {"most over draft": "max-min-over-draft"}
        self.assertEqual(set(rows.values()), set(fair.answer))
        for name, rule in rows.items():
            shown = re.search(rf"^ {name} +([\d.]+) +([\d.]+)$", text, re.MULTILINE)
            figures = [Fraction(figure) for figure in shown.groups()]
            (scores,) = fair.answer[rule].answer.outcomes.scores.tolist()
            ours = [score * unit for score, unit in zip(scores, problem.units)]
            self.assertEqual(ours, figures, name)
        self.assertTrue(fair.check())

    def test_a_briefing_goes_out_as_text_json_and_a_page_without_scripts(self):
        briefing = self.team.prepare("frontier")
        document = json.loads(briefing.to_json())
        ids = [section["id"] for section in document["sections"]]
        self.assertEqual(ids, [section.id for section in briefing.sections])
        page = briefing.to_html()
        self.assertTrue(page.lstrip().lower().startswith("<!doctype html"))
        for bad in ("<script", "javascript:", "http://", "https://", " onload="):
            self.assertNotIn(bad, page.replace("http://www.w3.org/2000/svg", ""))
        shown = briefing._repr_html_()
        self.assertTrue(shown.startswith('<iframe sandbox=""'))
        self.assertIn("28 outcomes", shown)
        self.assertNotIn('<meta charset="', shown)
        self.assertIn('dir="rtl"', briefing.to_html(right_to_left=True))
        table = briefing.sections[0].tables[0]
        self.assertEqual({len(row) for row in table.rows}, {len(table.columns)})
        self.assertEqual(len(table), len(table.rows))
        self.assertEqual(briefing.sections[0].found[0][0], "Frontier")

    def test_a_package_may_be_named_as_the_case_names_it(self):
        problem = self.team.pose()
        words = dict(problem.words([option or 0 for option in problem.draft]))
        draft = problem.with_draft(words)
        self.assertEqual(draft.draft, problem.draft)
        self.assertEqual(problem.accepts(words), [True, True])

    def test_a_party_poses_its_own_figures_and_not_the_others(self):
        north = self.case.seen_from("north")
        self.assertEqual(north.pose_own().parties, ["North"])
        with self.assertRaisesRegex(onetext.NoAnswer, "no figures of preference"):
            north.pose()
        with self.assertRaises(onetext.NoAnswer):
            self.case.seen_from("public").pose_own()

    def test_a_live_case_has_no_figures(self):
        view = onetext.read(CASES / "miami-2025").seen_from("mediator")
        self.assertTrue(view.is_live)
        with self.assertRaisesRegex(onetext.NoAnswer, "press reports are not preferences"):
            view.pose()

    def test_what_does_not_exist_is_refused_with_what_does(self):
        with self.assertRaisesRegex(onetext.Error, "no seat `east`\nhint: the seats are mediator"):
            self.case.seen_from("east")
        with self.assertRaisesRegex(onetext.Error, "no question `luck`\nhint: .*frontier"):
            self.team.prepare("luck")


class Faults(unittest.TestCase):
    def test_every_fault_comes_at_once_with_its_place_and_hint(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "case.yaml")
            file.write_text("onetext: 1\ncase: {id: a, titel: x}\nparties: 7\n")
            with self.assertRaises(onetext.CaseError) as caught:
                onetext.read(file)
        faults = caught.exception.faults
        self.assertGreaterEqual(len(faults), 2)
        self.assertTrue(all(fault.file == str(file) for fault in faults))
        self.assertTrue(all(fault.line in (2, 3) and fault.column for fault in faults))
        self.assertTrue(any(fault.hint for fault in faults))
        for fault in faults:
            self.assertIn(str(fault), str(caught.exception))

    def test_files_that_are_not_there_or_no_text_are_refused(self):
        with self.assertRaisesRegex(FileNotFoundError, "reading /nowhere/case.yaml"):
            onetext.read("/nowhere/case.yaml")
        with tempfile.TemporaryDirectory() as folder:
            with self.assertRaisesRegex(FileNotFoundError, "no `\\*.yaml` file"):
                onetext.read(folder)
            Path(folder, "case.yaml").write_bytes(b"\xff\xfe\x00")
            with self.assertRaises(onetext.CaseError):
                onetext.read(folder)


class Confidences(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.case = onetext.read(FJORD)

    def told(self, seat: str) -> list[str]:
        """Everything that Python's own forms tell a seat, errors too."""
        view = self.case.seen_from(seat)
        told = [repr(view), str(view), str(dir(view)), repr(view.parties)]
        # What each question says is walked in Rust; here, what Python makes of it.
        for question in ("all", "clashes"):
            try:
                briefing = view.prepare(question)
            except onetext.Error as error:
                told.append(repr(error))
                continue
            told += [repr(briefing), str(briefing), briefing._repr_html_(), briefing.to_json()]
            for section in briefing.sections:
                told += [repr(section), repr(section.sentences), repr(section.found)]
                told += [repr((t, t.caption, t.columns, t.rows)) for t in section.tables]
        for pose in (view.pose, view.pose_own):
            try:
                problem = pose()
            except onetext.Error as error:
                told.append(repr(error))
                continue
            told += [repr(problem), repr(problem.parties), repr(problem.brackets)]
            told += [repr(problem.options), repr(problem.draft), repr(problem.frontier())]
            clashes = problem.clashes().answer
            told += [repr(clashes.clashes), repr(clashes.corrections)]
        return told

    def test_no_seat_is_told_a_word_that_it_may_not_know(self):
        words = canaries()
        self.assertGreater(len(words), 40)
        seen = 0
        all_seats = seats(self.case.seen_from("public"))
        # The party that mediates sits in the mediator's seat.
        for seat in sorted({self.case.seen_from(seat).seat for seat in all_seats}):
            told = "\n".join(self.told(seat))
            leaks = [w for w, allowed in words if seat not in allowed and w in told]
            self.assertEqual(leaks, [], f"told from the seat {seat}")
            seen += sum(word in told for word, _ in words)
        self.assertGreater(seen, 40, "the walk finds what seats may know")

    def test_a_case_shows_nothing_of_itself(self):
        shown = repr(self.case) + str(self.case) + str(dir(self.case)) + self.case.__doc__
        self.assertEqual([n for n in dir(self.case) if not n.startswith("_")], ["seen_from"])
        for word in ("fjord", "Fjord", "Skelda", "North"):
            self.assertNotIn(word, shown)
        for attribute in ("__dict__", "__slots__", "case", "__getstate__"):
            state = getattr(self.case, attribute, None)
            state = state() if callable(state) else state
            self.assertIsNone(state, attribute)

    def test_every_class_refuses_to_be_pickled_and_copied(self):
        classes = [getattr(onetext, name) for name in onetext.__all__]
        classes = [one for one in classes if isinstance(one, type)]
        classes = [one for one in classes if not issubclass(one, BaseException)]
        self.assertGreater(len(classes), 15)
        for one in classes:
            with self.subTest(one=one.__name__):
                self.assertIsNot(one.__reduce_ex__, object.__reduce_ex__)
                self.assertIsNot(one.__reduce__, object.__reduce__)

    def test_nothing_is_pickled_or_copied_and_the_refusal_tells_nothing(self):
        view = self.case.seen_from("north")
        briefing = view.prepare("all")
        problem = view.pose_own()
        objects = [self.case, view, briefing, problem, problem.frontier()]
        objects += [problem.frontier().answer, briefing.sections[0]]
        for one in objects:
            writers = [lambda o, at=at: pickle.dumps(o, at) for at in range(6)]
            for write in [*writers, copy.copy, copy.deepcopy]:
                with self.assertRaises(TypeError) as caught:
                    write(one)
                for word, _ in canaries():
                    self.assertNotIn(word, str(caught.exception))
