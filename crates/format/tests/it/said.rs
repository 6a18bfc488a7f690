//! What follows from words alone, and who reads it.

use crate::case_file::read as read_one;
use crate::cases::read;
use briefing::{
    Block, Briefing, BriefingError, Detail, Issued, Picture, Question, prepare, questions_to,
};
use case::{BracketId, Case, ChoiceId, Deal, DraftId, Valuation};
use disclosure::{PartyId, Seat};
use problem::{Effort, Watch};
use std::collections::BTreeSet;

/// North says three things in a circle; South says one thing that nobody else may read.
const CIRCLE: &str = r#"onetext: 1
case: {id: small, title: Two sides, live: false, invented: true, release: public}
parties:
  north: {name: North, role: principal}
  south: {name: South, role: principal}
points:
  "1":
    title: Fishing
    brackets:
      quota:
        question: How much
        options: {low: {text: Little}, mid: {text: Some}, high: {text: Much}}
      season: {question: When not, options: {spring: {text: In spring}, none: {text: Never closed}}}
preferences:
  - party: north
    given_by: party
    rather: {quota: [{this: high, than: mid}, {this: mid, than: low}, {this: low, than: high}]}
    importance: [{this: quota, than: season}]
  - party: south
    given_by: {analyst: the team}
    rather: {season: [{this: spring, than: none}]}
"#;

