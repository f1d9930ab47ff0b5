//! Makes workbooks with any parts.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// An archive of these parts.
pub(super) fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A spreadsheet of these tables.
pub(super) fn ods(tables: &str) -> Vec<u8> {
    let kind = ("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    let content =
        format!("<office:document-content><office:spreadsheet>{tables}</office:spreadsheet></office:document-content>");
    archive(&[kind, ("content.xml", &content)])
}

/// A workbook of one sheet with these rows, these merged ranges, these shared texts and these styles.
#[derive(Clone, Copy, Default)]
pub(super) struct Xlsx<'a> {
    pub rows: &'a str,
    pub after_rows: &'a str,
    pub texts: &'a str,
    pub styles: &'a str,
    /// How many sheets have the same rows.
    pub sheets: usize,
}

impl Xlsx<'_> {
    pub fn bytes(self) -> Vec<u8> {
        const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let one = "<Relationships><Relationship Id='a' Type='";
        let root = format!("{one}{TYPES}/officeDocument' Target='xl/workbook.xml'/></Relationships>");
        let numbers = 1..=self.sheets.max(1);
        let links: String = numbers
            .clone()
            .map(|n| format!("<Relationship Id='r{n}' Type='{TYPES}/worksheet' Target='worksheets/one.xml'/>"))
            .collect();
        let links = format!("<Relationships>{links}</Relationships>");
        let sheets: String =
            numbers.map(|n| format!("<sheet name='sessions{n}' sheetId='{n}' r:id='r{n}'/>")).collect();
        let book = format!("<workbook><sheets>{sheets}</sheets></workbook>");
        let sheet = format!("<worksheet><sheetData>{}</sheetData>{}</worksheet>", self.rows, self.after_rows);
        let mut parts = vec![
            ("[Content_Types].xml", "<Types/>"),
            ("_rels/.rels", root.as_str()),
            ("xl/_rels/workbook.xml.rels", &links),
            ("xl/workbook.xml", &book),
            ("xl/worksheets/one.xml", &sheet),
        ];
        for (name, text) in [("xl/sharedStrings.xml", self.texts), ("xl/styles.xml", self.styles)] {
            if !text.is_empty() {
                parts.push((name, text));
            }
        }
        archive(&parts)
    }
}

/// The same archive with one byte of one unpacked part changed.
pub(super) fn with_changed_part(bytes: &[u8], part: usize, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut old = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    let mut change = Some(change);
    let at = part % old.len();
    for index in 0..old.len() {
        let mut entry = old.by_index(index).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if let Some(change) = change.take_if(|_| index == at) {
            change(&mut content);
        }
        new.start_file(entry.name().unwrap(), SimpleFileOptions::default()).unwrap();
        new.write_all(&content).unwrap();
    }
    new.finish().unwrap().into_inner()
}
