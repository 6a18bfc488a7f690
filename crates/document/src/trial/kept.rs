//! What a paper must not say: nothing of another room, nothing of a machine.

use super::{case_in, case_of, files, papers, root, seats};
use crate::read::Archive;
use crate::{Holders, Kind, Paper, akoma_ntoso, docx, html, loose, markdown, plain};
use disclosure::Seat;
use text::{Print, Text, pasted};

/// Everything that a paper becomes, part by part, unpacked.
fn everything(paper: &Paper) -> Vec<(String, Vec<u8>)> {
    let package = docx(paper);
    let archive = Archive::open(&package).unwrap();
    let names: Vec<String> = archive.names().map(str::to_owned).collect();
    let parts = names.iter();
    let parts = parts.map(|name| (name.clone(), archive.part(name).unwrap()));
    let mut all: Vec<(String, Vec<u8>)> = parts.collect();
    all.push(("md".to_owned(), markdown(paper).into_bytes()));
    all.push(("txt".to_owned(), plain(paper).into_bytes()));
    all.push(("html".to_owned(), html(paper).into_bytes()));
    all.push(("akn".to_owned(), akoma_ntoso(paper).into_bytes()));
    // the package itself, with what stands between its parts
    all.push(("docx".to_owned(), package));
    all
}

fn has(bytes: &[u8], word: &str) -> bool {
    let words = String::from_utf8_lossy(bytes).to_lowercase();
    words.contains(&word.to_lowercase())
}

/// The canaries of the fjord: each word, with the names of the seats that may know it.
fn canaries() -> Vec<(String, Vec<String>)> {
    let list = std::fs::read_to_string(root().join("cases/fjord/canaries.txt")).unwrap();
    let lines = list.lines();
    let lines = lines.filter(|line| !line.starts_with('#') && !line.is_empty());
    let canaries = lines.map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let seats = fields.last().unwrap().split(' ').map(str::to_owned);
        (fields[0].to_owned(), seats.collect())
    });
    canaries.collect()
}

fn name(seat: &Seat) -> &str {
    match seat {
        Seat::Mediator => "mediator",
        Seat::Public => "public",
        Seat::Delegation(party) | Seat::Partner(party) | Seat::Observer(party) => party.as_str(),
    }
}

#[test]
fn no_part_of_a_paper_has_a_word_of_another_room() {
    let (case, canaries) = (case_of("fjord"), canaries());
    assert!(canaries.len() > 20);
    let mut shown = 0;
    for seat in seats() {
        for paper in papers(&case, &seat) {
            for (part, bytes) in everything(&paper) {
                for (word, knowers) in &canaries {
                    let may_know = knowers.iter().any(|knower| knower == name(&seat));
                    let is_there = has(&bytes, word);
                    shown += usize::from(is_there);
                    assert!(may_know || !is_there, "{word} in {part} of {seat}");
                }
            }
        }
    }
    assert!(
        shown > 10,
        "the canaries that may be shown are there: {shown}"
    );
}

#[test]
fn twins_that_differ_in_what_a_seat_may_not_know_give_it_the_same_bytes() {
    let here = files("fjord");
    let case = case_in(&here);
    for seat in seats().into_iter().filter(|seat| *seat != Seat::Mediator) {
        let mut other = here.clone();
        let hidden = canaries().into_iter().filter(|(_, knowers)| {
            !knowers
                .iter()
                .any(|knower| knower == name(&seat) || knower == "public")
        });
        let mut changed = 0;
        for (at, (word, _)) in hidden.enumerate() {
            for (_, words) in &mut other {
                changed += words.matches(&word).count();
                *words = words.replace(&word, &format!("otherword{at}"));
            }
        }
        assert!(changed > 5, "{seat}: {changed}");
        let twin = case_in(&other);
        for (paper, twin) in papers(&case, &seat).iter().zip(papers(&twin, &seat)) {
            assert!(everything(paper) == everything(&twin), "{seat}");
        }
    }
}

