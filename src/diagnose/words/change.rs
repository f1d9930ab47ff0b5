//! Changes in words.

use super::{Words, date, length, list};
use crate::diagnose::proposals::Proposal;
use crate::domain::change::{
    Change, DayChange, EventChange, LengthChange, PersonChange, Pick, PlaceChange, RoomChange, RuleChange, Scope,
    ServiceChange, ServiceNeed, SessionChange, TieChange, When,
};
use crate::domain::{PersonId, Window};
use crate::rules::words::MOST_NAMED;

impl Words<'_> {
    /// A proposal in words.
    pub(in crate::diagnose) fn proposal(self, proposal: &Proposal) -> String {
        let Some(change) = proposal.changes.first() else { return String::new() };
        self.change(change, proposal.amount.unwrap_or(1)).unwrap_or_else(|| proposal.line())
    }

    /// A change by an amount, in words; `None` for a kind that is never proposed.
    fn change(self, change: &Change, amount: i64) -> Option<String> {
        let c = self.0;
        Some(match change {
            Change::Day(change) => return self.of_days(change, amount),
            Change::Room(change) => return self.of_rooms(change, amount),
            Change::Service(change) => return self.of_services(change, amount),
            Change::Event(EventChange::Turnaround { minutes }) => {
                format!("a turnaround of {} instead of {}", length(*minutes), length(c.turnaround_minutes))
            }
            Change::Event(EventChange::Gap { minutes }) => {
                let old = length(c.person_gap_minutes);
                format!("{} between two sessions of a person instead of {old}", length(*minutes))
            }
            Change::Length(LengthChange::Shorten { sessions, .. }) => {
                let now = c.sessions.iter().find(|session| sessions.contains(&Pick::Session(session.id.clone())))?;
                format!("{} shortened to {}, by {}", now.id, length(now.minutes - amount), length(amount))
            }
            Change::Person(PersonChange::Free { person, when: Some(when) }) => {
                format!("{} available on {}", self.person_called(person)?, self.days_within(when))
            }
            Change::Person(PersonChange::Leave { person, sessions }) => {
                format!("{} without {}, or with another person", picked(sessions), self.person_called(person)?)
            }
            Change::Session(SessionChange::Service { sessions, need: ServiceNeed::Without(service) }) => {
                format!("{} without {service}", picked(sessions))
            }
            Change::Session(SessionChange::Alone { sessions, alone: false }) => {
                format!("other sessions allowed at the same time as {}", picked(sessions))
            }
            Change::Session(SessionChange::Withdraw { sessions }) => match sessions.len() {
                1 => format!("{} withdrawn", picked(sessions)),
                count => format!("{count} sessions withdrawn: {}", picked(sessions)),
            },
            Change::Place(PlaceChange::Unlock { sessions, .. }) => format!("{} no longer fixed", picked(sessions)),
            Change::Place(PlaceChange::Anytime { sessions }) => format!("{} allowed at any time", picked(sessions)),
            Change::Tie(change) => dropped_links(change),
            Change::Rule(RuleChange::Off { rule }) => format!("the rule {rule} off instead of hard"),
            _ => return None,
        })
    }

    fn of_days(self, change: &DayChange, amount: i64) -> Option<String> {
        let clock = |minutes: i64| crate::domain::change::clock(minutes % (24 * 60));
        Some(match change {
            DayChange::Earliest { scope: Scope::Day(day), time } => {
                format!("{} more on {}, starting at {}", length(amount), date(*day), clock(*time))
            }
            DayChange::Latest { scope: Scope::Day(day), time } => {
                format!("{} more on {}, until {}", length(amount), date(*day), clock(*time))
            }
            DayChange::Longest { scope: Scope::Phase(phase), minutes } => {
                format!("days of {phase} up to {} long, {} more than now", length(minutes.unwrap_or(0)), length(amount))
            }
            DayChange::Add { date: day, phase: Some(phase) } => format!("one more day in {phase}: {}", date(*day)),
            DayChange::Types { phase, types } => {
                let known = self.0.phases.iter().find(|known| known.id == *phase)?;
                let taken = |kind: &str| known.types.iter().flatten().any(|taken| self.0.types[taken.index()] == kind);
                let new = types.iter().flatten().filter(|kind| !taken(kind)).cloned();
                format!("sessions of type {} also allowed in {phase}", list(new))
            }
            DayChange::NoSlots { phase } => format!("{phase} without slots"),
            _ => return None,
        })
    }

    fn of_rooms(self, change: &RoomChange, amount: i64) -> Option<String> {
        Some(match change {
            RoomChange::Add { like: Some(like), .. } if amount == 1 => {
                format!("one more room like {like}, never closed")
            }
            RoomChange::Add { like: Some(like), .. } => format!("{amount} more rooms like {like}, never closed"),
            RoomChange::Open { room, when: Some(when) } => {
                let windows = when.windows(self.0.zone).into_iter().map(|window| self.window(window));
                format!("{room} open {}", list(windows))
            }
            RoomChange::Capacity { room, people: Some(people) } => format!("{room} with a capacity of {people} people"),
            _ => return None,
        })
    }

    fn of_services(self, change: &ServiceChange, amount: i64) -> Option<String> {
        let c = self.0;
        Some(match change {
            ServiceChange::Minutes { service, minutes } => {
                format!("{service} for {} per day, {} more than now", length(minutes.unwrap_or(0)), length(amount))
            }
            ServiceChange::Teams { service, teams: 1 } => format!("a team for {service}"),
            ServiceChange::Teams { service, teams: 2 } => format!("a second team for {service}"),
            ServiceChange::Teams { service, teams } => format!("{teams} teams for {service}, {amount} more than now"),
            ServiceChange::Rooms { service, rooms } => {
                let known = c.services.iter().find(|known| known.id == *service)?;
                let had = |room: &str| known.rooms.iter().flatten().any(|had| c.rooms[had.index()].id == room);
                let new = rooms.iter().flatten().filter(|room| !had(room)).cloned();
                format!("{service} also in {}", list(new))
            }
            _ => return None,
        })
    }

    fn person_called(self, id: &str) -> Option<String> {
        let position = self.0.people.iter().position(|person| person.id == id)?;
        Some(self.person(PersonId::new(position)))
    }

    /// The days that lie within some windows.
    fn days_within(self, when: &When) -> String {
        let windows = when.windows(self.0.zone);
        let inside =
            |window: &Window, day: &crate::domain::Day| window.from <= day.earliest && day.latest <= window.until;
        let days = self.0.days.iter().filter(|day| windows.iter().any(|window| inside(window, day)));
        list(days.map(|day| date(day.date)))
    }
}

fn picked(sessions: &[Pick]) -> String {
    let name = |pick: &Pick| match pick {
        Pick::Session(id) | Pick::Type(id) | Pick::Track(id) | Pick::Tag(id) => id.clone(),
    };
    let more = sessions.len().saturating_sub(MOST_NAMED);
    let names = sessions.iter().take(MOST_NAMED).map(name);
    list(names.chain((more > 0).then(|| format!("{more} more"))))
}

fn dropped_links(change: &TieChange) -> String {
    match change {
        TieChange::Order { first, second } => format!("{first} no longer before {second}"),
        TieChange::Apart { first, second } => format!("{first} and {second} allowed at the same time"),
        TieChange::Relation { kind, first, second } => {
            format!("the relation {kind} between {first} and {second} dropped")
        }
        TieChange::Track { track } => format!("overlaps allowed in track {track}"),
    }
}
