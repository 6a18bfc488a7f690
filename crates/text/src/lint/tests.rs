//! What is told of the findings: which are meant, what they are about, and how they are counted.

use super::*;
use crate::{Part, PointParts};
use case::{Grounds, PointId, Term, Wording};
use jiff::civil::date;

/// A text of points with an id, a number, a title and words in a language.
fn text(tag: &str, points: &[(&str, Option<u32>, &str)]) -> Text {
    let language = Language::new(tag);
    let points = points.iter().map(|(id, number, words)| {
        PointText::new(PointParts {
            id: PointId::new(*id),
            number: *number,
            title: Wording::english(format!("The {id}")),
            body: [(language.clone(), vec![Part::Words((*words).to_owned())])].into(),
            brackets: Vec::new(),
        })
        .unwrap()
    });
    Text::new(points.collect()).unwrap()
}

fn left_open(point: &str, language: &str, words: &str) -> Ambiguity {
    Ambiguity {
        review: date(2031, 6, 1),
        place: Place::Point(PointId::new(point)),
        language: Language::new(language),
        words: words.to_owned(),
        why: "both can sign it".to_owned(),
        by: "the mediator".to_owned(),
    }
}

/// The stretches that are found and taken so.
fn taken(lint: &Lint, weight: Weight) -> Vec<&str> {
    let findings = lint.findings.iter().filter(|one| one.weight == weight);
    let placed = findings.filter_map(|one| one.place.as_ref());
    placed.map(|found| found.parted().1).collect()
}

const LIGHTS: &str = "Help comes promptly. It is of adequate size. Boats leave promptly.";

#[test]
fn what_touches_a_registered_passage_is_meant_and_the_same_words_elsewhere_are_not() {
    let points = [("lights", Some(1), LIGHTS), ("boats", Some(2), LIGHTS)];
    let text = text("en", &points);
    let of = |register: &[Ambiguity]| {
        let known = Known {
            register,
            ..Known::default()
        };
        Lint::of(&text, &known)
    };
    let all = ["promptly", "adequate", "promptly"];
    let none = of(&[]);
    assert_eq!(taken(&none, Weight::Hint), [all, all].concat());
    // A passage of a sentence and more.
    let longer = left_open("lights", "en", "comes promptly. It is of adequate");
    let lint = of(&[longer]);
    assert_eq!(taken(&lint, Weight::Meant), ["promptly", "adequate"]);
    assert_eq!(
        taken(&lint, Weight::Hint),
        [&["promptly"], &all[..]].concat()
    );
    let meant = lint.findings.iter().find(|one| one.weight == Weight::Meant);
    assert!(meant.unwrap().settles.contains("2031-06-01"));
    assert_eq!(lint.count(Weight::Meant), 2);
    let counted = "The rules found nothing wanting; 4 for a second look; 2 left open on purpose";
    assert_eq!(lint.counted(""), counted);
    assert!(!lint.is_clean());
    for other in [
        left_open("lights", "fr", "comes promptly"),
        left_open("lights", "en", "comes late"),
    ] {
        assert_eq!(taken(&of(&[other]), Weight::Meant), Vec::<&str>::new());
    }
}

#[test]
fn a_text_without_rules_for_its_language_was_not_read() {
    let french = Lint::of(
        &text("fr", &[("a", Some(1), "Il finit.")]),
        &Known::default(),
    );
    assert_eq!(
        french.counted(""),
        "Nothing was read: there are no rules for its languages"
    );
    assert!(!french.is_clean());
    let english = Lint::of(
        &text("en", &[("a", Some(1), "It ends.")]),
        &Known::default(),
    );
    assert_eq!(english.counted(""), "The rules found nothing wanting");
    assert!(english.is_clean());
}

#[test]
fn a_term_of_the_case_is_known_in_english_of_any_country() {
    let term = Term {
        words: Wording::english("Coordination Centre"),
        avoid: Vec::new(),
        meaning: Some(Wording::english("the office at the quay")),
        grounds: Grounds::default(),
    };
    let known = |terms| Known {
        terms,
        ..Known::default()
    };
    let words = "The boats are those of the Coordination Centre.";
    let text = text("en-GB", &[("a", Some(1), words)]);
    let found = Lint::of(&text, &known(Vec::new()));
    assert_eq!(taken(&found, Weight::Wanting), ["Coordination Centre"]);
    let found = Lint::of(&text, &known(vec![&term]));
    assert_eq!(taken(&found, Weight::Wanting), Vec::<&str>::new());
}

#[test]
fn a_finding_names_points_as_people_call_them() {
    let on = [
        PointId::new("quay"),
        PointId::new("toll"),
        PointId::new("hut"),
    ];
    let duty = |points| Duty {
        title: "Open it",
        owner: None,
        latest: None,
        earliest: None,
        verifier: Some("Host"),
        points,
    };
    let text = text(
        "en",
        &[
            ("quay", Some(3), "It is open."),
            ("toll", Some(4), "It is low."),
            ("hut", None, "It is appropriate."),
        ],
    );
    let known = Known {
        duties: vec![duty(&on[..2]), duty(&on), duty(&[])],
        ..Known::default()
    };
    let about: Vec<String> = Lint::of(&text, &known)
        .findings
        .into_iter()
        .map(|finding| finding.about)
        .collect();
    assert_eq!(
        about,
        [
            "“The hut”",
            "What is owed on points 3, 4",
            "What is owed on points 3, 4 and “The hut”",
            "What is owed",
            "The text as a whole",
        ]
    );
}

#[test]
fn what_is_owed_needs_somebody_to_establish_it_unless_it_is_to_check_what_others_do() {
    let duty = |title| Duty {
        title,
        owner: Some("Host"),
        latest: None,
        earliest: None,
        verifier: None,
        points: &[],
    };
    let titles = ["Host monitors and verifies", "The monitors are in place"];
    let known = Known {
        duties: titles.map(duty).to_vec(),
        ..Known::default()
    };
    let found = Lint::of(&text("en", &[]), &known).findings;
    let said: Vec<&str> = found.iter().map(|one| one.what.as_str()).collect();
    let wanted = "The commitment “The monitors are in place” names nobody who establishes it.";
    assert_eq!(said, [wanted]);
}
