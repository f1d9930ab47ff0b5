"""The formulation for CP-SAT.

A start is a day's offset plus a time of day, each fully encoded in literals; costs are linear in these, with further
literals only where a cost is no sum of a part by day and a part by time. Intervals carry the profiles: no-overlap where
two uses never fit, cumulative otherwise.
"""

from collections import defaultdict

from ortools.sat.python import cp_model

from cpsat_activity import Activity


class Formulation:
    """The variables of all activities, and the objective as it grows."""

    def __init__(self, problem, optional, hard_only=False):
        self.problem, self.optional, self.hard_only = problem, optional, hard_only
        self.model = cp_model.CpModel()
        self.cost = []  # summands of the objective
        self.free = []  # by soft profile: its capacity, and its free stretches
        self.activities = []
        for index, places in enumerate(problem.places):
            self.activities.append(Activity(self, index, places) if places else None)
        for part in (self.profiles, self.excesses, self.orders, self.spans):
            part()
        if not hard_only:
            for activity in self.placeable():
                activity.charge()
            self.distincts()
            self.worsts()

    def placeable(self):
        return [activity for activity in self.activities if activity]

    def counts(self, price):
        """Whether a condition of this price is part of the formulation."""
        return price is None or not self.hard_only

    def bool(self):
        return self.model.new_bool_var("")

    def above(self, total, bound, most):
        """max(0, total - bound), for a total that is to be kept small."""
        over = self.model.new_int_var(0, max(most - bound, 0), "")
        self.model.add(over >= total - bound)
        return over

    def active(self, terms, index=lambda term: term[0]):
        """The terms whose activity has any place."""
        return [term for term in terms if self.activities[index(term)]]

    def profiles(self):
        for profile in self.problem.profiles:
            if not self.counts(profile["price"]):
                continue
            uses = self.active(profile["uses"])
            intervals = [self.activities[use[0]].interval(*use[1:4]) for use in uses]
            kept = [(interval, use[4]) for interval, use in zip(intervals, uses) if interval is not None]
            if not kept:
                continue
            intervals, demands = [pair[0] for pair in kept], [pair[1] for pair in kept]
            capacity, price = profile["capacity"], profile["price"]
            if price is not None:
                self.soft_profile(profile, uses, intervals, demands)
            elif max(demands) <= capacity and 2 * min(demands) > capacity:
                self.model.add_no_overlap(intervals)
            else:
                self.model.add_cumulative(intervals, demands, capacity)

    def soft_profile(self, profile, uses, intervals, demands):
        """A price on usage above the capacity. Where everybody uses one unit, each use has one stretch free of charge,
        up to its end, and the free stretches keep to the capacity: as many steps can be free as the capacity covers, since
        whoever waits takes over when another ends. Otherwise each step has an interval that fills what is not paid for."""
        if any(demand != 1 for demand in demands):
            self.filled_profile(profile, uses, intervals, demands)
            return
        free = []
        for use in uses:
            if use[1] is None or use[1] in self.activities[use[0]].classes:
                free.append(FreeStretch(self, use, profile["price"]))
        intervals = [stretch.interval for stretch in free]
        if profile["capacity"] == 1:
            self.model.add_no_overlap(intervals)
        else:
            self.model.add_cumulative(intervals, [1] * len(intervals), profile["capacity"])
        self.free.append((profile["capacity"], free))

    def filled_profile(self, profile, uses, intervals, demands):
        """Usage + (room - over) <= capacity + room, at each step."""
        capacity, price = profile["capacity"], profile["price"]
        most = defaultdict(dict)
        for activity, kind, begin, end, amount in uses:
            for start in self.activities[activity].starts:
                for step in range(self.problem.steps[start] + begin, self.problem.steps[start] + end):
                    most[step][activity] = max(most[step].get(activity, 0), amount)
        room = max([sum(users.values()) for users in most.values()], default=0) - capacity
        fillers, fills = [], []
        for step in sorted(most):
            if sum(most[step].values()) > capacity:
                over = self.model.new_int_var(0, room, "")
                fillers.append(self.model.new_fixed_size_interval_var(step, 1, ""))
                fills.append(room - over)
                self.cost.append(price * over)
        if fillers:
            self.model.add_cumulative(intervals + fillers, demands + fills, capacity + room)

    def excesses(self):
        for excess in self.problem.excesses:
            if not self.counts(excess["price"]):
                continue
            sums, bound = defaultdict(list), excess["bound"]
            for term in self.active(excess["terms"]):
                for bucket, table in self.problem.amounts(term, self.activities[term[0]].starts).items():
                    sums[bucket].append((term, table))
            for bucket in range(excess["buckets"]):
                most = sum(max(0, *table.values()) for _, table in sums[bucket])
                if most <= bound:
                    continue
                total = sum(self.activities[term[0]].amount(term, bucket, table) for term, table in sums[bucket])
                if excess["price"] is None:
                    self.model.add(total <= bound)
                else:
                    self.cost.append(excess["price"] * self.above(total, bound, most))

    def distincts(self):
        for distinct in self.problem.distincts:
            users = defaultdict(list)
            for term in self.active(distinct["terms"]):
                activity = self.activities[term[0]]
                for bucket, starts in self.problem.touches(term, activity.starts).items():
                    users[bucket].append(activity.among(starts))
            touched = []
            for bucket in sorted(users):
                literal = self.bool()
                self.model.add_max_equality(literal, users[bucket])
                touched.append(literal)
            self.cost.append(distinct["price"] * self.above(sum(touched), distinct["free"], len(touched)))

    def orders(self):
        for order in self.problem.orders:
            if not self.counts(order["price"]):
                continue
            pairs = [pair for pair in order["pairs"] if self.activities[pair[0]] and self.activities[pair[1]]]
            unless = []
            if order["price"] is not None and pairs:
                broken = self.bool()
                self.cost.append(order["price"] * broken)
                unless = [~broken]
            for a, b in pairs:
                self.order(order, self.activities[a], self.activities[b], unless)

    def order(self, order, a, b, unless):
        ask, when = order["ask"], [*unless, *a.placed(), *b.placed()]
        if order["region"] is not None:
            region = self.problem.regions[order["region"]]
            for activity in (a, b):
                inside = [start for start in activity.starts if region[start]]
                if not inside:
                    return
                if len(inside) < len(activity.starts):
                    when = [*when, activity.among(inside)]
        least, most = ask["least"], ask["most"]
        if ask["kind"] == "days":
            self.either(a.date, b.date, 0, 0, least, most, when)
        elif ask["either"]:
            self.either(a.start, b.start, a.duration, b.duration, least, most, when)
        else:
            self.between(b.start - a.start - a.duration, least, most, when)
        if ask.get("same_class"):
            for kind in {**a.classes, **b.classes}:
                self.model.add(a.in_class(kind) == b.in_class(kind)).only_enforce_if(when)

    def between(self, value, least, most, when):
        self.model.add(value >= least).only_enforce_if(when)
        if most is not None:
            self.model.add(value <= most).only_enforce_if(when)

    def either(self, a, b, length_a, length_b, least, most, when):
        """Whichever is earlier comes first; two at once count as a before b."""
        forward = self.bool()
        self.model.add(b >= a).only_enforce_if([*when, forward])
        self.model.add(b < a).only_enforce_if([*when, ~forward])
        self.between(b - a - length_a, least, most, [*when, forward])
        self.between(a - b - length_b, least, most, [*when, ~forward])

    def spans(self):
        for span in self.problem.spans:
            users = []
            for activity in self.activities:
                inside = [s for s in activity.starts if self.problem.day_of[s] == span["day"]] if activity else []
                if inside:
                    users.append((activity, activity.among(inside)))
            first, end = self.problem.days[span["day"]]
            if not users or (span["price"] == 0 and (span["longest"] or end) >= end - first):
                continue
            begin, close = (self.model.new_int_var(first, end, "") for _ in range(2))
            self.model.add(close >= begin)
            for activity, inside in users:
                self.model.add(begin <= activity.start).only_enforce_if(inside)
                self.model.add(close >= activity.start + activity.duration).only_enforce_if(inside)
            if span["longest"] is not None:
                self.model.add(close - begin <= span["longest"])
            # An unused day closes as it begins, for nothing.
            self.cost.append(span["price"] * (close - begin))

    def worsts(self):
        for worst in self.problem.worsts:
            sums, most = [[] for _ in range(worst["groups"])], [0] * worst["groups"]
            for term in worst["terms"]:
                activity, width = self.activities[term["activity"]], term["width"]
                for column in range(width) if activity else ():
                    table = {s: term["cells"][s * width + column] for s in activity.starts}
                    group = term["first"] + column
                    sums[group].append(activity.table(table))
                    most[group] += max(table.values())
            top = self.model.new_int_var(0, max(most), "")
            for total in sums:
                self.model.add(top >= sum(total))
            self.cost.append(top)

    def left_out(self):
        """The level of what is left out, beside what has no place at all."""
        pairs = zip(self.problem.weights, self.activities)
        return sum(weight * ~activity.present for weight, activity in pairs if activity)

    def assignment(self, solver):
        return [activity.place(solver) if activity else None for activity in self.activities]

    def hint(self, places):
        """These places as a starting point, with the free stretches that cover most."""
        for activity, place in zip(self.activities, places):
            if activity:
                activity.hint(place)
        for capacity, free in self.free:
            self.hint_free(capacity, free, places)

    def hint_free(self, capacity, free, places):
        running = []
        for stretch in free:
            activity, kind, begin, end, _ = stretch.use
            place = places[activity]
            if place is not None and kind in (None, place[1]):
                step = self.problem.steps[place[0]]
                running.append((step + begin, step + end, stretch))
            else:
                stretch.hint(0)
        lanes = [0] * capacity
        for first, last, stretch in sorted(running, key=lambda part: part[:2]):
            lane = min(range(capacity), key=lambda lane: lanes[lane])
            stretch.hint(max(0, last - max(first, lanes[lane])))
            lanes[lane] = max(lanes[lane], last)


class FreeStretch:
    """The end of a use that is not paid for."""

    def __init__(self, whole, use, price):
        self.model, self.use = whole.model, use
        index, kind, begin, end, _ = use
        activity = whole.activities[index]
        presence, steps = activity.presence(kind), [whole.problem.steps[s] for s in activity.starts]
        self.some, self.size = whole.bool(), self.model.new_int_var(0, end - begin, "")
        first = self.model.new_int_var(min(steps) + begin, max(steps) + end, "")
        self.model.add(first == activity.start + end - self.size).only_enforce_if(self.some)
        self.model.add(self.size >= 1).only_enforce_if(self.some)
        self.model.add(self.size == 0).only_enforce_if(~self.some)
        if presence is not None:
            self.model.add_implication(self.some, presence)
        self.interval = self.model.new_optional_interval_var(first, self.size, activity.start + end, self.some, "")
        whole.cost.append(price * ((end - begin) * (1 if presence is None else presence) - self.size))

    def hint(self, size):
        self.model.add_hint(self.some, size > 0)
        self.model.add_hint(self.size, size)
