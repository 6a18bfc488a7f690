//! The demands that can clash: rules of the text, red lines, values of no deal.

use crate::{Package, PartyIx, Problem, RedLineIx, RuleIx};

/// One condition on a package that somebody holds.
///
/// A *clash* is a smallest set of demands that no package meets together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Demand {
    /// A structural rule of the text: it belongs to no party.
    Rule(RuleIx),
    /// A red line of a party.
    RedLine(PartyIx, RedLineIx),
    /// A party's value of no deal.
    Reservation(PartyIx),
}

impl Demand {
    /// The party that holds the demand; `None` for the text itself.
    #[must_use]
    pub const fn holder(self) -> Option<PartyIx> {
        match self {
            Self::Rule(_) => None,
            Self::RedLine(party, _) | Self::Reservation(party) => Some(party),
        }
    }
}

impl Problem {
    /// Every demand, rules first, then party by party.
    #[must_use]
    pub fn demands(&self) -> Vec<Demand> {
        let mut demands: Vec<Demand> = self.rules().ids().map(Demand::Rule).collect();
        for (party, stance) in self.stances().iter() {
            demands.extend(
                stance
                    .red_lines
                    .ids()
                    .map(|line| Demand::RedLine(party, line)),
            );
            if stance.reservation.is_some() {
                demands.push(Demand::Reservation(party));
            }
        }
        demands
    }

    /// Whether a package meets a demand; a demand that the problem does not have is met.
    #[must_use]
    pub fn meets(&self, package: &Package, demand: Demand) -> bool {
        match demand {
            Demand::Rule(rule) => self
                .rules()
                .get(rule)
                .is_none_or(|rule| rule.admits(package)),
            Demand::RedLine(party, line) => self
                .stances()
                .get(party)
                .and_then(|stance| stance.red_lines.get(line))
                .is_none_or(|rule| rule.admits(package)),
            Demand::Reservation(party) => self
                .stances()
                .get(party)
                .is_none_or(|stance| stance.prefers_to_no_deal(package)),
        }
    }
}
