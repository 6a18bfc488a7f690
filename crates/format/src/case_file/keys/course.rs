//! The keys of drafts, meetings, signals and the timeline.

use super::{CHANGES, EVENTS, GROUNDS, MODES, PARTIES, POINTS, RELEASE, TEXTS, TONES};
use crate::case_file::shape::{Form, Kind, Shape, may, must};
use Form::{Date, Either, Id, List, Map, New, Record, Text, Whole, Word, Wording};

/// A draft.
pub(super) static DRAFT: Shape = Shape {
    name: "a draft",
    about: "A version of the text, or a rival text, with what it grew from.",
    groups: &[
        &[
            must("id", New(Kind::Draft), "its id"),
            must("name", Wording, "its name"),
            may("date", Date, "its date"),
            may("status", Text, "how far it has come and how public it is"),
            may("authors", Text, "who wrote it"),
            may("terms", TEXTS, "what it says, in short"),
            may("deadline", Text, "the time limit attached to it"),
            may("from", List(&Id(Kind::Draft)), "the drafts it grew from"),
            may("held_by", PARTIES, "who works from it"),
            may(
                "choices",
                Map(Kind::Bracket, &Id(Kind::Choice)),
                "the options it picks",
            ),
            may(
                "points",
                Map(Kind::Point, &Either(&TEXTS, &Record(&TRACED))),
                "where its points come from: `draft.number`, and what is known of them",
            ),
            may("numbered", Whole, "how many points it is reported to have"),
            may(
                "rivals",
                List(&Id(Kind::Draft)),
                "the drafts that it stands against",
            ),
            may(
                "dropped",
                List(&Record(&DROPPED)),
                "what it left out of earlier drafts",
            ),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static TRACED: Shape = Shape {
    name: "a point of a draft",
    about: "Where a point comes from, and what is known of it.",
    groups: &[
        &[
            may(
                "from",
                TEXTS,
                "the points of earlier drafts: `draft.number`",
            ),
            may("change", Word(CHANGES), "what became of them"),
            may("says", Wording, "what it says, as far as it is known"),
        ],
        GROUNDS,
    ],
};

static DROPPED: Shape = Shape {
    name: "a point that was left out",
    about: "A point of an earlier draft that is not in this one.",
    groups: &[
        &[
            must("point", Text, "the point: `draft.number`"),
            may("says", Wording, "what it said, as far as it is known"),
        ],
        GROUNDS,
    ],
};

/// A meeting.
pub(super) static MEETING: Shape = Shape {
    name: "a meeting",
    about: "A meeting, and what was said of it.",
    groups: &[
        &[
            must("id", New(Kind::Meeting), "its id"),
            must("date", Date, "its first day"),
            may("end", Date, "its last day, if it ran over more than one"),
            must("place", Text, "where"),
            must("format", Text, "who met whom"),
            may("with", PARTIES, "the parties that met the mediator"),
            may("present", TEXTS, "who was there"),
            may("duration", Text, "how long it lasted"),
            may("readout", Record(&READOUT), "what was said afterwards"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static READOUT: Shape = Shape {
    name: "a readout",
    about: "What was said to the public after a meeting.",
    groups: &[&[
        must("label", Text, "the label, such as `constructive`"),
        may("issued_by", Text, "who issued it"),
        may("details", TEXTS, "what else it said"),
    ]],
};

/// A signal.
pub(super) static SIGNAL: Shape = Shape {
    name: "a signal",
    about: "A dated, sourced statement or act.",
    groups: &[
        &[
            must("id", New(Kind::Signal), "its id"),
            must("date", Date, "its date"),
            may("actor", Id(Kind::Party), "who sent it"),
            may("speaker", Text, "who spoke"),
            may("to", PARTIES, "to whom"),
            must("event", Word(EVENTS), "its PLOVER class, or COMMENT"),
            may("mode", Word(MODES), "its mode within the class"),
            may("tone", Word(TONES), "its tone: an editorial coding"),
            may("points", POINTS, "the points it touches"),
            must("text", Wording, "what was said or done, in short"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

/// An entry of the timeline.
pub(super) static HAPPENING: Shape = Shape {
    name: "an entry of the timeline",
    about: "Something that happened later.",
    groups: &[
        &[must("date", Date, "when"), must("event", Wording, "what")],
        GROUNDS,
        RELEASE,
    ],
};
