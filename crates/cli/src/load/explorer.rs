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
        let mut form = sliders(&text);
        ensure!(!form.is_empty(), "the packages have no slider");
        let mut times = Times::default();
        let mut bytes = 0;
        for _ in 0..MOVES {
            // One slider after another is let go where it is: the others stay moved.
            let nth = usize::try_from(dice.below(form.len() as u64))?;
            let moved = form.get_mut(nth).context("a slider")?;
            moved.1 = (dice.below(60) * 5).to_string();
            let sliders = form.iter().map(|(name, at)| (name.as_str(), at.as_str()));
            let sent = [("tried", "1"), ("part", "result")].into_iter();
            let sent: Vec<(&str, &str)> = sent.chain(sliders).collect();
            let answer = browser.post(&address, &sent)?.shown(&address)?;
            times.add(answer.took);
            bytes = bytes.max(answer.body.len());
        }
        let (first, cells) = (millis(page.took), times.cells());
        println!("| {parties} | {first} | {cells} | {} |", grouped(bytes));
    }
    Ok(())
}

/// The sliders of a page, each with where it stands.
fn sliders(page: &str) -> Vec<(String, String)> {
    let inputs = page.split("<input type=\"range\"").skip(1);
    let sliders = inputs.filter_map(|input| {
        let tag = input.split('>').next()?;
        let worth = |name: &str| tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next();
        Some((worth("name")?.to_owned(), worth("value")?.to_owned()))
    });
    sliders.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slider_is_sent_as_it_stands_on_the_page() {
        let page = "<form><input type=\"hidden\" name=\"tried\" value=\"1\"><input type=\"range\" \
                    id=\"wa\" name=\"wa\" min=\"0\" max=\"300\" step=\"5\" value=\"100\" \
                    aria-describedby=\"wa-hint\"></form>";
        assert_eq!(sliders(page), [("wa".to_owned(), "100".to_owned())]);
    }
}
