import ai.timefold.solver.core.api.score.stream.bi.BiConstraintCollector;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;

/** Incremental collectors for what the built-in ones do not sum: usage above a capacity, and the worst of many sums. */
final class Collectors {
    private Collectors() {}

    /** A collector whose container adds, and takes back by adding the opposite. */
    private record Adding<F, C>(Supplier<C> container, Adder<F, C> add, Function<C, Long> result)
            implements BiConstraintCollector<Act, F, C, Long> {
        @Override
        public Supplier<C> supplier() {
            return container;
        }

        @Override
        public ai.timefold.solver.core.api.function.TriFunction<C, Act, F, Runnable> accumulator() {
            return (container, act, fact) -> {
                Act.Place place = act.place;
                add.add(container, place, fact, 1);
                return () -> add.add(container, place, fact, -1);
            };
        }

        @Override
        public Function<C, Long> finisher() {
            return result;
        }
    }

    private interface Adder<F, C> {
        void add(C container, Act.Place place, F fact, int sign);
    }

    /** Units of usage above a profile's capacity. */
    static BiConstraintCollector<Act, Facts.Use, ?, Long> units() {
        return new Adding<Facts.Use, Usage>(Usage::new, Usage::add, usage -> usage.units());
    }

    /** The largest of the groups' sums, at least 0. */
    static BiConstraintCollector<Act, Facts.Cells, ?, Long> worst() {
        return new Adding<Facts.Cells, Sums>(Sums::new, Sums::add, Sums::worst);
    }

    /** Usage by step; of a profile with few users its intervals instead. */
    private static final class Usage {
        private static final int FEW = 4;
        private Facts.Profile profile;
        private int[] steps;
        private long over;
        private final int[] from = new int[FEW];
        private final int[] until = new int[FEW];
        private final int[] amount = new int[FEW];
        private int count;

        void add(Act.Place place, Facts.Use use, int sign) {
            profile = use.profile();
            int first = place.step() + use.from();
            int last = place.step() + use.until();
            if (profile.users() <= FEW) {
                few(first, last, use.amount(), sign);
                return;
            }
            if (steps == null) {
                steps = new int[profile.last() - profile.first()];
            }
            int capacity = profile.capacity();
            for (int step = first - profile.first(); step < last - profile.first(); step++) {
                over -= Math.max(0, steps[step] - capacity);
                steps[step] += sign * use.amount();
                over += Math.max(0, steps[step] - capacity);
            }
        }

        private void few(int first, int last, int units, int sign) {
            if (sign > 0) {
                from[count] = first;
                until[count] = last;
                amount[count++] = units;
                return;
            }
            int gone = 0;
            while (from[gone] != first || until[gone] != last || amount[gone] != units) {
                gone++;
            }
            count--;
            from[gone] = from[count];
            until[gone] = until[count];
            amount[gone] = amount[count];
        }

        long units() {
            return profile.users() <= FEW ? sweep() : over;
        }

        private long sweep() {
            if (count < 2 && (count == 0 || amount[0] <= profile.capacity())) {
                return 0;
            }
            int[] edges = new int[2 * count];
            for (int i = 0; i < count; i++) {
                edges[2 * i] = from[i];
                edges[2 * i + 1] = until[i];
            }
            Arrays.sort(edges);
            long units = 0;
            for (int edge = 0; edge + 1 < edges.length; edge++) {
                long usage = -profile.capacity();
                for (int i = 0; i < count; i++) {
                    usage += from[i] <= edges[edge] && until[i] >= edges[edge + 1] ? amount[i] : 0;
                }
                units += Math.max(0, usage) * (edges[edge + 1] - edges[edge]);
            }
            return units;
        }
    }

    private static final class Sums {
        private long[] sums;

        void add(Act.Place place, Facts.Cells term, int sign) {
            if (sums == null) {
                sums = new long[term.worst().groups()];
            }
            int row = place.start() * term.width();
            for (int group = 0; group < term.width(); group++) {
                sums[term.first() + group] += sign * term.cells()[row + group];
            }
        }

        long worst() {
            long worst = 0;
            for (long sum : sums) {
                worst = Math.max(worst, sum);
            }
            return worst;
        }
    }
}
