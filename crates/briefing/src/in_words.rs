//! What can be said from preferences in words alone: no figures are made of them.
//!
//! Invariant: a word orders the options of one bracket for one party and says nothing else; what is
//! joint is told to the mediation team alone, for it sets one side's confidence beside another's.

mod swap;

use crate::briefing::{Align, Found, Section, Table};
use crate::desk::{Desk, Place, joined};
use crate::explore::{Choices, desk};
use crate::reach;
use crate::text::{counted, grouped};
use analysis::clash::clashes;
use analysis::count::count;
use case::{BracketId, ChoiceId, Grades, InWords, Posed, VerbalGrade, View};
use disclosure::{PartyId, Seat};
use problem::{Acceptors, Bound, Claim, Effort, Reach};

/// What the two counts are called.
const NO_NEVER: &str = "Packages without a never";
const ALL_MUSTS: &str = "Packages with every must-have";

/// What words are, beside every answer that rests on them.
const LABEL: &str = "This rests on words and the rules of the text, and on no figure. A word puts \
    the options of one question in order for one party; it does not say how much one question \
    counts beside another.";

/// What the words of all that decide come to together; nothing but for the mediation team, and
/// nothing before somebody has spoken.
#[must_use]
pub fn joint_words(view: &View<'_>, effort: &Effort<'_>) -> Vec<Section> {
    if *view.seat() != Seat::Mediator {
        return Vec::new();
    }
    let desk = desk(view, effort);
    let all = Spoken::of(view, view.deciders());
    if all.parties.iter().all(|(_, grades)| grades.is_empty()) {
        return Vec::new();
    }
    let sections = [
        desk.left_by_words(&all),
        desk.swaps(&all),
        desk.question_by_question(&all),
    ];
    sections.into_iter().flatten().collect()
}

/// What one party has said in words, and what that leaves open.
#[must_use]
pub fn own_words(view: &View<'_>, party: &PartyId, effort: &Effort<'_>) -> Option<Section> {
    let grades = view.grades_of(party);
    if grades.is_empty() {
        return None;
    }
    let desk = desk(view, effort);
    let places = desk.places();
    let is_said = |place: &&Place<'_>| grades.contains_key(&place.bracket.id);
    let said = places.iter().filter(is_said).count();
    let heading = format!(
        "In words, {} has spoken of {said} of {}",
        desk.party_name(party),
        counted(places.len() as u64, "question")
    );
    let lines = |wanted: VerbalGrade| desk.marked(&grades, wanted);
    let mut section = Section::new("own-words", heading);
    for (grade, words) in [
        (VerbalGrade::MustHave, "Must have"),
        (VerbalGrade::Never, "Never"),
    ] {
        let lines = lines(grade);
        if !lines.is_empty() {
            section = section.say(format!("{words}:")).list(lines);
        }
    }
    let open = places.iter().filter(|place| !is_said(place));
    let open: Vec<String> = open.map(|place| desk.place_name(place)).collect();
    if !open.is_empty() {
        section = section.say("Nothing is said yet of:").list(open);
    }
    if let Some(seen) = view.draft_in_hand() {
        let name = desk.words(&seen.item.name).to_owned();
        let lines = words_on(view, party, &seen.item.choices);
        section = section
            .say(format!("{name}, beside these words:"))
            .list(lines);
    }
    Some(section.remark(LABEL))
}

/// What a party's words say of a package, in sentences; nothing where it has said nothing.
#[must_use]
pub fn words_on(view: &View<'_>, party: &PartyId, package: &Choices) -> Vec<String> {
    let grades = view.grades_of(party);
    if grades.is_empty() {
        return Vec::new();
    }
    let watch = problem::Watch::new();
    let effort = Effort::unbounded(&watch);
    let desk = desk(view, &effort);
    let name = desk.party_name(party);
    let grade = |bracket: &BracketId, choice: &ChoiceId| grades.get(bracket)?.get(choice).copied();
    let held = |wanted: VerbalGrade| {
        let held = package.iter().filter(|(b, c)| grade(b, c) == Some(wanted));
        let told = held.map(|(bracket, choice)| desk.option_on(bracket, choice));
        told.collect::<Vec<String>>()
    };
    let nevers = held(VerbalGrade::Never);
    let mut lines = vec![if nevers.is_empty() {
        format!("It holds nothing that {name} marked never.")
    } else {
        format!("It holds what {name} will never take: {}.", joined(&nevers))
    }];
    let musts = grades
        .iter()
        .filter(|(_, each)| has(each, VerbalGrade::MustHave));
    let (met, lacking): (Vec<_>, Vec<_>) = musts.partition(|(bracket, each)| {
        let choice = package.get(*bracket);
        choice.and_then(|choice| each.get(choice)) == Some(&VerbalGrade::MustHave)
    });
    if !lacking.is_empty() {
        let lacking = lacking.iter();
        let lacking: Vec<String> = lacking.map(|(id, _)| desk.bracket_name(id)).collect();
        lines.push(format!(
            "It lacks what {name} must have on {}.",
            joined(&lacking)
        ));
    } else if !met.is_empty() {
        lines.push(format!("It has all that {name} must have."));
    }
    let silent = package
        .iter()
        .filter(|(b, c)| grade(b, c).is_none())
        .count();
    if silent > 0 {
        let silent = counted(silent as u64, "option");
        lines.push(format!(
            "Of {silent} in it {name} has said nothing in words."
        ));
    }
    lines
}

