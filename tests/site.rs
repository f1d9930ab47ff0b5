//! The folder of `export --to site`: calendars to subscribe to, what changed, and what it must not contain.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use plenary::report::ics::uid;
use regex::Regex;
use serde_json::{Value, json};

use crate::calendars::read::{self, Reader};
use crate::common::{Folder, root};

const BASE: &str = "--base-url https://example.org/p";

/// A folder with two releases of the example, `old.json` and `new.json`: one session is cancelled, one moved, one in
/// another room.
fn released() -> Folder {
    let folder = Folder::with_example();
    folder.timetable("a.json", &[]);
    let changes =
        [("networks", "", ""), ("languages", "2027-03-03T16:00", "room-1"), ("welcome", "2027-03-01T12:00", "room-2")];
    folder.timetable("b.json", &changes);
    folder.run("release conference.json a.json --version 1.0 -o old.json").ended(0);
    folder.run("release conference.json b.json --version 1.1 --draft -o new.json --previous old.json").ended(0);
    folder
}

/// The files of a site, by name.
fn site(folder: &Folder, to: &str, more: &str) -> BTreeMap<String, String> {
    let line = format!("export conference.json new.json --to site --previous old.json -o {to} {more}");
    folder.run(&line).ended(0);
    folder.names(to).into_iter().map(|name| (name.clone(), folder.text(&format!("{to}/{name}")))).collect()
}

