//! Programme files.

use plenary::generate::{DEMO, render};
use plenary::instance::{document, load};
use plenary::report::workbook::EXAMPLE;
use plenary::rules::catalogue;

use super::{Target, codes, documents};
use crate::common::root;

#[test]
fn programmes() {
    Target { name: "programmes", seeds: seeds(), edit: documents::edit, run }.fuzz();
}

/// Small programmes that use most members of the format between them.
pub(super) fn seeds() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = vec![DEMO.into(), EXAMPLE.into()];
    for name in ["instances/clock-change.json", "instances/working-group.json"] {
        seeds.push(std::fs::read(root().join(name)).unwrap());
    }
    let mut folder: Vec<_> = std::fs::read_dir(root().join("tests/infeasible")).unwrap().flatten().collect();
    folder.sort_by_key(std::fs::DirEntry::path);
    seeds.extend(folder.iter().map(|entry| std::fs::read(entry.path()).unwrap()));
    seeds
}

fn run(input: &[u8]) -> Result<String, String> {
    let loaded = load(input, "p.json", &catalogue());
    let described = codes(&loaded.diagnostics);
    let Some(conference) = loaded.conference else { return Ok(described) };
    let written = document(input, "p.json").map_err(|why| format!("it loads, but is no document: {why:?}"))?;
    let written = serde_json::to_value(written).map_err(|error| error.to_string())?;
    let again = load(render(&written).as_bytes(), "p.json", &catalogue());
    let again = again.conference.ok_or_else(|| format!("written again, it does not load: {:?}", again.diagnostics))?;
    // The digest is that of the text in its normal form, defaults left out or not.
    let again = plenary::domain::Conference { digest: conference.digest.clone(), ..again };
    if again == conference { Ok(described) } else { Err(format!("written again, it differs:\n{}", render(&written))) }
}
