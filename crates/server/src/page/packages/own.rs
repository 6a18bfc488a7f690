//! A delegation's page: packages put to it, what they are worth to it, what would be worth more.
//!
//! Invariant: everything here is made from the delegation's own figures, what was issued to it and
//! what was put to it; nothing tells what another side would accept.

use super::ballot::says;
use super::{Html, html};
use crate::frame::{Frame, Place};
use crate::page::markup::Markup;
use crate::page::sieve::{Sieve, Sieved};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world::moment_words;
use askama::Template;
use briefing::{Choices, own_words, weigh_own, words_on};
use case::View;
use disclosure::PartyId;
use problem::Effort;
use proceedings::{Answer, Named};

#[derive(Template)]
#[template(path = "page/packages/own.html")]
struct OwnPage {
    frame: Frame,
    heading: String,
    sieve: Sieved,
    ballots: Vec<OwnBallot>,
    sections: Vec<Markup>,
    is_live: bool,
}

/// A package put to the delegation.
struct OwnBallot {
    id: String,
    words: String,
    when: String,
    says: Vec<(String, String)>,
    worth: String,
    in_words: Vec<String>,
    outcome: String,
    answer: String,
    back: String,
    is_open: bool,
}

pub(super) async fn page(seated: &Seated, frame: Frame, sieve: &Sieve) -> Result<Html, Trouble> {
    let party = seated.seat().party().ok_or(Trouble::NotHere)?.clone();
    let sitting = seated.sitting();
    let put = sitting.ballots_in(&party);
    let packages: Vec<Choices> = put.iter().map(|seen| seen.ballot.package.clone()).collect();
    let (worths, sections) = worked(seated, &party, packages).await?;
    let view = seated.view();
    let ballots = put
        .iter()
        .zip(worths)
        .rev()
        .map(|(seen, (worth, in_words))| {
            let own = sitting.own_answer(&party, seen.id);
            let is_counted = seen.outcome.is_some();
            OwnBallot {
                id: seen.id.to_string(),
                words: seen.ballot.words.as_str().to_owned(),
                when: moment_words(seen.at),
                says: says(&view, &seen.ballot.package),
                worth,
                in_words,
                outcome: seen
                    .outcome
                    .map_or_else(String::new, |one| one.name().to_owned()),
                answer: own.map_or_else(String::new, |(_, answer)| answer_words(answer).to_owned()),
                back: own
                    .filter(|_| !is_counted)
                    .map_or_else(String::new, |(id, _)| id.to_string()),
                is_open: !is_counted && !seen.unanswered.is_empty(),
            }
        });
    let ballots: Vec<OwnBallot> = ballots.collect();
    let open = ballots.iter().filter(|ballot| ballot.is_open).count();
    let (ballots, sieve) = sieve.lines(&super::find(seated), ballots, OwnBallot::lines);
    html(&OwnPage {
        is_live: seated.view().heading().live,
        heading: match open {
            0 => "No package waits for your answer".to_owned(),
            1 => "One package waits for your answer".to_owned(),
            many => format!("{many} packages wait for your answer"),
        },
        sieve,
        ballots,
        sections,
        frame,
    })
}

impl OwnBallot {
    /// The words by which it is found.
    fn lines(&self) -> Vec<&str> {
        let mut words = vec![self.words.as_str(), &self.when, &self.outcome, &self.answer];
        words.extend(self.says.iter().map(|(_, says)| says.as_str()));
        words
    }
}

/// What the party's own figures and words say of each package, and of the draft in hand.
async fn worked(
    seated: &Seated,
    party: &PartyId,
    packages: Vec<Choices>,
) -> Result<(Vec<(String, Vec<String>)>, Vec<Markup>), Trouble> {
    let whose = party.clone();
    let work = move |view: &View<'_>, effort: &Effort<'_>| {
        let worths = packages.iter().map(|package| {
            let why = weigh_own(view, package, effort).ok().flatten();
            let worth = why.map_or_else(String::new, |why| why.words);
            (worth, words_on(view, &whose, package))
        });
        let own = briefing::own(view, effort).unwrap_or_default();
        let own: Vec<_> = own_words(view, &whose, effort)
            .into_iter()
            .chain(own)
            .collect();
        (worths.collect(), Markup::of_sections(&own))
    };
    seated.solved(work).await
}

const fn answer_words(answer: Answer) -> &'static str {
    match answer {
        Answer::Accepts => "You accept it, if all others accept.",
        Answer::Declines => "You do not accept it.",
    }
}
