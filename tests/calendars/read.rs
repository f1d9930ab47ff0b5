//! Calendars read back: by the few lines that the standard's grammar takes here, and by a program of others.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use serde_json::Value;

/// UID, start, end, SEQUENCE, STATUS and SUMMARY; times in UTC.
pub type Entry = [String; 6];

/// A text as a calendar can have it: every break of a line is one, and no other control character is left.
pub fn as_calendars_have_it(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\t', " ");
    let text = text.replace(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

/// The entries of a calendar in the order of the file.
pub fn by_hand(calendar: &str) -> Vec<Entry> {
    let unfolded = calendar.replace("\r\n ", "");
    let events = unfolded.split("BEGIN:VEVENT\r\n").skip(1);
    events
        .map(|event| {
            let lines = event.split("\r\n").take_while(|line| *line != "END:VEVENT");
            let values: BTreeMap<&str, &str> = lines.filter_map(|line| line.split_once(':')).collect();
            let time = |name: &str| {
                let (day, clock) = values[name].split_once('T').unwrap();
                let (date, hour) = (format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]), &clock[..2]);
                format!("{date}T{hour}:{}:{}", &clock[2..4], &clock[4..])
            };
            let text = |name: &str| unescaped(values[name]);
            [text("UID"), time("DTSTART"), time("DTEND"), text("SEQUENCE"), text("STATUS"), text("SUMMARY")]
        })
        .collect()
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => out.extend(rest.next().map(|c| if c == 'n' { '\n' } else { c })),
            c => out.push(c),
        }
    }
    out
}

const SCRIPT: &str = include_str!("read.py");
/// Before version 7 it reads `C:\\new` as two lines.
const PROBE: &str = "import icalendar; assert int(icalendar.__version__.split('.')[0]) >= 7";

/// Python with its package icalendar.
pub struct Reader {
    python: String,
}

impl Reader {
    /// `python3`, or what `PLENARY_TEST_PYTHON` names; that has to have the package, the other may.
    pub fn find() -> Option<Reader> {
        let named = std::env::var("PLENARY_TEST_PYTHON").ok();
        let python = named.clone().unwrap_or_else(|| "python3".to_owned());
        let output = Command::new(&python).args(["-c", PROBE]).output();
        if output.as_ref().is_ok_and(|output| output.status.success()) {
            return Some(Reader { python });
        }
        assert!(named.is_none(), "{python} has no package icalendar of version 7: {output:?}");
        eprintln!("skipped: python3 has no package icalendar of version 7 (pip install icalendar)");
        None
    }

    /// A calendar's name and its entries, in the order of the file.
    pub fn read(&self, calendar: &str) -> (String, Vec<Entry>) {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), calendar).unwrap();
        let output = Command::new(&self.python).args(["-c", SCRIPT]).arg(file.path()).output().unwrap();
        assert!(output.status.success(), "{}\nin\n{calendar}", String::from_utf8_lossy(&output.stderr));
        let read: Value = serde_json::from_slice(&output.stdout).unwrap();
        let events = serde_json::from_value(read["events"].clone()).unwrap();
        (read["name"].as_str().unwrap().to_owned(), events)
    }
}
