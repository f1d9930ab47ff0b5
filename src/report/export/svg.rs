//! The programme as a chart: one band per day, one row per room, time from left to right.

use chrono::NaiveTime;
use maud::{Markup, html};

use super::{Options, track_symbols, version, words};
use crate::explain::programme::{Programme, ProgrammeDay, ProgrammeSession, ScheduledTime};

/// Sizes in pixels.
const LABELS: i64 = 96;
const ROW: i64 = 68;
const HEAD: i64 = 44;
const GAP: i64 = 18;
const HOUR: i64 = 96;
const TOP: i64 = 64;
const MARGIN: i64 = 16;
const LETTERS: i64 = 11;

/// Draws the placed sessions. All days have the same time scale, so their hours can be compared.
pub(crate) fn picture(programme: &Programme, options: &Options) -> String {
    let shown = |day: &ProgrammeDay| options.day.is_none_or(|date| date == day.date);
    let days: Vec<(usize, &ProgrammeDay)> = programme.days.iter().enumerate().filter(|(_, day)| shown(day)).collect();
    let first = days.iter().map(|(_, day)| minute(day, day.from.civil) / 60).min().unwrap_or(9);
    let last = days.iter().map(|(_, day)| (minute(day, day.until.civil) + 59) / 60).max().unwrap_or(17).max(first + 1);
    let rooms = rooms(programme);
    let band = HEAD + ROW * rooms.len() as i64 + GAP;
    let (width, height) = (LABELS + (last - first) * HOUR + 2 * MARGIN, TOP + band * days.len() as i64 + MARGIN);
    let scale = Scale { first, last };
    let picture = html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (width) " " (height) } width=(width) height=(height)
            role="img" font-family="system-ui, sans-serif" font-size=(LETTERS) {
            title { (words::line(&programme.name)) }
            rect width=(width) height=(height) fill="#ffffff" {}
            text x=(MARGIN) y="30" font-size="20" font-weight="600" fill="#1b1b1f" { (words::line(&programme.name)) }
            text x=(MARGIN) y="48" fill="#55555f" { (subtitle(programme, options)) }
            @if let Some(version) = version::sentence(programme) {
                text x=(MARGIN) y="62" font-weight="600" fill="#1b1b1f" {
                    @for line in wrapped(&version, width - 2 * MARGIN, 1) { (line) }
                }
            }
            @for (row, (index, day)) in days.iter().enumerate() {
                g transform={ "translate(" (MARGIN) " " (TOP + band * row as i64) ")" } {
                    (axis(day, &rooms, scale))
                    @for (session, held) in programme.of_day(*index) {
                        (block(programme, session, held, minute(day, held.start.civil), &rooms, scale))
                    }
                }
            }
        }
    };
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", picture.into_string())
}

/// The hours shown.
#[derive(Clone, Copy)]
struct Scale {
    first: i64,
    last: i64,
}

impl Scale {
    fn x(self, minute: i64) -> i64 {
        LABELS + (minute - self.first * 60) * HOUR / 60
    }
}

/// Minutes from the midnight of the day's date to a civil time.
fn minute(day: &ProgrammeDay, civil: chrono::NaiveDateTime) -> i64 {
    (civil - day.date.and_time(NaiveTime::MIN)).num_minutes()
}

/// All rooms, and a last row for sessions without one if there are any.
fn rooms(programme: &Programme) -> Vec<(Option<usize>, String)> {
    let named = programme.rooms.iter().enumerate().map(|(index, room)| (Some(index), words::line(&room.name)));
    let unknown = programme.held().any(|(_, held)| held.room.is_none()).then(|| (None, words::NO_ROOM.to_owned()));
    named.chain(unknown).collect()
}

fn subtitle(programme: &Programme, options: &Options) -> String {
    let tracks = programme.tracks.iter().enumerate();
    let tracks: Vec<String> = tracks
        .map(|(index, track)| {
            format!("{} {}", track_symbols::SHAPES[track_symbols::of(index)], words::line(&track.name))
        })
        .collect();
    let stamp = options.stamp.map_or_else(String::new, |stamp| format!(", as of {}", stamp.text()));
    format!("Times in {}{stamp}.  {}", programme.zone, tracks.join("   "))
}

fn axis(day: &ProgrammeDay, rooms: &[(Option<usize>, String)], scale: Scale) -> Markup {
    let bottom = HEAD + ROW * rooms.len() as i64;
    html! {
        text x="0" y="18" font-size="14" font-weight="600" fill="#1b1b1f" {
            (day.date.format("%A %-d %B %Y"))
            tspan dx="10" font-size=(LETTERS) font-weight="400" fill="#55555f" {
                (day.from.clock()) "–" (day.until.clock())
            }
        }
        @for hour in scale.first..=scale.last {
            line x1=(scale.x(hour * 60)) y1=(HEAD - 6) x2=(scale.x(hour * 60)) y2=(bottom) stroke="#dcdce2" {}
            text x=(scale.x(hour * 60)) y=(HEAD - 10) text-anchor="middle" fill="#55555f" {
                (format!("{:02}:00", hour.rem_euclid(24)))
            }
        }
        @for (row, (_, name)) in rooms.iter().enumerate() {
            @let y = HEAD + ROW * row as i64;
            line x1="0" y1=(y) x2=(scale.x(scale.last * 60)) y2=(y) stroke="#dcdce2" {}
            @for (index, line) in wrapped(name, LABELS - 8, 4).iter().enumerate() {
                text x="0" y=(y + 18 + index as i64 * 13) fill="#1b1b1f" { (line) }
            }
        }
        line x1="0" y1=(bottom) x2=(scale.x(scale.last * 60)) y2=(bottom) stroke="#dcdce2" {}
    }
}

