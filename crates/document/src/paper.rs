//! A paper: the one text as one seat may know it, on its way out of the room.
//!
//! Invariant: what a paper holds is all that a writer has. It knows no other room, no clock and no
//! machine, so a document has nothing in it that its reader may not have.

use case::{CaseId, Date, DraftId, Language, View, Wording};
use disclosure::{PartyId, Seat};
use std::collections::{BTreeMap, BTreeSet};
use text::{DraftNo, Holds, Print, Text, TextError};

/// The one text as one seat may know it, on its way out of the room.
#[derive(Clone)]
pub struct Paper {
    /// The case.
    pub case: CaseId,
    /// The title of the case.
    pub title: Wording,
    /// For whom it is, in words.
    pub reader: String,
    /// What the text is called, such as `Draft 2`.
    pub label: String,
    /// The day on which it was issued.
    pub day: Option<Date>,
    /// The text.
    pub text: Text,
    /// The version that it is shown against.
    pub against: Option<Earlier>,
    /// Who holds what, as the reader may know it.
    pub holders: Holders,
    /// With its open brackets, or with gaps.
    pub form: Print,
    /// The language that it is read in.
    pub language: Language,
}

/// A version of the text before.
#[derive(Clone)]
pub struct Earlier {
    /// What it is called.
    pub label: String,
    /// The text.
    pub text: Text,
}

/// Who holds which option, as one seat may know it.
#[derive(Clone, Default)]
pub struct Holders {
    /// The holds.
    pub holds: Holds,
    /// How the parties are called.
    pub names: BTreeMap<PartyId, String>,
}

/// What is asked for when a paper is made from a case.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The draft; nothing means the text with every bracket open.
    pub draft: Option<DraftId>,
    /// The draft that it is shown against.
    pub against: Option<DraftId>,
    /// With its open brackets, or with gaps.
    pub form: Print,
    /// The language that it is read in.
    pub language: Language,
}

/// Why there is no such paper.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// A draft that this seat does not have.
    #[error("this seat has no draft `{wanted}`\nhint: {}", drafts_hint(.known))]
    NoSuchDraft {
        /// The draft.
        wanted: DraftId,
        /// Those it has.
        known: Vec<DraftId>,
    },
    /// A language in which the text has no words.
    #[error("the text has no words in `{wanted}`\nhint: it has {}", known.join(", "))]
    NoSuchLanguage {
        /// The language.
        wanted: Language,
        /// Those it has.
        known: Vec<String>,
    },
    /// The points make no text.
    #[error(transparent)]
    Text(#[from] TextError),
}

fn drafts_hint(known: &[DraftId]) -> String {
    let known: Vec<&str> = known.iter().map(DraftId::as_str).collect();
    match known.as_slice() {
        [] => "the case gives it none; leave the draft out".to_owned(),
        some => format!("its drafts are {}", some.join(", ")),
    }
}

impl Paper {
    /// A paper from a case, as the seat of the view may know it.
    ///
    /// The text of a draft is the points of the case with the options that the draft takes.
    ///
    /// # Errors
    /// Refuses a draft that the seat does not have, and a language without words.
    pub fn of_case(view: &View<'_>, asked: &Asked) -> Result<Self, PaperError> {
        let (label, day, text) = version(view, asked.draft.as_ref(), &asked.language)?;
        let languages = text.languages();
        if !languages.is_empty() && !languages.contains(&asked.language) {
            return Err(PaperError::NoSuchLanguage {
                wanted: asked.language.clone(),
                known: languages.iter().map(ToString::to_string).collect(),
            });
        }
        let against = match &asked.against {
            None => None,
            Some(draft) => {
                let (label, _, text) = version(view, Some(draft), &asked.language)?;
                Some(Earlier { label, text })
            }
        };
        Ok(Self {
            case: view.heading().id.clone(),
            title: view.heading().title.clone(),
            reader: reader(view),
            label,
            day,
            text,
            against,
            holders: Holders::of_case(view),
            form: asked.form,
            language: asked.language.clone(),
        })
    }

    /// The same in the other form.
    #[must_use]
    pub fn in_form(self, form: Print) -> Self {
        Self { form, ..self }
    }
}

impl Holders {
    /// The holders that a seat may know from the case.
    #[must_use]
    pub fn of_case(view: &View<'_>) -> Self {
        Self::new(Holds::of_points(view, DraftNo::new(0)), view)
    }

    /// These holds, with the parties' names as the seat of the view knows them.
    #[must_use]
    pub fn new(holds: Holds, view: &View<'_>) -> Self {
        let parties: BTreeSet<PartyId> = holds.all().map(|hold| hold.party.clone()).collect();
        let names = view.parties().map(|seen| seen.item);
        let names = names.filter(|party| parties.contains(&party.id));
        let names = names.map(|party| (party.id.clone(), party.name.clone()));
        Self {
            names: names.collect(),
            holds,
        }
    }

    /// What a party is called.
    pub(crate) fn name<'a>(&'a self, party: &'a PartyId) -> &'a str {
        self.names.get(party).map_or(party.as_str(), String::as_str)
    }
}

/// For whom a paper is that this seat takes out.
#[must_use]
pub fn reader(view: &View<'_>) -> String {
    let name = |party: &PartyId| {
        let parties = view.parties().map(|seen| seen.item);
        let mut named = parties.filter(|one| one.id == *party);
        let named = named.next().map(|one| one.name.clone());
        named.unwrap_or_else(|| party.to_string())
    };
    match view.seat() {
        Seat::Mediator => "for the mediation team".to_owned(),
        Seat::Delegation(party) => format!("for the delegation of {}", name(party)),
        Seat::Partner(party) => format!("for {}, partner", name(party)),
        Seat::Observer(party) => format!("for {}, observer", name(party)),
        Seat::Public => "for everybody".to_owned(),
    }
}

/// The text of a draft, or of the points with every bracket open.
fn version(
    view: &View<'_>,
    draft: Option<&DraftId>,
    language: &Language,
) -> Result<(String, Option<Date>, Text), PaperError> {
    let text = Text::of_points(view)?;
    let Some(wanted) = draft else {
        return Ok(("The points of the case".to_owned(), None, text));
    };
    let Some(found) = view.drafts().find(|seen| seen.item.id == *wanted) else {
        let known = view.drafts().map(|seen| seen.item.id.clone());
        return Err(PaperError::NoSuchDraft {
            wanted: wanted.clone(),
            known: known.collect(),
        });
    };
    let draft = found.item;
    // An option that this seat does not know of is not in its text: its bracket stays open there.
    let taken = draft.choices.iter().filter(|(bracket, choice)| {
        let bracket = text.bracket(bracket).map(|(_, bracket)| bracket);
        bracket.is_some_and(|bracket| bracket.choice(choice).is_some())
    });
    let taken = taken.map(|(bracket, choice)| (bracket.clone(), choice.clone()));
    let text = text.settled_by(&taken.collect())?;
    let name = draft.name.in_language(language).to_owned();
    Ok((name, draft.date, text))
}
