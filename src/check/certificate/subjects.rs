//! Assigns each multiplier to what it prices, and checks its size.

use std::collections::BTreeMap;

use crate::domain::{PersonId, RoomId, RuleId, ServiceId, Strength, TagId, TrackId, Zone};

use super::super::context::Context;
use super::super::fairness;
use super::super::tracks;
use super::prices::{Prices, SCALE, StepPrices, Steps};
use super::read::{Entry, priced};

/// Runs of multipliers with their first steps, as given.
type Runs = Vec<(i64, Vec<i64>)>;

/// Collects entries one by one into prices.
pub(super) struct Collector<'c> {
    ctx: &'c Context<'c>,
    step_minutes: i64,
    rooms: BTreeMap<Vec<RoomId>, Runs>,
    alone: Runs,
    services: BTreeMap<ServiceId, Runs>,
    tracks: BTreeMap<TrackId, Runs>,
    tags: BTreeMap<TagId, Runs>,
    regions: BTreeMap<usize, i64>,
    people: BTreeMap<(PersonId, i64), i64>,
    /// Groups by audience id and sorted zone names.
    groups: Vec<(String, Vec<String>)>,
    /// By region: the largest weight that it can have.
    largest_weights: Vec<Option<i128>>,
}

impl<'c> Collector<'c> {
    pub(super) fn new(ctx: &'c Context<'c>, step_minutes: i64) -> Self {
        let named = |region: fairness::RegionGroup| {
            let audience = &ctx.conference.audiences[region.group.audience];
            let zones = region.group.zones.iter().map(|&z| audience.zones[z].zone);
            (audience.id.clone(), distinct(zones.map(Zone::name)))
        };
        let regions = fairness::regions(ctx);
        let total = fairness::total_size(&regions);
        Collector {
            ctx,
            step_minutes,
            rooms: BTreeMap::new(),
            alone: Vec::new(),
            services: BTreeMap::new(),
            tracks: BTreeMap::new(),
            tags: BTreeMap::new(),
            regions: BTreeMap::new(),
            people: BTreeMap::new(),
            largest_weights: regions.iter().map(|region| fairness::largest_weight(ctx, region, total)).collect(),
            groups: regions.into_iter().map(named).collect(),
        }
    }

    /// Adds one entry.
    ///
    /// # Errors
    /// A message about what is wrong with it.
    pub(super) fn add(&mut self, rule: &str, entry: Entry<'_>) -> Result<(), String> {
        let c = self.ctx.conference;
        match RuleId::parse(rule) {
            Some(RuleId::RoomClash) => {
                priced(self.ctx, RuleId::RoomClash, |s| s == Strength::Hard)?;
                let ids = c.rooms.iter().map(|room| room.id.as_str());
                let mut set = Vec::new();
                for name in &entry.subject {
                    set.push(RoomId::new(position(ids.clone(), name, "room")?));
                }
                set.sort_unstable();
                if set.is_empty() || set.windows(2).any(|pair| pair[0] == pair[1]) {
                    return Err("a set of rooms is empty or lists a room twice".to_owned());
                }
                if self.rooms.keys().any(|other| *other != set && other.iter().any(|room| set.contains(room))) {
                    return Err("a room is in two sets".to_owned());
                }
                self.rooms.entry(set).or_default().push((entry.at, entry.values));
            }
            Some(RuleId::Alone) => {
                priced(self.ctx, RuleId::Alone, |s| s == Strength::Hard)?;
                if !entry.subject.is_empty() {
                    return Err("the rule alone takes no subject".to_owned());
                }
                self.alone.push((entry.at, entry.values));
            }
            Some(RuleId::Service) => {
                priced(self.ctx, RuleId::Service, |s| s == Strength::Hard)?;
                let service = position(c.services.iter().map(|s| s.id.as_str()), one(&entry)?, "service")?;
                self.services.entry(ServiceId::new(service)).or_default().push((entry.at, entry.values));
            }
            Some(RuleId::TrackOverlap) => {
                let strength = priced(self.ctx, RuleId::TrackOverlap, |s| s != Strength::Off)?;
                let track = TrackId::new(position(c.tracks.iter().map(|t| t.0.as_str()), one(&entry)?, "track")?);
                let price = tracks::track_price(self.ctx, strength, &tracks::of_track(self.ctx, track));
                self.within(strength, price, &entry.values)?;
                self.tracks.entry(track).or_default().push((entry.at, entry.values));
            }
            Some(RuleId::TagOverlap) => {
                let strength = priced(self.ctx, RuleId::TagOverlap, |s| s != Strength::Off)?;
                let tag = TagId::new(position(c.tags.iter().map(String::as_str), one(&entry)?, "tag")?);
                let price = tracks::tag_price(self.ctx, strength, &tracks::of_tag(self.ctx, tag));
                self.within(strength, price, &entry.values)?;
                self.tags.entry(tag).or_default().push((entry.at, entry.values));
            }
            Some(RuleId::FairRegions) => {
                priced(self.ctx, RuleId::FairRegions, |s| matches!(s, Strength::Weight(_)))?;
                let (audience, zones) =
                    entry.subject.split_first().ok_or("the subject is not an audience and its zones")?;
                let zones = distinct(zones.iter().map(|zone| (*zone).to_owned()));
                let region = self.groups.iter().position(|(id, own)| id == audience && *own == zones);
                let region =
                    region.ok_or_else(|| format!("{} is not a region of the programme", entry.subject.join(", ")))?;
                let (value, most) = (single(&entry)?, self.largest_weights[region]);
                if i128::from(value) > most.ok_or("the weight of a region is too large to be computed")? {
                    return Err(format!("a weight is {value}, more than the region's share of the part that counts"));
                }
                if self.regions.insert(region, value).is_some() {
                    return Err(format!("the region {} is listed twice", entry.subject.join(", ")));
                }
            }
            Some(RuleId::FairPeople) => {
                priced(self.ctx, RuleId::FairPeople, |s| matches!(s, Strength::Weight(_)))?;
                let [name, bound] = entry.subject[..] else {
                    return Err("the subject is not a person and a limit".to_owned());
                };
                let person = PersonId::new(position(c.people.iter().map(|p| p.id.as_str()), name, "person")?);
                let bound = fairness::BOUNDS.into_iter().find(|known| known.to_string() == bound);
                let bound = bound.ok_or("the limit of fair-people is \"60\" or \"180\"")?;
                if self.ctx.needed[person.index()].live.len() < 2 {
                    return Err(format!("{name} is needed in fewer than two sessions"));
                }
                let value = single(&entry)?;
                if value > SCALE {
                    return Err(format!("a multiplier is {value}, more than {SCALE}"));
                }
                if self.people.insert((person, bound), value).is_some() {
                    return Err(format!("{name} is listed twice with {bound}"));
                }
            }
            _ => return Err(format!("the rule \"{rule}\" has no multipliers")),
        }
        Ok(())
    }

