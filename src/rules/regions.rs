//! Regions: the audiences, split where neighbouring zones are far apart.

use super::Grounding;
use super::apportionment::Pair;
use super::exact_arithmetic::product;
use crate::domain::{AudienceId, Conference, Decimal};
use crate::model::{Label, TooLarge};

/// Zones further apart than this, in minutes of offset, belong to different regions.
const WIDEST_GAP: i64 = 180;
/// The minutes round the clock.
const DAY: i64 = 24 * 60;

/// The regions with attendees, each with its attendee-minutes over all sessions in thousandths.
pub(super) fn regions(grounding: &Grounding<'_>) -> Result<Vec<(Group, i128)>, TooLarge> {
    let mut groups = Vec::new();
    for group in groups_of(grounding.conference, &grounding.pairs)? {
        let minutes = people_minutes(grounding, &group)?;
        groups.push((group, minutes));
    }
    groups.retain(|&(_, minutes)| minutes > 0);
    Ok(groups)
}

/// A region: some zones of one audience, from west to east.
pub(super) struct Group {
    audience: AudienceId,
    /// By zone: its positions among the pairs (several if the zone is listed several times).
    zones: Vec<Vec<usize>>,
}

pub(super) fn label(grounding: &mut Grounding<'_>, group: &Group) -> Label {
    let audience = &grounding.conference.audiences[group.audience.index()];
    let zone = |pairs: &Vec<usize>| audience.zones[grounding.pairs[pairs[0]].zone].zone.name();
    let subject = std::iter::once(audience.id.clone()).chain(group.zones.iter().map(zone)).collect();
    grounding.label(subject)
}

impl Group {
    /// Its heads in a session, in thousandths.
    pub(super) fn heads(&self, grounding: &Grounding<'_>, session: usize) -> i64 {
        self.zones.iter().flatten().map(|&pair| grounding.heads[session][pair]).sum()
    }
}

/// The group's attendee-minutes over all sessions, in thousandths.
fn people_minutes(grounding: &Grounding<'_>, group: &Group) -> Result<i128, TooLarge> {
    let mut sum = 0_i128;
    for session in grounding.sessions() {
        sum += product(&[group.heads(grounding, session).into(), grounding.session(session).minutes.into()])?;
    }
    Ok(sum)
}

/// By start: the group's heads, in thousandths, times discomfort.
pub(super) fn discomfort(grounding: &mut Grounding<'_>, session: usize, group: &Group) -> Result<Vec<i64>, TooLarge> {
    let minutes = grounding.session(session).minutes;
    let all: i128 = group.zones.iter().flatten().map(|&pair| i128::from(grounding.heads[session][pair])).sum();
    // Checks all additions below for overflow at once.
    i64::try_from(product(&[all, minutes.into(), 100])?).map_err(|_| TooLarge)?;
    let mut sums = vec![0_i64; grounding.starts()];
    for &pair in group.zones.iter().flatten() {
        let heads = grounding.heads[session][pair];
        if heads == 0 {
            continue;
        }
        let row = grounding.discomfort.zone(grounding.discomfort.pair_table(pair), 0, minutes);
        for (sum, &discomfort) in sums.iter_mut().zip(row.iter()) {
            *sum += heads * discomfort;
        }
    }
    Ok(sums)
}

/// A distinct zone of an audience.
struct ZonePeople {
    offset: i64,
    pairs: Vec<usize>,
    /// People times share, in millionths of millionths.
    people: i128,
}

/// The regions of all audiences, in file order.
fn groups_of(conference: &Conference, pairs: &[Pair]) -> Result<Vec<Group>, TooLarge> {
    let mut total = 0_i128;
    for audience in &conference.audiences {
        total += product(&[audience.people.micros.into(), Decimal::SCALE.into()])?;
    }
    let mut groups = Vec::new();
    for (index, audience) in conference.audiences.iter().enumerate() {
        let mut places: Vec<(crate::domain::Zone, ZonePeople)> = Vec::new();
        for (position, pair) in pairs.iter().enumerate().filter(|(_, pair)| pair.audience.index() == index) {
            let zone = audience.zones[pair.zone].zone;
            let people = i128::from(audience.people.micros) * i128::from(pair.share);
            match places.iter_mut().find(|(other, _)| *other == zone) {
                Some((_, place)) => {
                    place.pairs.push(position);
                    place.people += people;
                }
                None => {
                    let offset = zone.offset_minutes(conference.origin());
                    places.push((zone, ZonePeople { offset, pairs: vec![position], people }));
                }
            }
        }
        let mut places: Vec<ZonePeople> = places.into_iter().map(|(_, place)| place).collect();
        places.sort_by_key(|place| place.offset);
        for part in parts(&places, total) {
            let zones = part.into_iter().map(|place| places[place].pairs.clone()).collect();
            groups.push(Group { audience: AudienceId::new(index), zones });
        }
    }
    Ok(groups)
}

