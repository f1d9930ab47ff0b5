//! The files of the page. They are part of the program: nothing is loaded from elsewhere.

/// A file of the page: its name, its type and its content.
macro_rules! files {
    ($($name:literal: $kind:expr),+ $(,)?) => {
        &[$(($name, $kind, include_str!(concat!("page/", $name)))),+]
    };
}

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";

/// The page itself.
pub(super) const PAGE: &str = "board.html";

/// All files of the page.
const FILES: &[(&str, &str, &str)] = files! {
    "board.html": HTML, "board.css": CSS, "panel.css": CSS, "print.css": CSS,
    "blocks.js": JS, "board.js": JS, "carry.js": JS, "clock.js": JS, "dom.js": JS, "drafts.js": JS, "engine.js": JS,
    "field.js": JS, "filters.js": JS, "geometry.js": JS, "header.js": JS, "keys.js": JS, "links.js": JS, "menu.js": JS,
    "moves.js": JS, "notices.js": JS, "paint.js": JS, "panel.js": JS, "place-form.js": JS, "pointer.js": JS,
    "prices.js": JS, "releases.js": JS, "server.js": JS, "sheet.js": JS, "store.js": JS, "swaps.js": JS, "what-if.js": JS, "words.js": JS,
};

/// The type and the content of a file of the page.
pub(super) fn file(name: &str) -> Option<(&'static str, &'static str)> {
    FILES.iter().find(|(known, ..)| *known == name).map(|&(_, kind, content)| (kind, content))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_file_of_the_page_is_served() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/board/page");
        for entry in fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            assert!(file(&name).is_some(), "{name} is missing in the list");
        }
        assert_eq!(FILES.iter().filter(|(name, ..)| *name == PAGE).count(), 1);
    }
}
