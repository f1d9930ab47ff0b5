//! Checks and resolves the options of an export.

use super::source::Source;
use super::{ExportRequest, Target};
use crate::app::Failure;
use crate::app::load::{day, find, instant};
use crate::domain::web_link;
use crate::explain::cancellations::CalendarOwner;
use crate::explain::programme::{EventTime, NamedItem, Programme};
use crate::report::export::{Format, Options};

/// Refuses an option that the format does not use, instead of ignoring it silently.
pub(super) fn refuse_unused_options(request: &ExportRequest) -> Result<(), Failure> {
    const ICS: Target = Target::File(Format::Ics);
    refuse_for_other_formats(request.day.is_some(), "--day", request.target, &[Target::File(Format::Svg)])?;
    let pages = [Target::File(Format::Html), Target::Site];
    refuse_for_other_formats(request.language.is_some(), "--language", request.target, &pages)?;
    refuse_for_other_formats(request.person.is_some(), "--person", request.target, &[ICS])?;
    refuse_for_other_formats(request.track.is_some(), "--track", request.target, &[ICS])?;
    refuse_for_other_formats(request.previous.is_some(), "--previous", request.target, &[ICS, Target::Site])?;
    refuse_for_other_formats(request.base_url.is_some(), "--base-url", request.target, &[Target::Site])?;
    refuse_for_other_formats(request.feed_key.is_some(), "--feed-key", request.target, &[Target::Site])
}

fn refuse_for_other_formats(given: bool, option: &str, target: Target, its: &[Target]) -> Result<(), Failure> {
    if !given || its.contains(&target) {
        return Ok(());
    }
    let its: Vec<&str> = its.iter().map(|target| target.name()).collect();
    let failure = Failure::new(format!("{option} works only with --to {}", its.join(" and --to ")));
    Err(failure.hint(format!("leave out {option}, or write --to {}", its.join(" or --to "))))
}

/// The content of the exported files in addition to the programme.
pub(super) fn options(request: &ExportRequest, source: &Source, programme: &Programme) -> Result<Options, Failure> {
    let read = |text: &String| day(&source.current.conference, "--day", text);
    let day = request.day.as_ref().map(read).transpose()?;
    if let Some(day) = day.filter(|day| programme.days.iter().all(|known| known.date != *day)) {
        let days: Vec<String> = programme.days.iter().map(|day| day.date.to_string()).collect();
        let failure = Failure::new(format!("--day {day}: no session takes place on this day"));
        return Err(failure.hint(format!("the days with sessions are: {}", days.join(", "))));
    }
    let person = find_item("person", request.person.as_deref(), || source.people())?;
    let track = find_item("track", request.track.as_deref(), || source.tracks(programme))?;
    let read = |text: &String| instant(&source.current.conference, "--stamp", text);
    let stamp = request.stamp.as_ref().map(read).transpose()?;
    let id = |item: &Option<NamedItem>| item.as_ref().map(|item| item.id.clone());
    let (person_id, track_id) = (id(&person), id(&track));
    let owner = CalendarOwner { person: person_id.as_deref(), track: track_id.as_deref(), room: None };
    // The id of a person without a name is not for the public.
    let person = person.map(|person| match person.name == person.id && !request.internal {
        true => NamedItem { name: String::new(), ..person },
        false => person,
    });
    Ok(Options {
        stamp: stamp.map(|stamp| EventTime::new(source.current.conference.zone, stamp)),
        language: request.language.unwrap_or_default(),
        url: request.url.clone().or_else(|| request.base_url.as_ref().map(|base| format!("{base}index.html"))),
        day,
        person,
        track,
        room: None,
        withdrawn: source.withdrawn(owner),
        changes: source.changes(),
        base_url: request.base_url.clone(),
    })
}

/// The known item with this id; `None` without an id.
fn find_item(
    what: &str,
    id: Option<&str>,
    known: impl FnOnce() -> Vec<NamedItem>,
) -> Result<Option<NamedItem>, Failure> {
    let Some(id) = id else { return Ok(None) };
    let known = known();
    let found = find(what, id, known.iter().map(|one| (one.id.as_str(), one.name.as_str())))?;
    Ok(Some(known[found].clone()))
}

/// Reads a web address without a fragment.
///
/// # Errors
/// A text that says how to write the address.
pub fn web_address(text: &str) -> Result<String, String> {
    let web = text.starts_with("https://") || text.starts_with("http://");
    let plain = text.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>\\^`{|}#".contains(&b));
    if web && plain {
        Ok(text.to_owned())
    } else {
        Err("write a web address like https://example.org/programme.html".to_owned())
    }
}

/// Reads the web address of a folder, and gives it a slash at its end.
///
/// # Errors
/// A text that says how to write the address.
pub fn base_address(text: &str) -> Result<String, String> {
    match web_link(text).filter(|address| !address.contains(['?', '#'])) {
        Some(address) => Ok(format!("{}/", address.trim_end_matches('/'))),
        None => Err("write the web address of the published folder, like https://example.org/programme/".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_folder_ends_with_a_slash_and_has_no_query() {
        for right in ["https://a.org/p", "https://a.org/p/", "http://a.org:80/p"] {
            assert!(base_address(right).is_ok_and(|address| address.ends_with("/p/")), "{right}");
        }
        for wrong in
            ["javascript:alert(1)", "a.org/p", "https://a.org/?x", "https://a.org/#t", "ftp://a.org/", "https:///p"]
        {
            assert!(base_address(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_web_address_needs_http_or_https_and_has_no_fragment() {
        assert!(web_address("https://a.org/p?x=1").is_ok());
        for wrong in ["javascript:alert(1)", "https://a.org/\"x", "https://a.org/#top", "a.org"] {
            assert!(web_address(wrong).is_err(), "{wrong}");
        }
    }
}
