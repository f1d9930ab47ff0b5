//! `plenary what-if --help changes`.

use crate::app::{CHANGES, ChangeKind};
use crate::report::text::wrap;

/// The help is as wide.
const COLUMNS: usize = 80;

/// Every change: how it is written, what it does, an example.
pub(super) fn changes() -> String {
    let mut out = wrap(
        "",
        "Changes of a case, one after another with ; between them. An id with white space in it stands in quotes, \
         and so does one that means something else here (\"none\"); in a list a comma of an id is written \\,. \
         SESSIONS is ids with commas between (a,b), or all of a kind: type=TYPE, track=TRACK, tag=TAG. LENGTH is minutes \
         (90) or like 1h30, DATE 2027-03-04, TIME 2027-03-04T09:30 in the event's zone or with an offset. What a change \
         takes out is taken out wherever it is named.",
        COLUMNS,
    );
    for family in CHANGES {
        out.push('\n');
        out.extend(family.iter().map(one));
    }
    out
}

fn one(kind: &ChangeKind) -> String {
    let mut out = wrap("  ", &format!("{} {}", kind.name, kind.arguments), COLUMNS);
    let needs = if kind.needs_schedule { " Needs --from." } else { "" };
    out.push_str(&wrap("      ", &format!("{}{needs}", kind.sentence), COLUMNS));
    out.push_str(&wrap("      like: ", kind.example, COLUMNS));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_is_there_within_eighty_columns() {
        let shown = changes();
        assert!(shown.lines().all(|line| line.chars().count() <= COLUMNS), "{shown}");
        for kind in CHANGES.iter().copied().flatten() {
            assert!(shown.contains(kind.name), "{}", kind.name);
        }
    }
}
