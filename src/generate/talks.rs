//! Talks of different lengths, one after another in each room, and their speakers.

use std::ops::Range;

use chrono::NaiveDate;
use serde_json::Value;

use super::planted::PlantedSession;
use super::random_stream::RandomStream;

/// A talk in the timetable.
pub(super) struct Talk {
    /// The day, counted from 0.
    pub day: usize,
    /// The room, counted from 1.
    pub room: usize,
    /// Minutes after midnight.
    pub minutes: Range<i64>,
    /// The speakers, counted from 0.
    pub speakers: Vec<usize>,
}

/// The talks as sessions with their places.
pub(super) fn planted(
    talks: &[Talk],
    dates: &[NaiveDate],
    mut session: impl FnMut(usize, &Talk) -> Value,
) -> Vec<PlantedSession> {
    let planted = |(index, talk): (usize, &Talk)| PlantedSession {
        session: session(index, talk),
        date: dates[talk.day],
        start: talk.minutes.start,
        room: talk.room,
    };
    talks.iter().enumerate().map(planted).collect()
}

/// How talks follow one another.
pub(super) struct Pace<'a> {
    /// The lengths in minutes, each with its number among 100 talks, the shortest first.
    pub lengths: &'a [(i64, usize)],
    /// Of 100 talks, the number with a pause after them.
    pub paused: usize,
    /// The length of a pause in minutes.
    pub pause: i64,
}

impl Pace<'_> {
    /// Fills a stretch of a day in a room with talks.
    pub(super) fn fill(&self, day: usize, room: usize, open: Range<i64>, rng: &mut RandomStream) -> Vec<Talk> {
        let (mut talks, mut start) = (Vec::new(), open.start);
        let shortest = self.lengths.first().map_or(open.end, |length| length.0);
        while open.end - start >= shortest {
            let left = open.end - start;
            let length = self.length(rng);
            // What is left must not be shorter than the shortest talk.
            if length == left || length + shortest <= left {
                talks.push(Talk { day, room, minutes: start..start + length, speakers: Vec::new() });
                start += length;
                if self.paused > 0 && rng.below(100) < self.paused {
                    start += self.pause;
                }
            }
        }
        talks
    }

    /// A random length of a talk.
    fn length(&self, rng: &mut RandomStream) -> i64 {
        let mut drawn = rng.below(100);
        for &(minutes, count) in self.lengths {
            if drawn < count {
                return minutes;
            }
            drawn -= count;
        }
        self.lengths.first().map_or(0, |length| length.0)
    }
}

/// Gives each talk one speaker, and `double` of 100 a second one: first each of the speakers one talk, then random
/// speakers who are free at the time.
pub(super) fn invite(talks: &mut [Talk], speakers: usize, double: usize, rng: &mut RandomStream) {
    let mut seats: Vec<usize> = (0..talks.len()).collect();
    rng.shuffle(&mut seats);
    let second = (0..talks.len()).filter(|_| rng.below(100) < double).collect::<Vec<usize>>();
    seats.extend(second);
    let mut busy: Vec<Vec<usize>> = vec![Vec::new(); speakers];
    for (seat, &talk) in seats.iter().enumerate() {
        let at_once = |&other: &usize| {
            let (one, other) = (&talks[talk], &talks[other]);
            one.day == other.day && one.minutes.start < other.minutes.end && other.minutes.start < one.minutes.end
        };
        let mut speaker = seat;
        while speaker >= speakers || busy[speaker].iter().any(at_once) {
            speaker = rng.below(speakers);
        }
        busy[speaker].push(talk);
        talks[talk].speakers.push(speaker);
    }
}
