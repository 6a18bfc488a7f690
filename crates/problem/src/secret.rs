//! What one party keeps to itself and another may try to infer: how far it goes on a bracket, and
//! what no deal is worth to it.
//!
//! A secret has finitely many values, and with each of them the problem would be another one: a
//! *world*. Everything but the secret is the same in all of them, so whatever differs between what
//! is shown in two worlds tells the two values apart.

use crate::{
    BracketIx, ChoiceIx, ChoiceSet, Package, PartyIx, Pattern, Problem, Rule, Score, Stance,
};

/// Something that a party knows of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Secret {
    /// Its limit on a bracket: of the options in the order of its own scores, the worst that it can
    /// bear.
    Limit(PartyIx, BracketIx),
    /// What no deal is worth to it.
    NoDeal(PartyIx),
}

/// One value of a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// The worst option that the party can bear.
    From(ChoiceIx),
    /// What no deal is worth.
    Worth(Score),
}

/// What a secret may be, from what asks least of others to what asks most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worlds {
    /// Each value with the problem as it would be.
    pub each: Vec<(Value, Problem)>,
    /// Which of them is so; `None` where the party's red lines do not follow its own scores, so
    /// that it has no limit in this sense.
    pub here: Option<usize>,
}

impl Secret {
    /// Whose it is.
    #[must_use]
    pub const fn holder(self) -> PartyIx {
        match self {
            Self::Limit(party, _) | Self::NoDeal(party) => party,
        }
    }
}

impl Problem {
    /// The secrets of a party: its limit on every bracket that leaves something to choose, and its
    /// value of no deal.
    #[must_use]
    pub fn secrets(&self, party: PartyIx) -> Vec<Secret> {
        let open = self.sizes().iter().filter(|(_, size)| **size > 1);
        let limits = open.map(|(bracket, _)| Secret::Limit(party, bracket));
        limits.chain([Secret::NoDeal(party)]).collect()
    }

    /// What a secret may be; values of no deal stand in so many steps from the least to the most
    /// that the options can come to. Nothing where the problem has no such party or bracket.
    #[must_use]
    pub fn worlds(&self, secret: Secret, steps: u16) -> Option<Worlds> {
        let stance = self.stances().get(secret.holder())?;
        match secret {
            Secret::Limit(party, bracket) => self.limits(party, (stance, bracket)),
            Secret::NoDeal(party) => Some(self.values_of_no_deal(party, (stance, steps))),
        }
    }

    fn limits(&self, party: PartyIx, (stance, bracket): (&Stance, BracketIx)) -> Option<Worlds> {
        let scores = stance.scores.get(bracket)?.iter().zip(0_u16..);
        let mut order: Vec<(Score, u16)> = scores.map(|(score, at)| (*score, at)).collect();
        order.sort_unstable();
        let order: Vec<ChoiceIx> = order.into_iter().map(|(_, at)| ChoiceIx::new(at)).collect();
        let (alone, others): (Vec<&Rule>, Vec<&Rule>) = stance
            .red_lines
            .rows()
            .partition(|line| is_of(line, bracket));
        let anything = Package::at(&vec![0; self.sizes().len()]);
        let bears = |choice: &ChoiceIx| {
            let package = anything.with(bracket, *choice);
            alone.iter().all(|line| line.admits(&package))
        };
        let borne: Vec<bool> = order.iter().map(bears).collect();
        let from = borne.iter().position(|is_borne| *is_borne);
        let here = from.filter(|from| borne.iter().skip(*from).all(|is_borne| *is_borne));
        let each = order.iter().enumerate().map(|(place, worst)| {
            let refused: ChoiceSet = order.iter().take(place).copied().collect();
            let mut lines: Vec<Rule> = others.iter().map(|line| (*line).clone()).collect();
            if !refused.is_empty() {
                lines.push(Rule::Never(Pattern::new(vec![(bracket, refused)])));
            }
            let red_lines = lines.into_iter().collect();
            let stance = Stance {
                red_lines,
                ..stance.clone()
            };
            (Value::From(*worst), self.in_which(party, stance))
        });
        Some(Worlds {
            each: each.collect(),
            here,
        })
    }

