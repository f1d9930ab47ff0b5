//! Changes of rooms.

use super::When;
use super::argument_choices::Times;
use super::argument_forms::{Id, OptionalLast, OptionalPair, ValueOrWord, Whole};

const CAPACITY: std::ops::RangeInclusive<i64> = 0..=1_000_000_000;

super::family! {
    /// A change of rooms.
    RoomChange, Room;

    Add: "room add" "ROOM [capacity N] [like ROOM]",
        "Adds a room that is never closed. A room like another one has its capacity, services and slots; any other \
         room lacks the services that list their rooms (see `service rooms`).",
        like "room add studio capacity 200" => {
        /// Its id.
        room: String = Id("the new room's id"),
        /// The number of people that fit in.
        capacity: Option<i64> = OptionalPair("capacity", Whole("the capacity", CAPACITY)),
        /// The id of the room whose capacity, services and slots it copies.
        like: Option<String> = OptionalPair("like", Id("the other room's id")),
    }
    Remove: "room remove" "ROOM",
        "Removes a room; sessions fixed in it keep their start and may be in any room.",
        like "room remove room-2" => {
        /// Its id.
        room: String = Id("the room's id"),
    }
    Close: "room close" "ROOM DATE[,DATE] | ROOM FROM UNTIL",
        "Closes a room on these dates, or between two times of the event's zone.",
        like "room close room-2 2027-03-03T12:00 2027-03-03T15:00" => {
        /// Its id.
        room: String = Id("the room's id"),
        /// The dates or times.
        when: When = Times,
    }
    Open: "room open" "ROOM [DATE[,DATE] | FROM UNTIL]",
        "Opens a closed room on these dates, or between two times of the event's zone; with neither, at all times.",
        like "room open room-1" => {
        /// Its id.
        room: String = Id("the room's id"),
        /// The dates or times; `None` for always.
        when: Option<When> = OptionalLast(Times),
    }
    Capacity: "room capacity" "ROOM N|none",
        "Sets the number of people that fit into a room.",
        like "room capacity room-2 80" => {
        /// Its id.
        room: String = Id("the room's id"),
        /// People; `None` for no limit.
        people: Option<i64> = ValueOrWord("none", Whole("the capacity", CAPACITY)),
    }
}
