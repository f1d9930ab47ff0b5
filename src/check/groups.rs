//! The groups of `fair-regions`: each audience, split where neighbouring zones are more than three hours apart.

use super::clock;
use crate::domain::{Audience, Conference};

/// Neighbouring zones of one audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// The audience's position.
    pub audience: usize,
    /// Its zones' positions in the audience, from west to east.
    pub zones: Vec<usize>,
}

const DAY: i64 = 24 * 60;
/// Zones further apart than this, in minutes, belong to different groups.
const FAR: i64 = 180;

/// All groups, audience by audience.
pub(super) fn groups(conference: &Conference, shares: &[Vec<i64>]) -> Vec<Group> {
    let all_people: i128 = conference.audiences.iter().map(|a| i128::from(a.people.micros)).sum();
    let mut groups = Vec::new();
    for (index, audience) in conference.audiences.iter().enumerate() {
        // The people of these zones, and whether they are less than 1 % of all people. Shares are in millionths.
        let few = |zones: &[usize]| {
            let share: i128 = zones.iter().map(|&z| i128::from(shares[index][z])).sum();
            let people = i128::from(audience.people.micros).saturating_mul(share);
            (people, people.saturating_mul(100) < all_people.saturating_mul(1_000_000))
        };
        for zones in parts(conference, audience, few) {
            groups.push(Group { audience: index, zones });
        }
    }
    groups
}

/// A part of the circle of zones: positions in the sorted list, in circular order.
type Part = Vec<usize>;

fn parts(conference: &Conference, audience: &Audience, few: impl Fn(&[usize]) -> (i128, bool)) -> Vec<Vec<usize>> {
    let origin = conference.origin();
    // A zone listed twice counts as one. The sort is stable: equal offsets stay in file order.
    let mut sorted: Vec<Vec<usize>> = Vec::new();
    for (index, zone) in audience.zones.iter().enumerate() {
        match sorted.iter_mut().find(|same| audience.zones[same[0]].zone == zone.zone) {
            Some(same) => same.push(index),
            None => sorted.push(vec![index]),
        }
    }
    sorted.sort_by_key(|same| clock::offset_minutes(audience.zones[same[0]].zone, origin));
    let offset = |same: &[usize]| clock::offset_minutes(audience.zones[same[0]].zone, origin);
    // Clocks in +14:00 and in -10:00 show the same, so they have the same distance from the westernmost zone.
    let westernmost = sorted.first().map_or(0, |same| offset(same));
    let eastward = |same: &[usize]| (offset(same) - westernmost).rem_euclid(DAY);
    sorted.sort_by_key(|same| eastward(same));
    let count = sorted.len();
    // The gap from each zone to the next one eastward; after the last zone, to the first one across the date line.
    let gap = |i: usize| {
        if i + 1 == count { DAY - eastward(&sorted[i]) } else { eastward(&sorted[i + 1]) - eastward(&sorted[i]) }
    };

    let mut circle: Vec<Part> = Vec::new();
    for i in 0..count {
        match circle.last_mut().filter(|last| gap(last[last.len() - 1]) <= FAR) {
            Some(last) => last.push(i),
            None => circle.push(vec![i]),
        }
    }
    if circle.len() > 1 && gap(count - 1) <= FAR {
        let last = circle.len() - 1;
        join(&mut circle, last, 0);
    }
    let zones = |part: &Part| -> Vec<usize> { part.iter().flat_map(|&i| sorted[i].iter().copied()).collect() };
    while circle.len() > 1 {
        let small = circle.iter().map(|part| few(&zones(part))).enumerate().filter(|(_, (_, few))| *few);
        let Some((index, _)) = small.min_by_key(|&(index, (people, _))| (people, index)) else { break };
        let before = (index + circle.len() - 1) % circle.len();
        let after = (index + 1) % circle.len();
        let gap_after = |part: &Part| part.last().map_or(DAY, |&last| gap(last));
        if gap_after(&circle[before]) <= gap_after(&circle[index]) {
            join(&mut circle, before, index);
        } else {
            join(&mut circle, index, after);
        }
    }
    circle.iter().map(zones).collect()
}

/// Joins two neighbouring parts, `east` after `west`. The result takes the position of the part that holds the first
/// zone of the sorted list.
fn join(circle: &mut Vec<Part>, west: usize, east: usize) {
    let tail = std::mem::take(&mut circle[east]);
    circle[west].extend(tail);
    if west > east {
        // Across the date line: the last part and the first.
        circle[east] = std::mem::take(&mut circle[west]);
        circle.remove(west);
    } else {
        circle.remove(east);
    }
}

