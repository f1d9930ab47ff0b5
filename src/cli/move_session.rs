//! `plenary move`: moves one session by hand.

use std::path::PathBuf;

use super::exit::Exit;
use super::output;
use crate::app::Failure;
use crate::app::editing::{Editor, Evaluator, MoveDocument, MoveRequest, To};
use crate::domain::Lock;
use crate::report::edits::{Outcome, answer};
use crate::report::text::printable;

const AFTER_HELP: &str = "\
The schedule file is changed in place. Each change is kept in a journal beside it, SCHEDULE.journal; plenary \
undo takes the last one back, plenary history lists them.

A move that breaks a hard rule, or a lock in the schedule file, is refused: the exit code is 1, and nothing is changed.

Examples:
  plenary move conference.json conference.schedule.json trust --to \"3 Mar 15:00\"
  plenary move conference.json conference.schedule.json trust --swap networks
  plenary move conference.json conference.schedule.json trust --lock";

/// Move a session by hand, and nothing else: say what that costs, whom it wakes and what it breaks, and change the
/// schedule file.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
#[command(override_usage = "plenary move [OPTIONS] <PROGRAMME> <SCHEDULE> <SESSION>")]
#[command(group = clap::ArgGroup::new("change").required(true).multiple(true))]
pub(super) struct MoveArgs {
    /// The programme file
    #[arg(value_name = "PROGRAMME")]
    instance: PathBuf,
    /// The schedule file to change
    schedule: PathBuf,
    /// Name or id of the session
    session: String,
    /// New start: 2020-11-10T14:00 or "Tue 10 Nov 14:00" in the event's time zone, or 2020-11-10T14:00Z
    #[arg(long, value_name = "TIME", group = "change")]
    to: Option<String>,
    /// Name or id of the new room [default: its own room if it fits, else the best free one]
    #[arg(long, value_name = "NAME", group = "change")]
    room: Option<String>,
    /// Swap places with the session with this name or id. If SESSION is unplaced, it takes OTHER's place, and
    /// OTHER becomes unplaced
    #[arg(long, value_name = "OTHER", group = "change", conflicts_with_all = ["to", "room"])]
    swap: Option<String>,
    /// Take the session out of the timetable
    #[arg(long, group = "change", conflicts_with_all = ["to", "room", "swap", "lock"])]
    unplace: bool,
    /// Lock the session at its place: a later solve --from keeps it there
    #[arg(long, group = "change")]
    lock: bool,
    /// Remove the lock of the session; it then holds no longer for this move either
    #[arg(long, group = "change", conflicts_with = "lock")]
    unlock: bool,
    /// Make the move although it breaks a hard rule or a lock, or the file is a published release
    #[arg(long)]
    force: bool,
    /// Time zone of the new start, like Asia/Tokyo or +05:30 [default: that of the event]
    #[arg(long, value_name = "ZONE", requires = "to", conflicts_with_all = ["swap", "unplace"])]
    #[arg(allow_hyphen_values = true)]
    zone: Option<String>,
    /// Print one JSON document instead of text; costs are in hundredths of a discomfort-minute
    #[arg(long)]
    json: bool,
}

impl MoveArgs {
    fn request(&self) -> MoveRequest {
        let to = match &self.swap {
            Some(other) => To::Swap(other.clone()),
            None if self.unplace => To::Nowhere,
            None if self.to.is_some() || self.room.is_some() => {
                To::Place { start: self.to.clone(), room: self.room.clone() }
            }
            None => To::Here,
        };
        let lock = match (self.lock, self.unlock) {
            (true, _) => Some(Some(Lock::Fixed)),
            (_, true) => Some(None),
            _ => None,
        };
        MoveRequest { session: self.session.clone(), to, zone: self.zone.clone(), lock }
    }
}

/// Moves the session, or says why not.
pub(super) fn run(args: &MoveArgs) -> Result<Exit, Failure> {
    let mut editor = Editor::open(&args.instance, &args.schedule, &output::WarningPrinter)?;
    let basis = editor.basis();
    let plan = editor.plan(&mut Evaluator::new(&basis), &args.request())?;
    let effect = plan.effect.clone();
    let outcome = match (plan.is_change(), effect.is_allowed() || args.force) {
        (false, _) if !effect.request_locks.is_empty() => Outcome::Held,
        (false, _) => Outcome::Same,
        (true, false) => Outcome::Refused,
        (true, true) => Outcome::Made,
    };
    let change = match outcome {
        Outcome::Made => Some(editor.make(plan, args.force)?),
        _ => None,
    };
    if args.json {
        output::document(&MoveDocument { moved: change.is_some(), change, effect: &effect })?;
    } else {
        let mut out = answer(&effect, outcome, output::width());
        match outcome {
            Outcome::Made => {
                out.push_str(&format!("Undo: plenary undo {}\n", printable(&args.schedule.display().to_string())))
            }
            Outcome::Refused => out.push_str("To move it all the same: --force\n"),
            Outcome::Same | Outcome::Held => {}
        }
        output::text(&out)?;
    }
    Ok(Exit::answer(matches!(outcome, Outcome::Made | Outcome::Same)))
}
