//! The scoreable games: exact counts of acceptable packages.

use crate::gold;
use analysis::clash::clashes;
use analysis::count::{count, tally};
use analysis::feasibility::{package_meeting, passing_package};
use num_bigint::BigUint;
use problem::{
    Acceptors, DecisionRule, Effort, Index, PartyIx, Problem, Reach, Score, Stance, Table, Watch,
};
use serde_json::Value;

/// A game as a problem; a threshold may be lowered for one party.
fn posed(game: &Value, lowered: Option<(usize, i64)>) -> Problem {
    let sizes = game["options"].as_array().unwrap().iter();
    let sizes = sizes.map(|size| u16::try_from(size.as_u64().unwrap()).unwrap());
    let rows = game["parties"].as_array().unwrap();
    let stance = |(place, row): (usize, &Value)| {
        let scores = row["scores"].as_array().unwrap().iter().map(|scores| {
            let scores = scores.as_array().unwrap().iter();
            scores.map(|s| Score::new(s.as_i64().unwrap())).collect()
        });
        let threshold = row["threshold"].as_f64().unwrap() as i64;
        let less = lowered.map_or(0, |(party, by)| if party == place { by } else { 0 });
        Stance {
            scores: scores.collect(),
            bonuses: Vec::new(),
            red_lines: Table::new(Vec::new()),
            reservation: Some(Score::new(threshold - less)),
        }
    };
    let vetoes = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row["role"] != "player");
    let vetoes = vetoes.filter_map(|(place, _)| PartyIx::from_position(place));
    let enough = rows.len() as u64 - 1;
    Problem::new(
        sizes.collect(),
        Table::new(Vec::new()),
        rows.iter().enumerate().map(stance).collect(),
        DecisionRule::at_least(enough, rows.len(), vetoes.collect()),
    )
    .unwrap()
}

fn number(count: &problem::Claim<BigUint>) -> u64 {
    assert_eq!(count.reach, Reach::Complete);
    u64::try_from(&count.answer).unwrap()
}

#[test]
fn the_published_games_have_as_many_acceptable_packages_as_published() {
    let Some(file) = gold::file("games.json") else {
        return;
    };
    let watch = Watch::new();
    let effort = Effort::unbounded(&watch);
    for (name, game) in file["games"].as_object().unwrap() {
        let problem = posed(game, None);
        let tally = tally(&problem, &effort);
        assert_eq!(number(&tally.possible), game["packages"].as_u64().unwrap());
        assert_eq!(
            number(&tally.all),
            game["acceptable_to_all"].as_u64().unwrap()
        );
        let enough = game["all_but_one_with_both_vetoes"].as_u64().unwrap();
        assert_eq!(number(&tally.enough), enough, "{name}");
        let passing = passing_package(&problem, &effort).answer.unwrap();
        assert!(problem.passes(&passing));
        let all = package_meeting(&problem, &problem.demands(), &effort).answer;
        assert!(
            problem
                .stances()
                .rows()
                .all(|s| s.accepts(all.as_ref().unwrap()))
        );
    }
}

#[test]
fn the_six_party_game_has_the_counts_of_the_literature() {
    let Some(file) = gold::file("games.json") else {
        return;
    };
    let watch = Watch::new();
    let effort = Effort::unbounded(&watch);
    let game = &file["games"]["base"];
    let problem = posed(game, None);
    let tally = tally(&problem, &effort);
    let acceptors: Vec<u64> = tally.acceptors.iter().map(number).collect();
    assert_eq!(acceptors, [1, 30, 98, 203, 255, 121, 12]);
    assert_eq!(acceptors[5] + acceptors[6], 133);
    let parties: Vec<u64> = tally.parties.rows().map(number).collect();
    assert_eq!(parties, [646, 555, 462, 354, 195, 320]);
    let one_by_one = (0..=6).map(|n| number(&count(&problem, Acceptors::Exactly(n), &effort)));
    assert_eq!(one_by_one.collect::<Vec<_>>(), acceptors);
    // The proposer, fourth in the file, counts ten more when all the others accept.
    let eased = posed(game, Some((3, 10)));
    let all = number(&count(&eased, Acceptors::All, &effort));
    assert_eq!(all, 34);
    assert_eq!(number(&tally.enough) + all - number(&tally.all), 77);
}

#[test]
fn a_game_that_somebody_can_win_has_no_clash() {
    let Some(file) = gold::file("games.json") else {
        return;
    };
    let watch = Watch::new();
    let problem = posed(&file["games"]["base"], None);
    let found = clashes(&problem, &problem.demands(), &Effort::unbounded(&watch));
    assert!(found.answer.clashes.is_empty());
    assert!(found.answer.corrections[0].demands.is_empty());
}
