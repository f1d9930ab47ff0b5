//! Changes of services.

use std::ops::RangeInclusive;

use super::argument_forms::{Id, Ids, Length, OptionalPair, ValueOrWord, Whole};

const COUNT: RangeInclusive<i64> = 0..=1_000_000_000;

super::family! {
    /// A change of services.
    ServiceChange, Service;

    Teams: "service teams" "SERVICE N",
        "Sets the number of teams: each serves one session at a time.",
        like "service teams interpretation 2" => {
        /// Its id.
        service: String = Id("the service's id"),
        /// The number of teams.
        teams: i64 = Whole("the number of teams", COUNT),
    }
    Minutes: "service minutes" "SERVICE LENGTH|none",
        "Sets the time that all teams together can work on a day.",
        like "service minutes interpretation 4h" => {
        /// Its id.
        service: String = Id("the service's id"),
        /// Minutes; `None` for no limit.
        minutes: Option<i64> = ValueOrWord("none", Length("the time in a day", COUNT)),
    }
    Rooms: "service rooms" "SERVICE ROOM[,ROOM]|all",
        "Sets the rooms where a service is available.",
        like "service rooms interpretation all" => {
        /// Its id.
        service: String = Id("the service's id"),
        /// The rooms; `None` for all.
        rooms: Option<Vec<String>> = ValueOrWord("all", Ids("a room's id")),
    }
    Add: "service add" "SERVICE [teams N]",
        "Adds a service in all rooms; `session service` gives it to sessions.",
        like "service add captioning teams 2" => {
        /// Its id.
        service: String = Id("the new service's id"),
        /// The number of teams.
        teams: Option<i64> = OptionalPair("teams", Whole("the number of teams", COUNT)),
    }
    Remove: "service remove" "SERVICE",
        "Removes a service: no session needs it any more.",
        like "service remove interpretation" => {
        /// Its id.
        service: String = Id("the service's id"),
    }
}