/// Two sides of whom little is known, and a draft that one release shows and another does not.
fn drafted(release: &str) -> Case {
    let file = format!(
        r#"onetext: 1
case: {{id: small, title: Two sides, live: false, invented: true, release: public}}
parties:
  north: {{name: North, role: principal}}
  south: {{name: South, role: principal}}
points:
  "1":
    title: Fishing
    brackets:
      quota: {{question: How much, options: {{low: {{text: Little}}, high: {{text: Much}}}}}}
      season: {{question: When not, options: {{spring: {{text: In spring}}, none: {{text: Never}}}}}}
drafts:
  - {{id: d1, name: The paper, choices: {{quota: high, season: spring}}, release: {release}}}
preferences:
  - {{party: north, given_by: party, rather: {{quota: [{{this: high, than: low}}]}}}}
  - {{party: south, given_by: party, rather: {{quota: [{{this: low, than: high}}]}}}}
"#
    );
    read_one(&file).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The packages that South is asked about.
fn packages_asked(case: &Case, issued: &Issued) -> BTreeSet<Deal> {
    let watch = Watch::new();
    let south = PartyId::new("south");
    let view = case.seen_from(Seat::Mediator);
    let queries = questions_to(&view, (&south, issued), &Effort::unbounded(&watch));
    let answers = queries.into_iter().flat_map(|query| query.answers);
    let packages = answers.filter_map(|(_, valuation)| match valuation {
        Valuation::Packages(pair) => Some([pair.this, pair.other]),
        Valuation::Options(..) | Valuation::Importance(_) | Valuation::Within(..) => None,
    });
    packages.flatten().collect()
}

#[test]
fn no_room_is_asked_about_a_draft_that_it_does_not_have() {
    let (none, paper) = (Issued::new(), DraftId::new("d1"));
    let issued = Issued::from([(PartyId::new("south"), BTreeSet::from([paper]))]);
    let sealed = "{class: sealed, owner: north}";
    for (release, issued, is_asked) in [
        ("public", &none, true),
        (sealed, &none, false),
        (sealed, &issued, true),
    ] {
        let asked = packages_asked(&drafted(release), issued);
        let whole = Deal::Package(
            [("quota", "high"), ("season", "spring")]
                .map(|(bracket, choice)| (BracketId::new(bracket), ChoiceId::new(choice)))
                .into(),
        );
        assert!(!asked.is_empty());
        assert_eq!(asked.contains(&whole), is_asked, "{release}: {asked:?}");
    }
}

fn brief(case: &Case, seat: &Seat, question: Question) -> Result<Briefing, BriefingError> {
    let watch = Watch::new();
    let effort = Effort {
        // As many draws as tell enough here.
        nodes_max: 40_000,
        ..Effort::unbounded(&watch)
    };
    prepare(&case.seen_from(seat.clone()), question, &effort)
}

fn text(case: &Case, seat: &Seat, question: Question) -> String {
    let briefing = brief(case, seat, question);
    briefing.map_or_else(|why| why.to_string(), |all| all.to_text(200, Detail::Full))
}

fn delegation(party: &str) -> Seat {
    Seat::Delegation(PartyId::new(party))
}

#[test]
fn a_contradiction_is_shown_to_the_one_who_made_it_and_to_the_team_and_to_nobody_else() {
    let case = read_one(CIRCLE).unwrap_or_else(|faults| panic!("{faults}"));
    let north = text(&case, &delegation("north"), Question::Robust);
    for said in [
        "“Much” rather than “Some”",
        "“Some” rather than “Little”",
        "“Little” rather than “Much”",
    ] {
        assert!(north.contains(said), "{north}");
        assert!(text(&case, &Seat::Mediator, Question::Robust).contains(said));
        assert!(!text(&case, &delegation("south"), Question::Robust).contains(said));
    }
    // What does not belong to the set is not blamed, and the other side is not named.
    assert!(
        !north.contains("matters more") && !north.contains("South"),
        "{north}"
    );
    assert!(matches!(
        brief(&case, &Seat::Public, Question::Robust),
        Err(BriefingError::NothingToSay(Question::Robust))
    ));
}

#[test]
fn no_package_is_compared_before_what_was_said_holds_together() {
    let case = read_one(CIRCLE).unwrap_or_else(|faults| panic!("{faults}"));
    let team = brief(&case, &Seat::Mediator, Question::Robust).unwrap();
    let ids: Vec<&str> = team.sections.iter().map(|section| section.id).collect();
    assert_eq!(ids, ["said", "robust"]);
    let waits = &team.sections[1];
    assert!(
        waits.blocks.is_empty() && waits.heading.contains("before"),
        "{}",
        waits.heading
    );
}

#[test]
fn a_live_case_answers_nothing_of_the_kind() {
    let live = CIRCLE.replace("live: false, invented: true", "live: true");
    let live = live.split("preferences:").next().unwrap();
    let case = read_one(live).unwrap_or_else(|faults| panic!("{faults}"));
    for question in [Question::Robust, Question::Ask] {
        let answer = brief(&case, &Seat::Mediator, question);
        assert!(matches!(answer, Err(BriefingError::NothingToSay(_))));
    }
}

#[test]
fn the_team_reads_how_packages_stand_and_a_delegation_only_of_its_own_words() {
    let fjord = read("fjord");
    let team = brief(&fjord, &Seat::Mediator, Question::Robust).unwrap();
    let ids: Vec<&str> = team.sections.iter().map(|section| section.id).collect();
    assert_eq!(ids, ["said", "robust", "certain", "compared"]);
    let words = team.to_text(200, Detail::Full);
    // South has said that it would rather have the third draft than no deal.
    assert!(words.contains("South accepts Third draft."), "{words}");
    let robust = &team.sections[1];
    let bars = robust.blocks.iter().find_map(|block| {
        let Block::Picture(Picture::Shares(shares)) = block else {
            return None;
        };
        Some(shares)
    });
    let groups = &bars.unwrap().groups;
    assert!(groups.len() > 3);
    for bar in groups.iter().flat_map(|group| &group.bars) {
        assert!(
            0 <= bar.low && bar.low <= bar.high && bar.high <= 1_000,
            "{bar:?}"
        );
    }
    for party in ["north", "south"] {
        let own = brief(&fjord, &delegation(party), Question::Robust).unwrap();
        let ids: Vec<&str> = own.sections.iter().map(|section| section.id).collect();
        assert_eq!(ids, ["said"]);
    }
}

#[test]
fn a_room_is_asked_nothing_that_names_what_it_does_not_see() {
    let fjord = read("fjord");
    let team = brief(&fjord, &Seat::Mediator, Question::Ask).unwrap();
    let ask = team
        .sections
        .iter()
        .find(|section| section.id == "ask")
        .unwrap();
    let mut asked = 0;
    for block in &ask.blocks {
        let Block::Table(table) = block else {
            continue;
        };
        let hidden: &[&str] = if table.caption.contains("North") {
            &["copperdrift", "sallowquay"]
        } else {
            &["thistlemoor"]
        };
        for row in &table.rows {
            asked += 1;
            let question = row[0].print();
            assert!(question.ends_with('?'), "{question}");
            assert!(
                hidden.iter().all(|word| !question.contains(word)),
                "{question}"
            );
        }
    }
    assert!(asked > 0);
    for seat in [delegation("north"), delegation("south"), Seat::Public] {
        let other = brief(&fjord, &seat, Question::Ask);
        let sections = other.map(|all| all.sections).unwrap_or_default();
        assert!(sections.iter().all(|section| section.id == "said"));
    }
}
