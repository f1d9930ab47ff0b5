//! The list of sessions: titles, lengths, themes, regions and attendance. Who they need comes later.

use super::apportion::{apportion, spread};
use super::facts::{CONNECTIONS, KINDS, OBSERVED, TRACKS, Themes, TypeFacts, of_regions};
use super::random_stream::RandomStream;

/// A session of the programme to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Planned {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its type, by position in [`KINDS`].
    pub kind: usize,
    /// Its theme, by position in [`TRACKS`].
    pub track: Option<usize>,
    /// The region it is for, by position in [`REGIONS`](super::facts::REGIONS).
    pub region: Option<usize>,
    /// Its length in minutes.
    pub minutes: i64,
    /// How many people attend.
    pub attendance: u64,
    /// Which of the `scale` equal parts of a larger conference it belongs to, from 0.
    pub part: usize,
}

impl Planned {
    /// Its type.
    pub(crate) fn kind(&self) -> &'static TypeFacts {
        &KINDS[self.kind]
    }
}

/// The programme, `scale` times as large as the real one, in the order of the types.
pub(crate) fn programme(draws: &mut RandomStream, scale: usize) -> Vec<Planned> {
    let mut sessions = Vec::with_capacity(275 * scale);
    for (kind, facts) in KINDS.iter().enumerate() {
        let lengths = lengths(facts, scale);
        let mut of_kind = titles(kind, lengths.iter().map(|l| l.0).sum(), scale);
        give_lengths(&mut of_kind, lengths, draws);
        if facts.themes == Themes::Mixed {
            give_tracks(&mut of_kind, draws);
        }
        give_regions(&mut of_kind, facts.regional * scale, draws);
        sessions.append(&mut of_kind);
    }
    give_attendance(&mut sessions, scale as u64, draws);
    sessions
}

/// Counts and lengths of a type at a scale. A larger conference still opens once; open forums, which both phases
/// take, stand in for the copies that would be missing from the count.
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

/// Ids and titles: the real ones first, then numbered ones.
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

/// One session a theme (and those that belong to none), for each part of the conference.
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

/// Known lengths stay; what is left of the type's lengths goes to the others at random.
fn give_lengths(sessions: &mut [Planned], mut lengths: Vec<(usize, i64)>, draws: &mut RandomStream) {
    for session in sessions.iter().filter(|s| s.minutes > 0) {
        if let Some(length) = lengths.iter_mut().find(|l| l.1 == session.minutes) {
            length.0 = length.0.saturating_sub(1);
        }
    }
    let mut left: Vec<i64> = lengths.iter().flat_map(|&(n, minutes)| std::iter::repeat_n(minutes, n)).collect();
    draws.shuffle(&mut left);
    for session in sessions.iter_mut().filter(|s| s.minutes == 0) {
        session.minutes = left.pop().unwrap_or(60);
    }
}

/// Known themes stay; the others make all themes as frequent as they can be.
fn give_tracks(sessions: &mut [Planned], draws: &mut RandomStream) {
    let mut left = spread(sessions.len(), &[1; TRACKS.len()]);
    draws.shuffle(&mut left);
    for track in sessions.iter().filter_map(|s| s.track) {
        if let Some(at) = left.iter().position(|&t| t == track) {
            left.swap_remove(at);
        }
    }
    for session in sessions.iter_mut().filter(|s| s.track.is_none()) {
        session.track = left.pop();
    }
}

/// Chooses `count` sessions of a type to be for one region each; the regions as the registered participants are.
/// The intergovernmental organisations are no region, and sessions with a real title stay what they were.
fn give_regions(sessions: &mut [Planned], count: usize, draws: &mut RandomStream) {
    let known = sessions.iter().filter(|s| s.region.is_some()).count();
    let shares = of_regions(|r| if r.id == "igo" { 0 } else { r.registered });
    let mut regions = spread(count.saturating_sub(known), &shares);
    draws.shuffle(&mut regions);
    let whole_type = count >= sessions.len();
    let real = |s: &Planned| OBSERVED.iter().any(|seen| seen.id == s.id);
    let mut free: Vec<usize> =
        (0..sessions.len()).filter(|&i| sessions[i].region.is_none() && (whole_type || !real(&sessions[i]))).collect();
    draws.shuffle(&mut free);
    for (index, region) in free.into_iter().zip(regions) {
        sessions[index].region = Some(region);
    }
}

/// Attendance in per cent of the type's usual one: half the sessions have less than four fifths of it, a few have
/// three times as much.
const SKEW: [u64; 16] = [30, 36, 43, 50, 57, 64, 71, 79, 88, 98, 110, 125, 146, 178, 230, 310];

/// Gives each session its attendance, such that all together make the connections that were counted.
fn give_attendance(sessions: &mut [Planned], scale: u64, draws: &mut RandomStream) {
    let mut even = 0;
    for session in sessions.iter_mut().filter(|s| s.kind().even) {
        let copies = if session.kind().once { scale } else { 1 };
        session.attendance = session.kind().attendance * copies;
        even += session.attendance;
    }
    let varying: Vec<usize> = (0..sessions.len()).filter(|&i| !sessions[i].kind().even).collect();
    let weights: Vec<u64> =
        varying.iter().map(|&i| sessions[i].kind().attendance * SKEW[draws.below(SKEW.len())]).collect();
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
    fn counts_and_lengths_are_those_of_the_table_at_every_seed() {
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
    fn a_quarter_of_the_workshops_to_each_theme() {
        let sessions = programme(&mut RandomStream::new(1, 0), 1);
        for track in 0..4 {
            assert_eq!(of(&sessions, "workshop").iter().filter(|s| s.track == Some(track)).count(), 21);
        }
        assert!(of(&sessions, "networking").iter().all(|s| s.track.is_none()));
    }

    #[test]
    fn attendance_sums_to_the_connections_and_is_skewed() {
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
    fn real_titles_are_there_once() {
        let sessions = programme(&mut RandomStream::new(1, 0), 2);
        for seen in &*OBSERVED {
            assert_eq!(sessions.iter().filter(|s| s.title == seen.title).count(), 1, "{}", seen.title);
        }
    }

    #[test]
    fn every_nri_session_and_some_others_are_regional() {
        let sessions = programme(&mut RandomStream::new(4, 0), 1);
        let regional = |kind: &str| of(&sessions, kind).iter().filter(|s| s.region.is_some()).count();
        assert_eq!(
            [regional("nri"), regional("pre-event"), regional("open-forum"), regional("workshop")],
            [7, 20, 7, 0]
        );
    }
}
