//! The types of session: how many, how long, in which phase, under which conditions.

/// The phases a type is held in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phases {
    /// The first only.
    First,
    /// Either.
    Either,
    /// The second only.
    Second,
}

/// Who a session of the type needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Panel {
    /// Speakers in number as in the published proposals, a moderator, a rapporteur.
    Speakers,
    /// A few hosts: at least, at most.
    Hosts(i64, i64),
    /// Recorded beforehand: nobody live.
    Recorded,
}

/// The themes of a type's sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Themes {
    /// No theme.
    None,
    /// All themes alike.
    Mixed,
    /// One session for each theme, named after it.
    Each,
    /// The themes first, then these, which belong to none: id and title.
    EachAnd(&'static [(&'static str, &'static str)]),
}

/// A type of session.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// Its id as a type.
    pub id: &'static str,
    /// What the ids of its sessions begin with.
    pub prefix: &'static str,
    /// What the titles of its sessions begin with, where no real one is known.
    pub title: &'static str,
    /// Where it is held.
    pub phases: Phases,
    /// Count and length in minutes; the type's default length comes first.
    pub lengths: &'static [(usize, i64)],
    /// Attendance of a usual session.
    pub attendance: u64,
    /// All sessions have that attendance; else it varies, many small and few large.
    pub even: bool,
    /// Who they need.
    pub panel: Panel,
    /// Their themes.
    pub themes: Themes,
    /// Interpreted into the six languages of the United Nations.
    pub interpreted: bool,
    /// Nothing runs beside it.
    pub alone: bool,
    /// There is one such programme item however large the conference grows.
    pub once: bool,
    /// How many of them are for one region.
    pub regional: usize,
}

const USUAL: Kind = Kind {
    id: "",
    prefix: "",
    title: "",
    phases: Phases::Either,
    lengths: &[],
    attendance: 0,
    even: false,
    panel: Panel::Speakers,
    themes: Themes::None,
    interpreted: false,
    alone: false,
    once: false,
    regional: 0,
};

/// What stands beside the four themes among the main sessions.
const MAIN: &[(&str, &str)] = &[
    ("digital-cooperation", "Main Session: Digital Cooperation"),
    ("nri", "NRI Main Session: Role of the Internet in Emergency Situations"),
    ("dc", "Main Session: Dynamic Coalitions and COVID-19"),
];

