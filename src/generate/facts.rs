//! What is known about the Internet Governance Forum 2020: plain tables, with their sources. The long ones are files
//! in `data`.
//!
//! Counts, phases, days, rooms and shares are from the IGF 2020 Annual Progress Report (IGF Secretariat, January
//! 2021) and the pages of intgovforum.org on single sessions. Where the report is silent, the tables say what was
//! assumed.

use std::sync::LazyLock;

use serde::Deserialize;

/// The phases a type is held in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Phases {
    /// The first only.
    First,
    /// Either.
    #[default]
    Either,
    /// The second only.
    Second,
}

/// Who a session of the type needs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Panel {
    /// Speakers in number as in the published proposals, a moderator, a rapporteur.
    #[default]
    Speakers,
    /// A few hosts: at least, at most.
    Hosts(i64, i64),
    /// Recorded beforehand: nobody live.
    Recorded,
}

/// The themes of a type's sessions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", bound(deserialize = "'de: 'static"))]
pub(crate) enum Themes {
    /// No theme.
    #[default]
    None,
    /// All themes alike.
    Mixed,
    /// One session for each theme, named after it.
    Each,
    /// The themes first, then these, which belong to none: id and title.
    EachAnd(Vec<(&'static str, &'static str)>),
}

/// A type of session.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct TypeFacts {
    /// Its id as a type.
    pub id: &'static str,
    /// What the ids of its sessions begin with.
    pub prefix: &'static str,
    /// What the titles of its sessions begin with, where no real one is known.
    pub title: &'static str,
    /// Where it is held.
    pub phases: Phases,
    /// Count and length in minutes; the type's default length comes first.
    pub lengths: Vec<(usize, i64)>,
    /// Attendance of a usual session.
    pub attendance: u64,
    /// All sessions have that attendance; else it varies, many small and few large.
    pub even: bool,
    /// Who they need.
    pub panel: Panel,
    /// Their themes.
    pub themes: Themes,
    /// Interpreted into the six languages of the United Nations.
    pub interpreted: bool,
    /// Nothing runs beside it.
    pub alone: bool,
    /// There is one such programme item however large the conference grows.
    pub once: bool,
    /// How many of them are for one region.
    pub regional: usize,
}

/// All types: 275 sessions.
///
/// The report names 227 of the 275; the rest is filled with the kinds it names. "In addition to 80 pre-events" is
/// read as inside the 275. Lengths follow the 27 sessions whose times are known. The report gives the attendance
/// of the programme as a whole and of its high-level sessions; the other figures are assumed to fit.
pub(crate) static KINDS: LazyLock<Vec<TypeFacts>> = LazyLock::new(|| table(include_str!("data/kinds.json")));

/// A session that was really held.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Observed {
    /// Its id.
    pub id: &'static str,
    /// Its type.
    pub kind: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its length in minutes, where known and where the programme knows such a length.
    pub minutes: Option<i64>,
    /// Its theme, where known or plain from the title.
    pub track: Option<&'static str>,
    /// The region it is for, if any.
    pub region: Option<&'static str>,
}

/// All whose title is known, from the pages of intgovforum.org, organisers' pages and transcripts. The programme's
/// longest pre-events take 120 minutes: EuroDIG's took 210.
pub(crate) static OBSERVED: LazyLock<Vec<Observed>> = LazyLock::new(|| table(include_str!("data/observed.json")));

/// A regional group of the United Nations, or the intergovernmental organisations.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegionFacts {
    /// Its id as an audience.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Per cent of the registered participants (report).
    pub registered: u64,
    /// Per cent of the accounts newly made on the web site (report): a second weighting.
    pub accounts: u64,
    /// Speakers of the group in 27 published workshop proposals.
    pub speakers: u64,
    /// Zones and their weights. The report gives no numbers by country, only their order; the weights are assumed
    /// so as to keep it.
    pub zones: Vec<(&'static str, u64)>,
}

/// All groups. The shares of each weighting sum to 100.
pub(crate) static REGIONS: LazyLock<Vec<RegionFacts>> = LazyLock::new(|| table(include_str!("data/regions.json")));

/// A fact of every group, in their order.
pub(crate) fn of_regions<T>(fact: impl Fn(&RegionFacts) -> T) -> Vec<T> {
    REGIONS.iter().map(fact).collect()
}

