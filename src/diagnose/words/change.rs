//! Changes, in words.

use super::{Words, date, length};
use crate::diagnose::changes::Change;
use crate::diagnose::statements::Statement;

impl Words<'_> {
    /// A change as a demand.
    pub(in crate::diagnose) fn change(self, change: &Change) -> String {
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
}
