//! Changes of the lengths of sessions.

use super::draft::Draft;
use super::error::ChangeError;
use crate::domain::change::{LENGTH, LengthChange, NewLength, Pick};
use crate::instance::format::{At, Attends, Panelist};
use crate::instance::normal;

/// Makes one of these changes.
pub(super) fn apply(draft: &mut Draft, change: &LengthChange) -> Result<(), ChangeError> {
    match change {
        LengthChange::Lengthen { sessions, length } => set(draft, sessions, *length, 1),
        LengthChange::Shorten { sessions, length } => set(draft, sessions, *length, -1),
    }
}

fn set(draft: &mut Draft, sessions: &[Pick], length: NewLength, direction: i64) -> Result<(), ChangeError> {
    for session in draft.sessions(sessions)? {
        let full = draft.full(session);
        let id = normal(&full.id.value);
        let now = full.minutes.as_ref().map_or(0, |minutes| minutes.value);
        let minutes = match length {
            NewLength::To(minutes) => minutes,
            NewLength::By(minutes) => now + direction * minutes,
        };
        if !LENGTH.contains(&minutes) {
            return Err(ChangeError::new(format!(
                "the session \"{id}\" has {now} minutes; {minutes} minutes are not possible"
            ))
            .help(format!("choose a length between {} and {} minutes", LENGTH.start(), LENGTH.end())));
        }
        if (minutes - now) * direction < 0 {
            let (word, other) = if direction > 0 { ("longer", "shorten") } else { ("shorter", "lengthen") };
            let message = format!("the session \"{id}\" has {now} minutes; {minutes} minutes are not {word}");
            return Err(ChangeError::new(message).help(format!("write \"session {other}\", or another length")));
        }
        let written = &mut draft.instance.sessions[session].value;
        written.minutes = Some(minutes.into());
        // Only participants who attend a part of the session need an update.
        if full.people.iter().flatten().any(|panelist| panelist.value.attends.is_some()) {
            written.people = full.people.map(|panel| attended(panel, 0, minutes));
        }
    }
    Ok(())
}

/// The participants of the part of a session from one minute to another, without those who attend none of it.
pub(super) fn attended(mut panel: Vec<At<Panelist>>, from: i64, until: i64) -> Vec<At<Panelist>> {
    panel.retain_mut(|panelist| {
        let Some(attends) = &mut panelist.value.attends else { return true };
        let begin = attends.value.from.as_ref().map_or(0, |minute| minute.value).max(from);
        let end = attends.value.until.as_ref().map_or(until, |minute| minute.value).min(until);
        attends.value = Attends { from: Some((begin - from).into()), until: Some((end - from).into()) };
        begin < end
    });
    panel
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attended_minutes_are_cut_to_the_part_and_counted_from_its_start() {
        let panelist = |from: Option<i64>, until: Option<i64>| {
            let attends = Attends { from: from.map(At::from), until: until.map(At::from) };
            At::from(Panelist { attends: Some(attends.into()), ..Panelist::default() })
        };
        let panel =
            vec![panelist(None, Some(20)), panelist(Some(30), None), panelist(Some(10), Some(50)), At::default()];
        let parts = |panel: &[At<Panelist>]| -> Vec<Option<(i64, i64)>> {
            let part = |attends: &At<Attends>| {
                let minute = |minute: &Option<At<i64>>| minute.as_ref().map_or(-1, |minute| minute.value);
                (minute(&attends.value.from), minute(&attends.value.until))
            };
            panel.iter().map(|panelist| panelist.value.attends.as_ref().map(part)).collect()
        };
        assert_eq!(parts(&attended(panel.clone(), 0, 30)), [Some((0, 20)), Some((10, 30)), None]);
        assert_eq!(parts(&attended(panel, 30, 60)), [Some((0, 30)), Some((0, 20)), None]);
    }
}
