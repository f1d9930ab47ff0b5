//! The index of what can be wrong with a spreadsheet as such. What its values mean is the loader's, with its own
//! [index](crate::instance::codes).

use crate::diagnostic::Severity;
use crate::instance::codes::{Code, codes};

codes! {
    NOT_A_WORKBOOK Error "not-a-workbook" "The file is no workbook that can be read." "save it as .xlsx, or its sheets as .csv in a folder";
    TOO_LARGE_SHEET Error "too-large-sheet" "A sheet has more cells than any programme." "delete what does not belong to the programme";
    EMPTY_WORKBOOK Error "empty-workbook" "No sheet has anything in it." "`plenary template` writes a workbook to fill in";
    NO_SHEET Error "no-sheet" "A sheet that is needed is missing." "`plenary template` writes a workbook with all sheets";
    NO_HEADINGS Error "no-headings" "A sheet has no row of headings that are known." "write the headings of `plenary template` into its first row";
    NO_COLUMN Error "no-column" "A column that is needed is missing." "add it, with that heading";
    DOUBLED_COLUMN Error "doubled-column" "Two columns of a sheet mean the same." "keep one of the two";
    EMPTY_CELL Error "empty-cell" "A cell that is needed is empty." "fill it in, or delete the row";
    BAD_CELL Error "bad-cell" "A cell does not hold what its column is for." "correct the cell";
    BROKEN_FORMULA Error "broken-formula" "A formula has no value." "repair the formula, or write the value";
    BAD_JSON Error "bad-json" "A cell for JSON does not hold an object." "repair the JSON, or empty the cell";
    CONTRADICTION Error "contradiction" "Two rows say different things of the same." "keep one of the two, or leave the later cell empty";
    UNCLEAR_DATE Error "unclear-date" "A date can be read in two ways." "write it as 2020-11-02, or as 2 Nov 2020";
    UNCLEAR_ZONE Error "unclear-zone" "A country or city has several time zones." "write one of the zones that are listed";
    UNCLEAR_NAME Error "unclear-name" "A name stands for several things." "use the id";
    ORDER_OF_DATES Warning "order-of-dates" "Dates were read day first or month first because other cells of the column decide it." "write dates as 2020-11-02";
    NEAR_NAMES Warning "near-names" "Two names nearly match: if they are one person, a clash can go unseen." "write the name in the same way everywhere, or leave it if these are two people";
    NAME_WITH_COMMA Warning "name-with-comma" "A name has a comma: it may be two people." "separate people by a semicolon";
    LIKE_ANOTHER Warning "like-another" "Two names differ only in how they are written, and are two things." "write them in the same way everywhere if they are one";
    LIKELY_COLUMN Warning "likely-column" "A heading is not known, but looks like one that is." "correct the heading";
    LIKELY_SHEET Warning "likely-sheet" "A sheet is not known, and was not read." "rename it if it belongs to the programme";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_code_is_also_the_loaders() {
        let loader: BTreeSet<&str> = crate::instance::codes::INDEX.iter().map(|code| code.id).collect();
        assert!(INDEX.iter().all(|code| !loader.contains(code.id)));
        assert!(INDEX.iter().all(|code| code.cause.ends_with('.') && !code.action.is_empty()));
    }
}
