//! Shortages that counting proves: more is needed than is available.

use super::words::{is, length};

/// More of something is needed than is available. Each rule has its own sentence for it.
pub(crate) struct Shortage<'a> {
    /// Who needs it: `These 3 sessions`.
    pub(crate) who: String,
    /// The ids of what is needed: the subject of the rule's primitive.
    pub(crate) subject: &'a [String],
    /// The days: ` on Mon 2 Nov 2020`; empty if days do not matter.
    pub(crate) on: String,
    /// The amount needed at least, usually in minutes.
    pub(crate) needed: i64,
    /// The amount available at most, in the same unit.
    pub(crate) available: i64,
}

impl Shortage<'_> {
    /// The amount needed, as a length of time.
    pub(crate) fn needed_time(&self) -> String {
        length(self.needed)
    }

    /// The amount available, as a clause: `there are 2 h on Mon 2 Nov 2020`.
    pub(crate) fn there_is(&self) -> String {
        format!("there {} {}{}", is(self.available), length(self.available), self.on)
    }

    /// The sentence for sessions that cannot overlap and take too long one after the other.
    pub(crate) fn one_after_the_other(&self) -> String {
        format!("{} take {} one after the other; {}.", self.who, self.needed_time(), self.there_is())
    }
}
