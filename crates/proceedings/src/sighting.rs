//! Signals that the mediation team takes down: public statements and acts, dated and sourced.

use crate::{EventId, Label, Words};
use case::{EventClass, Grounds, Signal, SignalId, Source, SourceId, Tone, Wording};
use disclosure::PartyId;
use jiff::civil::Date;

/// The most sightings that are taken down at once: what a long article gives.
pub const SIGHTINGS_MAX: usize = 40;

/// A public statement or act as the team took it down; it stands in the team's log.
#[derive(Clone, PartialEq, Eq)]
pub struct Sighting {
    /// When it was said or done.
    pub date: Date,
    /// The party that it is attributed to.
    pub actor: Option<PartyId>,
    /// Who spoke.
    pub speaker: Option<Label>,
    /// Its class.
    pub event: EventClass,
    /// Its tone.
    pub tone: Option<Tone>,
    /// What was said or done.
    pub words: Words,
    /// Where it was read: a title, or an address.
    pub source: Option<Label>,
}

impl Sighting {
    /// The signal, and the source that it rests on: the nth that was taken down by this act, so
    /// that its name stays when another is taken back.
    pub(crate) fn signal(&self, (act, nth): (EventId, usize)) -> (Signal, Option<Source>) {
        let name = format!("taken-down-{act}-{nth}");
        let id = SourceId::new(name.clone());
        let source = self.source.as_ref().map(|label| {
            let words = label.as_str().to_owned();
            let is_address = words.starts_with("https://") || words.starts_with("http://");
            Source {
                id: id.clone(),
                title: (!is_address).then(|| words.clone()),
                address: is_address.then_some(words),
                grade: None,
                date: None,
                note: None,
            }
        });
        let signal = Signal {
            id: SignalId::new(name),
            date: self.date,
            actor: self.actor.clone(),
            speaker: self.speaker.as_ref().map(|one| one.as_str().to_owned()),
            targets: Vec::new(),
            event: self.event,
            mode: None,
            tone: self.tone,
            points: Vec::new(),
            text: Wording::english(self.words.as_str()),
            grounds: Grounds {
                sources: source.iter().map(|source| source.id.clone()).collect(),
                ..Grounds::default()
            },
        };
        (signal, source)
    }
}
