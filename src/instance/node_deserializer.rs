//! A serde deserializer from the JSON tree to typed values. Its errors have a kind and a position.

use serde::de::value::SeqDeserializer;
use serde::de::{self, Deserializer, Expected, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use thiserror::Error;

use super::format::{AT, EXACT};
use super::json::{Member, Node, Span, Value};
use crate::domain::{Decimal, DecimalError};

/// Why a node cannot be read as the wanted type.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{kind}")]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// The wrong key or value; `None` only until the deserializer adds it on the way out.
    pub span: Option<Span>,
}

/// What is wrong with a node.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FaultKind {
    /// A field that the type does not have; then the fields that it has.
    #[error("there is no field \"{0}\" here in the format")]
    UnknownField(String, &'static [&'static str]),
    /// A required field is missing.
    #[error("the field \"{0}\" is missing")]
    MissingField(&'static str),
    /// A value of another type, described in words.
    #[error("{0}")]
    WrongType(String),
    /// A number that is out of range or has too many digits, described in words.
    #[error("{0}")]
    BadNumber(String),
}

impl Fault {
    fn new(kind: FaultKind) -> Fault {
        Fault { kind, span: None }
    }

    /// The same fault at `span`, unless a deeper position is already known.
    fn at(self, span: Span) -> Fault {
        Fault { span: self.span.or(Some(span)), ..self }
    }
}

impl de::Error for Fault {
    fn custom<T: std::fmt::Display>(message: T) -> Fault {
        Fault::new(FaultKind::WrongType(message.to_string()))
    }

    fn invalid_type(found: Unexpected<'_>, wanted: &dyn Expected) -> Fault {
        let found = match found {
            Unexpected::Bool(_) => "true or false",
            Unexpected::Str(_) => "a text",
            Unexpected::Unit | Unexpected::Option => "null",
            Unexpected::Seq => "a list",
            Unexpected::Map => "an object",
            _ => "a number",
        };
        let wanted = wanted.to_string();
        let wanted = match wanted.as_str() {
            "i64" => "a whole number",
            "a string" => "a text",
            "a boolean" => "true or false",
            "a sequence" => "a list",
            other if other.starts_with("struct ") => "an object",
            other => other,
        };
        Fault::new(FaultKind::WrongType(format!("expected {wanted}, found {found}")))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Fault {
        Fault::new(FaultKind::UnknownField(field.to_owned(), expected))
    }

    fn missing_field(field: &'static str) -> Fault {
        Fault::new(FaultKind::MissingField(field))
    }
}

/// A whole number of at most 64 bits, by its exact value: `60`, `60.0` and `6e1` are the same.
fn whole(digits: &str) -> Result<i64, Fault> {
    if let Ok(number) = digits.parse() {
        return Ok(number);
    }
    let micros = exact(digits)?.micros;
    if micros % Decimal::SCALE == 0 {
        return Ok(micros / Decimal::SCALE);
    }
    Err(Fault::new(FaultKind::BadNumber(format!("expected a whole number, found {digits}"))))
}

/// A number as an exact decimal.
pub(crate) fn exact(digits: &str) -> Result<Decimal, Fault> {
    digits.parse().map_err(|error: DecimalError| Fault::new(FaultKind::BadNumber(error.to_string())))
}

impl<'de> Deserializer<'de> for &'de Node {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let visited = match &self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(digits) => any_number(digits, visitor),
            Value::Text(text) => visitor.visit_borrowed_str(text),
            Value::List(elements) => visitor.visit_seq(SeqDeserializer::new(elements.iter())),
            Value::Object(members) => visitor.visit_map(Members { rest: members.iter(), value: None }),
        };
        visited.map_err(|fault| fault.at(self.span))
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.value {
            Value::Number(digits) => whole(digits).and_then(|n| visitor.visit_i64(n)).map_err(|f| f.at(self.span)),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Fault> {
        let visited = match (name, &self.value) {
            (AT, _) => visitor.visit_seq(Placed { span: self.span, inner: Some(self), step: 0 }),
            (EXACT, Value::Number(digits)) => exact(digits).and_then(|decimal| visitor.visit_i64(decimal.micros)),
            (EXACT, _) => self.deserialize_any(visitor),
            _ => visitor.visit_newtype_struct(self),
        };
        visited.map_err(|fault| fault.at(self.span))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match &self.value {
            Value::Text(text) => {
                visitor.visit_enum(text.as_str().into_deserializer()).map_err(|f: Fault| f.at(self.span))
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier
    }
}

impl<'de> IntoDeserializer<'de, Fault> for &'de Node {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// A number inside `extra`, where no exact value is needed.
fn any_number<'de, V: Visitor<'de>>(digits: &str, visitor: V) -> Result<V::Value, Fault> {
    if let Ok(value) = digits.parse::<u64>() {
        return visitor.visit_u64(value);
    }
    if let Ok(value) = digits.parse::<i64>() {
        return visitor.visit_i64(value);
    }
    visitor.visit_f64(digits.parse().unwrap_or_default())
}

/// The members of an object.
struct Members<'de> {
    rest: std::slice::Iter<'de, Member>,
    value: Option<&'de Node>,
}

impl<'de> de::MapAccess<'de> for Members<'de> {
    type Error = Fault;

    fn next_key_seed<K: de::DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some(member) = self.rest.next() else { return Ok(None) };
        self.value = Some(&member.value);
        seed.deserialize(Key(member)).map(Some).map_err(|fault| fault.at(member.key_span))
    }

    fn next_value_seed<S: de::DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        match self.value.take() {
            Some(node) => seed.deserialize(node).map_err(|fault| fault.at(node.span)),
            None => Err(de::Error::custom("a value was read before its key")),
        }
    }
}

/// The key of a member.
struct Key<'de>(&'de Member);

impl<'de> Deserializer<'de> for Key<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_borrowed_str(&self.0.key)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Fault> {
        match name {
            AT => visitor.visit_seq(Placed { span: self.0.key_span, inner: Some(self), step: 0 }),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// A value with its position, in the form that [`At`](super::format::At) reads: start, end, value.
struct Placed<D> {
    span: Span,
    inner: Option<D>,
    step: u8,
}

impl<'de, D: Deserializer<'de, Error = Fault>> de::SeqAccess<'de> for Placed<D> {
    type Error = Fault;

    fn next_element_seed<S: de::DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Fault> {
        self.step += 1;
        match self.step {
            1 => seed.deserialize((self.span.start as u64).into_deserializer()).map(Some),
            2 => seed.deserialize((self.span.end as u64).into_deserializer()).map(Some),
            _ => match self.inner.take() {
                Some(inner) => seed.deserialize(inner).map(Some),
                None => Ok(None),
            },
        }
    }
}
