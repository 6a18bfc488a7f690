//! Posing from what parties have said in words: rankings, grades, bounds and comparisons become
//! statements about value functions, and no word becomes a figure.
//!
//! Invariant: a seat poses what its own view holds; only the mediation team poses several parties
//! together.

use super::build::Builder;
use super::{InWords, PoseError, Posed};
use crate::{
    BracketId, ChoiceId, Compared, Deal, DraftId, GivenBy, Likes, Preferences, Role, VerbalGrade,
    View,
};
use disclosure::{PartyId, Seat};
use num_rational::BigRational;
use problem::statement::{self, Offer, Saying, StatementIx, Statements, ValueSpace};
use problem::{BracketIx, ChoiceIx, Index, PartyIx, Table};
use std::collections::{BTreeMap, BTreeSet};

/// Something that a party has said of what it values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Statement {
    /// The options of a bracket from best to worst.
    Ranking(BracketId, Vec<Vec<ChoiceId>>),
    /// Options of a bracket in grades, the highest first.
    Grades(BracketId, Vec<(VerbalGrade, Vec<ChoiceId>)>),
    /// Bounds of an option's value.
    Within(BracketId, ChoiceId, BigRational, BigRational),
    /// One option of a bracket rather than another.
    Options(BracketId, Compared<ChoiceId>),
    /// One package rather than another, or no deal.
    Packages(Compared<Deal>),
    /// One bracket matters more than another.
    Importance(Compared<BracketId>),
}

/// What one party has said, as statements, with its own words for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// As statements about value functions.
    pub statements: Statements,
    /// What each of them was, and who gave it.
    pub words: Table<StatementIx, (Statement, GivenBy)>,
}

/// A problem posed from what parties have said: limits only, no figures; and what they said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PosedSaid {
    /// The brackets, the options, the rules, and what each party bars: its red lines and nevers.
    pub posed: Posed,
    /// What each party has said.
    pub said: Table<PartyIx, Said>,
}

/// By how much things may differ that were called as good: a hundredth.
const MARGIN: (i64, i64) = (1, 100);

impl View<'_> {
    /// What the parties that decide have said, for the mediation team; for another seat what its
    /// own party has.
    ///
    /// # Errors
    /// When the case is live, when there is nothing to decide or nobody to decide it.
    pub fn pose_said(&self) -> Result<PosedSaid, PoseError> {
        if self.heading().live {
            return Err(PoseError::Live);
        }
        let parties = match self.seat() {
            Seat::Mediator => self.deciders(),
            Seat::Delegation(_) | Seat::Partner(_) | Seat::Observer(_) | Seat::Public => {
                self.seat().party().cloned().into_iter().collect()
            }
        };
        let posed = Builder::new(self, parties)?.barred().rules().finish()?;
        let all: Vec<_> = self.preferences().collect();
        let said = posed.parties.rows().map(|party| {
            let own = all.iter().filter(|seen| seen.item.are_of(party));
            let entries: Vec<&Preferences> = own.map(|seen| seen.item).collect();
            Hearing {
                posed: &posed,
                said: Vec::new(),
            }
            .heard(&entries)
        });
        let said: Result<Vec<Said>, PoseError> = said.collect();
        Ok(PosedSaid {
            said: Table::new(said?),
            posed,
        })
    }

    /// The options that a party sees, for the mediation team to know what it may be asked about;
    /// another seat learns nothing.
    #[must_use]
    pub fn shown_to(&self, party: &PartyId) -> BTreeMap<BracketId, BTreeSet<ChoiceId>> {
        let Some(view) = self.of_party(party) else {
            return BTreeMap::new();
        };
        let points = view.points();
        let brackets = points.flat_map(|point| view.brackets(point.item).collect::<Vec<_>>());
        let shown = brackets.map(|bracket| {
            let options = view.choices(bracket.item);
            let options = options.map(|choice| choice.item.id.clone());
            (bracket.item.id.clone(), options.collect())
        });
        shown.collect()
    }

    /// The drafts that a party sees, for the mediation team to know which it may speak of there;
    /// another seat learns nothing.
    #[must_use]
    pub fn drafts_shown_to(&self, party: &PartyId) -> BTreeSet<DraftId> {
        let view = self.of_party(party);
        let drafts = view.iter().flat_map(View::drafts);
        drafts.map(|seen| seen.item.id.clone()).collect()
    }

    /// The case as a party sees it, for the mediation team alone.
    fn of_party(&self, party: &PartyId) -> Option<View<'_>> {
        if *self.seat() != Seat::Mediator {
            return None;
        }
        let role = self.parties().find(|seen| seen.item.id == *party);
        let seat = match role?.item.role {
            Role::Principal => Seat::Delegation(party.clone()),
            Role::Partner => Seat::Partner(party.clone()),
            Role::Mediator => Seat::Mediator,
            Role::Observer => Seat::Observer(party.clone()),
        };
        Some(View::new(self.case(), seat))
    }
}

