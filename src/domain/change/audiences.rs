//! Changes of audiences.

use super::argument_forms::{Id, Keyword, Number, OptionalPair};
use crate::domain::Decimal;

super::family! {
    /// A change of audiences.
    AudienceChange, Audience;

    People: "audience people" "AUDIENCE N",
        "Sets the number of people in an audience; only the proportions between audiences matter.",
        like "audience people asia 800" => {
        /// Its id.
        audience: String = Id("the audience's id"),
        /// The number of people.
        people: Decimal = Number("the number of people"),
    }
    Weight: "audience weight" "AUDIENCE WEIGHT",
        "Multiplies the discomfort of an audience by a weight.",
        like "audience weight africa 2" => {
        /// Its id.
        audience: String = Id("the audience's id"),
        /// The weight.
        weight: Decimal = Number("the weight"),
    }
    Share: "audience share" "AUDIENCE ZONE SHARE",
        "Sets the part of an audience that lives in a zone, 0 to 1; its other zones keep their proportions.",
        like "audience share asia Asia/Tokyo 0.5" => {
        /// Its id.
        audience: String = Id("the audience's id"),
        /// The zone.
        zone: String = Id("the zone"),
        /// The part, 0 to 1.
        share: Decimal = Number("the share"),
    }
    Add: "audience add" "AUDIENCE zone ZONE [people N]",
        "Adds an audience in one zone, for example a remote hub.",
        like "audience add hub zone Pacific/Auckland people 50" => {
        /// Its id.
        audience: String = Id("the new audience's id"),
        /// Its zone.
        zone: String = Keyword("zone", Id("the zone")),
        /// Its number of people.
        people: Option<Decimal> = OptionalPair("people", Number("the number of people")),
    }
    Remove: "audience remove" "AUDIENCE",
        "Removes an audience.",
        like "audience remove africa" => {
        /// Its id.
        audience: String = Id("the audience's id"),
    }
}
