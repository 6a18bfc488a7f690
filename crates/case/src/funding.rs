//! Money: what is needed, and what is pledged, committed and paid, kept apart.
//!
//! A pledge is a promise, a commitment binds, a disbursement is money that has moved. What stands
//! `of` another line is part of it and is never counted beside it.

use crate::{ActId, Amount, Currency, Exact, FundingId, GivenBy, Grounds, SectorId, Wording};
use disclosure::PartyId;
use jiff::civil::Date;

/// What a line of funding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FundingKind {
    /// What is needed.
    Need,
    /// What is promised; or targeted, claimed or immobilised: see its footing.
    Pledge,
    /// What its provider is bound to pay.
    Commitment,
    /// What has been paid.
    Disbursement,
}

impl FundingKind {
    /// Every kind, in the order in which money moves.
    pub const ALL: [Self; 4] = [
        Self::Need,
        Self::Pledge,
        Self::Commitment,
        Self::Disbursement,
    ];
}

/// How money is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Instrument {
    /// Given for good.
    Grant,
    /// To be repaid.
    Loan,
    /// Money that falls in, such as the yield of immobilised assets.
    Windfall,
    /// Pays if a debtor does not.
    Guarantee,
    /// Pays if harm is done.
    Insurance,
}

impl Instrument {
    /// Every instrument.
    pub const ALL: [Self; 5] = [
        Self::Grant,
        Self::Loan,
        Self::Windfall,
        Self::Guarantee,
        Self::Insurance,
    ];

    /// Whether it covers a risk, and is no money to spend.
    #[must_use]
    pub const fn is_cover(self) -> bool {
        matches!(self, Self::Guarantee | Self::Insurance)
    }
}

/// What a line rests on: only what is counted goes into sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Footing {
    /// It counts.
    #[default]
    Counted,
    /// Offered, and not yet pledged.
    Offered,
    /// Proposed by somebody other than who would pay.
    Proposed,
    /// A target, and nobody's promise.
    Target,
    /// Claimed by one side.
    Claimed,
    /// Immobilised, and not given to anybody.
    Immobilised,
    /// Told for comparison.
    Context,
}

/// The days in which something is needed or may be paid; an end that is not told is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Window {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

/// A need, or money for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funding {
    /// Its id.
    pub id: FundingId,
    /// What it is.
    pub text: Wording,
    /// How much.
    pub amount: Option<Amount>,
    /// Who pays, where it is a party.
    pub by: Option<PartyId>,
    /// How firm it is, in words.
    pub status: Option<String>,
    /// Whether it counts.
    pub footing: Footing,
    /// The line that it is part of.
    pub of: Option<FundingId>,
    /// When it is needed, or may be paid and spent.
    pub window: Window,
    /// What only a need, or only money, says.
    pub side: Side,
    /// Its terms, breakdown and path, in short lines.
    pub terms: Vec<String>,
    /// What supports it.
    pub grounds: Grounds,
}

/// Which side of the account a line stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Side {
    /// A need.
    Need(NeedTerms),
    /// Money.
    Money(MoneyTerms),
}

/// What only a need says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NeedTerms {
    /// The sector.
    pub sector: Option<SectorId>,
    /// The instruments that can meet it; none named means money to spend, and no cover.
    pub takes: Vec<Instrument>,
    /// How much of it is expected from investors, and on what conditions.
    pub investors: Option<Investors>,
}

/// What investors would bring to a need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Investors {
    /// How much of the need, in its unit.
    pub amount: Exact,
    /// How much cover against risk they ask for, in the same unit.
    pub insurance: Option<Exact>,
    /// The acts that they wait for.
    pub after: Vec<ActId>,
    /// Their other conditions, in short lines.
    pub terms: Vec<String>,
}

/// How far money has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Promised.
    Pledged,
    /// Owed.
    Committed,
    /// Paid.
    Disbursed,
}

/// What only money says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoneyTerms {
    /// How far it has come.
    pub stage: Stage,
    /// How it is given.
    pub instrument: Option<Instrument>,
    /// Who receives it, where it is a party.
    pub recipient: Option<PartyId>,
    /// When it was pledged, committed or paid.
    pub date: Option<Date>,
    /// What it may be spent on.
    pub earmark: Earmark,
    /// The acts that it waits for.
    pub after: Vec<ActId>,
    /// Its parts, where they have windows, earmarks or conditions of their own.
    pub tranches: Vec<Tranche>,
}

/// What money may be spent on; what names nothing may be spent on every need.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Earmark {
    /// These sectors.
    pub sectors: Vec<SectorId>,
    /// These needs, with their parts.
    pub needs: Vec<FundingId>,
}

impl Earmark {
    /// Whether it names nothing.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.sectors.is_empty() && self.needs.is_empty()
    }
}

/// A part of a line of money that is paid by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tranche {
    /// What it is, in words.
    pub text: Option<Wording>,
    /// How much, in the unit of the line.
    pub figure: Exact,
    /// Its window; where it has none, that of the line.
    pub window: Window,
    /// The acts that it waits for, beside those of the line.
    pub after: Vec<ActId>,
    /// What it may be spent on; where it names nothing, what the line may.
    pub earmark: Earmark,
}

/// A sector of needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sector {
    /// Its id.
    pub id: SectorId,
    /// Its name.
    pub title: Wording,
    /// Its code among the purposes of the OECD's aid committee, five digits.
    pub code: Option<String>,
    /// What supports it.
    pub grounds: Grounds,
}

/// What one currency is worth in another on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// The currency that is changed.
    pub from: Currency,
    /// The currency that it is changed into.
    pub to: Currency,
    /// How much of the second one unit of the first is.
    pub rate: Exact,
    /// The day.
    pub date: Date,
    /// What supports it.
    pub grounds: Grounds,
}

/// How much of its earlier pledges a provider has paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Whose.
    pub by: Option<PartyId>,
    /// The share that was paid, from 0 to 1.
    pub share: Exact,
    /// Of what, in words.
    pub text: Wording,
    /// Who judged it so; a source alone where nobody did.
    pub given_by: Option<GivenBy>,
    /// What supports it.
    pub grounds: Grounds,
}

/// When an act that money waits for was done, or is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// The act.
    pub act: ActId,
    /// When it is expected.
    pub expected: Option<Date>,
    /// When it was done.
    pub met: Option<Date>,
    /// Who expects it.
    pub given_by: Option<GivenBy>,
    /// What supports it.
    pub grounds: Grounds,
}

impl Funding {
    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> FundingKind {
        match &self.side {
            Side::Need(_) => FundingKind::Need,
            Side::Money(money) => match money.stage {
                Stage::Pledged => FundingKind::Pledge,
                Stage::Committed => FundingKind::Commitment,
                Stage::Disbursed => FundingKind::Disbursement,
            },
        }
    }

    /// What it says as a need.
    #[must_use]
    pub const fn need(&self) -> Option<&NeedTerms> {
        match &self.side {
            Side::Need(need) => Some(need),
            Side::Money(_) => None,
        }
    }

    /// What it says as money.
    #[must_use]
    pub const fn money(&self) -> Option<&MoneyTerms> {
        match &self.side {
            Side::Need(_) => None,
            Side::Money(money) => Some(money),
        }
    }
}
