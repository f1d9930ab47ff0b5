//! Runs all commands of the documents, each document in a separate folder.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::thread;

use super::blocks::{Block, blocks, lines};
use super::figures::total_is_named;
use super::outputs::{Output, compare, updated};
use super::{Document, all};
use crate::cli::commands;
use crate::common::{Folder, Run, root, run_words};

/// Beginnings of lines that these tests do not run: other tools, and the solve of the model case, whose figures
/// `figures.rs` compares with the baseline.
const NOT_RUN: [&str; 5] = ["cargo ", "plenary solve instances/igf-2020.json", "export PATH=", ".ci/", "parallel "];

/// Commands that search. If the document gives no number of steps, the tests add a small one.
const SEARCHES: [&str; 5] = ["solve", "bench", "what-if", "sweep", "frontier"];

/// A shell session of a reader: the folder, the working directory, and the commands used so far.
struct Reader {
    folder: Folder,
    directory: PathBuf,
    used: BTreeSet<String>,
}

impl Reader {
    fn new() -> Reader {
        let folder = Folder::empty();
        let directory = folder.path().to_owned();
        Reader { folder, directory, used: BTreeSet::new() }
    }

    /// Runs a line. Returns the result if the line calls the program.
    fn run_line(&mut self, line: &str, document: &Document) -> Option<Run> {
        // A board runs until Ctrl-C: `tests/board` runs them.
        if line.starts_with("plenary board ") {
            self.used.insert("board".to_owned());
            return None;
        }
        if NOT_RUN.iter().any(|other| line.starts_with(other)) {
            return None;
        }
        let (command, remark) = line.split_once(" # ").unwrap_or((line, ""));
        let mut words = shell_words::split(command).unwrap();
        match words[0].as_str() {
            "cd" => self.directory.push(&words[1]),
            "mkdir" => std::fs::create_dir_all(self.directory.join(words.last().unwrap())).unwrap(),
            "plenary" => {
                words.remove(0);
                return Some(self.run(words, remark, document));
            }
            other => panic!("{}: unknown command {other} in \"{line}\"", document.path),
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
        let run = run_words(&self.directory, &words).ended(code);
        // The cost is compared only if the document determines it: a search without a number of steps does not.
        let is_determined = is_limited || words[0] == "check";
        if is_determined && words.iter().any(|word| word.starts_with("instances/")) {
            total_is_named(&words, &run.out, document);
        }
        self.used.insert(words.swap_remove(0));
        run
    }
}

/// The commands of a workflow file for a build server.
fn workflow_commands(text: &str) -> Vec<String> {
    let command = |line: &str| {
        let line = line.trim().trim_start_matches("- ").trim_start_matches("run: ");
        line.starts_with("plenary ").then(|| line.to_owned())
    };
    text.replace("\\\n", " ").lines().filter_map(command).collect()
}

/// Runs all commands of a document. Returns the outputs that the document shows, and the names of the commands.
fn run_all(document: &Document) -> (Vec<Output>, BTreeSet<String>) {
    let (mut reader, mut outputs, mut last) = (Reader::new(), Vec::new(), None);
    for Block { language, text, start } in blocks(&document.text) {
        let commands = match language {
            "sh" => lines(text),
            "yaml" => workflow_commands(text),
            "text" => {
                let run: Option<Run> = last.take();
                let printed = run.unwrap_or_else(|| panic!("{}: no command printed this:\n{text}", document.path)).out;
                outputs.push(Output { shown: text.to_owned(), printed, start });
                continue;
            }
            "json" | "rust" | "txt" => continue,
            other => panic!("{}: unknown language {other} of a block", document.path),
        };
        for line in commands {
            last = reader.run_line(&line, document);
        }
    }
    (outputs, reader.used)
}

#[test]
fn every_command_works_and_prints_what_is_shown() {
    let (mut used, mut wrong) = (BTreeSet::new(), Vec::new());
    let documents = all();
    let results: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = documents.iter().map(|document| scope.spawn(|| run_all(document))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    for (document, (outputs, commands)) in documents.iter().zip(results) {
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
    for command in commands() {
        assert!(used.contains(&command), "no example of {command}");
    }
}

#[test]
fn commands_are_split_into_lines_as_in_a_shell() {
    let document = Document { path: "here".into(), text: "```sh\nplenary a \\\n  b\n\ncd x\n```\n".into() };
    let found = blocks(&document.text);
    assert_eq!(found.len(), 1);
    assert_eq!(lines(found[0].text), ["plenary a    b", "cd x"]);
    assert_eq!(
        workflow_commands("steps:\n  - run: plenary bench x\n  - plenary why y\n    plenary init\n"),
        ["plenary bench x", "plenary why y", "plenary init"]
    );
}
