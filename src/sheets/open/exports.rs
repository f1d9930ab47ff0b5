//! Tells by its headings which program exported a table.

use std::collections::BTreeSet;

use crate::sheets::cell::Book;
use crate::sheets::headings::fold;
use crate::sheets::tsv::{list, rows};

const EXPORTS: &str = include_str!("exports.tsv");

/// The name of plenary's own tables.
pub(crate) const OWN: &str = "a programme table of plenary";

/// What the sheets of a book are an export of; `None` if no known program writes such headings.
pub(crate) fn known_export(book: &Book) -> Option<&'static str> {
    let headings = |sheet: &crate::sheets::cell::Sheet| -> BTreeSet<String> {
        let first = sheet.rows.first().map_or(&[][..], |row| row.cells.as_slice());
        first.iter().map(|(_, cell)| fold(&cell.shown())).collect()
    };
    let sheets: Vec<BTreeSet<String>> = book.sheets.iter().map(headings).collect();
    let has_all = |wanted: &'static str| sheets.iter().any(|own| list(wanted).all(|one| own.contains(&fold(one))));
    rows::<2>(EXPORTS).find(|[_, wanted]| has_all(wanted)).map(|[name, _]| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::open::from_bytes;
    use crate::sheets::tsv::lines;

    #[test]
    fn exports_are_known_by_their_headings() {
        assert!(rows::<2>(EXPORTS).any(|[name, _]| name == OWN));
        assert_eq!(rows::<2>(EXPORTS).count(), lines(EXPORTS).count());
        for [name, headings] in rows::<2>(EXPORTS) {
            let text = headings.replace("; ", ",");
            let book = from_bytes(format!("{text},More\n").as_bytes(), "a.csv".as_ref()).unwrap();
            assert_eq!(known_export(&book), Some(name));
        }
        let book = from_bytes(b"id,title,start\n", "a.csv".as_ref()).unwrap();
        assert_eq!(known_export(&book), None);
    }
}
