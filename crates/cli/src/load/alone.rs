//! Every page of the founding case, one after the other, with nobody else there.

use super::browser::{Answer, Browser, links};
use super::figures::{HEADS, RULE, Times};
use super::ground::{Ground, Plan, Sitter};
use super::served::Served;
use super::{Load, limits};
use crate::bench::grouped;
use crate::case_source;
use crate::shipped::MIAMI;
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::{Duration, Instant};

/// How long the pages of one seat are asked for again and again.
const SETTLE: Duration = Duration::from_secs(6);
/// At least so often each.
const ROUNDS_MIN: usize = 3;

/// The addresses of the pages that links of a seat lead to, without the seat's own beginning; of
/// those that differ in what they ask alone (the second page of a list, another version) the first.
pub(super) fn pages(browser: &mut Browser, sitter: &Sitter) -> Result<Vec<String>> {
    browser.sit(&sitter.cookie);
    let (mut asked, mut places) = (BTreeSet::new(), BTreeSet::new());
    let mut waiting = VecDeque::from([sitter.at.clone()]);
    while let Some(path) = waiting.pop_front() {
        if !asked.insert(shape(&path)) {
            continue;
        }
        let (place, page) = browser.page(&path)?;
        if places.insert(place) {
            waiting.extend(links(&page.text(), &sitter.at));
        }
    }
    let own = places.into_iter();
    Ok(own
        .filter_map(|path| path.strip_prefix(&sitter.at).map(str::to_owned))
        .collect())
}

/// An address without what it asks for, but with the names of it.
fn shape(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let names = query.split('&').filter_map(|field| field.split('=').next());
    format!("{path}?{}", names.collect::<Vec<_>>().join("&"))
}

/// What kind of page an address is of.
fn kind(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let word = |part: &&str| match part.len() == 10 && part.bytes().all(|b| b.is_ascii_hexdigit()) {
        true => "…".to_owned(),
        false => (*part).to_owned(),
    };
    parts.iter().map(word).collect::<Vec<_>>().join("/")
}

#[derive(Default)]
struct Kind {
    pages: usize,
    times: Times,
    bytes: usize,
}

pub(super) fn run(load: &Load) -> Result<()> {
    let plan = Plan {
        case: case_source::shipped(&MIAMI)?,
        since: BTreeMap::new(),
        people: 40,
    };
    let ground = Ground::of(plan, &load.folder()?)?;
    let served = Served::over(&ground.store())?;
    println!(
        "\n## Pages of `{}`, alone\n\n| seat | page | pages | {HEADS} | bytes |",
        MIAMI.id
    );
    println!("|---|---|---:|{RULE}|---:|");
    let mut browser = served.browser("");
    let (mut all, mut worst) = (Times::default(), Duration::ZERO);
    for sitter in ground.one_of_each() {
        let paths = pages(&mut browser, sitter)?;
        let mut kinds: BTreeMap<String, Kind> = BTreeMap::new();
        let (begun, mut rounds) = (Instant::now(), 0);
        while rounds < ROUNDS_MIN || begun.elapsed() < SETTLE {
            rounds += 1;
            for path in &paths {
                let answer = browser.get(&format!("{}{path}", sitter.at))?;
                let one = kinds.entry(kind(path)).or_default();
                one.pages += usize::from(rounds == 1);
                one.times.add(answer.took);
                one.bytes = one.bytes.max(answer.body.len());
            }
        }
        for (kind, one) in kinds {
            let (cells, bytes) = (one.times.cells(), grouped(one.bytes));
            println!(
                "| {} | {kind} | {} | {cells} | {bytes} |",
                sitter.seat, one.pages
            );
            worst = worst.max(one.times.rank(990));
            all.join(&one.times);
        }
    }
    println!("| all | all |  | {} |  |", all.cells());
    let first = ground.one_of_each();
    if let Some(sitter) = first.first() {
        browser.sit(&sitter.cookie);
        let (_, page) = browser.page(&sitter.at)?;
        println!(
            "\nAn empty answer: {HEADS}\n{}",
            limits::empty_answers(&served, &page.text())?.cells()
        );
        weight(&mut browser, &page)?;
    }
    Ok(())
}

/// What a first page brings: itself, the stylesheet, the script and the icon.
fn weight(browser: &mut Browser, page: &Answer) -> Result<()> {
    let text = page.text();
    let assets: BTreeSet<&str> = text
        .split('"')
        .filter(|part| part.starts_with("/asset/"))
        .collect();
    let mut whole = page.body.len();
    println!("\nFirst page: {} bytes of HTML", grouped(page.body.len()));
    for asset in assets {
        let answer = browser.get(asset)?;
        whole += answer.body.len();
        println!("  {asset}: {} bytes", grouped(answer.body.len()));
    }
    println!("  together {} bytes", grouped(whole));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_of_page_names_no_key() {
        assert_eq!(kind("/point/0123456789?x=1"), "point/…");
        assert_eq!(kind("/table"), "table");
    }

    #[test]
    fn the_pages_of_a_list_have_one_shape_and_another_list_has_another() {
        assert_eq!(shape("/p?seat=&people=2"), shape("/p?seat=&people=3"));
        assert_ne!(shape("/p?seat=&people=2"), shape("/p?seat=&invited=2"));
        assert_ne!(shape("/p?seat=&people=2"), shape("/p"));
        assert_ne!(shape("/p"), shape("/q"));
    }
}
