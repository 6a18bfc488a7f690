//! The case as one seat may know it.
//!
//! Invariant: everything outside this file and the custodians' rooms reads a case through here, so
//! what a seat may not know cannot reach a screen, a file, an error or a solver.

use crate::{
    Act, Bearable, Bracket, Breach, Calendar, Case, Choice, Clock, Commitment, ConflictModel,
    ConflictOrder, ConsensusRule, Currency, Defection, Delivery, Dispute, Draft, Edit, Fear,
    FormatConsent, Funding, Guarantee, Happening, Heading, Incident, Indication, Linkage, Mark,
    Meeting, Milestone, MoodSeries, Party, Point, Preferences, Questionnaire, Rate, RedLine,
    Report, RoundWord, Sector, Signal, Source, Standing, TalkFormat, TalkRound, Term, Worth,
};
use disclosure::{Held, PartyId, Seat, Seen};

/// The case as one seat may know it: what the seat may not know does not exist here.
#[derive(Clone)]
pub struct View<'a> {
    case: &'a Case,
    seat: Seat,
}

macro_rules! seen {
    ($($(#[$doc:meta])* $name:ident: $item:ty;)*) => {
        $($(#[$doc])*
        pub fn $name(&self) -> impl Iterator<Item = Seen<'a, $item>> + use<'a> {
            self.visible(&self.case.$name)
        })*
    };
}

impl<'a> View<'a> {
    pub(crate) const fn new(case: &'a Case, seat: Seat) -> Self {
        Self { case, seat }
    }

    /// The case itself, for what is taken out of it for this seat.
    pub(crate) const fn case(&self) -> &'a Case {
        self.case
    }

    /// The seat whose view it is.
    #[must_use]
    pub const fn seat(&self) -> &Seat {
        &self.seat
    }

    /// What is open about the case.
    #[must_use]
    pub const fn heading(&self) -> &'a Heading {
        &self.case.heading
    }

    seen! {
        /// The sources this seat may know.
        sources: Source;
        /// The parties.
        parties: Party;
        /// The points.
        points: Point;
        /// The acts and states.
        acts: Act;
        /// The commitments.
        commitments: Commitment;
        /// The linkages.
        linkages: Linkage;
        /// The clocks.
        clocks: Clock;
        /// Ladders for disputes.
        disputes: Dispute;
        /// The parties' working days.
        calendars: Calendar;
        /// What sides can bear to have given first.
        bearable: Bearable;
        /// How far commitments have come.
        reports: Report;
        /// What went wrong.
        incidents: Incident;
        /// Red lines and demands.
        red_lines: RedLine;
        /// Preferences.
        preferences: Preferences;
        /// Models of conflicts.
        conflicts: ConflictModel;
        /// What parties fear.
        fears: Fear;
        /// The guarantees.
        guarantees: Guarantee;
        /// The breaches to rehearse.
        breaches: Breach;
        /// What breaking the agreement would bring parties.
        defections: Defection;
        /// The drafts.
        drafts: Draft;
        /// The meetings.
        meetings: Meeting;
        /// The rounds.
        rounds: TalkRound;
        /// The edits that sides asked for.
        edits: Edit;
        /// What needs whose consent.
        consensus: ConsensusRule;
        /// Needs, and money for them.
        funding: Funding;
        /// The sectors of needs.
        sectors: Sector;
        /// What currencies are worth.
        rates: Rate;
        /// What was paid of earlier pledges.
        deliveries: Delivery;
        /// When acts that money waits for were done, or are expected.
        milestones: Milestone;
        /// The signals.
        signals: Signal;
        /// What is known of the parties' readiness.
        indications: Indication;
        /// The formats in which parties could meet.
        formats: TalkFormat;
        /// What parties say to them.
        format_consents: FormatConsent;
        /// What groups behind delegations answered.
        questionnaires: Questionnaire;
        /// Series of public mood.
        moods: MoodSeries;
        /// How things are called in each language of the text.
        terms: Term;
        /// What happened later.
        timeline: Happening;
    }

    /// The draft in hand, where this seat may know it.
    #[must_use]
    pub fn draft_in_hand(&self) -> Option<Seen<'a, Draft>> {
        let wanted = self.case.draft_in_hand.as_ref()?;
        self.drafts().find(|seen| seen.item.id == *wanted)
    }

    /// The currency in which money is added up, where this seat knows of any money.
    #[must_use]
    pub fn report_in(&self) -> Option<&'a Currency> {
        self.funding().next()?;
        self.case.report_in.as_ref()
    }

    /// The brackets of a point.
    pub fn brackets(&self, point: &'a Point) -> impl Iterator<Item = Seen<'a, Bracket>> + use<'a> {
        self.visible(&point.brackets)
    }

    /// The options of a bracket.
    pub fn choices(
        &self,
        bracket: &'a Bracket,
    ) -> impl Iterator<Item = Seen<'a, Choice>> + use<'a> {
        self.visible(&bracket.choices)
    }

    /// Who holds what about an option.
    pub fn marks(&self, choice: &'a Choice) -> impl Iterator<Item = Seen<'a, Mark>> + use<'a> {
        self.visible(&choice.marks)
    }

    /// Each party's status on a bracket.
    pub fn standings(
        &self,
        bracket: &'a Bracket,
    ) -> impl Iterator<Item = Seen<'a, Standing>> + use<'a> {
        self.visible(&bracket.standings)
    }

    /// What was said in a round.
    pub fn words_in(
        &self,
        round: &'a TalkRound,
    ) -> impl Iterator<Item = Seen<'a, RoundWord>> + use<'a> {
        self.visible(&round.words)
    }

    /// What a commitment is worth to whom.
    pub fn worth(
        &self,
        commitment: &'a Commitment,
    ) -> impl Iterator<Item = Seen<'a, Worth>> + use<'a> {
        self.visible(&commitment.worth)
    }

    /// How parties rank the states of a conflict.
    pub fn conflict_orders(
        &self,
        model: &'a ConflictModel,
    ) -> impl Iterator<Item = Seen<'a, ConflictOrder>> + use<'a> {
        self.visible(&model.orders)
    }

    /// A party's name as this seat knows it; its id where it knows no name.
    #[must_use]
    pub fn party_name(&self, party: &'a PartyId) -> &'a str {
        let found = self.parties().find(|seen| seen.item.id == *party);
        found.map_or(party.as_str(), |seen| seen.item.name.as_str())
    }

    pub(crate) fn visible<T>(
        &self,
        held: &'a [Held<T>],
    ) -> impl Iterator<Item = Seen<'a, T>> + use<'a, T> {
        let seat = self.seat.clone();
        held.iter().filter_map(move |item| item.seen_from(&seat))
    }
}