impl Builder<'_, '_> {
    /// Every party's stance from its red lines and nevers alone.
    fn barred(mut self) -> Self {
        for party in self.parties.clone() {
            let mut limits = self.red_lines(&party);
            limits.extend(self.said_by(&party, InWords::Nevers));
            self.take_limits(limits);
        }
        self
    }
}

/// What one party has said, in the making.
struct Hearing<'p> {
    posed: &'p Posed,
    said: Vec<(Saying, (Statement, GivenBy))>,
}

impl Hearing<'_> {
    fn heard(mut self, entries: &[&Preferences]) -> Result<Said, PoseError> {
        for entry in entries {
            self.hear(entry);
        }
        let space = self.space(entries).map_err(|_| PoseError::NoBrackets)?;
        let (said, words): (Vec<_>, Vec<_>) = self.said.into_iter().unzip();
        let statements = Statements::new(space, Table::new(said));
        Ok(Said {
            statements: statements.map_err(|_| PoseError::TooMuchSaid)?,
            words: Table::new(words),
        })
    }

    fn bracket(&self, id: &BracketId) -> Option<BracketIx> {
        let place = self.posed.brackets.rows().position(|known| known == id)?;
        BracketIx::from_position(place)
    }

    /// What this seat does not see of an option, it does not count either.
    fn choice(&self, bracket: BracketIx, id: &ChoiceId) -> Option<ChoiceIx> {
        let choices = self.posed.choices.get(bracket)?;
        let place = choices.iter().position(|known| known == id)?;
        ChoiceIx::from_position(place)
    }

    fn hear(&mut self, entry: &Preferences) {
        let mut heard: Vec<(Option<Saying>, Statement)> = Vec::new();
        for (bracket, classes) in &entry.rankings {
            let saying = self.classes(bracket, classes.iter());
            let saying = saying.map(|(bracket, classes)| Saying::Ranking(bracket, classes));
            heard.push((saying, Statement::Ranking(bracket.clone(), classes.clone())));
        }
        for (bracket, grades) in &entry.grades {
            let levels = levels(grades);
            let saying = self.classes(bracket, levels.iter().map(|(_, options)| options));
            let saying = saying.map(|(bracket, classes)| Saying::Grades(bracket, classes));
            // Words of one grade order nothing.
            if levels.len() > 1 {
                heard.push((saying, Statement::Grades(bracket.clone(), levels)));
            }
        }
        for (bracket, choice, (least, most)) in each(&entry.intervals) {
            let saying = self.bracket(bracket).and_then(|at| {
                let choice = self.choice(at, choice)?;
                Some(Saying::Within(at, choice, least.clone(), most.clone()))
            });
            let (bracket, choice) = (bracket.clone(), choice.clone());
            let said = Statement::Within(bracket, choice, least.clone(), most.clone());
            heard.push((saying, said));
        }
        self.compared(entry, &mut heard);
        let heard = heard.into_iter();
        let heard =
            heard.filter_map(|(saying, said)| Some((saying?, (said, entry.given_by.clone()))));
        self.said.extend(heard.collect::<Vec<_>>());
    }

    fn compared(&self, entry: &Preferences, heard: &mut Vec<(Option<Saying>, Statement)>) {
        for (bracket, pairs) in &entry.comparisons.options {
            for pair in pairs {
                let saying = self.bracket(bracket).and_then(|at| {
                    let (this, other) =
                        (self.choice(at, &pair.this)?, self.choice(at, &pair.other)?);
                    Some(Saying::Options(at, this, likes(pair.likes), other))
                });
                heard.push((saying, Statement::Options(bracket.clone(), pair.clone())));
            }
        }
        for pair in &entry.comparisons.packages {
            let (this, other) = (self.offer(&pair.this), self.offer(&pair.other));
            let both = this.zip(other);
            let saying = both.map(|(this, other)| Saying::Offers(this, likes(pair.likes), other));
            heard.push((saying, Statement::Packages(pair.clone())));
        }
        for pair in &entry.comparisons.importance {
            let both = self.bracket(&pair.this).zip(self.bracket(&pair.other));
            let saying = both.map(|(this, other)| Saying::Brackets(this, likes(pair.likes), other));
            heard.push((saying, Statement::Importance(pair.clone())));
        }
    }

    fn classes<'c>(
        &self,
        bracket: &BracketId,
        classes: impl Iterator<Item = &'c Vec<ChoiceId>>,
    ) -> Option<(BracketIx, Vec<Vec<ChoiceIx>>)> {
        let at = self.bracket(bracket)?;
        let class = |class: &Vec<ChoiceId>| {
            let options = class.iter().filter_map(|choice| self.choice(at, choice));
            options.collect::<Vec<_>>()
        };
        let classes: Vec<_> = classes
            .map(class)
            .filter(|class| !class.is_empty())
            .collect();
        Some((at, classes))
    }

    fn offer(&self, deal: &Deal) -> Option<Offer> {
        match deal {
            Deal::NoDeal => Some(Offer::NoDeal),
            Deal::Package(options) => {
                let options = options.iter().map(|(bracket, choice)| {
                    let at = self.bracket(bracket)?;
                    Some((at, self.choice(at, choice)?))
                });
                Some(Offer::Options(options.collect::<Option<_>>()?))
            }
        }
    }

    /// The space: where a ranking names every option of a bracket, with one best and one worst, and
    /// no bounds speak of the bracket, its ends are known.
    fn space(&self, entries: &[&Preferences]) -> Result<ValueSpace, statement::StatementError> {
        let mut ends = BTreeMap::new();
        let sizes = self.posed.problem.sizes();
        for (saying, _) in &self.said {
            let Saying::Ranking(bracket, classes) = saying else {
                continue;
            };
            let all = classes.iter().map(Vec::len).sum::<usize>();
            let whole = sizes
                .get(*bracket)
                .is_some_and(|size| usize::from(*size) == all);
            if let ([best], [worst]) = (first(classes), last(classes))
                && whole
                && best != worst
            {
                ends.insert(*bracket, (*best, *worst));
            }
        }
        for (bracket, _, _) in entries.iter().flat_map(|entry| each(&entry.intervals)) {
            if let Some(at) = self.bracket(bracket) {
                ends.remove(&at);
            }
        }
        let margin = BigRational::new(MARGIN.0.into(), MARGIN.1.into());
        ValueSpace::new(sizes.clone(), ends, margin)
    }
}

