//! The floors of the house: imports go down only (ARCHITECTURE.md), and no binding's word stands in core.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The modules by floor, lowest first, and whether those of one floor may know each other.
const FLOORS: &[(&[&str], Neighbours)] = &[
    (&["error", "json", "text", "time", "digest", "jwk", "checkpoint", "inflate", "ascii", "vector"], Neighbours::Together),
    (&["report", "seal"], Neighbours::Apart),
    (&["trust", "log"], Neighbours::Apart),
    (&["identify", "issue", "redact", "verify", "statement", "analysis", "bundle", "frames"], Neighbours::Together),
    (&["schema"], Neighbours::Apart),
];

#[derive(Clone, Copy, PartialEq)]
enum Neighbours {
    Together,
    Apart,
}

#[test]
fn imports_go_down_only() {
    let exports = exports(&read("lib.rs"));
    let complaints: Vec<_> = sources()
        .into_iter()
        .filter(|(path, _)| path.to_str() != Some("lib.rs"))
        .flat_map(|(path, source)| violations(&path, &source, &exports))
        .collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn a_violation_is_seen() {
    let exports = exports("mod verify;\npub use verify::{Verified, verify};\npub use error::Error;");
    let seen = |path: &str, source: &str| violations(Path::new(path), source, &exports).len();
    assert_eq!(seen("report/finding.rs", "use crate::seal::PublicKey;"), 1);
    assert_eq!(seen("seal.rs", "use crate::report::Country;"), 1);
    assert_eq!(seen("json.rs", "use crate::{error::Error, trust::TrustList};"), 1);
    assert_eq!(seen("error.rs", "fn f() -> crate::trust::TrustList { todo!() }"), 1);
    assert_eq!(seen("trust/list.rs", "use crate::{\n    report::Country,\n    verify,\n};"), 1);
    assert_eq!(seen("trust.rs", "use crate::Verified;"), 1);
    assert_eq!(seen("trust/list.rs", "use super::super::issue;"), 1);
    assert_eq!(seen("trust.rs", "use super::issue::issue;"), 1);
    assert_eq!(seen("cellar.rs", "use crate::error::Error;"), 1);
    assert_eq!(seen("trust/list.rs", "use super::report::Country; // crate::verify\nuse crate::{Error, report::{Country, Body}};"), 0);
    assert_eq!(seen("issue.rs", "use crate::verify::check_envelope;\nuse crate::report::Body;"), 0);
}

#[test]
fn no_binding_and_no_unsafe_code_in_core() {
    for (path, source) in sources() {
        for word in ["pyo3", "wasm_bindgen", "uniffi"] {
            assert!(!source.contains(word), "{word} in {}", path.display());
        }
        let unsafe_code = source.replace("forbid(unsafe_code)", "");
        assert!(!unsafe_code.contains("unsafe"), "unsafe in {}", path.display());
    }
}

#[test]
fn every_file_says_its_subject_and_is_short() {
    for (path, source) in sources() {
        assert!(source.starts_with("//! "), "{}", path.display());
        assert!(source.lines().count() <= 400, "{} has {} lines", path.display(), source.lines().count());
    }
}

/// Says which imports of a file go up, or to a neighbour who must not be known.
fn violations(path: &Path, source: &str, exports: &HashMap<String, String>) -> Vec<String> {
    let module: Vec<_> = path.with_extension("").iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    let Some((floor, neighbours)) = floor(&module[0]) else { return vec![format!("{}: `{}` has no floor", path.display(), module[0])] };
    let allowed = |target: &str| match self::floor(target) {
        Some(_) if target == module[0] => true,
        Some((other, _)) => other < floor || (other == floor && neighbours == Neighbours::Together),
        None => false,
    };
    imports(source, module.len())
        .into_iter()
        .map(|name| exports.get(&name).cloned().unwrap_or(name))
        .filter(|target| !allowed(target))
        .map(|target| format!("{}: `{}` imports `{target}`", path.display(), module[0]))
        .collect()
}

fn floor(module: &str) -> Option<(usize, Neighbours)> {
    FLOORS.iter().enumerate().find(|(_, (modules, _))| modules.contains(&module)).map(|(floor, (_, neighbours))| (floor, *neighbours))
}

/// Returns what a file takes from the crate's root: the first name of each path, in a group or alone.
fn imports(source: &str, depth: usize) -> Vec<String> {
    let code: String = source.lines().map(|line| line.split("//").next().unwrap_or_default().to_owned() + "\n").collect();
    let mut names = paths_from(&code, "crate::");
    // Inside a module written in the file itself, `super` is that file: only what is a module of the root counts.
    names.extend(paths_from(&code, &"super::".repeat(depth)).into_iter().filter(|name| floor(name).is_some()));
    names
}

/// Returns the names that begin a path from here.
fn paths_from(code: &str, root: &str) -> Vec<String> {
    let begins = |at: usize| !code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == ':');
    code.match_indices(root)
        .filter(|(at, _)| begins(*at))
        .flat_map(|(at, _)| first_names(&code[at + root.len()..]))
        .filter(|name| !name.is_empty())
        .collect()
}

/// Returns the name that begins a path, or those that begin the paths of a group.
fn first_names(path: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect()
    };
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let mut level = 0;
    let end = group.find(|character| {
        level += i32::from(character == '{') - i32::from(character == '}');
        level < 0
    });
    split_outside_braces(&group[..end.unwrap_or(group.len())]).iter().map(|part| name(part)).collect()
}

fn split_outside_braces(group: &str) -> Vec<String> {
    let (mut parts, mut level) = (vec![String::new()], 0);
    for character in group.chars() {
        level += i32::from(character == '{') - i32::from(character == '}');
        match character {
            ',' if level == 0 => parts.push(String::new()),
            other => parts.last_mut().unwrap().push(other),
        }
    }
    parts
}

/// Returns what `lib.rs` gives out under the root's name, and the module where each comes from.
fn exports(lib: &str) -> HashMap<String, String> {
    let mut exports = HashMap::new();
    for (at, _) in lib.match_indices("pub use ") {
        let statement = lib[at + 8..].split(';').next().unwrap();
        let (module, names) = statement.split_once("::").unwrap();
        for name in names.trim_matches(['{', '}']).split(',').map(str::trim).filter(|name| !name.is_empty()) {
            if floor(name).is_none() {
                exports.insert(name.to_owned(), module.to_owned());
            }
        }
    }
    exports
}

fn sources() -> Vec<(PathBuf, String)> {
    let mut sources = Vec::new();
    gather(&root(), &mut sources);
    assert!(sources.len() > 20);
    sources
}

fn gather(folder: &Path, sources: &mut Vec<(PathBuf, String)>) {
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, sources);
        } else {
            let name = path.strip_prefix(root()).unwrap().to_owned();
            sources.push((name.clone(), read(name)));
        }
    }
}

fn read(name: impl AsRef<Path>) -> String {
    std::fs::read_to_string(root().join(name)).unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}
