//! Reads a certificate: from JSON to legal prices. It reports every fault, not only the first.

use chrono::DateTime;
use serde_json::Value;

use crate::domain::{Instant, RuleId, SessionId, Strength, Zone, length};

use super::super::context::Context;
use super::super::starts;
use super::prices::{Prices, SCALE, Steps};
use super::subjects::Collector;

/// A certificate as read.
pub(super) struct ParsedCertificate {
    /// The bound that the certificate claims, in hundredths of a discomfort-minute.
    pub claimed: i64,
    pub prices: Prices,
    /// The sessions whose orders the bound keeps: one that precedes others, one that follows others.
    pub anchors: (Option<SessionId>, Option<SessionId>),
}

/// The furthest step from the origin that is accepted: 1900 years of minutes.
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
    let anchors = anchors(ctx, certificate, &mut faults);
    let prices = collector.finish(steps, &mut faults);
    match claimed {
        Some(claimed) if faults.is_empty() => Ok(ParsedCertificate { claimed, prices, anchors }),
        _ => Err(faults),
    }
}

/// The anchors, from the member `hubs`.
fn anchors(ctx: &Context<'_>, certificate: &Value, faults: &mut Vec<String>) -> (Option<SessionId>, Option<SessionId>) {
    let hubs = match certificate.get("hubs") {
        None | Some(Value::Null) => return (None, None),
        Some(Value::Object(hubs)) => hubs,
        Some(_) => {
            faults.push("\"hubs\" is not an object with \"first\" and \"last\"".to_owned());
            return (None, None);
        }
    };
    let mut anchor = |name: &str| match hubs.get(name) {
        None | Some(Value::Null) => None,
        Some(Value::String(id)) => {
            let known = ctx.conference.session_ids().find(|&session| ctx.session(session).id == *id);
            if known.is_none() {
                faults.push(format!("hubs/{name}: there is no session \"{id}\""));
            }
            known
        }
        Some(_) => {
            faults.push(format!("hubs/{name}: this is neither a session's id nor null"));
            None
        }
    };
    let anchors = (anchor("first"), anchor("last"));
    if anchors.0.is_some() && anchors.0 == anchors.1 {
        faults.push("hubs: one session is named as both".to_owned());
    }
    anchors
}

/// The time axis. Every length and every candidate start has to be a multiple of its steps.
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
        faults.push(format!("steps of {} do not divide the length of {}", length(minutes), session.id));
    }
    if c.turnaround_minutes % minutes != 0 {
        faults.push(format!("steps of {} do not divide the turnaround", length(minutes)));
    }
    let fixed = c.sessions.iter().flat_map(|s| s.fixed.map(|fixed| fixed.start).into_iter().chain(s.kept.start));
    if let Some(start) = starts::common(c).into_iter().chain(fixed).find(|&start| !steps.begins(start)) {
        let utc = |at: Instant| format!("{} UTC", Zone::Fixed(0).date_time(at));
        let (step, origin, start) = (length(minutes), utc(origin), utc(start));
        faults.push(format!("steps of {step} from {origin} miss the possible start {start}"));
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
    let subject = subject.ok_or("\"subject\" is not a list of texts")?;
    let at = entry.get("at").and_then(Value::as_i64).filter(|at| (-FURTHEST..=FURTHEST).contains(at));
    let at = at.ok_or("\"at\" is not a whole number of steps from -1000000000 to 1000000000")?;
    let values = entry.get("values").and_then(Value::as_array).ok_or("\"values\" is not a list")?;
    let values: Option<Vec<i64>> = values.iter().map(Value::as_i64).collect();
    let values = values.ok_or("\"values\" is not a list of whole numbers")?;
    if let Some(value) = values.iter().find(|&&value| value < 0) {
        return Err(format!("a multiplier is {value}; none may be negative"));
    }
    collector.add(rule, Entry { subject, at, values })
}

/// The rule's strength, if the rule may carry multipliers at it; else a message.
pub(super) fn priced(ctx: &Context<'_>, rule: RuleId, legal: fn(Strength) -> bool) -> Result<Strength, String> {
    let strength = ctx.conference.rule(rule);
    if legal(strength) {
        Ok(strength)
    } else {
        Err(format!("the rule {rule} has no multipliers at its setting in this programme"))
    }
}
