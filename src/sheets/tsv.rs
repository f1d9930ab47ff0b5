//! Tables that are part of the program, as text: a row a line, tabs between its cells, lines with `#` for people.

/// The rows of a table of `N` columns. A line with another number of cells is none: the tests of each table see to it
/// that there is no such line.
pub(crate) fn rows<const N: usize>(text: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    lines(text).filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok())
}

/// The parts of a cell that holds several things.
pub(crate) fn list(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split("; ").filter(|part| !part.is_empty())
}

/// The lines that are rows.
pub(crate) fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#'))
}
