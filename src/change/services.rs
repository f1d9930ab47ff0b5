//! Changes of services.

use std::ops::RangeInclusive;

use super::draft::{Draft, text};
use super::words::{Words, Wrong};
use super::{Kind, forget};
use crate::instance::format::Service;

/// The family.
pub static KINDS: &[Kind] = &[
    Kind {
        name: "service teams",
        arguments: "SERVICE N",
        sentence: "So many sessions can have the service at once.",
        example: "service teams interpretation 2",
        needs_schedule: false,
        apply: teams,
    },
    Kind {
        name: "service minutes",
        arguments: "SERVICE LENGTH|none",
        sentence: "So long all teams together can work in a day.",
        example: "service minutes interpretation 4h",
        needs_schedule: false,
        apply: minutes,
    },
    Kind {
        name: "service rooms",
        arguments: "SERVICE ROOM[,ROOM]|all",
        sentence: "The service is to be had in these rooms.",
        example: "service rooms interpretation all",
        needs_schedule: false,
        apply: rooms,
    },
    Kind {
        name: "service add",
        arguments: "SERVICE [teams N]",
        sentence: "A new service, in all rooms; sessions get it by `session service`.",
        example: "service add captioning teams 2",
        needs_schedule: false,
        apply: add,
    },
    Kind {
        name: "service remove",
        arguments: "SERVICE",
        sentence: "No session needs the service any more.",
        example: "service remove interpretation",
        needs_schedule: false,
        apply: remove,
    },
];

const COUNT: RangeInclusive<i64> = 0..=1_000_000_000;

fn named<'d>(draft: &'d mut Draft, words: &mut Words) -> Result<&'d mut Service, Wrong> {
    let service = draft.service(&words.next("the service's id")?)?;
    Ok(&mut draft.instance.services[service].value)
}

fn teams(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let service = named(draft, words)?;
    service.teams = Some(words.number("the number of teams", COUNT)?.into());
    Ok(())
}

fn minutes(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let service = named(draft, words)?;
    let minutes = if words.take("none") { None } else { Some(words.minutes("the time in a day", COUNT)?.into()) };
    service.minutes_per_day = minutes;
    Ok(())
}

fn rooms(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let id = words.next("the service's id")?;
    let service = draft.service(&id)?;
    let rooms = if words.take("all") { None } else { Some(words.list("a room's id")?) };
    for room in rooms.iter().flatten() {
        draft.room(room)?;
    }
    draft.instance.services[service].value.rooms = rooms.map(|rooms| rooms.into_iter().map(text).collect());
    Ok(())
}

fn add(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let id = words.next("the new service's id")?;
    Draft::fresh(draft.instance.services.iter().map(|service| &service.value.id), &id, "service")?;
    let teams = if words.take("teams") { Some(words.number("the number of teams", COUNT)?.into()) } else { None };
    draft.instance.services.push(Service { id: text(id), teams, ..Service::default() }.into());
    Ok(())
}

fn remove(draft: &mut Draft, words: &mut Words) -> Result<(), Wrong> {
    let id = words.next("the service's id")?;
    draft.service(&id)?;
    forget::service(&mut draft.instance, &id);
    Ok(())
}
