//! Tables that are part of the program, as text: one row on each line, tabs between the cells, comments after `#`.

/// The rows of a table of `N` columns. Lines with another number of cells are skipped; the tests of each table check
/// that there are none.
pub(crate) fn rows<const N: usize>(text: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    lines(text).filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok())
}

/// The parts of a cell with several values.
pub(crate) fn list(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split("; ").filter(|part| !part.is_empty())
}

/// The lines without comments.
pub(crate) fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#'))
}
