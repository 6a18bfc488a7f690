//! What is about to be done, shown first to whoever does it: who will see it, and in which words.

use super::here::{capital, seats_words};
use super::html;
use crate::form::{Form, Sent};
use crate::frame::Frame;
use crate::moved::refused;
use crate::seated::Seated;
use crate::trouble::Trouble;
use askama::Template;
use axum::response::{IntoResponse, Response};
use disclosure::Audience;
use proceedings::{Motion, Word};

/// The field that says that its sender has seen the preview.
pub(crate) const SEEN: &str = "seen";

#[derive(Template)]
#[template(path = "page/seen.html")]
struct SeenPage {
    frame: Frame,
    shown: Shown,
    who: String,
    fields: Vec<(String, String)>,
}

/// What a preview says.
pub(crate) struct Shown {
    /// The heading: what is not done yet.
    pub(crate) heading: String,
    /// What will stand there: each line with what it is, where that needs saying.
    pub(crate) lines: Vec<(&'static str, String)>,
    /// The words of the button.
    pub(crate) button: &'static str,
    /// Where its form goes.
    pub(crate) to: String,
    /// Where to go back to.
    pub(crate) back: String,
}

/// A form that is about to be sent on.
pub(crate) struct Pending {
    /// All its fields.
    pub(crate) fields: Form,
    /// What it is as an act.
    pub(crate) sent: Sent,
    /// What it asks for, with whose word it is.
    pub(crate) asks: (Motion, Option<Word>),
}

/// The preview of an act in front of an audience; what would be refused, is refused here.
pub(crate) fn preview(
    seated: &Seated,
    (frame, audience): (Frame, &Audience),
    pending: Pending,
    mut shown: Shown,
) -> Result<Response, Trouble> {
    let Pending {
        fields,
        sent,
        asks: (motion, word),
    } = pending;
    let motion = sent.motion(motion);
    if let Some(refusal) = super::word::refusal(seated, &motion, word) {
        return Err(refused((&refusal, &seated.marks()), &sent.kept));
    }
    let fields = fields.rest().into_iter();
    let fields = fields.filter(|(name, _)| name != SEEN);
    let mut fields = sent.carried_on(fields.collect());
    fields.push((SEEN.to_owned(), "on".to_owned()));
    let seats = seated.sitting().readers(audience);
    let who = capital(&seats_words(&seats, &seated.marks()));
    shown.lines.retain(|(_, words)| !words.is_empty());
    let page = SeenPage {
        who: format!("{who} will see this."),
        fields,
        shown,
        frame,
    };
    Ok(html(&page)?.into_response())
}
