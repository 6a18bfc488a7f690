//! The keys of the heading, sources, parties and the decision rule.

use super::{GRADES, GROUNDS, PARTIES, RELEASE, ROLES, RULES, TEXTS, TRAVELS};
use crate::case_file::shape::{Form, Key, Kind, Shape, may, must};
use Form::{Date, Flag, Id, List, Map, Record, Text, Whole, Word, Wording};

/// The heading.
pub(super) static HEADING: Shape = Shape {
    name: "the heading `case`",
    about: "What is open about the case.",
    groups: &[&[
        must("id", Text, "the short name of the case"),
        must("title", Wording, "the title"),
        may("about", Wording, "what it is about, and what it is not"),
        may(
            "live",
            Flag,
            "whether the conflict goes on: then no preferences may stand in it",
        ),
        may("invented", Flag, "whether it is invented"),
        may(
            "prevails",
            Text,
            "the tag of the language whose words prevail; without it all are equal",
        ),
        may("release", TRAVELS, "the release of items that say none"),
        may("compiled", Text, "when and from what it was compiled"),
        may(
            "draft_in_hand",
            Id(Kind::Draft),
            "the draft that is being worked on",
        ),
        may(
            "corrections",
            List(&Record(&CORRECTION)),
            "where reports differ from the record",
        ),
        may("gaps", TEXTS, "what is not known"),
    ]],
};

static CORRECTION: Shape = Shape {
    name: "a correction",
    about: "Where a report differs from the public record.",
    groups: &[
        &[
            must("says", Text, "what the report says"),
            must("record", Text, "what the record says"),
        ],
        GROUNDS,
    ],
};

/// A term.
pub(super) static TERM: Shape = Shape {
    name: "a term",
    about: "How one thing is called in each language of the text.",
    groups: &[
        &[
            must("term", Wording, "its one rendering in each language"),
            may(
                "avoid",
                List(&Wording),
                "renderings that are not to be used",
            ),
            may("means", Wording, "what it means"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

/// A source.
pub(super) static SOURCE: Shape = Shape {
    name: "a source",
    about: "Where a line of the case comes from.",
    groups: &[
        &[
            may("title", Text, "what it is"),
            may("url", Text, "where it stands"),
            may(
                "grade",
                Word(GRADES),
                "P primary, W wire, M media, S state-held, A aggregator",
            ),
            may("date", Date, "when it appeared"),
            may("note", Text, "what else should be known of it"),
        ],
        RELEASE,
    ],
};

/// A party.
pub(super) static PARTY: Shape = Shape {
    name: "a party",
    about: "A side in the case, the mediator, a partner or an observer.",
    groups: &[
        &[
            must("name", Text, "the name"),
            must("role", Word(ROLES), "what it is to the talks"),
            may("part", Text, "the role in fuller words"),
            may("interests", TEXTS, "interests of its own, told openly"),
            may("delegation", List(&Record(&DELEGATE)), "who speaks for it"),
            may(
                "factions",
                Map(Kind::Faction, &Record(&FACTION)),
                "who stands behind it",
            ),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static DELEGATE: Shape = Shape {
    name: "a member of a delegation",
    about: "A member of a delegation, by public office.",
    groups: &[
        &[
            must("name", Text, "the name"),
            may("office", Text, "the office held"),
        ],
        GROUNDS,
    ],
};

static FACTION: Shape = Shape {
    name: "a faction",
    about: "A group behind a delegation whose consent is needed at home.",
    groups: &[&[must("name", Text, "the name")], GROUNDS],
};

/// The decision rule.
pub(super) static DECISION: Shape = Shape {
    name: "the decision rule",
    about: "Who decides, and how.",
    groups: &[&DECIDING],
};

/// Who decides, and how.
pub(super) static DECIDING: [Key; 6] = [
    must("rule", Word(RULES), "the rule"),
    may("of", PARTIES, "who decides; the principals without this"),
    may("vetoes", PARTIES, "who must accept"),
    may(
        "thresholds",
        List(&Record(&THRESHOLD)),
        "counts to be reached",
    ),
    may(
        "at_least",
        Whole,
        "how many of those who decide must accept",
    ),
    may(
        "sets",
        List(&PARTIES),
        "with `one_of`: the sets of which one is enough",
    ),
];

static THRESHOLD: Shape = Shape {
    name: "a threshold",
    about: "A weighted count of accepting parties that must be reached.",
    groups: &[&[
        must("name", Text, "what is counted"),
        must(
            "weights",
            Map(Kind::Party, &Whole),
            "what each party counts for",
        ),
        must("at_least", Whole, "the least total that passes"),
    ]],
};
