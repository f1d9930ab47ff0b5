//! The kinds of moves.

/// The moves, by how often each is drawn.
pub(super) const SHARES: [(Move, usize); 8] = [
    (Move::RelocateAnywhere, 16),
    (Move::RelocateNear, 32),
    (Move::SwapEqual, 96),
    (Move::SwapAny, 16),
    (Move::Rotate, 12),
    (Move::Exchange, 52),
    (Move::Slide, 32),
    (Move::Rebuild, 1),
];

/// A kind of move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// One goes to any place.
    RelocateAnywhere,
    /// One goes to a place nearby.
    RelocateNear,
    /// Two of equal length change places.
    SwapEqual,
    /// Two of any length do.
    SwapAny,
    /// Three of equal length do, round and round.
    Rotate,
    /// Two runs of equal total footprint change places; or two neighbours change order.
    Exchange,
    /// A run shifts by a few steps.
    Slide,
    /// One moves far, and the days it leaves and enters are laid out anew around it.
    Rebuild,
}

impl Move {
    /// All kinds.
    pub fn all() -> impl Iterator<Item = Move> {
        SHARES.iter().map(|&(kind, _)| kind)
    }
}