/// Splits zones, sorted by offset, into parts, each a sorted list of positions. `total` is the people of all audiences.
fn parts(places: &[ZonePeople], total: i128) -> Vec<Vec<usize>> {
    let Some(last) = places.len().checked_sub(1) else { return Vec::new() };
    // Clocks in +14:00 and in -10:00 show the same: the circle begins at the westernmost zone and goes east, once round.
    let east = |place: usize| (places[place].offset - places[0].offset).rem_euclid(DAY);
    let mut circle: Vec<usize> = (0..=last).collect();
    circle.sort_by_key(|&place| east(place));
    // The gap after each zone; after the last zone, to the first one across the date line.
    let gap = |at: usize| circle.get(at + 1).map_or(DAY, |&next| east(next)) - east(circle[at]);
    // The parts in circular order, by positions on the circle. Each begins after a wide gap.
    let cuts: Vec<usize> = (0..=last).filter(|&place| gap(place) > WIDEST_GAP).collect();
    let mut parts: Vec<Vec<usize>> = match cuts.as_slice() {
        [] | [_] => return vec![(0..=last).collect()],
        cuts => {
            let until = cuts.iter().map(|&cut| cut + 1);
            let mut from = 0;
            let mut parts: Vec<Vec<usize>> = Vec::new();
            for until in until {
                parts.push((from..until).collect());
                from = until;
            }
            // The zones after the last wide gap continue across the date line in the first part.
            parts[0].splice(0..0, from..=last);
            parts
        }
    };
    let people = |part: &Vec<usize>| part.iter().map(|&at| places[circle[at]].people).sum::<i128>();
    while parts.len() > 1 {
        let small = (0..parts.len()).filter(|&part| people(&parts[part]) * 100 < total);
        let Some(small) = small.min_by_key(|&part| (people(&parts[part]), part)) else { break };
        let (before, after) = ((small + parts.len() - 1) % parts.len(), (small + 1) % parts.len());
        let end = |part: usize| parts[part].last().map_or(0, |&at| gap(at));
        let (first, second) = if end(before) <= end(small) { (before, small) } else { (small, after) };
        let moved = parts[second].clone();
        parts[first].extend(moved);
        parts.remove(second);
        // The part with the westernmost zone comes first.
        if let Some(round) = parts.iter().position(|part| part.contains(&0)) {
            parts.rotate_left(round);
        }
    }
    for part in &mut parts {
        part.iter_mut().for_each(|at| *at = circle[*at]);
        part.sort_unstable();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(offsets: &[i64], people: &[i128]) -> Vec<Vec<usize>> {
        let place = |(&offset, &people): (&i64, &i128)| ZonePeople { offset: offset * 60, pairs: vec![], people };
        let places: Vec<ZonePeople> = offsets.iter().zip(people).map(place).collect();
        parts(&places, people.iter().sum())
    }

    #[test]
    fn zones_are_split_at_wide_gaps_and_joined_across_the_date_line() {
        assert_eq!(cut(&[-8, -5, -3], &[9, 9, 9]), [vec![0, 1, 2]]);
        assert_eq!(cut(&[-5, 0, 10], &[9, 9, 9]), [vec![0], vec![1], vec![2]]);
        // -11 and +11 are two hours apart across the date line.
        assert_eq!(cut(&[-11, 0, 11], &[9, 9, 9]), [vec![0, 2], vec![1]]);
        assert_eq!(cut(&[1, 2, 8], &[9, 9, 9]), [vec![0, 1], vec![2]]);
        // Clocks in +14 stand between those in -11 and -7; those in -12 and +12 show the same.
        assert_eq!(cut(&[-11, -7, 14], &[9, 9, 9]), [vec![0, 1, 2]]);
        assert_eq!(cut(&[-12, 0, 12], &[9, 9, 9]), [vec![0, 2], vec![1]]);
        assert_eq!(cut(&[-9, 0, 4, 14], &[9, 9, 9, 9]), [vec![0, 3], vec![1], vec![2]]);
        assert_eq!(cut(&[3], &[9]), [vec![0]]);
        assert!(cut(&[], &[]).is_empty());
    }

    #[test]
    fn small_parts_join_the_nearer_neighbour() {
        // The one person at +6 is 6 hours from 0 and 4 from +10.
        assert_eq!(cut(&[-5, 0, 6, 10], &[500, 500, 1, 500]), [vec![0], vec![1], vec![2, 3]]);
        // Equally far from both: it joins the western one.
        assert_eq!(cut(&[-6, 0, 4, 8], &[500, 500, 1, 500]), [vec![0], vec![1, 2], vec![3]]);
        // Across the date line: 4 hours from +12 to -8, 8 from -8 to 0.
        assert_eq!(cut(&[-8, 0, 12], &[1, 500, 500]), [vec![0, 2], vec![1]]);
        // One per cent is not small.
        assert_eq!(cut(&[-5, 0, 6, 10], &[500, 400, 10, 90]), [vec![0], vec![1], vec![2], vec![3]]);
    }
}
