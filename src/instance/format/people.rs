//! Audiences and people as written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::time::Number;
use super::{At, Availability, Comfort, DaysOff, Extra};

/// An audience: a group of participants who live in one or more time zones.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    /// The id of the audience.
    pub id: At<String>,
    /// The name of the audience. Missing: the id.
    pub name: Option<String>,
    /// The number of people in it. Only the proportions between audiences matter. Default: 1.
    #[schemars(range(min = 0, max = 10_000_000))]
    pub people: Option<Number>,
    /// The weight of its discomfort: 2 counts each of its people twice. Default: 1.
    #[schemars(range(min = 0, max = 1_000_000))]
    pub weight: Option<Number>,
    /// The time zones where its people live.
    pub zones: At<Vec<At<AudienceZone>>>,
    /// How uncomfortable each local time of day is. Entries replace the event's values; later entries replace earlier
    /// ones. Missing: the event's values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comfort: Vec<At<Comfort>>,
    /// Local dates and weekdays on which each minute is more uncomfortable. Missing: none.
    pub days_off: Option<DaysOff>,
    /// Other data: kept in the file, not read.
    pub extra: Option<Extra>,
}

/// A time zone of an audience.
#[skip_serializing_none]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AudienceZone {
    /// The time zone: an IANA name (`Africa/Lagos`) or an offset from UTC (`+05:30`).
    pub zone: At<String>,
    /// The share of the audience that lives there, for example 0.6. The shares should add up to 1; they are used in
    /// proportion. Default: 1.
    #[schemars(range(min = 0, max = 1_000_000))]
    pub share: Option<Number>,
}

/// A person without whom a session cannot take place.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The id of the person.
    pub id: At<String>,
    /// The name of the person. Missing: reports show the id.
    pub name: Option<String>,
    /// The title before the name, for example: Dr. Missing: none.
    pub title: Option<String>,
    /// The e-mail address, for letters to this person. One address, without a name.
    pub email: Option<At<String>>,
    /// The organisation of the person.
    pub organisation: Option<String>,
    /// The time zone where the person is: an IANA name (`Africa/Lagos`) or an offset from UTC (`+05:30`). May be
    /// missing if `audience` is given.
    pub zone: Option<At<String>>,
    /// The audience whose time zones are used for this person while `zone` is missing.
    pub audience: Option<At<String>>,
    /// When the person is available; at all other times they are away. Missing: always available.
    pub available: Option<Vec<At<Availability>>>,
    /// When the person is away. Missing: never.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unavailable: Vec<At<Availability>>,
    /// How uncomfortable each local time of day is. Entries replace the event's values; later entries replace earlier
    /// ones. Missing: the event's values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comfort: Vec<At<Comfort>>,
    /// Local dates and weekdays on which each minute is more uncomfortable. Missing: none.
    pub days_off: Option<DaysOff>,
    /// True if the person is optional: clashes and absences cost something, but are not forbidden. Default: false.
    pub optional: Option<bool>,
    /// True if the contribution is recorded: the person need not be present, and their hours do not count. Default:
    /// false.
    pub recorded: Option<bool>,
    /// Other data: kept in the file, not read.
    pub extra: Option<Extra>,
}
