//! The index of everything that can be wrong with a file: code, cause, action.

use crate::diagnostic::Severity;

/// A kind of problem.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable name.
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
        /// All codes, in the order of reading: the file, its form, its values, its meaning.
        pub static INDEX: &[&Code] = &[$(&$name),*];
    };
}
pub(crate) use codes;

codes! {
    // The file.
    FILE_MISSING Error "file-missing" "There is no such file." "check the path";
    FILE_UNREADABLE Error "file-unreadable" "The file cannot be read: it is a directory, or not permitted, or too large." "name a readable file";
    FILE_UNWRITABLE Error "file-unwritable" "The file cannot be written." "name a file in a directory that exists and may be written to";
    NOT_UTF8 Error "not-utf8" "The text is not UTF-8." "save the file as UTF-8";
    EMPTY_FILE Error "empty-file" "The file is empty." "`plenary init` writes an example to start from";
    SYNTAX Error "syntax" "The text is not JSON." "repair the JSON at this place; comments and trailing commas are not part of it";
    TOO_DEEP Error "too-deep" "Lists and objects are nested too deep." "flatten the document";
    DUPLICATE_KEY Error "duplicate-key" "A key stands twice in one object." "keep one of the two";
    // The form.
    UNKNOWN_FIELD Error "unknown-field" "An object has a field that the format does not know." "remove it, or move it into `extra`, which is kept and ignored";
    MISSING_FIELD Error "missing-field" "A required field is missing." "add it";
    WRONG_TYPE Error "wrong-type" "A value is of another kind than the format wants." "write it as the format asks";
    WRONG_FORMAT Error "wrong-format" "The field `format` names another format." "write \"format\": \"plenary/1\" for an instance, \"plenary-schedule/1\" for a schedule";
    TOO_MANY Error "too-many" "A list is longer than the program can handle." "split the programme";
    // Values.
    BAD_NUMBER Error "bad-number" "A number is outside its range, or finer than six digits after the point." "write a number in the range";
    BAD_ID Error "bad-id" "An id is empty, too long, or has control or invisible characters." "use visible characters";
    DUPLICATE_ID Error "duplicate-id" "Two elements of a list have the same id." "give each its own id";
    BAD_DATE Error "bad-date" "A text is not a date." "write dates as 2020-11-02";
    BAD_TIME Error "bad-time" "A text is not a time." "write times as 09:30, date-times as 2020-11-02T09:30, instants as 2020-11-02T09:30Z";
    BAD_YEAR Error "bad-year" "A date is outside the years 1970 to 2100." "check the year";
    SKIPPED_TIME Error "skipped-time" "Clocks in that zone jump over the local date or time." "choose a time that exists there";
    EMPTY_WINDOW Error "empty-window" "A window ends before or when it begins." "let `until` be later than `from`";
    UNKNOWN_ZONE Error "unknown-zone" "No time zone is called that." "use an IANA name like Europe/Berlin, or an offset like +05:30";
    UNKNOWN_WEEKDAY Error "unknown-weekday" "No weekday is called that." "use monday to sunday";
    UNKNOWN_KIND Error "unknown-kind" "No relation is called that." "use gap, days, same-day, different-days, directly-after or apart-by";
    UNKNOWN_RULE Error "unknown-rule" "No rule is called that." "`plenary manual rules` lists the rules";
    RULE_SETTING Error "rule-setting" "The rule cannot be set to that." "use one of its legal settings";
    // References.
    UNKNOWN_SESSION Error "unknown-session" "No session has that id." "check the id";
    UNKNOWN_PERSON Error "unknown-person" "No person has that id." "check the id, or add the person";
    UNKNOWN_ROOM Error "unknown-room" "No room has that id." "check the id, or add the room";
    UNKNOWN_PHASE Error "unknown-phase" "No phase has that id." "check the id, or add the phase";
    UNKNOWN_SERVICE Error "unknown-service" "No service has that id." "check the id, or add the service";
    UNKNOWN_AUDIENCE Error "unknown-audience" "No audience has that id." "check the id, or add the audience";
    UNKNOWN_ROLE Error "unknown-role" "No role has that id." "check the id, or add it to `roles`";
    SELF_REFERENCE Error "self-reference" "A session names itself." "name another session";
    EMPTY_SELECTOR Error "empty-selector" "A selector has no key." "write an id, or one of type, track, tag, phase";
    // Meaning.
    NO_DAYS Error "no-days" "No phase has a day." "list the days of at least one phase";
    NO_ROOMS Error "no-rooms" "The list of rooms is empty." "leave `rooms` out for a single room, or list one";
    DUPLICATE_DAY Error "duplicate-day" "A date is listed twice." "keep it in one phase, once";
    OVERLAPPING_DAYS Error "overlapping-days" "The windows of two days overlap." "let the earlier day end before the later one begins";
    LONG_CALENDAR Error "long-calendar" "The first and the last day are too far apart." "split the programme";
    DAY_OUTSIDE Error "day-outside" "A slot names a day that its phase does not have." "name a day of the phase";
    NO_LENGTH Error "no-length" "A session has no length, nor has its type." "add `minutes` to the session or to its type";
    TOO_LONG Error "too-long" "A session is longer than any day that could hold it." "shorten it, or widen the hours of a phase that takes its type";
    BAD_PART Error "bad-part" "A person's attended minutes are not inside the session." "let `from` and `until` lie within the session's length";
    NO_ZONE Error "no-zone" "A person has neither zone nor audience." "add `zone`, or an `audience` to stand for it until it is known";
    NO_SHARES Error "no-shares" "The shares of an audience sum to nothing." "give at least one zone a positive share";
    EMPTY_WISH Error "empty-wish" "A wish names neither time nor rooms." "add `from` and `until`, or `rooms`";
    HALF_WINDOW Error "half-window" "One end of a window is missing." "write both `from` and `until`";
    ORDER_CYCLE Error "order-cycle" "Orders form a circle, so that none of the sessions can be first." "remove one of the orders";
    BAD_RELATION Error "bad-relation" "A relation's fields contradict one another or its kind." "see the format's section on relations";
    BAD_INTEREST Error "bad-interest" "An interest does not name two sessions." "name exactly two";
    // Warnings.
    TRAP_ZONE Warning "trap-zone" "The zone's name promises something else than it does." "use a city of the region, or an offset like -05:00";
    SHARES_SUM Warning "shares-sum" "The shares of an audience miss 1 by more than 1 %." "correct the shares; they are used in proportion";
    MATCHES_NOTHING Warning "matches-nothing" "A selector matches no other session." "check its keys, or remove it";
    UNUSED_TYPE Warning "unused-type" "A phase takes a type that no session has." "check the name, or remove it";
    NO_PHASE Warning "no-phase" "No phase takes the session's type, so it cannot be placed." "add the type to a phase's `session_types`";
    FIXED_CLASH Warning "fixed-clash" "Two fixed sessions cannot both be held." "move one of them";
    FIXED_OUTSIDE Warning "fixed-outside" "A session is fixed where it cannot be held." "move it, or widen what it is outside of";
    OVERFULL Warning "overfull" "More session-minutes must be held than the rooms have." "add rooms or hours, or drop sessions";
    // Changes.
    BAD_CHANGE Error "bad-change" "A change of a what-if cannot be understood or carried out." "all changes are listed by: plenary what-if --help changes";
    // Schedules.
    DOUBLED_SESSION Error "doubled-session" "A schedule lists a session twice." "keep one of the two";
    GONE_SESSION Warning "gone-session" "A draft places a session that the instance no longer has." "nothing, if it was withdrawn";
    GONE_ROOM Warning "gone-room" "A draft names a room that the instance no longer has." "nothing, if the room was given up: its sessions go elsewhere";
    OTHER_INSTANCE Warning "other-instance" "The schedule was made for another state of the instance." "solve again, or pass it as the earlier schedule";
    OFF_GRID Warning "off-grid" "A start is not on the grid." "move it to the grid unless it is meant";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_every_code_explains_itself() {
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
