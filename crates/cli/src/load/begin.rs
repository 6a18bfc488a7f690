//! A start over a long log: from nothing to the first page.

use super::Load;
use super::ground::{Ground, Plan};
use super::invented::{Dice, Size, talks};
use super::served::Served;
use crate::bench::{grouped, millis};
use anyhow::Result;
use case::Case;
use disclosure::{Audience, Seat};
use proceedings::audiences;

const SIZE: Size = Size {
    points: 20,
    brackets: 2,
    choices: 3,
    parties: 6,
};
/// How often the server is started.
const STARTS: usize = 5;

pub(super) fn run(load: &Load) -> Result<()> {
    let case = SIZE.case("long");
    let (mut dice, seats) = (Dice::new(2), speakers(&case));
    let since = talks(&seats, &SIZE.all_brackets(), (load.events, &mut dice))?;
    let plan = Plan {
        case,
        since,
        people: 14,
    };
    let ground = Ground::of(plan, &load.folder()?)?;
    println!("\n## A start over {} events\n", grouped(load.events));
    let heads = [
        "start",
        "listens ms",
        "first page ms",
        "second ms",
        "a delegation's first ms",
    ];
    let more = ["KiB before", "KiB after", "bytes an event"];
    println!("| {} | {} |", heads.join(" | "), more.join(" | "));
    println!("|---:|---:|---:|---:|---:|---:|---:|---:|");
    for start in 1..=STARTS {
        let served = Served::over(&ground.store())?;
        let before = served.used()?.resident_kib;
        let mut browser = served.browser("");
        let mut pages = Vec::new();
        let seats = ground.one_of_each();
        let team = ground.sitters.first();
        let other = seats
            .iter()
            .find(|sitter| sitter.seat.starts_with("delegation"));
        let mut after = 0;
        for sitter in [team, team, other.copied()].into_iter().flatten() {
            browser.sit(&sitter.cookie);
            pages.push(browser.get(&format!("{}/table", sitter.at))?.took);
            if pages.len() == 1 {
                after = served.used()?.resident_kib;
            }
        }
        let pages: Vec<String> = pages.into_iter().map(millis).collect();
        let each = after.saturating_sub(before) * 1_024 / (load.events as u64).max(1);
        println!(
            "| {start} | {} | {} | {before} | {after} | {each} |",
            millis(served.started),
            pages.join(" | ")
        );
    }
    Ok(())
}

/// Who speaks where: each party in its room, and the team before everybody and by itself.
fn speakers(case: &Case) -> Vec<(Audience, Seat)> {
    let all = audiences(case).into_iter();
    let all = all.filter(|(audience, _)| *audience != Audience::Public);
    let all = all.map(|(audience, seat)| match &audience {
        Audience::Room(_) => (audience, seat),
        Audience::Public | Audience::Plenary | Audience::Team => (audience, Seat::Mediator),
    });
    all.collect()
}
