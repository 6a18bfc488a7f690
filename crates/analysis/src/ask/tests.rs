//! Questions are worth what the definition says, and ours are fewer.

use super::trial::{Game, Policy};
use super::*;
use crate::instances::{Kind, Recipe};
use crate::robust::Spread;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive};
use problem::ask::gain;
use problem::statement::{Likes, Offer, Saying, Statements, ValueSpace};
use problem::{BracketIx, ChoiceIx, Effort, Package, Watch};
use std::collections::BTreeMap;

const DRAWS: Draws = Draws {
    seed: 7,
    count: Draws::BATCH,
    spread: Spread::Even,
};

fn space(sizes: &[u16]) -> ValueSpace {
    let margin = BigRational::new(1.into(), 100.into());
    ValueSpace::new(sizes.iter().copied().collect(), BTreeMap::new(), margin).unwrap()
}

fn lineup() -> Lineup {
    let [fish, border] = [0, 1].map(BracketIx::new);
    let choice = ChoiceIx::new;
    let north = [
        Saying::Ranking(
            fish,
            vec![vec![choice(2)], vec![choice(1)], vec![choice(0)]],
        ),
        Saying::Brackets(border, Likes::More, fish),
    ];
    let all = Offer::Options([(fish, choice(0)), (border, choice(1))].into());
    let south = [
        Saying::Ranking(
            fish,
            vec![vec![choice(0)], vec![choice(1)], vec![choice(2)]],
        ),
        Saying::Offers(all, Likes::More, Offer::NoDeal),
    ];
    let parties = [north, south]
        .map(|said| Statements::new(space(&[3, 2]), said.into_iter().collect()).unwrap());
    let packages = [[0, 1], [1, 0], [1, 1], [2, 1]].map(|places| Package::at(&places));
    let barred = [vec![false; 4], vec![false, false, false, true]];
    Lineup::new(
        parties.into_iter().collect(),
        packages.into(),
        barred.into_iter().collect(),
    )
    .unwrap()
}

#[test]
fn a_question_is_worth_what_the_definition_says_over_the_same_draws() {
    let lineup = lineup();
    let watch = Watch::new();
    let robust = Robust::ready(&lineup, &Effort::unbounded(&watch)).unwrap();
    let asks = questions(&lineup);
    let functions = robust.functions(&DRAWS, 0);
    let found = worth_asking(&robust, &DRAWS, &asks, &|_, _| Some(0));
    assert!(found.len() > 20, "{}", found.len());
    for worth in &found {
        let exact = gain(&lineup, &functions, (worth.party, &worth.ask));
        let parts = exact * BigRational::from_integer(1_000_000.into());
        let ours = BigRational::from_integer(worth.gain.into());
        let difference = (parts - ours).abs().to_f64().unwrap();
        assert!(difference <= 3.01, "{difference}: {worth:?}");
        let first = functions
            .iter()
            .filter(|draw| worth.ask.answered_by(draw.get(worth.party).unwrap()) == Some(0));
        assert!(worth.first.abs_diff(first.count() as u64) <= 1);
    }
    // What North has said is not asked again.
    let known = Ask::Options(BracketIx::new(0), ChoiceIx::new(0), ChoiceIx::new(1));
    assert!(asks.contains(&(PartyIx::new(0), known.clone())));
    assert!(found.iter().all(|worth| worth.ask != known));
}

#[test]
fn a_price_is_taken_off_and_what_must_not_be_asked_is_not() {
    let lineup = lineup();
    let watch = Watch::new();
    let robust = Robust::ready(&lineup, &Effort::unbounded(&watch)).unwrap();
    let asks = questions(&lineup);
    let price: Price<'_> = &|party, ask| {
        let free = party == PartyIx::new(0) && !matches!(ask, Ask::Offers(..));
        free.then(|| 5 * ask.named() as u64)
    };
    let found = worth_asking(&robust, &DRAWS, &asks, price);
    assert!(!found.is_empty());
    let nets: Vec<i64> = found.iter().map(Worth::net).collect();
    assert!(nets.is_sorted_by(|one, other| one >= other));
    for worth in found {
        assert_eq!(worth.price, 5 * worth.ask.named() as u64);
        assert!(worth.party == PartyIx::new(0) && !matches!(worth.ask, Ask::Offers(..)));
    }
}

#[test]
fn what_is_proposed_is_allowed_and_nobody_picks_what_is_barred() {
    let lineup = lineup();
    let watch = Watch::new();
    let robust = Robust::ready(&lineup, &Effort::unbounded(&watch)).unwrap();
    let allowed = |package: &Package| package.choice(BracketIx::new(1)) == Some(ChoiceIx::new(1));
    let proposed = proposals(&robust, &DRAWS, 2, &allowed);
    assert!(!proposed.is_empty() && proposed.iter().all(allowed));
    let (place, _) = pick(&robust, &DRAWS).unwrap();
    assert_ne!(place, 3);
}

/// The questions after which what is lost stays below a hundredth of the scale; one more than were
/// asked if it never does.
fn needed(course: &[u64]) -> usize {
    let last = course.iter().rposition(|lost| *lost > 100);
    last.map_or(0, |at| at + 1)
}

#[test]
fn ours_needs_fewer_questions_than_chance_and_than_point_by_point() {
    let watch = Watch::new();
    let effort = Effort::unbounded(&watch);
    let mut lost = [0, 0, 0];
    let mut asked = [0, 0, 0];
    for seed in 1..=6 {
        let recipe = Recipe {
            kind: Kind::Real,
            brackets: 4,
            options: (3, 3),
            parties: 2,
            seed,
            links: 0,
        };
        let game = Game::of(&recipe.problem().unwrap()).unwrap();
        for (at, policy) in [Policy::Best, Policy::Random, Policy::InOrder]
            .into_iter()
            .enumerate()
        {
            let course = game.course(policy, 14, seed, &effort);
            assert_eq!(course.len(), 15);
            println!("{policy:?} {course:?}");
            lost[at] += course.iter().sum::<u64>();
            asked[at] += needed(&course);
        }
    }
    let [ours, chance, order] = asked;
    assert!(
        ours < chance && ours < order,
        "questions {asked:?}, lost {lost:?}"
    );
    assert!(
        lost[0] < lost[1] && lost[0] < lost[2],
        "questions {asked:?}, lost {lost:?}"
    );
}

#[test]
fn an_equal_seed_asks_equal_questions() {
    let recipe = Recipe::parse("int_3x3_p2_s4_l0").unwrap();
    let game = Game::of(&recipe.problem().unwrap()).unwrap();
    let watch = Watch::new();
    let effort = Effort::unbounded(&watch);
    let course = |seed| game.course(Policy::Best, 4, seed, &effort);
    assert_eq!(course(3), course(3));
    watch.stop();
    assert!(course(3).is_empty());
}
