//! The words that stand in items of the invented case which not every seat may know.

use std::path::Path;

/// That a page of a seat holds no word that the seat may not know.
pub(crate) fn check(page: &str, seat: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/fjord/canaries.txt");
    let lines = std::fs::read_to_string(path).unwrap();
    let mut checked = 0;
    for line in lines.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [word, item, _, _, seats] = fields[..] else {
            panic!("five fields: {line}");
        };
        if !seats.split(' ').any(|one| one == seat) {
            assert!(!page.contains(word), "{seat} sees {item}");
            checked += 1;
        }
    }
    assert!(checked > 0, "no word was looked for");
}
