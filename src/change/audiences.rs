//! Changes of audiences.

use super::draft::{Draft, is, text};
use super::words::{Words, Wrong};
use super::{Kind, forget};
use crate::domain::Decimal;
use crate::instance::format::{At, Audience, AudienceZone, Exact};

/// The family.
pub static KINDS: &[Kind] = &[
    Kind {
        name: "audience people",
        arguments: "AUDIENCE N",
        sentence: "So many people an audience stands for; only proportions matter.",
        example: "audience people asia 800",
        needs_schedule: false,
        apply: people,
    },
    Kind {
        name: "audience weight",
        arguments: "AUDIENCE WEIGHT",
        sentence: "The discomfort of an audience counts so many times.",
        example: "audience weight africa 2",
        needs_schedule: false,
        apply: weight,
    },
    Kind {
        name: "audience share",
        arguments: "AUDIENCE ZONE SHARE",
        sentence: "The part of an audience that lives in a zone, 0 to 1; its other zones share the rest as they did.",
        example: "audience share asia Asia/Tokyo 0.5",
        needs_schedule: false,
        apply: share,
    },
    Kind {
        name: "audience add",
        arguments: "AUDIENCE zone ZONE [people N]",
        sentence: "One more audience, in one zone: a remote hub.",
        example: "audience add hub zone Pacific/Auckland people 50",
        needs_schedule: false,
        apply: add,
    },
    Kind {
        name: "audience remove",
        arguments: "AUDIENCE",
        sentence: "An audience less.",
        example: "audience remove africa",
        needs_schedule: false,
        apply: remove,
    },
];

fn named<'d>(draft: &'d mut Draft, words: &mut Words) -> Result<&'d mut Audience, Wrong> {
    let audience = draft.audience(&words.next("the audience's id")?)?;
    Ok(&mut draft.instance.audiences[audience].value)
}

fn people(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let audience = named(draft, words)?;
    audience.people = Some(Exact(words.decimal("the number of people")?).into());
    Ok(())
}

fn weight(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let audience = named(draft, words)?;
    audience.weight = Some(Exact(words.decimal("the weight")?).into());
    Ok(())
}

fn share(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let audience = named(draft, words)?;
    let zone = words.next("the zone")?;
    let share = words.decimal("the share")?;
    if share > Decimal::ONE {
        return Err(Wrong::new("a share is between 0 and 1"));
    }
    let zones = &mut audience.zones.value;
    let micros = |entry: &At<AudienceZone>| entry.value.share.as_ref().map_or(Decimal::SCALE, |s| s.value.0.micros);
    let others: i128 = zones.iter().filter(|entry| !is(&entry.value.zone, &zone)).map(|e| i128::from(micros(e))).sum();
    let rest = i128::from(Decimal::SCALE - share.micros);
    for entry in zones.iter_mut().filter(|entry| !is(&entry.value.zone, &zone)) {
        // Rounded to millionths; the loader takes shares in proportion.
        let part = if others == 0 { 0 } else { i128::from(micros(entry)) * rest / others };
        entry.value.share = Some(Exact(Decimal::micros(i64::try_from(part).unwrap_or(0))).into());
    }
    match zones.iter_mut().find(|entry| is(&entry.value.zone, &zone)) {
        Some(entry) => entry.value.share = Some(Exact(share).into()),
        None => zones.push(AudienceZone { zone: text(zone), share: Some(Exact(share).into()) }.into()),
    }
    Ok(())
}

fn add(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let id = words.next("the new audience's id")?;
    Draft::fresh(draft.instance.audiences.iter().map(|audience| &audience.value.id), &id, "audience")?;
    words.expect("zone")?;
    let zone = AudienceZone { zone: text(words.next("the zone")?), share: None };
    let people = if words.take("people") { Some(Exact(words.decimal("the number of people")?).into()) } else { None };
    let audience = Audience { id: text(id), people, zones: vec![zone.into()].into(), ..Audience::default() };
    draft.instance.audiences.push(audience.into());
    Ok(())
}

fn remove(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let id = words.next("the audience's id")?;
    draft.audience(&id)?;
    forget::audience(&mut draft.instance, &id);
    Ok(())
}
