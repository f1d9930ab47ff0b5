//! Programme files, each solved.

use super::reports;
use crate::common::Folder;

/// A kind of hidden character is named once for each text; e-mail addresses that are two are errors.
const HOSTILE: [&str; 7] = [
    "hidden-character",
    "hidden-character",
    "hidden-character",
    "hidden-character",
    "bad-email",
    "bad-email",
    "bad-email",
];

/// Programme files: the exit code of a short solve, the codes of warnings or errors, and the first starts.
pub(super) fn table() -> Vec<(&'static str, i32, &'static [&'static str], &'static [&'static str])> {
    vec![
        ("alone-u16", 1, &["overfull"], &[]),
        ("dateline", 0, &[], &[]),
        ("havana-default-hours", 0, &[], &[]),
        ("hostile-strings", 2, &HOSTILE, &[]),
        ("r01-london-july", 0, &[], &["2026-07-23T10:20:00+01:00"]),
        ("r03-edition-2026", 0, &[], &["2026-07-23T10:00:00+00:00"]),
        ("r03-edition-2027", 0, &[], &["2027-07-23T10:00:00+00:00"]),
        ("r09-million", 2, &["bad-number"], &[]),
        // Days may not overlap, so some hour is the end of each.
        ("r13-around-the-clock", 1, &["fixed-outside"], &[]),
        ("r13-around-the-clock-shifted", 1, &["fixed-outside"], &["2027-06-01T23:30:00+00:00"]),
        ("r13-midnight", 1, &["fixed-outside"], &[]),
        ("r13-midnight-26", 0, &[], &["2027-06-01T23:30:00+00:00"]),
        ("r18-last-day", 0, &[], &["2027-06-01T09:00:00+02:00"]),
        ("r20-availability", 0, &[], &["2027-06-01T15:00:00+02:00"]),
        ("r21-too-many", 1, &["overfull"], &[]),
        ("r22-gap-three", 0, &[], &["2027-06-01T09:00:00+00:00", "2027-06-01T10:30:00+00:00"]),
        ("r22-three-days-apart", 1, &["never-holds"], &[]),
        ("r24-joint", 0, &[], &[]),
        ("r25-slots-per-day", 0, &[], &["2027-06-01T09:00:00+00:00", "2027-06-02T14:00:00+00:00"]),
        ("r26-prefer-morning", 0, &[], &["2027-06-01T08:00:00+00:00"]),
        ("r27-plenary-block", 0, &[], &[]),
        ("r34-room-feature", 1, &["one-team"], &[]),
        ("r35-track-one-room", 0, &[], &[]),
        ("r36-tsc-rotation", 0, &[], &[]),
        (
            "r37-pacific-8am",
            0,
            &[],
            &[
                "2027-02-24T08:00:00-08:00",
                "2027-03-03T08:00:00-08:00",
                "2027-03-10T08:00:00-08:00",
                "2027-03-17T08:00:00-07:00",
                "2027-03-24T08:00:00-07:00",
                "2027-03-31T08:00:00-07:00",
            ],
        ),
        ("r39-fold", 0, &["doubled-time", "distant-event"], &["2027-10-31T02:30:00+02:00"]),
        ("r39-gap", 2, &["skipped-time"], &[]),
        ("r39-wp804", 0, &[], &["2027-04-05T10:00:00+02:00"]),
        ("r42-casablanca-available", 0, &[], &["2026-12-01T09:00:00+00:00"]),
        ("r62-posters-one-room", 1, &["overfull"], &[]),
        ("r64-name-cjk", 0, &[], &[]),
        ("steps-400-five-sessions-over-45s", 0, &["matches-nothing", "shares-sum"], &[]),
        ("r69-lunch-all-rooms", 0, &[], &["2027-06-01T12:00:00+00:00"]),
    ]
}

#[test]
fn programmes_of_bug_reports_are_solved_as_is_right() {
    let Some(reports) = reports() else { return };
    for (name, code, codes, starts) in table() {
        let folder = Folder::empty();
        folder.write("p.json", std::fs::read(reports.join(format!("{name}.json"))).unwrap());
        let run = folder.run("solve p.json --steps 300 -o t.json").ended(code);
        for code in codes {
            assert!(run.err.contains(&format!("[{code}]")), "{name}: {}", run.err);
        }
        assert_eq!(run.err.matches("warning[").count() + run.err.matches("error[").count(), codes.len(), "{}", run.err);
        for (at, start) in starts.iter().enumerate() {
            assert_eq!(folder.document("t.json")["sessions"][at]["start"], *start, "{name}");
        }
    }
}
