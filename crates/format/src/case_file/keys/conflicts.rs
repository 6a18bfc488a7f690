//! The keys of conflicts: options, states, and how parties rank them.

use super::preferences::GIVEN_BY;
use super::{GROUNDS, RELEASE};
use crate::case_file::shape::{Form, Key, Kind, Shape, may, must};
use Form::{Id, List, Map, OneOrMany, Record, Text, Word, Wording};

/// What the others may do in answer to a move.
pub(in crate::case_file) const ANSWERS: &[&str] = &["joint", "single"];

/// Which way an option can be changed.
pub(in crate::case_file) const CHANGES: &[&str] = &["both", "only_taken", "only_dropped"];

const OPTIONS: Form = List(&Id(Kind::Lever));

const PATTERNS: Form = List(&Record(&PATTERN));

/// A conflict.
pub(super) static CONFLICT: Shape = Shape {
    name: "a conflict",
    about: "What parties can do beside the text, and how they rank what may come of it.",
    groups: &[
        &[
            must("title", Wording, "its name"),
            may("about", Wording, "what it models, and what it leaves out"),
            may(
                "answers",
                Word(ANSWERS),
                "what the others may do in answer to a move; joint without this",
            ),
            must(
                "options",
                Map(Kind::Lever, &Record(&OPTION)),
                "what each party can do, in order",
            ),
            may("impossible", PATTERNS, "no state may meet these"),
            may(
                "one_state",
                PATTERNS,
                "states that meet the same of these count as one",
            ),
            may(
                "states",
                Map(Kind::State, &Record(&STATE)),
                "states with names",
            ),
            may("status_quo", Id(Kind::State), "the state as it is"),
            may(
                "outcome",
                Id(Kind::State),
                "the state that came of it, or that is hoped for",
            ),
            may("reading_of", Text, "whose reading of reported facts it is"),
            may(
                "orders",
                List(&Record(&ORDER)),
                "how parties rank the states; sealed without a release",
            ),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static OPTION: Shape = Shape {
    name: "an option of a conflict",
    about: "Something that a party does or does not.",
    groups: &[&[
        must("party", Id(Kind::Party), "whose it is"),
        must("title", Wording, "what it is"),
        may(
            "changes",
            Word(CHANGES),
            "which way it can be changed; both without this",
        ),
    ]],
};

static STATE: Shape = Shape {
    name: "a state of a conflict",
    about: "A state with a name.",
    groups: &[&[
        may(
            "title",
            Wording,
            "what it is, where options alone do not say it well",
        ),
        must(
            "taken",
            OPTIONS,
            "the options taken in it; all others are not",
        ),
    ]],
};

const PATTERN_KEYS: &[Key] = &[
    may("taken", OPTIONS, "these options are taken"),
    may("left", OPTIONS, "these options are not taken"),
];

static PATTERN: Shape = Shape {
    name: "a pattern of options",
    about: "Options that are taken and options that are not.",
    groups: &[PATTERN_KEYS],
};

static ORDER: Shape = Shape {
    name: "an order of states",
    about: "How a party ranks the states: state by state, or by statements.",
    groups: &[
        &[
            must("party", Id(Kind::Party), "whose it is"),
            must(
                "given_by",
                GIVEN_BY,
                "`party`, or an analyst or a rule by name",
            ),
            may(
                "best_first",
                List(&OneOrMany(&Id(Kind::State))),
                "every state, best first, ties in a list",
            ),
            may(
                "statements",
                List(&Record(&STATEMENT)),
                "what it would see true, each before all later ones",
            ),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static STATEMENT: Shape = Shape {
    name: "a statement of preference",
    about: "What a party would rather see true than false.",
    groups: &[
        PATTERN_KEYS,
        &[
            may("any_of", PATTERNS, "or one of these, instead"),
            may("when", PATTERNS, "asked for only where one of these holds"),
            may("exactly_when", PATTERNS, "or just where one of these holds"),
        ],
    ],
};
