//! Other programs' own figures: NegMAS on the same files, published bids, exact frontier sizes.

use crate::shared::{data, folder, gold};
use crate::sums::{best, close, frontier, utilities, vectors};
use format::convert;
use format::scenario::{Reading, Scenario};
use num_traits::ToPrimitive;
use problem::{Package, Scope};
use serde_json::Value;
use std::path::Path;

fn scenario(path: &Path) -> Scenario {
    let read = convert::read(&folder(path));
    read.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        .scenario
}

/// Our folders by the names of gold.
const NAMES: [(&str, &str); 23] = [
    ("AMPOvsCity", "AMPOvsCity"),
    ("anac_y2010_EnglandZimbabwe", "EnglandZimbabwe"),
    ("anac_y2010_ItexvsCypress", "ItexvsCypress"),
    ("anac_y2010_Travel", "Travel"),
    ("anac_y2011_Camera", "Camera"),
    ("anac_y2011_Grocery", "Grocery"),
    ("anac_y2011_Laptop", "Laptop"),
    ("anac_y2012_BarterA", "BarterA"),
    ("anac_y2012_CarA", "CarA"),
    ("anac_y2012_EnergyC", "EnergyC"),
    ("anac_y2012_EnergySmallB", "EnergySmallB"),
    ("anac_y2012_NiceOrDieA", "NiceOrDie"),
    ("anac_y2013_Kitchen", "Kitchen"),
    ("anac_y2015_group1-university", "group1-university"),
    ("anac_y2015_group2-politics", "group2-politics"),
    ("anac_y2015_group3-bank_robbery", "group3-bank_robbery"),
    ("anac_y2015_group4-zoning_plan", "group4-zoning_plan"),
    ("anac_y2015_group6-tram", "group6-tram"),
    ("anac_y2016_AgentHp2", "AgentHp2"),
    ("anac_y2016_Terra", "Terra"),
    ("genius_6issues", "6issues"),
    ("other_Domain4", "Domain4"),
    ("other_thompson", "thompson"),
];

/// The package of these words.
fn package(scenario: &Scenario, words: &[&str]) -> Package {
    let places = words.iter().zip(scenario.issues()).map(|(word, issue)| {
        let place = issue.kind.place(word);
        u16::try_from(place.unwrap_or_else(|| panic!("{word} in {issue:?}"))).unwrap()
    });
    Package::at(&places.collect::<Vec<_>>())
}

fn doubles(figures: &Value) -> Vec<f64> {
    figures
        .as_array()
        .unwrap()
        .iter()
        .map(|figure| figure.as_f64().unwrap())
        .collect()
}

