//! The figures of the fairness report: how the discomfort is distributed.
//!
//! The public version has shares only; attendance numbers and the figures of single people are for organisers.

use chrono::{NaiveDate, NaiveTime};

use super::fairness_summary::{Summary, summary};
use super::programme::{EventTime, Readers};
use super::region_names::region_names;
use super::view::{Overview, PersonSummary, RuleCost};
use crate::check::{self, RegionFigures};
use crate::domain::{Conference, Instant, Placement, Schedule, Zone, hours_and_minutes};
use crate::time::Discomfort;

/// Minutes per column of the day charts.
pub const COLUMN: i64 = 30;

/// The distribution of discomfort under a schedule. Shares are in hundredths of a per cent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fairness {
    /// The event's name.
    pub name: String,
    /// The event's time zone.
    pub zone: String,
    /// The intended readers.
    pub readers: Readers,
    /// Sessions of the conference.
    pub sessions: usize,
    /// Sessions that have a place.
    pub placed: usize,
    /// The figures of the first sentences; `None` if no region attends anything.
    pub summary: Option<Summary>,
    /// Regions, the one with the largest share of its hours at night first.
    pub regions: Vec<RegionFairness>,
    /// The audiences' names, in file order.
    pub audiences: Vec<String>,
    /// Tracks, in file order, with the share that each audience has in comfort.
    pub tracks: Vec<TrackFairness>,
    /// The days on which sessions are held.
    pub days: Vec<DayStrip>,
    /// Hours per day chart: 24, or more if a day runs past midnight.
    pub hours: i64,
    /// For comparison: the same days, all beginning at one fixed hour.
    pub fixed: Option<FixedHour>,
    /// The cost, in hundredths of a discomfort-minute.
    pub cost: i64,
    /// The cost of every rule that is not off.
    pub by_rule: Vec<RuleCost>,
    /// The people with the most discomfort, the worst-off first; `None` for the public.
    pub people: Option<Vec<PersonSummary>>,
}

/// The fairness figures of a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionFairness {
    /// Its name.
    pub name: String,
    /// Its share of all people.
    pub people: i64,
    /// Its attendee-minutes; `None` for the public.
    pub minutes: Option<i64>,
    /// Its discomfort and its share of night hours.
    pub comfort: ComfortFigures,
    /// Its attendee-minutes by the hour of its own day.
    pub by_hour: [i64; 24],
    /// Its attendee-minutes by band of discomfort; see [`check::BANDS`].
    pub by_band: [i64; 4],
    /// The mean discomfort of each [`COLUMN`] of the event's day, over the days on which something is held.
    pub by_column: Vec<i64>,
}

/// The figures of a region under some schedule, in hundredths of a per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ComfortFigures {
    /// The mean discomfort of its attendee-minutes.
    pub discomfort: i64,
    /// The share of them between 23:00 and 06:00 local time.
    pub night: i64,
    /// The share of them at a discomfort of at most 10.
    pub comfortable: i64,
}

/// The share of a track that each audience can attend in comfort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackFairness {
    /// Its name.
    pub name: String,
    /// By audience; `None` if no one from it attends.
    pub reach: Vec<Option<i64>>,
}

/// A day's hours in the event's zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayStrip {
    /// The date as people write it: `Mon 2 Nov 2020`.
    pub when: String,
    /// The first start.
    pub from: EventTime,
    /// The last end.
    pub until: EventTime,
    /// Minutes from the day's midnight to the first start.
    pub first: i64,
    /// Minutes from the day's midnight to the last end.
    pub last: i64,
    /// Number of sessions.
    pub sessions: usize,
}

/// The result if every day began at the same hour, with the same sessions in the same order on the same days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedHour {
    /// The hour in UTC: the one with the lowest total discomfort.
    pub start: String,
    /// How each region would fare, in the order of [`Fairness::regions`].
    pub regions: Vec<ComfortFigures>,
}

