//! The release data in a schedule file: version, status, changes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

/// The release of a timetable: its version, its status and its changes.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// The version, as people name it: `1.2`.
    pub version: String,
    /// Whether this is a draft or the published timetable.
    pub status: ReleaseStatus,
    /// The number of earlier releases. Default: 0, the first release.
    #[serde(default)]
    pub revision: u32,
    /// The ids of the phases that are published. Sessions in other phases are not listed; they do not count as
    /// unplaced. Missing: all phases.
    pub phases: Option<Vec<String>>,
    /// Whether public exports of this release include the links where people join the sessions. Default: false.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub with_links: bool,
    /// The changes of each release against the one before, newest first. The first release has no changes.
    #[serde(default)]
    pub changelog: Vec<ReleaseChanges>,
}

/// The status of a release.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ReleaseStatus {
    /// A draft for review: it may still change.
    #[default]
    Draft,
    /// Published: people rely on it.
    Published,
}

/// The changes of one release.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReleaseChanges {
    /// The version of this release.
    pub version: String,
    /// The version of the release before. Missing: this is the first release.
    pub since: Option<String>,
    /// The sessions that changed, by time.
    pub changes: Vec<ReleasedChange>,
}

/// The change of one session.
#[skip_serializing_none]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReleasedChange {
    /// `added`, `removed`, `moved`, `room` or `edited`.
    pub kind: String,
    /// The session's id.
    pub session: String,
    /// The old start, in RFC 3339 with the event's offset from UTC. Missing: it had none.
    pub old_start: Option<String>,
    /// The id of the old room. Missing: it had none.
    pub old_room: Option<String>,
    /// The new start, in RFC 3339 with the event's offset from UTC. Missing: it has none.
    pub start: Option<String>,
    /// The id of the new room. Missing: it has none.
    pub room: Option<String>,
    /// The change as a sentence, with times in the event's zone.
    pub text: String,
}
