//! A thousand brackets and two hundred parties: the table opens, is filtered, the text is compared.

use super::Load;
use super::browser::{Browser, links};
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
        let redline = changed(&mut browser, team)?;
        measured(&mut browser, team, ("text", &Page::at(team, "draft")))?;
        measured(&mut browser, team, ("redline", &Page::of(redline)))?;
        let table = browser.get(&format!("{}/table", team.at))?.text();
        let point = links(&table, &format!("{}/point/", team.at)).into_iter();
        let point = point.last().context("the table has no point")?;
        measured(&mut browser, team, ("point", &Page::of(point)))?;
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
    const fn of(path: String) -> Self {
        Self { path, form: None }
    }

    fn at(sitter: &Sitter, path: &str) -> Self {
        Self::of(format!("{}/{path}", sitter.at))
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
        let more = [
            ("rooms", "room"),
            ("next meeting", "next"),
            ("carry list", "carry"),
            ("people", "people"),
        ];
        pages.extend(more.map(|(name, path)| (name, Page::at(sitter, path))));
    }
    pages
}

/// Pastes a text, and then one with a word changed in every clause: where the two are compared.
fn changed(browser: &mut Browser, sitter: &Sitter) -> Result<String> {
    let draft = format!("{}/draft", sitter.at);
    for (verb, period) in [("report", "year"), ("inform the others", "half year")] {
        let act = hidden(&browser.get(&draft)?.text(), "act")?;
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
        let fields = [("act", act.as_str()), ("language", "en"), ("words", &text)];
        let lineage = browser.post(&format!("{draft}/lineage"), &fields)?.text();
        let against = hidden(&lineage, "against")?;
        let fields = [fields.as_slice(), &[("against", &against)]].concat();
        let answer = browser.post(&format!("{draft}/text"), &fields)?;
        let status = answer.status;
        ensure!(
            status == 303,
            "pasting a text answered {status}: {}",
            answer.text()
        );
    }
    let page = browser.get(&draft)?.text();
    newest_change(&page, &sitter.at).context("the draft compares no versions")
}

/// What a hidden field of a page's first form holds.
fn hidden(page: &str, field: &str) -> Result<String> {
    let rest = page.split(&format!("name=\"{field}\" value=\"")).nth(1);
    let value = rest.and_then(|rest| rest.split('"').next());
    let value = value.with_context(|| format!("the page has no field `{field}`"))?;
    Ok(value.to_owned())
}

/// Where a page of the draft compares the working text with the one before.
fn newest_change(page: &str, at: &str) -> Option<String> {
    let mut links = links(page, at).into_iter();
    links.find(|to| to.contains("&against="))
}

fn measured(browser: &mut Browser, sitter: &Sitter, (name, page): (&str, &Page)) -> Result<()> {
    let mut ask = || match &page.form {
        None => browser.ask(&page.path),
        Some(fields) => {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
            browser.post(&page.path, &fields)
        }
    };
    let mut ask = || ask()?.shown(&page.path);
    let first = ask()?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_redline_is_the_one_that_the_newest_change_names() {
        let page = "<a href=\"/at/a/table\">Table</a>\
                    <li><a href=\"/at/a/draft?version=0b&#38;against=0a\">what changed</a></li>\
                    <li><a href=\"/at/a/draft?version=0a&#38;against=00\">what changed</a></li>";
        let found = newest_change(page, "/at/a");
        assert_eq!(found.as_deref(), Some("/at/a/draft?version=0b&against=0a"));
    }
}