/// The rows of a table in `data`; tests see to it that all are read.
fn table<T: Deserialize<'static>>(text: &'static str) -> Vec<T> {
    serde_json::from_str(text).unwrap_or_default()
}

/// The days of the first phase.
pub(crate) const FIRST_DAYS: [&str; 5] = ["2020-11-02", "2020-11-03", "2020-11-04", "2020-11-05", "2020-11-06"];

/// The days of the second phase: no weekend between.
pub(crate) const SECOND_DAYS: [&str; 7] =
    ["2020-11-09", "2020-11-10", "2020-11-11", "2020-11-12", "2020-11-13", "2020-11-16", "2020-11-17"];

/// Rooms: "up to three parallel tracks".
pub(crate) const ROOMS: usize = 3;

/// Starts lie on a ten-minute grid, and the same room was seen in use again after ten minutes.
pub(crate) const GRID_MINUTES: i64 = 10;

/// Minutes between two sessions in a room.
pub(crate) const TURNAROUND_MINUTES: i64 = 10;

/// The longest time from a day's first start to its last end; the longest one observed is 770.
pub(crate) const LONGEST_DAY_MINUTES: i64 = 780;

/// Earliest start and latest end of a day, in minutes after midnight UTC.
pub(crate) const HOURS: (i64, i64) = (5 * 60, 22 * 60);

/// Registered participants.
pub(crate) const REGISTERED: u64 = 6_149;

/// Connections to all sessions together: 76 for each of the 275.
pub(crate) const CONNECTIONS: u64 = 20_929;

/// People that sessions cannot run without ("more than 1,000 speakers").
pub(crate) const PEOPLE: usize = 1_000;

/// How many people per thousand are needed in one, two, three and four sessions: an assumption.
pub(crate) const SEATS_PER_PERSON: [usize; 4] = [700, 200, 70, 30];

/// How many people per thousand are away on one to three days: an assumption.
pub(crate) const AWAY_PER_THOUSAND: usize = 150;

/// How many speakers a panel has, by how many of 27 published workshop proposals have as many.
pub(crate) const SPEAKERS: [(usize, u64); 4] = [(3, 16), (4, 6), (5, 3), (7, 2)];

/// Nobody saw a panel of more.
pub(crate) const LARGEST_PANEL: usize = 7;

/// The four themes of the programme: id and name.
pub(crate) const TRACKS: [(&str, &str); 4] =
    [("data", "Data"), ("environment", "Environment"), ("inclusion", "Inclusion"), ("trust", "Trust")];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Zone;

    #[test]
    fn every_table_is_read_whole() {
        assert_eq!((KINDS.len(), OBSERVED.len(), REGIONS.len()), (18, 49, 6));
    }

    #[test]
    fn the_programme_has_275_sessions() {
        let count: usize = KINDS.iter().flat_map(|k| &k.lengths).map(|&(n, _)| n).sum();
        assert_eq!(count, 275);
    }

    #[test]
    fn each_fits_the_programme() {
        for seen in &*OBSERVED {
            let kind = KINDS.iter().find(|k| k.id == seen.kind);
            let kind = kind.unwrap_or_else(|| panic!("{}: no type {}", seen.id, seen.kind));
            assert!(seen.minutes.is_none_or(|m| kind.lengths.iter().any(|l| l.1 == m)), "{}", seen.id);
            assert!(seen.track.is_none_or(|t| TRACKS.iter().any(|known| known.0 == t)), "{}", seen.id);
            assert!(seen.region.is_none_or(|r| REGIONS.iter().any(|known| known.id == r)), "{}", seen.id);
            assert_eq!(OBSERVED.iter().filter(|other| other.id == seen.id).count(), 1, "{}", seen.id);
        }
    }

    #[test]
    fn shares_are_complete_and_zones_exist() {
        assert_eq!(REGIONS.iter().map(|r| r.registered).sum::<u64>(), 100);
        assert_eq!(REGIONS.iter().map(|r| r.accounts).sum::<u64>(), 100);
        assert_eq!(REGIONS.iter().map(|r| r.speakers).sum::<u64>(), 99, "two of the 101 are blank");
        for region in &*REGIONS {
            assert!(region.zones.iter().all(|(zone, _)| Zone::parse(zone).is_ok()));
            assert_eq!(region.zones.iter().map(|z| z.1).sum::<u64>(), region.registered * 10);
        }
    }
}
