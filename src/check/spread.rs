//! The local hours at which each region attends, and how much of each track each audience can attend in comfort.

use crate::domain::{AudienceId, Conference, Schedule, TrackId};

use super::context::Context;
use super::{clock, exact_arithmetic, fairness, tracks};

/// The highest discomfort of each band, in per cent: comfortable, early or late, very early or very late, night.
pub const BANDS: [u8; 4] = [10, 35, 65, 100];

/// A region's attendee-minutes in placed sessions, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spread {
    /// By the hour of the local day.
    pub by_hour: [i64; 24],
    /// By band of discomfort; see [`BANDS`].
    pub by_band: [i64; 4],
}

/// Each region's attendance by local hour and by band, in the order of [`regions`](super::regions).
pub fn spread(conference: &Conference, schedule: &Schedule) -> Vec<Spread> {
    let ctx = Context::new(conference, schedule);
    let one = |region: &fairness::RegionGroup| {
        let mut spread = Spread::default();
        for placed in &ctx.placed {
            let Some(heads) = ctx.heads[placed.session.index()].as_ref() else { continue };
            for &pair in region.pairs.iter().filter(|&&pair| heads[pair] > 0) {
                let audience = &conference.audiences[ctx.pairs[pair].audience];
                let place = audience.local_profile(&audience.zones[ctx.pairs[pair].zone]);
                for minute in placed.start.0..placed.end.0 {
                    let at = crate::domain::Instant(minute);
                    let (date, local) = clock::date_and_minute(place.zone, at);
                    let band = band(place.discomfort_at(date, local));
                    add(&mut spread.by_hour[local as usize / 60], heads[pair]);
                    add(&mut spread.by_band[band], heads[pair]);
                }
            }
        }
        spread
    };
    fairness::regions(&ctx).iter().map(one).collect()
}

fn add(sum: &mut i64, heads: i64) {
    *sum = sum.saturating_add(heads);
}

/// The band of a discomfort in per cent.
fn band(discomfort: u8) -> usize {
    BANDS.iter().position(|&most| discomfort <= most).unwrap_or(BANDS.len() - 1)
}

/// An audience's attendance of a track's placed sessions, in thousandths of attendee-minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// The track.
    pub track: TrackId,
    /// The audience.
    pub audience: AudienceId,
    /// All attendance.
    pub attended: i64,
    /// The part at a discomfort of at most 10.
    pub comfortable: i64,
}

/// Each audience's attendance of each track, track by track.
pub fn reach(conference: &Conference, schedule: &Schedule) -> Vec<Reach> {
    let ctx = Context::new(conference, schedule);
    let mut found = Vec::new();
    for track in (0..conference.tracks.len()).map(TrackId::new) {
        let placed: Vec<_> = tracks::of_track(&ctx, track).iter().filter_map(|&id| ctx.placed(id)).collect();
        for audience in 0..conference.audiences.len() {
            let attended =
                exact_arithmetic::sum(placed.iter().map(|placed| tracks::size(&ctx, audience, placed.session)));
            let comfortable =
                exact_arithmetic::sum(placed.iter().map(|placed| tracks::reached(&ctx, audience, placed)));
            let whole = |sum: Option<i128>| sum.and_then(|sum| i64::try_from(sum).ok()).unwrap_or(i64::MAX);
            let (attended, comfortable) = (whole(attended), whole(comfortable));
            found.push(Reach { track, audience: AudienceId::new(audience), attended, comfortable });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Build, schedule};
    use super::*;

    #[test]
    fn every_minute_is_in_one_hour_and_in_one_band() {
        let mut b = Build::new();
        b.audience("asia", &[("Asia/Tokyo", "1")]);
        b.session("a", 60);
        // 13:30 UTC: 22:30-23:30 in Tokyo, half of it at 65, half at 85.
        let spread = spread(&b.done(), &schedule(&[("2020-11-02T13:30", 1)]));
        let half = 100_000 * 30;
        assert_eq!((spread[0].by_hour[22], spread[0].by_hour[23]), (half, half));
        assert_eq!(spread[0].by_band, [0, 0, half, half]);
        assert_eq!(spread[0].by_hour.iter().sum::<i64>(), 2 * half);
    }

    #[test]
    fn bands_end_at_the_steps_of_the_default_curve() {
        assert_eq!([0, 10, 11, 35, 65, 66, 100].map(band), [0, 0, 1, 1, 2, 3, 3]);
    }

    #[test]
    fn only_audiences_at_good_hours_have_comfortable_minutes() {
        let mut b = Build::new();
        b.audience("asia", &[("Asia/Tokyo", "1")]).people = "3".parse().unwrap();
        b.audience("europe", &[("Europe/Berlin", "1")]);
        b.c.tracks = vec![("t".into(), "T".into())];
        b.session("a", 60);
        b.last().track = Some(TrackId(0));
        // 12:00 UTC: 21:00 in Tokyo, 13:00 in Berlin.
        let c = b.done();
        let reach = reach(&c, &schedule(&[("2020-11-02T12:00", 1)]));
        assert_eq!(reach.len(), 2);
        assert!(reach[0].attended > 0 && reach[0].comfortable == 0);
        assert_eq!((reach[1].attended, reach[1].attended), (reach[1].comfortable, 100_000 * 60 - reach[0].attended));
    }
}
