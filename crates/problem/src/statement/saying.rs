//! When what was said is true of a value function, in the plainest terms.

use super::{Likes, Offer, Saying, ValueFunction, ValueSpace};
use crate::{BracketIx, ChoiceIx};
use num_rational::BigRational;
use num_traits::Signed;

impl Saying {
    /// Whether what was said is true of a value function, with this margin for what is as good.
    #[must_use]
    pub fn holds(&self, function: &ValueFunction, margin: &BigRational) -> bool {
        match self {
            Self::Options(bracket, this, likes, other) => {
                let margin = margin * function.weight(*bracket);
                let [this, other] = [this, other].map(|c| function.option(*bracket, *c));
                compares(&(this - other), *likes, &margin)
            }
            Self::Brackets(this, likes, other) => {
                let difference = function.weight(*this) - function.weight(*other);
                compares(&difference, *likes, margin)
            }
            Self::Offers(this, likes, other) => offers(function, margin, (this, *likes, other)),
            Self::Ranking(bracket, classes) => {
                let margin = margin * function.weight(*bracket);
                let worth = |choice: &ChoiceIx| function.option(*bracket, *choice);
                let tied = classes.iter().flat_map(|class| class.windows(2));
                let tied = tied.flat_map(|pair| pair.first().zip(pair.get(1)));
                let tied = tied
                    .into_iter()
                    .all(|(a, b)| compares(&(worth(a) - worth(b)), Likes::AsMuch, &margin));
                tied && above(classes, &worth)
            }
            Self::Grades(bracket, grades) => {
                above(grades, &|choice| function.option(*bracket, *choice))
            }
            Self::Within(bracket, choice, least, most) => {
                let weight = function.weight(*bracket);
                let worth = function.option(*bracket, *choice);
                least * &weight <= worth && worth <= most * &weight
            }
        }
    }

    /// Whether everything that it names is there.
    pub(super) fn is_known(&self, space: &ValueSpace) -> bool {
        let bracket = |bracket: &BracketIx| space.sizes.get(*bracket).is_some();
        let offer = |offer: &Offer| match offer {
            Offer::Options(options) => options.iter().all(|(b, c)| space.has(*b, *c)),
            Offer::NoDeal => true,
        };
        match self {
            Self::Options(bracket, this, _, other) => {
                space.has(*bracket, *this) && space.has(*bracket, *other)
            }
            Self::Offers(this, _, other) => offer(this) && offer(other),
            Self::Brackets(this, _, other) => bracket(this) && bracket(other),
            Self::Ranking(of, classes) | Self::Grades(of, classes) => {
                bracket(of)
                    && classes
                        .iter()
                        .flatten()
                        .all(|choice| space.has(*of, *choice))
            }
            Self::Within(bracket, choice, _, _) => space.has(*bracket, *choice),
        }
    }
}

/// Whether a difference is what was said of it.
fn compares(difference: &BigRational, likes: Likes, margin: &BigRational) -> bool {
    match likes {
        Likes::More => difference.is_positive(),
        Likes::AsMuch => difference.abs() <= *margin,
    }
}

/// Whether everything of a class is worth more than everything of the classes after it.
fn above(classes: &[Vec<ChoiceIx>], worth: &dyn Fn(&ChoiceIx) -> BigRational) -> bool {
    classes.iter().enumerate().all(|(at, better)| {
        let worse = classes.iter().skip(at + 1).flatten();
        worse
            .into_iter()
            .all(|worse| better.iter().all(|better| worth(better) > worth(worse)))
    })
}

/// Whether two offers compare as was said.
fn offers(
    function: &ValueFunction,
    margin: &BigRational,
    (this, likes, other): (&Offer, Likes, &Offer),
) -> bool {
    // The least and the most that an offer can come to beside no deal.
    let least = |offer: &Offer| match offer {
        Offer::Options(options) => function.options(options),
        Offer::NoDeal => function.no_deal.clone(),
    };
    let most = |offer: &Offer| match offer {
        Offer::Options(options) => function.options(options) + function.rest(options),
        Offer::NoDeal => function.no_deal.clone(),
    };
    if let (Offer::Options(_), Offer::Options(_)) = (this, other) {
        return compares(&(least(this) - least(other)), likes, margin);
    }
    match likes {
        Likes::More => least(this) > most(other),
        Likes::AsMuch => {
            least(this) - most(other) <= *margin && least(other) - most(this) <= *margin
        }
    }
}
