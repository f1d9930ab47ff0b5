//! Finds the blocks of code in a document.

/// Text between two fences.
pub struct Block<'a> {
    /// The word after the first fence: `sh`, `text`, `json`, `yaml`, `rust`.
    pub language: &'a str,
    /// The text between the fences.
    pub text: &'a str,
    /// Position of `text` in the document, in bytes.
    pub start: usize,
}

/// All blocks, in order.
pub fn blocks(document: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut open: Option<(&str, usize)> = None;
    let mut at = 0;
    for line in document.split_inclusive('\n') {
        if let Some(language) = line.strip_prefix("```") {
            open = match open {
                None => Some((language.trim_end(), at + line.len())),
                Some((language, start)) => {
                    found.push(Block { language, text: &document[start..at], start });
                    None
                }
            };
        }
        at += line.len();
    }
    assert!(open.is_none(), "a block is not closed");
    found
}

/// The command lines of a block for a shell. A line that ends with a backslash continues in the next one.
pub fn lines(text: &str) -> Vec<String> {
    let joined = text.replace("\\\n", " ");
    joined.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