    fn values_of_no_deal(&self, party: PartyIx, (stance, steps): (&Stance, u16)) -> Worlds {
        let sum = |pick: fn(&[Score]) -> Option<Score>| {
            let rows = stance.scores.rows().filter_map(|row| pick(row));
            i128::from(rows.sum::<Score>().get())
        };
        let low = sum(|row| row.iter().min().copied());
        let high = sum(|row| row.iter().max().copied());
        let steps = i128::from(steps.max(1));
        let value = |step: i128| {
            let value = low + (high - low) * step / steps;
            Score::new(i64::try_from(value).unwrap_or(i64::MAX))
        };
        let here = (0..=steps).rev().position(|step| {
            let reservation = stance.reservation;
            reservation.is_some_and(|reservation| value(step) <= reservation)
        });
        let count = usize::try_from(steps).unwrap_or_default();
        let each = (0..=steps).map(|step| {
            let stance = Stance {
                reservation: Some(value(step)),
                ..stance.clone()
            };
            (Value::Worth(value(step)), self.in_which(party, stance))
        });
        Worlds {
            each: each.collect(),
            // Whoever has no value of no deal takes anything, and so does whoever has the least.
            here: Some(here.map_or(0, |from_top| count - from_top)),
        }
    }

    /// The problem in which a party wants something else, with bounds that are no wider.
    fn in_which(&self, party: PartyIx, stance: Stance) -> Self {
        let mut stances = self.stances().clone();
        if let Some(place) = stances.get_mut(party) {
            *place = stance;
        }
        self.with(self.rules().clone(), stances)
    }
}

/// Whether a red line speaks of this bracket and of no other.
fn is_of(line: &Rule, bracket: BracketIx) -> bool {
    line.brackets() == [bracket]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DecisionRule, Table};

    fn never(bracket: u16, choices: &[u16]) -> Rule {
        let set = choices.iter().copied().map(ChoiceIx::new).collect();
        Rule::Never(Pattern::new(vec![(BracketIx::new(bracket), set)]))
    }

    /// One party, whose order on the first bracket is 1, 2, 0, and a second bracket of two.
    fn problem(red_lines: Vec<Rule>, reservation: Option<i64>) -> Problem {
        let row = |scores: &[i64]| scores.iter().copied().map(Score::new).collect();
        let stance = Stance {
            scores: Table::new(vec![row(&[9, 0, 4]), row(&[1, 3])]),
            bonuses: Vec::new(),
            red_lines: Table::new(red_lines),
            reservation: reservation.map(Score::new),
        };
        let sizes = Table::new(vec![3, 2]);
        let (rules, stances) = (Table::new(Vec::new()), Table::new(vec![stance]));
        Problem::new(sizes, rules, stances, DecisionRule::Unanimity).unwrap()
    }

    fn limit() -> Secret {
        Secret::Limit(PartyIx::new(0), BracketIx::new(0))
    }

    #[test]
    fn a_limit_is_an_option_in_the_partys_own_order_and_each_world_bears_it_and_what_is_better() {
        let problem = problem(vec![never(0, &[1]), never(1, &[0])], None);
        let worlds = problem.worlds(limit(), 4).unwrap();
        let values = worlds.each.iter().map(|(value, _)| *value);
        let expected = [1, 2, 0].map(|at| Value::From(ChoiceIx::new(at)));
        assert_eq!(values.collect::<Vec<_>>(), expected);
        assert_eq!(worlds.here, Some(1));
        let bears = |world: &Problem, at: u16| {
            let stance = world.stances().get(PartyIx::new(0)).unwrap();
            stance.bears(&Package::at(&[at, 1])) && !stance.bears(&Package::at(&[at, 0]))
        };
        let table = worlds
            .each
            .iter()
            .map(|(_, world)| [0, 1, 2].map(|at| bears(world, at)));
        let expected = [
            [true, true, true],
            [true, false, true],
            [true, false, false],
        ];
        assert_eq!(table.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn red_lines_against_the_partys_own_order_are_no_limit() {
        let worlds = problem(vec![never(0, &[2])], None)
            .worlds(limit(), 4)
            .unwrap();
        assert_eq!((worlds.each.len(), worlds.here), (3, None));
        let none = Secret::Limit(PartyIx::new(0), BracketIx::new(7));
        assert_eq!(problem(Vec::new(), None).worlds(none, 4), None);
    }

    #[test]
    fn values_of_no_deal_go_from_the_least_to_the_most_that_options_come_to() {
        for (reservation, here) in [(None, 0), (Some(1), 0), (Some(8), 2), (Some(12), 4)] {
            let problem = problem(Vec::new(), reservation);
            let worlds = problem.worlds(Secret::NoDeal(PartyIx::new(0)), 4).unwrap();
            let values = worlds.each.iter().map(|(value, _)| *value);
            let expected = [1, 3, 6, 9, 12].map(|worth| Value::Worth(Score::new(worth)));
            assert_eq!(values.collect::<Vec<_>>(), expected);
            assert_eq!(worlds.here, Some(here), "{reservation:?}");
        }
    }
}
