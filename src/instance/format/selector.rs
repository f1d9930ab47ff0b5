//! Entries that may be written short, as a plain id or word, or long, as an object.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::At;
use super::time::Number;

/// Declares a type that is read from a text or from an object, and written in the shorter way.
macro_rules! short_or_long {
    ($(#[$doc:meta])* $name:ident / $long:ident, $short:ident: $short_type:ty, $expecting:literal,
     { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
        }

        $(#[$doc])*
        #[derive(Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        struct $long {
            $($(#[$field_doc])* #[serde(default, skip_serializing_if = "Option::is_none")] $field: $type,)*
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                struct Either;
                impl<'de> Visitor<'de> for Either {
                    type Value = $name;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expecting)
                    }
                    fn visit_str<E: Error>(self, text: &str) -> Result<$name, E> {
                        Ok($name { $short: Some(text.to_owned().into()), ..$name::default() })
                    }
                    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<$name, A::Error> {
                        let long = $long::deserialize(MapAccessDeserializer::new(map))?;
                        Ok($name { $($field: long.$field,)* })
                    }
                }
                deserializer.deserialize_any(Either)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let short = $name { $short: self.$short.clone(), ..$name::default() };
                match &self.$short {
                    Some(text) if short == *self => text.serialize(serializer),
                    _ => $long { $($field: self.$field.clone(),)* }.serialize(serializer),
                }
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let long = <$long>::json_schema(generator);
                json_schema!({ "anyOf": [{ "type": "string" }, long] })
            }
        }
    };
}

short_or_long! {
    /// Sessions: one by its id, or all others for which every key matches.
    Selector / SelectorObject, id: Option<At<String>>, "a session id or a selector object",
    {
        /// One session.
        id: Option<At<String>>,
        /// Sessions of a type.
        r#type: Option<At<String>>,
        /// Sessions of a track.
        track: Option<At<String>>,
        /// Sessions with a tag.
        tag: Option<At<String>>,
        /// Sessions that can be held in a phase.
        phase: Option<At<String>>,
    }
}

short_or_long! {
    /// Sessions that come before or after, and the gap between.
    OrderEntry / OrderObject, id: Option<At<String>>, "a session id or a selector object",
    {
        /// One session.
        id: Option<At<String>>,
        /// Sessions of a type.
        r#type: Option<At<String>>,
        /// Sessions of a track.
        track: Option<At<String>>,
        /// Sessions with a tag.
        tag: Option<At<String>>,
        /// Sessions that can be held in a phase; the order binds where both are placed in it.
        phase: Option<At<String>>,
        /// Minutes from the end of the earlier to the start of the later, at least. Default 0.
        gap_minutes: Option<At<i64>>,
    }
}

short_or_long! {
    /// Sessions not to overlap, and the price if they do.
    ApartEntry / ApartObject, id: Option<At<String>>, "a session id or a selector object",
    {
        /// One session.
        id: Option<At<String>>,
        /// Sessions of a type.
        r#type: Option<At<String>>,
        /// Sessions of a track.
        track: Option<At<String>>,
        /// Sessions with a tag.
        tag: Option<At<String>>,
        /// Sessions that can be held in a phase.
        phase: Option<At<String>>,
        /// Makes these pairs soft, at this weight.
        weight: Option<Number>,
    }
}

short_or_long! {
    /// A person's part in a session.
    Panelist / PanelistObject, id: Option<At<String>>, "a person's id or an object",
    {
        /// Who.
        id: Option<At<String>>,
        /// Their role. Default `speaker`.
        role: Option<At<String>>,
        /// A clash is priced, never forbidden; overrides the person's own.
        optional: Option<bool>,
        /// Not needed live; overrides the person's own.
        recorded: Option<bool>,
        /// The minutes they attend, if not all.
        attends: Option<At<Attends>>,
    }
}

short_or_long! {
    /// A rule's setting: `"hard"`, `"off"`, or a weight.
    RuleValue / RuleObject, strength: Option<At<String>>, "\"hard\", \"off\" or an object with a weight",
    {
        /// `"hard"` or `"off"`, where a share is to stand beside it.
        strength: Option<At<String>>,
        /// The weight its costs are multiplied by.
        weight: Option<Number>,
        /// `track-reach` only: the share of the programme to be reached in comfort.
        share: Option<Number>,
    }
}

/// Attended minutes, counted from the session's start.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attends {
    /// First attended minute. Default 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<At<i64>>,
    /// First minute no longer attended. Default: the session's length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<At<i64>>,
}
