//! `onetext export`: the text of a case on paper, as one seat may know it.

use crate::answer::Answer;
use crate::brief::seat;
use crate::case_source;
use anyhow::{Context, Result, ensure};
use case::{DraftId, Language};
use clap::Args;
use document::{Asked, Paper};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use text::Print;

/// Takes the text out of the room: as documents that hold what one seat may know and no more.
#[derive(Args)]
pub(crate) struct Export {
    #[command(flatten)]
    taken: Taken,
    /// Strike and underline what differs from this draft
    #[arg(long, value_name = "ID")]
    redline_to: Option<String>,
    /// Write DOCX, with tracked changes, numbering and comments; `-` for standard output
    #[arg(long, value_name = "FILE")]
    docx: Option<PathBuf>,
    /// Write Markdown
    #[arg(long, value_name = "FILE")]
    md: Option<PathBuf>,
    /// Write plain text
    #[arg(long, value_name = "FILE")]
    txt: Option<PathBuf>,
    /// Write one self-contained HTML page, which prints on A4
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Write Akoma Ntoso 3.0, the XML of parliaments and of the United Nations
    #[arg(long, value_name = "FILE")]
    akn: Option<PathBuf>,
}

/// Which text is taken, and for whom.
#[derive(Args)]
pub(crate) struct Taken {
    /// The case: a file, or a folder of files that are read as one
    case: PathBuf,
    /// Whose paper it is: mediator, public, or the id of a party
    #[arg(long, default_value = "public")]
    seat: String,
    /// The draft, with the options that it takes; every bracket open without this
    #[arg(long, value_name = "ID")]
    draft: Option<String>,
    /// Show what is open as `[…]` instead of with its options
    #[arg(long)]
    clean: bool,
    /// The language of the paper
    #[arg(long, value_name = "TAG", default_value = "en")]
    language: String,
}

impl Taken {
    /// The paper, if the case can be read.
    pub(crate) fn paper(&self, against: Option<&str>) -> Result<Option<Paper>> {
        let case = match case_source::read(&self.case)? {
            Ok(case) => case,
            Err(faults) => {
                eprint!("{faults}");
                return Ok(None);
            }
        };
        let view = case.seen_from(seat(&case, &self.seat)?);
        let asked = Asked {
            draft: self.draft.as_deref().map(DraftId::new),
            against: against.map(DraftId::new),
            form: if self.clean {
                Print::Clean
            } else {
                Print::Bracketed
            },
            language: Language::new(&self.language),
        };
        let paper = Paper::of_case(&view, &asked);
        Ok(Some(paper.map_err(|why| anyhow::anyhow!("{why}"))?))
    }
}

impl Export {
    /// Reads the case, and writes the papers that were asked for.
    pub(crate) fn run(&self) -> Result<Answer> {
        let wanted = self.wanted();
        ensure!(
            !wanted.is_empty(),
            "no file was asked for\nhint: say which with --docx, --md, --txt, --html or --akn"
        );
        let to_output = wanted.iter().filter(|(file, _)| *file == Path::new("-"));
        ensure!(
            to_output.count() <= 1,
            "two papers cannot both go to standard output\nhint: name a file for one of them"
        );
        let Some(paper) = self.taken.paper(self.redline_to.as_deref())? else {
            return Ok(Answer::NotValid);
        };
        for (file, write) in wanted {
            put(file, &write(&paper))?;
        }
        Ok(Answer::Yes)
    }

    /// The files that were asked for, each with its writer.
    fn wanted(&self) -> Vec<(&Path, Writer)> {
        let all: [(&Option<PathBuf>, Writer); 5] = [
            (&self.docx, document::docx),
            (&self.md, |paper| document::markdown(paper).into_bytes()),
            (&self.txt, |paper| document::plain(paper).into_bytes()),
            (&self.html, |paper| document::html(paper).into_bytes()),
            (&self.akn, |paper| document::akoma_ntoso(paper).into_bytes()),
        ];
        let wanted = all.into_iter();
        wanted
            .filter_map(|(file, write)| Some((file.as_deref()?, write)))
            .collect()
    }
}

/// What makes the bytes of a paper.
type Writer = fn(&Paper) -> Vec<u8>;

/// Writes a file, or to standard output; a reader that has gone away is no fault.
fn put(file: &Path, bytes: &[u8]) -> Result<()> {
    if file == Path::new("-") {
        return match io::stdout().lock().write_all(bytes) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => written.context("writing to standard output"),
        };
    }
    fs::write(file, bytes).with_context(|| format!("writing `{}`", file.display()))?;
    eprintln!("wrote {}", file.display());
    Ok(())
}
