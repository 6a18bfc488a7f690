//! The kinds of findings: what each is called, why it matters, what would settle it, and whose
//! rule it is.

/// What a rule finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// Nobody is named who owes it.
    Owner,
    /// Nothing says by when.
    Date,
    /// Nobody is named who establishes that it was done.
    Verifier,
    /// Nothing says what happens when parties differ over the text.
    Dispute,
    /// A term is used as though it were known, and nothing says what it means.
    Undefined,
    /// A term is given a meaning and used nowhere.
    Unused,
    /// One thing is called by two names.
    TwoNames,
    /// A word that binds nobody stands where a duty seems meant.
    SoftWord,
    /// A word of order names nothing that it follows or precedes.
    Order,
    /// A term of days has no day from which it runs.
    Start,
    /// Two dates cannot both hold.
    Dates,
    /// A reference leads to nothing.
    Reference,
    /// What is called agreed is still open.
    AgreedOpen,
    /// A measure that each side may take its own way.
    Vague,
    /// A number is missing in a row.
    Numbering,
}

/// The guidance that asks for what a rule looks for.
const QUALITY: &str = "UN Guidance for Effective Mediation (A/66/811, annex I), \
                       “Quality peace agreements”";
const CEASEFIRES: &str = "UN DPPA Guidance on Mediation of Ceasefires (2022), \
                          on terms, timing, monitoring and verification";
const ORDINARY: &str = "Vienna Convention on the Law of Treaties, article 31 (ordinary and special \
                        meaning of terms)";
const FINAL: &str = "UN Final Clauses of Multilateral Treaties: Handbook (2003)";
const MATRIX: &str = "after the Kroc Institute’s Peace Accords Matrix, which follows an accord \
                      provision by provision";

impl FindingKind {
    /// Every kind, with the name by which it is asked for.
    pub const ALL: [(Self, &'static str); 15] = [
        (Self::Owner, "owner"),
        (Self::Date, "date"),
        (Self::Verifier, "verifier"),
        (Self::Dispute, "dispute"),
        (Self::Undefined, "undefined"),
        (Self::Unused, "unused"),
        (Self::TwoNames, "two-names"),
        (Self::SoftWord, "soft-word"),
        (Self::Order, "order"),
        (Self::Start, "start"),
        (Self::Dates, "dates"),
        (Self::Reference, "reference"),
        (Self::AgreedOpen, "agreed-open"),
        (Self::Vague, "vague"),
        (Self::Numbering, "numbering"),
    ];

    /// The kind of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        let found = all.find(|(_, each)| *each == name);
        found.map(|(kind, _)| *kind)
    }

    /// The name by which it is asked for.
    #[must_use]
    pub fn name(self) -> &'static str {
        let mut all = Self::ALL.iter();
        let found = all.find(|(kind, _)| *kind == self);
        found.map_or("", |(_, name)| name)
    }

    /// What it is called.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Owner => "no owner",
            Self::Date => "no date",
            Self::Verifier => "no verifier",
            Self::Dispute => "no dispute clause",
            Self::Undefined => "term not defined",
            Self::Unused => "defined, not used",
            Self::TwoNames => "two names for one thing",
            Self::SoftWord => "weak word for a duty",
            Self::Order => "order unclear",
            Self::Start => "term without a start",
            Self::Dates => "dates conflict",
            Self::Reference => "reference leads nowhere",
            Self::AgreedOpen => "called agreed, still open",
            Self::Vague => "vague measure",
            Self::Numbering => "gap in the numbering",
        }
    }

    /// Why it matters, in a sentence.
    #[must_use]
    pub const fn why(self) -> &'static str {
        match self {
            Self::Owner => "A duty that names nobody can be left to the other side.",
            Self::Date => "A duty without a day is never late.",
            Self::Verifier => "Without somebody to establish it, each side is its own judge.",
            Self::Dispute => "The first difference over the text has nowhere to go.",
            Self::Undefined => "A term without a meaning is filled by each side with its own.",
            Self::Unused => {
                "A meaning that nothing needs is a trace of words that were dropped, or of a term \
                 that now goes by another name."
            }
            Self::TwoNames => "Two names may be read as two things.",
            Self::SoftWord => "“Should” and “may” leave the choice with whoever is to act.",
            Self::Order => "What comes first is what sides most often wait for.",
            Self::Start => "A term that runs from no day has no end either.",
            Self::Dates => "Each side may keep the date that suits it.",
            Self::Reference => "What the reference would add is not in the text.",
            Self::AgreedOpen => "A reader takes as settled what can still turn out either way.",
            Self::Vague => "How much and how soon is left to whoever acts.",
            Self::Numbering => "A missing number reads as words that were taken out.",
        }
    }

    /// What would settle it.
    #[must_use]
    pub const fn settles(self) -> &'static str {
        match self {
            Self::Owner => "Name who does it.",
            Self::Date => "Give a day, or a term and what it runs from.",
            Self::Verifier => "Name who establishes that it was done, and on what evidence.",
            Self::Dispute => {
                "Add a clause: who hears a difference, in what order, within how long."
            }
            Self::Undefined => {
                "Say once what it means, or use words that need no meaning of their own."
            }
            Self::Unused => "Use the term where it is meant, or take its meaning out.",
            Self::TwoNames => "Keep one name throughout.",
            Self::SoftWord => "Write “shall” if a duty is meant; leave it as it is if not.",
            Self::Order => "Name the event or the step.",
            Self::Start => "Say from when it runs: of signature, of entry into force, of a step.",
            Self::Dates => "Keep one of them, or say which prevails.",
            Self::Reference => "Name what is meant, or add it.",
            Self::AgreedOpen => "Lift the bracket, or leave out that it is agreed.",
            Self::Vague => "Give a figure, a day or a test that a third side can apply.",
            Self::Numbering => "Number anew, or say that the number is left out on purpose.",
        }
    }

    /// The document that asks for it of a text; `None` where the rule is our own.
    #[must_use]
    pub const fn source(self) -> Option<&'static str> {
        match self {
            Self::Owner | Self::Date => Some(MATRIX),
            Self::Verifier | Self::Order | Self::Start => Some(CEASEFIRES),
            Self::Dispute | Self::SoftWord | Self::AgreedOpen | Self::Vague => Some(QUALITY),
            Self::Undefined => Some(ORDINARY),
            Self::Dates => Some(FINAL),
            Self::Unused | Self::TwoNames | Self::Reference | Self::Numbering => None,
        }
    }

    /// Whose rule it is, in words.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self.source() {
            Some(source) => source,
            None => "our own",
        }
    }

    /// Whether it is a hint, for what may well be meant so.
    #[must_use]
    pub const fn is_hint(self) -> bool {
        match self {
            Self::Vague | Self::Numbering | Self::Unused => true,
            Self::Owner
            | Self::Date
            | Self::Verifier
            | Self::Dispute
            | Self::Undefined
            | Self::TwoNames
            | Self::SoftWord
            | Self::Order
            | Self::Start
            | Self::Dates
            | Self::Reference
            | Self::AgreedOpen => false,
        }
    }
}
