//! Packages explored: what a trial changes, what each party is told, and to whom.

use briefing::{
    Acceptable, Choices, Detail, Exploring, Question, explore, levers, prepare, weigh, weigh_own,
};
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

/// The finest figure weighs its party down in the equal gains rule, where no unit holds all.
#[test]
fn where_no_unit_holds_all_figures_no_rule_that_counts_in_stated_units_is_claimed() {
    let path = super::cases::folder("turbine-parts").join("case.yaml");
    let text = std::fs::read_to_string(path).unwrap();
    let fine = format!("reservation: 57.{:030}", 1);
    for (reservation, is_claimed) in [("reservation: 57", true), (fine.as_str(), false)] {
        let text = text.replacen("reservation: 57", reservation, 1);
        let case = crate::case_file::read(&text).unwrap_or_else(|faults| panic!("{faults}"));
        let view = case.seen_from(Seat::Mediator);
        assert_eq!(view.pose().unwrap().has_one_unit(), is_claimed);
        let watch = Watch::new();
        let briefing = prepare(&view, Question::Fair, &Effort::unbounded(&watch)).unwrap();
        let told = briefing.to_text(1_000, Detail::Full);
        assert!(told.contains("Nash 1950"), "{told}");
        for claim in ["Kalai 1977", "most over draft:", "counts in stated units"] {
            assert_eq!(told.contains(claim), is_claimed, "{claim}: {told}");
        }
        let explored = named(&view, &Trial::default());
        for told in [&told, &explored.lead] {
            let why = "no one unit holds the figures of all parties to the last digit";
            assert_eq!(told.contains(why), !is_claimed, "{told}");
        }
    }
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
