//! Nobody is let in who does not know the address, and nobody stops the board.

use std::io::{BufRead, BufReader, Read};

use serde_json::json;

use super::client::{Board, answer};
use crate::common::Folder;

fn folder() -> Folder {
    let folder = Folder::with_example();
    folder.timetable("plan.json", &[]);
    folder
}

const JSON: &str = "Content-Type: application/json\r\n";

#[test]
fn requests_from_elsewhere_are_refused_in_words_and_the_board_goes_on() {
    let folder = folder();
    let board = Board::start(&folder, "conference.json plan.json");
    let state = format!("{}api/state", board.edit);
    for path in ["/", "/0123456789abcdef0123456789abcdef/api/state", &board.edit[..20]] {
        assert!(board.send("GET", path, "", b"").refusal(404).contains("no board"), "{path}");
    }
    for host in ["evil.example", "evil.example:80", "127.0.0.1:1"] {
        assert!(board.send("GET", &state, &format!("Host: {host}\r\n"), b"").refusal(403).contains("own address"));
    }
    let ours = format!("Host: localhost:{}\r\n", board.port);
    assert_eq!(board.send("GET", &state, &ours, b"").code, 200);
    let body = json!({ "revision": 1, "session": "trust", "unplace": true }).to_string();
    let post =
        |address: &str, headers: &str| board.send("POST", &format!("{address}api/move"), headers, body.as_bytes());
    let foreign = format!("{JSON}Origin: http://evil.example\r\n");
    assert!(post(&board.edit, &foreign).refusal(403).contains("another site"));
    assert!(post(&board.edit, &format!("{JSON}Origin: null\r\n")).refusal(403).contains("another site"));
    assert!(post(&board.look, JSON).refusal(403).contains("look"));
    assert!(post(&board.edit, "Content-Type: text/plain\r\n").refusal(415).contains("JSON"));
    assert_eq!(board.send("DELETE", &format!("{}api/jobs/1", board.look), "", b"").code, 403);
    let export = |at: &str, to: &str| board.send("GET", &format!("{at}api/export?to={to}"), "", b"");
    assert!(export(&board.look, "json&internal=1").refusal(403).contains("organisers"));
    assert_eq!([export(&board.look, "json").code, export(&board.edit, "json&internal=1").code], [200, 200]);
    assert_eq!(board.send("OPTIONS", &format!("{}api/move", board.edit), "", b"").code, 404, "no cross-site request");
    assert_eq!(board.send("GET", &format!("{}api/nothing", board.edit), "", b"").code, 404);
    for wrong in ["", "{", "[]", r#"{"revision":1}"#, r#"{"revision":1,"session":"x","what":1}"#] {
        let answer = board.send("POST", &format!("{}api/move", board.edit), JSON, wrong.as_bytes());
        assert!([400, 404].contains(&answer.code), "{wrong}: {answer:?}");
    }
    let large = vec![b' '; 10 << 20];
    assert!(board.send("POST", &format!("{}api/move", board.edit), JSON, &large).refusal(413).contains("1 MiB"));
    drop(board.connect(b"\x16\x03\x01 this is not HTTP\r\n\r\n"));
    let state = board.state();
    assert_eq!((state["revision"].as_u64(), state["undo"].is_null()), (Some(1), true), "nothing was changed");
}

#[test]
fn every_answer_is_protected_and_the_page_needs_nothing_from_elsewhere() {
    let folder = folder();
    let board = Board::start(&folder, "conference.json plan.json");
    for path in ["", "board.js", "board.css", "api/state", "api/nothing"] {
        let answer = board.get(path);
        for header in [
            "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
             connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "referrer-policy: no-referrer",
            "x-content-type-options: nosniff",
            "cache-control: no-store",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(answer.head.contains(&header.to_lowercase()), "{path}: {header} is missing in\n{}", answer.head);
        }
    }
    let page = board.get("");
    assert!(page.code == 200 && page.head.contains("content-type: text/html"), "{}", page.head);
    let moved = board.send("GET", board.edit.trim_end_matches('/'), "", b"");
    assert!(moved.code == 308 && moved.head.contains(&format!("location: {}", board.edit)), "{}", moved.head);
    for at in [&board.edit, &board.look] {
        let state = board.send("GET", &format!("{at}api/state"), "", b"").json(200);
        assert_eq!(state["can_edit"], *at == board.edit);
    }
}

