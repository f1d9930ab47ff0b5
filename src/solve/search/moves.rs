//! The kinds of moves.

/// A kind of move. A *block* is a sequence of activities in one class without gaps between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// One activity moves to any place.
    RelocateAnywhere,
    /// One activity moves to a nearby place.
    RelocateNear,
    /// Two activities of equal length swap places.
    SwapEqual,
    /// Two activities of any length swap places.
    SwapAny,
    /// Three activities of equal length rotate their places.
    Rotate,
    /// Two blocks of equal total footprint swap places, or two adjacent parts of a block swap their order.
    SwapBlocks,
    /// A block shifts by a few starts.
    ShiftBlock,
    /// One activity moves far, and the days that it leaves and enters are scheduled anew around it.
    Reinsert,
}

impl Move {
    /// All kinds.
    pub fn all() -> [Move; 8] {
        use Move::*;
        [RelocateAnywhere, RelocateNear, SwapEqual, SwapAny, Rotate, SwapBlocks, ShiftBlock, Reinsert]
    }
}
