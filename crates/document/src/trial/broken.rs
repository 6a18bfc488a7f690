//! Documents with something wrong in them, thousands of ways: each is read or refused, and what is
//! proposed fits the text.

use super::{asked, case_of};
use crate::read::Archive;
use crate::zip::Package;
use crate::{Kind, Paper, docx, edits, loose, pared};
use disclosure::Seat;
use text::Print;

/// Numbers that look drawn, the same in every run.
pub(super) struct Draws(pub(super) u64);

impl Draws {
    pub(super) fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % most.max(1)
    }
}

/// The document with a piece struck, doubled, moved or made of other letters.
fn spoilt(document: &str, draws: &mut Draws) -> String {
    // half of them are cut between paragraphs, so that what comes out is markup still
    let cut = ["<", "<w:p>"][draws.below(2)];
    let cuts: Vec<usize> = document.match_indices(cut).map(|(at, _)| at).collect();
    if cuts.is_empty() {
        return document.to_owned();
    }
    let (one, two) = (draws.below(cuts.len()), draws.below(cuts.len()));
    let (from, to) = (cuts[one.min(two)], cuts[one.max(two)]);
    let to = to
        .min(cuts[(one.min(two) + 1 + draws.below(12)).min(cuts.len() - 1)])
        .max(from);
    let (head, piece, tail) = (&document[..from], &document[from..to], &document[to..]);
    match draws.below(5) {
        0 => format!("{head}{tail}"),
        1 => format!("{head}{piece}{piece}{tail}"),
        2 => format!("{head}{}{tail}", piece.replace(['e', 'o'], "<")),
        3 => format!("{head}{}{tail}", piece.replace("w:", "")),
        _ => format!("{head}<w:del>{piece}</w:del>{tail}"),
    }
}

#[test]
fn a_document_with_something_wrong_in_it_is_read_or_refused() {
    let case = case_of("fjord");
    let view = case.seen_from(Seat::Public);
    let ask = asked(None, None, Print::Bracketed);
    let paper = Paper::of_case(&view, &ask).unwrap();
    let whole = docx(&paper);
    let archive = Archive::open(&whole).unwrap();
    let part = |name: &str| String::from_utf8(archive.part(name).unwrap()).unwrap();
    let names = [
        "[Content_Types].xml",
        "word/styles.xml",
        "word/numbering.xml",
    ];
    let document = part("word/document.xml");
    let mut draws = Draws(7);
    let (mut read, mut refused) = (0, 0);
    for _ in 0..1_500 {
        let mut spoiled = spoilt(&document, &mut draws);
        for _ in 0..draws.below(3) {
            spoiled = spoilt(&spoiled, &mut draws);
        }
        let mut package = Package::default();
        for name in names {
            package.put(name, part(name).as_bytes());
        }
        package.put("word/document.xml", spoiled.as_bytes());
        let bytes = package.done();
        let _ = loose(&bytes, Kind::Docx);
        match edits(&paper, &bytes, "salt") {
            Err(_) => refused += 1,
            Ok(found) => {
                read += 1;
                for placed in &found.placed {
                    placed.proposal.applied(&paper.text).unwrap_or_else(|why| {
                        panic!("{why}: {:?}\n{spoiled}", placed.proposal);
                    });
                }
                assert_eq!(
                    edits(&paper, &pared(&bytes).unwrap(), "salt").as_ref(),
                    Ok(&found)
                );
            }
        }
    }
    assert!(
        read > 200 && refused > 200,
        "{read} were read, {refused} refused"
    );
}

#[test]
fn a_package_with_bytes_changed_is_read_or_refused() {
    let case = case_of("fjord");
    let view = case.seen_from(Seat::Public);
    let ask = asked(None, None, Print::Bracketed);
    let paper = Paper::of_case(&view, &ask).unwrap();
    let whole = docx(&paper);
    let mut draws = Draws(11);
    for _ in 0..2_000 {
        let mut bytes = whole.clone();
        for _ in 0..1 + draws.below(4) {
            let at = draws.below(bytes.len());
            bytes[at] = u8::try_from(draws.below(256)).unwrap();
        }
        bytes.truncate(bytes.len() - draws.below(2) * draws.below(200));
        if let Ok(found) = edits(&paper, &bytes, "salt") {
            let fits = |placed: &crate::Placed| placed.proposal.applied(&paper.text).is_ok();
            assert!(found.placed.iter().all(fits));
        }
    }
}
