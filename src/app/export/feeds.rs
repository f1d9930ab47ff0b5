//! The calendars of a site: which there are, what they cancel, and the list of the personal ones for the organisers.

use std::path::{Path, PathBuf};

use super::feed_key::FeedKey;
use super::source::Source;
use super::{ExportRequest, Target};
use crate::app::{Failure, Observer, files};
use crate::domain::{Conference, email_address};
use crate::explain::cancellations::CalendarOwner;
use crate::explain::programme::{NamedItem, Programme, ProgrammeSession};
use crate::report::export::{CalendarFeed, FeedOf, Options, personal_calendars};

/// Checks the options for personal calendars before the work starts.
pub(super) fn check(request: &ExportRequest) -> Result<(), Failure> {
    let Some(key) = &request.feed_key else { return Ok(()) };
    if request.internal {
        let failure = Failure::new("--feed-key does not work with --internal: personal calendars are for the public");
        return Err(failure.hint("leave out one of the two"));
    }
    if request.target != Target::Site {
        return Ok(());
    }
    outside(request, key, "key", "--feed-key")?;
    if let Some(list) = &request.feed_list {
        outside(request, list, "list of personal calendars", "--feed-list")?;
        let inputs = [
            Some(&request.programme),
            Some(&request.schedule),
            request.previous.as_ref(),
            request.old_programme.as_ref(),
        ];
        let inputs = inputs.into_iter().flatten().chain([key]).map(PathBuf::as_path);
        let hint = "name another file with --feed-list";
        files::refuse_overwriting_input(list, inputs, "an input of this export", hint)?;
        files::check_writable(list)?;
    }
    Ok(())
}

/// Refuses a secret file inside the folder that is published.
fn outside(request: &ExportRequest, path: &Path, what: &str, option: &str) -> Result<(), Failure> {
    let site = request.output.as_deref().map(absolute);
    // A link in the folder would be published as well as a file.
    let folder = path.parent().map(|folder| absolute(if folder == Path::new("") { Path::new(".") } else { folder }));
    if site.is_some_and(|site| [Some(absolute(path)), folder].iter().flatten().any(|path| path.starts_with(&site))) {
        let failure = Failure::new(format!("the {what} {} would be published with the site", path.display()));
        return Err(failure.hint(format!("name a file outside the directory of the site with {option}")));
    }
    Ok(())
}

/// The path without links and dots, as far as it exists.
fn absolute(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for ancestor in full.ancestors() {
        if let (Ok(known), Ok(rest)) = (ancestor.canonicalize(), full.strip_prefix(ancestor)) {
            // `join` would add a slash for an empty rest.
            return if rest.as_os_str().is_empty() { known } else { known.join(rest) };
        }
    }
    full
}

/// The calendars of tracks and rooms, and with a key those of people: of all that have a session, or had one in the
/// last published version.
pub(super) fn calendars(
    request: &ExportRequest,
    source: &Source,
    programme: &Programme,
    observer: &dyn Observer,
) -> Result<Vec<CalendarFeed>, Failure> {
    let held = |is_theirs: &dyn Fn(&ProgrammeSession) -> bool| programme.held().any(|(session, _)| is_theirs(session));
    let mut feeds = Vec::new();
    for track in source.tracks(programme) {
        let owner = CalendarOwner { track: Some(&track.id), ..CalendarOwner::default() };
        let withdrawn = source.withdrawn(owner);
        let is_theirs =
            |session: &ProgrammeSession| session.track.is_some_and(|at| programme.tracks[at].id == track.id);
        if !withdrawn.is_empty() || held(&is_theirs) {
            feeds.push(CalendarFeed::public(FeedOf::Track, track, withdrawn));
        }
    }
    for room in source.rooms(programme) {
        let owner = CalendarOwner { room: Some(&room.id), ..CalendarOwner::default() };
        let withdrawn = source.withdrawn(owner);
        let of_room = |session: &ProgrammeSession| {
            session.held.and_then(|held| held.room).is_some_and(|at| programme.rooms[at].id == room.id)
        };
        if !withdrawn.is_empty() || held(&of_room) {
            feeds.push(CalendarFeed::public(FeedOf::Room, room, withdrawn));
        }
    }
    let Some(key) = &request.feed_key else { return Ok(feeds) };
    let key = FeedKey::read_or_create(key, observer)?;
    for person in source.public_people(programme) {
        let owner = CalendarOwner { person: Some(&person.id), ..CalendarOwner::default() };
        let withdrawn = source.withdrawn(owner);
        let is_theirs =
            |session: &ProgrammeSession| session.people.iter().any(|&at| programme.people[at].id == person.id);
        if !withdrawn.is_empty() || held(&is_theirs) {
            let file = key.file_name(&programme.identity, &person.id)?;
            feeds.push(CalendarFeed { file, of: FeedOf::Person, item: person, withdrawn });
        }
    }
    Ok(feeds)
}

/// Writes the list of personal calendars, if it was asked for. It is for the organisers only: with it, they send each
/// person their address.
pub(super) fn write_list(
    request: &ExportRequest,
    source: &Source,
    options: &Options,
    calendars: &[CalendarFeed],
) -> Result<Option<PathBuf>, Failure> {
    let Some(path) = &request.feed_list else { return Ok(None) };
    let personal = calendars.iter().filter(|feed| feed.of == FeedOf::Person);
    let rows = personal.map(|feed| row(source.conferences(), feed, options));
    files::write_private(path, &personal_calendars(rows))?;
    Ok(Some(path.clone()))
}

/// Id, name, e-mail address, and the address of the calendar.
fn row<'a>(conferences: impl Iterator<Item = &'a Conference>, feed: &CalendarFeed, options: &Options) -> [String; 4] {
    let NamedItem { id, .. } = &feed.item;
    let known = conferences.flat_map(|conference| &conference.people).find(|person| person.id == *id);
    let email = known.and_then(|person| person.email.as_deref()).and_then(email_address);
    let name = known.map_or_else(String::new, |person| person.label().to_owned());
    [id.clone(), name, email.unwrap_or_default().to_owned(), options.address(&feed.file)]
}
