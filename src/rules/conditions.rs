//! Conditions on the start of a single session. Several rules use them.

use num_integer::gcd;

use crate::domain::{Conference, DayId, Instant, RoomId, Session, Slot, Window};

/// Whether the day's phase takes the session's type.
pub(super) fn phase_takes(conference: &Conference, session: &Session, day: DayId) -> bool {
    conference.phase_takes(conference.days[day.index()].phase, session.session_type)
}

/// The slots of a day's phase that begin at `start`; `None` where the phase has no slots at all.
pub(super) fn slots_at(conference: &Conference, day: DayId, start: Instant) -> Option<Vec<&Slot>> {
    let slots = &conference.phases[conference.days[day.index()].phase.index()].slots;
    (!slots.is_empty()).then(|| slots.iter().filter(|slot| slot.window.from == start).collect())
}

/// Whether one of the slots lasts until `end` and is available in the room; `None` accepts any room.
pub(super) fn slot_takes(slots: &[&Slot], end: Instant, room: Option<RoomId>) -> bool {
    slots.iter().any(|slot| {
        let available = |room| slot.rooms.as_ref().is_none_or(|rooms| rooms.contains(&room));
        end <= slot.window.until && room.is_none_or(available)
    })
}

/// Whether `[start, end)` lies within a day's earliest and latest hours.
pub(super) fn within_hours(conference: &Conference, day: DayId, start: Instant, end: Instant) -> bool {
    let day = &conference.days[day.index()];
    day.earliest <= start && end <= day.latest
}

/// Makes the grid fine enough for a start off the grid, so that the start stays possible after the constraint that
/// allowed it is relaxed.
pub(super) fn refine_grid(c: &mut Conference, start: Instant) {
    c.grid_minutes = gcd(c.grid_minutes.max(1), start.since(c.origin()));
}

/// When a session may take place.
pub(super) struct Allowed {
    windows: Option<Vec<Window>>,
    fixed: Option<Instant>,
}

impl Allowed {
    /// Reads a session's windows and its fixed start.
    pub(super) fn of(session: &Session) -> Allowed {
        Allowed { windows: session.allowed.as_deref().map(union), fixed: session.fixed.map(|fixed| fixed.start) }
    }

    /// Whether the programme allows every start.
    pub(super) fn always(&self) -> bool {
        self.windows.is_none() && self.fixed.is_none()
    }

    /// Whether the session may take place over `[start, end)`.
    pub(super) fn takes(&self, start: Instant, end: Instant) -> bool {
        let inside = |windows: &Vec<Window>| windows.iter().any(|w| w.from <= start && end <= w.until);
        self.fixed.is_none_or(|fixed| fixed == start) && self.windows.as_ref().is_none_or(inside)
    }
}

/// The union of windows as disjoint ones, ascending; those that touch become one.
pub(super) fn union(windows: &[Window]) -> Vec<Window> {
    let mut sorted = windows.to_vec();
    sorted.sort_unstable();
    let mut union: Vec<Window> = Vec::with_capacity(sorted.len());
    for window in sorted {
        match union.last_mut() {
            Some(last) if window.from <= last.until => last.until = last.until.max(window.until),
            _ => union.push(window),
        }
    }
    union
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::at;

    #[test]
    fn touching_windows_become_one() {
        let window = |from, until| Window { from: at(from), until: at(until) };
        let windows = [window("02T12:00", "02T13:00"), window("02T08:00", "02T10:00"), window("02T10:00", "02T11:00")];
        assert_eq!(union(&windows), [window("02T08:00", "02T11:00"), window("02T12:00", "02T13:00")]);
    }
}
