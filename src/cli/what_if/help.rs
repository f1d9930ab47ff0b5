//! `plenary what-if --help changes`.

use crate::app::{CHANGES, ChangeKind};
use crate::report::text::wrap;

/// Width of the help text, in columns.
const COLUMNS: usize = 80;

/// All changes: their syntax, what they do, and an example.
pub(super) fn changes() -> String {
    let mut out = wrap(
        "",
        "The changes of a case are separated by semicolons and applied in their order. Put an id in quotes if it \
         contains a space or is a word of the change (\"none\"). Write a comma of an id as \\, in a list. \
         SESSIONS is a list of ids (a,b), or type=TYPE, track=TRACK or tag=TAG for all sessions of a kind. LENGTH is a \
         number of minutes (90) or like 1h30. DATE is like 2027-03-04 or '4 Mar'. TIME is like 2027-03-04T09:30 or \
         '4 Mar 09:30' in the event's time zone, or has an offset. If a change removes something, all references to it \
         are removed as well.",
        COLUMNS,
    );
    for family in CHANGES {
        out.push('\n');
        out.extend(family.iter().map(change_help));
    }
    out
}

fn change_help(kind: &ChangeKind) -> String {
    let mut out = wrap("  ", &format!("{} {}", kind.name, kind.arguments), COLUMNS);
    let needs = if kind.needs_schedule { " Needs --from." } else { "" };
    out.push_str(&wrap("      ", &format!("{}{needs}", kind.sentence), COLUMNS));
    out.push_str(&wrap("      example: ", kind.example, COLUMNS));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_lists_each_change_and_is_at_most_eighty_columns_wide() {
        let shown = changes();
        assert!(shown.lines().all(|line| line.chars().count() <= COLUMNS), "{shown}");
        for kind in CHANGES.iter().copied().flatten() {
            assert!(shown.contains(kind.name), "{}", kind.name);
        }
    }
}
