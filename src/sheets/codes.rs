//! The index of problems of spreadsheets. Problems of the values are in the [index](crate::instance::codes) of the
//! loader.

use crate::diagnostic::Severity;
use crate::instance::codes::{Code, codes};

codes! {
    NOT_A_WORKBOOK Error "not-a-workbook" "The file is not a workbook that the program can read." "save it as .xlsx, or save each sheet as a .csv file in one folder";
    UNREADABLE_FORMAT Error "unreadable-format" "The format of the file cannot be imported." "save the programme as .xlsx, .ods or .csv";
    ENCODING_GUESSED Warning "encoding-guessed" "A text file is not UTF-8. It was read in the encoding of western Windows." "if names look wrong, save the file as \"CSV UTF-8\" or as .xlsx";
    LEFT_OUT Warning "left-out" "Entries of the file were left out, for example cancelled ones." "add them by hand if they belong to the programme";
    FIRST_OCCURRENCE Warning "first-occurrence" "An entry of a calendar repeats; only its first occurrence was imported." "add the others by hand if they belong to the programme";
    SHEETS_DISAGREE Error "sheets-disagree" "Two sheets give different starts or rooms for the same session." "choose one of them with --timetable-from, or correct the other sheet";
    EDITED_TIMETABLE Warning "edited-timetable" "A sheet for people was edited, and its starts and rooms were taken." "choose another sheet with --timetable-from if this is not what you want";
    UNREAD_TIMETABLE_CELL Warning "unread-timetable-cell" "A cell of a timetable for people was not read: it names no session, or no time or room." "write the id or title of a session, a time like 09:30, or a room; delete the cell if it does not belong to the timetable";
    TOO_LARGE_SHEET Error "too-large-sheet" "A sheet has too many cells or columns." "delete everything that does not belong to the programme";
    EMPTY_WORKBOOK Error "empty-workbook" "All sheets are empty." "`plenary template` writes a workbook that you can fill in";
    NO_SHEET Error "no-sheet" "A required sheet is missing." "`plenary template` writes a workbook with all sheets";
    NO_HEADINGS Error "no-headings" "A sheet has no row with known headings." "write headings into its first row; `plenary template` shows them";
    NO_COLUMN Error "no-column" "A required column is missing." "add a column with this heading";
    DOUBLED_COLUMN Error "doubled-column" "Two columns of a sheet have the same meaning." "delete or rename one of the two";
    EMPTY_CELL Error "empty-cell" "A required cell is empty." "fill in the cell, or delete the row";
    BAD_CELL Error "bad-cell" "A cell does not have a value of the kind that its column needs." "correct the cell";
    BROKEN_FORMULA Error "broken-formula" "A formula has an error instead of a value." "correct the formula, or write the value";
    UNCALCULATED_FORMULA Error "uncalculated-formula" "A formula has no value in the file: the program that wrote the file did not calculate it." "open the file in a spreadsheet program and save it there, or write the value";
    BAD_JSON Error "bad-json" "A cell for JSON does not contain a JSON object." "correct the JSON, or empty the cell";
    CONTRADICTION Error "contradiction" "Two rows have different values for the same element." "keep one of the two values; leave the other cell empty";
    UNCLEAR_DATE Error "unclear-date" "A date can be read in two ways." "write the date like 2020-11-02 or 2 Nov 2020";
    UNCLEAR_ZONE Error "unclear-zone" "A country or city has several time zones." "write one of the listed time zones";
    UNCLEAR_NAME Error "unclear-name" "Several elements have this name." "write the id instead of the name";
    ORDER_OF_DATES Warning "order-of-dates" "Whether the day or the month comes first in a date was decided by other cells of the column." "check these dates; dates like 2020-11-02 are always clear";
    NEAR_NAMES Warning "near-names" "Two names are almost the same. If they mean one person, clashes of that person are not found." "write the name in the same way everywhere; do nothing if these are two people";
    NAME_WITH_COMMA Warning "name-with-comma" "A comma between names can be read in two ways." "separate people by semicolons, and write organisations in brackets";
    NAME_WITH_AND Warning "name-with-and" "A name has a word like \"and\": it may mean two people." "separate people by a semicolon; do nothing if this is one person";
    TWO_ORGANISATIONS Warning "two-organisations" "A name is written with two organisations. It was read as one person." "if these are two people, give each a row in the sheet people, and write their ids";
    PEOPLE_UNREAD Warning "people-unread" "A column looks like people, and is not read: nobody sees if they are in two places at once." "say what the column means with --map";
    NO_PEOPLE Warning "no-people" "The programme has no people: nobody sees if a speaker is in two places at once, or asleep." "name the column of speakers: --map \"HEADING=speakers\"";
    TWO_ROOMS Error "two-rooms" "A session is in two rooms. A session has one room." "keep one room; if it really takes both, write a second session for the other room at the same time";
    DAYS_FROM_STARTS Warning "days-from-starts" "There is no sheet of days. The days of the starts were taken." "add a sheet \"days\" with the dates and hours, if there are more days";
    LIKE_ANOTHER Warning "like-another" "Two names differ only in their spelling, and count as different." "write the name in the same way everywhere if both mean the same";
    LIKELY_COLUMN Warning "likely-column" "A heading is unknown, but similar to a known one." "correct the heading if you meant the known one";
    LIKELY_SHEET Warning "likely-sheet" "A sheet is unknown and was not read." "rename the sheet if it belongs to the programme";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_code_is_also_a_code_of_the_loader() {
        let loader: BTreeSet<&str> = crate::instance::codes::INDEX.iter().map(|code| code.id).collect();
        assert!(INDEX.iter().all(|code| !loader.contains(code.id)));
        assert!(INDEX.iter().all(|code| code.cause.ends_with('.') && !code.action.is_empty()));
    }
}
