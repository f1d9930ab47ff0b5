//! Changes of services.

use std::ops::RangeInclusive;

use super::argument_forms::{Id, Ids, Length, OptionalPair, ValueOrWord, Whole};

const COUNT: RangeInclusive<i64> = 0..=1_000_000_000;

super::family! {
    /// A change of services.
    ServiceChange, Service;

    Teams: "service teams" "SERVICE N",
        "So many sessions can have the service at once.",
        like "service teams interpretation 2" => {
        /// Its id.
        service: String = Id("the service's id"),
        /// How many.
        teams: i64 = Whole("the number of teams", COUNT),
    }
    Minutes: "service minutes" "SERVICE LENGTH|none",
        "So long all teams together can work in a day.",
        like "service minutes interpretation 4h" => {
        /// Its id.
        service: String = Id("the service's id"),
        /// Minutes; `None` for no limit.
        minutes: Option<i64> = ValueOrWord("none", Length("the time in a day", COUNT)),
    }
    Rooms: "service rooms" "SERVICE ROOM[,ROOM]|all",
        "The service is to be had in these rooms.",
        like "service rooms interpretation all" => {
        /// Its id.
        service: String = Id("the service's id"),
        /// The rooms; `None` for all.
        rooms: Option<Vec<String>> = ValueOrWord("all", Ids("a room's id")),
    }
    Add: "service add" "SERVICE [teams N]",
        "A new service, in all rooms; sessions get it by `session service`.",
        like "service add captioning teams 2" => {
        /// Its id.
        service: String = Id("the new service's id"),
        /// How many sessions can have it at once.
        teams: Option<i64> = OptionalPair("teams", Whole("the number of teams", COUNT)),
    }
    Remove: "service remove" "SERVICE",
        "No session needs the service any more.",
        like "service remove interpretation" => {
        /// Its id.
        service: String = Id("the service's id"),
    }
}
