//! The draft on paper: what the page shows, as a document to carry out.
//!
//! Invariant: a document is made from the version and the holds that this seat's page is made from,
//! so nothing leaves the room that is not on its page.

use super::form_of;
use crate::page::asked::{Query, asked};
use crate::page::here::capital;
use crate::page::record::{Download, download};
use crate::page::version::{Version, What, named, versions};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use crate::{frame, world};
use axum::Router;
use axum::routing::get;
use case::Language;
use document::{Earlier, Holders, Paper, reader};
use proceedings::Form;
use text::Print;

/// What a draft is taken out as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Docx,
    Markdown,
    Html,
    Plain,
    AkomaNtoso,
}

impl Kind {
    pub(super) const ALL: [Self; 5] = [
        Self::Docx,
        Self::Html,
        Self::Markdown,
        Self::Plain,
        Self::AkomaNtoso,
    ];

    /// The word by which its address and its file end.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Plain => "txt",
            Self::AkomaNtoso => "akn",
        }
    }

    /// What people call it.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Docx => "a Word document",
            Self::Markdown => "Markdown",
            Self::Html => "a web page to print",
            Self::Plain => "plain text",
            Self::AkomaNtoso => "Akoma Ntoso",
        }
    }

    const fn kind(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
            Self::Plain => "text/plain; charset=utf-8",
            Self::AkomaNtoso => "application/akn+xml",
        }
    }

    fn written(self, paper: &Paper) -> Vec<u8> {
        match self {
            Self::Docx => document::docx(paper),
            Self::Markdown => document::markdown(paper).into_bytes(),
            Self::Html => document::html(paper).into_bytes(),
            Self::Plain => document::plain(paper).into_bytes(),
            Self::AkomaNtoso => document::akoma_ntoso(paper).into_bytes(),
        }
    }
}

/// The routes of the documents.
pub(super) fn routes() -> Router<Workspace> {
    let mut routes = Router::new();
    for kind in Kind::ALL {
        let taken =
            move |seated: Seated, query: Query| async move { taken(&seated, &query.0, kind) };
        routes = routes.route(&format!("/draft/{}", kind.word()), get(taken));
    }
    routes
}

/// The version that was asked for, as a document.
fn taken(
    seated: &Seated,
    query: &[(String, String)],
    kind: Kind,
) -> Result<Download<Vec<u8>>, Trouble> {
    seated.frame(frame::Place::Draft)?;
    let sitting = seated.sitting();
    let versions = versions(&sitting);
    let asks = |name: &str| Some(asked(query, name)).filter(|value| !value.is_empty());
    let chosen = asks("version").and_then(|key| named(&versions, key));
    let chosen = chosen
        .or_else(|| versions.first())
        .ok_or(Trouble::NotHere)?;
    let against = asks("against").and_then(|key| named(&versions, key));
    let language = Language::new(asks("language").unwrap_or("en"));
    let mut paper = paper_of(seated, chosen, &language);
    if form_of(asks("form"), Some(chosen)) == Form::Clean {
        paper = paper.in_form(Print::Clean);
    }
    paper.against = against.map(|was| Earlier {
        label: capital(&was.words),
        text: was.text.clone(),
    });
    let name = match chosen.what {
        What::Draft(number, _) => format!("draft-{number}"),
        What::Revision(revision) => format!("text-{}", revision.amendments()),
    };
    let name = format!("{name}.{}", kind.word());
    Ok(download(&name, kind.kind(), kind.written(&paper)))
}

/// A version with its brackets, as this seat may know it.
pub(super) fn paper_of(seated: &Seated, version: &Version<'_>, language: &Language) -> Paper {
    let view = seated.view();
    let (label, day) = match version.what {
        What::Draft(number, _) => {
            let drafts = seated.sitting().drafts();
            let issued = drafts.get(&number).map(|draft| draft.issued.at);
            (format!("Draft {number}"), issued.map(world::civil_day))
        }
        What::Revision(_) => (capital(&version.words), None),
    };
    let known = version.text.languages();
    let language = if known.is_empty() || known.contains(language) {
        language.clone()
    } else {
        Language::english()
    };
    Paper {
        case: view.heading().id.clone(),
        title: view.heading().title.clone(),
        reader: reader(&view),
        label,
        day,
        text: version.text.clone(),
        against: None,
        holders: Holders::of_case(&view),
        form: Print::Bracketed,
        language,
    }
}
