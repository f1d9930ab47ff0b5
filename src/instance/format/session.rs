//! Sessions and their types as written. A type may carry whatever its sessions share.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ApartEntry, At, Exact, Extra, LocalWindow, Moment, OrderEntry, Pairs, Panelist, Wish};

/// Declares a struct with the fields that sessions and types have in common after its own.
macro_rules! with_shared_fields {
    ($(#[$doc:meta])* $name:ident { $($(#[$own_doc:meta])* $own:ident: $own_type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$own_doc])* pub $own: $own_type,)*
            /// The theme or stream it belongs to; declared by use.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub track: Option<At<String>>,
            /// Length in minutes.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[schemars(range(min = 1, max = 10_000))]
            pub minutes: Option<At<i64>>,
            /// How many people attend. Default 75.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[schemars(range(min = 0, max = 1_000_000))]
            pub attendance: Option<At<i64>>,
            /// Who it needs.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub people: Option<Vec<At<Panelist>>>,
            /// Multipliers on audiences' parts in the attendance; 1 for those not named.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub audience: Option<Pairs<Exact>>,
            /// Tags; declared by use.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub tags: Option<Vec<At<String>>>,
            /// Ids of services it needs.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub services: Option<Vec<At<String>>>,
            /// Nothing may run beside it. Default false.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub alone: Option<bool>,
            /// Sessions that must have ended before.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub after: Option<Vec<At<OrderEntry>>>,
            /// Sessions that may start only after.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub before: Option<Vec<At<OrderEntry>>>,
            /// Sessions that should not overlap it.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub apart_from: Option<Vec<At<ApartEntry>>>,
            /// Times and rooms it would rather avoid.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub wishes: Option<Vec<At<Wish>>>,
            /// If given, it must lie inside the union of these windows.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub allowed: Option<At<Vec<At<LocalWindow>>>>,
            /// Kept and ignored.
            #[serde(default, skip_serializing_if = "Option::is_none")]
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
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// Its type; `session`, if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        r#type: Option<At<String>>,
        /// A given start, and perhaps room.
        #[serde(default, skip_serializing_if = "Option::is_none")]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    /// The start: a local date-time, or an instant with its offset.
    pub start: Moment,
    /// The room's id, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<At<String>>,
}
