//! What a released schedule says of itself.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

/// As what a timetable was released.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// The version as people name it: `1.2`.
    pub version: String,
    /// Whether it may still change before anybody relies on it.
    pub status: ReleaseStatus,
    /// How many releases came before it.
    #[serde(default)]
    pub revision: u32,
    /// Ids of the phases it publishes; missing: all. What is held in others is left out, not unplaced.
    pub phases: Option<Vec<String>>,
    /// What each release changed against the one before it, the newest first; the first release changed nothing.
    #[serde(default)]
    pub changelog: Vec<Changes>,
}

/// Whether a release is final.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ReleaseStatus {
    /// To be looked at; it will change.
    #[default]
    Draft,
    /// Published.
    Published,
}

/// What one release changed.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    /// Its version.
    pub version: String,
    /// The release before it; missing for the first.
    pub since: Option<String>,
    /// The sessions that changed, in order of time.
    pub changes: Vec<Changed>,
}

/// What became of a session.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Changed {
    /// `added`, `removed`, `moved`, `room` or `edited`.
    pub kind: String,
    /// The session's id.
    pub session: String,
    /// Its start before, RFC 3339 with the event's offset; missing where it had none.
    pub old_start: Option<String>,
    /// Its room's id before.
    pub old_room: Option<String>,
    /// Its start now; missing where it has none.
    pub start: Option<String>,
    /// Its room's id now.
    pub room: Option<String>,
    /// The same in a sentence, with times in the event's zone.
    pub text: String,
}
