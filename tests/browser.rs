//! The exported pages in a real browser. `.ci/browser` runs the test and needs Chromium and Node.js.

use std::process::Command;

use crate::common::root;

#[test]
#[ignore = "needs chromium and node; .ci/browser runs it"]
fn the_pages_work_in_a_browser() {
    let program = env!("CARGO_BIN_EXE_plenary");
    let status = Command::new(root().join(".ci/browser")).env("PLENARY", program).current_dir(root()).status().unwrap();
    assert!(status.success());
}
