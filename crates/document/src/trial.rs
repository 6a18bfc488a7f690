//! Papers of the fjord, from its case file: out of the room, through a reader, and back.

mod broken;
mod hostile;
mod kept;
mod marks;
mod office;
mod returned;

use crate::{Asked, Paper};
use case::{Case, DraftId, Language};
use disclosure::{PartyId, Seat};
use std::path::{Path, PathBuf};
use text::Print;

/// The files of a case that ships.
fn files(name: &str) -> Vec<(String, String)> {
    let folder = root().join("cases").join(name);
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The case in these files.
fn case_in(files: &[(String, String)]) -> Case {
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, words)| (name.as_str(), words.as_bytes()))
        .collect();
    format::case_file::read(&files).unwrap()
}

fn case_of(name: &str) -> Case {
    case_in(&files(name))
}

/// Everybody who sits at the fjord.
fn seats() -> Vec<Seat> {
    let party = PartyId::new;
    vec![
        Seat::Mediator,
        Seat::Delegation(party("north")),
        Seat::Delegation(party("south")),
        Seat::Partner(party("reef")),
        Seat::Public,
    ]
}

fn asked(draft: Option<&str>, against: Option<&str>, form: Print) -> Asked {
    Asked {
        draft: draft.map(DraftId::new),
        against: against.map(DraftId::new),
        form,
        language: Language::english(),
    }
}

/// The papers of a seat: the points and each draft that it has, in both forms, and each draft
/// against the one before.
fn papers(case: &Case, seat: &Seat) -> Vec<Paper> {
    let view = case.seen_from(seat.clone());
    let drafts: Vec<DraftId> = view.drafts().map(|seen| seen.item.id.clone()).collect();
    let drafts: Vec<&str> = drafts.iter().map(DraftId::as_str).collect();
    let mut papers = Vec::new();
    for form in [Print::Bracketed, Print::Clean] {
        papers.push(asked(None, None, form));
        papers.extend(drafts.iter().map(|draft| asked(Some(draft), None, form)));
        let pairs = drafts.iter().zip(drafts.iter().skip(1));
        papers.extend(pairs.map(|(was, now)| asked(Some(now), Some(was), form)));
    }
    let papers = papers
        .iter()
        .map(|asked| Paper::of_case(&view, asked).unwrap());
    papers.collect()
}