/// A page without the marks that scripts translate its texts by.
fn plain(page: &str) -> String {
    Regex::new(r#"</?span( data-\w+="[^"]*")*>| data-(w[lp]?|n|p|d|c)="[^"]*""#)
        .unwrap()
        .replace_all(page, "")
        .into_owned()
}

fn starting(site: &BTreeMap<String, String>, begin: &str) -> BTreeSet<String> {
    site.keys().filter(|name| name.starts_with(begin)).cloned().collect()
}

#[test]
fn each_track_room_and_person_has_the_calendar_that_export_writes() {
    let folder = released();
    let site = site(&folder, "site", "--feed-key key --feed-list list.csv");
    let export = |whose: &str| {
        folder.run(&format!("export conference.json new.json --to ics --previous old.json {whose}")).ended(0).out
    };
    assert_eq!(site["programme.ics"], export(""));
    for track in ["access", "trust"] {
        let [file]: [String; 1] = Vec::from_iter(starting(&site, &format!("track-{track}-"))).try_into().unwrap();
        assert_eq!(site[&file], export(&format!("--track {track}")), "{track}");
    }
    let list = folder.text("list.csv");
    let rows: Vec<Vec<&str>> = list.lines().skip(1).map(|line| line.split(',').collect()).collect();
    assert_eq!(rows.iter().map(|row| row[0]).collect::<Vec<_>>(), ["amina", "bruno", "chitra"]);
    for row in &rows {
        assert_eq!(site[row[3]], export(&format!("--person {}", row[0])), "{row:?}");
    }
    // A session that changed its room is cancelled in the calendar of the old one.
    let in_room = |room: &str| {
        let name = starting(&site, &format!("room-{room}-")).into_iter().next().unwrap();
        let welcome = read::by_hand(&site[&name]).into_iter().find(|entry| entry[5].ends_with("conference works"));
        welcome.map(|entry| entry[4].clone())
    };
    assert_eq!(["room-1", "room-2"].map(in_room), [Some("CANCELLED".to_owned()), Some("TENTATIVE".to_owned())]);
    assert!(site["programme.ics"].contains("REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"));
}

#[test]
fn addresses_stay_the_same_and_those_of_people_are_in_no_other_file() {
    let folder = released();
    let first = site(&folder, "site", &format!("{BASE} --feed-key key"));
    assert_eq!(first, site(&folder, "again", &format!("{BASE} --feed-key key")), "the same bytes");
    let before: BTreeSet<String> = first.keys().cloned().collect();
    folder.run("export conference.json old.json --to site -o older --feed-key key").ended(0);
    assert_eq!(BTreeSet::from_iter(folder.names("older")), before, "the same addresses");
    let people = starting(&first, "person-");
    assert_eq!(people.len(), 3);
    let key = folder.text("key");
    let secret = key.trim().rsplit(' ').next().unwrap();
    assert_eq!(secret.len(), 64);
    for (name, text) in &first {
        assert!(!text.contains(secret), "{name} has the key");
        assert!(!people.iter().any(|person| text.contains(person.as_str())), "{name} has a personal address");
        assert!(!name.contains("amina"), "{name}");
    }
    // Another key has other addresses; without a key there are none.
    let other = site(&folder, "other", "--feed-key another");
    assert!(starting(&other, "person-").is_disjoint(&people));
    assert!(starting(&site(&folder, "public", ""), "person-").is_empty());
    // The terminal shows no personal address either.
    let run = folder.run("export conference.json new.json --to site -o site --feed-key key");
    assert!(run.out.contains("and 3 personal") && !run.out.contains("person-"), "{}", run.out);
}

#[cfg(unix)]
#[test]
fn the_key_and_the_list_are_for_their_owner() {
    use std::os::unix::fs::PermissionsExt;
    let folder = released();
    let run = folder.run("export conference.json new.json --to site -o site --feed-key key --feed-list list.csv");
    assert!(run.err.contains("created the key key"), "{}", run.err);
    let mode = |name: &str| fs::metadata(folder.file(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("key"), mode("list.csv")), (0o600, 0o600));
    fs::set_permissions(folder.file("key"), fs::Permissions::from_mode(0o644)).unwrap();
    let run = folder.run("export conference.json new.json --to site -o site --feed-key key");
    assert!(run.err.split_whitespace().collect::<Vec<_>>().join(" ").contains("chmod 600 key"), "{}", run.err);
}

#[test]
fn wrong_options_for_feeds_are_refused_and_write_nothing() {
    let folder = released();
    folder.write("note.txt", "not a key");
    fs::create_dir(folder.file("site")).unwrap();
    for (more, problem) in [
        ("--to site -o site --base-url javascript:alert(1)", "write the web address of the published folder"),
        ("--to site -o site --base-url https://example.org/?p", "write the web address of the published folder"),
        ("--to html --base-url https://example.org/", "--base-url works only with --to site"),
        ("--to ics --feed-key key", "--feed-key works only with --to site"),
        ("--to site -o site --feed-key site/key", "the key site/key would be published with the site"),
        ("--to site -o site --feed-key key --feed-list site/list.csv", "would be published with the site"),
        ("--to site -o site --feed-key key --feed-list new.json", "would overwrite new.json"),
        ("--to site -o site --feed-key note.txt", "note.txt is not a key for personal calendars"),
        ("--to site -o site --feed-key key --internal", "--feed-key does not work with --internal"),
        ("--to site -o site --feed-list list.csv", "--feed-key"),
    ] {
        let run = folder.run(&format!("export conference.json new.json '{}'", more.replace(' ', "' '")));
        assert!(run.code == 2 && run.err.contains(problem), "{more}: {}", run.err);
        assert!(folder.names("site").is_empty() && !folder.has("key") && !folder.has("list.csv"), "{more}");
    }
}

#[test]
fn the_page_links_to_calendars_and_shows_what_changed() {
    let folder = released();
    let relative = site(&folder, "site", "");
    let page = plain(&relative["index.html"]);
    assert!(
        page.contains("<a href=\"programme.ics\">Calendar of all sessions</a>") && !page.contains("href=\"webcal:")
    );
    let based = site(&folder, "based", BASE);
    let page = plain(&based["index.html"]);
    assert!(page.contains("<a href=\"webcal://example.org/p/programme.ics\">Subscribe to the calendar</a>"));
    assert!(page.contains("What changed since version <bdi>1.0</bdi> (3)"), "{page}");
    assert!(page.contains("<b>Cancelled</b>: <bdi>Community networks</bdi>."), "{page}");
    assert!(based["embed.html"].contains("&lt;iframe src=&quot;https://example.org/p/index.html&quot;"));
    // The files for those who process the programme are in one line, after everything else.
    let end = page.split("<nav class=\"files\"").nth(1).unwrap();
    for file in ["programme.csv", "schedule.json", "schedule.xml", "changes.json", "embed.html"] {
        assert!(end.contains(&format!("href=\"{file}\"")), "{file}");
    }
    // Without a version before, nothing has changed, and the files are there all the same.
    folder.run("export conference.json new.json --to site -o alone").ended(0);
    assert!(!folder.text("alone/index.html").contains("id=\"changed\""));
    assert_eq!(folder.document("alone/changes.json")["changes"], json!([]));
}

#[test]
fn changes_are_the_same_in_json_and_in_the_feed() {
    let folder = released();
    let site = site(&folder, "site", &format!("{BASE} --stamp 2027-02-01T12:00Z"));
    let document: Value = serde_json::from_str(&site["changes.json"]).unwrap();
    let changes = document["changes"].as_array().unwrap();
    let kinds: Vec<&str> = changes.iter().map(|change| change["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["room", "removed", "moved"], "{document:#}");
    assert_eq!((&document["version"], &document["since"]), (&json!("1.1"), &json!("1.0")));
    let feed = &site["changes.atom"];
    for change in changes {
        for member in ["id", "url", "text"] {
            assert!(feed.contains(change[member].as_str().unwrap()), "{member}: {change:#}\n{feed}");
        }
    }
    assert_eq!(feed.matches("<updated>2027-02-01T12:00:00Z</updated>").count(), 4, "{feed}");
    is_well_formed(
        &folder,
        "site/changes.atom",
        &[("/a:feed/a:entry", 3), ("/a:feed/a:entry/a:id", 3), ("/a:feed/a:author/a:name", 1)],
    );
    // A join link and a note to the people of a session are no changes for the public.
    let edited = folder.text("conference.json").replacen(
        "\"title\": \"Opening\"",
        "\"title\": \"Opening\", \"link\": \"https://meet.example/1\"",
        1,
    );
    folder.write("linked.json", edited);
    folder
        .run("export linked.json new.json --to site -o linked --previous new.json --old-instance conference.json")
        .ended(0);
    assert_eq!(folder.document("linked/changes.json")["changes"], json!([]));
}

/// Asserts with xmllint, if it is installed, that a feed is well formed and has these numbers of elements.
fn is_well_formed(folder: &Folder, name: &str, counts: &[(&str, usize)]) {
    let lint = |arguments: &[&str]| Command::new("xmllint").args(arguments).arg(folder.file(name)).output();
    let Ok(output) = lint(&["--noout"]) else {
        eprintln!("skipped: there is no xmllint (Debian: libxml2-utils)");
        return;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for (path, number) in counts {
        let steps: String = path
            .split('/')
            .skip(1)
            .map(|step| format!("/*[local-name()='{}']", step.trim_start_matches("a:")))
            .collect();
        let output = lint(&["--xpath", &format!("count({steps})")]).unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), number.to_string(), "{path}");
    }
}

#[test]
fn another_program_reads_every_calendar_of_a_site() {
    let Some(reader) = Reader::find() else { return };
    let folder = released();
    let site = site(&folder, "site", "--feed-key key");
    let calendars: Vec<&String> = site.keys().filter(|name| name.ends_with(".ics")).collect();
    assert_eq!(calendars.len(), 8);
    for name in calendars {
        assert_eq!(reader.read(&site[name]).1, read::by_hand(&site[name]), "{name}");
    }
}

#[test]
fn hostile_texts_are_harmless_in_every_file() {
    let folder = Folder::empty();
    folder.take("tests/browser/hostile.json", "conference.json");
    folder.take("tests/browser/hostile.schedule.json", "old.json");
    let mut schedule = folder.document("old.json");
    let sessions = schedule["sessions"].as_array_mut().unwrap();
    sessions.remove(0);
    sessions[0]["start"] = json!("2027-06-01T16:00Z");
    let room = sessions[1]["room"].take();
    (sessions[1]["room"], sessions[2]["room"]) = (sessions[2]["room"].take(), room);
    folder.write("new.json", schedule.to_string());
    let site = site(&folder, "site", &format!("{BASE} --feed-key key"));
    assert_eq!(site, self::site(&folder, "again", &format!("{BASE} --feed-key key")), "the same bytes");
    assert!(folder.document("site/changes.json")["changes"].as_array().is_some_and(|changes| changes.len() >= 3));
    for (name, text) in &site {
        match name.rsplit('.').next().unwrap() {
            "html" => {
                for attack in ["<img", "<svg onload", "<script>window", "<iframe", "onerror=\"window"] {
                    assert!(!text.contains(attack), "{name}: {attack}");
                }
            }
            "ics" => {
                let begins = text.split("\r\n").filter(|line| *line == "BEGIN:VEVENT").count();
                assert_eq!(read::by_hand(text).len(), begins, "{name}");
                assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\n', '\r'])), "{name}");
            }
            "atom" => is_well_formed(&folder, "site/changes.atom", &[("/a:feed", 1)]),
            _ => {}
        }
        assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b)), "{name}");
    }
}

