//! The kinds of moves.

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
    SwapBlocks,
    /// A run shifts by a few steps.
    ShiftBlock,
    /// One moves far, and the days it leaves and enters are laid out anew around it.
    Reinsert,
}

impl Move {
    /// All kinds.
    pub fn all() -> [Move; 8] {
        use Move::*;
        [RelocateAnywhere, RelocateNear, SwapEqual, SwapAny, Rotate, SwapBlocks, ShiftBlock, Reinsert]
    }
}
