//! More is needed than there is, as counting proves.

use super::words::{is, length};

/// More of something is needed than there is. A rule says it in its own words.
pub(crate) struct Shortage<'a> {
    /// Who needs it: `These 3 sessions`.
    pub(crate) who: String,
    /// Ids of what is needed: the subject of the rule's primitive.
    pub(crate) subject: &'a [String],
    /// On which days: ` on Mon 2 Nov 2020`; empty where days do not matter.
    pub(crate) on: String,
    /// How much is needed at least, mostly in minutes.
    pub(crate) needed: i64,
    /// How much there is at most, in the same unit.
    pub(crate) available: i64,
}

impl Shortage<'_> {
    /// How much is needed, as a length of time.
    pub(crate) fn needed_time(&self) -> String {
        length(self.needed)
    }

    /// How much time there is: `there are 2 h on Mon 2 Nov 2020`.
    pub(crate) fn there_is(&self) -> String {
        format!("there {} {}{}", is(self.available), length(self.available), self.on)
    }

    /// Sessions that cannot overlap, and take too long for that.
    pub(crate) fn one_after_the_other(&self) -> String {
        format!("{} take {} one after the other; {}.", self.who, self.needed_time(), self.there_is())
    }
}
