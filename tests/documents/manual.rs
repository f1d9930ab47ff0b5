//! Tests of `plenary manual`.

use plenary::manual::CHAPTERS;
use unicode_width::UnicodeWidthStr;

use crate::common::{plenary, root, run};

#[test]
fn chapters_are_listed_and_each_fits_into_eighty_columns() {
    run(root(), "manual").snapshot("cli/manual");
    for chapter in CHAPTERS {
        let shown = run(root(), &format!("manual {}", chapter.name)).ended(0);
        let wide: Vec<&str> = shown.out.lines().filter(|line| line.width() > 80).collect();
        assert!(wide.is_empty(), "{}: wider than 80 columns:\n{}", chapter.name, wide.join("\n"));
        assert!(shown.out.starts_with(chapter.title()) && shown.err.is_empty(), "{}", shown.out);
        assert!(!shown.out.contains('\u{1b}'), "{}", shown.out);
        assert!(!shown.out.contains("]["), "a link without its definition: {}", shown.out);
    }
}

#[test]
fn a_chapter_is_found_by_its_title_too() {
    let by_name = run(root(), "manual programme").ended(0).out;
    for other in ["manual Programme", "manual 'the programme file'"] {
        assert_eq!(run(root(), other).ended(0).out, by_name);
    }
}

#[test]
fn an_unknown_chapter_gets_a_hint() {
    run(root(), "manual fairnes").snapshot("cli/manual-near");
    run(root(), "manual cooking").snapshot("cli/manual-unknown");
}

#[test]
fn chapters_are_printed_as_json_too() {
    let document = run(root(), "manual --json").ended(0).json();
    let chapters = document["chapters"].as_array().unwrap();
    assert_eq!(chapters.len(), CHAPTERS.len());
    let one = run(root(), "manual rules --json").ended(0).json();
    let rules = chapters.iter().find(|chapter| chapter["name"] == "rules").unwrap();
    assert_eq!(one["chapters"].as_array().unwrap(), std::slice::from_ref(rules));
}

/// Uses the pseudo-terminal of the program `script`; does nothing if the machine does not have it.
#[cfg(target_os = "linux")]
#[test]
fn on_a_terminal_the_pager_of_the_user_shows_the_chapter() {
    let on_terminal = |pager: &str, no_color: &str| {
        let program = plenary(root()).get_program().to_owned();
        let line = format!("{} manual glossary", program.to_string_lossy());
        let mut command = std::process::Command::new("script");
        command.args(["-qec", &line, "/dev/null"]).current_dir(root());
        command.env("PAGER", pager).env("NO_COLOR", no_color).stdin(std::process::Stdio::null());
        command.output().ok().map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let Some(shown) = on_terminal("sed s/^/>/", "") else { return };
    assert!(shown.lines().all(|line| line.starts_with('>')), "{shown}");
    assert!(shown.contains("\u{1b}[1mGlossary\u{1b}[0m"), "{shown}");
    for pager in ["sed s/^/>/", "plenary-no-such-pager", ""] {
        let plain = on_terminal(pager, "1").unwrap();
        assert!(plain.contains("Glossary") && !plain.contains('\u{1b}'), "{pager}: {plain}");
    }
}
