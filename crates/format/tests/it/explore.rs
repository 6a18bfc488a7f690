//! Packages explored: what a trial changes, what each party is told, and to whom.

use briefing::{Acceptable, Choices, Exploring, explore, levers, weigh, weigh_own};
use case::{BracketId, Exact, PoseError, RedLineId, Trial};
use disclosure::{PartyId, Seat};
use problem::{Effort, Watch};

fn exact(whole: i64) -> Exact {
    Exact::from_integer(whole.into())
}

fn named(view: &case::View<'_>, trial: &Trial) -> briefing::Exploration {
    let watch = Watch::new();
    let address = |choices: &Choices| format!("/package-of-{}", choices.len());
    let exploring = Exploring {
        trial,
        address: &address,
    };
    explore(view, &exploring, &Effort::unbounded(&watch)).unwrap()
}

#[test]
fn a_package_tells_every_party_why_and_weighs_the_same_again() {
    let case = super::cases::read("turbine-parts");
    let view = case.seen_from(Seat::Mediator);
    let watch = Watch::new();
    let effort = Effort::unbounded(&watch);
    let found = named(&view, &Trial::default());
    assert!(!found.sheets.is_empty(), "{}", found.heading);
    for sheet in &found.sheets {
        let again = weigh(&view, &sheet.choices, &Trial::default(), &effort)
            .unwrap()
            .unwrap();
        assert_eq!(again.parties, sheet.parties);
        assert_eq!(again.names, sheet.names);
        assert!(sheet.parties.iter().all(|why| why.words.contains("worth")));
    }
}

#[test]
fn a_value_of_no_deal_that_nobody_reaches_leaves_no_package() {
    let case = super::cases::read("turbine-parts");
    let view = case.seen_from(Seat::Mediator);
    let watch = Watch::new();
    let all = levers(&view, &Effort::unbounded(&watch)).unwrap();
    let [_, _, most] = all[0].reservation.clone().unwrap();
    let mut trial = Trial::default();
    trial
        .reservations
        .insert(all[0].party.clone(), most + exact(1));
    let found = named(&view, &trial);
    assert!(found.heading.starts_with("No package"), "{}", found.heading);
    assert!(found.sheets.iter().all(|sheet| {
        let own = sheet.parties.iter().find(|why| why.party == all[0].party);
        own.unwrap().acceptable == Acceptable::No
    }));
}

#[test]
fn a_lifted_red_line_is_no_longer_crossed_and_a_weight_of_nought_counts_for_nothing() {
    let case = super::cases::read("fjord");
    let view = case.seen_from(Seat::Mediator);
    let whole = view.pose().unwrap();
    let mut trial = Trial::default();
    trial.lifted.insert(RedLineId::new("north-1"));
    let north = PartyId::new("north");
    let border = (north.clone(), BracketId::new("border"));
    trial.weights.insert(border, exact(0));
    let tried = view.pose_trial(&trial).unwrap();
    let count = |posed: &case::Posed| posed.limits.rows().map(|own| own.len()).sum::<usize>();
    assert_eq!(count(&tried) + 1, count(&whole));
    let (party, _) = tried.parties.iter().find(|(_, id)| **id == north).unwrap();
    let (bracket, _) = tried
        .brackets
        .iter()
        .find(|(_, id)| id.as_str() == "border")
        .unwrap();
    let stance = tried.problem.stances().get(party).unwrap();
    let scores = stance.scores.get(bracket).unwrap();
    assert!(scores.iter().all(|score| score.get() == 0));
}

#[test]
fn a_delegation_weighs_a_package_by_its_own_figures_and_gets_no_joint_answer() {
    let case = super::cases::read("fjord");
    let south = Seat::Delegation(PartyId::new("south"));
    let view = case.seen_from(south);
    let watch = Watch::new();
    let effort = Effort::unbounded(&watch);
    let trial = Trial::default();
    let address = |_: &Choices| String::new();
    let exploring = Exploring {
        trial: &trial,
        address: &address,
    };
    let refused = explore(&view, &exploring, &effort).unwrap_err();
    assert_eq!(refused, PoseError::NoFigures(PartyId::new("north")));
    let team = case.seen_from(Seat::Mediator);
    let joint = named(&team, &trial);
    let sheet = &joint.sheets[0];
    let own = weigh_own(&view, &sheet.choices, &effort).unwrap().unwrap();
    let known = sheet.parties.iter().find(|why| why.party == own.party);
    assert_eq!(own.worth, known.unwrap().worth);
    assert_eq!(own.name, "South");
}
