//! What the lint finds in the cases that ship, as it was looked at one by one (docs/quality.md).

use crate::cases::read;
use case::{Language, PointId, Wording};
use disclosure::Seat;
use text::{FindingKind, Known, Lint, Part, PointParts, PointText, StepKind, Text};

fn lint(case: &str) -> Lint {
    let case = read(case);
    let view = case.seen_from(Seat::Mediator);
    let text = Text::of_points(&view).unwrap();
    Lint::of(&text, &Known::of(&view, &[]))
}

/// The stretches of a kind, and how many findings of it stand in no words of the text.
fn found(lint: &Lint) -> Vec<(FindingKind, Vec<&str>, usize)> {
    let kinds = lint.kinds().into_iter().map(|(kind, _)| {
        let of_kind = lint.findings.iter().filter(|finding| finding.kind == kind);
        let (placed, whole): (Vec<_>, Vec<_>) = of_kind.partition(|one| one.place.is_some());
        let words = placed.iter().filter_map(|one| one.place.as_ref());
        (
            kind,
            words.map(|found| found.parted().1).collect(),
            whole.len(),
        )
    });
    kinds.collect()
}

#[test]
fn the_live_case_shows_what_was_looked_at_and_no_more() {
    let lint = lint("miami-2025");
    assert_eq!(
        found(&lint),
        [
            (FindingKind::Verifier, vec![], 12),
            (FindingKind::Dispute, vec![], 1),
            (FindingKind::Order, vec!["until then", "before that"], 0),
            (FindingKind::Reference, vec!["Article 5"], 0),
            (
                FindingKind::Vague,
                vec!["as soon as possible", "As soon as possible"],
                0
            ),
        ]
    );
    assert!(lint.unread.is_empty() && lint.out_of_step.is_empty());
}

#[test]
fn the_fjord_shows_nine_commitments_without_a_verifier_and_one_step_out_of_line() {
    let lint = lint("fjord");
    assert_eq!(found(&lint), [(FindingKind::Verifier, vec![], 9)]);
    let unread: Vec<&str> = lint.unread.iter().map(|one| one.tag()).collect();
    assert_eq!(unread, ["fr"]);
    let steps = lint.out_of_step.iter();
    let steps: Vec<_> = steps
        .map(|(point, _, one)| (point.as_str(), one.kind, one.sentence()))
        .collect();
    let wanted = "Figures differ: en has 7, fr 8.".to_owned();
    assert_eq!(steps, [("2", StepKind::Figures, wanted)]);
    let exceptions: usize = lint.terms.iter().map(|term| term.exceptions.len()).sum();
    assert_eq!(
        exceptions, 0,
        "each term has its rendering wherever it stands"
    );
}

#[test]
fn a_file_of_findings_has_a_row_for_each_and_no_formula() {
    let lint = lint("miami-2025");
    let csv = format::lint::to_csv(&lint);
    assert_eq!(csv.lines().count(), lint.findings.len() + 1);
    assert!(csv.starts_with("point,number,language,kind"));
    let formula = "=HYPERLINK(1) is open as soon as possible.";
    let planted = PointText::new(PointParts {
        id: PointId::new("=1+1"),
        number: None,
        title: Wording::english("Planted"),
        body: [(Language::english(), vec![Part::Words(formula.to_owned())])].into(),
        brackets: Vec::new(),
    });
    let planted = Text::new(vec![planted.unwrap()]).unwrap();
    let csv_planted = format::lint::to_csv(&Lint::of(&planted, &Known::default()));
    let row = csv_planted.lines().nth(1).unwrap();
    assert!(row.starts_with("\"'=1+1\","), "{row}");
    assert!(row.contains(&format!(",\"'{formula}\",")), "{row}");
    let json: serde_json::Value = serde_json::from_str(&format::lint::to_json(&lint)).unwrap();
    let findings = json["findings"].as_array().unwrap();
    assert_eq!(findings.len(), lint.findings.len());
    for finding in findings.iter().filter(|one| !one["place"].is_null()) {
        let place = &finding["place"];
        let sentence = place["sentence"].as_str().unwrap();
        let at = |end: usize| usize::try_from(place["stretch"][end].as_u64().unwrap()).unwrap();
        assert_eq!(&sentence[at(0)..at(1)], place["words"].as_str().unwrap());
    }
}
