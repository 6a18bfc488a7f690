//! The keys of the case file: the words of the format and the sections of the whole.

mod commitments;
mod comparisons;
mod conflicts;
mod course;
mod funding;
mod guarantees;
mod points;
mod preferences;
mod readiness;
mod rounds;
mod rules;
mod table;

use super::shape::{Form, Key, Kind, Shape, may, must};
use Form::{Either, Id, List, Map, OneOrMany, Record, Text, Whole, Word};
use commitments::{BEARABLE, CALENDAR, COMMITMENT, DISPUTE, MONITORING};
pub(super) use commitments::{FINDINGS, WEEKDAYS};
pub(super) use comparisons::NO_DEAL;
use comparisons::{IMPORTANCE, PACKAGES, RATHER};
use conflicts::CONFLICT;
use course::{DRAFT, HAPPENING, MEETING, SIGNAL};
use funding::FUNDING;
use guarantees::{BREACH, DEFECTION, FEAR, GUARANTEE};
use points::POINT;
use preferences::{GIVEN_BY, PREFERENCES};
use readiness::{CONSTITUENTS, READINESS};
use rounds::{CONSENSUS, EDIT, ROUND};
use rules::{ACT, CLOCK, LINKAGE, RED_LINE};
use table::{DECISION, HEADING, PARTY, SOURCE, TERM};

const PARTIES: Form = List(&Id(Kind::Party));

const POINTS: Form = List(&Id(Kind::Point));

const TEXTS: Form = List(&Text);

const ACTS: Form = List(&Id(Kind::Act));

const CONDITION: Form = Map(Kind::Bracket, &OneOrMany(&Id(Kind::Choice)));

/// The release classes, strictest first.
pub(super) const CLASSES: &[&str] = &["sealed", "shape", "unattributed", "attributed", "public"];

/// The grades of sources.
pub(super) const GRADES: &[&str] = &["P", "W", "M", "S", "A"];

/// The roles of parties.
pub(super) const ROLES: &[&str] = &["principal", "mediator", "partner", "observer"];

/// The stands on an option.
pub(super) const STANDS: &[&str] = &["proposed", "accepted", "rejected"];

/// The statuses on a bracket, in the order of the lattice.
pub(super) const STATUSES: &[&str] = &[
    "silent",
    "rejected",
    "bracketed",
    "acceptable",
    "ad_referendum",
    "agreed",
];

/// How hard a red line is.
pub(super) const FIRMNESSES: &[&str] = &["red_line", "demand"];

/// The grades in words, weakest first.
pub(super) const VERBAL: &[&str] = &["never", "could live with", "would like", "must have"];

/// How those who decide on a trigger do so.
pub(super) const DECIDINGS: &[&str] = &["together", "each"];

/// Whether consent was given.
pub(super) const CONSENTS: &[&str] = &["given", "needed"];

/// The decision rules.
pub(super) const RULES: &[&str] = &["unanimity", "sufficient_consensus", "one_of"];

/// What became of an edit.
pub(super) const TAKINGS: &[&str] = &["taken", "in_part", "not_taken"];

/// What became of a point on its way into a draft.
pub(super) const CHANGES: &[&str] = &["kept", "reworded", "merged", "split", "new"];

/// Whether a line of funding counts.
pub(super) const FOOTINGS: &[&str] = &[
    "counted",
    "offered",
    "proposed",
    "target",
    "claimed",
    "immobilised",
    "context",
];

/// How money is given.
pub(super) const INSTRUMENTS: &[&str] = &["grant", "loan", "windfall", "guarantee", "insurance"];

/// How a figure was reported.
pub(super) const REPORTED: &[&str] = &["stated", "at_least", "about", "at_most"];

/// What is looked at about a party's readiness, in the order of `Indicator::ALL`.
pub(super) const INDICATORS: &[&str] = &[
    "hurting_stalemate",
    "way_out",
    "motivation",
    "optimism",
    "ratification",
    "mandate",
    "spokesperson",
];

/// How clearly an indicator shows, in order.
pub(super) const STRENGTHS: &[&str] = &["absent", "weak", "partial", "clear"];

/// What a party says to a format.
pub(super) const WILLING: &[&str] = &["agrees", "refuses", "conditional"];

/// The types of spoilers.
pub(super) const SPOILER_TYPES: &[&str] = &["limited", "greedy", "total"];

/// The tones of signals.
pub(super) const TONES: &[&str] = &["positive", "neutral", "mixed", "negative"];

/// The sixteen PLOVER classes, and plain words.
pub(super) const EVENTS: &[&str] = &[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "COMMENT",
];

/// The modes within PLOVER classes, in the order of `course::MODES`.
pub(super) const MODES: &[&str] = &[
    "visit",
    "third_party",
    "multilateral",
    "phone",
    "withdraw",
    "release",
    "disarm",
    "ceasefire",
    "access",
    "resign",
    "assist",
    "change",
    "yield",
    "meet",
    "disapprove",
    "investigate",
    "allege",
    "restrict",
    "territory",
];

