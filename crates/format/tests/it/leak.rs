//! The leak meter on cases that ship: what a room could work out, held against trying every value by
//! hand; and who is told.

use briefing::{Choices, Exploring, Leak, LeakError, Sharing, explore, leak, leak_of_count};
use briefing::{counts_in, named_options};
use case::{BracketId, Case, ChoiceId, PoseError, Trial, View};
use disclosure::{PartyId, Seat};
use problem::secret::{Secret, Value};
use problem::{Effort, Package, Problem, Scope, Watch};

fn south() -> PartyId {
    PartyId::new("south")
}

fn room(case: &Case) -> View<'_> {
    case.seen_from(Seat::Delegation(south()))
}

fn told(case: &Case, choices: &Choices, before: &[Choices]) -> Leak {
    let watch = Watch::new();
    let sharing = Sharing {
        with: &south(),
        room: &room(case),
        choices,
        before,
    };
    let view = case.seen_from(Seat::Mediator);
    leak(&view, &sharing, &Effort::unbounded(&watch)).unwrap()
}

/// The draft in hand of the fjord.
fn draft(case: &Case) -> Choices {
    let view = case.seen_from(Seat::Mediator);
    view.draft_in_hand().unwrap().item.choices.clone()
}

/// A package that a rule of fairness names.
fn fair(case: &Case, name: &str) -> Choices {
    let view = case.seen_from(Seat::Mediator);
    let watch = Watch::new();
    let exploring = Exploring {
        trial: &Trial::default(),
        address: &|_: &Choices| String::new(),
    };
    let found = explore(&view, &exploring, &Effort::unbounded(&watch)).unwrap();
    let named = |sheet: &&briefing::Sheet| sheet.names.iter().any(|own| own == name);
    found.sheets.iter().find(named).unwrap().choices.clone()
}

#[test]
fn a_package_that_suits_everybody_tells_what_trying_every_limit_by_hand_tells() {
    let case = super::cases::read("fjord");
    let view = case.seen_from(Seat::Mediator);
    let choices = draft(&case);
    let leak = told(&case, &choices, &[]);
    assert!(
        leak.rests_on.contains("every party could accept"),
        "{}",
        leak.rests_on
    );
    let posed = view.pose().unwrap();
    let positions = posed.brackets.iter().map(|(bracket, id)| {
        let options = posed.choices.get(bracket).unwrap();
        let place = options
            .iter()
            .position(|option| Some(option) == choices.get(id));
        u16::try_from(place.unwrap_or(0)).unwrap()
    });
    let package = Package::at(&positions.collect::<Vec<_>>());
    let north = posed
        .parties
        .iter()
        .find(|(_, id)| **id == PartyId::new("north"))
        .unwrap()
        .0;
    let mut telling = 0;
    for secret in posed.problem.secrets(north) {
        let worlds = posed.problem.worlds(secret, 20).unwrap();
        let (Some(_), Secret::Limit(_, bracket)) = (worlds.here, secret) else {
            continue;
        };
        let suits = |world: &Problem| world.is_within(&package, Scope::Acceptable);
        let left: Vec<&Value> = worlds
            .each
            .iter()
            .filter(|(_, world)| suits(world))
            .map(|(value, _)| value)
            .collect();
        if left.len() == worlds.each.len() || posed.choices.get(bracket).unwrap().len() < 2 {
            continue;
        }
        telling += 1;
        let id = posed.brackets.get(bracket).unwrap();
        let lines = leak
            .lines
            .iter()
            .filter(|line| line.contains(&question(&view, id)));
        let lines: Vec<&String> = lines.collect();
        println!("{lines:?}: {left:?}");
        // Where the room was told enough before, there is no sentence; else it gives the count.
        if let Some(line) = lines.first() {
            let words = [
                "no", "it is", "to two", "to three", "to four", "to five", "to six",
            ];
            assert!(line.contains(words[left.len()]), "{line}: {}", left.len());
        }
    }
    assert!(telling > 2, "{telling}");
    assert!(!leak.lines.is_empty());
    assert!(
        leak.lines
            .iter()
            .all(|line| line.starts_with("After this, South could"))
    );
}

fn question(view: &View<'_>, id: &BracketId) -> String {
    let points = view.points().map(|seen| seen.item);
    let mut brackets = points.flat_map(|point| view.brackets(point));
    let found = brackets.find(|seen| seen.item.id == *id).unwrap();
    found
        .item
        .question
        .in_language(&case::Language::english())
        .to_owned()
}

