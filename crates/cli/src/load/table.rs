//! A thousand brackets and two hundred parties: the table opens, is filtered, the text is compared.

use super::Load;
use super::browser::Browser;
use super::figures::{HEADS, RULE, Times};
use super::ground::{Ground, Plan, Sitter};
use super::invented::{Dice, Size, positions};
use super::served::Served;
use crate::bench::{grouped, millis};
use anyhow::{Context, Result, ensure};

const SIZE: Size = Size {
    points: 200,
    brackets: 5,
    choices: 3,
    parties: 200,
};
/// How often each page is asked for.
const TRIES: usize = 20;

pub(super) fn run(load: &Load) -> Result<()> {
    let mut dice = Dice::new(3);
    let plan = Plan {
        case: SIZE.case("large"),
        since: positions(SIZE, &mut dice),
        people: 201,
    };
    let ground = Ground::of(plan, &load.folder()?)?;
    let served = Served::over(&ground.store())?;
    println!(
        "\n## {} brackets, {} parties' marks\n",
        grouped(SIZE.all_brackets().len()),
        SIZE.parties
    );
    println!("listens after {} ms", millis(served.started));
    println!("\n| seat | page | first ms | {HEADS} | bytes |\n|---|---|---:|{RULE}|---:|");
    let mut browser = served.browser("");
    for sitter in ground.sitters.iter().take(2) {
        browser.sit(&sitter.cookie);
        for (name, page) in pages(sitter) {
            measured(&mut browser, sitter, (name, &page))?;
        }
    }
    if let Some(team) = ground.sitters.first() {
        browser.sit(&team.cookie);
        changed(&mut browser, team)?;
        for (name, path) in [
            ("text", "draft"),
            ("redline", "draft?version=r2&against=r1"),
        ] {
            let page = Page::at(team, path);
            measured(&mut browser, team, (name, &page))?;
        }
    }
    let used = served.used()?;
    println!(
        "\nserver: {} s of processor time, peak memory {} MiB",
        used.cpu.as_secs(),
        used.peak_kib / 1_024
    );
    Ok(())
}

/// A page: its address, and what is sent where it is a form.
struct Page {
    path: String,
    form: Option<Vec<(&'static str, String)>>,
}

impl Page {
    fn at(sitter: &Sitter, path: &str) -> Self {
        Self {
            path: format!("{}/{path}", sitter.at),
            form: None,
        }
    }
}

fn pages(sitter: &Sitter) -> Vec<(&'static str, Page)> {
    let filter = Page {
        form: Some(vec![
            ("find", "clause 7".to_owned()),
            ("show", "open".to_owned()),
            ("party", "party-7".to_owned()),
            ("status", "rejected".to_owned()),
        ]),
        ..Page::at(sitter, "table")
    };
    let mut pages = vec![
        ("table", Page::at(sitter, "table")),
        ("table, filtered", filter),
    ];
    if sitter.seat == "mediator" {
        pages.push(("rooms", Page::at(sitter, "room")));
    }
    pages
}

/// Pastes a text, and then one in which every clause has a word changed.
fn changed(browser: &mut Browser, sitter: &Sitter) -> Result<()> {
    for (verb, period) in [("report", "year"), ("inform the others", "half year")] {
        let page = browser.get(&format!("{}/draft", sitter.at))?;
        ensure!(page.status == 200, "the text answered {}", page.status);
        let page = page.text();
        let act = page.split("name=\"act\" value=\"").nth(1);
        let act = act.and_then(|rest| rest.split('"').next());
        let act = act.context("the draft has no form")?;
        let points = (1..=SIZE.points).map(|point| {
            let clauses = (1..=SIZE.brackets).map(|nth| {
                format!(
                    "    Clause {point}.{nth}: the parties [shall | may] {verb} each {period}.\n"
                )
            });
            format!(
                "{point}. Matter {point}\n\n{}\n",
                clauses.collect::<String>()
            )
        });
        let text: String = points.collect();
        let fields = [("act", act), ("language", "en"), ("words", &text)];
        let answer = browser.post(&format!("{}/draft/text", sitter.at), &fields)?;
        let status = answer.status;
        ensure!(
            status == 303,
            "pasting a text answered {status}: {}",
            answer.text()
        );
    }
    Ok(())
}

fn measured(browser: &mut Browser, sitter: &Sitter, (name, page): (&str, &Page)) -> Result<()> {
    let mut ask = || match &page.form {
        None => browser.get(&page.path),
        Some(fields) => {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
            browser.post(&page.path, &fields)
        }
    };
    let first = ask()?;
    ensure!(first.status == 200, "{name} answered {}", first.status);
    let mut times = Times::default();
    for _ in 0..TRIES {
        times.add(ask()?.took);
    }
    let (cells, bytes) = (times.cells(), grouped(first.body.len()));
    println!(
        "| {} | {name} | {} | {cells} | {bytes} |",
        sitter.seat,
        millis(first.took)
    );
    Ok(())
}
