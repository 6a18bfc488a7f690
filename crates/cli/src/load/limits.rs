//! What this machine allows, measured in the same run: the disk, and an answer of next to nothing.

use super::figures::Times;
use super::ground::Ground;
use super::served::Served;
use anyhow::{Context, Result};
use std::fs::File;
use std::io::Write;
use std::time::{Duration, Instant};

/// How often each is tried.
const TRIES: usize = 300;

/// How long it takes to append a page of 4 KiB to a file and to have it on the disk.
pub(super) fn durable_writes(ground: &Ground) -> Result<Times> {
    let path = ground.folder().join("durable");
    let mut file = File::create(&path).context("making a file to write to")?;
    let page = [7_u8; 4_096];
    let tries = (0..TRIES).map(|_| {
        let begun = Instant::now();
        file.write_all(&page).context("writing")?;
        file.sync_data().context("waiting for the disk")?;
        anyhow::Ok(begun.elapsed())
    });
    let times = tries.collect();
    std::fs::remove_file(&path).context("removing a file")?;
    times
}

/// How long the server takes for an answer that asks nothing of a case: the icon, behind every
/// guard that pages are behind.
pub(super) fn empty_answers(served: &Served, page: &str) -> Result<Times> {
    let icon = page
        .split('"')
        .find(|part| part.starts_with("/asset/") && part.ends_with(".svg"));
    let icon = icon.context("the page names no icon")?;
    let mut browser = served.browser("");
    let tries = (0..TRIES).map(|_| browser.get(icon).map(|answer| answer.took));
    let times: Result<Vec<Duration>> = tries.collect();
    Ok(times?.into_iter().collect())
}
