//! The cases that ship: read without a fault, complete against what they were compiled from, and
//! with the circles that are known to be in them.

use crate::shared;
use briefing::{Detail, Question, prepare};
use case::{Case, Firmness, Stand};
use disclosure::Seat;
use problem::{Effort, Watch};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The cases, in the order of their names.
pub(crate) const CASES: [&str; 12] = [
    "bill-and-jack",
    "elmira-1991",
    "fjord",
    "garrison",
    "harbour-seven",
    "harbour-six",
    "miami-2025",
    "minsk-2015",
    "missiles-1962",
    "panama-1974",
    "tram-depot",
    "turbine-parts",
];

/// The folder of a case.
pub(crate) fn folder(name: &str) -> PathBuf {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    cases.join(name)
}

/// The YAML files of a case with their names, in order.
fn files(name: &str) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder(name)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    paths.sort();
    let named = paths.iter().map(|path| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, std::fs::read(path).unwrap())
    });
    named.collect()
}

fn read_files(files: &[(String, Vec<u8>)]) -> Case {
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    format::case_file::read(&files).unwrap_or_else(|faults| panic!("{faults}"))
}

/// A case that ships.
pub(crate) fn read(name: &str) -> Case {
    read_files(&files(name))
}

/// The loops of preconditions that a case's briefing names, one line each.
fn loops(case: &Case) -> Vec<String> {
    let watch = Watch::new();
    let view = case.seen_from(Seat::Mediator);
    let briefing = prepare(&view, Question::Order, &Effort::unbounded(&watch)).unwrap();
    let text = briefing.to_text(1_000, Detail::Full);
    let lines = text.lines().filter(|line| line.starts_with("Loop "));
    lines.map(str::to_owned).collect()
}

/// A rule that compares gains would otherwise weigh a party by how fine its figures are.
#[test]
fn a_stated_unit_is_as_many_steps_for_every_party_of_a_case() {
    let mut posed = 0;
    for name in CASES {
        let case = read(name);
        let Ok(found) = case.seen_from(Seat::Mediator).pose() else {
            continue;
        };
        let units: Vec<_> = found.units.rows().collect();
        assert!(units.windows(2).all(|pair| pair[0] == pair[1]), "{name}");
        posed += 1;
    }
    assert_eq!(posed, 7);
}

#[test]
fn every_case_that_ships_reads_without_a_fault_and_is_listed() {
    let entries = std::fs::read_dir(folder("")).unwrap();
    let mut found: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    found.sort();
    assert_eq!(found, CASES);
    for name in CASES {
        let case = read(name);
        assert_eq!(case.heading.id.as_str(), name);
        assert!(folder(name).join("README.md").is_file(), "{name}");
    }
}

#[test]
fn a_live_case_carries_no_preferences_and_hides_nothing() {
    let case = read("miami-2025");
    assert!(case.heading.live && case.preferences.is_empty());
    let (all, open) = (Seat::Mediator, Seat::Public);
    assert_eq!(
        case.seen_from(all).red_lines().count(),
        case.seen_from(open).red_lines().count()
    );
}

#[test]
fn the_founding_case_has_its_two_circles_and_the_fjord_one() {
    assert_eq!(
        loops(&read("miami-2025")),
        [
            "Loop 1: The text is agreed by all parties → A full ceasefire is in force → A \
             nationwide referendum in Ukraine is held and Elections are held in Ukraine → The \
             economic zone in Donetsk is decided → The text is agreed by all parties.",
            "Loop 2: The text is agreed by all parties → The guarantees are in force → Territory \
             is decided → The text is agreed by all parties.",
        ]
    );
    assert_eq!(
        loops(&read("fjord")),
        [
            "Loop 1: The text is agreed → Armed boats stay in port → The people of South vote on \
          the text → The text is agreed."
        ]
    );
    assert_eq!(loops(&read("tram-depot")).len(), 1);
    assert_eq!(loops(&read("turbine-parts")).len(), 1);
}

/// Kyiv's readings and Moscow's each close circles with the text or with each other.
#[test]
fn the_package_of_minsk_goes_in_circles_that_name_who_reads_it_so() {
    let case = read("minsk-2015");
    let found = loops(&case);
    let ends = [
        [
            "settlement is reached",
            "border again throughout",
            "Local elections",
        ],
        [
            "control begins",
            "border again throughout",
            "Local elections",
        ],
        [
            "Foreign formations",
            "Local elections",
            "Foreign formations",
        ],
        ["special status", "Local elections", "special status"],
    ];
    assert_eq!(found.len(), ends.len());
    for (line, words) in found.iter().zip(ends) {
        assert!(words.iter().all(|word| line.contains(word)), "{line}");
    }
    let watch = Watch::new();
    let view = case.seen_from(Seat::Public);
    let briefing = prepare(&view, Question::Order, &Effort::unbounded(&watch)).unwrap();
    let text = briefing.to_text(1_000, Detail::Full);
    for clause in [
        "“Elections only once Ukraine controls the border”, held by Ukraine",
        "“Status and constitutional reform first”, held by Russia and Certain areas",
    ] {
        assert!(text.contains(clause), "{clause} in\n{text}");
    }
}

