//! Files of each kind with random faults: every command ends with 0, 1 or 2 in little time, and prints no hidden
//! character. `PLENARY_MUTANTS=300 cargo test --test integration hostile::mutants` tries more of each kind.

use rand_core::{Rng as _, SeedableRng as _};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::archives::with_changed_part;
use super::clean;
use crate::common::{Folder, run_limited};
use crate::fuzz::documents;

/// Mutants of each kind, if the environment does not say another number.
const FEW: usize = 20;

/// What a file is made of, which says how it is changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    Text,
    Archive,
}

/// What is put into a text.
const PIECES: [&str; 20] = [
    "",
    "0",
    "-1",
    "99999999999999999999",
    "1e308",
    "null",
    "[]",
    "{}",
    "\"",
    "\\u0000",
    "\u{202e}",
    "\u{1b}[2J",
    "\u{9b}",
    "\n",
    "<a>",
    "&x;",
    "2027-02-30",
    "24:61",
    "\u{feff}",
    "=1",
];

struct Mutator(Xoshiro256PlusPlus);

impl Mutator {
    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.0.next_u64() % (most.max(1) as u64)).unwrap()
    }

    /// A changed file. Half of the mutants have one other value, and keep the structure of the file, so that they come
    /// further than the parser.
    fn mutant(&mut self, whole: &[u8], form: Form) -> Vec<u8> {
        let keeps_structure = self.below(2) == 0;
        let changed = |mutator: &mut Mutator, bytes: &mut Vec<u8>| {
            if keeps_structure { mutator.change_value(bytes) } else { mutator.change(bytes) }
        };
        let mut bytes = whole.to_vec();
        match form {
            Form::Json if keeps_structure => {
                let number = |mutator: &mut Mutator| u16::try_from(mutator.below(65_536)).unwrap();
                let kind = u8::try_from(self.below(15)).unwrap();
                return documents::edit(whole, &[(kind, number(self), number(self))]);
            }
            Form::Archive if self.below(4) != 0 => {
                let part = self.below(1_000);
                bytes = with_changed_part(&bytes, part, |content| changed(self, content));
            }
            Form::Archive => self.change(&mut bytes),
            Form::Json | Form::Text => changed(self, &mut bytes),
        }
        bytes
    }

    /// One value replaced by a piece.
    fn change_value(&mut self, bytes: &mut Vec<u8>) {
        let (at, piece) = (self.below(bytes.len()), PIECES[self.below(PIECES.len())]);
        self.value(bytes, at, piece.as_bytes());
    }

    /// One to three faults: a piece put in, taken out, doubled or replaced, or a bit turned.
    fn change(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(3) {
            let at = self.below(bytes.len());
            let until = (at + 1 + self.below(30)).min(bytes.len());
            let piece = PIECES[self.below(PIECES.len())].as_bytes().to_vec();
            match self.below(6) {
                0 => drop(bytes.splice(at..at, piece)),
                1 => drop(bytes.drain(at..until)),
                2 => drop(bytes.splice(at..at, bytes[at..until].to_vec().repeat(3))),
                3 => self.value(bytes, at, &piece),
                4 => bytes.truncate(at.max(1)),
                _ => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 0x15),
            }
        }
    }

    /// Replaces the value at a place: the digits, or what stands in quotation marks.
    fn value(&mut self, bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
        let is_end =
            |byte: &u8| matches!(byte, b'"' | b',' | b':' | b'<' | b'>' | b'\n' | b';' | b'{' | b'}' | b'[' | b']');
        let from = bytes[..at].iter().rposition(is_end).map_or(0, |end| end + 1);
        let until = bytes[at..].iter().position(is_end).map_or(bytes.len(), |end| at + end);
        bytes.splice(from..until.max(from), piece.iter().copied());
    }
}

/// Makes mutants of a file, and runs each line with them. `{}` in a line is the name of the mutant. The file itself is
/// accepted, so that a mutant is refused for its fault.
fn try_all(kind: &str, name: &str, form: Form, lines: &[&str], folder: &Folder) {
    let wanted = std::env::var("PLENARY_MUTANTS").ok().and_then(|text| text.parse().ok()).unwrap_or(FEW);
    let whole = folder.bytes(name);
    let mutant = format!("mutant-{name}");
    let run = |line: &str| run_limited(folder.path(), &shell_words::split(&line.replace("{}", &mutant)).unwrap());
    for line in lines {
        folder.write(&mutant, &whole);
        let run = run(line);
        assert_eq!(run.code, 0, "{kind}, unchanged, plenary {line}\n{}", run.err);
    }
    let mut seen = [0; 3];
    for number in 0..wanted {
        let mut mutator = Mutator(Xoshiro256PlusPlus::seed_from_u64(number as u64));
        let bytes = mutator.mutant(&whole, form);
        for line in lines {
            folder.write(&mutant, &bytes);
            let run = run(line);
            let place = format!("{kind}, mutant {number}, plenary {line}");
            assert!(matches!(run.code, 0..=2), "{place}: exit code {}\n{}", run.code, run.err);
            clean(&place, &run.out);
            clean(&place, &run.err);
            seen[usize::try_from(run.code).unwrap()] += 1;
        }
    }
    eprintln!("{kind}: {wanted} mutants, {} runs: {seen:?} ended with 0, 1, 2", wanted * lines.len());
}

