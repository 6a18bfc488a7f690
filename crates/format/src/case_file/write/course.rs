//! Drafts, meetings, signals and the timeline as YAML.

use super::rounds;
use super::rules::points;
use super::yaml::{Fields, Yaml};
use super::{grounds, parties, plain, texts, wording};
use crate::case_file::course::{EVENTS, MODES};
use crate::case_file::keys;
use case::{Draft, DraftId, EventClass, EventMode, Happening, Meeting, Readout, Signal, Tone};
use disclosure::PartyId;

/// A draft.
pub(super) fn draft(draft: &Draft) -> Fields {
    let mut fields = Fields::new();
    fields.text("id", draft.id.as_str());
    fields.put("name", wording(&draft.name));
    fields.may("date", draft.date.map(plain));
    fields.may_text("status", draft.status.as_deref());
    fields.may_text("authors", draft.authors.as_deref());
    fields.some("terms", texts(&draft.terms));
    fields.may_text("deadline", draft.deadline.as_deref());
    fields.some("from", Yaml::texts(draft.from.iter().map(DraftId::as_str)));
    fields.some("held_by", parties(&draft.held_by));
    let choices = draft.choices.iter();
    let choices =
        choices.map(|(bracket, choice)| (bracket.to_string(), Yaml::Text(choice.to_string())));
    fields.some("choices", Yaml::Map(choices.collect()));
    rounds::put_lineage(&mut fields, draft);
    grounds(&mut fields, &draft.grounds);
    fields
}

/// A meeting.
pub(super) fn meeting(meeting: &Meeting) -> Fields {
    let mut fields = Fields::new();
    fields.text("id", meeting.id.as_str());
    fields.put("date", plain(meeting.date));
    fields.may("end", meeting.end.map(plain));
    fields.text("place", &meeting.place);
    fields.text("format", &meeting.format);
    fields.some("with", parties(&meeting.with));
    fields.some("present", texts(&meeting.present));
    fields.may_text("duration", meeting.duration.as_deref());
    fields.may("readout", meeting.readout.as_ref().map(readout));
    grounds(&mut fields, &meeting.grounds);
    fields
}

fn readout(readout: &Readout) -> Yaml {
    let mut fields = Fields::new();
    fields.text("label", &readout.label);
    fields.may_text("issued_by", readout.issued_by.as_deref());
    fields.some("details", texts(&readout.details));
    fields.map()
}

/// A signal.
pub(super) fn signal(signal: &Signal) -> Fields {
    let mut fields = Fields::new();
    fields.text("id", signal.id.as_str());
    fields.put("date", plain(signal.date));
    fields.may_text("actor", signal.actor.as_ref().map(PartyId::as_str));
    fields.may_text("speaker", signal.speaker.as_deref());
    fields.some("to", parties(&signal.targets));
    fields.text("event", event(signal.event));
    fields.may_text("mode", signal.mode.and_then(mode));
    fields.may_text("tone", signal.tone.map(tone));
    fields.some("points", points(&signal.points));
    fields.put("text", wording(&signal.text));
    grounds(&mut fields, &signal.grounds);
    fields
}

/// The word for a tone.
pub(crate) const fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Positive => "positive",
        Tone::Neutral => "neutral",
        Tone::Mixed => "mixed",
        Tone::Negative => "negative",
    }
}

/// The word for a mode.
pub(crate) fn mode(mode: EventMode) -> Option<&'static str> {
    let mut all = keys::MODES.iter().zip(MODES);
    all.find(|(_, known)| *known == mode).map(|(word, _)| *word)
}

/// The word for a class of events.
pub(crate) fn event(class: EventClass) -> &'static str {
    let mut all = keys::EVENTS.iter().zip(EVENTS);
    let found = all.find(|(_, known)| *known == class);
    found.map_or("COMMENT", |(word, _)| word)
}

/// An entry of the timeline.
pub(super) fn happening(happening: &Happening) -> Fields {
    let mut fields = Fields::new();
    fields.put("date", plain(happening.date));
    fields.put("event", wording(&happening.text));
    grounds(&mut fields, &happening.grounds);
    fields
}
