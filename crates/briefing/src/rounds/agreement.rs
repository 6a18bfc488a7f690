//! How far each two have come with each other, and how the principals have come along.

use super::{Log, counted};
use crate::briefing::{Align, Section, Table};
use crate::desk::joined;
use crate::picture::{Convergence, ConvergenceRow, Picture, between_letter, between_words};
use problem::PartyIx;
use problem::rounds::{Between, Course};

/// The most pairs that stand beside each other.
const PAIRS_MAX: usize = 10;
/// The most columns of words; more are letters.
const WORDS_MAX: usize = 3;
/// The most rows of the picture; the table has all of them.
const ROWS_MAX: usize = 60;

impl Log<'_, '_, '_> {
    /// The principals.
    fn principals(&self) -> Vec<PartyIx> {
        self.posed
            .parties
            .ids()
            .take(self.posed.principals)
            .collect()
    }

    /// Each two parties of which one is a principal, the principals first.
    fn pairs(&self) -> Vec<[PartyIx; 2]> {
        let parties: Vec<PartyIx> = self.posed.parties.ids().collect();
        let principals = self.posed.principals;
        let mut pairs = Vec::new();
        for (at, one) in parties.iter().enumerate().take(principals) {
            pairs.extend(parties.iter().skip(at + 1).map(|other| [*one, *other]));
        }
        pairs.sort_by_key(|[_, other]| usize::from(other.position()) >= principals);
        pairs
    }

    /// Question by question and pair by pair.
    pub(super) fn agreement(&self) -> Option<Section> {
        let last = self.posed.rounds.len().checked_sub(1)?;
        let mut pairs = self.pairs();
        let left_out = pairs.len().saturating_sub(PAIRS_MAX);
        pairs.truncate(PAIRS_MAX);
        if pairs.is_empty() {
            return None;
        }
        let caption = format!("At the end of “{}”", self.round(last));
        let mut table = Table::new(caption, &[("Question", Align::Start)]);
        let is_narrow = pairs.len() > WORDS_MAX;
        for (pair, letter) in pairs.iter().zip('a'..='z') {
            let head = if is_narrow {
                letter.to_string()
            } else {
                self.pair(pair)
            };
            table = table.column(head, cell_align(is_narrow));
        }
        for bracket in self.posed.brackets.ids() {
            let stages = pairs.iter();
            let stages = stages.map(|pair| self.posed.history.between(last, bracket, pair));
            let stages: Vec<Between> = stages.collect();
            if stages.iter().all(|stage| *stage == Between::NotKnown) {
                continue;
            }
            let mut row = vec![self.bracket(bracket)];
            row.extend(stages.into_iter().map(|stage| cell(stage, is_narrow)));
            table.row(row);
        }
        let sums = self.sums(last, &pairs);
        let heading = "How far each two have come with each other, question by question";
        let section = Section::new("agreement", heading);
        let section = section.say(BETWEEN).list(sums).table(table);
        let section = if is_narrow {
            section.remark(KEY)
        } else {
            section
        };
        let section = if left_out > 0 {
            let more = counted(left_out, ("more pair", "more pairs"));
            section.remark(format!("And {more} of a principal with another."))
        } else {
            section
        };
        Some(section.remark(ONLY_TOLD))
    }

    /// What it comes to, pair by pair.
    fn sums(&self, round: usize, pairs: &[[PartyIx; 2]]) -> Vec<String> {
        let is_narrow = pairs.len() > WORDS_MAX;
        let sums = pairs.iter().zip('a'..='z').map(|(pair, letter)| {
            let words = self.pair_words(round, pair);
            if is_narrow {
                format!("{letter}: {words}")
            } else {
                words
            }
        });
        sums.collect()
    }

    /// On which questions a pair agrees, can live with the words, or cannot yet.
    fn pair_words(&self, round: usize, pair: &[PartyIx; 2]) -> String {
        let all = self.posed.brackets.ids();
        let stages: Vec<Between> = all
            .map(|bracket| self.posed.history.between(round, bracket, pair))
            .collect();
        let order = [
            Between::Agreed,
            Between::AdReferendum,
            Between::Livable,
            Between::OtherWords,
            Between::NotYet,
            Between::NotKnown,
        ];
        let parts = order.iter().filter_map(|stage| {
            let count = stages.iter().filter(|each| *each == stage).count();
            (count > 0).then(|| format!("{} on {count}", between_words(*stage)))
        });
        let parts: Vec<String> = parts.collect();
        format!("{}: {}", self.pair(pair), parts.join(", "))
    }

    fn pair(&self, pair: &[PartyIx; 2]) -> String {
        let [one, other] = pair.map(|party| self.party(party));
        format!("{one} and {other}")
    }

    /// How the principals have come along: a picture, and what opened again.
    pub(super) fn convergence(&self) -> Option<Section> {
        let principals = self.principals();
        if principals.len() < 2 {
            return None;
        }
        let courses: Vec<(String, Course)> = self
            .posed
            .brackets
            .ids()
            .map(|bracket| {
                let course = self.posed.history.course(bracket, &principals);
                (self.bracket(bracket), course)
            })
            .filter(|(_, course)| course.stages.iter().any(|s| *s > Between::NotKnown))
            .collect();
        if courses.is_empty() {
            return None;
        }
        let now = |course: &&(String, Course)| {
            let last = course.1.stages.last();
            last.is_some_and(|stage| *stage >= Between::Livable)
        };
        let livable = courses.iter().filter(now).count();
        let reopened: Vec<String> = courses
            .iter()
            .filter(|(_, course)| !course.opened.is_empty())
            .map(|(name, course)| {
                let rounds = course.opened.iter();
                let rounds: Vec<String> =
                    rounds.map(|at| format!("“{}”", self.round(*at))).collect();
                format!("{name}: opened again in {}", joined(&rounds))
            })
            .collect();
        let opened = match reopened.len() {
            0 => "none opened again".to_owned(),
            count => counted(count, ("opened again", "opened again")),
        };
        let names: Vec<String> = principals.iter().map(|party| self.party(*party)).collect();
        let (names, on) = (joined(&names), counted(livable, ("question", "questions")));
        let heading = format!("{names} can live with the words on {on}; {opened}");
        let section = Section::new("convergence", heading).say(COURSES);
        let section = section.picture(Picture::Convergence(self.drawn(&courses)));
        let section = section.list(reopened).table(self.courses_table(&courses));
        Some(if self.posed.rounds.len() > WORDS_MAX {
            section.remark(KEY)
        } else {
            section
        })
    }

    fn drawn(&self, courses: &[(String, Course)]) -> Convergence {
        let rounds = 0..self.posed.rounds.len();
        let rounds = rounds.map(|at| {
            let days = self.days(at);
            let day = days.split(' ').next().unwrap_or_default().to_owned();
            ((at + 1).to_string(), day)
        });
        let rows = courses.iter().take(ROWS_MAX).map(|(name, course)| {
            let (stages, opened) = (course.stages.clone(), course.opened.clone());
            let name = name.clone();
            ConvergenceRow {
                name,
                stages,
                opened,
            }
        });
        Convergence {
            title: "Convergence: questions down, rounds across".to_owned(),
            description: "For each question, how far the principals have come with each other at \
                          the end of each round; the table below says the same in words."
                .to_owned(),
            rounds: rounds.collect(),
            rows: rows.collect(),
        }
    }

    fn courses_table(&self, courses: &[(String, Course)]) -> Table {
        let mut table = Table::new("Round by round", &[("Question", Align::Start)]);
        let is_narrow = self.posed.rounds.len() > WORDS_MAX;
        for at in 0..self.posed.rounds.len() {
            let head = if is_narrow {
                (at + 1).to_string()
            } else {
                format!("{} {}", at + 1, self.round(at))
            };
            table = table.column(head, cell_align(is_narrow));
        }
        for (name, course) in courses {
            let mut row = vec![name.clone()];
            let stages = course.stages.iter().enumerate();
            row.extend(stages.map(|(at, stage)| {
                let words = cell(*stage, is_narrow);
                match course.opened.contains(&at) {
                    true if is_narrow => format!("{words}↺"),
                    true => format!("{words} (opened again)"),
                    false => words,
                }
            }));
            table.row(row);
        }
        table
    }
}

/// A stage in words, or as its letter where many stand beside each other.
fn cell(stage: Between, is_narrow: bool) -> String {
    // tidy: bool, because a table is narrow or not and both its callers know it.
    if is_narrow {
        between_letter(stage).to_owned()
    } else {
        between_words(stage).to_owned()
    }
}

const fn cell_align(is_narrow: bool) -> Align {
    // tidy: bool, because a table is narrow or not and both its callers know it.
    if is_narrow {
        Align::Centre
    } else {
        Align::Start
    }
}

const KEY: &str = "A agreed   R agreed ad referendum   L can live with it   O said of other \
                   words   X not yet: one at least cannot live with them   · not known   ↺ opened \
                   again";

const BETWEEN: &str = "Two parties agree on a question when both have said so of the same words. \
                       Who agreed to other words than those on the table now is marked so; who \
                       has not spoken is not known, and is not taken to agree.";

const ONLY_TOLD: &str = "The words rest on what is told on this page; there is no figure for the \
                         whole, since questions do not weigh the same.";

const COURSES: &str = "Each row is a question, each column a round; a row that goes back after all \
                       could live with the words is marked as opened again.";
