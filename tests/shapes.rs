//! The output of each command with `--json`, in all its variants, matches the schema of `plenary schema`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::thread;

use serde_json::Value;

use crate::board::client::Board;
use crate::common::{Folder, STEPS};

/// A folder with the example, and the schemas that were used in it.
struct SchemaTester {
    folder: Folder,
    used: RefCell<BTreeMap<String, jsonschema::Validator>>,
}

impl Deref for SchemaTester {
    type Target = Folder;

    fn deref(&self) -> &Folder {
        &self.folder
    }
}

impl SchemaTester {
    fn new() -> SchemaTester {
        let tester = SchemaTester { folder: Folder::empty(), used: RefCell::default() };
        tester.run_with_schema("init", 0, "init --json");
        tester
    }

    /// Asserts that a document matches the schema with this name.
    fn assert_matches(&self, name: &str, document: &Value, what: &str) {
        let mut used = self.used.borrow_mut();
        let validator = used.entry(name.to_owned()).or_insert_with(|| {
            let schema = self.run(&format!("schema {name}")).json();
            jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
        });
        let problems: Vec<String> =
            validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(problems.is_empty(), "{what}: schema {name}: {problems:#?}\n{document:#}");
    }

    /// Runs a command line; asserts its exit code, and that its output matches the schema with this name.
    fn run_with_schema(&self, name: &str, exit: i32, line: &str) -> Value {
        let document = self.run(line).ended(exit).json();
        self.assert_matches(name, &document, line);
        document
    }

    /// Runs a command line with `--json`; asserts its exit code, and that its output matches the schema of the command.
    fn run_json(&self, exit: i32, line: &str) -> Value {
        self.run_with_schema(line.split(' ').next().unwrap(), exit, &format!("{line} --json"))
    }

    fn solve(&self, exit: i32, line: &str) -> Value {
        self.run_json(exit, &format!("solve {line} {STEPS}"))
    }
}

fn creating(tester: &SchemaTester) {
    tester.run_json(0, "template programme.xlsx");
    tester.run_json(0, "import programme.xlsx --schedule programme.schedule.json");
    tester.assert_matches("instance", &tester.document("programme.json"), "an imported programme");
    tester.assert_matches("schedule", &tester.document("programme.schedule.json"), "an imported schedule");
    for (sheet, text) in [
        ("days", "date\n2020-11-02\n"),
        ("sessions", "id,length,start,Notes\na,60,2020-11-02 09:00,x\nb,30,,\n"),
        ("people", "id,name\nana,Ana Lima\nanna,Anna Lima\n"),
        ("budget", "what,how much\nrooms,5\n"),
    ] {
        tester.write(&format!("event/{sheet}.csv"), text);
    }
    let document = tester.run_json(0, "import event -o i.json --people-zone UTC");
    let notes = &document["notes"];
    let all_there = notes["unused_columns"][0]["sheet"].is_string() && notes["unread_sheets"][0]["name"].is_string();
    assert!(all_there, "{document:#}");
    tester.run_json(0, "manual");
    tester.run_json(0, "manual rules");
    tester.run_json(0, "describe conference.json");
    tester.run_json(0, "describe i.json");
    let generated = tester.run_json(0, "generate slots");
    tester.assert_matches("instance", &generated, "a generated programme");
    tester.run_json(0, "generate slots --seed 2 -o made.json");
}