fn has(grades: &std::collections::BTreeMap<ChoiceId, VerbalGrade>, wanted: VerbalGrade) -> bool {
    grades.values().any(|grade| *grade == wanted)
}

/// The parties that decide, each with its words.
struct Spoken {
    parties: Vec<(PartyId, Grades)>,
}

impl Spoken {
    fn of(view: &View<'_>, parties: Vec<PartyId>) -> Self {
        let parties = parties.into_iter().map(|party| {
            let grades = view.grades_of(&party);
            (party, grades)
        });
        Self {
            parties: parties.collect(),
        }
    }

    fn grade(&self, nth: usize, bracket: &BracketId, choice: &ChoiceId) -> Option<VerbalGrade> {
        let (_, grades) = self.parties.get(nth)?;
        grades.get(bracket)?.get(choice).copied()
    }

    /// The parties that marked an option so.
    fn who_marked(
        &self,
        (bracket, choice): (&BracketId, &ChoiceId),
        wanted: VerbalGrade,
    ) -> Vec<&PartyId> {
        let said = (0..).zip(&self.parties);
        let who = said.filter(|(nth, _)| self.grade(*nth, bracket, choice) == Some(wanted));
        who.map(|(_, (party, _))| party).collect()
    }

    /// Whether every party has said of an option that it could at least live with it.
    fn all_bear(&self, bracket: &BracketId, choice: &ChoiceId) -> bool {
        let mut all = 0..self.parties.len();
        all.all(|nth| self.grade(nth, bracket, choice) > Some(VerbalGrade::Never))
    }
}

impl Desk<'_, '_> {
    fn option_on(&self, bracket: &BracketId, choice: &ChoiceId) -> String {
        let words = self.choice_words(bracket, choice);
        format!("“{words}” on {}", self.bracket_name(bracket))
    }

    fn marked(&self, grades: &Grades, wanted: VerbalGrade) -> Vec<String> {
        let all = grades.iter().flat_map(|(bracket, each)| {
            let marked = each.iter().filter(|(_, grade)| **grade == wanted);
            marked.map(|(choice, _)| self.option_on(bracket, choice))
        });
        all.collect()
    }

    /// How many packages the words leave, and what stands in the way where they leave none.
    fn left_by_words(&self, all: &Spoken) -> Option<Section> {
        let posed = self.view.pose_words(InWords::Nevers).ok()?;
        let whole = grouped(&posed.problem.package_count().to_string());
        let left = count(&posed.problem, Acceptors::All, self.effort);
        let (many, is_none) = told(&left);
        let heading = if is_none {
            "From words alone, every package holds something that somebody will never take"
                .to_owned()
        } else {
            format!(
                "From words alone, {many} of {whole} packages hold nothing that anybody will \
                 never take"
            )
        };
        let mut section = Section::new("in-words", heading).found(found(NO_NEVER, &left));
        if is_none {
            section = self.in_the_way(section, &posed);
        } else {
            section = self.with_must_haves(section);
        }
        if let Some(seen) = self.view.draft_in_hand() {
            let name = self.words(&seen.item.name);
            for (party, _) in &all.parties {
                let lines = words_on(self.view, party, &seen.item.choices);
                if !lines.is_empty() {
                    let party = self.party_name(party);
                    section = section.say(format!("{name}, beside the words of {party}:"));
                    section = section.list(lines);
                }
            }
        }
        let silent = all.parties.iter().filter(|(_, grades)| grades.is_empty());
        let silent: Vec<&PartyId> = silent.map(|(party, _)| party).collect();
        if !silent.is_empty() {
            let names = self.party_names(silent);
            section = section.remark(format!(
                "Nothing is known in words from {names}: nothing is ruled out on that side."
            ));
        }
        Some(section.remark(LABEL))
    }

