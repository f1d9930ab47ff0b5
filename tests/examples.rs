//! Compares the output of the examples in `benches/examples` with snapshots. The examples are compiled into this program,
//! so that they always use the present library.

use crate::common::{compare, root};

#[path = "../benches/examples/own_report.rs"]
#[expect(dead_code, reason = "main is not called here")]
mod own_report;
#[path = "../benches/examples/score_by_hand.rs"]
#[expect(dead_code, reason = "main is not called here")]
mod score_by_hand;
#[path = "../benches/examples/solve_from_code.rs"]
#[expect(dead_code, reason = "main is not called here")]
mod solve_from_code;

#[test]
fn solve_from_code_finds_the_optimum() {
    compare("examples/solve-from-code", &solve_from_code::text().unwrap());
}

#[test]
fn score_by_hand_lists_broken_rules_and_costs() {
    compare("examples/score-by-hand", &score_by_hand::text().unwrap());
}

#[test]
fn own_report_shows_the_local_time_of_each_region() {
    let (file, schedule) = (root().join("instances/demo.json"), root().join("tests/golden/demo.schedule.json"));
    compare("examples/own-report", &own_report::text(&file, &schedule).unwrap());
}
