//! Commands other than an import or a solve, each against the words that are right.

use std::collections::BTreeSet;
use std::fs;

use super::reports;
use crate::common::Folder;

/// Commands, and what the last of them prints.
pub(super) struct Case {
    /// The commands, with `; ` between. `read FOLDER NAME` gives the text of the file in the folder whose name begins
    /// like this. The reports that are named are there, and `none.json`, a schedule without sessions.
    pub lines: &'static str,
    /// The exit code of the last command.
    code: i32,
    /// Texts in its output.
    has: &'static [&'static str],
    /// Texts that are not in it.
    lacks: &'static [&'static str],
}

/// All cases.
#[rustfmt::skip]
pub(super) fn table() -> Vec<Case> {
    vec![
        // Two sessions of one speaker at the same time.
        Case {
            lines: "check r16-same-time.json r16-same-time.schedule.json",
            code: 1, has: &["person-clash: x is needed in a"], lacks: &[],
        },
        // An address with a line break, which would add a recipient to every letter.
        Case {
            lines: "check mail-merge-bcc.json none.json",
            code: 2, has: &["bad-email"], lacks: &[],
        },
        // Its integer program did not end.
        Case {
            lines: "what-if whatif-steps-hang.json --from whatif-steps-hang.schedule.json --steps 2000 \
                    --case 'José: person away prof-josé-garcía 2020-11-10'",
            code: 0, has: &["2/2 José: cost"], lacks: &[],
        },
        // The speaker of one session is away after the draft.
        Case {
            lines: "check r17-before.json r17-before.schedule.json",
            code: 0, has: &["Valid and complete"], lacks: &[],
        },
        Case {
            lines: "solve r17-after.json --from r17-before.schedule.json --repair --steps 300 -o t.json",
            code: 0, has: &["1 of 6 sessions moved", "x is needed in a", "away for 1 h"], lacks: &[],
        },
        Case {
            lines: "why r30-forced-overlap.json",
            code: 1,
            has: &["need x for 2 h in all; there are 1 h 30 min", "session anytime a", "session shorten b by 30"],
            lacks: &[],
        },
        // A service that only some rooms have has one team, unless the programme says that it is a part of the rooms.
        Case {
            lines: "solve r34-room-feature.json --steps 300 -o t.json",
            code: 1, has: &["one-team", "write \"unlimited\": true"], lacks: &[],
        },
        Case {
            lines: "what-if r34-room-feature.json --case 'more: service teams piano 2' --steps 300",
            code: 1, has: &["2/2 more: cost 0"], lacks: &[],
        },
        // The law of 2026: Casablanca keeps the time of UTC, Chisinau and Vancouver change no clocks any more.
        Case {
            lines: "solve r42-zones-2026.json --steps 300 -o t.json; \
                    notify r42-zones-2026.json t.json t.json --all -o out; read out casablanca",
            code: 0, has: &["Tue 1 Dec 2026 16:00-17:00\n"], lacks: &["17:00-18:00"],
        },
        Case {
            lines: "solve stale-zone-vancouver.json --steps 300 -o t.json; \
                    notify stale-zone-vancouver.json t.json t.json --all -o out; read out x",
            code: 0, has: &["Tue 1 Dec 2026 08:00-09:00 (Tue 1 Dec 2026 15:00-16:00 UTC)"], lacks: &["07:00-08:00"],
        },
        // Formulas stay texts.
        Case {
            lines: "solve r44-formula-title.json --steps 300 -o t.json; export r44-formula-title.json t.json --to csv",
            code: 0, has: &["\"'=HYPERLINK", "'-1+1 talk", "'@SUM(1+1)*cmd"], lacks: &[",\"=HYPERLINK", ",-1+1", ",@SUM"],
        },
        // A moved entry and a cancelled one.
        Case {
            lines: "solve r61-cancel.json --steps 300 -o t.json; \
                    export r61-cancel.json t.json --to ics --previous r61-cancel.schedule.json",
            code: 0,
            has: &["UID:027c125e93b6cfe6b87fd1ca2256dd1e@plenary", "SEQUENCE:1", "STATUS:CONFIRMED"],
            lacks: &["CANCELLED"],
        },
        Case {
            lines: "export r61-cancel.json none.json --to ics --previous r61-cancel.schedule.json",
            code: 0,
            has: &["UID:027c125e93b6cfe6b87fd1ca2256dd1e@plenary", "SEQUENCE:1", "STATUS:CANCELLED"],
            lacks: &["CONFIRMED"],
        },
        // A day without sessions is still a day.
        Case {
            lines: "solve r68-nothing-placed.json --steps 300 -o t.json; export r68-nothing-placed.json t.json --to xml",
            code: 0, has: &["<day index=\"1\" date=\"2027-06-01\"", "<room name=\"room-1\""], lacks: &["<event"],
        },
        Case {
            lines: "solve r09-long.json --steps 300 -o t.json; export r09-long.json t.json --to xml",
            code: 0, has: &["<duration>30:00</duration>", "<date>2026-07-24T01:00:00+00:00</date>"], lacks: &[],
        },
        // Acronyms of names with signs, of three letters, and in another script.
        Case {
            lines: "solve r64-name-punct.json --steps 300 -o t.json; export r64-name-punct.json t.json --to xml",
            code: 0, has: &["<title>A/B: 2027</title>", "<acronym>ab2027</acronym>"], lacks: &[],
        },
        Case {
            lines: "solve r64-name-short.json --steps 300 -o t.json; export r64-name-short.json t.json --to xml",
            code: 0, has: &["<title>TSC</title>", "<acronym>event_e5146071</acronym>"], lacks: &[],
        },
        Case {
            lines: "solve r64-name-cjk.json --steps 300 -o t.json; export r64-name-cjk.json t.json --to xml",
            code: 0, has: &["<title>年次会議</title>", "<acronym>event_602d12e5</acronym>", "<title>会議</title>"], lacks: &[],
        },
    ]
}

