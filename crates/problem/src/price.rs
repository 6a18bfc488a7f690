//! The price of a red line: what the agreement zone loses by it, party by party.
//!
//! The price is stated in each party's own units and never added up between parties. That a line
//! has a price says nothing of whether it should be given up.

use crate::fair::Fair;
use crate::frame::FairRule;
use crate::frontier::{Frontier, dominates};
use crate::{PartyIx, Problem, RedLineIx, Scope, Score, Stance, Table};

/// What the acceptable packages offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// How many vectors the frontier has.
    pub vectors: usize,
    /// The most that an acceptable package gives each party; `None` if nothing is acceptable.
    pub best: Option<Table<PartyIx, Score>>,
    /// The fair packages, rule by rule as asked; `None` if nothing is acceptable.
    pub fair: Vec<Option<Fair>>,
}

/// What a red line costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// Whose red line it is.
    pub party: PartyIx,
    /// Which of its red lines.
    pub line: RedLineIx,
    /// What is on offer while the line stands.
    pub standing: Outlook,
    /// What would be on offer without it.
    pub lifted: Outlook,
    /// How many vectors of the frontier only lifting it would bring.
    pub gained: usize,
    /// How many vectors of the present frontier somebody could then improve on for free.
    pub displaced: usize,
}

impl Price {
    /// How much more the best acceptable package would give each party if the line were lifted.
    ///
    /// `None` where nothing is acceptable now, or even then.
    #[must_use]
    pub fn of_best(&self) -> Option<Table<PartyIx, Score>> {
        let (now, then) = (self.standing.best.as_ref()?, self.lifted.best.as_ref()?);
        Some(then.rows().zip(now.rows()).map(|(a, b)| *a - *b).collect())
    }

    /// Whether agreement is possible only without the line, as far as the figures go.
    #[must_use]
    pub const fn bars_agreement(&self) -> bool {
        self.standing.best.is_none() && self.lifted.best.is_some()
    }

    /// The price of a line whose outlooks and frontiers, standing and lifted, are these; the
    /// vectors in descending order, as frontiers are.
    #[must_use]
    pub fn between(
        (party, line): (PartyIx, RedLineIx),
        (standing, now): (Outlook, &[Table<PartyIx, Score>]),
        (lifted, then): (Outlook, &[Table<PartyIx, Score>]),
    ) -> Self {
        let missing = |from: &[Table<PartyIx, Score>], others: &[Table<PartyIx, Score>]| {
            let is_missing = |vector: &Table<_, _>| {
                let found = others.binary_search_by(|other| vector.cmp(other));
                found.is_err()
            };
            from.iter().filter(|vector| is_missing(vector)).count()
        };
        Self {
            party,
            line,
            standing,
            lifted,
            gained: missing(then, now),
            displaced: missing(now, then),
        }
    }
}

impl Problem {
    /// The same problem without one red line of one party; as it is, if there is no such line.
    #[must_use]
    pub fn without_red_line(&self, party: PartyIx, line: RedLineIx) -> Self {
        let mut lifted = self.clone();
        let lines = |stance: &Stance| {
            let others = stance.red_lines.iter().filter(|(ix, _)| *ix != line);
            others.map(|(_, rule)| rule.clone()).collect()
        };
        if let Some(stance) = lifted.stances_mut().get_mut(party) {
            stance.red_lines = lines(stance);
        }
        lifted
    }

    /// Every red line, party by party.
    #[must_use]
    pub fn red_lines(&self) -> Vec<(PartyIx, RedLineIx)> {
        let stances = self.stances().iter();
        let lines = stances.flat_map(|(party, s)| s.red_lines.ids().map(move |line| (party, line)));
        lines.collect()
    }

    /// What the acceptable packages offer, by the definitions. Slow.
    #[must_use]
    pub fn outlook(&self, rules: &[FairRule]) -> Outlook {
        let frontier = self.frontier(Scope::Acceptable);
        Outlook {
            vectors: frontier.len(),
            best: best(&frontier),
            fair: rules
                .iter()
                .map(|rule| self.fair(Scope::Acceptable, rule))
                .collect(),
        }
    }

    /// The price of a red line, by the definitions: all is found again with the line lifted. Slow.
    #[must_use]
    pub fn price(&self, party: PartyIx, line: RedLineIx, rules: &[FairRule]) -> Price {
        let lifted = self.without_red_line(party, line);
        let (now, then) = (
            self.frontier(Scope::Acceptable),
            lifted.frontier(Scope::Acceptable),
        );
        let holds = |frontier: &Frontier, vector| frontier.iter().any(|o| &o.scores == vector);
        let new = then.iter().filter(|outcome| !holds(&now, &outcome.scores));
        let beaten = |old: &Table<_, _>| then.iter().any(|new| dominates(&new.scores, old));
        Price {
            party,
            line,
            standing: self.outlook(rules),
            lifted: lifted.outlook(rules),
            gained: new.count(),
            displaced: now.iter().filter(|outcome| beaten(&outcome.scores)).count(),
        }
    }
}

fn best(frontier: &Frontier) -> Option<Table<PartyIx, Score>> {
    let vectors = frontier.iter().map(|outcome| outcome.scores.clone());
    vectors.reduce(|a, b| a.rows().zip(b.rows()).map(|(a, b)| *a.max(b)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BracketIx, ChoiceIx, DecisionRule, Pattern, Rule};

    /// One bracket of three options; North never takes the last.
    fn never_the_last(reservation: i64) -> Problem {
        let never = Rule::Never(Pattern::just(BracketIx::new(0), ChoiceIx::new(2)));
        let stance = |scores: [i64; 3], red_lines| Stance {
            scores: Table::new(vec![scores.map(Score::new).to_vec()]),
            bonuses: vec![],
            red_lines: Table::new(red_lines),
            reservation: Some(Score::new(reservation)),
        };
        let stances = vec![stance([4, 2, 5], vec![never]), stance([1, 3, 9], vec![])];
        let (sizes, rules) = (Table::new(vec![3]), Table::new(vec![]));
        Problem::new(sizes, rules, Table::new(stances), DecisionRule::Unanimity).unwrap()
    }

    const LINE: (PartyIx, RedLineIx) = (PartyIx::new(0), RedLineIx::new(0));

    #[test]
    fn a_red_line_costs_each_party_the_best_it_could_have_without_it() {
        let price = never_the_last(0).price(LINE.0, LINE.1, &[FairRule::Nash]);
        let best = price.of_best().unwrap();
        assert_eq!(best.rows().map(|s| s.get()).collect::<Vec<_>>(), [1, 6]);
        assert_eq!((price.gained, price.displaced), (1, 2));
        assert_eq!(price.lifted.fair[0].as_ref().unwrap().outcomes.len(), 1);
    }

    #[test]
    fn a_red_line_that_bars_every_acceptable_package_says_so() {
        let price = never_the_last(3).price(LINE.0, LINE.1, &[]);
        assert!(price.bars_agreement() && price.of_best().is_none());
    }
}
