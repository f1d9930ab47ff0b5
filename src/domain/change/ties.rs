//! Changes of constraints between sessions: orders, apart, relations, tracks.

use super::argument_forms::{Id, Keyword};

super::family! {
    /// A change of constraints between sessions.
    TieChange, Tie;

    Order: "order drop" "SESSION before SESSION",
        "The first session no longer has to come before the second, whichever of them names the order.",
        like "order drop opening before trust" => {
        /// The first session.
        first: String = Id("the first session's id"),
        /// The second session.
        second: String = Keyword("before", Id("the second session's id")),
    }
    Apart: "apart drop" "SESSION and SESSION",
        "The two sessions may overlap: neither names the other any more.",
        like "apart drop networks and trust" => {
        /// One session.
        first: String = Id("the first session's id"),
        /// The other session.
        second: String = Keyword("and", Id("the second session's id")),
    }
    Relation: "relation drop" "KIND SESSION and SESSION",
        "Removes relations of this kind between the two sessions; they still hold between all others.",
        like "relation drop same-day networks and trust" => {
        /// The kind as it is written: `same-day`.
        kind: String = Id("the relation's kind"),
        /// One session.
        first: String = Id("the first session's id"),
        /// The other session.
        second: String = Keyword("and", Id("the second session's id")),
    }
    Track: "track drop" "TRACK",
        "Removes a track from its sessions; they keep its wishes, and entries that select the track still select them.",
        like "track drop access" => {
        /// Its id.
        track: String = Id("the track"),
    }
}