    /// Checks that a soft rule's multipliers are at most its price for one step.
    fn within(&self, strength: Strength, price: Option<i64>, values: &[i64]) -> Result<(), String> {
        if strength == Strength::Hard {
            return Ok(());
        }
        let most = i128::from(price.ok_or("the price is too large to be computed")?)
            * i128::from(self.step_minutes)
            * i128::from(SCALE);
        match values.iter().find(|&&value| i128::from(value) > most) {
            Some(value) => Err(format!("a multiplier is {value}, more than the rule's price of {most}")),
            None => Ok(()),
        }
    }

    /// The prices; adds the faults of the certificate as a whole.
    pub(super) fn finish(self, steps: Steps, faults: &mut Vec<String>) -> Prices {
        let mut step_prices = |runs: Option<Runs>, what: &str| {
            StepPrices::new(runs.unwrap_or_default()).unwrap_or_else(|| {
                faults.push(format!("two runs of multipliers of the rule {what} overlap"));
                StepPrices::default()
            })
        };
        let (mut services, mut tracks, mut tags) = (self.services, self.tracks, self.tags);
        let c = self.ctx.conference;
        let prices = Prices {
            steps,
            rooms: self.rooms.into_iter().map(|(set, runs)| (set, step_prices(Some(runs), "room-clash"))).collect(),
            alone: step_prices(Some(self.alone), "alone"),
            services: (0..c.services.len())
                .map(|i| step_prices(services.remove(&ServiceId::new(i)), "service"))
                .collect(),
            tracks: (0..c.tracks.len())
                .map(|i| step_prices(tracks.remove(&TrackId::new(i)), "track-overlap"))
                .collect(),
            tags: (0..c.tags.len()).map(|i| step_prices(tags.remove(&TagId::new(i)), "tag-overlap")).collect(),
            regions: self.regions.into_iter().collect(),
            people: self.people.into_iter().map(|((person, bound), value)| (person, bound, value)).collect(),
        };
        let sum: i128 = prices.regions.iter().map(|&(_, value)| i128::from(value)).sum();
        if !prices.regions.is_empty() && sum != i128::from(SCALE) {
            faults.push(format!("the multipliers of fair-regions sum to {sum}, not to {SCALE}"));
        }
        prices
    }
}

fn position<'a>(mut ids: impl Iterator<Item = &'a str>, name: &str, what: &str) -> Result<usize, String> {
    ids.position(|id| id == name).ok_or_else(|| format!("there is no {what} \"{name}\""))
}

fn one<'a>(entry: &Entry<'a>) -> Result<&'a str, String> {
    match entry.subject[..] {
        [one] => Ok(one),
        _ => Err("the subject is not a single id".to_owned()),
    }
}

fn single(entry: &Entry<'_>) -> Result<i64, String> {
    match entry.values[..] {
        [value] if entry.at == 0 => Ok(value),
        _ => Err("\"values\" is not a single value with \"at\" 0".to_owned()),
    }
}

fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = names.collect();
    names.sort_unstable();
    names.dedup();
    names
}
