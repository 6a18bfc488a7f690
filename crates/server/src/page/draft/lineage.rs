//! A draft from outside in place of the working text: from which point each of its points comes is
//! proposed, shown and corrected before anything is changed.
//!
//! Invariant: one point of the working text is the origin of one pasted point at most, so that no
//! history and no status is counted twice.

use super::super::{Html, html};
use super::acts::of_team;
use super::edited::refused;
use super::point_words;
use crate::address;
use crate::form::Form;
use crate::frame::{Frame, Place};
use crate::moved::Moved;
use crate::page::here::capital;
use crate::page::phrase;
use crate::page::record::{Handed, handed};
use crate::page::version::{revision_now, revision_of};
use crate::seated::Seated;
use crate::solving::aside;
use crate::trouble::{Kept, Said, Trouble};
use askama::Template;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use case::{Language, PointId};
use proceedings::Motion;
use std::convert::Infallible;
use text::{PointParts, PointText, Print, Text, pasted as read};

/// How many choices one page offers; a longer draft is offered what is proposed and nothing else.
const CHOICES_MAX: usize = 20_000;
/// What a form calls a point that comes from none.
const NEW: &str = "new";

#[derive(Template)]
#[template(path = "page/draft/lineage.html")]
struct LineagePage {
    frame: Frame,
    heading: String,
    language: String,
    words: String,
    /// The working text that is shown beside the pasted one.
    against: String,
    points: Vec<Line>,
    gone: Vec<String>,
}

/// A pasted point, with what it may come from.
struct Line {
    name: String,
    why: &'static str,
    origins: Vec<(String, String, bool)>,
}

/// A draft as it was pasted.
struct Paste {
    language: Language,
    words: String,
    text: Text,
}

impl Paste {
    async fn of(form: &mut Form) -> Result<Self, Trouble> {
        let language = form.parsed("language", phrase::language)?;
        let words = form.parsed("words", |words| Ok::<_, Infallible>(words.to_owned()))?;
        let paste = aside(move || Self::read(words, language)).await?;
        paste.map_err(|why| form.unfit_by("words", &why))
    }

    fn read(words: String, language: Language) -> Result<Self, String> {
        let text = read(&words, &language).map_err(|why| why.to_string())?;
        Ok(Self {
            language,
            words,
            text,
        })
    }
}

/// Shows where each pasted point would come from; changes nothing.
pub(super) async fn asked(seated: Seated, mut form: Form) -> Result<Html, Trouble> {
    of_team(&seated)?;
    let paste = Paste::of(&mut form).await?;
    form.sent()?;
    previewed(&seated, paste).await
}

