import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;

/** An activity; its one variable is where it is. */
@PlanningEntity
public class Act {
    /** A start and a class; one object for each, so that activities can swap them. */
    public record Place(int start, int kind, int step, int day, int date) {}

    @PlanningId
    public int index;
    public int duration;
    public long unplaced;
    /** Steps and units of hard profiles that it uses. */
    public long demand;
    /** Cost by start and class. */
    public long[] cost;
    public int kinds;
    public List<Place> places;

    @PlanningVariable(valueRangeProviderRefs = "places", allowsUnassigned = true)
    public Place place;

    @ValueRangeProvider(id = "places")
    public List<Place> getPlaces() {
        return places;
    }

    public int getIndex() {
        return index;
    }

    public int getDay() {
        return place.day();
    }

    public int getStep() {
        return place.step();
    }

    public int getEnd() {
        return place.step() + duration;
    }

    public long getCost() {
        return cost[place.start() * kinds + place.kind()];
    }
}
