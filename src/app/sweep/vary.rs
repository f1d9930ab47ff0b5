//! The number that `sweep` varies, and its values.

use crate::app::Failure;
use crate::app::cases::Base;
use crate::change::kinds;
use crate::domain::{Decimal, RuleId, Strength};
use crate::instance::did_you_mean;

/// `NAME=VALUES`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vary {
    /// Name of the number to vary.
    pub name: String,
    /// Its values in ascending order, without repetition.
    pub values: Vec<Decimal>,
}

/// Largest number of values.
const MOST_VALUES: usize = 200;

impl std::str::FromStr for Vary {
    type Err = String;

    /// Reads `NAME=1,2,4..16:4`.
    fn from_str(text: &str) -> Result<Vary, String> {
        parse(text)
    }
}

fn parse(text: &str) -> Result<Vary, String> {
    let (name, list) = text.rsplit_once('=').ok_or("there is no \"=\"; write NAME=VALUES, like fair-regions=0,1,2")?;
    let mut values = Vec::new();
    for part in list.split(',').map(str::trim) {
        match part.split_once("..") {
            None => values.push(decimal(part)?),
            Some((from, rest)) => {
                let (until, step) = rest
                    .split_once(':')
                    .ok_or(format!("the range {part} has no step; write a range like 480..840:60"))?;
                let (from, until, step) = (decimal(from)?, decimal(until)?, decimal(step)?);
                if step <= Decimal::ZERO || until < from {
                    return Err(format!("the range {part} contains no value"));
                }
                let mut value = from;
                while value <= until {
                    values.push(value);
                    if values.len() > MOST_VALUES {
                        return Err(format!("there are more than {MOST_VALUES} values"));
                    }
                    value = Decimal::micros(value.micros + step.micros);
                }
            }
        }
    }
    values.sort_unstable();
    values.dedup();
    if name.trim().is_empty() {
        return Err("there is no name before \"=\"; write NAME=VALUES, like fair-regions=0,1,2".to_owned());
    }
    Ok(Vary { name: name.trim().to_owned(), values })
}

fn decimal(text: &str) -> Result<Decimal, String> {
    match text.trim().parse::<Decimal>() {
        Ok(value) if value >= Decimal::ZERO => Ok(value),
        _ => Err(format!("\"{}\" is not a number of at least 0 with at most six digits after the point", text.trim())),
    }
}

/// The number to vary, as a change without its number, and its value today.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Subject {
    /// The change without its number.
    change: String,
    /// Today's value; `None` if there is none.
    pub today: Option<Decimal>,
    /// The rule, if the number is the weight of a rule.
    pub rule: Option<RuleId>,
}

impl Subject {
    /// The change that sets the number to a value.
    pub(super) fn change(&self, value: Decimal) -> String {
        format!("{} {value}", self.change)
    }
}

/// Names of the numbers of the event as a whole.
const EVENT: [&str; 4] = ["longest_day_minutes", "turnaround_minutes", "person_gap_minutes", "grid_minutes"];
/// Names of the numbers of its services, phases, audiences and rooms.
const FIELDS: [&str; 6] = ["teams", "minutes_per_day", "longest_day_minutes", "people", "weight", "capacity"];

/// Finds the number with this name in the programme.
pub(super) fn resolve(name: &str, base: &Base) -> Result<Subject, Failure> {
    let found = of_event(name, base).or_else(|| of_rule(name, base)).or_else(|| of_part(name, base));
    let is_change = |name: &str| kinds().any(|kind| name == kind.name || name.starts_with(&format!("{} ", kind.name)));
    let by_change = || is_change(name).then(|| Subject { change: name.to_owned(), today: None, rule: None });
    found.or_else(by_change).ok_or_else(|| {
        let known = EVENT.into_iter().chain(RuleId::ALL.iter().map(|rule| rule.as_str()));
        let near = did_you_mean(name, known);
        let all =
            "use a number of the event (longest_day_minutes), a rule, SERVICE.teams, or a change without its number";
        Failure::new(format!("--vary: the programme has no number \"{name}\""))
            .hint(near.unwrap_or_else(|| all.to_owned()))
    })
}

fn of_event(name: &str, base: &Base) -> Option<Subject> {
    let conference = &base.conference;
    let (change, today) = match name {
        "turnaround_minutes" => ("turnaround", Some(conference.turnaround_minutes)),
        "person_gap_minutes" => ("gap", Some(conference.person_gap_minutes)),
        "grid_minutes" => ("grid", Some(conference.grid_minutes)),
        "longest_day_minutes" => {
            let mut all = conference.phases.iter().map(|phase| phase.longest_day_minutes);
            let first = all.next().flatten();
            ("hours longest", first.filter(|_| all.all(|other| other == first)))
        }
        _ => return None,
    };
    Some(Subject { change: change.to_owned(), today: today.map(Decimal::whole), rule: None })
}

fn of_rule(name: &str, base: &Base) -> Option<Subject> {
    let rule = RuleId::parse(name)?;
    let today = match base.conference.rule(rule) {
        Strength::Weight(weight) => Some(weight),
        // A rule that is off costs nothing, like a weight of 0.
        Strength::Off => Some(Decimal::ZERO),
        Strength::Hard => None,
    };
    Some(Subject { change: format!("rule weight {rule}"), today, rule: Some(rule) })
}

/// `interpretation.teams`: the id of a part, and one of its numbers.
fn of_part(name: &str, base: &Base) -> Option<Subject> {
    let (id, field) = name.rsplit_once('.').filter(|(_, field)| FIELDS.contains(field))?;
    let conference = &base.conference;
    let service = conference.services.iter().find(|service| service.id == id);
    let phase = conference.phases.iter().find(|phase| phase.id == id);
    let audience = conference.audiences.iter().find(|audience| audience.id == id);
    let room = conference.rooms.iter().find(|room| room.id == id);
    let whole = |number: Option<i64>| number.map(Decimal::whole);
    let (change, today) = match (field, service, phase, audience, room) {
        ("teams", Some(service), ..) => ("service teams", Some(Decimal::whole(service.teams))),
        ("minutes_per_day", Some(service), ..) => ("service minutes", whole(service.minutes_per_day)),
        ("longest_day_minutes", _, Some(phase), ..) => ("hours longest", whole(phase.longest_day_minutes)),
        ("people", _, _, Some(audience), _) => ("audience people", Some(audience.people)),
        ("weight", _, _, Some(audience), _) => ("audience weight", Some(audience.weight)),
        ("capacity", .., Some(room)) => ("room capacity", whole(room.capacity)),
        _ => return None,
    };
    Some(Subject { change: format!("{change} '{id}'"), today, rule: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Result<Vec<String>, String> {
        Ok(parse(text)?.values.iter().map(Decimal::to_string).collect())
    }

    #[test]
    fn values_are_numbers_or_ranges_with_a_step_and_wrong_ones_are_refused() {
        assert_eq!(values("a=480..600:60").unwrap(), ["480", "540", "600"]);
        assert_eq!(values("fair-regions=4, 0,0.25..0.75:0.25,0.5").unwrap(), ["0", "0.25", "0.5", "0.75", "4"]);
        assert_eq!(parse("session shorten type=workshop to=30").unwrap().name, "session shorten type=workshop to");
        for wrong in ["a", "a=", "a=x", "a=1..3", "a=3..1:1", "a=1..3:0", "a=0..1000:1", "=1", "a=-1", "a=9..9e9:1"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
