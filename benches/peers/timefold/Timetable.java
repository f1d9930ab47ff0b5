import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.score.buildin.hardmediumsoftlong.HardMediumSoftLongScore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A model, and where its activities are. */
@PlanningSolution
public class Timetable {
    @PlanningEntityCollectionProperty
    public List<Act> acts = new ArrayList<>();
    @ProblemFactCollectionProperty
    public List<Object> facts = new ArrayList<>();
    @PlanningScore
    public HardMediumSoftLongScore score;

    /** An exported model. */
    static Timetable of(Map<String, Object> model) {
        Timetable timetable = new Timetable();
        Act.Place[] places = places(model);
        int kinds = list(model, "classes").size();
        for (Object read : list(model, "activities")) {
            timetable.acts.add(act(map(read), timetable.acts.size(), places, kinds));
        }
        timetable.profiles(model, places);
        timetable.excesses(model);
        timetable.others(model);
        return timetable;
    }

    /** Every start with every class. */
    private static Act.Place[] places(Map<String, Object> model) {
        List<Object> starts = list(model, "starts");
        int kinds = list(model, "classes").size();
        Act.Place[] places = new Act.Place[starts.size() * kinds];
        for (int start = 0; start < starts.size(); start++) {
            int[] of = ints(starts.get(start));
            for (int kind = 0; kind < kinds; kind++) {
                places[start * kinds + kind] = new Act.Place(start, kind, of[0], of[1], of[2]);
            }
        }
        return places;
    }

    private static Act act(Map<String, Object> read, int index, Act.Place[] places, int kinds) {
        Act act = new Act();
        act.index = index;
        act.duration = integer(read, "duration");
        act.unplaced = number(read, "unplaced");
        act.kinds = kinds;
        act.cost = new long[places.length];
        act.places = new ArrayList<>();
        List<Object> base = list(read, "start_cost");
        List<Object> extra = list(read, "place_cost");
        for (int at = 0; at < places.length; at++) {
            Long cost = (Long) base.get(at / kinds);
            Long more = extra == null ? Long.valueOf(0) : (Long) extra.get(at);
            if (cost != null && more != null) {
                act.cost[at] = cost + more;
                act.places.add(places[at]);
            }
        }
        return act;
    }

    private void profiles(Map<String, Object> model, Act.Place[] places) {
        int id = 0;
        for (Object read : list(model, "profiles")) {
            Map<String, Object> of = map(read);
            List<Object> uses = list(of, "uses");
            int last = integer(model, "horizon");
            Facts.Profile profile =
                new Facts.Profile(id++, integer(of, "capacity"), (Long) of.get("price"), 0, last, uses.size());
            for (Object use : uses) {
                List<Object> u = list(use);
                int kind = u.get(1) == null ? -1 : integer(u.get(1));
                Facts.Use added = new Facts.Use(integer(u.get(0)), profile, kind, integer(u.get(2)), integer(u.get(3)),
                    integer(u.get(4)));
                facts.add(added);
                if (profile.price() == null) {
                    acts.get(added.act()).demand += (long) added.amount() * (added.until() - added.from());
                }
            }
        }
    }

    private void excesses(Map<String, Object> model) {
        List<Object> measures = new ArrayList<>();
        list(model, "measures").forEach(measure -> measures.add(longs(measure)));
        int id = 0;
        for (Object read : list(model, "excesses")) {
            Map<String, Object> of = map(read);
            Facts.Excess excess =
                new Facts.Excess(id++, number(of, "buckets"), number(of, "bound"), (Long) of.get("price"));
            facts.add(excess);
            Facts.Bucket[] own = new Facts.Bucket[(int) excess.buckets()];
            for (int bucket = 0; bucket < own.length; bucket++) {
                own[bucket] = new Facts.Bucket(excess, bucket);
            }
            // Terms of the same table share their buckets.
            Map<Object, Facts.Bucket[]> known = new HashMap<>();
            for (Object term : list(of, "terms")) {
                List<Object> t = list(term);
                long[] amounts = (long[]) measures.get(integer(t.get(1)));
                List<Object> table = t.get(2) == null ? null : list(list(model, "buckets").get(integer(t.get(2))));
                Facts.Bucket[] buckets = known.computeIfAbsent(t.get(2), key -> {
                    Facts.Bucket[] made = new Facts.Bucket[amounts.length];
                    for (int start = 0; start < made.length; start++) {
                        Object bucket = table == null ? Long.valueOf(0) : table.get(start);
                        made[start] = bucket == null ? null : own[integer(bucket)];
                    }
                    return made;
                });
                facts.add(new Facts.Term(integer(t.get(0)), excess, amounts, buckets));
            }
        }
    }

    private void others(Map<String, Object> model) {
        int id = 0;
        for (Object read : list(model, "distincts")) {
            Map<String, Object> of = map(read);
            Facts.Distinct distinct = new Facts.Distinct(id++, number(of, "free"), number(of, "price"));
            for (Object term : list(of, "terms")) {
                int[] t = ints(term);
                facts.add(new Facts.Touch(t[0], distinct, ints(list(model, "buckets").get(t[1]))));
            }
        }
        for (Object read : list(model, "orders")) {
            Map<String, Object> of = map(read);
            Map<String, Object> ask = map(of.get("ask"));
            Object region = of.get("region") == null ? null : list(model, "regions").get(integer(of, "region"));
            Facts.Order order = new Facts.Order(id++, "days".equals(ask.get("kind")), number(ask, "least"),
                (Long) ask.get("most"), Boolean.TRUE.equals(ask.get("either")), Boolean.TRUE.equals(ask.get("same_class")),
                region == null ? null : booleans(region), (Long) of.get("price"));
            for (Object pair : list(of, "pairs")) {
                facts.add(new Facts.Pair(order, ints(pair)[0], ints(pair)[1]));
            }
        }
        for (Object read : list(model, "spans")) {
            Map<String, Object> of = map(read);
            facts.add(new Facts.Span(integer(of, "day"), (Long) of.get("longest"), number(of, "price")));
        }
        for (Object read : list(model, "worsts")) {
            Map<String, Object> of = map(read);
            Facts.Worst worst = new Facts.Worst(id++, integer(of, "groups"));
            for (Object term : list(of, "terms")) {
                Map<String, Object> t = map(term);
                facts.add(new Facts.Cells(integer(t, "activity"), worst, integer(t, "first"),
                    integer(t, "width"), longs(t.get("cells"))));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    private static List<Object> list(Map<String, Object> from, String key) {
        return list(from.get(key));
    }

    private static int integer(Object value) {
        return Math.toIntExact((Long) value);
    }

    private static int integer(Map<String, Object> from, String key) {
        return integer(from.get(key));
    }

    private static long number(Map<String, Object> from, String key) {
        return (Long) from.get(key);
    }

    private static long[] longs(Object value) {
        return list(value).stream().mapToLong(number -> (Long) number).toArray();
    }

    /** Integers; null is -1. */
    private static int[] ints(Object value) {
        return list(value).stream().mapToInt(number -> number == null ? -1 : integer(number)).toArray();
    }

    private static boolean[] booleans(Object value) {
        List<Object> list = list(value);
        boolean[] found = new boolean[list.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = (Boolean) list.get(i);
        }
        return found;
    }
}