#[test]
fn the_choice_of_a_rule_tells_at_least_what_its_being_acceptable_tells() {
    let case = super::cases::read("turbine-parts");
    let view = case.seen_from(Seat::Mediator);
    let with = view.deciders()[0].clone();
    let seat = Seat::Delegation(with.clone());
    let choices = fair(&case, "Nash");
    let watch = Watch::new();
    let room = case.seen_from(seat);
    let sharing = |before| Sharing {
        with: &with,
        room: &room,
        choices: &choices,
        before,
    };
    let effort = Effort::unbounded(&watch);
    let fresh = leak(&view, &sharing(&[]), &effort).unwrap();
    assert!(
        fresh.rests_on.contains("the choice of the rule Nash"),
        "{}",
        fresh.rests_on
    );
    assert!(
        fresh.rests_on.contains("Each figure is exact"),
        "{}",
        fresh.rests_on
    );
    // Shown before as something that suits everybody, it has less left to tell.
    let before = [choices.clone()];
    let again = leak(&view, &sharing(&before), &effort).unwrap();
    assert!(again.lines.len() <= fresh.lines.len());
    println!("{fresh:#?}\n{again:#?}");
    let counted = leak_of_count(&view, &sharing(&[]), &effort).unwrap();
    assert!(
        counted.iter().all(|line| line.contains("one bit")),
        "{counted:?}"
    );
    // With hardly any effort there is no exact figure, and it says so.
    let short = Effort {
        nodes_max: 3_000,
        ..effort
    };
    let short = leak(&view, &sharing(&[]), &short).unwrap();
    assert!(
        !short.rests_on.contains("Each figure is exact"),
        "{}",
        short.rests_on
    );
}

#[test]
fn the_teams_own_choice_has_no_figure_and_says_why() {
    let case = super::cases::read("fjord");
    let mut choices = draft(&case);
    choices.insert(BracketId::new("boats"), ChoiceId::new("0"));
    let leak = told(&case, &choices, &[]);
    assert!(leak.lines.is_empty() && leak.budget.is_none());
    assert!(
        leak.rests_on.contains("the team’s own choice"),
        "{}",
        leak.rests_on
    );
}

#[test]
fn a_package_exactly_on_a_limit_told_in_confidence_is_warned_of() {
    let case = super::cases::read("fjord");
    let mut choices = draft(&case);
    let traps = |choices: &Choices| {
        let warnings = told(&case, choices, &[]).warnings;
        let of_boats = warnings
            .iter()
            .filter(|one| one.words.contains("patrol boats"));
        of_boats.map(|one| one.trap).collect::<Vec<_>>()
    };
    // North never has fewer than six, and has told so in confidence.
    assert_eq!(traps(&choices), ["exactly on a limit"]);
    choices.insert(BracketId::new("boats"), ChoiceId::new("8"));
    assert!(traps(&choices).is_empty());
}

#[test]
fn the_meter_is_for_the_team_alone_and_off_in_a_live_case() {
    let watch = Watch::new();
    let fjord = super::cases::read("fjord");
    let miami = super::cases::read("miami-2025");
    for (case, seat, expected) in [
        (&fjord, Seat::Delegation(south()), LeakError::NotForThisSeat),
        (&fjord, Seat::Public, LeakError::NotForThisSeat),
        (&miami, Seat::Mediator, LeakError::Pose(PoseError::Live)),
    ] {
        let view = case.seen_from(seat);
        let room = room(case);
        let sharing = Sharing {
            with: &south(),
            room: &room,
            choices: &Choices::new(),
            before: &[],
        };
        let effort = Effort::unbounded(&watch);
        assert_eq!(leak(&view, &sharing, &effort).unwrap_err(), expected);
        assert!(leak_of_count(&view, &sharing, &effort).is_err());
    }
}

#[test]
fn words_that_name_an_option_are_measured_as_the_option() {
    let case = super::cases::read("fjord");
    let view = case.seen_from(Seat::Mediator);
    let words = "Could you live with 40 000 t, and spring, eight weeks closed?";
    let named = named_options(&view, words);
    let expected: Choices = [
        (BracketId::new("quota"), ChoiceId::new("mid")),
        (BracketId::new("season"), ChoiceId::new("spring")),
    ]
    .into();
    assert_eq!(named, expected);
    assert_eq!(counts_in(words), None);
    assert!(named_options(&view, "None of it, unarmed or not.").is_empty());
}