#[cfg(test)]
mod tests {
    use super::super::apportionment;
    use super::super::testing::Build;
    use super::*;

    fn names(zones: &[(&str, &str)]) -> Vec<Vec<&'static str>> {
        let mut b = Build::new();
        b.audience("a", zones);
        let c = b.done();
        let shares: Vec<_> = c.audiences.iter().map(apportionment::shares).collect();
        let name = |z: usize| match c.audiences[0].zones[z].zone {
            crate::domain::Zone::Named(tz) => tz.name(),
            crate::domain::Zone::Fixed(_) => "fixed",
        };
        groups(&c, &shares).iter().map(|g| g.zones.iter().map(|&z| name(z)).collect()).collect()
    }

    #[test]
    fn a_single_wide_gap_does_not_split_an_audience() {
        // UTC and Karachi: the gaps round the circle are 300 and 1140 minutes, so it is split at both.
        assert_eq!(names(&[("UTC", "1")]), [["UTC"]]);
        assert_eq!(names(&[("UTC", "1"), ("Africa/Nairobi", "1")]), [["UTC", "Africa/Nairobi"]]);
        assert_eq!(names(&[("Asia/Karachi", "1"), ("UTC", "1")]), [["UTC"], ["Asia/Karachi"]]);
    }

    #[test]
    fn distant_zones_are_split_and_zones_across_the_date_line_are_joined() {
        let parts = names(&[("America/New_York", "1"), ("Europe/Berlin", "1"), ("Australia/Sydney", "1")]);
        assert_eq!(parts, [["America/New_York"], ["Europe/Berlin"], ["Australia/Sydney"]]);
        // Auckland (+13) to Honolulu (-10) is one hour across the date line; Berlin is far from both.
        let parts = names(&[("Pacific/Honolulu", "1"), ("Europe/Berlin", "1"), ("Pacific/Auckland", "1")]);
        assert_eq!(parts, [vec!["Pacific/Auckland", "Pacific/Honolulu"], vec!["Europe/Berlin"]]);
        // Clocks in Kiritimati (+14) stand one hour east of those in Pago Pago (-11), and two west of those in Los Angeles.
        let parts = names(&[("Pacific/Pago_Pago", "1"), ("Pacific/Kiritimati", "1"), ("America/Los_Angeles", "1")]);
        assert_eq!(parts, [["Pacific/Pago_Pago", "Pacific/Kiritimati", "America/Los_Angeles"]]);
    }

    #[test]
    fn zones_all_round_the_world_are_one_part() {
        let world = [
            "Pacific/Honolulu",
            "America/Los_Angeles",
            "America/New_York",
            "America/Sao_Paulo",
            "UTC",
            "Africa/Nairobi",
            "Asia/Karachi",
            "Asia/Bangkok",
            "Asia/Tokyo",
            "Australia/Brisbane",
            "Pacific/Auckland",
        ];
        assert_eq!(names(&world.map(|zone| (zone, "1"))), [world]);
    }

    #[test]
    fn a_small_part_joins_the_nearer_neighbour() {
        // Karachi holds less than one per cent; Berlin and Tokyo are both four hours away: it joins the western one.
        let parts = names(&[("Europe/Berlin", "0.5"), ("Asia/Karachi", "0.004"), ("Asia/Tokyo", "0.496")]);
        assert_eq!(parts, [vec!["Europe/Berlin", "Asia/Karachi"], vec!["Asia/Tokyo"]]);
        let parts = names(&[("UTC", "0.5"), ("Asia/Dubai", "0.004"), ("Asia/Shanghai", "0.496")]);
        assert_eq!(parts, [vec!["UTC", "Asia/Dubai"], vec!["Asia/Shanghai"]]);
        let parts = names(&[("UTC", "0.5"), ("Asia/Karachi", "0.004"), ("Australia/Brisbane", "0.496")]);
        assert_eq!(parts, [vec!["UTC", "Asia/Karachi"], vec!["Australia/Brisbane"]]);
        let parts = names(&[("UTC", "0.5"), ("Asia/Dhaka", "0.004"), ("Australia/Brisbane", "0.496")]);
        assert_eq!(parts, [vec!["UTC"], vec!["Asia/Dhaka", "Australia/Brisbane"]]);
        // One per cent is not small.
        let parts = names(&[("UTC", "0.5"), ("Asia/Dubai", "0.01"), ("Asia/Shanghai", "0.49")]);
        assert_eq!(parts, [vec!["UTC"], vec!["Asia/Dubai"], vec!["Asia/Shanghai"]]);
    }
}
