//! Workbooks: a programme file as sheets, optionally with its timetable. A value has its own cell if
//! [`import`](crate::sheets::import) reads exactly this value back from it; all other values are written as JSON.
//! Sheets and columns are those of [`crate::sheets::layout`].

mod about;
mod marked;
mod missing;
mod paper;
mod plan;
mod public;
mod rows;
mod template;
mod timetable;
mod xlsx;

use std::collections::BTreeMap;

use thiserror::Error;

use crate::domain::{Conference, Schedule};
use crate::instance::format::Instance;
use crate::sheets::cell::Cell;
use crate::sheets::cell_types::dates;
use crate::sheets::layout::{Column, EVENT, Layout};
use about::About;
pub use marked::marked;
pub use missing::{AudienceWithoutZone, PersonWithoutZone, missing_zones};
pub use paper::is_internal;
use plan::plan;
pub use public::public;
pub use template::{EXAMPLE, template_workbook};
use xlsx::plain;

/// Why a workbook could not be written.
#[derive(Debug, Error)]
#[error("the workbook cannot be written: {0}")]
pub enum WorkbookError {
    /// The instance cannot be converted to JSON.
    Instance(#[from] serde_json::Error),
    /// The workbook format cannot hold the data.
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

/// A column of a written sheet.
#[derive(Debug, Clone)]
pub struct Head {
    /// Its heading.
    pub heading: String,
    /// Its column in the layout, if it has one.
    pub column: Option<&'static Column>,
}

/// A written sheet.
#[derive(Debug, Clone)]
pub struct Written {
    /// Its layout; `None` for the event's settings.
    pub layout: Option<&'static Layout>,
    /// Its columns.
    pub heads: Vec<Head>,
    /// Its rows.
    pub rows: Vec<Vec<Option<Cell>>>,
}

impl Written {
    /// Its name.
    pub fn name(&self) -> &'static str {
        self.layout.map_or(EVENT.name, |layout| layout.name)
    }
}

/// The cells for start and room of each session, by session id.
pub type Starts = BTreeMap<String, (Cell, Option<String>)>;

/// Writes an instance, optionally with its timetable, as an .xlsx workbook. [`import`](crate::sheets::import) reads the
/// instance back unchanged, and the timetable from the sheet of sessions. The same arguments give the same bytes.
///
/// The timetable's conference has to be that of the instance. With a timetable, the workbook also has sheets for
/// people: a grid per day, a list, and the local times of each person. `version` is the version of the timetable.
///
/// # Errors
/// The workbook format cannot hold the data, for example more rows than a sheet can have.
pub fn workbook(
    instance: &Instance,
    timetable: Option<(&Conference, &Schedule)>,
    version: Option<&str>,
) -> Result<Vec<u8>, WorkbookError> {
    complete(instance, timetable, version, false)
}

/// The same workbook, marked on each sheet and each printed page as one for organisers only.
///
/// # Errors
/// As for [`workbook`].
pub fn internal(
    instance: &Instance,
    timetable: Option<(&Conference, &Schedule)>,
    version: Option<&str>,
) -> Result<Vec<u8>, WorkbookError> {
    complete(instance, timetable, version, true)
}

fn complete(
    instance: &Instance,
    timetable: Option<(&Conference, &Schedule)>,
    version: Option<&str>,
    is_internal: bool,
) -> Result<Vec<u8>, WorkbookError> {
    let starts = timetable.map(|(conference, schedule)| starts(conference, schedule)).unwrap_or_default();
    let sheets = plan(instance, &starts, false)?;
    let about = About { name: instance.name.as_deref(), version, is_template: false, is_internal };
    xlsx::bytes(about, &sheets, timetable)
}

/// Writes a workbook to fill in: all sheets and columns with their meaning, drop-down lists, and an example.
///
/// # Errors
/// As for [`workbook`].
pub fn template(example: &Instance) -> Result<Vec<u8>, WorkbookError> {
    let sheets = plan(example, &Starts::new(), true)?;
    let about = About { name: example.name.as_deref(), version: None, is_template: true, is_internal: false };
    xlsx::bytes(about, &sheets, None)
}

/// The starts of a timetable in the event's zone, as cells.
fn starts(conference: &Conference, schedule: &Schedule) -> Starts {
    let mut starts = Starts::new();
    for (id, placement) in schedule.placed() {
        let session = &conference.sessions[id.index()];
        let zone = conference.zone;
        let local = zone.civil(placement.start);
        // When clocks are set back, one local hour occurs twice; then the cell needs the offset.
        let cell = if zone.first_at_or_after(local) == placement.start {
            dates::cell(&local.format("%Y-%m-%dT%H:%M").to_string())
        } else {
            Cell::Text(placement.start.to_string())
        };
        let room = placement.room.and_then(|room| conference.rooms.get(room.index())).map(|room| room.id.clone());
        starts.insert(session.id.clone(), (cell, room));
    }
    starts
}
