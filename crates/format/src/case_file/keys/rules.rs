//! The keys of acts, linkages, clocks and red lines.

use super::{ACTS, CONDITION, EASED, FIRMNESSES, GROUNDS, PARTIES, POINTS, RELEASE};
use crate::case_file::shape::{Form, Key, Kind, Shape, may, must};
use Form::{Date, Id, List, New, Record, Text, When, Whole, Word, Wording};

/// An act.
pub(super) static ACT: Shape = Shape {
    name: "an act",
    about: "An act or a state that linkages connect.",
    groups: &[
        &[
            must("title", Wording, "its name"),
            may("points", POINTS, "the points it belongs to"),
            may(
                "remedies",
                EASED,
                "how waiting for it may be eased; without this in every way",
            ),
        ],
        GROUNDS,
        RELEASE,
    ],
};

const PACKAGE_RULE: &[Key] = &[
    may("never", CONDITION, "no package may meet this"),
    may("always", CONDITION, "every package must meet this"),
    may(
        "when",
        CONDITION,
        "a package that meets this must meet `then`",
    ),
    may("then", CONDITION, "what `when` demands"),
    may(
        "at_most_one",
        List(&CONDITION),
        "no package may meet two of these",
    ),
    may(
        "exactly_one",
        List(&CONDITION),
        "every package must meet one of these",
    ),
];

/// A linkage.
pub(super) static LINKAGE: Shape = Shape {
    name: "a linkage",
    about: "How acts, states and options hang together: one of the kinds.",
    groups: &[
        &[
            must("id", New(Kind::Linkage), "its id"),
            may(
                "requires",
                Record(&REQUIRES),
                "`act` needs `first` before it",
            ),
            may("triggers", Record(&TRIGGERS), "`act` brings `then` about"),
            may(
                "within",
                Record(&WITHIN),
                "`act` begins at the latest so long after `of`; it may come before",
            ),
            may(
                "not_before",
                Record(&NOT_BEFORE),
                "`act` may not begin before a day",
            ),
            may("voids", Record(&VOIDS), "`act` ends what it `voids`"),
            may("simultaneous", ACTS, "these happen together"),
            may(
                "excludes",
                Record(&EXCLUDES),
                "while one holds the other may not happen",
            ),
            may("together", ACTS, "these stand or fall together"),
        ],
        PACKAGE_RULE,
        &[
            may("text", Wording, "what it says, in words"),
            may(
                "held_by",
                PARTIES,
                "who holds it; none where it stands in the text itself",
            ),
            may("reading_of", Text, "whose reading of reported words it is"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

pub(super) const SPAN: &[Key] = &[
    may("hours", Whole, "a length of time"),
    may("days", Whole, "a length of time"),
    may("months", Whole, "a length of time"),
    may("years", Whole, "a length of time"),
];

static REQUIRES: Shape = Shape {
    name: "a linkage that requires",
    about: "The act needs the first before it, held for so long where a time is given.",
    groups: &[
        &[
            must("act", Id(Kind::Act), "what needs"),
            must("first", Id(Kind::Act), "what must come first"),
        ],
        SPAN,
    ],
};

static TRIGGERS: Shape = Shape {
    name: "a linkage that triggers",
    about: "The act brings another about, within so long where a time is given.",
    groups: &[
        &[
            must("act", Id(Kind::Act), "what happens"),
            must("then", Id(Kind::Act), "what follows"),
        ],
        SPAN,
    ],
};

static WITHIN: Shape = Shape {
    name: "a linkage that sets a term",
    about: "The act begins at the latest so long after another is done.",
    groups: &[
        &[
            must("act", Id(Kind::Act), "what has a term"),
            must("of", Id(Kind::Act), "what the term runs from"),
        ],
        SPAN,
    ],
};

static NOT_BEFORE: Shape = Shape {
    name: "a linkage that makes wait for a day",
    about: "The act may not begin before a day.",
    groups: &[&[
        must("act", Id(Kind::Act), "what has to wait"),
        must(
            "day",
            When,
            "the day, or how many days after the start of the plan",
        ),
    ]],
};

static VOIDS: Shape = Shape {
    name: "a linkage that voids",
    about: "The act ends another.",
    groups: &[&[
        must("act", Id(Kind::Act), "what happens"),
        must("voids", Id(Kind::Act), "what lapses"),
    ]],
};

static EXCLUDES: Shape = Shape {
    name: "a linkage that excludes",
    about: "While one holds, the other may not happen.",
    groups: &[&[
        must("act", Id(Kind::Act), "the one"),
        must("other", Id(Kind::Act), "the other"),
    ]],
};

/// A clock.
pub(super) static CLOCK: Shape = Shape {
    name: "a clock",
    about: "A period that the text, a party or a rule sets running.",
    groups: &[
        &[
            must("id", New(Kind::Clock), "its id"),
            must("title", Wording, "what it measures"),
            may("starts", Id(Kind::Act), "the act that starts it"),
            may("held_by", PARTIES, "who holds it"),
        ],
        SPAN,
        GROUNDS,
        RELEASE,
    ],
};

/// A red line.
pub(super) static RED_LINE: Shape = Shape {
    name: "a red line",
    about: "A limit or demand that a party has stated.",
    groups: &[
        &[
            must("id", New(Kind::RedLine), "its id"),
            may(
                "kind",
                Word(FIRMNESSES),
                "how hard it is; a red line without this",
            ),
            must("text", Wording, "the party's words, in short"),
            may("points", POINTS, "the points it touches"),
            may("speaker", Text, "who said it"),
            may("date", Date, "when"),
        ],
        PACKAGE_RULE,
        GROUNDS,
        RELEASE,
    ],
};
