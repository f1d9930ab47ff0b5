//! A conference and a schedule in a few lines, for messages of failed tests.

use std::fmt::Write;

use plenary::check::Report;
use plenary::domain::{Comfort, Conference, DaysOff, Problem, Schedule, Strength, Window};

/// The conference, with one line for each element.
pub fn conference(c: &Conference) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{}: {} grid {} turnaround {} person gap {}",
        c.name, c.zone, c.grid_minutes, c.turnaround_minutes, c.person_gap_minutes
    );
    for p in &c.phases {
        let slots: Vec<_> = p.slots.iter().map(|s| (windows(&[s.window]), s.rooms.clone())).collect();
        let _ = writeln!(out, "phase {} types {:?} longest {:?} slots {slots:?}", p.id, p.types, p.longest_day_minutes);
    }
    for d in &c.days {
        let _ = writeln!(out, "day {} of {:?}: {} .. {}", d.date, d.phase, d.earliest, d.latest);
    }
    for r in &c.rooms {
        let _ = writeln!(out, "room {} capacity {:?} closed {}", r.id, r.capacity, windows(&r.closed));
    }
    for s in &c.services {
        let _ = writeln!(out, "service {} teams {} rooms {:?} per day {:?}", s.id, s.teams, s.rooms, s.minutes_per_day);
    }
    for a in &c.audiences {
        let zones: Vec<_> = a.zones.iter().map(|z| format!("{} {}", z.zone, z.share)).collect();
        let preferences = preferences(&a.comfort, &a.days_off);
        let _ = writeln!(out, "audience {} people {} weight {} zones {zones:?}{preferences}", a.id, a.people, a.weight);
    }
    for p in &c.people {
        let available = p.available.as_ref().map(|w| windows(w));
        let zone = p.zone.map(|z| z.to_string());
        let (away, preferences) = (windows(&p.unavailable), preferences(&p.comfort, &p.days_off));
        let _ =
            writeln!(out, "{} in {zone:?} or {:?} available {available:?} away {away}{preferences}", p.id, p.audience);
    }
    for s in &c.sessions {
        let _ = writeln!(
            out,
            "{} type {} track {:?} tags {:?} minutes {} attendance {}{}",
            s.id,
            s.session_type.0,
            s.track,
            s.tags,
            s.minutes,
            s.attendance,
            if s.alone { " alone" } else { "" }
        );
        let multipliers: Vec<_> = s.multipliers.iter().map(|(a, m)| format!("{} x{m}", a.0)).collect();
        let wishes: Vec<_> =
            s.wishes.iter().map(|w| (w.window.map(|x| windows(&[x])), w.rooms.clone(), w.discomfort)).collect();
        let allowed = s.allowed.as_ref().map(|w| windows(w));
        let fixed = s.fixed.map(|f| (f.start.to_string(), f.room));
        for part in [
            (!s.participants.is_empty()).then(|| format!("participants {:?}", s.participants)),
            (!multipliers.is_empty()).then(|| format!("multipliers {multipliers:?}")),
            (!s.services.is_empty()).then(|| format!("services {:?}", s.services)),
            (!s.after.is_empty()).then(|| format!("after {:?}", s.after)),
            (!s.before.is_empty()).then(|| format!("before {:?}", s.before)),
            (!s.apart_from.is_empty()).then(|| format!("apart from {:?}", s.apart_from)),
            (!wishes.is_empty()).then(|| format!("wishes {wishes:?}")),
            allowed.map(|a| format!("allowed {a}")),
            fixed.map(|f| format!("fixed {f:?}")),
        ]
        .into_iter()
        .flatten()
        {
            let _ = writeln!(out, "    {part}");
        }
    }
    for r in &c.relations {
        let _ = writeln!(out, "relation {} {:?} {:?} {:?}", r.name, r.kind, r.sessions, r.strength);
    }
    for i in &c.interest {
        let _ = writeln!(out, "interest {:?} {:?} {}", i.first, i.second, i.people);
    }
    let rules: Vec<_> =
        c.rules.iter().map(|(id, r)| format!("{id}={}{}", strength(r.strength), share(r.share))).collect();
    let _ = writeln!(out, "{}", rules.join(" "));
    out
}

/// A conference with its earlier timetable.
pub fn problem(problem: Problem<'_>) -> String {
    let mut out = conference(problem.conference);
    if let Some(reference) = problem.reference {
        let _ = writeln!(out, "earlier {}", schedule(problem.conference, &reference.schedule));
    }
    out
}

/// A schedule on one line.
pub fn schedule(c: &Conference, schedule: &Schedule) -> String {
    let place = |(session, p): (_, plenary::domain::Placement)| {
        let session: plenary::domain::SessionId = session;
        format!("{} {} {:?}", c.sessions[session.index()].id, p.start, p.room.map(|r| r.0))
    };
    schedule.placed().map(place).collect::<Vec<_>>().join(", ")
}

/// A report on a few lines.
pub fn report(report: &Report) -> String {
    let costs: Vec<_> = report.by_rule.iter().filter(|(_, cost)| *cost != 0).collect();
    let broken: Vec<_> = report.violations.iter().map(|v| format!("{}: {}", v.rule, v.message)).collect();
    format!("cost {} unplaced {} {costs:?}\n{}", report.cost, report.unplaced_minutes, broken.join("\n"))
}

fn windows(windows: &[Window]) -> String {
    let one = |w: &Window| format!("{}..{}", w.from, w.until);
    windows.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn preferences(comfort: &Comfort, days_off: &DaysOff) -> String {
    let own: Vec<_> = comfort.windows.iter().skip(10).map(|w| (w.from, w.until, w.discomfort)).collect();
    let comfort = if own.is_empty() { String::new() } else { format!(" comfort {own:?}") };
    let off = if days_off.surcharge == 0 { String::new() } else { format!(" off {days_off:?}") };
    comfort + &off
}

fn strength(strength: Strength) -> String {
    match strength {
        Strength::Off => "off".into(),
        Strength::Hard => "hard".into(),
        Strength::Weight(w) => w.to_string(),
    }
}

fn share(share: Option<plenary::domain::Decimal>) -> String {
    share.map(|s| format!(" (share {s})")).unwrap_or_default()
}
