//! Discomfort by start, for every audience zone and person: computed once for all rules.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::apportionment::Pair;
use crate::domain::{Conference, Decimal, Instant, LocalProfile, Person, PersonId};
use crate::time::{Axis, Clock, Discomfort, TooManyMinutes};

/// Discomfort by (table or zone mix, first minute, end minute), then by start.
type Rows = BTreeMap<(usize, i64, i64), Rc<[i64]>>;

/// The discomfort of every start for every audience zone and person.
#[derive(Debug, Clone)]
pub(crate) struct DiscomfortTables {
    discomfort: Discomfort,
    /// Instants of the candidate starts.
    starts: Vec<Instant>,
    /// The table of each pair of audience and zone.
    pairs: Vec<usize>,
    /// The distinct zone mixes of persons: tables with their shares in millionths.
    zone_mixes: Vec<Vec<(usize, i64)>>,
    /// The zone mix of each person.
    people: Vec<usize>,
    zone_rows: Rows,
    mix_rows: Rows,
    comfortable: BTreeMap<usize, Vec<u32>>,
    from: Instant,
}

impl DiscomfortTables {
    /// Reads the clocks and comfort curves of all audiences and people over the axis.
    ///
    /// # Errors
    /// [`TooManyMinutes`] if the tables do not fit into memory.
    pub(crate) fn new(
        conference: &Conference,
        axis: &Axis,
        pairs: &[Pair],
    ) -> Result<DiscomfortTables, TooManyMinutes> {
        let mut discomfort = Discomfort::new(axis.origin, i64::from(axis.horizon) * axis.step_minutes);
        let mut tables = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let audience = &conference.audiences[pair.audience.index()];
            tables.push(discomfort.table(audience.local_profile(&audience.zones[pair.zone]))?);
        }
        let mut mixes: Vec<Vec<(usize, i64)>> = Vec::new();
        let mut index: BTreeMap<Vec<(usize, i64)>, usize> = BTreeMap::new();
        let mut people = Vec::with_capacity(conference.people.len());
        for person in &conference.people {
            let mix = zone_mix_of(conference, pairs, person, &mut discomfort)?;
            let next = mixes.len();
            people.push(*index.entry(mix.clone()).or_insert_with(|| {
                mixes.push(mix);
                next
            }));
        }
        let starts = (0..axis.starts.len()).map(|start| axis.start_instant(start)).collect();
        Ok(DiscomfortTables {
            discomfort,
            starts,
            pairs: tables,
            zone_mixes: mixes,
            people,
            zone_rows: Rows::new(),
            mix_rows: Rows::new(),
            comfortable: BTreeMap::new(),
            from: axis.origin,
        })
    }

    /// The table of a pair of audience and zone, by its position among the pairs.
    pub(crate) fn pair_table(&self, pair: usize) -> usize {
        self.pairs[pair]
    }

    /// The index of the person's zone mix: equal for persons with the same local discomfort.
    pub(crate) fn zone_mix(&self, person: PersonId) -> usize {
        self.people[person.index()]
    }

    /// A person's clock; `None` if their zone is not known.
    pub(crate) fn clock(&self, conference: &Conference, person: PersonId) -> Option<&Clock> {
        conference.people[person.index()].zone?;
        let &(table, _) = self.zone_mixes[self.people[person.index()]].first()?;
        Some(self.discomfort.clock(table))
    }

    /// By start: the discomfort of a table over `[start + from, start + until)`, in per cent times minutes.
    pub(crate) fn zone(&mut self, table: usize, from: i64, until: i64) -> Rc<[i64]> {
        let (discomfort, starts) = (&self.discomfort, &self.starts);
        let row = || starts.iter().map(|at| discomfort.sum(table, at.plus(from), at.plus(until))).collect();
        Rc::clone(self.zone_rows.entry((table, from, until)).or_insert_with(row))
    }

    /// By start: a person's discomfort over `[start + from, start + until)`, in millionths of per cent times minutes.
    /// For a person whose zone is not known it is the mean over their audience's zones.
    pub(crate) fn person(&mut self, person: PersonId, from: i64, until: i64) -> Rc<[i64]> {
        let mix = self.people[person.index()];
        if let Some(row) = self.mix_rows.get(&(mix, from, until)) {
            return Rc::clone(row);
        }
        let mut sums = vec![0; self.starts.len()];
        for (table, share) in self.zone_mixes[mix].clone() {
            for (sum, discomfort) in sums.iter_mut().zip(self.zone(table, from, until).iter()) {
                *sum += share * discomfort;
            }
        }
        let row: Rc<[i64]> = sums.into();
        self.mix_rows.insert((mix, from, until), Rc::clone(&row));
        row
    }

    /// By start: the minutes of `[start, start + minutes)` with at most `limit` per cent of discomfort. All calls must
    /// use the same limit, because the result is cached by table.
    pub(crate) fn comfortable(&mut self, table: usize, limit: u32, minutes: i64) -> Vec<i64> {
        let discomfort = &self.discomfort;
        let before = self.comfortable.entry(table).or_insert_with(|| discomfort.comfortable(table, limit));
        let last = before.len() as i64 - 1;
        let sum = |at: Instant| i64::from(before[at.since(self.from).clamp(0, last) as usize]);
        self.starts.iter().map(|at| sum(at.plus(minutes)) - sum(*at)).collect()
    }
}

/// The person's zone, or the zones of their audience if it is not known, as tables with shares in millionths.
fn zone_mix_of(
    conference: &Conference,
    pairs: &[Pair],
    person: &Person,
    discomfort: &mut Discomfort,
) -> Result<Vec<(usize, i64)>, TooManyMinutes> {
    let mut at = |zone| discomfort.table(LocalProfile { zone, comfort: &person.comfort, days_off: &person.days_off });
    if let Some(zone) = person.zone {
        return Ok(vec![(at(zone)?, Decimal::SCALE)]);
    }
    let mut mix = Vec::new();
    for pair in pairs.iter().filter(|pair| Some(pair.audience) == person.audience) {
        let zone = conference.audiences[pair.audience.index()].zones[pair.zone].zone;
        mix.push((at(zone)?, pair.share));
    }
    Ok(mix)
}
