//! Statements as linear rows.

use super::{Likes, Offer, Saying, Statements, ValueFunction, ValueSpace};
use crate::{BracketIx, ChoiceIx};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::collections::BTreeMap;

/// A quantity of a value function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term {
    /// The weight of a bracket.
    Weight(BracketIx),
    /// What an option is worth.
    Worth(BracketIx, ChoiceIx),
    /// What no deal is worth.
    NoDeal,
}

/// What a row says of its sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sense {
    /// It is above 0.
    Positive,
    /// It is 0 or more.
    NotNegative,
}

/// A linear row: a weighted sum of quantities that is above 0, or 0 or more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Row {
    /// The weights of the quantities; none of them is 0.
    pub parts: BTreeMap<Term, BigRational>,
    /// What is said of the sum.
    pub sense: Sense,
}

impl Row {
    /// The row with these parts.
    #[must_use]
    pub fn new(sense: Sense, parts: impl IntoIterator<Item = (Term, BigRational)>) -> Self {
        let mut sum: BTreeMap<Term, BigRational> = BTreeMap::new();
        for (term, part) in parts {
            *sum.entry(term).or_insert_with(BigRational::zero) += part;
        }
        sum.retain(|_, part| !part.is_zero());
        Self { parts: sum, sense }
    }

    /// What it is not: the row that is true exactly where this one is not.
    #[must_use]
    pub fn denied(&self) -> Self {
        let parts = self.parts.iter().map(|(term, part)| (*term, -part.clone()));
        let sense = match self.sense {
            Sense::Positive => Sense::NotNegative,
            Sense::NotNegative => Sense::Positive,
        };
        Self::new(sense, parts)
    }

    /// The sum for a value function.
    #[must_use]
    pub fn sum(&self, function: &ValueFunction) -> BigRational {
        let quantity = |term: &Term| match term {
            Term::Weight(bracket) => function.weight(*bracket),
            Term::Worth(bracket, choice) => function.option(*bracket, *choice),
            Term::NoDeal => function.no_deal.clone(),
        };
        self.parts
            .iter()
            .map(|(term, part)| quantity(term) * part)
            .sum()
    }

    /// Whether it is true of a value function.
    #[must_use]
    pub fn holds(&self, function: &ValueFunction) -> bool {
        let sum = self.sum(function);
        match self.sense {
            Sense::Positive => sum.is_positive(),
            Sense::NotNegative => !sum.is_negative(),
        }
    }
}

/// A sum of quantities in the making.
type Sum = Vec<(Term, BigRational)>;

impl ValueSpace {
    /// The whole: the weights of all brackets, so many times.
    fn whole(&self, times: &BigRational) -> Sum {
        let brackets = self.sizes.ids();
        brackets
            .map(|bracket| (Term::Weight(bracket), times.clone()))
            .collect()
    }

    /// The row that says that the one is worth as much as the other, or more.
    #[must_use]
    pub fn at_least(&self, this: &Offer, other: &Offer) -> Row {
        Row::new(Sense::NotNegative, self.difference(this, other))
    }

    /// The row that says that the one is worth more than the other.
    #[must_use]
    pub fn more(&self, this: &Offer, other: &Offer) -> Row {
        Row::new(Sense::Positive, self.difference(this, other))
    }

    /// The least by which one offer is worth more than another.
    fn difference(&self, this: &Offer, other: &Offer) -> Sum {
        let both = matches!((this, other), (Offer::Options(_), Offer::Options(_)));
        let mut sum = options(this, &BigRational::one());
        sum.extend(options(other, &-BigRational::one()));
        if !both && let Offer::Options(named) = other {
            let rest = self
                .sizes
                .ids()
                .filter(|bracket| !named.contains_key(bracket));
            sum.extend(rest.map(|bracket| (Term::Weight(bracket), -BigRational::one())));
        }
        sum
    }

