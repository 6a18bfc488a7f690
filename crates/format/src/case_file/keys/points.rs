//! The keys of points, brackets and options.

use super::{GROUNDS, PARTIES, RELEASE, STANDS, STATUSES};
use crate::case_file::shape::{Form, Key, Kind, Shape, may, must};
use Form::{Either, Figure, Flag, Id, List, Map, Record, Text, Whole, Word, Wording};

/// A point.
pub(super) static POINT: Shape = Shape {
    name: "a point",
    about: "A point of the text. One with a single question may hold its bracket's keys itself.",
    groups: &[
        &[
            may(
                "number",
                Whole,
                "the number as printed; without it the id, where that is one",
            ),
            must("title", Wording, "the title"),
            may("summary", Wording, "what it says, in short"),
            may("topic", Text, "the theme it belongs to"),
            may(
                "brackets",
                Map(Kind::Bracket, &Record(&BRACKET)),
                "the open questions",
            ),
            may("question", Wording, "the one open question"),
        ],
        QUESTION,
        GROUNDS,
        RELEASE,
    ],
};

static BRACKET: Shape = Shape {
    name: "a bracket",
    about: "An open question with options that exclude each other.",
    groups: &[
        &[must("question", Wording, "the question")],
        QUESTION,
        GROUNDS,
        RELEASE,
    ],
};

const QUESTION: &[Key] = &[
    may(
        "divisible",
        Flag,
        "whether shares between its two options can be taken",
    ),
    may("grid", Record(&GRID), "numeric options at even distances"),
    may("options", OPTIONS, "the options"),
    may(
        "standings",
        Map(Kind::Party, &STANDING),
        "the status of each party",
    ),
];

const OPTIONS: Form = Map(Kind::Choice, &Record(&OPTION));

const STANDING: Form = Either(&Word(STATUSES), &Record(&LONG_STANDING));

static LONG_STANDING: Shape = Shape {
    name: "a standing",
    about: "The status of a party on a bracket.",
    groups: &[
        &[must("status", Word(STATUSES), "the status")],
        GROUNDS,
        RELEASE,
    ],
};

static GRID: Shape = Shape {
    name: "a grid",
    about: "Every value from the first to the last at an even distance is an option.",
    groups: &[&[
        must("unit", Text, "the unit, such as `t` or `years`"),
        must("from", Figure, "the least value"),
        must("to", Figure, "the greatest value"),
        must("step", Figure, "the distance between neighbours"),
    ]],
};

static OPTION: Shape = Shape {
    name: "an option",
    about: "An option of a bracket. On a grid its id is a value and its text may be absent.",
    groups: &[
        &[
            may("text", Wording, "its words"),
            may("proposed_by", PARTIES, "who put it forward"),
            may("accepted_by", PARTIES, "who can take it"),
            may("rejected_by", PARTIES, "who turned it down"),
            may(
                "marks",
                List(&Record(&MARK)),
                "stands with their own release or sources",
            ),
            may("norms", List(&Record(&NORM)), "norms that it touches"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static MARK: Shape = Shape {
    name: "a mark",
    about: "The stand of a party on an option.",
    groups: &[
        &[
            must("party", Id(Kind::Party), "the party"),
            must("stand", Word(STANDS), "its stand"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static NORM: Shape = Shape {
    name: "a norm",
    about: "A norm that an option touches: shown, and never traded by the program.",
    groups: &[
        &[must(
            "norm",
            Text,
            "the norm, such as an article of a treaty",
        )],
        GROUNDS,
    ],
};
