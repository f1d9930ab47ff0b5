//! The programme as tables by day, for wikis, mails and code forges.

use super::{Options, version, words};
use crate::explain::programme::{Programme, ProgrammeSession, Readers};

/// Writes the programme in Markdown (tables as in GitHub's), with times in the event's time zone.
pub(crate) fn text(programme: &Programme, options: &Options) -> String {
    let mut out = format!("# {}\n\nTimes in {}.", escaped(&programme.name), escaped(&programme.zone));
    if let Some(version) = version::sentence(programme) {
        out.push_str(&format!(" {}", escaped(&version)));
    }
    if let Some(stamp) = options.stamp {
        out.push_str(&format!(" As of {}.", stamp.text()));
    }
    out.push('\n');
    if version::is_draft(programme) {
        out.push_str(&format!("\n**{}**\n", version::DRAFT));
    }
    for (index, day) in programme.days.iter().enumerate() {
        out.push_str(&format!("\n## {}\n\n", day.date.format("%A %-d %B %Y")));
        out.push_str(&heading(&["Time", "Room"], programme));
        for (session, held) in programme.of_day(index) {
            let time = format!("{}–{}", held.start.clock(), held.end.clock());
            out.push_str(&row(&[time, words::room(programme, held)], programme, session));
        }
    }
    let unplaced: String =
        programme.unplaced().map(|session| row(&[format!("{} min", session.minutes)], programme, session)).collect();
    if !unplaced.is_empty() {
        out.push_str(&format!("\n## Not scheduled\n\n{}{unplaced}", heading(&["Length"], programme)));
    }
    out
}

fn heading(first: &[&str], programme: &Programme) -> String {
    let internal: &[&str] = if programme.readers == Readers::Internal { &["Attendance"] } else { &[] };
    let columns = [first, &["Session", "Type", "Track", "People"], internal].concat();
    format!("| {} |\n|{}\n", columns.join(" | "), "---|".repeat(columns.len()))
}

fn row(first: &[String], programme: &Programme, session: &ProgrammeSession) -> String {
    let mut cells = first.to_vec();
    cells.extend([
        session.title.clone(),
        programme.types[session.kind].name.clone(),
        words::track(programme, session),
        words::people(programme, session).join(", "),
    ]);
    cells.extend(session.internal.map(|internal| internal.attendance.to_string()));
    let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// Escapes everything that Markdown, or HTML inside it, could interpret.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in words::line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' => {
                out.push('\\');
                out.push(c);
            }
            // Addresses become links by themselves otherwise.
            ':' if out.ends_with("http") || out.ends_with("https") => out.push_str("&#58;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::testing::{draft, hostile, small, times};
    use super::*;

    #[test]
    fn there_is_one_table_per_day_and_one_for_unplaced_sessions() {
        let text = text(&small(Readers::Public), &Options::default());
        assert_eq!(
            text,
            "# A small event 2020\n\nTimes in +00:00.\n\n## Monday 2 November 2020\n\n\
             | Time | Room | Session | Type | Track | People |\n|---|---|---|---|---|---|\n\
             | 09:00–10:00 | Room 0 | opening | talk |  |  |\n\
             | 10:00–11:30 | Room 1 | Talk, with a comma | talk | T | person-0, person-1 |\n\n## Not scheduled\n\n\
             | Length | Session | Type | Track | People |\n|---|---|---|---|---|\n\
             | 60 min | nowhere | talk |  | person-1 |\n"
        );
    }

    #[test]
    fn a_draft_is_marked_as_one() {
        let text = text(&draft("1.1"), &Options::default());
        let head = "\n\nTimes in +00:00. Version 1.1 (draft).\n\n**This is a draft: times, rooms and sessions may \
                    still change.**\n\n## ";
        assert!(text.contains(head), "{text}");
    }

    #[test]
    fn hostile_texts_are_escaped() {
        let text = text(&hostile(), &Options::default());
        assert_eq!((times(&text, "<"), times(&text, "](")), (0, times(&text, "\\](")));
        assert!(text.lines().filter(|line| line.starts_with('|')).all(|line| {
            let bars = line.replace("\\|", "");
            [8, 7].contains(&times(&bars, "|")) || bars.starts_with("|---")
        }));
    }
}
