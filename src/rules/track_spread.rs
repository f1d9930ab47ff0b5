//! `track-spread`: the sessions of a track are spread over its days.

use super::tracks::{session_price, tracks};
use super::{GroundError, Grounding, Rule, WEIGHT_OR_OFF};
use crate::domain::{RuleId, RuleInfo, Strength};
use crate::model::{BucketCapacity, BucketCapacityTerm, Price};

/// Each session of a track on a day beyond the day's even share costs 0.3 of a mean session of the track.
pub(super) struct TrackSpread;

impl Rule for TrackSpread {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::TrackSpread,
            sentence: "The sessions of a track are spread evenly over the days.",
            charges: Some(
                "0.3 of a mean session of the track, in attendee-minutes, for each one beyond the day's even \
                 share",
            ),
            default: Strength::Off,
            legal: WEIGHT_OR_OFF,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        let Strength::Weight(weight) = strength else { return Ok(()) };
        let days = grounding.axis.starts.iter().map(|start| start.day).collect();
        let table = grounding.builder.buckets(days);
        let measure = grounding.builder.measure(vec![1; grounding.starts()]);
        let conference = grounding.conference;
        for (track, members) in tracks(conference) {
            let takes =
                |phase| members.iter().any(|&s| conference.phase_takes(phase, conference.sessions[s].session_type));
            let days = conference.days.iter().filter(|day| takes(day.phase)).count();
            if days == 0 {
                continue;
            }
            let price = Price::Soft(session_price(conference, &members, weight)?);
            let label = grounding.label(vec![conference.tracks[track.index()].0.clone()]);
            let term =
                |&session: &usize| BucketCapacityTerm { activity: session as u32, measure, buckets: Some(table) };
            let terms = members.iter().map(term).collect();
            let (buckets, limit) = (conference.days.len() as u32, members.len().div_ceil(days) as i64);
            grounding.bucket_capacity(BucketCapacity { label, buckets, limit, price, terms });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::{TrackId, TypeId};
    use crate::rules::testing::{RuleId, add_day, conference, cost, phase, session, weigh};

    #[test]
    fn sessions_beyond_the_even_share_of_a_day_cost() {
        let mut given = conference();
        weigh(&mut given, RuleId::TrackSpread, "0.5");
        add_day(&mut given, 3, "03T00:00", "04T00:00");
        // A phase that takes none of the track's types gives it no days.
        given.phases.push(phase("other"));
        given.phases[1].types = Some(vec![TypeId(1)]);
        add_day(&mut given, 4, "04T00:00", "05T00:00");
        given.sessions = ["a", "b", "c"].map(|id| session(id, 60)).to_vec();
        given.sessions.iter_mut().for_each(|session| session.track = Some(TrackId(0)));
        given.sessions[0].attendance = 40;
        // Two a day are even; mean attendance 20, mean length 60.
        assert_eq!(cost(&given, &["02T08:00", "02T10:00", "03T12:00"]), 0);
        assert_eq!(cost(&given, &["02T08:00", "02T10:00", "02T12:00"]), 3 * 20 * 60 * 5);
        assert_eq!(cost(&given, &["02T08:00", "-", "02T12:00"]), 0);
    }
}
