//! Proofs that constraints cannot all hold, in words.

use super::{Words, list};
use crate::diagnose::feasibility_oracle::{InfeasibilityProof, InfeasibilityProofKind};
use crate::rules::{Shortage, rule};

impl Words<'_> {
    /// Why the constraints of a conflict cannot all hold.
    pub(in crate::diagnose) fn because(self, argument: &InfeasibilityProof) -> String {
        match &argument.kind {
            InfeasibilityProofKind::NoPlace => {
                let who = list(argument.sessions.iter().map(|&session| self.session(session)));
                format!("No start and room satisfies all these conditions for {who}.")
            }
            InfeasibilityProofKind::Blocked(session) => {
                format!("Wherever the others are, no start and room is left for {}.", self.session(*session))
            }
            InfeasibilityProofKind::Counted { what, days, needed, available } => {
                let count = argument.sessions.len();
                let short = Shortage {
                    who: if count == 1 { "This session".into() } else { format!("These {count} sessions") },
                    subject: &what.subject,
                    on: if days.is_empty() { String::new() } else { format!(" on {}", self.days(days)) },
                    needed: *needed,
                    available: *available,
                };
                rule(what.rule).shortage_sentence(self, &short)
            }
            InfeasibilityProofKind::Exhausted => {
                "No arrangement satisfies all these conditions: every one was tried.".into()
            }
            InfeasibilityProofKind::Program => {
                "No arrangement satisfies all these conditions: an integer program proves it, within its tolerance."
                    .into()
            }
        }
    }
}
