//! The list of sessions: titles, lengths, themes, regions and attendance. People are added later.

use super::apportion::{apportion, spread};
use super::facts::{CONNECTIONS, KINDS, OBSERVED, TRACKS, Themes, TypeFacts, of_regions};
use super::random_stream::RandomStream;

/// A planned session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Planned {
    /// The id.
    pub id: String,
    /// The title.
    pub title: String,
    /// The type, by position in [`KINDS`].
    pub kind: usize,
    /// The theme, by position in [`TRACKS`].
    pub track: Option<usize>,
    /// The region it is for, by position in [`REGIONS`](super::facts::REGIONS).
    pub region: Option<usize>,
    /// The length in minutes.
    pub minutes: i64,
    /// The number of people who attend.
    pub attendance: u64,
    /// The part of a larger conference to which it belongs, from 0 to `scale` - 1.
    pub part: usize,
}

impl Planned {
    /// Its type.
    pub(crate) fn kind(&self) -> &'static TypeFacts {
        &KINDS[self.kind]
    }
}

/// The programme, `scale` times as large as the real one, in the order of the types.
pub(crate) fn programme(rng: &mut RandomStream, scale: usize) -> Vec<Planned> {
    let mut sessions = Vec::with_capacity(275 * scale);
    for (kind, facts) in KINDS.iter().enumerate() {
        let lengths = lengths(facts, scale);
        let mut of_kind = titles(kind, lengths.iter().map(|l| l.0).sum(), scale);
        give_lengths(&mut of_kind, lengths, rng);
        if facts.themes == Themes::Mixed {
            give_tracks(&mut of_kind, rng);
        }
        give_regions(&mut of_kind, facts.regional * scale, rng);
        sessions.append(&mut of_kind);
    }
    give_attendance(&mut sessions, scale as u64, rng);
    sessions
}

/// The counts and lengths of a type at a scale. A larger conference still has one opening. Open forums, which fit both
/// phases, replace the missing copies, so that the total is right.
fn lengths(kind: &TypeFacts, scale: usize) -> Vec<(usize, i64)> {
    let count = |kind: &TypeFacts| kind.lengths.iter().map(|l| l.0).sum::<usize>();
    if kind.once {
        return kind.lengths.clone();
    }
    let mut lengths: Vec<(usize, i64)> = kind.lengths.iter().map(|&(n, minutes)| (n * scale, minutes)).collect();
    if kind.id == "open-forum"
        && let Some(first) = lengths.first_mut()
    {
        first.0 += (scale - 1) * KINDS.iter().filter(|k| k.once).map(count).sum::<usize>();
    }
    lengths
}

/// The sessions of a type with ids and titles: first the real ones, then numbered ones.
fn titles(kind: usize, count: usize, scale: usize) -> Vec<Planned> {
    let facts = &KINDS[kind];
    let new = |id: String, title: String| Planned {
        id,
        title,
        kind,
        track: None,
        region: None,
        minutes: 0,
        attendance: 0,
        part: 0,
    };
    let mut sessions: Vec<Planned> = match facts.themes {
        Themes::Each | Themes::EachAnd(_) => themed(facts, count, scale, new),
        Themes::None | Themes::Mixed => OBSERVED
            .iter()
            .filter(|seen| seen.kind == facts.id)
            .map(|seen| {
                let known = |list: &[&str], id: Option<&str>| list.iter().position(|i| Some(*i) == id);
                Planned {
                    minutes: seen.minutes.unwrap_or(0),
                    track: known(&TRACKS.map(|t| t.0), seen.track),
                    region: known(&of_regions(|r| r.id), seen.region),
                    ..new(seen.id.to_owned(), seen.title.to_owned())
                }
            })
            .collect(),
    };
    let digits = count.to_string().len();
    for number in sessions.len() + 1..=count {
        let (id, title) = if count == 1 {
            (facts.prefix.to_owned(), facts.title.to_owned())
        } else {
            (format!("{}-{number:0digits$}", facts.prefix), format!("{} {number}", facts.title))
        };
        sessions.push(new(id, title));
    }
    for (number, session) in sessions.iter_mut().enumerate() {
        session.part = number % scale;
    }
    sessions
}

/// One session for each theme, and the sessions without a theme, for each part of the conference.
fn themed(facts: &TypeFacts, count: usize, scale: usize, new: impl Fn(String, String) -> Planned) -> Vec<Planned> {
    let others = if let Themes::EachAnd(others) = &facts.themes { others.as_slice() } else { &[] };
    let mut sessions = Vec::with_capacity(count);
    for part in 0..if facts.once { 1 } else { scale } {
        let number = |text: String, between: &str| match part {
            0 => text,
            _ => format!("{text}{between}{}", part + 1),
        };
        for (track, (id, name)) in TRACKS.iter().enumerate() {
            let id = number(format!("{}-{id}", facts.prefix), "-");
            let title = number(format!("{}: {name}", facts.title), " ");
            sessions.push(Planned { track: Some(track), ..new(id, title) });
        }
        let others = others.iter().map(|(id, title)| new(format!("{}-{id}", facts.prefix), (*title).to_owned()));
        sessions.extend(others);
    }
    sessions
}

/// Keeps known lengths, and gives the remaining lengths of the type to the other sessions at random.
fn give_lengths(sessions: &mut [Planned], mut lengths: Vec<(usize, i64)>, rng: &mut RandomStream) {
    for session in sessions.iter().filter(|s| s.minutes > 0) {
        if let Some(length) = lengths.iter_mut().find(|l| l.1 == session.minutes) {
            length.0 = length.0.saturating_sub(1);
        }
    }
    let mut left: Vec<i64> = lengths.iter().flat_map(|&(n, minutes)| std::iter::repeat_n(minutes, n)).collect();
    rng.shuffle(&mut left);
    for session in sessions.iter_mut().filter(|s| s.minutes == 0) {
        session.minutes = left.pop().unwrap_or(60);
    }
}

