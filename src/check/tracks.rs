//! `track-overlap`, `tag-overlap`, `track-spread`, `track-cluster`, `track-reach`: sessions of one track or tag.

use crate::domain::{Instant, RuleId, SessionId, Strength, TagId, TrackId, length};

use super::context::{Context, PlacedSession, weight};
use super::exact_arithmetic::{self, MICROS};
use super::findings::Findings;
use super::minutes::MinuteMeasure;
use super::sweep::{self, Interval};
use super::words;

/// The tenths of the mean attendance that are assumed to want two sessions of one track, or of one tag.
const TRACK_TENTHS: i128 = 3;
const TAG_TENTHS: i128 = 1;

/// All sessions of a track, placed or not.
pub(super) fn of_track(ctx: &Context<'_>, track: TrackId) -> Vec<SessionId> {
    ctx.conference.session_ids().filter(|&id| ctx.session(id).track == Some(track)).collect()
}

/// All sessions with a tag, placed or not.
pub(super) fn of_tag(ctx: &Context<'_>, tag: TagId) -> Vec<SessionId> {
    ctx.conference.session_ids().filter(|&id| ctx.session(id).tags.contains(&tag)).collect()
}

/// `track-overlap`: sessions of one track at once.
pub(super) fn track_overlap(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    for track in (0..ctx.conference.tracks.len()).map(TrackId::new) {
        let sessions = of_track(ctx, track);
        let intervals = intervals(ctx, &sessions);
        if strength != Strength::Hard {
            charge(&intervals, track_price(ctx, strength, &sessions), out);
            continue;
        }
        let c = ctx.conference;
        for (first, second) in sweep::collisions(&intervals) {
            let message = format!(
                "{} starts at {}, {} before {} ends at {}; sessions of the track {} may not overlap",
                words::session(c, second.session),
                words::time(c, second.from),
                length(first.until.since(second.from)),
                words::session(c, first.session),
                c.zone.clock_after(second.from, first.until),
                c.tracks[track.index()].0,
            );
            out.broken(message, &[first.session, second.session], &[], &[]);
        }
    }
}

/// `tag-overlap`: sessions with one tag at once.
pub(super) fn tag_overlap(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    for tag in (0..ctx.conference.tags.len()).map(TagId::new) {
        let sessions = of_tag(ctx, tag);
        charge(&intervals(ctx, &sessions), tag_price(ctx, strength, &sessions), out);
    }
}

fn intervals(ctx: &Context<'_>, sessions: &[SessionId]) -> Vec<Interval> {
    sessions.iter().filter_map(|&id| ctx.placed(id)).map(|placed| placed.span(0)).collect()
}

fn charge(intervals: &[Interval], price: Option<i64>, out: &mut Findings) {
    for crowd in sweep::crowds(intervals, 1) {
        let sessions = sweep::during(intervals, crowd.from, crowd.until);
        let here: Vec<Interval> = intervals.iter().filter(|s| sessions.contains(&s.session)).copied().collect();
        let minutes = sweep::minutes_above(&clipped(&here, crowd.from, crowd.until), 1);
        out.charge(exact_arithmetic::times(price, minutes), &sessions, None);
    }
}

fn clipped(intervals: &[Interval], from: Instant, until: Instant) -> Vec<Interval> {
    intervals.iter().map(|s| Interval { from: s.from.max(from), until: s.until.min(until), ..*s }).collect()
}

/// The price of one minute of a track's overlap.
pub(super) fn track_price(ctx: &Context<'_>, strength: Strength, sessions: &[SessionId]) -> Option<i64> {
    overlap_price(ctx, strength, sessions, TRACK_TENTHS)
}

/// The price of one minute of a tag's overlap.
pub(super) fn tag_price(ctx: &Context<'_>, strength: Strength, sessions: &[SessionId]) -> Option<i64> {
    overlap_price(ctx, strength, sessions, TAG_TENTHS)
}

fn overlap_price(ctx: &Context<'_>, strength: Strength, sessions: &[SessionId], tenths: i128) -> Option<i64> {
    if sessions.is_empty() {
        return Some(0);
    }
    let attendance = sum_of(ctx, sessions, |s| s.attendance);
    exact_arithmetic::half_up(&[weight(strength), tenths, attendance, 100], 10 * MICROS * sessions.len() as i128)
}

fn sum_of(ctx: &Context<'_>, sessions: &[SessionId], what: impl Fn(&crate::domain::Session) -> i64) -> i128 {
    sessions.iter().map(|&id| i128::from(what(ctx.session(id)))).sum()
}

