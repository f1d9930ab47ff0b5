//! All that participants are told about a session, behind its row. Readable without a script, which adds what depends on
//! the reader: their clock, their timetable, similar sessions. People, languages and the link are in the row itself.

use maud::{Markup, html};

use super::list::language_tag;
use super::messages::Messages;
use super::sections::track_anchor;
use crate::domain::Zone;
use crate::explain::programme::{EventTime, Programme, ProgrammeSession, ScheduledTime};
use crate::report::export::words;

/// The details of a session.
pub(super) fn detail(
    programme: &Programme,
    session: &ProgrammeSession,
    held: Option<ScheduledTime>,
    m: Messages,
) -> Markup {
    let paragraphs = words::paragraphs(&session.description);
    html! {
        details.about {
            summary data-w=[m.mark("details")] { (m.text("details")) }
            @if !paragraphs.is_empty() {
                div.description lang=[language_tag(session)] { @for paragraph in &paragraphs { p dir="auto" { (paragraph) } } }
            }
            dl.facts {
                @if let Some(held) = held {
                    dt data-w=[m.mark("event_time")] { (m.text("event_time")) }
                    dd.event { (event_time(programme, held, m)) }
                 }
                @if let Some(track) = session.track {
                    dt data-w=[m.mark("track")] { (m.text("track")) }
                    dd {
                        a href={ "#" (track_anchor(&programme.tracks[track].id)) } {
                            bdi { (words::track(programme, session)) }
                        }
                    }
                }
            }
        }
    }
}

/// The full date and time in the event's zone, and in UTC.
fn event_time(programme: &Programme, held: ScheduledTime, m: Messages) -> String {
    let (start, end) = (held.start, held.end);
    let time = span(start, start, end, m);
    let own = m.fill("in_zone", &[("time", &time), ("zone", &programme.zone.replace('_', " "))]);
    if start.offset == 0 && end.offset == 0 {
        return own;
    }
    let [start_utc, end_utc] = [start, end].map(|time| EventTime::new(Zone::Fixed(0), time.at));
    format!("{own}; {} UTC", span(start, start_utc, end_utc, m))
}

/// From one time to another: the day only where it differs from that of the time before. The day of the first time is
/// left out if `known` has the same and is another time.
fn span(known: EventTime, start: EventTime, end: EventTime, m: Messages) -> String {
    let date = |time: EventTime| time.civil.date();
    let at = |time: EventTime, clock: &str| m.fill("at", &[("day", &m.long(date(time))), ("time", clock)]);
    let range = |from: &str, until: &str| m.fill("range", &[("from", from), ("until", until)]);
    let told = known != start && date(known) == date(start);
    match (told, date(start) == date(end)) {
        (true, true) => range(&start.clock(), &end.clock()),
        (false, true) => at(start, &range(&start.clock(), &end.clock())),
        (true, false) => range(&start.clock(), &at(end, &end.clock())),
        (false, false) => range(&at(start, &start.clock()), &at(end, &end.clock())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::small;
    use super::*;
    use crate::explain::programme::Readers;

    #[test]
    fn times_are_told_in_the_event_zone_and_in_utc_with_dates_where_they_differ() {
        let view = Programme { zone: "Asia/Kolkata".into(), ..small(Readers::Public) };
        let held = view.held().next().unwrap().1;
        let time = |held: ScheduledTime, minutes| EventTime::new(Zone::Fixed(330), held.start.at.plus(minutes));
        let late = ScheduledTime { start: time(held, 480), end: time(held, 660), ..held };
        assert_eq!(
            event_time(&view, late, Messages::ENGLISH),
            "Monday 2 November 2020, 22:30 to Tuesday 3 November 2020, 01:30 (Asia/Kolkata); 17:00 to 20:00 UTC"
        );
    }

    #[test]
    fn a_description_has_its_paragraphs_and_nothing_of_it_is_markup() {
        let mut view = small(Readers::Public);
        view.sessions[1].description = "One <b>.\n\nTwo".into();
        let session = &view.sessions[1];
        let text = detail(&view, session, session.held, Messages::ENGLISH).into_string();
        assert!(text.contains("<p dir=\"auto\">One &lt;b&gt;.</p><p dir=\"auto\">Two</p>"), "{text}");
        assert!(text.contains("<dt>Track</dt><dd><a href=\"#t-t\"><bdi>"), "{text}");
    }
}
