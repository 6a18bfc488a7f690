//! Draws a recipe's numbers in their fixed order.
//!
//! Two kinds are *defined* by arithmetic on doubles, so this file does it, once, at the door; what
//! it returns are integers.
#![expect(
    clippy::float_arithmetic,
    reason = "the published instances are defined by arithmetic on doubles"
)]

use super::SplitMix;
use super::{Kind, Recipe};
use problem::{
    Bonus, BracketIx, ChoiceIx, ChoiceSet, DecisionRule, PartyIx, Pattern, Problem, ProblemError,
    Rule, Score, Stance, Table,
};

type Values = Vec<Vec<Vec<Score>>>;

pub(super) fn problem(recipe: &Recipe) -> Result<Problem, ProblemError> {
    let seed = recipe.seed * 1_000_003
        + u64::from(recipe.brackets) * 101
        + u64::from(recipe.parties) * 7
        + recipe.kind.number();
    let mut mix = SplitMix::new(seed);
    let sizes = sizes(recipe, &mut mix);
    let values = match recipe.kind {
        Kind::Int => integers(recipe, &sizes, &mut mix),
        Kind::Real => fractions(recipe, &sizes, &mut mix),
        Kind::Spatial => positions(recipe, &sizes, &mut mix),
        Kind::Pie => cuts(recipe, &sizes, &mut mix, None),
        Kind::Nearpie => cuts(recipe, &sizes, &mut mix, Some(21)),
    };
    let mut stances: Table<PartyIx, Stance> = values
        .into_iter()
        .map(|scores| Stance {
            scores: Table::new(scores),
            bonuses: Vec::new(),
            red_lines: Table::new(Vec::new()),
            reservation: None,
        })
        .collect();
    let sizes = Table::new(sizes);
    let rules = (0..recipe.links).map(|_| implication(&sizes, &mut mix));
    let rules = rules.collect();
    for _ in 0..recipe.links {
        let (party, bonus) = bonus(recipe, &sizes, &mut mix);
        if let Some(stance) = stances.get_mut(party) {
            stance.bonuses.push(bonus);
        }
    }
    Problem::new(sizes, rules, stances, DecisionRule::Unanimity)
}

fn sizes(recipe: &Recipe, mix: &mut SplitMix) -> Vec<u16> {
    let (least, most) = recipe.options;
    (0..recipe.brackets)
        .map(|_| {
            if least == most {
                least
            } else {
                least + mix.below(most.saturating_sub(least) + 1)
            }
        })
        .collect()
}

fn integers(recipe: &Recipe, sizes: &[u16], mix: &mut SplitMix) -> Values {
    let mut option = || Score::new(i64::from(mix.below(101)));
    let mut bracket = |size: &u16| (0..*size).map(|_| option()).collect();
    (0..recipe.parties)
        .map(|_| sizes.iter().map(&mut bracket).collect())
        .collect()
}

const PART: f64 = 1.0 / 9_007_199_254_740_992.0;

fn fraction(mix: &mut SplitMix) -> f64 {
    mix.part() as f64 * PART
}

fn fractions(recipe: &Recipe, sizes: &[u16], mix: &mut SplitMix) -> Values {
    let mut party = |_| {
        let weights: Vec<f64> = sizes.iter().map(|_| fraction(mix) + 0.05).collect();
        let mut total = 0.0;
        for weight in &weights {
            total += weight;
        }
        let mut bracket = |(weight, size): (&f64, &u16)| {
            (0..*size)
                .map(|_| Score::new((weight / total * fraction(mix) * 1e12).round() as i64))
                .collect()
        };
        weights.iter().zip(sizes).map(&mut bracket).collect()
    };
    (0..recipe.parties).map(&mut party).collect()
}

fn positions(recipe: &Recipe, sizes: &[u16], mix: &mut SplitMix) -> Values {
    let line: Vec<Vec<f64>> = sizes
        .iter()
        .map(|size| (0..*size).map(|_| fraction(mix)).collect())
        .collect();
    let mut bracket = |options: &Vec<f64>| {
        let weight = f64::from(mix.below(101));
        let ideal = fraction(mix);
        let near = |x: &f64| Score::new((weight * (1.0 - (x - ideal).abs()) + 0.5) as i64);
        options.iter().map(near).collect()
    };
    (0..recipe.parties)
        .map(|_| line.iter().map(&mut bracket).collect())
        .collect()
}

fn cuts(recipe: &Recipe, sizes: &[u16], mix: &mut SplitMix, noise: Option<u16>) -> Values {
    let empty: Vec<Vec<Score>> = sizes.iter().map(|_| Vec::new()).collect();
    let mut values = vec![empty; usize::from(recipe.parties)];
    for (bracket, size) in sizes.iter().enumerate() {
        for _ in 0..*size {
            let mut cuts: Vec<u16> = (1..recipe.parties).map(|_| mix.below(101)).collect();
            cuts.push(100);
            cuts.sort_unstable();
            let mut before = 0;
            for (cut, party) in cuts.into_iter().zip(&mut values) {
                let extra = noise.map_or(0, |limit| mix.below(limit));
                let share = i64::from(cut - before) + i64::from(extra);
                before = cut;
                if let Some(options) = party.get_mut(bracket) {
                    options.push(Score::new(share));
                }
            }
        }
    }
    values
}

fn pair(sizes: &Table<BracketIx, u16>, mix: &mut SplitMix) -> (BracketIx, BracketIx) {
    let brackets = sizes.len() as u16;
    let one = mix.below(brackets);
    let other = mix.below(brackets.saturating_sub(1));
    let other = if other >= one { other + 1 } else { other };
    (BracketIx::new(one), BracketIx::new(other))
}

fn choice(sizes: &Table<BracketIx, u16>, bracket: BracketIx, mix: &mut SplitMix) -> ChoiceIx {
    ChoiceIx::new(mix.below(sizes.get(bracket).copied().unwrap_or(0)))
}

fn implication(sizes: &Table<BracketIx, u16>, mix: &mut SplitMix) -> Rule {
    let (one, other) = pair(sizes, mix);
    let when = Pattern::just(one, choice(sizes, one, mix));
    let size = sizes.get(other).copied().unwrap_or(0);
    let mut allowed: ChoiceSet = (0..size)
        .filter(|_| mix.below(2) == 1)
        .map(ChoiceIx::new)
        .collect();
    if allowed.is_empty() {
        allowed.insert(ChoiceIx::new(0));
    }
    let then = Pattern::new(vec![(other, allowed)]);
    Rule::Requires { when, then }
}

fn bonus(recipe: &Recipe, sizes: &Table<BracketIx, u16>, mix: &mut SplitMix) -> (PartyIx, Bonus) {
    let (one, other) = pair(sizes, mix);
    let parts = [
        (one, choice(sizes, one, mix)),
        (other, choice(sizes, other, mix)),
    ];
    let party = PartyIx::new(mix.below(recipe.parties));
    let units = i64::from(mix.below(61)) - 30;
    let score = match recipe.kind {
        Kind::Real => units * 1_000_000_000,
        Kind::Int | Kind::Spatial | Kind::Pie | Kind::Nearpie => units,
    };
    let bonus = Bonus {
        pattern: Pattern::all(&parts),
        score: Score::new(score),
    };
    (party, bonus)
}