/// The price of one session of a track on the wrong day: 0.3 x the track's mean attendance x its mean length.
fn day_price(ctx: &Context<'_>, strength: Strength, sessions: &[SessionId]) -> Option<i64> {
    let count = sessions.len() as i128;
    let factors = [
        weight(strength),
        TRACK_TENTHS,
        sum_of(ctx, sessions, |s| s.attendance),
        sum_of(ctx, sessions, |s| s.minutes),
        100,
    ];
    exact_arithmetic::half_up(&factors, exact_arithmetic::product(&[10, MICROS, count, count])?)
}

/// Each track's sessions, and its placed sessions by day.
fn by_day(ctx: &Context<'_>) -> Vec<(Vec<SessionId>, Vec<Vec<SessionId>>)> {
    let days = ctx.days();
    let of = |track: TrackId| {
        let on = |day: &Vec<PlacedSession>| -> Vec<SessionId> {
            day.iter().map(|placed| placed.session).filter(|&id| ctx.session(id).track == Some(track)).collect()
        };
        (of_track(ctx, track), days.iter().map(on).collect())
    };
    (0..ctx.conference.tracks.len()).map(TrackId::new).map(of).filter(|(all, _)| !all.is_empty()).collect()
}

/// `track-spread`: no more sessions of a track on one day than its even share.
pub(super) fn track_spread(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    let c = ctx.conference;
    for (all, days) in by_day(ctx) {
        let takes =
            |day: &&crate::domain::Day| all.iter().any(|&id| c.phase_takes(day.phase, ctx.session(id).session_type));
        let possible = c.days.iter().filter(takes).count();
        if possible == 0 {
            continue;
        }
        let even = all.len().div_ceil(possible);
        for sessions in days {
            let above = sessions.len().saturating_sub(even) as i64;
            out.charge(exact_arithmetic::times(day_price(ctx, strength, &all), above), &sessions, None);
        }
    }
}

/// `track-cluster`: all sessions of a track on one day.
pub(super) fn track_cluster(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    for (all, days) in by_day(ctx) {
        let touched = days.iter().filter(|sessions| !sessions.is_empty()).count() as i64;
        let placed: Vec<SessionId> = days.into_iter().flatten().collect();
        out.charge(exact_arithmetic::times(day_price(ctx, strength, &all), (touched - 1).max(0)), &placed, None);
    }
}

/// `track-reach`: each audience can attend its share of each track in comfort.
pub(super) fn track_reach(ctx: &Context<'_>, strength: Strength, out: &mut Findings) {
    let c = ctx.conference;
    let setting = c.rules[RuleId::TrackReach].share;
    let share = setting.map_or(MICROS / 2, |share| share.micros.into());
    for track in (0..c.tracks.len()).map(TrackId::new) {
        let all = of_track(ctx, track);
        let placed: Vec<PlacedSession> = all.iter().filter_map(|&id| ctx.placed(id)).collect();
        let ids: Vec<SessionId> = placed.iter().map(|placed| placed.session).collect();
        for (index, audience) in c.audiences.iter().enumerate() {
            if strength == Strength::Hard {
                let missing = exact_arithmetic::sum(placed.iter().map(|placed| {
                    let wanted = exact_arithmetic::product(&[share, size(ctx, index, placed.session)?])?;
                    wanted.checked_sub(exact_arithmetic::product(&[MICROS, reached(ctx, index, placed)?])?)
                }));
                let Some(missing) = missing else { return out.charge(None, &[], None) };
                if missing > 0 {
                    let message = format!(
                        "the audience {} can attend too little of the track {} at good hours: {} attendee-minutes are \
                         missing",
                        audience.id,
                        c.tracks[track.index()].0,
                        exact_arithmetic::ceil_div(missing, MICROS * 1000).unwrap_or(missing),
                    );
                    out.broken(message, &ids, &[], &[]);
                }
            } else {
                out.charge(unreached(ctx, weight(strength), share, index, &all, &placed), &ids, None);
            }
        }
    }
}

fn unreached(
    ctx: &Context<'_>,
    weight: i128,
    share: i128,
    audience: usize,
    all: &[SessionId],
    placed: &[PlacedSession],
) -> Option<i64> {
    let size = exact_arithmetic::sum(all.iter().map(|&id| size(ctx, audience, id)))?;
    let wanted = exact_arithmetic::half_up(
        &[weight, exact_arithmetic::ceil_div(exact_arithmetic::product(&[share, size])?, MICROS)?],
        10 * MICROS,
    )?;
    let reached = placed.iter().try_fold(0_i64, |sum, placed| {
        sum.checked_add(exact_arithmetic::half_up(&[weight, reached(ctx, audience, placed)?], 10 * MICROS)?)
    })?;
    Some(wanted.checked_sub(reached)?.max(0))
}

