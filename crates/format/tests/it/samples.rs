//! Our own samples of every format: read, written and read again; and hostile files, refused.

use format::convert::{self, ConvertError};
use format::exact::{self, Exact};
use format::folder::Folder;
use format::scenario::{Format, Loaded, Passing, Reading, Reservation, Scenario};
use std::path::{Path, PathBuf};

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/samples")
        .join(name)
}

fn sample(name: &str) -> Loaded {
    let folder = crate::shared::folder(&path(name));
    convert::read(&folder).unwrap_or_else(|error| panic!("{name}: {error}"))
}

const SAMPLES: [(&str, Format); 7] = [
    ("genius", Format::Genius),
    ("genius-boxes", Format::Genius),
    ("geniusweb", Format::GeniusWeb),
    ("negmas-yaml", Format::NegmasYaml),
    ("negmas-json", Format::NegmasJson),
    ("negolog", Format::Negolog),
    ("scoreable", Format::Scoreable),
];

fn utilities(scenario: &Scenario, reading: Reading, positions: &[u16]) -> Vec<Exact> {
    let posed = scenario.pose(reading).unwrap();
    posed.utilities(&problem::Package::at(positions))
}

fn figures(texts: &[&str]) -> Vec<Exact> {
    texts
        .iter()
        .map(|text| exact::read(text).unwrap())
        .collect()
}

#[test]
fn each_format_is_found_out_and_comes_back_from_its_own_writer_unchanged() {
    for (name, format) in SAMPLES {
        let Loaded { scenario, .. } = sample(name);
        assert_eq!(scenario.format(), format, "{name}");
        let written = convert::write(&scenario, format, Reading::Delft).unwrap();
        assert_eq!(written.losses, Vec::<String>::new(), "{name}");
        assert_eq!(convert::detect(&written.folder).unwrap(), format, "{name}");
        let again = convert::read(&written.folder).unwrap();
        assert_eq!(again.scenario, scenario, "{name}");
    }
}

#[test]
fn what_another_format_carries_without_loss_is_worth_the_same_there() {
    let mut kept = 0;
    for (name, _) in SAMPLES {
        let Loaded { scenario, .. } = sample(name);
        for (format, reading) in Format::ALL
            .into_iter()
            .zip(Reading::ALL.into_iter().cycle())
        {
            let written = match convert::write(&scenario, format, reading) {
                Ok(written) => written,
                Err(error) => {
                    assert!(error.to_string().contains("cannot carry"), "{error}");
                    continue;
                }
            };
            let again = convert::read_as(&written.folder, format).unwrap().scenario;
            let Ok(here) = scenario.pose(reading) else {
                continue;
            };
            let there = again.pose(Reading::Delft).unwrap();
            let shifted = written
                .losses
                .iter()
                .any(|loss| loss.contains("GENIUS has no constants"));
            let rounded = written
                .losses
                .iter()
                .any(|loss| loss.contains("no end as decimals"));
            if shifted || rounded || scenario.format() == format {
                continue;
            }
            assert_eq!(
                here.problem.sizes(),
                there.problem.sizes(),
                "{name} to {format}"
            );
            for package in here.problem.packages() {
                let (one, other) = (here.utilities(&package), there.utilities(&package));
                assert_eq!(
                    one, other,
                    "{name} to {format}, {package:?}: {:?}",
                    written.losses
                );
            }
            kept += 1;
        }
    }
    assert!(kept >= 20, "only {kept} pairs were compared");
}

#[test]
fn genius_evaluations_are_read_in_three_ways() {
    let Loaded { scenario, notes } = sample("genius");
    assert_eq!(notes, ["pareto.xml: no profile, left out"]);
    // High, 5 boats, spring. North's third issue counts nothing: its best is below 0.00001.
    let package = [1, 3, 0];
    let delft = utilities(&scenario, Reading::Delft, &package);
    assert_eq!(delft, figures(&["0.825", "0.375"]));
    let shares = utilities(&scenario, Reading::DelftNormalised, &package);
    assert_eq!(shares[0], Exact::new(3.into(), 4.into()));
    // NegMAS takes the number of boats itself, not from the lower bound, and holds no line.
    let raw = utilities(&scenario, Reading::Raw, &package);
    assert_eq!(raw, figures(&["6.3750002", "1.5"]));
    assert_eq!(scenario.profiles()[1].reservation, Reservation::None);
    assert_eq!(scenario.profiles()[0].discount, exact::read("0.9"));
}

#[test]
fn boxes_include_their_bounds_and_outside_is_everything_else() {
    let Loaded { scenario, .. } = sample("genius-boxes");
    for (package, raw) in [
        ([7, 3], "79"),
        ([8, 3], "0"),
        ([4, 3], "119"),
        ([4, 2], "40"),
    ] {
        assert_eq!(
            utilities(&scenario, Reading::Raw, &package),
            figures(&[raw]),
            "{package:?}"
        );
    }
    let delft = utilities(&scenario, Reading::Delft, &[4, 3]);
    assert_eq!(
        delft,
        figures(&["1.19"]),
        "sums may pass the declared maximum"
    );
    let posed = scenario.pose(Reading::Delft).unwrap();
    assert!(
        posed.notes[0].contains("could add up to more"),
        "{:?}",
        posed.notes
    );
}

