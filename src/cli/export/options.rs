//! What was asked for beside the format, resolved.

use chrono::DateTime;

use super::source::Source;
use super::{Args, Target};
use crate::cli::failure::Failure;
use crate::cli::inputs;
use crate::domain::Instant;
use crate::explain::programme::{Named, Programme, Time};
use crate::explain::withdrawn::Whose;
use crate::report::export::Options;

/// Refuses an option of another format, which would otherwise change nothing without a word.
pub fn fit(args: &Args) -> Result<(), Failure> {
    only(args.day.is_some(), "--day", args.to, &[Target::Svg])?;
    only(args.person.is_some(), "--person", args.to, &[Target::Ics])?;
    only(args.track.is_some(), "--track", args.to, &[Target::Ics])?;
    only(args.previous.is_some(), "--previous", args.to, &[Target::Ics, Target::Site])
}

fn only(given: bool, option: &str, to: Target, its: &[Target]) -> Result<(), Failure> {
    if !given || its.contains(&to) {
        return Ok(());
    }
    let its: Vec<String> = its.iter().map(|target| format!("{target:?}").to_lowercase()).collect();
    let failure = Failure::new(format!("{option} is for {} alone", its.join(" and ")));
    Err(failure.hint(format!("leave it out, or write --to {}", its.join(" or --to "))))
}

/// What files say beside the programme.
pub fn options(args: &Args, source: &Source, programme: &Programme) -> Result<Options, Failure> {
    if let Some(day) = args.day.filter(|day| programme.days.iter().all(|known| known.date != *day)) {
        let days: Vec<String> = programme.days.iter().map(|day| day.date.to_string()).collect();
        let failure = Failure::new(format!("nothing is held on {day}"));
        return Err(failure.hint(format!("there are: {}", days.join(", "))));
    }
    let person = find("person", args.person.as_deref(), || source.people())?;
    let track = find("track", args.track.as_deref(), || source.tracks(programme))?;
    let whose = Whose { person: args.person.as_deref(), track: args.track.as_deref() };
    Ok(Options {
        stamp: args.stamp.map(|stamp| Time::new(source.current.conference.zone, stamp)),
        url: args.url.clone(),
        day: args.day,
        person,
        track,
        withdrawn: source.withdrawn(whose),
    })
}

/// The one with an id among those known.
fn find(what: &str, id: Option<&str>, known: impl FnOnce() -> Vec<Named>) -> Result<Option<Named>, Failure> {
    let Some(id) = id else { return Ok(None) };
    let known = known();
    match known.iter().find(|one| one.id == id) {
        Some(found) => Ok(Some(found.clone())),
        None => Err(inputs::unknown(what, id, known.iter().map(|one| one.id.as_str()))),
    }
}

/// A time with an offset.
pub fn instant(text: &str) -> Result<Instant, String> {
    let zulu = text.strip_suffix(['Z', 'z']).map(|rest| format!("{rest}+00:00"));
    let text = zulu.as_deref().unwrap_or(text);
    let forms = ["%Y-%m-%dT%H:%M:%S%:z", "%Y-%m-%dT%H:%M%:z"];
    let read = forms.iter().find_map(|form| DateTime::parse_from_str(text, form).ok());
    let at = read.map(|at| Instant::from_utc(at.naive_utc()));
    let in_calendar = at.filter(|at| (0..69_000_000).contains(&at.0));
    in_calendar.ok_or_else(|| "write it with an offset, like 2020-10-01T12:00Z".to_owned())
}

/// An address of the web without a fragment.
pub fn address(text: &str) -> Result<String, String> {
    let web = text.starts_with("https://") || text.starts_with("http://");
    let plain = text.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>\\^`{|}#".contains(&b));
    if web && plain { Ok(text.to_owned()) } else { Err("write it like https://example.org/programme.html".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_need_an_offset_and_addresses_a_scheme() {
        assert_eq!(instant("1970-01-01T01:00+01:00"), Ok(Instant(0)));
        assert!(instant("2020-10-01T12:00Z").is_ok() && instant("2020-10-01T12:00:00-05:00").is_ok());
        assert!(instant("2020-10-01T12:00").is_err() && instant("9999-01-01T00:00Z").is_err());
        assert!(address("https://a.org/p?x=1").is_ok());
        for wrong in ["javascript:alert(1)", "https://a.org/\"x", "https://a.org/#top", "a.org"] {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }
}
