"""Files of other programs, beside published figures and plain NumPy."""

import json
import tempfile
import unittest
from pathlib import Path

import onetext
from shared import ROOT, data, efficient, is_tried, packages

SAMPLES = ROOT / "crates" / "format" / "tests" / "samples"
READINGS = {"delft": "delft-normalised", "raw": "raw"}


def near(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-6 * max(1.0, abs(one), abs(other))


class Gold(unittest.TestCase):
    def test_published_domains_come_out_as_independent_code_counted_them(self):
        where = data()
        gold = json.loads((where / "gold" / "genius.json").read_text())
        for name in ("BarterA", "CarA", "Camera", "Domain4", "EnglandZimbabwe", "Laptop"):
            scenario = onetext.read_scenario(where / "domains" / "genius" / name)
            self.assertEqual(scenario.format, "genius")
            for key, reading in READINGS.items():
                with self.subTest(domain=name, reading=reading):
                    self.one(scenario.pose(reading), gold[name][key], gold[name]["packages"])

    def one(self, problem, gold, every):
        self.assertEqual(problem.package_count, every)
        self.assertEqual(problem.count().answer, gold["acceptable_to_all"])
        for scope, ending in (("possible", ""), ("acceptable", "_acceptable")):
            front = problem.frontier(scope)
            self.assertEqual(len(front.answer), gold["frontier_vectors" + ending])
            self.assertEqual(sum(front.answer.counts), gold["frontier_packages" + ending])
            self.assertTrue(front.is_proved and front.check())
        # Gold counts gains from the reservation, or from the worst of all packages if that is better.
        worst = problem.scores(packages(problem.sizes)).min(axis=0)
        floor = [max(r or 0, w) for r, w in zip(problem.reservations, worst.tolist())]
        problem = problem.with_reservations(floor)
        nash = problem.fair(["nash"]).answer["nash"]
        value = float(nash.answer.value)
        for unit in problem.units:
            value *= float(unit)
        expected, vectors = gold["nash_product_and_utilities"]
        self.assertTrue(near(value, expected), (value, expected))
        ours = [
            float(score * unit)
            for score, unit in zip(nash.answer.outcomes.scores[0].tolist(), problem.units)
        ]
        close = [all(near(a, b) for a, b in zip(ours, vector)) for vector in vectors]
        self.assertTrue(any(close))

    def test_packages_are_worth_what_negmas_says_of_the_same_files(self):
        where = data()
        gold = json.loads((where / "gold" / "negmas.json").read_text())["domains"]
        compared = 0
        for name, said in gold.items():
            folder = where / "domains" / "genius" / name.split("_")[-1]
            # Of AMPOvsCity, NegMAS takes the issues in another order than the file's.
            if not folder.is_dir() or name == "AMPOvsCity":
                continue
            problem = onetext.read_scenario(folder).pose("raw")
            self.assertEqual(problem.package_count, said["n_outcomes"], name)
            for sample in said["sample"]:
                named = zip(problem.options, sample["outcome"])
                package = [options.index(str(label)) for options, label in named]
                scores = problem.scores(package).tolist()
                ours = [float(score * unit) for score, unit in zip(scores, problem.units)]
                self.assertTrue(all(near(a, b) for a, b in zip(ours, sample["u"])), (name, ours))
                compared += 1
        self.assertGreater(compared, 150)

    def test_what_negmas_wrote_is_read_straight_from_its_folders(self):
        where = data() / "domains" / "negmas"
        read = 0
        for folder in sorted(where.iterdir()):
            try:
                problem = onetext.read_scenario(folder, "negmas").pose()
            except onetext.ScenarioError as error:
                self.assertIn("makes several deals", str(error))
                continue
            if problem.package_count > 2_000:
                continue
            read += 1
            vectors = problem.scores(packages(problem.sizes))
            expected = efficient(vectors).tolist()
            self.assertEqual(problem.frontier("possible").answer.scores.tolist(), expected)
        self.assertGreater(read, 2)


class Files(unittest.TestCase):
    def test_a_scoreable_game_is_read_from_its_text_files(self):
        scenario = onetext.read_scenario(SAMPLES / "scoreable")
        self.assertEqual(scenario.format, "scoreable")
        self.assertTrue(scenario.pose().frontier().check())

    def test_samples_of_every_format_are_found_out_and_posed(self):
        for name in ("genius", "geniusweb", "negmas-json", "negmas-yaml", "negolog"):
            with self.subTest(format=name):
                scenario = onetext.read_scenario(SAMPLES / name)
                self.assertEqual(scenario.format, name)
                if name == "geniusweb":
                    with self.assertRaisesRegex(onetext.ScenarioError, "no utilities\nhint: "):
                        scenario.pose()
                    continue
                problem = scenario.pose()
                self.assertEqual(problem.brackets, scenario.issues)
                self.assertTrue(is_tried(problem.frontier("possible")))

    def test_files_of_no_format_are_refused_in_words(self):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "a.bin").write_bytes(b"\x00\x01")
            with self.assertRaisesRegex(onetext.ScenarioError, "no format known here.*\nhint: "):
                onetext.read_scenario(folder)
            Path(folder, "b.xml").write_text("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>")
            with self.assertRaises(onetext.ScenarioError):
                onetext.read_scenario(folder)
        with self.assertRaisesRegex(FileNotFoundError, "reading /nowhere"):
            onetext.read_scenario("/nowhere")
        with self.assertRaisesRegex(onetext.ScenarioError, "no format `xls`\nhint: negmas"):
            onetext.read_scenario("/nowhere", "xls")

    def test_a_case_gives_a_scenario_of_its_public_figures_only(self):
        case = Path(__file__).parents[2] / "cases" / "fjord"
        with self.assertRaises(onetext.ScenarioError) as caught:
            onetext.read_scenario(case, "onetext")
        self.assertNotIn("honeybollard", str(caught.exception))
