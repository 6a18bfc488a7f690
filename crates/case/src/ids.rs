//! The ids of a case: short names as its file gives them, one type for each kind of thing.

use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The id with this short name.
            #[must_use]
            pub fn new(name: impl Into<String>) -> Self {
                Self(name.into())
            }

            /// The short name.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(/// A case.
    CaseId);
id!(/// A source.
    SourceId);
id!(/// A point of the text: stable across renumbering.
    PointId);
id!(/// A bracket, unique in its case.
    BracketId);
id!(/// An option, unique in its bracket.
    ChoiceId);
id!(/// An act or state that linkages connect.
    ActId);
id!(/// A linkage.
    LinkageId);
id!(/// A red line or demand.
    RedLineId);
id!(/// A draft.
    DraftId);
id!(/// A meeting.
    MeetingId);
id!(/// A need or a pledge.
    FundingId);
id!(/// A sector of needs.
    SectorId);
id!(/// A signal.
    SignalId);
id!(/// A clock.
    ClockId);
id!(/// A faction behind a delegation.
    FactionId);
id!(/// A ladder for disputes.
    DisputeId);
id!(/// An incident.
    IncidentId);
id!(/// A model of a conflict.
    ConflictId);
id!(/// An option of a conflict, unique in its model, which a party takes or not.
    LeverId);
id!(/// A state of a conflict, unique in its model.
    StateId);
id!(/// What a party fears.
    FearId);
id!(/// A guarantee.
    GuaranteeId);
id!(/// A breach to rehearse.
    BreachId);
id!(/// A format in which parties could meet.
    FormatId);
id!(/// What is known of an indicator of readiness.
    IndicationId);
id!(/// A spoiler.
    SpoilerId);
id!(/// A questionnaire.
    QuestionnaireId);
id!(/// A series of public mood.
    MoodId);
id!(/// A round of the talks.
    RoundId);
id!(/// A change of the text that a side asked for.
    EditId);
id!(/// A rule of consensus.
    ConsensusId);
