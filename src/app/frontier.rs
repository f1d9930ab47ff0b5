//! Named timetables of one programme, from the cheapest to the most equal: cases with the changes of `named`, solved
//! and compared as `what-if` does it.

mod named;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::cases::{
    Base, CaseFolder, CaseSettings, PreparedCase, WriteCases, WrittenCase, check_case_folder, solve_all_for,
    write_cases,
};
use super::load::{ScheduleFile, TimetableSheet};
use super::solve::{Outcome, Search, schedule_file};
use super::{Failure, Observer};
use crate::change;
use crate::check;
use crate::diagnostic::Diagnostic;
use crate::domain::{Instant, Request};
use crate::explain;
use crate::report::frontier::{Candidate, DayHours, Frontier, LeftOut, NamedTimetable, choose, html, markdown, svg};
use named::{DEFAULT, NAMED, Named, good_day_rules, people_rules};

/// A request for the named timetables of a programme.
#[derive(Debug, Clone, Default)]
pub struct FrontierRequest {
    /// The programme file.
    pub programme: PathBuf,
    /// The schedule file that each timetable starts from; `None` to start from nothing.
    pub from: Option<PathBuf>,
    /// The sheet of that file whose starts and rooms count, if it is a workbook; `None`: the one that was edited.
    pub timetable_from: Option<TimetableSheet>,
}

/// The named timetables, ready to be solved.
#[derive(Debug)]
pub struct PreparedFrontier {
    base: Base,
    from: Option<PathBuf>,
    /// With the number of the earlier timetable that has the same rules, if there is one.
    cases: Vec<(Named, PreparedCase, Option<usize>)>,
}

/// The named timetables, solved.
#[derive(Debug)]
pub struct SolvedFrontier {
    /// The comparison.
    pub frontier: Frontier,
    prepared: PreparedFrontier,
    /// The schedule files of the timetables that are kept, by the number of the case.
    schedules: Vec<(usize, Vec<u8>)>,
}

/// What is taken from each solved timetable.
struct Extracted {
    starts: Vec<Option<Instant>>,
    days: Vec<DayHours>,
    people: i64,
    good_day: i64,
    schedule: Vec<u8>,
}

impl FrontierRequest {
    /// Reads the files and prepares the timetables.
    ///
    /// # Errors
    /// A [`Failure`] for a file that cannot be used, or if the programme allows none of the changes.
    pub fn prepare(&self, observer: &dyn Observer) -> Result<PreparedFrontier, Failure> {
        let from = self.from.as_deref().map(|path| ScheduleFile::new(path, self.timetable_from));
        let base = Base::read(&self.programme, from, observer)?;
        let (mut cases, mut problems) = (Vec::<(Named, PreparedCase, Option<usize>)>::new(), Vec::new());
        for named in NAMED {
            match case(&named).and_then(|case| base.prepare(&case, observer)) {
                Ok(case) => {
                    let rules = &case.conference.rules;
                    let same = cases.iter().position(|(_, other, _)| other.conference.rules == *rules);
                    cases.push((named, case, same));
                }
                Err(found) => problems.extend(found),
            }
        }
        if problems.is_empty() {
            Ok(PreparedFrontier { base, from: self.from.clone(), cases })
        } else {
            Err(Failure::of_file("list of timetables", problems))
        }
    }
}

/// The case of a named timetable.
fn case(named: &Named) -> Result<change::Case, Vec<Diagnostic>> {
    if named.changes.is_empty() {
        let mut case = change::Case::today();
        named.name.clone_into(&mut case.name);
        return Ok(case);
    }
    change::Case::parse(&format!("{}: {}", named.name, named.changes.join("; ")), "frontier")
}

