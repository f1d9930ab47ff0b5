//! Progress of a solve, as rows: the legend once, then a row an event.

use super::numbers;

/// What a row of progress shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ProgressRow {
    /// Seconds since the start.
    pub seconds: u64,
    /// Cost of the best timetable so far, in hundredths; `None` before the first without a broken hard rule.
    pub best: Option<i64>,
    /// What the best leaves out, in attendee-minutes.
    pub unplaced: i64,
    /// The proven bound, in hundredths.
    pub bound: Option<i64>,
    /// Steps done so far, of all searchers.
    pub steps: u64,
    /// What is being done.
    pub stage: &'static str,
}

/// The lines above the rows.
pub fn legend() -> String {
    format!("Cost in discomfort-minutes: one person, one minute, worst hour of the night.\n{}", heads())
}

fn heads() -> String {
    format!("{:>7}  {:>15}  {:>15}  {:>8}  {:>9}  {}", "time", "best", "bound", "gap", "steps", "doing")
}

/// One row.
pub fn row(row: &ProgressRow) -> String {
    let (best, bound, gap) = figures(row);
    let time = format!("{} s", row.seconds);
    format!("{time:>7}  {best:>15}  {bound:>15}  {gap:>8}  {:>9}  {}", steps(row.steps), row.stage)
}

/// The same on one line without a legend, for a terminal.
pub fn line(row: &ProgressRow) -> String {
    let (best, bound, gap) = figures(row);
    format!("best {best}  bound {bound}  gap {gap}  {} s  {}", row.seconds, row.stage)
}

/// Best cost, bound and gap.
fn figures(row: &ProgressRow) -> (String, String, String) {
    let best = match row.best {
        None => "-".to_owned(),
        Some(_) if row.unplaced > 0 => "incomplete".to_owned(),
        Some(cost) => numbers::rounded(cost),
    };
    let bound = row.bound.map_or_else(|| "-".to_owned(), numbers::rounded);
    let gap = match (row.best, row.bound) {
        (Some(best), Some(bound)) if row.unplaced == 0 => numbers::percent(Some(gap(best, bound))),
        _ => "-".to_owned(),
    };
    (best, bound, gap)
}

/// The gap between a cost and its bound, as a fraction of the cost; 0 where nothing is between them.
pub fn gap(cost: i64, bound: i64) -> f64 {
    fraction(cost.saturating_sub(bound), cost)
}

/// The gap over what could be avoided at all: the cost above every session's cheapest start.
pub fn avoidable_gap(cost: i64, bound: i64, base: i64) -> f64 {
    fraction(cost.saturating_sub(bound), cost.saturating_sub(base))
}

/// `part / whole` to six digits; both are below 2^53, so the division is the same on every machine.
fn fraction(part: i64, whole: i64) -> f64 {
    if part <= 0 || whole <= 0 { 0.0 } else { (part as f64 / whole as f64 * 1e6).round() / 1e6 }
}

fn steps(steps: u64) -> String {
    match steps {
        0..10_000 => steps.to_string(),
        10_000..10_000_000 => format!("{} k", steps / 1_000),
        _ => format!("{} M", steps / 1_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_under_their_legend() {
        let full = ProgressRow {
            seconds: 12,
            best: Some(12_345_678),
            unplaced: 0,
            bound: Some(12_000_000),
            steps: 1_234_567,
            stage: "searching",
        };
        assert!(legend().ends_with(&heads()));
        assert_eq!(heads(), "   time             best            bound       gap      steps  doing");
        assert_eq!(row(&full), "   12 s          123,457          120,000    2.80 %     1234 k  searching");
        let early = ProgressRow { stage: "constructing", ..ProgressRow::default() };
        assert_eq!(row(&early), "    0 s                -                -         -          0  constructing");
        let partial = ProgressRow { unplaced: 60, ..full };
        assert!(row(&partial).contains("incomplete") && !row(&partial).contains('%'));
        assert_eq!(line(&partial), "best incomplete  bound 120,000  gap -  12 s  searching");
    }

    #[test]
    fn gaps_are_fractions_and_never_negative() {
        assert_eq!(gap(200, 150), 0.25);
        assert_eq!(gap(0, 0), 0.0);
        assert_eq!(gap(100, 120), 0.0);
        assert_eq!(avoidable_gap(200, 150, 100), 0.5);
        assert_eq!(avoidable_gap(100, 100, 100), 0.0);
    }
}
