//! The keys of funding.

use super::{ACTS, FOOTINGS, GIVEN_BY, GROUNDS, INSTRUMENTS, RELEASE, REPORTED, TEXTS};
use crate::case_file::shape::{Form, Key, Kind, Shape, may, must};
use Form::{Date, Figure, Id, List, Map, New, Record, Text, Word, Wording};

const MONEY: Form = List(&Record(&LINE));

/// Funding.
pub(super) static FUNDING: Shape = Shape {
    name: "funding",
    about: "Money: what is needed, pledged, committed and paid, kept apart.",
    groups: &[&[
        may(
            "report_in",
            Text,
            "the currency in which money is added up, such as `EUR`",
        ),
        may(
            "sectors",
            Map(Kind::Sector, &Record(&SECTOR)),
            "the sectors of needs",
        ),
        may("needs", List(&Record(&NEED)), "what is needed"),
        may(
            "pledges",
            MONEY,
            "what is pledged; or targeted or claimed, by its footing",
        ),
        may("commitments", MONEY, "what its provider is bound to pay"),
        may("disbursements", MONEY, "what has been paid"),
        may("rates", List(&Record(&RATE)), "what currencies are worth"),
        may(
            "deliveries",
            List(&Record(&DELIVERY)),
            "how much of earlier pledges was paid",
        ),
        may(
            "milestones",
            List(&Record(&MILESTONE)),
            "when acts that money waits for are expected",
        ),
    ]],
};

/// What needs and money have in common.
const COMMON: &[Key] = &[
    must("id", New(Kind::Funding), "its id"),
    must("text", Wording, "what it is"),
    may("amount", Figure, "how much"),
    may(
        "least",
        Figure,
        "the least figure, where a range was reported",
    ),
    may(
        "reported",
        Word(REPORTED),
        "how the figure was reported; `stated` without it",
    ),
    may(
        "unit",
        Text,
        "the currency with its scale, such as `EUR bn`, or things, such as `ships`",
    ),
    may("by", Id(Kind::Party), "who pays, where it is a party"),
    may("status", Text, "how firm it is, in words"),
    may(
        "footing",
        Word(FOOTINGS),
        "whether it counts; `counted` without it",
    ),
    may(
        "of",
        Id(Kind::Funding),
        "the line that it is part of: nothing is counted twice",
    ),
    may(
        "from",
        Date,
        "the first day on which it is needed or may be paid",
    ),
    may("to", Date, "the last such day"),
    may("terms", TEXTS, "terms, breakdown and path"),
];

static NEED: Shape = Shape {
    name: "a need",
    about: "What is needed, in a sector and over some time.",
    groups: &[
        COMMON,
        &[
            may("sector", Id(Kind::Sector), "its sector"),
            may(
                "takes",
                List(&Word(INSTRUMENTS)),
                "what can meet it; money to spend without it",
            ),
            may(
                "investors",
                Record(&INVESTORS),
                "what is expected from investors",
            ),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static INVESTORS: Shape = Shape {
    name: "what is expected from investors",
    about: "How much of a need investors would bring, and on what conditions.",
    groups: &[&[
        must("amount", Figure, "how much of the need, in its unit"),
        may(
            "insurance",
            Figure,
            "how much cover against risk they ask for",
        ),
        may("after", ACTS, "the acts that they wait for"),
        may("terms", TEXTS, "their other conditions"),
    ]],
};

/// What money, and a part of it, may be spent on and waits for.
const PAID: &[Key] = &[
    may(
        "sectors",
        List(&Id(Kind::Sector)),
        "the sectors that it may be spent on",
    ),
    may(
        "needs",
        List(&Id(Kind::Funding)),
        "the needs that it may be spent on",
    ),
    may("after", ACTS, "the acts that it waits for"),
];

static LINE: Shape = Shape {
    name: "a line of funding",
    about: "A pledge, a commitment or a disbursement.",
    groups: &[
        COMMON,
        PAID,
        &[
            may("instrument", Word(INSTRUMENTS), "how it is given"),
            may(
                "recipient",
                Id(Kind::Party),
                "who receives it, where it is a party",
            ),
            may("date", Date, "when it was pledged, committed or paid"),
            may(
                "tranches",
                List(&Record(&TRANCHE)),
                "parts that are paid by themselves",
            ),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static TRANCHE: Shape = Shape {
    name: "a tranche",
    about: "A part of a line of money that is paid by itself.",
    groups: &[
        &[
            must("amount", Figure, "how much, in the unit of the line"),
            may("text", Wording, "what it is"),
            may("from", Date, "the first day on which it may be paid"),
            may("to", Date, "the last such day"),
        ],
        PAID,
    ],
};

static SECTOR: Shape = Shape {
    name: "a sector",
    about: "A sector of needs.",
    groups: &[
        &[
            must("title", Wording, "its name"),
            may(
                "code",
                Text,
                "its five digits in the OECD's list of purposes",
            ),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static RATE: Shape = Shape {
    name: "a rate",
    about: "What one currency is worth in another on one day.",
    groups: &[
        &[
            must("from", Text, "the currency that is changed"),
            must("to", Text, "the currency that it is changed into"),
            must(
                "rate",
                Figure,
                "how much of the second one unit of the first is",
            ),
            must("date", Date, "the day"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static DELIVERY: Shape = Shape {
    name: "a past delivery",
    about: "How much of its earlier pledges a provider has paid.",
    groups: &[
        &[
            may(
                "by",
                Id(Kind::Party),
                "whose; absent where that is not told",
            ),
            must("share", Figure, "the share that was paid, from 0 to 1"),
            must("text", Wording, "of what"),
            may(
                "given_by",
                GIVEN_BY,
                "who judged it so: an analyst or a rule by name",
            ),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static MILESTONE: Shape = Shape {
    name: "a milestone",
    about: "When an act that money waits for was done, or is expected.",
    groups: &[
        &[
            must("act", Id(Kind::Act), "the act"),
            may("expected", Date, "when it is expected"),
            may("met", Date, "when it was done"),
            may(
                "given_by",
                GIVEN_BY,
                "who expects it: an analyst or a rule by name",
            ),
        ],
        GROUNDS,
        RELEASE,
    ],
};
