import ai.timefold.solver.core.api.score.buildin.hardmediumsoftlong.HardMediumSoftLongScore;
import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverConfigOverride;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicPhaseConfig;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicType;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.UnionMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.ChangeMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.SwapMoveSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchType;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import ai.timefold.solver.core.impl.solver.DefaultSolver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Timefold on an exported model: first fit, the most demanding first, then late acceptance. */
public final class Peer {
    /** The part of the time in which everything is placed. */
    private static final double HOPEFUL = 0.9;

    private Peer() {}

    public static void main(String[] arguments) throws Exception {
        byte[] model = Files.readAllBytes(Path.of(arguments[0]));
        long begun = System.nanoTime();
        double seconds = Double.parseDouble(arguments[3]);
        Timetable timetable = Timetable.of(Json.read(model));
        int activities = timetable.acts.size();
        // The construction takes activities in this order: those first that take most of what is scarce.
        timetable.acts.sort(Comparator.comparingLong((Act act) -> -act.demand).thenComparing(act -> act.places.size()));
        double built = passed(begun);
        StringBuilder progress = new StringBuilder();
        Clock clock = new Clock(begun, progress);
        // Everything placed, as long as that can be hoped for; else what cannot be placed is left out in the rest.
        Timetable best = clock.solve(timetable, Rules.Complete.class, HOPEFUL * seconds);
        boolean complete = best.score.hardScore() == 0;
        best = clock.solve(best, complete ? Rules.Complete.class : Rules.class, (1 - HOPEFUL) * seconds);
        Files.writeString(Path.of(arguments[1]), answer(best, activities, built, passed(begun), progress));
    }

    private record Clock(long begun, StringBuilder progress) {
        Timetable solve(Timetable timetable, Class<? extends Rules> rules, double seconds) {
            SolverFactory<Timetable> factory = SolverFactory.create(config(rules));
            Duration limit = Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
            Solver<Timetable> solver = factory.buildSolver(new SolverConfigOverride<Timetable>()
                .withTerminationConfig(new TerminationConfig().withSpentLimit(limit)));
            solver.addEventListener(event -> {
                HardMediumSoftLongScore score = (HardMediumSoftLongScore) event.getNewBestScore();
                if (score.hardScore() == 0 && score.mediumScore() == 0 && event.isNewBestSolutionInitialized()) {
                    progress.append(progress.isEmpty() ? "" : ",");
                    progress.append(String.format("[%.2f,%d]", passed(begun), -score.softScore()));
                }
            });
            Timetable best = solver.solve(timetable);
            System.err.printf("%s, %d moves a second%n", best.score, ((DefaultSolver<Timetable>) solver).getMoveEvaluationSpeed());
            return best;
        }
    }

    private static SolverConfig config(Class<? extends Rules> rules) {
        return new SolverConfig()
            .withSolutionClass(Timetable.class)
            .withEntityClasses(Act.class)
            .withConstraintProviderClass(rules)
            .withEnvironmentMode(EnvironmentMode.NO_ASSERT)
            .withRandomSeed(1L)
            .withPhases(
                new ConstructionHeuristicPhaseConfig().withConstructionHeuristicType(ConstructionHeuristicType.FIRST_FIT),
                new LocalSearchPhaseConfig()
                    .withLocalSearchType(LocalSearchType.LATE_ACCEPTANCE)
                    .withMoveSelectorConfig(new UnionMoveSelectorConfig(
                        List.of(new ChangeMoveSelectorConfig(), new SwapMoveSelectorConfig()))));
    }

    private static String answer(Timetable best, int activities, double built, double took, CharSequence progress) {
        HardMediumSoftLongScore score = best.score;
        boolean valid = score.hardScore() == 0;
        String[] places = new String[activities];
        for (Act act : best.acts) {
            places[act.index] = act.place == null ? "null" : "[" + act.place.start() + "," + act.place.kind() + "]";
        }
        String assignment = List.of(places).stream().collect(Collectors.joining(",", "[", "]"));
        return String.format("{\"tool\":\"timefold\",\"version\":\"%s\",\"status\":\"%s\",\"violations\":%d,\"unplaced\":%d,"
            + "\"cost\":%d,\"bound\":null,\"build_seconds\":%.2f,\"seconds\":%.2f,\"assignment\":%s,\"progress\":[%s]}%n",
            Solver.class.getPackage().getImplementationVersion(), valid ? "feasible" : "broken", -score.hardScore(),
            -score.mediumScore(), -score.softScore(), built, took, assignment, progress);
    }

    private static double passed(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