#[test]
fn negmas_gives_the_same_utilities_under_the_raw_reading() {
    let Some(data) = data() else { return };
    let gold = gold(&data, "negmas.json");
    let mut compared = 0;
    for (name, folder) in NAMES {
        let scenario = scenario(&data.join("domains/genius").join(folder));
        let posed = scenario.pose(Reading::Raw).unwrap();
        // NegMAS adds an issue of one option worth 1 where indices start at 2.
        let extra = name == "AMPOvsCity";
        for sample in gold["domains"][name]["sample"].as_array().unwrap() {
            let words = sample["outcome"].as_array().unwrap();
            let words: Vec<&str> = words.iter().map(|word| word.as_str().unwrap()).collect();
            let words = if extra { &words[1..] } else { &words[..] };
            let ours = posed.utilities(&package(&scenario, words));
            let ours = ours
                .iter()
                .map(|figure| figure.to_f64().unwrap() + f64::from(u8::from(extra)));
            for (our, gold) in ours.zip(doubles(&sample["u"])) {
                assert!(
                    close(our, gold),
                    "{name} {words:?}: {our} instead of {gold}"
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 1_000, "only {compared} utilities were compared");
}

#[test]
fn frontiers_have_their_exact_sizes_where_floats_find_more() {
    let Some(data) = data() else { return };
    let gold = gold(&data, "exact_decimal.json");
    for (name, folder) in NAMES {
        let Some(row) = gold.get(name) else { continue };
        // These two are enumerated elsewhere under the same reading.
        if matches!(folder, "EnergyC" | "Travel") {
            continue;
        }
        let scenario = scenario(&data.join("domains/genius").join(folder));
        let posed = scenario.pose(Reading::Raw).unwrap();
        let acceptable = vectors(&posed.problem, Scope::Acceptable);
        assert_eq!(
            acceptable.values().sum::<u64>(),
            row["rational"].as_u64().unwrap(),
            "{name}"
        );
        let expected =
            ["exact_frontier", "exact_pareto_packages"].map(|k| row[k].as_u64().unwrap());
        assert_eq!(<[u64; 2]>::from(frontier(&acceptable)), expected, "{name}");
    }
}

#[test]
fn geniusweb_domains_give_their_published_bids_and_frontiers() {
    let Some(data) = data() else { return };
    for name in ["domain00", "domain07", "domain13", "domain21"] {
        let path = data.join("domains/geniusweb").join(name);
        let scenario = scenario(&path);
        let posed = scenario.pose(Reading::Raw).unwrap();
        let specials = std::fs::read(path.join("specials.json")).unwrap();
        let specials: Value = serde_json::from_slice(&specials).unwrap();
        assert_eq!(
            posed.problem.package_count(),
            specials["size"].as_u64().unwrap().into()
        );
        let published = specials["pareto_front"].as_array().unwrap();
        for bid in published
            .iter()
            .chain([&specials["nash"], &specials["kalai"]])
        {
            let words: Vec<&str> = scenario
                .issues()
                .iter()
                .map(|issue| bid["bid"][&issue.name].as_str().unwrap())
                .collect();
            let ours = posed.utilities(&package(&scenario, &words));
            for (our, gold) in ours.iter().zip(doubles(&bid["utility"])) {
                assert!(
                    close(our.to_f64().unwrap(), gold),
                    "{name}: {our} instead of {gold}"
                );
            }
        }
        let vectors = vectors(&posed.problem, Scope::Possible);
        assert_eq!(frontier(&vectors).0, published.len() as u64, "{name}");
        let nash = best(&utilities(&posed, &vectors), |row| row.iter().product()).1;
        let published = doubles(&specials["nash"]["utility"]);
        assert!(
            nash.iter().zip(&published).all(|(a, b)| close(*a, *b)),
            "{name}: {nash:?}"
        );
    }
}

#[test]
fn negolog_domains_give_their_published_bids() {
    let Some(data) = data() else { return };
    for name in ["domain0", "domain7", "domain12", "domain30"] {
        let path = data.join("domains/negolog").join(name);
        let scenario = scenario(&path);
        let posed = scenario.pose(Reading::Raw).unwrap();
        let specs: Value =
            serde_json::from_slice(&std::fs::read(path.join("specs.json")).unwrap()).unwrap();
        assert_eq!(scenario.name(), specs["Name"].as_str().unwrap());
        assert_eq!(
            posed.problem.package_count(),
            specs["NumberOfBids"].as_u64().unwrap().into()
        );
        for point in ["Nash", "Kalai"] {
            let bid = &specs[format!("{point}Bid")];
            let words: Vec<&str> = scenario
                .issues()
                .iter()
                .map(|issue| bid[&issue.name].as_str().unwrap())
                .collect();
            let ours = posed.utilities(&package(&scenario, &words));
            for (our, seat) in ours.iter().zip(["A", "B"]) {
                let gold = specs[format!("{point}_{seat}")].as_f64().unwrap();
                assert!(close(our.to_f64().unwrap(), gold), "{name} {point}");
            }
        }
        let rows = utilities(&posed, &vectors(&posed.problem, Scope::Possible));
        let nash = best(&rows, |row| row.iter().product()).0;
        assert!(
            close(nash, specs["Nash Product"].as_f64().unwrap()),
            "{name}"
        );
        // NegoLog's Kalai point is the greatest sum.
        let sum = best(&rows, |row| row.iter().sum()).0;
        assert!(
            close(sum, specs["Social Welfare"].as_f64().unwrap()),
            "{name}"
        );
    }
}

#[test]
fn published_files_come_back_from_their_own_writer_unchanged() {
    let Some(data) = data() else { return };
    for format in ["genius", "geniusweb", "negmas", "negolog"] {
        for entry in std::fs::read_dir(data.join("domains").join(format)).unwrap() {
            let path = entry.unwrap().path();
            let Ok(loaded) = convert::read(&folder(&path)) else {
                continue;
            };
            let scenario = loaded.scenario;
            let written = convert::write(&scenario, scenario.format(), Reading::Delft).unwrap();
            let mut again = convert::read(&written.folder).unwrap().scenario;
            if !written.losses.is_empty() {
                assert!(
                    written.losses.iter().all(|loss| loss.contains("is called")),
                    "{:?}",
                    written.losses
                );
                let mut parts = again.into_parts();
                for (one, other) in parts.profiles.iter_mut().zip(scenario.profiles()) {
                    one.name.clone_from(&other.name);
                }
                again = Scenario::new(parts).unwrap();
            }
            assert_eq!(again, scenario, "{}", path.display());
        }
    }
}

#[test]
fn the_boxes_of_ten_issues_have_the_frontier_that_was_proved_elsewhere() {
    let Some(data) = data() else { return };
    let scenario = scenario(&data.join("domains/genius/y2014-10issues"));
    let posed = scenario.pose(Reading::Raw).unwrap();
    let watch = problem::Watch::new();
    let effort = problem::Effort::unbounded(&watch);
    let claim = analysis::frontier::frontier(&posed.problem, Scope::Possible, &effort);
    assert_eq!(claim.reach, problem::Reach::Complete);
    let outcomes = claim.answer.to_outcomes();
    let ours = outcomes.iter().map(|outcome| {
        let figures = posed.utilities(&outcome.witness);
        figures
            .iter()
            .map(|figure| figure.to_f64().unwrap())
            .collect::<Vec<_>>()
    });
    let gold = gold(&data, "10issues_exact_frontier.json");
    let gold = gold["frontier"].as_array().unwrap().iter().map(doubles);
    assert_eq!(ours.collect::<Vec<_>>(), gold.collect::<Vec<_>>());
}
