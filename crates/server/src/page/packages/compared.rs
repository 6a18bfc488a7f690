//! Comparisons: what a party would rather have, what matters more to it, how good an option is;
//! with what of it cannot hold together, shown to whoever said it. For the team, what to ask next.
//!
//! Invariant: what a party compared, and what does not fit in it, is shown to that party and to the
//! mediation team, and to nobody else; what to ask is the team's alone.

mod code;
mod take;

use super::acts::room_key;
use super::asked::{self, Question};
use super::{Html, html, team_frame};
use crate::form::sentence;
use crate::frame::{Frame, Place};
use crate::page::asked::{Query, asked};
use crate::page::markup::Markup;
use crate::page::outline::Outline;
use crate::page::valued::valued_words;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world::{date_field, moment_words};
use askama::Template;
use briefing::{Issued, questions_to, valued};
use case::{Deal, DraftId};
use code::Code;
use disclosure::{Audience, PartyId};
use proceedings::{Named, Told};
use std::collections::BTreeSet;
pub(super) use take::{answered, told};

/// How many of the last entries can be taken back from here.
const ENTRIES: usize = 8;

#[derive(Template)]
#[template(path = "page/packages/compared.html")]
struct ComparedPage {
    frame: Frame,
    heading: String,
    party: String,
    room: String,
    others: Vec<(String, String)>,
    questions: Vec<Question>,
    deals: Vec<(String, String)>,
    statements: Vec<String>,
    entries: Vec<(String, String)>,
    reading: Option<Markup>,
    today: String,
    is_team: bool,
}

#[derive(Template)]
#[template(path = "page/packages/ask.html")]
struct AskPage {
    frame: Frame,
    party: String,
    room: String,
    others: Vec<(String, String)>,
    queries: Vec<Asking>,
    why_none: &'static str,
    today: String,
}

/// A question with its answers.
struct Asking {
    words: String,
    differ: Vec<[String; 3]>,
    /// What each answer is, and what is sent for it.
    answers: Vec<(String, String)>,
    expected: String,
    gain: String,
    promise: String,
    cost: String,
}

/// The party that a page is about; a live case has none of this.
fn party(seated: &Seated, room: &str) -> Result<PartyId, Trouble> {
    if seated.view().heading().live {
        return Err(Trouble::NotHere);
    }
    asked::party(seated, room)
}

pub(super) async fn shown(seated: Seated, query: Query) -> Result<Html, Trouble> {
    let party = party(&seated, asked(&query, "room"))?;
    let frame = seated.frame_seen_by(Place::Packages, &Audience::Room(party.clone()))?;
    let whose = party.clone();
    let said = seated.solved(move |view, effort| valued(view, &whose, effort));
    let (statements, reading) = said
        .await?
        .map(|said| (said.statements, said.reading))
        .unwrap_or_default();
    let statements: Vec<String> = statements.iter().map(|said| sentence(said)).collect();
    let others = asked::others(&seated);
    let name = seated.marks().name(&party).to_owned();
    html(&ComparedPage {
        heading: match statements.len() {
            0 => format!("{name} has compared nothing yet"),
            1 => format!("{name} has said one thing of what it values"),
            many => format!("{name} has said {many} things of what it values"),
        },
        room: room_key(&party),
        is_team: !others.is_empty(),
        others,
        questions: asked::questions(&seated, &party),
        deals: deals(&seated, &party),
        statements,
        entries: entries(&seated, &party),
        reading: reading.as_ref().map(Markup::of_section),
        today: date_field(seated.now()),
        party: name,
        frame,
    })
}

/// The drafts that a party was given in the talks.
fn issued_to(seated: &Seated, party: &PartyId) -> BTreeSet<DraftId> {
    let sitting = seated.sitting();
    let shown = sitting.knows(party, seated.now()).into_iter();
    let issued = shown.filter_map(|shown| Some(shown.what.issued()?.draft()));
    issued.collect()
}

/// The packages that can be named in a party's room: the drafts that choose and that it has, and
/// no deal.
fn deals(seated: &Seated, party: &PartyId) -> Vec<(String, String)> {
    let code = Code::of(seated, party);
    let language = seated.language();
    let view = seated.view();
    let mut known = view.drafts_shown_to(party);
    known.extend(issued_to(seated, party));
    let is_own = seated.seat().party() == Some(party);
    let drafts = view.drafts().filter_map(|seen| {
        let is_there = is_own || known.contains(&seen.item.id);
        if seen.item.choices.is_empty() || !is_there {
            return None;
        }
        let package = code.deal(&Deal::Package(seen.item.choices.clone()))?;
        Some((package, seen.item.name.in_language(&language).to_owned()))
    });
    let mut deals: Vec<(String, String)> = drafts.collect();
    deals.extend(
        code.deal(&Deal::NoDeal)
            .map(|no| (no, "no deal".to_owned())),
    );
    deals
}

/// The last comparisons, each with what takes it back.
fn entries(seated: &Seated, party: &PartyId) -> Vec<(String, String)> {
    let outline = Outline::of(&seated.view());
    let sitting = seated.sitting();
    let entries = sitting.items(party).rev().filter_map(|item| {
        let Told::Valued(valuation) = &item.told.what.told else {
            return None;
        };
        let (when, class) = (moment_words(item.told.at), item.reach.class.name());
        let words = format!("{}; {when}, {class}", valued_words(valuation, &outline));
        Some((item.told.id.to_string(), words))
    });
    entries.take(ENTRIES).collect()
}

/// What to ask next in a room.
pub(super) async fn ask(seated: Seated, query: Query) -> Result<Html, Trouble> {
    let frame = team_frame(&seated)?;
    let party = party(&seated, asked(&query, "room"))?;
    let whose = party.clone();
    let issued = Issued::from([(party.clone(), issued_to(&seated, &party))]);
    let work = move |view: &case::View<'_>, effort: &problem::Effort<'_>| {
        let said = valued(view, &whose, effort);
        (said, questions_to(view, (&whose, &issued), effort))
    };
    let (said, queries) = seated.solved(work).await?;
    let code = Code::of(&seated, &party);
    let queries = queries.into_iter().filter_map(|query| {
        let answers = query.answers.into_iter();
        let answers = answers.map(|(words, valuation)| Some((words, code.written(&valuation)?)));
        Some(Asking {
            words: query.words,
            differ: query.differ,
            answers: answers.collect::<Option<_>>()?,
            expected: query.expected,
            gain: query.gain,
            promise: query.promise,
            cost: query.cost,
        })
    });
    html(&AskPage {
        room: room_key(&party),
        others: asked::others(&seated),
        queries: queries.collect(),
        why_none: match said {
            Some(_) => {
                "No single question to this room is worth what it costs to ask, or what was said \
                 in some room cannot hold together: then that comes first."
            }
            None => "Nothing can be asked of this room: it decides no question of this case.",
        },
        today: date_field(seated.now()),
        party: seated.marks().name(&party).to_owned(),
        frame,
    })
}