fn solving(tester: &SchemaTester) {
    let document = tester.solve(0, "conference.json");
    assert!(document["proof"].is_string() && document["bound"].is_i64(), "{document:#}");
    let schedule = tester.document("conference.schedule.json");
    tester.assert_matches("schedule", &schedule, "a schedule");
    tester.assert_matches("certificate", &schedule["certificate"], "its certificate");
    let from = "--from conference.schedule.json -o second.json";
    assert!(tester.solve(0, &format!("conference.json {from} --lock type=plenary"))["bound"].is_null());
    tester.edit("away.json", "\"from\": \"2027-03-04T00:00\"", "\"from\": \"2027-03-01T00:00\"");
    let document = tester.solve(1, "away.json -o conference.schedule.json");
    assert!(document["kept_file"].is_string() && document["unplaced"][0]["reasons"][0].is_string(), "{document:#}");
    // Moved sessions, and sessions that became unplaced.
    tester.timetable("old.json", &[]);
    let document = tester.solve(1, "away.json --from old.json --repair -o third.json");
    assert!(document["moved"].as_array().unwrap().iter().any(|moved| moved["to"].is_null()), "{document:#}");
    let closed =
        "\"closed\": [ { \"from\": \"2027-03-03T00:00\", \"until\": \"2027-03-03T13:00\" } ] }\n  ],\n  \"serv";
    tester.edit("closed.json", "}\n  ],\n  \"serv", &format!(", {closed}"));
    let document = tester.solve(0, "closed.json --from old.json --repair -o fourth.json");
    assert!(document["moved"][0]["to"].is_object(), "{document:#}");

    let checked = tester.run_json(0, "check conference.json conference.schedule.json --certificate");
    assert_eq!(checked["certificate"]["verified"], true);
    let mut tampered = schedule;
    tampered["certificate"]["bound"] = i64::MAX.into();
    tester.write("tampered.json", tampered.to_string());
    let checked = tester.run_json(1, "check conference.json tampered.json --certificate");
    assert_eq!(checked["certificate"]["verified"], false);
    tester.take("tests/golden/demo.schedule.json", "golden.json");
    tester.run_json(0, "check conference.json golden.json");
    tester.timetable("broken.json", &[("trust", "2027-03-03T12:00", "room-1"), ("welcome", "", "")]);
    let checked = tester.run_json(1, "check conference.json broken.json");
    assert!(checked["violations"][0]["message"].is_string() && checked["unplaced"][0]["id"].is_string());
}

fn explaining(tester: &SchemaTester) {
    tester.solve(0, "conference.json");
    tester.timetable("old.json", &[]);
    tester.timetable("broken.json", &[("trust", "2027-03-03T12:00", "room-1"), ("welcome", "", "")]);
    let advice = tester.run_json(0, "explain conference.json conference.schedule.json --advice");
    assert!(advice["advice"][0]["estimated"].is_i64(), "{advice:#}");
    let fairness = tester.run_json(0, "explain conference.json conference.schedule.json --fairness");
    assert!(fairness["fairness"][0]["per_head"].is_i64(), "{fairness:#}");
    for more in ["old.json", "broken.json", "old.json trust", "broken.json trust", "broken.json welcome"] {
        tester.run_json(0, &format!("explain conference.json {more}"));
    }
    tester.run_json(0, "explain conference.json old.json trust --at 2027-03-03T02:00 --room room-1");
    tester.run_json(0, "explain conference.json broken.json welcome --at 2027-03-01T09:05Z");

    let all = tester.run_json(0, "slots conference.json old.json trust --all --limit 3");
    assert!(all["places"][3]["broken"][0]["rule"].is_string(), "{all:#}");
    assert!(all["swaps"][0]["with"]["id"].is_string() && all["places"][0]["people"][0]["id"].is_string(), "{all:#}");
    tester.run_json(0, "slots conference.json broken.json welcome");
    let fixed = "\"id\": \"trust\", \"fixed\": { \"start\": \"2027-03-03T12:00\", \"room\": \"room-2\" }";
    tester.edit("fixed.json", "\"id\": \"trust\"", fixed);
    tester.run_json(1, "slots fixed.json old.json trust");
}