/// The attendee-minutes of an audience in a session, in thousandths.
pub(super) fn size(ctx: &Context<'_>, audience: usize, session: SessionId) -> Option<i128> {
    let heads = ctx.heads[session.index()].as_ref()?;
    let own = ctx.pairs.iter().zip(heads).filter(|(pair, _)| pair.audience == audience);
    let heads: i128 = own.map(|(_, &heads)| i128::from(heads)).sum();
    exact_arithmetic::product(&[heads, ctx.session(session).minutes.into()])
}

/// The attendee-minutes of an audience in a session at a discomfort of at most 10, in thousandths.
pub(super) fn reached(ctx: &Context<'_>, audience: usize, placed: &PlacedSession) -> Option<i128> {
    let heads = ctx.heads[placed.session.index()].as_ref()?;
    let own = ctx.pairs.iter().zip(heads).filter(|(pair, _)| pair.audience == audience);
    exact_arithmetic::sum(own.map(|(pair, &heads)| {
        let minutes = ctx.minutes.sum(pair.place, MinuteMeasure::Comfort, placed.start, placed.end);
        exact_arithmetic::product(&[heads.into(), minutes.into()])
    }))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Build, broken, cost, decimal, priced};
    use super::*;

    fn three() -> Build {
        let mut b = Build::new();
        b.c.tracks.push(("trust".to_owned(), "Trust".to_owned()));
        b.c.tags.push("ai".to_owned());
        for (id, attendance) in [("a", 100), ("b", 50), ("c", 30)] {
            b.session(id, 60);
            (b.last().track, b.last().tags, b.last().attendance) = (Some(TrackId(0)), vec![TagId(0)], attendance);
        }
        b
    }

    const CLOSE: [(&str, u32); 3] = [("2020-11-02T09:00", 1), ("2020-11-02T09:30", 2), ("2020-11-02T10:00", 1)];

    #[test]
    fn overlaps_cost_by_the_minute() {
        let mut b = three();
        b.rule(RuleId::TrackOverlap, priced("1")).rule(RuleId::TagOverlap, priced("1"));
        // The mean is 60: 18 and 6 people want both. b overlaps a for 30 minutes and c for 30.
        assert_eq!(cost(&b.done(), RuleId::TrackOverlap, &CLOSE), 60 * 1800);
        assert_eq!(cost(&b.done(), RuleId::TagOverlap, &CLOSE), 60 * 600);
        let all = [("2020-11-02T09:00", 1), ("2020-11-02T09:30", 2), ("2020-11-02T09:30", 0)];
        assert_eq!(cost(&b.done(), RuleId::TrackOverlap, &all), (2 * 30 + 30) * 1800);
        b.rule(RuleId::TrackOverlap, Strength::Hard);
        let found = broken(&b.done(), &CLOSE);
        assert_eq!(found.len(), 2);
        assert_eq!(
            found[0].1,
            "b starts at Mon 2 Nov 2020 09:30, 30 min before a ends at 10:00; sessions of the track trust may not \
             overlap"
        );
    }

    #[test]
    fn spread_and_cluster_count_days() {
        let mut b = three();
        b.rule(RuleId::TrackSpread, priced("1")).rule(RuleId::TrackCluster, priced("1"));
        let price = 18 * 60 * 100;
        assert_eq!(cost(&b.done(), RuleId::TrackSpread, &CLOSE), price);
        assert_eq!(cost(&b.done(), RuleId::TrackCluster, &CLOSE), 0);
        let two_days = [("2020-11-02T09:00", 1), ("2020-11-02T11:00", 1), ("2020-11-03T09:00", 1)];
        assert_eq!(cost(&b.done(), RuleId::TrackSpread, &two_days), 0);
        assert_eq!(cost(&b.done(), RuleId::TrackCluster, &two_days), price);
    }

    #[test]
    fn an_audience_reaches_its_share_in_comfort() {
        let mut b = three();
        b.audience("asia", &[("Asia/Tokyo", "1")]);
        b.rule(RuleId::TrackReach, priced("1"));
        // 06:00 UTC is 15:00 in Tokyo; 13:00 is 22:00. Half of 180 x 60 attendee-minutes are wanted.
        let places = [("2020-11-02T13:00", 1), ("2020-11-02T06:00", 1), ("2020-11-02T07:00", 1)];
        assert_eq!(cost(&b.done(), RuleId::TrackReach, &places), (90 - 80) * 60 * 100);
        assert_eq!(cost(&b.done(), RuleId::TrackReach, &[("2020-11-02T06:00", 1)]), 0);
        assert_eq!(cost(&b.done(), RuleId::TrackReach, &[]), 90 * 60 * 100);
        b.rule(RuleId::TrackReach, Strength::Hard);
        assert!(broken(&b.done(), &places)[0].1.contains("asia can attend too little of the track trust"));
        assert_eq!(broken(&b.done(), &[]), []);
        b.c.rules[RuleId::TrackReach].share = Some(decimal("0.4"));
        assert_eq!(broken(&b.done(), &places), []);
    }
}
