"""HiGHS on an exported model: one integer program over places.

A binary for each activity, start and class, and beside it "at this start or before", so that a run of starts is a
difference of two columns: rows stay short. Profiles are a row for each largest set of simultaneous users (hard) or each stretch
of steps with the same users (soft); orders are the usual cumulative rows; a day's span has binaries for "begun by" and
"goes on until". Only if not everything can be placed is the least that must be left out found first.
"""

from bisect import bisect_left
from collections import defaultdict
from importlib.metadata import version

import highspy
import numpy

from problem import Clock, Problem, arguments, write_answer


class Program:
    """Columns and rows, in lists until they are handed over."""

    def __init__(self, problem, optional, hard_only=False):
        self.problem, self.optional, self.hard_only = problem, optional, hard_only
        self.costs, self.uppers, self.integer = [], [], []
        self.row_starts, self.row_columns, self.row_values, self.lowers, self.row_uppers = [0], [], [], [], []
        # choices[a] = [(column, start, class)]; chains[a] = [(class, steps, columns, until)], where a column of until is
        # 1 if the activity is in that class, at that step or before.
        self.choices, self.chains = [], []
        for places in problem.places:
            self.choices.append([])
            self.chains.append([])
            for kind in sorted({kind for row in places.values() for kind in row}):
                self.chain([(start, row[kind]) for start, row in sorted(places.items()) if kind in row], kind)
            if places:
                self.row(self.window(len(self.choices) - 1, 0, problem.horizon), -numpy.inf if optional else 1, 1)
        self.profiles()
        self.excesses()
        self.orders()
        self.spans()
        if not hard_only:
            self.distincts()
            self.worsts()

    def column(self, cost, upper, integer=True):
        self.costs.append(float(cost))
        self.uppers.append(float(upper))
        self.integer.append(integer)
        return len(self.costs) - 1

    def chain(self, places, kind):
        """The columns of an activity in one class."""
        columns = [self.column(0 if self.hard_only else cost, 1) for _, cost in places]
        until = [self.column(0, 1, integer=False) for _ in places]
        for place, column in enumerate(columns):
            self.choices[-1].append((column, places[place][0], kind))
            before = [(until[place - 1], -1)] if place else []
            self.row([(until[place], 1), *before, (column, -1)], 0, 0)
        self.chains[-1].append((kind, [self.problem.steps[start] for start, _ in places], columns, until))

    def window(self, activity, first, last, kind=None, value=1):
        """That an activity starts in [first, last), in this class if one is given."""
        terms = []
        for own, steps, columns, until in self.chains[activity]:
            low, high = bisect_left(steps, first), bisect_left(steps, last)
            if low < high and kind in (None, own):
                terms += self.run(columns, until, low, high, value)
        return terms

    def run(self, columns, until, low, high, value=1):
        """That an activity is in one of these places of a chain, as the difference of two columns if that is shorter."""
        if high - low < 3:
            return [(column, value) for column in columns[low:high]]
        return [(until[high - 1], value)] + ([(until[low - 1], -value)] if low else [])

    def among(self, activity, starts):
        """That an activity has one of these starts."""
        terms, steps = [], {self.problem.steps[start] for start in starts}
        for _, own, columns, until in self.chains[activity]:
            low = None
            for place in range(len(own) + 1):
                inside = place < len(own) and own[place] in steps
                if inside and low is None:
                    low = place
                elif not inside and low is not None:
                    terms += self.run(columns, until, low, place)
                    low = None
        return terms

    def row(self, terms, lower, upper):
        for column, value in terms:
            self.row_columns.append(column)
            self.row_values.append(float(value))
        self.row_starts.append(len(self.row_columns))
        self.lowers.append(float(lower))
        self.row_uppers.append(float(upper))

    def over(self, terms, bound, price, most):
        """Charges what the terms, of which the sum is at most `most`, are above a bound."""
        if most > bound:
            column = self.column(price, numpy.inf, integer=False)
            self.row([*terms, (column, -1)], -numpy.inf, bound)

    def counts(self, price):
        return price is None or not self.hard_only

    def profiles(self):
        for profile in self.problem.profiles:
            if self.counts(profile["price"]):
                self.profile(profile, profile["capacity"], profile["price"])

    def profile(self, profile, capacity, price):
        begins, ends = set(), set()
        for activity, kind, begin, end, _ in profile["uses"]:
            for own, steps, _, _ in self.chains[activity]:
                if kind in (None, own):
                    begins.update(step + begin for step in steps)
                    ends.update(step + end for step in steps)
        changes, grown = sorted(begins | ends), False
        for step, following in zip(changes, changes[1:]):
            # A hard row that is smaller than the next is implied by that one.
            grown = grown or step in begins
            if price is not None or (grown and following in ends):
                grown = False
                terms, most = self.usage(profile["uses"], step)
                if price is not None:
                    self.over(terms, capacity, price * (following - step), most)
                elif most > capacity:
                    self.row(terms, -numpy.inf, capacity)

    def usage(self, uses, step):
        """The usage of a step, and the most it can be."""
        terms, most = defaultdict(int), defaultdict(int)
        for activity, kind, begin, end, amount in uses:
            window = self.window(activity, step - end + 1, step - begin + 1, kind, amount)
            for column, value in window:
                terms[column] += value
            if window:
                most[activity] = max(most[activity], amount)
        return list(terms.items()), sum(most.values())

    def excesses(self):
        for excess in self.problem.excesses:
            if not self.counts(excess["price"]):
                continue
            sums, most = defaultdict(list), defaultdict(int)
            for term in excess["terms"]:
                for bucket, table in self.problem.amounts(term, self.problem.places[term[0]]).items():
                    sums[bucket] += self.amount(term[0], table)
                    most[bucket] += max(0, *table.values())
            for bucket in range(excess["buckets"]):
                if excess["price"] is not None:
                    self.over(sums[bucket], excess["bound"], excess["price"], most[bucket])
                elif most[bucket] > excess["bound"]:
                    self.row(sums[bucket], -numpy.inf, excess["bound"])

    def amount(self, activity, table):
        """An amount by start."""
        if len(set(table.values())) == 1:
            value = next(iter(table.values()))
            return [(column, sign * value) for column, sign in self.among(activity, table)]
        return [(column, table[start]) for column, start, _ in self.choices[activity] if start in table]

    def distincts(self):
        for distinct in self.problem.distincts:
            touched = {}
            for term in distinct["terms"]:
                for bucket, starts in self.problem.touches(term, self.problem.places[term[0]]).items():
                    if bucket not in touched:
                        touched[bucket] = self.column(0, 1)
                    self.row([*self.among(term[0], starts), (touched[bucket], -1)], -numpy.inf, 0)
            terms = [(column, 1) for column in touched.values()]
            self.over(terms, distinct["free"], distinct["price"], len(terms))

    def orders(self):
        for order in self.problem.orders:
            if not self.counts(order["price"]):
                continue
            broken = None if order["price"] is None else self.column(order["price"], 1)
            for a, b in order["pairs"]:
                self.pair(order, a, b, broken)

    def pair(self, order, a, b, broken):
        """For each set of places of b that some place of a excludes: all of a's that exclude as much, against it."""
        firsts, seconds = self.alike(order, a), self.alike(order, b)
        if not firsts or not seconds:
            return
        excluded = self.problem.broken(order, a, firsts, b, seconds)
        if not excluded.any():
            return
        sets = numpy.unique(excluded[excluded.any(axis=1)], axis=0)
        # A place of a excludes a whole set if no member of it stays allowed.
        whole = (sets.astype(numpy.float32) @ (~excluded).T.astype(numpy.float32)) < 0.5
        for members, excluding in zip(sets, whole):
            terms = self.members(a, firsts, excluding) + self.members(b, seconds, members)
            self.row(terms if broken is None else [*terms, (broken, -1)], -numpy.inf, 1)

    def alike(self, order, activity):
        """An activity's places, those that differ in class only together unless the order looks at classes."""
        classes = order["ask"].get("same_class")
        return sorted({(start, kind if classes else -1) for _, start, kind in self.choices[activity]})

    def members(self, activity, places, inside):
        """That an activity has one of these places."""
        chosen, terms = [place for place, within in zip(places, inside) if within], []
        for kind in sorted({kind for _, kind in chosen}):
            starts = [start for start, own in chosen if own == kind]
            if kind < 0:
                terms += self.among(activity, starts)
            else:
                terms += [(c, 1) for c, start, own in self.choices[activity] if own == kind and start in set(starts)]
        return terms

    def spans(self):
        for span in self.problem.spans:
            limit, (first, last) = span["longest"], self.problem.days[span["day"]]
            day = []
            for activity, places in enumerate(self.problem.places):
                steps = sorted(self.problem.steps[s] for s in places if self.problem.day_of[s] == span["day"])
                if steps:
                    day.append((activity, self.problem.durations[activity], steps))
            starts = sorted({step for _, _, steps in day for step in steps})
            ends = sorted({step + duration for _, duration, steps in day for step in steps})
            priced = span["price"] > 0 and not self.hard_only
            if not starts or (not priced and (limit is None or ends[-1] - starts[0] <= limit)):
                continue
            begun = {by: self.covering(self.window(a, first, by + 1) for a, _, _ in day) for by in starts}
            lasting = {end: self.covering(self.window(a, max(first, end - length), last) for a, length, _ in day) for end in ends}
            for start in starts if limit is not None else ():
                end = next((end for end in ends if end > start + limit), None)
                if end is not None:
                    self.row([(begun[start], 1), (lasting[end], 1)], -numpy.inf, 1)
            if priced:
                self.price(span["price"], starts, ends, begun, lasting)

    def price(self, price, starts, ends, begun, lasting):
        """Each stretch is open if the day has begun by it and goes on after it."""
        steps = sorted({*starts, *ends})
        for first, last in zip(steps, steps[1:]):
            start = max((s for s in starts if s <= first), default=None)
            end = min((e for e in ends if e >= last), default=None)
            if start is not None and end is not None:
                open_ = self.column(price * (last - first), 1, integer=False)
                self.row([(begun[start], 1), (lasting[end], 1), (open_, -1)], -numpy.inf, 1)

    def covering(self, parts):
        """A column that is 1 if any of the parts is."""
        column = self.column(0, 1)
        for terms in parts:
            if terms:
                self.row([*terms, (column, -1)], -numpy.inf, 0)
        return column

    def worsts(self):
        for worst in self.problem.worsts:
            sums = [[] for _ in range(worst["groups"])]
            for term in worst["terms"]:
                width, cells = term["width"], term["cells"]
                for column, start, _ in self.choices[term["activity"]]:
                    for group in range(width):
                        if cells[start * width + group]:
                            sums[term["first"] + group].append((column, cells[start * width + group]))
            top = self.column(1, numpy.inf, integer=False)
            for terms in sums:
                self.row([*terms, (top, -1)], -numpy.inf, 0)

    def left_out(self):
        """The level of what is left out: a constant, and a weight by column."""
        pairs = [(w, choices) for w, choices in zip(self.problem.weights, self.choices) if choices]
        return sum(w for w, _ in pairs), [(column, -w) for w, choices in pairs for column, _, _ in choices]


