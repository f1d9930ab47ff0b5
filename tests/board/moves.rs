//! Moves on the board: each costs what `check` says, and nothing else moves.

use std::io::{BufRead, BufReader};

use serde_json::{Value, json};

use super::client::Board;
use crate::common::Folder;

fn folder() -> Folder {
    let folder = Folder::with_example();
    folder.timetable("plan.json", &[]);
    folder
}

/// The cost that `check` finds.
fn cost(folder: &Folder) -> Value {
    folder.run("check conference.json plan.json --json").json()["cost"].clone()
}

/// The place of a session.
fn place(state: &Value, id: &str) -> (Value, Value) {
    let session = state["sessions"].as_array().unwrap().iter().find(|session| session["id"] == id).unwrap();
    (session["start"].clone(), session["room"].clone())
}

#[test]
fn every_price_is_what_check_says_after_the_move() {
    let folder = folder();
    let board = Board::start(&folder, "conference.json plan.json");
    let before = board.state();
    assert_eq!(before["cost"], cost(&folder));
    let mut moved = 0;
    for session in ["trust", "welcome", "languages"] {
        let state = board.state();
        let prices = board.get(&format!("api/prices?session={session}")).json(200);
        assert_eq!((&prices["revision"], &prices["exact"]), (&state["revision"], &Value::Bool(true)));
        let places = prices["places"].as_array().unwrap();
        for place in places.iter().step_by(places.len() / 12) {
            let (start, room) = (place["start"].as_i64().unwrap(), place["room"].as_str().unwrap());
            let query = format!("api/effect?session={session}&start={start}&room={room}");
            let effect = board.get(&query).json(200);
            assert_eq!(effect["allowed"], place["rules"].is_null(), "{place}: {effect}");
            let wanted = json!({ "session": session, "start": start, "room": room });
            if place["difference"].is_null() {
                let refused = board.change("move", wanted).json(422);
                assert!(refused["error"].as_str().unwrap().contains("hard rule"), "{refused}");
                assert!(!refused["effect"]["broken"].as_array().unwrap().is_empty());
                continue;
            }
            assert_eq!(effect["difference"], place["difference"]);
            let made = board.change("move", wanted).json(200);
            assert_eq!(
                (&made["effect"]["difference"], &made["state"]["cost"]),
                (&place["difference"], &effect["cost"])
            );
            assert_eq!(made["state"]["cost"], cost(&folder));
            assert_eq!(self::place(&made["state"], session), (json!(start), json!(room)));
            let others = |state: &Value| {
                let all = state["sessions"].as_array().unwrap().iter().filter(|other| other["id"] != session);
                all.map(place_of).collect::<Vec<_>>()
            };
            assert_eq!(others(&made["state"]), others(&state), "nothing else moves");
            if !made["change"].is_null() {
                moved += 1;
                board.change("undo", json!({})).json(200);
            }
        }
    }
    assert!(moved > 6, "{moved}");
    assert_eq!(board.state()["cost"], before["cost"]);
}

fn place_of(session: &Value) -> (Value, Value, Value) {
    (session["id"].clone(), session["start"].clone(), session["room"].clone())
}

#[test]
fn changes_are_taken_back_and_made_again_without_end() {
    let folder = folder();
    let first = folder.bytes("plan.json");
    let board = Board::start(&folder, "conference.json plan.json");
    let nothing = board.change("undo", json!({})).json(200);
    assert!(nothing["change"].is_null() && nothing["text"].is_null());
    let steps = [
        json!({ "session": "trust", "start": 30_068_160, "room": "room-2" }),
        json!({ "session": "languages", "swap": "trust", "force": true }),
        json!({ "session": "welcome", "unplace": true }),
        json!({ "session": "opening", "lock": "fixed" }),
        json!({ "session": "networks", "lock": "day" }),
    ];
    for step in &steps {
        let made = board.change("move", step.clone()).json(200);
        assert!(!made["change"].is_null(), "{step}: {made}");
        assert!(made["state"]["undo"].is_string() && made["state"]["redo"].is_null());
    }
    let last = folder.bytes("plan.json");
    for _ in 0..2 {
        for _ in &steps {
            assert!(board.change("undo", json!({})).json(200)["text"].is_string());
        }
        assert_eq!(folder.bytes("plan.json"), first);
        assert!(board.state()["undo"].is_null() && board.state()["redo"].is_string());
        for _ in &steps {
            assert!(board.change("redo", json!({})).json(200)["text"].is_string());
        }
        assert_eq!(folder.bytes("plan.json"), last);
    }
    let history = board.get("api/history").json(200);
    assert_eq!(history["changes"].as_array().unwrap().len(), steps.len() * 5);
    board.change("undo", json!({})).json(200);
    board.change("move", json!({ "session": "trust", "unplace": true })).json(200);
    assert!(board.state()["redo"].is_null(), "a new change leaves nothing to make again");
    assert_eq!(board.interrupt(), Some(0));
    // The commands go on from there.
    folder.run("undo plan.json").ended(0);
    folder.run("redo plan.json").ended(0);
    folder.run("redo plan.json").ended(1);
}

