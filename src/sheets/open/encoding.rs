//! The encodings of text files: UTF-8, and the two others that spreadsheet programs write.

use std::borrow::Cow;
use std::collections::BTreeSet;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{refusal, warning};
use crate::diagnostic::Diagnostic;
use crate::instance::{codes, json};
use crate::sheets::codes::ENCODING_GUESSED;

/// The number of words that a warning names.
const NAMED: usize = 3;

/// The text of a file.
#[derive(Debug)]
pub(super) struct Decoded<'b> {
    /// The text, without a byte order mark.
    pub text: Cow<'b, str>,
    /// Its encoding, if that is not UTF-8.
    pub encoding: Option<&'static str>,
    /// A warning, if the encoding was guessed.
    pub warning: Option<Diagnostic>,
}

/// Decodes a text file. Excel writes "Unicode text" as UTF-16, and "CSV" in the encoding of western Windows.
///
/// # Errors
/// A problem for a text in another encoding, or a mixture of encodings.
pub(super) fn decode<'b>(bytes: &'b [u8], file: &str) -> Result<Decoded<'b>, Box<Diagnostic>> {
    let utf_16 = match bytes {
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        // Some programs leave out the byte order mark. A text begins with an ASCII character.
        [first, 0, ..] if *first != 0 => Some(UTF_16LE),
        [0, second, ..] if *second != 0 => Some(UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = utf_16 {
        let (text, has_faults) = encoding.decode_with_bom_removal(bytes);
        if has_faults || !is_text(&text) {
            let mut problem = refusal(&codes::NOT_UTF8, file, "the file looks like UTF-16, but is damaged".to_owned());
            problem.help = Some(REMEDY.to_owned());
            return Err(problem);
        }
        return Ok(Decoded { text, encoding: Some(encoding.name()), warning: None });
    }
    match json::decode(bytes) {
        Ok(text) => Ok(Decoded { text: Cow::Borrowed(text), encoding: None, warning: None }),
        Err(found) => guessed(bytes, file, WINDOWS_1252).ok_or_else(|| {
            let line = 1 + bytes[..found.span.start.min(bytes.len())].iter().filter(|&&byte| byte == b'\n').count();
            let mut problem = refusal(found.code, file, format!("{} (line {line})", found.message));
            problem.help = Some(REMEDY.to_owned());
            problem
        }),
    }
}

/// What to do with a file that cannot be decoded.
const REMEDY: &str = "save it as \"CSV UTF-8\", or as .xlsx";

/// The text in an encoding of one byte a character; `None` if parts of it are UTF-8, or if it is no text.
fn guessed<'b>(bytes: &'b [u8], file: &str, encoding: &'static Encoding) -> Option<Decoded<'b>> {
    if bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()) {
        return None;
    }
    let (text, has_faults) = encoding.decode_without_bom_handling(bytes);
    if has_faults || !is_text(&text) {
        return None;
    }
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_ascii());
    let mut seen = BTreeSet::new();
    let words: Vec<String> = words.filter(|word| seen.insert(*word)).map(|word| format!("\"{word}\"")).collect();
    let check = if words.is_empty() {
        String::new()
    } else {
        format!(": check names like {}", words[..words.len().min(NAMED)].join(", "))
    };
    let name = encoding_name(encoding);
    let message = format!("the file is not UTF-8; it was read as {name}{check}");
    Some(Decoded { text, encoding: Some(name), warning: Some(warning(&ENCODING_GUESSED, file, message)) })
}

/// The name of an encoding as people write it.
fn encoding_name(encoding: &'static Encoding) -> &'static str {
    if encoding == WINDOWS_1252 { "Windows-1252" } else { encoding.name() }
}

/// Whether a text has no control characters but tabs and line breaks.
fn is_text(text: &str) -> bool {
    !text.contains(|c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf_16(text: &str, in_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(in_bytes).collect()
    }

    #[test]
    fn texts_of_spreadsheet_programs_are_decoded() {
        let text = "id\tname\na\tZoé Müller\n";
        let with_mark = format!("\u{feff}{text}");
        let (western, ..) = WINDOWS_1252.encode(text);
        let samples = [
            (text.as_bytes().to_vec(), None),
            (with_mark.as_bytes().to_vec(), None),
            (utf_16(&with_mark, u16::to_le_bytes), Some("UTF-16LE")),
            (utf_16(&with_mark, u16::to_be_bytes), Some("UTF-16BE")),
            (utf_16(text, u16::to_le_bytes), Some("UTF-16LE")),
            (utf_16(text, u16::to_be_bytes), Some("UTF-16BE")),
            (western.to_vec(), Some("Windows-1252")),
        ];
        for (bytes, encoding) in samples {
            let read = decode(&bytes, "a.csv").unwrap();
            assert_eq!((&*read.text, read.encoding), (text, encoding));
            let warning = read.warning.map(|warning| warning.message);
            let expected = "the file is not UTF-8; it was read as Windows-1252: check names like \"Zoé\", \"Müller\"";
            assert_eq!(warning.as_deref(), (encoding == Some("Windows-1252")).then_some(expected));
        }
    }

    #[test]
    fn what_is_no_text_or_a_mixture_is_refused() {
        let mixture = b"id\nZ\xC3\xBCrich\nZ\xFCrich\n";
        let half = [&utf_16("\u{feff}id", u16::to_le_bytes)[..], b"x"].concat();
        for bytes in [&mixture[..], b"id\xFF\x01", b"id\x81", &half, b"\xFF\xFE\0\0"] {
            assert_eq!(decode(bytes, "a.csv").unwrap_err().code, "not-utf8", "{bytes:?}");
        }
        assert!(decode(mixture, "a.csv").unwrap_err().message.ends_with("(line 3)"));
    }
}
