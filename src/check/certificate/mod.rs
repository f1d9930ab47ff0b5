//! Certificates: a lower bound on the cost of every complete timetable, recomputed from its multipliers.
//!
//! A multiplier is a price on something that sessions share: a step of time of the rooms, a team, a track, the burden
//! of a region. Whatever the prices, as long as they are legal, letting every session choose the start that is
//! cheapest for it alone, and every day the hours that earn most, costs no more than any timetable does. So the
//! prices need no trust: only the sum has to be done again, which happens here from the conference alone.
//!
//! One thing that ties sessions together is kept: the hard orders of at most two *hubs*, a session that precedes many
//! others and one that follows many. For every pair of their starts the others choose among the starts that the
//! pair's orders leave them; a day on which nothing can be but a hub and what its orders keep on one side of it is
//! open on that side only; and the least of these sums is the bound. The certificate names the hubs, `"hubs": {
//! "first": id or null, "last": id or null }`, none if that is missing; which they are is a matter of the bound's
//! quality, not of its truth.

mod anchors;
mod bound;
mod day_window;
mod prices;
mod read;
mod subjects;

use crate::domain::Problem;

use super::context::Context;

/// Recomputes the bound of a `plenary-certificate/1` and returns it, in hundredths of a discomfort-minute.
///
/// It holds for every schedule in which all sessions are placed. Sessions without any possible start add nothing.
///
/// # Errors
/// Everything that is malformed or illegal in the certificate, in words; or that the bound it claims is higher than
/// what its multipliers prove.
pub fn verify_certificate<'a>(
    problem: impl Into<Problem<'a>>,
    certificate: &serde_json::Value,
) -> Result<i64, Vec<String>> {
    let mut ctx = Context::of(problem.into());
    let read = read::read(&ctx, certificate)?;
    ctx.minutes.tabulate(ctx.conference.days.iter().map(|day| (day.earliest, day.latest)));
    let proved = bound::bound(&ctx, &read.prices, read.anchors).map_err(|why| vec![why.to_owned()])?;
    if proved < read.claimed {
        return Err(vec![format!("it claims a bound of {}, but its multipliers prove only {proved}", read.claimed)]);
    }
    Ok(proved)
}

#[cfg(test)]
mod tests;
