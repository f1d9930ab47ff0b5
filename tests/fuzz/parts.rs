//! Edits of the parts of a zip archive: workbooks are archives of XML.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::edits::{self, Edit, place};

/// Applies edits to the parts of an archive, the larger ones most often. One edit in sixteen is of the archive itself,
/// which may no longer be one.
pub(super) fn edit(input: &[u8], edits: &[Edit]) -> Vec<u8> {
    let Some(mut parts) = read(input) else { return edits::bytes(input, edits) };
    let (whole, of_parts): (Vec<Edit>, Vec<Edit>) = edits.iter().partition(|(kind, ..)| kind % 16 == 15);
    for (kind, at, with) in of_parts {
        // The kind chooses the part as well: what a place means within it is the same from edit to edit.
        let lengths: Vec<usize> = parts.iter().map(|(_, content)| content.len().isqrt()).collect();
        let mut left = place(u16::from(kind / 16) << 12 | with >> 4, lengths.iter().sum());
        let chosen = lengths.iter().position(|&length| {
            let here = left < length;
            left = left.saturating_sub(length);
            here
        });
        if let Some((_, content)) = chosen.and_then(|part| parts.get_mut(part)) {
            // Most edits replace a value: any other change of XML is likely to be refused at once.
            let kind = if content.starts_with(b"<") && kind / 16 % 4 != 0 { 3 + kind % 2 } else { kind };
            *content = edits::bytes(content, &[(kind, at, with)]);
        }
    }
    match write(&parts) {
        Some(archive) => edits::bytes(&archive, &whole),
        None => edits::bytes(input, edits),
    }
}

/// Names and contents.
type Parts = Vec<(String, Vec<u8>)>;

fn read(input: &[u8]) -> Option<Parts> {
    let mut archive = ZipArchive::new(Cursor::new(input)).ok()?;
    let mut part = |at| {
        let mut file = archive.by_index(at).ok()?;
        let mut content = Vec::new();
        file.read_to_end(&mut content).ok()?;
        Some((file.name().ok()?.into_owned(), content))
    };
    (0..ZipArchive::new(Cursor::new(input)).ok()?.len()).map(&mut part).collect()
}

fn write(parts: &Parts) -> Option<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // Not compressed, so that edits of the archive meet the contents.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        archive.start_file(name.as_str(), options).ok()?;
        archive.write_all(content).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}