/// Keeps known themes, and chooses the others so that all themes are equally frequent, as far as possible.
fn give_tracks(sessions: &mut [Planned], rng: &mut RandomStream) {
    let mut left = spread(sessions.len(), &[1; TRACKS.len()]);
    rng.shuffle(&mut left);
    for track in sessions.iter().filter_map(|s| s.track) {
        if let Some(at) = left.iter().position(|&t| t == track) {
            left.swap_remove(at);
        }
    }
    for session in sessions.iter_mut().filter(|s| s.track.is_none()) {
        session.track = left.pop();
    }
}

/// Chooses `count` sessions of a type that are for one region each, with regions as among the registered participants.
/// The intergovernmental organisations are not a region. Sessions with a real title do not change.
fn give_regions(sessions: &mut [Planned], count: usize, rng: &mut RandomStream) {
    let known = sessions.iter().filter(|s| s.region.is_some()).count();
    let shares = of_regions(|r| if r.id == "igo" { 0 } else { r.registered });
    let mut regions = spread(count.saturating_sub(known), &shares);
    rng.shuffle(&mut regions);
    let whole_type = count >= sessions.len();
    let real = |s: &Planned| OBSERVED.iter().any(|seen| seen.id == s.id);
    let mut free: Vec<usize> =
        (0..sessions.len()).filter(|&i| sessions[i].region.is_none() && (whole_type || !real(&sessions[i]))).collect();
    rng.shuffle(&mut free);
    for (index, region) in free.into_iter().zip(regions) {
        sessions[index].region = Some(region);
    }
}

/// Attendances in per cent of the usual one of the type: half of the sessions have less than four fifths of it, a few
/// have three times as much.
const SKEW: [u64; 16] = [30, 36, 43, 50, 57, 64, 71, 79, 88, 98, 110, 125, 146, 178, 230, 310];

/// Gives each session its attendance, so that the sum is the number of counted connections.
fn give_attendance(sessions: &mut [Planned], scale: u64, rng: &mut RandomStream) {
    let mut even = 0;
    for session in sessions.iter_mut().filter(|s| s.kind().even) {
        let copies = if session.kind().once { scale } else { 1 };
        session.attendance = session.kind().attendance * copies;
        even += session.attendance;
    }
    let varying: Vec<usize> = (0..sessions.len()).filter(|&i| !sessions[i].kind().even).collect();
    let weights: Vec<u64> =
        varying.iter().map(|&i| sessions[i].kind().attendance * SKEW[rng.below(SKEW.len())]).collect();
    let parts = apportion((CONNECTIONS * scale).saturating_sub(even), &weights);
    for (index, part) in varying.into_iter().zip(parts) {
        sessions[index].attendance = part;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sessions: &[Planned], kind: &str) -> Vec<Planned> {
        sessions.iter().filter(|s| s.kind().id == kind).cloned().collect()
    }

    #[test]
    fn counts_and_lengths_are_those_of_the_table_for_each_seed() {
        for seed in 0..20 {
            let sessions = programme(&mut RandomStream::new(seed, 0), 1);
            assert_eq!(sessions.len(), 275);
            for kind in &*KINDS {
                for &(count, minutes) in &kind.lengths {
                    let found = of(&sessions, kind.id).iter().filter(|s| s.minutes == minutes).count();
                    assert_eq!(found, count, "{} of {minutes} minutes", kind.id);
                }
            }
        }
    }

    #[test]
    fn each_theme_has_a_quarter_of_the_workshops() {
        let sessions = programme(&mut RandomStream::new(1, 0), 1);
        for track in 0..4 {
            assert_eq!(of(&sessions, "workshop").iter().filter(|s| s.track == Some(track)).count(), 21);
        }
        assert!(of(&sessions, "networking").iter().all(|s| s.track.is_none()));
    }

    #[test]
    fn attendance_adds_up_to_the_connections_and_is_skewed() {
        for scale in [1, 3] {
            let sessions = programme(&mut RandomStream::new(1, 0), scale);
            let total: u64 = sessions.iter().map(|s| s.attendance).sum();
            assert_eq!(total, 20_929 * scale as u64);
            assert!(sessions.iter().all(|s| s.attendance >= 2));
            let mut workshops: Vec<u64> = of(&sessions, "workshop").iter().map(|s| s.attendance).collect();
            workshops.sort_unstable();
            let mean = workshops.iter().sum::<u64>() / workshops.len() as u64;
            assert!(workshops[workshops.len() / 2] < mean, "the median lies below the mean");
        }
    }

    #[test]
    fn ids_are_unique_at_every_scale() {
        for scale in [1, 2, 5] {
            let sessions = programme(&mut RandomStream::new(9, 0), scale);
            assert_eq!(sessions.len(), 275 * scale);
            let mut ids: Vec<&str> = sessions.iter().map(|s| s.id.as_str()).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), sessions.len());
        }
    }

    #[test]
    fn each_real_title_occurs_once() {
        let sessions = programme(&mut RandomStream::new(1, 0), 2);
        for seen in &*OBSERVED {
            assert_eq!(sessions.iter().filter(|s| s.title == seen.title).count(), 1, "{}", seen.title);
        }
    }

    #[test]
    fn all_nri_sessions_and_some_others_are_regional() {
        let sessions = programme(&mut RandomStream::new(4, 0), 1);
        let regional = |kind: &str| of(&sessions, kind).iter().filter(|s| s.region.is_some()).count();
        assert_eq!(
            [regional("nri"), regional("pre-event"), regional("open-forum"), regional("workshop")],
            [7, 20, 7, 0]
        );
    }
}
