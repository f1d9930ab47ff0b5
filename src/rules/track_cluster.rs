//! `track-cluster`: the sessions of a track take place on few days.

use super::tracks::{session_price, tracks};
use super::{GroundError, Grounding, Rule, WEIGHT_OR_OFF};
use crate::domain::{RuleId, RuleInfo, Strength};
use crate::model::{NValue, NValueTerm};

/// Each day with sessions of a track beyond the first day costs 0.3 of a mean session of the track.
pub(super) struct TrackCluster;

impl Rule for TrackCluster {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: RuleId::TrackCluster,
            sentence: "The sessions of a track take place on few days.",
            charges: Some("0.3 of a mean session of the track, in attendee-minutes, for each day beyond the first"),
            default: Strength::Off,
            legal: WEIGHT_OR_OFF,
            options: &[],
        }
    }

    fn ground(&self, grounding: &mut Grounding<'_>, strength: Strength) -> Result<(), GroundError> {
        let Strength::Weight(weight) = strength else { return Ok(()) };
        let days = grounding.axis.starts.iter().map(|start| start.day).collect();
        let table = grounding.builder.buckets(days);
        for (track, members) in tracks(grounding.conference) {
            let price = session_price(grounding.conference, &members, weight)?;
            let label = grounding.label(vec![grounding.conference.tracks[track.index()].0.clone()]);
            let term = |&session: &usize| NValueTerm { activity: session as u32, buckets: table };
            let terms = members.iter().map(term).collect();
            let buckets = grounding.conference.days.len() as u32;
            grounding.builder.nvalue(NValue { label, buckets, free: 1, price, terms });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::TrackId;
    use crate::rules::testing::{RuleId, add_day, conference, cost, session, weigh};

    #[test]
    fn days_beyond_the_first_cost() {
        let mut given = conference();
        weigh(&mut given, RuleId::TrackCluster, "1");
        add_day(&mut given, 3, "03T00:00", "04T00:00");
        add_day(&mut given, 4, "04T00:00", "05T00:00");
        given.sessions = vec![session("a", 60), session("b", 60), session("c", 120)];
        given.sessions.iter_mut().for_each(|session| session.track = Some(TrackId(0)));
        assert_eq!(cost(&given, &["02T08:00", "02T10:00", "02T12:00"]), 0);
        // 0.3 x 10 people x 80 minutes.
        assert_eq!(cost(&given, &["02T08:00", "03T10:00", "03T12:00"]), 240 * 100);
        assert_eq!(cost(&given, &["02T08:00", "03T10:00", "04T12:00"]), 480 * 100);
        assert_eq!(cost(&given, &["-", "03T10:00", "-"]), 0);
    }
}
