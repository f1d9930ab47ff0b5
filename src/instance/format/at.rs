//! A value with its position in the file.

use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use crate::instance::json::Span;

/// The name by which the project's own deserializer recognises that a value needs its position.
pub(crate) const NAME: &str = "plenary::At";

/// A value and the position where it was read. Values made by the program have an empty position.
///
/// It is written, and described in the schema, as the value alone. Two are equal if their values are equal.
#[derive(Debug, Clone, Default)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its position.
    pub span: Span,
}

impl<T> At<T> {
    /// A value at a position.
    pub fn new(value: T, span: Span) -> At<T> {
        At { value, span }
    }
}

impl<T: Clone> At<T> {
    /// The value at its position, or at `place` if it has none: the short form of an entry is only an id.
    pub fn or_at(&self, place: Span) -> At<T> {
        let span = if self.span == Span::default() { place } else { self.span };
        At { value: self.value.clone(), span }
    }
}

impl<T> From<T> for At<T> {
    fn from(value: T) -> At<T> {
        At { value, span: Span::default() }
    }
}

impl<T: PartialEq> PartialEq for At<T> {
    fn eq(&self, other: &At<T>) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for At<T> {}

impl<T: Serialize> Serialize for At<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<At<T>, D::Error> {
        deserializer.deserialize_newtype_struct(NAME, AtVisitor(PhantomData))
    }
}

struct AtVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for AtVisitor<T> {
    type Value = At<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    /// From the project's own deserializer: start, end, value.
    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<At<T>, A::Error> {
        let lacking = || A::Error::custom("a value with its position has three parts");
        let start: u64 = parts.next_element()?.ok_or_else(lacking)?;
        let end: u64 = parts.next_element()?.ok_or_else(lacking)?;
        let value = parts.next_element()?.ok_or_else(lacking)?;
        Ok(At { value, span: Span { start: start as usize, end: end as usize } })
    }

    /// From any other deserializer.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<At<T>, D::Error> {
        T::deserialize(deserializer).map(At::from)
    }
}

impl<T: JsonSchema> JsonSchema for At<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> std::borrow::Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}