    fn compared(&self, sum: Sum, likes: Likes, margin: Sum) -> Vec<Row> {
        match likes {
            Likes::More => vec![Row::new(Sense::Positive, sum)],
            Likes::AsMuch => {
                let back = sum.iter().map(|(term, part)| (*term, -part.clone()));
                let back: Sum = back.chain(margin.clone()).collect();
                let sums = [sum.into_iter().chain(margin).collect(), back];
                sums.map(|sum| Row::new(Sense::NotNegative, sum)).into()
            }
        }
    }

    /// What was said, as rows.
    #[must_use]
    pub fn rows(&self, saying: &Saying) -> Vec<Row> {
        let one = BigRational::one();
        match saying {
            Saying::Options(bracket, this, likes, other) => {
                self.pair(*bracket, (*this, *likes, *other))
            }
            Saying::Brackets(this, likes, other) => {
                let sum = vec![
                    (Term::Weight(*this), one.clone()),
                    (Term::Weight(*other), -one),
                ];
                self.compared(sum, *likes, self.whole(&self.margin))
            }
            Saying::Offers(this, Likes::More, other) => vec![self.more(this, other)],
            Saying::Offers(this, Likes::AsMuch, other) => {
                let pairs = [(this, other), (other, this)];
                let rows = pairs.map(|(this, other)| {
                    let sum = self.difference(this, other);
                    let less = sum.into_iter().map(|(term, part)| (term, -part));
                    Row::new(Sense::NotNegative, less.chain(self.whole(&self.margin)))
                });
                rows.into()
            }
            Saying::Ranking(bracket, classes) => {
                let tied = classes.iter().flat_map(|class| class.windows(2));
                let tied = tied.flat_map(|pair| pair.first().zip(pair.get(1)));
                let tied = tied
                    .into_iter()
                    .flat_map(|(a, b)| self.pair(*bracket, (*a, Likes::AsMuch, *b)));
                tied.chain(self.steps(*bracket, classes)).collect()
            }
            Saying::Grades(bracket, grades) => self.steps(*bracket, grades),
            Saying::Within(bracket, choice, least, most) => {
                let (weight, worth) = (Term::Weight(*bracket), Term::Worth(*bracket, *choice));
                let above = [(worth, one.clone()), (weight, -least.clone())];
                let below = [(weight, most.clone()), (worth, -one)];
                [above, below]
                    .map(|sum| Row::new(Sense::NotNegative, sum))
                    .into()
            }
        }
    }

    /// Two options of a bracket compared.
    fn pair(
        &self,
        bracket: BracketIx,
        (this, likes, other): (ChoiceIx, Likes, ChoiceIx),
    ) -> Vec<Row> {
        let one = BigRational::one();
        let sum = vec![
            (Term::Worth(bracket, this), one.clone()),
            (Term::Worth(bracket, other), -one),
        ];
        let margin = vec![(Term::Weight(bracket), self.margin.clone())];
        self.compared(sum, likes, margin)
    }

    /// Everything of a class is worth more than everything of the next class that has something.
    fn steps(&self, bracket: BracketIx, classes: &[Vec<ChoiceIx>]) -> Vec<Row> {
        let held: Vec<_> = classes.iter().filter(|class| !class.is_empty()).collect();
        let mut rows = Vec::new();
        for (better, worse) in held.iter().zip(held.iter().skip(1)) {
            for this in better.iter() {
                let pairs = worse.iter().map(|other| (*this, Likes::More, *other));
                rows.extend(pairs.flat_map(|pair| self.pair(bracket, pair)));
            }
        }
        rows
    }
}

impl Statements {
    /// What was said, as rows, in the order in which it was said.
    pub fn rows(&self) -> impl Iterator<Item = (super::StatementIx, Vec<Row>)> {
        let said = self.said.iter();
        said.map(|(at, saying)| (at, self.space.rows(saying)))
    }
}

/// What an offer is worth at the least, so many times.
fn options(offer: &Offer, times: &BigRational) -> Sum {
    match offer {
        Offer::NoDeal => vec![(Term::NoDeal, times.clone())],
        Offer::Options(options) => {
            let options = options.iter();
            options
                .map(|(bracket, choice)| (Term::Worth(*bracket, *choice), times.clone()))
                .collect()
        }
    }
}
