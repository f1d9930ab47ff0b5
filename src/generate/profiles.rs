//! The profiles: the instances that can be generated.

use super::igf::Variant;

/// An instance that can be generated.
#[derive(Debug, Clone, Copy)]
pub struct Profile {
    /// The name on the command line.
    pub name: &'static str,
    /// A description: what it contains and what it tests.
    pub about: &'static str,
    /// The largest scale, as a multiple of the real size. The limit of the format is 20,000 sessions.
    pub largest_scale: u32,
    pub(super) family: Family,
}

/// The generator of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// The forum of 2020, or a part of it.
    Igf(Variant),
    /// A series of hearings over a hundred days.
    HundredDays,
    /// Short talks in many rooms, each track in its own.
    ManyRooms,
    /// Meetings a week apart in one room, for hundreds of groups.
    OneRoomSeries,
    /// More than a thousand short talks in sixty rooms.
    ShortTalks,
    /// Short talks in common slots.
    Slots,
}

/// The largest scale of all profiles: 72 x 275 sessions are 19,800.
pub const LARGEST_SCALE: u32 = 72;

const fn igf(name: &'static str, variant: Variant, about: &'static str) -> Profile {
    Profile { name, about, largest_scale: LARGEST_SCALE, family: Family::Igf(variant) }
}

/// All profiles.
pub const PROFILES: [Profile; 10] = [
    igf(
        "igf-2020",
        Variant::Registered,
        "the Internet Governance Forum 2020: 275 sessions in 3 rooms, 1,000 people, participants as registered; 91 % \
         full, so that good hours are scarce",
    ),
    igf(
        "igf-2020-accounts",
        Variant::Accounts,
        "the same programme and people, participants as in the new accounts on the web site: it shows what another \
         weighting of the regions changes",
    ),
    igf(
        "igf-2020-phase-two",
        Variant::PhaseTwo,
        "the second phase only, 7 days, 91 % full: the sessions that must be alone, the interpreters and the orders, \
         without the easier first week",
    ),
    igf(
        "igf-2020-loose",
        Variant::Loose,
        "each second session of each type in the same rooms and days: rooms are no constraint, only hours and fairness \
         matter",
    ),
    Profile {
        name: "igf-2020-overfull",
        about: "the whole forum with 4 h 30 min of interpretation per day: impossible by one session, which the solver \
                has to find and leave out",
        largest_scale: 1,
        family: Family::Igf(Variant::Overfull),
    },
    Profile {
        name: "hundred-days",
        about: "80 series of 10 hearings over 100 days: 800 sessions in 2 rooms, each allowed in two weeks \
                only, and each second one after another session: many days, few of them for each session",
        largest_scale: 25,
        family: Family::HundredDays,
    },
    Profile {
        name: "slots",
        about: "an academic conference of 72 talks of 20 minutes in common slots, 3 rooms, 3 days: equal lengths and \
                equal days, small enough that a proof is likely",
        largest_scale: LARGEST_SCALE,
        family: Family::Slots,
    },
    Profile {
        name: "many-rooms",
        about: "a weekend of 1,100 talks of 10 to 50 minutes in 35 rooms, each track in its own room, 89 % full; three \
                rooms have no free minute, so that placing everything is the difficulty",
        largest_scale: 1,
        family: Family::ManyRooms,
    },
    Profile {
        name: "short-talks",
        about: "two afternoons of 1,500 talks of 10 to 30 minutes in 60 rooms of one kind, 91 % full, with 1,600 \
                speakers: many rooms at once, and few days",
        largest_scale: 1,
        family: Family::ShortTalks,
    },
    Profile {
        name: "one-room-series",
        about: "11 to 40 meetings in one room, a week apart, for 200 to 300 small groups in all time zones, with a high \
                weight on the group that fares worst: fairness alone decides",
        largest_scale: 1,
        family: Family::OneRoomSeries,
    },
];
