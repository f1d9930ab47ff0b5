"""The exported model as plain Python data, and what every peer hands back."""

import argparse
import json
import time
from collections import Counter

import numpy


class Problem:
    """A model of `peers-model export`; the meaning of each part is that of `src/model/score.rs`."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.__dict__.update(json.load(file))
        self.steps = [start[0] for start in self.starts]
        self.day_of = [start[1] for start in self.starts]
        self.dates = [start[2] for start in self.starts]
        width = len(self.classes)
        # places[a] = {start: {class: cost}}, only what is allowed.
        self.places = []
        for activity in self.activities:
            own, table = {}, activity["place_cost"]
            for start, cost in enumerate(activity["start_cost"]):
                if cost is None:
                    continue
                row = table[start * width:(start + 1) * width] if table else [0] * width
                allowed = {c: cost + extra for c, extra in enumerate(row) if extra is not None}
                if allowed:
                    own[start] = allowed
            self.places.append(own)
        for excess in self.excesses:
            excess["terms"] = [tuple(term) for term in excess["terms"]]
        self.durations = [activity["duration"] for activity in self.activities]
        self.weights = [activity["unplaced"] for activity in self.activities]

    def __len__(self):
        return len(self.activities)

    def amounts(self, term, starts):
        """What a term of an excess adds, by bucket: {bucket: {start: amount}}, zeros left out."""
        _, measure, table = term
        found = {}
        for start in starts:
            bucket = 0 if table is None else self.buckets[table][start]
            amount = self.measures[measure][start]
            if bucket is not None and amount != 0:
                found.setdefault(bucket, {})[start] = amount
        return found

    def touches(self, term, starts):
        """The starts that touch each bucket of a distinct: {bucket: [start]}."""
        _, table = term
        found = {}
        for start in starts:
            bucket = self.buckets[table][start]
            if bucket is not None:
                found.setdefault(bucket, []).append(start)
        return found

    def broken(self, order, a, places_a, b, places_b):
        """Which places, given as (start, class), break an order, as a matrix; the same words as `pair_broken` in
        `src/model/score.rs`."""
        (starts_a, kinds_a), (starts_b, kinds_b) = (numpy.array(places).T for places in (places_a, places_b))
        ask, column = order["ask"], (slice(None), None)

        def outside(value):
            below = value < ask["least"]
            return below if ask["most"] is None else below | (value > ask["most"])

        if ask["kind"] == "days":
            dates = numpy.array(self.dates)
            found = outside(abs(dates[starts_a][column] - dates[starts_b]))
        else:
            steps = numpy.array(self.steps)
            first, second = steps[starts_a][column], steps[starts_b]
            gap = second - (first + self.durations[a])
            if ask["either"]:
                gap = numpy.where(second < first, first - (second + self.durations[b]), gap)
            found = outside(gap)
            if ask["same_class"]:
                found |= kinds_a[column] != kinds_b
        if order["region"] is not None:
            region = numpy.array(self.regions[order["region"]])
            found &= region[starts_a][column] & region[starts_b]
        return found


def mode(values):
    """The most common value, the least of several."""
    counted = Counter(values)
    most = max(counted.values())
    return min(value for value, count in counted.items() if count == most)


def arguments(description):
    """The command line that every peer has."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("model", help="what `peers-model export` wrote")
    parser.add_argument("answer", help="where to write the answer")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", action="store_true", help="the solver's own log on standard error")
    return parser.parse_args()


class Clock:
    """The time limit. It begins when the formulation is built: a peer's solver has all of it."""

    def __init__(self, seconds):
        self.begun = time.monotonic()
        self.seconds = seconds

    def passed(self):
        return time.monotonic() - self.begun

    def left(self):
        return max(self.seconds - self.passed(), 0.0)


def write_answer(path, answer):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(answer, file)