#[test]
fn the_first_two_linkages_alone_make_no_circle() {
    let mut files = files("miami-2025");
    let (_, order) = files
        .iter_mut()
        .find(|(name, _)| name == "order.yaml")
        .unwrap();
    let text = String::from_utf8(order.clone()).unwrap();
    let (before, rest) = text.split_once("\nlinkages:\n").unwrap();
    let (linkages, _) = rest.split_once("\nclocks:\n").unwrap();
    let two: Vec<&str> = linkages
        .split("  - id: ")
        .filter(|linkage| linkage.starts_with("L01\n") || linkage.starts_with("L02\n"))
        .collect();
    assert_eq!(two.len(), 2);
    let two = two.join("  - id: ");
    *order = format!("{before}\nlinkages:\n  - id: {two}").into_bytes();
    assert_eq!(loops(&read_files(&files)), Vec::<String>::new());
}

/// The compilation of the founding case, where it is there.
fn compiled() -> Option<Value> {
    let text = std::fs::read_to_string(shared::data()?.join("miami-2025.yaml")).unwrap();
    Some(serde_saphyr::from_str(&text).unwrap())
}

fn words<'v>(value: &'v Value, key: &str) -> Vec<&'v str> {
    let list = value.get(key).and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .map(|each| each.as_str().unwrap())
        .collect()
}

/// What is said of an item: its text or name, its date and its sources.
type Said = (String, String, BTreeSet<String>);

fn said(value: &Value, text: &str) -> Said {
    let one = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
    let sources = words(value, "src").into_iter().map(str::to_owned).collect();
    (one(text).to_owned(), one("date").to_owned(), sources)
}

fn by_id(values: &Value, text: &str) -> BTreeMap<String, Said> {
    let each = values.as_array().unwrap().iter();
    each.map(|value| (value["id"].as_str().unwrap().to_owned(), said(value, text)))
        .collect()
}

fn told(text: &str, date: Option<String>, grounds: &case::Grounds) -> Said {
    let sources = grounds.sources.iter().map(ToString::to_string).collect();
    (text.to_owned(), date.unwrap_or_default(), sources)
}

fn english(words: &case::Wording) -> &str {
    words.in_language(&case::Language::english())
}

#[test]
fn the_founding_case_has_every_source_of_its_compilation() {
    let Some(compiled) = compiled() else { return };
    let case = read("miami-2025");
    let view = case.seen_from(Seat::Public);
    let sources = compiled["sources"].as_object().unwrap();
    assert_eq!(view.sources().count(), sources.len());
    for seen in view.sources() {
        let source = &sources[seen.item.id.as_str()];
        let address = source["url"].as_str().unwrap();
        if address.starts_with("http") {
            assert_eq!(seen.item.address.as_deref(), Some(address));
        }
        let date = source.get("date").and_then(Value::as_str);
        assert_eq!(seen.item.date.map(|date| date.to_string()).as_deref(), date);
    }
}

#[test]
fn the_founding_case_has_every_signal_draft_and_meeting_of_its_compilation() {
    let Some(compiled) = compiled() else { return };
    let case = read("miami-2025");
    let view = case.seen_from(Seat::Public);
    let signals: BTreeMap<String, Said> = view
        .signals()
        .map(|seen| {
            let signal = seen.item;
            let date = Some(signal.date.to_string());
            let told = told(english(&signal.text), date, &signal.grounds);
            (signal.id.to_string(), told)
        })
        .collect();
    assert_eq!(signals, by_id(&compiled["signals"], "text"));
    let drafts: BTreeMap<String, Said> = view
        .drafts()
        .map(|seen| {
            let draft = seen.item;
            let date = draft.date.map(|date| date.to_string());
            let told = told(english(&draft.name), date, &draft.grounds);
            (draft.id.to_string(), told)
        })
        .collect();
    assert_eq!(drafts, by_id(&compiled["drafts"], "name"));
    let meetings: BTreeMap<String, Said> = view
        .meetings()
        .map(|seen| {
            let meeting = seen.item;
            let date = Some(meeting.date.to_string());
            let told = told(&meeting.format, date, &meeting.grounds);
            (meeting.id.to_string(), told)
        })
        .collect();
    assert_eq!(meetings, by_id(&compiled["meetings"], "format"));
    let later = compiled["later_timeline"].as_array().unwrap();
    assert_eq!(view.timeline().count(), later.len());
}

