//! The figures of a programme before it is scheduled.

use super::Width;
use super::numbers::{count, hours, length, share, thousands, whole};
use super::table::{Column, table};
use super::text::{cut, printable, section, wrap};
use crate::explain::describe::{PersonLoad, PhaseLoad, ProgrammeFigures, RegionPeople, ServiceLoad, SessionGroup};

/// Writes the figures of a programme, with the `most` people who are needed most.
pub fn describe(view: &ProgrammeFigures, most: usize, width: Width) -> String {
    let inner = Width(width.0 - 2);
    let head = format!(
        "{}: {} ({} h) on {} in {}, {} people.",
        printable(&view.name),
        count(view.sessions, "session"),
        hours(view.minutes),
        count(view.days, "day"),
        count(view.rooms, "room"),
        whole(view.regions.iter().map(|region| region.people).sum()),
    );
    let mut out = wrap("", &head, width.0);
    let fixed = if view.fixed > 0 { format!("{} fixed. ", count(view.fixed, "session")) } else { String::new() };
    out.push_str(&wrap("", &format!("{fixed}Local times are in the time zone {}.", view.zone), width.0));
    out.push_str(&section("Sessions by type", &groups(&view.types, "type", inner)));
    out.push_str(&section("Sessions by track", &groups(&view.tracks, "track", inner)));
    out.push_str(&section("Room time needed and available (room-hours, with turnaround)", &phases(view, inner)));
    out.push_str(&section("Services (hours)", &services(&view.services, inner)));
    out.push_str(&section("People by region", &regions(&view.regions, inner)));
    out.push_str(&section("People needed most", &people(&view.people, most, inner)));
    out
}

fn groups(groups: &[SessionGroup], what: &'static str, width: Width) -> String {
    let row = |group: &SessionGroup| {
        let name = group.id.as_deref().map_or_else(|| "(none)".to_owned(), |id| cut(&printable(id), 40));
        vec![name, whole(group.sessions), hours(group.minutes), thousands(group.attendance)]
    };
    let columns =
        [Column::Text(what), Column::Number("sessions"), Column::Number("hours"), Column::Number("attendance")];
    table(&columns, groups.iter().map(row).collect(), width)
}

fn phases(view: &ProgrammeFigures, width: Width) -> String {
    let row = |phase: &PhaseLoad| {
        vec![
            phase.id.as_deref().map_or_else(|| "all".to_owned(), |id| cut(&printable(id), 30)),
            whole(phase.days),
            whole(phase.only_here),
            whole(phase.possible),
            hours(phase.needed),
            hours(phase.available),
            share(phase.needed, phase.available),
        ]
    };
    let columns = [
        Column::Text("phase"),
        Column::Number("days"),
        Column::Number("only here"),
        Column::Number("possible"),
        Column::Number("needed"),
        Column::Number("available"),
        Column::Number("used"),
    ];
    let several = view.phases.len() > 1;
    let rows = view.phases.iter().chain(several.then_some(&view.whole)).map(row).collect();
    table(&columns, rows, width)
}

fn services(services: &[ServiceLoad], width: Width) -> String {
    let row = |service: &ServiceLoad| {
        vec![
            cut(&printable(&service.id), 30),
            thousands(service.teams),
            whole(service.sessions),
            hours(service.minutes),
            hours(service.available),
            share(service.minutes, service.available),
        ]
    };
    let columns = [
        Column::Text("service"),
        Column::Number("teams"),
        Column::Number("sessions"),
        Column::Number("needed"),
        Column::Number("available"),
        Column::Number("used"),
    ];
    table(&columns, services.iter().map(row).collect(), width)
}

fn regions(regions: &[RegionPeople], width: Width) -> String {
    let row = |region: &RegionPeople| {
        let name = if region.name.is_empty() { "(no zone)".to_owned() } else { printable(&region.name) };
        vec![name, whole(region.people), whole(region.seats), hours(region.minutes)]
    };
    let columns =
        [Column::Text("region"), Column::Number("people"), Column::Number("times needed"), Column::Number("hours")];
    table(&columns, regions.iter().map(row).collect(), width)
}

fn people(people: &[PersonLoad], most: usize, width: Width) -> String {
    let row = |load: &PersonLoad| {
        vec![cut(&printable(&load.name), 40), printable(&load.zone), whole(load.sessions), length(load.minutes)]
    };
    let columns =
        [Column::Text("person"), Column::Text("zone"), Column::Number("sessions"), Column::Number("needed for")];
    let mut out = table(&columns, people.iter().take(most).map(row).collect(), width);
    if people.len() > most {
        out.push_str(&format!("and {} more\n", whole(people.len() - most)));
    }
    out
}
