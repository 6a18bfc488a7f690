//! Guarantees: what a party fears, who promises to answer it, and what a breach sets going.

use crate::{
    ActId, Amount, BreachId, Exact, FearId, GivenBy, Grounds, GuaranteeId, PointId, Span, Wording,
};
use disclosure::PartyId;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What a party fears, kept apart from what it asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fear {
    /// Its id.
    pub id: FearId,
    /// Whose it is; `None` where this seat may not know.
    pub party: Option<PartyId>,
    /// What is feared.
    pub text: Wording,
    /// From whom it is feared.
    pub from: Vec<PartyId>,
    /// The acts in which it comes true.
    pub acts: Vec<ActId>,
    /// How soon after the act the harm is done.
    pub harm: Option<Span>,
    /// The guarantees that cover it, where the fear says so; a guarantee may say it as well.
    pub covered_by: Vec<GuaranteeId>,
    /// The points it touches.
    pub points: Vec<PointId>,
    /// Whose reading it is, where an analyst turned reported words into it.
    pub reading_of: Option<String>,
    /// What supports it.
    pub grounds: Grounds,
}

/// A promise to answer a breach: the row of a guarantee table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guarantee {
    /// Its id.
    pub id: GuaranteeId,
    /// Its name.
    pub title: Wording,
    /// Who gives it: all of them are needed; empty where this seat may not know.
    pub guarantors: Vec<PartyId>,
    /// Who it is for.
    pub beneficiaries: Vec<PartyId>,
    /// The fears that it covers, where the guarantee says so; a fear may say it as well.
    pub covers: Vec<FearId>,
    /// What the guarantor has to answer with, in short lines.
    pub capability: Vec<String>,
    /// What calls for the answer.
    pub trigger: Option<Trigger>,
    /// The steps of the answer, in order.
    pub ladder: Vec<Rung>,
    /// Its legal form.
    pub form: Option<Wording>,
    /// The act that ratifies it.
    pub ratified_by: Option<ActId>,
    /// The act with which it begins.
    pub starts: Option<ActId>,
    /// The day on which it begins, where that is known.
    pub from: Option<Date>,
    /// How long it runs.
    pub term: Option<Span>,
    /// The day on which it is over, where that is said by itself.
    pub until: Option<Date>,
    /// What ends it before its term.
    pub lapses: Vec<Lapse>,
    /// What it costs, and whom.
    pub cost: Option<Amount>,
    /// Those who can stop the answer when it is called for.
    pub vetoes: Vec<PartyId>,
    /// The guarantees without which this one does not stand.
    pub needs: Vec<GuaranteeId>,
    /// Whose consent it takes, and whether it was given.
    pub consent: BTreeMap<PartyId, Consent>,
    /// The points it belongs to.
    pub points: Vec<PointId>,
    /// Whose reading it is, where an analyst turned reported words into it.
    pub reading_of: Option<String>,
    /// What supports it.
    pub grounds: Grounds,
}

impl Guarantee {
    /// A guarantee of which nothing is known but its name.
    #[must_use]
    pub const fn new(id: GuaranteeId, title: Wording) -> Self {
        Self {
            id,
            title,
            guarantors: Vec::new(),
            beneficiaries: Vec::new(),
            covers: Vec::new(),
            capability: Vec::new(),
            trigger: None,
            ladder: Vec::new(),
            form: None,
            ratified_by: None,
            starts: None,
            from: None,
            term: None,
            until: None,
            lapses: Vec::new(),
            cost: None,
            vetoes: Vec::new(),
            needs: Vec::new(),
            consent: BTreeMap::new(),
            points: Vec::new(),
            reading_of: None,
            grounds: Grounds {
                sources: Vec::new(),
                uncertain: None,
                note: None,
            },
        }
    }

    /// The day on which its term is over, where it is said, or its first day and its term are known
    /// and the calendar holds that day: fifteen years from 1 June 2026 are over on 1 June 2041.
    #[must_use]
    pub fn sunset(&self) -> Option<Date> {
        if let Some(until) = self.until {
            return Some(until);
        }
        let (from, term) = (self.from?, self.term?);
        let term = match term {
            // A day that has begun counts as a day.
            Span::Hours(hours) => jiff::Span::new().try_days(hours.div_ceil(24)).ok()?,
            Span::Days(days) => jiff::Span::new().try_days(days).ok()?,
            Span::Months(months) => jiff::Span::new().try_months(months).ok()?,
            Span::Years(years) => jiff::Span::new().try_years(years).ok()?,
        };
        from.checked_add(term).ok()
    }
}

