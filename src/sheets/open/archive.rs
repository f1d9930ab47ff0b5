//! Limits of a ZIP archive. They are checked before a reader trusts the sizes and counts that the archive declares.

use std::io::{self, Read};

use super::refusal;
use crate::diagnostic::Diagnostic;
use crate::sheets::codes::NOT_A_WORKBOOK;

/// The most bytes that are unpacked from one file.
const MOST_UNPACKED: usize = 128 * 1024 * 1024;
/// The most files in an archive. A workbook with a thousand sheets has about two thousand.
const MOST_FILES: u64 = 10_000;

/// Refuses an archive that has very many files, or says so: its reader reserves memory for each.
pub(super) fn check_directory(bytes: &[u8], file: &str) -> Result<(), Box<Diagnostic>> {
    let number = |at: usize| {
        let digits = bytes.get(at..at + 8).and_then(|digits| digits.try_into().ok());
        digits.map_or(0, u64::from_le_bytes)
    };
    let mut files = 0;
    for (at, mark) in bytes.windows(4).enumerate() {
        match mark {
            // An entry of the directory.
            b"PK\x01\x02" => files += 1,
            // The end of a directory with 64-bit numbers, and the number of its entries.
            b"PK\x06\x06" => files = files.max(number(at + 24)).max(number(at + 32)),
            _ => {}
        }
        if files > MOST_FILES {
            return Err(refusal(&NOT_A_WORKBOOK, file, format!("the archive has more than {MOST_FILES} files in it")));
        }
    }
    Ok(())
}

/// What may still be unpacked. The sizes that an archive declares may be wrong, so the bytes are counted.
#[derive(Debug)]
pub(super) struct Allowance {
    left: usize,
}

impl Default for Allowance {
    fn default() -> Allowance {
        Allowance { left: MOST_UNPACKED }
    }
}

impl Allowance {
    /// Counts the bytes of a reader.
    pub(super) fn count<R: Read>(&mut self, inner: R) -> Counted<'_, R> {
        Counted { inner, allowance: self }
    }

    /// Refuses the file if it unpacked to more than is allowed.
    pub(super) fn check(&self, file: &str) -> Result<(), Box<Diagnostic>> {
        if self.left > 0 {
            return Ok(());
        }
        let message = format!("the file unpacks to more than {} MiB", MOST_UNPACKED / 1024 / 1024);
        Err(refusal(&NOT_A_WORKBOOK, file, message))
    }
}

/// A reader that ends with an error when the allowance is used up.
#[derive(Debug)]
pub(super) struct Counted<'a, R> {
    inner: R,
    allowance: &'a mut Allowance,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.allowance.left = self.allowance.left.saturating_sub(read);
        if self.allowance.left == 0 { Err(io::Error::other("it is too large")) } else { Ok(read) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_files_is_not_believed() {
        let mut end = b"PK\x06\x06".to_vec();
        end.extend([0; 28]);
        end.extend(u64::MAX.to_le_bytes());
        assert!(check_directory(&end, "a").unwrap_err().message.contains("10000 files"));
        assert!(check_directory(&b"PK\x01\x02".repeat(10_001), "a").is_err());
        assert!(check_directory(&b"PK\x01\x02".repeat(10_000), "a").is_ok());
        assert!(check_directory(b"PK\x06\x06", "a").is_ok());
    }

    #[test]
    fn bytes_are_counted_as_they_are_unpacked() {
        let mut allowance = Allowance { left: 10 };
        let mut text = Vec::new();
        assert!(allowance.count(&b"123456789"[..]).read_to_end(&mut text).is_ok() && allowance.check("a").is_ok());
        assert!(allowance.count(&b"0"[..]).read_to_end(&mut text).is_err() && allowance.check("a").is_err());
    }
}
