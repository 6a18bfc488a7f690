//! Fast talks against their definitions, and procedures against each other.

use super::*;
use crate::arbitrary::{Shape, problems, small};
use crate::instances::Recipe;
use problem::talks::{Company, Manner, Offers, Played, Reply};
use problem::{
    Effort, Index, Package, PartyIx, Problem, Reach, Scope, Score, Stance, Table, Watch,
};
use proptest::prelude::*;
use std::num::NonZeroUsize;

fn few() -> Shape {
    Shape {
        parties: 1..=3,
        brackets: 1..=3,
        options_max: 3,
        ..small()
    }
}

fn manners(problem: &Problem, numbers: &[usize]) -> Table<PartyIx, Manner> {
    let parties = problem.stances().ids();
    let manner = |party: PartyIx| {
        let number = numbers.get(Index::position(party)).copied().unwrap_or(0);
        Manner::ALL[number % Manner::ALL.len()]
    };
    parties.map(manner).collect()
}

/// An instance in which every party would rather have no deal than less than a part of its best.
fn reserved(name: &str, parts: i64) -> Problem {
    let plain = Recipe::parse(name).unwrap().problem().unwrap();
    let stances = plain.stances().map(|stance| {
        let best: i64 = stance
            .scores
            .rows()
            .filter_map(|row| row.iter().max())
            .map(|s| s.get())
            .sum();
        Stance {
            reservation: Some(Score::new(best * parts / 100)),
            ..stance.clone()
        }
    });
    let (sizes, rules) = (plain.sizes().clone(), plain.rules().clone());
    Problem::new(sizes, rules, stances, plain.decision().clone()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn fast_offers_are_those_of_the_definition(
        problem in problems(few()),
        numbers in prop::collection::vec(0_usize..7, 3),
        rounds in 0_u32..9,
    ) {
        let manners = manners(&problem, &numbers);
        let deck = Deck::of(&problem).unwrap();
        let mut acts = Vec::new();
        let ended = deck.played(&manners, &Clock::new(rounds), |party, turn| {
            acts.push((party, turn.act(&deck)));
        });
        let agreed = ended.agreed.map(|number| deck.package(number));
        let found = Played { acts, agreed };
        let talks = Offers { problem: &problem, manners, rounds };
        prop_assert_eq!(&found, &talks.played());
        prop_assert!(talks.hold(&found));
        prop_assert!(ended.rounds <= rounds);
        if let Some(last) = found.acts.last().cloned() {
            let mut longer = found.clone();
            longer.acts.push(last);
            prop_assert!(!talks.hold(&longer));
            let mut shorter = found;
            shorter.acts.pop();
            prop_assert!(!talks.hold(&shorter));
        }
    }

    #[test]
    fn every_sitting_is_replayed_by_its_definition(
        problem in problems(few()),
        numbers in prop::collection::vec(0_usize..7, 3),
        seed in any::<u64>(),
        rounds in 0_u32..7,
    ) {
        let manners = manners(&problem, &numbers);
        let may = problem.packages().any(|x| problem.is_within(&x, Scope::WithinRedLines));
        for procedure in Procedure::ALL {
            let Some(sitting) = sit(&problem, procedure, &manners, (rounds, seed)) else {
                prop_assert!(procedure == Procedure::Offers || !may);
                continue;
            };
            prop_assert!(sitting.holds(&problem, &manners), "{:?}", procedure);
            let again = sit(&problem, procedure, &manners, (rounds, seed));
            prop_assert_eq!(Some(&sitting), again.as_ref());
            if let Some(said) = sitting.said.last() {
                let mut other = sitting.clone();
                other.said.push(said.clone());
                prop_assert!(!other.holds(&problem, &manners));
                let mut other = sitting.clone();
                let is_yes = said.reply == Reply::Yes;
                other.said.last_mut().unwrap().reply = if is_yes { Reply::No } else { Reply::Yes };
                prop_assert!(!other.holds(&problem, &manners));
            }
            let mut other = sitting.clone();
            let first = other.signed.get_mut(PartyIx::new(0)).unwrap();
            *first = !*first;
            prop_assert!(!other.holds(&problem, &manners));
        }
    }

    #[test]
    fn a_mark_is_the_distance_that_its_definition_says(problem in problems(few())) {
        let watch = Watch::new();
        let yardstick = Yardstick::of(&problem, &Effort::unbounded(&watch));
        let all: Vec<Package> = problem.packages().collect();
        let good = all.iter().filter(|x| problem.is_within(x, Scope::Acceptable));
        let good: Vec<&Package> = good.collect();
        let refused = good.is_empty().then_some(Unmeasured::NothingAcceptable);
        prop_assert_eq!(yardstick.as_ref().err().copied(), refused);
        let Ok(yardstick) = yardstick else { return Ok(()); };
        prop_assert!(yardstick.is_exact);
        for package in &good {
            let mark = yardstick.mark(&problem, Some(package));
            if problem.is_efficient(package, Scope::Acceptable) {
                prop_assert_eq!(mark.off_frontier, 0);
            }
            // Who lies off the frontier is dominated; who is not told apart from it in millionths
            // differs only for parties that can gain nothing.
            if mark.off_frontier == 0 {
                let front = problem.frontier(Scope::Acceptable);
                let frame = problem.frame(Scope::Acceptable).unwrap();
                let idle = frame.idle();
                let same = |scores: &Table<PartyIx, Score>| scores.iter().all(|(party, score)| {
                    idle.contains(&party) || problem.scores(package).get(party) == Some(score)
                });
                prop_assert!(front.iter().any(|outcome| same(&outcome.scores)));
            }
            prop_assert!(mark.least <= yardstick.best_least);
            prop_assert_eq!(mark.least, yardstick.least(&problem, package));
        }
        prop_assert_eq!(yardstick.mark(&problem, None).least, 0);
    }
}

fn plan(runs: u64) -> Plan {
    Plan {
        procedures: Procedure::ALL.to_vec(),
        companies: Company::USUAL.to_vec(),
        rounds: 12,
        runs,
        seed: 5,
    }
}

#[test]
fn the_number_of_threads_changes_no_figure() {
    let problem = reserved("int_5x3_p3_s1_l0", 40);
    let watch = Watch::new();
    let one = Effort::unbounded(&watch);
    let three = Effort {
        threads: NonZeroUsize::new(3).unwrap(),
        ..one
    };
    let yardstick = Yardstick::of(&problem, &one).unwrap();
    let plan = plan(3);
    let found = tournament(&problem, (&plan, &yardstick), &one);
    assert_eq!(found, tournament(&problem, (&plan, &yardstick), &three));
    assert_eq!(found.reach, Reach::Complete);
    let cells = &found.answer.cells;
    assert_eq!(cells.len(), Procedure::ALL.len() * Company::USUAL.len());
    assert!(cells.iter().all(|cell| cell.marks.len() == 3));
}

#[test]
fn a_stopped_tournament_gives_the_runs_that_were_finished() {
    let problem = reserved("int_4x3_p2_s1_l0", 40);
    let watch = Watch::new();
    let effort = Effort::unbounded(&watch);
    let yardstick = Yardstick::of(&problem, &effort).unwrap();
    watch.stop();
    let found = tournament(&problem, (&plan(9), &yardstick), &effort);
    assert_eq!(found.answer.runs, 0);
    assert_ne!(found.reach, Reach::Complete);
}

#[test]
fn nobody_is_asked_more_than_once_a_round_whatever_the_procedure() {
    let problem = reserved("int_5x3_p3_s1_l0", 40);
    let manners = Company::One(Manner::Saboteur).manners(3, 1);
    for procedure in Procedure::ALL {
        if let Some(sitting) = sit(&problem, procedure, &manners, (20, 4)) {
            assert!(sitting.asked() <= 60, "{procedure:?}");
        }
    }
}

/// What the party served worst has, added up over the runs: with ours, with flips, with annealing.
fn served(name: &str) -> [u64; 3] {
    let problem = reserved(name, 45);
    let watch = Watch::new();
    let effort = Effort::unbounded(&watch);
    let yardstick = Yardstick::of(&problem, &effort).unwrap();
    let procedures = [Procedure::Next, Procedure::Flips, Procedure::Annealing];
    let plan = Plan {
        procedures: procedures.to_vec(),
        companies: vec![Company::All(Manner::Truthful)],
        rounds: 24,
        runs: 15,
        seed: 2,
    };
    let found = tournament(&problem, (&plan, &yardstick), &effort).answer;
    let sum = |cell: &Cell| cell.marks.iter().map(|mark| u64::from(mark.least)).sum();
    let sums: Vec<u64> = found.cells.iter().map(sum).collect();
    sums.try_into().unwrap()
}

#[test]
fn ours_serves_the_one_served_worst_better_than_flips_and_annealing_where_scores_are_drawn() {
    for name in ["int_6x4_p2_s1_l0", "real_6x4_p3_s2_l0"] {
        let [ours, flips, annealing] = served(name);
        assert!(ours > flips && ours > annealing, "{name}");
    }
}

#[test]
fn where_parties_stand_on_one_line_flips_do_as_well_and_ours_stays_close() {
    let [ours, flips, annealing] = served("spatial_8x4_p2_s3_l0");
    assert!(ours > annealing && ours * 100 > flips * 95);
}

#[test]
fn flips_of_truthful_parties_tell_nobody_a_limit_before_the_signature() {
    let problem = reserved("int_6x4_p2_s1_l0", 45);
    let parties = (PartyIx::new(0), PartyIx::new(1));
    let company = Company::All(Manner::Truthful);
    let found = twins(&problem, (Procedure::Flips, company), parties, (30, 3)).unwrap();
    assert_eq!(found.shown.len(), 8);
    let (questions, text, _) = found.shown.first().unwrap();
    assert!(
        found
            .shown
            .iter()
            .all(|(q, t, _)| q == questions && t == text)
    );
}

#[test]
fn what_was_stopped_before_it_was_known_is_no_proof_that_nothing_suits_all() {
    // More than each can have at once, which only a search finds out.
    let problem = reserved("int_10x5_p3_s1_l0", 82);
    let watch = Watch::new();
    let whole = Effort::unbounded(&watch);
    let cut = Effort {
        nodes_max: 1,
        ..whole
    };
    let [found, stopped] = [whole, cut].map(|effort| Yardstick::of(&problem, &effort).err());
    assert_eq!(found, Some(Unmeasured::NothingAcceptable));
    assert_eq!(stopped, Some(Unmeasured::Stopped));
}
