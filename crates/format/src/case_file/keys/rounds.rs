//! The keys of rounds, edits and rules of consensus.

use super::table::DECIDING;
use super::{GROUNDS, POINTS, RELEASE, STATUSES, TAKINGS};
use crate::case_file::shape::{Form, Kind, Shape, may, must};
use Form::{Date, Id, List, New, Record, Wording};

/// A round.
pub(super) static ROUND: Shape = Shape {
    name: "a round",
    about: "One turn of hearing the parties on a text.",
    groups: &[
        &[
            must("id", New(Kind::Round), "its id"),
            must("title", Wording, "what it is called"),
            may("from", Date, "its first day"),
            may("to", Date, "its last day"),
            may("meetings", List(&Id(Kind::Meeting)), "the meetings it had"),
            may("draft", Id(Kind::Draft), "the text that was on the table"),
            may(
                "words",
                List(&Record(&WORD)),
                "where parties stood when it ended; who is not named stands as before",
            ),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static WORD: Shape = Shape {
    name: "a word of a round",
    about: "Where a party stood on a bracket when the round ended.",
    groups: &[
        &[
            must("party", Id(Kind::Party), "the party"),
            must("bracket", Id(Kind::Bracket), "the bracket"),
            must(
                "status",
                Form::Word(STATUSES),
                "how far it went with the words on the table",
            ),
            may("holds", Id(Kind::Choice), "the option that it stood behind"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

/// An edit.
pub(super) static EDIT: Shape = Shape {
    name: "an edit",
    about: "A change of the text that a side asked for, and what became of it.",
    groups: &[
        &[
            must("id", New(Kind::Edit), "its id"),
            must("party", Id(Kind::Party), "the side that asked for it"),
            must("asked", Date, "the day on which it asked"),
            must("text", Wording, "what it asked for"),
            may("draft", Id(Kind::Draft), "the draft that it would change"),
            may("points", POINTS, "the points it touches"),
            may(
                "settled",
                Record(&SETTLED),
                "what became of it; it waits without this",
            ),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static SETTLED: Shape = Shape {
    name: "the end of an edit",
    about: "What became of an edit.",
    groups: &[&[
        must("how", Form::Word(TAKINGS), "whether it was taken"),
        must("on", Date, "the day"),
        may("draft", Id(Kind::Draft), "the draft that has it"),
    ]],
};

/// A rule of consensus.
pub(super) static CONSENSUS: Shape = Shape {
    name: "a rule of consensus",
    about: "What needs whose consent, beside the text itself.",
    groups: &[
        &[
            must("id", New(Kind::Consensus), "its id"),
            must("title", Wording, "what comes about by it"),
        ],
        &DECIDING,
        GROUNDS,
        RELEASE,
    ],
};
