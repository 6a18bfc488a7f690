//! `onetext order`: what must come before what, what is owed and by when, and what each side has
//! given by then before it has received.

use crate::answer::Answer;
use crate::brief::{Shown, seat};
use crate::case_source;
use crate::patience::{Limits, with_patience};
use anyhow::{Context, Result, bail, ensure};
use briefing::{NoTimetable, ORDER_NODES_MAX, Timetable, Verdict, timetable};
use case::{BracketId, ChoiceId, Date, PlanAsk, View};
use clap::{Args, value_parser};
use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Plans what is owed: loops and what breaks them, dates, exposure, progress, ladders.
#[derive(Args)]
pub(crate) struct Order {
    /// The case: a file, or a folder of files that are read as one
    case: PathBuf,
    /// Whose page it is: mediator, public, or the id of a party
    #[arg(long, default_value = "public")]
    seat: String,
    /// Plan a package instead of the draft in hand: the option of each bracket, as `bracket=option`
    #[arg(long, value_name = "BRACKET=OPTION", value_delimiter = ',')]
    package: Vec<String>,
    /// The first day of the plan; the latest day in the case without this
    #[arg(long, value_name = "YYYY-MM-DD")]
    start: Option<Date>,
    /// Where the preconditions go in circles: which of the ways to break them, as the page counts
    /// them; the one that keeps most without this
    #[arg(long, value_name = "N")]
    way: Option<usize>,
    #[command(flatten)]
    shown: Shown,
    /// Also write the plan and the exposure of each side as a picture
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Also write the steps as an iCalendar file
    #[arg(long, value_name = "FILE")]
    ics: Option<PathBuf>,
    /// Also write the implementation matrix as comma-separated values
    #[arg(long, value_name = "FILE")]
    matrix: Option<PathBuf>,
    /// The most search nodes that an order may cost; past it the answer has a bound
    #[arg(
        long, default_value_t = ORDER_NODES_MAX,
        value_parser = value_parser!(u64).range(1..=ORDER_NODES_MAX)
    )]
    nodes: u64,
}

impl Order {
    /// Reads the case, plans it, and shows the answer.
    pub(crate) fn run(&self) -> Result<Answer> {
        let case = match case_source::read(&self.case)? {
            Ok(case) => case,
            Err(faults) => {
                eprint!("{faults}");
                return Ok(Answer::NotValid);
            }
        };
        let view = case.seen_from(seat(&case, &self.seat)?);
        let ask = self.ask(&view)?;
        let limits = Limits {
            nodes_max: self.nodes,
            threads: NonZeroUsize::MIN,
        };
        let ((briefing, table), interrupted) = with_patience(limits, |effort| {
            let table = timetable(&view, &ask, effort);
            (briefing::order(&view, Some(&table), effort), table)
        });
        let briefing = briefing.map_err(|error| anyhow::anyhow!("{error}"))?;
        self.shown.show(&briefing)?;
        self.write_files(&view, table.as_ref())?;
        Ok(match (interrupted, briefing.verdict, table) {
            (true, _, _) | (false, Verdict::Stopped, _) => Answer::Interrupted,
            (false, _, Ok(table)) if table.kept == briefing::Kept::Everything => Answer::Yes,
            (false, _, Err(NoTimetable::NoPlan(case::PlanPoseError::NothingOwed))) => Answer::Yes,
            (false, _, Err(NoTimetable::NotFound)) => Answer::Interrupted,
            (false, _, Ok(_) | Err(_)) => Answer::No,
        })
    }

    fn ask(&self, view: &View<'_>) -> Result<PlanAsk> {
        let start = self.start.or_else(|| view.plan_start());
        let Some(start) = start else {
            bail!(
                "this seat sees nothing with a date\nhint: say when the plan starts with --start"
            );
        };
        let mut ask = view.plan_in_hand(start);
        if !self.package.is_empty() {
            ask.package = package(view, &self.package)?;
        }
        ask.way = self.way;
        Ok(ask)
    }

    fn write_files(&self, view: &View<'_>, table: Result<&Timetable, &NoTimetable>) -> Result<()> {
        if let Some(file) = &self.matrix {
            write(file, &format::matrix::write(&briefing::matrix(view)))?;
        }
        let dated = [&self.svg, &self.ics];
        let table = match table {
            Ok(table) => table,
            Err(why) => {
                ensure!(
                    dated.iter().all(|file| file.is_none()),
                    "there are no dates to write: {why}"
                );
                return Ok(());
            }
        };
        if let Some(file) = &self.svg {
            write(file, &briefing::svg_file(&table.pictures()))?;
        }
        if let Some(file) = &self.ics {
            write(file, &format::ical::write(view, table))?;
        }
        Ok(())
    }
}

/// The package that words of the command line name.
fn package(view: &View<'_>, words: &[String]) -> Result<BTreeMap<BracketId, ChoiceId>> {
    let mut known: BTreeMap<BracketId, Vec<ChoiceId>> = BTreeMap::new();
    for point in view.points() {
        for bracket in view.brackets(point.item) {
            let choices = view.choices(bracket.item);
            let choices = choices.map(|choice| choice.item.id.clone()).collect();
            known.insert(bracket.item.id.clone(), choices);
        }
    }
    let mut package = BTreeMap::new();
    for word in words {
        let Some((bracket, choice)) = word.split_once('=') else {
            bail!("`{word}` is no `bracket=option`");
        };
        let bracket = BracketId::new(bracket.trim());
        let choice = ChoiceId::new(choice.trim());
        let Some(choices) = known.get(&bracket) else {
            let all: Vec<&str> = known.keys().map(BracketId::as_str).collect();
            bail!(
                "this seat sees no bracket `{bracket}`\nhint: the brackets are {}",
                all.join(", ")
            );
        };
        if !choices.contains(&choice) {
            let all: Vec<&str> = choices.iter().map(ChoiceId::as_str).collect();
            bail!(
                "`{bracket}` has no option `{choice}`\nhint: its options are {}",
                all.join(", ")
            );
        }
        package.insert(bracket, choice);
    }
    Ok(package)
}

fn write(file: &Path, words: &str) -> Result<()> {
    fs::write(file, words).with_context(|| format!("writing `{}`", file.display()))?;
    eprintln!("wrote {}", file.display());
    Ok(())
}
