//! LibreOffice opens what we write, and what it saves comes back with every point in its place.
//!
//! `cargo xtask documents` installs it where it may; elsewhere these tests say that they were
//! skipped, and fail if they were required.

use super::{asked, case_of, papers};
use crate::{Earlier, Holders, Kind, Paper, docx, edits, loose};
use case::{Language, Wording};
use disclosure::Seat;
use std::path::{Path, PathBuf};
use std::process::Command;
use text::{Print, Text, pasted};

/// Whether a program is to be asked, and is here: where it was required and does not answer, the
/// test fails.
fn is_here(program: &str, asked: &str) -> bool {
    if std::env::var_os("ONETEXT_REQUIRE_OFFICE").is_none() {
        println!("office: skipped ({program} is not asked for; see `cargo xtask documents`)");
        return false;
    }
    let answer = Command::new(program).arg(asked).output();
    let is_here = answer.is_ok_and(|answer| answer.status.success());
    assert!(
        is_here,
        "`{program} {asked}` was required and does not answer"
    );
    true
}

/// A folder of this test alone.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("onetext-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Has LibreOffice write files in another format into a folder of the format's name.
fn converted(folder: &Path, files: &[String], to: &str) {
    let home = format!("-env:UserInstallation=file://{}/home", folder.display());
    let mut command = Command::new("soffice");
    command.args([&*home, "--headless", "--convert-to", to, "--outdir", to]);
    let done = command.args(files).current_dir(folder).output().unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
}

#[test]
fn office_keeps_every_point_through_saving() {
    if !is_here("soffice", "--version") {
        return;
    }
    let folder = folder("saved");
    let mut papers = papers(&case_of("fjord"), &Seat::Mediator);
    let miami = case_of("miami-2025");
    let view = miami.seen_from(Seat::Public);
    for (form, draft) in [(Print::Bracketed, None), (Print::Clean, Some("D1"))] {
        papers.push(Paper::of_case(&view, &asked(draft, None, form)).unwrap());
    }
    papers.push(leftward());
    let names: Vec<String> = (0..papers.len()).map(|at| format!("{at}.docx")).collect();
    for (name, paper) in names.iter().zip(&papers) {
        std::fs::write(folder.join(name), docx(paper)).unwrap();
    }
    converted(&folder, &names, "docx");
    for (name, paper) in names.iter().zip(&papers) {
        let bytes = std::fs::read(folder.join("docx").join(name)).unwrap();
        let edits = edits(paper, &bytes, "salt").unwrap();
        assert_eq!(edits.placed, [], "{name}: {}", paper.label);
        assert_eq!(edits.unplaced, [], "{name}: {}", paper.label);
        assert_eq!(edits.notes, [] as [String; 0], "{name}: {}", paper.label);
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_pages_that_office_prints_have_every_point() {
    if !is_here("soffice", "--version") || !is_here("pdftotext", "-v") {
        return;
    }
    let folder = folder("printed");
    let case = case_of("fjord");
    let view = case.seen_from(Seat::Mediator);
    let paper = Paper::of_case(&view, &asked(None, None, Print::Bracketed)).unwrap();
    std::fs::write(folder.join("fjord.docx"), docx(&paper)).unwrap();
    converted(&folder, &["fjord.docx".to_owned()], "pdf");
    let mut pages = Command::new("pdftotext");
    let out = pages
        .args(["pdf/fjord.pdf", "-"])
        .current_dir(&folder)
        .output()
        .unwrap();
    let words = String::from_utf8(out.stdout).unwrap();
    let level = words.split_whitespace().collect::<Vec<_>>().join(" ");
    for point in paper.text.points() {
        let title = text::as_typed(point.title().in_language(&paper.language));
        assert!(level.contains(&title), "{title} in {level}");
    }
    // a PDF of ours, taken apart again, is a draft with the same numbers
    let loose = loose(words.as_bytes(), Kind::Pdf).unwrap();
    let again = pasted(&loose, &paper.language).unwrap();
    let numbers = |text: &Text| -> Vec<u32> {
        let points = text.points().iter();
        points.filter_map(|point| point.number()).collect()
    };
    assert_eq!(numbers(&again), numbers(&paper.text), "{loose}");
    std::fs::remove_dir_all(folder).unwrap();
}

/// A short text in Arabic, with a change from one version to the next.
fn leftward() -> Paper {
    let arabic = Language::new("ar");
    let read = |words: &str| pasted(words, &arabic).unwrap();
    let was = "1. الحدود\n\n    أي خط هو الحد: [خط المنتصف | خط الخريطة القديمة]\n\n\
               2. الصيد\n\n    لكل جانب حصة سنوية قدرها 30 000 طن.\n";
    let now = was.replace("30 000", "40 000");
    Paper {
        case: case::CaseId::new("strait"),
        title: Wording::new([(arabic.clone(), "محادثات المضيق".to_owned())].into()),
        reader: "for everybody".to_owned(),
        label: "Draft 2".to_owned(),
        day: Some(jiff::civil::date(2031, 6, 3)),
        text: read(&now),
        against: Some(Earlier {
            label: "Draft 1".to_owned(),
            text: read(was),
        }),
        holders: Holders::default(),
        form: Print::Bracketed,
        language: arabic,
    }
}

#[test]
fn the_schema_of_akoma_ntoso_takes_what_we_write() {
    let python = std::env::var("ONETEXT_OFFICE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    if !is_here(&python, "--version") {
        return;
    }
    let folder = folder("schema");
    let case = case_of("fjord");
    let seats = super::seats().into_iter();
    let mut all: Vec<Paper> = seats.flat_map(|seat| papers(&case, &seat)).collect();
    all.push(leftward());
    let names = (0..all.len()).map(|at| folder.join(format!("{at}.xml")));
    let names: Vec<PathBuf> = names.collect();
    for (name, paper) in names.iter().zip(&all) {
        std::fs::write(name, crate::akoma_ntoso(paper)).unwrap();
    }
    let mut check = Command::new(python);
    check.arg(super::root().join("interop/akn.py"));
    let done = check.args(&names).output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let faults = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}{faults}");
    assert_eq!(said.trim(), format!("{} valid", names.len()));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_point_keeps_its_id_in_akoma_ntoso_when_the_text_is_numbered_anew() {
    let mut paper = leftward();
    let ids = |paper: &Paper| -> Vec<String> {
        let written = crate::akoma_ntoso(paper);
        let ids = written.split("<point eId=\"").skip(1);
        ids.map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect()
    };
    let was = ids(&paper);
    paper.against = None;
    let mut points: Vec<text::PointText> = paper
        .text
        .points()
        .iter()
        .map(|point| point.as_ref().clone())
        .collect();
    points.reverse();
    paper.text = Text::new(points).unwrap().renumbered();
    let mut now = ids(&paper);
    now.reverse();
    assert_eq!(was, now);
}