fn editing(tester: &SchemaTester) {
    tester.timetable("plan.json", &[("welcome", "", "")]);
    let shown = tester.run_json(0, "show conference.json plan.json --zone Asia/Tokyo");
    assert!(shown["days"][0]["sessions"][0]["start"].is_string() && shown["unplaced"][0]["start"].is_null());
    let plan = "move conference.json plan.json";
    let refused = tester.run_json(1, &format!("{plan} trust --room room-1"));
    assert!(refused["broken"][0]["rule"].is_string() && refused["change"].is_null(), "{refused:#}");
    let moved = tester.run_json(0, &format!("{plan} trust --to 2027-03-03T05:00 --force"));
    assert!(moved["woken"][0]["id"].is_string() && moved["nearby"][0]["rooms"][0].is_string(), "{moved:#}");
    tester.run_json(0, &format!("{plan} welcome --to '1 Mar 12:00' --lock"));
    tester.run_json(1, &format!("{plan} welcome --swap opening"));
    tester.run_json(0, &format!("{plan} opening --unplace"));
    let undone = tester.run_json(0, "undo plan.json");
    assert_eq!(undone["change"]["number"], 3);
    let history = tester.run_json(0, "history plan.json");
    assert_eq!((&history["changes"][3]["undoes"], &history["changes"][2]["undone"]), (&3.into(), &true.into()));
    let redone = tester.run_json(0, "redo plan.json");
    assert_eq!(redone["change"]["number"], 3);
    tester.run_json(1, "redo plan.json");
    let history = tester.run_json(0, "history plan.json");
    assert_eq!((&history["changes"][4]["redoes"], &history["changes"][2]["undone"]), (&3.into(), &false.into()));
    for _ in 0..3 {
        tester.run_json(0, "undo plan.json");
    }
    tester.run_json(1, "undo plan.json");
    let boards = ["", "--read-only"].map(|more| Board::start(tester, &format!("conference.json plan.json {more}")));
    assert!(boards[0].printed["edit"].is_string() && boards[1].printed["edit"].is_null());
    boards.iter().for_each(|board| tester.assert_matches("board", &board.printed, "a board"));
}

fn diagnosing(tester: &SchemaTester) {
    tester.run_json(0, "why conference.json");
    for name in ["only-room-closed", "two-conflicts", "one-team", "chain", "pieces"] {
        tester.take(&format!("tests/infeasible/{name}.json"), "impossible.json");
        let document = tester.run_json(1, "why impossible.json");
        assert!(document["conflicts"][0]["statements"][0]["kind"].is_string(), "{document:#}");
    }
    // Too large for the time limit.
    tester.take("instances/igf-2020.json", "large.json");
    assert_eq!(tester.run_json(2, "why large.json --time-limit 1ms")["answer"], "undecided");
}

fn comparing(tester: &SchemaTester) {
    tester.solve(0, "conference.json");
    let from = "what-if conference.json --from conference.schedule.json";
    let cases = format!("--case 'one room: room remove room-2' --case 'weight: rule weight people-hours 2' {STEPS}");
    tester.run_json(0, &format!("{from} {cases}"));
    let closed = "--case 'no room: room close room-1 2027-03-01T00:00 2027-03-05T00:00'";
    let document = tester.run_json(1, &format!("what-if conference.json {closed} {STEPS}"));
    assert!(document["cases"][1]["unplaced_ids"][0].is_string(), "{document:#}");
    tester.run_json(0, &format!("{from} --write-cases grid {cases}"));
    tester.assert_matches("cases", &tester.document("grid/manifest.json"), "a list of cases");
    let document = tester.run_json(1, "what-if --collect grid");
    assert!(document["cases"][0]["problem"].is_string() && document["effort"].is_null(), "{document:#}");

    let sweep = |more: &str| tester.run_json(0, &format!("sweep conference.json {more} {STEPS}"));
    let document = sweep("--vary fair-regions=0,0.1,0.25 -o fairness.svg");
    assert!(document["measured_at_weight"].is_number() && document["svg"].is_string(), "{document:#}");
    let document = sweep("--vary longest_day_minutes=10,480 --from conference.schedule.json");
    assert!(document["points"].as_array().unwrap().iter().any(|point| point["problem"].is_string()), "{document:#}");

    let from = "--from conference.schedule.json";
    let document = tester.run_json(0, &format!("frontier conference.json {from} -o choices {STEPS}"));
    assert!(document["folder"].is_string() && document["left_out"][0]["other"].is_string(), "{document:#}");
    tester.assert_matches("cases", &tester.document("choices/manifest.json"), "a list of timetables");
    let closed = "\"closed\": [ { \"from\": \"2027-03-01T00:00\", \"until\": \"2027-03-05T00:00\" } ]";
    tester.edit("no-room.json", "\"id\": \"room-1\"", &format!("\"id\": \"room-1\", {closed}"));
    let document = tester.run_json(1, &format!("frontier no-room.json {STEPS}"));
    assert_eq!(document["left_out"][0]["reason"], "infeasible", "{document:#}");
}

