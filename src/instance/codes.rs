//! The index of all problems that a programme file or a schedule file can have: code, cause, what to do.

use crate::diagnostic::Severity;

/// A kind of problem.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable name, in lower case with hyphens.
    pub id: &'static str,
    /// Whether the file can still be used.
    pub severity: Severity,
    /// When it is reported.
    pub cause: &'static str,
    /// What to do about it.
    pub action: &'static str,
}

macro_rules! codes {
    ($($name:ident $severity:ident $id:literal $cause:literal $action:literal;)*) => {
        $(
            #[doc = $cause]
            pub static $name: Code =
                Code { id: $id, severity: Severity::$severity, cause: $cause, action: $action };
        )*
        /// All codes, in the order in which they are checked: the file, its form, its values, its meaning.
        pub static INDEX: &[&Code] = &[$(&$name),*];
    };
}
pub(crate) use codes;

codes! {
    // The file.
    FILE_MISSING Error "file-missing" "There is no such file." "check the path";
    FILE_UNREADABLE Error "file-unreadable" "The file cannot be read: it is a directory, or you may not read it, or it is too large." "name a file that you may read";
    FILE_UNWRITABLE Error "file-unwritable" "The file cannot be written." "name a file in an existing directory where you may write";
    NOT_UTF8 Error "not-utf8" "The text is not encoded as UTF-8." "save the file as UTF-8";
    EMPTY_FILE Error "empty-file" "The file is empty." "`plenary init` writes an example to start from";
    SYNTAX Error "syntax" "The text is not valid JSON." "correct the JSON at this place; JSON allows no comments and no comma after the last element";
    TOO_DEEP Error "too-deep" "Lists and objects are nested too deeply." "remove levels of nesting; the format needs at most seven";
    DUPLICATE_KEY Error "duplicate-key" "An object has the same key twice." "keep one of the two";
    // The form.
    UNKNOWN_FIELD Error "unknown-field" "An object has a field that the format does not have." "remove the field, or move it into `extra`, which is kept and not read";
    MISSING_FIELD Error "missing-field" "A required field is missing." "add the field";
    WRONG_TYPE Error "wrong-type" "A value has the wrong type, for example a text instead of a number." "write a value of the expected type; `plenary schema instance` and `plenary schema schedule` print the formats";
    WRONG_FORMAT Error "wrong-format" "The field `format` names another format." "write \"format\": \"plenary/1\" in a programme file, \"format\": \"plenary-schedule/1\" in a schedule file";
    TOO_MANY Error "too-many" "A list is longer than the program can handle." "split the programme into several files";
    // Values.
    HIDDEN_CHARACTER Warning "hidden-character" "A text has a control character, or one that changes the direction of writing. Nothing that shows the text has it." "write the text again without it";
    BAD_EMAIL Error "bad-email" "A text is not one e-mail address." "write one address like name@example.org, or remove the field";
    BAD_NUMBER Error "bad-number" "A number is outside its range, or has more than six digits after the point." "write a number inside the range";
    BAD_ID Error "bad-id" "An id is empty, too long, or has control characters or invisible characters." "write 1 to 200 visible characters";
    DUPLICATE_ID Error "duplicate-id" "Two elements of a list have the same id." "give each element a different id";
    BAD_DATE Error "bad-date" "A text is not a date." "write the date like this: 2020-11-02";
    BAD_TIME Error "bad-time" "A text is not a time." "write a time of day like 09:30, a date with a time like 2020-11-02T09:30, a time in UTC like 2020-11-02T09:30Z";
    BAD_YEAR Error "bad-year" "A date is outside the years 1970 to 2100." "check the year";
    SKIPPED_TIME Error "skipped-time" "A local date or time does not exist: the clocks of that time zone skip it." "choose a time that exists there";
    DOUBLED_TIME Warning "doubled-time" "The clocks of a time zone show a local time twice, because they go back." "write the time with an offset from UTC, or choose another time";
    EMPTY_WINDOW Error "empty-window" "A period does not end after it begins." "write an end that is later than the begin";
    UNKNOWN_ZONE Error "unknown-zone" "No time zone has that name." "use a name like Europe/Berlin, or an offset from UTC like +05:30";
    UNKNOWN_WEEKDAY Error "unknown-weekday" "No weekday has that name." "use monday to sunday";
    UNKNOWN_KIND Error "unknown-kind" "No kind of relation has that name." "use gap, days, same-day, different-days, directly-after or apart-by";
    UNKNOWN_RULE Error "unknown-rule" "No rule has that id." "`plenary manual rules` lists the rules";
    RULE_SETTING Error "rule-setting" "The rule does not allow that setting." "use a setting that the rule allows";
    // References.
    UNKNOWN_SESSION Error "unknown-session" "No session has that id." "check the id, or add the session";
    UNKNOWN_PERSON Error "unknown-person" "No person has that id." "check the id, or add the person";
    UNKNOWN_ROOM Error "unknown-room" "No room has that id." "check the id, or add the room";
    UNKNOWN_PHASE Error "unknown-phase" "No phase has that id." "check the id, or add the phase";
    UNKNOWN_SERVICE Error "unknown-service" "No service has that id." "check the id, or add the service";
    UNKNOWN_AUDIENCE Error "unknown-audience" "No audience has that id." "check the id, or add the audience";
    UNKNOWN_ROLE Error "unknown-role" "No role has that id." "check the id, or add it to `roles`";
    SELF_REFERENCE Error "self-reference" "A session names itself." "name another session";
    EMPTY_SELECTOR Error "empty-selector" "A selector is empty." "write an id, or at least one of type, track, tag, phase";
    // Meaning.
    NO_DAYS Error "no-days" "The event has no day." "list the days of at least one phase";
    NO_ROOMS Error "no-rooms" "The list of rooms is empty." "remove `rooms` if there is a single room, or list at least one";
    DUPLICATE_DAY Error "duplicate-day" "A date is listed twice." "list each date once, in one phase";
    OVERLAPPING_DAYS Error "overlapping-days" "The hours of two days overlap." "end the earlier day before the later one begins";
    LONG_CALENDAR Error "long-calendar" "The first and the last day are too far apart." "split the programme into several files";
    DAY_OUTSIDE Error "day-outside" "A date is not one of the days of its phase." "write one of the days of the phase";
    NO_LENGTH Error "no-length" "A session has no length, and its type has none either." "add `minutes` to the session or to its type";
    TOO_LONG Error "too-long" "A session is longer than each day on which it could take place." "shorten it, or extend the hours of a phase that takes its type";
    BAD_PART Error "bad-part" "A person attends minutes that are not part of the session." "write `from` and `until` between 0 and the length of the session";
    NO_ZONE Error "no-zone" "We do not know where a person is: they have no time zone and no audience." "add `zone`; while it is unknown, add `audience`";
    NO_SHARES Error "no-shares" "The shares of an audience add up to zero." "give at least one zone a share above 0";
    EMPTY_WISH Error "empty-wish" "A wish names no time and no rooms." "add `from` and `until`, or `rooms`";
    HALF_WINDOW Error "half-window" "The begin or the end of a period is missing." "write both `from` and `until`";
    ORDER_CYCLE Error "order-cycle" "Sessions wait for each other in a circle, so that none of them can be first." "remove one entry of `after` or `before`";
    BAD_RELATION Error "bad-relation" "The fields of a relation contradict each other or its kind." "`plenary schema instance` describes the kinds of relations and their fields";
    BAD_INTEREST Error "bad-interest" "An interest does not name two sessions." "name exactly two sessions";
    // Warnings.
    BAD_LINK Warning "bad-link" "A link is not a web address." "write an address like https://example.org/join; only http and https are published";
    STILL_SCHEDULED Warning "still-scheduled" "A session is scheduled although its status says that it does not take place." "remove the session, or correct its status";
    ONE_TEAM Warning "one-team" "A service with several rooms gives no number of teams: it has one." "write \"unlimited\": true if it is a part of the rooms, like a piano; else write the number of \"teams\"";
    NEVER_HOLDS Warning "never-holds" "A relation cannot hold, whatever the timetable: the days that it allows exclude each other." "write a relation for each two neighbours, or raise `most`";
    TRAP_ZONE Warning "trap-zone" "The name of a time zone is misleading." "use a city of the region like America/New_York, or an offset like -05:00";
    SHARES_SUM Warning "shares-sum" "The shares of an audience do not add up to 1 (within 1 %)." "correct the shares; until then they are used in proportion";
    MATCHES_NOTHING Warning "matches-nothing" "A selector matches no other session." "check the selector, or remove it";
    UNUSED_TYPE Warning "unused-type" "A phase lists a type that no session has." "check the name, or remove it";
    NO_PHASE Warning "no-phase" "No phase takes the type of a session, so it cannot be placed." "add the type to a phase's `session_types`";
    FIXED_CLASH Warning "fixed-clash" "Two fixed sessions exclude each other." "change the fixed start or room of one of them";
    FIXED_OUTSIDE Warning "fixed-outside" "A session is fixed at a time when it cannot take place." "change the fixed start, or extend the hours that it breaks";
    DISTANT_EVENT Warning "distant-event" "The event ends more than a year after the release of the time zone database." "update plenary before the event, or give a newer database with --tzdata, and check the timetable again";
    OVERFULL Warning "overfull" "The sessions need more time than the rooms have." "add rooms or hours, or remove sessions";
    // Changes.
    BAD_CHANGE Error "bad-change" "A change of a what-if cannot be read or cannot be made." "plenary what-if --help changes lists all changes";
    // Schedules.
    DOUBLED_SESSION Error "doubled-session" "A schedule file lists a session twice." "keep one of the two";
    GONE_SESSION Warning "gone-session" "An earlier timetable has a session that is no longer in the programme file." "do nothing if the session was withdrawn";
    GONE_ROOM Warning "gone-room" "An earlier timetable has a room that is no longer in the programme file." "do nothing if you gave up the room: its sessions go elsewhere";
    OTHER_INSTANCE Warning "other-instance" "The schedule file was made for an earlier state of the programme file." "solve again, with --from to start from this timetable";
    OTHER_TIME_ZONES Warning "other-time-zones" "The timetable was made with another time zone database." "look at the sessions that are named, and solve again with --from if their hours are wrong";
    BAD_TIME_ZONES Warning "bad-time-zones" "The local times in a schedule file cannot be read." "leave the member `time_zones` as the program writes it, or remove it";
    OFF_GRID Warning "off-grid" "A start is not on the grid." "move it to the grid unless it is intended";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_every_code_has_cause_and_action() {
        let mut ids: Vec<_> = INDEX.iter().map(|c| c.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), INDEX.len());
        for code in INDEX {
            assert!(code.cause.ends_with('.') && !code.action.is_empty(), "{}", code.id);
            assert!(code.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{}", code.id);
        }
    }
}
