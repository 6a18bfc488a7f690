//! The keys of the case file, section by section.

// tidy: long, because it is one table, read from top to bottom beside docs/case-file.md.

use super::shape::{Form, Key, Kind, Shape, may, must};
use Form::{
    Bounds, Date, Either, Figure, Flag, Id, List, Map, New, OneOrMany, Record, Text, Texts, Whole,
    Word, Wording,
};

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
/// The decision rules.
pub(super) const RULES: &[&str] = &["unanimity", "sufficient_consensus"];
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
            "linkages",
            List(&Record(&LINKAGE)),
            "how acts, states and options hang together",
        ),
        may("clocks", List(&Record(&CLOCK)), "periods that run"),
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
        may("decision", Record(&DECISION), "who decides, and how"),
        may(
            "drafts",
            List(&Record(&DRAFT)),
            "versions of the text, in order",
        ),
        may("meetings", List(&Record(&MEETING)), "meetings, in order"),
        may("funding", Record(&FUNDING), "money needed and pledged"),
        may(
            "signals",
            List(&Record(&SIGNAL)),
            "dated statements and acts, in order",
        ),
        may("timeline", List(&Record(&HAPPENING)), "what happened later"),
    ]],
};

static HEADING: Shape = Shape {
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

static SOURCE: Shape = Shape {
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

static PARTY: Shape = Shape {
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

static POINT: Shape = Shape {
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

static ACT: Shape = Shape {
    name: "an act",
    about: "An act or a state that linkages connect.",
    groups: &[
        &[
            must("title", Wording, "its name"),
            may("points", POINTS, "the points it belongs to"),
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

/// The keys that each make a kind of linkage; `then` belongs to `when`.
pub(super) const LINKS: &[&str] = &[
    "requires",
    "triggers",
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

static LINKAGE: Shape = Shape {
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

const SPAN: &[Key] = &[
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

static CLOCK: Shape = Shape {
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

static RED_LINE: Shape = Shape {
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

static PREFERENCES: Shape = Shape {
    name: "preferences",
    about: "What a party or a faction would rather have.",
    groups: &[
        &[
            must("party", Id(Kind::Party), "whose they are"),
            may(
                "faction",
                Text,
                "the faction, where they are not the delegation's own",
            ),
            must(
                "given_by",
                GIVEN_BY,
                "`party`, or an analyst or a rule by name",
            ),
            may(
                "weights",
                Map(Kind::Bracket, &Figure),
                "sum to 1 or 100; absent: all count 1",
            ),
            may(
                "values",
                Map(Kind::Bracket, &VALUES),
                "what each option is worth",
            ),
            may("bonuses", List(&Record(&BONUS)), "what combinations add"),
            may(
                "reservation",
                Figure,
                "the value of no deal on the same scale",
            ),
            may(
                "rankings",
                Map(Kind::Bracket, &RANKING),
                "best first, ties in a list",
            ),
            may(
                "intervals",
                Map(Kind::Bracket, &INTERVALS),
                "bounds of values",
            ),
            may("words", Map(Kind::Bracket, &WORDS), "grades in words"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

const GIVEN_BY: Form = Either(&Word(&["party"]), &Record(&GIVEN));
const VALUES: Form = Map(Kind::Choice, &Either(&Figure, &Texts(&Figure)));
const RANKING: Form = List(&OneOrMany(&Id(Kind::Choice)));
const INTERVALS: Form = Map(Kind::Choice, &Bounds);
const WORDS: Form = Map(Kind::Choice, &Word(VERBAL));

static GIVEN: Shape = Shape {
    name: "a giver of figures",
    about: "Who gave the figures, where it was not the party: one of the two.",
    groups: &[&[
        may("analyst", Text, "an analyst, by name or title"),
        may("rule", Text, "a stated rule"),
    ]],
};

static BONUS: Shape = Shape {
    name: "a bonus",
    about: "What a combination of options adds.",
    groups: &[&[
        must("when", CONDITION, "the combination"),
        must("worth", Figure, "what it adds"),
    ]],
};

static DECISION: Shape = Shape {
    name: "the decision rule",
    about: "Who decides, and how.",
    groups: &[&[
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
    ]],
};

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

static DRAFT: Shape = Shape {
    name: "a draft",
    about: "A version of the text, or a rival text, with what it grew from.",
    groups: &[
        &[
            must("id", New(Kind::Draft), "its id"),
            must("name", Wording, "its name"),
            may("date", Date, "its date"),
            may("status", Text, "how far it has come and how public it is"),
            may("authors", Text, "who wrote it"),
            may("terms", TEXTS, "what it says, in short"),
            may("deadline", Text, "the time limit attached to it"),
            may("from", List(&Id(Kind::Draft)), "the drafts it grew from"),
            may("held_by", PARTIES, "who works from it"),
            may(
                "choices",
                Map(Kind::Bracket, &Id(Kind::Choice)),
                "the options it picks",
            ),
            may(
                "points",
                Map(Kind::Point, &TEXTS),
                "where its points come from: `draft.number`",
            ),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static MEETING: Shape = Shape {
    name: "a meeting",
    about: "A meeting, and what was said of it.",
    groups: &[
        &[
            must("id", New(Kind::Meeting), "its id"),
            must("date", Date, "its first day"),
            may("end", Date, "its last day, if it ran over more than one"),
            must("place", Text, "where"),
            must("format", Text, "who met whom"),
            may("with", PARTIES, "the parties that met the mediator"),
            may("present", TEXTS, "who was there"),
            may("duration", Text, "how long it lasted"),
            may("readout", Record(&READOUT), "what was said afterwards"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static READOUT: Shape = Shape {
    name: "a readout",
    about: "What was said to the public after a meeting.",
    groups: &[&[
        must("label", Text, "the label, such as `constructive`"),
        may("issued_by", Text, "who issued it"),
        may("details", TEXTS, "what else it said"),
    ]],
};

static FUNDING: Shape = Shape {
    name: "funding",
    about: "Money: what is needed and what is pledged, kept apart.",
    groups: &[&[
        may("needs", List(&Record(&MONEY)), "what is needed"),
        may(
            "pledges",
            List(&Record(&MONEY)),
            "what is pledged, targeted or claimed",
        ),
    ]],
};

static MONEY: Shape = Shape {
    name: "a line of funding",
    about: "A need or a pledge.",
    groups: &[
        &[
            must("id", New(Kind::Funding), "its id"),
            must("text", Wording, "what it is"),
            may("amount", Figure, "how much"),
            may(
                "least",
                Figure,
                "the least figure, where a range was reported",
            ),
            may(
                "unit",
                Text,
                "the currency with its scale, such as `EUR bn`",
            ),
            may("by", Id(Kind::Party), "who pays, where it is a party"),
            may("status", Text, "how firm it is"),
            may("terms", TEXTS, "terms, breakdown and path"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static SIGNAL: Shape = Shape {
    name: "a signal",
    about: "A dated, sourced statement or act.",
    groups: &[
        &[
            must("id", New(Kind::Signal), "its id"),
            must("date", Date, "its date"),
            may("actor", Id(Kind::Party), "who sent it"),
            may("speaker", Text, "who spoke"),
            may("to", PARTIES, "to whom"),
            must("event", Word(EVENTS), "its PLOVER class, or COMMENT"),
            may("tone", Word(TONES), "its tone: an editorial coding"),
            may("points", POINTS, "the points it touches"),
            must("text", Wording, "what was said or done, in short"),
        ],
        GROUNDS,
        RELEASE,
    ],
};

static HAPPENING: Shape = Shape {
    name: "an entry of the timeline",
    about: "Something that happened later.",
    groups: &[
        &[must("date", Date, "when"), must("event", Wording, "what")],
        GROUNDS,
        RELEASE,
    ],
};