/// The reports that the commands name.
pub(super) fn files(lines: &str, all: &BTreeSet<String>) -> Vec<String> {
    lines.split([' ', ';']).filter(|word| all.contains(*word)).map(str::to_owned).collect()
}

#[test]
fn commands_with_reports_say_what_is_right() {
    let Some(reports) = reports() else { return };
    let all = fs::read_dir(&reports).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let mut wrong = Vec::new();
    for Case { lines, code, has, lacks } in table() {
        let folder = Folder::empty();
        folder.write("none.json", r#"{ "format": "plenary-schedule/1", "sessions": [] }"#);
        for file in files(lines, &all) {
            folder.write(&file, fs::read(reports.join(&file)).unwrap());
        }
        let (mut found, mut text) = (0, String::new());
        for line in lines.split("; ") {
            if let Some(("read", rest)) = line.split_once(' ') {
                let (inside, name) = rest.split_once(' ').unwrap();
                let names = folder.names(inside);
                let letter = names.iter().find(|known| known.starts_with(name) && known.ends_with(".txt")).unwrap();
                text = folder.text(&format!("{inside}/{letter}"));
                continue;
            }
            let run = folder.run(line);
            (found, text) = (run.code, run.out + &run.err);
        }
        let lacking = has.iter().filter(|part| !text.contains(**part));
        let extra = lacks.iter().filter(|part| text.contains(**part));
        let (lacking, extra): (Vec<_>, Vec<_>) = (lacking.collect(), extra.collect());
        if found != code || !lacking.is_empty() || !extra.is_empty() {
            wrong.push(format!("{lines}: exit code {found}, without {lacking:?}, with {extra:?}:\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Two yearly editions of one name are different events.
#[test]
fn two_editions_have_different_calendar_entries() {
    let Some(reports) = reports() else { return };
    let uid = |year: u16| {
        let folder = Folder::empty();
        folder.write("p.json", fs::read(reports.join(format!("r03-edition-{year}.json"))).unwrap());
        folder.run("solve p.json --steps 300 -o t.json").ended(0);
        let calendar = folder.run("export p.json t.json --to ics").ended(0).out;
        calendar.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned()
    };
    assert_ne!(uid(2026), uid(2027));
}