fn first(classes: &[Vec<ChoiceIx>]) -> &[ChoiceIx] {
    classes.first().map_or(&[], Vec::as_slice)
}

fn last(classes: &[Vec<ChoiceIx>]) -> &[ChoiceIx] {
    classes.last().map_or(&[], Vec::as_slice)
}

const fn likes(likes: Likes) -> statement::Likes {
    match likes {
        Likes::More => statement::Likes::More,
        Likes::AsMuch => statement::Likes::AsMuch,
    }
}

/// Options by grade, the highest first.
fn levels(grades: &BTreeMap<ChoiceId, VerbalGrade>) -> Vec<(VerbalGrade, Vec<ChoiceId>)> {
    let mut levels: BTreeMap<VerbalGrade, Vec<ChoiceId>> = BTreeMap::new();
    for (choice, grade) in grades {
        levels.entry(*grade).or_default().push(choice.clone());
    }
    levels.into_iter().rev().collect()
}

/// What stands on each option of each bracket.
fn each<V>(
    all: &BTreeMap<BracketId, BTreeMap<ChoiceId, V>>,
) -> impl Iterator<Item = (&BracketId, &ChoiceId, &V)> {
    let brackets = all.iter();
    brackets.flat_map(|(bracket, own)| {
        own.iter()
            .map(move |(choice, value)| (bracket, choice, value))
    })
}
