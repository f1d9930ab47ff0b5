/**
 * What ties activities together, as problem facts; the meaning of each is that of src/model/score.rs. Activities are
 * named by index, as the solver works on clones of them.
 */
public final class Facts {
    private Facts() {}

    /** Usage above the capacity, step by step; a price of null is hard. */
    public record Profile(int id, int capacity, Long price, int first, int last, int users) {}

    /** An activity's use of a profile; in any class where kind is negative. */
    public record Use(int act, Profile profile, int kind, int from, int until, int amount) {
        public boolean applies(Act placed) {
            return kind < 0 || placed.place.kind() == kind;
        }
    }

    public record Excess(int id, long buckets, long bound, Long price) {
        /** Units of a bucket above the bound. */
        public long units(long sum) {
            long over = Math.max(0, sum - bound);
            return price == null ? Math.min(1, over) : over;
        }

        /** What a bucket costs beyond an empty one. */
        public long beyond(long sum) {
            return units(sum) - units(0);
        }
    }

    /** A bucket of an excess. */
    public record Bucket(Excess excess, int bucket) {}

    /** An activity's part in an excess: amounts and buckets by start. */
    public record Term(int act, Excess excess, long[] amounts, Bucket[] buckets) {
        public Bucket bucket(Act placed) {
            return buckets[placed.place.start()];
        }

        public long amount(Act placed) {
            return amounts[placed.place.start()];
        }
    }

    public record Distinct(int id, long free, long price) {}

    /** An activity's part in a distinct: the bucket it touches by start, negative for none. */
    public record Touch(int act, Distinct distinct, int[] buckets) {
        public int bucket(Act placed) {
            return buckets[placed.place.start()];
        }
    }

    public record Order(int id, boolean days, long least, Long most, boolean either, boolean sameClass, boolean[] region,
            Long price) {}

    public record Pair(Order order, int first, int second) {
        /** By how much the pair is off, so that the search sees which way is better; 0 if it breaks nothing. */
        public long off(Act a, Act b) {
            Act.Place p = a.place;
            Act.Place q = b.place;
            if (order.region != null && !(order.region[p.start()] && order.region[q.start()])) {
                return 0;
            }
            if (order.days) {
                return outside(Math.abs(p.date() - q.date()));
            }
            long gap = order.either && q.step() < p.step() ? p.step() - b.getEnd() : q.step() - a.getEnd();
            return outside(gap) + (order.sameClass && p.kind() != q.kind() ? 1 : 0);
        }

        private long outside(long value) {
            return Math.max(0, order.least - value) + (order.most == null ? 0 : Math.max(0, value - order.most));
        }
    }

    public record Span(int day, Long longest, long price) {
        public long violation(int first, int last) {
            return longest == null ? 0 : Math.max(0, last - first - longest);
        }
    }

    public record Worst(int id, int groups) {}

    /** An activity's cells in a worst, by start and group. */
    public record Cells(int act, Worst worst, int first, int width, long[] cells) {}
}