#[test]
fn a_package_says_nothing_of_the_machine_that_made_it() {
    let case = case_of("fjord");
    for seat in seats() {
        for paper in papers(&case, &seat) {
            let package = docx(&paper);
            assert_eq!(package, docx(&paper), "the same paper, the same bytes");
            for (part, bytes) in everything(&paper) {
                for word in ["rsid", "lastModifiedBy", "<Application", "/root", "/home"] {
                    assert!(!has(&bytes, word), "{word} in {part}");
                }
                let words = String::from_utf8_lossy(&bytes).into_owned();
                for word in ["w:author=\"", "w:date=\""] {
                    for said in words.split(word).skip(1) {
                        let said = said.split('"').next().unwrap();
                        let is_day = said.ends_with("T00:00:00Z");
                        let is_ours = said == "Onetext" || said.starts_with("Draft ");
                        assert!(is_ours || is_day, "{said}");
                    }
                }
            }
            // each part was put down at the first moment that a zip file can name
            let heads = package.windows(4).enumerate();
            for (at, _) in heads.filter(|(_, four)| *four == b"PK\x03\x04") {
                assert_eq!(package[at + 10..at + 14], [0, 0, 0x21, 0]);
                assert_eq!(
                    package[at + 28..at + 30],
                    [0, 0],
                    "a field beyond the bare ones"
                );
            }
        }
    }
}

#[test]
fn plain_text_that_is_pasted_again_is_the_same_text() {
    let case = case_of("fjord");
    let mut brackets = 0;
    for seat in seats() {
        let papers = papers(&case, &seat).into_iter();
        let whole = papers.filter(|one| one.form == Print::Bracketed && one.against.is_none());
        for paper in whole {
            let paper = Paper {
                holders: Holders::default(),
                ..paper
            };
            let words = plain(&paper);
            let again = pasted(&words, &paper.language).unwrap();
            // its title and what it says of itself come first, and are no point of the text
            let told = |text: &Text| text.printed(&paper.language, Print::Bracketed);
            let whole = told(&again);
            let (head, points) = whole.split_once("\n\n1. ").unwrap_or_default();
            assert!(head.starts_with("—.\n\n    "), "{head}");
            assert!(head.contains("with its open brackets"), "{head}");
            assert_eq!(format!("1. {points}"), told(&paper.text), "{seat}");
            brackets += again.open_brackets().count();
            // the same from a file, as it is handed in
            let handed = loose(words.as_bytes(), Kind::of("", words.as_bytes())).unwrap();
            let handed = pasted(&handed, &paper.language).unwrap();
            assert_eq!(told(&handed), whole, "{seat}");
        }
    }
    assert!(brackets > 10, "{brackets}");
}

/// The tags of a page, each as far as its end.
fn tags(page: &str) -> Vec<&str> {
    let tags = page.split('<').skip(1);
    tags.map(|rest| rest.split('>').next().unwrap()).collect()
}

#[test]
fn a_page_runs_nothing_and_loads_nothing_whatever_is_written_in_the_text() {
    let case = case_of("fjord");
    let wanted = "<script src=x>alert(1)</script><img src=//x onerror=y> \" onload='z'";
    let mut written = 0;
    for mut paper in seats().iter().flat_map(|seat| papers(&case, seat)) {
        let points = paper.text.points().iter().map(|point| {
            let mut parts = point.parts();
            parts.title = case::Wording::new([(paper.language.clone(), wanted.to_owned())].into());
            text::PointText::new(parts).unwrap()
        });
        paper.text = Text::new(points.collect()).unwrap();
        paper.title = case::Wording::new([(paper.language.clone(), wanted.to_owned())].into());
        let page = html(&paper);
        written += page.matches("&lt;script src=x").count();
        for tag in tags(&page) {
            let name = tag.split([' ', '/']).find(|part| !part.is_empty());
            let name = name.unwrap();
            let forbidden = [
                "script", "img", "link", "iframe", "object", "embed", "base", "form", "svg",
                "video", "audio", "a",
            ];
            assert!(!forbidden.contains(&name), "{tag}");
            let names = tag.split(' ').skip(1).filter_map(|one| one.split_once('='));
            for (name, _) in names {
                assert!(!name.starts_with("on"), "{tag}");
                assert!(!["src", "href", "style", "action"].contains(&name), "{tag}");
            }
        }
        let policy = "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'";
        assert!(page.contains(policy));
        for remote in ["url(", "@import", "://"] {
            assert!(!page.contains(remote), "{remote}");
        }
    }
    assert!(written > 100, "{written}");
}
