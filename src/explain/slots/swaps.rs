//! The sessions that a session could swap places with.

use super::{LOOKED_AT, Partner, SlotChoice, SlotContext, by_cost, by_violations};
use crate::domain::{Placement, RoomId, Schedule, SessionId};
use crate::explain::moves::{between, pick_room};
use crate::explain::times::spot;
use crate::model::{Place, Score, State};

impl SlotContext<'_> {
    /// Returns the swaps to show, and the number of swaps that break no rule.
    pub(super) fn swaps(&mut self) -> (Vec<SlotChoice>, usize) {
        let mut ranking = self.ranked_swaps();
        let fitting = ranking.partition_point(|(score, _)| score.violations <= 0);
        let rest = ranking.split_off(fitting);
        let mut shown = Vec::new();
        let mut refused = 0;
        for (_, other) in ranking {
            match self.swap(other) {
                Some(choice) if choice.broken.is_empty() => shown.push(choice),
                _ => refused += 1,
            }
            if shown.len() == self.options.most {
                break;
            }
        }
        shown.sort_by(by_cost);
        if self.options.all {
            let rest = rest.into_iter().take(self.options.most.saturating_mul(LOOKED_AT));
            let mut broken: Vec<SlotChoice> = rest.filter_map(|(_, other)| self.swap(other)).collect();
            broken.retain(|choice| !choice.broken.is_empty());
            broken.sort_by(by_violations);
            broken.truncate(self.options.most);
            shown.extend(broken);
        }
        (shown, fitting - refused)
    }

    /// All swaps with the model's score, the best first.
    fn ranked_swaps(&self) -> Vec<(Score, SessionId)> {
        let one = self.session.index();
        let mut state = State::new(&self.index, &self.assignment);
        let before = state.total().score();
        let mine = self.assignment[one];
        let mut ranking = Vec::new();
        for other in self.conference.session_ids().filter(|&other| other != self.session) {
            let Some(theirs) = self.assignment[other.index()] else { continue };
            if !self.schedule.get(other).is_some_and(|there| self.is_near(there.start)) {
                continue;
            }
            if mine.is_some_and(|mine| mine == theirs) {
                // Both are at the same time in the same kind of room: nothing would change.
                continue;
            }
            state.remove(one);
            state.remove(other.index());
            state.insert(one, theirs);
            if let Some(mine) = mine {
                state.insert(other.index(), mine);
            }
            let after = state.total().score();
            state.remove(one);
            state.remove(other.index());
            state.insert(other.index(), theirs);
            if let Some(mine) = mine {
                state.insert(one, mine);
            }
            let score = Score {
                violations: after.violations - before.violations,
                unplaced: after.unplaced - before.unplaced,
                soft: after.soft.saturating_sub(before.soft),
            };
            ranking.push((score, other));
        }
        ranking.sort_by_key(|&(score, other)| (score.violations.max(0), score.unplaced, score.soft, other));
        ranking
    }

    /// Swaps two sessions; the other one loses its place if this one has none. Another room of the same kind is taken
    /// if the exact room is not free long enough for the longer of the two.
    fn swap(&mut self, other: SessionId) -> Option<SlotChoice> {
        let theirs = self.schedule.get(other)?;
        let mine = self.schedule.get(self.session);
        let mut after = self.schedule.clone();
        after.placements[self.session.index()] = None;
        after.placements[other.index()] = None;
        let there = self.put(&mut after, self.session, theirs, self.assignment[other.index()]);
        let back = mine.map(|mine| self.put(&mut after, other, mine, self.assignment[self.session.index()]));
        let verdict = self.checker.check(&after);
        let alternative = between(self.conference, self.report, &verdict, there);
        let data = &self.conference.sessions[other.index()];
        let partner = Partner {
            id: data.id.clone(),
            title: data.title.clone(),
            now: spot(self.conference, theirs),
            there: back.map(|back| spot(self.conference, back)),
        };
        Some(self.choice(alternative, &after, Some((other, partner))))
    }

    /// Puts a session at the place of another.
    fn put(&self, after: &mut Schedule, session: SessionId, at: Placement, place: Option<Place>) -> Placement {
        let class = place.map_or(&[][..], |place| &self.grounded.classes[place.class as usize]);
        let rooms: Vec<RoomId> = at.room.into_iter().chain(class.iter().copied()).collect();
        let room = pick_room(self.conference, after, session, at, &rooms).or(at.room);
        let there = Placement { room, ..at };
        after.placements[session.index()] = Some(there);
        there
    }
}
