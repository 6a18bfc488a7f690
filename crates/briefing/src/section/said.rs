//! What parties have said in words of what they value, and whether it can hold together.
//!
//! Invariant: a seat reads of its own party's statements only; the mediation team of everybody's.

use crate::briefing::{Found, Section};
use crate::desk::{Desk, joined};
use crate::reach;
use crate::text::counted;
use analysis::statement::contradictions;
use case::{
    BracketId, ChoiceId, Compared, Deal, GivenBy, Likes, PosedSaid, Said, Statement, VerbalGrade,
};
use disclosure::{PartyId, Seat};
use problem::scale::decimal;
use problem::statement::Contradiction;
use std::collections::BTreeMap;

impl Desk<'_, '_> {
    /// What this seat knows of what was said; nothing where nothing was.
    pub(crate) fn heard(&self) -> Option<PosedSaid> {
        let posed = self.view.pose_said().ok()?;
        let spoken = posed.said.rows().any(|said| !said.words.is_empty());
        spoken.then_some(posed)
    }

    /// Whether what was said holds together, party by party, and what does not.
    pub(crate) fn said(&self, posed: &PosedSaid) -> Section {
        self.held_together(posed, |_| true)
    }

    /// The same for the parties that are asked for.
    pub(crate) fn held_together(
        &self,
        posed: &PosedSaid,
        is_asked: impl Fn(&PartyId) -> bool,
    ) -> Section {
        let mut blocks = Vec::new();
        let (mut wrong, mut found, mut counts) = (0, Vec::new(), Vec::new());
        for (party, said) in posed.posed.parties.rows().zip(posed.said.rows()) {
            if said.words.is_empty() || !is_asked(party) {
                continue;
            }
            let name = self.party_name(party);
            let count = said.words.len() as u64;
            counts.push(format!("{} by {name}", counted(count, "statement")));
            let claim = contradictions(&said.statements, self.effort);
            let sets = claim.answer.unwrap_or_default();
            let checked = sets.iter().all(|set| said.statements.is_contradiction(set));
            wrong += sets.len();
            found.push(Found {
                what: format!("What {name} said"),
                method: claim.method.into(),
                nodes: claim.nodes,
                reach: reach::words(&claim.reach),
                checked: match (sets.is_empty(), checked) {
                    (true, _) => "not independently checked".into(),
                    (false, true) => "each set was checked to be a smallest one".into(),
                    (false, false) => "a set failed its check: treat it as wrong".into(),
                },
            });
            blocks.extend(sets.into_iter().map(|set| (party, said, set)));
        }
        let heading = match wrong {
            0 => "What was said of what is valued can hold together".to_owned(),
            1 => "Some of what was said cannot hold together".to_owned(),
            many => format!("{many} sets of statements cannot hold together"),
        };
        let own = *self.view.seat() != Seat::Mediator;
        let mut section = Section::new("said", heading).say(format!(
            "Looked at: {}, as they were made.",
            joined(&counts)
        ));
        for (party, said, set) in blocks {
            section = self.contradiction(section, (party, said), &set);
        }
        if wrong > 0 {
            let whose = if own { "your" } else { "the party's" };
            section = section.remark(format!(
                "Any one of them left out or said otherwise, the rest of its set can hold \
                 together. \
                 Which one that is, is {whose} to say; nothing was left out here."
            ));
        }
        section.found.extend(found);
        section
    }

    fn contradiction(
        &self,
        section: Section,
        (party, said): (&PartyId, &Said),
        set: &Contradiction,
    ) -> Section {
        let words = set.statements.iter().filter_map(|at| said.words.get(*at));
        let words = words.map(|(statement, by)| self.statement_words(statement, by));
        section
            .say(format!(
                "{} cannot mean all of this together:",
                self.party_name(party)
            ))
            .list(words.collect())
    }

    /// A statement in words, without whose it is.
    pub(crate) fn statement_words(&self, statement: &Statement, by: &GivenBy) -> String {
        // tidy: long, because it is one match with a sentence for each kind of statement.
        let option = |bracket: &BracketId, choice: &ChoiceId| {
            format!("“{}”", self.choice_words(bracket, choice))
        };
        let said = match statement {
            Statement::Ranking(bracket, classes) => {
                let classes = classes.iter().map(|class| {
                    let options: Vec<String> = class.iter().map(|c| option(bracket, c)).collect();
                    joined(&options)
                });
                let classes: Vec<String> = classes.collect();
                format!(
                    "on {}: {}",
                    self.bracket_name(bracket),
                    classes.join(", then ")
                )
            }
            Statement::Grades(bracket, grades) => {
                let grades = grades.iter().map(|(grade, options)| {
                    let options: Vec<String> = options.iter().map(|c| option(bracket, c)).collect();
                    format!("{} {}", grade_words(*grade), joined(&options))
                });
                let grades: Vec<String> = grades.collect();
                format!("on {}: {}", self.bracket_name(bracket), grades.join("; "))
            }
            Statement::Within(bracket, choice, least, most) => format!(
                "on {}: {} is worth between {} and {} of what the question counts",
                self.bracket_name(bracket),
                option(bracket, choice),
                decimal(least, 2),
                decimal(most, 2)
            ),
            Statement::Options(bracket, pair) => {
                let (this, other) = (option(bracket, &pair.this), option(bracket, &pair.other));
                format!(
                    "on {}: {}",
                    self.bracket_name(bracket),
                    rather(pair.likes, &this, &other)
                )
            }
            Statement::Packages(pair) => self.packages_words(pair),
            Statement::Importance(pair) => {
                let [this, other] = [&pair.this, &pair.other].map(|id| self.bracket_name(id));
                match pair.likes {
                    Likes::More => format!("{this} matters more than {other}"),
                    Likes::AsMuch => format!("{this} matters as much as {other}"),
                }
            }
        };
        match by {
            GivenBy::Party => said,
            GivenBy::Analyst(name) => format!("{said} (as {name} puts it)"),
            GivenBy::Rule(rule) => format!("{said} (by the rule “{rule}”)"),
        }
    }

    fn packages_words(&self, pair: &Compared<Deal>) -> String {
        let deal = |deal: &Deal| match deal {
            Deal::NoDeal => "no deal".to_owned(),
            Deal::Package(options) => self.options_words(options),
        };
        let words = rather(pair.likes, &deal(&pair.this), &deal(&pair.other));
        let beside = matches!(
            (&pair.this, &pair.other),
            (Deal::NoDeal, _) | (_, Deal::NoDeal)
        );
        if beside {
            format!("{words}, whatever else is agreed")
        } else {
            words
        }
    }

    /// Options of several brackets, as one says a package.
    pub(crate) fn options_words(&self, options: &BTreeMap<BracketId, ChoiceId>) -> String {
        let places = self.places();
        let named = places.iter().filter_map(|place| {
            let choice = options.get(&place.bracket.id)?;
            let words = self.option_words(Some(place), choice);
            Some(format!("“{words}” on {}", self.place_name(place)))
        });
        joined(&named.collect::<Vec<_>>())
    }
}

fn rather(likes: Likes, this: &str, other: &str) -> String {
    match likes {
        Likes::More => format!("{this} rather than {other}"),
        Likes::AsMuch => format!("{this} as good as {other}"),
    }
}

const fn grade_words(grade: VerbalGrade) -> &'static str {
    match grade {
        VerbalGrade::MustHave => "must have",
        VerbalGrade::WouldLike => "would like",
        VerbalGrade::CouldLiveWith => "could live with",
        VerbalGrade::Never => "never",
    }
}
