//! What is demanded, in words.

use super::{Words, alternatives, length, list};
use crate::diagnose::core::Core;
use crate::diagnose::statements::Statement;
use crate::domain::{DayId, PersonId, PhaseId, RelationKind, SessionId, Strength, TypeId, Window};

impl Words<'_> {
    /// A core's statements, those of one kind that say the same in one sentence.
    pub(in crate::diagnose) fn sentences(self, core: &Core) -> Vec<String> {
        let mut told = Vec::new();
        let statements = &core.statements;
        told.extend(self.held_together(statements));
        told.extend(self.orders(statements));
        told.extend(self.types_together(statements));
        told.extend(self.hours_together(statements));
        for statement in statements {
            match statement {
                Statement::Held(_) | Statement::Order { .. } | Statement::Hours(_) | Statement::Type(_) => {}
                statement => told.push(self.statement(statement)),
            }
        }
        told
    }

    /// One statement by itself.
    pub(in crate::diagnose) fn statement(self, statement: &Statement) -> String {
        let c = self.0;
        match statement {
            Statement::Held(sessions) => {
                format!("{} {} held.", self.sized(sessions), if sessions.len() == 1 { "is" } else { "are" })
            }
            Statement::Rooms(rooms) => match rooms.as_slice() {
                [room] => format!("{} holds one session at a time.", self.room(*room)),
                rooms => {
                    format!("{} hold one session at a time each.", list(rooms.iter().map(|&room| self.room(room))))
                }
            },
            Statement::Turnaround => {
                format!("A room stays taken for {} after each session.", length(c.turnaround_minutes))
            }
            Statement::Closed(room) => {
                let windows = c.rooms[room.index()].closed.iter().map(|window| self.window(*window));
                format!("{} is closed {}.", self.room(*room), list(windows))
            }
            Statement::Capacity(rooms) => {
                let size = c.rooms[rooms[0].index()].capacity.unwrap_or(0);
                let holds = if rooms.len() == 1 { "holds" } else { "hold" };
                format!("{} {holds} {size} people.", list(rooms.iter().map(|&room| self.room(room))))
            }
            Statement::ServiceRooms(service) => {
                let rooms = c.services[service.index()].rooms.as_deref().unwrap_or_default();
                let service = self.service(*service);
                match rooms {
                    [] => format!("No room has {service}."),
                    [room] => format!("{} is the only room with {service}.", self.room(*room)),
                    rooms => {
                        let rooms = list(rooms.iter().map(|&room| self.room(room)));
                        format!("Only {rooms} have {service}.")
                    }
                }
            }
            Statement::Teams(service) => {
                let teams = c.services[service.index()].teams;
                let service = self.service(*service);
                match teams {
                    1 => format!("There is one team for {service}: it serves one session at a time."),
                    teams => format!("There are {teams} teams for {service}, each for one session at a time."),
                }
            }
            Statement::ServiceMinutes(service) => {
                let minutes = c.services[service.index()].minutes_per_day.unwrap_or(0);
                format!("{} is to be had for {} a day in all.", self.service(*service), length(minutes))
            }
            Statement::Hours(day) => format!("{} is open {}.", self.day(*day), self.hours(*day)),
            Statement::Longest(phase) => {
                let longest = c.phases[phase.index()].longest_day_minutes.unwrap_or(0);
                format!("No day of {} is open for longer than {}.", self.phase(*phase), length(longest))
            }
            Statement::Slots(phase) => {
                format!("Sessions of {} start with one of its slots and end inside it.", self.phase(*phase))
            }
            Statement::Type(kind) => self.phases_of(&[*kind]),
            Statement::Away(person) => self.away(*person),
            Statement::Busy(person) => {
                let most = match c.rule("person-load") {
                    Strength::Hard => ", nor in more than three on one day",
                    _ => "",
                };
                format!("{} cannot be in two sessions at once{most}.", self.person(*person))
            }
            Statement::PersonGap => {
                format!("Nobody is needed again within {} of a session's end.", length(c.person_gap_minutes))
            }
            Statement::Fixed(session) => self.fixed(*session),
            Statement::Allowed(session) => {
                let windows = c.sessions[session.index()].allowed.as_deref().unwrap_or_default();
                let windows = windows.iter().map(|window| self.window(*window));
                format!("{} may be held {} only.", self.session(*session), alternatives(windows))
            }
            Statement::Order { first, second } => {
                format!("{} ends before {} starts.", self.session(*first), self.session(*second))
            }
            Statement::Alone(session) => format!("Nothing runs beside {}.", self.session(*session)),
            Statement::Apart(a, b) => format!("{} and {} do not overlap.", self.session(*a), self.session(*b)),
            Statement::Relation { relation, first, second } => self.relation(*relation, *first, *second),
            Statement::Track(track) => {
                let track = &c.tracks[track.index()].0;
                format!("The sessions of track {track} obey the hard rules on tracks: they do not overlap.")
            }
        }
    }

    /// What is held, lengths and services said once.
    fn held_together(self, statements: &[Statement]) -> Vec<String> {
        let mut single = Vec::new();
        let mut told = Vec::new();
        for statement in statements {
            match statement {
                Statement::Held(sessions) if sessions.len() == 1 => single.push(sessions[0]),
                Statement::Held(sessions) => {
                    let kind = &self.0.types[self.0.sessions[sessions[0].index()].kind.index()];
                    told.push(format!(
                        "All of these {} sessions of type {kind} are held: {}.",
                        sessions.len(),
                        self.sized(sessions)
                    ));
                }
                _ => {}
            }
        }
        if !single.is_empty() {
            single.sort_unstable();
            told.push(self.statement(&Statement::Held(single)));
        }
        told
    }

    fn orders(self, statements: &[Statement]) -> Vec<String> {
        let mut told: Vec<(SessionId, Vec<SessionId>)> = Vec::new();
        for statement in statements {
            if let Statement::Order { first, second } = statement {
                match told.iter_mut().find(|(before, _)| before == first) {
                    Some((_, after)) => after.push(*second),
                    None => told.push((*first, vec![*second])),
                }
            }
        }
        let starts = |after: &[SessionId]| if after.len() == 1 { "starts" } else { "start" };
        told.iter()
            .map(|(first, after)| {
                format!("{} ends before {} {}.", self.session(*first), self.named(after), starts(after))
            })
            .collect()
    }

    fn hours_together(self, statements: &[Statement]) -> Vec<String> {
        let mut told: Vec<(String, Vec<DayId>)> = Vec::new();
        for statement in statements {
            if let Statement::Hours(day) = statement {
                let hours = self.hours(*day);
                match told.iter_mut().find(|(known, _)| *known == hours) {
                    Some((_, days)) => days.push(*day),
                    None => told.push((hours, vec![*day])),
                }
            }
        }
        told.iter()
            .map(|(hours, days)| {
                let verb = if days.len() == 1 { "is" } else { "are" };
                format!("{} {verb} open {hours}.", self.days(days))
            })
            .collect()
    }

    fn types_together(self, statements: &[Statement]) -> Vec<String> {
        let mut told: Vec<(Vec<PhaseId>, Vec<TypeId>)> = Vec::new();
        for statement in statements {
            if let Statement::Type(kind) = statement {
                let phases = self.phases_with(*kind);
                match told.iter_mut().find(|(known, _)| *known == phases) {
                    Some((_, kinds)) => kinds.push(*kind),
                    None => told.push((phases, vec![*kind])),
                }
            }
        }
        told.iter().map(|(_, kinds)| self.phases_of(kinds)).collect()
    }

    /// Types that the same phases take.
    fn phases_of(self, kinds: &[TypeId]) -> String {
        let phases = list(self.phases_with(kinds[0]).into_iter().map(|phase| self.phase(phase)));
        let kinds = list(kinds.iter().map(|kind| self.0.types[kind.index()].clone()));
        match phases.is_empty() {
            true => format!("No phase takes sessions of type {kinds}."),
            false => format!("Sessions of type {kinds} are held in {phases} only."),
        }
    }

    fn away(self, person: PersonId) -> String {
        let data = &self.0.people[person.index()];
        let met = |window: &&Window| self.0.days.iter().any(|day| window.overlap(day.earliest, day.latest) > 0);
        let who = self.person(person);
        let away: Vec<String> = data.unavailable.iter().filter(met).map(|window| self.window(*window)).collect();
        let away = if away.is_empty() { None } else { Some(format!("is away {}", list(away.into_iter()))) };
        let there = data.available.as_ref().map(|windows| {
            let there: Vec<String> = windows.iter().filter(met).map(|window| self.window(*window)).collect();
            if there.is_empty() {
                "is there on none of the days".to_owned()
            } else {
                format!("is there only {}", alternatives(there.into_iter()))
            }
        });
        let parts: Vec<String> = there.into_iter().chain(away).collect();
        if parts.is_empty() { format!("{who} is away at times.") } else { format!("{who} {}.", parts.join(" and ")) }
    }

    fn fixed(self, session: SessionId) -> String {
        let who = self.session(session);
        match self.0.sessions[session.index()].fixed {
            Some(fixed) => {
                let room = fixed.room.map_or_else(String::new, |room| format!(" in {}", self.room(room)));
                format!("{who} is fixed at {}{room}.", self.moment(fixed.start))
            }
            None => format!("{who} is fixed."),
        }
    }

    fn relation(self, relation: usize, first: SessionId, second: SessionId) -> String {
        let data = &self.0.relations[relation];
        let (a, b) = (self.session(first), self.session(second));
        let between = |least: i64, most: Option<i64>, unit: fn(i64) -> String| match most {
            Some(most) if most == least => unit(least),
            Some(most) if least <= 0 => format!("at most {}", unit(most)),
            Some(most) => format!("{} to {}", unit(least), unit(most)),
            None => format!("at least {}", unit(least)),
        };
        match data.kind {
            RelationKind::Days { least: 0, most: Some(0) } => format!("{a} and {b} are held on the same day."),
            RelationKind::Days { least: 1, most: None } => format!("{a} and {b} are held on different days."),
            RelationKind::Days { least, most } => {
                let days = |days: i64| if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
                format!("{a} and {b} are {} apart.", between(least, most, days))
            }
            RelationKind::Gap { least, most, either_order, same_room } => {
                let room = if same_room { ", in the same room" } else { "" };
                let gap = between(least, most, length);
                match either_order {
                    true => format!("Between {a} and {b}, in either order, there are {gap}{room}."),
                    false => format!("{b} starts {gap} after the end of {a}{room}."),
                }
            }
        }
    }
}
