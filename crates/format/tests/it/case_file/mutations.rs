//! Broken files: whatever happens to a file, reading ends with a case or with faults in places.

use super::FULL;
use format::case_file::{self, Faults, write};
use proptest::prelude::*;

/// Reads, and holds every fault to its promises.
fn holds(bytes: &[u8]) {
    match case_file::read(&[("case.yaml", bytes)]) {
        Ok(case) => {
            let written = write(&case);
            let again = case_file::read(&[("case.yaml", written.as_bytes())]);
            let again = again.unwrap_or_else(|faults| panic!("{faults}\n{written}"));
            assert_eq!(write(&again), written);
        }
        Err(faults) => in_places(&faults, bytes),
    }
}

fn in_places(faults: &Faults, bytes: &[u8]) {
    assert!(!faults.all().is_empty());
    let lines = bytes.split(|byte| *byte == b'\n').count() + 1;
    for fault in faults.all() {
        assert_eq!(fault.file, "case.yaml");
        assert!(fault.line <= lines, "{fault}");
        assert!(!fault.message.is_empty());
        let hidden = fault
            .to_string()
            .chars()
            .any(|c| c.is_control() && c != '\n');
        assert!(!hidden, "{fault:?}");
    }
    let sorted = faults
        .all()
        .windows(2)
        .all(|pair| (pair[0].line, pair[0].column) <= (pair[1].line, pair[1].column));
    assert!(sorted);
}

/// Pieces of YAML that mean something.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let pieces = [
        "",
        " ",
        "\n",
        ":",
        ": ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&a ",
        "*a",
        "!t ",
        "|\n",
        ">\n",
        "\"",
        "'",
        "#",
        "null",
        "~",
        "---\n",
        "?",
        "<<: ",
        "\t",
        "\u{202e}",
        "\u{0}",
        "1e99",
        "-1",
        "north",
        "quota",
        "2031-02-30",
        "release: sealed",
        "\\u202e",
    ];
    prop_oneof![
        prop::sample::select(pieces.map(|p| p.as_bytes().to_vec()).to_vec()),
        prop::collection::vec(any::<u8>(), 0..4),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_file_with_pieces_put_in_or_cut_out_is_read_or_refused(
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..30, piece()), 1..6)
    ) {
        let mut bytes = FULL.as_bytes().to_vec();
        for (at, cut, piece) in edits {
            let at = at.index(bytes.len() + 1);
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, piece);
        }
        holds(&bytes);
    }

    #[test]
    fn a_file_with_lines_moved_about_is_read_or_refused(
        moves in prop::collection::vec(any::<(prop::sample::Index, prop::sample::Index)>(), 1..6)
    ) {
        let mut lines: Vec<&str> = FULL.lines().collect();
        for (from, to) in moves {
            let line = lines[from.index(lines.len())];
            lines.insert(to.index(lines.len()), line);
        }
        holds(lines.join("\n").as_bytes());
    }

    #[test]
    fn a_file_with_words_exchanged_is_read_or_refused(
        swaps in prop::collection::vec(any::<(prop::sample::Index, prop::sample::Index)>(), 1..8)
    ) {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let mut words: Vec<String> = Vec::new();
        for c in FULL.chars() {
            match words.last_mut() {
                Some(word) if is_word(c) && word.chars().all(is_word) => word.push(c),
                _ => words.push(c.to_string()),
            }
        }
        for (one, other) in swaps {
            let (one, other) = (one.index(words.len()), other.index(words.len()));
            words.swap(one, other);
        }
        holds(words.concat().as_bytes());
    }

    #[test]
    fn any_bytes_are_refused_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        holds(&bytes);
    }
}

/// Found by the edits above: a fault that showed the tab as it stood.
#[test]
fn a_unit_with_a_tab_in_it_is_refused_in_words_without_one() {
    let text = FULL.replace("unit: EUR bn}", "unit: \"EUR\\t2031-05-20\"}");
    assert_ne!(text, FULL);
    assert!(case_file::read(&[("case.yaml", text.as_bytes())]).is_err());
    holds(text.as_bytes());
}
