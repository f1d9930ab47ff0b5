//! `plenary why`: whether a timetable is possible, and if not, which constraints conflict and what repairs them.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::arguments::time_limit;
use super::exit::Exit;
use super::{interrupt, output};
use crate::app::why::{Verdict, WhyDocument, WhyEvent, why};
use crate::app::{Failure, load};
use crate::report::why as report;

/// Find out whether a timetable is possible. If not, show which constraints conflict and which changes repair that.
#[derive(Debug, clap::Args)]
pub(super) struct WhyArgs {
    /// The programme file
    #[arg(value_name = "PROGRAMME")]
    instance: PathBuf,
    /// Time limit, like 30s or 5min
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = time_limit)]
    time_limit: Duration,
    /// Seed of the random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,
}

/// Diagnoses the programme, and prints each finding as soon as it is known.
pub(super) fn run(args: &WhyArgs) -> Result<Exit, Failure> {
    let started = Instant::now();
    let conference = load::programme(&args.instance, &output::WarningPrinter)?;
    let stop = interrupt::watch("the results so far will be shown");
    let mut printer = Printer { conflicts: 0, repaired: None, failure: None };
    let mut found = |finding: WhyEvent| {
        if !args.json {
            printer.print(&finding);
        }
    };
    let answer = why(&conference, args.time_limit, args.seed, stop, &mut found);
    printer.failure.map_or(Ok(()), Err)?;
    let seconds = started.elapsed().as_secs_f64();
    if args.json {
        output::document(&WhyDocument::new(&answer, seconds))?;
    } else {
        output::text(&end(answer.verdict, args, seconds))?;
    }
    Ok(match answer.verdict {
        Verdict::Possible => Exit::Done,
        Verdict::Impossible { .. } => Exit::No,
        Verdict::Undecided => Exit::Failed,
    })
}

/// Prints findings during the diagnosis.
struct Printer {
    /// Number of conflicts printed.
    conflicts: usize,
    /// Index of the conflict whose repairs are being printed.
    repaired: Option<usize>,
    failure: Option<Failure>,
}

impl Printer {
    fn print(&mut self, finding: &WhyEvent) {
        if self.failure.is_some() {
            return;
        }
        let width = output::width();
        let mut out = String::new();
        match finding {
            WhyEvent::Conflict(conflict) => {
                if self.conflicts == 0 {
                    out.push_str("Impossible: no timetable satisfies all hard rules.\n");
                }
                self.conflicts += 1;
                let number = (self.conflicts > 1).then_some(self.conflicts);
                out.push_str(&report::conflict(conflict, number, width));
            }
            WhyEvent::Repair(index, repair) => {
                if self.repaired != Some(*index) {
                    self.repaired = Some(*index);
                    let number = (self.conflicts > 1).then_some(index + 1);
                    out.push_str(&report::repairs_heading(number, self.conflicts == 1));
                }
                out.push_str(&report::repair(repair, width));
            }
        }
        self.failure = output::text(&out).err();
    }
}

/// The last lines of the report: verdict, time taken, next commands.
fn end(verdict: Verdict, args: &WhyArgs, seconds: f64) -> String {
    let took = format!("Took {seconds:.1} s.\n");
    let instance = args.instance.display();
    match verdict {
        Verdict::Possible => {
            format!(
                "Possible: a timetable satisfies all hard rules, and the checker confirms it.\n\
                 {took}\nNext:\n  plenary solve {instance}\n"
            )
        }
        Verdict::Undecided => {
            let more = args.time_limit.as_secs().saturating_mul(4).max(10);
            format!(
                "Undecided: neither a timetable nor a proof that there is none was found.\n\
                 {took}\nNext:\n  plenary why {instance} --time-limit {more}s\n"
            )
        }
        Verdict::Impossible { conflicts, unrepaired } => {
            let note = match unrepaired {
                0 => String::new(),
                _ => "\nNo single change was found in this time that repairs everything.\n\
                      Several changes together may do so.\n"
                    .to_owned(),
            };
            let next = match conflicts == unrepaired {
                true => String::new(),
                false => format!("\nNext, to try a repair:\n  plenary what-if {instance} --case ...\n"),
            };
            format!("{note}\n{took}{next}")
        }
    }
}
