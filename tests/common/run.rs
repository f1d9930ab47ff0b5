//! A run of the program, and its snapshot.
//!
//! A snapshot is a file of `tests/snapshots` with the whole result of a run: the command line, the exit code and both
//! streams. A word in brackets replaces what differs from run to run (folders, seconds, speeds, the version).
//! `INSTA_UPDATE=always cargo test` writes the files again; read the differences before you commit them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::root;

/// The result of a run of the program.
pub struct Run {
    /// The command line after `plenary`, quoted as for a shell.
    line: String,
    folder: PathBuf,
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A command that runs the program in a folder, without environment variables about the terminal.
pub fn plenary(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
    command.current_dir(folder).env_remove("COLUMNS").env_remove("CLICOLOR_FORCE");
    command
}

/// Runs a command line in a folder; it is split into words as in a shell.
#[track_caller]
pub fn run(folder: &Path, line: &str) -> Run {
    run_words(folder, &shell_words::split(line).unwrap())
}

/// Runs a command line in a folder, given as words.
#[track_caller]
pub fn run_words(folder: &Path, words: &[impl AsRef<str> + AsRef<OsStr>]) -> Run {
    let output = plenary(folder).args(words).output().unwrap();
    Run::new(folder, &shell_words::join(words), output)
}

/// Runs a command in a folder with at most 5 seconds of processor time and 2 GB of addresses. Beyond them it is killed.
#[cfg(unix)]
#[track_caller]
pub fn run_limited(folder: &Path, words: &[impl AsRef<str> + AsRef<OsStr>]) -> Run {
    let limits = "ulimit -t 5 && ulimit -v 2000000 && exec \"$0\" \"$@\"";
    let mut command = Command::new("sh");
    command.current_dir(folder).env_remove("COLUMNS").env_remove("CLICOLOR_FORCE");
    let output = command.args(["-c", limits, env!("CARGO_BIN_EXE_plenary")]).args(words).output().unwrap();
    let line = shell_words::join(words);
    assert!(output.status.code().is_some(), "{line}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr));
    Run::new(folder, &line, output)
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

    /// Asserts the exit code.
    #[track_caller]
    pub fn ended(self, code: i32) -> Run {
        assert_eq!(self.code, code, "{}", self.text());
        self
    }

    /// The document on standard output.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// Asserts that no line of the result is wider than 80 columns, except commands to copy.
    #[track_caller]
    pub fn is_narrow(&self) {
        let wide: Vec<&str> =
            self.out.lines().filter(|line| line.width() > 80 && !line.starts_with("  plenary ")).collect();
        assert!(wide.is_empty(), "wider than 80 columns:\n{}\nin\n{}", wide.join("\n"), self.text());
    }

    /// Compares the result with a snapshot; the name is `FOLDER/FILE`.
    #[track_caller]
    pub fn snapshot(&self, name: &str) {
        compare(name, &self.placeless(&self.text()));
    }

    /// Compares a file that the run wrote with a snapshot.
    #[track_caller]
    pub fn snapshot_of(&self, file: &str, name: &str) {
        let text = std::fs::read_to_string(self.folder.join(file)).unwrap();
        compare(name, &self.placeless(&text));
    }

    /// Replaces the folders of this machine.
    fn placeless(&self, text: &str) -> String {
        let shown = |path: &Path| path.display().to_string();
        text.replace(&shown(&self.folder), "[folder]").replace(&shown(root()), "[repository]")
    }

    /// The whole result as one text.
    fn text(&self) -> String {
        let Run { line, code, out, err, .. } = self;
        let mut text = format!("{}\nexit code {code}\n", format!("$ plenary {line}").trim_end());
        for (stream, written) in [("standard output", out), ("standard error", err)] {
            if !written.is_empty() {
                text.push_str(&format!("\n-- {stream} --\n{written}"));
            }
        }
        text
    }
}

/// Regular expressions for what differs from run to run, with the replacements.
const REDACTED: [(&str, &str); 9] = [
    // The number of rows of progress depends on the time.
    (r"(?m)^ +\d+ s .*(first timetable|searching|proving a bound|integer program)\n", ""),
    (r"\b(Took|found after) \d+\.\d s", "$1 [seconds] s"),
    (r"(?m)^(\d+/\d+ .*), \d+\.\d s$", "$1, [seconds] s"),
    // When a change was made, in the list of `history`.
    (r"(?m)^( *\d+  )\w{3} [ \d]\d \w{3} \d\d:\d\d UTC", "$1[time]"),
    // Printed only if the search took long enough to measure the speed.
    (r" The search valued [\d,]+ moves per second on one core\.", ""),
    (r"(?m)^(  \S+ +)\d+\.\d\d s .* MB$", "$1[measured]"),
    (r#""(\w*seconds|moves_per_second|peak_memory_bytes)": [^,\n]+"#, r#""$1": "[measured]""#),
    (r#""threads": \d+"#, r#""threads": "[threads]""#),
    (r"\b\d+ threads?\b", "[threads] threads"),
];

/// The compiled expressions.
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
