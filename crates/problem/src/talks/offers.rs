//! Alternating offers: each party in turn takes what lies on the table or offers something else,
//! until everybody has taken one offer or the rounds are over. The definition, from the whole
//! history each time; slow.

use super::{Ends, Manner, Pace};
use crate::{Package, PartyIx, Problem, Score, Table};
use std::cmp::Reverse;

/// What a party does in its turn.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// Takes the offer on the table.
    Take,
    /// Offers a package instead.
    Offer(Package),
    /// Has nothing to offer that it could take itself.
    Pass,
}

/// Talks by alternating offers.
#[derive(Debug, Clone)]
pub struct Offers<'p> {
    /// What is talked about.
    pub problem: &'p Problem,
    /// How each party behaves.
    pub manners: Table<PartyIx, Manner>,
    /// After so many rounds the talks end without a deal. In a round each party has its turn.
    pub rounds: u32,
}

/// Talks that were played.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Played {
    /// Every act in order, with whose it was.
    pub acts: Vec<(PartyIx, Act)>,
    /// What everybody has taken.
    pub agreed: Option<Package>,
}

/// Of how many of its cheapest offers a learner picks the one that the others seem to like best.
pub(super) const CHEAPEST: usize = 256;

impl Offers<'_> {
    /// The talks from their beginning to their end.
    #[must_use]
    pub fn played(&self) -> Played {
        let mut played = Played::default();
        let parties: Vec<PartyIx> = self.manners.ids().collect();
        for round in 0..self.rounds {
            for party in &parties {
                let act = self.act(*party, round, &played.acts);
                played.acts.push((*party, act));
                played.agreed = self.taken_by_all(&played.acts);
                if played.agreed.is_some() {
                    return played;
                }
            }
        }
        played
    }

    /// Whether talks are these ones: every act is what its party does after the acts before it, and
    /// they end where they have to.
    #[must_use]
    pub fn hold(&self, played: &Played) -> bool {
        let parties = self.manners.len();
        let each = (0..).zip(&played.acts).all(|(at, (party, act))| {
            let (before, _) = played.acts.split_at(at);
            let round = u32::try_from(at / parties.max(1)).unwrap_or(u32::MAX);
            let turn = self.manners.ids().nth(at % parties.max(1));
            turn == Some(*party)
                && self.taken_by_all(before).is_none()
                && *act == self.act(*party, round, before)
        });
        let whole = played.acts.len() as u64 == u64::from(self.rounds) * parties as u64;
        each && played.agreed == self.taken_by_all(&played.acts)
            && (played.agreed.is_some() || whole)
    }

    /// What a party could take: possible, beyond none of its red lines, no worse than no deal; its
    /// dearest first, and among those of one worth the last package first.
    fn takeable(&self, party: PartyIx) -> Vec<(Score, Package)> {
        let Some(stance) = self.problem.stances().get(party) else {
            return Vec::new();
        };
        let packages = self.problem.packages();
        let own = packages.filter(|x| self.problem.is_possible(x) && stance.accepts(x));
        let mut own: Vec<_> = own.map(|x| (stance.score(&x), x)).collect();
        own.sort_by_key(|(score, package)| Reverse((*score, package.clone())));
        own
    }

    fn act(&self, party: PartyIx, round: u32, before: &[(PartyIx, Act)]) -> Act {
        let own = self.takeable(party);
        let (Some((best, dearest)), Some((least, _))) = (own.first(), own.last()) else {
            return Act::Pass;
        };
        let manner = self.manners.get(party).copied();
        let manner = manner.unwrap_or(Manner::Truthful);
        let reservation = self
            .problem
            .stances()
            .get(party)
            .and_then(|s| s.reservation);
        let ends = Ends {
            low: reservation.unwrap_or(*least),
            best: *best,
        };
        let target = wants(manner, ends, (round, self.rounds));
        let on_table = last_offer(before).filter(|(by, _)| *by != party);
        let is_enough = |offer: &Package| {
            let worth = own.iter().find(|(_, package)| package == offer);
            worth.is_some_and(|(worth, _)| *worth >= target)
        };
        if on_table.is_some_and(|(_, offer)| is_enough(offer)) {
            return Act::Take;
        }
        let enough: Vec<_> = own
            .iter()
            .take_while(|(worth, _)| *worth >= target)
            .collect();
        let offer = match manner {
            Manner::Saboteur => dearest.clone(),
            Manner::Learner => liked(&enough, party, before).unwrap_or(dearest).clone(),
            Manner::Truthful
            | Manner::Annealer
            | Manner::Conceder
            | Manner::Linear
            | Manner::Hardliner => enough.last().map_or(dearest, |(_, x)| x).clone(),
        };
        Act::Offer(offer)
    }

    /// The offer that all but the one who made it have taken since.
    fn taken_by_all(&self, acts: &[(PartyIx, Act)]) -> Option<Package> {
        let takes = acts.iter().rev().take_while(|(_, act)| *act == Act::Take);
        let takes = takes.count();
        let (_, offer) = last_offer(acts)?;
        let standing = acts.iter().rev().nth(takes);
        let is_offer = standing.is_some_and(|(_, act)| matches!(act, Act::Offer(_)));
        (is_offer && takes + 1 == self.manners.len()).then(|| offer.clone())
    }
}

/// The least that a manner is content with when offers alternate: nine tenths of the way for a
/// saboteur; who has no pace of its own gives way evenly.
fn wants(manner: Manner, ends: Ends, when: (u32, u32)) -> Score {
    match (manner, manner.pace()) {
        (Manner::Saboteur, _) => ends.after(super::WHOLE / 10),
        (_, pace) => pace.unwrap_or(Pace::Linear).target(ends, when),
    }
}

fn last_offer(acts: &[(PartyIx, Act)]) -> Option<(PartyIx, &Package)> {
    acts.iter().rev().find_map(|(by, act)| match act {
        Act::Offer(package) => Some((*by, package)),
        Act::Take | Act::Pass => None,
    })
}

/// Of the cheapest that are good enough the one whose options the others have offered most often;
/// of several the dearest, and of these the last package.
fn liked<'x>(
    enough: &[&'x (Score, Package)],
    party: PartyIx,
    before: &[(PartyIx, Act)],
) -> Option<&'x Package> {
    let offers = before.iter().filter(|(by, _)| *by != party);
    let offers: Vec<&Package> = offers
        .filter_map(|(_, act)| match act {
            Act::Offer(package) => Some(package),
            Act::Take | Act::Pass => None,
        })
        .collect();
    let often = |package: &Package| -> usize {
        let same = |other: &&Package| package.len() - package.changes(other).len();
        offers.iter().map(same).sum()
    };
    let first = enough.len().saturating_sub(CHEAPEST);
    let (_, cheapest) = enough.split_at(first);
    let counted = cheapest.iter().map(|(_, x)| (often(x), x));
    let best = counted.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, package)| package)
}
