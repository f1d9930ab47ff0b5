//! A run of the program, and its snapshot.
//!
//! A snapshot is a file of `tests/snapshots` with all that a run answered: the command line, the exit code and both
//! streams. What differs from run to run (folders, seconds, speeds, the version) is replaced by a word in brackets.
//! `INSTA_UPDATE=always cargo test` writes the files anew; look at the differences before they are committed.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::root;

/// What a run of the program answered.
pub struct Run {
    /// The words after `plenary`, as a shell takes them.
    line: String,
    folder: PathBuf,
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// The program, to be run in a folder; what is said of terminals around the tests is kept from it.
pub fn plenary(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    command.current_dir(folder).env_remove("COLUMNS").env_remove("CLICOLOR_FORCE");
    command
}

/// Runs a command line, taken apart as a shell does it, in a folder.
#[track_caller]
pub fn run(folder: &Path, line: &str) -> Run {
    run_words(folder, &shell_words::split(line).unwrap())
}

/// Runs a command line whose words are known apart.
#[track_caller]
pub fn run_words(folder: &Path, words: &[impl AsRef<str> + AsRef<OsStr>]) -> Run {
    let output = plenary(folder).args(words).output().unwrap();
    Run::new(folder, &shell_words::join(words), output)
}

impl Run {
    pub fn new(folder: &Path, line: &str, output: Output) -> Run {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run {
            line: line.to_owned(),
            folder: folder.to_owned(),
            code: output.status.code().unwrap(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// Asks for an exit code.
    #[track_caller]
    pub fn ended(self, code: i32) -> Run {
        assert_eq!(self.code, code, "{}", self.told());
        self
    }

    /// The document on standard output.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.told()))
    }

    /// Asks that no line of the result is wider than 80 columns, but for a command to be copied.
    #[track_caller]
    pub fn is_narrow(&self) {
        let wide: Vec<&str> =
            self.out.lines().filter(|line| line.width() > 80 && !line.starts_with("  plenary ")).collect();
        assert!(wide.is_empty(), "wider than 80 columns:\n{}\nin\n{}", wide.join("\n"), self.told());
    }

    /// Compares all of it with a snapshot; the name is `FOLDER/FILE`.
    #[track_caller]
    pub fn snapshot(&self, name: &str) {
        compare(name, &self.placeless(&self.told()));
    }

    /// Compares a file that the run wrote with a snapshot.
    #[track_caller]
    pub fn snapshot_of(&self, file: &str, name: &str) {
        let text = std::fs::read_to_string(self.folder.join(file)).unwrap();
        compare(name, &self.placeless(&text));
    }

    /// Without the folders of this machine.
    fn placeless(&self, text: &str) -> String {
        let shown = |path: &Path| path.display().to_string();
        text.replace(&shown(&self.folder), "[folder]").replace(&shown(root()), "[repository]")
    }

    /// All of it as one text.
    fn told(&self) -> String {
        let Run { line, code, out, err, .. } = self;
        let mut text = format!("{}\nexit code {code}\n", format!("$ plenary {line}").trim_end());
        for (stream, said) in [("standard output", out), ("standard error", err)] {
            if !said.is_empty() {
                text.push_str(&format!("\n-- {stream} --\n{said}"));
            }
        }
        text
    }
}

/// What differs from run to run, and what stands in its place.
const REDACTED: [(&str, &str); 8] = [
    // Rows of progress come as time goes by; what they say is the end's as well.
    (r"(?m)^ +\d+ s .*(first timetable|searching|proving a bound|integer program)\n", ""),
    (r"\b(Took|there after) \d+\.\d s", "$1 [seconds] s"),
    (r"(?m)^(\d+/\d+ .*), \d+\.\d s$", "$1, [seconds] s"),
    // Told only where the search took long enough to measure it.
    (r"(?m)^[\d,]+ moves valued a second on one core\.\n", ""),
    (r"(?m)^(  \S+ +)\d+\.\d\d s .* MB$", "$1[measured]"),
    (r#""(\w*seconds|moves_per_second|peak_memory_bytes)": [^,\n]+"#, r#""$1": "[measured]""#),
    (r#""threads": \d+"#, r#""threads": "[threads]""#),
    (r"\b\d+ threads?\b", "[threads] threads"),
];

/// The expressions, compiled once.
static REDACTIONS: LazyLock<Vec<(Regex, &str)>> =
    LazyLock::new(|| REDACTED.iter().map(|(found, instead)| (Regex::new(found).unwrap(), *instead)).collect());

/// Compares a text with a snapshot; the name is `FOLDER/FILE`.
#[track_caller]
pub fn compare(name: &str, text: &str) {
    let (folder, file) = name.split_once('/').expect("a folder and a file");
    let redact = |text: String, (found, instead): &(Regex, &str)| found.replace_all(&text, *instead).into_owned();
    let text = REDACTIONS.iter().fold(text.replace(env!("CARGO_PKG_VERSION"), "[version]"), redact);
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(root().join("tests/snapshots").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(file, text));
}
