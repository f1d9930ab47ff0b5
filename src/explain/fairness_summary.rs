//! The fairness of a timetable in a few figures, for the sentences with which the report begins. All of them are
//! computed from whole numbers and rounded once.

use crate::check::RegionFigures;

/// A part of a whole, rounded for a sentence: a number of a hundred, or of a thousand if it is less than one of a
/// hundred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proportion {
    /// Nothing, or a part of nothing.
    Nothing,
    /// More than nothing, but less than half of a thousandth.
    Few,
    /// `count` of `of`; `of` is 100 or 1000.
    Of {
        /// The rounded number.
        count: i64,
        /// What it is a part of.
        of: i64,
    },
    /// Not everything, but all except less than half of a thousandth.
    AlmostEverything,
    /// Everything.
    Everything,
}

impl Proportion {
    /// The proportion of a part, rounded half up.
    pub fn of(part: i128, whole: i128) -> Proportion {
        if part <= 0 || whole <= 0 {
            return Proportion::Nothing;
        }
        if part >= whole {
            return Proportion::Everything;
        }
        let scales = [100, 1000].map(|of| (rounded(part, whole, of), of));
        match scales.into_iter().find(|&(count, of)| (1..of).contains(&count)) {
            Some((count, of)) => Proportion::Of { count, of },
            None if scales[1].0 == 0 => Proportion::Few,
            None => Proportion::AlmostEverything,
        }
    }
}

/// `part / whole` in units of `1 / of`, rounded half up. `part` is below `whole`.
fn rounded(part: i128, whole: i128, of: i64) -> i64 {
    let scaled = part.saturating_mul(2 * i128::from(of)).saturating_add(whole) / whole.saturating_mul(2);
    i64::try_from(scaled).unwrap_or(of)
}

/// A part of a whole for a sentence like "half of them": a simple fraction if one is near.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    /// The simple fraction that is at most two per cent of the whole away: a half, thirds or quarters.
    pub near: Option<(i64, i64)>,
    /// Whether the part is exactly this fraction.
    pub is_exact: bool,
    /// The part in whole per cent, rounded half up.
    pub percent: i64,
    /// Whether the part is the whole.
    pub is_whole: bool,
}

impl Fraction {
    /// The fractions that have a word.
    const SIMPLE: [(i64, i64); 5] = [(1, 2), (1, 3), (2, 3), (1, 4), (3, 4)];

    /// The fraction of a part; `None` for a part of nothing.
    pub fn of(part: i128, whole: i128) -> Option<Fraction> {
        if part < 0 || whole <= 0 || part > whole {
            return None;
        }
        let distance = |&(up, down): &(i64, i64)| (part * i128::from(down) - whole * i128::from(up)).abs();
        let near = Fraction::SIMPLE.into_iter().find(|one| distance(one) * 50 <= whole * i128::from(one.1));
        Some(Fraction {
            near,
            is_exact: near.is_some_and(|one| distance(&one) == 0),
            percent: if part == whole { 100 } else { rounded(part, whole, 100) },
            is_whole: part == whole,
        })
    }
}

/// The figures of the first sentences of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The part of all attendance between 23:00 and 06:00 local time.
    pub night: Proportion,
    /// The part of all attendance in comfortable hours.
    pub comfortable: Proportion,
    /// The regions with the most attendance at night, with their part of it: at most two, the second only if it has at
    /// least a sixth. Empty if there is one region only, or no night.
    pub night_in: Vec<(String, Fraction)>,
    /// The region with the largest part of its own attendance at night, and the one with the smallest; `None` if all
    /// regions have the same part.
    pub most_and_least: Option<[(String, Proportion); 2]>,
    /// The part at night if every day began at the same hour.
    pub fixed_night: Option<Proportion>,
}

/// A region's attendance, in thousandths of a minute.
#[derive(Debug, Clone, Copy)]
struct Attendance {
    attended: i128,
    night: i128,
    comfortable: i128,
}