fn publishing(tester: &SchemaTester) {
    tester.timetable("old.json", &[]);
    tester.timetable("new.json", &[("trust", "2027-03-03T16:00", "room-2"), ("networks", "", "")]);
    tester.timetable("broken.json", &[("trust", "2027-03-03T12:00", "room-1")]);
    tester.run_json(0, "diff conference.json old.json old.json");
    tester.run_json(0, "diff conference.json old.json new.json");
    tester.run_json(0, "diff conference.json new.json old.json");
    tester.edit("before.json", "\"title\": \"Trust online\"", "\"title\": \"Trust\"");
    let document = tester.run_json(0, "diff conference.json old.json old.json --old-instance before.json");
    assert!(document["changes"][0]["old_title"].is_string(), "{document:#}");

    tester.run_json(0, "release conference.json old.json --version 1.0 -o r0.json");
    let document = tester.run_json(0, "release conference.json new.json --version 1.1 --previous r0.json -o r1.json");
    assert!(document["changes"][0]["text"].is_string() && document["unplaced_ids"][0].is_string(), "{document:#}");
    tester.run_json(0, "release conference.json old.json --version 0.9 --phase programme --draft -o r2.json");
    let document = tester.run_json(1, "release conference.json broken.json --version 2 -o r3.json");
    assert!(document["violations"][0]["rule"].is_string(), "{document:#}");
    for name in ["r0.json", "r1.json", "r2.json"] {
        tester.assert_matches("schedule", &tester.document(name), name);
    }

    let document = tester.run_json(0, "notify conference.json old.json new.json -o messages");
    assert!(document["people"][0]["items"][0]["old"]["start"].is_string(), "{document:#}");
    let document = tester.run_json(0, "notify conference.json old.json r1.json -o messages --all --replace");
    assert!(document["people"].as_array().unwrap().len() > 1, "{document:#}");
    tester.run_json(0, "notify conference.json old.json old.json -o empty");

    for to in ["html", "fairness", "ics", "csv", "xlsx", "json", "xml", "md", "svg", "site"] {
        tester.run_json(0, &format!("export conference.json new.json --to {to} -o published-{to}"));
    }
    let feeds = "--base-url https://example.org/p --feed-key key --feed-list list.csv --previous old.json";
    tester.run_json(0, &format!("export conference.json new.json --to site -o published {feeds}"));
    let changes = tester.document("published/changes.json");
    let new = |change: &Value| change["new"]["start"].is_string();
    assert!(changes["changes"].as_array().unwrap().iter().any(new), "{changes:#}");
    tester.assert_matches("changes", &changes, "the changes in a site");
    tester.run_json(0, "export conference.json broken.json --to csv --internal -o internal.csv");
}

fn measuring(tester: &SchemaTester) {
    for name in ["instances/demo.json", "instances/infeasible.json"] {
        tester.take(name, name);
    }
    let bench = |exit: i32, more: &str| {
        tester.run_with_schema(
            "bench",
            exit,
            &format!("bench instances --steps 500 --searchers 1 --threads 1 --json {more}"),
        )
    };
    bench(0, "");
    assert_eq!(bench(0, "--baseline base.json --update")["updated"], true);
    let mut baseline = tester.document("base.json");
    tester.assert_matches("baseline", &baseline, "a baseline");
    baseline["instances"]["demo.json"]["cost"] = 100.into();
    baseline["instances"]["gone.json"] = baseline["instances"]["infeasible.json"].take();
    baseline["instances"].as_object_mut().unwrap().remove("infeasible.json");
    tester.write("base.json", baseline.to_string());
    let document = bench(1, "--baseline base.json --tolerance 1");
    assert_eq!((&document["missing"][0], &document["added"][0]), (&"gone.json".into(), &"infeasible.json".into()));
    assert!(document["instances"][0]["changes"][0]["figure"].is_string(), "{document:#}");
    tester.write("instances/a.json", "{ \"format\": \"plenary/1\", \"sessions\": 5 }");
    assert!(bench(2, "")["instances"][0]["problem"].is_string());
}

