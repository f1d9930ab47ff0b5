//! Each format has each session of a random timetable once.

use proptest::prelude::*;

use plenary::domain::{Conference, Placement, RoomId, Schedule};
use plenary::explain::programme::{Programme, Readers, programme};
use plenary::generate::DEMO;
use plenary::report::export::{Format, Options, export, guid, html};
use plenary::{check, instance, rules};

const FORMATS: [Format; 7] =
    [Format::Html, Format::Ics, Format::Csv, Format::Json, Format::Xml, Format::Markdown, Format::Svg];

fn conference() -> Conference {
    instance::load(DEMO.as_bytes(), "demo.json", &rules::catalogue()).conference.unwrap()
}

/// Random timetables of the example, valid or not: for each session a start within nine days with or without a room, or
/// no place.
fn timetables() -> impl Strategy<Value = Schedule> {
    let conference = conference();
    let origin = conference.origin();
    let place = (0_i64..9 * 144, prop::option::of(0_u32..2))
        .prop_map(move |(step, room)| Placement { start: origin.plus(step * 10), room: room.map(RoomId) });
    prop::collection::vec(prop::option::weighted(0.9, place), conference.sessions.len())
        .prop_map(|placements| Schedule { placements })
}

/// How often a format contains a session, counted by a text that is unique to the session.
fn times(view: &Programme, format: Format, text: &str, session: usize) -> usize {
    let session = &view.sessions[session];
    let guid = guid(&[&view.identity, "session", &session.id]);
    let uid = plenary::report::ics::uid(&view.identity, &session.id);
    let title = &session.title;
    let mark = match format {
        Format::Html => format!("<li id=\"{}\"", html::anchor(&session.id)),
        Format::Ics => format!("UID:{uid}\r\n"),
        Format::Csv => format!("\n{},", session.id),
        Format::Json => format!("\"guid\": \"{guid}\""),
        Format::Xml => format!("guid=\"{guid}\""),
        Format::Markdown => format!(" | {title} | "),
        Format::Svg => format!("<title>{title}, "),
    };
    text.matches(&mark).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn each_session_is_in_each_format_once(schedule in timetables()) {
        let conference = conference();
        let view = programme(&conference, &schedule, &check::check(&conference, &schedule), Readers::Public);
        for format in FORMATS {
            let text = String::from_utf8(export(&view, format, &Options::default())).unwrap();
            for (index, session) in view.sessions.iter().enumerate() {
                // Unplaced sessions are only in formats that list all sessions.
                let lists_all = matches!(format, Format::Html | Format::Csv | Format::Markdown);
                let expected = usize::from(lists_all || session.held.is_some());
                prop_assert_eq!(times(&view, format, &text, index), expected, "{:?}: {}\n{}", format, session.id, text);
            }
        }
    }
}