const GROUNDS: &[Key] = &[
    may("src", List(&Id(Kind::Source)), "the sources"),
    may("uncertain", Text, "what is not settled"),
    may("note", Text, "a remark"),
];

const RELEASE: &[Key] = &[may("release", TRAVELS, "how far it may travel")];

const TRAVELS: Form = Either(&Word(CLASSES), &Record(&LONG_RELEASE));

static LONG_RELEASE: Shape = Shape {
    name: "a release",
    about: "How far an item may travel, whose it is, and to whom.",
    groups: &[&[
        must("class", Word(CLASSES), "how far it may travel"),
        may(
            "owner",
            Text,
            "a party, or `mediator`: who may raise the class",
        ),
        may(
            "to",
            TEXTS,
            "parties, `mediator` or `public`: to whom it may be carried",
        ),
    ]],
};

/// The whole file.
pub(super) static CASE: Shape = Shape {
    name: "a case file",
    about: "A case: one file, or the files of a folder read as one.",
    groups: &[&[
        must("onetext", Whole, "the version of the format: 1"),
        must("case", Record(&HEADING), "what is open about the case"),
        may(
            "sources",
            Map(Kind::Source, &Record(&SOURCE)),
            "the sources",
        ),
        must("parties", Map(Kind::Party, &Record(&PARTY)), "the parties"),
        may(
            "points",
            Map(Kind::Point, &Record(&POINT)),
            "the points of the text",
        ),
        may(
            "acts",
            Map(Kind::Act, &Record(&ACT)),
            "the acts and states that linkages connect",
        ),
        may(
            "commitments",
            Map(Kind::Act, &Record(&COMMITMENT)),
            "the acts that somebody owes; their ids are apart from those of acts",
        ),
        may(
            "linkages",
            List(&Record(&LINKAGE)),
            "how acts, states and options hang together",
        ),
        may("clocks", List(&Record(&CLOCK)), "periods that run"),
        may(
            "disputes",
            List(&Record(&DISPUTE)),
            "what happens after a complaint",
        ),
        may(
            "terms",
            List(&Record(&TERM)),
            "how things are called in each language of the text",
        ),
        may(
            "calendars",
            Map(Kind::Party, &Record(&CALENDAR)),
            "on which days parties work",
        ),
        may(
            "bearable",
            List(&Record(&BEARABLE)),
            "what sides can bear to have given first",
        ),
        may(
            "monitoring",
            Record(&MONITORING),
            "what is followed after signature",
        ),
        may(
            "red_lines",
            Map(Kind::Party, &List(&Record(&RED_LINE))),
            "limits and demands",
        ),
        may(
            "preferences",
            List(&Record(&PREFERENCES)),
            "what parties would rather have",
        ),
        may(
            "conflicts",
            Map(Kind::Conflict, &Record(&CONFLICT)),
            "conflicts as options, states and how parties rank them",
        ),
        may(
            "fears",
            Map(Kind::Party, &List(&Record(&FEAR))),
            "what parties fear",
        ),
        may(
            "guarantees",
            List(&Record(&GUARANTEE)),
            "promises to answer a breach",
        ),
        may("breaches", List(&Record(&BREACH)), "breaches to rehearse"),
        may(
            "defections",
            List(&Record(&DEFECTION)),
            "what breaking the agreement would bring parties",
        ),
        may("decision", Record(&DECISION), "who decides, and how"),
        may(
            "drafts",
            List(&Record(&DRAFT)),
            "versions of the text, in order",
        ),
        may("meetings", List(&Record(&MEETING)), "meetings, in order"),
        may(
            "rounds",
            List(&Record(&ROUND)),
            "rounds, in order, and what was said in each",
        ),
        may(
            "edits",
            List(&Record(&EDIT)),
            "changes of the text that sides asked for",
        ),
        may(
            "consensus",
            List(&Record(&CONSENSUS)),
            "what else needs whose consent",
        ),
        may(
            "funding",
            Record(&FUNDING),
            "money needed, pledged and paid",
        ),
        may(
            "signals",
            List(&Record(&SIGNAL)),
            "dated statements and acts, in order",
        ),
        may(
            "readiness",
            Record(&READINESS),
            "whether parties are ready, and for which format",
        ),
        may(
            "constituents",
            Record(&CONSTITUENTS),
            "what people behind the delegations say",
        ),
        may("timeline", List(&Record(&HAPPENING)), "what happened later"),
    ]],
};

/// The ways in which waiting for an act may be eased, in the order of `Remedy::ALL`.
pub(super) const REMEDIES: &[&str] = &[
    "together",
    "split",
    "escrow",
    "provisional",
    "guarantee",
    "deposit",
];

const EASED: Form = List(&Word(REMEDIES));

/// The keys that each make a kind of linkage; `then` belongs to `when`.
pub(super) const LINKS: &[&str] = &[
    "requires",
    "triggers",
    "within",
    "not_before",
    "voids",
    "simultaneous",
    "excludes",
    "together",
    "never",
    "always",
    "when",
    "at_most_one",
    "exactly_one",
];
