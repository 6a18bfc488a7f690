//! The case: everything the mediation team knows, each item under its release.

use crate::{
    Act, Bearable, Breach, Calendar, CaseId, Caution, Clock, Commitment, ConflictModel,
    ConsensusRule, Currency, Defection, Delivery, Dispute, Draft, DraftId, Edit, Fear,
    FormatConsent, Funding, Grounds, Guarantee, Happening, Incident, Indication, Language, Linkage,
    Meeting, Milestone, MoodSeries, Party, Point, Preferences, Questionnaire, Rate, RedLine,
    Report, Sector, Signal, Source, Spoiler, TalkFormat, TalkRound, Term, View, Wording,
};
use disclosure::{Held, PartyId, Seat};
use std::collections::BTreeMap;

/// Where a report differs from the public record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// What the report says.
    pub says: String,
    /// What the record says.
    pub record: String,
    /// What supports it.
    pub grounds: Grounds,
}

/// A weighted count of accepting parties that must be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// What is counted.
    pub name: String,
    /// What each party counts for.
    pub weights: BTreeMap<PartyId, u64>,
    /// The least total that passes.
    pub at_least: u64,
}

/// Who decides, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// All of these must accept; none named means the principals.
    Unanimity(Vec<PartyId>),
    /// All of some one of these sets must accept.
    OneOf {
        /// The parties that decide.
        of: Vec<PartyId>,
        /// The sets that are each enough.
        sets: Vec<Vec<PartyId>>,
    },
    /// Every veto must accept and every threshold be met.
    SufficientConsensus {
        /// The parties that decide.
        of: Vec<PartyId>,
        /// Those that must accept.
        vetoes: Vec<PartyId>,
        /// The counts to be reached.
        thresholds: Vec<Threshold>,
    },
}

/// A case. Nothing in it can be read except through the [`View`] of one seat.
///
/// Invariant: every id that an item names exists in the case; the file reader has checked it.
#[derive(Clone)]
pub struct Case {
    /// What is open about it.
    pub heading: Heading,
    /// Its sources.
    pub sources: Vec<Held<Source>>,
    /// Its parties.
    pub parties: Vec<Held<Party>>,
    /// Its points.
    pub points: Vec<Held<Point>>,
    /// The acts and states that linkages connect.
    pub acts: Vec<Held<Act>>,
    /// The acts that somebody owes.
    pub commitments: Vec<Held<Commitment>>,
    /// The linkages.
    pub linkages: Vec<Held<Linkage>>,
    /// The clocks.
    pub clocks: Vec<Held<Clock>>,
    /// Ladders for disputes.
    pub disputes: Vec<Held<Dispute>>,
    /// The parties' working days.
    pub calendars: Vec<Held<Calendar>>,
    /// What sides can bear to have given first.
    pub bearable: Vec<Held<Bearable>>,
    /// How far commitments have come, in order.
    pub reports: Vec<Held<Report>>,
    /// What went wrong, in order.
    pub incidents: Vec<Held<Incident>>,
    /// Red lines and demands.
    pub red_lines: Vec<Held<RedLine>>,
    /// Preferences of parties and factions.
    pub preferences: Vec<Held<Preferences>>,
    /// Conflicts as models of options and states.
    pub conflicts: Vec<Held<ConflictModel>>,
    /// What parties fear.
    pub fears: Vec<Held<Fear>>,
    /// The guarantees.
    pub guarantees: Vec<Held<Guarantee>>,
    /// The breaches to rehearse.
    pub breaches: Vec<Held<Breach>>,
    /// What breaking the agreement would bring parties.
    pub defections: Vec<Held<Defection>>,
    /// The drafts, in order.
    pub drafts: Vec<Held<Draft>>,
    /// The draft in hand; no more open than the draft itself.
    pub draft_in_hand: Option<DraftId>,
    /// The meetings, in order.
    pub meetings: Vec<Held<Meeting>>,
    /// The rounds, in order.
    pub rounds: Vec<Held<TalkRound>>,
    /// The edits that sides asked for, in order.
    pub edits: Vec<Held<Edit>>,
    /// What needs whose consent.
    pub consensus: Vec<Held<ConsensusRule>>,
    /// Needs, and money for them.
    pub funding: Vec<Held<Funding>>,
    /// The currency in which money is added up; no more open than its lines.
    pub report_in: Option<Currency>,
    /// The sectors of needs.
    pub sectors: Vec<Held<Sector>>,
    /// What currencies are worth.
    pub rates: Vec<Held<Rate>>,
    /// What was paid of earlier pledges.
    pub deliveries: Vec<Held<Delivery>>,
    /// When acts that money waits for were done, or are expected.
    pub milestones: Vec<Held<Milestone>>,
    /// The signals, in order.
    pub signals: Vec<Held<Signal>>,
    /// How it handles judgements about people; no more open than these are.
    pub caution: Caution,
    /// What is known of the parties' readiness, in order.
    pub indications: Vec<Held<Indication>>,
    /// The formats in which parties could meet.
    pub formats: Vec<Held<TalkFormat>>,
    /// What parties say to them, in order.
    pub format_consents: Vec<Held<FormatConsent>>,
    /// Who would gain if talks fail.
    pub spoilers: Vec<Held<Spoiler>>,
    /// What groups behind delegations answered.
    pub questionnaires: Vec<Held<Questionnaire>>,
    /// Series of public mood.
    pub moods: Vec<Held<MoodSeries>>,
    /// How things are called in each language of the text.
    pub terms: Vec<Held<Term>>,
    /// What happened later.
    pub timeline: Vec<Held<Happening>>,
}

