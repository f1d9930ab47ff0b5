//! Typed indices into the lists of a [`Conference`](super::Conference).

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in the conference's list.
            pub fn index(self) -> usize {
                self.0 as usize
            }
            /// The id of the element at `index`.
            ///
            /// # Panics
            /// If the index exceeds `u32::MAX`; loading refuses such lists.
            pub fn new(index: usize) -> Self {
                $name(u32::try_from(index).expect("lists are bounded by the loader"))
            }
        }
    )*};
}

ids! {
    /// A room, by its position in [`Conference::rooms`](super::Conference::rooms).
    RoomId;
    /// A service, by its position in [`Conference::services`](super::Conference::services).
    ServiceId;
    /// A phase, by its position in [`Conference::phases`](super::Conference::phases).
    PhaseId;
    /// A day, by its position in [`Conference::days`](super::Conference::days) (all phases, in order of time).
    DayId;
    /// A session type, by its position in [`Conference::types`](super::Conference::types).
    TypeId;
    /// A track, by its position in [`Conference::tracks`](super::Conference::tracks).
    TrackId;
    /// A tag, by its position in [`Conference::tags`](super::Conference::tags).
    TagId;
    /// An audience, by its position in [`Conference::audiences`](super::Conference::audiences).
    AudienceId;
    /// A person, by their position in [`Conference::people`](super::Conference::people).
    PersonId;
    /// A session, by its position in [`Conference::sessions`](super::Conference::sessions).
    SessionId;
}