impl PreparedFrontier {
    /// Solves the timetables, and leaves out those that are no choice. The notes to `observer` name them.
    pub fn solve(self, settings: &CaseSettings, observer: &dyn Observer, stop: &AtomicBool) -> SolvedFrontier {
        let solved: Vec<&PreparedCase> =
            self.cases.iter().filter(|(.., same)| same.is_none()).map(|(_, case, _)| case).collect();
        let extract = |search: &Search, outcome: &Outcome| extracted(search, outcome);
        let mut outcomes = solve_all_for(&self.base, &solved, settings, observer, stop, &extract).into_iter();
        let (mut candidates, mut schedules) = (Vec::new(), Vec::new());
        for (number, (named, case, same)) in self.cases.iter().enumerate() {
            let result = match same {
                Some(same) => Err(LeftOut::SameRules(self.cases[*same].0.name.to_owned())),
                None => match outcomes.next() {
                    Some(Ok((figures, extracted))) => {
                        schedules.push((number, extracted.schedule));
                        Ok((
                            extracted.starts,
                            NamedTimetable {
                                name: named.name.to_owned(),
                                about: named.about.to_owned(),
                                changes: case.changes.clone(),
                                figures,
                                people: extracted.people,
                                good_day: extracted.good_day,
                                days: extracted.days,
                            },
                        ))
                    }
                    Some(Err(problem)) => Err(LeftOut::NotSolved(problem)),
                    None => Err(LeftOut::NotSolved("not solved".to_owned())),
                },
            };
            candidates.push(Candidate { name: named.name.to_owned(), result });
        }
        let (timetables, dropped) = choose::choose(candidates, DEFAULT);
        let frontier = Frontier {
            event: self.base.conference.name.clone(),
            zone: self.base.conference.zone.name(),
            effort: settings.description(),
            from: self.from.as_ref().map(|path| path.display().to_string()),
            interrupted: stop.load(Ordering::SeqCst),
            default: DEFAULT.to_owned(),
            timetables,
            dropped,
        };
        for dropped in &frontier.dropped {
            observer.note(&dropped.sentence());
        }
        let kept = |number: usize| frontier.timetables.iter().any(|kept| kept.name == self.cases[number].0.name);
        schedules.retain(|&(number, _)| kept(number));
        SolvedFrontier { frontier, prepared: self, schedules }
    }

    /// Writes the cases without solving them: the default first, and without those that have the same rules as another.
    ///
    /// # Errors
    /// A [`Failure`] if the folder cannot be written to, or contains cases already.
    pub fn write_cases(&self, folder: &Path, settings: &CaseSettings) -> Result<CaseFolder, Failure> {
        let mut cases: Vec<_> =
            self.cases.iter().filter(|(named, _, same)| same.is_none() || named.name == DEFAULT).collect();
        cases.sort_by_key(|(named, ..)| named.name != DEFAULT);
        let cases: Vec<_> = cases.iter().map(|(_, case, _)| WrittenCase { case, schedule: None }).collect();
        let (base, cases, from) = (&self.base, &cases, self.from.as_deref());
        write_cases(&WriteCases { folder, base, cases, from, settings, collected_by: "what-if", others: &[] })
    }

    /// Checks that a folder can take the timetables.
    ///
    /// # Errors
    /// A [`Failure`] if the folder cannot be written to, or contains cases already.
    pub fn check_folder(&self, folder: &Path) -> Result<(), Failure> {
        check_case_folder(folder)
    }
}

impl SolvedFrontier {
    /// Writes each timetable that is kept, with its programme file, and the comparison as Markdown, page and picture.
    /// The folder is one of cases, as `what-if --write-cases` writes it. Nothing is written if no timetable is kept.
    ///
    /// # Errors
    /// A [`Failure`] if the folder cannot be written to, or contains cases already.
    pub fn write(&self, folder: &Path, settings: &CaseSettings) -> Result<Option<CaseFolder>, Failure> {
        if self.frontier.timetables.is_empty() {
            return Ok(None);
        }
        let PreparedFrontier { base, from, cases } = &self.prepared;
        let schedule = |number: usize| self.schedules.iter().find(|(of, _)| *of == number).map(|(_, bytes)| bytes);
        let mut written: Vec<WrittenCase<'_>> = Vec::new();
        for (number, (named, case, _)) in cases.iter().enumerate() {
            let written_case = WrittenCase { case, schedule: schedule(number).map(Vec::as_slice) };
            // A folder of cases begins with the programme as it is.
            match named.name == DEFAULT {
                true => written.insert(0, written_case),
                false if written_case.schedule.is_some() => written.push(written_case),
                false => {}
            }
        }
        let others = vec![
            ("frontier.md".to_owned(), markdown::text(&self.frontier).into_bytes()),
            ("frontier.html".to_owned(), html::page(&self.frontier).into_bytes()),
            ("frontier.svg".to_owned(), svg::picture(&self.frontier).into_bytes()),
        ];
        let (cases, from, others) = (&written, from.as_deref(), &others);
        write_cases(&WriteCases { folder, base, cases, from, settings, collected_by: "what-if", others }).map(Some)
    }
}

fn extracted(search: &Search, outcome: &Outcome) -> Result<Extracted, Failure> {
    let view = outcome.overview();
    let measured = |rules| {
        let request = Request { rules: Some(rules), ..Request::default() };
        check::check(&request.with_rules(&outcome.conference), &outcome.schedule).cost
    };
    let placements = outcome.schedule.placements.iter();
    Ok(Extracted {
        starts: placements.map(|place| place.map(|place| place.start)).collect(),
        days: explain::open_days(&outcome.conference, &outcome.schedule).iter().filter_map(DayHours::of).collect(),
        people: measured(people_rules()),
        good_day: measured(good_day_rules()),
        schedule: schedule_file(outcome, &view, search, None)?,
    })
}
