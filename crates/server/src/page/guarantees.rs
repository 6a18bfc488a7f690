//! Guarantees: who fears what, who would answer, what is left open; a breach rehearsed, and what
//! reopens if a party leaves.
//!
//! Invariant: everything is made from the view of the reader's own seat; what is tried is sent in a
//! form, stands in no address, and nothing is kept of it.

use super::markup::Markup;
use super::{Html, html};
use crate::address::key;
use crate::form::Form;
use crate::frame::{Frame, Place};
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::workspace::Workspace;
use askama::Template;
use axum::Router;
use axum::routing::get;
use briefing::{REHEARSED_HOURS_MAX, Rehearsal, Section, guarantees, rehearse, reopened};
use case::{BreachId, Language, View};
use disclosure::PartyId;
use problem::Effort;

#[derive(Template)]
#[template(path = "page/guarantees.html")]
struct GuaranteesPage {
    frame: Frame,
    /// The breaches: key, words, and whether it is the one that is shown.
    breaches: Vec<(String, String, bool)>,
    /// The parties that could leave, likewise.
    parties: Vec<(String, String, bool)>,
    hours: u64,
    hours_max: u64,
    /// What was asked for: a rehearsal, or what reopens.
    answers: Vec<Markup>,
    /// What the guarantees come to.
    sections: Vec<Markup>,
}

/// What a reader asks of the page.
struct Asked {
    breach: Option<BreachId>,
    hours: u64,
    without: Option<PartyId>,
}

/// The routes of the page.
pub(crate) fn routes() -> Router<Workspace> {
    Router::new().route("/guarantees", get(shown).post(tried))
}

async fn shown(seated: Seated) -> Result<Html, Trouble> {
    let nothing = Asked {
        breach: None,
        hours: 24,
        without: None,
    };
    page_of(&seated, nothing).await
}

/// What is tried is sent in a form.
async fn tried(seated: Seated, mut form: Form) -> Result<Html, Trouble> {
    seated.frame(Place::Guarantees)?;
    let breach = form.line_if_any("breach", 20)?.unwrap_or_default();
    let hours = form.number("hours")?;
    let without = form.line_if_any("without", 20)?.unwrap_or_default();
    form.done()?;
    let asked = Asked::of(&seated.view(), (&breach, hours, &without));
    page_of(&seated, asked).await
}

async fn page_of(seated: &Seated, asked: Asked) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::Guarantees)?;
    let view = seated.view();
    let english = Language::english();
    let breaches = view.breaches().map(|seen| {
        let words = seen.item.title.in_language(&english).to_owned();
        let here = asked.breach.as_ref() == Some(&seen.item.id);
        (key("breach", seen.item.id.as_str()), words, here)
    });
    let parties = view.parties().map(|seen| {
        let here = asked.without.as_ref() == Some(&seen.item.id);
        let name = seen.item.name.clone();
        (key("room", seen.item.id.as_str()), name, here)
    });
    let (breaches, parties) = (breaches.collect(), parties.collect());
    let hours = asked.hours;
    let work = move |view: &View<'_>, effort: &Effort<'_>| {
        let answers = Markup::of_sections(&asked.answers(view, effort));
        (answers, Markup::of_sections(&guarantees(view, effort)))
    };
    let (answers, sections) = seated.solved(work).await?;
    html(&GuaranteesPage {
        breaches,
        parties,
        hours,
        hours_max: REHEARSED_HOURS_MAX,
        answers,
        sections,
        frame,
    })
}

impl Asked {
    /// What a form asks for, as far as this seat knows of it.
    fn of(view: &View<'_>, (breach, hours, without): (&str, u64, &str)) -> Self {
        let mut breaches = view.breaches().map(|seen| &seen.item.id);
        let mut parties = view.parties().map(|seen| &seen.item.id);
        Self {
            breach: breaches
                .find(|id| key("breach", id.as_str()) == breach)
                .cloned(),
            hours: REHEARSED_HOURS_MAX.min(hours),
            without: parties
                .find(|id| key("room", id.as_str()) == without)
                .cloned(),
        }
    }

    /// The rehearsal that was asked for, else what reopens.
    fn answers(&self, view: &View<'_>, effort: &Effort<'_>) -> Vec<Section> {
        let without: Vec<PartyId> = self.without.iter().cloned().collect();
        let Some(breach) = &self.breach else {
            return reopened(view, &without, effort).into_iter().collect();
        };
        let rehearsal = Rehearsal {
            breach: breach.clone(),
            since: self.hours,
            without,
        };
        let briefing = rehearse(view, &rehearsal, effort);
        briefing
            .map(|briefing| briefing.sections)
            .unwrap_or_default()
    }
}