/// Computes the fairness of a schedule. `view` is its [`overview`](crate::explain::overview::overview).
pub fn fairness(conference: &Conference, schedule: &Schedule, view: &Overview, readers: Readers) -> Fairness {
    let days = strips(conference, schedule);
    let longest = days.iter().map(|day| day.last).max().unwrap_or(0);
    let hours = ((longest + 59) / 60).max(24);
    let hourly = HourlyDiscomfort::new(conference, &days);
    let figures = check::regions(conference, schedule);
    let fixed = hourly.as_ref().and_then(|hourly| fixed(conference, schedule, hourly, &days));
    let spread = check::spread(conference, schedule);
    let names = region_names(conference, &figures);
    let attended = figures.iter().any(|region| region.attended > 0);
    let summary = attended.then(|| summary(&names, &figures, fixed.as_ref().map(|(_, figures)| figures.as_slice())));
    let mut rows: Vec<(RegionFairness, Option<ComfortFigures>)> = Vec::new();
    for (index, ((name, figures), spread)) in names.into_iter().zip(&figures).zip(&spread).enumerate() {
        let region = RegionFairness {
            name,
            people: figures.people_share / 100,
            minutes: (readers == Readers::Internal).then(|| figures.attended.saturating_add(500) / 1000),
            comfort: comfort_figures(figures),
            by_hour: spread.by_hour.map(|minutes| part(minutes, figures.attended)),
            by_band: spread.by_band.map(|minutes| part(minutes, figures.attended)),
            by_column: hourly
                .as_ref()
                .map(|hourly| hourly.by_column(conference, figures, &days, hours))
                .unwrap_or_default(),
        };
        rows.push((region, fixed.as_ref().and_then(|(_, figures)| figures.get(index)).map(comfort_figures)));
    }
    // A stable sort: equals stay in the order of the file.
    rows.sort_by_key(|(region, _)| std::cmp::Reverse((region.comfort.night, region.comfort.discomfort)));
    let (regions, others): (Vec<RegionFairness>, Vec<Option<ComfortFigures>>) = rows.into_iter().unzip();
    Fairness {
        name: conference.title().to_owned(),
        zone: conference.zone.name(),
        readers,
        sessions: view.sessions,
        placed: view.placed,
        summary,
        regions,
        audiences: conference.audiences.iter().map(|audience| audience.name.clone()).collect(),
        tracks: tracks(conference, schedule),
        days,
        hours,
        fixed: fixed.map(|(start, _)| FixedHour { start, regions: others.into_iter().flatten().collect() }),
        cost: view.cost,
        by_rule: view.by_rule.clone(),
        people: (readers == Readers::Internal).then(|| view.people.clone()),
    }
}

/// A part of a whole, in hundredths of a per cent, rounded; 0 if the whole is 0.
fn part(part: i64, whole: i64) -> i64 {
    if whole <= 0 {
        return 0;
    }
    let scaled = (i128::from(part) * 20_000 + i128::from(whole)).div_euclid(2 * i128::from(whole));
    i64::try_from(scaled).unwrap_or(i64::MAX)
}

fn comfort_figures(figures: &RegionFigures) -> ComfortFigures {
    ComfortFigures {
        // The discomfort is in hundredths of a discomfort-minute, the attendance in thousandths of a minute.
        discomfort: part(figures.discomfort.saturating_mul(10), figures.attended),
        night: part(figures.night, figures.attended),
        comfortable: part(figures.comfortable, figures.attended),
    }
}

fn tracks(conference: &Conference, schedule: &Schedule) -> Vec<TrackFairness> {
    let reach = check::reach(conference, schedule);
    let of_track = |index: usize| {
        let own = reach.iter().filter(|reach| reach.track.index() == index);
        own.map(|reach| (reach.attended > 0).then(|| part(reach.comfortable, reach.attended))).collect()
    };
    let track =
        |(index, (_, name)): (usize, &(String, String))| TrackFairness { name: name.clone(), reach: of_track(index) };
    conference.tracks.iter().enumerate().map(track).collect()
}

/// The instant of a date's midnight in the event's zone.
fn midnight(conference: &Conference, date: NaiveDate) -> Instant {
    conference.zone.first_at_or_after(date.and_time(NaiveTime::MIN))
}