fn block(
    programme: &Programme,
    session: &ProgrammeSession,
    held: ScheduledTime,
    start: i64,
    rooms: &[(Option<usize>, String)],
    scale: Scale,
) -> Markup {
    let row = rooms.iter().position(|room| room.0 == held.room).unwrap_or(0) as i64;
    let (x, y) = (scale.x(start), HEAD + ROW * row);
    let width = (scale.x(start + session.minutes) - x).max(4);
    let mark = session.track.map(track_symbols::of);
    let colour = mark.map_or("#6a6a75", |mark| track_symbols::COLOURS[mark]);
    let title = words::line(&session.title);
    let shape = mark.map_or_else(String::new, |mark| format!("{} ", track_symbols::SHAPES[mark]));
    html! {
        g {
            title {
                (title) ", " (held.start.clock()) "–" (held.end.clock()) ", " (words::room(programme, held))
            }
            rect x=(x + 1) y=(y + 2) width=(width - 2) height=(ROW - 4) rx="3" fill=(colour) fill-opacity="0.12" {}
            rect x=(x + 1) y=(y + 2) width="3" height=(ROW - 4) rx="1" fill=(colour) {}
            @for (index, line) in wrapped(&format!("{shape}{title}"), width - 10, 5).iter().enumerate() {
                text x=(x + 7) y=(y + 14 + index as i64 * 12) fill="#1b1b1f" { (line) }
            }
        }
    }
}

/// Breaks a text into at most `most` lines of about `width` pixels; the rest is cut.
fn wrapped(text: &str, width: i64, most: usize) -> Vec<String> {
    // Widths are estimates, because the reader's font is not known. Full-width scripts count double.
    let size = |c: char| if u32::from(c) >= 0x1100 { LETTERS * 10 } else { LETTERS * 56 / 10 };
    let limit = width.max(LETTERS) * 10;
    let mut lines: Vec<String> = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        let wide: i64 = word.chars().map(size).sum();
        if used > 0 && used + wide > limit {
            lines.push(String::new());
            used = 0;
        }
        for c in word.chars() {
            if used + size(c) > limit && used > 0 {
                lines.push(String::new());
                used = 0;
            }
            used += size(c);
            if let Some(line) = lines.last_mut() {
                line.push(c);
            }
        }
        if let Some(line) = lines.last_mut() {
            line.push(' ');
        }
        used += size(' ');
    }
    let cut = lines.len() > most;
    lines.truncate(most);
    lines.iter_mut().for_each(|line| line.truncate(line.trim_end().len()));
    if let Some(last) = lines.last_mut().filter(|_| cut) {
        last.pop();
        last.push('…');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::testing::{draft, hostile, small, times};
    use super::*;
    use crate::explain::programme::Readers;

    #[test]
    fn every_placed_session_is_a_block() {
        let text = picture(&small(Readers::Public), &Options::default());
        assert_eq!(times(&text, "rx=\"3\""), 2, "{text}");
        assert!(text.contains("Talk, with a comma, 10:00–11:30, Room 1") && text.contains("Monday 2 November 2020"));
        let none = Options { day: chrono::NaiveDate::from_ymd_opt(2020, 11, 3), ..Options::default() };
        assert_eq!(times(&picture(&small(Readers::Public), &none), "rx=\"3\""), 0);
    }

    #[test]
    fn a_draft_is_marked_on_a_separate_line() {
        let text = picture(&draft("1.1"), &Options::default());
        assert_eq!(times(&text, ">Version 1.1 (draft).</text>"), 1, "{text}");
        assert_eq!(times(&picture(&draft(&"long ".repeat(60)), &Options::default()), "…</text>"), 1);
        assert_eq!(times(&picture(&small(Readers::Public), &Options::default()), "Version"), 0);
    }

    #[test]
    fn hostile_texts_are_escaped() {
        let text = picture(&hostile(), &Options::default());
        assert_eq!((times(&text, "<script"), times(&text, "<img"), times(&text, "rx=\"3\"")), (0, 0, 5));
        let mut reader = quick_xml::Reader::from_str(&text);
        while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    }

    #[test]
    fn texts_are_wrapped_and_cut() {
        assert_eq!(wrapped("a bc", 100, 3), ["a bc"]);
        assert_eq!(wrapped("abcdefgh ijk", 31, 5), ["abcde", "fgh", "ijk"]);
        assert_eq!(wrapped("abcde fghij klmno", 31, 2), ["abcde", "fghi…"]);
        assert_eq!(wrapped("", 31, 2), [""]);
    }
}
