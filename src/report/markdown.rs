//! Renders Markdown as plain text for a terminal: it fills paragraphs and fits tables to a width.
//!
//! Blocks of code are indented if the width allows it, and never broken. A link shows its text, and its address if that
//! is another site.

use pulldown_cmark::{Alignment, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::Width;
use super::table::{Column, table};
use super::text::{columns, wrap};

/// Stands in for a space inside code, where no line may end. A private-use character, so that no text contains it.
const KEPT: char = '\u{e000}';
/// The longest inline code that is kept on one line, in columns.
const LONGEST_KEPT: usize = 40;
/// Indentation of blocks of code, in columns, if the width allows it.
const CODE_INDENT: usize = 4;

/// How to render a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// The width to fill. Blocks of code may be wider.
    pub width: Width,
    /// Whether headings are bold, by an escape sequence.
    pub bold: bool,
}

/// Renders a text. The result ends with a line break.
pub fn render(text: &str, style: Style) -> String {
    let mut page = Page::new(style);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        page.event(event);
    }
    page.out.replace(KEPT, " ")
}

/// A list that has begun and not ended.
#[derive(Debug)]
struct List {
    /// The number of the next item; `None` in a list with bullets.
    next: Option<u64>,
    /// The marker of the present item, until its first line is written.
    marker: Option<String>,
    /// Indentation of the item's lines, including the marker, in columns.
    indent: usize,
}

/// The rows of a table that has begun and not ended.
#[derive(Debug, Default)]
struct Rows {
    alignments: Vec<Alignment>,
    rows: Vec<Vec<String>>,
}

/// The rendered text so far, and the elements that have begun and not ended.
#[derive(Debug)]
struct Page {
    style: Style,
    out: String,
    /// The text of the present paragraph, heading, item or cell.
    running: String,
    lists: Vec<List>,
    table: Option<Rows>,
    /// The address of the present link, if it is shown.
    address: Option<String>,
}

