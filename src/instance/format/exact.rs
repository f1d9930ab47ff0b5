//! Decimals, read from their digits without floating point.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserializer, Error, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use crate::domain::Decimal;

/// The name by which the project's own deserializer recognises that a number needs its exact digits.
pub(crate) const NAME: &str = "plenary::Exact";

/// A decimal with at most six digits after the point, read from the digits in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exact(pub Decimal);

impl Serialize for Exact {
    /// Writes the decimal as a JSON number: exact up to fifteen significant digits.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.micros % Decimal::SCALE == 0 {
            serializer.serialize_i64(self.0.micros / Decimal::SCALE)
        } else {
            serializer.serialize_f64(self.0.micros as f64 / Decimal::SCALE as f64)
        }
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Exact, D::Error> {
        deserializer.deserialize_newtype_struct(NAME, ExactVisitor)
    }
}

struct ExactVisitor;

impl<'de> Visitor<'de> for ExactVisitor {
    type Value = Exact;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    /// From the project's own deserializer: millionths.
    fn visit_i64<E: Error>(self, micros: i64) -> Result<Exact, E> {
        Ok(Exact(Decimal::micros(micros)))
    }

    /// From any other deserializer, whose numbers no longer have their digits.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Exact, D::Error> {
        let number = serde_json::Number::deserialize(deserializer)?;
        number.to_string().parse().map(Exact).map_err(|_| D::Error::custom("not a decimal with at most six digits"))
    }
}

impl JsonSchema for Exact {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Exact".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serde_json_reads_and_writes_the_same_value() {
        for text in ["0.1", "3", "-2.000001", "999999.999999", "1000000"] {
            let exact: Exact = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&exact).unwrap(), text);
        }
        assert!(serde_json::from_str::<Exact>("0.0000001").is_err());
    }
}
