//! The keys of fears, guarantees, breaches and defections.

use super::preferences::GIVEN_BY;
use super::rules::SPAN;
use super::{ACTS, CONSENTS, DECIDINGS, GROUNDS, PARTIES, POINTS, RELEASE, TEXTS};
use crate::case_file::shape::{Form, Kind, Shape, may, must};
use Form::{Bounds, Date, Either, Figure, Id, List, Map, New, Record, Text, Word, Wording};

/// A fear.
pub(super) static FEAR: Shape = Shape {
    name: "a fear",
    about: "What a party fears will happen after the agreement.",
    groups: &[
        &[
            must("id", New(Kind::Fear), "its id"),
            must("text", Wording, "what is feared"),
            may("from", PARTIES, "from whom it is feared"),
            may("acts", ACTS, "the acts in which it comes true"),
            may(
                "harm",
                Record(&LENGTH),
                "how soon after the act the harm is done",
            ),
            may(
                "covered_by",
                List(&Id(Kind::Guarantee)),
                "the guarantees that cover it; a guarantee may say it instead",
            ),
            may("points", POINTS, "the points it touches"),
            may("reading_of", Text, "whose reading of reported words it is"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static LENGTH: Shape = Shape {
    name: "a length of time",
    about: "One of hours, days, months, years.",
    groups: &[SPAN],
};

/// A guarantee.
pub(super) static GUARANTEE: Shape = Shape {
    name: "a guarantee",
    about: "A promise to answer a breach.",
    groups: &[
        &[
            must("id", New(Kind::Guarantee), "its id"),
            must("title", Wording, "its name"),
            may("by", PARTIES, "who gives it: all of them are needed"),
            may("for", PARTIES, "who it is for"),
            may("covers", List(&Id(Kind::Fear)), "the fears that it covers"),
            may("capability", TEXTS, "what there is to answer with"),
            may("trigger", Record(&TRIGGER), "what calls for the answer"),
            may(
                "ladder",
                List(&Record(&RUNG)),
                "the steps of the answer, in order",
            ),
            may("form", Wording, "its legal form"),
            may("ratified_by", Id(Kind::Act), "the act that ratifies it"),
            may("starts", Id(Kind::Act), "the act with which it begins"),
            may("from", Date, "the day on which it begins"),
            may("term", Record(&LENGTH), "how long it runs"),
            may("until", Date, "the day on which it is over; or a `term`"),
            may(
                "lapses",
                List(&Record(&LAPSE)),
                "what ends it before its term",
            ),
            may("cost", Record(&COST), "what it costs"),
            may("vetoes", PARTIES, "who can stop the answer"),
            may(
                "needs",
                List(&Id(Kind::Guarantee)),
                "the guarantees without which it does not stand",
            ),
            may(
                "consent",
                Map(Kind::Party, &Word(CONSENTS)),
                "whose consent it takes, and whether it was given",
            ),
            may("points", POINTS, "the points it belongs to"),
            may("reading_of", Text, "whose reading of reported words it is"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static TRIGGER: Shape = Shape {
    name: "a trigger of a guarantee",
    about: "What calls for the answer, who decides that it has happened, and how soon.",
    groups: &[
        &[
            must("act", Id(Kind::Act), "the act that sets it off"),
            may("threshold", Wording, "from which threshold on"),
            may("decided_by", PARTIES, "who decides that it has happened"),
            may(
                "deciding",
                Word(DECIDINGS),
                "`together` (all of them) or `each` (any alone); together without this",
            ),
        ],
        SPAN,
    ],
};

static RUNG: Shape = Shape {
    name: "a step of a ladder",
    about: "A step of the answer, so long after the decision.",
    groups: &[
        &[
            must("act", Id(Kind::Act), "what is done"),
            may(
                "when",
                Id(Kind::Act),
                "what must have happened as well, such as that fighting goes on",
            ),
            may(
                "by",
                PARTIES,
                "who does it, where not the guarantors together",
            ),
        ],
        SPAN,
    ],
};

static LAPSE: Shape = Shape {
    name: "a lapse condition",
    about: "What ends a guarantee before its term.",
    groups: &[&[
        must("act", Id(Kind::Act), "the act that ends it"),
        may("done_by", PARTIES, "who does that act"),
        may(
            "provoked_by",
            PARTIES,
            "who can bring it about without doing it",
        ),
    ]],
};

static COST: Shape = Shape {
    name: "a cost of a guarantee",
    about: "What a guarantee costs.",
    groups: &[&[
        must("amount", Figure, "how much"),
        may("least", Figure, "the least figure of a range"),
        must("unit", Text, "in what, such as `EUR bn a year`"),
    ]],
};

/// A breach.
pub(super) static BREACH: Shape = Shape {
    name: "a breach",
    about: "A breach to rehearse: what happens, and when.",
    groups: &[
        &[
            must("id", New(Kind::Breach), "its id"),
            must("title", Wording, "its name"),
            may("by", PARTIES, "who breaks the agreement in it"),
            must(
                "course",
                List(&Record(&BREACH_ACT)),
                "what happens, each so long after the beginning",
            ),
            may("violates", ACTS, "the acts that it breaks"),
            may("points", POINTS, "the points that it breaks"),
            may("reading_of", Text, "whose reading of reported words it is"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static BREACH_ACT: Shape = Shape {
    name: "an act of a breach",
    about: "Something that happens in the course of a breach; without a time at once.",
    groups: &[&[must("act", Id(Kind::Act), "what happens")], SPAN],
};

const INTERVAL: Form = Either(&Figure, &Bounds);

/// A defection.
pub(super) static DEFECTION: Shape = Shape {
    name: "a defection",
    about: "What breaking the agreement would bring a party, stage by stage; never in a live case.",
    groups: &[
        &[
            must("party", Id(Kind::Party), "whose figures they are"),
            must("breach", Id(Kind::Breach), "the breach"),
            must(
                "given_by",
                GIVEN_BY,
                "`party`, or an analyst or a rule by name",
            ),
            must("unit", Text, "in what the figures are counted"),
            must(
                "stages",
                List(&Record(&STAGE)),
                "the stages of the plan, in order",
            ),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static STAGE: Shape = Shape {
    name: "a stage of a defection",
    about: "What a breach brings at a stage of the plan; each a figure, or its bounds.",
    groups: &[&[
        must(
            "after",
            Id(Kind::Act),
            "the act after which the stage begins",
        ),
        must("gain", INTERVAL, "what the breach brings at once"),
        may(
            "daily",
            INTERVAL,
            "what it brings a day until it is answered",
        ),
        may("days", INTERVAL, "the days until it is answered"),
        may(
            "keeps",
            INTERVAL,
            "what the agreement would still bring, and is lost",
        ),
        may(
            "answers",
            Map(Kind::Guarantee, &Record(&ANSWER)),
            "what is to be expected from each guarantee",
        ),
    ]],
};

static ANSWER: Shape = Shape {
    name: "an answer to a breach",
    about: "What a breach has to expect from a guarantee.",
    groups: &[&[
        must(
            "credibility",
            INTERVAL,
            "how likely the answer is, from 0 to 1",
        ),
        must("cost", INTERVAL, "what it costs the one that broke"),
    ]],
};
