//! `onetext signals`: signals out of a case and into one, and what a pasted article may hold.

use crate::answer::Answer;
use crate::brief;
use crate::carried::{bytes, tell};
use crate::case_source;
use anyhow::{Context, Result, anyhow, bail};
use case::{Date, EventClass, Grounds, Signal, SignalId, Wording};
use clap::{Args, Subcommand};
use format::article::{self, Article, DayRule, Manner, SpeakerRule, Suggestion};
use format::{case_file, signals_csv};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Signals out of a case and into one.
#[derive(Subcommand)]
pub(crate) enum Signals {
    /// Print the signals of a case as a table, as one seat may know them
    Export(Export),
    /// Print what is read from a table as the section `signals` of a case file
    Import(Import),
    /// List what an article may hold, or print what was confirmed of it as a table
    Paste(Paste),
}

/// What is printed.
#[derive(Args)]
pub(crate) struct Export {
    /// The case: a file, or a folder of files that are read as one
    case: PathBuf,
    /// Whose file it is: mediator, public, or the id of a party
    #[arg(long, default_value = "public")]
    seat: String,
}

/// What is read.
#[derive(Args)]
pub(crate) struct Import {
    /// The table, as comma-separated values
    file: PathBuf,
}

/// What is looked at.
#[derive(Args)]
pub(crate) struct Paste {
    /// The article as plain text; `-` reads standard input
    file: PathBuf,
    /// The day on which it appeared, as YYYY-MM-DD: weekdays are counted back from it
    #[arg(long, value_name = "DAY")]
    published: Option<String>,
    /// The numbers of the suggestions that are confirmed, parted by commas
    #[arg(long, value_name = "NUMBERS", value_delimiter = ',')]
    take: Vec<usize>,
}

impl Signals {
    /// Does it.
    pub(crate) fn run(self) -> Result<Answer> {
        match self {
            Self::Export(export) => export.run(),
            Self::Import(import) => import.run(),
            Self::Paste(paste) => paste.run(),
        }
    }
}

impl Export {
    fn run(self) -> Result<Answer> {
        let case = match case_source::read(&self.case)? {
            Ok(case) => case,
            Err(faults) => {
                eprint!("{faults}");
                return Ok(Answer::NotValid);
            }
        };
        let written = signals_csv::write(&case.seen_from(brief::seat(&case, &self.seat)?));
        tell("lost", &written.losses)?;
        brief::print(&written.text)?;
        Ok(Answer::Yes)
    }
}

impl Import {
    fn run(self) -> Result<Answer> {
        let bytes = bytes(&self.file, format::folder::FILE_BYTES_MAX)?;
        let name = self.file.display();
        let found = signals_csv::read(&bytes).with_context(|| format!("reading {name}"))?;
        tell("note", &found.notes)?;
        brief::print(&case_file::write_signals(&found.case))?;
        Ok(Answer::Yes)
    }
}

impl Paste {
    fn run(self) -> Result<Answer> {
        let bytes = bytes(&self.file, article::BYTES_MAX)?;
        let text = String::from_utf8(bytes).context("the article is not UTF-8 text")?;
        let published = self.published.as_deref().map(day).transpose()?;
        let found = article::read(&text, published)?;
        if self.take.is_empty() {
            brief::print(&listed(&found))?;
        } else {
            brief::print(&confirmed(&found, &self.take)?)?;
        }
        Ok(Answer::Yes)
    }
}

/// The suggestions, numbered, each with the rules by which it was found.
fn listed(found: &Article) -> String {
    let mut text = String::new();
    for (number, each) in (1..).zip(&found.suggestions) {
        let manner = match each.manner {
            Manner::Quoted => "quoted",
            Manner::Reported => "reported",
        };
        let _ = writeln!(
            text,
            "{number}. {manner}, bytes {} to {}: {}\n   speaker: {}\n   day: {}\n",
            each.span.start,
            each.span.end,
            each.words,
            speaker_words(each),
            day_words(each)
        );
    }
    if found.more > 0 {
        let _ = writeln!(
            text,
            "and {} more: paste the article in parts\n",
            found.more
        );
    }
    text.push_str(
        "Found by plain rules, which read no meaning: confirm each with `--take NUMBERS`.\n",
    );
    text
}

fn speaker_words(each: &Suggestion) -> String {
    match &each.speaker {
        None => "not found".to_owned(),
        Some(speaker) => match speaker.rule {
            SpeakerRule::Named => format!("{} (a name beside a verb of saying)", speaker.name),
            SpeakerRule::LastNamed => format!("{} (the last name before)", speaker.name),
        },
    }
}

fn day_words(each: &Suggestion) -> String {
    let Some(day) = &each.day else {
        return "not found".to_owned();
    };
    let rule = match day.rule {
        DayRule::Written => "written out",
        DayRule::WithoutYear => "written without a year",
        DayRule::Counted => "counted back from the day of publication",
        DayRule::Published => "the day of publication",
    };
    format!("{} ({rule})", day.day)
}

/// The confirmed suggestions as a table, to be coded and completed.
fn confirmed(found: &Article, take: &[usize]) -> Result<String> {
    let take: BTreeSet<usize> = take.iter().copied().collect();
    let mut signals = Vec::new();
    for number in take {
        let each = number
            .checked_sub(1)
            .and_then(|at| found.suggestions.get(at));
        let Some(each) = each else {
            let count = found.suggestions.len();
            bail!("there is no suggestion {number}: they are 1 to {count}");
        };
        let Some(said) = &each.day else {
            bail!("suggestion {number} has no day: give `--published`");
        };
        signals.push(Signal {
            id: SignalId::new(format!("article-{number}")),
            date: said.day,
            actor: None,
            speaker: each.speaker.as_ref().map(|speaker| speaker.name.clone()),
            targets: Vec::new(),
            event: EventClass::Comment,
            mode: None,
            tone: None,
            points: Vec::new(),
            text: Wording::english(each.words.clone()),
            grounds: Grounds::default(),
        });
    }
    Ok(signals_csv::write_signals(&signals))
}

fn day(text: &str) -> Result<Date> {
    format::iati::day(text).ok_or_else(|| anyhow!("`{text}` is no day as YYYY-MM-DD"))
}