impl Page {
    fn new(style: Style) -> Page {
        Page { style, out: String::new(), running: String::new(), lists: Vec::new(), table: None, address: None }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.running.push_str(&text),
            Event::Code(code) => self.code(&code),
            Event::SoftBreak => self.running.push(' '),
            Event::HardBreak => self.paragraph(),
            Event::Rule => self.block(&format!("{}\n", "-".repeat(self.room()))),
            // Comments are not shown.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph if self.lists.last().is_none_or(|list| list.marker.is_none()) => self.gap(),
            Tag::Heading { .. } => self.gap(),
            Tag::List(first) => {
                self.paragraph();
                if self.lists.is_empty() {
                    self.gap();
                }
                let indent = self.indent();
                self.lists.push(List { next: first, marker: None, indent });
            }
            Tag::Item => self.item(),
            Tag::CodeBlock(_) => self.paragraph(),
            Tag::Table(alignments) => self.table = Some(Rows { alignments, rows: Vec::new() }),
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            Tag::Link { dest_url, .. } => {
                self.address = dest_url.contains("://").then(|| dest_url.into_string());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.paragraph(),
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::Item => self.paragraph(),
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.running);
                if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
                    row.push(cell);
                }
            }
            TagEnd::Table => self.table_block(),
            TagEnd::Link => {
                if let Some(address) = self.address.take() {
                    self.running.push_str(&format!(" ({address})"));
                }
            }
            _ => {}
        }
    }

    /// Inline code keeps its backticks, except in tables.
    fn code(&mut self, code: &str) {
        let kept = if columns(code) <= LONGEST_KEPT { code.replace(' ', &KEPT.to_string()) } else { code.to_owned() };
        let mark = if self.table.is_some() { "" } else { "`" };
        self.running.push_str(&format!("{mark}{kept}{mark}"));
    }

    fn item(&mut self) {
        if let Some(list) = self.lists.pop() {
            let outer = self.indent();
            let marker = list.next.map_or("- ".to_owned(), |number| format!("{number}. "));
            let indent = outer + columns(&marker);
            let marker = Some(format!("{}{marker}", " ".repeat(outer)));
            self.lists.push(List { next: list.next.map(|number| number + 1), marker, indent });
        }
    }

    /// The present indentation, in columns.
    fn indent(&self) -> usize {
        self.lists.last().map_or(0, |list| list.indent)
    }

    /// The columns that the indentation leaves.
    fn room(&self) -> usize {
        self.style.width.0.saturating_sub(self.indent())
    }

    /// Writes an empty line, unless there is one already.
    fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// Writes the present text as a paragraph, or as the beginning of an item.
    fn paragraph(&mut self) {
        let text = std::mem::take(&mut self.running);
        if text.trim().is_empty() {
            return;
        }
        let marker = self.lists.last_mut().and_then(|list| list.marker.take());
        let lead = marker.unwrap_or_else(|| " ".repeat(self.indent()));
        self.out.push_str(&wrap(&lead, &text, self.style.width.0));
    }

    fn heading(&mut self, level: HeadingLevel) {
        let text = std::mem::take(&mut self.running);
        let title = wrap("", &text, self.style.width.0);
        let under = match level {
            HeadingLevel::H1 => "=",
            _ => "-",
        };
        let longest = title.lines().map(columns).max().unwrap_or(0);
        if self.style.bold {
            let lines: String = title.lines().map(|line| format!("\u{1b}[1m{line}\u{1b}[0m\n")).collect();
            self.out.push_str(&lines);
        } else {
            self.out.push_str(&title);
        }
        self.out.push_str(&format!("{}\n", under.repeat(longest)));
    }

    fn code_block(&mut self) {
        let text = std::mem::take(&mut self.running);
        let longest = text.lines().map(columns).max().unwrap_or(0);
        let indent = " ".repeat(self.room().saturating_sub(longest).min(CODE_INDENT));
        let lines: String = text.lines().map(|line| format!("{indent}{line}\n")).collect();
        self.block(&lines);
    }

    fn table_block(&mut self) {
        let Some(Rows { alignments, mut rows }) = self.table.take() else { return };
        if rows.is_empty() {
            return;
        }
        let head = rows.remove(0);
        let titles = head.iter().zip(&alignments).map(|(title, alignment)| match alignment {
            Alignment::Right => Column::Number(title),
            _ => Column::Text(title),
        });
        let shown = table(&titles.collect::<Vec<_>>(), rows, Width(self.room()));
        self.block(&shown);
    }

    /// Writes lines without breaking them, after an empty line.
    fn block(&mut self, lines: &str) {
        self.gap();
        let indent = " ".repeat(self.indent());
        for line in lines.lines() {
            self.out.push_str(format!("{indent}{line}").trim_end());
            self.out.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str, width: usize) -> String {
        render(text, Style { width: Width(width), bold: false })
    }

    #[test]
    fn paragraphs_are_filled_independently_of_the_lines_in_the_source() {
        assert_eq!(plain("one two\nthree four\n\nfive *six*\n", 14), "one two three\nfour\n\nfive six\n");
    }

    #[test]
    fn headings_are_underlined_and_bold_if_asked() {
        assert_eq!(plain("# A title\ntext\n## Part\n", 40), "A title\n=======\n\ntext\n\nPart\n----\n");
        let bold = render("# A\n", Style { width: Width(40), bold: true });
        assert_eq!(bold, "\u{1b}[1mA\u{1b}[0m\n=\n");
    }

    #[test]
    fn lists_are_indented_and_numbered() {
        let text = "Before:\n\n* one two three\n* four\n  1. five\n  2. six\n\n  more of four\n\nafter\n";
        let shown = "Before:\n\n- one two\n  three\n- four\n  1. five\n  2. six\n\n  more of four\n\nafter\n";
        assert_eq!(plain(text, 14), shown);
    }

    #[test]
    fn code_is_never_broken() {
        let shown = plain("Do `plenary manual rules` now:\n\n```sh\nplenary init a-rather-long-name\n```\nDone.\n", 24);
        assert_eq!(shown, "Do\n`plenary manual rules`\nnow:\n\nplenary init a-rather-long-name\n\nDone.\n");
        assert_eq!(plain("```sh\nab\n\ncd\n```\n", 5), "   ab\n\n   cd\n");
    }

    #[test]
    fn tables_are_fitted_and_numbers_are_aligned_to_the_right() {
        let text =
            "| rule | cost | meaning |\n|---|---:|---|\n| `a` | 1 | long words to break |\n| `b` | 100 | short |\n";
        let shown = "rule  cost  meaning\n----- ----- ---------\na        1  long\n            words to\n            break\nb      100  short\n";
        assert_eq!(plain(text, 21), shown);
    }

    #[test]
    fn links_to_other_sites_show_their_address_and_comments_nothing() {
        let text = "See [rules][rules] and [Rust](https://rustup.rs).\n\n<!-- internal -->\n\n[rules]: rules.md\n";
        assert_eq!(plain(text, 60), "See rules and Rust (https://rustup.rs).\n");
    }
}
