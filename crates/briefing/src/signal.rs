//! Signals: their log and tone, what stands out of them, the public line beside the private one,
//! who stands with whom and who speaks for whom.

mod alerts;
mod lines;
mod log;
mod speakers;

use crate::briefing::Section;
use crate::desk::{Desk, remarks};
use case::{EventClass, EventMode, Signal, Tenths};

impl Desk<'_, '_> {
    /// Everything about signals.
    pub(crate) fn all_signals(&self) -> Vec<Section> {
        let first = [self.alerts(), self.public_and_private()];
        let last = [self.alignment(), self.speakers(), self.signals()];
        first.into_iter().chain(last).flatten().collect()
    }

    /// A signal in a line: the day, who, the words, what is uncertain, the sources.
    fn signal_line(&self, signal: &Signal) -> String {
        let by = signal.speaker.as_ref();
        let by = by.map_or_else(String::new, |speaker| format!(" {speaker}:"));
        let class = class_word(signal.event);
        let text = self.words(&signal.text);
        let grounds = remarks(&signal.grounds) + &self.sources(&signal.grounds);
        format!("{}, {class}:{by} {text}{grounds}", signal.date)
    }
}

/// A score with its sign: `+2.5`, `−3`, `0`.
fn score_words(score: Tenths) -> String {
    let sign = match score.signum() {
        1 => "+",
        -1 => "−",
        _ => "",
    };
    let (whole, part) = (score.abs() / 10, score.abs() % 10);
    match part {
        0 => format!("{sign}{whole}"),
        part => format!("{sign}{whole}.{part}"),
    }
}

/// The published name of a class.
const fn class_word(class: EventClass) -> &'static str {
    match class {
        EventClass::Agree => "AGREE",
        EventClass::Consult => "CONSULT",
        EventClass::Support => "SUPPORT",
        EventClass::Concede => "CONCEDE",
        EventClass::Cooperate => "COOPERATE",
        EventClass::Aid => "AID",
        EventClass::Retreat => "RETREAT",
        EventClass::Request => "REQUEST",
        EventClass::Accuse => "ACCUSE",
        EventClass::Reject => "REJECT",
        EventClass::Threaten => "THREATEN",
        EventClass::Protest => "PROTEST",
        EventClass::Sanction => "SANCTION",
        EventClass::Mobilize => "MOBILIZE",
        EventClass::Coerce => "COERCE",
        EventClass::Assault => "ASSAULT",
        EventClass::Comment => "COMMENT",
    }
}

/// The published name of a mode.
const fn mode_word(mode: EventMode) -> &'static str {
    match mode {
        EventMode::Visit => "visit",
        EventMode::ThirdParty => "third party",
        EventMode::Multilateral => "multilateral",
        EventMode::Phone => "phone",
        EventMode::Withdraw => "withdraw",
        EventMode::Release => "release",
        EventMode::Disarm => "disarm",
        EventMode::Ceasefire => "ceasefire",
        EventMode::Access => "access",
        EventMode::Resign => "resign",
        EventMode::Assist => "assist",
        EventMode::Change => "change",
        EventMode::Yield => "yield",
        EventMode::Meet => "meet",
        EventMode::Disapprove => "disapprove",
        EventMode::Investigate => "investigate",
        EventMode::Allege => "allege",
        EventMode::Restrict => "restrict",
        EventMode::Territory => "territory",
    }
}
