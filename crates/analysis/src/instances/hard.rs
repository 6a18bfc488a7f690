//! Hard cases on purpose: what enumerators, floats and hopeful bounds stumble over.

use super::SplitMix;
use super::{Kind, Recipe};
use problem::{
    BracketIx, ChoiceIx, Pattern, Problem, ProblemError, RedLineIx, Rule, Score, Stance, Table,
};

/// What is done to an instance to make it hard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trouble {
    /// Scores of few different values: most vectors occur many times.
    Ties,
    /// Every score is negative.
    Negative,
    /// A party forbids every option of one bracket.
    NothingBorne,
    /// Every party asks for the most that any package could give it.
    EmptyZone,
    /// Each party draws three red lines and a value of no deal near what all can have together,
    /// so that about half of the instances allow an agreement.
    Contested,
}

impl Trouble {
    /// Every trouble.
    pub const ALL: [Self; 5] = [
        Self::Ties,
        Self::Negative,
        Self::NothingBorne,
        Self::EmptyZone,
        Self::Contested,
    ];

    /// The trouble's name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ties => "ties",
            Self::Negative => "negative",
            Self::NothingBorne => "nothing-borne",
            Self::EmptyZone => "empty-zone",
            Self::Contested => "contested",
        }
    }
}

/// The share of its best that each party asks for when contested, in thousandths, by how many
/// parties there are: near what all can have together.
const SHARES: [u64; 7] = [0, 0, 855, 805, 775, 750, 735];

impl Recipe {
    /// The instance with a trouble in it.
    ///
    /// # Errors
    /// When the recipe makes no problem.
    pub fn troubled(&self, trouble: Trouble) -> Result<Problem, ProblemError> {
        let plain = self.problem()?;
        let seed = self.seed * 1009 + u64::from(self.parties);
        let mut mix = SplitMix::new(seed);
        let stances = plain.stances().iter();
        let stances = stances.map(|(party, stance)| match trouble {
            Trouble::Ties => scored(stance, |score| Score::new(score.get() / 25)),
            Trouble::Negative => scored(stance, |score| score - Score::new(2 * MOST)),
            Trouble::NothingBorne if party.position() == 0 => forbidding(stance, self.options.1),
            Trouble::NothingBorne => stance.clone(),
            Trouble::EmptyZone => asking(stance, 1000),
            Trouble::Contested => self.contesting(stance, &mut mix),
        });
        let stances = stances.collect();
        let (sizes, rules) = (plain.sizes().clone(), plain.rules().clone());
        Problem::new(sizes, rules, stances, plain.decision().clone())
    }

    fn contesting(&self, stance: &Stance, mix: &mut SplitMix) -> Stance {
        let most = SHARES.len() - 1;
        let share = SHARES.get(usize::from(self.parties).min(most));
        let share = share.copied().unwrap_or(0) + u64::from(mix.below(101));
        let lines = (0..3).map(|_| self.red_line(mix)).collect();
        Stance {
            red_lines: Table::<RedLineIx, _>::new(lines),
            ..asking(stance, share.saturating_sub(50))
        }
    }

    /// Never one option, or never two together.
    fn red_line(&self, mix: &mut SplitMix) -> Rule {
        let mut option = || {
            let bracket = BracketIx::new(mix.below(self.brackets.max(1)));
            (bracket, ChoiceIx::new(mix.below(self.options.0.max(1))))
        };
        let (one, other) = (option(), option());
        match mix.below(2) {
            0 => Rule::Never(Pattern::just(one.0, one.1)),
            _ => Rule::Never(Pattern::all(&[one, other])),
        }
    }
}

/// The most that an option of an `int` instance is worth.
const MOST: i64 = 100;

fn scored(stance: &Stance, change: fn(Score) -> Score) -> Stance {
    let row = |scores: &Vec<Score>| scores.iter().map(|score| change(*score)).collect();
    Stance {
        scores: stance.scores.map(row),
        ..stance.clone()
    }
}

/// The party asks for a share, in thousandths, of the sum of its best options.
fn asking(stance: &Stance, share: u64) -> Stance {
    let best = |scores: &Vec<Score>| scores.iter().max().map_or(0, |score| score.get());
    let best: i64 = stance.scores.rows().map(best).sum();
    let share = i64::try_from(share).unwrap_or(0);
    Stance {
        reservation: Some(Score::new(best * share / 1000)),
        ..stance.clone()
    }
}

fn forbidding(stance: &Stance, options: u16) -> Stance {
    let options = (0..options).map(ChoiceIx::new);
    let never = |choice| Rule::Never(Pattern::just(BracketIx::new(0), choice));
    Stance {
        red_lines: options.map(never).collect(),
        ..stance.clone()
    }
}

/// An instance of 20 brackets with 5 options whose scores are independent integers.
#[must_use]
pub const fn int_20x5(parties: u16, seed: u64, links: u16) -> Recipe {
    Recipe {
        kind: Kind::Int,
        brackets: 20,
        options: (5, 5),
        parties,
        seed,
        links,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use problem::Scope;

    fn tiny(parties: u16) -> Recipe {
        Recipe {
            brackets: 4,
            ..int_20x5(parties, 3, 2)
        }
    }

    fn acceptable(problem: &Problem) -> usize {
        let packages = problem.packages();
        packages
            .filter(|p| problem.is_within(p, Scope::Acceptable))
            .count()
    }

    #[test]
    fn what_nobody_can_bear_or_all_want_alone_has_no_acceptable_package() {
        let problem = tiny(3).troubled(Trouble::NothingBorne).unwrap();
        assert_eq!(acceptable(&problem), 0);
        let problem = tiny(3).troubled(Trouble::EmptyZone).unwrap();
        assert_eq!(acceptable(&problem), 0);
    }

    #[test]
    fn a_contested_instance_has_red_lines_and_values_of_no_deal() {
        let problem = tiny(2).troubled(Trouble::Contested).unwrap();
        assert_eq!(problem.demands().len(), 2 + 2 * (3 + 1));
    }

    #[test]
    fn ties_leave_few_values_and_negative_scores_are_all_below_nothing() {
        let ties = tiny(2).troubled(Trouble::Ties).unwrap();
        let scores = |problem: &Problem| -> Vec<i64> {
            let stances = problem.stances().rows();
            let rows = stances.flat_map(|stance| stance.scores.rows().flatten());
            rows.map(|score| score.get()).collect()
        };
        assert!(scores(&ties).iter().all(|score| (0..=4).contains(score)));
        let negative = tiny(2).troubled(Trouble::Negative).unwrap();
        assert!(scores(&negative).iter().all(|score| *score < 0));
    }
}