/// Each command fails in some way, and prints the same kind of document.
fn failing(tester: &SchemaTester) {
    tester.timetable("old.json", &[]);
    tester.edit("wrong.json", "\"minutes\": 90", "\"minuts\": 90");
    for (name, line) in [
        ("init-again", "init"),
        ("template-of-text", "template programme.txt"),
        ("import-of-nothing", "import nowhere.xlsx"),
        ("describe-wrong-instance", "describe wrong.json"),
        ("solve-wrong-instance", "solve wrong.json"),
        ("solve-steps-and-time", "solve conference.json --steps 5 --time-limit 1s"),
        ("check-nothing", "check conference.json nowhere.json"),
        ("check-without-certificate", "check conference.json old.json --certificate"),
        ("explain-wrong-session", "explain conference.json old.json trsut"),
        ("explain-wrong-time", "explain conference.json old.json trust --at soon"),
        ("why-wrong-instance", "why wrong.json"),
        ("slots-without-session", "slots conference.json old.json"),
        ("show-wrong-room", "show conference.json old.json --room x"),
        ("move-nowhere", "move conference.json old.json trust"),
        ("undo-nothing", "undo nowhere.json"),
        ("redo-nothing", "redo nowhere.json"),
        ("board-of-nothing", "board nowhere.json --no-open"),
        ("history-of-nothing", "history nowhere.json"),
        ("what-if-wrong-change", "what-if conference.json --case a:x"),
        ("sweep-wrong-rule", "sweep conference.json --vary fair-region=1,2"),
        ("frontier-onto-the-programme", "frontier conference.json -o conference.json"),
        ("diff-to-nothing", "diff conference.json old.json nowhere.json"),
        ("release-onto-its-source", "release conference.json old.json --version 1 -o old.json"),
        ("notify-onto-the-instance", "notify conference.json old.json old.json -o conference.json"),
        ("export-nothing-new", "export conference.json old.json --to csv"),
        ("bench-nothing", "bench nowhere"),
        ("generate-wrong-profile", "generate igf-2021"),
        ("manual-wrong-chapter", "manual rulse"),
        ("schema-wrong-name", "schema solv"),
    ] {
        let document = tester.run_with_schema("error", 2, &format!("{line} --json"));
        let found = document["diagnostics"].as_array().unwrap();
        assert!(!line.contains("wrong.json") || found.iter().any(|problem| problem["line"] != 0), "{document:#}");
        tester.run(line).snapshot(&format!("failures/{name}"));
    }
}

/// The names in the help of `plenary schema`.
fn names(tester: &SchemaTester) -> BTreeSet<String> {
    let help = tester.run("schema --help").out;
    let name = |line: &str| line.trim().strip_prefix("- ")?.split(':').next().map(str::to_owned);
    help.lines().filter_map(name).collect()
}

fn schemas(tester: &SchemaTester) {
    for name in names(tester) {
        tester.run_json(0, &format!("schema {name}"));
    }
}

#[test]
fn the_output_of_each_command_matches_its_schema() {
    let parts: [fn(&SchemaTester); 10] =
        [creating, solving, explaining, editing, diagnosing, comparing, publishing, measuring, failing, schemas];
    let used: BTreeSet<String> = thread::scope(|scope| {
        let run = |part: fn(&SchemaTester)| {
            scope.spawn(move || {
                let tester = SchemaTester::new();
                part(&tester);
                tester.used.into_inner().into_keys().collect::<Vec<_>>()
            })
        };
        let running: Vec<_> = parts.map(run).into_iter().collect();
        running.into_iter().flat_map(|part| part.join().unwrap()).collect()
    });
    assert_eq!(used, names(&SchemaTester::new()), "each schema is compared with a document");
}

#[test]
fn a_member_that_is_not_in_the_schema_is_refused() {
    let tester = SchemaTester::new();
    let schema = tester.run("schema describe").json();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut document = tester.run_json(0, "describe conference.json");
    assert!(validator.is_valid(&document));
    document["phases"][0]["newcomer"] = 1.into();
    assert!(!validator.is_valid(&document));
}
