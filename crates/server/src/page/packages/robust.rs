//! Packages under everything that parties may want, as far as they have said it.

use super::{Html, html, team_frame};
use crate::frame::{Frame, Place};
use crate::page::asked::{Query, asked};
use crate::page::markup::Markup;
use crate::seated::Seated;
use crate::trouble::Trouble;
use askama::Template;
use briefing::robust;

/// How many draws can be asked for, the first where nothing is said.
const DRAWS: [(u64, &str); 3] = [
    (1_000, "1,000 draws"),
    (10_000, "10,000 draws"),
    (100_000, "100,000 draws"),
];

#[derive(Template)]
#[template(path = "page/packages/robust.html")]
struct RobustPage {
    frame: Frame,
    draws: Vec<(u64, &'static str, bool)>,
    sections: Vec<Markup>,
}

pub(super) async fn shown(seated: Seated, query: Query) -> Result<Html, Trouble> {
    let frame = team_frame(&seated)?;
    if seated.view().heading().live {
        return Err(Trouble::NotHere);
    }
    let wanted = asked(&query, "draws");
    let counts = DRAWS.map(|(count, _)| count);
    let found = counts.into_iter().find(|count| count.to_string() == wanted);
    let count = found.unwrap_or(1_000);
    let sections = seated.solved(move |view, effort| {
        let found = robust(view, count, effort);
        let sections = found.map(|briefing| briefing.sections);
        Markup::of_sections(&sections.unwrap_or_default())
    });
    html(&RobustPage {
        draws: DRAWS.map(|(one, words)| (one, words, one == count)).into(),
        sections: sections.await?,
        frame,
    })
}