#[test]
fn no_file_of_a_site_has_private_data() {
    let text = fs::read_to_string(root().join("tests/browser/rich.json")).unwrap();
    let mut programme: Value = serde_json::from_str(&text).unwrap();
    programme["people"][0]["unavailable"] = json!([{ "from": "2027-05-10T04:04", "until": "2027-05-10T05:05" }]);
    programme["people"][0]["extra"] = json!({ "PRIVATE": 1 });
    programme["sessions"][1]["attendance"] = 4711.into();
    programme["sessions"][1]["extra"] = json!({ "PRIVATE": 1 });
    let folder = Folder::empty();
    folder.write("conference.json", programme.to_string());
    folder.take("tests/browser/rich.schedule.json", "old.json");
    let mut schedule = folder.document("old.json");
    schedule["sessions"].as_array_mut().unwrap().remove(0);
    folder.write("new.json", schedule.to_string());
    let site = site(&folder, "site", &format!("{BASE} --feed-key key --feed-list list.csv"));
    assert!(site.len() > 15 && !starting(&site, "person-").is_empty());
    assert!(folder.text("list.csv").contains("private@example.org"));
    for (name, text) in &site {
        // The scripts of a page are the same for all programmes, and so are the clocks of all zones.
        let text = match text.split_once("\"clocks\":") {
            Some((before, rest)) => {
                let rest = rest.split_once(",\"comfort\":").unwrap().1.split("<script>").next().unwrap();
                format!("{}{rest}", &before[before.find("<body").unwrap()..])
            }
            None => text.clone(),
        };
        for secret in ["private@", "PRIVATE", "4711", "04:04", "meet.example", "Johannesburg"] {
            assert!(!text.contains(secret), "{name} contains {secret}");
        }
    }
    // A personal calendar has no more than the public one has of the same sessions.
    let entries: BTreeSet<_> = read::by_hand(&site["programme.ics"]).into_iter().collect();
    for name in starting(&site, "person-") {
        assert!(read::by_hand(&site[&name]).into_iter().all(|entry| entries.contains(&entry)), "{name}");
    }
}

