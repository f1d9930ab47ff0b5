//! The sessions with which a session could change places.

use super::{LOOKED_AT, Partner, SlotChoice, SlotContext, by_cost, by_harm};
use crate::domain::{Placement, RoomId, Schedule, SessionId};
use crate::explain::moves::{between, pick_room};
use crate::explain::times::spot;
use crate::model::{Place, Score, State};

impl SlotContext<'_> {
    /// The exchanges told, and how many there are that break nothing.
    pub(super) fn swaps(&mut self) -> (Vec<SlotChoice>, usize) {
        let mut ranking = self.ranked_swaps();
        let fitting = ranking.partition_point(|(score, _)| score.violations <= 0);
        let rest = ranking.split_off(fitting);
        let mut told = Vec::new();
        let mut refused = 0;
        for (_, other) in ranking {
            match self.exchange(other) {
                Some(choice) if choice.broken.is_empty() => told.push(choice),
                _ => refused += 1,
            }
            if told.len() == self.asked.most {
                break;
            }
        }
        told.sort_by(by_cost);
        if self.asked.all {
            let rest = rest.into_iter().take(self.asked.most.saturating_mul(LOOKED_AT));
            let mut broken: Vec<SlotChoice> = rest.filter_map(|(_, other)| self.exchange(other)).collect();
            broken.retain(|choice| !choice.broken.is_empty());
            broken.sort_by(by_harm);
            broken.truncate(self.asked.most);
            told.extend(broken);
        }
        (told, fitting - refused)
    }

    /// All exchanges, as the model values them, the best first.
    fn ranked_swaps(&self) -> Vec<(Score, SessionId)> {
        let one = self.session.index();
        let mut state = State::new(&self.links, &self.assignment);
        let before = state.total().score();
        let mine = self.assignment[one];
        let mut ranking = Vec::new();
        for other in self.conference.session_ids().filter(|&other| other != self.session) {
            let Some(theirs) = self.assignment[other.index()] else { continue };
            if mine.is_some_and(|mine| mine == theirs) {
                // At the same time in the same kind of room: nothing would change for anybody.
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

    /// The session at another one's place, and that one at its place, or at none where it has none. Another room of
    /// the same kind is taken where the very one is too short for the longer of the two.
    fn exchange(&mut self, other: SessionId) -> Option<SlotChoice> {
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

    /// Puts a session where another was.
    fn put(&self, after: &mut Schedule, session: SessionId, at: Placement, place: Option<Place>) -> Placement {
        let class = place.map_or(&[][..], |place| &self.grounded.classes[place.class as usize]);
        let rooms: Vec<RoomId> = at.room.into_iter().chain(class.iter().copied()).collect();
        let room = pick_room(self.conference, after, session, at, &rooms).or(at.room);
        let there = Placement { room, ..at };
        after.placements[session.index()] = Some(there);
        there
    }
}
