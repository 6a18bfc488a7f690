//! The mathematics behind the advice, one press away.

use super::{Html, html, team_frame};
use crate::frame::{Frame, Place};
use crate::page::asked::{Query, asked};
use crate::page::markup::Markup;
use crate::seated::Seated;
use crate::trouble::Trouble;
use askama::Template;
use briefing::{Question, prepare};

#[derive(Template)]
#[template(path = "page/packages/reasons.html")]
struct ReasonsPage {
    frame: Frame,
    questions: Vec<(&'static str, &'static str, bool)>,
    sections: Vec<Markup>,
}

/// What can be asked here, in words.
const QUESTIONS: [(Question, &str); 6] = [
    (Question::Fair, "What is fair, by which rule"),
    (Question::Improve, "What improves on the draft"),
    (Question::Trades, "Who could trade what"),
    (Question::Zone, "How many packages suit all"),
    (Question::Clashes, "What cannot stand together"),
    (Question::Sensitivity, "What changes the answer"),
];

pub(super) async fn shown(seated: Seated, query: Query) -> Result<Html, Trouble> {
    let frame = team_frame(&seated)?;
    let asked = Question::of_word(asked(&query, "question"));
    let asked = asked.unwrap_or(Question::Fair);
    let sections = seated.solved(move |view, effort| {
        let briefing = prepare(view, asked, effort);
        let sections = briefing
            .map(|briefing| briefing.sections)
            .unwrap_or_default();
        Markup::of_sections(&sections)
    });
    let sections = sections.await?;
    let questions = QUESTIONS.map(|(question, words)| (question.word(), words, question == asked));
    html(&ReasonsPage {
        questions: questions.into(),
        sections,
        frame,
    })
}
