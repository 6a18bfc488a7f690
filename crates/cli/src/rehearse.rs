//! `onetext rehearse`: a breach, hour by hour.

use crate::answer::Answer;
use crate::brief::{Shown, seat};
use crate::case_source;
use crate::patience::{Limits, with_patience};
use anyhow::{Result, bail};
use briefing::Verdict;
use case::BreachId;
use clap::{Args, value_parser};
use disclosure::PartyId;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Rehearses a breach: which steps are due when, what lapses, what is left covered.
#[derive(Args)]
pub(crate) struct Rehearse {
    /// The case: a file, or a folder of files that are read as one
    case: PathBuf,
    /// The id of the breach
    #[arg(long, value_name = "ID")]
    breach: String,
    /// How many hours have passed since it began
    #[arg(
        long, default_value_t = 0, value_name = "N",
        value_parser = value_parser!(u64).range(..=briefing::REHEARSED_HOURS_MAX)
    )]
    hours: u64,
    /// A party that has left before
    #[arg(long, value_name = "PARTY")]
    without: Vec<String>,
    /// Whose page it is: mediator, public, or the id of a party
    #[arg(long, default_value = "public")]
    seat: String,
    #[command(flatten)]
    shown: Shown,
}

impl Rehearse {
    /// Reads the case, rehearses, and shows what comes of it.
    pub(crate) fn run(&self) -> Result<Answer> {
        let case = match case_source::read(&self.case)? {
            Ok(case) => case,
            Err(faults) => {
                eprint!("{faults}");
                return Ok(Answer::NotValid);
            }
        };
        let view = case.seen_from(seat(&case, &self.seat)?);
        let rehearsal = briefing::Rehearsal {
            breach: BreachId::new(self.breach.as_str()),
            since: self.hours,
            without: self.without.iter().map(PartyId::new).collect(),
        };
        let limits = Limits {
            nodes_max: u64::MAX,
            threads: NonZeroUsize::MIN,
        };
        let ask = |effort: &problem::Effort<'_>| briefing::rehearse(&view, &rehearsal, effort);
        let (briefing, interrupted) = with_patience(limits, ask);
        let briefing = match briefing {
            Ok(briefing) => briefing,
            Err(error) => bail!("{error}"),
        };
        self.shown.show(&briefing)?;
        Ok(match (interrupted, briefing.verdict) {
            (true, _) | (false, Verdict::Stopped) => Answer::Interrupted,
            (false, Verdict::NothingAcceptable | Verdict::Answered) => Answer::Yes,
        })
    }
}
