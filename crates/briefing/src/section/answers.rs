//! The answers that a question may have, each with what is taken down when it is given.
//!
//! Invariant: an answer that is taken down says what the party said to the question, and no more.

use crate::desk::Desk;
use case::{BracketId, ChoiceId, Compared as Pair, Deal, Exact, Likes, PosedSaid, Valuation};
use num_traits::{One, Zero};
use problem::ask::Ask;
use problem::statement::Offer;
use problem::{BracketIx, ChoiceIx};
use std::collections::{BTreeMap, BTreeSet};

/// A question to one party, with its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The question, as it may be put.
    pub words: String,
    /// Where two packages are compared, what they differ in: the bracket, the option of the one,
    /// and that of the other.
    pub differ: Vec<[String; 3]>,
    /// Each answer, with what is taken down when it is given.
    pub answers: Vec<(String, Valuation)>,
    /// Which answer the draws expect.
    pub expected: String,
    /// How much better the party served worst is expected to be served, in per cent of its scale.
    pub gain: String,
    /// The question's share in what is still open, in the same.
    pub promise: String,
    /// What asking costs, in the same.
    pub cost: String,
}

impl Desk<'_, '_> {
    /// What each answer would be taken down as.
    pub(super) fn answers_to(
        &self,
        posed: &PosedSaid,
        ask: &Ask,
    ) -> Option<Vec<(String, Valuation)>> {
        let names = self.names(&posed.posed);
        match ask {
            Ask::Options(of, one, other) => {
                let words = [one, other].map(|at| format!("“{}”", names.choice(*of, *at)));
                let bracket = bracket(posed, *of)?;
                let ids = [choice(posed, *of, *one)?, choice(posed, *of, *other)?];
                let taken = |pair| Valuation::Options(bracket.clone(), pair);
                Some(three(words, ids, taken))
            }
            Ask::Brackets(one, other) => {
                let words = [one, other].map(|at| names.bracket(*at).to_owned());
                let ids = [bracket(posed, *one)?, bracket(posed, *other)?];
                Some(three(words, ids, Valuation::Importance))
            }
            Ask::Offers(one, other) => {
                let named = [(one, "the first"), (other, "the second")];
                let words = named.map(|(offer, nth)| match offer {
                    Offer::NoDeal => "no deal".to_owned(),
                    Offer::Options(_) => nth.to_owned(),
                });
                let deals = [deal(posed, one)?, deal(posed, other)?];
                Some(three(words, deals, Valuation::Packages))
            }
            Ask::Part(of, at, part) => {
                let within = |least: Exact, most: Exact| {
                    let (bracket, choice) = (bracket(posed, *of)?, choice(posed, *of, *at)?);
                    Some(Valuation::Within(bracket, choice, least, most))
                };
                let more = (
                    "that or more".to_owned(),
                    within(part.clone(), Exact::one())?,
                );
                let less = (
                    "that or less".to_owned(),
                    within(Exact::zero(), part.clone())?,
                );
                Some(vec![more, less])
            }
        }
    }
}

impl Desk<'_, '_> {
    /// What two packages differ in; nothing for another question.
    pub(super) fn differ(&self, posed: &PosedSaid, ask: &Ask) -> Vec<[String; 3]> {
        let Ask::Offers(one, other) = ask else {
            return Vec::new();
        };
        let names = self.names(&posed.posed);
        let options = |offer: &Offer| match offer {
            Offer::NoDeal => BTreeMap::new(),
            Offer::Options(options) => options.clone(),
        };
        let (one, other) = (options(one), options(other));
        let brackets: BTreeSet<BracketIx> = one.keys().chain(other.keys()).copied().collect();
        let rows = brackets.into_iter().map(|of| {
            let option = |options: &BTreeMap<BracketIx, ChoiceIx>| {
                let choice = options.get(&of);
                choice.map_or_else(String::new, |at| names.choice(of, *at).to_owned())
            };
            [names.bracket(of).to_owned(), option(&one), option(&other)]
        });
        rows.collect()
    }
}

/// How the question of two packages is put where what they differ in stands below.
pub(super) const fn beside(ask: &Ask) -> Option<&'static str> {
    match ask {
        Ask::Offers(Offer::NoDeal, _) | Ask::Offers(_, Offer::NoDeal) => {
            Some("Would you rather have this package, or no deal?")
        }
        Ask::Offers(..) => {
            Some("Of two packages that are otherwise alike, which would you rather have?")
        }
        Ask::Options(..) | Ask::Brackets(..) | Ask::Part(..) => None,
    }
}

/// The one, the other, and as good.
fn three<T: Clone>(
    [one, other]: [String; 2],
    [this, that]: [T; 2],
    taken: impl Fn(Pair<T>) -> Valuation,
) -> Vec<(String, Valuation)> {
    let pair = |this: &T, likes, other: &T| {
        let (this, other) = (this.clone(), other.clone());
        taken(Pair { this, likes, other })
    };
    vec![
        (one, pair(&this, Likes::More, &that)),
        (other, pair(&that, Likes::More, &this)),
        ("as much".to_owned(), pair(&this, Likes::AsMuch, &that)),
    ]
}

fn bracket(posed: &PosedSaid, at: BracketIx) -> Option<BracketId> {
    posed.posed.brackets.get(at).cloned()
}

fn choice(posed: &PosedSaid, of: BracketIx, at: ChoiceIx) -> Option<ChoiceId> {
    let choices = posed.posed.choices.get(of)?;
    choices.get(usize::from(at.position())).cloned()
}

fn deal(posed: &PosedSaid, offer: &Offer) -> Option<Deal> {
    let Offer::Options(options) = offer else {
        return Some(Deal::NoDeal);
    };
    let options = options.iter().map(|(of, at)| {
        let (bracket, choice) = (bracket(posed, *of)?, choice(posed, *of, *at)?);
        Some((bracket, choice))
    });
    let options: Option<BTreeMap<_, _>> = options.collect();
    options.map(Deal::Package)
}