/// All types: 275 sessions.
///
/// The report names 227 of the 275; the rest is filled with the kinds it names. "In addition to 80 pre-events" is
/// read as inside the 275. Lengths follow the 27 sessions whose times are known. The report gives the attendance
/// of the programme as a whole and of its high-level sessions; the other figures are assumed to fit.
pub const KINDS: [Kind; 18] = [
    Kind {
        id: "pre-event",
        prefix: "pre-event",
        title: "Pre-event",
        phases: Phases::First,
        lengths: &[(48, 90), (26, 60), (4, 120), (2, 30)],
        attendance: 14,
        themes: Themes::Mixed,
        regional: 20,
        ..USUAL
    },
    Kind {
        id: "orientation",
        prefix: "orientation",
        title: "Newcomers and orientation",
        phases: Phases::First,
        lengths: &[(3, 60)],
        attendance: 20,
        panel: Panel::Hosts(2, 2),
        ..USUAL
    },
    Kind {
        id: "introduction",
        prefix: "introduction",
        title: "Thematic introduction",
        phases: Phases::First,
        lengths: &[(4, 60)],
        attendance: 26,
        panel: Panel::Recorded,
        themes: Themes::Each,
        ..USUAL
    },
    Kind {
        id: "youth",
        prefix: "youth",
        title: "Youth flash session",
        phases: Phases::First,
        lengths: &[(8, 30), (1, 120)],
        attendance: 10,
        panel: Panel::Hosts(1, 2),
        themes: Themes::Mixed,
        ..USUAL
    },
    Kind {
        id: "open-forum",
        prefix: "open-forum",
        title: "Open forum",
        lengths: &[(27, 60)],
        attendance: 20,
        themes: Themes::Mixed,
        regional: 7,
        ..USUAL
    },
    Kind {
        id: "nri",
        prefix: "nri",
        title: "NRI collaborative session",
        lengths: &[(7, 90)],
        attendance: 20,
        themes: Themes::Mixed,
        regional: 7,
        ..USUAL
    },
    Kind {
        id: "dynamic-coalition",
        prefix: "dc",
        title: "Dynamic coalition session",
        lengths: &[(9, 90), (9, 60)],
        attendance: 18,
        themes: Themes::Mixed,
        ..USUAL
    },
    Kind {
        id: "networking",
        prefix: "networking",
        title: "Networking session",
        lengths: &[(12, 60)],
        attendance: 10,
        panel: Panel::Hosts(1, 2),
        ..USUAL
    },
    Kind {
        id: "opening",
        prefix: "opening",
        title: "Opening session",
        phases: Phases::Second,
        lengths: &[(1, 60)],
        attendance: 1_500,
        even: true,
        interpreted: true,
        alone: true,
        once: true,
        ..USUAL
    },
    Kind {
        id: "main",
        prefix: "main",
        title: "Main Session",
        phases: Phases::Second,
        lengths: &[(7, 90)],
        attendance: 400,
        even: true,
        themes: Themes::EachAnd(MAIN),
        interpreted: true,
        alone: true,
        once: true,
        ..USUAL
    },
    Kind {
        id: "high-level",
        prefix: "high-level",
        title: "High-level leaders session",
        phases: Phases::Second,
        lengths: &[(10, 90)],
        attendance: 1_000,
        even: true,
        themes: Themes::Mixed,
        interpreted: true,
        ..USUAL
    },
    Kind {
        id: "parliamentary",
        prefix: "parliamentary",
        title: "Parliamentary session",
        phases: Phases::Second,
        lengths: &[(2, 90)],
        attendance: 60,
        themes: Themes::Mixed,
        interpreted: true,
        ..USUAL
    },
    Kind {
        id: "workshop",
        prefix: "workshop",
        title: "Workshop",
        phases: Phases::Second,
        lengths: &[(78, 90), (6, 60)],
        attendance: 24,
        themes: Themes::Mixed,
        ..USUAL
    },
    Kind {
        id: "best-practice-forum",
        prefix: "bpf",
        title: "Best practice forum",
        phases: Phases::Second,
        lengths: &[(4, 90)],
        attendance: 30,
        themes: Themes::Mixed,
        ..USUAL
    },
    Kind {
        id: "conclusion",
        prefix: "conclusion",
        title: "Thematic conclusion",
        phases: Phases::Second,
        lengths: &[(4, 60)],
        attendance: 26,
        themes: Themes::Each,
        ..USUAL
    },
    Kind {
        id: "open-microphone",
        prefix: "open-microphone",
        title: "Open microphone",
        phases: Phases::Second,
        lengths: &[(1, 60)],
        attendance: 50,
        panel: Panel::Hosts(2, 2),
        once: true,
        ..USUAL
    },
    Kind {
        id: "wrap-up",
        prefix: "wrap-up",
        title: "Wrap-up",
        phases: Phases::Second,
        lengths: &[(1, 60)],
        attendance: 100,
        interpreted: true,
        once: true,
        ..USUAL
    },
    Kind {
        id: "closing",
        prefix: "closing",
        title: "Closing session",
        phases: Phases::Second,
        lengths: &[(1, 120)],
        attendance: 1_500,
        even: true,
        interpreted: true,
        alone: true,
        once: true,
        ..USUAL
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programme_has_275_sessions() {
        let count: usize = KINDS.iter().flat_map(|k| k.lengths).map(|&(n, _)| n).sum();
        assert_eq!(count, 275);
    }
}