/// The summary of some regions. `fixed` has their figures under the timetable with one start hour for all days.
pub(super) fn summary(names: &[String], figures: &[RegionFigures], fixed: Option<&[RegionFigures]>) -> Summary {
    let attendance = |figures: &RegionFigures| Attendance {
        attended: figures.attended.into(),
        night: figures.night.into(),
        comfortable: figures.comfortable.into(),
    };
    let all: Vec<(&String, Attendance)> = names.iter().zip(figures.iter().map(attendance)).collect();
    let sum = |of: fn(&Attendance) -> i128| all.iter().map(|(_, region)| of(region)).sum::<i128>();
    let (attended, night) = (sum(|region| region.attended), sum(|region| region.night));
    let night_of = |figures: &[RegionFigures]| {
        let sum = |of: fn(&RegionFigures) -> i64| figures.iter().map(|region| i128::from(of(region))).sum();
        Proportion::of(sum(|region| region.night), sum(|region| region.attended))
    };
    Summary {
        night: Proportion::of(night, attended),
        comfortable: Proportion::of(sum(|region| region.comfortable), attended),
        night_in: night_in(&all, night),
        most_and_least: most_and_least(&all),
        fixed_night: fixed.filter(|_| attended > 0).map(night_of),
    }
}

fn night_in(all: &[(&String, Attendance)], night: i128) -> Vec<(String, Fraction)> {
    if all.len() < 2 || night <= 0 {
        return Vec::new();
    }
    let mut order: Vec<&(&String, Attendance)> = all.iter().collect();
    // A stable sort: equals stay in the order of the file.
    order.sort_by_key(|(_, region)| std::cmp::Reverse(region.night));
    let is_large = |(place, (_, region)): &(usize, &(&String, Attendance))| *place == 0 || region.night * 6 >= night;
    let large = order.into_iter().enumerate().take(2).filter(is_large);
    large.filter_map(|(_, (name, region))| Some(((*name).clone(), Fraction::of(region.night, night)?))).collect()
}

fn most_and_least(all: &[(&String, Attendance)]) -> Option<[(String, Proportion); 2]> {
    let mut order: Vec<&(&String, Attendance)> = all.iter().filter(|(_, region)| region.attended > 0).collect();
    let part = |a: &Attendance, b: &Attendance| a.night.saturating_mul(b.attended);
    order.sort_by(|(_, a), (_, b)| part(b, a).cmp(&part(a, b)));
    let (most, least) = (order.first()?, order.last()?);
    let one = |(name, region): &(&String, Attendance)| ((*name).clone(), Proportion::of(region.night, region.attended));
    let (most, least) = (one(most), one(least));
    (most.1 != least.1).then_some([most, least])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proportions_are_rounded_once() {
        let of = |count, of| Proportion::Of { count, of };
        // 5.496 per cent: rounded to hundredths of a per cent first, it would become 6.
        assert_eq!(Proportion::of(5_496, 100_000), of(5, 100));
        assert_eq!(Proportion::of(55, 1_000), of(6, 100));
        assert_eq!(Proportion::of(4, 1_000), of(4, 1_000));
        assert_eq!(Proportion::of(1, 2_000), of(1, 1_000));
        assert_eq!(Proportion::of(1, 2_001), Proportion::Few);
        assert_eq!(Proportion::of(996, 1_000), of(996, 1_000));
        assert_eq!(Proportion::of(99_999, 100_000), Proportion::AlmostEverything);
        assert_eq!([Proportion::of(0, 7), Proportion::of(3, 0)], [Proportion::Nothing; 2]);
        assert_eq!(Proportion::of(7, 7), Proportion::Everything);
    }

    #[test]
    fn simple_fractions_are_found_within_two_per_cent() {
        let near = |part, whole| {
            let fraction = Fraction::of(part, whole).unwrap();
            (fraction.near, fraction.is_exact, fraction.percent)
        };
        assert_eq!(near(1, 2), (Some((1, 2)), true, 50));
        assert_eq!(near(52, 100), (Some((1, 2)), false, 52));
        assert_eq!(near(53, 100), (None, false, 53));
        assert_eq!(near(1, 3), (Some((1, 3)), true, 33));
        assert_eq!(near(31, 100), (None, false, 31));
        assert_eq!(near(74, 100), (Some((3, 4)), false, 74));
        assert!(Fraction::of(5, 5).unwrap().is_whole && Fraction::of(1, 0).is_none());
    }

    /// The ranges that are near to two simple fractions do not overlap.
    #[test]
    fn no_part_is_near_to_two_fractions() {
        for part in 0..=1000 {
            let near = |&(up, down): &(i64, i64)| (part * down - 1000 * up).abs() * 50 <= 1000 * down;
            assert!(Fraction::SIMPLE.iter().filter(|one| near(one)).count() <= 1, "{part}");
        }
    }
}
