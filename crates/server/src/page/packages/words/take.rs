//! Takes down what a party says in words, on all questions of a page in one act.
//!
//! Invariant: only what was marked otherwise than the page showed is taken down, and a question of
//! which somebody has said something else meanwhile is not overwritten: both are shown.

use super::{Marks, spelled};
use crate::form::Form;
use crate::moved::Moved;
use crate::page::packages::acts::{event, room_key};
use crate::page::packages::asked::{self, Question};
use crate::seated::Seated;
use crate::trouble::{Kept, Said, Trouble};
use case::{Grades, VerbalGrade};
use disclosure::{Audience, PartyId, ReleaseClass};
use proceedings::{Confidence, Matter, Motion, Named, Reach, Told};
use std::collections::BTreeSet;

/// What a form says of the questions on its page.
struct Sent {
    changed: Grades,
    /// The questions that were changed here and elsewhere: what was marked, and what stands.
    crossed: Vec<Kept>,
}

/// Takes down what a party says in words.
pub(in crate::page::packages) async fn told(
    mut seated: Seated,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let room = form.line_if_any("room", 10)?.unwrap_or_default();
    let party = asked::party(&seated, &room)?;
    let page = form.line_if_any("page", 6)?.unwrap_or_default();
    let Sent { changed, crossed } = read(&seated, &party, &mut form)?;
    let class: ReleaseClass = form.named("class")?;
    let word = asked::word(&seated, &mut form)?;
    let sent = form.sent()?;
    let to = format!("packages/words?room={}&page={page}", room_key(&party));
    let is_done = seated.proceedings().happened(sent.act);
    if !is_done && !crossed.is_empty() {
        return Err(crossing(crossed));
    }
    if !is_done && changed.is_empty() {
        return Ok(seated.moved(
            &to,
            "Nothing was marked otherwise than before: nothing was changed.",
        ));
    }
    let count = changed.len();
    let told = Confidence {
        matter: Matter::Whole,
        told: Told::Preferences(changed),
        reach: Reach::new(class, BTreeSet::new()),
    };
    if !is_done {
        let motion = Motion::Tell(party.clone(), told);
        seated.act_with_word(motion, &sent, word).await?;
    }
    let questions = match count {
        1 => "One question is".to_owned(),
        many => format!("{many} questions are"),
    };
    let effect = format!(
        "{questions} taken down in the room of {}, {}: that party and the mediation team see it.",
        seated.marks().name(&party),
        class.name()
    );
    Ok(seated.moved(&to, &effect))
}

fn read(seated: &Seated, party: &PartyId, form: &mut Form) -> Result<Sent, Trouble> {
    let said = seated.view().grades_of(party);
    let (mut changed, mut crossed) = (Grades::new(), Vec::new());
    let none = Marks::new();
    for question in asked::questions(seated, party) {
        let Some(was) = form.line_if_any(&format!("was-{}", question.key), 1_000)? else {
            continue;
        };
        let marked = marked(form, &question)?;
        let now = said.get(&question.bracket).unwrap_or(&none);
        let (wanted, stands) = (spelled(&question, &marked), spelled(&question, now));
        if wanted == was || wanted == stands {
            continue;
        }
        if stands != was {
            crossed.push(Kept::new(
                format!("You marked: {}", question.title),
                told_in(&question, &marked),
            ));
            crossed.push(Kept::new(
                format!("Stands now: {}", question.title),
                told_in(&question, now),
            ));
        }
        changed.insert(question.bracket, marked);
    }
    Ok(Sent { changed, crossed })
}

fn marked(form: &mut Form, question: &Question) -> Result<Marks, Trouble> {
    let mut marked = Marks::new();
    for option in &question.options {
        let field = format!("option-{}", option.key);
        let word = form.line_if_any(&field, 40)?;
        if let Some(word) = word.filter(|word| word != "silent") {
            let grade = VerbalGrade::of_name(&word);
            let grade = grade.ok_or_else(|| {
                form.unfit(&field, "is none of the choices", "Choose from the list.")
            })?;
            marked.insert(option.id.clone(), grade);
        }
    }
    Ok(marked)
}

fn told_in(question: &Question, marks: &Marks) -> String {
    let lines = question.options.iter().map(|option| {
        let grade = marks
            .get(&option.id)
            .map_or("not said", |grade| grade.name());
        format!("{}: {grade}", option.words)
    });
    lines.collect::<Vec<_>>().join("; ")
}

fn crossing(kept: Vec<Kept>) -> Trouble {
    Trouble::Stale(Box::new(Said {
        happened: "Somebody else has said something on the same question since this page was \
                   opened. Nothing of what you marked was taken down, on any question."
            .to_owned(),
        kept,
        next: "Open the page again: it shows what stands now. Mark there what is to be otherwise."
            .to_owned(),
        back: None,
    }))
}

/// Takes an entry in words or figures back; what stood before it stands again.
pub(in crate::page::packages) async fn taken_back(
    mut seated: Seated,
    mut form: Form,
) -> Result<Moved, Trouble> {
    let room = form.line_if_any("room", 10)?.unwrap_or_default();
    let party = asked::party(&seated, &room)?;
    let entry = event(&mut form, "entry")?;
    let page = match form.line_if_any("from", 10)?.as_deref() {
        Some("compared") => "compared",
        Some(_) | None => "words",
    };
    let sent = form.sent()?;
    let is_preference = seated.sitting().item(&party, entry).is_some_and(|item| {
        matches!(
            item.told.what.told,
            Told::Preferences(_) | Told::Grades(_) | Told::Figures(_) | Told::Valued(_)
        )
    });
    if !is_preference && !seated.proceedings().happened(sent.act) {
        return Err(Trouble::NotHere);
    }
    let motion = Motion::Undo(Audience::Room(party.clone()), entry);
    seated.act(motion, &sent).await?;
    let to = format!("packages/{page}?room={}", room_key(&party));
    Ok(seated.moved(
        &to,
        "That entry is taken back: what stood before it stands again.",
    ))
}
