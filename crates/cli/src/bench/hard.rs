//! The adversarial set: what enumerators, floats and hopeful bounds stumble over.

use super::row::Row;
use super::{Bench, frontier};
use analysis::instances::Recipe;
use analysis::instances::hard::{Trouble, int_20x5};
use problem::Scope;
use std::num::NonZeroUsize;

const BITTER: [&str; 4] = [
    "pie_20x5_p2_s1_l0",
    "nearpie_20x5_p2_s1_l10",
    "int_20x1-5_p3_s1_l0",
    "pie_20x5_p3_s1_l0",
];

pub(super) fn rows(bench: &Bench) -> Vec<Row> {
    let one = NonZeroUsize::MIN;
    let bitter = BITTER
        .iter()
        .filter(|name| !bench.quick || !name.starts_with("pie_20x5_p3"));
    let bitter = bitter.filter_map(|name| {
        let problem = Recipe::parse(name)?.problem().ok()?;
        Some(frontier::of(
            bench,
            (0, name),
            &problem,
            (Scope::Acceptable, one),
        ))
    });
    let troubled = Trouble::ALL.into_iter().filter_map(|trouble| {
        let problem = int_20x5(3, 1, 10).troubled(trouble).ok()?;
        let name = format!("int_20x5_p3_s1_l10, {}", trouble.name());
        Some(frontier::of(
            bench,
            (0, &name),
            &problem,
            (Scope::Acceptable, one),
        ))
    });
    bitter.chain(troubled).collect()
}
