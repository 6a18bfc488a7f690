//! The keys of readiness, and of what people behind the delegations say.

use super::{
    GIVEN_BY, GROUNDS, INDICATORS, PARTIES, POINTS, RELEASE, SPOILER_TYPES, STRENGTHS, WILLING,
};
use crate::case_file::shape::{Form, Key, Kind, Shape, may, must};
use Form::{Date, Either, Figure, Flag, Id, List, New, Record, Text, Texts, Whole, Word, Wording};

/// Readiness.
pub(super) static READINESS: Shape = Shape {
    name: "readiness",
    about: "Ripeness for a settlement and fitness for a joint format, on two sheets.",
    groups: &[&[
        may(
            "old_after_days",
            Whole,
            "after how many days a judgement is marked as old; 30 without this",
        ),
        may(
            "spoiler_types",
            Flag,
            "whether spoilers are typed in a live case; off without this",
        ),
        may(
            "formats",
            List(&Record(&FORMAT)),
            "the formats in which parties could meet",
        ),
        may(
            "consents",
            List(&Record(&CONSENT)),
            "what parties say to a format, in order",
        ),
        may(
            "indicators",
            List(&Record(&INDICATION)),
            "what was judged or reported of a party's readiness",
        ),
        may(
            "spoilers",
            List(&Record(&SPOILER)),
            "parties, factions or groups that gain if talks fail",
        ),
    ]],
};

static FORMAT: Shape = Shape {
    name: "a format",
    about: "A format in which parties could meet.",
    groups: &[
        &[
            must("id", New(Kind::Format), "its id"),
            must("title", Wording, "what it is"),
            may(
                "needs",
                PARTIES,
                "who must consent to it; the principals without this",
            ),
            may(
                "bar",
                Word(STRENGTHS),
                "how clearly mandate and spokesperson must show; `partial` without this",
            ),
        ],
        GROUNDS,
        RELEASE,
    ],
};

/// Who gave something, and when.
const TOLD: &[Key] = &[
    must("date", Date, "when"),
    may("given_by", GIVEN_BY, "who judged or told it"),
];

static CONSENT: Shape = Shape {
    name: "a consent",
    about: "What a party says to a format.",
    groups: &[
        &[
            must("format", Id(Kind::Format), "the format"),
            must("party", Id(Kind::Party), "whose answer"),
            must("answer", Word(WILLING), "what it says"),
            may(
                "conditions",
                List(&Record(&CONDITION)),
                "on what it would come",
            ),
        ],
        TOLD,
        GROUNDS,
        RELEASE,
    ],
};

static CONDITION: Shape = Shape {
    name: "a condition",
    about: "On what a party would come.",
    groups: &[&[
        must("text", Wording, "what it asks"),
        may("act", Id(Kind::Act), "the act that meets it"),
        may("met", Date, "when it was met"),
    ]],
};

static INDICATION: Shape = Shape {
    name: "an indicator",
    about: "What was judged or reported of one party's readiness.",
    groups: &[
        &[
            must("id", New(Kind::Indication), "its id"),
            must("party", Id(Kind::Party), "whose"),
            must("indicator", Word(INDICATORS), "which"),
            may(
                "strength",
                Word(STRENGTHS),
                "how clearly it shows; absent: only what was said or done is told",
            ),
            must("evidence", Wording, "on what evidence"),
        ],
        TOLD,
        GROUNDS,
        RELEASE,
    ],
};

static SPOILER: Shape = Shape {
    name: "a spoiler",
    about: "A party, faction or group that gains if talks fail, by type; never a person.",
    groups: &[
        &[
            must("id", New(Kind::Spoiler), "its id"),
            may("party", Id(Kind::Party), "the party"),
            may("faction", Id(Kind::Faction), "a faction of that party"),
            may("group", Text, "or a group outside, in words"),
            must("type", Word(SPOILER_TYPES), "what it is after"),
            must(
                "evidence",
                List(&Wording),
                "on what evidence, one sentence each",
            ),
            may("threatens", POINTS, "the points it works against"),
        ],
        TOLD,
        GROUNDS,
        RELEASE,
    ],
};

/// What people behind the delegations say.
pub(super) static CONSTITUENTS: Shape = Shape {
    name: "constituents",
    about: "Anonymous questionnaires to groups, and series of public mood, with their counts.",
    groups: &[&[
        may(
            "questionnaires",
            List(&Record(&QUESTIONNAIRE)),
            "questions put to groups without names",
        ),
        may(
            "mood",
            List(&Record(&MOOD)),
            "the same question put again and again",
        ),
    ]],
};

static QUESTIONNAIRE: Shape = Shape {
    name: "a questionnaire",
    about: "A question put to a group without names.",
    groups: &[
        &[
            must("id", New(Kind::Questionnaire), "its id"),
            may(
                "party",
                Id(Kind::Party),
                "behind whose delegation the group stands",
            ),
            may("faction", Id(Kind::Faction), "the faction that was asked"),
            must("group", Text, "who was asked"),
            must("question", Wording, "the question, as it was put"),
            must("answers", Texts(&Whole), "how many gave each answer"),
            may("several", Flag, "whether each could give several answers"),
            must("answered", Whole, "how many answered; at least 5"),
            may("asked", Whole, "how many were asked"),
            must("date", Date, "when"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static MOOD: Shape = Shape {
    name: "a series of public mood",
    about: "The same question put to the public again and again.",
    groups: &[
        &[
            must("id", New(Kind::Mood), "its id"),
            may("party", Id(Kind::Party), "whose public"),
            must("question", Wording, "the question, as it was put"),
            may("method", Text, "who was asked, and how"),
            must("surveys", List(&Record(&SURVEY)), "the surveys, in order"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static SURVEY: Shape = Shape {
    name: "a survey",
    about: "One survey of a series.",
    groups: &[&[
        must("date", Date, "when it was taken"),
        may("asked", Whole, "how many were asked"),
        must(
            "shares",
            Texts(&Either(&Figure, &Record(&SHARE))),
            "percent of each answer, or its percent and count",
        ),
    ]],
};

static SHARE: Shape = Shape {
    name: "a share",
    about: "The share of an answer.",
    groups: &[&[
        may("percent", Figure, "percent of those asked"),
        may("count", Whole, "how many people"),
    ]],
};