/// The same for a draft in a file: its words are taken out of it first.
pub(super) async fn handed_in(
    seated: Seated,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Html, Trouble> {
    of_team(&seated)?;
    let Handed { paper: bytes, key } = handed(parts).await?;
    let language = phrase::language(&key).map_err(|why| refused(&why))?;
    let paste = aside(move || {
        let words = document::loose(&bytes, document::Kind::of("", &bytes));
        Paste::read(words.map_err(|why| why.to_string())?, language)
    });
    let paste = paste.await?.map_err(|why| refused(&why))?;
    previewed(&seated, paste).await
}

async fn previewed(seated: &Seated, paste: Paste) -> Result<Html, Trouble> {
    let frame = seated.frame(Place::Draft)?;
    let sitting = seated.sitting();
    let now = sitting.text().cloned().unwrap_or_default();
    let against = revision_now(&sitting);
    html(&aside(move || page_of((&now, against), paste, frame)).await?)
}

fn page_of(now: (&Text, String), paste: Paste, frame: Frame) -> LineagePage {
    let (now, against) = now;
    let language = &paste.language;
    let origins = proposed(now, &paste.text);
    let known: Vec<&PointId> = origins
        .iter()
        .filter_map(|origin| origin.as_ref())
        .collect();
    let gone = now.points().iter().filter(|was| !known.contains(&was.id()));
    let gone = gone.map(|was| capital(&point_words(was, language)));
    let all = paste.text.points();
    let offers_all = all.len().saturating_mul(now.points().len()) <= CHOICES_MAX;
    let points = all.iter().zip(&origins).map(|(point, origin)| {
        let mut choices = vec![(
            NEW.to_owned(),
            "no point: it is new".to_owned(),
            origin.is_none(),
        )];
        for was in now.points() {
            let is_chosen = origin.as_ref() == Some(was.id());
            if offers_all || is_chosen {
                choices.push((key(was.id()), point_words(was, language), is_chosen));
            }
        }
        Line {
            name: capital(&point_words(point, language)),
            why: origin.as_ref().map_or("nothing here is like it", |id| {
                let was = now.point(id);
                match was.is_some_and(|was| same_title(was, point)) {
                    true => "it has the same title",
                    false => "it has the same number",
                }
            }),
            origins: choices,
        }
    });
    let (count, whole) = (known.len(), all.len());
    LineagePage {
        heading: match count {
            0 => "No pasted point comes from one that is here".to_owned(),
            _ => format!("{count} of {whole} pasted points come from one that is here"),
        },
        points: points.collect(),
        gone: gone.collect(),
        language: paste.language.tag().to_owned(),
        words: paste.words,
        against,
        frame,
    }
}

fn key(id: &PointId) -> String {
    address::key("point", id.as_str())
}

/// Puts a pasted draft in place of the working text.
pub(super) async fn pasted(mut seated: Seated, mut form: Form) -> Result<Moved, Trouble> {
    of_team(&seated)?;
    let paste = Paste::of(&mut form).await?;
    let against = form.line("against", 20)?;
    let base = revision_of(&seated.sitting(), &against);
    let (revision, now) = base.ok_or(Trouble::NotHere)?;
    let now = now.clone();
    let (paste, now, proposed) = aside(move || {
        let proposed = proposed(&now, &paste.text);
        (paste, now, proposed)
    })
    .await?;
    let origins = chosen(&mut form, &now, proposed)?;
    let (paste, text) = aside(move || {
        let text = in_place_of(&now, &paste.text, &origins);
        (paste, text)
    })
    .await?;
    let text = text.map_err(|why| form.unfit_by("words", &why))?;
    let sent = form.sent()?;
    let (points, open) = (text.points().len(), text.open_brackets().count());
    let motion = Motion::SetText(revision, Box::new(text));
    match seated.act(motion, &sent).await {
        Err(Trouble::Stale(_)) => return Err(overtaken(&seated, &paste)),
        acted => acted?,
    }
    let effect = format!(
        "The pasted draft is the working text now: {points} points, {open} open brackets. The text \
         before stays as a version."
    );
    Ok(seated.moved("draft", &effect))
}

/// The working text has moved on since it was shown beside the pasted one: both are shown.
fn overtaken(seated: &Seated, paste: &Paste) -> Trouble {
    let sitting = seated.sitting();
    let now = sitting.text().map_or_else(String::new, |text| {
        text.printed(&paste.language, Print::Bracketed)
    });
    Trouble::Stale(Box::new(Said {
        happened: "A colleague changed the working text while you were reading where each point \
                   comes from. The pasted draft is not in its place, and their change stands."
            .to_owned(),
        kept: vec![
            Kept::new("What you pasted", &paste.words),
            Kept::new("The text as it stands now", now),
        ],
        next: "Make one text of the two, and paste it again.".to_owned(),
        back: Some((
            format!("{}/{}", seated.at(), Place::Draft.path()),
            "Back to the draft".to_owned(),
        )),
    }))
}

/// Where each pasted point comes from, as the form says it, else as it is proposed.
fn chosen(
    form: &mut Form,
    now: &Text,
    proposed: Vec<Option<PointId>>,
) -> Result<Vec<Option<PointId>>, Trouble> {
    let mut origins: Vec<Option<PointId>> = Vec::new();
    for (at, origin) in proposed.into_iter().enumerate() {
        let field = format!("from_{}", at.saturating_add(1));
        let origin = match form.line_if_any(&field, 20)?.as_deref() {
            None => origin,
            Some(NEW) => None,
            Some(word) => {
                let mut all = now.points().iter().map(|was| was.id());
                let found = all.find(|id| key(id) == word);
                Some(found.ok_or(Trouble::NotHere)?.clone())
            }
        };
        if origin.is_some() && origins.contains(&origin) {
            let next = "Choose another one, or that the point is new.";
            return Err(form.unfit(&field, "is where another pasted point comes from", next));
        }
        origins.push(origin);
    }
    Ok(origins)
}

/// Where each pasted point is likely to come from: a point of the same title, else one of the same
/// number, for an outside draft is numbered anew more often than it is renamed.
fn proposed(now: &Text, pasted: &Text) -> Vec<Option<PointId>> {
    let mut left: Vec<&PointText> = now.points().iter().map(|point| &**point).collect();
    let mut take = |fits: &dyn Fn(&PointText) -> bool| {
        let at = left.iter().position(|was| fits(was))?;
        Some(left.remove(at).id().clone())
    };
    let points = pasted.points();
    let mut origins: Vec<Option<PointId>> = points
        .iter()
        .map(|point| take(&|was| same_title(was, point)))
        .collect();
    for (point, origin) in points.iter().zip(&mut origins) {
        if origin.is_none() {
            *origin = take(&|was| was.number().is_some() && was.number() == point.number());
        }
    }
    origins
}

fn same_title(was: &PointText, point: &PointText) -> bool {
    let titles = |point: &PointText| -> Vec<String> {
        let all = point.title().by_language().values();
        let all = all.map(|title| title.trim().to_lowercase());
        all.filter(|title| !title.is_empty()).collect()
    };
    let known = titles(was);
    titles(point).iter().any(|title| known.contains(title))
}

/// A pasted text in place of the one there is: each point goes on from the one it comes from.
fn in_place_of(now: &Text, pasted: &Text, origins: &[Option<PointId>]) -> Result<Text, String> {
    let language = pasted.languages().into_iter().next().cloned();
    let language = language.unwrap_or_else(Language::english);
    let mut points = Vec::new();
    for (point, origin) in pasted.points().iter().zip(origins) {
        let made = match origin.as_ref().and_then(|id| now.point(id)) {
            Some(before) => {
                let words = point.to_type(&language);
                let kept = before
                    .retyped(&words, &language)
                    .map_err(|why| why.to_string())?;
                let mut parts = kept.parts();
                parts.number = point.number();
                if !point.title().is_empty() {
                    parts.title = point.title().clone();
                }
                PointText::new(parts)
            }
            None => PointText::new(PointParts {
                id: free(point.id(), now),
                ..point.parts()
            }),
        };
        points.push(made.map_err(|why| why.to_string())?);
    }
    Text::new(points).map_err(|why| why.to_string())
}

/// An id that no point of the text has.
fn free(id: &PointId, now: &Text) -> PointId {
    let more = (2_u32..).map(|at| PointId::new(format!("{id}-{at}")));
    let mut ids = std::iter::once(id.clone()).chain(more);
    ids.find(|id| now.point(id).is_none())
        .unwrap_or_else(|| id.clone())
}
