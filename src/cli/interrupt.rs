//! Ctrl-C: the first one stops the search, the second one ends the program.

use std::sync::atomic::{AtomicBool, Ordering};

use super::exit::Exit;
use super::output;

/// Set when the search should stop.
static STOP: AtomicBool = AtomicBool::new(false);

/// Installs the handler. The first Ctrl-C sets the returned flag and prints `then`, which says what follows; the second
/// one ends the program.
pub(super) fn watch(then: &'static str) -> &'static AtomicBool {
    let handler = move || {
        if STOP.swap(true, Ordering::SeqCst) {
            #[expect(
                clippy::exit,
                reason = "the program ends here, at the second Ctrl-C; the library never calls this"
            )]
            std::process::exit(i32::from(Exit::Failed.code()));
        }
        output::error_line(&format!("\nstopping: {then} (Ctrl-C again to quit at once)"));
    };
    if let Err(error) = ctrlc::set_handler(handler) {
        output::note(&format!("Ctrl-C will end the program without a result: {error}"));
    }
    &STOP
}
