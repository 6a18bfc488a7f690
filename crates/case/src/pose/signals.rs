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

/// Signals as alerts look at them, with the signals and matters that the numbers stand for.
#[derive(Debug, Clone)]
pub struct PosedSigns<'a> {
    /// The signals with an actor, in the order of the case.
    pub signals: Vec<&'a Signal>,
    /// The same, as alerts look at them.
    pub signs: Vec<Sign>,
    /// The points; one number more stands for the talks as a whole.
    pub points: Vec<PointId>,
}

impl<'a> View<'a> {
    /// The signals of which this seat may know the actor.
    #[must_use]
    pub fn pose_signals(&self) -> PosedSigns<'a> {
        let signals: Vec<&'a Signal> = self.signals().map(|seen| seen.item).collect();
        let signals: Vec<&'a Signal> = signals.into_iter().filter(|s| s.actor.is_some()).collect();
        let mut points: Vec<PointId> = signals.iter().flat_map(|s| s.points.clone()).collect();
        points.sort();
        points.dedup();
        let mut actors: Vec<&PartyId> = signals.iter().filter_map(|s| s.actor.as_ref()).collect();
        actors.sort();
        actors.dedup();
        let signs = signals.iter().map(|signal| {
            let actor = signal.actor.as_ref();
            let actor = actors.iter().position(|known| Some(*known) == actor);
            let matters = signal.points.iter();
            let mut matters: Vec<usize> = matters
                .filter_map(|point| points.binary_search(point).ok())
                .collect();
            if matters.is_empty() {
                matters.push(points.len());
            }
            Sign {
                day: i64::from(day_number(signal.date)),
                actor: actor.unwrap_or_default(),
                turn: turn(signal.event),
                reserved: is_reserved(signal),
                unnamed: is_unnamed(signal),
                matters,
            }
        });
        PosedSigns {
            signs: signs.collect(),
            signals,
            points,
        }
    }
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
