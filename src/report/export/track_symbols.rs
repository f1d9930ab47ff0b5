//! Tracks are distinguished by name, shape and colour, so that readers do not depend on only one of them.

/// The shapes; the ninth track has the first one again.
pub(crate) const SHAPES: [&str; 8] = ["●", "■", "▲", "◆", "▼", "○", "□", "◇"];

/// Colours that contrast with white text and are distinct for colour-blind readers; the same as `--t0` to `--t7` in
/// `base.css`.
pub(crate) const COLOURS: [&str; 8] =
    ["#1f5fa8", "#8a4b08", "#0b6e5a", "#9b2c6f", "#5a4fb0", "#6b6414", "#a3372c", "#4a5a68"];

/// The symbol of a track, by the track's index.
pub(crate) fn of(track: usize) -> usize {
    track % SHAPES.len()
}
