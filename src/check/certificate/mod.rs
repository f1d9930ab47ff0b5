//! Certificates: a lower bound on the cost of every complete timetable, recomputed from its multipliers.
//!
//! A multiplier is a price on something that sessions share: a time step of the rooms, a team, a track, the discomfort
//! of a region. For any legal prices, the following sum is at most the cost of every timetable: each session at the
//! start that is cheapest for it alone, less each day at the hours that earn most (Lagrangian relaxation). So the
//! prices need no trust. The checker computes the sum again, from the conference alone.
//!
//! The bound keeps one kind of constraint between sessions: the hard orders of at most two *anchors*, a session that
//! precedes many others and one that follows many. For every pair of their starts, the other sessions choose among the
//! starts that the pair's orders leave. A day that can hold only an anchor and sessions on one side of it is open on
//! that side only. The lowest of these sums is the bound. The certificate names the anchors in its member `"hubs": {
//! "first": id or null, "last": id or null }`; without that member there are none. The choice of anchors affects how
//! good the bound is, not whether it holds.

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
/// It holds for every schedule that places all sessions. A session without any possible start adds nothing.
///
/// # Errors
/// One message for each fault of the certificate; or a message that its multipliers prove less than the bound it
/// claims.
pub fn verify_certificate<'a>(
    problem: impl Into<Problem<'a>>,
    certificate: &serde_json::Value,
) -> Result<i64, Vec<String>> {
    let mut ctx = Context::of(problem.into());
    let read = read::read(&ctx, certificate)?;
    ctx.minutes.tabulate(ctx.conference.days.iter().map(|day| (day.earliest, day.latest)));
    let proved = bound::bound(&ctx, &read.prices, read.anchors).map_err(|why| vec![why.to_owned()])?;
    if proved < read.claimed {
        return Err(vec![format!(
            "the certificate claims a bound of {}, but its multipliers prove only {proved}",
            read.claimed
        )]);
    }
    Ok(proved)
}

#[cfg(test)]
mod by_hand;
#[cfg(test)]
mod days_by_hand;
#[cfg(test)]
mod tests;
