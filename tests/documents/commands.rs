//! Every command in the documents is run, each document in a folder of its own.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::thread;

use super::blocks::{Block, blocks, lines};
use super::figures::total_is_named;
use super::outputs::{Output, compare, updated};
use super::{Document, all};
use crate::common::{Folder, Run, root, run_words};

/// Commands that every reader can look up in an example.
const COMMANDS: [&str; 21] = [
    "init",
    "template",
    "import",
    "describe",
    "solve",
    "check",
    "explain",
    "why",
    "slots",
    "what-if",
    "sweep",
    "diff",
    "release",
    "notify",
    "export",
    "generate",
    "schema",
    "bench",
    "completions",
    "man",
    "manual",
];

/// What runs only outside of these tests: the tools around the program, and the model case, whose figures
/// `figures.rs` compares with the baseline.
const ELSEWHERE: [&str; 4] = ["cargo ", "plenary solve instances/igf-2020.json", "export PATH=", ".ci/"];

/// Commands that search, and the work they get here where the document does not say how much.
const SEARCHES: [&str; 4] = ["solve", "bench", "what-if", "sweep"];

/// A reader at work: the folder, and where in it the reader is.
struct Reader {
    folder: Folder,
    inside: PathBuf,
    used: BTreeSet<String>,
}

impl Reader {
    fn new() -> Reader {
        let folder = Folder::empty();
        let inside = folder.path().to_owned();
        Reader { folder, inside, used: BTreeSet::new() }
    }

    /// Does what a line says; what the program answered, if the line calls it.
    fn follow(&mut self, line: &str, document: &Document) -> Option<Run> {
        if ELSEWHERE.iter().any(|other| line.starts_with(other)) {
            return None;
        }
        let (command, remark) = line.split_once(" # ").unwrap_or((line, ""));
        let mut words = shell_words::split(command).unwrap();
        match words[0].as_str() {
            "cd" => self.inside.push(&words[1]),
            "mkdir" => std::fs::create_dir_all(self.inside.join(words.last().unwrap())).unwrap(),
            "plenary" => {
                words.remove(0);
                return Some(self.run(words, remark, document));
            }
            other => panic!("{}: what is {other} in \"{line}\"?", document.path),
        }
        None
    }

    fn run(&mut self, mut words: Vec<String>, remark: &str, document: &Document) -> Run {
        for word in &words {
            if word.starts_with("instances/") && root().join(word).exists() {
                self.folder.take(word, word);
            }
        }
        let is_limited = words.iter().any(|word| word == "--steps");
        if SEARCHES.contains(&words[0].as_str()) && !is_limited {
            words.extend(["--steps", "2000", "--searchers", "2", "--threads", "2"].map(String::from));
        }
        let code = remark.strip_prefix("exit code ").map_or(0, |code| code[..1].parse().unwrap());
        let run = run_words(&self.inside, &words).ended(code);
        // What the document leaves open, such as how long to search, makes no figure of the document.
        let is_given = is_limited || words[0] == "check";
        if is_given && words.iter().any(|word| word.starts_with("instances/")) {
            total_is_named(&words, &run.out, document);
        }
        self.used.insert(words.swap_remove(0));
        run
    }
}

/// The commands in a file for a build server.
fn of_workflow(text: &str) -> Vec<String> {
    let command = |line: &str| {
        let line = line.trim().trim_start_matches("- ").trim_start_matches("run: ");
        line.starts_with("plenary ").then(|| line.to_owned())
    };
    text.replace("\\\n", " ").lines().filter_map(command).collect()
}

/// Runs all commands of a document; the outputs it shows, and the commands it uses.
fn read(document: &Document) -> (Vec<Output>, BTreeSet<String>) {
    let (mut reader, mut outputs, mut last) = (Reader::new(), Vec::new(), None);
    for Block { language, text, start } in blocks(&document.text) {
        let commands = match language {
            "sh" => lines(text),
            "yaml" => of_workflow(text),
            "text" => {
                let run: Option<Run> = last.take();
                let said = run.unwrap_or_else(|| panic!("{}: no command printed this:\n{text}", document.path)).out;
                outputs.push(Output { shown: text.to_owned(), said, start });
                continue;
            }
            "json" | "rust" | "txt" => continue,
            other => panic!("{}: a block of {other}", document.path),
        };
        for line in commands {
            last = reader.follow(&line, document);
        }
    }
    (outputs, reader.used)
}

#[test]
fn every_command_works_and_prints_what_is_shown() {
    let (mut used, mut wrong) = (BTreeSet::new(), Vec::new());
    let documents = all();
    let answers: Vec<_> = thread::scope(|scope| {
        let running: Vec<_> = documents.iter().map(|document| scope.spawn(|| read(document))).collect();
        running.into_iter().map(|reader| reader.join().unwrap()).collect()
    });
    for (document, (outputs, commands)) in documents.iter().zip(answers) {
        used.extend(commands);
        if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
            std::fs::write(document.file(), updated(&document.text, &outputs)).unwrap();
        } else {
            wrong.extend(
                outputs.iter().filter_map(|output| compare(output).err()).map(|why| (why, document.path.clone())),
            );
        }
    }
    let wrong: Vec<String> = wrong.into_iter().map(|(why, path)| format!("{path}: {why}")).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    for command in COMMANDS {
        assert!(used.contains(command), "no example of {command}");
    }
}

#[test]
fn commands_are_taken_as_a_shell_takes_them() {
    let document = Document { path: "here".into(), text: "```sh\nplenary a \\\n  b\n\ncd x\n```\n".into() };
    let found = blocks(&document.text);
    assert_eq!(found.len(), 1);
    assert_eq!(lines(found[0].text), ["plenary a    b", "cd x"]);
    assert_eq!(
        of_workflow("steps:\n  - run: plenary bench x\n  - plenary why y\n    plenary init\n"),
        ["plenary bench x", "plenary why y", "plenary init"]
    );
}
