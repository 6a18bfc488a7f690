//! Fair packages: the best of a scope by a named rule, every tie with it.

use crate::frame::{FairRule, Frame};
use crate::frontier::Outcome;
use crate::{Claim, Package, PartyIx, Problem, Reach, Scope, Score, Table};
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::Zero;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// The packages that a rule ranks first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fair {
    /// The rule.
    pub rule: FairRule,
    /// What gains were measured from and against.
    pub frame: Frame,
    /// The product, least ratio, least gain or sum that the rule puts first; see [`Frame::value`].
    pub value: BigRational,
    /// Every vector of scores that the rule ranks first, in descending order of the vectors, with
    /// a package that has it and how many packages of the scope have it.
    pub outcomes: Vec<Outcome>,
}

impl Fair {
    /// Whether no package gives every party a gain, so that Nash's product decides nothing.
    #[must_use]
    pub fn is_degenerate(&self) -> bool {
        self.rule == FairRule::Nash && self.value.is_zero()
    }
}

impl Problem {
    /// The fair packages of a scope by their definition: compare every package there is. Slow.
    #[must_use]
    pub fn fair(&self, scope: Scope, rule: &FairRule) -> Option<Fair> {
        let frame = self.frame(scope)?;
        let mut vectors: BTreeMap<Table<PartyIx, Score>, (Package, u64)> = BTreeMap::new();
        for package in self.packages().filter(|p| self.is_within(p, scope)) {
            let scores = self.scores(&package);
            vectors.entry(scores).or_insert((package, 0)).1 += 1;
        }
        let first = vectors.keys().max_by(|a, b| frame.compare(rule, a, b))?;
        let value = frame.value(rule, first);
        let ties = vectors.iter().rev();
        let ties = ties.filter(|(v, _)| frame.compare(rule, v, first).is_eq());
        let outcomes = ties.map(|(scores, (witness, count))| Outcome {
            scores: scores.clone(),
            witness: witness.clone(),
            packages: BigUint::from(*count),
        });
        let outcomes = outcomes.collect();
        let rule = rule.clone();
        Some(Fair {
            rule,
            frame,
            value,
            outcomes,
        })
    }

    /// Checks what can be checked of fair packages without the method that found them.
    ///
    /// Every witness lies in the scope and has its vector; all tie and have the stated value; the
    /// disagreement point is the reservations; and no challenger in scope ranks higher, ties with
    /// a vector that is not listed, or escapes the frame.
    #[must_use]
    pub fn fair_holds(&self, claim: &Claim<Fair>, scope: Scope, challengers: &[Package]) -> bool {
        let fair = &claim.answer;
        let Some(first) = fair.outcomes.first() else {
            return false;
        };
        let witnesses_hold = fair.outcomes.iter().all(|outcome| {
            self.fits(&outcome.witness)
                && self.is_within(&outcome.witness, scope)
                && self.scores(&outcome.witness) == outcome.scores
                && !outcome.packages.is_zero()
                && fair.order(&outcome.scores, &first.scores).is_eq()
        });
        let witnesses = fair.outcomes.iter().map(|outcome| &outcome.witness);
        let listed: BTreeSet<_> = fair.outcomes.iter().map(|o| &o.scores).collect();
        witnesses_hold
            && fair.value == fair.frame.value(&fair.rule, &first.scores)
            && self.reserves(&fair.frame)
            && challengers
                .iter()
                .chain(witnesses)
                .all(|package| self.withstands((claim, &listed), scope, package))
    }

    fn reserves(&self, frame: &Frame) -> bool {
        let parties = self.stances().len();
        frame.disagreement.len() == parties
            && frame.best.len() == parties
            && self.stances().iter().all(|(party, stance)| {
                stance.reservation.is_none() == frame.assumed.contains(&party)
                    && stance
                        .reservation
                        .is_none_or(|r| frame.disagreement.get(party) == Some(&r))
            })
    }