impl Case {
    /// A case of which nothing is known but its heading.
    #[must_use]
    pub const fn new(heading: Heading) -> Self {
        Self {
            heading,
            sources: Vec::new(),
            parties: Vec::new(),
            points: Vec::new(),
            acts: Vec::new(),
            commitments: Vec::new(),
            linkages: Vec::new(),
            clocks: Vec::new(),
            disputes: Vec::new(),
            calendars: Vec::new(),
            bearable: Vec::new(),
            reports: Vec::new(),
            incidents: Vec::new(),
            red_lines: Vec::new(),
            preferences: Vec::new(),
            conflicts: Vec::new(),
            fears: Vec::new(),
            guarantees: Vec::new(),
            breaches: Vec::new(),
            defections: Vec::new(),
            drafts: Vec::new(),
            draft_in_hand: None,
            meetings: Vec::new(),
            rounds: Vec::new(),
            edits: Vec::new(),
            consensus: Vec::new(),
            funding: Vec::new(),
            report_in: None,
            sectors: Vec::new(),
            rates: Vec::new(),
            deliveries: Vec::new(),
            milestones: Vec::new(),
            signals: Vec::new(),
            caution: Caution {
                old_after_days: None,
                spoiler_types: false,
            },
            indications: Vec::new(),
            formats: Vec::new(),
            format_consents: Vec::new(),
            spoilers: Vec::new(),
            questionnaires: Vec::new(),
            moods: Vec::new(),
            terms: Vec::new(),
            timeline: Vec::new(),
        }
    }
}

/// What is open about a case: its title and what a reader must know before reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its id.
    pub id: CaseId,
    /// Its title.
    pub title: Wording,
    /// What it is about, and what it is not.
    pub about: Option<Wording>,
    /// Whether it is about a conflict that goes on: then it carries no figures of preference.
    pub live: bool,
    /// Whether it is invented.
    pub invented: bool,
    /// The language whose words prevail where the languages of the text differ; `None` where all
    /// are equal.
    pub prevails: Option<Language>,
    /// When and from what it was compiled.
    pub compiled: Option<String>,
    /// Corrections to the reports it grew from.
    pub corrections: Vec<Correction>,
    /// What is not known.
    pub gaps: Vec<String>,
    /// Who decides, and how.
    pub decision: Decision,
}

impl Heading {
    /// A heading that says no more than id and title: of a case that is neither live nor invented,
    /// and is decided by all principals together.
    #[must_use]
    pub const fn new(id: CaseId, title: Wording) -> Self {
        Self {
            id,
            title,
            about: None,
            live: false,
            invented: false,
            prevails: None,
            compiled: None,
            corrections: Vec::new(),
            gaps: Vec::new(),
            decision: Decision::Unanimity(Vec::new()),
        }
    }
}

impl Decision {
    /// The parties it names as those who decide; nobody means the principals.
    #[must_use]
    pub fn of(&self) -> &[PartyId] {
        match self {
            Self::Unanimity(of) | Self::OneOf { of, .. } | Self::SufficientConsensus { of, .. } => {
                of
            }
        }
    }
}

impl Case {
    /// The case as one seat may know it.
    #[must_use]
    pub fn seen_from(&self, seat: Seat) -> View<'_> {
        View::new(self, seat)
    }
}
