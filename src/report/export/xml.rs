//! `schedule.xml`, as introduced by frab and exported by pretalx.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesPI, BytesText, Event};

use super::frab::Frab;
use super::{Options, version, words};
use crate::domain::hours_and_minutes;
use crate::explain::programme::{Programme, ProgrammeDay, ProgrammeSession, ScheduledTime};
use crate::sheets::own_marks::XML_SESSION;

/// A writer of XML into memory.
pub(super) type Out = Writer<Vec<u8>>;

/// Writes the programme as a schedule document, without sessions that have no place and without internal data, for
/// which the schema has no element.
pub(crate) fn schedule(programme: &Programme, options: &Options) -> String {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing into memory cannot fail.
    let _ = document(&mut out, &Frab::new(programme), options);
    let mut text = String::from_utf8_lossy(&out.into_inner()).into_owned();
    text.push('\n');
    text
}

fn document(out: &mut Out, frab: &Frab<'_>, options: &Options) -> io::Result<()> {
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    out.create_element("schedule").write_inner_content(|out| {
        let generator = [("name", "plenary"), ("version", env!("CARGO_PKG_VERSION"))];
        out.create_element("generator").with_attributes(generator).write_empty()?;
        text(out, "version", &version::name(frab.programme))?;
        out.create_element("conference").write_inner_content(|out| conference(out, frab, options))?;
        for (index, day) in frab.days().iter().enumerate() {
            of_day(out, frab, index, day, options)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn conference(out: &mut Out, frab: &Frab<'_>, options: &Options) -> io::Result<()> {
    let programme = frab.programme;
    text(out, "title", &programme.name)?;
    text(out, "acronym", &frab.acronym)?;
    if let (Some(first), Some(last)) = (frab.days().first(), frab.days().last()) {
        text(out, "start", &first.date.to_string())?;
        text(out, "end", &last.date.to_string())?;
    }
    text(out, "days", &frab.days().len().to_string())?;
    text(out, "timeslot_duration", "00:05")?;
    if let Some(url) = &options.url {
        text(out, "base_url", url)?;
    }
    text(out, "time_zone_name", &programme.zone)?;
    for track in &programme.tracks {
        out.create_element("track").with_attribute(("name", words::line(&track.name).as_str())).write_empty()?;
    }
    Ok(())
}

fn of_day(out: &mut Out, frab: &Frab<'_>, index: usize, day: &ProgrammeDay, options: &Options) -> io::Result<()> {
    let attributes = [
        ("index", (index + 1).to_string()),
        ("date", day.date.to_string()),
        ("start", day.from.rfc3339()),
        ("end", day.until.rfc3339()),
    ];
    let attributes = attributes.iter().map(|(name, value)| (*name, value.as_str()));
    out.create_element("day").with_attributes(attributes).write_inner_content(|out| {
        for (room, name) in frab.rooms() {
            let guid = frab.guid("room", room.map_or("", |room| &frab.programme.rooms[room].id));
            let attributes = [("name", name.as_str()), ("guid", guid.as_str())];
            out.create_element("room").with_attributes(attributes).write_inner_content(|out| {
                frab.events(index, room).try_for_each(|of_event| event(out, frab, of_event, &name, options))
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

fn event(
    out: &mut Out,
    frab: &Frab<'_>,
    (index, session, held): (usize, &ProgrammeSession, ScheduledTime),
    room: &str,
    options: &Options,
) -> io::Result<()> {
    let programme = frab.programme;
    let (id, guid) = (frab.numbers[index].to_string(), frab.guid("session", &session.id));
    let attributes = [("id", id.as_str()), ("guid", guid.as_str())];
    out.create_element("event").with_attributes(attributes).write_inner_content(|out| {
        // The schema has no element for the id of the programme, with which an import finds the session again.
        out.write_event(Event::PI(BytesPI::new(format!("{XML_SESSION} {}", super::html::anchor(&session.id)))))?;
        text(out, "room", room)?;
        text(out, "title", &session.title)?;
        text(out, "type", &programme.types[session.kind].name)?;
        text(out, "date", &held.start.rfc3339())?;
        text(out, "start", &held.start.clock())?;
        text(out, "duration", &hours_and_minutes(session.minutes))?;
        let description = words::paragraphs(&session.description);
        text(out, "abstract", description.first().map_or("", String::as_str))?;
        text(out, "slug", &frab.slug(index))?;
        text(out, "track", &words::track(programme, session))?;
        out.create_element("persons").write_inner_content(|out| persons(out, frab, session))?;
        if !session.languages.is_empty() {
            text(out, "language", &session.languages.join(", "))?;
        }
        if description.len() > 1 {
            let element = out.create_element("description");
            element.write_text_content(BytesText::new(&description[1..].join("\n\n")))?;
        }
        if let Some(link) = &session.link {
            out.create_element("links").write_inner_content(|out| {
                let element = out.create_element("link").with_attribute(("href", link.as_str()));
                element.write_text_content(BytesText::new("Join"))?;
                Ok(())
            })?;
        }
        if options.url.is_some() {
            text(out, "url", &frab.url(index, options.url.as_deref()))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn persons(out: &mut Out, frab: &Frab<'_>, session: &ProgrammeSession) -> io::Result<()> {
    for (_, person) in words::named_people(frab.programme, session) {
        let person = &frab.programme.people[person];
        let guid = frab.guid("person", &person.id);
        let name = words::line(&person.name);
        let element = out.create_element("person").with_attribute(("guid", guid.as_str()));
        element.write_text_content(BytesText::new(&name))?;
    }
    Ok(())
}

/// Writes an element with a text on one line.
pub(super) fn text(out: &mut Out, name: &str, value: &str) -> io::Result<()> {
    out.create_element(name).write_text_content(BytesText::new(&words::line(value)))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{draft, hostile, small, times};
    use super::*;
    use crate::explain::programme::Readers;

    #[test]
    fn every_placed_session_is_an_event() {
        let text = schedule(&small(Readers::Internal), &Options::default());
        assert_eq!(times(&text, "<event "), 2, "{text}");
        assert!(text.contains("<date>2020-11-02T10:00:00+00:00</date>"), "{text}");
        assert!(!text.contains("nowhere") && !text.contains("Tokyo"));
    }

    #[test]
    fn a_release_has_its_name_as_version() {
        let text = schedule(&draft("1.1 <b>"), &Options::default());
        assert!(text.contains("<version>1.1 &lt;b&gt;</version>"), "{text}");
    }

    #[test]
    fn hostile_texts_are_escaped() {
        let text = schedule(&hostile(), &Options::default());
        assert_eq!((times(&text, "<event "), times(&text, "<img"), times(&text, "<script")), (5, 0, 0));
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => break,
                Event::Comment(_) | Event::CData(_) => panic!("a comment or a section from a title"),
                _ => {}
            }
        }
    }
}