    fn withstands(
        &self,
        (claim, listed): (&Claim<Fair>, &BTreeSet<&Table<PartyIx, Score>>),
        scope: Scope,
        challenger: &Package,
    ) -> bool {
        let fair = &claim.answer;
        let scores = self.scores(challenger);
        let below = |top: &Table<PartyIx, Score>| {
            claim.reach != Reach::Complete || scores.rows().zip(top.rows()).all(|(s, top)| s <= top)
        };
        if !self.is_possible(challenger) {
            return true;
        }
        if !self.is_within(challenger, scope) {
            return below(&fair.frame.best_possible);
        }
        let listed = listed.contains(&scores);
        let ranked = match fair.outcomes.first() {
            Some(first) => match fair.order(&scores, &first.scores) {
                Ordering::Less => true,
                Ordering::Equal => listed,
                Ordering::Greater => false,
            },
            None => false,
        };
        let floor = fair
            .frame
            .assumed
            .iter()
            .all(|party| fair.frame.disagreement.get(*party) <= scores.get(*party));
        claim.reach != Reach::Complete
            || ranked && floor && below(&fair.frame.best) && below(&fair.frame.best_possible)
    }
}

impl Fair {
    fn order(&self, one: &Table<PartyIx, Score>, other: &Table<PartyIx, Score>) -> Ordering {
        self.frame.compare(&self.rule, one, other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::IdealOver;
    use crate::mark::Mark;
    use crate::{DecisionRule, Stance};

    fn posed(scores: &[(Vec<Vec<i64>>, i64)]) -> Problem {
        let sizes = scores[0].0.iter().map(|row| row.len() as u16).collect();
        let stances = scores.iter().map(|(rows, reservation)| Stance {
            scores: rows
                .iter()
                .map(|row| row.iter().copied().map(Score::new).collect())
                .collect(),
            bonuses: Vec::new(),
            red_lines: Table::new(Vec::new()),
            reservation: Some(Score::new(*reservation)),
        });
        let rules = Table::new(Vec::new());
        Problem::new(sizes, rules, stances.collect(), DecisionRule::Unanimity).unwrap()
    }

    /// Nash 1950: option 0 keeps a good where it is, option 1 gives it to the other.
    fn bill_and_jack() -> Problem {
        let bill = [2, 2, 2, 2, 4];
        let jack = [4, 2, 1, 2, 1];
        let mut first: Vec<Vec<i64>> = bill.iter().map(|v| vec![*v, 0]).collect();
        let mut second: Vec<Vec<i64>> = jack.iter().map(|v| vec![0, *v]).collect();
        for (bill, jack) in [(10, 1), (4, 1), (6, 2), (2, 2)] {
            first.push(vec![0, bill]);
            second.push(vec![jack, 0]);
        }
        posed(&[(first, 12), (second, 6)])
    }

    fn gains(problem: &Problem, rule: &FairRule) -> Vec<Vec<i64>> {
        let fair = problem.fair(Scope::Acceptable, rule).unwrap();
        let gain = |o: &Outcome| {
            let pairs = o.scores.rows().zip(fair.frame.disagreement.rows());
            pairs.map(|(s, d)| s.get() - d.get()).collect()
        };
        fair.outcomes.iter().map(gain).collect()
    }

    #[test]
    fn bill_and_jack_trade_as_nash_published() {
        let problem = bill_and_jack();
        let acceptable = problem
            .packages()
            .filter(|p| problem.is_within(p, Scope::Acceptable));
        assert_eq!(acceptable.count(), 293);
        let nash = problem.fair(Scope::Acceptable, &FairRule::Nash).unwrap();
        assert_eq!(nash.value, BigRational::from_integer(60.into()));
        assert_eq!(nash.outcomes.len(), 1);
        assert_eq!(nash.outcomes[0].packages, BigUint::from(1_u8));
        let trade = Package::at(&[1, 1, 1, 1, 0, 1, 1, 1, 0]);
        assert_eq!(nash.outcomes[0].witness, trade);
        assert_eq!(nash.frame.best.as_slice(), [Score::new(30), Score::new(14)]);
        assert_eq!(gains(&problem, &FairRule::Nash), [[12, 5]]);
        assert_eq!(gains(&problem, &FairRule::Egalitarian), [[8, 6]]);
        let smorodinsky = FairRule::KalaiSmorodinsky(IdealOver::Scope);
        assert_eq!(gains(&problem, &smorodinsky), [[12, 5]]);
        let sum = problem.fair(Scope::Acceptable, &FairRule::UtilitarianStated);
        assert_eq!(sum.unwrap().value, BigRational::from_integer(36.into()));
        assert!(gains(&problem, &FairRule::UtilitarianStated).contains(&vec![14, 4]));
    }

    /// The six-party game of the Harborco type; its tables are published under the MIT licence
    /// (S-Abdelnabi, *LLM-Deliberation*).
    fn six_parties() -> Problem {
        let party = |rows: [&[i64]; 5], threshold: i64| {
            let rows = rows.iter().map(|row| row.to_vec()).collect();
            (rows, threshold)
        };
        let none: &[i64] = &[0, 0, 0, 0];
        posed(&[
            party(
                [
                    &[14, 8, 0],
                    &[11, 7, 0],
                    &[0, 5, 10, 17],
                    &[35, 29, 20, 0],
                    &[0, 5, 10, 15, 23],
                ],
                55,
            ),
            party(
                [
                    &[0, 11, 5],
                    &[0, 20, 25],
                    &[0, 2, 4, 9],
                    &[10, 26, 40, 0],
                    &[4, 8, 15, 12, 0],
                ],
                65,
            ),
            party(
                [&[0, 22, 45], &[0, 25, 55], none, none, &[0, 0, 0, 0, 0]],
                55,
            ),
            party(
                [
                    &[15, 20, 0],
                    &[0, 0, 0],
                    &[42, 35, 25, 0],
                    &[30, 20, 10, 0],
                    &[2, 4, 6, 8, 0],
                ],
                50,
            ),
            party(
                [
                    &[0, 4, 10],
                    &[0, 0, 0],
                    &[12, 8, 6, 0],
                    &[0, 8, 13, 18],
                    &[60, 45, 30, 15, 0],
                ],
                31,
            ),
            party(
                [
                    &[14, 8, 0],
                    &[12, 8, 0],
                    &[24, 18, 12, 0],
                    &[40, 30, 23, 0],
                    &[0, 2, 4, 7, 10],
                ],
                30,
            ),
        ])
    }

    #[test]
    fn the_six_party_game_has_its_published_fair_packages() {
        let problem = six_parties();
        let nash = problem.fair(Scope::Acceptable, &FairRule::Nash).unwrap();
        assert_eq!(nash.value, BigRational::from_integer(6_031_872.into()));
        assert_eq!(nash.outcomes[0].witness, Package::at(&[1, 2, 2, 1, 2]));
        let scores = [57, 81, 77, 71, 48, 54].map(Score::new);
        assert_eq!(nash.outcomes[0].scores.as_slice(), scores);
        let sum = problem
            .fair(Scope::Acceptable, &FairRule::UtilitarianStated)
            .unwrap();
        assert_eq!(sum.value, BigRational::from_integer(391.into()));
        assert_eq!(sum.outcomes[0].witness, Package::at(&[1, 2, 1, 1, 3]));
        let least = problem
            .fair(Scope::Acceptable, &FairRule::Egalitarian)
            .unwrap();
        assert_eq!(least.value, BigRational::from_integer(3.into()));
        assert_eq!(least.outcomes[0].witness, Package::at(&[1, 2, 3, 0, 2]));
    }

    #[test]
    fn what_others_call_kalai_and_equal_area_part_ways() {
        let problem = posed(&[(vec![vec![10, 8, 5, 3]], 0), (vec![vec![1, 4, 5, 9]], 0)]);
        let frame = problem.frame(Scope::Acceptable).unwrap();
        let frontier = problem.frontier(Scope::Acceptable);
        let picks = |mark: Mark| {
            let picks = mark.picks(&frame, &frontier);
            let choice = |o: &Outcome| o.witness.choice(crate::BracketIx::new(0)).unwrap();
            picks
                .iter()
                .map(|o| choice(o).position())
                .collect::<Vec<_>>()
        };
        assert_eq!(picks(Mark::Anl2022Kalai), [2]);
        assert_eq!(picks(Mark::NegologKalai), [1, 3]);
        assert_eq!(picks(Mark::EqualArea), [2]);
    }

    #[test]
    fn where_nobody_can_gain_the_product_decides_nothing() {
        let problem = posed(&[(vec![vec![3, 3]], 3), (vec![vec![1, 2]], 0)]);
        let nash = problem.fair(Scope::Acceptable, &FairRule::Nash).unwrap();
        assert!(nash.is_degenerate());
        assert_eq!(nash.frame.idle(), [PartyIx::new(0)]);
        assert_eq!(nash.outcomes[0].witness, Package::at(&[1]));
        assert_eq!(nash.outcomes.len(), 1);
    }
}
