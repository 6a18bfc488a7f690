//! The table of keys: what may stand where in a case file.
//!
//! The reader checks a file against it and the JSON Schema is printed from it, so the two cannot
//! drift apart.

/// What kind of thing an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Source,
    Party,
    Faction,
    Point,
    Bracket,
    Choice,
    Act,
    Linkage,
    Clock,
    RedLine,
    Draft,
    Meeting,
    Funding,
    Sector,
    Signal,
    Breach,
    Conflict,
    Dispute,
    Fear,
    Guarantee,
    Incident,
    Lever,
    State,
    Format,
    Indication,
    Spoiler,
    Questionnaire,
    Mood,
    Round,
    Edit,
    Consensus,
}

impl Kind {
    /// What people call it.
    pub(super) const fn noun(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Party => "party",
            Self::Faction => "faction",
            Self::Point => "point",
            Self::Bracket => "bracket",
            Self::Choice => "option",
            Self::Act => "act",
            Self::Linkage => "linkage",
            Self::Clock => "clock",
            Self::RedLine => "red line",
            Self::Draft => "draft",
            Self::Meeting => "meeting",
            Self::Funding => "line of funding",
            Self::Sector => "sector",
            Self::Signal => "signal",
            Self::Dispute => "ladder",
            Self::Incident => "incident",
            Self::Conflict => "conflict",
            Self::Lever => "option of a conflict",
            Self::State => "state of a conflict",
            Self::Fear => "fear",
            Self::Guarantee => "guarantee",
            Self::Breach => "breach",
            Self::Format => "format",
            Self::Indication => "indicator",
            Self::Spoiler => "spoiler",
            Self::Questionnaire => "questionnaire",
            Self::Mood => "series of public mood",
            Self::Round => "round",
            Self::Edit => "edit",
            Self::Consensus => "rule of consensus",
        }
    }

    /// What people call several.
    pub(super) const fn nouns(self) -> &'static str {
        match self {
            Self::Source => "sources",
            Self::Party => "parties",
            Self::Faction => "factions",
            Self::Point => "points",
            Self::Bracket => "brackets",
            Self::Choice => "options",
            Self::Act => "acts",
            Self::Linkage => "linkages",
            Self::Clock => "clocks",
            Self::RedLine => "red lines",
            Self::Draft => "drafts",
            Self::Meeting => "meetings",
            Self::Funding => "lines of funding",
            Self::Sector => "sectors",
            Self::Signal => "signals",
            Self::Dispute => "ladders",
            Self::Incident => "incidents",
            Self::Conflict => "conflicts",
            Self::Lever => "options of a conflict",
            Self::State => "states of a conflict",
            Self::Fear => "fears",
            Self::Guarantee => "guarantees",
            Self::Breach => "breaches",
            Self::Format => "formats",
            Self::Indication => "indicators",
            Self::Spoiler => "spoilers",
            Self::Questionnaire => "questionnaires",
            Self::Mood => "series of public mood",
            Self::Round => "rounds",
            Self::Edit => "edits",
            Self::Consensus => "rules of consensus",
        }
    }
}

/// The form of a value.
pub(super) enum Form {
    /// Words, on one line or many.
    Text,
    /// Words in English, or a map from language to words.
    Wording,
    /// An exact decimal or fraction.
    Figure,
    /// A day of the calendar.
    Date,
    /// A day of the calendar, or how many days after the start of a plan.
    When,
    /// A whole number from 0.
    Whole,
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// The id of something that the case has.
    Id(Kind),
    /// A new id.
    New(Kind),
    /// Values in order.
    List(&'static Form),
    /// One value, or several in a list.
    OneOrMany(&'static Form),
    /// Values by id.
    Map(Kind, &'static Form),
    /// Values by free text.
    Texts(&'static Form),
    /// Two figures: the least and the greatest.
    Bounds,
    /// Keys with their own forms.
    Record(&'static Shape),
    /// A value of the first form, which is a single value or a list, or one of the second.
    Either(&'static Form, &'static Form),
}

/// Whether a key must stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Must,
    May,
}

/// A key of a record.
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) need: Need,
    pub(super) form: Form,
    pub(super) about: &'static str,
}

/// A record: its keys, in groups, and what it is.
pub(super) struct Shape {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) groups: &'static [&'static [Key]],
}

impl Shape {
    /// Every key.
    pub(super) fn keys(&self) -> impl Iterator<Item = &'static Key> {
        self.groups.iter().flat_map(|group| group.iter())
    }
}

/// A key that must stand.
pub(super) const fn must(name: &'static str, form: Form, about: &'static str) -> Key {
    let need = Need::Must;
    Key {
        name,
        need,
        form,
        about,
    }
}

/// A key that may stand.
pub(super) const fn may(name: &'static str, form: Form, about: &'static str) -> Key {
    let need = Need::May;
    Key {
        name,
        need,
        form,
        about,
    }
}
