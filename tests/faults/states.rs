//! What is in a folder: to tell old, new and anything between.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The bytes of all files below a folder, by their paths in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State(BTreeMap<String, Vec<u8>>);

impl State {
    /// The files below a folder.
    pub fn of(folder: &Path) -> State {
        let mut files = BTreeMap::new();
        collect(folder, folder, &mut files);
        State(files)
    }

    /// The files and folders in the making.
    pub fn litter(folder: &Path) -> Vec<String> {
        let State(files) = State::of(folder);
        files.into_keys().filter(|path| is_litter(path)).collect()
    }

    /// The same without files and folders in the making.
    pub fn without_litter(mut self) -> State {
        self.0.retain(|path, _| !is_litter(path));
        self
    }

    /// Asserts that each file of the folder itself, and each folder as a whole, is as in one of two states. In `shared`,
    /// whose folders cannot be replaced as a whole, each file is.
    pub fn is_old_or_new(&self, old: &State, new: &State, when: &str) {
        let tops = |state: &State| state.0.keys().filter(|path| !is_litter(path)).map(|path| top(path)).collect();
        let tops: [Vec<String>; 3] = [self, old, new].map(tops);
        for top in tops.concat() {
            let (now, old, new) = (self.below(&top), old.below(&top), new.below(&top));
            let names: Vec<_> = now.keys().collect();
            assert!(now == old || now == new, "{when}: {top} is neither old nor new: {names:?}");
        }
    }

    /// The files of one entry of the folder itself.
    fn below(&self, name: &str) -> BTreeMap<&String, &Vec<u8>> {
        self.0.iter().filter(|(path, _)| top(path) == name && !is_litter(path)).collect()
    }

    /// Writes the files to an empty folder.
    pub fn restore(&self, folder: &Path) {
        for (path, bytes) in &self.0 {
            let place = folder.join(path);
            if path.ends_with('/') {
                fs::create_dir_all(place).unwrap();
            } else {
                fs::create_dir_all(place.parent().unwrap()).unwrap();
                fs::write(place, bytes).unwrap();
            }
        }
    }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            // An empty folder is something, too.
            files.insert(format!("{name}/"), Vec::new());
            collect(root, &path, files);
        } else {
            files.insert(name, fs::read(path).unwrap());
        }
    }
}

/// The file or folder that is replaced as a whole.
fn top(path: &str) -> String {
    if path.starts_with("shared/") {
        return path.to_owned();
    }
    path.split('/').next().unwrap().to_owned()
}

fn is_litter(path: &str) -> bool {
    path.split('/').any(|name| name.starts_with(".plenary-"))
}