/// A folder with the example, its timetable with a certificate, and exports of all kinds that are imported.
fn folder() -> Folder {
    let folder = Folder::with_example();
    let run = |line: &str| drop(folder.run(line).ended(0));
    run("solve conference.json --steps 2000 --searchers 2 --threads 1 -o plan.json");
    run("export conference.json plan.json --to xlsx --internal -o book.xlsx");
    run("export conference.json plan.json --to ics -o plan.ics");
    run("export conference.json plan.json --to csv -o plan.csv");
    run("export conference.json plan.json --to xml -o plan.xml");
    run("export conference.json plan.json --to json -o frab.json");
    folder
}

#[test]
fn programmes_with_faults() {
    let lines = [
        "check {} plan.json",
        "describe {}",
        "explain {} plan.json",
        "slots {} plan.json languages --json",
        "solve {} --steps 50 --threads 1 -o out.json",
        "export {} plan.json --to html",
        "export {} plan.json --to xlsx --internal -o out.xlsx",
        "notify {} plan.json plan.json --all -o told",
        "what-if {} --steps 50 --threads 1 --from plan.json --case 'session withdraw languages'",
    ];
    try_all("programme", "conference.json", Form::Json, &lines, &folder());
}

#[test]
fn schedules_with_faults() {
    let lines = [
        "check conference.json {}",
        "show conference.json {}",
        "move conference.json {} languages --unplace --json",
        "explain conference.json {} --json",
        "diff conference.json plan.json {}",
        "release conference.json {} --version 1 -o out.json",
        "export conference.json {} --to ics",
        "solve conference.json --steps 50 --threads 1 --from {} -o out.json",
    ];
    try_all("schedule", "plan.json", Form::Json, &lines, &folder());
}

#[test]
fn certificates_with_faults() {
    let folder = folder();
    // Only the certificate has faults.
    let mut document = folder.document("plan.json");
    let certificate = document["certificate"].take().to_string();
    assert!(certificate.len() > 100, "the timetable has no certificate");
    folder.write(
        "plan.json",
        document.to_string().replace("\"certificate\":null", &format!("\"certificate\":{certificate}")),
    );
    try_all(
        "certificate",
        "plan.json",
        Form::Json,
        &["check conference.json {}", "check conference.json {} --json"],
        &folder,
    );
}

#[test]
fn imported_files_with_faults() {
    let folder = folder();
    let lines = [
        "import {} --people-zone Asia/Tokyo -o out.json",
        "import {} --people-zone Asia/Tokyo --schedule out-plan.json -o out.json --json",
    ];
    let files = [
        ("book.xlsx", Form::Archive),
        ("plan.ics", Form::Text),
        ("plan.csv", Form::Text),
        ("plan.xml", Form::Text),
        ("frab.json", Form::Json),
    ];
    for (name, form) in files {
        try_all(name, name, form, &lines, &folder);
    }
    folder.write("book.ods", super::archives::ods(TABLES));
    try_all("book.ods", "book.ods", Form::Archive, &lines[..1], &folder);
}

/// A spreadsheet with repeated and merged cells of all kinds.
const TABLES: &str = "<table:table table:name=\"days\"><table:table-row><table:table-cell office:value-type=\"string\">\
    <text:p>date</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated=\"1\">\
    <table:table-cell office:value-type=\"date\" office:date-value=\"2027-06-01\"/></table:table-row></table:table>\
    <table:table table:name=\"sessions\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>title</text:p>\
    </table:table-cell><table:table-cell office:value-type=\"string\"><text:p>minutes</text:p></table:table-cell>\
    <table:table-cell office:value-type=\"string\"><text:p>speakers</text:p></table:table-cell></table:table-row>\
    <table:table-row><table:table-cell office:value-type=\"string\"><text:p>One</text:p></table:table-cell>\
    <table:table-cell office:value-type=\"float\" office:value=\"60\"/><table:table-cell table:number-rows-spanned=\"2\" \
    office:value-type=\"string\"><text:p>Ana One; Bo Two</text:p></table:table-cell></table:table-row>\
    <table:table-row><table:table-cell office:value-type=\"string\"><text:p>Two<text:s text:c=\"3\"/></text:p></table:table-cell>\
    <table:table-cell table:number-columns-repeated=\"1\" office:value-type=\"float\" office:value=\"90\"/>\
    <table:covered-table-cell/></table:table-row></table:table>";
