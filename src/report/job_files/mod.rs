//! Job files that solve a folder of cases on several machines: for GNU parallel, GitHub Actions and GitLab CI.
//!
//! The file names of cases contain letters, digits and hyphens only, so they mean the same in a shell and in YAML. The
//! name of the folder is arbitrary text of the user. It is written once, as a string of YAML, and shells get it as a
//! variable.

/// The workflow for GitHub, with marks where the values go.
const GITHUB: &str = include_str!("github-actions.yml");
/// The same for GitLab.
const GITLAB: &str = include_str!("gitlab-ci.yml");

/// A folder of cases to solve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jobs<'a> {
    /// The folder, relative to the root of the repository that it is committed to.
    pub folder: String,
    /// The file names of the cases, without their endings.
    pub cases: Vec<&'a str>,
    /// Whether each case has a file that its search starts from.
    pub has_start: bool,
    /// The options of `plenary solve` for each case.
    pub settings: String,
    /// The command that compares the results: `what-if`.
    pub collected_by: &'a str,
}

impl Jobs<'_> {
    /// The command that solves a case, to run in the folder. `case` is a file name without ending, as a shell reads it.
    fn solve(&self, case: &str, quote: &str) -> String {
        let file = |ending: &str| format!("{quote}{case}{ending}{quote}");
        let from = if self.has_start { format!(" --from {}", file(".start.json")) } else { String::new() };
        format!("plenary solve {}{from} {}", file(".json"), self.settings)
    }

    /// The commands that solve the cases, one for each, to run in the folder.
    pub fn commands(&self) -> Vec<String> {
        self.cases.iter().map(|case| self.solve(case, "")).collect()
    }

    /// The list of commands for GNU parallel, one on each line. Each uses one thread, and what it prints goes to
    /// `CASE.log`.
    pub fn for_parallel(&self) -> String {
        let line = |case: &&str| format!("{} --threads 1 > {case}.log 2>&1\n", self.solve(case, ""));
        self.cases.iter().map(line).collect()
    }

    /// The workflow for GitHub Actions.
    pub fn for_github(&self) -> String {
        // GitHub reads `${{` as the start of an expression, in strings too.
        self.fill(GITHUB, &yaml(&self.folder).replace("${{", "${{ '${{' }}"))
    }

    /// The pipeline for GitLab CI.
    pub fn for_gitlab(&self) -> String {
        self.fill(GITLAB, &yaml(&self.folder))
    }

    fn fill(&self, template: &str, folder: &str) -> String {
        let cases: Vec<String> = self.cases.iter().map(|case| yaml(case)).collect();
        // The folder comes last: its text may look like a mark.
        template
            .replace("%CASES%", &format!("[{}]", cases.join(", ")))
            .replace("%SOLVE%", &self.solve("$CASE", "\""))
            .replace("%COLLECT%", &format!("plenary {} --collect \"$FOLDER\"", self.collected_by))
            .replace("%FOLDER%", folder)
    }
}

/// A text as a string of YAML on one line: a string of JSON, in which what YAML does not print is escaped as well.
fn yaml(text: &str) -> String {
    let escaped = |c: char| match c {
        '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
            format!("\\u{:04x}", u32::from(c))
        }
        _ => c.to_string(),
    };
    serde_json::Value::from(text).to_string().chars().map(escaped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jobs(folder: &str) -> Jobs<'_> {
        Jobs {
            folder: folder.to_owned(),
            cases: vec!["00-today", "01-one-room"],
            has_start: true,
            settings: "--steps 2000 --seed 1".to_owned(),
            collected_by: "what-if",
        }
    }

    #[test]
    fn a_line_for_parallel_solves_one_case_and_keeps_what_it_prints() {
        let expected = "plenary solve 00-today.json --from 00-today.start.json --steps 2000 --seed 1 --threads 1 > \
                        00-today.log 2>&1\n";
        let text = jobs("x").for_parallel();
        assert!(text.starts_with(expected) && text.lines().count() == 2, "{text}");
        assert_eq!(
            Jobs { has_start: false, ..jobs("x") }.commands()[1],
            "plenary solve 01-one-room.json --steps 2000 --seed 1"
        );
    }

    #[test]
    fn a_folder_of_any_name_is_one_string_and_no_command() {
        for folder in
            ["my cases", "a\"b'c", "$(touch x)`y`", "two\nlines: - x", "${{ secrets.X }}", "%CASES%", "\u{85}"]
        {
            for text in [jobs(folder).for_github(), jobs(folder).for_gitlab()] {
                let mark = if text.contains("value: ") { "      value: " } else { "  FOLDER: " };
                let line = text.lines().find_map(|line| line.strip_prefix(mark)).unwrap();
                let read: String = serde_json::from_str(line).unwrap();
                assert_eq!(read.replace("${{ '${{' }}", "${{"), folder);
                assert_eq!(text.matches(line).count(), 1, "{text}");
                assert!(text.contains("[\"00-today\", \"01-one-room\"]"), "{text}");
                // Apart from this line, the file is the same for every folder.
                let other = if text.contains("value: ") { jobs("x").for_gitlab() } else { jobs("x").for_github() };
                assert_eq!(text.replace(line, "\"x\""), other);
            }
        }
        assert!(!jobs("${{ secrets.X }}").for_github().contains("FOLDER: \"${{ secrets"));
    }
}
