//! What is written is read back as the same case.

use super::{FULL, read, shipped};
use format::case_file::{self, write};

#[test]
fn the_sample_with_every_key_comes_back_item_by_item() {
    let case = read(FULL)
        .map_err(|faults| faults.to_string())
        .unwrap_or_else(|e| panic!("{e}"));
    let written = write(&case);
    let again = read(&written).unwrap_or_else(|faults| panic!("{faults}\n{written}"));
    assert_eq!(write(&again), written);
    // Every word of the sample that is not a key, a number or a form of its own survives.
    for kept in [
        "Розмови про фіорд",
        "A. Example",
        "half of the delegation's",
        "stock collapse",
    ] {
        assert!(written.contains(kept), "{kept} is lost in\n{written}");
    }
}

#[test]
fn every_case_that_ships_comes_back_item_by_item() {
    for (name, files) in shipped() {
        let files: Vec<(&str, &[u8])> = files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
            .collect();
        let case = case_file::read(&files).unwrap_or_else(|faults| panic!("{name}: {faults}"));
        let written = write(&case);
        let again = read(&written).unwrap_or_else(|faults| panic!("{name}: {faults}"));
        assert_eq!(write(&again), written, "{name}");
    }
}

#[test]
fn the_canonical_form_of_the_sample_is_the_one_on_record() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/it/case_file/canonical.yaml"
    );
    let written = write(&read(FULL).unwrap_or_else(|faults| panic!("{faults}")));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, written).unwrap();
    } else {
        assert_eq!(
            std::fs::read_to_string(path).unwrap(),
            written,
            "UPDATE=1 rewrites it"
        );
    }
}
