//! Audiences and people as written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::time::Number;
use super::{At, Availability, Comfort, DaysOff, Extra};

/// A group of participants spread over time zones.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    /// Its id.
    pub id: At<String>,
    /// Its name.
    pub name: Option<String>,
    /// How many people it stands for; only proportions matter. Default 1.
    #[schemars(range(min = 0, max = 10_000_000))]
    pub people: Option<Number>,
    /// Weight of its discomfort. Default 1.
    #[schemars(range(min = 0, max = 1_000_000))]
    pub weight: Option<Number>,
    /// The zones it lives in.
    pub zones: At<Vec<At<AudienceZone>>>,
    /// Overrides of the event's comfort curve; later entries win.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comfort: Vec<At<Comfort>>,
    /// Local dates that cost extra.
    pub days_off: Option<DaysOff>,
    /// Kept and ignored.
    pub extra: Option<Extra>,
}

/// A zone of an audience.
#[skip_serializing_none]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AudienceZone {
    /// IANA name or offset: `Africa/Lagos`, `+05:30`.
    pub zone: At<String>,
    /// Its part of the audience; the shares should sum to 1. Default 1.
    #[schemars(range(min = 0, max = 1_000_000))]
    pub share: Option<Number>,
}

/// Somebody a session cannot run without.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Their id.
    pub id: At<String>,
    /// Their name.
    pub name: Option<String>,
    /// Their e-mail address.
    pub email: Option<String>,
    /// Their organisation.
    pub organisation: Option<String>,
    /// IANA name or offset; may be missing while they are to be confirmed, if `audience` is given.
    pub zone: Option<At<String>>,
    /// The audience that stands for their zone while that is not known.
    pub audience: Option<At<String>>,
    /// When they can come; if given, they are away at all other times.
    pub available: Option<Vec<At<Availability>>>,
    /// When they are away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unavailable: Vec<At<Availability>>,
    /// Overrides of the event's comfort curve; later entries win.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comfort: Vec<At<Comfort>>,
    /// Local dates that cost extra.
    pub days_off: Option<DaysOff>,
    /// A clash is priced, never forbidden. Default false.
    pub optional: Option<bool>,
    /// Not needed live. Default false.
    pub recorded: Option<bool>,
    /// Kept and ignored.
    pub extra: Option<Extra>,
}
