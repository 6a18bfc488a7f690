//! Figures, for those who want them: how much each question counts, what each option is worth in
//! it, and what no deal is worth; all out of a hundred.
//!
//! Invariant: a party's figures are shown to that party and to the mediation team, and to nobody
//! else; what a form leaves empty is left out, and is never guessed.

use super::acts::room_key;
use super::asked::{self, Question};
use super::{Html, html};
use crate::form::Form;
use crate::frame::{Frame, Place};
use crate::moved::Moved;
use crate::page::asked::{Query, asked};
use crate::seated::Seated;
use crate::trouble::Trouble;
use askama::Template;
use case::{Exact, Figures};
use disclosure::{Audience, PartyId, ReleaseClass};
use format::exact;
use proceedings::{Confidence, Matter, Motion, Named, Reach, Told};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Template)]
#[template(path = "page/packages/figures.html")]
struct FiguresPage {
    frame: Frame,
    heading: String,
    party: String,
    room: String,
    others: Vec<(String, String)>,
    asked: Vec<Weighed>,
    no_deal: String,
    bonuses: usize,
    today: String,
    is_team: bool,
}

/// A question with its weight, and its options with what each is worth.
struct Weighed {
    key: String,
    title: String,
    weight: String,
    rows: Vec<(String, String, String)>,
}

/// A party's figures on the scale of the page: weights and no deal out of a hundred.
struct Scaled<'a> {
    figures: Option<&'a Figures>,
    factor: Exact,
}

impl<'a> Scaled<'a> {
    fn of(figures: Option<&'a Figures>) -> Self {
        let sum: Option<Exact> = figures.map(|figures| figures.weights.values().sum());
        // Weights that sum to 1 are shown out of 100, and so is all that is added to them.
        let is_whole = sum.is_some_and(|sum| sum == exact::of(1));
        Self {
            figures: figures.filter(|figures| !figures.weights.is_empty()),
            factor: exact::of(if is_whole { 100 } else { 1 }),
        }
    }

    fn shown(&self, figure: Option<&Exact>) -> String {
        figure.map_or_else(String::new, |figure| {
            let (text, _) = exact::written(&(figure * &self.factor));
            text
        })
    }

    fn weighed(&self, question: Question) -> Weighed {
        let id = &question.bracket;
        let weight = self.figures.and_then(|figures| figures.weights.get(id));
        let values = self.figures.and_then(|figures| figures.values.get(id));
        let rows = question.options.into_iter().map(|option| {
            let value = values.and_then(|values| values.get(&option.id));
            let worth = value.map_or_else(String::new, |value| {
                exact::written(&(value * exact::of(100))).0
            });
            (option.key, option.words, worth)
        });
        Weighed {
            rows: rows.collect(),
            weight: self.shown(weight),
            key: question.key,
            title: question.title,
        }
    }
}

/// The figures of a party that stand now.
fn own(seated: &Seated, party: &PartyId) -> Option<Figures> {
    let view = seated.view();
    let mut own = view.preferences().filter(|seen| seen.item.are_of(party));
    own.find_map(|seen| seen.item.figures.clone())
}

fn party(seated: &Seated, room: &str) -> Result<PartyId, Trouble> {
    if seated.view().heading().live {
        return Err(Trouble::NotHere);
    }
    asked::party(seated, room)
}

pub(super) async fn shown(seated: Seated, query: Query) -> Result<Html, Trouble> {
    let party = party(&seated, asked(&query, "room"))?;
    let frame = seated.frame_seen_by(Place::Packages, &Audience::Room(party.clone()))?;
    let figures = own(&seated, &party);
    let scaled = Scaled::of(figures.as_ref());
    let questions = asked::questions(&seated, &party).into_iter();
    let others = asked::others(&seated);
    let name = seated.marks().name(&party).to_owned();
    let reservation = scaled
        .figures
        .and_then(|figures| figures.reservation.as_ref());
    html(&FiguresPage {
        heading: match &figures {
            Some(_) => format!("The figures of {name}"),
            None => format!("{name} has given no figures, and need not"),
        },
        room: room_key(&party),
        is_team: !others.is_empty(),
        others,
        asked: questions.map(|question| scaled.weighed(question)).collect(),
        no_deal: scaled.shown(reservation),
        bonuses: figures.as_ref().map_or(0, |figures| figures.bonuses.len()),
        today: crate::world::date_field(seated.now()),
        party: name,
        frame,
    })
}

