//! Posing signals: what each does to the talks, by stated conventions on its class, tone and words.

use crate::{EventClass, Language, PointId, Signal, Tone, View, day_number};
use disclosure::PartyId;
use problem::alert::{Sign, Turn};

/// Within how many days a change of tune counts as one.
pub const TURN_DAYS: u32 = 30;

/// Words by which a voice without a name is told.
const UNNAMED: &[&str] = &["unnamed", "anonymous", "sources", "source", "insiders"];

/// Words by which a leak is told.
const LEAKS: &[&str] = &["leak", "leaks", "leaked", "leaking"];

/// A point, or the talks as a whole, towards a party, or towards nobody named.
pub type Matter = (Option<PointId>, Option<PartyId>);

/// Signals as alerts look at them, with the signals and matters that the numbers stand for.
#[derive(Debug, Clone)]
pub struct PosedSigns<'a> {
    /// The signals with an actor, in the order of the case.
    pub signals: Vec<&'a Signal>,
    /// The same, as alerts look at them.
    pub signs: Vec<Sign>,
    /// What they are about, by the numbers of the same.
    pub matters: Vec<Matter>,
}

impl<'a> View<'a> {
    /// The signals of which this seat may know the actor.
    #[must_use]
    pub fn pose_signals(&self) -> PosedSigns<'a> {
        let signals: Vec<&'a Signal> = self.signals().map(|seen| seen.item).collect();
        let signals: Vec<&'a Signal> = signals.into_iter().filter(|s| s.actor.is_some()).collect();
        let mut known: Vec<Matter> = signals.iter().flat_map(|s| matters(s)).collect();
        known.sort();
        known.dedup();
        let mut actors: Vec<&PartyId> = signals.iter().filter_map(|s| s.actor.as_ref()).collect();
        actors.sort();
        actors.dedup();
        let signs = signals.iter().map(|signal| {
            let actor = signal.actor.as_ref();
            let actor = actors.iter().position(|known| Some(*known) == actor);
            let matters = matters(signal).into_iter();
            let matters = matters.filter_map(|matter| known.binary_search(&matter).ok());
            Sign {
                day: i64::from(day_number(signal.date)),
                actor: actor.unwrap_or_default(),
                turn: turn(signal.event),
                reserved: is_reserved(signal),
                unnamed: is_unnamed(signal),
                matters: matters.collect(),
            }
        });
        PosedSigns {
            signs: signs.collect(),
            signals,
            matters: known,
        }
    }
}

/// What a signal is about: each of its points towards each party it is sent to.
fn matters(signal: &Signal) -> Vec<Matter> {
    fn each<T: Clone>(all: &[T]) -> Vec<Option<T>> {
        if all.is_empty() {
            return vec![None];
        }
        all.iter().cloned().map(Some).collect()
    }
    let targets = each(&signal.targets);
    let points = each(&signal.points).into_iter();
    let pairs = points.flat_map(|point| targets.iter().map(move |to| (point.clone(), to.clone())));
    pairs.collect()
}

/// What a class does to the talks.
const fn turn(class: EventClass) -> Turn {
    match class {
        EventClass::Agree
        | EventClass::Support
        | EventClass::Concede
        | EventClass::Cooperate
        | EventClass::Aid
        | EventClass::Retreat => Turn::Soft,
        EventClass::Accuse
        | EventClass::Reject
        | EventClass::Threaten
        | EventClass::Protest
        | EventClass::Sanction
        | EventClass::Mobilize
        | EventClass::Coerce
        | EventClass::Assault => Turn::Hard,
        EventClass::Consult | EventClass::Request | EventClass::Comment => Turn::Plain,
    }
}

/// Whether it gives something and is of two minds about it.
fn is_reserved(signal: &Signal) -> bool {
    let gives = matches!(
        signal.event,
        EventClass::Agree | EventClass::Concede | EventClass::Retreat
    );
    gives && signal.tone == Some(Tone::Mixed)
}

/// Whether the speaker has no name, or the words tell of a leak.
fn is_unnamed(signal: &Signal) -> bool {
    let speaker = signal.speaker.as_deref().unwrap_or_default();
    let text = signal.text.in_language(&Language::english());
    let holds = |text: &str, known: &[&str]| {
        let mut words = text.split(|c: char| !c.is_alphabetic());
        words.any(|word| known.contains(&word.to_lowercase().as_str()))
    };
    holds(speaker, UNNAMED) || holds(speaker, LEAKS) || holds(text, LEAKS)
}