/// Whether somebody has consented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Consent {
    /// Given.
    Given,
    /// Still needed.
    Needed,
}

/// What calls for the answer of a guarantee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    /// The act that sets it off.
    pub act: ActId,
    /// From which threshold on.
    pub threshold: Option<Wording>,
    /// Who decides that it has happened; empty where nobody is named.
    pub deciders: Vec<PartyId>,
    /// How those decide.
    pub deciding: Deciding,
    /// How soon after the act they decide.
    pub decision: Option<Span>,
}

/// How those who decide on a trigger do so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Deciding {
    /// All of them together.
    #[default]
    Together,
    /// Any of them alone.
    Each,
}

/// A step of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// What is done.
    pub act: ActId,
    /// How long after the decision.
    pub after: Option<Span>,
    /// The act that must have happened as well, such as that the fighting goes on.
    pub when: Option<ActId>,
    /// Who does it, where that is not the guarantors together.
    pub by: Vec<PartyId>,
}

/// What ends a guarantee before its term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapse {
    /// The act that ends it.
    pub act: ActId,
    /// Who does that act.
    pub done_by: Vec<PartyId>,
    /// Who can bring it about without doing it.
    pub provoked_by: Vec<PartyId>,
}

/// A breach to rehearse: what happens, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// Its id.
    pub id: BreachId,
    /// Its name.
    pub title: Wording,
    /// Who breaks the agreement in it; empty where this seat may not know.
    pub by: Vec<PartyId>,
    /// What happens, each so long after the beginning.
    pub course: Vec<BreachAct>,
    /// The acts that it breaks, such as a ceasefire.
    pub violates: Vec<ActId>,
    /// The points that it breaks.
    pub points: Vec<PointId>,
    /// Whose reading it is, where an analyst turned reported words into it.
    pub reading_of: Option<String>,
    /// What supports it.
    pub grounds: Grounds,
}

/// Something that happens in the course of a breach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreachAct {
    /// What happens.
    pub act: ActId,
    /// How long after the beginning; none means at once.
    pub after: Option<Span>,
}

/// The least and the greatest that a figure may be.
pub type Bounds = (Exact, Exact);

/// What breaking the agreement would bring one party, stage by stage, in its own units. A live
/// case holds none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defection {
    /// Whose figures they are; `None` where this seat may not know.
    pub party: Option<PartyId>,
    /// The breach.
    pub breach: BreachId,
    /// Where the figures come from.
    pub given_by: GivenBy,
    /// In what they are counted.
    pub unit: String,
    /// The stages of the plan, in order.
    pub stages: Vec<DefectionStage>,
    /// What supports them.
    pub grounds: Grounds,
}

/// A stage of the plan, and what a breach would bring at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefectionStage {
    /// The act after which the stage begins.
    pub after: ActId,
    /// What the breach brings at once.
    pub gain: Bounds,
    /// What it brings on each day until it is answered.
    pub daily: Bounds,
    /// The days until it is answered.
    pub days: Bounds,
    /// What the party still has to expect from the agreement, and loses.
    pub keeps: Bounds,
    /// What it has to expect from each guarantee.
    pub answers: Vec<Answer>,
}

/// What a breach has to expect from a guarantee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The guarantee.
    pub guarantee: GuaranteeId,
    /// How likely it is that the answer comes.
    pub credibility: Bounds,
    /// What the answer costs the party that broke the agreement.
    pub cost: Bounds,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn sunset(from: Date, term: Span) -> Option<Date> {
        let id = GuaranteeId::new("w1");
        let guarantee = Guarantee {
            from: Some(from),
            term: Some(term),
            ..Guarantee::new(id, Wording::english("A guarantee"))
        };
        guarantee.sunset()
    }

    #[test]
    fn fifteen_years_from_june_2026_are_over_in_june_2041() {
        let over = sunset(date(2026, 6, 1), Span::Years(15));
        assert_eq!(over, Some(date(2041, 6, 1)));
    }

    #[test]
    fn a_term_ends_on_the_last_day_of_a_shorter_month_and_a_begun_day_counts() {
        let leap = date(2028, 2, 29);
        assert_eq!(sunset(leap, Span::Years(1)), Some(date(2029, 2, 28)));
        assert_eq!(sunset(leap, Span::Hours(25)), Some(date(2028, 3, 2)));
        assert_eq!(sunset(date(9999, 1, 1), Span::Years(1)), None);
    }
}
