//! Changes of audiences.

use super::argument_forms::{Id, Keyword, Number, OptionalPair};
use crate::domain::Decimal;

super::family! {
    /// A change of audiences.
    AudienceChange, Audience;

    People: "audience people" "AUDIENCE N",
        "So many people an audience stands for; only proportions matter.",
        like "audience people asia 800" => {
        /// Its id.
        audience: String = Id("the audience's id"),
        /// How many.
        people: Decimal = Number("the number of people"),
    }
    Weight: "audience weight" "AUDIENCE WEIGHT",
        "The discomfort of an audience counts so many times.",
        like "audience weight africa 2" => {
        /// Its id.
        audience: String = Id("the audience's id"),
        /// The weight.
        weight: Decimal = Number("the weight"),
    }
    Share: "audience share" "AUDIENCE ZONE SHARE",
        "The part of an audience that lives in a zone, 0 to 1; its other zones share the rest as they did.",
        like "audience share asia Asia/Tokyo 0.5" => {
        /// Its id.
        audience: String = Id("the audience's id"),
        /// The zone.
        zone: String = Id("the zone"),
        /// The part.
        share: Decimal = Number("the share"),
    }
    Add: "audience add" "AUDIENCE zone ZONE [people N]",
        "One more audience, in one zone: a remote hub.",
        like "audience add hub zone Pacific/Auckland people 50" => {
        /// Its id.
        audience: String = Id("the new audience's id"),
        /// Its zone.
        zone: String = Keyword("zone", Id("the zone")),
        /// How many people it stands for.
        people: Option<Decimal> = OptionalPair("people", Number("the number of people")),
    }
    Remove: "audience remove" "AUDIENCE",
        "An audience less.",
        like "audience remove africa" => {
        /// Its id.
        audience: String = Id("the audience's id"),
    }
}
