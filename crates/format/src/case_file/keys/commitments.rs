//! The keys of commitments, what they are worth, calendars, disputes and monitoring.

use super::preferences::GIVEN_BY;
use super::{CONDITION, EASED, GROUNDS, PARTIES, POINTS, RELEASE};
use crate::case_file::shape::{Form, Key, Kind, Shape, may, must};
use Form::{Date, Either, Figure, Flag, Id, List, Map, Record, Text, When, Whole, Word, Wording};

/// A commitment.
pub(super) static COMMITMENT: Shape = Shape {
    name: "a commitment",
    about: "An act that somebody owes; linkages may name it as they name an act.",
    groups: &[WHAT, TIMES, BRINGS, GROUNDS, RELEASE],
};

const WHAT: &[Key] = &[
    must("title", Wording, "what is to be done"),
    may(
        "owner",
        Id(Kind::Party),
        "who owes it; without this the text names nobody",
    ),
    may("beneficiaries", PARTIES, "to whom it is owed"),
    may(
        "verifier",
        VERIFIED,
        "who establishes that it was kept: in words, or a party",
    ),
    may("evidence", Text, "what shows that it was kept"),
    may("reversible", Flag, "whether it can be taken back"),
];

const TIMES: &[Key] = &[
    may("days", Whole, "how many days it takes; 0 without this"),
    may(
        "working_days",
        Flag,
        "whether only the owner's working days count",
    ),
    may(
        "verification",
        Whole,
        "how many days its verification takes afterwards",
    ),
    may("earliest", When, "the first day on which it may begin"),
    may("latest", When, "the last day by which it is to be done"),
];

const BRINGS: &[Key] = &[
    may(
        "worth",
        WORTHS,
        "what it is worth to each side in that side's own units; below 0 it costs",
    ),
    may("points", POINTS, "the points it implements"),
    may(
        "remedies",
        EASED,
        "how waiting for it may be eased; without this in every way",
    ),
    may("theme", Text, "the theme under which it is followed"),
    may(
        "when",
        List(&CONDITION),
        "the options that bring it, one of these is enough; without this every plan has it",
    ),
];

const VERIFIED: Form = Either(&Text, &Record(&VERIFIER));

const WORTHS: Form = Map(Kind::Party, &Either(&Figure, &Record(&WORTH)));

static VERIFIER: Shape = Shape {
    name: "a verifier",
    about: "A party of the case that verifies.",
    groups: &[&[must("party", Id(Kind::Party), "the party")]],
};

static WORTH: Shape = Shape {
    name: "what a commitment is worth",
    about: "What keeping it is worth to one side.",
    groups: &[
        &[
            must("figure", Figure, "below 0 it costs the side"),
            may("given_by", GIVEN_BY, "who gave the figure; the side itself"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

/// What a side can bear.
pub(super) static BEARABLE: Shape = Shape {
    name: "what a side can bear",
    about: "How much a side can bear to have given before it has received.",
    groups: &[
        &[
            must("party", Id(Kind::Party), "the side"),
            must(
                "given_by",
                GIVEN_BY,
                "`party`, or an analyst or a rule by name",
            ),
            may("all", Figure, "at most so much of everything"),
            may(
                "irreversible",
                Figure,
                "at most so much that cannot be taken back",
            ),
        ],
        GROUNDS,
        RELEASE,
    ],
};

/// The days of the week, Monday first.
pub(in crate::case_file) const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// A calendar.
pub(super) static CALENDAR: Shape = Shape {
    name: "a calendar",
    about: "On which days a party works.",
    groups: &[
        &[
            may(
                "weekend",
                List(&Word(WEEKDAYS)),
                "the days of the week without work",
            ),
            may("holidays", List(&Record(&HOLIDAY)), "days without work"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static HOLIDAY: Shape = Shape {
    name: "a holiday",
    about: "Days on which nobody of a party works.",
    groups: &[&[
        must("name", Text, "its name"),
        must("from", Date, "the first day"),
        may("to", Date, "the last day; the first one without this"),
    ]],
};

/// A ladder for disputes.
pub(super) static DISPUTE: Shape = Shape {
    name: "a ladder for disputes",
    about: "What happens after a complaint, rung by rung, and by when.",
    groups: &[
        &[
            must("id", Form::New(Kind::Dispute), "its id"),
            must("title", Wording, "what it is"),
            may("starts", Id(Kind::Act), "the act that sets it going"),
            may("complaint", Date, "the day of a complaint that was made"),
            must("rungs", List(&Record(&RUNG)), "its rungs, in order"),
            may(
                "ends_in",
                Id(Kind::Act),
                "what follows if the last rung ends without a settlement",
            ),
            may("extended_by", PARTIES, "who must consent to more time"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static RUNG: Shape = Shape {
    name: "a rung",
    about: "One step of a ladder.",
    groups: &[&[
        must("title", Wording, "who does what"),
        must("days", Whole, "how many days it may take"),
        may(
            "beside",
            Flag,
            "whether it runs beside the rung before it, and not after it",
        ),
        may("extended", Whole, "days added by consent"),
    ]],
};

/// What is followed after signature.
pub(super) static MONITORING: Shape = Shape {
    name: "monitoring",
    about: "How far commitments have come, and what went wrong.",
    groups: &[&[
        may("reports", List(&Record(&REPORT)), "grades, in order"),
        may("incidents", List(&Record(&INCIDENT)), "incidents, in order"),
    ]],
};

static REPORT: Shape = Shape {
    name: "a report",
    about: "How far a commitment has come on a day.",
    groups: &[
        &[
            must("date", Date, "when"),
            must("commitment", Id(Kind::Act), "the commitment"),
            must(
                "status",
                Whole,
                "0 not initiated, 1 minimal, 2 intermediate, 3 full",
            ),
            may("by", Text, "who says so"),
            may("evidence", Text, "on what evidence"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

/// The kinds of findings.
pub(in crate::case_file) const FINDINGS: &[&str] = &["monitoring", "verification", "investigation"];

static INCIDENT: Shape = Shape {
    name: "an incident",
    about: "Something that touches a clause, as it was found.",
    groups: &[
        &[
            must("id", Form::New(Kind::Incident), "its id"),
            must("date", Date, "when it happened"),
            must("text", Wording, "what happened"),
            must(
                "finding",
                Word(FINDINGS),
                "seen, held against a promise, or traced to who did it",
            ),
            may(
                "follows",
                Id(Kind::Incident),
                "the earlier finding that it follows up",
            ),
            may(
                "commitments",
                List(&Id(Kind::Act)),
                "the commitments it touches",
            ),
            may("points", POINTS, "the points it touches"),
            may("by", Text, "who found it"),
            may(
                "responsible",
                PARTIES,
                "whom an investigation holds responsible",
            ),
        ],
        GROUNDS,
        RELEASE,
    ],
};