    fn with_must_haves(&self, section: Section) -> Section {
        let Ok(posed) = self.view.pose_words(InWords::NeversAndMustHaves) else {
            return section;
        };
        let left = count(&posed.problem, Acceptors::All, self.effort);
        let (many, is_none) = told(&left);
        let section = section.found(found(ALL_MUSTS, &left));
        if is_none {
            self.in_the_way(
                section.say("None of them has all that is marked must have."),
                &posed,
            )
        } else {
            section.say(format!("{many} of them have all that is marked must have."))
        }
    }

    /// The smallest sets of words that no package meets together.
    fn in_the_way(&self, section: Section, posed: &Posed) -> Section {
        let names = self.names(posed);
        let demands = posed.problem.demands();
        let claim = clashes(&posed.problem, &demands, self.effort);
        let lines = claim.answer.clashes.iter();
        let lines: Vec<String> = lines.map(|clash| names.demands(&clash.demands)).collect();
        if lines.is_empty() {
            return section;
        }
        let found = Found {
            what: "Clashes of words".into(),
            method: claim.method.into(),
            nodes: claim.nodes,
            reach: reach::words(&claim.reach),
            checked: if posed.problem.clashes_hold(&claim.answer, &demands) {
                "each was checked to be as small as it can be".into()
            } else {
                "a clash failed its check: treat this section as wrong".into()
            },
        };
        section
            .say("Each line is a smallest set that no package meets together:")
            .list(lines)
            .found(found)
    }

    fn question_by_question(&self, all: &Spoken) -> Option<Section> {
        let columns = [
            ("Question", Align::Start),
            ("All could at least live with", Align::Start),
            ("Ruled out", Align::Start),
            ("Nobody rules out", Align::End),
        ];
        let mut table = Table::new("What the words leave, question by question", &columns);
        let mut open = 0;
        for place in self.places() {
            let id = &place.bracket.id;
            let mut spoken = all.parties.iter();
            if !spoken.any(|(_, grades)| grades.contains_key(id)) {
                continue;
            }
            let (mut borne, mut out, mut left) = (Vec::new(), Vec::new(), 0_u64);
            for seen in self.view.choices(place.bracket) {
                let option = (id, &seen.item.id);
                let words = format!("“{}”", self.words(&seen.item.text));
                let by = all.who_marked(option, VerbalGrade::Never);
                if all.all_bear(id, &seen.item.id) {
                    borne.push(words.clone());
                }
                if by.is_empty() {
                    left += 1;
                } else {
                    out.push(format!("{words}, by {}", self.party_names(by)));
                }
            }
            open += usize::from(left > 1);
            table.row(vec![
                self.place_name(&place),
                or_none(borne),
                or_none(out),
                left.to_string(),
            ]);
        }
        let heading = match open {
            0 => "The words leave no question open of which somebody spoke".to_owned(),
            1 => "The words leave one question open of those of which somebody spoke".to_owned(),
            _ => format!("The words leave {open} questions open of those of which somebody spoke"),
        };
        Some(Section::new("word-by-word", heading).table(table))
    }
}

fn or_none(words: Vec<String>) -> String {
    if words.is_empty() {
        return "none".to_owned();
    }
    words.join("; ")
}

/// How many, and whether it is proved that there is none.
fn told(claim: &Claim<num_bigint::BigUint>) -> (String, bool) {
    match &claim.reach {
        Reach::Stopped(Bound::Between(low, high)) => {
            let [low, high] = [low, high].map(|bound| grouped(&bound.to_string()));
            (format!("between {low} and {high}"), false)
        }
        Reach::Complete | Reach::Stopped(Bound::Within(_) | Bound::AtMost(_) | Bound::Unknown) => {
            let many = claim.answer.to_string();
            (
                grouped(&many),
                many == "0" && claim.reach == Reach::Complete,
            )
        }
    }
}

fn found(what: &str, claim: &Claim<num_bigint::BigUint>) -> Found {
    Found {
        what: what.into(),
        method: claim.method.into(),
        nodes: claim.nodes,
        reach: reach::words(&claim.reach),
        checked: "not independently checked".into(),
    }
}
