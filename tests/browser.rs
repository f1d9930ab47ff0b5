//! The exported pages in a real browser, by `.ci/browser`, which needs Chromium and node.

use std::path::Path;
use std::process::Command;

use assert_cmd::cargo::cargo_bin;

#[test]
#[ignore = "needs chromium and node; .ci/browser runs it"]
fn the_pages_work_in_a_browser() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let script = root.join(".ci/browser");
    let status = Command::new(script).env("PLENARY", cargo_bin("plenary")).current_dir(root).status().unwrap();
    assert!(status.success());
}
