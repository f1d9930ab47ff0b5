//! The clock changes of all time zones in the weeks of the event, for the page's script. The time zone data of a browser
//! may be older than the clock rules.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::domain::Instant;
use crate::domain::zone::database::{self, NamedZone};
use crate::explain::programme::Programme;

/// Minutes before the first session and after the last one that a page may show.
const AROUND: i64 = 2 * 24 * 60;

/// The zones in groups with the same offsets, as `zones.js` reads them. A group is a list of an offset in minutes east of
/// UTC, then the minute of each change with the offset after it; and the names, separated by spaces. A name that begins
/// with `/` has the folder of the name before it.
pub(crate) fn clocks(programme: &Programme) -> Value {
    let held = || programme.held().map(|(_, held)| held);
    let from = held().map(|held| held.start.at).min().unwrap_or(programme.origin).plus(-AROUND);
    let until = held().map(|held| held.end.at).max().unwrap_or(programme.origin).plus(AROUND);
    let mut groups: BTreeMap<Vec<i64>, Vec<&str>> = BTreeMap::new();
    for zone in database::in_use().zones() {
        groups.entry(steps(zone, from, until)).or_default().push(zone.name());
    }
    groups.into_iter().map(|(steps, names)| json!([steps, shortened(&names)])).collect()
}

fn steps(zone: &NamedZone, from: Instant, until: Instant) -> Vec<i64> {
    let changes = zone.offsets().changes(from, until).iter().flat_map(|&(at, minutes)| [at.0, minutes]);
    std::iter::once(zone.offset_minutes(from)).chain(changes).collect()
}

fn shortened(names: &[&str]) -> String {
    let mut folder = "";
    let short = names.iter().map(|name| {
        let own = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let same = !own.is_empty() && own == folder;
        folder = own;
        if same { &name[own.len()..] } else { name }
    });
    short.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::small;
    use super::*;
    use crate::explain::programme::Readers;

    #[test]
    fn each_zone_is_in_one_group_with_its_offsets() {
        let view = small(Readers::Public);
        let start = view.held().next().unwrap().1.start.at;
        let groups = clocks(&view);
        let mut seen = Vec::new();
        for group in groups.as_array().unwrap() {
            let mut folder = String::new();
            for short in group[1].as_str().unwrap().split(' ') {
                let name = if short.starts_with('/') { format!("{folder}{short}") } else { short.to_owned() };
                folder = name.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
                let steps: Vec<i64> = group[0].as_array().unwrap().iter().map(|step| step.as_i64().unwrap()).collect();
                let later = steps[1..].chunks(2).rfind(|step| step[0] <= start.0);
                let offset = later.map_or(steps[0], |step| step[1]);
                assert_eq!(offset, database::in_use().zone(&name).unwrap().offset_minutes(start), "{name}");
                seen.push(name);
            }
        }
        seen.sort();
        assert_eq!(seen, database::in_use().names().collect::<Vec<_>>());
        assert!(groups.to_string().len() < 12_000, "{}", groups.to_string().len());
    }
}
