//! Sessions and their types as written. A type may have each field that its sessions share.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::{ApartEntry, At, Exact, Extra, LocalWindow, Moment, OrderEntry, Pairs, Panelist, Wish};

/// Declares a struct with the given fields, followed by the fields that sessions and types share.
macro_rules! with_shared_fields {
    ($(#[$doc:meta])* $name:ident { $($(#[$own_doc:meta])* $own:ident: $own_type:ty,)* }) => {
        $(#[$doc])*
        #[skip_serializing_none]
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$own_doc])* pub $own: $own_type,)*
            /// The id of the track that the session belongs to; it need not be listed in `tracks`. Missing: none.
            pub track: Option<At<String>>,
            /// The length in minutes. Required for each session, unless its type has it.
            #[schemars(range(min = 1, max = 10_000))]
            pub minutes: Option<At<i64>>,
            /// The number of people who attend. Default: 75.
            #[schemars(range(min = 0, max = 1_000_000))]
            pub attendance: Option<At<i64>>,
            /// The people whom the session needs, as ids or with roles. Missing: none.
            pub people: Option<Vec<At<Panelist>>>,
            /// Factors for the share of each audience in the attendance, by audience id: 3 means three times as many as
            /// usual. Missing audiences: 1.
            pub audience: Option<Pairs<Exact>>,
            /// Tags: words that sessions have in common. They need not be listed elsewhere. Missing: none.
            pub tags: Option<Vec<At<String>>>,
            /// The ids of the services that the session needs. Missing: none.
            pub services: Option<Vec<At<String>>>,
            /// True if no other session may take place at the same time. Default: false.
            pub alone: Option<bool>,
            /// The sessions that must end before this one starts. Missing: none.
            pub after: Option<Vec<At<OrderEntry>>>,
            /// The sessions that may start only after this one has ended. Missing: none.
            pub before: Option<Vec<At<OrderEntry>>>,
            /// The sessions that should not take place at the same time as this one. Missing: none.
            pub apart_from: Option<Vec<At<ApartEntry>>>,
            /// Times and rooms that the session should avoid. Missing: none.
            pub wishes: Option<Vec<At<Wish>>>,
            /// The periods in which the session may take place, from start to end. Missing: any time.
            pub allowed: Option<At<Vec<At<LocalWindow>>>>,
            /// Other data: kept in the file, not read.
            pub extra: Option<Extra>,
        }
    };
}

with_shared_fields! {
    /// A session of the programme. For each field that is missing, the field of its type applies.
    Session {
        /// The id of the session.
        id: At<String>,
        /// The title of the session. Missing: the id.
        title: Option<String>,
        /// The id of its type; it need not be listed in `types`. Missing: `session`.
        r#type: Option<At<String>>,
        /// What the session is about, for participants; plain text. Missing: nothing.
        description: Option<At<String>>,
        /// Where people join the session: an address with http or https. Public exports leave it out unless asked.
        /// Missing: the link of its room.
        link: Option<At<String>>,
        /// The languages that are spoken: `en`, `English`. For information only. Missing: not given.
        languages: Option<Vec<At<String>>>,
        /// The languages into which the session is interpreted. For information only: interpreters are a service.
        /// Missing: none.
        interpretation: Option<Vec<At<String>>>,
        /// How certain the session is: `confirmed`, `tentative` or another word. For information only: a tentative
        /// session is marked as such on pages and in calendars. Missing: confirmed.
        status: Option<At<String>>,
        /// A fixed start, and optionally a fixed room. Missing: the program chooses both.
        fixed: Option<At<Fixed>>,
    }
}

with_shared_fields! {
    /// A type of session, with default values for its sessions.
    Type {
        /// The id of the type.
        id: At<String>,
    }
}

/// A fixed start, and optionally a fixed room.
#[skip_serializing_none]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    /// The start: a date and time in the event's zone (`2020-11-02T09:00`), or with an offset from UTC
    /// (`2020-11-02T09:00+01:00`).
    pub start: Moment,
    /// The id of the room. Missing: the program chooses the room.
    pub room: Option<At<String>>,
}
