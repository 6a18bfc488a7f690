//! Where the exact answers of other programs lie, and what to do without them.

use serde_json::Value;

/// A JSON file of shared data, or nothing where there is none and none is required.
pub(crate) fn file(path: &str) -> Option<Value> {
    text(path).map(|text| serde_json::from_str(&text).unwrap())
}

/// A text file of shared data, or nothing where there is none and none is required.
pub(crate) fn text(path: &str) -> Option<String> {
    let shared = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/");
    match std::fs::read_to_string(format!("{shared}{path}")) {
        Ok(text) => Some(text),
        Err(_) if std::env::var_os("ONETEXT_REQUIRE_GOLD").is_some() => {
            panic!("gold: {path} is required and not there")
        }
        Err(_) => {
            println!("gold: skipped (no shared data)");
            None
        }
    }
}

/// Whether every instance is asked for, and not only those that are quick.
pub(crate) fn is_whole() -> bool {
    std::env::var_os("ONETEXT_GOLD").is_some_and(|word| word == "all")
}
