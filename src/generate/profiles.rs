//! What can be generated.

use super::igf::Variant;

/// Something that can be generated.
#[derive(Debug, Clone, Copy)]
pub struct Profile {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, and what it puts to the test.
    pub about: &'static str,
    /// How many times its real size it can be: 20,000 sessions are the limit of the format.
    pub largest_scale: u32,
    pub(super) family: Family,
}

/// Who makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// The forum of 2020, or a part of it.
    Igf(Variant),
    /// A series of hearings over a hundred days.
    HundredDays,
    /// Short talks in common slots.
    Slots,
}

/// No conference is generated at more than this times its size: 72 x 275 sessions are 19,800.
pub const LARGEST_SCALE: u32 = 72;

const fn igf(name: &'static str, variant: Variant, about: &'static str) -> Profile {
    Profile { name, about, largest_scale: LARGEST_SCALE, family: Family::Igf(variant) }
}

/// All of them.
pub const PROFILES: [Profile; 7] = [
    igf(
        "igf-2020",
        Variant::Registered,
        "the Internet Governance Forum 2020: 275 sessions in 3 rooms, 1,000 people, participants as registered; 91 % \
         full, so that every good hour is fought over",
    ),
    igf(
        "igf-2020-accounts",
        Variant::Accounts,
        "the same programme and people, participants as new accounts on the web site: what another weighting of the \
         regions changes",
    ),
    igf(
        "igf-2020-phase-two",
        Variant::PhaseTwo,
        "its second phase alone, 7 days, 91 % full: the sessions that nothing may run beside, the interpreters and the \
         orders, without the easier first week",
    ),
    igf(
        "igf-2020-loose",
        Variant::Loose,
        "every second session of each type in the same rooms and days: room is no constraint, and hours and fairness \
         decide alone",
    ),
    Profile {
        name: "igf-2020-overfull",
        about: "with four and a half hours of interpretation a day: impossible by one session, as counting minutes \
                proves; whoever solves it has to find which one to leave out",
        largest_scale: 1,
        family: Family::Igf(Variant::Overfull),
    },
    Profile {
        name: "hundred-days",
        about: "80 series of 10 hearings over 100 days: 800 sessions in 2 rooms, each with a fortnight of its own and \
                every second one after another; many days, few of them for each session",
        largest_scale: 25,
        family: Family::HundredDays,
    },
    Profile {
        name: "slots",
        about: "an academic conference of 72 talks of 20 minutes in common slots, 3 rooms, 3 days: equal lengths and \
                equal days, small enough to hope for a proof",
        largest_scale: LARGEST_SCALE,
        family: Family::Slots,
    },
];
