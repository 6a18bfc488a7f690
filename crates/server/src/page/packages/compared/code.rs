//! Comparisons as a form sends them: `options.more.KEY.KEY`, `importance.much.KEY.KEY`,
//! `packages.more.KEY+KEY.none`, `within.KEY.1/2.1`.
//!
//! Invariant: a code is read and written with the options that the party's room knows, so it leads
//! to nothing else.

use crate::page::packages::asked::{self, Question};
use crate::seated::Seated;
use case::{BracketId, ChoiceId, Compared, Deal, Exact, Likes, Valuation};
use disclosure::PartyId;
use std::collections::BTreeMap;

const NO_DEAL: &str = "none";

/// What can be named, by its keys.
pub(super) struct Code {
    questions: Vec<Question>,
}

impl Code {
    /// What a party's room knows, as far as this seat may know it.
    pub(super) fn of(seated: &Seated, party: &PartyId) -> Self {
        Self {
            questions: asked::all_questions(seated, party),
        }
    }

    fn question(&self, bracket: &BracketId) -> Option<&Question> {
        self.questions.iter().find(|one| one.bracket == *bracket)
    }

    fn option(&self, bracket: &BracketId, choice: &ChoiceId) -> Option<&str> {
        let mut options = self.question(bracket)?.options.iter();
        options
            .find(|option| option.id == *choice)
            .map(|option| option.key.as_str())
    }

    /// The option of a key, with its bracket.
    fn named(&self, key: &str) -> Option<(BracketId, ChoiceId)> {
        self.questions.iter().find_map(|question| {
            let mut options = question.options.iter();
            let option = options.find(|option| option.key == key)?;
            Some((question.bracket.clone(), option.id.clone()))
        })
    }

    fn bracket(&self, key: &str) -> Option<BracketId> {
        let mut questions = self.questions.iter();
        let found = questions.find(|question| question.key == key)?;
        Some(found.bracket.clone())
    }

    /// A package, or no deal; nothing if the room does not know it whole.
    pub(super) fn deal(&self, deal: &Deal) -> Option<String> {
        let Deal::Package(options) = deal else {
            return Some(NO_DEAL.to_owned());
        };
        let keys = options
            .iter()
            .map(|(bracket, choice)| self.option(bracket, choice));
        Some(keys.collect::<Option<Vec<&str>>>()?.join("+"))
    }

    fn deal_of(&self, written: &str) -> Option<Deal> {
        if written == NO_DEAL {
            return Some(Deal::NoDeal);
        }
        let options = written.split('+').map(|key| self.named(key));
        let options: Option<BTreeMap<_, _>> = options.collect();
        options.map(Deal::Package)
    }

    /// The code of a comparison; nothing if the room does not know what it names.
    pub(super) fn written(&self, valuation: &Valuation) -> Option<String> {
        let pair = |kind: &str, likes, this: &str, other: &str| {
            let likes = match likes {
                Likes::More => "more",
                Likes::AsMuch => "much",
            };
            format!("{kind}.{likes}.{this}.{other}")
        };
        match valuation {
            Valuation::Options(of, both) => {
                let (this, other) = (self.option(of, &both.this)?, self.option(of, &both.other)?);
                Some(pair("options", both.likes, this, other))
            }
            Valuation::Importance(both) => {
                let (this, other) = (self.question(&both.this)?, self.question(&both.other)?);
                Some(pair("importance", both.likes, &this.key, &other.key))
            }
            Valuation::Packages(both) => {
                let (this, other) = (self.deal(&both.this)?, self.deal(&both.other)?);
                Some(pair("packages", both.likes, &this, &other))
            }
            Valuation::Within(of, choice, least, most) => {
                let option = self.option(of, choice)?;
                Some(format!("within.{option}.{least}.{most}"))
            }
        }
    }

    /// The comparison of a code.
    pub(super) fn read(&self, code: &str) -> Option<Valuation> {
        let parts: Vec<&str> = code.split('.').collect();
        let [kind, second, third, fourth] = parts.as_slice() else {
            return None;
        };
        if *kind == "within" {
            let (bracket, choice) = self.named(second)?;
            let [least, most] = [third, fourth].map(|part| part.parse::<Exact>().ok());
            return Some(Valuation::Within(bracket, choice, least?, most?));
        }
        let likes = match *second {
            "more" => Likes::More,
            "much" => Likes::AsMuch,
            _ => return None,
        };
        match *kind {
            "options" => {
                let ((of, this), (same, other)) = (self.named(third)?, self.named(fourth)?);
                let pair = Compared { this, likes, other };
                (of == same).then_some(Valuation::Options(of, pair))
            }
            "importance" => {
                let (this, other) = (self.bracket(third)?, self.bracket(fourth)?);
                Some(Valuation::Importance(Compared { this, likes, other }))
            }
            "packages" => {
                let (this, other) = (self.deal_of(third)?, self.deal_of(fourth)?);
                Some(Valuation::Packages(Compared { this, likes, other }))
            }
            _ => None,
        }
    }
}
