//! `cargo xtask look`: the briefings that ship, as people will see them.
//!
//! Each case is briefed for two seats; the pages are measured in a browser at three widths, and
//! drawn in light and dark and on A4 into `target/look/`. A page that overflows sideways, or asks
//! for anything from outside itself, is a fault; `cargo xtask ci` looks for that much.

mod frame;

use crate::browser::{Browser, Shot};
use crate::house::{House, shown};
use crate::ledger::Outcome;
use anyhow::{Context, Result, bail};
use frame::{Frame, Measure, Theme};
use std::path::{Path, PathBuf};
use std::process::Stdio;

const WIDTHS: [u64; 3] = [360, 1280, 1920];
const SEATS: [&str; 2] = ["mediator", "public"];

/// The tallest picture that the browser draws.
const HEIGHT_MAX: u64 = 12_000;

/// Draws every page and measures it.
pub(crate) fn run(house: &House) -> Result<()> {
    let Some(browser) = Browser::ready(house)? else {
        bail!("chromium is not installed\nhint: install it (Debian: `apt-get install chromium`)");
    };
    let pages = pages(house)?;
    let measures = measured(house, &browser, &pages)?;
    for page in &pages {
        draw(house, &browser, page, &measures)?;
    }
    println!("{} pages are drawn in target/look/", pages.len());
    judged(&measures)
}

/// Measures every page, as a step of `ci`.
pub(crate) fn check(house: &House) -> Result<Outcome> {
    let Some(browser) = Browser::ready(house)? else {
        let why = "chromium is not installed and cannot be installed by this user";
        if std::env::var_os("CI").is_some() {
            bail!("{why}\nhint: the build machine looks at the pages; give it chromium");
        }
        println!("look: skipped ({why})");
        return Ok(Outcome::Skipped("no chromium".to_owned()));
    };
    let pages = pages(house)?;
    judged(&measured(house, &browser, &pages)?)?;
    Ok(Outcome::Held(format!(
        "{} pages fit 360 px and load nothing",
        pages.len()
    )))
}

/// Briefs every case that ships, for each seat, into pages.
fn pages(house: &House) -> Result<Vec<PathBuf>> {
    let folder = house.root().join("target/look");
    std::fs::create_dir_all(&folder).context("making target/look")?;
    crate::house::run(&mut house.cargo(&["build", "--quiet", "--locked", "--package", "cli"]))?;
    let mut pages = Vec::new();
    for case in cases(house)? {
        for seat in SEATS {
            let page = folder.join(format!("{case}-{seat}.html"));
            brief(house, (&case, seat), &page)?;
            pages.push(page);
        }
    }
    if pages.is_empty() {
        bail!("no case ships");
    }
    Ok(pages)
}

fn cases(house: &House) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(house.root().join("cases")).context("opening cases/")? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn brief(house: &House, (case, seat): (&str, &str), page: &Path) -> Result<()> {
    let path = format!("cases/{case}");
    let mut command = house.command("target/debug/onetext", &["brief", &path, "--seat", seat]);
    command
        .arg("--html")
        .arg(page)
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let shown = shown(&command);
    let done = command
        .output()
        .with_context(|| format!("starting `{shown}`"))?;
    // 0 is yes and 2 is no: both are answers.
    if !matches!(done.status.code(), Some(0 | 2)) {
        bail!(
            "`{shown}` failed:\n{}",
            String::from_utf8_lossy(&done.stderr).trim()
        );
    }
    Ok(())
}

/// Measures all pages at all widths in one document.
fn measured(house: &House, browser: &Browser, pages: &[PathBuf]) -> Result<Vec<Measure>> {
    let frames = pages.iter().flat_map(|page| {
        WIDTHS.map(|width| Frame {
            page,
            width,
            height: 1_000,
            theme: Theme::Light,
        })
    });
    let all: Vec<Frame<'_>> = frames.collect();
    let file = house.root().join("target/look/frames.html");
    std::fs::write(&file, frame::document(&all)).context("writing the frames")?;
    let document = browser.document(house, &file)?;
    let measures = frame::measures(&document)?;
    if measures.len() != all.len() {
        bail!("measured {} frames of {}", measures.len(), all.len());
    }
    Ok(measures)
}

fn judged(measures: &[Measure]) -> Result<()> {
    let faults: Vec<String> = measures.iter().flat_map(Measure::faults).collect();
    for fault in &faults {
        println!("{fault}");
    }
    if !faults.is_empty() {
        bail!("{} faults in the pages", faults.len());
    }
    Ok(())
}

fn draw(house: &House, browser: &Browser, page: &Path, measures: &[Measure]) -> Result<()> {
    let frame_file = house.root().join("target/look/frame.html");
    for width in WIDTHS {
        let height = measures.iter().find(|measure| measure.is_of(page, width));
        let height = height
            .map_or(1_000, |measure| measure.height)
            .min(HEIGHT_MAX);
        for theme in [Theme::Light, Theme::Dark] {
            let frame = Frame {
                page,
                width,
                height,
                theme,
            };
            std::fs::write(&frame_file, frame::document(&[frame])).context("writing a frame")?;
            let to = page.with_extension(format!("{width}-{}.png", theme.name()));
            // A window has a least width; a narrow page stands at its left.
            let shot = Shot {
                to: &to,
                width: width.max(500),
                height,
            };
            browser.picture(house, &frame_file, &shot)?;
        }
    }
    browser.print(house, page, &page.with_extension("pdf"))
}
