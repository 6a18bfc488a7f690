//! The GENIUS domains against gold, under both readings, and the golden values of the format page.

use crate::shared::{data, folder, gold};
use crate::sums::{Vectors, best, close, frontier, reservations, utilities, vectors};
use format::genius;
use format::scenario::{Posed, Reading, Scenario};
use num_traits::ToPrimitive;
use problem::Scope;
use serde_json::Value;
use std::path::Path;

fn scenario(data: &Path, name: &str) -> Scenario {
    let folder = folder(&data.join("domains/genius").join(name));
    genius::read(&folder)
        .unwrap_or_else(|error| panic!("{name}: {error}"))
        .scenario
}

/// A criterion's value and a vector that has it against gold's value and all vectors that have it.
fn agrees(what: &str, ours: &(f64, Vec<f64>), gold: &Value) {
    let value = gold[0].as_f64().unwrap();
    assert!(
        close(ours.0, value),
        "{what}: {} instead of {value}",
        ours.0
    );
    let vectors = gold[1].as_array().unwrap();
    let same = |vector: &Value| {
        let figures = vector.as_array().unwrap().iter();
        figures
            .zip(&ours.1)
            .all(|(gold, our)| close(*our, gold.as_f64().unwrap()))
    };
    assert!(
        vectors.iter().any(same),
        "{what}: {:?} is not in {vectors:?}",
        ours.1
    );
}

fn counts(what: &str, posed: &Posed, gold: &Value) -> (Vectors, Vectors) {
    let all = vectors(&posed.problem, Scope::Possible);
    let acceptable = vectors(&posed.problem, Scope::Acceptable);
    let count = |key: &str| gold[key].as_u64().unwrap();
    assert_eq!(
        acceptable.values().sum::<u64>(),
        count("acceptable_to_all"),
        "{what}"
    );
    let expected = (count("frontier_vectors"), count("frontier_packages"));
    assert_eq!(frontier(&all), expected, "{what}: frontier over all");
    let expected = (
        count("frontier_vectors_acceptable"),
        count("frontier_packages_acceptable"),
    );
    assert_eq!(
        frontier(&acceptable),
        expected,
        "{what}: frontier over acceptable"
    );
    (all, acceptable)
}

fn solutions(what: &str, posed: &Posed, (all, acceptable): &(Vectors, Vectors), gold: &Value) {
    // Gold counts gains from the reservation, or from the worst of all packages if that is better.
    let everything = utilities(posed, all);
    let worst = |party: usize| -best(&everything, |row| -row[party]).0;
    let floor = reservations(posed).into_iter().enumerate();
    let floor: Vec<f64> = floor
        .map(|(party, value)| value.max(worst(party)))
        .collect();
    let gains = |row: &[f64]| -> Vec<f64> { row.iter().zip(&floor).map(|(u, r)| u - r).collect() };
    let least = |gains: &[f64]| gains.iter().copied().fold(f64::INFINITY, f64::min);
    let rows = utilities(posed, acceptable);
    let nash = best(&rows, |row| gains(row).iter().product());
    agrees(
        &format!("{what}: Nash"),
        &nash,
        &gold["nash_product_and_utilities"],
    );
    let maxmin = best(&rows, |row| least(&gains(row)));
    agrees(
        &format!("{what}: max-min"),
        &maxmin,
        &gold["maxmin_gain_and_utilities"],
    );
    let sum = best(&rows, |row| row.iter().sum());
    agrees(
        &format!("{what}: sum"),
        &sum,
        &gold["utilitarian_sum_and_utilities"],
    );
    for (over, key) in [
        (&rows, "ks_ratio_and_utilities_ideal_over_acceptable"),
        (
            &utilities(posed, all),
            "ks_ratio_and_utilities_ideal_over_all",
        ),
    ] {
        let ideal = (0..floor.len()).map(|p| best(over, |row| row[p]).0);
        let ideal = gains(&ideal.collect::<Vec<_>>());
        let ks = best(&rows, |row| {
            let ratios = gains(row)
                .into_iter()
                .zip(&ideal)
                .map(|(gain, best)| gain / best);
            least(&ratios.collect::<Vec<_>>())
        });
        agrees(&format!("{what}: {key}"), &ks, &gold[key]);
    }
}

#[test]
fn every_domain_of_gold_gives_its_counts_and_solutions_under_both_readings() {
    let Some(data) = data() else { return };
    let gold = gold(&data, "genius.json");
    for (name, domain) in gold.as_object().unwrap() {
        let scenario = scenario(&data, name);
        for (reading, key) in [(Reading::DelftNormalised, "delft"), (Reading::Raw, "raw")] {
            let what = format!("{name}, {key}");
            let posed = scenario.pose(reading).unwrap();
            let expected = domain["packages"].as_u64().unwrap();
            assert_eq!(posed.problem.package_count(), expected.into(), "{what}");
            let vectors = counts(&what, &posed, &domain[key]);
            solutions(&what, &posed, &vectors, &domain[key]);
        }
    }
}

