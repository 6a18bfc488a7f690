//! What gold counts and adds up, by plain enumeration: a check that owes nothing to `analysis`.

use format::scenario::Posed;
use num_traits::ToPrimitive;
use problem::frontier::dominates;
use problem::{PartyIx, Problem, Scope, Score, Table};
use std::collections::BTreeMap;

pub(crate) type Vectors = BTreeMap<Table<PartyIx, Score>, u64>;

/// Every vector of scores in a scope, with how many packages have it.
pub(crate) fn vectors(problem: &Problem, scope: Scope) -> Vectors {
    let mut vectors = Vectors::new();
    for package in problem.packages() {
        if problem.is_within(&package, scope) {
            *vectors.entry(problem.scores(&package)).or_default() += 1;
        }
    }
    vectors
}

/// How many vectors, and how many packages, nobody can improve on for free.
pub(crate) fn frontier(vectors: &Vectors) -> (u64, u64) {
    let mut kept: Vec<&Table<PartyIx, Score>> = Vec::new();
    let mut packages = 0;
    // In descending order only an earlier vector can dominate a later one.
    for (vector, count) in vectors.iter().rev() {
        if !kept.iter().any(|other| dominates(other, vector)) {
            kept.push(vector);
            packages += count;
        }
    }
    (kept.len() as u64, packages)
}

/// The vectors as utilities in the file's numbers.
pub(crate) fn utilities(posed: &Posed, vectors: &Vectors) -> Vec<Vec<f64>> {
    let units: Vec<f64> = posed
        .units
        .rows()
        .map(|unit| unit.figure(Score::new(1)).to_f64().unwrap())
        .collect();
    let row = |vector: &Table<PartyIx, Score>| -> Vec<f64> {
        let scores = vector.rows().map(|score| score.get() as f64);
        scores
            .zip(&units)
            .map(|(score, unit)| score * unit)
            .collect()
    };
    vectors.keys().map(row).collect()
}

/// The reservations in the file's numbers, 0 where there is none.
pub(crate) fn reservations(posed: &Posed) -> Vec<f64> {
    let stances = posed.problem.stances().rows().zip(posed.units.rows());
    let value = |(stance, unit): (&problem::Stance, &problem::scale::Unit)| {
        stance
            .reservation
            .map_or(0.0, |score| unit.figure(score).to_f64().unwrap())
    };
    stances.map(value).collect()
}

/// The greatest value of a criterion, and a vector that has it.
pub(crate) fn best(rows: &[Vec<f64>], criterion: impl Fn(&[f64]) -> f64) -> (f64, Vec<f64>) {
    let scored = rows.iter().map(|row| (criterion(row), row));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0)).unwrap();
    (best.0, best.1.clone())
}

/// Whether two figures agree to 1e-6.
pub(crate) fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6 * (1.0_f64).max(b.abs())
}
