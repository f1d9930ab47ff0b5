//! Changes of rooms.

use super::When;
use super::argument_choices::Times;
use super::argument_forms::{Id, OptionalLast, OptionalPair, ValueOrWord, Whole};

const CAPACITY: std::ops::RangeInclusive<i64> = 0..=1_000_000_000;

super::family! {
    /// A change of rooms.
    RoomChange, Room;

    Add: "room add" "ROOM [capacity N] [like ROOM]",
        "One more room, never closed. Services with a list of rooms are not in it, see `service rooms`; a room like \
         another has its capacity, its services and its slots.",
        like "room add studio capacity 200" => {
        /// Its id.
        room: String = Id("the new room's id"),
        /// How many people fit into it.
        capacity: Option<i64> = OptionalPair("capacity", Whole("the capacity", CAPACITY)),
        /// The id of the room that it is like.
        like: Option<String> = OptionalPair("like", Id("the other room's id")),
    }
    Remove: "room remove" "ROOM",
        "A room less; what was fixed in it keeps its start and may be in any room.",
        like "room remove room-2" => {
        /// Its id.
        room: String = Id("the room's id"),
    }
    Close: "room close" "ROOM DATE[,DATE] | ROOM FROM UNTIL",
        "Nothing in a room on these dates, or between two times of the event's zone.",
        like "room close room-2 2027-03-03T12:00 2027-03-03T15:00" => {
        /// Its id.
        room: String = Id("the room's id"),
        /// When.
        when: When = Times,
    }
    Open: "room open" "ROOM [DATE[,DATE] | FROM UNTIL]",
        "A room is not closed on these dates, or between two times of the event's zone; with neither, never.",
        like "room open room-1" => {
        /// Its id.
        room: String = Id("the room's id"),
        /// When; `None` for always.
        when: Option<When> = OptionalLast(Times),
    }
    Capacity: "room capacity" "ROOM N|none",
        "So many people fit into a room.",
        like "room capacity room-2 80" => {
        /// Its id.
        room: String = Id("the room's id"),
        /// People; `None` for no limit.
        people: Option<i64> = ValueOrWord("none", Whole("the capacity", CAPACITY)),
    }
}
