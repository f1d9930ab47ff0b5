//! The knee of a curve, computed in integers and independent of the units of both axes.

/// The index of the point farthest below the straight line between the leftmost and the rightmost point; `None` if no
/// point is below it. Of equal points the leftmost.
pub(crate) fn knee(mut points: Vec<(usize, (i64, i64))>) -> Option<usize> {
    points.sort_by_key(|&(index, (x, y))| (x, y, index));
    let (&(_, first), &(_, last)) = (points.first()?, points.last()?);
    let offset = |from: (i64, i64), to: (i64, i64)| {
        (i128::from(to.0) - i128::from(from.0), i128::from(to.1) - i128::from(from.1))
    };
    let (dx, dy) = offset(first, last);
    // The cross product is proportional to the distance from the line. Scaling an axis scales all of them equally.
    let below = |&(index, point): &(usize, (i64, i64))| {
        let (x, y) = offset(first, point);
        let depth = dy.checked_mul(x)?.checked_sub(dx.checked_mul(y)?)?;
        (depth > 0).then_some((depth, index))
    };
    let deepest = points.iter().filter_map(below).fold(None, |best: Option<(i128, usize)>, found| match best {
        Some(best) if best.0 >= found.0 => Some(best),
        _ => Some(found),
    });
    deepest.map(|(_, index)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_knee_is_the_deepest_point_whatever_the_units() {
        let curve = [(0, 100), (10, 40), (20, 25), (100, 0)];
        for (a, b) in [(1, 1), (1_000_000, 1), (1, 1_000_000)] {
            let scaled = curve.iter().enumerate().map(|(i, &(x, y))| (i, (x * a, y * b))).collect();
            assert_eq!(knee(scaled), Some(2));
        }
    }

    #[test]
    fn a_line_or_a_hill_has_no_knee() {
        let of = |points: &[(i64, i64)]| knee(points.iter().copied().enumerate().collect());
        assert_eq!(of(&[(0, 0), (1, 1), (2, 2)]), None);
        assert_eq!(of(&[(0, 0), (1, 5), (2, 2)]), None);
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[(3, 3)]), None);
        // The order of the points does not matter.
        assert_eq!(of(&[(4, 0), (1, 1), (0, 4)]), Some(1));
        // Very large figures. If they overflow, there is no answer rather than a wrong one.
        let large = 1 << 60;
        assert_eq!(of(&[(-large, large), (0, -large), (large, 0)]), Some(1));
        assert_eq!(of(&[(i64::MIN, i64::MAX), (0, i64::MIN), (i64::MAX, 0)]), None);
    }
}