fn strips(conference: &Conference, schedule: &Schedule) -> Vec<DayStrip> {
    let mut days: std::collections::BTreeMap<NaiveDate, (Instant, Instant, usize)> = Default::default();
    for (id, placement) in schedule.placed() {
        let (from, until) = (placement.start, conference.sessions[id.index()].end(placement.start));
        let day = days.entry(conference.date_at(from)).or_insert((from, until, 0));
        *day = (day.0.min(from), day.1.max(until), day.2 + 1);
    }
    let strip = |(date, (from, until, sessions)): (NaiveDate, (Instant, Instant, usize))| DayStrip {
        when: crate::domain::date(date),
        from: EventTime::new(conference.zone, from),
        until: EventTime::new(conference.zone, until),
        first: from.since(midnight(conference, date)),
        last: until.since(midnight(conference, date)),
        sessions,
    };
    days.into_iter().map(strip).collect()
}

/// The discomfort of the hours around the event, in each zone of each audience.
struct HourlyDiscomfort {
    discomfort: Discomfort,
    /// By audience and zone: the index of the table, and a relative number of people.
    zones: Vec<Vec<(usize, i128)>>,
}

impl HourlyDiscomfort {
    /// Returns `None` if nothing is held, or if the tables would be too large.
    fn new(conference: &Conference, days: &[DayStrip]) -> Option<HourlyDiscomfort> {
        const MARGIN: i64 = 2 * 24 * 60;
        let from = days.iter().map(|day| day.from.at).min()?.plus(-MARGIN);
        let until = days.iter().map(|day| day.until.at).max()?.plus(MARGIN);
        let mut discomfort = Discomfort::new(from, until.since(from));
        let mut zones = Vec::new();
        for audience in &conference.audiences {
            let shares: i128 = audience.zones.iter().map(|zone| i128::from(zone.share.micros)).sum();
            let mut of_audience = Vec::new();
            for zone in &audience.zones {
                let people = i128::from(audience.people.micros) * i128::from(zone.share.micros) / shares.max(1);
                of_audience.push((discomfort.table(audience.local_profile(zone)).ok()?, people));
            }
            zones.push(of_audience);
        }
        Some(HourlyDiscomfort { discomfort, zones })
    }

    /// Per-cent-minutes of people in `[from, until)`.
    fn sum(&self, zones: &[(usize, i128)], from: Instant, until: Instant) -> i128 {
        zones.iter().map(|&(table, people)| people * i128::from(self.discomfort.sum(table, from, until))).sum()
    }

    /// The mean discomfort of each column of the day for a region.
    fn by_column(&self, conference: &Conference, region: &RegionFigures, days: &[DayStrip], hours: i64) -> Vec<i64> {
        let audience = &conference.audiences[region.audience.index()];
        let inside = |zone: Zone| region.zones.contains(&zone);
        let of_audience = audience.zones.iter().zip(&self.zones[region.audience.index()]);
        let zones: Vec<(usize, i128)> =
            of_audience.filter(|(zone, _)| inside(zone.zone)).map(|(_, &here)| here).collect();
        let people: i128 = zones.iter().map(|zone| zone.1).sum();
        let whole = people * i128::from(COLUMN) * days.len() as i128;
        let column = |index: i64| {
            let sum: i128 = days
                .iter()
                .map(|day| day.from.at.plus(index * COLUMN - day.first))
                .map(|from| self.sum(&zones, from, from.plus(COLUMN)))
                .sum();
            // The mean over all people and minutes, in hundredths of a per cent.
            i64::try_from(if whole > 0 { (sum * 200 + whole) / (2 * whole) } else { 0 }).unwrap_or(0)
        };
        (0..hours * 60 / COLUMN).map(column).collect()
    }
}

