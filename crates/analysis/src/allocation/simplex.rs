//! A second solver, for the tests: the same question as a linear program, solved exactly in
//! fractions by the simplex method with Bland's rule (Bland 1977). It shares no line with the flow.

use num_rational::BigRational;
use num_traits::{One, Zero};
use problem::Index;
use problem::allocation::{Calendar, Fund};
use std::collections::BTreeMap;

/// The most of the objective over `rows x <= sides`, `x >= 0`, with sides of 0 or more; the value
/// and a point that reaches it.
pub(super) fn most(
    rows: &[Vec<BigRational>],
    sides: &[BigRational],
    objective: &[BigRational],
) -> (BigRational, Vec<BigRational>) {
    let (count, width) = (rows.len(), objective.len());
    // A slack variable for each row makes the first basis.
    let mut table: Vec<Vec<BigRational>> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let slack = (0..count).map(|k| {
            if k == at {
                BigRational::one()
            } else {
                BigRational::zero()
            }
        });
        let side = std::iter::once(sides[at].clone());
        table.push(row.iter().cloned().chain(slack).chain(side).collect());
    }
    let mut costs: Vec<BigRational> = objective.iter().map(|c| -c.clone()).collect();
    costs.resize(width + count + 1, BigRational::zero());
    let mut basis: Vec<usize> = (width..width + count).collect();
    let last = width + count;
    while let Some(enters) = (0..last).find(|at| costs[*at] < BigRational::zero()) {
        let ratios = (0..count).filter(|row| table[*row][enters] > BigRational::zero());
        let leaves = ratios
            .min_by_key(|row| (&table[*row][last] / &table[*row][enters], basis[*row]))
            .expect("what is bounded by amounts has a most");
        let pivot = table[leaves][enters].clone();
        for cell in &mut table[leaves] {
            *cell /= &pivot;
        }
        let row = table[leaves].clone();
        for (at, other) in table.iter_mut().enumerate() {
            if at != leaves {
                less(other, &row, enters);
            }
        }
        less(&mut costs, &row, enters);
        basis[leaves] = enters;
    }
    let mut point = vec![BigRational::zero(); width];
    for (row, variable) in basis.iter().enumerate() {
        if *variable < width {
            point[*variable] = table[row][last].clone();
        }
    }
    (costs[last].clone(), point)
}

fn less(row: &mut [BigRational], pivot: &[BigRational], enters: usize) {
    let times = row[enters].clone();
    for (cell, by) in row.iter_mut().zip(pivot) {
        *cell -= &times * by;
    }
}

/// What the best allocations meet of each rank: one program with weights so far apart that no gain
/// in later ranks outweighs one unit of an earlier.
pub(super) fn by_rank(fund: &Fund, calendar: &Calendar) -> BTreeMap<u32, u64> {
    let mut pairs = Vec::new();
    for line in fund.lines().ids() {
        for need in fund.needs().ids() {
            if fund.may_pay(calendar, line, need) {
                pairs.push((line, need));
            }
        }
    }
    let whole = |n: u64| BigRational::from_integer(n.into());
    let row = |holds: &dyn Fn(&(_, _)) -> bool| -> Vec<BigRational> {
        pairs
            .iter()
            .map(|pair| whole(u64::from(holds(pair))))
            .collect()
    };
    let (mut rows, mut sides) = (Vec::new(), Vec::new());
    for (line, has) in fund.lines().iter() {
        rows.push(row(&|pair| pair.0 == line));
        sides.push(whole(has.amount));
    }
    for (need, takes) in fund.needs().iter() {
        rows.push(row(&|pair| pair.1 == need));
        sides.push(whole(takes.amount));
    }
    let all: u64 = fund.needs().rows().map(|need| need.amount).sum();
    let ranks: Vec<u32> = fund
        .by_rank(vec![0; fund.needs().len()])
        .into_keys()
        .collect();
    let weight = |rank: u32| {
        let later = ranks.iter().filter(|other| **other > rank).count();
        (0..later).fold(BigRational::one(), |weight, _| weight * whole(all + 1))
    };
    let objective: Vec<BigRational> = pairs
        .iter()
        .map(|(_, need)| weight(fund.needs().get(*need).unwrap().rank))
        .collect();
    let (_, point) = most(&rows, &sides, &objective);
    let mut met = vec![BigRational::zero(); fund.needs().len()];
    for ((_, need), amount) in pairs.iter().zip(point) {
        met[Index::position(*need)] += amount;
    }
    let mut found: BTreeMap<u32, BigRational> = BTreeMap::new();
    for (need, met) in fund.needs().rows().zip(met) {
        *found.entry(need.rank).or_insert_with(BigRational::zero) += met;
    }
    let counted = found.into_iter().map(|(rank, met)| {
        assert!(met.is_integer(), "a vertex of a flow is whole: {met}");
        (rank, met.to_integer().try_into().unwrap())
    });
    counted.collect()
}
