//! Entries with a short form (an id or a word) and a long form (an object).

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::At;
use super::time::Number;

/// Declares a type that is read from a text or from an object, and written in the shorter form.
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
    /// Selects sessions: one session by its id, or all other sessions that match each given key.
    Selector / SelectorObject, id: Option<At<String>>, "a session id or a selector object",
    {
        /// The id of one session.
        id: Option<At<String>>,
        /// The id of a type: its sessions.
        r#type: Option<At<String>>,
        /// The id of a track: its sessions.
        track: Option<At<String>>,
        /// A tag: the sessions that have it.
        tag: Option<At<String>>,
        /// The id of a phase: the sessions that can take place in it.
        phase: Option<At<String>>,
    }
}

short_or_long! {
    /// Selects the sessions that come before or after, with the least gap to them: one session by its id, or all other
    /// sessions that match each given key.
    OrderEntry / OrderObject, id: Option<At<String>>, "a session id or a selector object",
    {
        /// The id of one session.
        id: Option<At<String>>,
        /// The id of a type: its sessions.
        r#type: Option<At<String>>,
        /// The id of a track: its sessions.
        track: Option<At<String>>,
        /// A tag: the sessions that have it.
        tag: Option<At<String>>,
        /// The id of a phase: the sessions that can take place in it. The order applies if both sessions are in this
        /// phase.
        phase: Option<At<String>>,
        /// The least minutes from the end of the earlier session to the start of the later one. Default: 0.
        gap_minutes: Option<At<i64>>,
    }
}

short_or_long! {
    /// Selects the sessions that should not overlap, with the weight if they do: one session by its id, or all other
    /// sessions that match each given key.
    ApartEntry / ApartObject, id: Option<At<String>>, "a session id or a selector object",
    {
        /// The id of one session.
        id: Option<At<String>>,
        /// The id of a type: its sessions.
        r#type: Option<At<String>>,
        /// The id of a track: its sessions.
        track: Option<At<String>>,
        /// A tag: the sessions that have it.
        tag: Option<At<String>>,
        /// The id of a phase: the sessions that can take place in it.
        phase: Option<At<String>>,
        /// Makes these pairs soft: the cost of an overlap is multiplied by this weight. Missing: as the rule `apart` is
        /// set.
        weight: Option<Number>,
    }
}

short_or_long! {
    /// The part of a person in a session: the id of the person, or an object.
    Panelist / PanelistObject, id: Option<At<String>>, "a person's id or an object",
    {
        /// The id of the person.
        id: Option<At<String>>,
        /// The id of their role. Default: `speaker`.
        role: Option<At<String>>,
        /// True if the person is optional here: clashes and absences cost something, but are not forbidden. Missing: as
        /// in the entry of the person.
        optional: Option<bool>,
        /// True if the contribution is recorded: the person need not be present, and their hours do not count. Missing:
        /// as in the entry of the person.
        recorded: Option<bool>,
        /// The minutes that the person attends. Missing: the whole session.
        attends: Option<At<Attends>>,
    }
}

short_or_long! {
    /// The setting of a rule: `"hard"`, `"off"`, or an object with a weight.
    RuleValue / RuleObject, strength: Option<At<String>>, "\"hard\", \"off\" or an object with a weight",
    {
        /// `"hard"` or `"off"`, in an object that also has other members.
        strength: Option<At<String>>,
        /// The number by which the costs of the rule are multiplied. Missing: the default of the rule.
        weight: Option<Number>,
        /// `fair-regions` only: `worst` charges the mean discomfort of the worst-off region, `tail` the mean discomfort
        /// of the worst-off part of all people. Missing: the default of the rule.
        measure: Option<At<String>>,
        /// `track-reach`: the share of each track that every audience should be able to follow at comfortable hours, 0
        /// to 1. `fair-regions` with the measure `tail`: the worst-off part of all attendee-minutes, above 0 and at
        /// most 1. Missing: the default of the rule.
        share: Option<Number>,
        /// `good-day` only: the mean discomfort up to which a day is good, 0 to 1. Missing: 0.2.
        threshold: Option<Number>,
    }
}

/// The minutes that a person attends, counted from the start of the session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attends {
    /// The first minute that the person attends. Default: 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<At<i64>>,
    /// The first minute that the person no longer attends. Default: the length of the session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<At<i64>>,
}
