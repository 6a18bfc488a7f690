//! Random small problems for property tests, shared by every module of this crate.
//!
//! They hold what real cases hold and tests forget: linkages, red lines, ties, negative scores,
//! brackets with one option, parties without a value of no deal, and no agreement at all.

use problem::{
    Bonus, BracketIx, ChoiceIx, DecisionRule, PartyIx, Pattern, Problem, Rule, Score, Stance, Table,
};
use proptest::collection::vec;
use proptest::prelude::*;
use std::ops::RangeInclusive;

/// How large a random problem may be.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    /// How many parties.
    pub(crate) parties: RangeInclusive<usize>,
    /// How many brackets.
    pub(crate) brackets: RangeInclusive<usize>,
    /// The most options of a bracket; the fewest is one.
    pub(crate) options_max: u16,
    /// Scores lie between minus this and this; a small one makes ties.
    pub(crate) span: i64,
    /// The most rules, and the most bonuses of a party.
    pub(crate) links_max: usize,
    /// The most red lines of a party.
    pub(crate) red_lines_max: usize,
}

/// Problems small enough for every slow definition: at most 4^5 packages and 6 parties.
pub(crate) fn small() -> Shape {
    Shape {
        parties: 1..=6,
        brackets: 0..=5,
        options_max: 4,
        span: 6,
        links_max: 3,
        red_lines_max: 1,
    }
}

/// Random problems of a shape, under unanimity or sufficient consensus.
pub(crate) fn problems(shape: Shape) -> impl Strategy<Value = Problem> {
    let sizes = vec(1..=shape.options_max, shape.brackets.clone());
    (sizes, shape.parties.clone())
        .prop_flat_map(move |(sizes, parties)| {
            let rules = vec(rule(sizes.clone()), 0..=rules_max(&sizes, shape.links_max));
            let stances = vec(stance(sizes.clone(), shape.clone()), parties);
            (Just(sizes), rules, stances, decision(parties))
        })
        .prop_map(|(sizes, rules, stances, decision)| {
            let (sizes, rules) = (Table::new(sizes), Table::new(rules));
            Problem::new(sizes, rules, Table::new(stances), decision).unwrap()
        })
}

fn rules_max(sizes: &[u16], most: usize) -> usize {
    if sizes.is_empty() { 0 } else { most }
}

fn decision(parties: usize) -> impl Strategy<Value = DecisionRule> {
    let vetoes = vec(any::<bool>(), parties);
    prop_oneof![
        Just(DecisionRule::Unanimity),
        (0..=parties as u64, vetoes).prop_map(move |(count, vetoes)| {
            let vetoes = (0..parties as u16).filter(|p| vetoes[usize::from(*p)]);
            DecisionRule::at_least(count, parties, vetoes.map(PartyIx::new).collect())
        }),
    ]
}

fn stance(sizes: Vec<u16>, shape: Shape) -> impl Strategy<Value = Stance> {
    let score = (-shape.span..=shape.span).prop_map(Score::new);
    let scores: Vec<_> = sizes
        .iter()
        .map(|size| vec(score.clone(), usize::from(*size)))
        .collect();
    let bonus =
        (pattern(sizes.clone()), score).prop_map(|(pattern, score)| Bonus { pattern, score });
    let bonuses = vec(bonus, 0..=rules_max(&sizes, shape.links_max));
    let red_lines = vec(
        rule(sizes.clone()),
        0..=rules_max(&sizes, shape.red_lines_max),
    );
    let reservation = proptest::option::of((-2 * shape.span..=shape.span).prop_map(Score::new));
    (scores, bonuses, red_lines, reservation).prop_map(
        |(scores, bonuses, red_lines, reservation)| Stance {
            scores: Table::new(scores),
            bonuses,
            red_lines: Table::new(red_lines),
            reservation,
        },
    )
}

fn rule(sizes: Vec<u16>) -> impl Strategy<Value = Rule> {
    let one = pattern(sizes.clone());
    let two = (pattern(sizes.clone()), pattern(sizes.clone()));
    let some = vec(pattern(sizes), 1..=3);
    prop_oneof![
        one.prop_map(Rule::Never),
        two.prop_map(|(when, then)| Rule::Requires { when, then }),
        some.clone().prop_map(Rule::AtMostOne),
        some.prop_map(Rule::ExactlyOne),
    ]
}

/// A conjunction over up to three brackets, or the empty one that matches everything.
fn pattern(sizes: Vec<u16>) -> impl Strategy<Value = Pattern> + Clone {
    let bracket = any::<prop::sample::Index>();
    let part = (bracket, vec(any::<bool>(), 4)).prop_map(move |(bracket, held)| {
        let bracket = bracket.index(sizes.len().max(1));
        let size = sizes.get(bracket).copied().unwrap_or(0);
        let held = (0..size).filter(|c| held[usize::from(*c) % held.len()]);
        (
            BracketIx::new(bracket as u16),
            held.map(ChoiceIx::new).collect(),
        )
    });
    vec(part, 0..=3).prop_map(Pattern::new)
}

proptest! {
    #[test]
    fn every_random_problem_is_small_enough_to_enumerate(problem in problems(small())) {
        prop_assert!(problem.packages().count() <= 1024);
    }
}
