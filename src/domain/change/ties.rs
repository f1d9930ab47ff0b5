//! Changes of what ties sessions to each other: orders, distances, relations, tracks.

use super::argument_forms::{Id, Keyword};

super::family! {
    /// A change of what ties sessions to each other.
    TieChange, Tie;

    Order: "order drop" "SESSION before SESSION",
        "The one session need not come before the other any more, whichever of them says so.",
        like "order drop opening before trust" => {
        /// The one that came first.
        first: String = Id("the first session's id"),
        /// The one that came after it.
        second: String = Keyword("before", Id("the second session's id")),
    }
    Apart: "apart drop" "SESSION and SESSION",
        "Neither session asks any more not to overlap the other.",
        like "apart drop networks and trust" => {
        /// One.
        first: String = Id("the first session's id"),
        /// The other.
        second: String = Keyword("and", Id("the second session's id")),
    }
    Relation: "relation drop" "KIND SESSION and SESSION",
        "No relation of this kind holds between the two sessions any more; it holds between all others as before.",
        like "relation drop same-day networks and trust" => {
        /// The kind as it is written: `same-day`.
        kind: String = Id("the relation's kind"),
        /// One.
        first: String = Id("the first session's id"),
        /// The other.
        second: String = Keyword("and", Id("the second session's id")),
    }
    Track: "track drop" "TRACK",
        "Sessions of a track have none any more; they keep its wishes, and what names its sessions names them still.",
        like "track drop access" => {
        /// Its id.
        track: String = Id("the track"),
    }
}