#[test]
fn negmas_values_are_positional_and_minus_infinity_is_no_bound() {
    let Loaded { scenario, notes } = sample("negmas-yaml");
    assert_eq!(scenario.profiles()[0].reservation, Reservation::None);
    assert_eq!(
        scenario.profiles()[1].reservation,
        Reservation::Value(exact::read("0.25").unwrap())
    );
    // No, 3 boats, 20 piers.
    let worth = utilities(&scenario, Reading::Raw, &[1, 1, 1]);
    assert_eq!(worth, figures(&["0.375", "0.4375"]));
    assert!(
        notes
            .iter()
            .any(|note| note.contains("_info.yaml: statistics")),
        "{notes:?}"
    );
}

#[test]
fn a_partial_order_is_read_and_not_posed() {
    let Loaded { scenario, .. } = sample("geniusweb");
    let error = scenario.pose(Reading::Raw).unwrap_err().to_string();
    assert!(
        error.starts_with("profile `Reef Union` orders some bids"),
        "{error}"
    );
}

#[test]
fn the_vetoes_of_a_scoreable_game_must_be_among_all_but_one() {
    let Loaded { scenario, .. } = sample("scoreable");
    assert_eq!(
        *scenario.passing(),
        Passing::AllButOne { vetoes: vec![0, 1] }
    );
    let posed = scenario.pose(Reading::Raw).unwrap();
    let passing = posed
        .problem
        .packages()
        .filter(|package| posed.problem.passes(package));
    let words: Vec<String> = passing
        .map(|package| scenario.words(&package).concat())
        .collect();
    assert_eq!(words, ["A1B1", "A2B2", "A2B3"]);
}

#[test]
fn a_scenario_becomes_a_case_whose_public_figures_pose_the_same_problem() {
    for name in ["genius", "negmas-yaml", "negolog", "scoreable"] {
        let Loaded { scenario, .. } = sample(name);
        let written = convert::write(&scenario, Format::Onetext, Reading::Raw).unwrap();
        assert_eq!(convert::detect(&written.folder).unwrap(), Format::Onetext);
        let again = convert::read(&written.folder).unwrap().scenario;
        assert_eq!(again.passing(), scenario.passing(), "{name}");
        let (here, there) = (scenario.pose(Reading::Raw), again.pose(Reading::Raw));
        let (here, there) = (here.unwrap(), there.unwrap());
        for package in here.problem.packages() {
            assert_eq!(
                here.utilities(&package),
                there.utilities(&package),
                "{name}"
            );
            let accepts = |posed: &format::scenario::Posed| posed.problem.accepts(&package);
            assert_eq!(accepts(&here), accepts(&there), "{name}");
        }
    }
}

#[test]
fn what_is_sealed_in_a_case_does_not_leave_it() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/fjord");
    let error = convert::read(&crate::shared::folder(&case)).unwrap_err();
    assert!(
        error.to_string().contains("this seat sees no figures"),
        "{error}"
    );
}

fn refusal(name: &str) -> String {
    let path = path("hostile").join(name);
    let folder = if path.is_dir() {
        crate::shared::folder(&path)
    } else {
        Folder::of([(name.to_owned(), std::fs::read(&path).unwrap())])
    };
    let result = convert::read(&folder);
    let error: ConvertError = result.err().unwrap_or_else(|| panic!("{name} was read"));
    error.to_string()
}

#[test]
fn hostile_files_are_refused_with_their_place_and_a_hint() {
    for (name, told) in [
        (
            "entity-bomb.xml",
            "entity-bomb.xml:2:1: a document type is refused",
        ),
        ("entity.xml", "entity.xml:1:36: "),
        ("truncated.xml", "truncated.xml:1:"),
        ("deep.xml", "deep.xml:1:"),
        (
            "number.xml",
            "number.xml:2:55: `1e999` in `evaluation` is not a number",
        ),
        (
            "nan.xml",
            "nan.xml:2:55: `NaN` in `evaluation` is not a number",
        ),
        ("bidi.xml", "bidi.xml: the name `quo\u{fffd}ta` is empty"),
        ("bytes.xml", "bytes.xml:1:35: the file is not UTF-8 text"),
        (
            "utf16.xml",
            "the encoding `utf-16` of `utf16.xml` is not read",
        ),
        (
            "tree.xml",
            "tree.xml:1:36: `<objective>` is not expected here",
        ),
        (
            "twice.json",
            "twice.json:1:31: the key `quota` stands there twice",
        ),
        (
            "deep.json",
            "deep.json:1:50: lists and maps nest deeper than 48",
        ),
        (
            "nan.json",
            "nan.json:1:28: `quota` is the number `NaN`, a number",
        ),
        ("bomb.yml", "bomb.yml:1:"),
        ("twice.yml", "twice.yml:3:1: "),
        (
            "function.yml",
            "function.yml:6:3: the type `LambdaFun` is not supported",
        ),
        ("scores.txt", "scores.txt:1:1: `eight` is not a score"),
        (
            "unequal",
            "south.txt:1:1: 3 scores, where `north.txt` has 2",
        ),
    ] {
        let error = refusal(name);
        assert!(error.starts_with(told), "{name}: {error}");
    }
}

#[test]
fn latin_text_is_read_where_the_file_says_so() {
    let bytes = std::fs::read(path("hostile/latin.xml")).unwrap();
    let folder = Folder::of([("latin.xml".to_owned(), bytes)]);
    let scenario = convert::read(&folder).unwrap().scenario;
    assert_eq!(scenario.name(), "fjörd");
    assert_eq!(scenario.issues()[0].kind.label(0).as_deref(), Some("låg"));
}

#[test]
fn a_huge_file_is_refused_before_it_is_read() {
    let folder = Folder::of([("a.xml".to_owned(), vec![b' '; 100 * 1024 * 1024 + 1])]);
    let error = convert::read(&folder).unwrap_err().to_string();
    assert!(error.contains("100 MB"), "{error}");
}
