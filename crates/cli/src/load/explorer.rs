//! The package explorer: a slider is moved, and the exact frontier is worked out anew.

use super::Load;
use super::figures::{HEADS, RULE, Times};
use super::ground::{Ground, Plan};
use super::invented::{Dice, Size};
use super::served::Served;
use crate::bench::{grouped, millis};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;

/// How often a slider is moved.
const MOVES: u64 = 300;

pub(super) fn run(load: &Load) -> Result<()> {
    println!("\n## The frontier while a slider moves: 20 points of 5 options\n");
    println!("| parties | page, first ms | {HEADS} | bytes |\n|---:|---:|{RULE}|---:|");
    for parties in [2, 3] {
        let size = Size {
            points: 20,
            brackets: 1,
            choices: 5,
            parties,
        };
        let mut dice = Dice::new(u64::from(parties));
        let plan = Plan {
            case: size.with_figures("explored", &mut dice),
            since: BTreeMap::new(),
            people: 1,
        };
        let ground = Ground::of(plan, &load.folder()?)?;
        let served = Served::over(&ground.store())?;
        let team = ground.sitters.first().context("nobody sits there")?;
        let mut browser = served.browser(&team.cookie);
        let address = format!("{}/packages", team.at);
        let page = browser.get(&address)?;
        let text = page.text();
        let sliders: Vec<&str> = text
            .split("<input type=\"range\"")
            .skip(1)
            .filter_map(|part| part.split("name=\"").nth(1)?.split('"').next())
            .collect();
        ensure!(!sliders.is_empty(), "the packages have no slider");
        let mut times = Times::default();
        let mut bytes = 0;
        for _ in 0..MOVES {
            let slider = dice.one(&sliders).context("a slider")?;
            let value = dice.below(60) * 5;
            let query = format!("{address}?tried=1&{slider}={value}&part=result");
            let answer = browser.get(&query)?;
            times.add(answer.took);
            bytes = bytes.max(answer.body.len());
        }
        let (first, cells) = (millis(page.took), times.cells());
        println!("| {parties} | {first} | {cells} | {} |", grouped(bytes));
    }
    Ok(())
}