/// A row of the format page's table: weights as written, evaluations over their greatest.
struct Row {
    domain: &'static str,
    packages: u64,
    frontier: u64,
    nash: (&'static str, &'static [f64]),
    maxmin: (&'static str, &'static [f64]),
}

const ROWS: [Row; 5] = [
    Row {
        domain: "Laptop",
        packages: 27,
        frontier: 4,
        nash: ("HP; 60 Gb; 19'' LCD", &[1.000052, 0.815105]),
        maxmin: ("HP; 80 Gb; 19'' LCD", &[0.874024, 0.874024]),
    },
    Row {
        domain: "EnglandZimbabwe",
        packages: 576,
        frontier: 25,
        nash: ("", &[0.910916, 0.733218]),
        maxmin: ("", &[0.822286, 0.786570]),
    },
    Row {
        domain: "ItexvsCypress",
        packages: 180,
        frontier: 18,
        nash: (
            "$3.47; 45 days; 30 days after delivery; 5% spoilage allowed",
            &[0.670478, 0.721478],
        ),
        maxmin: (
            "$3.47; 45 days; 30 days after delivery; 5% spoilage allowed",
            &[0.670478, 0.721478],
        ),
    },
    Row {
        domain: "group4-zoning_plan",
        packages: 448,
        frontier: 180,
        nash: ("all to one(farmer); Medium; Small; Commercial", &[]),
        maxmin: ("all to one(farmer); Medium; None; Commercial", &[]),
    },
    Row {
        domain: "group6-tram",
        packages: 972,
        frontier: 635,
        nash: ("yes; middle; 2 ph; 2 mln; new; Delft Zuid; 2017", &[]),
        maxmin: ("yes; middle; 4 ph; 2 mln; new; Rotterdam; 2016", &[]),
    },
];

#[test]
fn the_golden_table_of_the_format_page_holds_under_the_delft_reading() {
    let Some(data) = data() else { return };
    for row in ROWS {
        let scenario = scenario(&data, row.domain);
        let posed = scenario.pose(Reading::Delft).unwrap();
        assert_eq!(
            posed.problem.package_count(),
            row.packages.into(),
            "{}",
            row.domain
        );
        let all = vectors(&posed.problem, Scope::Possible);
        assert_eq!(frontier(&all).0, row.frontier, "{}", row.domain);
        let acceptable = vectors(&posed.problem, Scope::Acceptable);
        if row.domain == "group6-tram" {
            assert_eq!(acceptable.values().sum::<u64>(), 779);
        }
        let floor = reservations(&posed);
        let rows = utilities(&posed, &acceptable);
        let gains =
            |row: &[f64]| -> Vec<f64> { row.iter().zip(&floor).map(|(u, r)| u - r).collect() };
        let nash = best(&rows, |row| gains(row).iter().product()).1;
        let least = |row: &[f64]| gains(row).into_iter().fold(f64::INFINITY, f64::min);
        let maxmin = best(&rows, least).1;
        for (ours, (words, utilities)) in [(nash, row.nash), (maxmin, row.maxmin)] {
            let found = packages(&scenario, &posed, &ours);
            let told = words.is_empty() || found.iter().any(|package| package == words);
            assert!(told, "{}: {found:?} instead of {words}", row.domain);
            assert!(
                utilities.iter().zip(&ours).all(|(a, b)| close(*a, *b)),
                "{ours:?}"
            );
            if words.contains("None") {
                assert!(close(least(&ours), 0.590833), "{ours:?}");
            }
            if words.contains("Small") {
                let lowest = ours.iter().copied().fold(f64::INFINITY, f64::min);
                assert!(
                    close(ours[0], 0.620218) || close(lowest, 0.620218),
                    "{ours:?}"
                );
            }
        }
    }
}

/// The packages that give these utilities, in words.
fn packages(scenario: &Scenario, posed: &Posed, utilities: &[f64]) -> Vec<String> {
    let gives = |package: &problem::Package| {
        let figures = posed.utilities(package);
        let figures = figures.iter().map(|figure| figure.to_f64().unwrap());
        figures.zip(utilities).all(|(a, b)| (a - b).abs() < 1e-9)
    };
    let found = posed.problem.packages().filter(gives);
    found
        .map(|package| scenario.words(&package).join("; "))
        .collect()
}
