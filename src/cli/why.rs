//! `plenary why`: is there a timetable, and if not, why not and what would repair it?

use std::path::PathBuf;
use std::time::{Duration, Instant};

use schemars::JsonSchema;
use serde::Serialize;

use super::exit::Exit;
use super::failure::Failure;
use super::solve::time_limit;
use super::{inputs, interrupt, output};
use crate::diagnose::view::{self, Why};
use crate::diagnose::{self, Answer, News};
use crate::domain::Conference;
use crate::report::why as told;

/// Say whether there is a timetable at all; if not, what cannot hold together, and what would repair it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The instance
    instance: PathBuf,
    /// Work for so long at most
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = time_limit)]
    time_limit: Duration,
    /// Seed of all random draws
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// One JSON document on standard output
    #[arg(long)]
    json: bool,
}

/// What `--json` prints, also where the answer is undecided.
#[derive(Serialize, JsonSchema)]
pub struct Answered {
    #[serde(flatten)]
    why: Why,
    /// How long it took, in seconds.
    seconds: f64,
}

/// Asks, and tells what is found as soon as it is known.
pub fn run(args: &Args) -> Result<Exit, Failure> {
    let started = Instant::now();
    let conference = inputs::instance(&args.instance)?;
    let stop = interrupt::watch("what is known so far will be told");
    let mut teller = Teller { conference: &conference, quiet: args.json, conflicts: 0, remedies: None, failure: None };
    let answer = diagnose::why(&conference, args.time_limit, args.seed, stop, &mut |news| teller.hear(news));
    teller.failure.map_or(Ok(()), Err)?;
    let seconds = started.elapsed().as_secs_f64();
    if args.json {
        output::document(&Answered { why: view::why(&conference, &answer), seconds })?;
    } else {
        output::text(&end(&answer, args, seconds))?;
    }
    Ok(match answer {
        Answer::Possible(_) => Exit::Done,
        Answer::Impossible(_) => Exit::No,
        Answer::Undecided => Exit::Failed,
    })
}

/// Tells what is found while the work goes on.
struct Teller<'c> {
    conference: &'c Conference,
    quiet: bool,
    conflicts: usize,
    /// The conflict whose remedies are being told.
    remedies: Option<usize>,
    failure: Option<Failure>,
}

impl Teller<'_> {
    fn hear(&mut self, news: News<'_>) {
        if self.quiet || self.failure.is_some() {
            return;
        }
        let width = output::width();
        let mut out = String::new();
        match news {
            News::Conflict(core) => {
                if self.conflicts == 0 {
                    out.push_str("Impossible: no timetable holds to all hard rules.\n");
                }
                self.conflicts += 1;
                let number = (self.conflicts > 1).then_some(self.conflicts);
                out.push_str(&told::conflict(&view::conflict(self.conference, core), number, width));
            }
            News::Remedy(index, remedy) => {
                if self.remedies != Some(index) {
                    self.remedies = Some(index);
                    let number = (self.conflicts > 1).then_some(index + 1);
                    out.push_str(&told::remedies_heading(number, self.conflicts == 1));
                }
                out.push_str(&told::repair(&view::repair(self.conference, remedy), width));
            }
        }
        self.failure = output::text(&out).err();
    }
}

/// What is said at the end.
fn end(answer: &Answer, args: &Args, seconds: f64) -> String {
    let took = format!("Took {seconds:.1} s.\n");
    let instance = args.instance.display();
    match answer {
        Answer::Possible(_) => {
            format!(
                "Possible: a timetable holds to all hard rules; the checker confirms it.\n{took}\nNext:\n  plenary solve {instance}\n"
            )
        }
        Answer::Undecided => {
            let more = args.time_limit.as_secs().saturating_mul(4).max(10);
            format!(
                "Undecided: neither a timetable nor a proof that there is none was found.\n{took}\nNext:\n  plenary why {instance} --time-limit {more}s\n"
            )
        }
        Answer::Impossible(conflicts) => {
            let bare = conflicts.iter().filter(|conflict| conflict.remedies.is_empty()).count();
            let note = match bare {
                0 => String::new(),
                _ => "\nNo single change was found in this time that repairs all; several together may.\n".to_owned(),
            };
            let next = match conflicts.iter().all(|conflict| conflict.remedies.is_empty()) {
                true => String::new(),
                false => format!("\nNext, to try a repair:\n  plenary what-if {instance} --case ...\n"),
            };
            format!("{note}\n{took}{next}")
        }
    }
}
