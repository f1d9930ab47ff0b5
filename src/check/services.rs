//! `service`: limits on the teams in use at once and on the minutes of a day.

use crate::domain::{ServiceId, SessionId, Strength, date, length};

use super::context::{Context, PlacedSession};
use super::findings::Findings;
use super::sweep::{self, Interval};
use super::words;

/// `service`: at no minute more sessions than teams, on no day more minutes than the limit.
pub(super) fn service(ctx: &Context<'_>, _: Strength, out: &mut Findings) {
    let c = ctx.conference;
    let days = ctx.days();
    for (index, service) in c.services.iter().enumerate() {
        let needs = |placed: &&PlacedSession| ctx.session(placed.session).services.contains(&ServiceId::new(index));
        let spans: Vec<Interval> = ctx.placed.iter().filter(needs).map(|placed| placed.span(0)).collect();
        for crowd in sweep::crowds(&spans, service.teams) {
            let sessions = sweep::during(&spans, crowd.from, crowd.until);
            let message = format!(
                "{} is needed by {} ({}) at the same time, {}, but has {}",
                service.id,
                words::count(crowd.count, "session"),
                words::sessions(c, &sessions),
                words::range(c, crowd.from, crowd.until),
                words::count(service.teams, "team"),
            );
            out.broken(message, &sessions, &[], &[]);
        }
        let Some(most) = service.minutes_per_day else { continue };
        for (day, placed) in c.days.iter().zip(&days) {
            let users: Vec<SessionId> = placed.iter().filter(needs).map(|placed| placed.session).collect();
            let minutes: i64 = users.iter().map(|&id| ctx.session(id).minutes).sum();
            if minutes > most {
                let message = format!(
                    "{} is needed for {} on {} (by {}), but is available for {} a day",
                    service.id,
                    length(minutes),
                    date(day.date),
                    words::sessions(c, &users),
                    length(most),
                );
                out.broken(message, &users, &[], &[]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Build, broken};
    use crate::domain::{Service, ServiceId};

    #[test]
    fn teams_limit_sessions_at_once_and_minutes_limit_a_day() {
        let mut b = Build::new();
        b.c.services.push(Service { id: "sign".to_owned(), teams: 1, rooms: None, minutes_per_day: Some(120) });
        for id in ["a", "b", "c"] {
            b.session(id, 60).last().services.push(ServiceId(0));
        }
        let c = b.done();
        let found = broken(&c, &[("2020-11-02T09:00", 1), ("2020-11-02T09:50", 2)]);
        let message =
            "sign is needed by 2 sessions (a, b) at the same time, Mon 2 Nov 2020 09:50-10:00, but has 1 team";
        assert_eq!(found[0].1, message);
        let three = |last| [("2020-11-02T09:00", 1), ("2020-11-02T10:00", 2), (last, 1)];
        assert_eq!(broken(&c, &three("2020-11-03T09:00")), []);
        let found = broken(&c, &three("2020-11-02T12:00"));
        assert_eq!(found[0].1, "sign is needed for 3 h on Mon 2 Nov 2020 (by a, b, c), but is available for 2 h a day");
    }
}
