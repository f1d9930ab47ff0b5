//! How much each region counts in the cost.

use super::Width;
use super::numbers::tenths;
use super::table::{Column, table};
use super::text::{cut, printable, section, wrap};
use crate::explain::{OtherRegions, RegionInfluence};

/// Lists how much each region counts, and how the others would fare without it.
pub fn region_influence(regions: &[RegionInfluence], width: Width) -> String {
    const NOTE: &str = "Part: the region's part of what the rule fair-regions charges. Counts: how many times a \
                        discomfort-minute of one of its people counts in audience-hours and fair-regions together. \
                        Without it: the mean discomfort of all others, and of the worst-off of them, in timetables \
                        made with and without the region.";
    let columns = [
        Column::Text("region"),
        Column::Number("people"),
        Column::Number("mean"),
        Column::Number("part"),
        Column::Number("counts"),
        Column::Number("others without it"),
        Column::Number("worst of them"),
    ];
    let change = |without: &Option<OtherRegions>, of: fn(&OtherRegions) -> (i64, i64)| match without {
        Some(others) => {
            let (now, then) = of(others);
            format!("{} -> {}", tenths(now), tenths(then))
        }
        None => "not tried".to_owned(),
    };
    let row = |region: &RegionInfluence| {
        vec![
            cut(&printable(&region.name), 40),
            tenths(region.people),
            tenths(region.mean_discomfort),
            tenths(region.weight),
            format!("{} x", tenths(region.per_head)),
            change(&region.without, |others| (others.mean_now, others.mean_without)),
            change(&region.without, |others| (others.worst_now, others.worst_without)),
        ]
    };
    let mut body = table(&columns, regions.iter().map(row).collect(), Width(width.0 - 2));
    body.push_str(&wrap("", NOTE, width.0 - 2));
    section("How much each region counts (in %)", &body)
}