#[test]
fn the_founding_case_has_every_need_pledge_and_red_line_of_its_compilation() {
    let Some(compiled) = compiled() else { return };
    let case = read("miami-2025");
    let view = case.seen_from(Seat::Public);
    let mut money = by_id(&compiled["funding"]["needs"], "text");
    money.extend(by_id(&compiled["funding"]["pledges"], "text"));
    let mut funding: BTreeMap<String, Said> = view
        .funding()
        .map(|seen| {
            let told = told(english(&seen.item.text), None, &seen.item.grounds);
            (seen.item.id.to_string(), told)
        })
        .collect();
    // A line that tells several figures has a part for each, numbered after it.
    funding.retain(|id, _| !id.contains('.'));
    assert_eq!(funding, money);
    let mut lines: BTreeMap<String, (String, bool, Said)> = view
        .red_lines()
        .map(|seen| {
            let line = seen.item;
            let date = line.date.map(|date| date.to_string());
            let told = told(english(&line.text), date, &line.grounds);
            let party = line.party.as_ref().unwrap().to_string();
            let hard = line.firmness == Firmness::RedLine;
            (line.id.to_string(), (party, hard, told))
        })
        .collect();
    // A line of several elements has further parts, numbered after it.
    lines.retain(|id, _| !id.contains('.'));
    let mut expected = BTreeMap::new();
    for (party, list) in compiled["red_lines"].as_object().unwrap() {
        for line in list.as_array().unwrap() {
            let hard = line["kind"] == "red_line";
            let id = line["id"].as_str().unwrap().to_owned();
            expected.insert(id, (party.clone(), hard, said(line, "text")));
        }
    }
    assert_eq!(lines, expected);
}

#[test]
fn the_founding_case_has_every_linkage_but_the_expected_findings() {
    let Some(compiled) = compiled() else { return };
    let case = read("miami-2025");
    let view = case.seen_from(Seat::Public);
    let mut linkages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for seen in view.linkages() {
        let id = seen.item.id.to_string();
        let sources = seen.item.grounds.sources.iter().map(ToString::to_string);
        // A linkage of several parts has one sentence each, numbered after the first.
        let whole = id.split('.').next().unwrap().to_owned();
        linkages.entry(whole).or_default().extend(sources);
        let is_own = id.starts_with('E') || id.contains('.');
        assert!(!is_own || english(seen.item.text.as_ref().unwrap()).len() > 5);
    }
    linkages.retain(|id, _| id.starts_with('L'));
    let mut expected = by_id(&compiled["linkages"], "type");
    assert!(expected.remove("L24").is_some() && expected.remove("L25").is_some());
    let expected: BTreeMap<String, BTreeSet<String>> = expected
        .into_iter()
        .map(|(id, (_, _, sources))| (id, sources))
        .collect();
    assert_eq!(linkages, expected);
}

#[test]
fn the_founding_case_has_every_option_of_its_compilation_with_its_holders_and_sources() {
    let Some(compiled) = compiled() else { return };
    let case = read("miami-2025");
    let view = case.seen_from(Seat::Public);
    let mut held: BTreeMap<String, [BTreeSet<String>; 3]> = BTreeMap::new();
    for point in view.points() {
        for bracket in view.brackets(point.item) {
            for choice in view.choices(bracket.item) {
                let [proposed, rejected, sources] =
                    held.entry(choice.item.id.to_string()).or_default();
                sources.extend(choice.item.grounds.sources.iter().map(ToString::to_string));
                for mark in view.marks(choice.item) {
                    let party = mark.item.party.as_ref().unwrap().to_string();
                    match mark.item.stand {
                        Stand::Proposed => proposed.insert(party),
                        Stand::Rejected => rejected.insert(party),
                        Stand::Accepted => panic!("the compilation names no acceptances"),
                    };
                }
            }
        }
    }
    let numbered = compiled["points"].as_array().unwrap().iter();
    let points: Vec<&Value> = numbered
        .chain(compiled["off_list_issues"].as_array().unwrap())
        .collect();
    assert_eq!(view.points().count(), points.len());
    for option in points.iter().flat_map(|p| p["options"].as_array().unwrap()) {
        let id = option["id"].as_str().unwrap();
        let [proposed, rejected, sources] = &held[id];
        let holds = |set: &BTreeSet<String>, key| {
            words(option, key)
                .into_iter()
                .all(|word| set.contains(word))
        };
        assert!(holds(proposed, "proposed_by"), "{id}");
        assert_eq!(rejected.len(), words(option, "rejected_by").len(), "{id}");
        assert!(
            holds(rejected, "rejected_by") && holds(sources, "src"),
            "{id}"
        );
    }
}
