"""The seeded instances, drawn from their names: `int_20x5_p3_s1_l0` and the like.

The numbers come from SplitMix64 (Steele, Lea, Flood 2014) in a fixed order, so that every language
draws the same ones. Only instances without links are drawn here.
"""

import re

KINDS = {"int": 1, "real": 2, "spatial": 3, "pie": 4, "nearpie": 5}
LIMIT = 2**64 - 1


class Mix:
    """A stream of numbers that a seed fixes."""

    def __init__(self, seed):
        self.state = seed & LIMIT

    def part(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & LIMIT
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & LIMIT
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & LIMIT
        return (z ^ (z >> 31)) >> 11

    def below(self, limit):
        return (self.part() * limit) >> 53

    def fraction(self):
        return self.part() / 2**53


def drawn(name):
    """The values of an instance, `[party][point][option]`, or nothing if it has links."""
    parts = re.fullmatch(r"([a-z]+)_(\d+)x(\d+)_p(\d+)_s(\d+)_l0", name)
    if parts is None:
        return None
    kind = parts.group(1)
    points, options, parties, seed = (int(parts.group(i)) for i in (2, 3, 4, 5))
    mix = Mix(seed * 1000003 + points * 101 + parties * 7 + KINDS[kind])
    shape = (parties, points, options)
    if kind == "int":
        return grid(shape, lambda: mix.below(101))
    if kind == "real":
        return [weighted(points, options, mix) for _ in range(parties)]
    if kind == "spatial":
        return placed(shape, mix)
    return cut(shape, mix, 21 if kind == "nearpie" else 0)


def grid(shape, draw):
    parties, points, options = shape
    return [[[draw() for _ in range(options)] for _ in range(points)] for _ in range(parties)]


def weighted(points, options, mix):
    weights = [mix.fraction() + 0.05 for _ in range(points)]
    total = sum(weights)
    return [[weight / total * mix.fraction() for _ in range(options)] for weight in weights]


def placed(shape, mix):
    parties, points, options = shape
    line = [[mix.fraction() for _ in range(options)] for _ in range(points)]
    values = []
    for _ in range(parties):
        mine = []
        for places in line:
            weight, ideal = mix.below(101), mix.fraction()
            mine.append([int(weight * (1 - abs(x - ideal)) + 0.5) for x in places])
        values.append(mine)
    return values


def cut(shape, mix, noise):
    parties, points, options = shape
    values = [[[] for _ in range(points)] for _ in range(parties)]
    for point in range(points):
        for _ in range(options):
            cuts = sorted([0] + [mix.below(101) for _ in range(parties - 1)] + [100])
            for party in range(parties):
                extra = mix.below(noise) if noise else 0
                values[party][point].append(cuts[party + 1] - cuts[party] + extra)
    return values
