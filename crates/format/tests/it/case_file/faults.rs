//! Every kind of fault, with the words in which it is reported.
//!
//! `faults.txt` holds samples, each with its expected faults; `UPDATE=1` rewrites the latter.

use super::HEAD;
use format::case_file::{self, BYTES_MAX};
use std::fmt::Write as _;

const SAMPLES: &str = include_str!("faults.txt");

/// The faults of a sample; it follows the head, unless it is a whole file.
fn faults(sample: &str) -> String {
    let files: Vec<(&str, &[u8])> = if sample.starts_with("onetext:") {
        vec![("sample.yaml", sample.as_bytes())]
    } else {
        vec![
            ("head.yaml", HEAD.as_bytes()),
            ("sample.yaml", sample.as_bytes()),
        ]
    };
    match case_file::read(&files) {
        Ok(_) => "no faults".to_owned(),
        Err(faults) => faults.to_string(),
    }
}

#[test]
fn each_sample_has_the_faults_that_stand_beside_it() {
    let mut rewritten = String::new();
    for part in SAMPLES.split("=== ").skip(1) {
        let (title, rest) = part.split_once('\n').unwrap();
        let sample = rest
            .split_once("\n>>>\n")
            .map_or(rest.trim_end(), |(sample, _)| sample);
        let found = faults(&format!("{sample}\n"));
        assert_ne!(found, "no faults", "{title}");
        write!(rewritten, "=== {title}\n{sample}\n>>>\n{found}\n").unwrap();
    }
    if std::env::var_os("UPDATE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/case_file/faults.txt");
        std::fs::write(path, rewritten).unwrap();
    } else {
        assert_eq!(
            SAMPLES, rewritten,
            "UPDATE=1 rewrites faults.txt; read the difference"
        );
    }
}

fn of_bytes(bytes: &[u8]) -> String {
    let files = [("case.yaml", bytes)];
    case_file::read(&files).err().unwrap().to_string()
}

#[test]
fn bytes_that_are_no_text_are_told_by_their_offset() {
    assert_eq!(
        of_bytes(b"onetext: 1\ncase: {id: \xff}"),
        "error: the file is not UTF-8 text: the byte at offset 22 fits no character\n \
         --> case.yaml\nhint: save it as UTF-8\n\n1 fault"
    );
}

#[test]
fn every_character_that_reorders_or_hides_is_named_with_its_place() {
    let text = "# \u{202e}right\n# ok\n# \u{7}\u{2066}\n";
    let found = of_bytes(text.as_bytes());
    for expected in [
        "`U+202E` (right-to-left override) may not stand in a case file\n --> case.yaml:1:3\n",
        "`U+0007` (control character) may not stand in a case file\n --> case.yaml:3:3\n",
        "`U+2066` (left-to-right isolate) may not stand in a case file\n --> case.yaml:3:4\n",
    ] {
        assert!(found.contains(expected), "{found}");
    }
}

#[test]
fn a_byte_order_mark_at_the_start_is_no_fault() {
    let text = format!("\u{feff}{HEAD}");
    assert!(super::read(&text).is_ok());
}

#[test]
fn an_alias_bomb_is_refused_before_it_goes_off() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..20 {
        let before = level - 1;
        let ten = vec![format!("*a{before}"); 10].join(", ");
        writeln!(bomb, "a{level}: &a{level} [{ten}]").unwrap();
    }
    assert_eq!(
        of_bytes(bomb.as_bytes()),
        "error: the aliases of the file stand for more than 20000 values\n \
         --> case.yaml:5:10\nhint: write the values out: aliases of aliases can make a small \
         file huge\n\n1 fault"
    );
}

#[test]
fn deep_nesting_is_refused_in_both_styles() {
    let brackets = "[".repeat(100_000);
    assert!(of_bytes(brackets.as_bytes()).starts_with("error: the file nests deeper than 48"));
    let blocks: String = (0..200).map(|deep| format!("{:deep$}a:\n", "")).collect();
    assert!(of_bytes(blocks.as_bytes()).starts_with("error: the file nests deeper than 48"));
}

#[test]
fn more_than_a_hundred_megabytes_are_not_read() {
    let bytes = vec![b'#'; BYTES_MAX + 1];
    assert_eq!(
        of_bytes(&bytes),
        "error: the case has 100000001 bytes, and at most 100000000 are read\n \
         --> case.yaml\n\n1 fault"
    );
}

#[test]
fn of_very_many_faults_the_first_are_shown_and_all_are_counted() {
    let lines: String = (0..2_000).map(|n| format!("wrong{n}: 1\n")).collect();
    let text = format!("{HEAD}{lines}");
    let faults = super::read(&text).err().unwrap();
    assert_eq!((faults.all().len(), faults.more()), (500, 1_500));
    assert!(
        faults
            .to_string()
            .ends_with("2000 faults, of which the first 500 are shown")
    );
}

#[test]
fn an_empty_file_and_no_file_are_told_apart() {
    assert!(
        of_bytes(b"").starts_with("error: a case file is a map of sections, and this is nothing")
    );
    let none = case_file::read(&[]).err().unwrap();
    assert!(none.to_string().starts_with("error: there is no case file"));
}