/// Finds the best single UTC hour at which all days could begin, and the figures of each region for it, in file order.
fn fixed(
    conference: &Conference,
    schedule: &Schedule,
    hourly: &HourlyDiscomfort,
    days: &[DayStrip],
) -> Option<(String, Vec<RegionFigures>)> {
    const DAY: i64 = 24 * 60;
    let all_zones: Vec<(usize, i128)> = hourly.zones.iter().flatten().copied().collect();
    let moved = |day: &DayStrip, start: i64| (start - day.from.at.0 + DAY / 2).rem_euclid(DAY) - DAY / 2;
    let discomfort_if = |start: i64| -> i128 {
        let one = |day: &DayStrip| {
            let shift = moved(day, start);
            hourly.sum(&all_zones, day.from.at.plus(shift), day.until.at.plus(shift))
        };
        days.iter().map(one).sum()
    };
    let start = (0..DAY / COLUMN).map(|column| column * COLUMN).min_by_key(|&start| discomfort_if(start))?;
    let mut shifted = Schedule::empty(schedule.placements.len());
    for (id, placement) in schedule.placed() {
        let date = conference.date_at(placement.start);
        let day = days.iter().find(|day| day.when == crate::domain::date(date))?;
        let start = placement.start.plus(moved(day, start));
        shifted.placements[id.index()] = Some(Placement { start, ..placement });
    }
    Some((hours_and_minutes(start), check::regions(conference, &shifted)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::TrackId;
    use crate::domain::testing::{add_day, at, audience, conference, session};
    use crate::explain::overview;

    fn view(starts: &[&str], readers: Readers) -> Fairness {
        let mut conference = conference();
        add_day(&mut conference, 3, "03T00:00", "04T00:00");
        conference.audiences = vec![audience("asia", 1, &[("Asia/Tokyo", 1)]), audience("utc", 3, &[("UTC", 1)])];
        conference.sessions = (0..starts.len()).map(|i| session(&format!("s{i}"), 60)).collect();
        conference.sessions[0].track = Some(TrackId(0));
        let placements = starts.iter().map(|start| Some(Placement { start: at(start), room: None })).collect();
        let schedule = Schedule { placements };
        let report = check::check(&conference, &schedule);
        fairness(&conference, &schedule, &overview(&conference, &schedule, &report), readers)
    }

    #[test]
    fn shares_are_relative_to_each_regions_own_minutes() {
        // 15:00 UTC is midnight in Tokyo, 10:00 UTC is 19:00.
        let view = view(&["02T15:00", "03T10:00"], Readers::Public);
        let tokyo = &view.regions[0];
        assert_eq!((tokyo.name.as_str(), tokyo.people, tokyo.minutes), ("asia", 2500, None));
        assert_eq!((tokyo.by_hour[0], tokyo.by_hour[19], tokyo.by_band), (5000, 5000, [5000, 0, 0, 5000]));
        assert_eq!(tokyo.comfort, ComfortFigures { discomfort: 5500, night: 5000, comfortable: 5000 });
        assert_eq!((tokyo.by_column.len(), tokyo.by_column[30], tokyo.by_column[20]), (48, 10_000, 1_000));
        assert_eq!(view.tracks[0].reach, [Some(0), Some(10_000)]);
        assert_eq!(view.tracks[1].reach, [None, None]);
        assert!(view.people.is_none());
    }

    #[test]
    fn the_fixed_day_is_the_best_single_hour() {
        let view = view(&["02T15:00", "03T04:00"], Readers::Internal);
        assert_eq!(view.days.iter().map(|day| (day.first, day.last)).collect::<Vec<_>>(), [(900, 960), (240, 300)]);
        // At 09:00 UTC the discomfort is low for all: it is 18:00 in Tokyo.
        let fixed = view.fixed.unwrap();
        assert_eq!(fixed.start, "09:00");
        assert_eq!(fixed.regions.iter().map(|comfort| comfort.discomfort).collect::<Vec<_>>(), [1000, 0]);
        assert_eq!(view.regions[0].minutes, Some(300));
        assert_eq!(view.people, Some(vec![]));
    }

    #[test]
    fn an_empty_timetable_has_a_report() {
        let view = view(&["02T15:00"], Readers::Public);
        assert_eq!((view.hours, view.days.len()), (24, 1));
        let conference = conference();
        let schedule = Schedule::empty(0);
        let report = check::check(&conference, &schedule);
        let summary = overview(&conference, &schedule, &report);
        let none = fairness(&conference, &schedule, &summary, Readers::Public);
        assert_eq!((none.days.len(), none.fixed.is_none()), (0, true));
    }
}
