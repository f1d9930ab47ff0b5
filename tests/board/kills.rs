//! A board that is killed at random moments loses no acknowledged change.
//!
//! `PLENARY_TEST_KILLS=300 cargo test --test integration board::kills` kills more.

use std::io::Read;
use std::thread;
use std::time::Duration;

use rand_core::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use serde_json::json;

use super::client::Board;
use crate::common::Folder;

/// How many boards are killed without the environment variable.
const KILLS: usize = 8;

/// The longest time before a kill, in milliseconds: a dozen moves.
const LONGEST: u32 = 400;

#[test]
fn no_acknowledged_change_is_lost() {
    let kills = std::env::var("PLENARY_TEST_KILLS").map_or(KILLS, |number| number.parse().unwrap());
    let folder = Folder::with_example();
    folder.timetable("plan.json", &[]);
    let first = folder.bytes("plan.json");
    let mut random = Xoshiro256PlusPlus::seed_from_u64(19);
    let (mut made, mut acknowledged_in_all) = (0, 0);
    for number in 0..kills {
        let mut board = Board::start(&folder, "conference.json plan.json");
        let child = board.child.id();
        let wait = Duration::from_millis(u64::from(random.next_u32() % LONGEST));
        let killer = thread::spawn(move || {
            thread::sleep(wait);
            let _ = std::process::Command::new("kill").args(["-KILL", &child.to_string()]).status();
        });
        let mut acknowledged = 0;
        for step in 0.. {
            let start = 30_068_100 + (step + number as i64) % 7 * 10;
            let body =
                json!({ "revision": step + 1, "session": "trust", "start": start, "room": "room-2" }).to_string();
            let head = format!(
                "POST {}api/move HTTP/1.1\r\nHost: localhost:{}\r\nContent-Type: application/json\r\nContent-Length: \
                 {}\r\nConnection: close\r\n\r\n{body}",
                board.edit,
                board.port,
                body.len()
            );
            let Ok(mut stream) = std::net::TcpStream::connect(("127.0.0.1", board.port)) else { break };
            let mut text = Vec::new();
            let _ = std::io::Write::write_all(&mut stream, head.as_bytes());
            let _ = stream.read_to_end(&mut text);
            let text = String::from_utf8_lossy(&text).into_owned();
            let Some(end) = text.find(r#"{"change":"#).filter(|_| text.starts_with("HTTP/1.1 200")) else { break };
            // The same place as before is no change, and no new revision.
            if text[end..].starts_with(r#"{"change":null"#) {
                break;
            }
            acknowledged += 1;
        }
        killer.join().unwrap();
        let _ = board.child.wait();
        let history = folder.run("history plan.json --json").ended(0).json();
        assert_eq!(history["changed_since"], false, "kill {number}");
        let known = history["changes"].as_array().unwrap().len();
        assert!(known >= made + acknowledged, "kill {number}: {known} changes, {made} + {acknowledged} acknowledged");
        assert!(known <= made + acknowledged + 1, "kill {number}");
        made = known;
        acknowledged_in_all += acknowledged;
    }
    println!("{kills} boards, {made} changes, {acknowledged_in_all} acknowledged");
    for _ in 0..made {
        folder.run("undo plan.json").ended(0);
    }
    assert_eq!(folder.bytes("plan.json"), first);
}