#[test]
fn too_many_streams_of_events_are_refused_and_idle_connections_stop_nobody() {
    let folder = folder();
    let board = Board::start(&folder, "conference.json plan.json");
    let _idle: Vec<_> = (0..100).map(|_| board.connect(b"GET /")).collect();
    let request = format!("GET {}api/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", board.look, board.port);
    let (mut open, mut refused) = (Vec::new(), 0);
    for _ in 0..600 {
        let mut lines = BufReader::new(board.connect(request.as_bytes()));
        let mut first = String::new();
        lines.read_line(&mut first).unwrap();
        if first.starts_with("HTTP/1.1 200") {
            open.push(lines);
        } else {
            let mut rest = String::new();
            lines.read_to_string(&mut rest).unwrap();
            assert!(first.starts_with("HTTP/1.1 503") && rest.contains("too many pages follow"), "{first}{rest}");
            refused += 1;
        }
    }
    assert_eq!((open.len(), refused), (64, 536));
    assert_eq!(board.state()["revision"], 1);
    drop(open);
    // The board notices that they are gone when it next writes to them.
    board.moves("trust", 30_068_160, "room-2");
    board.moves("trust", 30_068_170, "room-2");
    let mut again = BufReader::new(board.connect(request.as_bytes()));
    let mut first = String::new();
    again.read_line(&mut first).unwrap();
    assert!(first.starts_with("HTTP/1.1"), "{first}");
}

#[test]
fn a_second_board_and_a_move_are_refused_while_the_first_board_holds_the_file() {
    let folder = folder();
    let board = Board::start(&folder, "conference.json plan.json");
    for line in ["board conference.json plan.json --no-open", "move conference.json plan.json trust --unplace"] {
        let run = folder.run(line).ended(2);
        assert!(run.err.contains("another run of plenary is changing"), "{}", run.err);
    }
    let taken = folder.run(&format!("board conference.json other.json --no-open --port {}", board.port));
    assert_eq!(taken.code, 2);
    folder.timetable("other.json", &[]);
    let taken = folder.run(&format!("board conference.json other.json --no-open --port {}", board.port)).ended(2);
    assert!(taken.err.contains(&format!("cannot use port {}", board.port)), "{}", taken.err);
    assert_eq!(folder.names("."), ["conference.json", "other.json", "plan.json", "plan.json.journal"]);
    assert_eq!(board.interrupt(), Some(0));
    assert_eq!(folder.names("."), ["conference.json", "other.json", "plan.json"], "nothing is left behind");
    folder.run("move conference.json plan.json trust --unplace").ended(0);
}

#[test]
fn a_board_to_look_at_follows_the_changes_of_others() {
    let folder = folder();
    let look = Board::start(&folder, "conference.json plan.json --read-only");
    assert_eq!(look.edit, "");
    let state = || look.send("GET", &format!("{}api/state", look.look), "", b"").json(200);
    assert_eq!(state()["can_edit"], false);
    let before = state()["cost"].clone();
    folder.run("move conference.json plan.json trust --to '3 Mar 16:00'").ended(0);
    let begun = std::time::Instant::now();
    while state()["cost"] == before {
        assert!(begun.elapsed() < super::client::PATIENCE);
    }
    assert!(state()["revision"].as_u64() > Some(1));
    let history = look.send("GET", &format!("{}api/history", look.look), "", b"").json(200);
    assert_eq!(history["changes"].as_array().unwrap().len(), 1);
    // It does not hold the file.
    let board = Board::start(&folder, "conference.json plan.json");
    assert_eq!(board.get("api/state").code, 200);
    assert_eq!(answer(board.connect(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n")).code, 403, "no host");
}