#[test]
fn a_locked_session_stays_unless_it_is_forced() {
    let folder = folder();
    let board = Board::start(&folder, "conference.json plan.json");
    board.change("move", json!({ "session": "trust", "lock": "fixed" })).json(200);
    let there = json!({ "session": "trust", "start": 30_068_160, "room": "room-2" });
    let refused = board.change("move", there.clone()).json(422);
    assert_eq!(refused["effect"]["locked"], json!(["trust"]));
    let mut forced = there.clone();
    forced["force"] = json!(true);
    assert_eq!(place(&board.change("move", forced).json(200)["state"], "trust").0, 30_068_160);
    for (wrong, words) in [
        (json!({ "session": "nobody", "unplace": true }), "no session"),
        (json!({ "session": "trust", "room": "nowhere" }), "no room"),
        (json!({ "session": "trust", "swap": "trust" }), "another one"),
        (json!({ "session": "trust", "start": -5, "room": "room-1" }), "1970"),
    ] {
        let answer = board.change("move", wrong);
        assert!([400, 404].contains(&answer.code) && answer.refusal(answer.code).contains(words), "{answer:?}");
    }
}

#[test]
fn a_change_of_another_is_noticed_and_never_overwritten() {
    let folder = folder();
    let board = Board::start(&folder, "conference.json plan.json");
    board.moves("trust", 30_068_160, "room-2");
    let old = board.state();
    let wanted = json!({ "revision": old["revision"], "session": "welcome", "unplace": true });
    // In another window.
    board.moves("trust", 30_068_170, "room-2");
    let late = board.post("move", &wanted);
    assert!(late.refusal(409).contains("changed meanwhile"));
    assert_eq!(late.json(409)["state"]["revision"], board.state()["revision"]);
    // By hand.
    folder.timetable("plan.json", &[("trust", "2027-03-03T15:00", "room-2")]);
    let by_hand = folder.bytes("plan.json");
    let mut wanted = wanted;
    wanted["revision"] = json!(old["revision"].as_u64().unwrap() + 1);
    let late = board.post("move", &wanted).json(409);
    assert_eq!(place(&late["state"], "trust").0, 30_068_100);
    assert!(late["state"]["undo"].is_null(), "what was before can no longer be taken back");
    assert_eq!(folder.bytes("plan.json"), by_hand);
    board.change("undo", json!({})).refusal(409);
    board.moves("trust", 30_068_160, "room-2");
    board.change("undo", json!({})).json(200);
    assert_eq!(folder.bytes("plan.json"), by_hand);
    // A file that cannot be read.
    folder.write("plan.json", "{ this is no timetable");
    board.state_once(|state| state["trouble"]["error"].is_string());
    assert!(
        board.change("move", json!({ "session": "welcome", "unplace": true })).refusal(409).contains("cannot be used")
    );
    assert_eq!(folder.text("plan.json"), "{ this is no timetable");
    folder.write("plan.json", &by_hand);
    board.state_once(|state| state["trouble"].is_null());
    board.moves("trust", 30_068_160, "room-2");
}

#[test]
fn every_window_learns_of_a_change_at_once() {
    let folder = folder();
    let board = Board::start(&folder, "conference.json plan.json");
    let request = format!("GET {}api/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", board.look, board.port);
    let windows = [0, 1].map(|_| BufReader::new(board.connect(request.as_bytes())));
    let mut windows = windows.map(BufRead::lines);
    for lines in &mut windows {
        assert!(lines.any(|line| line.unwrap().starts_with(": ")), "the stream is open");
    }
    board.moves("trust", 30_068_160, "room-2");
    for mut lines in windows {
        assert!(lines.any(|line| line.unwrap() == "event: revision"));
        assert_eq!(lines.next().unwrap().unwrap(), r#"data: {"revision":2}"#);
    }
}

#[test]
fn a_board_without_a_timetable_begins_with_every_session_unplaced() {
    let folder = Folder::with_example();
    let board = Board::start(&folder, "conference.json");
    let state = board.state();
    assert_eq!(state["schedule"], "conference.schedule.json");
    assert!(state["sessions"].as_array().unwrap().iter().all(|session| session["start"].is_null()));
    let prices = board.get("api/prices?session=welcome").json(200);
    let places = prices["places"].as_array().unwrap();
    let fitting = places.iter().find(|place| place["rules"].is_null()).unwrap();
    let made = board.moves("welcome", fitting["start"].as_i64().unwrap(), fitting["room"].as_str().unwrap());
    assert_eq!(made["effect"]["difference"], fitting["difference"]);
    assert_eq!(board.interrupt(), Some(0));
    let checked = folder.run("check conference.json conference.schedule.json --json").ended(1).json();
    assert_eq!((&checked["cost"], &checked["valid"]), (&made["state"]["cost"], &json!(true)));
    folder.run("solve conference.json --from conference.schedule.json --steps 2000 --threads 1").ended(0);
}
