"""HiGHS on an exported model: one integer program over places.

A binary for each activity, start and class, and beside it "at this start or before", so that a run of starts is a
difference of two columns: rows stay short. Profiles are a row for each largest set of simultaneous users (hard) or each stretch
of steps with the same users (soft); orders are the usual cumulative rows; a day's span has binaries for "begun by" and
"goes on until". Only if not everything can be placed is the least that must be left out found first.
"""

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
        # choices[a] = [(column, start, class)]; chains[column] = its place in the starts of its activity and class;
        # until[chain] = by place, the column that is 1 if the activity is there or before.
        self.choices, self.chains, self.until = [], {}, []
        for places in problem.places:
            self.choices.append([])
            for kind in sorted({kind for row in places.values() for kind in row}):
                self.chain([(start, row[kind]) for start, row in sorted(places.items()) if kind in row], kind)
            if places:
                least = -numpy.inf if optional else 1
                self.row([(column, 1) for column, _, _ in self.choices[-1]], least, 1)
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
        self.chains |= {column: (len(self.until), place) for place, column in enumerate(columns)}
        self.until.append(until)

    def short(self, terms):
        """The same sum with each run of starts as a difference."""
        runs, out = defaultdict(dict), defaultdict(int)
        for column, value in terms:
            if column in self.chains:
                chain, place = self.chains[column]
                runs[chain][place] = (column, value)
            else:
                out[column] += value
        for chain, own in runs.items():
            places = sorted(own)
            first = 0
            for at in range(1, len(places) + 1):
                ends = at == len(places) or places[at] != places[at - 1] + 1 or own[places[at]][1] != own[places[first]][1]
                if ends:
                    self.add_run(out, chain, places[first:at], own)
                    first = at
        return [(column, value) for column, value in out.items() if value]

    def add_run(self, out, chain, places, own):
        if len(places) < 3:
            for place in places:
                out[own[place][0]] += own[place][1]
            return
        value = own[places[0]][1]
        out[self.until[chain][places[-1]]] += value
        if places[0]:
            out[self.until[chain][places[0] - 1]] -= value

    def row(self, terms, lower, upper):
        for column, value in self.short(terms) if len(terms) > 3 else terms:
            self.row_columns.append(column)
            self.row_values.append(float(value))
        self.row_starts.append(len(self.row_columns))
        self.lowers.append(float(lower))
        self.row_uppers.append(float(upper))

    def over(self, terms, bound, price):
        """Charges what the terms are above a bound."""
        most = sum(max(value, 0) for _, value in terms)
        if bound < 0 or most > bound:
            column = self.column(price, numpy.inf, integer=False)
            self.row([*terms, (column, -1)], -numpy.inf, bound)

    def counts(self, price):
        return price is None or not self.hard_only

    def profiles(self):
        for profile in self.problem.profiles:
            if not self.counts(profile["price"]):
                continue
            changes = defaultdict(lambda: ([], []))
            for activity, kind, begin, end, amount in profile["uses"]:
                for column, start, own in self.choices[activity]:
                    if kind is None or kind == own:
                        step = self.problem.steps[start]
                        changes[step + begin][0].append((column, amount))
                        changes[step + end][1].append((column, amount))
            self.profile(profile["capacity"], profile["price"], changes)

    def profile(self, capacity, price, changes):
        active, last, grown = defaultdict(int), 0, False
        for step in sorted(changes):
            begins, ends = changes[step]
            if price is None and grown and ends:
                self.hard_row(active, capacity)
                grown = False
            if price is not None and active:
                self.over(list(active.items()), capacity, price * (step - last))
            for column, amount in ends:
                active[column] -= amount
                if not active[column]:
                    del active[column]
            for column, amount in begins:
                active[column] += amount
            grown, last = grown or bool(begins), step

    def hard_row(self, active, capacity):
        if sum(active.values()) > capacity:
            self.row(list(active.items()), -numpy.inf, capacity)

    def excesses(self):
        for excess in self.problem.excesses:
            if not self.counts(excess["price"]):
                continue
            sums = defaultdict(list)
            for term in excess["terms"]:
                found = self.problem.amounts(term, self.problem.places[term[0]])
                for bucket, table in found.items():
                    sums[bucket] += [(c, table[start]) for c, start, _ in self.choices[term[0]] if start in table]
            for bucket in range(excess["buckets"]):
                if excess["price"] is not None:
                    self.over(sums[bucket], excess["bound"], excess["price"])
                elif sum(max(value, 0) for _, value in sums[bucket]) > excess["bound"]:
                    self.row(sums[bucket], -numpy.inf, excess["bound"])

    def distincts(self):
        for distinct in self.problem.distincts:
            touched = {}
            for term in distinct["terms"]:
                for bucket, starts in self.problem.touches(term, self.problem.places[term[0]]).items():
                    inside, starts = touched.setdefault(bucket, self.column(0, 1)), set(starts)
                    terms = [(column, 1) for column, start, _ in self.choices[term[0]] if start in starts]
                    self.row([*terms, (inside, -1)], -numpy.inf, 0)
            self.over([(column, 1) for column in touched.values()], distinct["free"], distinct["price"])

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
        excluded = {
            place: frozenset(other for other in seconds if self.problem.pair_broken(order, a, place, b, other))
            for place in firsts
        }
        for excluding in sorted(set(excluded.values()) - {frozenset()}, key=sorted):
            columns = [c for place, found in excluded.items() if excluding <= found for c in firsts[place]]
            columns += [c for place in excluding for c in seconds[place]]
            terms = [(column, 1) for column in columns]
            self.row(terms if broken is None else [*terms, (broken, -1)], -numpy.inf, 1)

    def alike(self, order, activity):
        """An activity's places, those that differ in class only together unless the order looks at classes."""
        groups = defaultdict(list)
        for column, start, kind in self.choices[activity]:
            groups[(start, kind if order["ask"].get("same_class") else 0)].append(column)
        return groups

    def spans(self):
        for span in self.problem.spans:
            day, limit = [], span["longest"]
            for duration, choices in zip(self.problem.durations, self.choices):
                steps = ((c, self.problem.steps[s]) for c, s, _ in choices if self.problem.day_of[s] == span["day"])
                day.append([(column, step, step + duration) for column, step in steps])
            starts = sorted({start for own in day for _, start, _ in own})
            ends = sorted({end for own in day for _, _, end in own})
            priced = span["price"] > 0 and not self.hard_only
            if not starts or (not priced and (limit is None or ends[-1] - starts[0] <= limit)):
                continue
            begun = {by: self.covering(day, lambda s, e, by=by: s <= by) for by in starts}
            lasting = {until: self.covering(day, lambda s, e, until=until: e >= until) for until in ends}
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

    def covering(self, day, inside):
        column = self.column(0, 1)
        for own in day:
            terms = [(c, 1) for c, start, end in own if inside(start, end)]
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
    program, unplaced, proven = Program(problem, optional=False), homeless, True
    built = clock.passed()
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
