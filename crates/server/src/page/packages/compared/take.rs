//! Takes down what a party compares, as it was said, and the answer to a question that was asked.

use super::code::Code;
use super::{party, team_frame};
use crate::form::Form;
use crate::moved::Moved;
use crate::page::outline::Outline;
use crate::page::packages::acts::room_key;
use crate::page::packages::asked;
use crate::page::valued::valued_words;
use crate::seated::Seated;
use crate::trouble::Trouble;
use case::Valuation;
use disclosure::{PartyId, ReleaseClass};
use proceedings::{Confidence, Matter, Motion, Named, Reach, Told};
use std::collections::BTreeSet;

/// The most characters of one side of a comparison: a package of every question.
const SIDE_MAX: usize = 40_000;

/// Takes down a comparison that was put together on the page.
pub(in crate::page::packages) async fn told(
    seated: Seated,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let whose = whose(&seated, &mut form)?;
    let kind = form.line("kind", 20)?;
    let code = match kind.as_str() {
        "within" => {
            let option = form.line("this", SIDE_MAX)?;
            let [least, most] = [part(&mut form, "least")?, part(&mut form, "most")?];
            format!("within.{option}.{least}.{most}")
        }
        _ => {
            let (this, other) = (form.line("this", SIDE_MAX)?, form.line("other", SIDE_MAX)?);
            let likes = form.line("likes", 10)?;
            format!("{kind}.{likes}.{this}.{other}")
        }
    };
    let valuation = Code::of(&seated, &whose).read(&code).ok_or_else(|| {
        form.unfit(
            "other",
            "does not go with the first",
            "Compare two options of one question, two questions, or two packages.",
        )
    })?;
    let to = format!("packages/compared?room={}", room_key(&whose));
    taken(seated, form, (whose, valuation, to)).await
}

/// Takes down the answer to a question that the team asked.
pub(in crate::page::packages) async fn answered(
    seated: Seated,
    mut form: Form,
) -> Result<Moved, Trouble> {
    team_frame(&seated)?;
    let whose = whose(&seated, &mut form)?;
    let code = form.line("answer", 2 * SIDE_MAX)?;
    let valuation = Code::of(&seated, &whose).read(&code).ok_or_else(|| {
        let next = "Open the page again: the questions have changed since it was made.";
        form.unfit("answer", "is none of the answers", next)
    })?;
    let to = format!("packages/ask?room={}", room_key(&whose));
    taken(seated, form, (whose, valuation, to)).await
}

fn whose(seated: &Seated, form: &mut Form) -> Result<PartyId, Trouble> {
    let room = form.line_if_any("room", 10)?.unwrap_or_default();
    party(seated, &room)
}

/// A part between nothing and all, as `0.25`.
fn part(form: &mut Form, name: &str) -> Result<String, Trouble> {
    let typed = form.line(name, 20)?;
    let read = format::exact::read(&typed);
    let read = read.ok_or_else(|| {
        form.unfit(
            name,
            "is no part of one",
            "Write it between 0 and 1, as 0.25.",
        )
    })?;
    Ok(read.to_string())
}

async fn taken(
    mut seated: Seated,
    mut form: Form,
    (whose, valuation, to): (PartyId, Valuation, String),
) -> Result<Moved, Trouble> {
    let class: ReleaseClass = form.named("class")?;
    let word = asked::word(&seated, &mut form)?;
    let sent = form.sent()?;
    let words = valued_words(&valuation, &Outline::of(&seated.view()));
    let told = Confidence {
        matter: Matter::of(&valuation),
        told: Told::Valued(Box::new(valuation)),
        reach: Reach::new(class, BTreeSet::new()),
    };
    let motion = Motion::Tell(whose.clone(), told);
    seated.act_with_word(motion, &sent, word).await?;
    let effect = format!(
        "Taken down in the room of {}, {}: {words}. That party and the mediation team see it.",
        seated.marks().name(&whose),
        class.name()
    );
    Ok(seated.moved(&to, &effect))
}
