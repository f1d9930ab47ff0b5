//! Settings of repacking.

/// Settings of repacking the classes in which activities are left out. By hand, not varied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repacking {
    /// A class is repacked if at most this number of activities could be in it.
    pub most_activities: usize,
    /// Number of packings that are tried for one class, until everything is in a bin.
    pub most_packings: usize,
    /// Number of orders that are tried for one class.
    pub most_orders: u64,
}

impl Default for Repacking {
    fn default() -> Repacking {
        Repacking { most_activities: 150, most_packings: 8, most_orders: 60_000 }
    }
}
