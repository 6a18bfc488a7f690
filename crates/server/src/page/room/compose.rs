//! What is about to be said: read from its form, shown to its writer before anybody else sees it.

use crate::form::Form;
use crate::page::outline::Outline;
use crate::page::word::word_of;
use crate::seated::Seated;
use crate::trouble::Trouble;
use crate::world;
use disclosure::Seat;
use proceedings::{EventId, Footing, Message, MessageKind, Named, Terms, WORDS_MAX, Word, Words};

/// The form that something is written in, with what stands in it.
pub(crate) struct Compose {
    /// Its one-time id.
    pub(crate) act: EventId,
    /// The kinds a message may have here: name, words, whether chosen.
    pub(crate) kinds: Vec<(&'static str, &'static str, bool)>,
    /// What was typed.
    pub(crate) typed: Typed,
    /// Whether the mediation team writes: then it may take down a party's word.
    pub(crate) by_team: bool,
    /// The party whose word may be taken down; empty in the joint session.
    pub(crate) party: String,
}

/// The fields as they were typed.
#[derive(Clone, Default)]
pub(crate) struct Typed {
    pub(crate) words: String,
    pub(crate) about: String,
    pub(crate) without_prejudice: bool,
    pub(crate) non_paper: bool,
    pub(crate) condition: String,
    pub(crate) expires: String,
    pub(crate) said_by: String,
    pub(crate) said_on: String,
    pub(crate) kind: String,
}

/// A message that was read from its form.
pub(crate) struct Composed {
    /// The message.
    pub(crate) message: Message,
    /// Whose word it is, where the mediation team takes one down.
    pub(crate) word: Option<Word>,
    /// As it was typed.
    pub(crate) typed: Typed,
}

impl Compose {
    /// An empty form, or one with what was typed.
    pub(crate) fn new(act: EventId, seat: &Seat, party: &str, typed: Typed) -> Self {
        let by_team = *seat == Seat::Mediator;
        let kinds = MessageKind::ALL.iter();
        let kinds = kinds.filter(|(kind, _)| by_team || *kind != MessageKind::Idea);
        let kinds = kinds
            .map(|(kind, name)| (*name, kind_words(*kind), typed.kind == *name))
            .collect();
        Self {
            act,
            kinds,
            typed,
            by_team,
            party: party.to_owned(),
        }
    }
}

impl Typed {
    /// The fields as hidden ones carry them on.
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = vec![
            ("words", self.words.as_str()),
            ("kind", &self.kind),
            ("about", &self.about),
            ("condition", &self.condition),
            ("expires", &self.expires),
            ("said_by", &self.said_by),
            ("said_on", &self.said_on),
        ];
        if self.without_prejudice {
            pairs.push(("without_prejudice", "on"));
        }
        if self.non_paper {
            pairs.push(("non_paper", "on"));
        }
        pairs.retain(|(_, value)| !value.is_empty());
        let pairs = pairs.into_iter();
        pairs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }
}

impl Composed {
    /// Reads a message; its points are those of this outline.
    pub(crate) fn of(form: &mut Form, seated: &Seated, outline: &Outline) -> Result<Self, Trouble> {
        let typed = typed(&mut form.clone())?;
        let kind = form.named::<MessageKind>("kind")?;
        let words = form.text("words", WORDS_MAX)?;
        let words = Words::new(&words).map_err(|why| form.unfit_by("words", &why.to_string()))?;
        let about = form.parsed_if_any("about", |typed| outline.points(typed))?;
        let provisos = [
            ("without_prejudice", Footing::WithoutPrejudice),
            ("non_paper", Footing::NonPaper),
        ];
        let mut terms = Terms::default();
        for (name, proviso) in provisos {
            if form.ticked(name)? {
                terms.provisos.insert(proviso);
            }
        }
        terms.conditional_on = form.parsed_if_any("condition", Words::new)?;
        terms.expires = form.parsed_if_any("expires", world::moment_of_field)?;
        let word = word_of(form, seated)?;
        let message = Message {
            kind,
            words,
            about: about.unwrap_or_default(),
            terms,
        };
        Ok(Self {
            message,
            word,
            typed,
        })
    }
}

/// The fields as they stand in a form, for the form to show them again.
fn typed(form: &mut Form) -> Result<Typed, Trouble> {
    let mut line = |name: &str| -> Result<String, Trouble> {
        Ok(form.text_if_any(name, WORDS_MAX)?.unwrap_or_default())
    };
    Ok(Typed {
        words: line("words")?,
        about: line("about")?,
        without_prejudice: !line("without_prejudice")?.is_empty(),
        non_paper: !line("non_paper")?.is_empty(),
        condition: line("condition")?,
        expires: line("expires")?,
        said_by: line("said_by")?,
        said_on: line("said_on")?,
        kind: line("kind")?,
    })
}

/// The terms of a message in words.
pub(crate) fn terms_words(terms: &Terms) -> Vec<String> {
    let mut all = Vec::new();
    for proviso in &terms.provisos {
        all.push(match proviso {
            Footing::WithoutPrejudice => "without prejudice: it binds nobody later".to_owned(),
            Footing::NonPaper => "non-paper: handed over without a name on it".to_owned(),
        });
    }
    if let Some(condition) = &terms.conditional_on {
        all.push(format!("on condition: {}", condition.as_str()));
    }
    if let Some(end) = terms.expires {
        all.push(format!("lapses on {}", world::moment_words(end)));
    }
    all
}

/// What a kind of message is called where one is chosen.
pub(crate) const fn kind_words(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Words => "words",
        MessageKind::Ask => "an ask",
        MessageKind::Offer => "an offer",
        MessageKind::Idea => "the mediator’s own idea",
    }
}
