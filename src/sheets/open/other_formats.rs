//! Formats that are recognised but not imported: each is named, with what to do instead.

use std::io::Cursor;

use super::refusal;
use crate::diagnostic::Diagnostic;
use crate::sheets::codes::{NOT_A_WORKBOOK, UNREADABLE_FORMAT};
use crate::sheets::tsv::rows;

const FORMATS: &str = include_str!("other_formats.tsv");

/// Formats in a ZIP archive: a file in it, what the whole is, and the remedy.
const ARCHIVES: [(&str, &str, &str); 5] = [
    ("word/document.xml", "a text document (.docx)", "copy its table into a spreadsheet, and save it as .xlsx"),
    ("ppt/presentation.xml", "a presentation (.pptx)", "copy its table into a spreadsheet, and save it as .xlsx"),
    ("xl/workbook.bin", "a binary workbook (.xlsb)", "save it as .xlsx"),
    ("Index/Document.iwa", "a Numbers document", "export it from Numbers as an Excel file (.xlsx)"),
    ("Index.zip", "a Numbers or Pages document", "export it from Numbers as an Excel file (.xlsx)"),
];

/// What a ZIP archive holds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Archive {
    /// An .xlsx workbook, or something broken that may have been one.
    Workbook,
    /// An OpenDocument spreadsheet.
    OpenDocument,
}

/// Tells what a ZIP archive is.
///
/// # Errors
/// A problem for a format that is not imported.
pub(crate) fn archive(bytes: &[u8], file: &str) -> Result<Archive, Box<Diagnostic>> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Ok(Archive::Workbook) };
    if let Some((_, what, remedy)) = ARCHIVES.iter().find(|(name, ..)| archive.index_for_name(name).is_some()) {
        return Err(named(file, what, remedy));
    }
    if archive.index_for_name("content.xml").is_none() {
        return Ok(Archive::Workbook);
    }
    let mut kind = String::new();
    if let Ok(entry) = archive.by_name("mimetype") {
        let _ = std::io::Read::read_to_string(&mut std::io::Read::take(entry, 200), &mut kind);
    }
    let is_other = kind.starts_with("application/vnd.oasis.opendocument.") && !kind.contains("spreadsheet");
    if is_other {
        return Err(named(
            file,
            "an OpenDocument text or drawing",
            "copy its table into a spreadsheet, and save it as .ods",
        ));
    }
    Ok(Archive::OpenDocument)
}

/// A problem for the bytes of a format that is not imported.
pub(crate) fn known(bytes: &[u8], file: &str) -> Option<Box<Diagnostic>> {
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        let message = "this is an old workbook (.xls), or a workbook with a password".to_owned();
        return Some(refusal(&NOT_A_WORKBOOK, file, message));
    }
    let start = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
    let begins =
        |prefix: &str| start.get(..prefix.len()).is_some_and(|own| own.eq_ignore_ascii_case(prefix.as_bytes()));
    if let Some([_, what, remedy]) = rows::<3>(FORMATS).find(|[prefix, ..]| begins(prefix)) {
        return Some(named(file, what, remedy));
    }
    let pictures: [&[u8]; 4] = [b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"RIFF"];
    pictures
        .iter()
        .any(|prefix| start.starts_with(prefix))
        .then(|| named(file, "a picture", "ask for the table that it shows, and save it as .xlsx, .ods or .csv"))
}

/// The problem for a format that is not imported.
pub(crate) fn named(file: &str, what: &str, remedy: &str) -> Box<Diagnostic> {
    let mut problem = refusal(&UNREADABLE_FORMAT, file, format!("this is {what}, which cannot be imported"));
    problem.help = Some(remedy.to_owned());
    problem
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn formats_are_named() {
        for [prefix, what, remedy] in rows::<3>(FORMATS) {
            let text = format!("\u{feff} {}\n more", prefix.to_uppercase());
            let problem = known(text.as_bytes(), "a").unwrap();
            assert!(problem.message.contains(what) && problem.help.as_deref() == Some(remedy), "{problem}");
        }
        assert!(known(b"\x89PNG...", "a").is_some() && known(b"id,title\n", "a").is_none());
        assert_eq!(known(&[0xD0, 0xCF, 0x11, 0xE0], "a").unwrap().code, "not-a-workbook");
    }

    #[test]
    fn archives_are_told_apart() {
        let with = |name: &str| {
            let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(b"x").unwrap();
            archive(&zip.finish().unwrap().into_inner(), "a")
        };
        assert_eq!(with("xl/workbook.xml").unwrap(), Archive::Workbook);
        assert_eq!(with("content.xml").unwrap(), Archive::OpenDocument);
        assert!(with("word/document.xml").unwrap_err().message.contains(".docx"));
        assert!(with("Index/Document.iwa").unwrap_err().message.contains("Numbers"));
    }
}
