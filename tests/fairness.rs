//! `explain --fairness`: which region decides, and how the others fare without it.

use serde_json::Value;

use crate::common::Folder;

#[test]
fn each_region_is_compared_with_a_timetable_without_it() {
    let folder = Folder::solved();
    let line = "explain conference.json conference.schedule.json --fairness --time-limit 60s";
    let run = folder.run(line);
    run.is_narrow();
    run.snapshot("explain/fairness");
    let document = folder.run(&format!("{line} --json")).json();
    let regions = document["fairness"].as_array().unwrap();
    let parts: i64 = regions.iter().map(|region| region["weight"].as_i64().unwrap()).sum();
    assert!((9_990..=10_000).contains(&parts), "{regions:?}");
    for region in regions {
        let counts = region["per_head"].as_i64().unwrap();
        assert_eq!(counts > 100, region["weight"].as_i64().unwrap() > 0, "{region}");
        let (now, without) = (&region["without"]["worst_now"], &region["without"]["worst_without"]);
        assert!(now.is_i64() && without.is_i64(), "{region}");
    }
}

#[test]
fn the_people_who_are_charged_most_are_compared_with_a_timetable_without_them() {
    let folder = Folder::solved();
    let line = "explain conference.json conference.schedule.json --json";
    let all = folder.run(line).json();
    let document = folder.run(&format!("{line} --fairness --time-limit 60s")).json();
    let people = document["fairness_of_people"].as_array().unwrap();
    assert!(!people.is_empty());
    let number = |person: &Value, name: &str| person[name].as_i64().unwrap();
    assert!(people.windows(2).all(|two| number(&two[0], "charged") >= number(&two[1], "charged")), "{people:?}");
    for person in people {
        let known = all["people"].as_array().unwrap().iter().find(|known| known["id"] == person["id"]).unwrap();
        assert_eq!((&known["discomfort"], &known["name"]), (&person["discomfort"], &person["name"]));
        let rules = |rule: &Value| ["people-hours", "fair-people"].contains(&rule["rule"].as_str().unwrap());
        let costs = known["by_rule"].as_array().unwrap().iter().filter(|rule| rules(rule));
        assert_eq!(costs.map(|rule| number(rule, "cost")).sum::<i64>(), number(person, "charged"));
        // The weight of a role, at least once.
        assert!(number(person, "per_minute") >= 1_000, "{person}");
        assert!(person["without"]["people_without"].is_i64(), "{person}");
    }
}

#[test]
fn a_timetable_that_is_not_complete_is_refused() {
    let folder = Folder::empty();
    folder.take("tests/infeasible/one-team.json", "one-team.json");
    folder.run("solve one-team.json --steps 500 --threads 1");
    let run = folder.run("explain one-team.json one-team.schedule.json --fairness");
    run.snapshot("explain/fairness-for-incomplete");
    let run = folder.run("explain one-team.json one-team.schedule.json --time-limit 5s");
    run.snapshot("explain/time-limit-alone");
}
