//! Posing a problem through a view: who may ask, what goes in, what is left out.

use super::{HEAD, read};
use case::{
    Assumption, BracketId, Case, ChoiceId, Exact, GivenBy, Limit, LinkageId, PoseError, RedLineId,
};
use disclosure::{PartyId, ReleaseClass, Seat};
use problem::{ChoiceIx, DecisionRule, PartyIx, Quorum, Table};

const POINTS: &str = "\
points:
  '1':
    title: Fishing
    brackets:
      quota:
        question: How much
        options:
          low: {text: Low, proposed_by: [south]}
          high: {text: High, proposed_by: [north], rejected_by: [south]}
          gift: {text: Gift, release: {class: unattributed, owner: reef, to: [south]}}
      season:
        question: When
        options: {spring: {text: Spring}, none: {text: None}}
        release: {class: attributed, to: [north, south]}
";

fn of(sections: &str) -> Case {
    let text = format!("{HEAD}{POINTS}{sections}");
    read(&text).unwrap_or_else(|faults| panic!("{faults}\n{text}"))
}

fn figures(release: &str) -> String {
    format!(
        "preferences:
  - {{party: north, given_by: party, values: {{quota: {{low: 0, high: 1}}}}, \
         reservation: 0.5, release: {release}}}
  - {{party: south, given_by: party, values: {{quota: {{low: 1, high: 0}}}}, \
         reservation: 0.5, release: {release}}}
"
    )
}

fn party(name: &str) -> PartyId {
    PartyId::new(name)
}

fn north() -> Seat {
    Seat::Delegation(party("north"))
}

fn exact(above: i64, below: i64) -> Exact {
    Exact::new(above.into(), below.into())
}

#[test]
fn figures_that_are_sealed_and_figures_that_do_not_exist_give_the_same_error() {
    let sealed = of(&figures("sealed"));
    let missing = of("");
    let only_north =
        of("preferences: [{party: north, given_by: party, values: {quota: {low: 0, high: 1}}}]");
    for seat in [Seat::Public, Seat::Partner(party("reef"))] {
        let errors = [&sealed, &missing].map(|case| case.seen_from(seat.clone()).pose());
        let [Err(one), Err(other)] = errors else {
            panic!("{seat} posed a problem")
        };
        assert_eq!(one, other);
        assert_eq!(one.to_string(), other.to_string());
    }
    let errors = [&sealed, &only_north].map(|case| case.seen_from(north()).pose().err());
    assert_eq!(errors[0], errors[1]);
    assert_eq!(errors[0], Some(PoseError::NoFigures(party("south"))));
}

#[test]
fn the_mediator_poses_a_joint_problem_and_it_is_sealed() {
    let posed = of(&figures("sealed"))
        .seen_from(Seat::Mediator)
        .pose()
        .unwrap();
    assert_eq!(posed.parties.as_slice(), [party("north"), party("south")]);
    assert_eq!(posed.class, ReleaseClass::Sealed);
}

#[test]
fn public_figures_are_posed_by_everybody_from_what_each_may_see() {
    let case = of(&figures("public"));
    let brackets = |seat: Seat| -> Vec<String> {
        let posed = case.seen_from(seat).pose().unwrap();
        posed.brackets.rows().map(ToString::to_string).collect()
    };
    assert_eq!(brackets(Seat::Public), ["quota"]);
    assert_eq!(brackets(north()), ["quota", "season"]);
}

#[test]
fn figures_carried_to_a_delegation_do_not_give_it_a_joint_answer() {
    // A joint answer encodes the other room: only public figures may go into one.
    let case = of(&figures("{class: attributed, to: [north, south]}"));
    assert_eq!(
        case.seen_from(north()).pose().err(),
        Some(PoseError::NoFigures(party("south")))
    );
}

#[test]
fn a_delegation_poses_its_own_problem_and_nobody_elses() {
    let case = of(&figures("sealed"));
    let posed = case.seen_from(north()).pose_own().unwrap();
    assert_eq!(posed.parties.as_slice(), [party("north")]);
    assert_eq!(
        case.seen_from(Seat::Public).pose_own().err(),
        Some(PoseError::NoParties)
    );
    assert_eq!(
        case.seen_from(Seat::Mediator).pose_own().err(),
        Some(PoseError::NoParties)
    );
}

