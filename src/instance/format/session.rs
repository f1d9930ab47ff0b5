//! Sessions and their types as written. A type may carry whatever its sessions share.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::{ApartEntry, At, Exact, Extra, LocalWindow, Moment, OrderEntry, Pairs, Panelist, Wish};

/// Declares a struct with the fields that sessions and types have in common after its own.
macro_rules! with_shared_fields {
    ($(#[$doc:meta])* $name:ident { $($(#[$own_doc:meta])* $own:ident: $own_type:ty,)* }) => {
        $(#[$doc])*
        #[skip_serializing_none]
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$own_doc])* pub $own: $own_type,)*
            /// The theme or stream it belongs to; declared by use.
            pub track: Option<At<String>>,
            /// Length in minutes.
            #[schemars(range(min = 1, max = 10_000))]
            pub minutes: Option<At<i64>>,
            /// How many people attend. Default 75.
            #[schemars(range(min = 0, max = 1_000_000))]
            pub attendance: Option<At<i64>>,
            /// Who it needs.
            pub people: Option<Vec<At<Panelist>>>,
            /// Multipliers on audiences' parts in the attendance; 1 for those not named.
            pub audience: Option<Pairs<Exact>>,
            /// Tags; declared by use.
            pub tags: Option<Vec<At<String>>>,
            /// Ids of services it needs.
            pub services: Option<Vec<At<String>>>,
            /// Nothing may run beside it. Default false.
            pub alone: Option<bool>,
            /// Sessions that must have ended before.
            pub after: Option<Vec<At<OrderEntry>>>,
            /// Sessions that may start only after.
            pub before: Option<Vec<At<OrderEntry>>>,
            /// Sessions that should not overlap it.
            pub apart_from: Option<Vec<At<ApartEntry>>>,
            /// Times and rooms it would rather avoid.
            pub wishes: Option<Vec<At<Wish>>>,
            /// If given, it must lie inside the union of these windows.
            pub allowed: Option<At<Vec<At<LocalWindow>>>>,
            /// Kept and ignored.
            pub extra: Option<Extra>,
        }
    };
}

with_shared_fields! {
    /// One event of the programme. What it does not say, its type says for it.
    Session {
        /// Its id.
        id: At<String>,
        /// Its title; the id, if left out.
        title: Option<String>,
        /// Its type; `session`, if left out.
        r#type: Option<At<String>>,
        /// A given start, and perhaps room.
        fixed: Option<At<Fixed>>,
    }
}

with_shared_fields! {
    /// A kind of session, with defaults for its sessions.
    Type {
        /// Its id.
        id: At<String>,
    }
}

/// A given placement.
#[skip_serializing_none]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    /// The start: a local date-time, or an instant with its offset.
    pub start: Moment,
    /// The room's id, if given.
    pub room: Option<At<String>>,
}