/// Takes a party's figures down.
pub(super) async fn told(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    let room = form.line_if_any("room", 10)?.unwrap_or_default();
    let party = party(&seated, &room)?;
    let before = own(&seated, &party);
    let figures = read(&seated, &party, &mut form)?;
    let class: ReleaseClass = form.named("class")?;
    let word = asked::word(&seated, &mut form)?;
    let sent = form.sent()?;
    let factor = Scaled::of(before.as_ref()).factor;
    let bonuses = before.map_or_else(Vec::new, |before| before.bonuses);
    let bonuses = bonuses
        .into_iter()
        .map(|(when, worth)| (when, worth * &factor));
    let figures = Figures {
        bonuses: bonuses.collect(),
        ..figures
    };
    let told = Confidence {
        matter: Matter::Whole,
        told: Told::Figures(Box::new(figures)),
        reach: Reach::new(class, BTreeSet::new()),
    };
    seated
        .act_with_word(Motion::Tell(party.clone(), told), &sent, word)
        .await?;
    let effect = format!(
        "The figures are taken down in the room of {}, {}: that party and the mediation team see \
         them.",
        seated.marks().name(&party),
        class.name()
    );
    let to = format!("packages/figures?room={}", room_key(&party));
    Ok(seated.moved(&to, &effect))
}

fn read(seated: &Seated, party: &PartyId, form: &mut Form) -> Result<Figures, Trouble> {
    let (mut weights, mut values) = (BTreeMap::new(), BTreeMap::new());
    for question in asked::questions(seated, party) {
        let field = format!("weight-{}", question.key);
        let weight = figure(form, &field)?;
        let mut worths = BTreeMap::new();
        for option in &question.options {
            if let Some(worth) = figure(form, &format!("worth-{}", option.key))? {
                worths.insert(option.id.clone(), worth / exact::of(100));
            }
        }
        match weight {
            None if worths.is_empty() => {}
            Some(weight) if worths.len() == question.options.len() => {
                weights.insert(question.bracket.clone(), weight);
                values.insert(question.bracket, worths);
            }
            Some(_) | None => {
                let next = format!(
                    "On “{}”, give how much the question counts and what every option is worth, \
                     or leave all of it empty.",
                    question.title
                );
                return Err(form.unfit(&field, "stands without the rest", &next));
            }
        }
    }
    let sum: Exact = weights.values().sum();
    if sum != exact::of(100) {
        let what = format!(
            "makes {} with the others, and 100 is needed",
            exact::written(&sum).0
        );
        return Err(form.unfit("weight", &what, "Make the questions count 100 together."));
    }
    Ok(Figures {
        weights,
        values,
        bonuses: Vec::new(),
        reservation: figure(form, "no_deal")?,
    })
}

/// A figure from 0 to 100, or nothing.
fn figure(form: &mut Form, field: &str) -> Result<Option<Exact>, Trouble> {
    let Some(typed) = form.line_if_any(field, 20)? else {
        return Ok(None);
    };
    let read = exact::read(&typed.replace(',', "."));
    let fits = read.filter(|figure| (exact::of(0)..=exact::of(100)).contains(figure));
    let next = "Write a number like 12 or 12.5, or leave the field empty.";
    let fits = fits.ok_or_else(|| form.unfit(field, "is not a number from 0 to 100", next))?;
    Ok(Some(fits))
}
