//! What is known about the Internet Governance Forum 2020: plain tables, with their sources.
//!
//! Counts, phases, days, rooms and shares are from the IGF 2020 Annual Progress Report (IGF Secretariat, January
//! 2021) and the pages of intgovforum.org on single sessions. Where the report is silent, the tables say what was
//! assumed.

mod kinds;
mod observed;
mod regions;

pub use kinds::{KINDS, Kind, Panel, Phases, Themes};
pub use observed::OBSERVED;
pub use regions::{REGIONS, Region};

/// The days of the first phase.
pub const FIRST_DAYS: [&str; 5] = ["2020-11-02", "2020-11-03", "2020-11-04", "2020-11-05", "2020-11-06"];

/// The days of the second phase: no weekend between.
pub const SECOND_DAYS: [&str; 7] =
    ["2020-11-09", "2020-11-10", "2020-11-11", "2020-11-12", "2020-11-13", "2020-11-16", "2020-11-17"];

/// Rooms: "up to three parallel tracks".
pub const ROOMS: usize = 3;

/// Starts lie on a ten-minute grid, and the same room was seen in use again after ten minutes.
pub const GRID_MINUTES: i64 = 10;

/// Minutes between two sessions in a room.
pub const TURNAROUND_MINUTES: i64 = 10;

/// The longest time from a day's first start to its last end; the longest one observed is 770.
pub const LONGEST_DAY_MINUTES: i64 = 780;

/// Earliest start and latest end of a day, in minutes after midnight UTC.
pub const HOURS: (i64, i64) = (5 * 60, 22 * 60);

/// Registered participants.
pub const REGISTERED: u64 = 6_149;

/// Connections to all sessions together: 76 for each of the 275.
pub const CONNECTIONS: u64 = 20_929;

/// People that sessions cannot run without ("more than 1,000 speakers").
pub const PEOPLE: usize = 1_000;

/// How many people per thousand are needed in one, two, three and four sessions: an assumption.
pub const SEATS_PER_PERSON: [usize; 4] = [700, 200, 70, 30];

/// How many people per thousand are away on one to three days: an assumption.
pub const AWAY_PER_THOUSAND: usize = 150;

/// How many speakers a panel has, by how many of 27 published workshop proposals have as many.
pub const SPEAKERS: [(usize, u64); 4] = [(3, 16), (4, 6), (5, 3), (7, 2)];

/// Nobody saw a panel of more.
pub const LARGEST_PANEL: usize = 7;

/// The four themes of the programme: id and name.
pub const TRACKS: [(&str, &str); 4] =
    [("data", "Data"), ("environment", "Environment"), ("inclusion", "Inclusion"), ("trust", "Trust")];
