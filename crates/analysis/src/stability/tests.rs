//! The fast methods against the definitions, and the published cases.

use super::*;
use problem::stability::{
    Direction, FormError, Lever, LeverIx, Literals, Mover, Notion, OptionForm, StateIx, Statement,
    Steps, Taken,
};
use problem::{Index, PartyIx, Table, Watch};
use proptest::collection::vec;
use proptest::prelude::*;

const RULES: [Sanctions; 2] = [Sanctions::Joint, Sanctions::Single];

fn at(position: usize) -> StateIx {
    StateIx::from_position(position).unwrap()
}

fn party(position: u16) -> PartyIx {
    PartyIx::new(position)
}

fn everyone(model: &GraphModel) -> Vec<PartyIx> {
    model.movers().ids().collect()
}

/// A graph of a few states: for each party, which pairs are moves, and ranks with ties.
fn models() -> impl Strategy<Value = GraphModel> {
    (0..=6_usize, 1..=4_usize).prop_flat_map(|(states, parties)| {
        let moves = vec(prop::bool::weighted(0.35), states * states);
        let ranks = vec(0..4_u32, states);
        vec((moves, ranks), parties).prop_map(move |movers| {
            let movers = movers.into_iter().map(|(moves, ranks)| {
                let from = (0..states).map(|from| {
                    let to = (0..states).filter(|to| from != *to && moves[from * states + to]);
                    to.map(at).collect()
                });
                Mover {
                    moves: from.collect(),
                    ranks: Table::new(ranks),
                }
            });
            GraphModel::new(movers.collect()).unwrap()
        })
    })
}

fn literals(levers: u32) -> impl Strategy<Value = Literals> {
    let all = (1_u32 << levers) - 1;
    (0..=all, 0..=all, 0..=all).prop_map(|(taken, spoken, fewer)| {
        let spoken = spoken & (fewer | 1);
        Literals {
            taken: Taken(taken & spoken),
            left: Taken(!taken & spoken),
        }
    })
}

fn direction() -> impl Strategy<Value = Direction> {
    prop_oneof![
        3 => Just(Direction::Both),
        2 => Just(Direction::OnlyTaken),
        1 => Just(Direction::OnlyDropped),
    ]
}

