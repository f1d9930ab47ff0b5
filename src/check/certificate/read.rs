//! From JSON to legal prices: every fault is named, none ends the reading.

use chrono::DateTime;
use serde_json::Value;

use crate::domain::{Instant, RuleId, SessionId, Strength};

use super::super::context::Context;
use super::super::starts;
use super::prices::{Prices, SCALE, Steps};
use super::subjects::Collector;

/// A certificate as read.
pub(super) struct ParsedCertificate {
    /// The bound it claims, in hundredths.
    pub claimed: i64,
    pub prices: Prices,
    /// The sessions whose orders it keeps: one that precedes others, one that follows others.
    pub anchors: (Option<SessionId>, Option<SessionId>),
}

/// The furthest step from the origin that anything can lie on: 1900 years of minutes.
const FURTHEST: i64 = 1_000_000_000;

/// Reads a certificate.
pub(super) fn read(ctx: &Context<'_>, certificate: &Value) -> Result<ParsedCertificate, Vec<String>> {
    let mut faults = Vec::new();
    if certificate.get("format").and_then(Value::as_str) != Some("plenary-certificate/1") {
        faults.push("\"format\" is not \"plenary-certificate/1\"".to_owned());
    }
    if certificate.get("scale").and_then(Value::as_i64) != Some(SCALE) {
        faults.push(format!("\"scale\" is not {SCALE}"));
    }
    let claimed = certificate.get("bound").and_then(Value::as_i64);
    if claimed.is_none() {
        faults.push("\"bound\" is not a whole number of hundredths".to_owned());
    }
    let steps = steps(ctx, certificate, &mut faults);
    let mut collector = Collector::new(ctx, steps.minutes);
    match certificate.get("multipliers").and_then(Value::as_array) {
        None => faults.push("\"multipliers\" is not a list".to_owned()),
        Some(list) => {
            for (index, entry) in list.iter().enumerate() {
                if let Err(fault) = read_entry(&mut collector, entry) {
                    faults.push(format!("multipliers/{index}: {fault}"));
                }
            }
        }
    }
    let hubs = hubs(ctx, certificate, &mut faults);
    let prices = collector.finish(steps, &mut faults);
    match claimed {
        Some(claimed) if faults.is_empty() => Ok(ParsedCertificate { claimed, prices, anchors: hubs }),
        _ => Err(faults),
    }
}

/// The hubs: none if none are named.
fn hubs(ctx: &Context<'_>, certificate: &Value, faults: &mut Vec<String>) -> (Option<SessionId>, Option<SessionId>) {
    let hubs = match certificate.get("hubs") {
        None | Some(Value::Null) => return (None, None),
        Some(Value::Object(hubs)) => hubs,
        Some(_) => {
            faults.push("\"hubs\" does not hold a \"first\" and a \"last\"".to_owned());
            return (None, None);
        }
    };
    let mut hub = |name: &str| match hubs.get(name) {
        None | Some(Value::Null) => None,
        Some(Value::String(id)) => {
            let known = ctx.conference.session_ids().find(|&session| ctx.session(session).id == *id);
            if known.is_none() {
                faults.push(format!("hubs/{name}: there is no session \"{id}\""));
            }
            known
        }
        Some(_) => {
            faults.push(format!("hubs/{name}: neither a session's id nor null"));
            None
        }
    };
    let hubs = (hub("first"), hub("last"));
    if hubs.0.is_some() && hubs.0 == hubs.1 {
        faults.push("hubs: one session is named as both".to_owned());
    }
    hubs
}

/// The time axis; every length and every candidate start has to lie on it.
fn steps(ctx: &Context<'_>, certificate: &Value, faults: &mut Vec<String>) -> Steps {
    let minutes = certificate.get("step_minutes").and_then(Value::as_i64).filter(|&q| (1..=24 * 60).contains(&q));
    let origin = certificate.get("origin").and_then(Value::as_str).and_then(instant);
    let (Some(minutes), Some(origin)) = (minutes, origin) else {
        if minutes.is_none() {
            faults.push("\"step_minutes\" is not a whole number from 1 to 1440".to_owned());
        }
        if origin.is_none() {
            faults.push("\"origin\" is not an instant like \"2020-11-02T00:00Z\"".to_owned());
        }
        return Steps::default();
    };
    let steps = Steps { origin, minutes };
    let c = ctx.conference;
    if let Some(session) = c.sessions.iter().find(|s| s.minutes % minutes != 0) {
        faults.push(format!("steps of {minutes} minutes do not divide the length of {}", session.id));
    }
    if c.turnaround_minutes % minutes != 0 {
        faults.push(format!("steps of {minutes} minutes do not divide the turnaround"));
    }
    let fixed = c.sessions.iter().filter_map(|s| s.fixed).map(|fixed| fixed.start);
    if let Some(start) = starts::common(c).into_iter().chain(fixed).find(|&start| !steps.begins(start)) {
        faults.push(format!("steps of {minutes} minutes from {origin} miss the possible start {start}"));
    }
    steps
}

/// An instant in RFC 3339, seconds optional.
fn instant(text: &str) -> Option<Instant> {
    let text = text.strip_suffix('Z').map_or_else(|| text.to_owned(), |rest| format!("{rest}+00:00"));
    let with_seconds = DateTime::parse_from_rfc3339(&text);
    let parsed = with_seconds.or_else(|_| DateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M%:z")).ok()?;
    Some(Instant::from_utc(parsed.naive_utc()))
}

/// One entry of the list of multipliers.
pub(super) struct Entry<'a> {
    pub subject: Vec<&'a str>,
    pub at: i64,
    pub values: Vec<i64>,
}

fn read_entry(collector: &mut Collector<'_>, entry: &Value) -> Result<(), String> {
    let rule = entry.get("rule").and_then(Value::as_str).ok_or("\"rule\" is not a text")?;
    let subject = entry.get("subject").and_then(Value::as_array).ok_or("\"subject\" is not a list")?;
    let subject: Option<Vec<&str>> = subject.iter().map(Value::as_str).collect();
    let subject = subject.ok_or("\"subject\" holds something else than texts")?;
    let at = entry.get("at").and_then(Value::as_i64).filter(|at| (-FURTHEST..=FURTHEST).contains(at));
    let at = at.ok_or("\"at\" is not a whole number of steps within reach")?;
    let values = entry.get("values").and_then(Value::as_array).ok_or("\"values\" is not a list")?;
    let values: Option<Vec<i64>> = values.iter().map(Value::as_i64).collect();
    let values = values.ok_or("\"values\" holds something else than whole numbers")?;
    if let Some(value) = values.iter().find(|&&value| value < 0) {
        return Err(format!("a multiplier is {value}; none may be negative"));
    }
    collector.add(rule, Entry { subject, at, values })
}

/// Whether a rule may carry multipliers at its strength, and the refusal in words.
pub(super) fn priced(ctx: &Context<'_>, rule: RuleId, legal: fn(Strength) -> bool) -> Result<Strength, String> {
    let strength = ctx.conference.rule(rule);
    if legal(strength) { Ok(strength) } else { Err(format!("{rule} carries no multipliers as it is set here")) }
}
