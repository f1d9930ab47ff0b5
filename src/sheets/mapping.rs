//! Which columns and sheets of a spreadsheet mean what, as its user says: `--map "Durée=minutes"`, or a mapping file that is
//! kept for the next import.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::headings::{fold, heading};
use super::layout::{EVENT, Layout, layouts};
use super::people_headings::{PeopleHeading, people_heading};
use crate::instance::did_you_mean;

/// The format of mapping files.
pub const MAPPING_FORMAT: &str = "plenary-mapping/1";

/// The word for a column or sheet that is not to be used.
pub const IGNORE: &str = "ignore";

/// A mapping file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The format of the file: `plenary-mapping/1`.
    pub format: String,
    /// The meaning of columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ColumnMapping>,
    /// The meaning of sheets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<SheetMapping>,
}

/// The meaning of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnMapping {
    /// The name of the sheet; missing: any sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The heading of the column in the spreadsheet.
    pub heading: String,
    /// The heading that it stands for, for example `minutes`; `ignore` if the column is not to be used.
    pub column: String,
}

/// The meaning of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SheetMapping {
    /// The name of the sheet in the spreadsheet.
    pub name: String,
    /// The sheet that it stands for, for example `audiences`; `ignore` if it is not to be read.
    pub sheet: String,
}

impl Mapping {
    /// Adds an entry from the command line: `Durée=minutes`, `Talks!Durée=minutes`, or for a sheet `Talks=sessions`.
    ///
    /// # Errors
    /// What is wrong with the entry, and what to write instead.
    pub fn add(&mut self, text: &str) -> Result<(), String> {
        let Some((from, to)) = text.rsplit_once('=').map(|(from, to)| (from.trim(), to.trim())) else {
            return Err(format!("\"{text}\" has no \"=\": write HEADING=COLUMN, for example \"Durée=minutes\""));
        };
        if from.is_empty() || to.is_empty() {
            return Err(format!("\"{text}\": write a heading before the \"=\" and a column after it"));
        }
        // What is not used may be a sheet or a column: one of the two exists.
        let is_sheet = layouts().iter().any(|layout| layout.name == to) || to == EVENT.name || to == IGNORE;
        if is_sheet && !from.contains('!') {
            self.sheets.push(SheetMapping { name: from.to_owned(), sheet: to.to_owned() });
            // `sessions` and `people` are headings of columns, too.
            if !is_column(to) && to != IGNORE {
                return Ok(());
            }
        }
        let (sheet, heading) = match from.split_once('!') {
            Some((sheet, heading)) => (Some(sheet.trim().to_owned()), heading.trim()),
            None => (None, from),
        };
        self.columns.push(ColumnMapping { sheet, heading: heading.to_owned(), column: to.to_owned() });
        self.check_columns()
    }

    /// Checks that all columns and sheets exist.
    ///
    /// # Errors
    /// The first name that does not exist, with a hint.
    pub fn check(&self) -> Result<(), String> {
        if !self.format.is_empty() && self.format != MAPPING_FORMAT {
            return Err(format!("the format is \"{}\", not \"{MAPPING_FORMAT}\"", self.format));
        }
        let names: Vec<&str> = layouts().into_iter().map(|layout| layout.name).chain([EVENT.name, IGNORE]).collect();
        if let Some(wrong) = self.sheets.iter().find(|entry| !names.contains(&entry.sheet.as_str())) {
            let hint = did_you_mean(&wrong.sheet, names.iter().copied());
            let hint = hint.unwrap_or_else(|| format!("write one of: {}", names.join(", ")));
            return Err(format!("there is no sheet \"{}\": {hint}", wrong.sheet));
        }
        self.check_columns()
    }

    fn check_columns(&self) -> Result<(), String> {
        let Some(wrong) = self.columns.iter().find(|entry| entry.column != IGNORE && !is_column(&entry.column)) else {
            return Ok(());
        };
        let names = layouts().into_iter().flat_map(|layout| layout.columns.iter().map(|column| column.heading));
        let hint = did_you_mean(&wrong.column, names)
            .unwrap_or_else(|| "`plenary template` shows all columns; write \"ignore\" for a column not to use".into());
        Err(format!("there is no column \"{}\": {hint}", wrong.column))
    }

    /// The column for which a heading stands.
    pub(crate) fn column(&self, sheet: &str, written: &str) -> Option<&str> {
        let is_it = |entry: &&ColumnMapping| {
            fold(&entry.heading) == fold(written) && entry.sheet.as_ref().is_none_or(|of| fold(of) == fold(sheet))
        };
        // An entry for this sheet comes before one for any sheet; a later entry before an earlier one.
        let entries = || self.columns.iter().rev().filter(is_it);
        entries().find(|entry| entry.sheet.is_some()).or_else(|| entries().next()).map(|entry| entry.column.as_str())
    }

    /// The sheet for which a sheet stands.
    pub(crate) fn sheet(&self, name: &str) -> Option<&str> {
        self.sheets.iter().rev().find(|entry| fold(&entry.name) == fold(name)).map(|entry| entry.sheet.as_str())
    }
}

/// Whether a name is the heading of a column of some sheet.
fn is_column(name: &str) -> bool {
    let wanted = heading(name);
    layouts().iter().any(|layout| layout.columns.iter().any(|column| column.is_called(&wanted)))
        || people_heading(&wanted).is_some()
}

/// The meaning of the name of a column in a mapping.
pub(crate) fn people_of(layout: &Layout, name: &str) -> Option<PeopleHeading> {
    (layout.name == super::layout::SESSIONS.name).then(|| people_heading(&heading(name))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_name_columns_and_sheets() {
        let mut mapping = Mapping::default();
        for entry in ["Durée=minutes", "Talks!Who = speakers", "Registrations=audiences", "A=B=ignore"] {
            assert_eq!(mapping.add(entry), Ok(()), "{entry}");
        }
        assert_eq!(mapping.column("any", "duree"), Some("minutes"));
        assert_eq!(mapping.column("talks", "Who"), Some("speakers"));
        assert_eq!(mapping.column("rooms", "Who"), None);
        assert_eq!(mapping.column("rooms", "A=B"), Some("ignore"));
        assert_eq!(mapping.sheet("registrations"), Some("audiences"));
        assert_eq!(mapping.check(), Ok(()));
    }

    #[test]
    fn wrong_entries_are_refused_with_a_remedy() {
        for (entry, part) in [
            ("Durée", "has no \"=\""),
            ("=minutes", "before the \"=\""),
            ("Durée=minuts", "did you mean \"minutes\""),
            ("Durée=xyzzy", "`plenary template` shows all columns"),
        ] {
            let error = Mapping::default().add(entry).unwrap_err();
            assert!(error.contains(part), "{entry}: {error}");
        }
        let other = Mapping { format: "other/1".into(), ..Mapping::default() };
        assert!(other.check().unwrap_err().contains("other/1"));
    }
}
