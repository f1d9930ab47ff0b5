//! How tracks are told apart: by name, by shape and by colour, so that no one of them has to be seen.

/// Shapes; the ninth track has the first again.
pub(crate) const SHAPES: [&str; 8] = ["●", "■", "▲", "◆", "▼", "○", "□", "◇"];

/// Colours that carry white text and differ for the colour-blind as well; see `--t0` to `--t7` in `page.css`.
pub(crate) const COLOURS: [&str; 8] =
    ["#1f5fa8", "#8a4b08", "#0b6e5a", "#9b2c6f", "#5a4fb0", "#6b6414", "#a3372c", "#4a5a68"];

/// The mark of a track, by its position.
pub(crate) fn of(track: usize) -> usize {
    track % SHAPES.len()
}