/// A conflict of 1 to 5 parties and up to 5 options, with what is not possible, moves that cannot
/// be undone, ties, and in some of them states that count as one.
fn games(same_max: usize) -> impl Strategy<Value = OptionGame> {
    (0..=5_u32, 1..=5_u16)
        .prop_flat_map(move |(levers, parties)| {
            let lever = (0..parties, direction()).prop_map(|(owner, direction)| Lever {
                owner: PartyIx::new(owner),
                direction,
            });
            let levers_all = vec(lever, levers as usize);
            let (impossible, same) = (
                vec(literals(levers), 0..4),
                vec(literals(levers), 0..=same_max),
            );
            let ranks = vec(vec(0..5_u32, 1 << levers), usize::from(parties));
            (levers_all, impossible, same, ranks)
        })
        .prop_filter_map(
            "nothing is possible",
            |(levers, impossible, same, ranks)| {
                let form = OptionForm::new(Table::new(levers), &impossible, &same).ok()?;
                let ranks = ranks.into_iter().map(|own| {
                    let own = own.into_iter().take(form.states());
                    own.collect::<Table<StateIx, u32>>()
                });
                let ranks: Table<PartyIx, _> = ranks.collect();
                OptionGame::new(form, ranks).ok()
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn a_graph_model_is_judged_as_the_definitions_judge_it(model in models()) {
        let watch = Watch::new();
        for rule in RULES {
            let claim = graph_stability(&model, rule, &Effort::unbounded(&watch));
            prop_assert_eq!(claim.answer, Some(model.stability(rule)));
        }
    }

    #[test]
    fn an_option_form_is_judged_as_the_definitions_judge_its_graph(game in games(0)) {
        let watch = Watch::new();
        let graph = game.graph();
        for rule in RULES {
            let claim = stability(&game, rule, &Effort::unbounded(&watch));
            prop_assert_eq!(claim.answer, Some(graph.stability(rule)));
        }
    }

    #[test]
    fn states_that_count_as_one_are_judged_as_one(game in games(2)) {
        let watch = Watch::new();
        let claim = stability(&game, Sanctions::Joint, &Effort::unbounded(&watch));
        prop_assert_eq!(claim.answer, Some(game.graph().stability(Sanctions::Joint)));
    }

    #[test]
    fn courses_lead_where_the_parties_can_get_and_are_legal(game in games(1), seed in 0..32_usize) {
        let graph = game.graph();
        let from = at(seed % graph.states());
        let watch = Watch::new();
        let effort = Effort::unbounded(&watch);
        let by: Vec<PartyIx> = everyone(&graph).into_iter().skip(seed % 2).collect();
        for steps in [Steps::Any, Steps::Improving] {
            let mut reach: Vec<StateIx> = graph.reach(&by, from, steps).into_iter().collect();
            reach.retain(|state| *state != from);
            let listed = graph_courses(&graph, from, (&by, steps), &effort).answer;
            let implicit = courses(&game, from, (&by, steps), &effort).answer;
            for found in [&listed, &implicit] {
                let reached: Vec<StateIx> = found.reached().filter(|to| *to != from).collect();
                prop_assert_eq!(&reached, &reach);
                for to in &reach {
                    let course = found.to(*to).unwrap();
                    prop_assert!(graph.is_course(from, &course, steps));
                    prop_assert_eq!(course.last().map(|step| step.1), Some(*to));
                }
            }
            for to in reach {
                let lengths = (listed.to(to).map(|c| c.len()), implicit.to(to).map(|c| c.len()));
                prop_assert_eq!(lengths.0, lengths.1);
            }
        }
    }

    #[test]
    fn coalitions_gain_what_the_definition_says(game in games(1), seed in 0..32_usize) {
        let graph = game.graph();
        let from = at(seed % graph.states());
        let watch = Watch::new();
        let effort = Effort::unbounded(&watch);
        let mut expected = Vec::new();
        let parties = everyone(&graph);
        for members in 0..1_u32 << parties.len() {
            let some = parties.iter().filter(|party| members >> party.position() & 1 == 1);
            let coalition: Vec<PartyIx> = some.copied().collect();
            let to = graph.coalition_improvements(&coalition, from);
            prop_assert_eq!(to.is_empty(), graph.holds_against(&coalition, from));
            if coalition.len() > 1 && !to.is_empty() {
                expected.push(Gain { coalition, to });
            }
        }
        expected.sort_by_key(|gain| (gain.coalition.len(), gain.coalition.clone()));
        let found = coalition_gains((&game, None), from, &effort);
        prop_assert_eq!(&found.answer, &expected);
        let found = coalition_gains((&game, Some(&graph)), from, &effort);
        prop_assert_eq!(&found.answer, &expected);
    }

    #[test]
    fn the_threads_change_nothing(game in games(0)) {
        let watch = Watch::new();
        let one = Effort::unbounded(&watch);
        let two = Effort { threads: std::num::NonZeroUsize::new(2).unwrap(), ..one };
        let (one, two) = (
            stability(&game, Sanctions::Joint, &one),
            stability(&game, Sanctions::Joint, &two),
        );
        prop_assert_eq!(one, two);
    }
}

/// The moves of an example, from each of so many states, counted from 1 as papers do.
fn moves(states: usize, pairs: &[(usize, &[usize])]) -> Table<StateIx, Vec<StateIx>> {
    let mut moves = vec![Vec::new(); states];
    for (from, to) in pairs {
        moves[from - 1].extend(to.iter().map(|to| at(to - 1)));
    }
    Table::new(moves)
}

/// Ranks from classes of states, best first, counted from 1 as papers do.
fn ranks(classes: &[&[usize]]) -> Table<StateIx, u32> {
    let states = classes.iter().map(|class| class.len()).sum();
    let mut ranks = vec![u32::MAX; states];
    for (rank, class) in (0..).zip(classes) {
        for state in *class {
            ranks[state - 1] = rank;
        }
    }
    assert!(!ranks.contains(&u32::MAX), "a state is not ranked");
    Table::new(ranks)
}

fn strict(order: &[usize]) -> Table<StateIx, u32> {
    let classes: Vec<&[usize]> = order.chunks(1).collect();
    ranks(&classes)
}

/// The equilibria by each notion, counted from 1: Nash, GMR, SMR, SEQ.
fn equilibria(stability: &Stability) -> [Vec<usize>; 4] {
    Notion::ALL.map(|notion| {
        let states = stability.equilibria(notion).into_iter();
        states.map(|state| Index::position(state) + 1).collect()
    })
}

fn judged(game: &OptionGame, rule: Sanctions) -> [Vec<usize>; 4] {
    let watch = Watch::new();
    let claim = stability(game, rule, &Effort::unbounded(&watch));
    let found = claim.answer.unwrap();
    assert_eq!(found, game.graph().stability(rule));
    equilibria(&found)
}

fn levers(owners: &[u16]) -> Table<LeverIx, Lever> {
    let levers = owners.iter().map(|owner| Lever {
        owner: party(*owner),
        direction: Direction::Both,
    });
    levers.collect()
}

fn set(levers: &[u32]) -> Taken {
    Taken(levers.iter().map(|lever| 1 << lever).sum())
}

/// Not both of any two of these, by twos.
fn never_two(levers: &[u32]) -> Vec<Literals> {
    let pairs = levers
        .iter()
        .flat_map(|one| levers.iter().map(move |other| (*one, *other)));
    let pairs = pairs.filter(|(one, other)| one < other);
    let pairs = pairs.map(|(one, other)| never(&[one, other], &[]));
    pairs.collect()
}

/// Never these taken and those left.
fn never(taken: &[u32], left: &[u32]) -> Literals {
    Literals {
        taken: set(taken),
        left: set(left),
    }
}

fn game(form: OptionForm, ranks: Vec<Table<StateIx, u32>>) -> OptionGame {
    OptionGame::new(form, Table::new(ranks)).unwrap()
}

#[test]
fn in_the_prisoners_dilemma_mutual_cooperation_holds_by_sanctions_only() {
    let form = OptionForm::new(levers(&[0, 1]), &[], &[]).unwrap();
    let game = game(form, vec![strict(&[3, 4, 1, 2]), strict(&[2, 4, 1, 3])]);
    assert_eq!(
        judged(&game, Sanctions::Joint),
        [vec![1], vec![1, 4], vec![1, 4], vec![1, 4]]
    );
}

#[test]
fn the_water_conflict_of_syria_and_iraq_comes_out_as_the_reference_has_it() {
    let form = OptionForm::new(levers(&[0, 0, 1]), &never_two(&[0, 1]), &[]).unwrap();
    let syria = strict(&[1, 3, 6, 2, 4, 5]);
    let iraq = strict(&[2, 4, 6, 1, 5, 3]);
    let game = game(form, vec![syria, iraq]);
    assert_eq!(
        judged(&game, Sanctions::Joint),
        [vec![6], vec![1, 6], vec![6], vec![6]]
    );
}

/// The nine states of Elmira as the papers number them, with either order of Uniroyal.
fn elmira(uniroyal: &[usize]) -> GraphModel {
    let ministry: &[(usize, &[usize])] = &[(1, &[2]), (3, &[4]), (5, &[6]), (7, &[8])];
    let company: &[(usize, &[usize])] = &[
        (1, &[3, 9]),
        (2, &[4, 9]),
        (3, &[9]),
        (4, &[9]),
        (5, &[7, 9]),
        (6, &[8, 9]),
        (7, &[9]),
        (8, &[9]),
    ];
    let town: &[(usize, &[usize])] = &[
        (1, &[5]),
        (5, &[1]),
        (2, &[6]),
        (6, &[2]),
        (3, &[7]),
        (7, &[3]),
        (4, &[8]),
        (8, &[4]),
    ];
    let mover = |moved: &[(usize, &[usize])], order: &[usize]| Mover {
        moves: moves(9, moved),
        ranks: strict(order),
    };
    let movers = vec![
        mover(ministry, &[7, 3, 4, 8, 5, 1, 2, 6, 9]),
        mover(company, uniroyal),
        mover(town, &[7, 3, 5, 1, 8, 6, 4, 2, 9]),
    ];
    GraphModel::new(Table::new(movers)).unwrap()
}

#[test]
fn elmira_has_its_published_equilibria_in_either_order_of_uniroyal() {
    for order in [[1, 4, 8, 5, 9, 2, 3, 7, 6], [1, 4, 8, 5, 9, 3, 7, 2, 6]] {
        let model = elmira(&order);
        let watch = Watch::new();
        let claim = graph_stability(&model, Sanctions::Joint, &Effort::unbounded(&watch));
        let answered = vec![1, 4, 5, 8, 9];
        assert_eq!(
            equilibria(&claim.answer.unwrap()),
            [vec![5, 8, 9], answered.clone(), answered, vec![5, 8, 9]]
        );
    }
}

#[test]
fn elmira_left_its_fifth_state_for_the_eighth_by_the_ministry_and_uniroyal_together() {
    let model = elmira(&[1, 4, 8, 5, 9, 2, 3, 7, 6]);
    let (ministry, uniroyal, town) = (party(0), party(1), party(2));
    let gains = |coalition: &[PartyIx]| {
        let gains = model.coalition_improvements(coalition, at(4)).into_iter();
        gains
            .map(|state| Index::position(state) + 1)
            .collect::<Vec<_>>()
    };
    assert_eq!(gains(&[ministry, uniroyal]), [8]);
    assert!(gains(&[ministry, town]).is_empty());
    assert!(gains(&[uniroyal, town]).is_empty());
    assert!(gains(&[ministry, uniroyal, town]).is_empty());
    assert!(!model.holds_against(&[ministry, uniroyal], at(4)));
    let watch = Watch::new();
    let effort = Effort::unbounded(&watch);
    let by = [ministry, uniroyal];
    let found = graph_courses(&model, at(4), (&by, Steps::Any), &effort).answer;
    assert_eq!(
        found.to(at(7)).unwrap(),
        [(ministry, at(5)), (uniroyal, at(7))]
    );
    let alone = graph_courses(
        &model,
        at(4),
        (&everyone(&model), Steps::Improving),
        &effort,
    );
    assert_eq!(alone.answer.reached().count(), 0);
}

#[test]
fn elmira_in_option_form_with_abandoning_as_one_state_is_the_same_conflict() {
    let both = |owner| Lever {
        owner: party(owner),
        direction: Direction::Both,
    };
    let only = |owner, direction| Lever {
        owner: party(owner),
        direction,
    };
    let levers = vec![
        only(0, Direction::OnlyTaken),
        only(1, Direction::OnlyDropped),
        both(1),
        only(1, Direction::OnlyTaken),
        both(2),
    ];
    let mut impossible = never_two(&[1, 2, 3]);
    impossible.push(never(&[], &[1, 2, 3]));
    let form = OptionForm::new(Table::new(levers), &impossible, &[never(&[3], &[])]).unwrap();
    // Abandoning, which the papers have last, comes fifth here.
    let papers = [1, 2, 3, 4, 9, 5, 6, 7, 8];
    let graph = elmira(&[1, 4, 8, 5, 9, 2, 3, 7, 6]);
    let ranks = graph.movers().rows().map(|mover| {
        let own = papers.map(|state| *mover.ranks.get(at(state - 1)).unwrap());
        Table::new(own.to_vec())
    });
    let game = game(form, ranks.collect());
    let named = |states: &Vec<usize>| {
        let mut named: Vec<usize> = states.iter().map(|state| papers[state - 1]).collect();
        named.sort_unstable();
        named
    };
    let answered = vec![1, 4, 5, 8, 9];
    assert_eq!(
        judged(&game, Sanctions::Joint).each_ref().map(named),
        [vec![5, 8, 9], answered.clone(), answered, vec![5, 8, 9]]
    );
}

/// The diversion of the Garrison unit: 23 states from nine options.
fn garrison() -> OptionGame {
    let mut impossible = never_two(&[0, 1, 2]);
    impossible.extend(never_two(&[5, 6, 7, 8]));
    impossible.extend([
        never(&[], &[0, 1, 2]),
        never(&[], &[5, 6, 7, 8]),
        never(&[0], &[3]),
        never(&[2, 3], &[]),
        never(&[0], &[4, 5]),
        never(&[1, 7], &[4]),
        never(&[1, 8], &[4]),
        never(&[2, 7], &[4]),
        never(&[2, 8], &[4]),
    ]);
    let form = OptionForm::new(levers(&[0, 0, 0, 1, 2, 3, 3, 3, 3]), &impossible, &[]).unwrap();
    assert_eq!(form.states(), 23);
    let support: [&[usize]; 21] = [
        &[3],
        &[7],
        &[1, 2],
        &[4],
        &[5, 6],
        &[8],
        &[9],
        &[12],
        &[11],
        &[15],
        &[10],
        &[13],
        &[14],
        &[17],
        &[16],
        &[18],
        &[19],
        &[21],
        &[20],
        &[22],
        &[23],
    ];
    let opposition: [&[usize]; 17] = [
        &[21, 17, 13, 10, 6, 2],
        &[23, 19],
        &[15],
        &[11],
        &[8],
        &[4],
        &[22],
        &[18],
        &[14],
        &[7],
        &[3],
        &[20],
        &[16],
        &[12],
        &[9],
        &[5],
        &[1],
    ];
    let canada: [&[usize]; 18] = [
        &[23],
        &[20, 21],
        &[19],
        &[16, 17],
        &[11],
        &[9, 10],
        &[15],
        &[12, 13],
        &[2],
        &[4],
        &[1],
        &[8],
        &[5, 6],
        &[22],
        &[18],
        &[14],
        &[3],
        &[7],
    ];
    let all: Vec<usize> = (1..=23).collect();
    let ranked = vec![
        ranks(&support),
        ranks(&opposition),
        ranks(&canada),
        ranks(&[&all]),
    ];
    game(form, ranked)
}

#[test]
fn garrison_has_its_reference_equilibria_where_one_opponent_answers_alone() {
    let stable = vec![2, 3, 11, 17, 18, 21, 22];
    let answered = vec![2, 3, 8, 11, 13, 14, 15, 17, 18, 19, 21, 22];
    assert_eq!(
        judged(&garrison(), Sanctions::Single),
        [stable.clone(), answered.clone(), answered, stable]
    );
}

#[test]
fn garrison_has_three_states_more_where_the_opponents_answer_together() {
    let stable = vec![2, 3, 11, 17, 18, 21, 22];
    let answered = vec![2, 3, 4, 6, 8, 10, 11, 13, 14, 15, 17, 18, 19, 21, 22];
    let found = judged(&garrison(), Sanctions::Joint);
    assert_eq!(found[0], stable);
    assert_eq!((&found[1], &found[2]), (&answered, &answered));
    assert_eq!(found[3], stable);
}

#[test]
fn the_missile_crisis_ended_where_only_foresight_holds() {
    let mut owned = levers(&[0, 0, 1, 1]);
    owned
        .get_mut(LeverIx::from_position(0).unwrap())
        .unwrap()
        .direction = Direction::OnlyTaken;
    let form = OptionForm::new(owned, &never_two(&[2, 3]), &[]).unwrap();
    let states = strict(&[5, 7, 6, 8, 3, 2, 4, 1, 12, 10, 11, 9]);
    let soviets = strict(&[1, 5, 7, 3, 6, 2, 8, 4, 12, 10, 11, 9]);
    let game = game(form, vec![states, soviets]);
    let answered = vec![1, 2, 3, 5, 6, 7, 8];
    assert_eq!(
        judged(&game, Sanctions::Joint),
        [vec![6], answered.clone(), answered, vec![5, 6, 7]]
    );
}

#[test]
fn statements_rank_the_states_of_the_missile_crisis_as_their_order_says() {
    let form = OptionForm::new(levers(&[0, 0, 1, 1]), &never_two(&[2, 3]), &[]).unwrap();
    let holds = |taken: &[u32], left: &[u32]| Statement::Holds(vec![never(taken, left)]);
    let statements = [
        holds(&[2], &[]),
        holds(&[], &[3]),
        Statement::If {
            then: vec![never(&[], &[0])],
            when: vec![never(&[2], &[])],
        },
    ];
    let ranks = form.ranks(&statements).unwrap();
    let found: Vec<u32> = ranks.rows().copied().collect();
    assert_eq!(found, [2, 2, 2, 2, 0, 1, 0, 1, 3, 3, 3, 3]);
}

#[test]
fn what_is_too_large_or_empty_is_refused() {
    let nothing = [never(&[], &[])];
    assert_eq!(
        OptionForm::new(levers(&[0]), &nothing, &[]),
        Err(FormError::NoState)
    );
    assert_eq!(
        OptionForm::new(levers(&[0; 22]), &[], &[]),
        Err(FormError::TooManyStates)
    );
    assert_eq!(
        OptionForm::new(levers(&[0; 33]), &[], &[]),
        Err(FormError::TooManyOptions)
    );
    let form = OptionForm::new(levers(&[0, 1]), &[], &[never(&[0], &[])]).unwrap();
    let statement = Statement::Holds(vec![never(&[1], &[])]);
    assert_eq!(form.ranks(&[statement]), Err(FormError::TornState));
}

#[test]
fn effort_that_runs_out_gives_no_answer_and_says_so() {
    let watch = Watch::new();
    let effort = Effort {
        nodes_max: 40,
        ..Effort::unbounded(&watch)
    };
    let claim = stability(&garrison(), Sanctions::Joint, &effort);
    assert_eq!(claim.answer, None);
    assert_eq!(claim.reach, Reach::Stopped(Bound::Unknown));
    watch.stop();
    let claim = stability(&garrison(), Sanctions::Joint, &Effort::unbounded(&watch));
    assert_eq!(claim.reach, Reach::Stopped(Bound::Unknown));
}
