//! Facts about the Internet Governance Forum 2020: tables with their sources. The long tables are files in `data`.
//!
//! Counts, phases, days, rooms and shares are from the IGF 2020 Annual Progress Report (IGF Secretariat, January 2021)
//! and from the pages of intgovforum.org on single sessions. The comments on the tables state what was assumed.

use std::sync::LazyLock;

use serde::Deserialize;

/// The phases in which sessions of a type take place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Phases {
    /// The first phase only.
    First,
    /// Either phase.
    #[default]
    Either,
    /// The second phase only.
    Second,
}

/// The people whom a session of a type needs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Panel {
    /// As many speakers as in the published proposals, a moderator, a rapporteur.
    #[default]
    Speakers,
    /// A few hosts: the least and the greatest number.
    Hosts(i64, i64),
    /// No people: the session is recorded in advance.
    Recorded,
}

/// The themes of the sessions of a type.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", bound(deserialize = "'de: 'static"))]
pub(crate) enum Themes {
    /// No theme.
    #[default]
    None,
    /// All themes, equally often.
    Mixed,
    /// One session for each theme, named after it.
    Each,
    /// First one session for each theme, then these sessions without a theme: id and title.
    EachAnd(Vec<(&'static str, &'static str)>),
}

/// A type of session.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct TypeFacts {
    /// The id of the type.
    pub id: &'static str,
    /// The prefix of the ids of its sessions.
    pub prefix: &'static str,
    /// The prefix of the titles of its sessions, if no real title is known.
    pub title: &'static str,
    /// The phases in which they take place.
    pub phases: Phases,
    /// Counts and lengths in minutes; the default length of the type comes first.
    pub lengths: Vec<(usize, i64)>,
    /// The attendance of a usual session.
    pub attendance: u64,
    /// Whether all sessions have that attendance. Otherwise it varies: most sessions are small, few are large.
    pub even: bool,
    /// The people whom they need.
    pub panel: Panel,
    /// The themes of its sessions.
    pub themes: Themes,
    /// Whether they are interpreted into the six languages of the United Nations.
    pub interpreted: bool,
    /// Whether no other session takes place at the same time.
    pub alone: bool,
    /// Whether the number of these sessions stays the same at a larger scale.
    pub once: bool,
    /// The number of sessions that are for one region.
    pub regional: usize,
}

/// All types: 275 sessions.
///
/// The report names the types of 227 sessions; the others have types that the report names. "In addition to 80
/// pre-events" is read as part of the 275. The lengths follow the 27 sessions with known times. The report gives the
/// attendance of the whole programme and of its high-level sessions; the other numbers are assumed so that they fit.
pub(crate) static KINDS: LazyLock<Vec<TypeFacts>> = LazyLock::new(|| table(include_str!("data/kinds.json")));

/// A session that really took place.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Observed {
    /// The id.
    pub id: &'static str,
    /// The id of its type.
    pub kind: &'static str,
    /// The title.
    pub title: &'static str,
    /// The length in minutes, if it is known and its type has this length.
    pub minutes: Option<i64>,
    /// The theme, if it is known or clear from the title.
    pub track: Option<&'static str>,
    /// The region it is for, if any.
    pub region: Option<&'static str>,
}

/// All sessions with a known title, from the pages of intgovforum.org, pages of organisers, and transcripts. The
/// longest pre-events here have 120 minutes; in reality that of EuroDIG had 210.
pub(crate) static OBSERVED: LazyLock<Vec<Observed>> = LazyLock::new(|| table(include_str!("data/observed.json")));

/// A regional group of the United Nations, or the intergovernmental organisations.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegionFacts {
    /// The id of its audience.
    pub id: &'static str,
    /// The name.
    pub name: &'static str,
    /// Its share of the registered participants, in per cent (report).
    pub registered: u64,
    /// Its share of the new accounts on the web site, in per cent (report): a second weighting.
    pub accounts: u64,
    /// The number of its speakers in 27 published workshop proposals.
    pub speakers: u64,
    /// Time zones and their weights. The report gives no numbers by country, only their order; the assumed weights keep
    /// this order.
    pub zones: Vec<(&'static str, u64)>,
}

/// All groups. The shares of each weighting add up to 100.
pub(crate) static REGIONS: LazyLock<Vec<RegionFacts>> = LazyLock::new(|| table(include_str!("data/regions.json")));

/// A fact of each group, in the order of the groups.
pub(crate) fn of_regions<T>(fact: impl Fn(&RegionFacts) -> T) -> Vec<T> {
    REGIONS.iter().map(fact).collect()
}

/// The rows of a table in `data`. Tests check that all rows are read.
fn table<T: Deserialize<'static>>(text: &'static str) -> Vec<T> {
    serde_json::from_str(text).unwrap_or_default()
}

/// The days of the first phase.
pub(crate) const FIRST_DAYS: [&str; 5] = ["2020-11-02", "2020-11-03", "2020-11-04", "2020-11-05", "2020-11-06"];

/// The days of the second phase, without the weekend.
pub(crate) const SECOND_DAYS: [&str; 7] =
    ["2020-11-09", "2020-11-10", "2020-11-11", "2020-11-12", "2020-11-13", "2020-11-16", "2020-11-17"];

/// The number of rooms: "up to three parallel tracks".
pub(crate) const ROOMS: usize = 3;

/// The grid of starts in minutes, as observed.
pub(crate) const GRID_MINUTES: i64 = 10;

/// The minutes between two sessions in a room: rooms were observed in use again after ten minutes.
pub(crate) const TURNAROUND_MINUTES: i64 = 10;

/// The longest time in minutes from the first start to the last end of a day. The longest observed one is 770.
pub(crate) const LONGEST_DAY_MINUTES: i64 = 780;

/// The earliest start and the latest end of a day, in minutes after midnight UTC.
pub(crate) const HOURS: (i64, i64) = (5 * 60, 22 * 60);

/// The number of registered participants.
pub(crate) const REGISTERED: u64 = 6_149;

/// The number of connections to all sessions together: 76 for each of the 275.
pub(crate) const CONNECTIONS: u64 = 20_929;

/// The number of people whom sessions need ("more than 1,000 speakers").
pub(crate) const PEOPLE: usize = 1_000;

/// Of 1,000 people, the numbers needed in one, two, three and four sessions: an assumption.
pub(crate) const SEATS_PER_PERSON: [usize; 4] = [700, 200, 70, 30];

/// Of 1,000 people, the number who are away for one to three days: an assumption.
pub(crate) const AWAY_PER_THOUSAND: usize = 150;

/// Numbers of speakers of a panel, each with the number of workshop proposals (of 27 published ones) that have it.
pub(crate) const SPEAKERS: [(usize, u64); 4] = [(3, 16), (4, 6), (5, 3), (7, 2)];

/// The largest observed panel.
pub(crate) const LARGEST_PANEL: usize = 7;

/// The four themes of the programme: id and name.
pub(crate) const TRACKS: [(&str, &str); 4] =
    [("data", "Data"), ("environment", "Environment"), ("inclusion", "Inclusion"), ("trust", "Trust")];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Zone;

    #[test]
    fn all_rows_of_the_tables_are_read() {
        assert_eq!((KINDS.len(), OBSERVED.len(), REGIONS.len()), (18, 49, 6));
    }

    #[test]
    fn the_programme_has_275_sessions() {
        let count: usize = KINDS.iter().flat_map(|k| &k.lengths).map(|&(n, _)| n).sum();
        assert_eq!(count, 275);
    }

    #[test]
    fn each_observed_session_fits_the_programme() {
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
