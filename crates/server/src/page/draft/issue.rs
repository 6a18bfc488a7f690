//! Issuing a draft, in two steps: first a page says in words who will see it, then it goes.

use super::super::{Html, html};
use super::desk::{audience_name, issued_to};
use super::inference::inferences;
use crate::form::Form as Fields;
use crate::frame::{Frame, Place, seat_words};
use crate::moved::Moved;
use crate::page::item::made_from;
use crate::page::leak::Leaks;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world::seconds_words;
use askama::Template;
use disclosure::Audience;
use proceedings::{Form, Motion, Named, Policy, Sitting};
use std::collections::BTreeSet;
use text::{DraftNo, Text};

#[derive(Template)]
#[template(path = "page/draft/issue.html")]
struct IssuePage {
    frame: Frame,
    heading: String,
    seats: Vec<String>,
    what: String,
    holds: String,
    rests_on: String,
    inferences: Vec<String>,
    marked: Vec<String>,
    name: String,
    leaks: Option<Leaks>,
}

/// What is to be issued.
enum Asked {
    New(Form),
    Again(DraftNo),
}

impl Asked {
    fn of(name: &str) -> Option<Self> {
        let again = name
            .strip_prefix('d')
            .and_then(|number| number.parse().ok());
        let again = again.map(|number| Self::Again(DraftNo::new(number)));
        Form::of_name(name).map(Self::New).or(again)
    }

    /// The text that would go out.
    fn text<'a>(&self, sitting: &Sitting<'a>) -> Option<&'a Text> {
        match self {
            Self::New(_) => sitting.text(),
            Self::Again(number) => {
                let issued = sitting.drafts().remove(number)?;
                Some(&issued.issued.what.text)
            }
        }
    }

    /// What it is, in words.
    fn words(&self, sitting: &Sitting<'_>) -> String {
        let open = sitting
            .text()
            .map_or(0, |text| text.open_brackets().count());
        let next = sitting
            .drafts()
            .into_keys()
            .next_back()
            .map_or(1, |last| last.number() + 1);
        match self {
            Self::New(Form::Clean) => format!("Draft {next}: the working text, clean."),
            Self::New(Form::Bracketed) => {
                format!("Draft {next}: the working text with its {open} open brackets.")
            }
            Self::Again(number) => {
                format!("Draft {}, word for word as it was issued.", number.number())
            }
        }
    }
}

/// What happens before it arrives.
fn policy_words(policy: Policy) -> String {
    match policy {
        Policy::Alone => "It goes out at once.".to_owned(),
        Policy::SecondPerson => {
            "It goes out when a second person of the team has agreed to it.".to_owned()
        }
        Policy::Hold(seconds) => {
            let wait = seconds_words(seconds);
            format!("It waits {wait}, in which it can be called back.")
        }
    }
}

/// The fields that both steps share.
struct Chosen {
    name: String,
    asked: Asked,
    to: BTreeSet<Audience>,
}

fn chosen(seated: &Seated, form: &mut Fields) -> Result<Chosen, Trouble> {
    let name = form.line("what", 20)?;
    let asked = Asked::of(&name).ok_or(Trouble::NotHere)?;
    let known = issued_to(&seated.sitting());
    let names = form.all("to", 300)?;
    let to = names.iter().map(|name| {
        let found = known
            .iter()
            .find(|audience| audience_name(audience) == *name);
        found.cloned().ok_or(Trouble::NotHere)
    });
    let to = to.collect::<Result<BTreeSet<_>, _>>()?;
    if to.is_empty() {
        return Err(form.unfit("to", "is empty", "Go back and choose at least one room."));
    }
    Ok(Chosen { name, asked, to })
}

/// The first step: who will see it, in words.
pub(super) async fn asked(seated: Seated, mut form: Fields) -> Result<Html, Trouble> {
    let frame = seated.frame_seen_by(Place::Draft, &Audience::Team)?;
    let chosen = chosen(&seated, &mut form)?;
    form.done()?;
    let (sitting, marks) = (seated.sitting(), seated.marks());
    let policy = sitting.policy().ok_or(Trouble::NotHere)?;
    let readers: BTreeSet<_> = chosen
        .to
        .iter()
        .flat_map(|to| sitting.readers(to))
        .collect();
    let seats = readers
        .iter()
        .map(|seat| seat_words(seated.words, seat, marks.seat(seat)));
    let what = chosen.asked.words(&sitting);
    let holds = policy_words(policy);
    let leaks = match chosen.asked.text(&sitting) {
        Some(text) => Leaks::of_draft(&seated, &chosen.to, text).await?,
        None => None,
    };
    let count = readers.len();
    html(&IssuePage {
        heading: match count {
            1 => "One seat will see this draft".to_owned(),
            _ => format!(
                "{} seats will see this draft",
                super::table::number_word(count)
            ),
        },
        seats: seats.collect(),
        what,
        holds,
        rests_on: match (&chosen.asked, sitting.class_of_text()) {
            (Asked::New(_), Some(class)) => made_from("A package that this draft takes up", class),
            (Asked::New(_) | Asked::Again(_), _) => String::new(),
        },
        inferences: match &chosen.asked {
            Asked::New(_) => inferences(&seated, &chosen.to),
            Asked::Again(_) => Vec::new(),
        },
        marked: chosen.to.iter().map(audience_name).collect(),
        name: chosen.name,
        leaks,
        frame,
    })
}

/// The second step: it goes.
pub(super) async fn issued(mut seated: Seated, mut form: Fields) -> Result<Moved, Trouble> {
    seated.frame_seen_by(Place::Draft, &Audience::Team)?;
    let chosen = chosen(&seated, &mut form)?;
    let sent = form.sent()?;
    let motion = match chosen.asked {
        Asked::New(form) => Motion::Issue(form, chosen.to),
        Asked::Again(number) => Motion::IssueAgain(number, chosen.to),
    };
    seated.act(motion, &sent).await?;
    let policy = seated.sitting().policy();
    let effect = match policy {
        Some(Policy::SecondPerson) => "The draft waits for a second person of the team.",
        Some(Policy::Hold(_)) => "The draft is on hold. It goes out by itself, or call it back.",
        Some(Policy::Alone) | None => "The draft is out.",
    };
    Ok(seated.moved("draft", effect))
}
