"""Google OR-tools CP-SAT on an exported model.

A first timetable that breaks nothing is looked for without any cost, then improved as a whole from there: with its
hundreds of costs the whole is slow to find its first one. Only if not everything can be placed are activities optional:
then what is left out is minimised before the cost.
"""

import sys
from importlib.metadata import version

from ortools.sat.python import cp_model

from cpsat_model import Formulation
from problem import Clock, Problem, arguments, write_answer

KNOWN = (cp_model.OPTIMAL, cp_model.FEASIBLE)
# How the first timetable is looked for: there is no objective for a linear program to see.
FIRST = {"subsolvers": ["no_lp", "quick_restart_no_lp"], "cp_model_probing_level": 0}

# The part of the time left in which the first timetable is improved by single costs only.
ALONE = 0.4
# Above so many variables probing takes longer than it saves, and a bound on single costs than it is worth.
LARGE = 20_000


def hint_all(model, solver):
    """A solution of this very model as a starting point."""
    for index in range(len(model.proto.variables)):
        variable = model.get_int_var_from_proto_index(index)
        model.add_hint(variable, solver.value(variable))


class Progress(cp_model.CpSolverSolutionCallback):
    """Every improvement, with its time."""

    def __init__(self, clock):
        super().__init__()
        self.clock, self.found = clock, []

    def on_solution_callback(self):
        self.found.append([round(self.clock.passed(), 2), round(self.objective_value)])


class Run:
    """One problem within one time limit."""

    def __init__(self, options):
        self.options, self.problem, self.clock = options, Problem(options.model), Clock(options.seconds)
        self.homeless = sum(w for w, places in zip(self.problem.weights, self.problem.places) if not places)
        self.progress, self.built = Progress(self.clock), 0.0
        # What is known: places, their cost, what they leave out, a bound on the cost at that level, how it ended.
        self.places, self.cost, self.unplaced, self.bound, self.status = None, None, None, None, "unknown"

    def solver(self, formulation, callback=None, limit=None, **parameters):
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = self.options.threads
        solver.parameters.random_seed = self.options.seed
        solver.parameters.max_time_in_seconds = self.clock.left() if limit is None else limit
        solver.parameters.log_search_progress = self.options.log
        solver.parameters.log_to_stdout = False
        solver.log_callback = lambda line: print(line, file=sys.stderr)
        for name, value in parameters.items():
            field = getattr(solver.parameters, name)
            field.extend(value) if isinstance(value, list) else setattr(solver.parameters, name, value)
        return solver, solver.solve(formulation.model, callback)

    def everything(self):
        """All activities placed."""
        hard = Formulation(self.problem, optional=False, hard_only=True)
        whole = Formulation(self.problem, optional=False)
        self.built, self.clock = self.clock.passed(), Clock(self.options.seconds)
        self.progress = Progress(self.clock)
        solver, status = self.solver(hard, **FIRST)
        if status == cp_model.INFEASIBLE:
            self.most()
        elif status in KNOWN:
            self.improve(whole, self.cheaper(hard, solver), self.homeless)

    def cheaper(self, hard, solver):
        """The first timetable improved by what each activity costs alone, in part of the time."""
        hint_all(hard.model, solver)
        for activity in hard.placeable():
            activity.charge()
        hard.model.minimize(sum(hard.cost))
        large = len(hard.model.proto.variables) > LARGE
        tuned = {"cp_model_probing_level": 0} | ({"use_lns_only": True} if large else {})
        better, status = self.solver(hard, limit=self.clock.left() * ALONE, **tuned)
        return hard.assignment(better if status in KNOWN else solver)

    def most(self):
        """As much placed as can be."""
        hard = Formulation(self.problem, optional=True, hard_only=True)
        hard.model.minimize(hard.left_out())
        solver, status = self.solver(hard)
        if status not in KNOWN:
            self.status = "infeasible" if status == cp_model.INFEASIBLE else "unknown"
            return
        level = round(solver.objective_value)
        whole = Formulation(self.problem, optional=True)
        whole.model.add(whole.left_out() == level)
        self.improve(whole, hard.assignment(solver), self.homeless + level, proven=status == cp_model.OPTIMAL)

    def improve(self, whole, places, unplaced, proven=True):
        """The least cost at this level, from these places on."""
        whole.model.minimize(sum(whole.cost))
        self.unplaced, self.status = unplaced, "feasible"
        first = self.tighten(whole, places)
        if first is not None:
            self.progress.found.append([round(self.clock.passed(), 2), self.cost])
            hint_all(whole.model, first)
        large = len(whole.model.proto.variables) > LARGE
        solver, status = self.solver(whole, self.progress, **({"cp_model_probing_level": 0} if large else {}))
        if proven and status != cp_model.INFEASIBLE:
            self.bound = round(solver.best_objective_bound)
        if status in KNOWN:
            self.places, self.cost = whole.assignment(solver), round(solver.objective_value)
        if proven and status == cp_model.OPTIMAL:
            self.status = "optimal"
        elif status in KNOWN:
            self.tighten(whole, self.places)

    def tighten(self, whole, places):
        """Takes places as the answer, every auxiliary as small as it can be."""
        self.places = places
        whole.model.clear_hints()
        whole.hint(places)
        # Outside the time limit: it changes what the answer is said to cost, never the answer.
        solver, status = self.solver(whole, limit=30, fix_variables_to_their_hinted_value=True)
        whole.model.clear_hints()
        if status in KNOWN:
            self.cost = round(solver.objective_value)
        return solver if status in KNOWN else None


def main():
    options = arguments(__doc__)
    run = Run(options)
    run.everything()
    write_answer(options.answer, {
        "tool": "cpsat",
        "version": version("ortools"),
        "status": run.status,
        "assignment": run.places,
        "cost": run.cost,
        "unplaced": run.unplaced,
        "bound": run.bound,
        "build_seconds": round(run.built, 2),
        "seconds": round(run.clock.passed(), 2),
        "progress": run.progress.found,
    })


if __name__ == "__main__":
    main()
