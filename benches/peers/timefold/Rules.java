import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.countDistinct;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.max;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.min;
import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.sumLong;
import static ai.timefold.solver.core.api.score.stream.Joiners.equal;
import static ai.timefold.solver.core.api.score.stream.Joiners.filtering;

import ai.timefold.solver.core.api.score.buildin.hardmediumsoftlong.HardMediumSoftLongScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;

/** The whole objective as constraint streams: violations hard, what is left out medium, costs soft. */
public class Rules implements ConstraintProvider {
    private static final HardMediumSoftLongScore HARD = HardMediumSoftLongScore.ONE_HARD;
    private static final HardMediumSoftLongScore SOFT = HardMediumSoftLongScore.ONE_SOFT;

    /** The same with everything placed: to leave an activity out is worse than to break a condition. */
    public static final class Complete extends Rules {
        @Override
        HardMediumSoftLongScore leftOut() {
            return HARD;
        }
    }

    HardMediumSoftLongScore leftOut() {
        return HardMediumSoftLongScore.ONE_MEDIUM;
    }

    @Override
    public Constraint[] defineConstraints(ConstraintFactory factory) {
        return new Constraint[] {
            factory.forEachIncludingUnassigned(Act.class).filter(act -> act.place == null)
                .penalizeLong(leftOut(), act -> act.unplaced).asConstraint("left out"),
            factory.forEach(Act.class).impactLong(SOFT, act -> -act.getCost()).asConstraint("alone"),
            profiles(factory, true), profiles(factory, false),
            excesses(factory, true), excesses(factory, false),
            factory.forEach(Facts.Excess.class).filter(excess -> excess.units(0) > 0 && excess.price() == null)
                .penalizeLong(HARD, excess -> excess.buckets() * excess.units(0)).asConstraint("empty, hard"),
            factory.forEach(Facts.Excess.class).filter(excess -> excess.units(0) > 0 && excess.price() != null)
                .penalizeLong(SOFT, excess -> excess.price() * excess.buckets() * excess.units(0))
                .asConstraint("empty, soft"),
            factory.forEach(Act.class).join(Facts.Touch.class, equal(Act::getIndex, Facts.Touch::act))
                .filter((act, touch) -> touch.bucket(act) >= 0)
                .groupBy((act, touch) -> touch.distinct(), countDistinct((act, touch) -> touch.bucket(act)))
                .filter((distinct, count) -> count > distinct.free())
                .penalizeLong(SOFT, (distinct, count) -> distinct.price() * (count - distinct.free()))
                .asConstraint("distinct"),
            broken(factory, true).penalizeLong(HARD, (pair, a, b) -> pair.off(a, b)).asConstraint("order, hard"),
            broken(factory, false).groupBy((pair, a, b) -> pair.order())
                .penalizeLong(SOFT, order -> order.price()).asConstraint("order, soft"),
            spans(factory).filter((day, first, last, span) -> span.violation(first, last) > 0)
                .penalizeLong(HARD, (day, first, last, span) -> span.violation(first, last)).asConstraint("span, hard"),
            spans(factory).filter((day, first, last, span) -> span.price() > 0)
                .penalizeLong(SOFT, (day, first, last, span) -> span.price() * (last - first)).asConstraint("span, soft"),
            factory.forEach(Act.class).join(Facts.Cells.class, equal(Act::getIndex, Facts.Cells::act))
                .groupBy((act, cells) -> cells.worst(), Collectors.worst())
                .penalizeLong(SOFT, (worst, cost) -> cost).asConstraint("worst"),
        };
    }

    private Constraint profiles(ConstraintFactory factory, boolean hard) {
        var units = factory.forEach(Act.class)
            .join(factory.forEach(Facts.Use.class).filter(use -> use.profile().price() == null == hard),
                equal(Act::getIndex, Facts.Use::act), filtering((act, use) -> use.applies(act)))
            .groupBy((act, use) -> use.profile(), Collectors.units())
            .filter((profile, over) -> over > 0);
        return hard
            ? units.penalizeLong(HARD, (profile, over) -> over).asConstraint("profile, hard")
            : units.penalizeLong(SOFT, (profile, over) -> profile.price() * over).asConstraint("profile, soft");
    }

    private Constraint excesses(ConstraintFactory factory, boolean hard) {
        var sums = factory.forEach(Act.class)
            .join(factory.forEach(Facts.Term.class).filter(term -> term.excess().price() == null == hard),
                equal(Act::getIndex, Facts.Term::act),
                filtering((act, term) -> term.bucket(act) != null && term.amount(act) != 0))
            .groupBy((act, term) -> term.bucket(act), sumLong((act, term) -> term.amount(act)))
            .filter((bucket, sum) -> bucket.excess().beyond(sum) != 0);
        return hard
            ? sums.impactLong(HARD, (bucket, sum) -> -bucket.excess().beyond(sum)).asConstraint("excess, hard")
            : sums.impactLong(SOFT, (bucket, sum) -> -bucket.excess().price() * bucket.excess().beyond(sum))
                .asConstraint("excess, soft");
    }

    private ai.timefold.solver.core.api.score.stream.tri.TriConstraintStream<Facts.Pair, Act, Act> broken(
            ConstraintFactory factory, boolean hard) {
        return factory.forEach(Facts.Pair.class).filter(pair -> pair.order().price() == null == hard)
            .join(Act.class, equal(Facts.Pair::first, Act::getIndex))
            .join(Act.class, equal((pair, a) -> pair.second(), Act::getIndex))
            .filter((pair, a, b) -> pair.off(a, b) > 0);
    }

    private ai.timefold.solver.core.api.score.stream.quad.QuadConstraintStream<Integer, Integer, Integer, Facts.Span> spans(
            ConstraintFactory factory) {
        return factory.forEach(Act.class)
            .groupBy(Act::getDay, min(Act::getStep), max(Act::getEnd))
            .join(Facts.Span.class, equal((day, first, last) -> day, Facts.Span::day));
    }
}
