//! Readiness: what speaks for a settlement, what for a joint session, and who has said so.
//!
//! Ripeness after Zartman (a stalemate that hurts, and a way out), readiness after Pruitt
//! (motivation and optimism, side by side), spoilers after Stedman. Each entry says who judged it,
//! when and on what evidence; nothing is added up.

use crate::{
    ActId, FactionId, FormatId, GivenBy, Grounds, IndicationId, PointId, SpoilerId, View, Wording,
};
use disclosure::{PartyId, Seen};
use jiff::civil::Date;

/// How many days a judgement counts as fresh, where the case does not say.
pub const OLD_AFTER_DAYS: u32 = 30;

/// How a case handles judgements about people: with care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Caution {
    /// After how many days a judgement is marked as old.
    pub old_after_days: Option<u32>,
    /// Whether spoilers are typed in a live case.
    pub spoiler_types: bool,
}

impl Caution {
    /// After how many days a judgement is marked as old.
    #[must_use]
    pub fn old_after(self) -> u32 {
        self.old_after_days.unwrap_or(OLD_AFTER_DAYS)
    }
}

/// What is looked at about one party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Indicator {
    /// It sees a stalemate that hurts it.
    HurtingStalemate,
    /// It sees a way out.
    WayOut,
    /// It wants the conflict to end.
    Motivation,
    /// It expects talks to lead somewhere.
    Optimism,
    /// There is a way by which an agreement is approved at home.
    Ratification,
    /// Its delegation may commit it.
    Mandate,
    /// Somebody speaks for it whom its own side accepts.
    Spokesperson,
}

/// The two sheets, which are never added up into one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sheet {
    /// Whether the time for a settlement has come.
    Settlement,
    /// Whether parties can sit in one room.
    JointFormat,
}

impl Indicator {
    /// Every indicator, in reading order.
    pub const ALL: [Self; 7] = [
        Self::HurtingStalemate,
        Self::WayOut,
        Self::Motivation,
        Self::Optimism,
        Self::Ratification,
        Self::Mandate,
        Self::Spokesperson,
    ];

    /// The sheet it stands on.
    #[must_use]
    pub const fn sheet(self) -> Sheet {
        match self {
            Self::HurtingStalemate
            | Self::WayOut
            | Self::Motivation
            | Self::Optimism
            | Self::Ratification => Sheet::Settlement,
            Self::Mandate | Self::Spokesperson => Sheet::JointFormat,
        }
    }
}

/// How clearly an indicator shows, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// Looked for, and not there.
    Absent,
    /// A first sign.
    Weak,
    /// There, with something missing.
    Partial,
    /// There.
    Clear,
}

/// What is known of one indicator of one party: judged, or only reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indication {
    /// Its id.
    pub id: IndicationId,
    /// Whose indicator; `None` where this seat may not know.
    pub party: Option<PartyId>,
    /// Which.
    pub indicator: Indicator,
    /// How clearly it shows; `None` where it is only told what was said or done.
    pub strength: Option<Strength>,
    /// Who judged or told it.
    pub given_by: GivenBy,
    /// When.
    pub date: Date,
    /// On what evidence.
    pub evidence: Wording,
    /// What supports it.
    pub grounds: Grounds,
}

/// A format in which parties could meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TalkFormat {
    /// Its id.
    pub id: FormatId,
    /// What it is.
    pub title: Wording,
    /// Who must consent to it; nobody named means the principals.
    pub needs: Vec<PartyId>,
    /// How clearly a mandate and a spokesperson must show; nothing means partly.
    pub bar: Option<Strength>,
    /// What supports it.
    pub grounds: Grounds,
}

impl TalkFormat {
    /// How clearly a mandate and a spokesperson must show.
    #[must_use]
    pub fn bar(&self) -> Strength {
        self.bar.unwrap_or(Strength::Partial)
    }
}

/// What a party says to a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Willing {
    /// It would come.
    Yes,
    /// It would not.
    No,
    /// It would come if conditions are met.
    Conditional,
}

/// On what a party would come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatCondition {
    /// What it asks.
    pub text: Wording,
    /// The act that meets it.
    pub act: Option<ActId>,
    /// When it was met.
    pub met: Option<Date>,
}

/// A party's answer to a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatConsent {
    /// The format.
    pub format: FormatId,
    /// Whose answer; `None` where this seat may not know.
    pub party: Option<PartyId>,
    /// What it says.
    pub willing: Willing,
    /// On what.
    pub conditions: Vec<FormatCondition>,
    /// When it said so.
    pub date: Date,
    /// The party's own word, or somebody's reading.
    pub given_by: GivenBy,
    /// What supports it.
    pub grounds: Grounds,
}

/// Who would gain if talks fail: never a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpoilerOf {
    /// A party of the case.
    Party(PartyId),
    /// A faction behind a party's delegation.
    Faction(PartyId, FactionId),
    /// A group outside, in words.
    Group(String),
}

/// What a spoiler is after (Stedman 1997).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpoilerType {
    /// Limited aims: it may be met on them.
    Limited,
    /// Aims that grow and shrink with cost and risk.
    Greedy,
    /// Aims that leave no room for others.
    Total,
}

/// A party, faction or group that gains if talks fail, by type and with evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoiler {
    /// Its id.
    pub id: SpoilerId,
    /// Who.
    pub of: SpoilerOf,
    /// Its type.
    pub kind: SpoilerType,
    /// On what evidence, one sentence each.
    pub evidence: Vec<Wording>,
    /// The points it works against.
    pub threatens: Vec<PointId>,
    /// Who judged it so; never the actor itself.
    pub given_by: GivenBy,
    /// When.
    pub date: Date,
    /// What supports it.
    pub grounds: Grounds,
}

impl Spoiler {
    /// Whether the evidence is too thin to act on: one sentence, or fewer than two sources.
    #[must_use]
    pub fn is_thin(&self) -> bool {
        self.evidence.len() < 2 || self.grounds.sources.len() < 2
    }
}

impl<'a> View<'a> {
    /// Spoilers by type; none in a live case that has not switched them on.
    pub fn spoilers(&self) -> impl Iterator<Item = Seen<'a, Spoiler>> + use<'a> {
        let case = self.case();
        let on = !case.heading.live || case.caution.spoiler_types;
        let shown = if on { &case.spoilers[..] } else { &[] };
        self.visible(shown)
    }

    /// How the case handles judgements about people.
    #[must_use]
    pub fn caution(&self) -> Caution {
        self.case().caution
    }
}
