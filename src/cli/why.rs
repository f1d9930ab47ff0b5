//! `plenary why`: is there a timetable, and if not, why not and what would repair it?

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::arguments::time_limit;
use super::exit::Exit;
use super::{interrupt, output};
use crate::app::why::{Verdict, WhyDocument, WhyEvent, why};
use crate::app::{Failure, load};
use crate::report::why as report;

/// Say whether there is a timetable at all; if not, what cannot hold together, and what would repair it.
#[derive(Debug, clap::Args)]
pub(super) struct WhyArgs {
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

/// Asks, and prints what is found as soon as it is known.
pub(super) fn run(args: &WhyArgs) -> Result<Exit, Failure> {
    let started = Instant::now();
    let conference = load::programme(&args.instance, &output::WarningPrinter)?;
    let stop = interrupt::watch("what is known so far will be told");
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

/// Prints findings while the work goes on.
struct Printer {
    /// How many conflicts were printed.
    conflicts: usize,
    /// The conflict whose repairs are being printed.
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
                    out.push_str("Impossible: no timetable holds to all hard rules.\n");
                }
                self.conflicts += 1;
                let number = (self.conflicts > 1).then_some(self.conflicts);
                out.push_str(&report::conflict(conflict, number, width));
            }
            WhyEvent::Repair(index, repair) => {
                if self.repaired != Some(*index) {
                    self.repaired = Some(*index);
                    let number = (self.conflicts > 1).then_some(index + 1);
                    out.push_str(&report::remedies_heading(number, self.conflicts == 1));
                }
                out.push_str(&report::repair(repair, width));
            }
        }
        self.failure = output::text(&out).err();
    }
}

/// What is said at the end.
fn end(verdict: Verdict, args: &WhyArgs, seconds: f64) -> String {
    let took = format!("Took {seconds:.1} s.\n");
    let instance = args.instance.display();
    match verdict {
        Verdict::Possible => {
            format!(
                "Possible: a timetable holds to all hard rules; the checker confirms it.\n{took}\nNext:\n  plenary solve {instance}\n"
            )
        }
        Verdict::Undecided => {
            let more = args.time_limit.as_secs().saturating_mul(4).max(10);
            format!(
                "Undecided: neither a timetable nor a proof that there is none was found.\n{took}\nNext:\n  plenary why {instance} --time-limit {more}s\n"
            )
        }
        Verdict::Impossible { conflicts, unrepaired } => {
            let note = match unrepaired {
                0 => String::new(),
                _ => "\nNo single change was found in this time that repairs all; several together may.\n".to_owned(),
            };
            let next = match conflicts == unrepaired {
                true => String::new(),
                false => format!("\nNext, to try a repair:\n  plenary what-if {instance} --case ...\n"),
            };
            format!("{note}\n{took}{next}")
        }
    }
}