def solve(program, options, clock, costs=None):
    """The best known columns, or None; the bound; how it ended."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", options.log)
    highs.setOptionValue("log_to_console", options.log)
    highs.setOptionValue("threads", options.threads)
    highs.setOptionValue("parallel", "on")
    highs.setOptionValue("random_seed", options.seed)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 0.5)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.costs), len(program.lowers)
    lp.col_cost_ = numpy.array(program.costs if costs is None else costs)
    lp.col_lower_, lp.col_upper_ = numpy.zeros(lp.num_col_), numpy.array(program.uppers)
    lp.row_lower_, lp.row_upper_ = numpy.array(program.lowers), numpy.array(program.row_uppers)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = numpy.array(program.row_starts)
    lp.a_matrix_.index_ = numpy.array(program.row_columns)
    lp.a_matrix_.value_ = numpy.array(program.row_values)
    kinds = highspy.HighsVarType
    lp.integrality_ = [kinds.kInteger if integer else kinds.kContinuous for integer in program.integer]
    highs.passModel(lp)
    progress = []
    highs.cbMipImprovingSolution += lambda event: progress.append(
        [round(clock.passed(), 2), round(event.data_out.objective_function_value)]
    )
    highs.setOptionValue("time_limit", max(clock.left(), 0.01))
    highs.run()
    status, info = highs.getModelStatus(), highs.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    columns = numpy.array(highs.getSolution().col_value) if found else None
    bound = info.mip_dual_bound if numpy.isfinite(info.mip_dual_bound) else None
    return columns, bound, status, round(info.objective_function_value) if found else None, progress


def main():
    options = arguments(__doc__)
    problem, clock = Problem(options.model), Clock(options.seconds)
    homeless = sum(w for w, places in zip(problem.weights, problem.places) if not places)
    program, unplaced = Program(problem, optional=False), homeless
    built, clock = clock.passed(), Clock(options.seconds)
    columns, bound, status, cost, progress = solve(program, options, clock)
    if status == highspy.HighsModelStatus.kInfeasible:
        program, columns, bound, status, cost, progress, unplaced = incomplete(problem, options, clock, homeless)
    optimal = status == highspy.HighsModelStatus.kOptimal
    ended = "optimal" if optimal else "feasible" if columns is not None else highspy.Highs().modelStatusToString(status)
    write_answer(options.answer, {
        "tool": "highs",
        "version": version("highspy"),
        "status": ended.lower(),
        "assignment": None if columns is None else assignment(program, columns),
        "cost": cost,
        "unplaced": unplaced,
        "bound": None if bound is None else round(bound),
        "build_seconds": round(built, 2),
        "seconds": round(clock.passed(), 2),
        "columns": len(program.costs),
        "rows": len(program.lowers),
        "entries": len(program.row_columns),
        "progress": progress,
    })


def incomplete(problem, options, clock, homeless):
    """First the least that must be left out, then the least cost at that level."""
    hard = Program(problem, optional=True, hard_only=True)
    total, weights = hard.left_out()
    costs = [0.0] * len(hard.costs)
    for column, weight in weights:
        costs[column] = float(weight)
    columns, _, status, level, _ = solve(hard, options, clock, costs)
    if columns is None:
        return hard, None, None, status, None, [], None
    level += total
    whole = Program(problem, optional=True)
    total, weights = whole.left_out()
    whole.row(weights, level - total, level - total)
    answer = solve(whole, options, clock)
    if status != highspy.HighsModelStatus.kOptimal:
        # Without the proof of the level a bound at it bounds nothing.
        answer = (answer[0], None, highspy.HighsModelStatus.kTimeLimit, *answer[3:])
    return whole, *answer, homeless + level


def assignment(program, columns):
    found = []
    for choices in program.choices:
        taken = [[start, kind] for column, start, kind in choices if columns[column] > 0.5]
        found.append(taken[0] if taken else None)
    return found


if __name__ == "__main__":
    main()
