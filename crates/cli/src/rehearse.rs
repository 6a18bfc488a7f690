//! `onetext rehearse`: talks with simulated parties, or a breach hour by hour.

use crate::answer::Answer;
use crate::brief::{Shown, seat};
use crate::case_source;
use crate::patience::{Limits, with_patience};
use analysis::talks::{Plan, Procedure};
use anyhow::{Context, Result, bail};
use briefing::{Briefing, TalksError, Verdict};
use case::{BreachId, View};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, value_parser};
use disclosure::PartyId;
use problem::talks::{Company, Manner};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Rehearses talks with simulated parties; or, with --breach, a breach hour by hour.
///
/// Talks: procedures of a mediator are set against kinds of simulated parties, run after run, and
/// measured against the frontier and the fair packages; for the mediation team, and never in a
/// case marked live. The same seed gives the same bytes; Ctrl-C gives the runs so far.
///
/// A breach: which steps are due when, what lapses, what is left covered; for any seat, in any
/// case.
#[derive(Args)]
pub(crate) struct Rehearse {
    /// The case: a file, or a folder of files that are read as one
    case: PathBuf,
    /// Whose page it is: mediator, public, or the id of a party [default: public for a breach,
    /// mediator for talks]
    #[arg(long)]
    seat: Option<String>,
    #[command(flatten)]
    breach: Breach,
    #[command(flatten)]
    talks: Talks,
    #[command(flatten)]
    shown: Shown,
}

/// A breach to rehearse.
#[derive(Args)]
#[command(next_help_heading = "A breach")]
struct Breach {
    /// Rehearse this breach instead of talks
    #[arg(long, value_name = "ID")]
    breach: Option<String>,
    /// How many hours have passed since it began
    #[arg(
        long, default_value_t = 0, value_name = "N", requires = "breach",
        value_parser = value_parser!(u64).range(..=briefing::REHEARSED_HOURS_MAX)
    )]
    hours: u64,
    /// A party that has left before
    #[arg(long, value_name = "PARTY", requires = "breach")]
    without: Vec<String>,
}

/// Talks to rehearse.
#[derive(Args)]
#[command(next_help_heading = "Talks")]
struct Talks {
    /// How many rounds talks have at most: in each, one question to each party
    #[arg(
        long, default_value_t = 30, value_name = "N", conflicts_with = "breach",
        value_parser = value_parser!(u32).range(1..=i64::from(briefing::ROUNDS_MAX))
    )]
    rounds: u32,
    /// How often everything is played
    #[arg(
        long, default_value_t = 20, value_name = "N", conflicts_with = "breach",
        value_parser = value_parser!(u64).range(1..=briefing::RUNS_MAX)
    )]
    runs: u64,
    /// What all chance follows from
    #[arg(long, default_value_t = 1, value_name = "S", conflicts_with = "breach")]
    seed: u64,
    /// A procedure; may be given more than once [default: all]
    #[arg(long, value_name = "P", conflicts_with = "breach", value_parser = procedures())]
    procedure: Vec<Procedure>,
    /// A kind of simulated parties, all alike or, with one-, one among truthful ones; may be given
    /// more than once [default: a choice of both]
    #[arg(long, value_name = "K", conflicts_with = "breach", value_parser = companies())]
    parties: Vec<Company>,
    /// Also write a table with a row for each run
    #[arg(long, value_name = "FILE", conflicts_with = "breach")]
    csv: Option<PathBuf>,
    /// How many threads may work
    #[arg(long, default_value_t = NonZeroUsize::MIN, conflicts_with = "breach")]
    threads: NonZeroUsize,
}

fn procedures() -> impl TypedValueParser<Value = Procedure> {
    PossibleValuesParser::new(Procedure::ALL.map(Procedure::name))
        .map(|word| Procedure::of_name(&word).unwrap_or(Procedure::Next))
}

fn companies() -> impl TypedValueParser<Value = Company> {
    let all = Manner::ALL.map(|manner| Company::All(manner).name());
    let one = Manner::ALL.map(|manner| Company::One(manner).name());
    PossibleValuesParser::new(all.into_iter().chain(one))
        .map(|word| Company::of_name(&word).unwrap_or(Company::All(Manner::Truthful)))
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
        let usual = if self.breach.breach.is_some() {
            "public"
        } else {
            "mediator"
        };
        let seat = seat(&case, self.seat.as_deref().unwrap_or(usual))?;
        let view = case.seen_from(seat);
        let (briefing, interrupted) = match &self.breach.breach {
            Some(breach) => self.breach.rehearsed(breach, &view)?,
            None => match self.talks.rehearsed(&view) {
                Ok(rehearsed) => rehearsed,
                Err(error) => return refused(&error),
            },
        };
        self.shown.show(&briefing)?;
        Ok(match (interrupted, briefing.verdict) {
            (true, _) | (false, Verdict::Stopped) => Answer::Interrupted,
            (false, Verdict::NothingAcceptable | Verdict::Answered) => Answer::Yes,
        })
    }
}

/// Why talks were not rehearsed: where nothing is acceptable to all, the answer is no.
fn refused(error: &anyhow::Error) -> Result<Answer> {
    match error.downcast_ref::<TalksError>() {
        Some(TalksError::NothingAcceptable) => {
            eprintln!("{error}");
            Ok(Answer::No)
        }
        Some(TalksError::Stopped) => {
            eprintln!("{error}");
            Ok(Answer::Interrupted)
        }
        _ => bail!("{error:#}"),
    }
}

impl Breach {
    fn rehearsed(&self, breach: &str, view: &View<'_>) -> Result<(Briefing, bool)> {
        let rehearsal = briefing::Rehearsal {
            breach: BreachId::new(breach),
            since: self.hours,
            without: self.without.iter().map(PartyId::new).collect(),
        };
        let ask = |effort: &problem::Effort<'_>| briefing::rehearse(view, &rehearsal, effort);
        let (briefing, interrupted) = with_patience(limits(NonZeroUsize::MIN), ask);
        match briefing {
            Ok(briefing) => Ok((briefing, interrupted)),
            Err(error) => bail!("{error}"),
        }
    }
}

impl Talks {
    fn rehearsed(&self, view: &View<'_>) -> Result<(Briefing, bool)> {
        let or_all = |some: &[Procedure]| match some {
            [] => Procedure::ALL.to_vec(),
            some => some.to_vec(),
        };
        let plan = Plan {
            procedures: or_all(&self.procedure),
            companies: match self.parties.as_slice() {
                [] => Company::USUAL.to_vec(),
                some => some.to_vec(),
            },
            rounds: self.rounds,
            runs: self.runs,
            seed: self.seed,
        };
        let ask = |effort: &problem::Effort<'_>| briefing::rehearse_talks(view, &plan, effort);
        let (talks, interrupted) = with_patience(limits(self.threads), ask);
        let talks = talks?;
        if let Some(file) = &self.csv {
            std::fs::write(file, format::talks_csv::to_csv(&talks.runs))
                .with_context(|| format!("writing the table to `{}`", file.display()))?;
            eprintln!("wrote {}", file.display());
        }
        Ok((talks.briefing, interrupted))
    }
}

const fn limits(threads: NonZeroUsize) -> Limits {
    Limits {
        nodes_max: u64::MAX,
        threads,
    }
}
