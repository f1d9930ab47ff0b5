//! Ctrl-C: the first ends the search, the second the program.

use std::sync::atomic::{AtomicBool, Ordering};

use super::exit::Exit;
use super::output;

/// Set when the search should end.
static STOP: AtomicBool = AtomicBool::new(false);

/// From here on the first Ctrl-C sets the flag that is returned and says what comes `then`; the second ends the
/// program.
pub(super) fn watch(then: &'static str) -> &'static AtomicBool {
    let handler = move || {
        if STOP.swap(true, Ordering::SeqCst) {
            #[expect(
                clippy::exit,
                reason = "the program ends here, at the second Ctrl-C; the library never calls this"
            )]
            std::process::exit(i32::from(Exit::Failed.code()));
        }
        output::talk(&format!("\nstopping: {then} (Ctrl-C again to quit at once)"));
    };
    if let Err(error) = ctrlc::set_handler(handler) {
        output::note(&format!("Ctrl-C will end the program without writing anything ({error})"));
    }
    &STOP
}
