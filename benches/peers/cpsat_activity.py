"""One activity in the formulation for CP-SAT."""

from collections import Counter, defaultdict

from ortools.sat.python import cp_model

from problem import mode

# A table that leaves more values than this over is stated as a product of day and time.
FEW = 3


class Activity:
    """An activity's start, day, time of day and class."""

    def __init__(self, whole, index, places):
        problem, model = whole.problem, whole.model
        self.whole, self.problem, self.places = whole, problem, places
        self.starts, self.duration = sorted(places), problem.durations[index]
        self.at = {s: (problem.day_of[s], problem.steps[s] - problem.days[problem.day_of[s]][0]) for s in self.starts}
        self.present = whole.bool() if whole.optional else None
        self.days = {day: whole.bool() for day in sorted({at[0] for at in self.at.values()})}
        self.times = {time: whole.bool() for time in sorted({at[1] for at in self.at.values()})}
        for literals in (self.days, self.times):
            model.add_exactly_one([*literals.values(), *([] if self.present is None else [~self.present])])
        domain = cp_model.Domain.from_values
        self.start = model.new_int_var_from_domain(domain([problem.steps[s] for s in self.starts]), "")
        offset = self.encoded({problem.days[day][0]: literal for day, literal in self.days.items()})
        time = self.encoded(self.times)
        link = model.add(self.start == offset + time)
        if self.present is not None:
            link.only_enforce_if(self.present)
        for day, literal in self.days.items():
            times = [at[1] for at in self.at.values() if at[0] == day]
            if len(times) < len(self.times):
                model.add_linear_expression_in_domain(time, domain(times)).only_enforce_if(literal)
        self.date = sum(
            next(problem.dates[s] for s in self.starts if self.at[s][0] == day) * literal
            for day, literal in self.days.items()
        )
        self.sizes = [Counter(at[axis] for at in self.at.values()) for axis in range(2)]
        self.sets, self.amounts, self.wholes, self.intervals = {}, {}, {}, {}
        self.classes = {}
        self.take_class()

    def encoded(self, literals):
        """A variable that has the value of the one literal that is true."""
        variable = self.whole.model.new_int_var_from_domain(cp_model.Domain.from_values(list(literals)), "")
        for value, literal in literals.items():
            self.whole.model.add(variable == value).only_enforce_if(literal)
        return variable

    def take_class(self):
        kinds = sorted({kind for row in self.places.values() for kind in row})
        if len(kinds) == 1:
            self.classes = {kinds[0]: None}
            return
        self.classes = {kind: self.whole.bool() for kind in kinds}
        absent = [] if self.present is None else [~self.present]
        self.whole.model.add_exactly_one([*self.classes.values(), *absent])
        for kind, literal in self.classes.items():
            allowed = [self.problem.steps[s] for s in self.starts if kind in self.places[s]]
            if len(allowed) < len(self.starts):
                within = self.whole.model.add_linear_expression_in_domain(
                    self.start, cp_model.Domain.from_values(allowed)
                )
                within.only_enforce_if(literal)

    def in_class(self, kind):
        if kind not in self.classes:
            return 0
        literal = self.classes[kind]
        return literal if literal is not None else self.present if self.present is not None else 1

    def placed(self):
        return [] if self.present is None else [self.present]

    def presence(self, kind):
        """The literal on which a use depends; None where it is always there."""
        return self.present if kind is None or self.classes[kind] is None else self.classes[kind]

    def interval(self, kind, begin, end):
        """The interval of a use; None where it cannot be."""
        if kind is not None and kind not in self.classes:
            return None
        presence = self.presence(kind)
        key = (begin, end, kind if kind is not None and self.classes[kind] is not None else None)
        if key not in self.intervals:
            model, start = self.whole.model, self.start + begin
            self.intervals[key] = (
                model.new_fixed_size_interval_var(start, end - begin, "")
                if presence is None
                else model.new_optional_fixed_size_interval_var(start, end - begin, presence, "")
            )
        return self.intervals[key]

    def place(self, solver):
        """The start and class in a solution; None where it is left out."""
        if self.present is not None and not solver.value(self.present):
            return None
        at = tuple(
            next(value for value, literal in literals.items() if solver.value(literal))
            for literals in (self.days, self.times)
        )
        start = next(s for s in self.starts if self.at[s] == at)
        kinds = [kind for kind, literal in self.classes.items() if literal is None or solver.value(literal)]
        return [start, kinds[0]]

    def hint(self, place):
        """These places as a starting point."""
        model = self.whole.model
        if self.present is not None:
            model.add_hint(self.present, place is not None)
        at = None if place is None else self.at[place[0]]
        for axis, literals in ((0, self.days), (1, self.times)):
            for value, literal in literals.items():
                model.add_hint(literal, at is not None and at[axis] == value)
        for kind, literal in self.classes.items():
            if literal is not None:
                model.add_hint(literal, place is not None and place[1] == kind)

    def charge(self):
        base = {s: min(row.values()) for s, row in self.places.items()}
        self.whole.cost.append(self.table(base))
        for kind, literal in self.classes.items():
            extra = defaultdict(list)
            for s, row in self.places.items():
                if kind in row and row[kind] > base[s]:
                    extra[row[kind] - base[s]].append(s)
            for price, starts in extra.items():
                both, inside = self.whole.bool(), self.among(starts)
                self.whole.model.add_bool_or([both, ~inside] + ([] if literal is None else [~literal]))
                self.whole.cost.append(price * both)

    def among(self, starts):
        """A literal: placed at one of these starts."""
        key = frozenset(starts)
        if key not in self.sets:
            self.sets[key] = self.make_set(key)
        return self.sets[key]

    def make_set(self, key):
        model = self.whole.model
        for axis, literals in ((0, self.days), (1, self.times)):
            values = {self.at[s][axis] for s in key}
            if sum(self.sizes[axis][value] for value in values) == len(key):
                if len(values) == 1:
                    return literals[values.pop()]
                literal = self.whole.bool()
                model.add(literal == sum(literals[value] for value in values))
                return literal
        literal, steps = self.whole.bool(), self.problem.steps
        inside = cp_model.Domain.from_values([steps[s] for s in key])
        outside = cp_model.Domain.from_values([steps[s] for s in self.starts if s not in key])
        model.add_linear_expression_in_domain(self.start, inside).only_enforce_if(literal)
        model.add_linear_expression_in_domain(self.start, outside).only_enforce_if([~literal, *self.placed()])
        if self.present is not None:
            model.add_implication(literal, self.present)
        return literal

    def table(self, values):
        """A linear expression with these values by start (0 where none is given), 0 when left out."""
        return self.linear(*self.parts(values))

    def linear(self, terms, groups):
        return sum(terms + [value * self.among(starts) for value, starts in sorted(groups.items())])

    def parts(self, values):
        """A table as weighted times and days, and the starts of each value that is left."""
        left, terms = {s: values.get(s, 0) for s in self.starts}, []
        for axis, literals in ((1, self.times), (0, self.days)):
            lines = defaultdict(list)
            for s, value in left.items():
                lines[self.at[s][axis]].append(value)
            common = {line: found[0] if len(set(found)) == 1 else mode(found) for line, found in lines.items()}
            if any(common.values()):
                terms += [value * literals[line] for line, value in common.items() if value]
                left = {s: value - common[self.at[s][axis]] for s, value in left.items()}
            if not any(left.values()):
                break
        groups = defaultdict(list)
        for s, value in left.items():
            if value:
                groups[value].append(s)
        return terms, groups

    def amount(self, term, bucket, table):
        """What a term adds to a bucket; at least that, where only a product of day and time would say it exactly."""
        if (*term, bucket) not in self.amounts:
            self.amounts[(*term, bucket)] = self.make_amount(term, table)
        return self.amounts[(*term, bucket)]

    def make_amount(self, term, table):
        terms, groups = self.parts(table)
        if len(groups) <= FEW or min(table.values()) < 0:
            return self.linear(terms, groups)
        if term not in self.wholes:
            everywhere = self.problem.amounts(term, self.starts).values()
            self.wholes[term] = self.table({s: value for part in everywhere for s, value in part.items()})
        amount = self.whole.model.new_int_var(0, max(table.values()), "")
        self.whole.model.add(amount >= self.wholes[term]).only_enforce_if(self.among(table))
        return amount
