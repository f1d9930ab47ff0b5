//! Searches beside the board, notes, drafts and exports.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::{Board, PATIENCE};
use crate::common::Folder;

fn folder() -> Folder {
    let folder = Folder::with_example();
    folder.timetable("plan.json", &[]);
    folder
}

/// Starts a job, and returns it when it has ended.
fn ended(board: &Board, path: &str, body: Value) -> Value {
    let number = board.post(path, &body).json(200)["job"].clone();
    let begun = Instant::now();
    loop {
        let jobs = board.get("api/jobs").json(200);
        let job = jobs["jobs"].as_array().unwrap().iter().find(|job| job["job"] == number).unwrap().clone();
        if job["state"] != "running" {
            return job;
        }
        assert!(begun.elapsed() < PATIENCE, "{job}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_search_only_proposes_and_what_is_accepted_is_one_change() {
    let folder = folder();
    let board = Board::start(&folder, "conference.json plan.json");
    let (before, bytes) = (board.state(), folder.bytes("plan.json"));
    let places = ended(&board, "jobs", json!({ "kind": "places", "session": "trust" }));
    assert_eq!((&places["state"], places["proposals"].as_array().unwrap().len()), (&json!("done"), 5));
    let improved = ended(&board, "jobs", json!({ "kind": "improve", "seconds": 60 }));
    assert_eq!(improved["state"], "done", "{improved}");
    assert_eq!(folder.bytes("plan.json"), bytes, "nothing changes");
    let proposals = improved["proposals"].as_array().unwrap();
    let all: Vec<usize> = (0..proposals.len()).collect();
    let accepted = board.change("accept", json!({ "job": improved["job"], "proposals": all })).json(200);
    let (cost, saved) = (before["cost"].as_i64().unwrap(), improved["difference"].as_i64().unwrap());
    assert!(saved < 0);
    assert_eq!(accepted["state"]["cost"], cost + saved);
    assert_eq!(folder.run("check conference.json plan.json --json").ended(0).json()["cost"], cost + saved);
    board.change("undo", json!({})).json(200);
    assert_eq!(folder.bytes("plan.json"), bytes, "it was one change");
    for proposal in proposals.iter().filter(|proposal| proposal["difference"].is_i64()) {
        let index = proposals.iter().position(|one| one == proposal);
        let made = board.change("accept", json!({ "job": improved["job"], "proposals": [index] })).json(200);
        assert_eq!(made["effect"]["difference"], proposal["difference"], "{proposal}");
        board.change("undo", json!({})).json(200);
    }
    assert!(board.change("accept", json!({ "job": 99, "proposals": [0] })).refusal(404).contains("no job 99"));
    assert!(board.change("accept", json!({ "job": 1, "proposals": [99] })).refusal(400).contains("no such proposal"));
    assert!(board.post("jobs", &json!({ "kind": "places" })).refusal(400).contains("session"));
}

#[test]
fn what_is_locked_stays_and_a_repair_moves_little() {
    let folder = folder();
    let board = Board::start(&folder, "conference.json plan.json");
    board.change("move", json!({ "session": "networks", "lock": "fixed" })).json(200);
    let improved = ended(&board, "jobs", json!({ "kind": "improve", "seconds": 60 }));
    let moved = |job: &Value| -> Vec<Value> {
        let proposals = job["proposals"].as_array().unwrap().iter();
        proposals.flat_map(|one| one["moves"].as_array().unwrap()).map(|one| one["session"].clone()).collect()
    };
    assert!(!moved(&improved).contains(&json!("networks")), "{improved}");
    // Two sessions at once in one room; the one that was dropped there stays.
    let forced = json!({ "session": "languages", "start": 30_067_920, "room": "room-2", "force": true });
    let broken = board.change("move", forced).json(200);
    assert_eq!(broken["state"]["valid"], false);
    let repaired = ended(&board, "jobs", json!({ "kind": "repair", "session": "languages", "seconds": 60 }));
    assert_eq!(moved(&repaired), [json!("trust")], "{repaired}");
    let accepted = board.change("accept", json!({ "job": repaired["job"], "proposals": [0] })).json(200);
    assert_eq!(accepted["state"]["valid"], true);
}

#[test]
fn a_search_can_be_stopped_and_few_run_at_a_time() {
    let folder = folder();
    folder.take("instances/igf-2020.json", "igf.json");
    folder.take("tests/drafts/igf-2020.schedule.json", "igf.schedule.json");
    let board = Board::start(&folder, "igf.json");
    let start = || board.post("jobs", &json!({ "kind": "improve", "seconds": 600 }));
    let numbers = [0, 1].map(|_| start().json(200)["job"].as_u64().unwrap());
    assert!(start().refusal(409).contains("running already"));
    // The board answers meanwhile.
    assert_eq!(board.get("api/prices?session=opening").code, 200);
    for number in numbers {
        assert_eq!(board.send("DELETE", &format!("{}api/jobs/{number}", board.edit), "", b"").code, 200);
    }
    let begun = Instant::now();
    loop {
        let jobs = board.get("api/jobs").json(200);
        let mut states = jobs["jobs"].as_array().unwrap().iter().map(|job| job["state"].clone());
        if states.all(|state| state == "stopped") {
            break;
        }
        assert!(begun.elapsed() < 3 * PATIENCE, "{jobs}");
        std::thread::sleep(Duration::from_millis(200));
    }
    assert_eq!(board.interrupt(), Some(0));
}

#[test]
fn what_if_and_why_are_answered_in_the_words_of_the_commands() {
    let folder = folder();
    let board = Board::start(&folder, "conference.json plan.json");
    let lines = |answer: &Value| -> String {
        let lines = answer["lines"].as_array().unwrap().iter().map(|line| format!("{}\n", line.as_str().unwrap()));
        lines.collect()
    };
    let why = board.get("api/why?session=trust").json(200);
    assert_eq!(lines(&why), folder.run("explain conference.json plan.json trust").ended(0).out);
    let why_not = board.get("api/why-not?session=trust&start=30067920&room=room-1").json(200);
    let command = "explain conference.json plan.json trust --at 2027-03-03T12:00Z --room room-1";
    assert_eq!(lines(&why_not), folder.run(command).ended(0).out);
    let compared = ended(&board, "what-if", json!({ "change": "hours longest 9h" }));
    assert!(lines(&compared).contains("hours longest 9h"), "{compared}");
    let wrong = ended(&board, "what-if", json!({ "change": "make everybody happy" }));
    assert!(wrong["state"] == "failed" && wrong["error"].is_string(), "{wrong}");
}

#[test]
fn a_note_is_kept_in_the_file_and_in_no_export() {
    let folder = folder();
    let board = Board::start(&folder, "conference.json plan.json");
    let first = folder.bytes("plan.json");
    let note = "the chair prefers Tuesday \"<b>\"";
    let noted = board.change("note", json!({ "session": "trust", "note": note })).json(200);
    let shown = |state: &Value| -> Value {
        let session = state["sessions"].as_array().unwrap().iter().find(|session| session["id"] == "trust");
        session.unwrap()["note"].clone()
    };
    assert_eq!(shown(&noted["state"]), note);
    board.moves("trust", 30_068_160, "room-2");
    assert_eq!(shown(&board.state()), note, "a move keeps it");
    for to in ["html", "ics", "csv", "json", "xml", "md", "svg", "fairness", "xlsx"] {
        for internal in ["", "&internal=1"] {
            let exported = board.get(&format!("api/export?to={to}{internal}"));
            if exported.code == 200 {
                assert!(!String::from_utf8_lossy(&exported.body).contains("prefers Tuesday"), "{to}");
                assert!(exported.head.contains("content-disposition: attachment"), "{}", exported.head);
            } else {
                assert!(!internal.is_empty(), "{to}: {exported:?}");
            }
        }
    }
    assert!(board.get("api/export?to=pdf").refusal(400).contains("pdf"));
    assert_eq!(board.change("note", json!({ "session": "trust", "note": "x".repeat(3000) })).code, 400);
    board.change("undo", json!({})).json(200);
    board.change("undo", json!({})).json(200);
    assert_eq!(folder.bytes("plan.json"), first);
}

#[test]
fn a_release_is_made_once_and_says_what_changed() {
    let folder = folder();
    let board = Board::start(&folder, "conference.json plan.json");
    let release = |version: &str, previous: Value, draft: bool| {
        board.post("releases", &json!({ "version": version, "previous": previous, "draft": draft }))
    };
    assert_eq!(board.get("api/releases").json(200), json!({ "releases": [] }));
    let first = release("1.0", Value::Null, false).json(200);
    assert_eq!((first["changes"].clone(), first["releases"].clone()), (json!([]), json!(["1-0"])));
    let written = folder.document(first["file"].as_str().unwrap());
    assert_eq!(
        (written["release"]["version"].clone(), written["release"]["status"].clone()),
        (json!("1.0"), json!("published"))
    );
    assert!(release("1.0", Value::Null, false).refusal(409).contains("already"));
    assert!(release("1.1", json!("0.9"), false).refusal(404).contains("no release"));
    assert!(release(" ", Value::Null, false).refusal(400).contains("version"));
    board.moves("trust", 30_068_160, "room-2");
    let second = release("1.1", json!("1-0"), true).json(200);
    assert!(second["changes"].to_string().contains("Trust"), "{second}");
    assert!(
        board.send("POST", &format!("{}api/releases", board.look), "Content-Type: application/json\r\n", b"{}").code
            == 403
    );
}

#[test]
fn drafts_are_saved_listed_and_compared_and_never_replaced() {
    let folder = folder();
    let board = Board::start(&folder, "conference.json plan.json");
    assert_eq!(board.get("api/drafts").json(200), json!({ "drafts": [] }));
    let cost = board.state()["cost"].clone();
    let saved = board.post("drafts", &json!({ "name": "Monday, first try" })).json(200);
    assert_eq!(saved, json!({ "drafts": [{ "name": "monday-first-try", "cost": cost }] }));
    let made = board.moves("trust", 30_068_160, "room-2");
    assert!(board.post("drafts", &json!({ "name": "monday first try" })).refusal(409).contains("already"));
    board.post("drafts", &json!({ "name": "../../evil" })).json(200);
    assert!(folder.names(".").iter().all(|name| !name.contains("..")), "{:?}", folder.names("."));
    let draft = board.get("api/drafts/monday-first-try").json(200);
    assert_eq!(draft["cost"], cost);
    assert_ne!(made["state"]["cost"], cost);
    let trust = draft["sessions"].as_array().unwrap().iter().find(|session| session["id"] == "trust").unwrap();
    assert_eq!(trust["start"], 30_067_920);
    for name in ["nothing", "..%2F..%2Fplan"] {
        assert!(board.get(&format!("api/drafts/{name}")).refusal(404).contains("no draft"));
    }
    assert!(board.post("drafts", &json!({ "name": " " })).refusal(400).contains("name"));
}