#[test]
fn people_without_a_name_have_no_id_in_public_files() {
    let folder = released();
    let site = site(&folder, "site", "--feed-key key");
    for (name, text) in &site {
        for id in ["amina", "bruno", "chitra"] {
            assert!(!text.contains(id), "{name} contains {id}");
        }
    }
    let mut document = folder.document("conference.json");
    document["people"][0]["organisation"] = json!("World Bank");
    folder.write("conference.json", document.to_string());
    folder.timetable("a.json", &[]);
    let of = |to: &str| folder.run(&format!("export conference.json a.json --to {to}")).ended(0).out;
    for to in ["html", "ics", "csv", "json", "xml", "md"] {
        // A page has ids in the addresses of its sections only.
        let text = of(to).replace("id=\"p-amina\"", "").replace("href=\"#p-amina\"", "");
        assert!(text.contains("World Bank") && !text.contains("amina"), "{to}");
    }
}

/// The ids of the entries of a calendar.
fn uids(calendar: &str) -> BTreeSet<String> {
    read::by_hand(calendar).into_iter().map(|[uid, ..]| uid).collect()
}

#[test]
fn an_event_keeps_its_calendar_entries_when_it_gets_a_name() {
    let folder = Folder::with_example();
    let mut document = folder.document("conference.json");
    let members = document.as_object_mut().unwrap();
    let name = members.remove("name").unwrap();
    members.remove("id");
    folder.write("nameless.json", document.to_string());
    document["name"] = name;
    folder.write("named.json", document.to_string());
    folder.timetable("a.json", &[]);
    let page = folder.run("export nameless.json a.json --to html").ended(0).out;
    assert!(page.contains("<h1><bdi>Programme</bdi></h1>") && !page.contains("Conference"), "{page}");
    let before = uids(&folder.run("export nameless.json a.json --to ics").ended(0).out);
    // As in all versions of the program: published entries must not change.
    assert!(before.contains(&uid("conference-2027", "welcome")), "{before:?}");
    folder.run("release nameless.json a.json --version 1.0 -o old.json").ended(0);
    // The id may be written in a release, too.
    let mut written = folder.document("old.json");
    written["id"] = json!("conference-2027");
    folder.write("written.json", written.to_string());
    for previous in ["old.json", "written.json"] {
        folder.timetable("b.json", &[("trust", "2027-03-03T16:00", "room-2")]);
        let release = format!("release named.json b.json --version 1.1 --previous {previous} -o new.json");
        folder.run(&release).ended(0);
        let after = folder.run("export named.json new.json --to ics").ended(0).out;
        assert!(after.contains("NAME:Two-phase demo\r\n"), "{after}");
        assert_eq!(uids(&after), before, "{previous}");
        let line = format!("export named.json b.json --to ics --previous {previous}");
        assert_eq!(uids(&folder.run(&line).ended(0).out), before, "{previous}");
        folder.run("release named.json b.json --version 1.2 --previous new.json -o third.json").ended(0);
        assert_eq!(uids(&folder.run("export named.json third.json --to ics").ended(0).out), before, "{previous}");
    }
}
