//! Statements, arguments and changes in words, with the ids of whoever wrote the instance.

use chrono::NaiveDate;

use super::changes::Change;
use super::core::Core;
use super::feasible::{Argument, ArgumentKind};
use super::statements::Statement;
use crate::domain::{
    Conference, DayId, Instant, PersonId, PhaseId, RelationKind, RoomId, ServiceId, SessionId, Strength, TypeId, Window,
};

/// Ids named before the rest is counted.
const MOST_NAMED: usize = 12;

/// A conference that is spoken of.
#[derive(Clone, Copy)]
pub(super) struct Words<'c>(pub &'c Conference);

impl Words<'_> {
    /// A core's statements, those of one kind that say the same in one sentence.
    pub(super) fn sentences(self, core: &Core) -> Vec<String> {
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
    pub(super) fn statement(self, statement: &Statement) -> String {
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

    /// Why the statements of a core cannot all hold.
    pub(super) fn because(self, argument: &Argument) -> String {
        match &argument.kind {
            ArgumentKind::Nowhere => {
                let who = list(argument.sessions.iter().map(|&session| self.session(session)));
                format!("No start and room satisfies all of this for {who}.")
            }
            ArgumentKind::Squeezed(session) => {
                format!("Wherever the others are, no start and room is left for {}.", self.session(*session))
            }
            ArgumentKind::Counted { what, days, needed, available } => {
                let on = if days.is_empty() { String::new() } else { format!(" on {}", self.days(days)) };
                let count = argument.sessions.len();
                let who = if count == 1 { "This session".into() } else { format!("These {count} sessions") };
                match what.rule {
                    "room-clash" => format!(
                        "{who} need rooms for {} in all{}; there {} {}{on}.",
                        length(*needed),
                        self.turnaround_included(),
                        is(*available),
                        length(*available)
                    ),
                    "service" => format!(
                        "{who} need {} for {} in all; there {} {}{on}.",
                        what.subject.first().map_or("the service", String::as_str),
                        length(*needed),
                        is(*available),
                        length(*available)
                    ),
                    "person-clash" => format!(
                        "{who} need {} for {} in all; there {} {}{on}.",
                        what.subject.join(" and "),
                        length(*needed),
                        is(*available),
                        length(*available)
                    ),
                    "person-load" => format!(
                        "{who} need {}; at three a day there is room for {available} on the days there are.",
                        what.subject.join(" and ")
                    ),
                    "alone" => format!(
                        "{who} take {} of room time{}, those beside which nothing runs taking all rooms; there {} {}{on}.",
                        length(*needed),
                        self.turnaround_included(),
                        is(*available),
                        length(*available)
                    ),
                    "track-overlap" | "apart" => format!(
                        "{who} take {} one after the other; there {} {}{on}.",
                        length(*needed),
                        is(*available),
                        length(*available)
                    ),
                    rule => format!("By the rule {rule}, {who} need {needed} and there is {available}{on}."),
                }
            }
            ArgumentKind::Exhausted => "No arrangement satisfies all of this: all were looked at.".into(),
            ArgumentKind::Program => {
                "No arrangement satisfies all of this: an integer program has tried them, to its solver's tolerance."
                    .into()
            }
        }
    }

    /// A change as a demand.
    pub(super) fn change(self, change: &Change) -> String {
        let c = self.0;
        match change {
            Change::Earlier { day, minutes } => {
                let from = c.days[day.index()].earliest.plus(-minutes);
                format!("{} more on {}, from {}", length(*minutes), self.day(*day), self.clock(from))
            }
            Change::Later { day, minutes } => {
                let until = c.days[day.index()].latest.plus(*minutes);
                format!("{} more on {}, until {}", length(*minutes), self.day(*day), self.clock(until))
            }
            Change::Longer { phase, minutes } => {
                let longest = c.phases[phase.index()].longest_day_minutes.unwrap_or(0) + minutes;
                let phase = self.phase(*phase);
                format!("days of {phase} of up to {}: {} more", length(longest), length(*minutes))
            }
            Change::Turnaround { minutes } => {
                format!(
                    "a turnaround of {} instead of {}",
                    length(c.turnaround_minutes - minutes),
                    length(c.turnaround_minutes)
                )
            }
            Change::PersonGap { minutes } => {
                let (old, new) = (c.person_gap_minutes, c.person_gap_minutes - minutes);
                format!("{} between two sessions of a person instead of {}", length(new), length(old))
            }
            Change::ServiceMinutes { service, minutes } => {
                let all = c.services[service.index()].minutes_per_day.unwrap_or(0) + minutes;
                format!("{} for {} a day: {} more", self.service(*service), length(all), length(*minutes))
            }
            Change::Shorter { session, minutes } => {
                let left = c.sessions[session.index()].minutes - minutes;
                format!("{} shortened to {}, by {}", self.session(*session), length(left), length(*minutes))
            }
            Change::Free { person, day } => format!("{} free on {}", self.person(*person), self.day(*day)),
            Change::Without { session, person } => {
                format!("{} without {}, or with somebody else", self.session(*session), self.person(*person))
            }
            Change::NoService { session, service } => {
                format!("{} without {}", self.session(*session), self.service(*service))
            }
            Change::Rooms { like, count: 1 } => format!("one more room like {}, never closed", self.room(*like)),
            Change::Rooms { like, count } => format!("{count} more rooms like {}, never closed", self.room(*like)),
            Change::Open { room, window } => format!("{} open {}", self.room(*room), self.window(*window)),
            Change::Capacity { room, people } => format!("{} with room for {people} people", self.room(*room)),
            Change::Teams { service, count } => {
                let teams = c.services[service.index()].teams + count;
                match teams {
                    1 => format!("a team for {}", self.service(*service)),
                    2 => format!("a second team for {}", self.service(*service)),
                    teams => format!("{teams} teams for {}: {count} more", self.service(*service)),
                }
            }
            Change::ServiceRoom { service, room } => {
                format!("{} in {} as well", self.service(*service), self.room(*room))
            }
            Change::Takes { phase, kind } => {
                format!("sessions of type {} in {} as well", c.types[kind.index()], self.phase(*phase))
            }
            Change::Day { phase, date: day } => format!("one more day in {}: {}", self.phase(*phase), date(*day)),
            Change::GivenUp(statement) => self.given_up(statement),
            Change::LeftOut(sessions) => {
                let count = sessions.len();
                if count == 1 {
                    format!("{} left out", self.session(sessions[0]))
                } else {
                    format!("{count} sessions left out: {}", self.named(sessions))
                }
            }
        }
    }

    fn given_up(self, statement: &Statement) -> String {
        match statement {
            Statement::Fixed(session) => format!("{} no longer fixed", self.session(*session)),
            Statement::Allowed(session) => format!("{} at any time", self.session(*session)),
            Statement::Order { first, second } => {
                format!("{} no longer before {}", self.session(*first), self.session(*second))
            }
            Statement::Alone(session) => format!("other sessions beside {}", self.session(*session)),
            Statement::Apart(a, b) => format!("{} and {} at the same time", self.session(*a), self.session(*b)),
            Statement::Slots(phase) => format!("{} without slots", self.phase(*phase)),
            Statement::Relation { relation, first, second } => {
                let name = self.0.relations[*relation].name;
                format!("the relation {name} no longer between {} and {}", self.session(*first), self.session(*second))
            }
            Statement::Track(track) => format!("overlaps allowed in track {}", self.0.tracks[track.index()].0),
            other => format!("no longer: {}", self.statement(other)),
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

    /// Sessions with their lengths and services: `a and b (90 min each, with interpretation) and c (60 min)`.
    fn sized(self, sessions: &[SessionId]) -> String {
        let data = |session: SessionId| &self.0.sessions[session.index()];
        let alike =
            |a: SessionId, b: SessionId| (data(a).minutes, &data(a).services) == (data(b).minutes, &data(b).services);
        let mut groups: Vec<Vec<SessionId>> = Vec::new();
        for &session in sessions {
            match groups.iter_mut().find(|group| alike(group[0], session)) {
                Some(group) => group.push(session),
                None => groups.push(vec![session]),
            }
        }
        list(groups.iter().map(|group| {
            let first = data(group[0]);
            let each = if group.len() == 1 { "" } else { " each" };
            let services = list(first.services.iter().map(|&service| self.service(service)));
            let with = if services.is_empty() { String::new() } else { format!(", with {services}") };
            format!("{} ({}{each}{with})", self.named(group), length(first.minutes))
        }))
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

    fn phases_with(self, kind: TypeId) -> Vec<PhaseId> {
        (0..self.0.phases.len()).map(PhaseId::new).filter(|&phase| self.0.phase_takes(phase, kind)).collect()
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

    fn named(self, sessions: &[SessionId]) -> String {
        let names = sessions.iter().take(MOST_NAMED).map(|&session| self.session(session));
        let more = sessions.len().saturating_sub(MOST_NAMED);
        list(names.chain((more > 0).then(|| format!("{more} more"))))
    }

    fn turnaround_included(self) -> &'static str {
        if self.0.turnaround_minutes > 0 { ", the turnaround included" } else { "" }
    }

    fn session(self, session: SessionId) -> String {
        self.0.sessions[session.index()].id.clone()
    }

    fn person(self, person: PersonId) -> String {
        let person = &self.0.people[person.index()];
        if person.label() == person.id { person.id.clone() } else { format!("{} ({})", person.id, person.label()) }
    }

    fn room(self, room: RoomId) -> String {
        self.0.rooms[room.index()].id.clone()
    }

    fn service(self, service: ServiceId) -> String {
        self.0.services[service.index()].id.clone()
    }

    fn phase(self, phase: PhaseId) -> String {
        self.0.phases[phase.index()].id.clone()
    }

    fn day(self, day: DayId) -> String {
        date(self.0.days[day.index()].date)
    }

    /// Days, those that follow each other in the list of days as a stretch.
    fn days(self, days: &[DayId]) -> String {
        let runs = days.chunk_by(|a, b| a.0 + 1 == b.0);
        list(runs.map(|run| match run {
            [one] => self.day(*one),
            [a, b] => format!("{} and {}", self.day(*a), self.day(*b)),
            [first, .., last] => {
                format!("the {} days from {} to {}", run.len(), self.day(*first), self.day(*last))
            }
            [] => String::new(),
        }))
    }

    fn hours(self, day: DayId) -> String {
        let day = &self.0.days[day.index()];
        format!("{}-{}", self.clock(day.earliest), self.clock(day.latest))
    }

    fn clock(self, at: Instant) -> String {
        self.0.zone.civil(at).format("%H:%M").to_string()
    }

    fn moment(self, at: Instant) -> String {
        self.0.zone.civil(at).format("%a %-d %b %Y %H:%M").to_string()
    }

    fn window(self, window: Window) -> String {
        let (from, until) = (self.0.zone.civil(window.from), self.0.zone.civil(window.until));
        let until = if from.date() == until.date() { self.clock(window.until) } else { self.moment(window.until) };
        format!("from {} to {until}", self.moment(window.from))
    }
}

fn date(date: NaiveDate) -> String {
    date.format("%a %-d %b %Y").to_string()
}

fn is(minutes: i64) -> &'static str {
    if minutes == 1 { "is" } else { "are" }
}

/// `a, b and c`.
fn list(items: impl Iterator<Item = String>) -> String {
    joined(items, "and")
}

/// `a, b or c`.
fn alternatives(items: impl Iterator<Item = String>) -> String {
    joined(items, "or")
}

fn joined(items: impl Iterator<Item = String>, word: &str) -> String {
    let items: Vec<String> = items.collect();
    match items.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} {word} {last}", rest.join(", ")),
    }
}

/// A length of time: `13 h 05 min`, `45 min`, `2 h`.
fn length(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest} min"),
        (whole, 0) => format!("{whole} h"),
        (whole, rest) => format!("{whole} h {rest:02} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{add_day, conference, session};

    #[test]
    fn lists_read_as_people_write_them() {
        let items = |text: &str| list(text.split_whitespace().map(str::to_owned));
        assert_eq!([items(""), items("a"), items("a b"), items("a b c")], ["", "a", "a and b", "a, b and c"]);
    }

    #[test]
    fn days_in_a_row_are_a_stretch_and_lengths_are_said_once() {
        let mut given = conference();
        for day in 3..=5 {
            add_day(&mut given, day, &format!("0{day}T00:00"), &format!("0{}T00:00", day + 1));
        }
        given.sessions = [("a", 60), ("b", 90), ("c", 60)].map(|(id, minutes)| session(id, minutes)).to_vec();
        let words = Words(&given);
        assert_eq!(words.days(&[DayId(0)]), "Mon 2 Nov 2020");
        assert_eq!(words.days(&[0, 1, 2].map(DayId)), "the 3 days from Mon 2 Nov 2020 to Wed 4 Nov 2020");
        assert_eq!(words.days(&[0, 3].map(DayId)), "Mon 2 Nov 2020 and Thu 5 Nov 2020");
        assert_eq!(
            words.statement(&Statement::Held([0, 1, 2].map(SessionId).to_vec())),
            "a and c (1 h each) and b (1 h 30 min) are held."
        );
    }
}
