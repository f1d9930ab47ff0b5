//! Edits of texts and bytes.

use std::ops::Range;

/// One edit: what kind, where, and with what. Each is a random number; its meaning depends on the input.
pub(crate) type Edit = (u8, u16, u16);

/// What is put into a text: borders of numbers, dates and times, what each format gives a meaning, and what is shown as
/// nothing or as something else.
const PIECES: [&str; 60] = [
    "",
    "0",
    "-1",
    "1",
    "99999999999999999999",
    "9223372036854775807",
    "1e308",
    "0.0000001",
    "NaN",
    "null",
    "true",
    "[]",
    "{}",
    "[[",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "\u{202e}",
    "\u{1b}[2J",
    "\u{0}",
    "\u{feff}",
    "\u{301}",
    "\u{fb01}",
    "\n",
    "\r",
    "\r\n ",
    "\t",
    ",",
    ";",
    ":",
    "=",
    "=1+1",
    "<a>",
    "</",
    "&x;",
    "<!--",
    "]]>",
    "2027-02-29",
    "2027-03-28",
    "1970-01-01",
    "2100-12-31T23:59",
    "0000-00-00",
    "24:00",
    "26:00",
    "02:30",
    "Europe/Berlin",
    "Pacific/Apia",
    "America/Sao_Paulo",
    "+14:00",
    "-00:00",
    "Z",
    "RRULE:FREQ=DAILY;COUNT=3",
    "DTSTART;TZID=\"x\":",
    "BEGIN:VEVENT",
    "END:VEVENT",
    "title",
    "minutes",
    "Ana (chair); Bo",
    "1h 30",
];

/// Applies edits to bytes: pieces put in, parts taken out, doubled, swapped or moved here from elsewhere, values
/// replaced, bits turned.
pub(super) fn bytes(input: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for &edit in edits {
        apply(&mut bytes, edit);
    }
    bytes
}

/// Applies an edit to a text, which remains one.
pub(super) fn text(input: &str, edit: Edit) -> String {
    let mut bytes = input.as_bytes().to_vec();
    apply(&mut bytes, edit);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A place in a list, from a random number.
pub(super) fn place(number: u16, length: usize) -> usize {
    usize::from(number) * length / (usize::from(u16::MAX) + 1)
}

fn apply(bytes: &mut Vec<u8>, (kind, at, with): Edit) {
    let at = place(at, bytes.len() + 1);
    let piece = PIECES[place(with, PIECES.len())].bytes();
    let other = place(with, bytes.len() + 1);
    let until = (at + 1 + usize::from(with % 40)).min(bytes.len()).max(at);
    match kind % 9 {
        0 => drop(bytes.splice(at..at, piece)),
        1 => drop(bytes.drain(at..until)),
        2 => drop(bytes.splice(at..at, bytes[at..until].repeat(1 + usize::from(with % 3)))),
        3 => drop(bytes.splice(value(bytes, at), piece)),
        4 => {
            let copied = bytes[value(bytes, other)].to_vec();
            bytes.splice(value(bytes, at), copied);
        }
        5 => {
            let copied = bytes[line(bytes, other)].to_vec();
            let line = line(bytes, at);
            bytes.splice(line.start..line.start, copied);
        }
        6 => drop(bytes.drain(line(bytes, at))),
        7 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << (with % 8)),
        _ => bytes.truncate(at),
    }
}

/// The value around a place: up to quotation marks, brackets, separators.
fn value(bytes: &[u8], at: usize) -> Range<usize> {
    around(bytes, at, |byte| b"\"',:;=<>{}[]\n\r\t".contains(&byte))
}

/// The line around a place, with its end.
fn line(bytes: &[u8], at: usize) -> Range<usize> {
    let found = around(bytes, at, |byte| byte == b'\n');
    found.start..(found.end + 1).min(bytes.len())
}

fn around(bytes: &[u8], at: usize, is_end: impl Fn(u8) -> bool) -> Range<usize> {
    let from = bytes[..at].iter().rposition(|&byte| is_end(byte)).map_or(0, |end| end + 1);
    let until = bytes[at..].iter().position(|&byte| is_end(byte)).map_or(bytes.len(), |end| at + end);
    from..until
}
