//! `onetext brief`: asks a case everything it can answer.

use crate::answer::Answer;
use crate::case_source;
use crate::patience::{Limits, with_patience};
use crate::shared::SharedOn;
use anyhow::{Context, Result, bail};
use briefing::{Briefing, BriefingError, Detail, Direction, Question, Verdict, prepare};
use case::{Case, Role};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use disclosure::{PartyId, Seat};
use std::fs;
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// The width of a briefing in the terminal, in columns.
pub(crate) const WIDTH: usize = 80;

/// Asks a case everything it can answer, as one seat may know it.
#[derive(Args)]
pub(crate) struct Brief {
    /// The case: a file, or a folder of files that are read as one
    case: PathBuf,
    /// Whose page it is: mediator, public, or the id of a party
    #[arg(long, default_value = "public")]
    seat: String,
    /// What to ask
    #[arg(long, default_value = Question::All.word(), value_parser = questions())]
    question: Question,
    #[command(flatten)]
    shown: Shown,
    #[command(flatten)]
    shared: SharedOn,
    /// How many threads may work
    #[arg(long, default_value_t = NonZeroUsize::MIN)]
    threads: NonZeroUsize,
    /// The most search nodes an answer may cost; past it the answer has a bound
    #[arg(long, default_value_t = 2_000_000_000)]
    nodes: u64,
}

/// How a briefing is shown.
#[derive(Args)]
pub(crate) struct Shown {
    /// Print long tables and cells in full
    #[arg(long)]
    full: bool,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
    /// Also write one self-contained HTML page
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Set the HTML page from right to left
    #[arg(long, requires = "html")]
    rtl: bool,
}

/// The questions, by the words of the command line.
fn questions() -> impl TypedValueParser<Value = Question> {
    PossibleValuesParser::new(Question::ALL.map(Question::word))
        .map(|word| Question::of_word(&word).unwrap_or(Question::All))
}

impl Brief {
    /// Reads the case, asks, and shows the answer.
    pub(crate) fn run(&self) -> Result<Answer> {
        let case = match case_source::read(&self.case)? {
            Ok(case) => case,
            Err(faults) => {
                eprint!("{faults}");
                return Ok(Answer::NotValid);
            }
        };
        let seat = seat(&case, &self.seat)?;
        let view = case.seen_from(seat);
        let limits = Limits {
            nodes_max: self.nodes,
            threads: self.threads,
        };
        let (briefing, interrupted) = if self.shared.is_asked() {
            if self.question != Question::Robust {
                bail!("--draws and --share go with --question robust");
            }
            self.shared.prepare((&case, &view), limits)?
        } else {
            let ask = |effort: &problem::Effort<'_>| prepare(&view, self.question, effort);
            let (briefing, interrupted) = with_patience(limits, ask);
            match briefing {
                Ok(briefing) => (briefing, interrupted),
                Err(
                    error @ (BriefingError::NotForThisSeat { .. }
                    | BriefingError::ForThePublic
                    | BriefingError::NothingToSay(_)),
                ) => bail!("{error}"),
            }
        };
        self.shown.show(&briefing)?;
        Ok(match (interrupted, briefing.verdict) {
            (true, _) | (false, Verdict::Stopped) => Answer::Interrupted,
            (false, Verdict::NothingAcceptable) => Answer::No,
            (false, Verdict::Answered) => Answer::Yes,
        })
    }
}

impl Shown {
    /// Prints a briefing, and writes its page where one was asked for.
    pub(crate) fn show(&self, briefing: &Briefing) -> Result<()> {
        let words = if self.json {
            format::briefing_json::to_json(briefing)
        } else {
            let detail = if self.full {
                Detail::Full
            } else {
                Detail::Short
            };
            briefing.to_text(WIDTH, detail)
        };
        print(&words)?;
        if let Some(file) = &self.html {
            let direction = if self.rtl {
                Direction::RightToLeft
            } else {
                Direction::LeftToRight
            };
            fs::write(file, briefing.to_html(direction))
                .with_context(|| format!("writing the page to `{}`", file.display()))?;
            eprintln!("wrote {}", file.display());
        }
        Ok(())
    }
}

/// Prints to standard output; a reader that has gone away is no fault.
pub(crate) fn print(words: &str) -> Result<()> {
    match std::io::stdout().lock().write_all(words.as_bytes()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => written.context("writing to standard output"),
    }
}

/// The seat that a word of the command line names.
pub(crate) fn seat(case: &Case, word: &str) -> Result<Seat> {
    let public = case.seen_from(Seat::Public);
    let roles = public
        .parties()
        .map(|seen| (seen.item.id.clone(), seen.item.role));
    let known: Vec<(PartyId, Role)> = roles.collect();
    match word {
        "mediator" => return Ok(Seat::Mediator),
        "public" => return Ok(Seat::Public),
        _ => {}
    }
    match known.iter().find(|(party, _)| party.as_str() == word) {
        Some((party, Role::Principal)) => Ok(Seat::Delegation(party.clone())),
        Some((party, Role::Partner)) => Ok(Seat::Partner(party.clone())),
        Some((party, Role::Observer)) => Ok(Seat::Observer(party.clone())),
        Some((_, Role::Mediator)) => Ok(Seat::Mediator),
        None => {
            let seats: Vec<&str> = known.iter().map(|(party, _)| party.as_str()).collect();
            bail!(
                "the case has no seat `{word}`\nhint: the seats are mediator, public, {}",
                seats.join(", ")
            )
        }
    }
}
