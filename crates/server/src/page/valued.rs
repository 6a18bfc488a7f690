//! What a party says of what it values, in words.

use super::outline::Outline;
use case::{BracketId, ChoiceId, Deal, Likes, Valuation};
use problem::scale::decimal;
use proceedings::Matter;

/// A comparison or a bound, as it was said.
pub(crate) fn valued_words(valuation: &Valuation, outline: &Outline) -> String {
    let option = |bracket: &BracketId, choice: &ChoiceId| {
        outline.words(&Matter::Choice(bracket.clone(), choice.clone()))
    };
    let question = |bracket: &BracketId| outline.words(&Matter::Bracket(bracket.clone()));
    let deal = |deal: &Deal| match deal {
        Deal::NoDeal => "no deal".to_owned(),
        Deal::Package(_) => {
            let options = deal.options();
            let options = options.map(|(bracket, choice)| option(bracket, choice));
            options.collect::<Vec<_>>().join(" with ")
        }
    };
    match valuation {
        Valuation::Options(of, both) => {
            let (this, other) = (option(of, &both.this), option(of, &both.other));
            rather(both.likes, &this, &other)
        }
        Valuation::Importance(both) => {
            let (this, other) = (question(&both.this), question(&both.other));
            match both.likes {
                Likes::More => format!("{this} matters more than {other}"),
                Likes::AsMuch => format!("{this} matters as much as {other}"),
            }
        }
        Valuation::Packages(both) => rather(both.likes, &deal(&both.this), &deal(&both.other)),
        Valuation::Within(of, choice, least, most) => format!(
            "{} is worth between {} and {} of what its question counts",
            option(of, choice),
            decimal(least, 2),
            decimal(most, 2)
        ),
    }
}

fn rather(likes: Likes, this: &str, other: &str) -> String {
    match likes {
        Likes::More => format!("{this} rather than {other}"),
        Likes::AsMuch => format!("{this} as good as {other}"),
    }
}
