//! Changes of the event's settings: turnaround, gap, grid.

use super::draft::Draft;
use super::error::ChangeError;
use crate::domain::change::EventChange;

/// Makes one of these changes.
pub(super) fn apply(draft: &mut Draft, change: &EventChange) -> Result<(), ChangeError> {
    let instance = &mut draft.instance;
    let (number, minutes) = match change {
        EventChange::Turnaround { minutes } => (&mut instance.turnaround_minutes, minutes),
        EventChange::Gap { minutes } => (&mut instance.person_gap_minutes, minutes),
        EventChange::Grid { minutes } => (&mut instance.grid_minutes, minutes),
    };
    *number = Some((*minutes).into());
    Ok(())
}
