//! The measures of a timetable: how much discomfort there is in all, and who has most of it. Less is better.

use super::NamedTimetable;
use crate::explain::view::RegionSummary;
use crate::report::what_if::{Figures, all_regions};

/// Means are in millionths of the discomfort of the worst hour.
pub(super) const WHOLE: i64 = 1_000_000;

/// The mean discomfort of some attendance; `None` if no one attends.
pub(super) fn mean(region: &RegionSummary) -> Option<i64> {
    part(region.discomfort.into(), i128::from(region.minutes) * 100)
}

/// A fraction in millionths, rounded; `None` if the whole is 0 or less.
fn part(part: i128, whole: i128) -> Option<i64> {
    if whole <= 0 {
        return None;
    }
    i64::try_from((part * 2 * i128::from(WHOLE) + whole).div_euclid(2 * whole)).ok()
}

/// The mean discomfort of all attendance.
pub(super) fn mean_of_all(figures: &Figures) -> Option<i64> {
    mean(&all_regions(figures))
}

/// The region with the largest mean discomfort, and that mean.
pub(super) fn worst_region(figures: &Figures) -> Option<(&RegionSummary, i64)> {
    let mut worst: Option<(&RegionSummary, i64)> = None;
    for region in &figures.regions {
        let Some(mean) = mean(region) else { continue };
        if worst.is_none_or(|(_, known)| mean > known) {
            worst = Some((region, mean));
        }
    }
    worst
}

/// The mean discomfort of the worst-off tenth of all attendance: regions are taken from the worst-off one on, the last
/// one in part.
pub(super) fn worst_tenth(figures: &Figures) -> Option<i64> {
    let mut regions: Vec<(i64, i128)> =
        figures.regions.iter().filter_map(|region| Some((mean(region)?, i128::from(region.minutes)))).collect();
    regions.sort_by_key(|&(mean, _)| std::cmp::Reverse(mean));
    // In tenths of a minute, so that the tenth is a whole number.
    let tenth: i128 = regions.iter().map(|(_, minutes)| minutes).sum();
    let (mut left, mut sum) = (tenth, 0_i128);
    for (mean, minutes) in regions {
        let taken = left.min(minutes * 10);
        sum += i128::from(mean) * taken;
        left -= taken;
    }
    i64::try_from(sum.checked_div_euclid(tenth)?).ok()
}

/// All measures that decide whether a timetable is a choice.
pub(super) fn all(timetable: &NamedTimetable) -> [i64; 5] {
    let figures = &timetable.figures;
    [
        mean_of_all(figures).unwrap_or(0),
        worst_region(figures).map_or(0, |(_, mean)| mean),
        worst_tenth(figures).unwrap_or(0),
        timetable.people,
        timetable.good_day,
    ]
}

/// The mean discomfort of the region with this name.
pub(super) fn mean_of(figures: &Figures, name: &str) -> Option<i64> {
    figures.regions.iter().find(|region| region.name == name).and_then(mean)
}

/// The names of the regions, in the order of the first timetable that has them.
pub(super) fn region_names(timetables: &[NamedTimetable]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for region in timetables.iter().flat_map(|timetable| &timetable.figures.regions) {
        if !names.contains(&region.name.as_str()) {
            names.push(&region.name);
        }
    }
    names
}

/// A mean in per cent with one decimal, without the sign of per cent: `27.5`.
pub(super) fn per_cent(mean: i64) -> String {
    let tenths = mean.saturating_add(500).div_euclid(1000);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The difference of two means as they are shown, in points of per cent: `+2.5`, `-0.1`, `0.0`.
pub(super) fn points(mean: i64, against: i64) -> String {
    let tenths = |mean: i64| mean.saturating_add(500).div_euclid(1000);
    let difference = tenths(mean) - tenths(against);
    let sign = match difference {
        ..0 => "-",
        0 => "",
        _ => "+",
    };
    format!("{sign}{}.{}", difference.abs() / 10, difference.abs() % 10)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{figures, region};
    use super::*;

    #[test]
    fn the_worst_off_tenth_takes_the_last_region_in_part() {
        // 1,000 minutes: the worst-off 50 at 80 %, and 50 of the 150 at 60 %.
        let figures = figures(&[("a", 800, 20), ("b", 150, 60), ("c", 50, 80)]);
        assert_eq!(worst_tenth(&figures), Some(700_000));
        assert_eq!(worst_region(&figures).map(|(region, mean)| (region.name.as_str(), mean)), Some(("c", 800_000)));
        assert_eq!(mean_of_all(&figures), Some(290_000));
    }

    #[test]
    fn without_attendance_there_is_no_mean() {
        let figures = figures(&[("a", 0, 0)]);
        assert_eq!((mean_of_all(&figures), worst_region(&figures), worst_tenth(&figures)), (None, None, None));
        assert_eq!(mean(&region("a", 3, 33)), Some(330_000));
    }

    #[test]
    fn points_are_differences_of_what_is_shown() {
        assert_eq!([per_cent(274_999), per_cent(0)], ["27.5", "0.0"]);
        assert_eq!([points(274_999, 250_000), points(1, 0), points(250_000, 274_999)], ["+2.5", "0.0", "-2.5"]);
    }
}
