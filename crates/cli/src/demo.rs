//! `onetext demo`: the workspace with two cases that ship, a link for each seat; or, once, the
//! briefings of three cases in the terminal and as pages.

use crate::answer::Answer;
use crate::brief::{WIDTH, print};
use crate::case_source;
use crate::patience::{Limits, with_patience};
use crate::shipped::{FJORD, MIAMI, PANAMA, Shipped};
use crate::showroom;
use anyhow::{Context, Result};
use briefing::{Detail, Direction, Question, prepare};
use clap::Args;
use disclosure::Seat;
use etcetera::base_strategy::{BaseStrategy, choose_base_strategy};
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Serves the founding case and the invented fjord on this machine, with a link for each seat.
#[derive(Args)]
pub(crate) struct Demo {
    /// Where cases and pages are kept; default: the platform's data folder
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The port on 127.0.0.1; default: one that is free
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    port: u16,
    /// Print the briefings of three cases and end
    #[arg(long)]
    once: bool,
}

impl Demo {
    /// Serves the workspace, or briefs the cases and ends.
    pub(crate) fn run(&self) -> Result<Answer> {
        let folder = self.folder()?;
        fs::create_dir_all(&folder)
            .with_context(|| format!("making the folder `{}`", folder.display()))?;
        if self.once {
            brief(&folder)
        } else {
            showroom::open(&folder, self.port)
        }
    }

    fn folder(&self) -> Result<PathBuf> {
        match &self.data {
            Some(folder) => Ok(folder.clone()),
            None => {
                let strategy = choose_base_strategy()
                    .context("finding the platform's data folder; name one with --data")?;
                Ok(strategy.data_dir().join("onetext"))
            }
        }
    }
}

/// Briefs the three cases, and says where the pages are.
fn brief(folder: &Path) -> Result<Answer> {
    let mut pages = Vec::new();
    let mut interrupted = false;
    for (shipped, seat) in [
        (MIAMI, Seat::Public),
        (PANAMA, Seat::Public),
        (FJORD, Seat::Mediator),
    ] {
        let (page, stopped) = show(&shipped, seat, folder)?;
        pages.push(page);
        interrupted |= stopped;
    }
    eprintln!();
    for page in pages {
        eprintln!("page: {}", page.display());
    }
    Ok(if interrupted {
        Answer::Interrupted
    } else {
        Answer::Yes
    })
}

fn show(shipped: &Shipped, seat: Seat, folder: &Path) -> Result<(PathBuf, bool)> {
    let case = case_source::shipped(shipped)?;
    let view = case.seen_from(seat);
    let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let limits = Limits {
        nodes_max: u64::MAX,
        threads,
    };
    let (briefing, stopped) = with_patience(limits, |effort| prepare(&view, Question::All, effort));
    let briefing = briefing.with_context(|| format!("briefing `{}`", shipped.id))?;
    print(&briefing.to_text(WIDTH, Detail::Short))?;
    print("\n\n")?;
    let page = folder.join(format!("{}.html", shipped.id));
    fs::write(&page, briefing.to_html(Direction::LeftToRight))
        .with_context(|| format!("writing the page `{}`", page.display()))?;
    Ok((page, stopped))
}
