//! The message files are complete, and the page has no words outside them.

use std::collections::BTreeSet;

use regex::Regex;

use super::super::SCRIPTS;
use super::*;

/// The sources with templates. Their own tests are left out.
const TEMPLATES: [&str; 9] = [
    include_str!("../mod.rs"),
    include_str!("../controls.rs"),
    include_str!("../detail.rs"),
    include_str!("../list.rs"),
    include_str!("../messages.rs"),
    include_str!("../sections.rs"),
    include_str!("../shell.rs"),
    include_str!("../../site.rs"),
    include_str!("../../changes/section.rs"),
];

/// Texts in templates and scripts that are the same in all languages.
const ALLOWED: [&str; 4] = [
    "Escape",
    "Markdown",
    // The link back from the report of fairness, which is in English.
    "The programme",
    "default-src 'none'; script-src {scripts}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
];

fn code(source: &str) -> String {
    let own = source.split("#[cfg(test)]").next().unwrap();
    own.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn messages(file: &File) -> Vec<(&String, &Value)> {
    file.page.iter().chain(&file.internal).collect()
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    let values = parts(text).filter_map(|part| if let Part::Value(name) = part { Some(name) } else { None });
    values.collect()
}

#[test]
fn every_file_has_the_same_messages_with_the_same_placeholders_in_all_grammatical_numbers() {
    let english = &FILES[Language::English as usize];
    assert!(english.page.len() > 100 && !english.internal.is_empty());
    for (language, file) in Language::ALL.into_iter().zip(FILES.iter()) {
        assert!(!file.name.is_empty());
        assert_eq!(file.languages.keys().collect::<Vec<_>>(), english.languages.keys().collect::<Vec<_>>());
        for ((key, own), (english_key, reference)) in messages(file).into_iter().zip(messages(english)) {
            let place = format!("{}: {key}", language.code());
            assert_eq!(key, english_key, "{place}");
            assert_eq!(own.is_string(), reference.is_string(), "{place}");
            if let (Some(own), Some(reference)) = (own.as_str(), reference.as_str()) {
                assert_eq!(placeholders(own), placeholders(reference), "{place}");
                assert!(!own.trim().is_empty(), "{place}");
            } else {
                let wanted = placeholders(reference["other"].as_str().unwrap());
                let numbers: BTreeSet<&str> = own.as_object().unwrap().keys().map(String::as_str).collect();
                assert_eq!(numbers, language.plurals(), "{place}");
                for (number, text) in own.as_object().unwrap() {
                    let mut found = placeholders(text.as_str().unwrap());
                    if matches!(number.as_str(), "zero" | "one" | "two") && wanted.contains("n") {
                        found.insert("n");
                    }
                    assert_eq!(found, wanted, "{place}: {number}");
                }
            }
        }
        assert_eq!(messages(file).len(), messages(english).len(), "{}", language.code());
    }
}

#[test]
fn every_file_has_the_names_in_dates() {
    let date = NaiveDate::from_ymd_opt(2027, 5, 10).unwrap();
    let of = |code: &str| {
        let m = Messages::marked(Language::of_code(code).unwrap());
        [m.long(date), m.full(date), m.short(date)]
    };
    assert_eq!(of("en"), ["Monday 10 May 2027", "10 May 2027", "Mon 10 May"]);
    assert_eq!(of("fr"), ["lundi 10 mai 2027", "10 mai 2027", "lun. 10 mai"]);
    assert_eq!(of("es"), ["lunes 10 de mayo de 2027", "10 de mayo de 2027", "lun 10 may"]);
    assert_eq!(of("ru"), ["понедельник 10 мая 2027", "10 мая 2027", "пн 10 мая"]);
    assert_eq!(of("ar"), ["الاثنين 10 مايو 2027", "10 مايو 2027", "الاثنين 10 مايو"]);
    assert_eq!(of("zh"), ["2027年5月10日星期一", "2027年5月10日", "5月10日周一"]);
    for file in FILES.iter() {
        let dates = &file.dates;
        assert_eq!([dates.weekdays.len(), dates.weekdays_short.len()], [7, 7]);
        assert_eq!([dates.months.len(), dates.months_short.len()], [12, 12]);
    }
}

#[test]
fn every_message_is_used_and_every_used_one_exists() {
    let scripts: String = SCRIPTS.iter().map(|script| code(script)).collect();
    let templates: String = TEMPLATES.iter().map(|source| code(source)).collect();
    let in_scripts = Regex::new(r"\bW\.([a-z_]+)").unwrap();
    let in_templates = Regex::new(r#"\b(?:text|span|mark|fill|content|counted|Message)\(\s*"([a-z_]+)""#).unwrap();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for (pattern, source) in [(&in_scripts, &scripts), (&in_templates, &templates)] {
        used.extend(pattern.captures_iter(source).map(|found| found.get(1).unwrap().as_str()));
    }
    let known: BTreeSet<&str> = messages(&FILES[2]).into_iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(used.difference(&known).collect::<Vec<_>>(), Vec::<&&str>::new(), "unknown");
    let unused = known.difference(&used).filter(|key| !templates.contains(&format!("\"{key}\"")));
    assert_eq!(unused.collect::<Vec<_>>(), Vec::<&&str>::new(), "unused");
}

/// The texts in a source that look like words for people: several words, or one with a capital letter.
fn words_in(source: &str) -> Vec<String> {
    let no_text = r"(?:querySelector(?:All)?|closest|matches)\([^)]*\)|\b[a-z-]+=\{? ?\x22[^\x22]*\x22";
    let selectors = Regex::new(no_text).unwrap();
    let literals = Regex::new(r"\x22([^\x22\n]*)\x22|`([^`\n]*)`").unwrap();
    let words = Regex::new(r"[a-z]{2,} [a-z]{2,}|^[A-Z][a-z]+(?:[ .:,]|$)").unwrap();
    let inner = Regex::new(r"\$\{[^}]*\}").unwrap();
    let plain = selectors.replace_all(source, "");
    let texts = literals.captures_iter(&plain).map(|found| {
        let text = found.iter().skip(1).flatten().next().unwrap().as_str();
        inner.replace_all(text, "").into_owned()
    });
    texts.filter(|text| words.is_match(text)).collect()
}

#[test]
fn no_words_are_outside_of_the_message_files() {
    for source in SCRIPTS.iter().chain(&TEMPLATES) {
        let left: Vec<String> =
            words_in(&code(source)).into_iter().filter(|text| !ALLOWED.contains(&text.as_str())).collect();
        assert_eq!(left, Vec::<String>::new());
    }
    assert_eq!(words_in("say(\"The link was copied.\"); x(`no sessions ${y}`)").len(), 2);
}

#[test]
fn scripts_have_numbers_for_messages_and_no_comments() {
    assert_eq!(numbered("// Note.\n  tell(W.skip, W.times_in);\n\n"), "tell(0, 1);\n");
    assert_eq!(number("summary"), Some(2));
    let script: String = SCRIPTS.iter().map(|script| numbered(script)).collect();
    assert!(!Regex::new(r"\bW\.").unwrap().is_match(&script));
}

#[test]
fn placeholders_become_elements_that_the_script_finds() {
    let m = Messages::marked(Language::French);
    let text = m.content("times_in", &[("zone", &"<b>")]).into_string();
    assert_eq!(text, "Heures de <bdi data-p=\"zone\">&lt;b&gt;</bdi>.");
    let text = m.counted("sessions", 2, &[]).into_string();
    assert_eq!(text, format!("<span data-w=\"{}\" data-n=\"2\">2 séances</span>", number("sessions").unwrap()));
    assert_eq!(Messages::ENGLISH.span("print").into_string(), "Print");
    assert_eq!(
        ["FR", "ils", "Latin"].map(|code| m.language_name(code)),
        ["français", "signes internationaux", "Latin"]
    );
}
