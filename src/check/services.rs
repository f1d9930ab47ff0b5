//! `service`: no more teams in use than there are, and no more minutes a day than they can give.

use crate::domain::{ServiceId, SessionId, Strength};

use super::context::{Context, PlacedSession};
use super::findings::Findings;
use super::sweep::{self, Interval};
use super::words;

/// `service`: teams at every minute, minutes on every day.
pub(super) fn service(ctx: &Context<'_>, _: Strength, out: &mut Findings) {
    let c = ctx.conference;
    let days = ctx.days();
    for (index, service) in c.services.iter().enumerate() {
        let needs = |held: &&PlacedSession| ctx.session(held.session).services.contains(&ServiceId::new(index));
        let spans: Vec<Interval> = ctx.placed.iter().filter(needs).map(|held| held.span(0)).collect();
        for crowd in sweep::crowds(&spans, service.teams) {
            let sessions = sweep::during(&spans, crowd.from, crowd.until);
            let message = format!(
                "{} is needed by {} sessions at once between {} and {}, but has {} teams: {}",
                service.id,
                crowd.count,
                words::time(c, crowd.from),
                words::time(c, crowd.until),
                service.teams,
                words::sessions(c, &sessions),
            );
            out.broken(message, &sessions, &[], &[]);
        }
        let Some(most) = service.minutes_per_day else { continue };
        for (day, held) in c.days.iter().zip(&days) {
            let users: Vec<SessionId> = held.iter().filter(needs).map(|held| held.session).collect();
            let minutes: i64 = users.iter().map(|&id| ctx.session(id).minutes).sum();
            if minutes > most {
                let message = format!(
                    "{} is needed for {minutes} minutes on {}, but can give {most}: {}",
                    service.id,
                    day.date,
                    words::sessions(c, &users),
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
    fn teams_at_once_and_minutes_a_day() {
        let mut b = Build::new();
        b.c.services.push(Service { id: "sign".to_owned(), teams: 1, rooms: None, minutes_per_day: Some(120) });
        for id in ["a", "b", "c"] {
            b.session(id, 60).last().services.push(ServiceId(0));
        }
        let c = b.done();
        let found = broken(&c, &[("2020-11-02T09:00", 1), ("2020-11-02T09:50", 2)]);
        assert!(found[0].1.starts_with("sign is needed by 2 sessions at once between 2020-11-02T09:50"), "{found:?}");
        let three = |last| [("2020-11-02T09:00", 1), ("2020-11-02T10:00", 2), (last, 1)];
        assert_eq!(broken(&c, &three("2020-11-03T09:00")), []);
        let found = broken(&c, &three("2020-11-02T12:00"));
        assert_eq!(found[0].1, "sign is needed for 180 minutes on 2020-11-02, but can give 120: a, b, c");
    }
}