#[test]
fn an_option_that_a_party_has_not_valued_is_left_out_and_said() {
    let posed = of(&figures("sealed"))
        .seen_from(Seat::Mediator)
        .pose()
        .unwrap();
    let choices: Vec<&ChoiceId> = posed.choices.as_slice()[0].iter().collect();
    assert_eq!(choices, [&ChoiceId::new("low"), &ChoiceId::new("high")]);
    let gift = (BracketId::new("quota"), ChoiceId::new("gift"));
    let left_out = Assumption::Unvalued(party("north"), gift.0, gift.1);
    assert!(posed.assumptions.contains(&left_out));
}

#[test]
fn a_rule_on_a_bracket_that_a_seat_does_not_see_is_not_there_for_it() {
    let case = of("linkages:
  - {id: open, never: {quota: high}}
  - {id: kept, never: {season: none}, release: {class: attributed, to: [north, south]}}
");
    let rules = |seat: Seat| -> Vec<LinkageId> {
        let posed = case.seen_from(seat).pose_declared().unwrap();
        posed.rules.as_slice().to_vec()
    };
    assert_eq!(rules(Seat::Public), [LinkageId::new("open")]);
    assert_eq!(
        rules(north()),
        [LinkageId::new("open"), LinkageId::new("kept")]
    );
}

#[test]
fn declared_limits_are_rejections_and_red_lines_and_need_no_figures() {
    let case = of("red_lines:
  south: [{id: s1, text: no high quota, never: {quota: high}, release: public}]
  north:
    - {id: n1, text: words only, release: public}
    - {id: n2, text: sealed, never: {quota: low}}
    - {id: n3, kind: demand, text: wish, never: {quota: low}, release: public}
");
    let limits = |seat: Seat| -> Vec<Vec<Limit>> {
        let posed = case.seen_from(seat).pose_declared().unwrap();
        posed
            .limits
            .rows()
            .map(|limits| limits.as_slice().to_vec())
            .collect()
    };
    let line = |id: &str| Limit::RedLine(RedLineId::new(id));
    let rejection = Limit::Rejection(BracketId::new("quota"), ChoiceId::new("high"));
    assert_eq!(
        limits(Seat::Public),
        [vec![], vec![line("s1"), rejection.clone()]]
    );
    assert_eq!(
        limits(Seat::Mediator),
        [vec![line("n2")], vec![line("s1"), rejection]]
    );
    let posed = case.seen_from(Seat::Public).pose_declared().unwrap();
    assert!(
        posed
            .assumptions
            .contains(&Assumption::WordsOnly(RedLineId::new("n1")))
    );
}

#[test]
fn a_live_case_poses_what_is_declared_and_no_figures() {
    let text = HEAD.replace("title: A sample", "title: A sample, live: true") + POINTS;
    let case = read(&text).unwrap();
    let view = case.seen_from(Seat::Mediator);
    assert_eq!(view.pose().err(), Some(PoseError::Live));
    assert_eq!(
        case.seen_from(north()).pose_own().err(),
        Some(PoseError::Live)
    );
    assert!(view.pose_declared().is_ok());
}

#[test]
fn a_grid_takes_its_values_from_exact_straight_lines() {
    let case = read(&format!(
        "{HEAD}points:
  '1': {{title: Boats, brackets: {{boats: {{question: How many,
    grid: {{unit: boats, from: 0, to: 12, step: 2}}}}}}}}
preferences:
  - {{party: north, given_by: party, values: {{boats: {{at: {{0: 0, 6: 1, 12: 0.4}}}}}}}}
  - {{party: south, given_by: {{analyst: the team}}, values: {{boats: {{at: {{0: 1, 12: 0}}}}}}}}
"
    ))
    .unwrap_or_else(|faults| panic!("{faults}"));
    let posed = case.seen_from(Seat::Mediator).pose().unwrap();
    let values = |party: usize| -> Vec<Exact> {
        let stance = &posed.problem.stances().as_slice()[party];
        let unit = &posed.units.as_slice()[party];
        stance.scores.as_slice()[0]
            .iter()
            .map(|score| unit.figure(*score))
            .collect()
    };
    let north = [(0, 1), (1, 3), (2, 3), (1, 1), (4, 5), (3, 5), (2, 5)];
    assert_eq!(values(0), north.map(|(above, below)| exact(above, below)));
    let south = [6, 5, 4, 3, 2, 1, 0];
    assert_eq!(values(1), south.map(|above| exact(above, 6)));
    let given = Assumption::FiguresBy(party("south"), GivenBy::Analyst("the team".to_owned()));
    assert!(posed.assumptions.contains(&given));
}

#[test]
fn factions_stand_behind_their_party_and_only_for_those_who_see_them() {
    let text = HEAD.replace(
        "north: {name: North, role: principal}",
        "north: {name: North, role: principal, factions: {parliament: {name: P}}}",
    );
    let faction = "  - {party: north, faction: parliament, given_by: party, \
                   values: {quota: {low: 1, high: 0}}, reservation: 1}\n";
    let text = text + POINTS + &figures("public") + faction;
    let case = read(&text).unwrap_or_else(|faults| panic!("{faults}"));
    let posed = case.seen_from(Seat::Mediator).pose().unwrap();
    let [faction] = &posed.factions[..] else {
        panic!("{:?}", posed.factions)
    };
    assert_eq!(
        (faction.behind, faction.id.as_str()),
        (PartyIx::new(0), "parliament")
    );
    assert_eq!(
        faction.unit.figure(faction.stance.reservation.unwrap()),
        exact(1, 1)
    );
    let south = Seat::Delegation(party("south"));
    assert!(case.seen_from(south).pose().unwrap().factions.is_empty());
    assert_eq!(case.seen_from(north()).pose().unwrap().factions.len(), 1);
}

#[test]
fn a_quorum_counts_the_parties_that_decide_by_their_weights() {
    let case = of(
        "decision: {rule: sufficient_consensus, of: [south, north, reef], vetoes: [reef], \
         at_least: 2, thresholds: [{name: seats, weights: {north: 5, reef: 2}, at_least: 6}]}",
    );
    let posed = case.seen_from(Seat::Public).pose_declared().unwrap();
    assert_eq!(
        posed.parties.as_slice(),
        [party("south"), party("north"), party("reef")]
    );
    let quorum = |weights: [u64; 3], threshold| Quorum {
        weights: Table::new(weights.to_vec()),
        threshold,
    };
    let expected = DecisionRule::SufficientConsensus {
        vetoes: vec![PartyIx::new(2)],
        quorums: vec![quorum([0, 5, 2], 6), quorum([1, 1, 1], 2)],
    };
    assert_eq!(posed.problem.decision(), &expected);
}

#[test]
fn the_draft_in_hand_picks_what_a_seat_sees_of_it() {
    let text = HEAD.replace("title: A sample", "title: A sample, draft_in_hand: d1")
        + POINTS
        + "drafts: [{id: d1, name: D, choices: {quota: high}}]\n";
    let case = read(&text).unwrap_or_else(|faults| panic!("{faults}"));
    let posed = case.seen_from(north()).pose_declared().unwrap();
    let picks: Vec<Option<ChoiceIx>> = (0..2)
        .map(|at| {
            posed
                .draft
                .as_ref()
                .unwrap()
                .choice(problem::BracketIx::new(at))
        })
        .collect();
    assert_eq!(picks, [Some(ChoiceIx::new(1)), None]);
}

#[test]
fn the_draft_in_hand_is_no_more_open_than_the_draft() {
    let text = HEAD.replace("title: A sample", "title: A sample, draft_in_hand: next")
        + POINTS
        + "drafts: [{id: next, name: Next, choices: {quota: low}, release: sealed}]\n";
    let case = read(&text).unwrap_or_else(|faults| panic!("{faults}"));
    let in_hand = |seat: Seat| case.seen_from(seat).draft_in_hand().is_some();
    assert_eq!(
        [Seat::Mediator, north(), Seat::Public].map(in_hand),
        [true, false, false]
    );
    let posed = case.seen_from(Seat::Public).pose_declared().unwrap();
    assert_eq!(posed.draft, None);
}
