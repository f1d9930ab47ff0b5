//! Why statements cannot all hold, in words.

use super::{Words, is, length, list};
use crate::diagnose::feasible::{Argument, ArgumentKind};

impl Words<'_> {
    /// Why the statements of a core cannot all hold.
    pub(in crate::diagnose) fn because(self, argument: &Argument) -> String {
        match &argument.kind {
            ArgumentKind::Nowhere => {
                let who = list(argument.sessions.iter().map(|&session| self.session(session)));
                format!("No start and room satisfies all of this for {who}.")
            }
            ArgumentKind::Squeezed(session) => {
                format!("Wherever the others are, no start and room is left for {}.", self.session(*session))
            }
            ArgumentKind::Counted { what, days, needed, available } => {
                let on = if days.is_empty() { String::new() } else { format!(" on {}", self.days(days)) };
                let count = argument.sessions.len();
                let who = if count == 1 { "This session".into() } else { format!("These {count} sessions") };
                match what.rule {
                    "room-clash" => format!(
                        "{who} need rooms for {} in all{}; there {} {}{on}.",
                        length(*needed),
                        self.turnaround_included(),
                        is(*available),
                        length(*available)
                    ),
                    "service" => format!(
                        "{who} need {} for {} in all; there {} {}{on}.",
                        what.subject.first().map_or("the service", String::as_str),
                        length(*needed),
                        is(*available),
                        length(*available)
                    ),
                    "person-clash" => format!(
                        "{who} need {} for {} in all; there {} {}{on}.",
                        what.subject.join(" and "),
                        length(*needed),
                        is(*available),
                        length(*available)
                    ),
                    "person-load" => format!(
                        "{who} need {}; at three a day there is room for {available} on the days there are.",
                        what.subject.join(" and ")
                    ),
                    "alone" => format!(
                        "{who} take {} of room time{}, those beside which nothing runs taking all rooms; there {} {}{on}.",
                        length(*needed),
                        self.turnaround_included(),
                        is(*available),
                        length(*available)
                    ),
                    "track-overlap" | "apart" => format!(
                        "{who} take {} one after the other; there {} {}{on}.",
                        length(*needed),
                        is(*available),
                        length(*available)
                    ),
                    rule => format!("By the rule {rule}, {who} need {needed} and there is {available}{on}."),
                }
            }
            ArgumentKind::Exhausted => "No arrangement satisfies all of this: all were looked at.".into(),
            ArgumentKind::Program => {
                "No arrangement satisfies all of this: an integer program has tried them, to its solver's tolerance."
                    .into()
            }
        }
    }
}
